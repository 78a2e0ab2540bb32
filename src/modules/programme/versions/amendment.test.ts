import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { hiddenField } from '../../../../test/support/catalogue.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { recounted } from '../../../../test/support/task-counts.ts';
import { system, visitor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { splitTask } from '../assignment/split.ts';
import { programmeRoutes, programmeWork } from '../index.ts';
import { itemsMost } from '../plans/plan.ts';
import { reopenTask } from '../tasks/checking.ts';
import type { TypedBy } from './by.ts';
import { versionsOf } from './content.ts';
import { planDifferences } from './differences.ts';
import { addTarget, amendTarget, type TypedTarget, takeOutTarget } from './target-commands.ts';
import { addTask, amendTask, type TypedTask, takeOutTask } from './task-commands.ts';

let app: TestApp;
let officer: Session;
beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  await makeOrganisation(app.services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  await makeOrganisation(app.services, { code: 'SCT', name: 'Sở Công Thương' });
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());

const task: TypedTask = {
  ...{ tt: '1', group: null, name: 'Xây dựng quy chế quản lý dữ liệu dùng chung', nameEn: '' },
  ...{ leads: 'Sở Khoa học và Công nghệ', partners: '', deadline: 'Quý III/2026' },
  ...{ product: 'Quyết định của UBND tỉnh', sector: null, cadence: null },
};
const target: TypedTarget = {
  ...{ tt: '1', group: null, name: 'Tỷ lệ dịch vụ công trực tuyến toàn trình', nameEn: '', unit: '%' },
  ...{ values: '≥ 80', direction: 'higher', frequency: 'year', until: '31/12/2030' },
  ...{ owners: 'SKHCN', sector: null },
};
const decision = 'Quyết định số 12/QĐ-UBND ngày 03/4/2026';
const by = (more: Partial<TypedBy> = {}): TypedBy => ({
  ...{ why: 'amended', document: decision, words: '', from: '' },
  ...more,
});

async function plan() {
  const made = await planInForce(app.services, {
    tasks: [taskOf({ group: null })],
    targets: [targetOf({ block: null })],
  });
  return { ...made, task: made.tasks[0] ?? 0, target: made.targets[0] ?? 0 };
}

const rowOf = (id: number) =>
  app.services.db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('a task', () => {
  test('says something else from the day of the document on, and what it said before stays', async () => {
    const { task: id } = await plan();
    const changed = {
      ...task,
      name: 'Xây dựng quy chế mới',
      deadline: '31/12/2026',
      leads: 'SCT',
      product: '',
    };
    const input = { version: 1, by: by({ from: '03/4/2026' }), task: changed };
    expect(await amendTask(app.services, system, id, input)).toBe(true);
    expect(await rowOf(id)).toMatchObject({
      name: 'Xây dựng quy chế mới',
      last_day: '2026-12-31',
      product: null,
    });
    const versions = await versionsOf(app.services.db, 'task', id);
    expect(versions.map(({ from, why, document }) => [from, why, document])).toEqual([
      ['2026-04-03', 'amended', decision],
      ['2026-01-15', 'issued', expect.any(String)],
    ]);
    await expect(amendTask(app.services, system, id, input)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await amendTask(app.services, system, id, { ...input, version: 2 })).toBe(false);
    const { kept, expected } = await recounted(app.services.db);
    expect(kept).toEqual(expected);
  });

  test.each([
    [by({ document: ' ' }), task, 'document'],
    [by({ why: 'corrected', document: '' }), task, 'words'],
    [by({ from: '05/5/2026' }), task, 'from'],
    [by({ from: '10/01/2026' }), { ...task, name: 'Khác' }, 'from'],
    [by(), { ...task, name: ' ' }, 'name'],
    [by(), { ...task, group: 999_999 }, 'group'],
    [by(), { ...task, deadline: 'sớm' }, 'deadline'],
    [by(), { ...task, deadline: '6/2025' }, 'words'],
    [by({ why: 'corrected', document: '', words: 'Gõ nhầm' }), { ...task, deadline: '6/2025' }, 'document'],
  ])('is not amended by what cannot be: %j %j', async (typedBy, typed, field) => {
    const { task: id } = await plan();
    const input = { version: 1, by: typedBy, task: typed };
    await expect(amendTask(app.services, system, id, input)).rejects.toMatchObject({
      fields: { [field]: expect.anything() },
    });
  });

  test('is corrected without a document but with a reason; a deadline in the past needs both', async () => {
    const { task: id } = await plan();
    const why = by({ why: 'corrected', document: '', words: 'Gõ nhầm tên' });
    await amendTask(app.services, system, id, { version: 1, by: why, task: { ...task, name: 'Tên đúng' } });
    const past = by({ words: 'Văn bản rút ngắn thời hạn' });
    await amendTask(app.services, system, id, {
      version: 2,
      by: past,
      task: { ...task, deadline: '4/2026' },
    });
    expect((await rowOf(id)).state).toBe('overdue');
    const [latest] = await versionsOf(app.services.db, 'task', id);
    expect(latest).toMatchObject({ why: 'amended', document: decision, words: past.words });
  });

  test('is added behind the others, once, and taken out with its parts', async () => {
    const { id: planId, task: first } = await plan();
    const row = await app.services.db
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', planId)
      .executeTakeFirstOrThrow();
    const input = { planVersion: row.version, by: by(), task: { ...task, name: 'Việc mới' } };
    const added = await addTask(app.services, system, planId, input);
    await expect(addTask(app.services, system, planId, input)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await rowOf(added)).toMatchObject({ code: `NV-${row.mark}-002`, state: 'not_started' });
    const sct = await app.services.db
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', 'SCT')
      .executeTakeFirstOrThrow();
    await splitTask(app.services, system, first, { version: 1, agencies: [sct.id], document: null });
    await expect(
      takeOutTask(app.services, system, first, { version: 2, by: by({ document: '' }) }),
    ).rejects.toMatchObject({ fields: { document: expect.anything() } });
    await takeOutTask(app.services, system, first, { version: 2, by: by() });
    const closed = await app.services.db
      .selectFrom('task')
      .select(['state', 'closed_document'])
      .where('plan_id', '=', planId)
      .where('closed', '=', 'not_carried_out')
      .execute();
    expect(closed).toEqual(Array(2).fill({ state: 'not_carried_out', closed_document: decision }));
    const part = await app.services.db
      .selectFrom('task')
      .select(['id', 'version'])
      .where('parent_id', '=', first)
      .executeTakeFirstOrThrow();
    await expect(
      reopenTask(app.services, system, part.id, { words: 'Nhầm', version: part.version }),
    ).rejects.toMatchObject({
      kind: 'wrong_state',
      text: { vi: expect.stringContaining('mở lại nhiệm vụ đó trước') },
    });
    await expect(
      amendTask(app.services, system, first, { version: 3, by: by(), task }),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
    const { kept, expected } = await recounted(app.services.db);
    expect(kept).toEqual(expected);
  });

  test('is neither added from before the plan was in force nor to a plan that is full', async () => {
    const { id: planId } = await plan();
    const { db } = app.services;
    const { version } = await db
      .selectFrom('plan')
      .select('version')
      .where('id', '=', planId)
      .executeTakeFirstOrThrow();
    const input = { planVersion: version, by: by({ from: '14/01/2026' }), task };
    await expect(addTask(app.services, system, planId, input)).rejects.toMatchObject({
      fields: { from: { vi: expect.stringContaining('15/01/2026') } },
    });
    await sql`insert into task (plan_id, position, code, name, state, created_at, deadline_kind, deadline_raw)
      select ${planId}, 10000 + n, 'NV-DAY-' || ${planId} || '-' || n, 'Việc', 'unassigned', now(), 'none', ''
      from generate_series(1, ${itemsMost}) n`.execute(db);
    await expect(addTask(app.services, system, planId, { ...input, by: by() })).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await sql`delete from task where plan_id = ${planId} and code like 'NV-DAY-%'`.execute(db);
  });

  test('is amended by whoever may edit the plan alone', async () => {
    const { task: id, target: targetId } = await plan();
    const refused = { kind: 'forbidden' };
    await expect(amendTask(app.services, visitor, id, { version: 1, by: by(), task })).rejects.toMatchObject(
      refused,
    );
    await expect(
      takeOutTarget(app.services, visitor, targetId, { version: 1, by: by() }),
    ).rejects.toMatchObject(refused);
  });
});

describe('a target', () => {
  test('gets another value and owner by a document, and is taken out', async () => {
    const { target: id } = await plan();
    const input = {
      version: 1,
      by: by(),
      target: { ...target, values: '85 - 90', direction: 'band', owners: 'SCT' } as const,
    };
    expect(await amendTarget(app.services, system, id, input)).toBe(true);
    expect(await amendTarget(app.services, system, id, { ...input, version: 2 })).toBe(false);
    const row = await app.services.db
      .selectFrom('target')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      raw: '85 - 90',
      direction: 'band',
      values: [{ operator: 'range', min: 85, max: 90 }],
    });
    expect((await versionsOf(app.services.db, 'target', id)).map(({ why }) => why)).toEqual([
      'amended',
      'issued',
    ]);
    await takeOutTarget(app.services, system, id, { version: 2, by: by() });
    await expect(takeOutTarget(app.services, system, id, { version: 3, by: by() })).rejects.toMatchObject({
      kind: 'wrong_state',
    });
  });

  test.each([
    [{ values: '' }, 'values'],
    [{ name: '' }, 'name'],
    [{ until: '31/02/2030' }, 'until'],
  ])('is not amended by what cannot be: %j', async (typed, field) => {
    const { target: id } = await plan();
    const input = { version: 1, by: by(), target: { ...target, ...typed } };
    await expect(amendTarget(app.services, system, id, input)).rejects.toMatchObject({
      fields: { [field]: expect.anything() },
    });
  });
});

