import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from '../../../../test/support/catalogue.ts';
import type { AccountActor } from '../../../kernel/actor.ts';
import { hasDrafted } from '../approval/steps.ts';
import { entryCounts, listEntryRows } from '../edition-queries.ts';
import { work } from '../paths.ts';
import { answerNote, editNote, removeNote, settleNote, writeNote } from './commands.ts';
import { mostReplies, noteLimit } from './note.ts';
import { findTalk, listNotes } from './queries.ts';

let app: TestApp;
let session: Readonly<Record<'officer' | 'head' | 'leader' | 'inspector', Session>>;
let officer: AccountActor;
let head: AccountActor;
let leader: AccountActor;
let id: number;
let entryId: number;

const everything = { text: '', open: false, page: 1 };

beforeAll(async () => {
  app = await openCatalogueApp();
  const people = { officer: 'programme_officer', head: 'programme_head', leader: 'leader' } as const;
  const signedIn = async (role: (typeof people)[keyof typeof people] | 'inspector') => app.signIn(role);
  session = {
    officer: await signedIn(people.officer),
    head: await signedIn(people.head),
    leader: await signedIn(people.leader),
    inspector: await signedIn('inspector'),
  };
  const actor = (who: keyof typeof people): AccountActor => ({
    kind: 'account',
    id: session[who].accountId,
    name: who,
    email: `${who}@example.vn`,
    organisationId: null,
    grants: [{ role: people[who], scope: null }],
    memberships: [],
    sessionId: null,
  });
  officer = actor('officer');
  head = actor('head');
  leader = actor('leader');
  id = (await draftEdition(app.services, 2041)).id;
  entryId = (await draftEntry(app.services, id, 'Đo độ mặn ở cửa sông', { lead: 'SKHCN' })).id;
});
afterAll(() => app.close());

let keys = 0;
function note(actor: AccountActor, text: string, more: { entryId?: number | null; field?: string } = {}) {
  keys += 1;
  return writeNote(app.services, actor, {
    ...{ editionId: id, entryId, field: '', ...more },
    text,
    key: `note ${keys}`,
  });
}

const talk = (noteId: number) => findTalk(app.services.db, officer, id, noteId);
const kindOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: { kind?: string; fields?: object }) => error.kind ?? Object.keys(error.fields ?? {}).join(),
  );
const html = async (path: string, as: Session) => {
  const answer = await app.fetch(path, { as });
  return { status: answer.status, text: await answer.text() };
};

test('a note is written, found by field and words, answered, settled and opened again', async () => {
  const { db } = app.services;
  // decomposed letters, as some keyboards send them, and signs that do not show
  const first = await note(officer, '  Hỏi lại Sở\u0007 về số liệu\r\nnăm 2025 '.normalize('NFD'), {
    field: 'results',
  });
  const whole = await note(head, 'Cả danh mục cần thêm căn cứ', { entryId: null });
  const { note: read } = await talk(first);
  expect(read).toMatchObject({
    text: 'Hỏi lại Sở về số liệu\nnăm 2025',
    field: 'results',
    by: { id: officer.id },
  });
  const listed = await listNotes(db, leader, { editionId: id, entryId: null }, everything);
  expect(listed.rows.map((row) => row.id)).toEqual([whole, first]);
  const ofEntry = await listNotes(db, leader, { editionId: id, entryId }, everything);
  expect(ofEntry.rows.map((row) => row.id)).toEqual([first]);

  await answerNote(
    app.services,
    leader,
    { editionId: id, noteId: first },
    { text: 'Sở đã gửi công văn', key: 'a1' },
  );
  const about = { editionId: id, entryId: null };
  const found = await listNotes(db, officer, about, { ...everything, text: 'cong van' });
  expect(found.rows).toMatchObject([{ id: first, replies: 1 }]);
  const [row] = (await listEntryRows(db, officer, id, { text: '', gap: null, removed: false, page: 1 })).rows;
  expect(row?.openNotes).toBe(1);
  expect(await entryCounts(db, officer, id)).toMatchObject({ entries: 1, withNotes: 1, openNotes: 2 });

  await settleNote(app.services, head, { editionId: id, noteId: first }, true);
  await settleNote(app.services, officer, { editionId: id, noteId: first }, true);
  expect((await talk(first)).note.resolved?.by).not.toBeNull();
  const open = { ...everything, open: true };
  expect((await listNotes(db, officer, about, open)).rows.map((one) => one.id)).toEqual([whole]);
  const filtered = { text: '', gap: null, removed: false, withNotes: true, page: 1 };
  expect((await listEntryRows(db, officer, id, filtered)).total).toBe(0);
  await settleNote(app.services, officer, { editionId: id, noteId: first }, false);
  expect((await listEntryRows(db, officer, id, filtered)).total).toBe(1);
  // a leader's word on an entry makes them no writer of it: they may still approve
  expect(await hasDrafted(db, leader.id, id)).toBe(false);
});

