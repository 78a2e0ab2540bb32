// A little long, and one file: every kind of file is held against the same limits and refusals.
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import type { OfficialDocument } from './document.ts';
import { docxFile, notesPart, p, tbl, xlsxFile, zipFile } from './fixtures/office-file.ts';
import { type PdfPage, pdfFile } from './fixtures/pdf-file.ts';
import { DECISION } from './fixtures/texts.ts';
import { readOfficialFile } from './read.ts';
import { readOfficialBytes } from './reading.ts';
import { UnreadableFile } from './unreadable.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nhipcau-office-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function stored(name: string, content: string | Uint8Array): Promise<{ path: string; name: string }> {
  const path = join(folder, name);
  await writeFile(path, content);
  return { path, name };
}

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? Buffer.from(content) : content;
const read = (content: string | Uint8Array, name: string): Promise<OfficialDocument> =>
  readOfficialBytes(bytesOf(content), name);

async function refusal(reading: Promise<unknown>): Promise<UnreadableFile> {
  const error = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof UnreadableFile) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe('a Word document', () => {
  const header = tbl([
    ['ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc'],
    ['Số: 77/QĐ-UBND', 'Lạng Sơn, ngày 05 tháng 3 năm 2026'],
  ]);
  const foot = tbl([
    [
      'Nơi nhận:\n- Như Điều 1;\n- Lưu: VT.',
      'TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn An',
    ],
  ]);
  const annex = tbl(
    [
      [
        { text: 'STT', merge: 'restart' },
        { text: 'Tên bài toán', merge: 'restart' },
        { text: 'Căn cứ', merge: 'restart' },
        { text: 'Cơ quan thực hiện', span: 2 },
      ],
      [
        { text: '', merge: 'continue' },
        { text: '', merge: 'continue' },
        { text: '', merge: 'continue' },
        'Chủ trì',
        'Phối hợp',
      ],
      [{ text: 'I. Lĩnh vực y tế', span: 5 }],
      ['1', 'Bài toán A', 'Nghị quyết số 71/NQ-CP', { text: 'Sở Y tế', merge: 'restart' }, 'Sở Tài chính'],
      ['2', 'Bài toán B', 'Kế hoạch số 6/KH-UBND', { text: '', merge: 'continue' }, ''],
    ],
    2,
  );
  const content = [
    header,
    p('QUYẾT ĐỊNH'),
    p('Về việc công bố Danh mục bài toán lớn'),
    p('Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;'),
    p('QUYẾT ĐỊNH:'),
    p('Điều 1. Công bố Danh mục bài toán lớn./.'),
    foot,
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    p('PHỤ LỤC'),
    p('DANH MỤC BÀI TOÁN LỚN'),
    p('(Kèm theo Quyết định số 77/QĐ-UBND ngày 05/3/2026)'),
    annex,
  ].join('');

  test('gives header, signature and recipients from its borderless tables, and the annex as the only table', async () => {
    const document = await read(await docxFile(content), 'quyet-dinh.docx');
    expect(document).toMatchObject({
      kind: 'decision',
      number: '77/QĐ-UBND',
      place: 'Lạng Sơn',
      date: '2026-03-05',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      title: 'Về việc công bố Danh mục bài toán lớn',
      signer: { name: 'Nguyễn Văn An', roles: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'] },
      recipients: ['Như Điều 1', 'Lưu: VT'],
      articles: [{ number: '1', text: 'Công bố Danh mục bài toán lớn./.' }],
      warnings: [],
    });
    expect(document.citations.some((citation) => citation.number === '77/QĐ-UBND')).toBe(false);
    expect(document.tables).toEqual([
      {
        title: 'DANH MỤC BÀI TOÁN LỚN',
        columns: [
          'STT',
          'Tên bài toán',
          'Căn cứ',
          'Cơ quan thực hiện - Chủ trì',
          'Cơ quan thực hiện - Phối hợp',
        ],
        rows: [
          ['I. Lĩnh vực y tế', '', '', '', ''],
          ['1', 'Bài toán A', 'Nghị quyết số 71/NQ-CP', 'Sở Y tế', 'Sở Tài chính'],
          ['2', 'Bài toán B', 'Kế hoạch số 6/KH-UBND', 'Sở Y tế', ''],
        ],
      },
    ]);
    expect(
      readCatalogue(document, { kind: 'problems', year: 2026 }).entries.map((entry) => entry.leads),
    ).toEqual([['Sở Y tế'], ['Sở Y tế']]);
  });

  test('a footnote of a title goes to the row’s basis', async () => {
    const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>';
    const table = tbl([
      ['TT', 'Tên bài toán', 'Căn cứ'],
      ['1', 'Mô hình công dân số', 'Kế hoạch số 6/KH-UBND'],
    ]).replace('Mô hình công dân số</w:t></w:r>', `Mô hình công dân số</w:t></w:r>${mark}`);
    const file = await docxFile(table, {
      'word/footnotes.xml': notesPart({ 2: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025.' }),
    });
    const document = await read(file, 'a.docx');
    expect(document.tables[0]?.rows[0]).toEqual([
      '1',
      'Mô hình công dân số',
      'Kế hoạch số 6/KH-UBND; Nghị quyết số 71/NQ-CP ngày 01/4/2025.',
    ]);
  });

  test('automatic numbers, deleted text, hidden text and TCVN3 runs read as Word shows them', async () => {
    const numbering = `<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;
    const listed = (level: number) =>
      `<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="5"/></w:numPr></w:pPr>`;
    const run = (properties: string, text: string) =>
      `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
    const item = `<w:p>${listed(1)}${run('<w:rFonts w:ascii=".VnTime"/>', 'C\u00abng bè danh môc')}<w:del><w:r><w:delText>x</w:delText></w:r></w:del>${run('<w:vanish/>', 'ẩn')}</w:p>`;
    const file = await docxFile(p('Nhiệm vụ', listed(0)) + item + p('Tổ chức', listed(0)), {
      'word/numbering.xml': numbering,
    });
    const document = await read(file, 'a.docx');
    expect(document.statements).toEqual([{ section: '1. Nhiệm vụ', text: 'Công bố danh mục' }]);
  });

  test('a paragraph of a TCVN3 run, a VNI run and a Unicode run with signs is read run by run', async () => {
    const run = (font: string, text: string) =>
      `<w:r><w:rPr><w:rFonts w:ascii="${font}"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const mixed =
      run('.VnTime', 'C«ng bè danh môc ') +
      run('VNI-Times', 'coâng ngheä ') +
      run('Times New Roman', '· diện tích 5 m² · thông tin');
    const document = await read(await docxFile(`${p('1. Nhiệm vụ')}<w:p>${mixed}</w:p>`), 'a.docx');
    expect(JSON.stringify(document)).toContain('Công bố danh mục công nghệ · diện tích 5 m² · thông tin');
  });
});

describe('a web page', () => {
  test('gives its text without menus and scripts, merged cells and raised marks', async () => {
    const page = `<!doctype html><title>Danh mục</title><nav><a>Trang chủ</a></nav><script>alert('x')</script>
<p>THÔNG BÁO<br>Danh mục bài toán lớn</p><ul class="menu"><li>Giới thiệu</li></ul>
<table><thead><tr><th>TT</th><th>Tên bài toán</th><th>Căn cứ</th><th>Diện tích</th></tr></thead>
<tr><td rowspan="2">1</td><td rowspan="2">Công dân số &lt;b&gt;</td><td><sup>[1]</sup></td><td>5 m<sup>2</sup></td></tr>
<tr><td>Kế hoạch số 6/KH-UBND</td><td></td></tr></table>
<p>[1] Nghị quyết số 71/NQ-CP.</p><p onclick="evil()">Xong</p>`;
    const document = await read(page, 'trang.html');
    expect(document.title).toMatch(/^Danh mục bài toán lớn/u);
    expect(document.tables[0]?.rows).toEqual([
      ['1', 'Công dân số <b>', 'Nghị quyết số 71/NQ-CP.', '5 m²'],
      ['1', 'Công dân số <b>', 'Kế hoạch số 6/KH-UBND', ''],
    ]);
    expect(JSON.stringify(document)).not.toMatch(/alert|evil|Giới thiệu|Trang chủ/u);
    expect(readCatalogue(document, { kind: 'problems', year: 2026 }).entries).toHaveLength(1);
  });
});

describe('a spreadsheet', () => {
  const rows = [
    ['PHỤ LỤC'],
    ['DANH MỤC NHU CẦU CÔNG NGHỆ NĂM 2026'],
    ['STT', 'Tên nhu cầu công nghệ', 'Đơn vị đề xuất', 'Kinh phí'],
    ['I', 'Kinh tế cửa khẩu', '', ''],
    [1, 'Sấy hồi', 'Sở Công Thương', 1500.5],
    [2, '=1+1', 'Sở Y tế', ''],
    ['Nơi nhận:', '', '', ''],
  ];

  test('gives the title above the header, numbers as they show, formulas as text', async () => {
    const document = await read(await xlsxFile(rows, ['A1:D1', 'B4:D4']), 'phu-luc.xlsx');
    expect(document.tables).toEqual([
      {
        title: 'DANH MỤC NHU CẦU CÔNG NGHỆ NĂM 2026',
        columns: ['STT', 'Tên nhu cầu công nghệ', 'Đơn vị đề xuất', 'Kinh phí'],
        rows: [
          ['I', 'Kinh tế cửa khẩu', '', ''],
          ['1', 'Sấy hồi', 'Sở Công Thương', '1500,5'],
          ['2', '=1+1', 'Sở Y tế', ''],
        ],
      },
    ]);
    const { entries } = readCatalogue(document, { kind: 'needs', year: 2026 });
    expect(entries.map((entry) => [entry.title, entry.fields['Lĩnh vực']])).toEqual([
      ['Sấy hồi', 'Kinh tế cửa khẩu'],
      ['=1+1', 'Kinh tế cửa khẩu'],
    ]);
  });

  test.each([',', ';', '\t'])('rows separated by %j read the same', async (separator) => {
    const csv = `STT${separator}Tên bài toán${separator}Thời hạn\n1${separator}"Bài toán A${separator} B"${separator}6/2026\n`;
    const document = await read(csv, 'a.csv');
    expect(document.tables[0]?.rows).toEqual([
      ['1', `Bài toán A${separator === '\t' ? '' : separator} B`, '6/2026'],
    ]);
  });
});

describe('a PDF with text', () => {
  const grid = (top: number, rows: number): PdfPage['lines'] => {
    const xs = [50, 100, 450, 800];
    const bottom = top - rows * 30;
    const down = xs.map((x) => ({ from: [x, top] as [number, number], to: [x, bottom] as [number, number] }));
    const across = Array.from({ length: rows + 1 }, (_, row) => ({
      from: [50, top - row * 30] as [number, number],
      to: [800, top - row * 30] as [number, number],
    }));
    return [...down, ...across];
  };
  const row = (y: number, texts: string[]) =>
    texts.map((text, column) => ({ x: [55, 105, 455][column] ?? 0, y, text }));
  const pages: PdfPage[] = [
    {
      texts: [
        { x: 60, y: 560, text: 'ỦY BAN NHÂN DÂN' },
        { x: 60, y: 545, text: 'TỈNH LẠNG SƠN' },
        { x: 450, y: 560, text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' },
        { x: 60, y: 525, text: 'Số: 9/TB-UBND' },
        { x: 450, y: 525, text: 'Lạng Sơn, ngày 9 tháng 4 năm 2026' },
        { x: 300, y: 490, text: 'THÔNG BÁO' },
        { x: 250, y: 470, text: 'Danh mục bài toán lớn năm 2026' },
        ...row(410, ['STT', 'Tên bài toán', 'Thời hạn']),
        ...row(380, ['1', 'Bài toán giám sát', 'Quý II/2026']),
        ...row(350, ['2', 'Bài toán dữ liệu dùng', '6/2026']),
      ],
      lines: grid(430, 3) ?? [],
    },
    {
      texts: [
        { x: 420, y: 575, text: '2' },
        ...row(530, ['STT', 'Tên bài toán', 'Thời hạn']),
        ...row(500, ['', 'chung cho toàn tỉnh']),
        ...row(470, ['3', 'Bài toán cửa khẩu', 'Hằng năm']),
        { x: 60, y: 300, text: 'Nơi nhận:' },
        { x: 60, y: 280, text: '- Lưu: VT.' },
        { x: 500, y: 300, text: 'TM. ỦY BAN NHÂN DÂN' },
        { x: 500, y: 280, text: 'CHỦ TỊCH' },
        { x: 500, y: 230, text: 'Hồ Văn Sơn' },
      ],
      lines: grid(550, 3) ?? [],
    },
  ];

  test('two columns are read one after the other; a row cut by a page is one row again', async () => {
    const document = await read(pdfFile(pages), 'thong-bao.pdf');
    expect(document).toMatchObject({
      kind: 'notice',
      number: '9/TB-UBND',
      date: '2026-04-09',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      title: 'Danh mục bài toán lớn năm 2026',
      signer: { name: 'Hồ Văn Sơn', roles: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'] },
      recipients: ['Lưu: VT'],
    });
    expect(document.tables).toHaveLength(1);
    expect(document.tables[0]?.rows).toEqual([
      ['1', 'Bài toán giám sát', 'Quý II/2026'],
      ['2', 'Bài toán dữ liệu dùng chung cho toàn tỉnh', '6/2026'],
      ['3', 'Bài toán cửa khẩu', 'Hằng năm'],
    ]);
  });

  test('a table without lines is read by its columns', async () => {
    const texts = [
      { x: 60, y: 560, text: 'THÔNG BÁO' },
      { x: 60, y: 540, text: 'Danh mục nhu cầu công nghệ' },
      ...row(500, ['STT', 'Tên nhu cầu công nghệ', 'Đơn vị đề xuất']),
      ...row(480, ['1', 'Sấy hồi bằng năng lượng', 'Sở Công Thương']),
      ...row(465, ['', 'mặt trời']),
      ...row(445, ['2', 'Truy xuất nguồn gốc', 'Sở Y tế']),
      { x: 20, y: 400, text: 'Nơi nhận: - Lưu: VT.' },
    ];
    const document = await read(pdfFile([{ texts }]), 'a.pdf');
    expect(document.tables[0]?.rows).toEqual([
      ['1', 'Sấy hồi bằng năng lượng mặt trời', 'Sở Công Thương'],
      ['2', 'Truy xuất nguồn gốc', 'Sở Y tế'],
    ]);
    expect(document.recipients).toEqual(['Lưu: VT']);
  });

  test('without text it is refused as scanned, with a password as encrypted, cut short as damaged', async () => {
    expect((await refusal(read(pdfFile([{ texts: [] }]), 'a.pdf'))).code).toBe('scanned');
    expect((await refusal(read(pdfFile(pages, true), 'a.pdf'))).code).toBe('encrypted');
    const whole = pdfFile(pages);
    expect((await refusal(read(whole.subarray(0, whole.length / 2), 'a.pdf'))).code).toBe('truncated');
  });
});

describe('files nobody should send', () => {
  const ole = (inside: string) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from(inside, 'utf16le'),
    ]);

  test.each([
    ['an empty file', '', 'a.txt', 'empty'],
    ['an old .doc', ole('WordDocument'), 'a.doc', 'legacy-office'],
    ['a Word file with a password', ole('EncryptedPackage'), 'a.docx', 'encrypted'],
    ['a picture named .pdf', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]), 'a.pdf', 'picture'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'a.png', 'picture'],
    ['text named .docx', 'xin chào', 'a.docx', 'wrong-kind'],
    ['a program', Buffer.from('MZ\u0000\u0001\u0002\u0003'), 'a.txt', 'unsupported'],
    ['a rich text file', '{\\rtf1 xin chao}', 'a.rtf', 'unsupported'],
  ])('%s', async (_, content, name, code) => {
    const refused = await refusal(read(content, name));
    expect(refused.code).toBe(code);
    expect(refused.text.vi).toMatch(/Hãy/u);
    expect(refused.text.en).not.toBe('');
  });

  test('a packed file cut short, or with other things inside', async () => {
    const whole = await docxFile(p('Nội dung'));
    expect((await refusal(read(whole.subarray(0, whole.length - 80), 'a.docx'))).code).toBe('truncated');
    expect((await refusal(read(await zipFile({ 'readme.txt': 'x' }), 'a.docx'))).code).toBe('wrong-kind');
    expect((await refusal(read(await zipFile({ 'readme.txt': 'x' }), 'a.zip'))).code).toBe('unsupported');
  });

  test('a Word file named .pdf is read and said', async () => {
    const document = await read(await docxFile(p('Nội dung văn bản')), 'a.pdf');
    expect(document.warnings[0]?.message).toContain('nội dung là văn bản Word');
  });

  test('a bomb of zeros, of entities, of nesting and of cells is refused', async () => {
    const bomb = await zipFile({ 'word/document.xml': Buffer.alloc(40 * 1024 * 1024, 0x20) });
    expect((await refusal(read(bomb, 'a.docx'))).code).toBe('too-complex');
    const laughs =
      '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><w:document><w:body>&c;</w:body></w:document>';
    expect((await refusal(read(await zipFile({ 'word/document.xml': laughs }), 'a.docx'))).code).toBe(
      'too-complex',
    );
    expect((await refusal(read(await docxFile('<w:x>'.repeat(500)), 'a.docx'))).code).toBe('too-complex');
    expect((await refusal(read(`<html>${'<div>'.repeat(3_000)}`, 'a.html'))).code).toBe('too-complex');
    const wide = `<html><table>${'<tr><td colspan=200 rowspan=200>x</td></tr>'.repeat(8)}</table>`;
    expect((await refusal(read(wide, 'a.html'))).code).toBe('too-complex');
  });
});

describe('reading in a thread of its own', () => {
  test('gives the document', async () => {
    const document = await readOfficialFile(await stored('quyet-dinh.txt', DECISION));
    expect(document).toMatchObject({ kind: 'decision', symbol: 'QĐ-UBND', articles: { length: 4 } });
  });

  test('a file of 100 MB is refused by its size alone', async () => {
    const path = join(folder, 'lon.docx');
    const file = await open(path, 'w');
    await file.truncate(100 * 1024 * 1024);
    await file.close();
    const before = process.memoryUsage().rss;
    const refused = await refusal(readOfficialFile({ path, name: 'lon.docx' }));
    expect(refused.code).toBe('too-large');
    expect(refused.text.vi).toContain('100 MB');
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 1024 * 1024);
  });

  test('a refusal in the thread comes back with its code and both languages', async () => {
    const refused = await refusal(readOfficialFile(await stored('a.docx', 'PK\u0003\u0004 cụt')));
    expect(refused).toMatchObject({
      code: 'truncated',
      text: { vi: expect.any(String), en: expect.any(String) },
    });
    expect(
      (await refusal(readOfficialFile({ path: join(folder, 'không có.txt'), name: 'x.txt' }))).code,
    ).toBe('not-found');
  });

  test('reading stops when its time is over', async () => {
    const refused = await refusal(
      readOfficialFile({ ...(await stored('b.txt', DECISION)), maxMilliseconds: 1 }),
    );
    expect(refused.code).toBe('timeout');
  });
});
