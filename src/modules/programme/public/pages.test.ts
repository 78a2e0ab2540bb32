import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { draftPlan, planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system } from '../../../kernel/actor.ts';
import { strictRules } from '../../../kernel/deadline.ts';
import { lawfulCalendar } from '../../../kernel/working-days.ts';
import { enterActual } from '../targets/actuals.ts';
import { settleTasks } from '../tasks/settle.ts';
import { openProgrammeRoutes } from './pages.tsx';
import { countsOfPlans } from './plan-queries.ts';

let app: TestApp;
let plan: Awaited<ReturnType<typeof planInForce>>;

beforeAll(async () => {
  app = await openTestApp(openProgrammeRoutes);
  const { services } = app;
  await makeOrganisation(services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  await makeOrganisation(services, { code: 'SCT', name: 'Sở Công Thương' });
  plan = await planInForce(services, {
    tasks: [
      taskOf({ name: 'Xây dựng quy chế', leads: ['Sở Khoa học và Công nghệ', 'Sở Công Thương'] }),
      taskOf({ tt: '2', name: 'Nâng cấp đường truyền', group: 'Hạ tầng', leads: [] }),
      taskOf({ tt: '3', name: 'Việc không công khai', group: 'Hạ tầng', leads: ['Sở Công Thương'] }),
    ],
    targets: [targetOf(), targetOf({ tt: '2', name: 'Chỉ tiêu không công khai' })],
  });
  await sql`update task set shown = false where id = ${plan.tasks[2]}`.execute(services.db);
  await sql`update target set shown = false where id = ${plan.targets[1]}`.execute(services.db);
});
afterAll(() => app.close());

async function read(path: string): Promise<string> {
  const answer = await app.fetch(path);
  expect(answer.status, path).toBe(200);
  return answer.text();
}
const statusOf = async (path: string) => (await app.fetch(path)).status;
const codeOf = async (table: 'task' | 'target', id: number | undefined) =>
  (
    await app.services.db
      .selectFrom(table)
      .select('code')
      .where('id', '=', id ?? 0)
      .executeTakeFirstOrThrow()
  ).code;

test('a plan in force is public with its tasks by state, group and lead, in both languages', async () => {
  const list = await read('/ke-hoach');
  expect(list).toContain(`href="/ke-hoach/${plan.code}"`);
  expect(list).toContain('0/2 nhiệm vụ hoàn thành');
  app.forgetStatements();
  const html = await read(`/ke-hoach/${plan.code}`);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  expect(gzipSync(html).length).toBeLessThan(50_000);
  for (const words of ['Xây dựng quy chế', 'Hạ tầng', 'Chưa giao', '1 nhiệm vụ chưa có thông tin', '≥ 80'])
    expect(html).toContain(words);
  expect(await read(`/en/ke-hoach/${plan.code}`)).toContain('Not assigned');
});

test('tasks are narrowed by state, group, lead and words without diacritics, all in the address', async () => {
  const asked = async (query: string) => {
    const html = await read(`/ke-hoach/${plan.code}?${query}`);
    return ['Xây dựng quy chế', 'Nâng cấp đường truyền'].filter((name) => html.includes(`${name}</a>`));
  };
  expect(await asked('trang-thai=unassigned')).toEqual(['Nâng cấp đường truyền']);
  expect(await asked('trang-thai=chua-co-thong-tin')).toEqual(['Xây dựng quy chế']);
  expect(await asked('nhom=2')).toEqual(['Nâng cấp đường truyền']);
  expect(await asked('co-quan=SCT')).toEqual(['Xây dựng quy chế']);
  expect(await asked('q=duong+truyen')).toEqual(['Nâng cấp đường truyền']);
  expect(await asked('q=khong-co')).toEqual([]);
  expect(await asked('q=%25%27&co-quan=%27%3B--&nhom=x&trang=99&sap-xep=la')).toEqual([]);
});

test('what is not shown, drafts and withdrawn plans are nowhere, nor what officers wrote', async () => {
  const { services } = app;
  const hidden = ['Việc không công khai', 'Chỉ tiêu không công khai', 'Nháp kín'];
  const draft = await draftPlan(services, { tasks: [taskOf({ name: 'Nháp kín' })] });
  const gone = await planInForce(services, { tasks: [taskOf({ name: 'Nháp kín' })], targets: [targetOf()] });
  await sql`update plan set state = 'withdrawn' where id = ${gone.id}`.execute(services.db);
  const [first = 0, , unseen = 0] = plan.tasks;
  // a part of what is not shown is not shown either
  await sql`insert into task (code, plan_id, position, parent_id, name, deadline_kind, state, created_at)
    values ('NV-PHAN-1', ${plan.id}, 90, ${unseen}, 'Nháp kín', 'none', 'unassigned', now())`.execute(
    services.db,
  );
  await sql`insert into task_fact (task_id, organisation_id, kind, happened_on, words, reason, document_number, document_date, entered_at)
    select ${first}, id, 'result', '2026-03-01', 'Lời kín của cán bộ', 'Lý do kín', '12/QĐ-UBND', '2026-02-28', now()
    from organisation where code = 'SKHCN'`.execute(services.db);
  const code = await codeOf('task', first);
  const pages = [
    '/ke-hoach',
    `/ke-hoach/${plan.code}`,
    `/ke-hoach/${plan.code}/chi-tieu`,
    `/nhiem-vu/${code}`,
  ];
  for (const path of pages) {
    const html = await read(path);
    for (const words of [...hidden, 'Lời kín', 'Lý do kín', gone.code, draft.code])
      expect(html).not.toContain(words);
  }
  expect(await read(`/nhiem-vu/${code}`)).toContain('12/QĐ-UBND ngày 28/02/2026');
  const closed = [
    ...[`/ke-hoach/${draft.code}`, `/ke-hoach/${gone.code}`, `/ke-hoach/${gone.code}/chi-tieu`],
    ...[
      `/nhiem-vu/${await codeOf('task', unseen)}`,
      '/nhiem-vu/NV-PHAN-1',
      `/nhiem-vu/${await codeOf('task', gone.tasks[0])}`,
    ],
    ...[
      `/chi-tieu/${await codeOf('target', plan.targets[1])}`,
      `/chi-tieu/${await codeOf('target', gone.targets[0])}`,
    ],
    ...['/ke-hoach/%27', `/nhiem-vu/NV-${'9'.repeat(300)}`, '/chi-tieu/x', '/nhiem-vu/NV-1/2026'],
  ];
  for (const path of closed) expect(await statusOf(path), path).toBe(404);
});

test('counts of plans leave out what is not shown, also once a plan is over', async () => {
  const { services } = app;
  const ended = await planInForce(services, { tasks: [taskOf(), taskOf({ tt: '2' })] });
  await sql`update task set shown = false where id = ${ended.tasks[1]}`.execute(services.db);
  await sql`update plan set state = 'ended', closed_on = '2026-04-30' where id = ${ended.id}`.execute(
    services.db,
  );
  const reading = { rules: strictRules, calendar: lawfulCalendar };
  await services.db.transaction().execute((tx) => settleTasks(tx, ended.tasks, services.clock(), reading));
  const counts = await countsOfPlans(services.db, [plan.id, ended.id]);
  expect(counts.get(plan.id)).toEqual({ not_started: 1, unassigned: 1 });
  expect(counts.get(ended.id)).toEqual({ not_started: 1 });
  expect(await read(`/ke-hoach/${ended.code}`)).toContain('Kế hoạch này đã kết thúc');
  expect(await read('/ke-hoach?trang-thai=ended')).not.toContain(`/ke-hoach/${plan.code}`);
});

test('a target shows what was measured with its source, and how old it is', async () => {
  const { services } = app;
  const [id = 0] = plan.targets;
  const code = await codeOf('target', id);
  expect(await read(`/chi-tieu/${code}`)).toContain('Chưa có số liệu nào.');
  await enterActual(services, system, id, {
    ...{
      period: '2025',
      scope: '',
      value: '62,5',
      words: '',
      fulfilled: '',
      asOf: '31/12/2025',
      estimate: '',
    },
    ...{ source: 'Báo cáo năm 2025', reason: 'Lý do kín', confirmed: '', file: null, key: 'mot' },
  });
  const html = await read(`/chi-tieu/${code}`);
  for (const words of ['62,5%', 'Báo cáo năm 2025', 'Đã có số liệu', '<svg']) expect(html).toContain(words);
  expect(html).not.toContain('Lý do kín');
  const files = ['csv', 'xlsx'].map((form) => `/chi-tieu/${code}/so-lieu.${form}`);
  for (const path of [...files, `/api/v1/targets/${code}`]) expect(html).toContain(`href="${path}"`);
  const csv = await read(files[0] ?? '');
  expect(
    csv
      .trim()
      .split(/\r?\n/)
      .map((line) => line.replace(/["\uFEFF]/g, '')),
  ).toEqual([
    'Mã kỳ,Kỳ,Phạm vi,Số liệu,Bằng lời,Đơn vị tính,Tính đến,Số ước,Nguồn',
    '2025,năm 2025,,62.5,,%,2025-12-31,không,Báo cáo năm 2025',
  ]);
  const book = await app.fetch(files[1] ?? '');
  expect([book.status, new Uint8Array(await book.arrayBuffer()).subarray(0, 2).join()]).toEqual([
    200,
    '80,75',
  ]);
  await sql`insert into target_actual (target_id, period, last_day, value, as_of, source, entered_at)
    select ${id}, '2019', '2019-12-31', n, '2020-01-01', 'Báo cáo cũ', now() from generate_series(1, 1000) n`.execute(
    services.db,
  );
  const long = (await read(files[0] ?? '')).trim().split(/\r?\n/);
  expect([long.length, long.at(-1)]).toEqual([
    1_002,
    expect.stringContaining('chỉ gồm 1.000 số liệu gần nhất'),
  ]);
  await sql`delete from target_actual where source = 'Báo cáo cũ'`.execute(services.db);
  const hidden = `/chi-tieu/${await codeOf('target', plan.targets[1])}/so-lieu.csv`;
  for (const path of [hidden, '/chi-tieu/x/so-lieu.csv']) expect(await statusOf(path)).toBe(404);
});

test('programs that read pages are told of plans and of the figures of targets, and of nothing that is made up', async () => {
  const { services } = app;
  const told = async (path: string) => {
    const html = await read(path);
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
    return json === undefined ? null : JSON.parse(json);
  };
  const code = await codeOf('target', plan.targets[0]);
  expect(await told(`/ke-hoach/${plan.code}`)).toMatchObject({
    ...{ '@type': 'CreativeWork', datePublished: '2026-01-15' },
    sourceOrganization: { name: 'UBND tỉnh Lạng Sơn' },
  });
  expect(await told(`/chi-tieu/${code}`)).toMatchObject({
    ...{ '@type': 'Dataset', identifier: code, temporalCoverage: '2025-01-01/2025-12-31' },
    ...{ variableMeasured: { unitText: '%' }, creator: [{ name: 'Sở Khoa học và Công nghệ' }] },
    distribution: { length: 3 },
  });
  expect(await read(`/nhiem-vu/${await codeOf('task', plan.tasks[0])}`)).toContain(
    '<meta property="og:description" content="Xây dựng quy chế; Sở Khoa học và Công nghệ; Sở Công Thương"',
  );
  await sql`update plan set illustrative = true where id = ${plan.id}`.execute(services.db);
  await sql`update content_version set version = version + 1`.execute(services.db);
  for (const path of [`/ke-hoach/${plan.code}`, `/chi-tieu/${code}`]) expect(await told(path)).toBeNull();
});
