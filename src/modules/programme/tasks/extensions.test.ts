import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { recounted } from '../../../../test/support/task-counts.ts';
import { doneFact, leadNames, taskWork } from '../../../../test/support/task-work.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { amendTask } from '../versions/task-commands.ts';
import { closeTask } from './checking.ts';
import { askExtension, decideExtension, withdrawExtension } from './extensions.ts';
import { addSubtask } from './subtasks.ts';

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
const day = (text: string) => text as LocalDate;
const given: typeof work.given = (more) => work.given(more);
const read: typeof work.read = (id) => work.read(id);
const versionOf: typeof work.versionOf = (id) => work.versionOf(id);
const enter: typeof work.enter = (id, actor, more) => work.enter(id, actor, more);
const done = doneFact;

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
      fields: { asked: { vi: expect.stringContaining('03/05/2026') } },
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
