import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { readingOf } from '../../../../test/support/documents.ts';
import { type AccountActor, type Role, system } from '../../../kernel/actor.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { editDocument, registerDocument } from '../../documents/index.ts';
import { loadDocument } from '../../documents/store.ts';
import { findEdition } from '../edition-store.ts';
import { findEntry } from '../entry-store.ts';
import { readPaste, startImport } from '../import-commands.ts';
import { confirmImport } from '../import-confirm.ts';
import { changeEdition, removeEntry, saveEntry } from '../index.ts';
import { findTexts, saveTexts } from '../outgoing/commands.ts';
import {
  forwardEdition,
  publishEdition,
  publishIssuedElsewhere,
  recallEdition,
  releaseDue,
  releaseEdition,
  returnEdition,
  submitEdition,
  withdrawEdition,
} from './commands.ts';
import { stepsOf } from './steps.ts';

let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await personWith('programme_officer');
  head = await personWith('programme_head');
  leader = await personWith('leader');
});
afterAll(() => app.close());

async function personWith(...roles: Role[]): Promise<AccountActor> {
  const { accountId } = await app.signIn(roles);
  return {
    kind: 'account',
    id: accountId,
    name: roles.join(),
    email: `${roles.join()}@example.vn`,
    organisationId: null,
    grants: roles.map((role) => ({ role, scope: null })),
    sessionId: null,
  };
}

let years = 2030;
/** A draft with one entry. */
async function draft(): Promise<{ id: number; entryId: number }> {
  years += 1;
  const { id } = await draftEdition(app.services, years);
  const entry = await draftEntry(app.services, id, 'Cảnh báo lũ quét', { lead: 'SCT' });
  return { id, entryId: entry.id };
}

async function withLeader(): Promise<number> {
  const { id } = await draft();
  await submitEdition(app.services, officer, id);
  await forwardEdition(app.services, head, id);
  return id;
}

async function stateOf(id: number): Promise<string> {
  return (await findEdition(app.services.db, id)).state;
}

/** The clock of the product for one test. */
async function at(instant: string, work: () => Promise<unknown>): Promise<void> {
  const before = app.services.clock();
  app.setNow(new Date(instant));
  try {
    await work();
  } finally {
    app.setNow(before);
  }
}

test('an edition goes from the officer by the head to the leader, each step kept with its remark', async () => {
  const { services } = app;
  const { id, entryId } = await draft();
  await submitEdition(services, officer, id, { remark: ' Đã rà soát\nđủ căn cứ ' });
  expect(await stateOf(id)).toBe('with_head');
  await forwardEdition(services, head, id, { remark: 'Kính trình' });
  expect(await stateOf(id)).toBe('with_leader');
  const published = await publishEdition(services, leader, id, { remark: 'Đồng ý' });
  expect(published).toMatchObject({ state: 'published', publishAt: null });
  expect(published.publishedAt).toEqual(services.clock());
  expect((await findEntry(services.db, id, entryId)).publishedAt).not.toBeNull();
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
  const { id, entryId } = await draft();
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
  const { id, entryId } = await draft();
  await submitEdition(services, officer, id);
  await recallEdition(services, officer, id);
  expect(await stateOf(id)).toBe('draft');
  await submitEdition(services, officer, id);
  await forwardEdition(services, head, id);
  await expect(recallEdition(services, officer, id)).rejects.toMatchObject({ kind: 'forbidden' });
  await recallEdition(services, head, id);
  expect(await stateOf(id)).toBe('with_head');
  await expect(returnEdition(services, head, id, { remark: '  ' })).rejects.toMatchObject({
    fields: { remark: { vi: expect.stringContaining('cần sửa những gì') } },
  });
  await returnEdition(services, head, id, { remark: 'Thiếu đơn vị phối hợp' });
  expect(await stateOf(id)).toBe('returned');
  await saveEntry(services, officer, entryId, { version: 1, entry: { title: 'Cảnh báo lũ quét, sạt lở' } });
  await submitEdition(services, officer, id);
  await forwardEdition(services, head, id);
  await returnEdition(services, leader, id, { remark: 'Gộp hai mục' });
  expect(await stateOf(id)).toBe('returned');
});

