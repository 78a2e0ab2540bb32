import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { type ApprovalDesk, openApprovalDesk } from '../../../../test/support/approval.ts';
import { draftEdition, draftEntry, eventNames } from '../../../../test/support/catalogue.ts';
import { personWith } from '../../../../test/support/people.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { findEntry } from '../entry-store.ts';
import { removeEntry, saveEntry } from '../index.ts';
import {
  forwardEdition,
  publishEdition,
  publishIssuedElsewhere,
  recallEdition,
  returnEdition,
  submitEdition,
  withdrawEdition,
} from './commands.ts';
import { stepsOf } from './steps.ts';

let desk: ApprovalDesk;
let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  desk = await openApprovalDesk();
  ({ app, officer, head, leader } = desk);
});
afterAll(() => app.close());

test('an edition goes from the officer by the head to the leader, each step kept with its remark', async () => {
  const { services } = app;
  const { id, entryId } = await desk.draft();
  await submitEdition(services, officer, id, { remark: ' Đã rà soát\nđủ căn cứ ' });
  expect(await desk.stateOf(id)).toBe('with_head');
  await forwardEdition(services, head, id, { remark: 'Kính trình' });
  expect(await desk.stateOf(id)).toBe('with_leader');
  const published = await publishEdition(services, leader, id, { remark: 'Đồng ý' });
  expect(published).toMatchObject({ state: 'published', publishAt: null });
  expect(published.publishedAt).toEqual(services.clock());
  expect((await findEntry(services.db, system, id, entryId)).publishedAt).not.toBeNull();
  const steps = await stepsOf(services.db, id);
  expect(steps.map(({ verb, remark }) => [verb, remark])).toEqual([
    ['publish', 'Đồng ý'],
    ['forward', 'Kính trình'],
    ['submit', 'Đã rà soát\nđủ căn cứ'],
  ]);
  expect(await eventNames(services, 'edition', id)).toEqual([
    'edition.created',
    'edition.submitted',
    'edition.forwarded',
    'edition.published',
  ]);
  const { facts } = await services.db
    .selectFrom('event')
    .select('facts')
    .where('name', '=', 'edition.submitted')
    .where('subject_id', '=', String(id))
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(facts)).not.toContain('rà soát');
});

test('on its way up nothing of it is edited, whoever asks', async () => {
  const { services } = app;
  const { id, entryId } = await desk.draft();
  await submitEdition(services, officer, id);
  for (const actor of [officer, head, system]) {
    await expect(
      saveEntry(services, actor, entryId, { version: 1, entry: { title: 'Sửa lén' } }),
    ).rejects.toMatchObject({
      kind: 'wrong_state',
      text: { vi: expect.stringContaining('chờ phụ trách xem xét') },
    });
    await expect(removeEntry(services, actor, entryId)).rejects.toMatchObject({ kind: 'wrong_state' });
    await expect(draftEntry(services, id, 'Thêm lén')).rejects.toMatchObject({ kind: 'wrong_state' });
  }
});

test('it comes back by hands of its own: recalled, taken back from the leader, returned with remarks', async () => {
  const { services } = app;
  const { id, entryId } = await desk.draft();
  await submitEdition(services, officer, id);
  await recallEdition(services, officer, id);
  expect(await desk.stateOf(id)).toBe('draft');
  await submitEdition(services, officer, id);
  await forwardEdition(services, head, id);
  await expect(recallEdition(services, officer, id)).rejects.toMatchObject({ kind: 'forbidden' });
  await recallEdition(services, head, id);
  expect(await desk.stateOf(id)).toBe('with_head');
  await expect(returnEdition(services, head, id, { remark: '  ' })).rejects.toMatchObject({
    fields: { remark: { vi: expect.stringContaining('cần sửa những gì') } },
  });
  await returnEdition(services, head, id, { remark: 'Thiếu đơn vị phối hợp' });
  expect(await desk.stateOf(id)).toBe('returned');
  await saveEntry(services, officer, entryId, { version: 1, entry: { title: 'Cảnh báo lũ quét, sạt lở' } });
  await submitEdition(services, officer, id);
  await forwardEdition(services, head, id);
  await returnEdition(services, leader, id, { remark: 'Gộp hai mục' });
  expect(await desk.stateOf(id)).toBe('returned');
});

