import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from '../../../../test/support/catalogue.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system, visitor } from '../../../kernel/actor.ts';
import { catalogueRoutes, publicCatalogueRoutes, publishIssuedElsewhere } from '../../catalogue/index.ts';
import { programmeRoutes, programmeWork } from '../index.ts';
import { addOrigin, createUnitTask, linkEntry, removeOrigin, unlinkEntry } from './commands.ts';
import type { Item } from './item.ts';
import { lineageOf, type Relative } from './lineage.ts';
import { entriesOfItem } from './queries.ts';

let app: TestApp;
let problem: { code: string; id: number };
beforeAll(async () => {
  app = await openCatalogueApp([...publicCatalogueRoutes, ...catalogueRoutes, ...programmeRoutes]);
  const { id } = await draftEdition(app.services, 2031);
  problem = await draftEntry(app.services, id, 'Giám sát hồ đập', { sectors: ['du-lich'] });
  await publishIssuedElsewhere(app.services, id);
});
afterAll(() => app.close());

const task = (id: number | undefined): Item => ({ kind: 'task', id: id ?? 0 });

test('a task and a target are linked with a public problem, which shows both and its station', async () => {
  const { services } = app;
  const plan = await planInForce(services, { tasks: [taskOf()], targets: [targetOf()] });
  const one = task(plan.tasks[0]);
  await Promise.all([1, 2].map(() => linkEntry(services, system, one, problem.code.toLowerCase())));
  await linkEntry(services, system, { kind: 'target', id: plan.targets[0] ?? 0 }, problem.code);
  expect((await entriesOfItem(services.db, one)).map(({ code }) => code)).toEqual([problem.code]);
  const shown = await (await app.fetch(`/bai-toan/${problem.code}`)).text();
  for (const text of ['Nhiệm vụ, chỉ tiêu kế hoạch', '2 mục', '/nhiem-vu/NV-', '/chi-tieu/CT-'])
    expect(shown).toContain(text);
  expect(shown.split('badge-illustrative').length).toBe(1);
  await services.db.updateTable('plan').set({ illustrative: true }).where('id', '=', plan.id).execute();
  await services.db.updateTable('content_version').set({ version: 1_000 }).execute();
  // the entry is real, what stands beside it is made up
  const marked = await (await app.fetch(`/bai-toan/${problem.code}`)).text();
  expect(marked.split('badge-illustrative').length).toBe(3);
  await services.db.updateTable('task').set({ shown: false }).where('id', '=', one.id).execute();
  await services.db.updateTable('content_version').set({ version: 1_001 }).execute();
  expect(await (await app.fetch(`/bai-toan/${problem.code}`)).text()).not.toContain('/nhiem-vu/NV-');
  await expect(linkEntry(services, system, one, 'BTL-1999-01')).rejects.toMatchObject({
    fields: { entry: expect.anything() },
  });
  await expect(linkEntry(services, visitor, one, problem.code)).rejects.toMatchObject({ kind: 'forbidden' });
  await unlinkEntry(services, system, one, problem.id);
  await unlinkEntry(services, system, one, problem.id);
  expect(await entriesOfItem(services.db, one)).toEqual([]);
});

const originsOf = async (item: Item) => (await lineageOf(app.services.db, item, true)).origins;
const derivedFrom = async (item: Item) => (await lineageOf(app.services.db, item, true)).derived;

