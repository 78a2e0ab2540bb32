// A little long, and one file: the whole sample is opened once for it, with two people who act in it and one who reads.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { readingOf } from '../../../test/support/documents.ts';
import { createSampleDatabase } from '../../../test/support/world.ts';
import { type AccountActor, system, visitor } from '../../kernel/actor.ts';
import {
  addEntry,
  createEdition,
  moveEntry,
  removeEntry,
  withdrawEdition,
} from '../../modules/catalogue/index.ts';
import { registerDocument, removeDraft } from '../../modules/documents/index.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { openMetrics } from '../../platform/metrics.ts';
import { routes } from '../../routes.ts';
import { factNames } from './fact-names.ts';
import { fileMost } from './file.ts';

let app: TestApp;
let inspector: Session;
let officer: Session;

beforeAll(async () => {
  app = await openTestApp(routes(openMetrics()), await createSampleDatabase());
  inspector = await app.signIn('inspector', { email: 'thanh.tra@example.vn' });
  officer = await app.signIn('programme_officer', { email: 'can.bo@example.vn' });
  await rename(officer, 'Hoàng Đình Khuê');
});
afterAll(() => app.close());

async function rename({ accountId }: Session, name: string): Promise<void> {
  await app.services.db.updateTable('account').set({ name }).where('id', '=', accountId).execute();
}

const actorOf = ({ accountId }: Session): AccountActor => ({
  ...{
    kind: 'account',
    id: accountId,
    name: '',
    email: '',
    organisationId: null,
    memberships: [],
    sessionId: null,
  },
  grants: [{ role: 'programme_officer', scope: null }],
});

interface Row {
  readonly seq: number;
  readonly text: string;
}

/** The page as an inspector reads it. */
async function ask(query = '', language: 'vi' | 'en' = 'vi') {
  const path = `${language === 'en' ? '/en' : ''}/kiem-tra${query}`;
  const answer = await app.fetch(path, { as: inspector });
  const html = await answer.text();
  const body = /<tbody>(.*?)<\/tbody>/s.exec(html)?.[1] ?? '';
  const rows = [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']): Row => {
    const seq = Number(/\/kiem-tra\/(\d+)"/.exec(row)?.[1]);
    return { seq, text: plain(row) };
  });
  return { status: answer.status, html, rows, text: plain(html) };
}

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();

async function lastEvents(count: number) {
  const rows = await app.services.db
    .selectFrom('event')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(count)
    .execute();
  return rows;
}

test('an inspector reads what happened in sentences, newest first, with who did it and a link to the thing', async () => {
  const edition = await createEdition(app.services, actorOf(officer), {
    ...{ kind: 'problems', span: '2031', title: 'Danh mục để tra cứu' },
  });
  const { code, id } = await addEntry(app.services, actorOf(officer), edition.id, {
    title: 'Đo mặn nước ngầm',
  });
  const { rows, status } = await ask();
  expect(status).toBe(200);
  expect(rows).toHaveLength(30);
  expect(rows[0]?.text).toContain(`Thêm mục ${code} Hoàng Đình Khuê`);
  expect(rows[1]?.text).toContain('Tạo danh mục BTL-2031');
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq).toSorted((a, b) => b - a));
  const { html } = await ask(`?vat=entry.${id}`);
  expect(html).toContain(`href="/ban-lam-viec/danh-muc/${edition.id}/muc/${id}"`);
  expect((await ask('', 'en')).text).toContain(`Added entry ${code}`);
});

