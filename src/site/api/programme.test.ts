import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { draftPlan, planInForce, targetOf, taskOf } from '../../../test/support/planning.ts';
import { system } from '../../kernel/actor.ts';
import { indexProgramme } from '../../modules/programme/index.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { feedRoutes } from '../feeds/index.ts';
import { siteRoutes } from '../index.ts';
import { rebuildSearch } from '../rebuild-search.ts';
import { apiRoutes } from './index.ts';

let app: TestApp;
let plan: Awaited<ReturnType<typeof planInForce>>;

beforeAll(async () => {
  app = await openTestApp([...siteRoutes, ...apiRoutes, ...feedRoutes]);
  const { services } = app;
  await makeOrganisation(services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  plan = await planInForce(services, {
    tasks: [
      taskOf({ name: 'Xây dựng quy chế dữ liệu' }),
      taskOf({ tt: '2', name: 'Nâng cấp đường truyền', leads: [] }),
      taskOf({ tt: '3', name: 'Việc kín' }),
    ],
    targets: [targetOf(), targetOf({ tt: '2', name: 'Chỉ tiêu kín' })],
  });
  await sql`update task set shown = false where id = ${plan.tasks[2]}`.execute(services.db);
  await sql`update target set shown = false where id = ${plan.targets[1]}`.execute(services.db);
  await services.db.transaction().execute((tx) => indexProgramme(tx, plan.id));
  await draftPlan(services, { tasks: [taskOf({ name: 'Nháp kín' })] }, { title: 'Kế hoạch nháp kín' });
});
afterAll(() => app.close());

const list = z.object({
  items: z.array(z.looseObject({ code: z.string() })),
  total: z.number(),
  next: z.string().nullable(),
});
const ask = async (path: string) => (await app.fetch(`/api/v1/${path}`)).json();
const asked = async (path: string) => list.parse(await ask(path));

test('programs get plans with progress, tasks and targets, a page at a time', async () => {
  const plans = await asked('plans?q=ke+hoach&status=in_force');
  expect(plans).toMatchObject({ total: 1, items: [{ code: plan.code, progress: { tasks: 2, done: 0 } }] });
  expect(await ask(`plans/${plan.code}`)).toMatchObject({ code: plan.code, targets: 1, relations: [] });
  const first = await asked(`tasks?plan=${plan.code}&limit=1`);
  expect(first).toMatchObject({
    total: 2,
    items: [{ name: 'Xây dựng quy chế dữ liệu', status: 'not_started' }],
  });
  const second = await asked(`tasks?plan=${plan.code}&limit=1&cursor=${first.next}`);
  expect(second).toMatchObject({ next: null, items: [{ status: 'unassigned', leads: [] }] });
  expect((await asked('tasks?agency=SKHCN&year=2026')).total).toBe(1);
  const [task] = first.items;
  expect(await ask(`tasks/${task?.code}`)).toMatchObject({
    deadline: { kind: 'quarter', raw: 'Quý III/2026', until: '2026-09-30' },
    leads: [{ code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' }],
  });
  await sql`insert into task (code, plan_id, position, instance_of, period, name, deadline_kind, state, created_at)
    select code || '/2026', plan_id, position, id, '2026', name, 'year', state, created_at from task
    where code = ${task?.code}`.execute(app.services.db);
  expect(await ask(`tasks/${task?.code}%2F2026`)).toMatchObject({
    period: '2026',
    partOf: { code: task?.code },
  });
  const targets = await asked('targets?status=missing');
  expect(targets).toMatchObject({ total: 1, items: [{ goal: '≥ 80', until: '2030-12-31' }] });
  expect(await ask(`targets/${targets.items[0]?.code}`)).toMatchObject({ figures: [], direction: 'higher' });
  expect((await app.fetch('/api/v1/tasks?status=xong')).status).toBe(400);
  expect((await app.fetch('/api/v1/tasks?cursor=xx')).status).toBe(400);
  expect((await app.fetch('/api/v1/plans/KH-0-2025')).status).toBe(404);
});

test('programs get the working days of a year with what each day off rests on', async () => {
  const { services } = app;
  await sql`insert into calendar_day (day, kind, name, source, swapped_with) values
    ('2026-08-31', 'off', 'Hoán đổi dịp Quốc khánh', 'Thông báo số 12/TB-VP', '2026-08-22'),
    ('2026-08-22', 'worked', 'Hoán đổi dịp Quốc khánh', 'Thông báo số 12/TB-VP', '2026-08-31')`.execute(
    services.db,
  );
  const year = await ask('working-days?year=2026');
  expect(year).toMatchObject({ year: 2026, url: '/lich-lam-viec?nam=2026', checked: null });
  expect(year).toMatchObject({ workingDays: expect.any(Number) });
  const days = z.object({ days: z.array(z.looseObject({ date: z.string() })) }).parse(year).days;
  const on = (date: string) => days.find((one) => one.date === date);
  expect(on('2026-08-22')).toMatchObject({ worked: true, kind: 'worked', swappedWith: '2026-08-31' });
  expect(on('2026-08-31')).toMatchObject({ worked: false, source: 'Thông báo số 12/TB-VP' });
  expect(on('2026-02-17')).toMatchObject({
    kind: 'tet',
    nameEn: 'Lunar New Year',
    source: 'Bộ luật Lao động 2019, Điều 112',
  });
  expect(on('2026-05-05')).toBeUndefined();
  expect(await ask('working-days')).toMatchObject({ year: 2026 });
  for (const wrong of ['1990', '2040', 'x'])
    expect((await app.fetch(`/api/v1/working-days?year=${wrong}`)).status).toBe(400);
});

test('deadlines of a plan are a calendar, and the first page tells how far it is', async () => {
  const calendar = await (await app.fetch(`/ke-hoach/${plan.code}/lich.ics`)).text();
  expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  expect(calendar).toContain('DTSTART;VALUE=DATE:20260930');
  expect((await app.fetch('/ke-hoach/KH-0-2025/lich.ics')).status).toBe(404);
  app.forgetStatements();
  const home = await (await app.fetch('/')).text();
  expect(app.statements.length).toBeLessThanOrEqual(10);
  expect(home).toContain('0/2 nhiệm vụ hoàn thành');
  expect(home).not.toContain('Kế hoạch nháp kín');
});

test('open data holds what is public of tasks and targets, all of it or of one plan', async () => {
  const rows = async (file: string) => (await app.fetch(`/du-lieu-mo/${file}`)).json();
  expect(await rows(`nhiem-vu/du-lieu.json?ke-hoach=${plan.code}`)).toMatchObject([
    { name: 'Xây dựng quy chế dữ liệu', plan: plan.code },
    { name: 'Nâng cấp đường truyền' },
  ]);
  expect(await rows('nhiem-vu/du-lieu.json?trang-thai=unassigned')).toHaveLength(1);
  expect(await rows('nhiem-vu/du-lieu.json?ke-hoach=KH-0-2025')).toEqual([]);
  expect(await rows('chi-tieu/du-lieu.json?trang-thai=missing')).toMatchObject([{ goal: '≥ 80' }]);
});

test('changes tell of plans in force and of what happened to their public items alone', async () => {
  const { services } = app;
  const happened = (subject: string, id: number | undefined, name: `${string}.${string}`) =>
    services.db.transaction().execute((tx) =>
      appendEvent(tx, {
        name,
        actor: system,
        subject: { kind: subject, id: id ?? 0 },
        at: services.clock(),
      }),
    );
  for (const at of [0, 2]) await happened('task', plan.tasks[at], 'task.confirmed');
  for (const at of [0, 1]) await happened('target', plan.targets[at], 'target.measured');
  await happened('task', plan.tasks[0], 'task.refused');
  for (const at of [0, 2]) await happened('task', plan.tasks[at], 'task.taken_out');
  await happened('task', plan.tasks[1], 'task.opened');
  await happened('target', plan.targets[0], 'target.figure_corrected');
  await happened('plan', plan.id, 'task.assigned');
  await happened('plan', plan.id, 'plan.handed_over');
  const { items } = await asked('changes');
  expect(items.filter(({ kind }) => ['plan', 'task', 'target'].includes(String(kind)))).toMatchObject([
    { kind: 'plan', event: 'published', code: plan.code, url: `/ke-hoach/${plan.code}` },
    { kind: 'task', event: 'changed' },
    { kind: 'target', event: 'changed' },
    { kind: 'task', event: 'changed' },
    { kind: 'task', event: 'published' },
    { kind: 'target', event: 'changed' },
    { kind: 'plan', event: 'changed', code: plan.code, url: `/ke-hoach/${plan.code}` },
    { kind: 'plan', event: 'changed', code: plan.code },
  ]);
});

test('what is not shown and what is no longer public is neither found nor asked for', async () => {
  const { services } = app;
  const search = async (q: string) => (await app.fetch(`/tim-kiem?q=${encodeURIComponent(q)}`)).text();
  const everywhere = async () =>
    [
      JSON.stringify([await ask('plans'), await ask('tasks'), await ask('targets')]),
      ...[
        await search('kín'),
        await search('quy chế dữ liệu'),
        await (await app.fetch('/sitemap.xml')).text(),
      ],
    ].join('\n');
  const shown = await everywhere();
  for (const words of ['Việc kín', 'Chỉ tiêu kín', 'Nháp kín', 'nháp kín'])
    expect(shown).not.toContain(words);
  expect(shown).toContain(`/ke-hoach/${plan.code}`);
  expect(await search('quy che du lieu')).toContain('/nhiem-vu/NV-');
  expect(await search(plan.code)).toContain(`/ke-hoach/${plan.code}`);
  const before = await sql<{ n: number }>`select count(*)::int as n from search_item`.execute(services.db);
  expect(await rebuildSearch(services)).toBe(before.rows[0]?.n);
  await sql`update plan set state = 'withdrawn' where id = ${plan.id}`.execute(services.db);
  await services.db.transaction().execute((tx) => indexProgramme(tx, plan.id));
  await sql`update content_version set version = version + 1`.execute(services.db);
  expect((await asked('tasks')).total + (await asked('targets')).total + (await asked('plans')).total).toBe(
    0,
  );
  expect(await search('quy che du lieu')).not.toContain('/nhiem-vu/NV-');
});