test('an item comes from another one or from a cited document, never from itself or from what comes from it', async () => {
  const { services } = app;
  const plan = await planInForce(services, { tasks: [taskOf(), taskOf({ tt: '2' })] });
  const [above, below] = [task(plan.tasks[0]), task(plan.tasks[1])];
  const codes = await services.db
    .selectFrom('task')
    .select(['id', 'code'])
    .where('plan_id', '=', plan.id)
    .orderBy('id')
    .execute();
  const cited = 'nhiệm vụ số 124, Phụ lục II, Nghị quyết số 71/NQ-CP';
  await addOrigin(services, system, above, cited);
  await addOrigin(services, system, below, codes[0]?.code ?? '');
  await addOrigin(services, system, below, codes[0]?.code ?? '');
  expect((await originsOf(above)).map(({ citation }) => citation)).toEqual([cited]);
  const [link, ...others] = await originsOf(below);
  expect([link?.code, others.length]).toEqual([codes[0]?.code, 0]);
  expect((await derivedFrom(above)).map(({ code }) => code)).toEqual([codes[1]?.code]);
  for (const wrong of [codes[1]?.code ?? '', 'NV-1-1999-001', 'không có số nào'])
    await expect(addOrigin(services, system, above, wrong)).rejects.toMatchObject({
      fields: { origin: expect.anything() },
    });
  await removeOrigin(services, system, below, link?.link ?? 0);
  expect(await derivedFrom(above)).toEqual([]);
});

test('everybody reads what an item is about, whence it comes and where it is carried on, as far as that is public', async () => {
  const { services } = app;
  const names = ['Việc gốc', 'Việc giữa', 'Việc cụ thể', 'Việc kín'];
  const plan = await planInForce(services, {
    tasks: names.map((name, at) => taskOf({ tt: String(at + 1), name })),
    targets: [targetOf()],
  });
  const [, middle = 0, carried = 0, kept = 0] = plan.tasks;
  const codes = await services.db
    .selectFrom('task')
    .select('code')
    .where('plan_id', '=', plan.id)
    .orderBy('id')
    .execute();
  const code = (at: number) => codes[at]?.code ?? '';
  const target = { kind: 'target', id: plan.targets[0] ?? 0 } as const;
  await linkEntry(services, system, task(middle), problem.code);
  await addOrigin(services, system, task(middle), code(0));
  await addOrigin(services, system, task(middle), 'nhiệm vụ số 124, Nghị quyết số 71/NQ-CP');
  for (const below of [task(carried), task(kept), target]) await addOrigin(services, system, below, code(1));
  const read = async (path: string) => (await app.fetch(path)).text();
  app.forgetStatements();
  const html = await read(`/nhiem-vu/${code(1)}`);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  for (const words of [
    'Giám sát hồ đập',
    `/nhiem-vu/${code(0)}"`,
    'Việc gốc',
    'Nghị quyết số 71/NQ-CP',
    'Việc kín',
  ])
    expect(html).toContain(words);
  for (const words of [
    'Được cụ thể hóa trong',
    'Việc cụ thể',
    '/chi-tieu/CT-',
    `/ke-hoach/${plan.code}/thay-doi`,
  ])
    expect(html).toContain(words);
  const { code: targetCode } = await services.db
    .selectFrom('target')
    .select('code')
    .where('id', '=', target.id)
    .executeTakeFirstOrThrow();
  expect(await read(`/chi-tieu/${targetCode}`)).toContain('Việc giữa');
  // a part of what is not shown is not shown either
  await services.db.updateTable('task').set({ shown: false }).where('id', '=', kept).execute();
  await services.db.updateTable('task').set({ parent_id: kept }).where('id', '=', carried).execute();
  await unlinkEntry(services, system, task(middle), problem.id);
  const left = await read(`/nhiem-vu/${code(1)}`);
  for (const words of ['Việc kín', 'Việc cụ thể', 'Giám sát hồ đập']) expect(left).not.toContain(words);
  expect(left).toContain('/chi-tieu/CT-');
});

