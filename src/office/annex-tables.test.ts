import { describe, expect, test } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { fieldOf } from './columns.ts';
import { docxFile, p, tbl } from './fixtures/office-file.ts';
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
  ['Doanh nghiệp có nhu cầu', 'leads'],
  ['Tổ chức, doanh nghiệp có nhu cầu công nghệ', 'leads'],
  ['Nguồn vốn', 'money'],
])('the column “%s” is %s', (header, field) => {
  expect(fieldOf(header)).toBe(field);
});
