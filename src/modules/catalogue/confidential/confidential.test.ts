// A little long, and one file: the scene of a hidden entry that everything could speak of is a hundred lines and serves every test.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry } from '../../../../test/support/catalogue.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { type AccountActor, type Role, system } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { openMetrics } from '../../../platform/metrics.ts';
import { routes } from '../../../routes.ts';
import { saveOrganisation } from '../../directory/index.ts';
import { beginAmendment } from '../amendment/commands.ts';
import { publishIssuedElsewhere } from '../approval/commands.ts';
import { attachFile } from '../attachment-commands.ts';
import { findBulkField } from '../bulk/change.ts';
import { changeTogether } from '../bulk/commands.ts';
import { matchingEntries } from '../edition-queries.ts';
import { addEntry, moveEntry, saveEntry } from '../entry-commands.ts';
import { contentOf, findEntry } from '../entry-store.ts';
import { readPaste, startImport } from '../import-commands.ts';
import { confirmImport } from '../import-confirm.ts';
import { answerNote, writeNote } from '../notes/commands.ts';
import { work } from '../paths.ts';
import { readiness } from '../readiness.ts';
import { keepWorkingCopy } from '../working-copy.ts';
import { changeReaders } from './commands.ts';
import { readersMark, readersOf } from './readers.ts';

const secret = 'Chimlacbimat';
const secretTitle = `${secret} đo rò rỉ hồ chứa nước đầu nguồn`;

let app: TestApp;
const people = new Map<string, { readonly session: Session; readonly actor: AccountActor }>();
let id: number;
/** The confidential entry, a public one, and another year's with much the same title. */
let hidden: { readonly id: number; readonly code: string };
let shown: { readonly id: number; readonly code: string };
let alike: { readonly editionId: number; readonly id: number };
let file: number;
let bulk: number;
let note: number;
let event: number;
let pasted: number;
/** A published edition, and the draft that adds a confidential entry to it. */
let published: number;
let amendment: number;

async function person(name: string, role: Role): Promise<void> {
  const session = await app.signIn(role, { email: `${name}@example.vn` });
  const grants = [{ role, scope: null }];
  const actor = {
    name,
    email: `${name}@example.vn`,
    organisationId: null,
    grants,
    memberships: [],
    sessionId: null,
  };
  people.set(name, { session, actor: { kind: 'account', id: session.accountId, ...actor } });
}

