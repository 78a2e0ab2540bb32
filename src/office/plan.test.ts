import { describe, expect, test } from 'vitest';
import { TARGET_HEADER, TARGET_ROWS, TASK_HEADER, TASK_ROWS } from './fixtures/plans.ts';
import type { Box } from './ocr-shapes.ts';
import { type PlanSource, readPlan } from './plan.ts';

const table = (columns: string[], rows: string[][], title: string | null = null) => ({
  title,
  columns,
  rows,
});
const targets = (...rows: string[][]): PlanSource => ({ tables: [table(TARGET_HEADER, rows)] });
const tasks = (...rows: string[][]): PlanSource => ({ tables: [table(TASK_HEADER, rows)] });
/** What is said of single rows. */
const said = (source: PlanSource) =>
  readPlan(source).warnings.flatMap(({ row, column, message }) =>
    row === null ? [] : [[row, column, message]],
  );

describe('the targets of a plan', () => {
  test('are read with block, number, values and agencies; a sub-target names the target it is part of', () => {
    const { targets: read, warnings } = readPlan({
      tables: [table(TARGET_HEADER, TARGET_ROWS), table(TASK_HEADER, TASK_ROWS)],
    });
    expect(warnings).toEqual([]);
    expect(read.map(({ tt, parent, block }) => [tt, parent, block])).toEqual([
      ['1', null, 'Đến năm 2030'],
      ['11', null, 'Đến năm 2030'],
      ['11.1', '11', 'Đến năm 2030'],
      ['36', null, 'Đến năm 2045'],
    ]);
    expect(read[0]?.values.map(({ scope, max }) => [scope, max])).toEqual([
      ['Đông Nam Á', 3],
      ['Thế giới', 50],
    ]);
    expect(read[2]).toEqual({
      tt: '11.1',
      parent: '11',
      block: 'Đến năm 2030',
      name: 'Dịch vụ công trực tuyến',
      unit: '%',
      values: [{ scope: null, operator: 'range', min: 16, max: 18, raw: '16 - 18' }],
      agencies: ['Văn phòng UBND tỉnh', 'Sở KH&CN'],
    });
  });

  test.each([
    [['STT', 'Chỉ tiêu', 'Đơn vị tính', 'Giá trị'], null, [null]],
    [['STT', 'Chỉ tiêu', 'ĐVT', 'Mục tiêu'], null, [null]],
    [['STT', 'Tên chỉ tiêu', 'Đơn vị tính', 'Chỉ tiêu đến năm 2030'], 'Đến năm 2030', [null]],
    [
      ['STT', 'Mục tiêu', 'Đơn vị', 'Chỉ tiêu đến năm - 2025', 'Chỉ tiêu đến năm - 2030'],
      null,
      ['Đến năm 2025', 'Đến năm 2030'],
    ],
    [
      ['TT', 'Nội dung chỉ tiêu', 'ĐVT', '2025', 'Năm 2026', 'Kế hoạch năm 2027'],
      null,
      ['Năm 2025', 'Năm 2026', 'Kế hoạch năm 2027'],
    ],
  ])('are found under the header %j', (columns, block, scopes) => {
    const row = ['1', 'Tỷ lệ hồ sơ', '%', '≥ 55', '60', '65'].slice(0, columns.length);
    const { targets: read } = readPlan({ tables: [table(columns, [row])] });
    expect(read).toMatchObject([{ tt: '1', name: 'Tỷ lệ hồ sơ', unit: '%', block }]);
    expect(read[0]?.values.map(({ scope }) => scope)).toEqual(scopes);
  });

  test('what is doubtful in a row is said of its row and column, and kept as printed', () => {
    const source = targets(
      ['1', 'A', '%', 'Thuộc nhóm 10 tỉnh', ''],
      ['1', 'B', '%', '1,500', ''],
      ['', 'C', '%', '=B2*2', ''],
      ['4.1', 'D', '%', '', ''],
      ['5', '', '%', '18 - 16', ''],
    );
    expect(said(source)).toEqual([
      [1, 'Kết quả', expect.stringContaining('“Thuộc nhóm 10 tỉnh”')],
      [2, 'Kết quả', expect.stringContaining('dấu phẩy thập phân')],
      [2, 'TT', expect.stringContaining('chỉ tiêu thứ 1')],
      [3, 'Kết quả', expect.stringContaining('công thức')],
      [3, 'TT', expect.stringContaining('không có số thứ tự')],
      [3, 'Kết quả', expect.stringContaining('Không đọc được con số')],
      [4, 'TT', expect.stringContaining('chỉ tiêu 4 ')],
      [4, 'Kết quả', expect.stringContaining('Chưa có giá trị')],
      [5, 'Chỉ tiêu', expect.stringContaining('Thiếu tên')],
      [5, 'Kết quả', expect.stringContaining('“18 - 16”')],
    ]);
    expect(readPlan(source).targets.map(({ values }) => values.map(({ raw }) => raw))).toEqual([
      ['Thuộc nhóm 10 tỉnh'],
      ['1,500'],
      ['=B2*2'],
      [],
      ['18 - 16'],
    ]);
  });

  test('numbers that begin anew in each block are no repeats', () => {
    const rows = [
      ['Đến năm 2030', '', '', '', ''],
      ['1', 'A', '%', '5', ''],
      ['ĐẾN NĂM 2045', '', '', '', ''],
      ['1', 'B', '%', '6', ''],
    ];
    expect(said(targets(...rows))).toEqual([]);
    expect(readPlan(targets(...rows)).targets.map(({ block }) => block)).toEqual([
      'Đến năm 2030',
      'Đến năm 2045',
    ]);
  });

  test('a merged cell over several rows makes one target of several values', () => {
    const source = targets(
      ['1', 'A', 'Thứ bậc', '≤ 3 Đông Nam Á', 'Sở A'],
      ['1', 'A', 'Thứ bậc', '≤ 50 Thế giới', 'Sở B'],
    );
    expect(readPlan(source).targets).toMatchObject([
      { values: [{ scope: 'Đông Nam Á' }, { scope: 'Thế giới' }], agencies: ['Sở A', 'Sở B'] },
    ]);
  });
});