test('who wrote, changed or handed up any of it does not approve it', async () => {
  const { services } = app;
  const all = await personWith('programme_officer', 'programme_head', 'leader');
  const wrote = await draft();
  await saveEntry(services, all, wrote.entryId, { version: 1, entry: { title: 'Do người duyệt viết' } });
  await submitEdition(services, officer, wrote.id);
  await forwardEdition(services, head, wrote.id);
  const handedUp = await draft();
  await submitEdition(services, all, handedUp.id);
  await forwardEdition(services, head, handedUp.id);
  for (const { id } of [wrote, handedUp]) {
    await expect(publishEdition(services, all, id)).rejects.toMatchObject({
      kind: 'forbidden',
      text: { vi: expect.stringContaining('không tự duyệt được') },
    });
    expect(await stateOf(id)).toBe('with_leader');
    await publishEdition(services, leader, id);
    expect(await stateOf(id)).toBe('published');
  }
});

test('one click twice, or two people at once, is one step', async () => {
  const { services } = app;
  const { id } = await draft();
  await Promise.all([1, 2].map(() => submitEdition(services, officer, id)));
  await Promise.all([1, 2].map(() => forwardEdition(services, head, id)));
  const other = await personWith('leader');
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
  const id = await withLeader();
  await Promise.all([1, 2].map(() => recallEdition(services, head, id, { seen: 'with_leader' })));
  expect(await stateOf(id)).toBe('with_head');
  await expect(
    recallEdition(services, await personWith('programme_head'), id, { seen: 'with_leader' }),
  ).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  expect(await stateOf(id)).toBe('with_head');
  await forwardEdition(services, head, id);
  await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
  await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
  await expect(
    publishEdition(services, leader, id, { day: '2026-05-06', time: '10:00' }),
  ).rejects.toMatchObject({
    kind: 'wrong_state',
  });
});

test('who forwarded does not approve, nor who reviewed what was imported or wrote its documents', async () => {
  const { services } = app;
  const both = await personWith('programme_head', 'leader');
  const forwarded = await draft();
  await submitEdition(services, officer, forwarded.id);
  await forwardEdition(services, both, forwarded.id);
  const written = await draft();
  const { texts, version } = await findTexts(
    services.db,
    await findEdition(services.db, written.id),
    'submission',
  );
  await saveTexts(services, both, written.id, {
    ...{ outgoing: 'submission', texts: { ...texts, abstract: 'Về danh mục' }, version },
  });
  const imported = await draft();
  const importId = await startImport(services, both, {
    kind: 'problems',
    span: { year: years },
    reading: readPaste('TT\tTên bài toán\n1\tĐo mưa\n2\tĐo gió'),
    file: null,
  });
  await confirmImport(services, officer, importId);
  for (const { id } of [written, imported]) {
    await submitEdition(services, officer, id);
    await forwardEdition(services, head, id);
  }
  for (const { id } of [forwarded, written, imported]) {
    await expect(publishEdition(services, both, id)).rejects.toMatchObject({ kind: 'forbidden' });
    await publishEdition(services, leader, id);
  }
});

test('what goes with an edition on its way stays as it was: its draft document and the texts written from it', async () => {
  const { services } = app;
  const { id } = await draft();
  const { id: documentId } = await registerDocument(services, system, {
    reading: readingOf({ kind: 'notice', title: 'Thông báo danh mục' }),
    file: null,
  });
  const edition = await findEdition(services.db, id);
  await changeEdition(services, officer, id, {
    ...{ kind: 'problems', span: String(years), title: edition.title, documentId, version: edition.version },
  });
  await submitEdition(services, officer, id);
  const { signer, ...written } = await loadDocument(services.db, documentId);
  const edit = {
    ...written,
    signerName: signer.name,
    signerRoles: signer.roles,
    citations: [],
    title: 'Sửa lén',
  };
  await expect(editDocument(services, officer, documentId, edit)).rejects.toMatchObject({
    kind: 'wrong_state',
    text: { vi: expect.stringContaining(edition.code) },
  });
  const { texts, version } = await findTexts(services.db, edition, 'submission');
  const save = (changed: Partial<typeof texts>) =>
    saveTexts(services, officer, id, { outgoing: 'submission', texts: { ...texts, ...changed }, version });
  await expect(save({ body: 'Viết lại' })).rejects.toMatchObject({ kind: 'wrong_state' });
  await save({ number: '12' });
  await recallEdition(services, officer, id);
  await editDocument(services, officer, documentId, edit);
});