describe('a target that a document adds', () => {
  async function planVersion(id: number) {
    const { version } = await app.services.db
      .selectFrom('plan')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return version;
  }

  test('stands behind the others, once, in the group of what it is part of, and shows among the differences', async () => {
    const { id: planId, targets } = await planInForce(app.services, {
      tasks: [],
      targets: [targetOf({ tt: '11', values: [], block: 'Đến năm 2035' })],
    });
    const typed = { ...target, tt: '11.1', parent: '11', until: '', direction: null, values: '≤ 5' };
    const input = {
      planVersion: await planVersion(planId),
      by: by({ from: '03/4/2026' }),
      target: { ...typed, name: 'Chỉ tiêu con mới' },
    };
    const added = await addTarget(app.services, system, planId, input);
    await expect(addTarget(app.services, system, planId, input)).rejects.toMatchObject({ kind: 'conflict' });
    const row = await app.services.db
      .selectFrom('target')
      .selectAll()
      .where('id', '=', added)
      .executeTakeFirstOrThrow();
    const above = await app.services.db
      .selectFrom('target')
      .selectAll()
      .where('id', '=', targets[0] ?? 0)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      ...{ parent_id: above.id, group_id: above.group_id, position: 2, direction: 'lower' },
      ...{ until_on: '2035-12-31', code: above.code.replace(/01$/, '02'), information: 'missing' },
    });
    const days = ['2026-03-01', '2026-05-04'] as [LocalDate, LocalDate];
    const { rows } = await planDifferences(app.services.db, planId, days, { page: 1, all: false });
    expect(rows).toMatchObject([{ kind: 'target', id: added, how: 'added', document: decision }]);
  });

  test.each([
    [{}, by({ document: '' }), 'document'],
    [{ parent: '77' }, by(), 'parent'],
    [{ values: '' }, by(), 'values'],
    [{ sector: 'không có' }, by(), 'sector'],
    [{ group: 999_999 }, by(), 'group'],
  ])('is not added with what cannot be: %j', async (typed, typedBy, field) => {
    const { id } = await plan();
    const input = {
      planVersion: await planVersion(id),
      ...{ by: typedBy, target: { ...target, parent: '', ...typed } },
    };
    await expect(addTarget(app.services, system, id, input)).rejects.toMatchObject({
      fields: { [field]: expect.anything() },
    });
    await expect(addTarget(app.services, visitor, id, input)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

test('the pages take the document from one item to the next and keep what was typed', async () => {
  const { id, task: taskId, target: targetId } = await plan();
  const html = async (path: string) => (await app.fetch(path, { as: officer })).text();
  app.forgetStatements();
  const address = programmeWork.amendTask(taskId);
  const page = await html(address);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  const form = {
    ...{ version: hiddenField(page, 'version'), why: 'amended', document: '', name: 'Tên mới', do: 'sua' },
  };
  const refused = await app.fetch(address, { as: officer, form });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('Tên mới');
  const done = await app.fetch(address, { as: officer, form: { ...form, document: decision } });
  expect(done.status).toBe(303);
  const next = done.headers.get('location') ?? '';
  expect(next).toContain('van-ban=');
  expect(await html(next)).toContain('Các văn bản làm thay đổi kế hoạch');
  const carried = `${programmeWork.amendTarget(targetId)}?${next.split('?')[1]}`;
  expect(await html(carried)).toContain(decision);
  const out = await app.fetch(programmeWork.amendTarget(targetId), {
    as: officer,
    form: { version: '1', document: decision, do: 'bo' },
  });
  expect(out.status).toBe(303);
  const added = await app.fetch(programmeWork.addTask(id), {
    as: officer,
    form: { version: hiddenField(await html(programmeWork.addTask(id)), 'version'), name: 'Việc mới' },
  });
  expect(added.status).toBe(422);
  const [address2, name] = [programmeWork.addTarget(id), 'Chỉ tiêu bổ sung'];
  const fresh = { version: hiddenField(await html(address2), 'version'), name, values: '≥ 60', parent: '99' };
  const again = await app.fetch(address2, { as: officer, form: { ...fresh, document: decision } });
  expect([again.status, await again.text()]).toEqual([422, expect.stringContaining(name)]);
  const made = await app.fetch(address2, {
    as: officer,
    form: { ...fresh, document: decision, parent: '' },
  });
  expect(made.status).toBe(303);
});