test('its words are kept when it is edited, hidden when it is removed, and stand in no event', async () => {
  const { db } = app.services;
  const secret = 'Chuchimkhongdelo';
  const noteId = await note(officer, `${secret} một`);
  await editNote(app.services, officer, { editionId: id, noteId }, { text: `${secret} hai`, version: 1 });
  const { note: edited } = await talk(noteId);
  expect(edited).toMatchObject({ text: `${secret} hai`, version: 2, earlier: [{ text: `${secret} một` }] });
  await removeNote(app.services, head, { editionId: id, noteId });
  await removeNote(app.services, officer, { editionId: id, noteId });
  expect((await talk(noteId)).note).toMatchObject({
    text: null,
    earlier: [],
    removed: { by: expect.any(String) },
  });
  const shown = await html(work.note(id, noteId), session.officer);
  expect(shown.text).toContain('Ghi chú đã xóa bởi');
  expect(shown.text).not.toContain(secret);
  const events = await db
    .selectFrom('event')
    .select(['name', 'facts'])
    .where('name', 'like', 'note.%')
    .execute();
  expect(JSON.stringify(events)).not.toContain(secret);
  expect(events.filter(({ name }) => name === 'note.removed')).toHaveLength(1);
  const history = await html(work.entry(id, entryId), session.officer);
  expect(history.text).toContain('Viết ghi chú nội bộ: BTL-2041-01');
  // what is printed of an entry has the way to its notes on the screen alone, and none of their words
  expect(history.text).toMatch(/<section class="card screen-only"><h2>Ghi chú nội bộ/);
  expect(history.text).not.toContain('Hỏi lại Sở');
});

