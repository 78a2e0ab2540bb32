import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { hiddenField } from '../../../../test/support/catalogue.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../../test/support/planning.ts';
import { recounted } from '../../../../test/support/task-counts.ts';
import { system, visitor } from '../../../kernel/actor.ts';
import { programmeRoutes, programmeWork } from '../index.ts';
import { anyTask, type Choice } from './choice.ts';
import { assignTasks, planAssignment, undoAssignment } from './commands.ts';
import { nothingWanted, type TypedWanted } from './named.ts';
import { splitTask } from './split.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  await makeOrganisation(app.services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  await makeOrganisation(app.services, { code: 'SCT', name: 'Sở Công Thương' });
  await makeOrganisation(app.services, { code: 'STP', name: 'Sở Tư pháp' });
  await makeOrganisation(app.services, {
    code: 'CU',
    name: 'Sở Thông tin và Truyền thông',
    validTo: '2025-02-28',
  });
});
afterAll(() => app.close());

const none = { kind: 'none', from: null, to: null, raw: '' } as const;
const bare = (more = {}) => taskOf({ leads: [], product: null, deadline: none, ...more });
let keys = 0;

function assigning(choice: Partial<Choice>, wanted: Partial<TypedWanted>, more = {}) {
  keys += 1;
  return {
    rules: [{ choice: { ...anyTask, ...choice }, wanted: { ...nothingWanted, ...wanted } }],
    ...{ overwrite: false, document: null, reason: null, stand: null, key: `test ${keys}`, ...more },
  };
}

async function tasksOf(planId: number) {
  const { rows } = await sql<{
    code: string;
    leads: string[];
    raw: string;
    state: string;
    product: string | null;
  }>`
    select code, deadline_raw as raw, state, product, array(select name from task_agency a where a.task_id = task.id and role = 'lead'
      and until is null order by position) as leads
    from task where plan_id = ${planId} order by position, id`.execute(app.services.db);
  return rows;
}

const idOf = async (code: string) =>
  (
    await app.services.db
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
  ).id;