test('the whole chain is told of up and down, cut where it is not public and where it meets itself again', async () => {
  const { services } = app;
  const names = ['Trung ương', 'Tỉnh', 'Đơn vị một', 'Đơn vị hai', 'Tổ'];
  const { id: planId, tasks } = await planInForce(services, {
    tasks: names.map((name, at) => taskOf({ tt: String(at + 1), name })),
    targets: [targetOf()],
  });
  const codes = await services.db
    .selectFrom('task')
    .select('code')
    .where('plan_id', '=', planId)
    .orderBy('id')
    .execute();
  const [centre, province, one, two, team] = tasks.map(task);
  const from = async (item: Item | undefined, at: number) =>
    item && (await addOrigin(services, system, item, codes[at]?.code ?? ''));
  await from(province, 0);
  for (const unit of [one, two]) await from(unit, 1);
  // the team carries both on: told of once with what is beyond it, and once more as a name
  for (const at of [2, 3]) await from(team, at);
  await from({ kind: 'target', id: (await targetsOf(planId))[0] ?? 0 }, 4);
  const written = (nodes: readonly Relative[]): unknown =>
    nodes.map(({ name, further }) => (further.length > 0 ? [name, written(further)] : name));
  const unit = one ?? task(0);
  expect(written(await originsOf(unit))).toEqual([['Tỉnh', ['Trung ương']]]);
  const target = 'Tỷ lệ dịch vụ công trực tuyến toàn trình';
  expect(written(await derivedFrom(centre ?? task(0)))).toEqual([
    [
      'Tỉnh',
      [
        ['Đơn vị một', [['Tổ', [target]]]],
        ['Đơn vị hai', ['Tổ']],
      ],
    ],
  ]);
  const states = (await derivedFrom(unit))[0];
  expect([states?.state, states?.further[0]?.information]).toEqual(['not_started', 'missing']);
  await services.db.updateTable('task').set({ shown: false }).where('name', '=', 'Tỉnh').execute();
  const open = await lineageOf(services.db, unit, false);
  expect([written(open.origins), written(open.derived)]).toEqual([[], [['Tổ', [target]]]]);
  const officer = await app.signIn('programme_officer');
  const worked = await (await app.fetch(programmeWork.task(unit.id), { as: officer })).text();
  for (const words of ['Bắt nguồn từ', 'Trung ương', 'Được cụ thể hóa trong'])
    expect(worked).toContain(words);
});

async function targetsOf(planId: number) {
  const rows = await app.services.db
    .selectFrom('target')
    .select('id')
    .where('plan_id', '=', planId)
    .execute();
  return rows.map(({ id }) => id);
}

test('tasks and targets are found and linked from the side of the problem, by whoever may change their plans', async () => {
  const { services } = app;
  const province = await planInForce(services, {
    tasks: [taskOf({ name: 'Quan trắc hồ đập Bản Lải' })],
    targets: [targetOf({ name: 'Số hồ đập có quan trắc' })],
  });
  const unit = await planInForce(
    services,
    { tasks: [taskOf({ name: 'Lắp cảm biến hồ đập' })] },
    { level: 'unit', organisationId: await organisationWith('SCT') },
  );
  const editor = await app.signIn('programme_officer');
  const address = programmeWork.linkEntry(problem.code);
  const html = async (path: string, as = editor) => (await app.fetch(path, { as })).text();
  app.forgetStatements();
  const found = await html(`${address}?q=ho+dap`);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  for (const words of ['Bản Lải', 'Số hồ đập có quan trắc', 'Lắp cảm biến']) expect(found).toContain(words);
  const form = { do: 'gan', kind: 'task', id: String(province.tasks[0]), q: 'ho dap' };
  const done = await app.fetch(address, { as: editor, form });
  expect([done.status, done.headers.get('location')]).toEqual([303, `${address}?q=ho+dap`]);
  expect((await entriesOfItem(services.db, task(province.tasks[0]))).map(({ code }) => code)).toEqual([
    problem.code,
  ]);
  expect(await html(address)).toContain('Bản Lải');
  const officer = await app.signIn('agency_officer', { organisationId: await organisationWith('SCT') });
  const own = await html(`${address}?q=ho+dap`, officer);
  // what is linked already is read, and of the rest only what stands in a plan of one's own is found
  expect([own.includes('Bản Lải'), own.includes('Lắp cảm biến'), own.includes('Số hồ đập')]).toEqual([
    true,
    true,
    false,
  ]);
  const foreign = await app.fetch(address, { as: officer, form: { ...form, do: 'bo' } });
  expect(foreign.status).toBe(403);
  const link = { ...form, id: String(unit.tasks[0]) };
  expect((await app.fetch(address, { as: officer, form: link })).status).toBe(303);
  const answers: readonly (readonly [Record<string, string>, number])[] = [
    ...[{ kind: 'plan' }, { id: '0' }, { do: '' }].map((wrong) => [wrong, 422] as const),
    [{ id: '999999' }, 404],
  ];
  for (const [wrong, status] of answers)
    expect((await app.fetch(address, { as: editor, form: { ...form, ...wrong } })).status).toBe(status);
  expect((await app.fetch(programmeWork.linkEntry('BTL-1999-01'), { as: editor })).status).toBe(404);
  const { edition_id: edition } = await services.db
    .selectFrom('entry')
    .select('edition_id')
    .where('id', '=', problem.id)
    .executeTakeFirstOrThrow();
  const entryPage = await html(`/ban-lam-viec/danh-muc/${edition}/muc/${problem.id}`);
  expect(entryPage).toContain(address);
});

