import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { planInForce, targetOf } from '../../../../test/support/planning.ts';
import { doneFact, factTyped, leadNames, taskWork } from '../../../../test/support/task-work.ts';
import { delegate, findActor } from '../../directory/index.ts';
import { assignOwners, planOwners } from '../assignment/owners/commands.ts';
import { splitTask } from '../assignment/split.ts';
import { addOrigin } from '../links/commands.ts';
import { createPlan } from '../plans/commands.ts';
import { saveGroup } from '../plans/groups.ts';
import { acknowledgeTask, insistOnTask, refuseTask } from './answering.ts';
import { closeTask, confirmTask, reopenTask, returnTask } from './checking.ts';
import { correctFact, enterFact } from './facts.ts';
import { taskHistory } from './queries.ts';
import { addSubtask, changeSubtask, removeSubtask } from './subtasks.ts';

let app: TestApp;
let work: Awaited<ReturnType<typeof taskWork>>;
let by: typeof work.by;
let agencies: typeof work.agencies;

beforeAll(async () => {
  app = await openTestApp([]);
  work = await taskWork(app);
  ({ by, agencies } = work);
});
afterAll(() => app.close());

const both = [...leadNames];
const given: typeof work.given = (more) => work.given(more);
const read: typeof work.read = (id) => work.read(id);
const versionOf: typeof work.versionOf = (id) => work.versionOf(id);
const enter: typeof work.enter = (id, actor, more) => work.enter(id, actor, more);
const typed = factTyped;
const done = doneFact;

