import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../test/support/planning.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { followDay } from './day.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
  await makeOrganisation(app.services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
});
beforeEach(() => app.setNow(new Date('2026-05-04T02:00:00Z')));
afterAll(() => app.close());

const day = (text: string) => text as LocalDate;
const yearly = (raw: string, more: Parameters<typeof taskOf>[0] = {}) =>
  taskOf({ ...more, deadline: { kind: 'yearly', from: null, to: null, raw } });

/** What stands of a plan: codes with state and last day, in order. */
async function standing(planId: number) {
  const { rows } = await sql<{
    line: string;
  }>`select concat_ws(' ', right(code, -3 - length((select mark from plan where id = plan_id))),
      state, last_day) as line from task where plan_id = ${planId} order by code`.execute(app.services.db);
  return rows.map(({ line }) => line);
}

test('a yearly task opens one instance a year, also for years in which no clock was followed', async () => {
  const { services } = app;
  const plan = await planInForce(services, { tasks: [yearly('trước ngày 30/11 hằng năm')] });
  await followDay(services);
  await followDay(services);
  expect(await standing(plan.id)).toEqual([
    '-001 not_started 2026-11-29',
    '-001-2026 not_started 2026-11-29',
  ]);
  app.setNow(new Date('2028-01-10T02:00:00Z'));
  await Promise.all([followDay(services), followDay(services), followDay(services)]);
  expect(await standing(plan.id)).toEqual([
    '-001 not_started 2028-11-29',
    '-001-2026 overdue 2026-11-29',
    '-001-2027 overdue 2027-11-29',
    '-001-2028 not_started 2028-11-29',
  ]);
  const leads = services.db
    .selectFrom('task_agency')
    .innerJoin('task', 'task.id', 'task_id')
    .select(['task_agency.name', 'since'])
    .where('plan_id', '=', plan.id)
    .orderBy('code');
  expect((await leads.execute()).map(({ since }) => since)).toEqual([
    ...['2026-01-15', '2026-01-15', '2027-01-01', '2028-01-01'],
  ]);
  const opened = await sql<{
    count: number;
  }>`select count(*)::int as count from event join task on task.id::text = subject_id
    where event.name = 'task.opened' and plan_id = ${plan.id}`.execute(services.db);
  expect(opened.rows[0]?.count).toBe(3);
});

test('tasks turn by the date alone, each once, however long nobody looked', async () => {
  const { services } = app;
  const dated = (text: string) =>
    taskOf({ deadline: { kind: 'date', from: day(text), to: day(text), raw: text } });
  const plan = await planInForce(services, {
    tasks: [dated('2026-05-08'), dated('2026-05-20'), dated('2027-05-20')],
  });
  const states = async () => (await standing(plan.id)).map((line) => line.split(' ')[1]);
  expect(await states()).toEqual(['due_soon', 'not_started', 'not_started']);
  app.setNow(new Date('2026-05-15T02:00:00Z'));
  await Promise.all([followDay(services), followDay(services)]);
  expect(await states()).toEqual(['overdue', 'due_soon', 'not_started']);
  app.setNow(new Date('2027-05-21T02:00:00Z'));
  await followDay(services);
  expect(await states()).toEqual(['overdue', 'overdue', 'overdue']);
  app.forgetStatements();
  await followDay(services);
  // nothing turns any longer, so nothing is written but the day
  expect(app.statements.filter((text) => /^\s*update task/.test(text))).toEqual([]);
  const counted = await sql<{ state: string; tasks: number }>`select state, tasks from task_count
    where plan_id = ${plan.id} and group_id = 0 and organisation_id = 0 and month = '' and sector_code = '' and tasks <> 0`.execute(
    services.db,
  );
  expect(counted.rows).toEqual([{ state: 'overdue', tasks: 3 }]);
});

test('what somebody works on at the moment is left to them, and nobody waits', async () => {
  const { services } = app;
  const text = '2026-05-20';
  const plan = await planInForce(services, {
    tasks: [taskOf({ deadline: { kind: 'date', from: day(text), to: day(text), raw: text } })],
  });
  app.setNow(new Date('2026-06-15T02:00:00Z'));
  await services.db.transaction().execute(async (tx) => {
    await sql`select id from task where plan_id = ${plan.id} for update`.execute(tx);
    await followDay(services);
  });
  expect((await standing(plan.id))[0]).toContain('not_started');
  await followDay(services);
  expect((await standing(plan.id))[0]).toContain('overdue');
});
