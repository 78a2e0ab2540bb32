import { describe, expect, test } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { fieldOf } from './columns.ts';
import { docxFile, p, tbl, zipFile } from './fixtures/office-file.ts';
import { readOfficialBytes } from './reading.ts';

const HEADER = ['TT', 'Tên bài toán', 'Kết quả'];
const word = async (content: string, parts: Record<string, string> = {}) =>
  readOfficialBytes(await docxFile(p('PHỤ LỤC') + content, parts), 'a.docx');
const entriesOf = async (content: string, parts: Record<string, string> = {}) =>
  readCatalogue(await word(content, parts), { kind: 'problems', year: 2026 }).entries.map((entry) => [
    entry.tt,
    entry.title,
  ]);

describe('an annex typed in Word', () => {
  test('row numbers Word counts by itself are read though their cells hold no text', async () => {
    const numbering = `<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;
    const listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr></w:p>';
    const table = tbl([HEADER, ['@', 'Bài toán A', ''], ['@', 'Bài toán B', '']]).replaceAll(p('@'), listed);
    expect(await entriesOf(table, { 'word/numbering.xml': numbering })).toEqual([
      ['1', 'Bài toán A'],
      ['2', 'Bài toán B'],
    ]);
  });

  test('a row struck out in tracked changes is gone', async () => {
    const rows = tbl([HEADER, ['1', 'Bài toán A', ''], ['2', 'Bài toán B', '']]).split('<w:tr>');
    rows[3] = `<w:trPr><w:del w:id="3"/></w:trPr>${rows[3]}`;
    expect(await entriesOf(rows.join('<w:tr>'))).toEqual([['1', 'Bài toán A']]);
  });

  test('a small table inside a cell belongs to the cell', async () => {
    const inner = tbl([
      ['Chỉ tiêu', 'Mức'],
      ['Tỷ lệ', '80%'],
    ]);
    const table = tbl([HEADER, ['1', 'Bài toán A', '@'], ['2', 'Bài toán B', '']]).replace(p('@'), inner);
    expect(await entriesOf(table)).toEqual([
      ['1', 'Bài toán A'],
      ['2', 'Bài toán B'],
    ]);
  });

  test.each([1, 2, 3])(
    'columns named like the properties of a document are still columns, above %d rows',
    async (count) => {
      const columns = ['Số hiệu', 'Cơ quan', 'Lĩnh vực', 'Tên bài toán'];
      const rows = Array.from({ length: count }, (_, at) => [
        `${at + 1}`,
        'Sở Y tế',
        'Y tế',
        `Bài toán ${at + 1}`,
      ]);
      expect((await word(tbl([columns, ...rows]))).tables[0]).toMatchObject({ columns, rows });
      const listed = ['Số hiệu', 'Ngày ban hành', 'Trích yếu', 'Ghi chú'];
      const documents = rows.map(([number = '']) => [
        `${number}/QĐ-UBND`,
        '02/01/2026',
        `Về việc ${number}`,
        '',
      ]);
      expect((await word(tbl([listed, ...documents]))).tables[0]).toMatchObject({
        columns: listed,
        rows: documents,
      });
    },
  );

  test('the properties a page tells of a document are its, whatever else stands in their table', async () => {
    const told = [
      ['Số hiệu', '145/KH-UBND', 'Ngày ban hành', '02/01/2026', 'Người ký', 'Hồ Tiến Thiệu'],
      ...['Toàn văn', 'Phụ lục I', 'Phụ lục II'].map((name) => ['Tài liệu', `${name}.pdf`, '', '', '', '']),
    ];
    const { number, date, tables } = await word(tbl(told));
    expect({ number, date, tables }).toEqual({ number: '145/KH-UBND', date: '2026-01-02', tables: [] });
    const state = [
      ['Tình trạng', 'Còn hiệu lực'],
      ['Số hiệu', '145/KH-UBND'],
      ['Loại văn bản', 'Kế hoạch'],
    ];
    expect((await word(tbl(state))).kind).toBe('plan');
  });

  test('the unit of measure above the header is no header', async () => {
    const unit = [{ text: '(Đơn vị tính: triệu đồng)', span: 3 }];
    const { tables } = await word(tbl([unit, HEADER, ['1', 'Bài toán A', '5']]));
    expect(tables[0]?.columns).toEqual(HEADER);
  });
});

test.each([
  ['Hoàn thành', 'deadline'],
  ['Mã bài toán', 'other'],
  ['Hình thức chuyển giao công nghệ', 'other'],
  ['Công nghệ hiện có', 'context'],
  ['Mô tả vấn đề, yêu cầu', 'context'],
  ['Mô tả vấn đề và kết quả cần đạt', 'results'],
  ['Doanh nghiệp có nhu cầu', 'leads'],
  ['Tổ chức, doanh nghiệp có nhu cầu công nghệ', 'leads'],
  ['Nguồn vốn', 'money'],
])('the column “%s” is %s', (header, field) => {
  expect(fieldOf(header)).toBe(field);
});

describe('an annex kept in a spreadsheet', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="mm/yyyy"/><numFmt numFmtId="165" formatCode="yyyy"/><numFmt numFmtId="166" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>';
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = (rows: string) =>
    zipFile({
      'xl/workbook.xml': '<workbook><sheets><sheet name="PL" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/styles.xml': styles,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row>${['STT', 'Tên bài toán', 'Thời hạn'].map(text).join('')}</row>${rows}</sheetData></worksheet>`,
    });

  test('a date shows as its cell shows it: a day, a month or a year', async () => {
    const row = (style: number) =>
      `<row><c><v>${style}</v></c>${text('Bài toán')}<c s="${style}"><v>46112</v></c></row>`;
    const { tables } = await readOfficialBytes(await sheet(row(1) + row(2) + row(3)), 'a.xlsx');
    expect(tables[0]?.rows.map((cells) => cells[2])).toEqual(['03/2026', '2026', '31/03/2026']);
  });

  test('hidden rows are left out, and said', async () => {
    const row = (place: number, hidden = '') =>
      `<row r="${place + 1}"${hidden}><c><v>${place}</v></c>${text(`Bài toán ${place}`)}</row>`;
    const { tables, warnings } = await readOfficialBytes(
      await sheet(row(1) + row(2, ' hidden="1"') + row(3)),
      'a.xlsx',
    );
    expect(tables[0]?.rows.map((cells) => cells[1])).toEqual(['Bài toán 1', 'Bài toán 3']);
    expect(warnings.map((warning) => warning.message).join()).toContain('1 dòng bị ẩn');
  });
});