const known = (name: string) => {
  const found = people.get(name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
const actorOf = (name: string) => known(name).actor;

async function get(path: string, name: string): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await app.fetch(path, { as: known(name).session });
  return { status: answer.status, text: await answer.text() };
}

beforeAll(async () => {
  app = await openTestApp(routes(openMetrics()));
  const { services } = app;
  await saveOrganisation(services, system, { code: 'SKHCN', kind: 'department', name: 'Sở KH&CN' });
  await person('lan', 'programme_officer');
  await person('minh', 'programme_officer');
  await person('dung', 'programme_head');
  await person('hoa', 'leader');
  await person('tra', 'inspector');
  ({ id } = await draftEdition(services, 2036));
  shown = await draftEntry(services, id, 'Điều tiết xe chở hàng ở cửa khẩu', { lead: ['SKHCN'] });
  const added = await draftEntry(services, id, secretTitle, { lead: ['SKHCN'] });
  const other = await draftEdition(services, 2037);
  const twin = await draftEntry(services, other.id, 'Đo rò rỉ hồ chứa nước đầu nguồn bằng cảm biến', {});
  alike = { editionId: other.id, id: twin.id };
  const lan = actorOf('lan');
  const entry = await findEntry(services.db, system, id, added.id);
  const content = { ...contentOf(entry), ...entry.detail, lead: ['SKHCN'], confidential: true };
  hidden = await saveEntry(services, lan, added.id, { version: entry.version, entry: content });
  const attached = await attachFile(services, lan, hidden.id, {
    file: await keepFile(services, `x;${secret}`, `${secret}.csv`),
    title: `Số liệu ${secret}`,
  });
  file = attached.id;
  const field = findBulkField('problems', 'keywords');
  if (!field) throw new Error('keywords are changed together');
  const now = await Promise.all([shown, hidden].map((one) => findEntry(services.db, system, id, one.id)));
  const change = await changeTogether(services, lan, id, {
    change: { field, mode: 'add', typed: [`khóa ${secret}`] },
    entries: now.map((one) => ({ id: one.id, version: one.version })),
    key: 'both',
  });
  bulk = change?.id ?? 0;
  // what both entries say now is said of the public one too: leave it the words it had
  await services.db.updateTable('entry').set({ keywords: [] }).where('id', '=', shown.id).execute();
  await services.db.updateTable('bulk_change').set({ typed: '["khóa"]' }).where('id', '=', bulk).execute();
  await services.db
    .updateTable('bulk_change_entry')
    .set({ after: '{}' })
    .where('entry_id', '=', shown.id)
    .execute();
  note = await writeNote(services, lan, {
    editionId: id,
    entryId: hidden.id,
    text: `Ghi ${secret}`,
    field: '',
    key: 'n',
  });
  const copied = { values: { title: [secret] }, base: {}, baseVersion: 1 };
  await keepWorkingCopy(services, lan, hidden.id, copied);
  const told = await services.db
    .selectFrom('event')
    .select('seq')
    .where('subject_id', '=', String(hidden.id))
    .where('name', '=', 'entry.changed')
    .executeTakeFirstOrThrow();
  event = told.seq;
  published = (await draftEdition(services, 2038)).id;
  await draftEntry(services, published, 'Cảnh báo sương muối ở vườn na', { lead: ['SKHCN'] });
  await publishIssuedElsewhere(services, published);
  amendment = (await beginAmendment(services, lan, published, { reason: 'Bổ sung bài toán' })).id;
  const more = { title: `${secretTitle} hai`, lead: ['SKHCN'], confidential: true };
  await addEntry(services, lan, amendment, more);
  // the same annex once more: its row is the confidential entry
  pasted = await startImport(services, lan, {
    ...{ kind: 'problems', span: { year: 2036 }, file: null },
    reading: readPaste(`TT\tTên bài toán\n${now[1]?.tt ?? ''}\tRò rỉ`),
  });
});
afterAll(() => app.close());

/** Every address of the office's side that could say something of the entry. */
function addresses(): string[] {
  const pages = [
    work.editions,
    `${work.edition(id)}?q=${secret}`,
    `${work.edition(id)}?ghi-chu=chua-xong`,
    work.bulkChange(id, bulk),
    work.outgoing(id, 'to-trinh'),
    ...['phu-luc.csv', 'phu-luc.html', 'xem-truoc.svg'].map((name) =>
      work.outgoingFile(id, 'to-trinh', name),
    ),
    work.compare(alike.editionId, alike.id, shown.id),
    work.coach(alike.editionId),
    work.entry(alike.editionId, alike.id),
    work.import(pasted),
    work.confirmImport(pasted),
    work.imports,
    '/ban-lam-viec',
    '/kiem-tra',
    `/kiem-tra?q=${secret}`,
    `/kiem-tra/${event}`,
  ];
  const amended = [published, amendment].flatMap((edition) => pathsOf(shown.id, edition));
  return [...pages, ...pathsOf(shown.id), ...amended.filter((path) => !path.includes('/muc/'))].flatMap(
    (path) => [path, `/en${path}`],
  );
}

/** Every page of the edition and of one of its entries that names no further thing. */
function pathsOf(entryId: number, edition = id): string[] {
  return routes(openMetrics())
    .filter(({ method, path }) => method === 'GET' && path.startsWith(`${work.editions}/:id`))
    .map(({ path }) => path.replace(':id', String(edition)).replace(':entryId', String(entryId)))
    .filter((path) => !path.includes(':'));
}

/** Addresses of the entry itself. */
function own(): string[] {
  return [
    work.note(id, note),
    work.file(id, hidden.id, file),
    work.compare(id, hidden.id, alike.id),
    work.compare(alike.editionId, alike.id, hidden.id),
    work.compare(id, shown.id, hidden.id),
    ...pathsOf(hidden.id).filter((path) => path.includes('/muc/') && !path.endsWith('/muc/moi')),
  ];
}

describe('a confidential entry', () => {
  test('is seen by who marked it, by heads and leaders', async () => {
    expect(await readersOf(app.services.db, hidden.id)).toEqual({
      roles: ['programme_head', 'leader'],
      accounts: [{ id: actorOf('lan').id, name: expect.any(String) }],
    });
    for (const name of ['lan', 'dung', 'hoa']) {
      expect((await get(work.entry(id, hidden.id), name)).status, name).toBe(200);
      expect((await get(work.edition(id), name)).text, name).toContain(secret);
    }
    expect((await get(work.bulkChange(id, bulk), 'lan')).text).toContain(hidden.code);
    expect((await get(work.coach(alike.editionId), 'dung')).text).toContain(hidden.code);
  });

  test('is nowhere for others who work on the edition', async () => {
    for (const name of ['minh', 'tra'])
      for (const path of addresses()) {
        const { status, text } = await get(path, name);
        const what = `${name} ${path} ${status}`;
        expect(status, what).toBeLessThan(500);
        // a page that searches repeats what was typed, and nothing else
        const said = path.includes('?') ? [`${secret} `, `${secret}.csv`] : [secret];
        expect(
          said.some((words) => text.includes(words)),
          what,
        ).toBe(false);
        expect(text.includes(hidden.code), what).toBe(false);
      }
    for (const name of ['minh', 'tra'])
      for (const path of own())
        expect([403, 404], `${name} ${path}`).toContain((await get(path, name)).status);
    const found = await get(work.edition(id), 'minh');
    // counts are of what is seen
    expect(found.text).toContain('Các mục (1)');
    expect((await get(work.editions, 'minh')).text).not.toMatch(/>2</);
  });

  test('is not found by forged numbers in what is sent', async () => {
    const { services } = app;
    const minh = actorOf('minh');
    const kind = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'done',
        (error: { kind?: string }) => error.kind,
      );
    const copy = { values: {}, base: {}, baseVersion: 1 };
    expect(await kind(moveEntry(services, minh, hidden.id, 1))).toBe('not_found');
    expect(await kind(keepWorkingCopy(services, minh, hidden.id, copy))).toBe('not_found');
    const noted = { editionId: id, entryId: hidden.id, text: 'x', field: '', key: 'm' };
    expect(await kind(writeNote(services, minh, noted))).toBe('not_found');
    const answer = { text: 'x', key: 'm2' };
    expect(await kind(answerNote(services, minh, { editionId: id, noteId: note }, answer))).toBe('not_found');
    const seen = readersMark(await readersOf(services.db, hidden.id));
    const mine = { roles: ['programme_officer'], accounts: [], seen };
    expect(await kind(changeReaders(services, minh, hidden.id, mine))).toBe('not_found');
    const field = findBulkField('problems', 'keywords');
    if (!field) throw new Error('keywords are changed together');
    const { version } = await findEntry(services.db, system, id, hidden.id);
    const change = { field, mode: 'add' as const, typed: ['y'] };
    const together = { change, entries: [{ id: hidden.id, version }], key: 'm3' };
    // as if it had been removed: not even its code is told
    expect(await kind(changeTogether(services, minh, id, together))).toBe('conflict');
    const posts = [
      work.entry(id, hidden.id),
      work.moveEntry(id, hidden.id),
      work.removeFile(id, hidden.id, file),
    ];
    for (const path of posts)
      expect((await app.fetch(path, { as: known('minh').session, form: {} })).status, path).toBe(404);
    // what the annex says of it is a row like any other, and no way to learn of the entry
    const confirmed = await confirmImport(services, minh, pasted);
    expect(confirmed).toMatchObject({ added: 1, changed: 0, unchanged: 0 });
    const all = { text: '', gap: null, removed: false };
    const rows = await matchingEntries(services.db, minh, id, all).select('entry.id').execute();
    expect(rows.some((row) => row.id === hidden.id)).toBe(false);
  });

  test('is told of in the log as one of which no more is told', async () => {
    const page = await get(`/kiem-tra/${event}`, 'tra');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Có thay đổi ở một mục không công khai');
    expect((await get(`/kiem-tra?q=${secret}`, 'tra')).text).not.toContain(hidden.code);
    expect((await get(work.edition(id), 'minh')).text).toContain('Có thay đổi ở một mục không công khai');
  });

  test('counts for its leader by number where it is withheld from them', async () => {
    const { services } = app;
    const before = readersMark(await readersOf(services.db, hidden.id));
    const input = { roles: ['programme_head'], accounts: [], seen: before };
    await changeReaders(services, actorOf('dung'), hidden.id, input);
    expect(await readiness(services.db, actorOf('hoa'), id)).toMatchObject({ withheld: 1, confidential: 0 });
    expect(await readiness(services.db, actorOf('dung'), id)).toMatchObject({ withheld: 0, confidential: 1 });
    await services.db.updateTable('edition').set({ state: 'with_leader' }).where('id', '=', id).execute();
    const told = '1 mục không công khai mà tài khoản này không được xem.';
    expect((await get(work.approval(id), 'hoa')).text).toContain(told);
    expect((await get(work.approval(id), 'minh')).text).not.toContain(told);
    await services.db.updateTable('edition').set({ state: 'draft' }).where('id', '=', id).execute();
    // what it lacks keeps the edition back, and is told without saying what
    await services.db.updateTable('entry').set({ title: '' }).where('id', '=', hidden.id).execute();
    const blocked = await readiness(services.db, actorOf('minh'), id);
    expect(blocked).toMatchObject({ ready: false, withheldBlocks: true });
    expect((await get(work.approval(id), 'minh')).text).toContain(
      'một mục không công khai mà tài khoản này không được xem còn thiếu',
    );
    await services.db.updateTable('entry').set({ title: secretTitle }).where('id', '=', hidden.id).execute();
  });
});

