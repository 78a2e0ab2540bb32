import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../../../test/support/app.ts';
import { eventNames } from '../../../../test/support/catalogue.ts';
import { editionWith, openPortal, type Portal } from '../../../../test/support/portal.ts';
import type { AccountActor, Grant } from '../../../kernel/actor.ts';
import { system } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { lawfulCalendar } from '../../../kernel/working-days.ts';
import { withdrawEdition } from '../approval/commands.ts';
import { catalogueComing } from '../coming-up.ts';
import {
  answerQuestion,
  correctAnswer,
  handOver,
  refuseQuestion,
  reopenQuestion,
  saveDraft,
} from './answering.ts';
import { askQuestion, withdrawQuestion } from './ask.ts';
import { handles, readsQuestion } from './policy.ts';
import { publicQuestions } from './public.ts';
import { findOwnQuestion, findQuestion, listQuestions, questionsWaiting } from './queries.ts';
import { mostADay, termOn } from './question.ts';
import { remindOfTerms } from './remind.ts';

let portal: Portal;
let sessions: Readonly<Record<'asker' | 'agency' | 'officer', Session>>;
let asker: AccountActor;
let agency: AccountActor;
let other: AccountActor;
let officer: AccountActor;
/** Monday. */
const monday = new Date('2026-05-04T02:00:00Z');

const actorOf = (
  session: Session,
  grants: readonly Grant[],
  organisationId: number | null,
): AccountActor => ({
  ...{ kind: 'account', id: session.accountId, name: 'Người thử', email: 'thu@example.vn' },
  ...{ organisationId, grants, memberships: [], sessionId: null },
});

beforeAll(async () => {
  portal = await openPortal();
  const { app } = portal;
  await editionWith(app.services, {
    year: 2031,
    entries: [
      { title: 'Cửa khẩu số', lead: 'SCT' },
      { title: 'Đo mặn nước ngầm', lead: 'SKHCN' },
    ],
  });
  await editionWith(app.services, { year: 2032, entries: [{ title: 'Chưa công bố' }], published: false });
  const ids = await app.services.db.selectFrom('organisation').select(['id', 'code']).execute();
  const idOf = (code: string) => ids.find((one) => one.code === code)?.id ?? 0;
  sessions = {
    asker: await app.signIn('applicant'),
    agency: await app.signIn('agency_officer', { organisationId: idOf('SCT') }),
    officer: await app.signIn('programme_officer'),
  };
  asker = actorOf(sessions.asker, [{ role: 'applicant', scope: null }], null);
  agency = actorOf(sessions.agency, [{ role: 'agency_officer', scope: null }], idOf('SCT'));
  const away = await app.signIn('agency_officer', { organisationId: idOf('20-06184') });
  other = actorOf(away, [{ role: 'agency_officer', scope: null }], idOf('20-06184'));
  officer = actorOf(sessions.officer, [{ role: 'programme_officer', scope: null }], null);
});
afterAll(() => portal.app.close());

let keys = 0;
/** Each by somebody else, so that nobody asks too much in a day. */
async function ask(title: string, more: Partial<Parameters<typeof askQuestion>[2]> = {}): Promise<number> {
  keys += 1;
  const session = await portal.app.signIn('applicant');
  return askQuestion(portal.app.services, actorOf(session, asker.grants, null), {
    ...{ code: 'BTL-2031-01', language: 'vi', title, body: 'Xin hỏi rõ hơn.', named: false, key: `q${keys}` },
    ...more,
  });
}

const found = (id: number, actor: AccountActor = officer) => findQuestion(portal.app.services.db, actor, id);
const reply = (answer: string, more: object = {}) => ({
  ...{ title: 'Ai được tham gia?', body: 'Xin hỏi rõ hơn.', answer, language: 'vi', version: 1 },
  ...more,
});
const kindOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: { kind?: string; fields?: object }) => error.kind ?? Object.keys(error.fields ?? {}).join(),
  );