test('one click twice, or two people at once, is one step', async () => {
  const { services } = app;
  const { id } = await desk.draft();
  await Promise.all([1, 2].map(() => submitEdition(services, officer, id)));
  await Promise.all([1, 2].map(() => forwardEdition(services, head, id)));
  const other = await personWith(app, 'leader');
  const approvals = await Promise.allSettled(
    [leader, other, leader].map((one) => publishEdition(services, one, id)),
  );
  expect(approvals.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  for (const one of approvals)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ kind: 'wrong_state' });
  const names = await eventNames(services, 'edition', id);
  expect(names).toEqual(['edition.created', 'edition.submitted', 'edition.forwarded', 'edition.published']);
  expect((await stepsOf(services.db, id)).length).toBe(3);
});

test('“take back” sent twice is one step down, and another hour is not the hour set', async () => {
  const { services } = app;
  const id = await desk.withLeader();
  await Promise.all([1, 2].map(() => recallEdition(services, head, id, { seen: 'with_leader' })));
  expect(await desk.stateOf(id)).toBe('with_head');
  await expect(
    recallEdition(services, await personWith(app, 'programme_head'), id, { seen: 'with_leader' }),
  ).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  expect(await desk.stateOf(id)).toBe('with_head');
  await forwardEdition(services, head, id);
  await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
  await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
  await expect(
    publishEdition(services, leader, id, { day: '2026-05-06', time: '10:00' }),
  ).rejects.toMatchObject({
    kind: 'wrong_state',
  });
});

test('an incomplete edition is not handed up, and a grant for another edition counts nothing', async () => {
  const { services } = app;
  desk.years += 1;
  const { id } = await draftEdition(services, desk.years);
  await expect(submitEdition(services, officer, id)).rejects.toMatchObject({
    fields: { entries: { vi: expect.stringContaining('chưa có mục nào') } },
  });
  const elsewhere: AccountActor = {
    ...leader,
    grants: [{ role: 'leader', scope: { kind: 'edition', id: id + 1_000 } }],
  };
  await expect(publishEdition(services, elsewhere, id)).rejects.toMatchObject({ kind: 'not_found' });
  await expect(publishEdition(services, officer, id)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(publishEdition(services, leader, id)).rejects.toMatchObject({ kind: 'wrong_state' });
});

test('a withdrawn edition leaves search, keeps its reason, and stays', async () => {
  const { services } = app;
  const { id, entryId } = await desk.draft();
  await publishIssuedElsewhere(services, id);
  const indexed = () =>
    services.db
      .selectFrom('search_item')
      .select('ref')
      .where('ref', '=', entryId)
      .where('kind', '=', 'problem')
      .execute();
  expect(await indexed()).toHaveLength(1);
  await expect(withdrawEdition(services, leader, id, { note: ' ' })).rejects.toMatchObject({
    fields: { note: { vi: expect.stringContaining('lý do') } },
  });
  await expect(withdrawEdition(services, head, id, { note: 'Nhầm' })).rejects.toMatchObject({
    kind: 'forbidden',
  });
  await expect(withdrawEdition(services, leader, id, { note: 'x'.repeat(2001) })).rejects.toMatchObject({
    fields: { note: expect.anything() },
  });
  const withdrawn = await withdrawEdition(services, leader, id, { note: 'Công bố nhầm bản cũ' });
  expect(withdrawn).toMatchObject({
    state: 'withdrawn',
    withdrawal: { note: { vi: 'Công bố nhầm bản cũ', en: 'Công bố nhầm bản cũ' } },
  });
  expect(await indexed()).toEqual([]);
  await expect(publishEdition(services, leader, id)).rejects.toMatchObject({ kind: 'wrong_state' });
  await expect(
    saveEntry(services, system, entryId, { version: 1, entry: { title: 'Sửa' } }),
  ).rejects.toMatchObject({ kind: 'wrong_state' });
});

test('the chain of events of all this verifies', async () => {
  expect(await verifyEvents(app.services.db)).toMatchObject({ broken: null });
});