describe('who may see it', () => {
  const choose = (name: string, form: Readonly<Record<string, string | readonly string[]>>) =>
    app.fetch(work.readers(id, hidden.id), { as: known(name).session, form });
  const mark = async () => readersMark(await readersOf(app.services.db, hidden.id));

  test('is chosen by role and by name, by somebody who stays among them', async () => {
    const minh = String(actorOf('minh').id);
    const seen = await mark();
    const wrong: [Record<string, string | readonly string[]>, string][] = [
      [{}, 'Hãy chọn ít nhất một vai trò'],
      [{ roles: ['leader'], accounts: [minh] }, 'Bạn sẽ không còn xem được mục này'],
      [{ roles: ['administrator', 'programme_head'] }, 'Hãy chọn vai trò trong danh sách'],
      [{ roles: ['programme_head'], accounts: ['999999'] }, 'Chỉ nêu tên được những người đang làm việc'],
    ];
    for (const [form, message] of wrong) {
      const answer = await choose('dung', { ...form, 'da-thay': seen });
      const text = await answer.text();
      expect([answer.status, text.includes(message)], message).toEqual([422, true]);
    }
    const named = { roles: ['programme_head'], accounts: [minh] };
    expect((await choose('dung', { ...named, 'da-thay': seen })).status).toBe(303);
    expect((await get(work.entry(id, hidden.id), 'minh')).status).toBe(200);
    expect((await get(work.edition(id), 'minh')).text).toContain(secret);
    expect((await get(work.entry(id, hidden.id), 'lan')).status).toBe(404);
    // what was typed before it was taken from their eyes is not shown to them either
    expect((await get('/ban-lam-viec', 'lan')).text).not.toContain(secret);
    const late = await choose('dung', { roles: ['programme_head', 'inspector'], 'da-thay': seen });
    expect([late.status, (await late.text()).includes('value="inspector" checked')]).toEqual([409, true]);
    const withInspectors = { roles: ['programme_head', 'inspector'], 'da-thay': await mark() };
    expect((await choose('dung', withInspectors)).status).toBe(303);
    expect((await get(`/kiem-tra/${event}`, 'tra')).text).toContain(secret);
  });

  test('goes with the entry when an amendment adds it', async () => {
    const { services } = app;
    await publishIssuedElsewhere(services, amendment);
    const added = await services.db
      .selectFrom('entry')
      .select(['id', 'published_at'])
      .where('edition_id', '=', published)
      .where('confidential', '=', true)
      .executeTakeFirstOrThrow();
    expect(added.published_at).toBeNull();
    const { roles, accounts } = await readersOf(services.db, added.id);
    expect([roles, accounts.map((one) => one.id)]).toEqual([
      ['programme_head', 'leader'],
      [actorOf('lan').id],
    ]);
    expect((await get(work.edition(published), 'minh')).text).not.toContain(secret);
    expect((await get(work.edition(published), 'lan')).text).toContain(secret);
  });

  test('is kept with the roles of an edition, of deputies and of accounts that are still there', async () => {
    const { services } = app;
    const sees = (actor: AccountActor) =>
      findEntry(services.db, actor, id, hidden.id).then(
        () => true,
        () => false,
      );
    const scoped = (edition: number): AccountActor => ({
      ...actorOf('minh'),
      grants: [{ role: 'programme_head', scope: { kind: 'edition', id: edition } }],
    });
    expect([await sees(scoped(id)), await sees(scoped(alike.editionId))]).toEqual([true, false]);
    const lent = {
      role: 'programme_head',
      scope: null,
      onBehalfOf: { id: actorOf('dung').id, name: 'dung', until: '2026-05-10' as LocalDate },
    } as const;
    expect(await sees({ ...actorOf('minh'), grants: [lent] })).toBe(true);
    // readers who are all gone would lose the entry to everybody: heads and leaders see it again
    const minh = actorOf('minh');
    await services.db.deleteFrom('entry_reader').where('entry_id', '=', hidden.id).execute();
    await services.db
      .insertInto('entry_reader')
      .values({ entry_id: hidden.id, account_id: minh.id })
      .execute();
    expect([await sees(minh), await sees(actorOf('dung'))]).toEqual([true, false]);
    await services.db.updateTable('account').set({ state: 'closed' }).where('id', '=', minh.id).execute();
    expect([await sees(actorOf('dung')), await sees(actorOf('hoa')), await sees(actorOf('lan'))]).toEqual([
      ...[true, true, false],
    ]);
    await services.db.updateTable('account').set({ state: 'active' }).where('id', '=', minh.id).execute();
    expect(await sees(actorOf('dung'))).toBe(false);
    // one whose roles were taken away, or a role nobody has, is no reader either
    const grants = (at: Date | null) =>
      services.db
        .updateTable('role_grant')
        .set({ revoked_at: at })
        .where('account_id', '=', minh.id)
        .execute();
    await grants(services.clock());
    expect(await sees(actorOf('dung'))).toBe(true);
    await grants(null);
    await services.db
      .updateTable('entry_reader')
      .set({ account_id: null, role: 'council_secretary' })
      .where('entry_id', '=', hidden.id)
      .execute();
    expect(await sees(actorOf('hoa'))).toBe(true);
    expect(await sees({ ...actorOf('hoa'), owesFactor: true })).toBe(false);
    await services.db
      .updateTable('entry_reader')
      .set({ account_id: minh.id, role: null })
      .where('entry_id', '=', hidden.id)
      .execute();
  });

  test('is nobody’s question once the entry is no longer confidential', async () => {
    const { services } = app;
    const entry = await findEntry(services.db, system, id, hidden.id);
    const content = { ...contentOf(entry), ...entry.detail, lead: ['SKHCN'], confidential: false };
    await saveEntry(services, actorOf('minh'), hidden.id, { version: entry.version, entry: content });
    const rows = await services.db
      .selectFrom('entry_reader')
      .selectAll()
      .where('entry_id', '=', hidden.id)
      .execute();
    expect(rows).toEqual([]);
    expect((await get(work.edition(id), 'lan')).text).toContain(secret);
    const form = { roles: ['programme_head'], 'da-thay': 'leader programme_head' };
    expect((await choose('dung', form)).status).toBe(409);
    expect((await get(work.readers(id, hidden.id), 'dung')).text).toContain('trước hết hãy đánh dấu');
  });
});