const publicTitles = async (code: string) => {
  const { db } = portal.app.services;
  const entry = await db.selectFrom('entry').select('id').where('code', '=', code).executeTakeFirstOrThrow();
  return (await publicQuestions(db, entry.id, { limit: 10, offset: 0 })).items.map(({ title }) => title);
};

test('a question goes to the agency in charge where it has officers, else to the focal point, with ten working days', async () => {
  portal.app.setNow(monday);
  const held = await found(await ask('Ai được tham gia?'));
  expect(held).toMatchObject({ state: 'waiting', dueOn: '2026-05-18', holder: { name: 'Sở Công Thương' } });
  expect(termOn(held, localDateOf(monday))).toEqual({ kind: 'left', days: 14 });
  const focal = await found(await ask('Đo ở đâu?', { code: 'BTL-2031-02' }));
  expect(focal.holder).toBeNull();
  expect(await publicTitles('BTL-2031-01')).toEqual([]);
});

test('what is empty, too long or about nothing public is refused', async () => {
  expect(await kindOf(ask(' \u0007 ', { body: '\n' }))).toBe('title,body');
  expect(await kindOf(ask('x'.repeat(201), { body: 'x'.repeat(100_000) }))).toBe('title,body');
  expect(await kindOf(ask('Vừa đủ', { body: '🌉'.repeat(4_000) }))).toBe('done');
  expect(await kindOf(ask('Bao giờ?', { code: 'BTL-2032-01' }))).toBe('not_found');
  expect(await kindOf(ask('Bao giờ?', { code: "'; drop table question" }))).toBe('not_found');
});

test('the same form sent twice, at once or later, asks once; so do the same words while they wait', async () => {
  const { services } = portal.app;
  const input = {
    ...({ code: 'BTL-2031-01', language: 'vi', title: 'Có hỗ trợ kinh phí không?' } as const),
    ...{ body: 'Mức hỗ trợ là bao nhiêu?', named: true, key: 'twice' },
  };
  const [one, two] = await Promise.all([
    askQuestion(services, asker, input),
    askQuestion(services, asker, input),
  ]);
  expect(two).toBe(one);
  expect(await askQuestion(services, asker, { ...input, key: 'another form' })).toBe(one);
});

test('a person asks so many questions a day and no more', async () => {
  const { services } = portal.app;
  const eager = actorOf(await portal.app.signIn('applicant'), asker.grants, null);
  const send = (n: number) =>
    askQuestion(services, eager, {
      ...{ code: 'BTL-2031-01', language: 'vi', title: `Câu ${n}`, body: 'Nội dung', named: false },
      key: `eager ${n}`,
    });
  const sent = await Promise.all(Array.from({ length: mostADay + 2 }, (_, n) => kindOf(send(n))));
  expect(sent.filter((kind) => kind === 'done')).toHaveLength(mostADay);
  expect(sent.filter((kind) => kind === 'too_many')).toHaveLength(2);
  portal.app.setNow(new Date(monday.getTime() + 25 * 3_600_000));
  expect(await kindOf(send(99))).toBe('done');
  portal.app.setNow(monday);
});

test('an answer stands as the agency’s and makes the question public, with personal values taken out', async () => {
  const { services } = portal.app;
  const id = await ask('Ai được tham gia? Gọi tôi 0912', { named: true });
  const before = await services.db.selectFrom('content_version').select('version').executeTakeFirstOrThrow();
  expect(await saveDraft(services, agency, id, reply('Mọi doanh'))).toBe(2);
  expect((await found(id)).draft?.text).toBe('Mọi doanh');
  expect(await publicTitles('BTL-2031-01')).not.toContain('Ai được tham gia?');
  await answerQuestion(services, agency, id, reply('Mọi doanh nghiệp.', { version: 2 }));
  // the same click once more
  await answerQuestion(services, agency, id, reply('Mọi doanh nghiệp.', { version: 2 }));
  expect(await found(id)).toMatchObject({
    state: 'answered',
    shown: { title: 'Ai được tham gia?' },
    asked: { title: 'Ai được tham gia? Gọi tôi 0912' },
    answer: { text: 'Mọi doanh nghiệp.', by: { name: 'Sở Công Thương' } },
    draft: null,
  });
  expect(await publicTitles('BTL-2031-01')).toContain('Ai được tham gia?');
  expect(await eventNames(services, 'question', id)).toEqual(['question.asked', 'question.answered']);
  const after = await services.db.selectFrom('content_version').select('version').executeTakeFirstOrThrow();
  expect(Number(after.version)).toBeGreaterThan(Number(before.version));
});