test('words find a code, a number, a name, an e-mail, with or without diacritics', async () => {
  const edition = await createEdition(app.services, actorOf(officer), {
    ...{ kind: 'problems', span: '2032', title: 'Danh mục chuyển mã' },
  });
  const first = await addEntry(app.services, actorOf(officer), edition.id, { title: 'Cảnh báo sương muối' });
  const second = await addEntry(app.services, actorOf(officer), edition.id, { title: 'Quan trắc hồ đập' });
  const found = async (words: string) =>
    (await ask(`?q=${encodeURIComponent(words)}`)).rows.map(({ text }) => text);

  expect(await found(first.code)).toEqual([expect.stringContaining(`Thêm mục ${first.code}`)]);
  expect(await found(first.code.toLowerCase())).toHaveLength(1);
  for (const words of ['Cảnh báo sương muối', 'canh bao SUONG MUOI', 'sương muối'])
    expect(await found(words), words).toEqual([expect.stringContaining(`Thêm mục ${first.code}`)]);
  for (const words of ['Hoàng Đình Khuê', 'hoang dinh khue', 'can.bo@example.vn'])
    expect((await found(words)).slice(0, 2), words).toEqual([
      expect.stringContaining(`Thêm mục ${second.code}`),
      expect.stringContaining(`Thêm mục ${first.code}`),
    ]);
  // the whole edition by its code, its entries with it
  expect((await found('BTL-2032')).length).toBeGreaterThanOrEqual(3);
  // what bore the code then, though it bears another now
  await moveEntry(app.services, actorOf(officer), second.id, 1);
  expect((await found(first.code)).join()).toContain('Chuyển mục từ vị trí 2 sang 1');
  expect(await found('không có gì như thế')).toEqual([]);
});

test('words of what was done find it, several and whole, with or without diacritics, in either language', async () => {
  const at = app.services.clock();
  for (const name of ['urging_letter.recalled', 'board.viewed'] as const)
    await app.services.db
      .transaction()
      .execute((tx) =>
        appendEvent(tx, { name, actor: system, at, subject: { kind: 'urging_letter', id: 987 } }),
      );
  for (const words of ['thu hồi công văn đôn đốc', 'CONG VAN THU HOI', 'recalled letter'])
    expect((await ask(`?q=${encodeURIComponent(words)}`)).text, words).toContain('Thu hồi công văn đôn đốc');
  for (const words of ['hoi', 'thu hồi công văn khen thưởng', 'ong van thu hoi'])
    expect((await ask(`?q=${encodeURIComponent(words)}`)).text, words).not.toContain('Thu hồi công văn');
  expect((await ask('?q=xem%20b%E1%BA%A3ng%20theo%20d%C3%B5i')).text).toContain('Xem bảng theo dõi');
});