describe('the tasks of a plan', () => {
  test('are read with group, leads, partners, product and deadline', () => {
    const { tasks: read } = readPlan(tasks(...TASK_ROWS));
    expect(read).toEqual([
      {
        tt: '1',
        group: 'I. Nâng cao nhận thức',
        name: 'Tuyên truyền Nghị quyết',
        leads: ['Bộ GD&ĐT', 'Bộ QP'],
        partners: ['Các sở, ban, ngành', 'UBND các xã, phường'],
        product: 'Kế hoạch',
        deadline: { kind: 'month', from: '2025-06-01', to: '2025-06-30', raw: '6/2025' },
      },
      {
        tt: '2',
        group: 'II. Hoàn thiện thể chế',
        name: 'Công bố danh mục các bài toán lớn',
        leads: ['Sở KH&CN'],
        partners: [],
        product: 'Quyết định của UBND tỉnh',
        deadline: { kind: 'yearly', from: null, to: null, raw: 'Hằng năm' },
      },
    ]);
  });

  test.each([
    ['STT', 'Nội dung', 'Đơn vị thực hiện', 'Đơn vị phối hợp', 'Sản phẩm', 'Tiến độ'],
    [
      'TT',
      'Nhiệm vụ, giải pháp',
      'Phân công nhiệm vụ - Chủ trì',
      'Phân công nhiệm vụ - Phối hợp',
      'Sản phẩm đầu ra',
      'Thời hạn',
    ],
    [
      'Số TT',
      'Nội dung công việc',
      'Cơ quan, đơn vị chủ trì',
      'Phối hợp',
      'Kết quả, sản phẩm',
      'Lộ trình thực hiện',
    ],
  ])('are found under the header %s | %s | %s …', (...columns) => {
    const row = ['1', 'Xây dựng đề án', 'Sở A', 'Sở B', 'Đề án', 'Quý II/2025'];
    expect(readPlan({ tables: [table(columns, [row])] }).tasks).toMatchObject([
      {
        tt: '1',
        name: 'Xây dựng đề án',
        leads: ['Sở A'],
        partners: ['Sở B'],
        product: 'Đề án',
        deadline: { kind: 'quarter' },
      },
    ]);
  });

  test.each([
    ['Sở Tư pháp và các sở, ngành liên quan', ['Sở Tư pháp', 'các sở, ngành liên quan']],
    [
      'Sở KH&CN, các sở, ban, ngành; UBND các xã, phường',
      ['Sở KH&CN', 'các sở, ban, ngành', 'UBND các xã, phường'],
    ],
    [
      'Các sở: Tài chính, Văn hóa, Thể thao và Du lịch; Công an tỉnh',
      ['Sở Tài chính', 'Sở Văn hóa, Thể thao và Du lịch', 'Công an tỉnh'],
    ],
    ['Các bộ, ngành, địa phương', ['Các bộ, ngành, địa phương']],
  ])('“%s” names several leads', (text, leads) => {
    expect(readPlan(tasks(['1', 'A', text, '', '', ''])).tasks[0]?.leads).toEqual(leads);
  });

  test('one column for both roles is taken apart', () => {
    const columns = ['TT', 'Nhiệm vụ', 'Cơ quan chủ trì, phối hợp', 'Thời gian'];
    const row = ['1', 'A', 'Chủ trì: Sở Y tế; Phối hợp: Sở Tài chính, Công an tỉnh', '2025'];
    expect(readPlan({ tables: [table(columns, [row])] }).tasks).toMatchObject([
      { leads: ['Sở Y tế'], partners: ['Sở Tài chính', 'Công an tỉnh'] },
    ]);
  });

  test('what is doubtful in a row is said of its row and column, and kept as printed', () => {
    const source = tasks(
      ['1', 'A', 'Sở A', '', '', '31/6/2025'],
      ['1', 'B', 'Sở A', '', '=HYPERLINK("x")', 'năm tiếp theo'],
      ['', 'C', 'Sở A', '', '', 'Quý II'],
      ['4', '', 'Sở A', '', '', 'Theo tiến độ'],
    );
    expect(said(source)).toEqual([
      [1, 'Thời gian hoàn thành', expect.stringContaining('“31/6/2025” không có trong lịch')],
      [2, 'Thời gian hoàn thành', expect.stringContaining('không ghi năm')],
      [2, 'Kết quả', expect.stringContaining('công thức')],
      [2, 'TT', expect.stringContaining('nhiệm vụ thứ 1')],
      [3, 'Thời gian hoàn thành', expect.stringContaining('không ghi năm')],
      [3, 'TT', expect.stringContaining('không có số thứ tự')],
      [4, 'Thời gian hoàn thành', expect.stringContaining('không đọc được')],
      [4, 'Tên nhiệm vụ', expect.stringContaining('Thiếu tên')],
    ]);
    expect(readPlan(source).tasks.map(({ deadline }) => [deadline.kind, deadline.raw])).toEqual([
      ['none', '31/6/2025'],
      ['none', 'năm tiếp theo'],
      ['none', 'Quý II'],
      ['none', 'Theo tiến độ'],
    ]);
  });

  test('a deadline without a year is of the year in the title of the plan, which is said', () => {
    const source = { ...tasks(['1', 'A', 'Sở A', '', 'KH', 'Quý II']), title: 'Chuyển đổi số năm 2026' };
    expect(readPlan(source).tasks[0]?.deadline).toEqual({
      kind: 'quarter',
      from: '2026-04-01',
      to: '2026-06-30',
      raw: 'Quý II',
    });
    expect(said(source)).toEqual([[1, 'Thời gian hoàn thành', expect.stringContaining('năm 2026')]]);
    expect(readPlan(source, { year: 2027 }).tasks[0]?.deadline.to).toBe('2027-06-30');
    const period = { ...source, title: 'Thực hiện Nghị quyết giai đoạn 2026-2030' };
    expect(readPlan(period).tasks[0]?.deadline.kind).toBe('none');
  });

  test('rows without a lead are counted, notes and columns that are not read are named', () => {
    const columns = [...TASK_HEADER, 'Ghi chú'];
    const rows = [
      ['1', 'A', '', '', '', '', 'x'],
      ['Ghi chú: (*) số tạm tính', '', '', '', '', '', ''],
      ['', 'Tổng cộng', '', '', '', '', ''],
    ];
    const { tasks: read, warnings } = readPlan({ tables: [table(columns, rows)] });
    expect(read).toHaveLength(1);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('Ghi chú: (*) số tạm tính'),
      expect.stringContaining('cột “Ghi chú”'),
      expect.stringContaining('1 nhiệm vụ chưa có cơ quan chủ trì'),
      expect.stringContaining('Không tìm thấy bảng chỉ tiêu'),
    ]);
  });
});

