import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../../test/support/planning.ts';
import { recounted } from '../../../../test/support/task-counts.ts';
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
  const before = await recounted(app.services.db);
  expect(before.kept).toEqual(before.expected);
  expect(before.keptParts).toEqual(before.expectedParts);
  expect(before.kept[`${plan.id}|0|0|||not_started`]).toBe(3);
  const reading = { rules: strictRules, calendar: lawfulCalendar };
  const change = fc.record({
    task: fc.constantFrom(...plan.tasks),
    days: fc.integer({ min: 0, max: 400 }),
    lead: fc.constantFrom('SKHCN', 'SCT', null),
    shown: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      for (const { task, days, lead, shown } of changes)
        await services.db.transaction().execute(async (tx) => {
          await sql`update task set shown = ${shown} where id = ${task}`.execute(tx);
          await sql`delete from task_agency where task_id = ${task}`.execute(tx);
          await sql`insert into task_agency (task_id, role, position, name, organisation_id, since)
            select ${task}, 'lead', 1, name, id, '2026-01-15' from organisation where code = ${lead}`.execute(
            tx,
          );
          await settleTasks(tx, [task], new Date(Date.UTC(2026, 6, 1 + days)), reading);
        });
      const { kept, expected, keptParts, expectedParts } = await recounted(app.services.db);
      expect(kept).toEqual(expected);
      expect(keptParts).toEqual(expectedParts);
    }),
    { numRuns: 12 },
  );
});