test('the focal point answers for itself what waits with an agency; another agency finds nothing', async () => {
  const { services } = portal.app;
  const id = await ask('Sở trả lời được không?');
  expect(await kindOf(answerQuestion(services, other, id, reply('Không')))).toBe('not_found');
  expect(await kindOf(answerQuestion(services, asker, id, reply('Tự trả lời')))).toBe('not_found');
  await answerQuestion(services, officer, id, reply('Được.'));
  expect((await found(id)).answer?.by).toBeNull();
});

test('of two officers the second is told, and nothing is overwritten', async () => {
  const { services } = portal.app;
  const id = await ask('Hai người cùng trả lời?');
  const both = await Promise.all([
    kindOf(answerQuestion(services, agency, id, reply('Người thứ nhất'))),
    kindOf(answerQuestion(services, officer, id, reply('Người thứ hai'))),
  ]);
  expect(both.sort()).toEqual(['done', 'wrong_state']);
  const waiting = await ask('Hai bản nháp?');
  await saveDraft(services, agency, waiting, reply('Nháp của Sở'));
  expect(await kindOf(saveDraft(services, officer, waiting, reply('Nháp khác')))).toBe('conflict');
  expect((await found(waiting)).draft?.text).toBe('Nháp của Sở');
});

test('a correction says so and keeps what stood; the same words correct nothing', async () => {
  const { services } = portal.app;
  const id = await ask('Sửa được không?');
  await answerQuestion(services, agency, id, reply('Hạn 01/6.'));
  await correctAnswer(services, agency, id, reply('Hạn 01/6.', { version: 2 }));
  expect((await found(id)).correctedAt).toBeNull();
  await correctAnswer(services, agency, id, reply('Hạn 15/6.', { version: 2 }));
  expect(await kindOf(correctAnswer(services, officer, id, reply('Hạn 20/6.', { version: 2 })))).toBe(
    'conflict',
  );
  const { correctedAt, answer } = await found(id);
  expect([correctedAt, answer?.text]).toEqual([monday, 'Hạn 15/6.']);
  const kept = await services.db
    .selectFrom('question_version')
    .select('answer')
    .where('question_id', '=', id)
    .execute();
  expect(kept).toEqual([{ answer: 'Hạn 01/6.' }]);
});

test('a question is handed over with a reason to an agency that has officers; its term goes on', async () => {
  const { services } = portal.app;
  const id = await ask('Việc của xã?');
  const to = String(other.organisationId);
  const hand = (input: object) =>
    handOver(services, agency, id, { to, handover: 'Xã trực tiếp làm', version: 1, ...input });
  expect(await kindOf(hand({ handover: ' ' }))).toBe('handover');
  expect(await kindOf(hand({ to: '999999' }))).toBe('to');
  expect(await kindOf(hand({ to: String(agency.organisationId) }))).toBe('to');
  await hand({});
  expect(await found(id, other)).toMatchObject({ holder: { name: 'Xã Đồng Đăng' }, dueOn: '2026-05-18' });
  expect(await kindOf(found(id, agency))).toBe('not_found');
  await handOver(services, other, id, { to: 'dau-moi', handover: 'Không thuộc xã', version: 2 });
  expect((await found(id)).holder).toBeNull();
});