test('an edition with confidential entries is not handed up with a document that may name them', async () => {
  const { services } = app;
  const { id } = await draft();
  await draftEntry(services, id, 'Mục kín', { confidential: true });
  const { id: documentId } = await registerDocument(services, system, {
    reading: readingOf({
      kind: 'notice',
      title: 'Có phụ lục',
      statements: [{ section: '', text: 'Mục kín' }],
    }),
    file: null,
  });
  const edition = await findEdition(services.db, id);
  const link = (to: number | null, version: number) =>
    changeEdition(services, officer, id, {
      ...{ kind: 'problems', span: String(years), title: edition.title, documentId: to, version },
    });
  await link(documentId, edition.version);
  await services.db
    .updateTable('document')
    .set({ body_text: 'Mục kín' })
    .where('id', '=', documentId)
    .execute();
  await expect(submitEdition(services, officer, id)).rejects.toMatchObject({
    fields: { entries: { vi: expect.stringContaining('không công khai') } },
  });
  await link(null, edition.version + 1);
  await submitEdition(services, officer, id);
});

test('an incomplete edition is not handed up, and a grant for another edition counts nothing', async () => {
  const { services } = app;
  years += 1;
  const { id } = await draftEdition(services, years);
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

describe('an hour set', () => {
  test('is kept: nothing is public before it, everything once after it, however many workers look', async () => {
    const { services } = app;
    const id = await withLeader();
    const scheduled = await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
    expect(scheduled.state).toBe('scheduled');
    expect(scheduled.publishAt?.toISOString()).toBe('2026-05-06T01:00:00.000Z');
    await at('2026-05-06T00:59:59Z', async () => {
      await releaseDue(services);
      expect(await stateOf(id)).toBe('scheduled');
      await expect(releaseEdition(services, system, id)).rejects.toMatchObject({ kind: 'wrong_state' });
    });
    await at('2026-05-06T01:00:00Z', () => Promise.all([1, 2, 3].map(() => releaseDue(services))));
    const published = await findEdition(services.db, id);
    expect(published).toMatchObject({ state: 'published', publishAt: scheduled.publishAt });
    const names = await eventNames(services, 'edition', id);
    expect(names.filter((name) => name === 'edition.published')).toHaveLength(1);
  });

  test('a clock that is put back takes nothing back and publishes nothing again', async () => {
    const { services } = app;
    const id = await withLeader();
    await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
    await at('2026-05-07T00:00:00Z', () => releaseDue(services));
    await at('2026-05-01T00:00:00Z', () => releaseDue(services));
    await at('2026-05-08T00:00:00Z', () => releaseDue(services));
    expect(await stateOf(id)).toBe('published');
    const names = await eventNames(services, 'edition', id);
    expect(names.filter((name) => name === 'edition.published')).toHaveLength(1);
  });

  test('until it comes the leader may return the edition; afterwards not', async () => {
    const { services } = app;
    const id = await withLeader();
    await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
    await expect(returnEdition(services, head, id, { remark: 'Chờ đã' })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await returnEdition(services, leader, id, { remark: 'Chờ văn bản của Bộ' });
    expect(await findEdition(services.db, id)).toMatchObject({ state: 'returned', publishAt: null });
    await at('2026-05-09T00:00:00Z', () => releaseDue(services));
    expect(await stateOf(id)).toBe('returned');
    const published = await withLeader();
    await publishEdition(services, leader, published);
    await expect(returnEdition(services, leader, published, { remark: 'Muộn' })).rejects.toMatchObject({
      kind: 'wrong_state',
    });
  });

  test.each([
    ['30/02/2026', '08:00', 'day'],
    ['2026-05-06', '', 'time'],
    ['', '08:00', 'day'],
    ['2026-05-06', '25:00', 'time'],
    ['2026-05-06', '8 giờ', 'time'],
    ['2026-05-04', '09:00', 'time'],
    ['2030-01-01', '08:00', 'day'],
  ])('day %j, time %j is refused at the field %s', async (day, time, field) => {
    const id = await withLeader();
    await expect(publishEdition(app.services, leader, id, { day, time })).rejects.toMatchObject({
      fields: { [field]: { vi: expect.any(String) } },
    });
    expect(await stateOf(id)).toBe('with_leader');
  });
});

test('a withdrawn edition leaves search, keeps its reason, and stays', async () => {
  const { services } = app;
  const { id, entryId } = await draft();
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
