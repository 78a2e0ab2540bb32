import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCatalogue, readCatalogue, readPastedRows, readPrinted } from './catalogue.ts';
import { expectedResult, splitAgencies, splitItems } from './cell-lists.ts';
import type { CatalogueSource } from './index.ts';

const COLUMNS = [
  'STT',
  'Tên bài toán',
  'Căn cứ đề xuất',
  'Kết quả cần đạt được',
  'Cơ quan chủ trì',
  'Cơ quan phối hợp',
  'Thời gian',
];
const ROW = [
  '1',
  'Bài toán giám sát cửa khẩu',
  '- Nghị quyết số 71/NQ-CP ngày 01/4/2025 (nhiệm vụ số 130, Phụ lục II)',
  '- Tỷ lệ tờ khai xử lý tự động đạt 80%; - Kết nối 05 cửa khẩu',
  'Sở Khoa học và Công nghệ',
  'Sở Văn hóa, Thể thao và Du lịch, Sở Tài chính; UBND các xã, phường',
  'Quý II/2026',
];
const source = (rows: string[][], columns = COLUMNS): CatalogueSource => ({
  tables: [{ title: 'DANH MỤC', columns, rows }],
});
const problems = { kind: 'problems', year: 2026 } as const;

describe('a catalogue read from an annex', () => {
  test('says the same of each entry whichever is asked for first, also what only entries above tell', () => {
    const rows = [
      ['1', 'Bài toán A', '', '', '', '', ''],
      ['I. Lĩnh vực logistics', '', '', '', '', '', ''],
      ['2', 'Bài toán B', '', '=A1', '', '', '31/02/2026'],
      ['', '', '', 'Kết quả nữa', '', '', ''],
      ['1', 'Bài toán C', '', '', '', '', ''],
    ];
    const whole = readCatalogue(source(rows), problems);
    const open = openCatalogue(source(rows), problems);
    expect([open.length, open.groupHeader]).toEqual([3, 'Lĩnh vực']);
    const [last, middle, first] = [2, 1, 0].map((place) => open.look(place));
    const read = readPrinted(whole.columns);
    expect([first, middle, last].map((one) => one && read(one.printed))).toEqual(whole.entries);
    expect(whole.entries).toMatchObject([first, middle, last].map((one) => one?.entry));
    const said = [first, middle, last].flatMap((one) => [...(one?.doubts ?? []), ...(one?.repeated ?? [])]);
    expect(said).toEqual(whole.warnings);
    expect(said.map(({ row, column }) => [row, column])).toEqual([
      [2, 'Kết quả cần đạt được'],
      [2, 'Thời gian'],
      [3, 'STT'],
    ]);
    expect(middle?.entry.fields['Kết quả cần đạt được']).toBe('=A1 Kết quả nữa');
    expect(() => open.look(3)).toThrow(RangeError);
  });

  test('guesses every column and reads a row whole', () => {
    const { columns, entries, warnings, edition } = readCatalogue(source([ROW]), problems);
    expect(columns.map((column) => column.field)).toEqual([
      'tt',
      'title',
      'bases',
      'results',
      'leads',
      'partners',
      'deadline',
    ]);
    expect(entries[0]).toMatchObject({
      tt: '1',
      title: 'Bài toán giám sát cửa khẩu',
      context: null,
      bases: [{ number: '71/NQ-CP', item: 'nhiệm vụ số 130', annex: 'Phụ lục II', role: 'basis' }],
      results: [
        {
          text: 'Tỷ lệ tờ khai xử lý tự động đạt 80%',
          indicator: 'Tỷ lệ tờ khai xử lý tự động',
          unit: '%',
          value: '80',
        },
        { text: 'Kết nối 05 cửa khẩu', indicator: null, unit: null, value: null },
      ],
      leads: ['Sở Khoa học và Công nghệ'],
      partners: ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Tài chính', 'UBND các xã, phường'],
      deadline: 'Quý II/2026',
    });
    expect(entries[0]?.fields['Thời gian']).toBe('Quý II/2026');
    expect(edition).toMatchObject({ kind: 'problems', year: 2026, period: null, title: 'DANH MỤC' });
    expect(warnings).toEqual([]);
  });

  test('a merged row above names the sector of the rows under it', () => {
    const group = ['I. Lĩnh vực logistics', '', '', '', '', '', ''];
    const numbered = ['II', 'Du lịch', '', '', '', '', ''];
    const { entries } = readCatalogue(source([group, ROW, numbered, ['2', ...ROW.slice(1)]]), problems);
    expect(entries.map((entry) => entry.fields['Lĩnh vực'])).toEqual(['Lĩnh vực logistics', 'Du lịch']);
  });

  test.each(['PHỤ LỤC', 'Phụ lục I', 'Biểu số 02'])(
    '“%s” above the table is no title: the document’s own counts',
    (title) => {
      const read = readCatalogue(
        { tables: [{ title, columns: COLUMNS, rows: [ROW] }], title: 'Danh mục năm 2026' },
        problems,
      );
      expect(read.edition.title).toBe('Danh mục năm 2026');
    },
  );

  test('a table cut in several with the same header is one catalogue', () => {
    const table = { title: null, columns: COLUMNS, rows: [ROW] };
    const other = { title: 'Nguồn lực', columns: ['TT', 'Kinh phí'], rows: [['1', '5']] };
    const { entries } = readCatalogue(
      { tables: [other, table, { ...table, rows: [['2', ...ROW.slice(1)]] }] },
      problems,
    );
    expect(entries.map((entry) => entry.tt)).toEqual(['1', '2']);
  });

  test('a further row without number and title belongs to the entry above', () => {
    const more = ['', '', 'Kế hoạch số 06/KH-UBND ngày 10/01/2026', '- Báo cáo', '', '', ''];
    const { entries } = readCatalogue(source([ROW, more]), problems);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.bases.map((basis) => basis.number)).toEqual(['71/NQ-CP', '06/KH-UBND']);
    expect(entries[0]?.results).toHaveLength(3);
  });

  test('an officer corrects a column by its number', () => {
    const { entries } = readCatalogue(source([ROW]), { ...problems, columns: { 3: 'context', 6: 'other' } });
    expect(entries[0]).toMatchObject({ results: [], deadline: null });
    expect(entries[0]?.context).toContain('80%');
  });
});