test('what is refused or taken down tells its asker why, and may be considered again', async () => {
  const { services } = portal.app;
  const first = await ask('Câu trả lời đã có?');
  await answerQuestion(services, agency, first, reply('Có.'));
  const id = await ask('Câu trả lời đã có chưa?');
  const refuse = (input: object) =>
    refuseQuestion(services, agency, id, { reason: '', note: '', sameAs: '', version: 1, ...input });
  expect(await kindOf(refuse({}))).toBe('reason');
  expect(await kindOf(refuse({ reason: 'other' }))).toBe('note');
  expect(await kindOf(refuse({ reason: 'answered_before' }))).toBe('sameAs');
  expect(await kindOf(refuse({ reason: 'answered_before', sameAs: String(id) }))).toBe('sameAs');
  await refuse({ reason: 'answered_before', sameAs: String(first) });
  await refuse({ reason: 'answered_before', sameAs: String(first) });
  expect((await found(id)).refused).toMatchObject({
    reason: 'answered_before',
    sameAs: { id: first, code: 'BTL-2031-01' },
  });
  await reopenQuestion(services, agency, id, 2);
  expect(await found(id)).toMatchObject({ state: 'waiting', refused: null });

  await refuseQuestion(services, officer, first, {
    ...{ reason: 'personal', note: 'Có số điện thoại', sameAs: '', version: 2 },
  });
  expect(await found(first)).toMatchObject({ state: 'refused', refused: { note: 'Có số điện thoại' } });
  expect(await publicTitles('BTL-2031-01')).not.toContain('Câu trả lời đã có?');
  await reopenQuestion(services, officer, first, 3);
  expect(await found(first)).toMatchObject({ draft: { text: 'Có.' }, answer: null });
  expect(await eventNames(services, 'question', first)).toEqual([
    ...['question.asked', 'question.answered', 'question.taken_down', 'question.reopened'],
  ]);
});

test('an asker takes a question back before it is answered, nobody else does, and not afterwards', async () => {
  const { services } = portal.app;
  const own = (title: string, key: string) =>
    askQuestion(services, asker, {
      ...{ code: 'BTL-2031-01', language: 'vi', title, body: 'Nội dung', named: false, key },
    });
  const id = await own('Rút câu này', 'w1');
  expect(await kindOf(withdrawQuestion(services, officer, id))).toBe('not_found');
  await withdrawQuestion(services, asker, id);
  await withdrawQuestion(services, asker, id);
  expect(await eventNames(services, 'question', id)).toEqual(['question.asked', 'question.withdrawn']);
  const answered = await own('Đã trả lời', 'w2');
  await answerQuestion(services, agency, answered, reply('Rồi.'));
  expect(await kindOf(withdrawQuestion(services, asker, answered))).toBe('wrong_state');
  expect((await findOwnQuestion(services.db, asker, answered)).answer?.text).toBe('Rồi.');
});