async function organisationWith(code: string): Promise<number> {
  const { id } = await app.services.db
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  return id;
}

test('a unit takes a task of the province over into its own plan, once', async () => {
  const { services } = app;
  const unit = await organisationWith('SCT');
  const province = await planInForce(services, { tasks: [taskOf()] });
  const own = await planInForce(services, { tasks: [taskOf()] }, { level: 'unit', organisationId: unit });
  const officer = await app.signIn('agency_officer', { organisationId: unit });
  const address = programmeWork.linkTask(province.tasks[0] ?? 0);
  const shown = await (await app.fetch(address, { as: officer })).text();
  expect(shown).toContain('Đưa vào kế hoạch của đơn vị');
  expect(shown).not.toContain('name="entry"');
  const made = await app.fetch(address, { as: officer, form: { do: 'dua-vao', plan: String(own.id) } });
  expect(made.status).toBe(303);
  const again = await createUnitTask(services, system, own.id, province.tasks[0] ?? 0);
  expect(made.headers.get('location')).toBe(programmeWork.task(again));
  const row = await services.db
    .selectFrom('task')
    .select(['code', 'state', 'deadline_raw'])
    .where('id', '=', again)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    code: expect.stringMatching(/-002$/),
    state: 'not_started',
    deadline_raw: 'Quý III/2026',
  });
  await expect(createUnitTask(services, system, province.id, own.tasks[0] ?? 0)).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  const refused = await app.fetch(address, { as: officer, form: { do: 'gan-muc', entry: problem.code } });
  expect(refused.status).toBe(403);
  const editor = await app.signIn('programme_officer');
  const wrong = await app.fetch(address, { as: editor, form: { do: 'gan-muc', entry: 'sai' } });
  expect(wrong.status).toBe(422);
});

test('what is kept from the public is taken over by those who work on it alone, and stays kept', async () => {
  const { services } = app;
  const unit = await organisationWith('SCT');
  const { name } = await services.db
    .selectFrom('organisation')
    .select('name')
    .where('id', '=', unit)
    .executeTakeFirstOrThrow();
  const province = await planInForce(services, {
    tasks: [
      taskOf({ name: 'Việc kín của sở khác' }),
      taskOf({ tt: '2', name: 'Việc kín của sở', leads: [name] }),
    ],
  });
  await services.db.updateTable('task').set({ shown: false }).where('plan_id', '=', province.id).execute();
  const own = await planInForce(services, { tasks: [taskOf()] }, { level: 'unit', organisationId: unit });
  const officer = await app.signIn('agency_officer', { organisationId: unit });
  const [foreign = 0, led = 0] = province.tasks;
  const take = (id: number) =>
    app.fetch(programmeWork.linkTask(id), { as: officer, form: { do: 'dua-vao', plan: String(own.id) } });
  expect((await take(foreign)).status).toBe(404);
  expect((await take(led)).status).toBe(303);
  const copies = services.db.selectFrom('task').select(['name', 'shown']).where('plan_id', '=', own.id);
  expect(await copies.where('name', 'like', 'Việc kín%').execute()).toEqual([
    { name: 'Việc kín của sở', shown: false },
  ]);
});
