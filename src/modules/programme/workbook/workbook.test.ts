// A little long, and one file: one agency with tasks and targets, and its workbook made and sent back, serve every test.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system } from '../../../kernel/actor.ts';
import { workbookFile, zipFile } from '../../../office/fixtures/office-file.ts';
import { type RawSheet, readSheets } from '../../../office/index.ts';
import { programmeRoutes } from '../index.ts';
import { enterFact } from '../tasks/facts.ts';
import { endWorkbook } from './commands.ts';
import { workbookKeepings } from './held-data.ts';

let app: TestApp;
const by = {} as Record<'officer' | 'colleague' | 'stranger' | 'programme' | 'inspector', Session>;
let agency = 0;
let plan = { id: 0, tasks: [] as number[], targets: [] as number[] };
const start = '/ban-lam-viec/bang-tinh-nhiem-vu';

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const { services } = app;
  agency = (await makeOrganisation(services, { code: 'STP', name: 'Sở Tư pháp' })).id;
  const other = (await makeOrganisation(services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' })).id;
  const own = { leads: ['Sở Tư pháp'] };
  const sea = { scope: 'Đông Nam Á', operator: '≤', min: null, max: 3, raw: '≤ 3' } as const;
  plan = await planInForce(
    services,
    {
      tasks: [
        ...['=1+1 Rà soát quy chế', 'Xây dựng kho dữ liệu', 'Đào tạo cán bộ', 'Kết nối nền tảng'].map(
          (name) => taskOf({ ...own, name }),
        ),
        taskOf({ leads: ['Sở Khoa học và Công nghệ'], name: 'Việc của sở khác' }),
        taskOf({
          ...own,
          name: 'Hỗ trợ thường xuyên',
          deadline: { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' },
        }),
      ],
      targets: [
        targetOf({ agencies: ['Sở Tư pháp'] }),
        targetOf({
          agencies: ['Sở Tư pháp'],
          tt: '2',
          unit: 'Thứ hạng',
          values: [sea, { ...sea, scope: 'Thế giới', max: 50, raw: '≤ 50' }],
          direction: 'lower',
        }),
      ],
    },
    { monitorId: other },
  );
  by.officer = await app.signIn('agency_officer', { organisationId: agency });
  by.colleague = await app.signIn('agency_officer', { organisationId: agency });
  by.stranger = await app.signIn('agency_officer', { organisationId: other });
  by.programme = await app.signIn('programme_officer');
  by.inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

async function get(path: string, as: Session = by.officer) {
  const answer = await app.fetch(path, { as });
  return { status: answer.status, text: await answer.text() };
}
async function post(path: string, form: Record<string, string> = {}, as: Session = by.officer) {
  const answer = await app.fetch(path, { as, form });
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}
async function send(bytes: Uint8Array | string, name = 'bang.xlsx', as: Session = by.officer) {
  const file = new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name);
  const answer = await app.fetch(start, { as, upload: { files: { file } } });
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}
async function sheetsOf(bytes: Uint8Array): Promise<readonly RawSheet[]> {
  const path = join(app.services.config.dataDir, 'bang.xlsx');
  await writeFile(path, bytes);
  return readSheets({ path, name: 'bang.xlsx' });
}
async function download(path = `${start}/bang-tinh.xlsx?co-quan=${agency}`, as: Session = by.officer) {
  const answer = await app.fetch(path, { as });
  expect(answer.status).toBe(200);
  return sheetsOf(new Uint8Array(await answer.arrayBuffer()));
}

type Fill = Readonly<Record<string, Readonly<Record<string, string | number>>>>;
let edition = 0;

/** The workbook with cells filled in, by the code of the row (with the scope of a figure) and the header of the column; no two are the same file. */
async function filled(sheets: readonly RawSheet[], fill: Fill, merges: readonly string[] = []) {
  edition += 1;
  const book = Object.fromEntries(
    sheets.map(({ name, rows }) => {
      const head = rows.findIndex((row) => row.some((cell) => cell.startsWith('Mã ')));
      const columns = rows[head] ?? [];
      const filledRows = rows.map((row, at) => {
        const code = row.find((cell) => /^(?:NV|CT)-/.test(cell)) ?? '';
        const scope = row[columns.indexOf('Phạm vi')];
        const cells = at > head ? (fill[scope ? `${code} ${scope}` : code] ?? {}) : {};
        const width = Math.max(row.length, columns.length);
        return Array.from(
          { length: width },
          (_, column) => cells[columns[column] ?? ''] ?? row[column] ?? '',
        );
      });
      return [name, { rows: [...filledRows, [`bản ${edition}`]], merges: name === 'Nhiệm vụ' ? merges : [] }];
    }),
  );
  return workbookFile(book);
}

const codeOf = async (table: 'task' | 'target', id: number | undefined) =>
  (
    await app.services.db
      .selectFrom(table)
      .select('code')
      .where('id', '=', id ?? 0)
      .executeTakeFirstOrThrow()
  ).code;
const factsOf = (task: number | undefined) =>
  app.services.db
    .selectFrom('task_fact')
    .select(['kind', 'happened_on', 'percent', 'words', 'document_number', 'way', 'sent_file', 'sent_line'])
    .where('task_id', '=', task ?? 0)
    .orderBy('id')
    .execute();

describe('the workbook of a unit', () => {
  test('holds its open tasks and targets, is sent back, and its good rows are entered once', async () => {
    const { db } = app.services;
    expect((await get(start, by.inspector)).status).toBe(403);
    expect((await get(`${start}/bang-tinh.xlsx?co-quan=${agency}`, by.stranger)).status).toBe(404);
    const nothing = await app.fetch(`${start}/bang-tinh.xlsx?co-quan=${agency}&ke-hoach=999`, {
      as: by.officer,
    });
    expect((await get(nothing.headers.get('location') ?? '')).text).toContain(
      'Chưa có nhiệm vụ, chỉ tiêu nào để ghi',
    );
    const sheets = await download();
    expect(sheets.map(({ name }) => name)).toEqual(['Nhiệm vụ', 'Chỉ tiêu', 'Hướng dẫn']);
    const printed = sheets[0]?.rows.flat().join('|') ?? '';
    expect(printed).toContain('=1+1 Rà soát quy chế');
    expect(printed).not.toContain('Việc của sở khác');
    expect(printed, 'where files of products are sent').toContain(`/ban-lam-viec/nhiem-vu/${plan.tasks[0]}`);
    const [first, second, third, fourth] = await Promise.all(
      plan.tasks.slice(0, 4).map((id) => codeOf('task', id)),
    );
    const target = await codeOf('target', plan.targets[0]);
    const ranks = await codeOf('target', plan.targets[1]);
    const continuous = await codeOf('task', plan.tasks[5]);
    const bytes = await filled(sheets, {
      [first ?? '']: {
        ...{ 'Ngày bắt đầu': 46143, 'Tiến độ mới (%)': '40%', 'Đã làm được, kết quả': '+Đã có dự thảo' },
        ...{
          'Khó khăn, vướng mắc': 'Thiếu kinh phí\nvà nhân lực',
          'Đề nghị, kiến nghị': 'Bố trí kinh phí',
          'Tính đến ngày': '04/05/2026',
        },
        'Lý do (tiến độ giảm, ghi lùi ngày)': 'Bắt đầu trước khi giao',
      },
      [second ?? '']: {
        'Tiến độ mới (%)': '0,5',
        'Đã làm được, kết quả': 'Một nửa',
        'Ngày bắt đầu': '31/02/2026',
      },
      [third ?? '']: { 'Hoàn thành': 'Đã hoàn thành', 'Ngày văn bản': '12/5/26' },
      [fourth ?? '']: { 'Hoàn thành': 'x', 'Số, ký hiệu văn bản': '12/QĐ-STP', 'Ngày văn bản': '01/05/2026' },
      [continuous]: {
        'Đã làm được, kết quả': 'Đã hỗ trợ 12 xã',
        'Kỳ của kết quả': 'quý 2 năm 2026',
        'Số, ký hiệu văn bản': '5/BC-STP',
        'Ngày văn bản': '02/05/2026',
      },
      [target]: { 'Giá trị': '62,5%', 'Nguồn số liệu': 'Báo cáo 10/BC-STP' },
      [`${ranks} Đông Nam Á`]: { 'Giá trị': 5, 'Nguồn số liệu': 'Xếp hạng' },
      [`${ranks} Thế giới`]: { 'Giá trị': 60, 'Nguồn số liệu': 'Xếp hạng' },
    });
    const sent = await send(bytes, 'Bảng <b>.xlsx');
    expect(sent.status, sent.text.slice(0, 300)).toBe(303);
    const path = sent.to;
    expect((await send(bytes)).to, 'the same file goes on where it was').toBe(path);
    expect((await get(path, by.stranger)).status).toBe(404);
    expect((await get(path, by.colleague)).status, 'a colleague goes on with it').toBe(200);
    app.forgetStatements();
    const review = await get(path);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    for (const shown of [
      'có phải là 50 %?',
      'Ngày 31/02/2026 không có trong lịch',
      'đủ bốn chữ số của năm',
      'Hãy ghi số, ký hiệu văn bản',
      'Ghi 6 dòng đúng',
    ])
      expect(review.text).toContain(shown);
    expect(await factsOf(plan.tasks[0]), 'nothing is entered before').toEqual([]);

    const both = await Promise.all([post(`${path}/ghi`), post(`${path}/ghi`, {}, by.colleague)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(await factsOf(plan.tasks[0])).toEqual([
      expect.objectContaining({ kind: 'started', happened_on: '2026-05-01', way: 'file' }),
      expect.objectContaining({
        kind: 'progress',
        percent: 40,
        words: '+Đã có dự thảo',
        sent_file: 'Bảng <b>.xlsx',
        sent_line: 6,
      }),
    ]);
    expect(
      (await factsOf(plan.tasks[3])).map(({ kind, document_number }) => [kind, document_number]),
    ).toEqual([['done', '12/QĐ-STP']]);
    expect((await factsOf(plan.tasks[5])).map(({ kind }) => kind)).toEqual(['result']);
    const figures = db
      .selectFrom('target_actual')
      .select(['period', 'value', 'scope'])
      .orderBy('id')
      .execute();
    expect((await figures).map(({ period, value, scope }) => [period, Number(value), scope])).toEqual([
      ['2025', 62.5, null],
      ['2025', 5, 'Đông Nam Á'],
      ['2025', 60, 'Thế giới'],
    ]);
    const raised = await db.selectFrom('difficulty').select(['title', 'state', 'proposal', 'kind']).execute();
    expect(raised).toEqual([
      { title: 'Thiếu kinh phí', state: 'sent', proposal: 'Bố trí kinh phí', kind: 'difficulty' },
    ]);
    const history = await get(`/ban-lam-viec/nhiem-vu/${plan.tasks[0]}`);
    expect(history.text).toContain('nhập từ tệp Bảng &lt;b>.xlsx, dòng 6');
    expect(history.text).toContain('nhập từ tệp, dòng 6');

    const left = await download(`${path}/can-sua.xlsx`);
    expect(left[0]?.rows.flat().join('|')).toContain('Ngày bắt đầu: Ngày 31/02/2026 không có trong lịch');
    const returned = await send(
      await filled(left, {
        [second ?? '']: {
          'Tiến độ mới (%)': 50,
          'Ngày bắt đầu': '02/05/2026',
          'Lý do (tiến độ giảm, ghi lùi ngày)': 'Muộn',
        },
      }),
    );
    expect((await get(returned.to)).text, 'mended in the file').toContain('Ghi 1 dòng đúng');
    await post(`${returned.to}/ket-thuc`);
    const row = (await get(path)).text.match(new RegExp(`${path}/dong/(\\d+)`))?.[1];
    const at = `${path}/dong/${row}`;
    expect((await get(at)).text).toContain('31/02/2026');
    const mended = {
      version: '1',
      seen: '1',
      percent: '50',
      words: 'Một nửa',
      startedOn: '01/05/2026',
      reason: 'Làm trước',
    };
    expect((await post(at, { ...mended, version: '7' })).status).toBe(409);
    expect((await post(at, mended)).status).toBe(303);
    expect((await post(`${path}/ghi`)).status).toBe(303);
    expect((await factsOf(plan.tasks[1])).map(({ percent }) => percent)).toEqual([null, 50]);
    expect((await post(`${path}/ket-thuc`)).status).toBe(303);
    expect((await post(`${path}/ghi`)).status, 'nothing is entered any longer').not.toBe(500);
    expect((await get(at)).status).toBe(303);
    const again = await send(bytes, 'Bảng <b>.xlsx');
    expect((await get(again.to)).text, 'what was entered of the same file stays entered').toContain('Đã ghi');
    await post(`${again.to}/ghi`);
    expect(await factsOf(plan.tasks[0])).toHaveLength(2);
  });

  test('tells what somebody else entered meanwhile, and asks about figures that look wrong', async () => {
    const { services } = app;
    const third = await codeOf('task', plan.tasks[2]);
    const target = await codeOf('target', plan.targets[0]);
    const sheets = await download();
    const fill: Fill = {
      [third]: { 'Tiến độ mới (%)': 30, 'Đã làm được, kết quả': 'Mở hai lớp' },
      [target]: {
        'Giá trị': 6250,
        'Nguồn số liệu': 'Báo cáo',
        'Kỳ số liệu': 'Năm 2024',
        'Lý do (số khác thường)': 'Đã kiểm',
      },
    };
    const { to: path } = await send(await filled(sheets, fill), 'bang.xlsx');
    const typed = {
      kind: 'progress',
      on: '04/05/2026',
      percent: '60',
      words: 'Đã mở năm lớp',
      reason: '',
      period: '',
    };
    const more = {
      documentNumber: '',
      documentDate: '',
      organisationId: agency,
      files: [],
      version: 1,
      key: 'meanwhile',
    };
    await enterFact(services, system, plan.tasks[2] ?? 0, { ...typed, ...more });
    const review = await get(path);
    expect(review.text).toContain('Đã có người ghi thêm');
    expect(review.text).toContain('Cần xác nhận');
    expect(review.text).not.toContain('dòng đúng</button>');
    const positions = [...review.text.matchAll(new RegExp(`${path}/dong/(\\d+)`, 'g'))].map(
      (found) => found[1],
    );
    const [stale, asked] = positions.map((position) => `${path}/dong/${position}`);
    expect((await get(stale ?? '')).text).toContain('60 %');
    const kept = { version: '1', seen: '2', percent: '30', words: 'Mở hai lớp' };
    expect((await post(stale ?? '', kept)).status).toBe(303);
    expect((await get(path)).text, 'held against what is there now').toContain(
      'Tiến độ giảm thì phải nêu lý do',
    );
    const form = await get(asked ?? '');
    const question = /name="asked" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const seen = /name="seen" value="(\d+)"/.exec(form.text)?.[1] ?? '';
    const figure = {
      version: '1',
      seen,
      value: '6250',
      source: 'Báo cáo',
      period: 'Năm 2024',
      reason: 'Đã kiểm',
    };
    expect((await post(asked ?? '', { ...figure, asked: question, confirm: '1' })).status).toBe(303);
    expect((await post(`${path}/ghi`)).status).toBe(303);
    const counted = await services.db
      .selectFrom('target_actual')
      .select('value')
      .where('period', '=', '2024')
      .execute();
    expect(counted.map(({ value }) => Number(value))).toEqual([6250]);
    const emptied = await post(stale ?? '', { version: '2', seen: '2' });
    expect([emptied.status, (await get(path)).text.includes('dòng chưa ghi được')]).toEqual([303, false]);
    await endWorkbook(services, system, 0).catch((error) =>
      expect(String(error)).toContain('Không tìm thấy'),
    );
  });

  test('is understood with columns moved, merged cells, double rows and rows of others, each told by its line', async () => {
    const sheets = await download();
    const third = await codeOf('task', plan.tasks[2]);
    const foreign = await codeOf('task', plan.tasks[4]);
    const bare = [
      ['Tiến độ mới (%)', 'Mã nhiệm vụ', 'đã làm được,  KẾT QUẢ'],
      ['70', third.toLowerCase(), 'Mở thêm'],
      ['70', third, 'Hai lần'],
      ['10', foreign, 'Của người khác'],
      ['10', 'NV-LA-1', 'Mã lạ'],
      ['=2+3', third, '@lệnh'],
    ];
    const csv = bare.map((row) => row.join(';')).join('\n');
    const { to, status, text } = await send(csv, 'bang.csv');
    expect(status, text.slice(0, 400)).toBe(303);
    const review = (await get(to)).text;
    for (const shown of [
      'đã có ở dòng 2',
      'Cơ quan của bạn không chủ trì',
      'Không có mã này',
      'Không thấy cột: Ngày bắt đầu',
      'Ghi 1 dòng đúng',
    ])
      expect(review).toContain(shown);
    const merged = await filled(sheets, { [third]: { 'Đã làm được, kết quả': 'Gộp' } }, ['J6:J7']);
    const of = (await get((await send(merged)).to)).text;
    expect(of).toContain('Ô này gộp với ô khác');
    const target = await codeOf('target', plan.targets[0]);
    const figures = [
      ['Mã chỉ tiêu', 'Giá trị', 'Khóa dòng (không sửa)'],
      [target, 'bảy mươi', ''],
    ];
    const forged = [
      ['Mã nhiệm vụ', 'Tiến độ mới (%)', 'Khóa dòng (không sửa)'],
      [third, '71', `nv.${plan.tasks[4]}.1.0`],
      ['', '72', `nv.${plan.tasks[4]}.1.0`],
    ];
    const both = await send(
      await workbookFile({ 'Chỉ tiêu': { rows: figures }, 'Nhiệm vụ': { rows: forged } }),
    );
    const lines = (await get(both.to)).text;
    expect(lines).toContain('Trang “Chỉ tiêu”, dòng 2');
    expect(lines, 'a key made up tells nothing of what others have').not.toContain(foreign);
    const byProgramme = await send(
      await filled(sheets, { [third]: { 'Khó khăn, vướng mắc': 'Thiếu' } }),
      'x.xlsx',
      by.programme,
    );
    expect((await get(byProgramme.to, by.programme)).text).toContain('do cán bộ của chính cơ quan ấy gửi');
  });

  test('that is no workbook, too large, empty or hostile is refused with what to do', async () => {
    const refusals: readonly (readonly [Uint8Array | string, string, string])[] = [
      [await filled(await download(), {}), 'rong.xlsx', 'Chưa có ô nào được điền'],
      ['a;b\n1;2', 'la.csv', 'Không thấy bảng nào để đọc'],
      [
        await workbookFile({
          Lạ: {
            rows: [
              ['Tên', 'Số'],
              ['a', 1],
            ],
          },
        }),
        'la.xlsx',
        'Không thấy bảng nào để đọc',
      ],
      [
        await zipFile({
          '[Content_Types].xml': '<Types/>',
          'xl/workbook.xml': '<workbook/>',
          'xl/vbaProject.bin': 'x',
        }),
        'm.xlsm',
        'Tệp có macro',
      ],
      [
        await zipFile({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': Buffer.alloc(60_000_000) }),
        'bom.xlsx',
        'lớn bất thường',
      ],
      ['<html><body>x</body></html>', 'x.xlsx', 'nội dung'],
      [`Mã nhiệm vụ;Tiến độ mới (%)\n${'NV-1;5\n'.repeat(2_001)}`, 'nhieu.csv', 'nhiều nhất 2000 dòng'],
    ];
    for (const [bytes, name, why] of refusals) {
      const { status, text } = await send(bytes, name);
      expect([name, status, text.includes(why)], text.match(/field-error[^<]*<[^>]*>[^<]*/)?.[0]).toEqual([
        name,
        422,
        true,
      ]);
    }
    expect((await send('', 'rong.xlsx')).status).toBe(422);
    const [keeping] = workbookKeepings;
    const gone = await app.services.db
      .transaction()
      .execute(async (tx) => keeping?.forget(tx, app.services, new Date('2030-01-01'), 100));
    expect(gone).toBeGreaterThan(3);
    expect((await factsOf(plan.tasks[0])).at(-1)?.sent_file, 'what was entered stays').toBe('Bảng <b>.xlsx');
  });
});