describe('a refused note', () => {
  test('stays in the form with its message', async () => {
    const long = 'x'.repeat(noteLimit + 1);
    const typed: [string, Record<string, string>, string][] = [
      [work.entryNotes(id, entryId), { text: ' ', field: 'results' }, 'Hãy viết nội dung ghi chú.'],
      [work.notes(id), { text: long }, 'hãy viết gọn trong'],
      [
        work.entryNotes(id, entryId),
        { text: 'Giữ chữ này', field: 'khong-co' },
        'Hãy chọn phần trong danh sách.',
      ],
      // of the edition as a whole no field is spoken of
      [work.notes(id), { text: 'Giữ chữ này', field: 'results' }, 'Hãy chọn phần trong danh sách.'],
    ];
    for (const [path, form, message] of typed) {
      const answer = await app.fetch(path, { as: session.officer, form });
      const text = await answer.text();
      expect([answer.status, text.includes(message), text.includes(form.text ?? '')], message).toEqual([
        422,
        true,
        true,
      ]);
    }
    const noteId = await note(officer, 'Một câu');
    const edit = { do: 'sua', 'ghi-chu': String(noteId), [`sua-${noteId}`]: '', version: '1' };
    expect((await app.fetch(work.note(id, noteId), { as: session.officer, form: edit })).status).toBe(422);
    const stale = { ...edit, [`sua-${noteId}`]: 'Viết ở cửa sổ cũ', version: '7' };
    const refused = await app.fetch(work.note(id, noteId), { as: session.officer, form: stale });
    expect([refused.status, (await refused.text()).includes('Viết ở cửa sổ cũ')]).toEqual([409, true]);
    const answer = { do: 'tra-loi', text: 'Câu trả lời', khoa: 'a' };
    const sent = await app.fetch(work.note(id, noteId), { as: session.head, form: answer });
    expect(sent.status).toBe(303);
    expect((await app.fetch(work.note(id, noteId), { as: session.head, form: { do: 'khac' } })).status).toBe(
      404,
    );
  });

  test('is of somebody who may not, or comes too late', async () => {
    const { services } = app;
    const other = (await draftEdition(services, 2042)).id;
    const noteId = await note(officer, 'Của chuyên viên');
    const about = { editionId: id, noteId };
    const inspector = {
      ...officer,
      id: session.inspector.accountId,
      grants: [{ role: 'inspector', scope: null }],
    } as const;
    expect(await kindOf(note(inspector, 'Không được viết'))).toBe('forbidden');
    expect(await kindOf(editNote(services, head, about, { text: 'Sửa hộ', version: 1 }))).toBe('forbidden');
    expect(await kindOf(removeNote(services, leader, about))).toBe('forbidden');
    expect(await kindOf(settleNote(services, head, { editionId: other, noteId }, true))).toBe('not_found');
    expect(await kindOf(note(officer, 'Mục của danh mục khác', { entryId: 999_999 }))).toBe('not_found');
    const answer = {
      editionId: id,
      noteId: await answerNote(services, head, about, { text: 'Đã xem', key: 'b' }),
    };
    expect(await kindOf(answerNote(services, head, answer, { text: 'Dưới trả lời', key: 'e' }))).toBe(
      'not_found',
    );
    expect(await kindOf(editNote(services, officer, about, { text: 'Sửa muộn', version: 1 }))).toBe(
      'wrong_state',
    );
    await removeNote(services, officer, about);
    expect(await kindOf(answerNote(services, head, about, { text: 'Muộn', key: 'c' }))).toBe('wrong_state');
    expect(await kindOf(settleNote(services, head, about, true))).toBe('wrong_state');
    // the inspector reads, and each look is recorded
    const seen = await html(work.notes(id), session.inspector);
    expect([seen.status, seen.text.includes('Bạn đọc được ghi chú, không viết.')]).toEqual([200, true]);
    const posted = await app.fetch(work.notes(id), { as: session.inspector, form: { text: 'Thử' } });
    expect(posted.status).toBe(403);
  });

  test('is not the second of a double click, nor one answer too many', async () => {
    const { services } = app;
    const once = { editionId: id, entryId, text: 'Bấm hai lần', field: '', key: 'bấm' };
    const both = await Promise.all([1, 2].map(() => writeNote(services, officer, once)));
    expect(new Set(both).size).toBe(1);
    const [noteId = 0] = both;
    const about = { editionId: id, noteId };
    for (let count = 0; count < mostReplies; count += 1)
      await answerNote(services, officer, about, { text: `Lần ${count}`, key: `lần ${count}` });
    expect(await kindOf(answerNote(services, officer, about, { text: 'Nữa', key: 'nữa' }))).toBe(
      'wrong_state',
    );
  });
});

test('the desk shows the answers of others to what the person said', async () => {
  const noteId = await note(officer, 'Ai biết số liệu này?');
  const about = { editionId: id, noteId };
  await answerNote(app.services, officer, about, { text: 'Tự trả lời tôi', key: 'd0' });
  expect((await html('/ban-lam-viec', session.officer)).text).not.toContain('Tự trả lời tôi');
  await answerNote(app.services, leader, about, { text: 'Hỏi phòng Thống kê', key: 'd1' });
  expect((await html('/ban-lam-viec', session.officer)).text).toContain('Hỏi phòng Thống kê');
  expect((await html('/ban-lam-viec', session.leader)).text).not.toContain('Hỏi phòng Thống kê');
  await settleNote(app.services, head, about, true);
  expect((await html('/ban-lam-viec', session.officer)).text).not.toContain('Hỏi phòng Thống kê');
});
