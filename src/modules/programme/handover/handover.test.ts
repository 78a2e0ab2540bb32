import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { recounted } from '../../../../test/support/task-counts.ts';
import { system, visitor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { strictRules } from '../../../kernel/deadline.ts';
import { lawfulCalendar } from '../../../kernel/working-days.ts';
import { programmeRoutes, programmeWork } from '../index.ts';
import { settleTasks } from '../tasks/settle.ts';
import { handOverToTell } from '../told.ts';
import { handOver } from './commands.ts';

let app: TestApp;
const ids: Record<string, number> = {};
beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  for (const [code, name] of [
    ['SKHCN', 'Sở Khoa học và Công nghệ'],
    ['SCT', 'Sở Công Thương'],
    ['STTTT', 'Sở Thông tin và Truyền thông'],
  ] as const)
    ids[code] = (await makeOrganisation(app.services, { code, name })).id;
  await sql`insert into organisation_succession values (${ids.STTTT}, ${ids.SKHCN})`.execute(app.services.db);
});
afterAll(() => app.close());

const former = 'Sở Thông tin và Truyền thông';
const document = 'Nghị quyết số 10/NQ-HĐND ngày 20/02/2026';
const input = (more = {}) => ({
  ...{ former: { kind: 'organisation' as const, id: ids.STTTT ?? 0 }, document },
  ...{
    successor: ids.SKHCN ?? 0,
    successors: [ids.SKHCN ?? 0],
    choices: new Map<string, number | 'split'>(),
  },
  ...more,
});
const end = (day: string | null) =>
  app.services.db
    .updateTable('organisation')
    .set({ valid_to: day as never })
    .where('code', '=', 'STTTT')
    .execute();

/** A plan issued while the agency was there, of which it has done half; then it ends. */
async function orphaned() {
  await end(null);
  const plan = await planInForce(app.services, {
    tasks: [
      taskOf({ leads: [former], partners: ['Sở Khoa học và Công nghệ'] }),
      taskOf({ tt: '2', leads: [former, 'Sở Khoa học và Công nghệ'] }),
      taskOf({ tt: '3', leads: ['Sở Công Thương'], partners: [former] }),
    ],
    targets: [targetOf({ agencies: [former] })],
  });
  const { db } = app.services;
  await sql`insert into task_fact (task_id, organisation_id, kind, happened_on, percent, entered_at)
    values (${plan.tasks[0]}, ${ids.STTTT}, 'progress', '2026-02-01', 50, '2026-02-01T03:00:00Z')`.execute(
    db,
  );
  await db
    .transaction()
    .execute((tx) =>
      settleTasks(tx, plan.tasks, app.services.clock(), { rules: strictRules, calendar: lawfulCalendar }),
    );
  await end('2026-02-28');
  return plan;
}

async function agenciesOf(taskId: number | undefined) {
  const { rows } = await sql<{
    role: string;
    name: string;
    until: string | null;
    to: string | null;
    percent: number;
  }>`
    select row.role, row.name, row.until::text, taker.name as to, row.percent from task_agency row
    left join task_agency taker on taker.id = row.handed_to where row.task_id = ${taskId} order by row.id`.execute(
    app.services.db,
  );
  return rows.map(({ role, name, until, to, percent }) => [role, name, until, to, percent]);
}

test('all that an ended agency had goes to its successor with what it entered; the rows of the former stay', async () => {
  const plan = await orphaned();
  const skhcn = 'Sở Khoa học và Công nghệ';
  const done = await Promise.all([1, 2].map(() => handOver(app.services, system, input())));
  expect(done.sort()).toEqual([0, 4]);
  expect(await agenciesOf(plan.tasks[0])).toEqual([
    ['lead', former, '2026-05-03', skhcn, 50],
    ['partner', skhcn, '2026-05-03', skhcn, 0],
    ['lead', skhcn, null, null, 50],
  ]);
  expect((await agenciesOf(plan.tasks[1])).map(([, name, until, to]) => [name, until, to])).toEqual([
    [former, '2026-05-03', skhcn],
    [skhcn, null, null],
  ]);
  expect((await agenciesOf(plan.tasks[2])).at(-1)).toEqual(['partner', skhcn, null, null, 0]);
  // each of two on one day is told of by itself
  const to = [ids.SKHCN ?? 0];
  const today = localDateOf(app.services.clock());
  const of = async (from: { id: number } | { name: string }) =>
    (await handOverToTell(app.services.db, to, today, from)).map(({ given, targets }) => [given, targets]);
  expect(await of({ id: ids.STTTT ?? 0 })).toEqual([[2, 1]]);
  expect(await of({ name: 'Phòng đã giải thể' })).toEqual([]);
  const { rows } = await sql<{ document: string }>`select document from target_version
    where target_id = ${plan.targets[0]} and to_on is null`.execute(app.services.db);
  expect(rows).toEqual([{ document }]);
  const told = await app.services.db
    .selectFrom('event')
    .select(['name', 'facts'])
    .where('subject_kind', '=', 'plan')
    .where('subject_id', '=', String(plan.id))
    .where('name', '=', 'plan.handed_over')
    .execute();
  expect(told).toMatchObject([{ facts: { tasks: 3, targets: 1, successors: [ids.SKHCN] } }]);
  const { kept, expected } = await recounted(app.services.db);
  expect(kept).toEqual(expected);
});

