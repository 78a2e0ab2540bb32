import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { recounted } from '../../../../test/support/task-counts.ts';
import type { AccountActor, Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { delegate, findActor } from '../../directory/index.ts';
import { assignOwners, planOwners } from '../assignment/owners/commands.ts';
import { splitTask } from '../assignment/split.ts';
import { addOrigin } from '../links/commands.ts';
import { createPlan } from '../plans/commands.ts';
import { saveGroup } from '../plans/groups.ts';
import { amendTask } from '../versions/task-commands.ts';
import { acknowledgeTask, insistOnTask, refuseTask } from './answering.ts';
import { closeTask, confirmTask, reopenTask, returnTask } from './checking.ts';
import { askExtension, decideExtension, withdrawExtension } from './extensions.ts';
import { correctFact, enterFact } from './facts.ts';
import { taskHistory } from './queries.ts';
import { addSubtask, changeSubtask, removeSubtask } from './subtasks.ts';
import type { TypedFact } from './typed-fact.ts';

let app: TestApp;
let by: Readonly<Record<'first' | 'second' | 'stranger' | 'officer' | 'head' | 'leader', AccountActor>>;
let agencies: Readonly<Record<'first' | 'second', number>>;

beforeAll(async () => {
  app = await openTestApp([]);
  const { services } = app;
  const organisation = async (code: string, name: string) => {
    await makeOrganisation(services, { code, name });
    const row = services.db.selectFrom('organisation').select('id').where('code', '=', code);
    return (await row.executeTakeFirstOrThrow()).id;
  };
  const person = async (email: string, role: Role, organisationId?: number) => {
    await app.signIn(role, { email, ...(organisationId ? { organisationId } : {}) });
    return findActor(services, email);
  };
  const first = await organisation('SKHCN', 'Sở Khoa học và Công nghệ');
  const second = await organisation('SCT', 'Sở Công Thương');
  agencies = { first, second };
  by = {
    first: await person('mot@example.vn', 'agency_officer', first),
    second: await person('hai@example.vn', 'agency_officer', second),
    stranger: await person('khac@example.vn', 'agency_officer', await organisation('STC', 'Sở Tài chính')),
    officer: await person('can-bo@example.vn', 'programme_officer'),
    head: await person('phu-trach@example.vn', 'programme_head'),
    leader: await person('lanh-dao@example.vn', 'leader'),
  };
});
afterAll(() => app.close());

const both = ['Sở Khoa học và Công nghệ', 'Sở Công Thương'];
const day = (text: string) => text as LocalDate;

async function given(more: Parameters<typeof taskOf>[0] = {}): Promise<number> {
  const { tasks } = await planInForce(app.services, { tasks: [taskOf(more)] });
  return tasks[0] ?? 0;
}
async function read(id: number) {
  const row = app.services.db.selectFrom('task').selectAll().where('id', '=', id);
  return row.executeTakeFirstOrThrow();
}
const versionOf = async (id: number) => (await read(id)).version;

let keys = 0;
function typed(more: Partial<TypedFact>): TypedFact {
  keys += 1;
  return {
    ...{ kind: 'progress', on: '20/04/2026', percent: '40', words: 'Đã lấy ý kiến các sở', reason: '' },
    ...{ period: '', documentNumber: '', documentDate: '', organisationId: null, files: [] },
    ...{ version: 1, key: `fact-${keys}`, ...more },
  };
}
const done = { kind: 'done', percent: '', documentNumber: '12/QĐ-UBND', documentDate: '19/04/2026' } as const;
const enter = async (id: number, actor: AccountActor, more: Partial<TypedFact> = {}) =>
  enterFact(app.services, actor, id, typed({ version: await versionOf(id), ...more }));

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
    await expect(enterFact(app.services, by.first, id, typed({}))).rejects.toMatchObject({
      kind: 'conflict',
    });
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

describe('a later deadline', () => {
  const decision = {
    ...{ verdict: 'granted', granted: '30/11/2026', documentNumber: '77/UBND-KGVX' },
    ...{ documentDate: '02/05/2026', words: '', version: 2 },
  };

  test('is asked for once with a reason, and granted by a document for another day than asked', async () => {
    const { services } = app;
    const id = await given();
    const asking = { organisationId: null, asked: '31/12/2026', reason: 'Chờ quy định của bộ', version: 1 };
    await expect(
      askExtension(services, by.first, id, { ...asking, asked: '30/09/2026', reason: '' }),
    ).rejects.toMatchObject({ fields: { asked: expect.anything(), reason: expect.anything() } });
    await askExtension(services, by.first, id, asking);
    await askExtension(services, by.first, id, asking);
    await expect(
      askExtension(services, by.first, id, { ...asking, asked: '01/01/2027' }),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
    await expect(decideExtension(services, by.officer, id, decision)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const wrong = { ...decision, granted: '30/09/2026', documentNumber: '', documentDate: '' };
    await expect(decideExtension(services, by.leader, id, wrong)).rejects.toMatchObject({
      fields: {
        ...{ granted: expect.anything(), documentNumber: expect.anything(), documentDate: expect.anything() },
      },
    });
    await decideExtension(services, by.leader, id, decision);
    await decideExtension(services, by.leader, id, decision);
    expect(await read(id)).toMatchObject({ last_day: '2026-11-30', version: 3 });
    const versions = await services.db
      .selectFrom('task_version')
      .select(['why', 'document', 'from_on'])
      .where('task_id', '=', id)
      .orderBy('from_on')
      .execute();
    expect(versions).toEqual([
      { why: 'issued', document: expect.anything(), from_on: '2026-01-15' },
      { why: 'extended', document: '77/UBND-KGVX, 02/05/2026', from_on: '2026-05-02' },
    ]);
    // an earlier day than that of the version that stands leaves one that stands
    const closing = { how: 'suspended', on: '30/04/2026', document: '90/QĐ-UBND', words: '', version: 3 };
    await closeTask(services, by.head, id, closing);
    const standing = services.db
      .selectFrom('task_version')
      .select('from_on')
      .where('task_id', '=', id)
      .where('to_on', 'is', null);
    expect(await standing.execute()).toEqual([{ from_on: '2026-05-02' }]);
  });

  test('is later than what an amendment said meanwhile, too', async () => {
    const { services } = app;
    const id = await given();
    const asking = { organisationId: null, asked: '31/10/2026', reason: 'Chờ quy định', version: 1 };
    await askExtension(services, by.first, id, asking);
    await amendTask(services, by.head, id, {
      version: 2,
      by: { why: 'amended', document: '80/QĐ-UBND', words: '', from: '' },
      task: {
        ...{ tt: '1', group: null, name: 'Xây dựng quy chế', nameEn: '', leads: both[0] ?? '', partners: '' },
        ...{ deadline: '31/12/2026', product: '', sector: null, cadence: null },
      },
    });
    const grant = { ...decision, granted: '31/10/2026', version: await versionOf(id) };
    await expect(decideExtension(services, by.head, id, grant)).rejects.toMatchObject({
      fields: { granted: expect.anything() },
    });
    await expect(
      decideExtension(services, by.head, id, { ...grant, granted: '31/12/9999' }),
    ).rejects.toMatchObject({ fields: { granted: expect.anything() } });
    await decideExtension(services, by.head, id, { ...grant, granted: '31/01/2027' });
    expect((await read(id)).last_day).toBe('2027-01-31');
  });

  test('cannot lie in the past, is refused with a reason and taken back by whoever asked', async () => {
    const { services } = app;
    const id = await given({
      deadline: { kind: 'date', from: day('2026-04-30'), to: day('2026-04-30'), raw: '30/4/2026' },
    });
    expect((await read(id)).state).toBe('overdue');
    const asking = { organisationId: null, asked: '03/05/2026', reason: 'Chậm', version: 1 };
    await expect(askExtension(services, by.first, id, asking)).rejects.toMatchObject({
      fields: { asked: expect.anything() },
    });
    await askExtension(services, by.first, id, { ...asking, asked: '30/06/2026' });
    await withdrawExtension(services, by.first, id, { version: 2 });
    await askExtension(services, by.first, id, { ...asking, asked: '15/06/2026', version: 3 });
    const refused = { ...decision, verdict: 'refused', version: 4 };
    await expect(decideExtension(services, by.head, id, refused)).rejects.toMatchObject({
      fields: { words: expect.anything() },
    });
    const past = { ...decision, granted: '03/05/2026', version: 4 };
    await expect(decideExtension(services, by.head, id, past)).rejects.toMatchObject({
      fields: { granted: expect.anything() },
    });
    await decideExtension(services, by.head, id, { ...refused, words: 'Đã gia hạn một lần' });
    expect(await read(id)).toMatchObject({ state: 'overdue', last_day: '2026-04-30' });
  });

  test('is not asked for once the task is reported or closed', async () => {
    const { services } = app;
    const id = await given();
    await enter(id, by.first, done);
    const asking = { organisationId: null, asked: '31/12/2026', reason: 'Chậm', version: 2 };
    await expect(askExtension(services, by.first, id, asking)).rejects.toMatchObject({ kind: 'wrong_state' });
    const other = await given();
    const closing = { how: 'suspended', on: '', document: '', words: '', version: 1 };
    await expect(closeTask(services, by.head, other, closing)).rejects.toMatchObject({
      fields: { document: expect.anything() },
    });
    await closeTask(services, by.head, other, { ...closing, document: '90/QĐ-UBND, 01/5/2026' });
    expect((await read(other)).state).toBe('suspended');
    await expect(askExtension(services, by.first, other, asking)).rejects.toMatchObject({
      kind: 'wrong_state',
    });
  });
});

test('whoever closes a task with open parts says what becomes of them: closed alike, or left', async () => {
  const { services } = app;
  const whole = async () => {
    const id = await given();
    for (const name of ['Phần một', 'Phần hai'])
      await addSubtask(services, by.first, id, {
        ...{
          name,
          product: '',
          due: '',
          organisationId: agencies.first,
          version: (await read(id)).version,
        },
      });
    const parts = services.db.selectFrom('task').select('id').where('parent_id', '=', id).orderBy('id');
    return { id, parts: (await parts.execute()).map((part) => part.id) };
  };
  const { id, parts } = await whole();
  const { version } = await read(id);
  const closing = { how: 'not_carried_out', on: '', document: '90/QĐ-UBND', words: '', version };
  await expect(closeTask(services, by.head, id, closing)).rejects.toMatchObject({
    fields: { parts: expect.anything() },
  });
  await closeTask(services, by.head, id, { ...closing, parts: 'alike' });
  await closeTask(services, by.head, id, { ...closing, parts: 'alike' });
  for (const part of [id, ...parts])
    expect(await read(part)).toMatchObject({ state: 'not_carried_out', closed_document: '90/QĐ-UBND' });
  const told = services.db.selectFrom('event').select('subject_id').where('name', '=', 'task.closed');
  const closed = (await told.execute()).map(({ subject_id }) => subject_id);
  expect(closed.filter((one) => one === String(parts[0]))).toHaveLength(1);
  const other = await whole();
  const again = { ...closing, version: (await read(other.id)).version, parts: 'stay' };
  await closeTask(services, by.head, other.id, again);
  expect(await read(other.id)).toMatchObject({ state: 'not_carried_out' });
  expect(await read(other.parts[0] ?? 0)).toMatchObject({ closed: null });
  const { kept, expected } = await recounted(services.db);
  expect(kept).toEqual(expected);
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
