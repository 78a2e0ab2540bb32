import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../../test/support/planning.ts';
import { strictRules } from '../../../kernel/deadline.ts';
import { lawfulCalendar } from '../../../kernel/working-days.ts';
import { settleTasks } from './settle.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
  await makeOrganisation(app.services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  await makeOrganisation(app.services, { code: 'SCT', name: 'Sở Công Thương' });
});
afterAll(() => app.close());

/** What the counts should be, from the tasks alone: written another way than they are kept. */
async function counted() {
  const { db } = app.services;
  const { rows: kept } = await sql<{ place: string; tasks: number }>`
    select plan_id || '|' || group_id || '|' || organisation_id || '|' || sector_code || '|' || month || '|' || state as place, tasks
    from task_count where tasks <> 0`.execute(db);
  const { rows: tasks } = await sql<{
    plan: number;
    group: number | null;
    month: string | null;
    state: string;
    leads: number[];
    part: boolean;
  }>`
    select plan_id as plan, group_id as group, to_char(last_day, 'YYYY-MM') as month, task.state, parent_id is not null as part,
      array(select organisation_id from task_agency a where a.task_id = task.id and role = 'lead' and until is null
        and organisation_id is not null) as leads
    from task join plan on plan.id = plan_id where plan.state = 'in_force' and instance_of is null`.execute(
    db,
  );
  const expected = new Map<string, number>();
  for (const task of tasks)
    for (const lead of [...(task.part ? [] : [0]), ...task.leads])
      for (const [plan, group] of [[0, 0], [task.plan, 0], ...(task.group ? [[task.plan, task.group]] : [])])
        for (const month of ['', task.month ?? '-']) {
          const place = `${plan}|${group}|${lead}||${month}|${task.state}`;
          expected.set(place, (expected.get(place) ?? 0) + 1);
        }
  return {
    kept: Object.fromEntries(kept.map(({ place, tasks: n }) => [place, n])),
    expected: Object.fromEntries(expected),
  };
}

test('counts kept with each change are those of the tasks, whatever changed in whatever order', async () => {
  const { services } = app;
  const both = ['Sở Khoa học và Công nghệ', 'Sở Công Thương'];
  const plan = await planInForce(services, {
    tasks: [
      taskOf(),
      taskOf({ tt: '2', leads: both, group: null }),
      taskOf({ tt: '3', leads: [], deadline: { kind: 'none', from: null, to: null, raw: '' } }),
      taskOf({
        tt: '4',
        group: 'Hạ tầng',
        deadline: { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' },
      }),
    ],
  });
  const before = await counted();
  expect(before.kept).toEqual(before.expected);
  expect(before.kept[`${plan.id}|0|0|||not_started`]).toBe(3);
  const reading = { rules: strictRules, calendar: lawfulCalendar };
  const change = fc.record({
    task: fc.constantFrom(...plan.tasks),
    days: fc.integer({ min: 0, max: 400 }),
    lead: fc.constantFrom('SKHCN', 'SCT', null),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      for (const { task, days, lead } of changes)
        await services.db.transaction().execute(async (tx) => {
          await sql`delete from task_agency where task_id = ${task}`.execute(tx);
          await sql`insert into task_agency (task_id, role, position, name, organisation_id, since)
            select ${task}, 'lead', 1, name, id, '2026-01-15' from organisation where code = ${lead}`.execute(
            tx,
          );
          await settleTasks(tx, [task], new Date(Date.UTC(2026, 6, 1 + days)), reading);
        });
      const { kept, expected } = await counted();
      expect(kept).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});
