import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../document.ts';
import { DECISION, PAGE_COPY } from '../fixtures/texts.ts';
import { readOfficialBytes } from '../reading.ts';
import { unzip } from '../zip.ts';
import { composeDocument } from './compose.ts';
import { writeDocx } from './docx.ts';
import { recomposed } from './fixtures/recompose.ts';
import { passagesOf } from './passages.ts';
import { drawPages, writePdf } from './pdf.ts';
import { dateWords, numberLine } from './wording.ts';

/** A notice as the province writes them, number and day still blank; names and words are invented. */
const NOTICE = `
ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN

Số: /TB-UBND

Lạng Sơn, ngày tháng 3 năm 2027

THÔNG BÁO

Danh mục bài toán lớn về quản lý rừng trên địa bàn tỉnh Lạng Sơn năm 2027

Căn cứ Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học; Kế hoạch số 88/KH-UBND ngày 10/01/2027 của UBND tỉnh về triển khai thực hiện Nghị quyết số 71/NQ-CP của Chính phủ;

I. MỤC ĐÍCH

Định hướng các cơ quan, đơn vị lựa chọn nhiệm vụ có tính trọng tâm.

II. TỔ CHỨC THỰC HIỆN

1. Sở Nông nghiệp và Môi trường

Chủ trì, tiếp nhận các đề xuất giải pháp.

Nơi nhận:

- Bộ Khoa học và Công nghệ (b/c);
- UBND các xã, phường;
- Lưu: VT, KTN.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Hoàng Thị Mai
`;

/** What has to be the same in a document and in what was composed from its reading. */
function essence(read: OfficialDocument) {
  const { kind, number, symbol, place, date, issuer, title, signer, recipients } = read;
  const cited = read.citations.map((one) => [one.kind, one.number, one.date, one.issuer].join(' '));
  const articles = read.articles.map((one) => `${one.number} ${one.text.replace(/[./;]+$/u, '')}`);
  return {
    ...{ kind, number, symbol, place, date, issuer, title, signer, recipients, articles },
    cited: [...new Set(cited)].sort(),
  };
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

describe('a document recomposed from what was read', () => {
  it.each([
    ['a decision', DECISION],
    ['a notice without number and day', NOTICE],
    ['a plan from a page copy', PAGE_COPY],
  ])('keeps header block, citations, articles, signer and recipients: %s', async (_, source) => {
    const first = await readOfficialBytes(bytesOf(source), 'goc.txt');
    const text = recomposed(first);
    for (const [name, bytes] of [
      ['vb.docx', await writeDocx(text)],
      ['vb.pdf', writePdf(text)],
    ] as const) {
      expect(essence(await readOfficialBytes(bytes, name)), name).toEqual(essence(first));
    }
  });
});

describe('the layout of Decree 30/2020', () => {
  const text = async () => recomposed(await readOfficialBytes(bytesOf(DECISION), 'goc.txt'));
  const annex = {
    number: 'I',
    title: 'Danh mục',
    caption: '(Kèm theo Quyết định số /QĐ-UBND ngày tháng 5 năm 2026 của UBND tỉnh Lạng Sơn)',
    columns: [
      { header: 'TT', width: 10 },
      { header: 'Tên nhu cầu', width: 90 },
    ],
    rows: [['1', 'Công nghệ sấy lạnh']],
  };

  it('a Word annex is a landscape section of its own whose header repeats and whose rows stay whole', async () => {
    const parts = await unzip(await writeDocx({ ...(await text()), annexes: [annex] }), () => true);
    const xml = Buffer.from(parts.get('word/document.xml') ?? []).toString();
    expect(xml.match(/<w:sectPr/gu)).toHaveLength(2);
    expect(xml.match(/<w:titlePg/gu)).toHaveLength(2);
    expect(xml).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/u);
    expect(xml.match(/<w:pgNumType w:start="1"/gu)).toHaveLength(2);
    expect(xml).toContain('<w:tblHeader/>');
    expect(xml.match(/<w:cantSplit\/>/gu)?.length).toBe(4);
  });

  it('the pages can be looked at as a drawing without script or style', async () => {
    const drawn = drawPages({ ...(await text()), annexes: [annex] });
    expect(drawn.pages).toBe(2);
    expect(drawn.svg).toMatch(/^<svg /u);
    expect(drawn.svg.match(/<rect /gu)).toHaveLength(2);
    expect(drawn.svg).not.toMatch(/<script|<style|style=|foreignObject/u);
  });

  it('is written in a thread of its own, several documents one after another', async () => {
    const document = await text();
    const forms = ['docx', 'pdf', 'pages'] as const;
    const files = await Promise.all(forms.map((form) => composeDocument(document, form)));
    const begins = files.map((bytes) => Buffer.from(bytes.subarray(0, 4)).toString('latin1'));
    expect(begins).toEqual(['PK\u0003\u0004', '%PDF', '<svg']);
  });

  it('a number below ten takes a zero; one not given leaves room', () => {
    expect(numberLine('5', 'TB-UBND')).toBe('Số: 05/TB-UBND');
    expect(numberLine(null, 'TB-UBND')).toMatch(/^Số: \u00a0+\/TB-UBND$/u);
  });

  it('days below ten and the months 1 and 2 take a zero, other months none', () => {
    expect(dateWords('2026-02-05')).toBe('ngày 05 tháng 02 năm 2026');
    expect(dateWords('2026-03-12')).toBe('ngày 12 tháng 3 năm 2026');
    expect(dateWords('2026-04')).toMatch(/^ngày \u00a0+ tháng 4 năm 2026$/u);
    expect(dateWords(null)).toMatch(/^ngày \u00a0+ tháng \u00a0+ năm \u00a0+$/u);
  });

  it('typed lines become articles, sections, subsections and paragraphs', () => {
    const typed = 'I. MỤC ĐÍCH\n1. Sở Y tế\n1. Giao Sở Y tế chủ trì.\nĐiều 2a. Hiệu lực.\n\n- Một ý;';
    expect(passagesOf(typed).map(({ type }) => type)).toEqual([
      'section',
      'subsection',
      'paragraph',
      'article',
      'paragraph',
    ]);
  });

  it('what no file can hold is left out, and letters are composed', async () => {
    const odd = { ...(await text()), abstract: 'Về vie\u0323\u0302c \u0000\ud800a\uffff<b>#strong[x]' };
    for (const [name, bytes] of [
      ['vb.docx', await writeDocx(odd)],
      ['vb.pdf', writePdf(odd)],
    ] as const) {
      expect((await readOfficialBytes(bytes, name)).title).toBe('Về việc a<b>#strong[x]');
    }
  });
});
