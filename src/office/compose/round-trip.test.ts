import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../catalogue.ts';
import { datedResult, resultLine } from '../cell-lists.ts';
import type { OfficialDocument } from '../document.ts';
import { readOfficialBytes } from '../reading.ts';
import { normaliseText } from '../text.ts';
import { composeTable } from './compose.ts';
import { writeDocx } from './docx.ts';
import {
  COLUMNS,
  type RandomDocument,
  randomDocument,
  randomResult,
  randomRows,
} from './fixtures/random-document.ts';
import { ANNEX_WIDTH, type Annex, columnWidths } from './official-text.ts';
import { writePdf } from './pdf.ts';
import { writeCsv, writeHtml, writeXlsx } from './table-files.ts';

const shown = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map(normaliseText));

/** What a person compares: header block, căn cứ, articles, signer, recipients, rows. */
function expectSame(read: OfficialDocument, { text, bases }: RandomDocument): void {
  const { number, symbol, date } = text;
  expect(read.kind).toBe(text.kind === 'THÔNG BÁO' ? 'notice' : 'decision');
  expect(read.number).toBe(number === null ? null : `${number.padStart(2, '0')}/${symbol}`);
  expect(read).toMatchObject({ symbol, date, place: 'Lạng Sơn', title: text.abstract });
  expect(read.issuer).toBe('Ủy ban nhân dân tỉnh Lạng Sơn');
  expect(read.signer).toEqual(text.signer);
  expect(read.recipients).toEqual(text.recipients);
  const cited = read.citations.map((citation) => `${citation.number} ${citation.date} ${citation.issuer}`);
  for (const basis of bases) expect(cited).toContain(`${basis.number} ${basis.date} ${basis.issuer}`);
  const articles = text.body.map((passage) => passage.text);
  expect(read.articles.map((article) => article.text)).toEqual([
    ...articles.slice(0, -1),
    articles.at(-1)?.replace(/\.$/u, './.'),
  ]);
  const annex = text.annexes[0];
  expect(read.tables).toHaveLength(1);
  expect(read.tables[0]?.columns).toEqual(COLUMNS.map(({ header }) => header));
  expect(read.tables[0]?.rows).toEqual(shown(annex?.rows ?? []));
}

it('columns fill the page, and none is too narrow for “TT” while there is room', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 5, max: 80 }), { minLength: 1, maxLength: 40 }), (wanted) => {
      const widths = columnWidths(wanted.map((width) => ({ header: 'TT', width })));
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(ANNEX_WIDTH);
      if (wanted.length <= 23) expect(Math.min(...widths)).toBeGreaterThanOrEqual(11);
    }),
  );
});

it.each([
  'Sở Khoa học và Công nghệ',
  'Sở Văn hóa, Thể thao và Du lịch',
  'Sở Nông nghiệp và Môi trường',
  'Sở Dân tộc và Tôn giáo',
  'Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn',
])('%s is read back whole, though its name takes several lines', async (agency) => {
  const { text } = fc.sample(randomDocument, { numRuns: 1, seed: 7 })[0] as RandomDocument;
  const own = { ...text, superior: 'UBND TỈNH LẠNG SƠN', issuer: [agency.toLocaleUpperCase('vi')] };
  expect((await readOfficialBytes(writePdf(own), 'vb.pdf')).issuer).toBe(agency);
  expect((await readOfficialBytes(await writeDocx(own), 'vb.docx')).issuer).toBe(agency);
});

describe('a composed document reads back to the same data', () => {
  it('from its Word file', async () => {
    await fc.assert(
      fc.asyncProperty(randomDocument, async (random) => {
        expectSame(await readOfficialBytes(await writeDocx(random.text), 'vb.docx'), random);
      }),
      { numRuns: 12 },
    );
  });

  it('from its PDF', async () => {
    await fc.assert(
      fc.asyncProperty(randomDocument, async (random) => {
        expectSame(await readOfficialBytes(writePdf(random.text), 'vb.pdf'), random);
      }),
      { numRuns: 12 },
    );
  });
});