describe('what an officer is told', () => {
  const said = (given: CatalogueSource) => readCatalogue(given, problems).warnings;

  test('a table without a header is read by what its cells hold', () => {
    const { columns, warnings, entries } = readCatalogue(
      source(
        [ROW, ['2', ...ROW.slice(1)]],
        COLUMNS.map(() => ''),
      ),
      problems,
    );
    expect(columns[0]).toEqual({ header: 'Cột 1', field: 'tt' });
    expect(columns[1]?.field).toBe('title');
    expect(warnings[0]?.message).toContain('không có dòng tiêu đề');
    expect(entries).toHaveLength(2);
  });

  test('two candidates for one column: the first is taken and both are named', () => {
    const columns = ['STT', 'Tên bài toán', 'Tên nhiệm vụ'];
    const [warning] = said(source([['1', 'Bài toán A', 'Nhiệm vụ B']], columns));
    expect(warning?.message).toContain('“Tên bài toán” và “Tên nhiệm vụ”');
  });

  test.each([
    ['a number printed twice', [ROW, [ROW[0] ?? '', 'Bài toán khác', ...ROW.slice(2)]], 'đã dùng ở dòng 1'],
    ['a title that is missing', [['1', '', ...ROW.slice(2)]], 'Thiếu tên'],
    ['a date in no calendar', [[...ROW.slice(0, 6), '31/02/2026']], 'không có trong lịch'],
    ['a deadline nobody understands', [[...ROW.slice(0, 6), 'Sớm']], 'Không hiểu thời hạn'],
    ['a formula, kept as text', [['1', '=HYPERLINK("http://x")', ...ROW.slice(2)]], 'giữ nguyên là chữ'],
    ['a title of 600 characters', [['1', 'a b '.repeat(150).trim(), ...ROW.slice(2)]], 'Tên dài'],
  ])('%s', (_, rows, message) => {
    expect(
      said(source(rows))
        .map((warning) => warning.message)
        .join(' '),
    ).toContain(message);
  });

  test('a title of 5,000 characters is never cut', () => {
    const title = `Bài toán ${'x'.repeat(4_991)}`;
    expect(readCatalogue(source([['1', title, ...ROW.slice(2)]]), problems).entries[0]?.title).toBe(title);
  });

  test('a document without a table', () => {
    expect(readCatalogue({ tables: [] }, problems)).toMatchObject({
      columns: [],
      entries: [],
      warnings: [{ row: null }],
    });
  });
});

describe('rows pasted from a spreadsheet', () => {
  test('quotes and line ends inside cells belong to the cell', () => {
    const table = readPastedRows(
      'STT\tTên nhu cầu\tĐơn vị đề xuất\n1\t"Sấy hồi,\n""quy mô nhỏ"""\tSở Công Thương\n',
    );
    expect(table).toEqual({
      title: null,
      columns: ['STT', 'Tên nhu cầu', 'Đơn vị đề xuất'],
      rows: [['1', 'Sấy hồi, "quy mô nhỏ"', 'Sở Công Thương']],
    });
    const { entries } = readCatalogue({ tables: [table] }, { kind: 'needs', period: '2026-2030' });
    expect(entries[0]).toMatchObject({ tt: '1', leads: ['Sở Công Thương'] });
  });

  test('any pasted text gives rows as wide as the header', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const table = readPastedRows(text);
        for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
      }),
    );
  });
});

describe('lists inside a cell', () => {
  test('agencies split where a new one begins', () => {
    expect(splitAgencies('Sở Nông nghiệp và Môi trường và Sở Tài chính')).toEqual([
      'Sở Nông nghiệp và Môi trường',
      'Sở Tài chính',
    ]);
    expect(
      splitAgencies('Văn phòng UBND tỉnh, Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn'),
    ).toEqual(['Văn phòng UBND tỉnh', 'Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn']);
  });

  test('items split at bullets and semicolons, not inside names or brackets', () => {
    expect(splitItems('Báo cáo (a; b ;; ;')).toEqual(['Báo cáo (a; b']);
    expect(splitItems('- Hệ thống tại Đồng Đăng - Lạng Sơn; - Dữ liệu (gồm A; B). 2. Báo cáo')).toEqual([
      'Hệ thống tại Đồng Đăng - Lạng Sơn',
      'Dữ liệu (gồm A; B).',
      'Báo cáo',
    ]);
  });

  test('a result says what is measured only where the text does', () => {
    expect(expectedResult('Tối thiểu 16 - 18 doanh nghiệp')).toEqual({
      text: 'Tối thiểu 16 - 18 doanh nghiệp',
      indicator: null,
      unit: 'doanh nghiệp',
      value: '16 - 18',
    });
    expect(expectedResult('Hoàn thành theo Kế hoạch 145/KH-UBND năm 2025')).toMatchObject({ value: null });
  });
});