describe('tables of a plan', () => {
  test('a header in the middle begins the other annex; the same one again goes on', () => {
    const pad = (row: string[]) => [...row, ''].slice(0, 6);
    const rows = [
      ...TARGET_ROWS.map(pad),
      ['PHỤ LỤC II', '', '', '', '', ''],
      TASK_HEADER,
      ...TASK_ROWS,
      TASK_HEADER,
      ['3', 'C', 'Sở C', '', '', '2026'],
    ];
    const read = readPlan({ tables: [table(pad(TARGET_HEADER), rows)] });
    expect(read.targets).toHaveLength(4);
    expect(read.tasks.map(({ tt, group }) => [tt, group])).toEqual([
      ['1', 'I. Nâng cao nhận thức'],
      ['2', 'II. Hoàn thiện thể chế'],
      ['3', 'II. Hoàn thiện thể chế'],
    ]);
  });

  test('targets and tasks under one header are told apart, by their headings or by the unit', () => {
    const columns = [
      'TT',
      'Chỉ tiêu, nhiệm vụ',
      'Đơn vị tính',
      'Kết quả',
      'Cơ quan chủ trì',
      'Thời gian hoàn thành',
    ];
    const [target, task] = [
      ['1', 'Tỷ lệ A', '%', '≥ 55', 'Sở A', '2030'],
      ['2', 'Đề án B', '', 'Đề án', 'Sở B', 'Tháng 5/2025'],
    ];
    for (const rows of [
      [target, task],
      [['A', 'CHỈ TIÊU', '', '', '', ''], target, ['B', 'NHIỆM VỤ', '', '', '', ''], task],
    ]) {
      const read = readPlan({
        tables: [
          table(
            columns,
            rows.map((row) => row ?? []),
          ),
        ],
      });
      expect(read.targets).toMatchObject([{ tt: '1', values: [{ scope: 'Năm 2030', min: 55 }] }]);
      expect(read.tasks).toMatchObject([{ tt: '2', product: 'Đề án', deadline: { kind: 'month' } }]);
      expect(read.warnings[0]?.message).toContain('nằm chung một bảng');
    }
  });

  test('a header over two lines whose merges the file lost is put together', () => {
    const columns = ['Nội dung', 'Phân công nhiệm vụ', '', 'Tiến độ', 'Sản phẩm đầu ra'];
    const rows = [
      ['', 'Chủ trì', 'Phối hợp', '', ''],
      ['Xây dựng đề án', 'Sở A', 'Sở B', '2025-2026', 'Đề án'],
    ];
    expect(readPlan({ tables: [table(columns, rows)] }).tasks).toMatchObject([
      { name: 'Xây dựng đề án', leads: ['Sở A'], partners: ['Sở B'], deadline: { kind: 'range' } },
    ]);
  });

  test('a table without a header is guessed by what it holds, which is said', () => {
    const rows = [
      ['1', 'Xây dựng đề án chuyển đổi số', 'Sở A', 'Sở B', 'Đề án', '2025'],
      ['2', 'Ban hành kế hoạch truyền thông', 'Sở C', '', 'Kế hoạch', 'Quý II/2025'],
    ];
    const read = readPlan({ tables: [table(['', '', '', '', '', ''], rows)] });
    expect(read.tasks).toMatchObject([
      { leads: ['Sở A'], partners: ['Sở B'], product: 'Đề án' },
      { deadline: { kind: 'quarter' } },
    ]);
    expect(read.warnings[0]?.message).toContain('không có dòng tiêu đề');
  });

  test('other tables are none of a plan; without any it is said what was looked for and what stood there', () => {
    const read = readPlan({
      tables: [table(['Tên đơn vị', 'Địa chỉ', 'Điện thoại'], [['Sở A', 'Phố B', '0123']])],
    });
    expect([read.targets, read.tasks]).toEqual([[], []]);
    expect(read.warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/“Chỉ tiêu” .*Tên đơn vị \| Địa chỉ/u),
      expect.stringMatching(/“Tên nhiệm vụ” .*Tên đơn vị \| Địa chỉ/u),
    ]);
  });

  test('words a scan was not read for sure are named at their rows', () => {
    const box: Box = [0, 0, 1, 1];
    const word = { text: '<', confidence: 95, box, line: 1, before: null, after: '3', page: 1 };
    const recognition = { pages: [], uncertain: [word], unread: [] };
    const source = { ...targets(['1', 'A', 'Thứ bậc', '< 3', '']), recognition };
    expect(said(source)).toEqual([[1, null, expect.stringContaining('“<”')]]);
  });

  test('ten thousand rows are read in time that grows with their number', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => [
      `${at + 1}`,
      `Nhiệm vụ ${at}`,
      'Sở A, Sở B',
      'Các sở, ban, ngành',
      'Báo cáo',
      'Quý II/2025',
    ]);
    const started = performance.now();
    expect(readPlan(tasks(...rows)).tasks).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
