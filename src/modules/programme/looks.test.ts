import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { draftPlan, planInForce, targetOf, taskOf, taskWithFact } from '../../../test/support/planning.ts';
import { actorOf } from '../../../test/support/registering.ts';
import { boardPaths } from './boards/paths.ts';
import { raiseDifficulty } from './difficulties/raising.ts';
import { programmeRoutes } from './index.ts';
import { programmeWork } from './paths.ts';

let app: TestApp;
let inspector: Session;
let officer: Session;
let plan: Awaited<ReturnType<typeof planInForce>>;
let department: number;
beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  department = (await makeOrganisation(app.services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' })).id;
  inspector = await app.signIn('inspector');
  officer = await app.signIn('programme_officer');
  plan = await planInForce(app.services, { tasks: [taskOf()], targets: [targetOf()] });
});
afterAll(() => app.close());

/** The looks that opening a page adds: the name of the event and what was looked at. */
async function looks(path: string, who: Session, status = 200) {
  const { db } = app.services;
  const events = db.selectFrom('event').where('name', 'like', '%.viewed');
  const before = await events.select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const answer = await app.fetch(path, { as: who });
  expect(answer.status).toBe(status);
  await answer.arrayBuffer();
  const found = await events.select(['name', 'subject_id']).orderBy('seq').offset(before.count).execute();
  return found.map(({ name, subject_id }) => [name, Number(subject_id)]);
}

test('an inspector leaves a trace on each plan, task and target that is opened, others leave none', async () => {
  const [task = 0, target = 0] = [plan.tasks[0], plan.targets[0]];
  const pages = [
    [programmeWork.plan(plan.id), 'plan.viewed', plan.id],
    [programmeWork.task(task), 'task.viewed', task],
    [`${programmeWork.task(task)}/lien-ket`, 'task.viewed', task],
    [programmeWork.target(target), 'target.viewed', target],
  ] as const;
  for (const [path, ...look] of pages) {
    expect(await looks(path, inspector)).toEqual([look]);
    expect(await looks(path, officer)).toEqual([]);
  }
  const draft = await draftPlan(app.services);
  expect(await looks(programmeWork.plan(draft.id), inspector)).toEqual([['plan.viewed', draft.id]]);
});

test('what an inspector is not shown leaves no trace', async () => {
  expect(await looks(programmeWork.task(999_999), inspector, 404)).toEqual([]);
});

test('a file of a task is a look at the task', async () => {
  const { id, file } = await taskWithFact(app.services, null, 901);
  const path = programmeWork.taskFile(Number(id), Number(file));
  expect(await looks(path, inspector)).toEqual([['task.viewed', Number(id)]]);
});

test('looks stay out of the history that officers read', async () => {
  const path = programmeWork.task(plan.tasks[0] ?? 0);
  const shown = async () => (await app.fetch(path, { as: officer })).text();
  await looks(path, inspector);
  expect(await shown()).not.toContain('Xem nhiệm vụ');
});

test('the list of difficulties and its file leave a trace on each that is not public', async () => {
  const agency = await app.signIn('agency_officer', { organisationId: department });
  const asked = (await makeOrganisation(app.services, { code: 'STC', name: 'Sở Tài chính' })).id;
  const id = await raiseDifficulty(app.services, await actorOf(app, agency), {
    ...{
      kind: 'obstacle',
      title: 'Thiếu kinh phí',
      body: 'Chưa được bố trí kinh phí.',
      proposal: '',
      about: '',
    },
    ...{ to: String(asked), files: [], how: 'send', organisationId: department, key: 'look' },
  });
  const seen = [['difficulty.viewed', id]];
  expect(await looks(programmeWork.difficulties, inspector)).toEqual(seen);
  expect(await looks(programmeWork.difficultySheet, inspector)).toEqual(seen);
  expect(await looks(programmeWork.difficulty(id), inspector)).toEqual(seen);
  expect(await looks(programmeWork.difficulties, officer)).toEqual([]);
});

test('the board of an agency, files of boards and the list of what is urged leave a trace; the targets of a plan are a look at the plan', async () => {
  const seen = async (path: string) => {
    const { db } = app.services;
    const events = db.selectFrom('event').where('name', 'in', ['board.viewed', 'urging.viewed']);
    const before = await events.select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    expect((await app.fetch(path, { as: officer })).status).toBe(200);
    expect((await app.fetch(path, { as: inspector })).status).toBe(200);
    const found = await events.select(['name', 'facts']).orderBy('seq').offset(before.count).execute();
    return found.map(({ name, facts }) => [name, facts]);
  };
  expect(await seen(`${boardPaths.unit}?co-quan=${department}`)).toEqual([
    ['board.viewed', { page: 'bang-don-vi', organisation: department }],
  ]);
  expect(await seen(`${boardPaths.sheet}?bieu-do=don-vi`)).toEqual([
    ['board.viewed', { page: 'bang-theo-doi.xlsx' }],
  ]);
  expect(await seen(programmeWork.urging)).toEqual([['urging.viewed', { page: 'don-doc' }]]);
  expect(await looks(boardPaths.planTargets(String(plan.id)), inspector)).toEqual([['plan.viewed', plan.id]]);
});
