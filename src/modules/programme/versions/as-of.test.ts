import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { draftPlan, planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { splitTask } from '../assignment/split.ts';
import { programmePaths, programmeRoutes } from '../index.ts';
import { readReading } from '../reading.ts';
import { keepTargetVersions } from '../targets/versions.ts';
import { settleTasks } from '../tasks/settle.ts';
import { planOnDay } from './as-of.ts';
import { planDifferences } from './differences.ts';
import { addTask, amendTask, takeOutTask } from './task-commands.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  await makeOrganisation(app.services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  await makeOrganisation(app.services, { code: 'SCT', name: 'Sở Công Thương' });
});
afterAll(() => app.close());

const day = (text: string) => text as LocalDate;
const typed = {
  ...{ tt: '1', group: null, nameEn: '', leads: 'SKHCN', partners: '', product: '' },
  ...{ sector: null, cadence: null },
};
const by = { why: 'amended', document: 'Quyết định số 12/QĐ-UBND', words: '', from: '' } as const;

/** A plan of January; in March half is done, in May it is amended, another task added, a third taken out. */
async function livedPlan() {
  app.setNow(new Date('2026-01-20T02:00:00Z'));
  const plan = await planInForce(app.services, {
    tasks: [
      taskOf({
        group: null,
        name: 'Việc một',
        deadline: { kind: 'month', from: day('2026-03-01'), to: day('2026-03-31'), raw: '3/2026' },
      }),
      taskOf({ group: null, tt: '2', name: 'Việc hai' }),
      taskOf({
        group: null,
        tt: '3',
        name: 'Việc thường xuyên',
        deadline: { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' },
      }),
    ],
    targets: [targetOf()],
  });
  const fact = (task: number | undefined, kind: string, on: string, percent: number | null) => sql`
    insert into task_fact (task_id, organisation_id, kind, happened_on, percent, entered_at)
    select ${task}, id, ${kind}, ${on}::date, ${percent}::integer, ${`${on}T03:00:00Z`}::timestamptz from organisation where code = 'SKHCN'`;
  const { db } = app.services;
  await fact(plan.tasks[0], 'progress', '2026-03-10', 50).execute(db);
  await fact(plan.tasks[1], 'done', '2026-04-02', null).execute(db);
  app.setNow(new Date('2026-05-04T02:00:00Z'));
  const [one = 0, two = 0] = plan.tasks;
  await amendTask(app.services, system, one, {
    ...{
      version: 1,
      by,
      task: { ...typed, name: 'Việc một, mở rộng', deadline: '9/2026', leads: 'SCT; SKHCN' },
    },
  });
  const { version } = await db
    .selectFrom('plan')
    .select('version')
    .where('id', '=', plan.id)
    .executeTakeFirstOrThrow();
  const added = { ...typed, name: 'Việc bổ sung', deadline: '12/2026' };
  await addTask(app.services, system, plan.id, { planVersion: version, by, task: added });
  await takeOutTask(app.services, system, two, { version: 1, by });
  return plan;
}

const states = async (planId: number, on: string) => {
  const ask = { page: 1, all: true, reading: await readReading(app.services.db, app.services) };
  const { tasks } = await planOnDay(app.services.db, planId, day(on), ask);
  return tasks.map(({ content, standing }) => [content.name, standing.state, standing.percent]);
};

test('a plan is shown as it stood on a day: what it said, and what was known', async () => {
  const plan = await livedPlan();
  expect(await states(plan.id, '2026-01-14')).toEqual([]);
  expect(await states(plan.id, '2026-02-01')).toEqual([
    ['Việc một', 'not_started', 0],
    ['Việc hai', 'not_started', 0],
    ['Việc thường xuyên', 'not_started', 0],
  ]);
  expect((await states(plan.id, '2026-03-10'))[0]).toEqual(['Việc một', 'in_term', 50]);
  expect((await states(plan.id, '2026-04-15')).slice(0, 2)).toEqual([
    ['Việc một', 'overdue', 50],
    ['Việc hai', 'awaiting', 100],
  ]);
  expect((await states(plan.id, '2026-05-04')).map(([name]) => name)).toEqual([
    'Việc một, mở rộng',
    'Việc hai',
    'Việc thường xuyên',
    'Việc bổ sung',
  ]);
});

test('what is shown for today is what is settled', async () => {
  const plan = await livedPlan();
  const reading = await readReading(app.services.db, app.services);
  await app.services.db
    .transaction()
    .execute((tx) => settleTasks(tx, plan.tasks, app.services.clock(), reading));
  const { rows } = await sql<{
    name: string;
    state: string;
    percent: number;
  }>`select name, state, percent from task
    where plan_id = ${plan.id} order by position`.execute(app.services.db);
  expect(await states(plan.id, '2026-05-04')).toEqual(
    rows.map(({ name, state, percent }) => [name, state, percent]),
  );
});

test('two days differ by what was added, taken out and changed between them', async () => {
  const plan = await livedPlan();
  const between = (from: string, to: string) =>
    planDifferences(app.services.db, plan.id, [day(from), day(to)], { page: 1, all: true });
  const { rows, total } = await between('2026-02-01', '2026-05-04');
  expect(rows.map(({ code, how }) => [code.slice(-3), how])).toEqual([
    ['001', 'changed'],
    ['002', 'removed'],
    ['004', 'added'],
  ]);
  expect(total).toBe(3);
  expect((await between('2026-02-01', '2026-04-30')).total).toBe(0);
});

test('a task taken out with its parts as of an earlier day is open on no day in between, nor are its parts', async () => {
  app.setNow(new Date('2026-01-20T02:00:00Z'));
  const plan = await planInForce(app.services, { tasks: [taskOf({ group: null, name: 'Việc chia' })] });
  const [whole = 0] = plan.tasks;
  const sct = await app.services.db
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', 'SCT')
    .executeTakeFirstOrThrow();
  await splitTask(app.services, system, whole, { version: 1, agencies: [sct.id], document: null });
  app.setNow(new Date('2026-05-04T02:00:00Z'));
  const { version } = await app.services.db
    .selectFrom('task')
    .select('version')
    .where('id', '=', whole)
    .executeTakeFirstOrThrow();
  await takeOutTask(app.services, system, whole, { version, by: { ...by, from: '03/04/2026' } });
  expect((await states(plan.id, '2026-04-02')).map(([, state]) => state)).toEqual([
    'not_started',
    'not_started',
  ]);
  for (const on of ['2026-04-03', '2026-04-20', '2026-05-04'])
    expect((await states(plan.id, on)).map(([, state]) => state)).toEqual([
      'not_carried_out',
      'not_carried_out',
    ]);
});

test('everybody reads both, in ten statements, but nothing that is not public', async () => {
  const plan = await livedPlan();
  const address = programmePaths.changes(plan.code);
  const html = async (query: string) => (await app.fetch(`${address}${query}`)).text();
  app.forgetStatements();
  const changes = await html('');
  expect(app.statements.length).toBeLessThanOrEqual(10);
  for (const shown of ['Việc bổ sung', 'Quyết định số 12/QĐ-UBND', '<ins>']) expect(changes).toContain(shown);
  expect(await html('?ngay=2026-02-01')).not.toContain('mở rộng');
  expect(await html('?ngay=2026-02-31')).toContain('Ngày này không có thật');
  expect(await html('?tu=2026-05-04&den=2026-02-01')).toContain('Hai ngày phải là ngày có thật');
  await sql`update task set shown = false where plan_id = ${plan.id} and name = 'Việc bổ sung'`.execute(
    app.services.db,
  );
  // a part of what is not shown is not shown either
  await sql`update task set parent_id = (select id from task where plan_id = ${plan.id} and not shown)
    where id = ${plan.tasks[0]}`.execute(app.services.db);
  for (const query of ['?den=2026-05-04&tu=2026-02-01', '?ngay=2026-05-04'])
    expect(await html(query)).not.toMatch(/Việc bổ sung|Việc một/);
  const draft = await draftPlan(app.services);
  expect((await app.fetch(programmePaths.changes(draft.code))).status).toBe(404);
  for (const none of ['ngay=0000-01-01', 'tu=0000-01-01&den=2026-01-01']) {
    const told = await app.fetch(`/ke-hoach/${plan.code}/thay-doi?${none}`);
    expect([told.status, await told.text()], none).toEqual([200, expect.stringContaining('notice-warning')]);
  }
});

test('what is said to hold from before the version that stands leaves one version open', async () => {
  const { services } = app;
  const plan = await planInForce(services, { targets: [targetOf()] });
  const [target = 0] = plan.targets;
  await services.db.transaction().execute(async (tx) => {
    await tx.updateTable('target').set({ name: 'Tên đã sửa' }).where('id', '=', target).execute();
    const from = '2020-01-01' as LocalDate;
    const version = { why: 'corrected', document: null, from, at: services.clock() } as const;
    await keepTargetVersions(tx, [target], version);
  });
  const open = services.db.selectFrom('target_version').select('from_on').where('target_id', '=', target);
  const rows = await open.where('to_on', 'is', null).execute();
  expect(rows).toEqual([{ from_on: '2026-01-15' }]);
});
