import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from '../../../../test/support/catalogue.ts';
import { registerDraft } from '../../../../test/support/documents.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { delegate, findActor } from '../../directory/index.ts';
import { documentHistory } from '../../documents/history.ts';
import { editDocument, publishDocument } from '../../documents/index.ts';
import { loadCitations, loadDocument } from '../../documents/store.ts';
import { createEdition, saveEntry } from '../index.ts';
import { work } from '../paths.ts';
import { forwardEdition, publishEdition, returnEdition, submitEdition } from './commands.ts';
import { stepsOf } from './steps.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openCatalogueApp();
});
beforeEach(() => app.setNow(new Date('2026-05-04T02:00:00Z')));
afterAll(() => app.close());

interface Person {
  readonly actor: AccountActor;
  readonly session: Session;
}

let people = 0;
async function person(name: string, ...held: Parameters<TestApp['signIn']>[0][]): Promise<Person> {
  people += 1;
  const email = `nguoi${people}@example.vn`;
  const session = await app.signIn(held.flat(), { email });
  await app.services.db.updateTable('account').set({ name }).where('id', '=', session.accountId).execute();
  return { actor: await findActor(app.services, email), session };
}

/** Lends the role for the day; returns the deputy as their next request finds them. */
async function lend(role: 'leader' | 'programme_head', from: Person, to: Person): Promise<AccountActor> {
  await delegate(app.services, from.actor, {
    principal: from.actor.id,
    deputy: to.actor.id,
    role,
    validFrom: '2026-05-04',
    validTo: '2026-05-04',
  });
  return findActor(app.services, to.actor.email);
}

let years = 2060;
async function draft(): Promise<{ id: number; entryId: number }> {
  years += 1;
  const { id } = await draftEdition(app.services, years);
  return { id, entryId: (await draftEntry(app.services, id, 'Cảnh báo lũ quét', { lead: 'SCT' })).id };
}

async function withLeader(): Promise<number> {
  const { id } = await draft();
  await submitEdition(app.services, system, id);
  await forwardEdition(app.services, system, id);
  return id;
}

test('a step of a deputy bears both names: in the record, on the pages, in the log', async () => {
  const { services } = app;
  const leader = await person('Trần Thị Bình', 'leader');
  const officer = await person('Nguyễn Văn An', 'programme_officer');
  const id = await withLeader();
  await expect(publishEdition(services, officer.actor, id)).rejects.toMatchObject({ kind: 'forbidden' });
  const deputy = await lend('leader', leader, officer);
  const asked = await (await app.fetch(work.approval(id), { as: officer.session })).text();
  expect(asked).toContain('Bạn làm thay Trần Thị Bình: duyệt và công bố ngay, duyệt và hẹn giờ công bố');
  await returnEdition(services, deputy, id, { remark: 'Bổ sung căn cứ' });
  const [step] = await stepsOf(services.db, id);
  expect(step).toMatchObject({
    verb: 'send_back',
    who: 'Nguyễn Văn An',
    onBehalfOf: 'Trần Thị Bình',
  });
  const event = await services.db
    .selectFrom('event')
    .select(['actor_account', 'facts'])
    .where('name', '=', 'edition.returned')
    .where('subject_id', '=', String(id))
    .executeTakeFirstOrThrow();
  expect(event).toMatchObject({
    actor_account: officer.actor.id,
    facts: { onBehalfOf: leader.actor.id },
  });
  const see = async (path: string) => (await app.fetch(path, { as: officer.session })).text();
  expect(await see(work.approval(id))).toContain('Nguyễn Văn An, thay Trần Thị Bình');
  const shown = await see(work.edition(id));
  expect(shown).toContain('Nguyễn Văn An, thay Trần Thị Bình trả lại lúc');
  expect(shown.split('Nguyễn Văn An, thay Trần Thị Bình').length).toBeGreaterThan(2);
  expect(await see(`/en${work.approval(id)}`)).toContain('Nguyễn Văn An, for Trần Thị Bình');
});

test('what somebody may do by a grant of their own, they do in their own name', async () => {
  const { services } = app;
  const principal = await person('Vi Thị Trưởng', 'programme_head');
  const officer = await person('Nông Văn Chuyên', 'programme_officer');
  const deputy = await lend('programme_head', principal, officer);
  const { id } = await draft();
  await submitEdition(services, deputy, id);
  await forwardEdition(services, deputy, id);
  const steps = await stepsOf(services.db, id);
  expect(steps.map(({ verb, onBehalfOf }) => [verb, onBehalfOf])).toEqual([
    ['forward', 'Vi Thị Trưởng'],
    ['submit', null],
  ]);
});

test('a deputy withdraws what was published by mistake, in the name of the leader', async () => {
  const leader = await person('Trần Thị Bình', 'leader');
  const agency = await person('Lộc Văn Sở', 'agency_officer');
  const id = await withLeader();
  await publishEdition(app.services, leader.actor, id);
  await lend('leader', leader, agency);
  const path = work.withdrawEdition(id);
  const asked = await (await app.fetch(path, { as: agency.session })).text();
  expect(asked).toContain('Bạn làm thay Trần Thị Bình: thu hồi danh mục');
  const done = await app.fetch(path, { as: agency.session, form: { note: 'Công bố nhầm', noteEn: '' } });
  expect(done.status).toBe(303);
  const [step] = await stepsOf(app.services.db, id);
  expect(step).toMatchObject({ verb: 'withdraw', who: 'Lộc Văn Sở', onBehalfOf: 'Trần Thị Bình' });
});