describe('the time reading takes', () => {
  /** Seconds of the processor, which a busy machine does not lengthen. */
  const processorSeconds = async (text: string) => {
    const before = process.cpuUsage();
    await readOfficialBytes(Buffer.from(text), 'a.txt');
    return process.cpuUsage(before).user / 1e6;
  };

  test.each([
    ['lines that go on in lower case', (lines: number) => 'tiếp tục ở dòng dưới\n'.repeat(lines)],
    [
      'lines a typist broke at one width',
      (lines: number) => 'Nhiệm vụ xây dựng nền tảng dữ liệu dùng chung của tỉnh và\n'.repeat(lines),
    ],
    ['a gap of spaces', (lines: number) => `Số${' '.repeat(lines * 8)}x`],
    ['open brackets', (lines: number) => '['.repeat(lines * 2)],
  ])('grows with the length of the text, not with its square: %s', async (_, make) => {
    await processorSeconds(make(500));
    const short = await processorSeconds(`KẾ HOẠCH\n${make(2_000)}`);
    const long = await processorSeconds(`KẾ HOẠCH\n${make(16_000)}`);
    expect(long).toBeLessThan(Math.max(2, short * 24));
  });
});

describe('a file with nothing to read', () => {
  test.each([
    ['a Word file that holds a picture only', p(''), 'empty'],
    ['a Word file cut inside its text', '<w:p><w:r><w:t>THÔNG BÁO', 'truncated'],
  ])('%s', async (_, content, code) => {
    const file = await zipFile({
      'word/document.xml': `<w:document><w:body>${content}${code === 'empty' ? '</w:body></w:document>' : ''}`,
    });
    await expect(readOfficialBytes(file, 'a.docx')).rejects.toMatchObject({ code });
  });

  test('a web page without words', async () => {
    await expect(
      readOfficialBytes(Buffer.from('<html><body></body></html>'), 'a.html'),
    ).rejects.toMatchObject({ code: 'empty' });
  });
});
