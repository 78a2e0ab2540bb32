import { describe, expect, test } from 'vitest';
import { readDeadline } from './deadlines.ts';
import { docxFile, notesPart, p, tbl, workbookFile } from './fixtures/office-file.ts';
import { type PdfLine, type PdfPage, pdfFile } from './fixtures/pdf-file.ts';
import {
  PLAN_WITH_HEADINGS,
  PLAN_WITHOUT_HEADINGS,
  TARGET_HEADER,
  TARGET_ROWS,
  TASK_HEADER,
  TASK_ROWS,
} from './fixtures/plans.ts';
import { readPlan } from './plan.ts';
import { dutyTasks, readDuties } from './plan-body.ts';
import { readOfficialBytes } from './reading.ts';

const read = async (content: string | Uint8Array, name: string) =>
  readOfficialBytes(typeof content === 'string' ? Buffer.from(content) : content, name);

describe('a plan that lists its tasks in its body', () => {
  test('gives them in order without groups where the copy lost the headings, and says so', async () => {
    const { plan, targets, tasks, warnings } = readPlan(await read(PLAN_WITHOUT_HEADINGS, 'ke-hoach.txt'));
    expect(plan).toMatchObject({
      number: '345/KH-UBND',
      date: '2025-06-09',
      replaces: [{ number: '56/KH-UBND' }],
    });
    expect(targets).toEqual([]);
    expect(tasks.map(({ name, group }) => [name?.slice(0, 25), group])).toEqual([
      ['Tuyên truyền thường xuyên', null],
      ['Bố trí tỷ lệ cán bộ có ch', null],
      ['Nâng cao chất lượng các c', null],
    ]);
    expect(tasks[0]).toMatchObject({
      tt: null,
      leads: [],
      partners: [],
      product: null,
      deadline: { kind: 'none', raw: '' },
    });
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('3 nhiệm vụ từ phần nội dung'),
      expect.stringContaining('không có tên nhóm'),
      expect.stringContaining('Không tìm thấy bảng chỉ tiêu'),
    ]);
  });

  test('gives them under the headings that are printed', async () => {
    const { tasks } = readPlan(await read(PLAN_WITH_HEADINGS, 'ke-hoach.txt'));
    expect(tasks.map(({ name, group }) => [name, group])).toEqual([
      ['Tuyên truyền sâu rộng.', '1. Nâng cao nhận thức'],
      ['Tập huấn cán bộ.', '1. Nâng cao nhận thức'],
      ['Ban hành quy định.', '2. Hoàn thiện thể chế'],
    ]);
  });

  test('what it asks of each unit are duties, not tasks', async () => {
    const duties = readDuties(await read(PLAN_WITHOUT_HEADINGS, 'ke-hoach.txt'));
    expect(duties.map(({ kind, period, deadline, due }) => [kind, period, deadline.to, due])).toEqual([
      ['unit_plan', null, '2025-06-25', null],
      ['report', 'month', null, { day: 18, month: null }],
      ['report', 'quarter', null, { day: 9, month: 3 }],
      ['report', 'half_year', null, { day: 12, month: 6 }],
      ['report', 'year', null, { day: 29, month: 11 }],
    ]);
    expect(duties.every(({ section }) => section?.includes('Các sở, ban, ngành'))).toBe(true);
    const others = readDuties(await read(PLAN_WITH_HEADINGS, 'ke-hoach.txt'));
    expect(others.map(({ period, due }) => [period, due])).toEqual([
      ['month', { day: 25, month: null }],
      ['year', { day: 15, month: 12 }],
    ]);
  });
});

test('duties become tasks with their sentence, who it names as printed, and deadlines that are read the same again', async () => {
  const tasks = dutyTasks(await read(PLAN_WITHOUT_HEADINGS, 'ke-hoach.txt'));
  expect(tasks.map(({ cadence, deadline }) => [cadence, deadline.kind, deadline.raw])).toEqual([
    [null, 'date', expect.stringContaining('25/6/2025')],
    ['month', 'continuous', 'Hằng tháng, trước ngày 18'],
    ['quarter', 'continuous', 'Hằng quý, trước ngày 9 tháng cuối quý'],
    [null, 'yearly', 'Hằng năm, trước ngày 12/6'],
    [null, 'yearly', 'Hằng năm, trước ngày 29/11'],
  ]);
  for (const { deadline } of tasks) expect(readDeadline(deadline.raw)).toEqual(deadline);
  expect(new Set(tasks.map(({ group }) => group))).toEqual(new Set(['Nhiệm vụ quy định trong kế hoạch']));
  expect(tasks.every(({ leads }) => leads[0] === 'Các sở, ban, ngành')).toBe(true);
  expect(tasks[1]?.name).toMatch(/^Báo cáo hằng tháng: “.+”$/);
});