test('a correction of a published document by a deputy bears both names; an own right bears one', async () => {
  const { services } = app;
  const principal = await person('Vi Thị Trưởng', 'programme_head');
  const officer = await person('Nông Văn Chuyên', 'programme_officer');
  const id = await registerDraft(services, { title: 'Kế hoạch chuyển đổi số' });
  const edit = async (actor: AccountActor, title: string) => {
    const { signer, ...head } = await loadDocument(services.db, id);
    const citations = await loadCitations(services.db, id);
    return editDocument(services, actor, id, {
      ...head,
      ...{ signerName: signer.name, signerRoles: signer.roles, citations, title },
    });
  };
  const deputy = await lend('programme_head', principal, officer);
  await edit(deputy, 'Kế hoạch chuyển đổi số năm 2026');
  await publishDocument(services, deputy, id);
  await edit(deputy, 'Kế hoạch chuyển đổi số tỉnh năm 2026');
  await edit(principal.actor, 'Kế hoạch chuyển đổi số của tỉnh năm 2026');
  const told = (await documentHistory(services.db, id)).map(({ who, onBehalfOf }) => [who, onBehalfOf]);
  expect(told.slice(0, 4)).toEqual([
    ['Vi Thị Trưởng', null],
    ['Nông Văn Chuyên', 'Vi Thị Trưởng'],
    ['Nông Văn Chuyên', 'Vi Thị Trưởng'],
    ['Nông Văn Chuyên', null],
  ]);
});

test('a step without a deputy tells of none', async () => {
  const leader = await person('Trần Thị Bình', 'leader');
  const id = await withLeader();
  await publishEdition(app.services, leader.actor, id);
  const [step] = await stepsOf(app.services.db, id);
  expect(step).toMatchObject({ who: 'Trần Thị Bình', onBehalfOf: null });
});

test('the door opens to a deputy while they are one, and closes when they are not', async () => {
  const leader = await person('Trần Thị Bình', 'leader');
  const agency = await person('Lộc Văn Sở', 'agency_officer');
  const id = await withLeader();
  const knock = async () => (await app.fetch(work.approval(id), { as: agency.session })).status;
  expect(await knock()).toBe(403);
  await lend('leader', leader, agency);
  expect(await knock()).toBe(200);
  for (const [instant, status] of [
    ['2026-05-04T12:00:00Z', 200],
    ['2026-05-04T16:59:59Z', 200],
    ['2026-05-04T17:00:00Z', 403],
  ] as const) {
    app.setNow(new Date(instant));
    expect([instant, await knock()]).toEqual([instant, status]);
  }
});

test('a deputy approves neither what they wrote nor what the principal wrote', async () => {
  const { services } = app;
  const writing = await person('Trần Thị Bình', ['leader', 'programme_head']);
  const officer = await person('Nguyễn Văn An', 'programme_officer');
  const agency = await person('Lộc Văn Sở', 'agency_officer');
  const deputies = [
    { deputy: await lend('leader', writing, officer), barred: 'Bạn đã soạn' },
    { deputy: await lend('leader', writing, agency), barred: 'Trần Thị Bình đã soạn' },
  ];
  const { id, entryId } = await draft();
  await saveEntry(services, officer.actor, entryId, { version: 1, entry: { title: 'Cảnh báo sớm lũ quét' } });
  const { id: own } = await createEdition(services, writing.actor, {
    kind: 'problems',
    span: '2099',
    title: 'Danh mục của phụ trách',
  });
  await draftEntry(services, own, 'Cảnh báo sạt lở', { lead: 'SCT' });
  for (const edition of [id, own]) {
    await submitEdition(services, system, edition);
    await forwardEdition(services, system, edition);
  }
  const editions = [id, own];
  for (const [at, { deputy, barred }] of deputies.entries())
    await expect(publishEdition(services, deputy, editions[at] ?? 0)).rejects.toMatchObject({
      kind: 'forbidden',
      text: { vi: expect.stringContaining(barred) },
    });
  const page = await (await app.fetch(work.approval(own), { as: agency.session })).text();
  expect(page).toContain(
    'Trần Thị Bình đã soạn, sửa, rà soát hoặc trình danh mục này nên bạn không duyệt thay được',
  );
  // what neither of them wrote, either deputy approves
  const other = await withLeader();
  expect(await publishEdition(services, deputies[1]?.deputy ?? system, other)).toMatchObject({
    state: 'published',
  });
});

test('what a deputy handed up in the name of somebody, that somebody does not approve', async () => {
  const { services } = app;
  const both = await person('Trần Thị Bình', ['leader', 'programme_head']);
  const agency = await person('Lộc Văn Sở', 'agency_officer');
  const deputy = await lend('programme_head', both, agency);
  const { id } = await draft();
  await submitEdition(services, deputy, id);
  await forwardEdition(services, system, id);
  await expect(publishEdition(services, both.actor, id)).rejects.toMatchObject({ kind: 'forbidden' });
});