describe('an assignment', () => {
  test('is taken on once by whoever leads, and refused with a reason that the monitor answers', async () => {
    const { services } = app;
    const id = await given({ leads: both });
    await acknowledgeTask(services, by.first, id, { organisationId: null, version: 1 });
    await acknowledgeTask(services, by.first, id, { organisationId: null, version: 1 });
    expect(await versionOf(id)).toBe(2);
    const answer = { organisationId: null, words: 'Việc của Sở Tài chính', version: 2 };
    await expect(refuseTask(services, by.second, id, { ...answer, words: ' ' })).rejects.toMatchObject({
      fields: { words: expect.anything() },
    });
    await expect(refuseTask(services, by.second, id, { ...answer, version: 1 })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await refuseTask(services, by.second, id, answer);
    await refuseTask(services, by.second, id, answer);
    await expect(enter(id, by.second)).rejects.toMatchObject({ kind: 'wrong_state' });
    const reply = { organisationId: agencies.second, words: 'Theo Phụ lục II', version: 3 };
    await expect(insistOnTask(services, by.second, id, reply)).rejects.toMatchObject({ kind: 'forbidden' });
    await insistOnTask(services, by.officer, id, reply);
    await expect(
      insistOnTask(services, by.officer, id, { ...reply, words: 'Nữa', version: 4 }),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
    const leads = await services.db
      .selectFrom('task_agency')
      .select(['answer', 'answer_words'])
      .where('task_id', '=', id)
      .orderBy('position')
      .execute();
    expect(leads).toEqual([
      { answer: 'acknowledged', answer_words: null },
      { answer: 'given', answer_words: 'Theo Phụ lục II' },
    ]);
  });

  test('is nothing to an agency that has no part in it', async () => {
    const id = await given();
    await expect(enter(id, by.stranger)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(enter(id, by.leader)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(enter(999_999_999, by.first).catch(() => enter(id, by.stranger))).rejects.toMatchObject({
      kind: 'not_found',
    });
  });
});

describe('facts', () => {
  test('are entered once for each form, each by its own agency, and make the state', async () => {
    const id = await given({ leads: both });
    const form = typed({});
    const [one, other] = await Promise.all([
      enterFact(app.services, by.first, id, form),
      enterFact(app.services, by.first, id, form),
    ]);
    expect(one).toBe(other);
    expect(await read(id)).toMatchObject({
      state: 'in_term',
      percent: 20,
      started_on: '2026-04-20',
      version: 2,
    });
    await enter(id, by.officer, { organisationId: agencies.second, percent: '100' });
    expect(await read(id)).toMatchObject({ percent: 70, state: 'in_term' });
    await enter(id, by.first, done);
    expect(await read(id)).toMatchObject({ state: 'in_term', reported_on: null });
    await expect(enter(id, by.first)).rejects.toMatchObject({ kind: 'wrong_state' });
    await enter(id, by.second, done);
    expect(await read(id)).toMatchObject({ state: 'awaiting', reported_on: '2026-04-20', percent: 100 });
  });

  test('by two people at once: the second is told, and nothing typed is lost', async () => {
    const id = await given();
    await enter(id, by.first);
    await expect(
      enterFact(app.services, by.first, id, typed({ words: 'Đã trình dự thảo' })),
    ).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('say all that is wrong with them at once', async () => {
    const id = await given();
    const wrong = { on: '31/02/2026', percent: '140', words: '' };
    await expect(enter(id, by.first, wrong)).rejects.toMatchObject({
      fields: { on: expect.anything(), percent: expect.anything(), words: expect.anything() },
    });
    const half = { ...done, documentDate: '' };
    await expect(enter(id, by.first, half)).rejects.toMatchObject({
      fields: { documentDate: expect.anything() },
    });
    const program = await keepFile(app.services, 'MZ\u0090 chương trình', 'san-pham.exe');
    const files = [{ ...program, name: 'san-pham.exe' }];
    await expect(enter(id, by.first, { ...done, files })).rejects.toMatchObject({
      fields: { file: expect.anything() },
    });
  });

  test('are corrected by later ones with a reason; a file stays with the correction', async () => {
    const { services } = app;
    const id = await given();
    const file = await keepFile(services, 'Quy chế đã ban hành.', 'quy-che.txt');
    const files = [{ ...file, name: 'quy-che.txt' }];
    const fact = await enter(id, by.first, { kind: 'result', percent: '', files });
    const again = typed({ kind: 'result', words: 'Kết quả khác', version: 2 });
    await expect(correctFact(services, by.first, id, fact, again)).rejects.toMatchObject({
      fields: { reason: expect.anything() },
    });
    await expect(
      correctFact(services, by.second, id, fact, { ...again, reason: 'Sai' }),
    ).rejects.toMatchObject({ kind: 'not_found' });
    const corrected = await correctFact(services, by.first, id, fact, { ...again, reason: 'Ghi nhầm' });
    const kept = services.db.selectFrom('task_fact_file').select('name').where('fact_id', '=', corrected);
    expect(await kept.execute()).toEqual([{ name: 'quy-che.txt' }]);
    await expect(
      correctFact(services, by.first, id, fact, typed({ ...again, key: 'lai', reason: 'Nữa', version: 3 })),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
  });

  test('of a continuous task are results in its periods', async () => {
    const id = await given({
      deadline: { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' },
      cadence: 'quarter',
    });
    expect((await read(id)).state).toBe('not_started');
    const result = { ...done, kind: 'result' } as const;
    await expect(enter(id, by.first, result)).rejects.toMatchObject({
      fields: { period: expect.anything() },
    });
    await enter(id, by.first, { ...result, period: '2026-Q2' });
    expect((await read(id)).state).toBe('with_result');
  });
});

describe('a completion', () => {
  test('is returned with a reason, reported again, confirmed as of a day and corrected by the monitor alone', async () => {
    const { services } = app;
    const id = await given();
    await expect(confirmTask(services, by.head, id, { on: '', version: 1 })).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await enter(id, by.first, done);
    const back = { organisationId: null, words: 'Thiếu phụ lục', version: 2 };
    await expect(returnTask(services, by.officer, id, back)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(returnTask(services, by.head, id, { ...back, words: '' })).rejects.toMatchObject({
      fields: { words: expect.anything() },
    });
    await returnTask(services, by.head, id, back);
    await returnTask(services, by.head, id, back);
    expect(await read(id)).toMatchObject({ state: 'in_term', version: 3 });
    const report = await enter(id, by.first, { ...done, on: '28/04/2026' });
    for (const on of ['27/04/2026', '05/05/2026', 'mai'])
      await expect(confirmTask(services, by.head, id, { on, version: 4 })).rejects.toMatchObject({
        fields: { on: expect.anything() },
      });
    await confirmTask(services, by.head, id, { on: '29/04/2026', version: 4 });
    await confirmTask(services, by.head, id, { on: '29/04/2026', version: 4 });
    expect(await read(id)).toMatchObject({ state: 'done_in_time', closed_on: '2026-04-29', version: 5 });
    await expect(enter(id, by.first)).rejects.toMatchObject({ kind: 'wrong_state' });
    const words = { ...done, on: '28/04/2026', words: 'Ban hành', reason: 'Ghi nhầm số', version: 5 };
    await expect(correctFact(services, by.first, id, report, typed(words))).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await correctFact(services, by.officer, id, report, typed(words));
    expect(await read(id)).toMatchObject({ state: 'done_in_time', version: 6 });
    await reopenTask(services, by.head, id, { words: 'Sản phẩm chưa dùng được', version: 6 });
    expect(await read(id)).toMatchObject({ state: 'in_term', closed: null, reported_on: null });
  });

  test('of a task with parts waits for the parts', async () => {
    const { services } = app;
    const id = await given({ leads: both });
    const part = {
      name: 'Khảo sát',
      product: '',
      due: '30/06/2026',
      organisationId: agencies.second,
      version: 1,
    };
    await expect(addSubtask(services, by.first, id, { ...part, due: '01/10/2026' })).rejects.toMatchObject({
      fields: { due: expect.anything() },
    });
    await expect(addSubtask(services, by.stranger, id, part)).rejects.toMatchObject({ kind: 'not_found' });
    const one = await addSubtask(services, by.first, id, part);
    expect(await addSubtask(services, by.first, id, part)).toBe(one);
    const other = await addSubtask(services, by.first, id, {
      ...{ name: 'Soạn thảo', product: 'Dự thảo', due: '', organisationId: null, version: 2 },
    });
    expect((await read(other)).code).toBe(`${(await read(id)).code}.2`);
    await enter(one, by.second, { percent: '60' });
    expect((await read(id)).percent).toBe(30);
    await expect(enter(id, by.first, done)).rejects.toMatchObject({ fields: { kind: expect.anything() } });
    await expect(removeSubtask(services, by.first, one, { version: 2 })).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await changeSubtask(services, by.first, other, {
      ...{ name: 'Soạn quy chế', product: '', due: '31/08/2026', version: 1 },
    });
    expect(await read(other)).toMatchObject({ name: 'Soạn quy chế', last_day: '2026-08-31' });
    await removeSubtask(services, by.first, other, { version: 2 });
    expect((await read(id)).percent).toBe(60);
    await enter(one, by.second, done);
    await enter(id, by.first, done);
    expect((await read(id)).state).toBe('in_term');
    await enter(id, by.second, done);
    expect((await read(id)).state).toBe('awaiting');
    // a part given back, or added, after the whole was reported
    const version = await versionOf(one);
    await returnTask(services, by.head, one, { organisationId: null, words: 'Thiếu số liệu', version });
    const confirm = async () => confirmTask(services, by.head, id, { on: '', version: await versionOf(id) });
    await expect(confirm()).rejects.toMatchObject({ kind: 'wrong_state' });
    await enter(one, by.second, done);
    await confirm();
    expect((await read(id)).closed).toBe('done');
  });
});

test('a deputy of an agency’s officer does what the officer may, for that agency alone, and its history says in whose place', async () => {
  const { services } = app;
  await app.signIn([], { email: 'thay@example.vn', organisationId: agencies.first });
  const principal = by.first.id;
  const { id: deputyId } = await findActor(services, 'thay@example.vn');
  await delegate(services, by.first, {
    ...{
      principal,
      deputy: deputyId,
      role: 'agency_officer',
      validFrom: '2026-05-04',
      validTo: '2026-05-08',
    },
  });
  const deputy = await findActor(services, 'thay@example.vn');
  const id = await given({ leads: both });
  await acknowledgeTask(services, deputy, id, { organisationId: agencies.first, version: 1 });
  const other = acknowledgeTask(services, deputy, id, { organisationId: agencies.second, version: 2 });
  await expect(other).rejects.toMatchObject({ kind: 'forbidden' });
  await acknowledgeTask(services, by.second, id, { organisationId: agencies.second, version: 2 });
  const told = await taskHistory(services.db, id);
  expect(told.slice(0, 2).map(({ onBehalfOf }) => onBehalfOf)).toEqual([null, by.first.name]);

  const own = { level: 'unit', organisationId: agencies.first } as const;
  const unit = await planInForce(services, { targets: [targetOf({ agencies: [] })] }, own);
  const whole = unit.tasks[0] ?? 0;
  const typedPlan = { title: 'Kế hoạch của sở', number: null, issued: null, issuer: null, mark: 'SO-1' };
  const content = { groups: [], blocks: [], tasks: [], targets: [] };
  const draft = await createPlan(services, deputy, {
    ...{ ...own, ...typedPlan, monitorId: null, key: 'deputy', content },
  });
  await saveGroup(services, deputy, draft.id, { of: 'tasks', id: null, label: 'I', name: 'Dữ liệu' });
  const choice = { group: null, text: '', ownerless: false, ids: null };
  const owners = { choice, owners: both[0] ?? '', overwrite: false, document: null };
  const { stand } = await planOwners(services, unit.id, owners);
  await assignOwners(services, deputy, unit.id, { ...owners, stand, key: 'deputy' });
  await addOrigin(services, deputy, { kind: 'task', id: whole }, 'nhiệm vụ số 3, Nghị quyết số 71/NQ-CP');
  await splitTask(services, deputy, whole, { version: 1, agencies: [agencies.second], document: null });
  await closeTask(services, deputy, whole, {
    ...{ how: 'suspended', on: '', document: '9/QĐ', words: '', parts: 'alike' },
    version: await versionOf(whole),
  });
  const done = services.db
    .selectFrom('event')
    .select(['name', 'facts'])
    .where('actor_account', '=', deputyId)
    .where('name', 'not like', 'account.%');
  const behalf = (await done.execute()).map(({ name, facts }) => [name, facts]);
  expect(behalf.length).toBeGreaterThan(7);
  for (const [name, facts] of behalf) expect(facts, String(name)).toMatchObject({ onBehalfOf: principal });
});