describe('assigning', () => {
  test('gives a group its lead, product and deadline; what is assigned already stays unless said so', async () => {
    const plan = await planInForce(app.services, {
      tasks: [bare(), bare({ tt: '2', group: 'Hạ tầng' }), taskOf({ tt: '3', leads: ['Sở Công Thương'] })],
    });
    const wanted = { leads: 'Sở Tư pháp; Sở KH&CN', deadline: 'Quý IV/2026', product: 'Báo cáo' };
    const group = await app.services.db
      .selectFrom('plan_group')
      .select('id')
      .where('plan_id', '=', plan.id)
      .where('name', '=', 'Hoàn thiện thể chế')
      .executeTakeFirstOrThrow();
    const done = await assignTasks(app.services, system, plan.id, assigning({ group: group.id }, wanted));
    expect(done?.tasks).toBe(1);
    const [first, second, third] = await tasksOf(plan.id);
    expect(first).toMatchObject({
      ...{ leads: ['Sở Tư pháp', 'Sở Khoa học và Công nghệ'], raw: 'Quý IV/2026' },
      ...{ product: 'Báo cáo', state: 'not_started' },
    });
    expect([second?.state, third?.leads]).toEqual(['unassigned', ['Sở Công Thương']]);
    const over = assigning({ ids: [plan.tasks[2] ?? 0] }, { leads: 'STP' }, { overwrite: true });
    await assignTasks(app.services, system, plan.id, over);
    expect((await tasksOf(plan.id))[2]?.leads).toEqual(['Sở Tư pháp']);
    const { rows } = await sql<{ name: string; until: string }>`select name, until::text from task_agency
      where task_id = ${plan.tasks[2]} and until is not null`.execute(app.services.db);
    expect(rows).toEqual([{ name: 'Sở Công Thương', until: '2026-05-03' }]);
    const versions = await app.services.db
      .selectFrom('task_version')
      .select(['why', 'document'])
      .where('task_id', '=', plan.tasks[2] ?? 0)
      .orderBy('from_on')
      .execute();
    expect(versions.map(({ why }) => why)).toEqual(['issued', 'assigned']);
  });

  test('gives a task that prints a class of agencies alone like one that nobody leads', async () => {
    const plan = await planInForce(app.services, {
      tasks: [taskOf({ leads: ['Các sở, ban, ngành'] }), taskOf({ tt: '2', leads: ['Sở Công Thương'] })],
    });
    const given = assigning({ leadless: true }, { leads: 'Sở Tư pháp' });
    const { outcomes } = await planAssignment(app.services, plan.id, given);
    expect(outcomes.map(({ changed, kept }) => [changed, kept])).toEqual([[['leads'], []]]);
    await assignTasks(app.services, system, plan.id, assigning({}, { leads: 'Sở Tư pháp' }));
    expect((await tasksOf(plan.id)).map(({ leads, state }) => [leads, state])).toEqual([
      [['Sở Tư pháp'], 'not_started'],
      [['Sở Công Thương'], 'not_started'],
    ]);
  });

  test('by rules: the first rule that speaks of a field counts', async () => {
    const plan = await planInForce(app.services, { tasks: [bare({ name: 'Phổ biến pháp luật' }), bare()] });
    const input = assigning({ text: 'phap luat' }, { leads: 'Sở Tư pháp' });
    const rules = [
      ...input.rules,
      ...assigning({}, { leads: 'Sở Công Thương', deadline: '31/12/2026' }).rules,
    ];
    const { outcomes, stand } = await planAssignment(app.services, plan.id, { ...input, rules });
    expect(outcomes.map(({ after }) => after.leads[0]?.name)).toEqual(['Sở Tư pháp', 'Sở Công Thương']);
    const both = await Promise.all(
      [1, 2].map(() => assignTasks(app.services, system, plan.id, { ...input, rules, stand })),
    );
    expect(both[0]).toEqual(both[1]);
    expect((await tasksOf(plan.id)).map(({ leads, raw }) => [leads[0], raw])).toEqual([
      ['Sở Tư pháp', '31/12/2026'],
      ['Sở Công Thương', '31/12/2026'],
    ]);
    const { count } = await app.services.db
      .selectFrom('event')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('name', '=', 'task.assigned')
      .where('subject_id', '=', String(plan.id))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1);
    await expect(
      assignTasks(app.services, system, plan.id, { ...input, rules, stand, key: 'other' }),
    ).rejects.toMatchObject({ kind: 'conflict' });
  });

  test.each([
    [{ deadline: 'khi nào xong' }, 'deadline'],
    [{ deadline: '31/02/2026' }, 'deadline'],
    [{ leads: 'Sở Thông tin và Truyền thông' }, 'leads'],
    [{ leads: 'STP', partners: 'Sở Tư pháp' }, 'leads'],
    [{ deadline: '6/2025' }, 'document'],
    [{ product: 'x'.repeat(3_000) }, 'product'],
  ])('what cannot be is refused: %j', async (wanted, field) => {
    const plan = await planInForce(app.services, { tasks: [bare()] });
    await expect(assignTasks(app.services, system, plan.id, assigning({}, wanted))).rejects.toMatchObject({
      fields: { [field]: expect.anything() },
    });
  });

  test('a deadline in the past needs a document and a reason, which its version keeps', async () => {
    const plan = await planInForce(app.services, { tasks: [bare()] });
    const by = { document: '9/CV-SKHCN ngày 04/5/2026', reason: 'Nhập bổ sung' };
    await assignTasks(app.services, system, plan.id, assigning({}, { leads: 'STP', deadline: '6/2025' }, by));
    expect((await tasksOf(plan.id))[0]?.state).toBe('overdue');
    const version = await app.services.db
      .selectFrom('task_version')
      .select(['document', 'words'])
      .where('task_id', '=', plan.tasks[0] ?? 0)
      .where('to_on', 'is', null)
      .executeTakeFirstOrThrow();
    expect(version).toEqual({ document: by.document, words: by.reason });
  });

  test('who may not edit the plan does not assign; nobody assigns in a plan that is over', async () => {
    const plan = await planInForce(app.services, { tasks: [bare()] });
    await expect(
      assignTasks(app.services, visitor, plan.id, assigning({}, { leads: 'STP' })),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await app.services.db.updateTable('plan').set({ state: 'ended' }).where('id', '=', plan.id).execute();
    await expect(
      assignTasks(app.services, system, plan.id, assigning({}, { leads: 'STP' })),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
    // as it was, without which the counts of all plans would not be those of the tasks
    await app.services.db.updateTable('plan').set({ state: 'in_force' }).where('id', '=', plan.id).execute();
  });
});

describe('undoing', () => {
  test('puts everything back while nobody has answered, and not afterwards', async () => {
    const plan = await planInForce(app.services, { tasks: [taskOf({ leads: ['SCT'] }), bare()] });
    const before = await tasksOf(plan.id);
    const wanted = { leads: 'STP', deadline: '31/12/2026' };
    const made = await assignTasks(app.services, system, plan.id, assigning({}, wanted, { overwrite: true }));
    await undoAssignment(app.services, system, plan.id, made?.id ?? 0);
    await undoAssignment(app.services, system, plan.id, made?.id ?? 0);
    expect(await tasksOf(plan.id)).toEqual(before);
    const again = await assignTasks(
      app.services,
      system,
      plan.id,
      assigning({}, wanted, { overwrite: true }),
    );
    await sql`update task_agency set answer = 'acknowledged', answered_on = '2026-05-04' where task_id = ${plan.tasks[1]}
      and until is null`.execute(app.services.db);
    await expect(undoAssignment(app.services, system, plan.id, again?.id ?? 0)).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await expect(undoAssignment(app.services, system, plan.id, 999_999)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });
});

describe('splitting', () => {
  test('makes one sub-task for each agency, once', async () => {
    const plan = await planInForce(app.services, { tasks: [taskOf({ leads: ['Các sở, ban, ngành'] })] });
    const agencies = [await idOf('SCT'), await idOf('STP')];
    const input = { version: 1, agencies, document: null };
    const both = await Promise.all(
      [1, 2].map(() => splitTask(app.services, system, plan.tasks[0] ?? 0, input)),
    );
    expect(both.sort()).toEqual([0, 2]);
    const codes = (await tasksOf(plan.id)).map(({ code, leads }) => [code.split('-').at(-1), leads[0]]);
    expect(codes).toEqual([
      ['001', 'Các sở, ban, ngành'],
      ['001.1', 'Sở Công Thương'],
      ['001.2', 'Sở Tư pháp'],
    ]);
    const { kept, expected } = await recounted(app.services.db);
    expect(kept).toEqual(expected);
  });

  test('needs agencies that exist, and a task that can be split', async () => {
    const plan = await planInForce(app.services, { tasks: [taskOf()] });
    const split = (agencies: number[], version = 1) =>
      splitTask(app.services, system, plan.tasks[0] ?? 0, { version, agencies, document: null });
    for (const wrong of [[], [999_999], [await idOf('CU')]])
      await expect(split(wrong)).rejects.toMatchObject({ fields: { agencies: expect.anything() } });
    await expect(split([await idOf('SCT')], 7)).rejects.toMatchObject({ kind: 'conflict' });
    await split([await idOf('SCT')]);
    const part = await app.services.db
      .selectFrom('task')
      .select('id')
      .where('parent_id', '=', plan.tasks[0] ?? 0)
      .executeTakeFirstOrThrow();
    await expect(
      splitTask(app.services, system, part.id, { version: 1, agencies: [await idOf('STP')], document: null }),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
  });
});

test('counts stay those of the tasks, whatever is assigned, taken back and split in whatever order', async () => {
  const { services } = app;
  const plan = await planInForce(services, {
    tasks: [taskOf(), bare({ group: null }), bare({ group: 'Hạ tầng' })],
  });
  const act = fc.record({
    task: fc.constantFrom(...plan.tasks),
    leads: fc.constantFrom('STP', 'SCT;SKHCN', 'Các xã, phường'),
    deadline: fc.constantFrom('', '30/9/2026', 'Thường xuyên', 'Hằng năm'),
    after: fc.constantFrom('keep', 'undo', 'split'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 4 }), async (acts) => {
      for (const { task, leads, deadline, after } of acts) {
        const input = assigning({ ids: [task] }, { leads, deadline }, { overwrite: true });
        const made = await assignTasks(services, system, plan.id, input);
        if (after === 'undo' && made) await undoAssignment(services, system, plan.id, made.id);
        const { version } = await services.db
          .selectFrom('task')
          .select('version')
          .where('id', '=', task)
          .executeTakeFirstOrThrow();
        if (after === 'split')
          await splitTask(services, system, task, { version, agencies: [await idOf('SCT')], document: null });
      }
      const { kept, expected } = await recounted(services.db);
      expect(kept).toEqual(expected);
    }),
    { numRuns: 6 },
  );
});

describe('the pages', () => {
  test('lead from filter and choice through the preview to the assignment, and back', async () => {
    const officer = await app.signIn('programme_officer');
    const plan = await planInForce(app.services, {
      tasks: [bare({ name: 'Đo mưa' }), bare({ name: 'Đo gió' })],
    });
    const html = async (path: string) => (await app.fetch(path, { as: officer })).text();
    const address = programmeWork.assign(plan.id);
    app.forgetStatements();
    const list = await html(`${address}?q=do+gio`);
    expect(list).toContain('Đo gió');
    expect(list).not.toContain('Đo mưa');
    expect(app.statements.length).toBeLessThanOrEqual(10);
    expect(await html(`${address}?cach=quy-tac`)).toContain('Quy tắc 6');
    const empty = await app.fetch(address, { as: officer, form: { 'chu-tri': 'STP' } });
    expect(empty.status).toBe(422);
    const typed = { q: 'do gio', 'tat-ca': '1', 'chu-tri': 'STP; Hội Nông dân', 'thoi-han': '31/12/2026' };
    const preview = await (await app.fetch(address, { as: officer, form: typed })).text();
    expect(preview).toContain('Giao 1 nhiệm vụ');
    expect(preview).toContain('Hội Nông dân');
    const sent = {
      ...{ ...typed, khoa: hiddenField(preview, 'khoa'), moc: hiddenField(preview, 'moc') },
    };
    const late = await app.fetch(programmeWork.doAssign(plan.id), {
      as: officer,
      form: { ...sent, moc: 'cu' },
    });
    expect(late.status).toBe(409);
    const wrong = { ...sent, 'thoi-han': 'mai' };
    expect((await app.fetch(programmeWork.doAssign(plan.id), { as: officer, form: wrong })).status).toBe(422);
    const done = await app.fetch(programmeWork.doAssign(plan.id), { as: officer, form: sent });
    expect(done.status).toBe(303);
    const result = done.headers.get('location') ?? '';
    expect(await html(result)).toContain('Hoàn tác lần giao này');
    const undone = await app.fetch(`${result}/hoan-tac`, { as: officer, form: {} });
    expect(undone.status).toBe(303);
    expect(await html(result)).not.toContain('Hoàn tác lần giao này');
    const rules = { cach: 'quy-tac', 'q-2': 'mưa', 'chu-tri-2': 'SCT' };
    expect(await (await app.fetch(address, { as: officer, form: rules })).text()).toContain('Sở Công Thương');
  });

  test('a task is split for all departments at once; an officer of another agency is not let in', async () => {
    const officer = await app.signIn('programme_officer');
    const plan = await planInForce(app.services, { tasks: [taskOf()] });
    const address = programmeWork.split(plan.tasks[0] ?? 0);
    const shown = await (await app.fetch(address, { as: officer })).text();
    expect(shown).toContain('Sở Tư pháp');
    const none = await app.fetch(address, { as: officer, form: { version: '1' } });
    expect(none.status).toBe(422);
    const done = await app.fetch(address, { as: officer, form: { version: '1', loai: 'department' } });
    expect(done.status).toBe(303);
    expect(await tasksOf(plan.id)).toHaveLength(4);
    const other = await app.signIn('agency_officer', { organisationId: await idOf('SCT') });
    expect((await app.fetch(address, { as: other })).status).toBe(403);
    expect((await app.fetch(programmeWork.assign(plan.id), { as: other })).status).toBe(403);
  });
});