describe('the annexes of a plan', () => {
  const wanted = readPlan({
    tables: [
      { title: null, columns: TARGET_HEADER, rows: TARGET_ROWS },
      { title: null, columns: TASK_HEADER, rows: TASK_ROWS },
    ],
  });
  const both = { targets: wanted.targets, tasks: wanted.tasks };
  const lines = (rows: string[][], between: string) => rows.map((row) => row.join(between)).join('\n');
  const piped = (rows: string[][]) => rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  const marked = (rows: string[][]) =>
    `<table>${rows.map((row) => `<tr>${row.map((text) => `<td>${text.replaceAll('&', '&amp;')}</td>`).join('')}</tr>`).join('')}</table>`;
  const quoted = (rows: string[][]) => rows.map((row) => row.map((text) => `"${text}"`).join(',')).join('\n');
  const [targets, tasks] = [
    [TARGET_HEADER, ...TARGET_ROWS],
    [TASK_HEADER, ...TASK_ROWS],
  ];

  test.each<[string, string]>([
    ['a.md', `# PHỤ LỤC I\n\n${piped(targets)}\n\n# PHỤ LỤC II\n\n${piped(tasks)}\n`],
    ['b.html', `<p>PHỤ LỤC I</p>${marked(targets)}<p>PHỤ LỤC II</p>${marked(tasks)}`],
    ['c.txt', `PHỤ LỤC I\n${lines(targets, '\t')}\n\nPHỤ LỤC II\n${lines(tasks, '\t')}\n`],
    ['d.csv', `${quoted(targets)}\n${quoted(tasks)}`],
  ])('say the same whatever they are written in: %s', async (name, content) => {
    expect(readPlan(await read(content, name))).toMatchObject(both);
  });

  test('in Word: merged cells, a header over two lines, a footnote, the plan they come with', async () => {
    const joined = (text: string) => ({ text, merge: 'restart' as const });
    const below = { text: '', merge: 'continue' as const };
    const content = [
      p('PHỤ LỤC I'),
      p('CHỈ TIÊU ĐẾN NĂM 2030'),
      p('(Kèm theo Kế hoạch số 145/KH-UBND ngày 28/5/2025 của UBND tỉnh Lạng Sơn)'),
      tbl([
        TARGET_HEADER,
        [joined('1'), joined('Vị trí xếp hạng'), 'Thứ bậc', '≤ 3 Đông Nam Á', 'Sở A'],
        [below, below, 'Thứ bậc', '≤ 50 Thế giới', 'Sở A'],
      ]),
      p('PHỤ LỤC II'),
      tbl([
        [joined('TT'), joined('Nội dung'), { text: 'Phân công nhiệm vụ', span: 2 }, joined('Tiến độ')],
        [below, below, 'Chủ trì', 'Phối hợp', below],
        [{ text: 'I. Nhóm một', span: 5 }],
        ['1', 'N1', joined('Sở A'), 'Sở B', 'Quý II/2025'],
        ['2', 'N2', below, '', '2025 và những năm tiếp theo'],
      ]),
    ];
    const mark = 'Vị trí xếp hạng</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>';
    const file = await docxFile(content.join('').replace('Vị trí xếp hạng</w:t></w:r>', mark), {
      'word/footnotes.xml': notesPart({ 2: 'Theo công bố hằng năm.' }),
    });
    const plan = readPlan(await read(file, 'phu-luc.docx'));
    expect(plan.plan).toMatchObject({ number: '145/KH-UBND', date: '2025-05-28' });
    expect(plan.warnings[0]?.message).toContain('Kèm theo Kế hoạch số 145/KH-UBND');
    expect(plan.targets).toMatchObject([
      {
        name: 'Vị trí xếp hạng (Theo công bố hằng năm)',
        block: 'Đến năm 2030',
        values: [{ max: 3 }, { max: 50 }],
      },
    ]);
    expect(plan.tasks).toMatchObject([
      { tt: '1', group: 'I. Nhóm một', leads: ['Sở A'], partners: ['Sở B'], deadline: { to: '2025-06-30' } },
      { tt: '2', group: 'I. Nhóm một', leads: ['Sở A'], partners: [], deadline: { kind: 'continuous' } },
    ]);
  });

  test('in Excel: each sheet one annex', async () => {
    const file = await workbookFile({
      'Phụ lục I': { rows: [['PHỤ LỤC I'], ...targets] },
      'Phụ lục II': { rows: [['PHỤ LỤC II'], ...tasks], merges: ['A1:F1'] },
    });
    expect(readPlan(await read(file, 'phu-luc.xlsx'))).toMatchObject(both);
  });

  test('in PDF: the header again on the second page', async () => {
    const header = ['TT', 'Nhiem vu', 'Chu tri', 'Phoi hop', 'Ket qua', 'Thoi gian'];
    const across = [25, 55, 225, 325, 425, 525, 640];
    const page = (rows: string[][]): PdfPage => ({
      texts: rows.flatMap((row, at) =>
        row.map((text, place) => ({ text, x: (across[place] ?? 0) + 5, y: 500 - at * 30 })),
      ),
      lines: [
        ...[header, ...rows].map(
          (_, line): PdfLine => ({ from: [25, 515 - line * 30], to: [640, 515 - line * 30] }),
        ),
        ...across.map((x): PdfLine => ({ from: [x, 515], to: [x, 515 - rows.length * 30] })),
      ],
    });
    const file = await pdfFile([
      page([header, ['1', 'N1', 'So A', '', 'KH', '6/2025']]),
      page([header, ['2', 'N2', 'So B', '', 'KH', '2026']]),
    ]);
    expect(
      readPlan(await read(file, 'phu-luc.pdf')).tasks.map(({ tt, deadline }) => [tt, deadline.to]),
    ).toEqual([
      ['1', '2025-06-30'],
      ['2', '2026-12-31'],
    ]);
  });
});