test('questions, keys and webhooks are found by their names and called what they are; of a withheld entry nothing', async () => {
  const { db, clock } = app.services;
  const edition = await createEdition(app.services, actorOf(officer), {
    ...{ kind: 'problems', span: '2034', title: 'Danh mục có câu hỏi' },
  });
  const { id: entry_id } = await addEntry(app.services, actorOf(officer), edition.id, {
    title: 'Mục có câu hỏi',
  });
  const [at, account_id] = [clock(), officer.accountId];
  const question = await db
    .insertInto('question')
    .values({
      ...{ entry_id, language: 'vi', title: 'Trăng vằng vặc ở đâu', body: 'Ở đâu?', asked_by: account_id },
      ...{ asked_at: at, named: false, form_key: 'nhat-ky', due_on: '2026-06-30' },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const key = await db
    .insertInto('api_key')
    .values({
      ...{ account_id, name: 'Khóa trăng vằng vặc', purpose: 'Thử', hint: 'abcd', created_at: at },
      token_hash: Buffer.from('nhat-ky'.padEnd(32)),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const webhook = await db
    .insertInto('webhook')
    .values({
      ...{ account_id, name: 'Webhook trăng vằng vặc', url: 'https://example.vn/', secret: Buffer.alloc(60) },
      ...{ state_at: at, created_at: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.transaction().execute(async (tx) => {
    const by = { actor: system, at };
    await appendEvent(tx, {
      ...by,
      name: 'question.overdue',
      subject: { kind: 'question', id: question.id },
    });
    await appendEvent(tx, { ...by, name: 'api_key.created', subject: { kind: 'api_key', id: key.id } });
    await appendEvent(tx, { ...by, name: 'webhook.created', subject: { kind: 'webhook', id: webhook.id } });
  });
  const { rows, text } = await ask('?q=vang+vac+trang');
  expect(rows).toHaveLength(3);
  for (const what of ['Câu hỏi của công chúng', 'Khóa API', 'Webhook']) expect(text).toContain(what);
  await db.updateTable('entry').set({ confidential: true }).where('id', '=', entry_id).execute();
  expect((await ask('?q=vang+vac+trang')).rows).toHaveLength(2);
});

test('what is gone is told by the number it had, without a link', async () => {
  const reading = readingOf({ title: 'Kế hoạch bỏ đi', number: '9123/KH-UBND', symbol: 'KH-UBND' });
  const { id } = await registerDocument(app.services, system, { reading, file: null });
  await removeDraft(app.services, system, id);
  const { rows, html } = await ask('?q=9123%2FKH-UBND');
  expect(rows.map(({ text }) => text)).toEqual([
    expect.stringContaining('Bỏ bản nháp khỏi sổ Hệ thống 9123/KH-UBND (không còn)'),
    expect.stringContaining('Đưa văn bản vào sổ Hệ thống 9123/KH-UBND (không còn)'),
  ]);
  expect(html).not.toContain(`/ban-lam-viec/van-ban/${id}"`);
});

test('a removed entry leads to where the removed ones are', async () => {
  const edition = await createEdition(app.services, system, {
    ...{ kind: 'needs', span: '2033-2034', title: 'Danh mục có mục đã bỏ' },
  });
  const { id } = await addEntry(app.services, system, edition.id, { title: 'Sấy hồi' });
  await removeEntry(app.services, system, id);
  expect((await ask(`?vat=entry.${id}`)).html).toContain(`href="/ban-lam-viec/danh-muc/${edition.id}/da-bo"`);
});

test('filters narrow by what it is about, what was done, who did it and the days, all in the address', async () => {
  const names = async (query: string) => {
    const { rows } = await ask(query);
    expect(rows.length, query).toBeGreaterThan(0);
    const found = await app.services.db
      .selectFrom('event')
      .select(['name', 'actor_kind', 'actor_account', 'at'])
      .where(
        'seq',
        'in',
        rows.map(({ seq }) => seq),
      )
      .execute();
    return found;
  };
  for (const { name } of await names('?loai=van-ban')) expect(name).toMatch(/^document\./);
  for (const { name } of await names('?loai=muc&viec=tao'))
    expect(['entry.added', 'entry.restored']).toContain(name);
  for (const { name } of await names('?viec=xem')) expect(name).toMatch(/\.viewed$|\.searched$|\.inspected$/);
  for (const event of await names('?nguoi=he-thong')) expect(event.actor_kind).toBe('system');
  for (const event of await names(`?nguoi=${officer.accountId}`))
    expect(event.actor_account).toBe(officer.accountId);
  const now = app.services.clock();
  app.setNow(new Date('2026-06-09T17:30:00Z')); // half past midnight on the tenth, in Vietnam
  const edition = await createEdition(app.services, system, {
    ...{ kind: 'needs', span: '2035-2036', title: 'Danh mục sau nửa đêm' },
  });
  app.setNow(now);
  const on = async (days: string) =>
    (await ask(`?loai=danh-muc&viec=tao&${days}`)).text.includes(edition.code);
  expect(await on('tu=10/06/2026&den=10/6/2026')).toBe(true);
  expect(await on('tu=09/06/2026&den=09/06/2026')).toBe(false);
  expect(await on('den=2026-06-09')).toBe(false);
  expect(await on('tu=11/06/2026')).toBe(false);
  const { text } = await ask(`?loai=danh-muc&nguoi=${officer.accountId}&tu=10/06/2026`);
  for (const chip of ['Danh mục', 'Hoàng Đình Khuê', 'từ 10/06/2026']) expect(text).toContain(chip);
});

test('a wrong day is told beside its field, what was typed stays, and nothing is listed as if it were right', async () => {
  const { status, html, rows, text } = await ask('?tu=31/02/2026&den=h%C3%B4m+qua&q=BTL');
  expect(status).toBe(422);
  expect(rows).toEqual([]);
  expect(html).toMatch(/id="f-tu-error"[\s\S]*Không có ngày này/);
  expect(html).toContain('value="31/02/2026"');
  expect(html).toContain('value="hôm qua"');
  expect(text).toContain('Chưa tìm, vì ngày chưa đúng');
  const turned = await ask('?tu=10/06/2026&den=09/06/2026');
  expect(turned.status).toBe(422);
  expect(turned.html).toMatch(/id="f-den-error"[\s\S]*đứng trước ngày đầu/);
  const file = await app.fetch('/kiem-tra/nhat-ky.csv?tu=x', { as: inspector });
  expect(file.headers.get('location')).toBe('/kiem-tra?tu=x');
});

test('pages go on from the last event shown, without doubles, whatever happens meanwhile', async () => {
  const seen: number[] = [];
  const edition = await createEdition(app.services, system, {
    ...{ kind: 'needs', span: '2040-2041', title: 'Danh mục lớn dần' },
  });
  let query = '?loai=muc';
  for (;;) {
    const { html, rows } = await ask(query);
    seen.push(...rows.map(({ seq }) => seq));
    // the search itself is an event, and so is this
    await addEntry(app.services, system, edition.id, { title: 'Chen vào giữa' });
    const next = /href="\/kiem-tra(\?[^"]*truoc=\d+)"/.exec(html)?.[1];
    if (!next) break;
    query = next.replaceAll('&amp;', '&');
  }
  expect(seen.length).toBeGreaterThan(60);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  const { text } = await ask('?loai=muc&truoc=1');
  expect(text).toContain('Không còn sự kiện nào cũ hơn');
  expect(text).toContain('Về mới nhất');
});

test('where nothing fits, the page says so and what to do', async () => {
  const { text, rows, status } = await ask('?q=chưa+từng+có&loai=van-ban');
  expect([status, rows]).toEqual([200, []]);
  expect(text).toContain('Không có sự kiện nào phù hợp');
  expect(text).toContain('Hãy bớt từ tìm');
});

test('hostile input is words, numbers that cannot be are nothing', async () => {
  const hostile = [
    '<script>alert(1)</script>',
    '%',
    '_',
    '\\',
    "'; drop table event; --",
    '\u0000',
    'a'.repeat(3000),
  ];
  for (const words of hostile) {
    const { status, html } = await ask(`?q=${encodeURIComponent(words)}`);
    expect(status, words.slice(0, 30)).toBe(200);
    expect(html).not.toContain('<script>alert');
  }
  expect((await ask('?q=%25%25%25&loai=van-ban')).rows).toEqual([]);
  for (const seq of ['0', '-1', '1e9', 'abc', '9'.repeat(30), '1;drop table event']) {
    expect((await ask(`?truoc=${encodeURIComponent(seq)}`)).status, seq).toBe(200);
    expect((await ask(`?nguoi=${encodeURIComponent(seq)}`)).status, seq).toBe(200);
    const answer = await app.fetch(`/kiem-tra/${encodeURIComponent(seq)}`, { as: inspector });
    expect(answer.status, seq).toBe(404);
  }
  for (const query of [
    '?vat=entry',
    '?vat=entry.x',
    '?vat=%27.1',
    '?loai=x&viec=y',
    '?tu=01/01/0001&den=31/12/9999',
  ])
    expect((await ask(query)).status, query).toBe(200);
  expect((await app.fetch('/kiem-tra/99999999', { as: inspector })).status).toBe(404);
});

test('every search, every look at an event and every file is recorded; the words stand where they can be erased', async () => {
  await ask('?q=Nguy%E1%BB%85n+V%C4%83n+A&loai=tai-khoan&tu=01/01/2026');
  const [search] = await lastEvents(1);
  expect(search).toMatchObject({
    ...{ name: 'audit.searched', actor_account: inspector.accountId },
    facts: { topic: 'tai-khoan', from: '2026-01-01', words: true },
  });
  expect(JSON.stringify(search?.facts)).not.toContain('Nguy');
  const seq = search?.seq ?? 0;
  const look = async () => plain(await (await app.fetch(`/kiem-tra/${seq}`, { as: inspector })).text());
  expect(await look()).toContain('Từ tìm đã gõ Nguyễn Văn A');
  expect((await lastEvents(1))[0]).toMatchObject({
    name: 'audit.viewed',
    subject_kind: 'event',
    subject_id: `${seq}`,
  });
  await app.services.db.deleteFrom('event_personal').where('event_seq', '=', seq).execute();
  expect(await look()).toContain('Từ tìm đã gõ đã xóa');
  await app.fetch('/kiem-tra/nhat-ky.csv?loai=van-ban', { as: inspector });
  expect((await lastEvents(1))[0]).toMatchObject({ name: 'audit.exported', facts: { topic: 'van-ban' } });
  // and they are found as what they are
  expect((await ask('?viec=xem')).rows[0]?.text).toContain('sự kiện về dưới dạng CSV');
});

test('the page of an event shows its facts, its seal, and what happened to the same thing before and after', async () => {
  const edition = await createEdition(app.services, system, {
    ...{ kind: 'problems', span: '2037', title: 'Danh mục có trước sau' },
  });
  const { id } = await addEntry(app.services, actorOf(officer), edition.id, { title: 'Một' });
  const other = await addEntry(app.services, system, edition.id, { title: 'Hai' });
  await moveEntry(app.services, actorOf(officer), other.id, 1);
  await removeEntry(app.services, actorOf(officer), other.id);
  const [removed, moved] = await lastEvents(2);
  const answer = await app.fetch(`/kiem-tra/${moved?.seq}`, { as: inspector });
  const html = await answer.text();
  const text = plain(html);
  for (const part of [
    `Sự kiện số ${moved?.seq}`,
    'Chuyển mục từ vị trí 2 sang 1, mã mới BTL-2037-01',
    'Hoàng Đình Khuê',
    'Mã BTL-2037-01',
    'Từ 2',
    'Đến 1',
    moved?.hash.toString('hex') ?? '?',
    moved?.previous_hash.toString('hex') ?? '?',
    'Mã băm đúng với nội dung và nối với sự kiện trước',
    'Sau đó Bỏ mục BTL-2037-01',
    'Trước đó Thêm mục BTL-2037-02',
  ])
    expect(text).toContain(part);
  expect(html).toContain(`href="/kiem-tra/${removed?.seq}"`);
  expect(html).toContain(`href="/kiem-tra?vat=entry.${other.id}"`);
  expect(id).not.toBe(other.id);
  // the very first has nothing before it, and fits all the same
  expect(plain(await (await app.fetch('/kiem-tra/1', { as: inspector })).text())).toContain(
    'Mã băm đúng với nội dung',
  );
});

test('a step of an edition is told with the names of its states, and a withdrawal with its public reason', async () => {
  const { id } = await app.services.db
    .selectFrom('edition')
    .select('id')
    .where('state', '=', 'published')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const note = 'Công bố nhầm phụ lục';
  await withdrawEdition(app.services, system, id, { note, noteEn: 'Wrong annex' });
  const [event] = await app.services.db
    .selectFrom('event')
    .select('seq')
    .where('name', '=', 'edition.withdrawn')
    .orderBy('seq', 'desc')
    .limit(1)
    .execute();
  const of = async (path: string) => plain(await (await app.fetch(path, { as: inspector })).text());
  const html = await of(`/kiem-tra/${event?.seq}`);
  for (const part of ['Từ đã công bố', 'Đến đã thu hồi', `Lý do công khai ${note}`])
    expect(html).toContain(part);
  const english = await of(`/en/kiem-tra/${event?.seq}`);
  for (const part of ['From published', 'To withdrawn', 'Public reason Wrong annex'])
    expect(english).toContain(part);
  expect(await of(`/kiem-tra?vat=edition.${id}`)).toContain(note);
});

test('an event of another version of the product is told by its name, and its facts show as they are', async () => {
  const seq = await app.services.db.transaction().execute((tx) =>
    appendEvent(tx, {
      ...{ name: 'dossier.sealed', actor: visitor, subject: { kind: 'dossier', id: 'hs-1' } },
      facts: { limit: 5, sessions: 'none', step: 'x', nested: { parts: [{ a: 1 }, null], empty: [] } },
      at: app.services.clock(),
    }),
  );
  expect((await ask('?nguoi=khach')).rows[0]?.text).toContain('dossier.sealed Người chưa đăng nhập dossier');
  const page = plain(await (await app.fetch(`/kiem-tra/${seq}`, { as: inspector })).text());
  for (const part of ['dossier.sealed', 'nested', 'a 1', '(trống)']) expect(page).toContain(part);
});

test('facts of every event there is have a name in both languages', async () => {
  const { rows } = await sql<{
    key: string;
  }>`select distinct jsonb_object_keys(facts) as key from event
    where subject_kind <> 'dossier'`.execute(app.services.db);
  expect(rows.map(({ key }) => key).filter((key) => !(key in factNames))).toEqual([]);
});

test('what was found goes into a spreadsheet, diacritics whole and formulas defused', async () => {
  await rename(officer, '=HYPERLINK("http://x")');
  const answer = await app.fetch(`/kiem-tra/nhat-ky.csv?nguoi=${officer.accountId}&loai=muc`, {
    as: inspector,
  });
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="nhat-ky-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
  await rename(officer, 'Hoàng Đình Khuê');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe(
    '\uFEFF"Số","Ngày","Giờ","Người làm","Việc đã làm","Ý kiến kèm theo","Đối tượng","Tên gọi","Mã sự kiện"',
  );
  expect(text).toContain('"\'=HYPERLINK(""http://x"")"');
  expect(text).toContain('"Thêm mục BTL-2031-01"');
  const english = await app.fetch('/kiem-tra/nhat-ky.csv?loai=muc&ngon-ngu=en', { as: inspector });
  expect(await english.text()).toContain('"Added entry');
});

test('ten thousand events more: as few statements, an honest count, the last page as quick as the first', async () => {
  const { db } = app.services;
  const counted = async (query: string) => {
    app.forgetStatements();
    const answer = await ask(query);
    expect(answer.status).toBe(200);
    return { ...answer, statements: app.statements.filter((text) => text !== 'begin' && text !== 'commit') };
  };
  const few = await counted('?q=khue&loai=muc&viec=tao&tu=01/01/2020');
  await sql`insert into event (seq, at, name, actor_kind, actor_account, subject_kind, subject_id, facts, previous_hash, hash)
    select -n, at, 'entry.added', 'account', ${officer.accountId}, 'entry', subject_id, '{"code": "BTL-2099-01"}', hash, hash
    from generate_series(1, 10000) n cross join (select * from event where subject_kind = 'entry' limit 1) e`.execute(
    db,
  );
  const many = await counted('?q=khue&loai=muc&viec=tao&tu=01/01/2020');
  expect(many.statements).toEqual(few.statements);
  expect(many.statements.length, many.statements.join('\n')).toBeLessThanOrEqual(10);
  expect(many.text).toContain('hơn 1.000 sự kiện');
  expect((await counted('')).statements.length).toBeLessThanOrEqual(10);
  const file = await app.fetch('/kiem-tra/nhat-ky.csv', { as: inspector });
  const lines = (await file.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + fileMost + 1);
  expect(lines.at(-1)).toContain('Chỉ có 10.000 sự kiện mới nhất');
});