test('several successors share: by task, or each with a sub-task', async () => {
  const plan = await orphaned();
  const { rows } = await sql<{ id: number; task: number }>`select id, task_id as task from task_agency
    where organisation_id = ${ids.STTTT} and until is null order by id`.execute(app.services.db);
  const rowOf = (task: number | undefined) => rows.find((row) => row.task === task)?.id;
  const choices = new Map<string, number | 'split'>([
    [`task-${rowOf(plan.tasks[0])}`, 'split'],
    [`task-${rowOf(plan.tasks[1])}`, ids.SCT ?? 0],
  ]);
  await handOver(app.services, system, input({ successors: [ids.SKHCN, ids.SCT], choices }));
  const { rows: parts } = await sql<{ leads: string[] }>`
    select array(select name from task_agency a where a.task_id = task.id and until is null) as leads
    from task where parent_id = ${plan.tasks[0]} order by code`.execute(app.services.db);
  expect(parts.map(({ leads }) => leads)).toEqual([['Sở Khoa học và Công nghệ'], ['Sở Công Thương']]);
  expect((await agenciesOf(plan.tasks[1])).at(-1)?.[1]).toBe('Sở Công Thương');
  const { kept, expected } = await recounted(app.services.db);
  expect(kept).toEqual(expected);
});

test.each([
  [{ document: ' ' }, 'document'],
  [{ successors: [999_999], successor: 999_999 }, 'successors'],
])('is refused without what it needs: %j', async (more, field) => {
  await orphaned();
  await expect(handOver(app.services, system, input(more))).rejects.toMatchObject({
    fields: { [field]: expect.anything() },
  });
  await expect(handOver(app.services, visitor, input())).rejects.toMatchObject({ kind: 'not_found' });
  const there = { former: { kind: 'organisation' as const, id: ids.SCT ?? 0 } };
  await expect(handOver(app.services, system, input(there))).rejects.toMatchObject({ kind: 'not_found' });
});

test('the page finds who ended and names never known, proposes successors and hands over at once', async () => {
  await orphaned();
  await planInForce(app.services, { tasks: [taskOf({ leads: ['UBND các huyện, thành phố'] })] });
  const officer = await app.signIn('programme_officer');
  const html = async (path: string) => (await app.fetch(path, { as: officer })).text();
  app.forgetStatements();
  const list = await html(programmeWork.handOver);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  for (const shown of [former, 'kế thừa: Sở Khoa học và Công nghệ', 'UBND các huyện, thành phố'])
    expect(list).toContain(shown);
  const one = await html(`${programmeWork.handOver}?co-quan=${ids.STTTT}`);
  expect(one).toContain('Bàn giao');
  const form = { 'co-quan': String(ids.STTTT), 'ke-thua': 'Sở Khoa học và Công nghệ', document };
  const unsure = await app.fetch(programmeWork.handOver, { as: officer, form });
  expect(unsure.status).toBe(422);
  expect(await unsure.text()).toContain('Hãy xác nhận');
  const done = await app.fetch(programmeWork.handOver, { as: officer, form: { ...form, confirm: '1' } });
  expect(done.status).toBe(303);
  expect(await html(programmeWork.handOver)).not.toContain(former);
  const name = 'UBND các huyện, thành phố';
  const unknown = await app.fetch(`${programmeWork.handOver}?ten=${encodeURIComponent(name)}&ke-thua=Hoi`, {
    as: officer,
  });
  expect(unknown.status).toBe(422);
  const districts = { ten: name, 'ke-thua': 'SCT; SKHCN', nhan: String(ids.SCT), document, confirm: '1' };
  expect((await app.fetch(programmeWork.handOver, { as: officer, form: districts })).status).toBe(303);
  expect(await html(programmeWork.handOver)).toContain('Không có nhiệm vụ nào cần bàn giao');
});