describe('an annex reads back to the same rows', () => {
  const annexOf = (rows: string[][]): Annex => ({
    number: null,
    title: 'Danh mục bài toán lớn năm 2026',
    caption: null,
    columns: COLUMNS,
    rows,
  });
  const forms: [string, (annex: Annex) => Promise<Uint8Array> | Uint8Array][] = [
    ['xlsx', writeXlsx],
    ['csv', (annex) => Buffer.from(writeCsv(annex))],
    ['html', (annex) => Buffer.from(writeHtml(annex))],
  ];
  it.each(forms)('from its .%s file, entry by entry', async (ending, write) => {
    await fc.assert(
      fc.asyncProperty(randomRows, async (rows) => {
        const read = await readOfficialBytes(new Uint8Array(await write(annexOf(rows))), `pl.${ending}`);
        expect(read.tables.map((table) => table.rows)).toEqual([shown(rows)]);
        const { entries } = readCatalogue(read, { kind: 'problems', year: 2026 });
        expect(entries.map((entry) => entry.title)).toEqual(shown(rows).map((row) => row[1]));
        expect(entries.every((entry) => entry.bases.length === 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('with indicator, target and due date of each result, in every file', async () => {
    const [head] = fc.sample(randomDocument, 1);
    if (!head) throw new Error('no document');
    const written: typeof forms = [
      ...forms,
      ['docx', (annex) => writeDocx({ ...head.text, annexes: [annex] })],
      ['pdf', (annex) => writePdf({ ...head.text, annexes: [annex] })],
    ];
    const lists = fc.array(fc.array(randomResult, { minLength: 1, maxLength: 4 }), {
      minLength: 2,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(lists, fc.constantFrom(...written), async (results, [ending, write]) => {
        const cells = results.map((list) => list.map((result) => `- ${resultLine(result)}`).join('\n'));
        const rows = cells.map((text, at) => [
          String(at + 1),
          `Bài toán thứ ${at + 1}`,
          'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
          text,
          'Sở Y tế',
          'Năm 2027',
        ]);
        const read = await readOfficialBytes(new Uint8Array(await write(annexOf(rows))), `pl.${ending}`);
        const { entries, warnings } = readCatalogue(read, { kind: 'problems', year: 2026 });
        expect(entries.map((entry) => entry.results.map(datedResult))).toEqual(results);
        expect(warnings).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('a long one is written beside the work of others, to the same rows in each file', async () => {
    const [row = []] = fc.sample(randomRows, { numRuns: 1, seed: 7 })[0] ?? [];
    const rows = Array.from({ length: 2_000 }, (_, at) => [String(at + 1), ...row.slice(1)]);
    let turns = 0;
    const clock = setInterval(() => {
      turns += 1;
    }, 1);
    for (const form of ['xlsx', 'csv', 'html'] as const) {
      turns = 0;
      const bytes = await composeTable(annexOf(rows), form);
      expect(turns, form).toBeGreaterThan(0);
      const read = await readOfficialBytes(new Uint8Array(bytes), `pl.${form}`);
      expect(read.tables.map((table) => table.rows)).toEqual([shown(rows)]);
    }
    clearInterval(clock);
  });

  it('a cell that a spreadsheet would run is guarded in a .csv file and only there', () => {
    const rows = [['1', '=1+1', '-2', '+3', '@4', "'=5"]];
    const [, line] = writeCsv(annexOf(rows)).split('\r\n');
    expect(line).toBe(`"1","'=1+1","'-2","'+3","'@4","''=5"`);
    expect(writeHtml(annexOf(rows))).toContain('<td>=1+1</td><td>-2</td>');
  });

  it('a page for the portal has neither script nor style, whatever the cells say', () => {
    const html = writeHtml(annexOf([['1', '<script>alert(1)</script>', '"><img onerror=x>', '&', '', '']]));
    expect(html).not.toMatch(/<script|<img|style=|on\w+="/u);
    expect(html).toContain('<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>');
  });
});