test('officers find theirs by state, agency, edition and words; the list holds what the policy says', async () => {
  const { db } = portal.app.services;
  const today = localDateOf(monday);
  const all = { text: '', state: 'all', agencies: [], editions: [], page: 1 } as const;
  for (const actor of [officer, agency, other, asker]) {
    const listed = (await listQuestions(db, actor, all, today)).total;
    const rows = await db
      .selectFrom('question')
      .innerJoin('entry', 'entry.id', 'entry_id')
      .select(['holder_id as holderId', 'edition_id as editionId'])
      .execute();
    expect(listed).toBe(rows.filter((row) => readsQuestion(actor, row)).length);
    expect(rows.some((row) => handles(actor, row))).toBe(actor !== asker && listed > 0);
  }
  const some = await listQuestions(db, officer, { ...all, text: 'do o dau' }, today);
  expect(some.rows.map(({ asked }) => asked.title)).toEqual(['Đo ở đâu?']);
  expect((await listQuestions(db, officer, { ...all, text: '%' }, today)).total).toBe(0);
  expect(
    (await listQuestions(db, officer, { ...all, agencies: [0] }, today)).rows.every((one) => !one.holder),
  ).toBe(true);
  expect((await listQuestions(db, officer, { ...all, editions: ['BTL-2032'] }, today)).total).toBe(0);
  // what the desk counts is what its link lists
  for (const actor of [officer, agency, other])
    expect((await listQuestions(db, actor, { ...all, state: 'mine' }, today)).total).toBe(
      (await questionsWaiting(db, actor, today)).total,
    );
  expect((await listQuestions(db, officer, { ...all, state: 'mine' }, today)).total).toBeLessThan(
    (await listQuestions(db, officer, { ...all, state: 'waiting' }, today)).total,
  );
  const waits = await questionsWaiting(db, agency, today);
  expect(
    waits.rows.every(({ holder, state }) => holder?.id === agency.organisationId && state === 'waiting'),
  ).toBe(true);
  expect(waits.total).toBeGreaterThan(0);
});

test('officers are reminded once before the term ends and once after it', async () => {
  const { services } = portal.app;
  const id = await ask('Nhắc tôi?');
  const names = () => eventNames(services, 'question', id);
  const asked = { actor: officer, from: localDateOf(monday), to: localDateOf(new Date('2026-05-19')) };
  const foreseen = await catalogueComing(services.db, { ...asked, calendar: lawfulCalendar });
  const own = foreseen.filter(({ about }) => about.path === `/ban-lam-viec/hoi-dap/${id}`);
  expect(own.map(({ day, kind }) => `${day} ${kind}`)).toEqual(['2026-05-15 reminder', '2026-05-19 closing']);
  await remindOfTerms(services);
  expect(await names()).toEqual(['question.asked']);
  // Friday before the Monday it is due
  portal.app.setNow(new Date('2026-05-15T02:00:00Z'));
  await Promise.all([remindOfTerms(services), remindOfTerms(services)]);
  expect(await names()).toEqual(['question.asked', 'question.due_soon']);
  portal.app.setNow(new Date('2026-05-19T02:00:00Z'));
  await remindOfTerms(services);
  await remindOfTerms(services);
  expect(await names()).toEqual(['question.asked', 'question.due_soon', 'question.overdue']);
  expect(termOn(await found(id), localDateOf(services.clock()))).toEqual({ kind: 'late', days: 1 });
  portal.app.setNow(monday);
});

test('what concerns a confidential entry or a withdrawn edition is public no more', async () => {
  const { services } = portal.app;
  const id = await ask('Công khai mãi?', { code: 'BTL-2031-02' });
  await answerQuestion(services, officer, id, reply('Khi danh mục còn hiệu lực.'));
  const path = `/bai-toan/BTL-2031-02/hoi-dap/${id}`;
  expect((await portal.app.fetch(path)).status).toBe(200);
  await services.db
    .updateTable('entry')
    .set({ confidential: true })
    .where('code', '=', 'BTL-2031-02')
    .execute();
  expect((await portal.app.fetch(path)).status).toBe(404);
  expect(await kindOf(found(id))).toBe('not_found');
  await services.db
    .updateTable('entry')
    .set({ confidential: false })
    .where('code', '=', 'BTL-2031-02')
    .execute();
  const edition = await services.db
    .selectFrom('edition')
    .select('id')
    .where('code', '=', 'BTL-2031')
    .executeTakeFirstOrThrow();
  await withdrawEdition(services, system, edition.id, { note: 'Công bố nhầm' });
  for (const closed of [path, '/bai-toan/BTL-2031-02/hoi-dap'])
    expect((await portal.app.fetch(closed)).status).toBe(404);
  expect(await kindOf(ask('Còn hỏi được?'))).toBe('not_found');
  const page = await portal.html('/bai-toan/BTL-2031-02');
  expect(page).not.toContain('id="hoi-dap"');
});
