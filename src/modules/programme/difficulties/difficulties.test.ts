// A little long, and one file: agencies that raise and answer, and those above them, are made once and serve every test.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce } from '../../../../test/support/planning.ts';
import { type AccountActor, type Role, system } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { programmeRoutes } from '../index.ts';
import { escalateLate } from './escalate.ts';
import {
  answerDifficulty,
  hideDifficulty,
  keepAnswerDraft,
  passOn,
  returnDifficulty,
  showDifficulty,
  takeDifficulty,
} from './handling.ts';
import { difficultyData, difficultyKeepings } from './held-data.ts';
import { difficultySeenBy, readsDifficulty } from './policy.ts';
import { publicDifficultiesOf } from './public.ts';
import { difficultiesOf, difficultiesWaiting, listDifficulties, threadOf } from './queries.ts';
import { changeDraft, doAsSender, raiseDifficulty } from './raising.ts';
import { heldOf } from './store.ts';
import { readTerm, saveTerm } from './term.ts';

let app: TestApp;
let agencies: { monitor: number; sender: number; other: number };
let planCode: string;
let taskCode: string;
let taskId: number;
const start = new Date('2026-05-04T02:00:00Z');

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const make = async (code: string, name: string) =>
    (await makeOrganisation(app.services, { code, name })).id;
  agencies = {
    monitor: await make('SKHCN', 'Sở Khoa học và Công nghệ'),
    sender: await make('SCT', 'Sở Công Thương'),
    other: await make('STC', 'Sở Tài chính'),
  };
  const plan = await planInForce(app.services, {}, { monitorId: agencies.monitor });
  planCode = plan.code;
  taskId = plan.tasks[0] ?? 0;
  const task = app.services.db.selectFrom('task').select('code').where('id', '=', taskId);
  taskCode = (await task.executeTakeFirstOrThrow()).code;
});
afterAll(() => app.close());

function actorOf(id: number, role: Role, organisationId: number | null): AccountActor {
  return {
    ...{ kind: 'account', id, name: role, email: `${id}@example.vn`, organisationId },
    ...{ grants: [{ role, scope: null }], memberships: [], sessionId: null },
  };
}

const people = new Map<string, { session: Session; actor: AccountActor }>();
async function person(role: Role, organisationId: number | null = null) {
  const key = `${role} ${organisationId}`;
  const known = people.get(key);
  if (known) return known;
  const session = await app.signIn(role, organisationId === null ? {} : { organisationId });
  const made = { session, actor: actorOf(session.accountId, role, organisationId) };
  people.set(key, made);
  return made;
}
const sender = () => person('agency_officer', agencies.sender);
const monitor = () => person('agency_officer', agencies.monitor);
const other = () => person('agency_officer', agencies.other);

const words = {
  ...{
    kind: 'obstacle',
    title: 'Chưa có định mức cho phần mềm nội bộ',
    proposal: 'Ban hành định mức tạm thời',
  },
  ...{ body: 'Gọi bà Lý Thị Mật 0912345678 để biết thêm.', to: '' },
};
let made = 0;
async function raised(more: { about?: string; to?: string; how?: 'draft' | 'send' } = {}): Promise<number> {
  made += 1;
  return raiseDifficulty(app.services, (await sender()).actor, {
    ...{ ...words, about: taskCode, files: [], how: 'send', ...more },
    ...{ organisationId: agencies.sender, key: `key ${made}` },
  });
}

async function row(id: number) {
  const found = app.services.db.selectFrom('difficulty').selectAll().where('id', '=', id);
  return found.executeTakeFirstOrThrow();
}
const said = async (id: number, text: string) => ({
  ...{ words: text, files: [], version: (await row(id)).version },
});
const kinds = async (id: number) => (await threadOf(app.services.db, id)).map(({ kind }) => kind);
const shownWords = {
  ...{ shownTitle: 'Thiếu định mức phần mềm', shownBody: 'Chưa có định mức.' },
  shownAnswer: 'Sẽ ban hành trong quý III.',
};

function form(fields: Record<string, string>, files: Record<string, File> = {}) {
  return { method: 'POST' as const, upload: { fields, files } };
}

test('an officer raises one from a task with a file: it has a code, goes to whoever follows the plan, and is due by the calendar', async () => {
  const { session } = await sender();
  const page = await app.fetch(`/ban-lam-viec/kho-khan/moi?ve=${taskCode}`, { as: session });
  const html = await page.text();
  expect(html).toContain(taskCode);
  const key = /name="khoa" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const fields = { ...words, about: taskCode, khoa: key, from: String(agencies.sender), do: 'gui' };
  const wrong = await app.fetch('/ban-lam-viec/kho-khan/moi', {
    as: session,
    ...form({ ...fields, title: ' ', about: 'NV-1-1' }),
  });
  expect(wrong.status).toBe(422);
  const again = await wrong.text();
  expect(again).toContain('Hãy ghi tóm tắt.');
  expect(again).toContain('Lý Thị Mật');
  const file = new File(['%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'], 'định mức.pdf');
  const sending = { as: session, ...form(fields, { files: file }) };
  const first = await app.fetch('/ban-lam-viec/kho-khan/moi', sending);
  expect(first.status).toBe(303);
  const twice = await app.fetch('/ban-lam-viec/kho-khan/moi', { as: session, ...form(fields) });
  expect(twice.headers.get('location')).toBe(first.headers.get('location'));
  // on the way back of a browser: the same from a form made anew, and other words in the same form
  const anew = { as: session, ...form({ ...fields, khoa: 'mở lại' }) };
  const back = await app.fetch('/ban-lam-viec/kho-khan/moi', anew);
  expect(back.headers.get('location')).toBe(first.headers.get('location'));
  const changed = { as: session, ...form({ ...fields, title: 'Thiếu người' }) };
  const asked = await app.fetch('/ban-lam-viec/kho-khan/moi', changed);
  expect(asked.status).toBe(409);
  expect(await asked.text()).toMatch(/Mẫu này đã được lưu một lần[\s\S]*value="Thiếu người"/);
  const id = Number(/(\d+)$/.exec(first.headers.get('location') ?? '')?.[1]);
  const { code, holder_id, due_on, task_id, state } = await row(id);
  expect({ code, holder_id, due_on, task_id, state }).toEqual({
    ...{ code: 'KN-2026-0001', holder_id: agencies.monitor, task_id: taskId, state: 'sent' },
    // fifteen working days after 4 May
    due_on: '2026-05-25',
  });
  const shown = await (await app.fetch(`/ban-lam-viec/kho-khan/${id}`, { as: session })).text();
  expect(shown).toContain('định mức.pdf');
  const link = /href="(\/ban-lam-viec\/kho-khan\/\d+\/tep\/\d+)"/.exec(shown)?.[1] ?? '';
  expect((await app.fetch(link, { as: session })).status).toBe(200);
  expect((await app.fetch(link, { as: (await other()).session })).status).toBe(404);
});

test('a draft is its agency’s alone, keeps what was typed, and takes its number when it is sent', async () => {
  const { actor } = await sender();
  const id = await raised({ how: 'draft' });
  const head = (await person('programme_head')).actor;
  await expect(takeDifficulty(app.services, head, id, { version: 1 })).rejects.toMatchObject({
    kind: 'not_found',
  });
  const input = { ...words, about: '', to: '', files: [], removedFiles: [], version: 1 };
  await changeDraft(app.services, actor, id, { ...input, title: 'Ngắn hơn', how: 'draft' });
  expect(await row(id)).toMatchObject({ title: 'Ngắn hơn', code: null, task_id: null, version: 2 });
  await expect(changeDraft(app.services, actor, id, { ...input, how: 'send' })).rejects.toMatchObject({
    kind: 'conflict',
  });
  await expect(
    changeDraft(app.services, actor, id, { ...input, version: 2, how: 'send' }),
  ).rejects.toBeInstanceOf(InvalidInput);
  const to = String(agencies.other);
  await changeDraft(app.services, actor, id, { ...input, to, version: 2, how: 'send' });
  expect((await row(id)).code).toBe('KN-2026-0002');
  await expect(raised({ to: String(agencies.sender) })).rejects.toBeInstanceOf(InvalidInput);
});

test('what is seen in lists is what the policy lets everybody read', async () => {
  await raised({ how: 'draft' });
  const id = await raised();
  const readers = [
    await sender(),
    await monitor(),
    await other(),
    ...(await Promise.all(
      (['programme_officer', 'leader', 'inspector', 'applicant', 'administrator'] as const).map((role) =>
        person(role),
      ),
    )),
  ];
  const rows = await app.services.db.selectFrom('difficulty').selectAll().execute();
  for (const { actor } of readers) {
    const { rows: seen } = await sql<{ id: number }>`
      select id from difficulty where ${difficultySeenBy(actor)} order by id`.execute(app.services.db);
    expect(seen.map((one) => one.id)).toEqual(
      rows
        .filter((one) => readsDifficulty(actor, heldOf(one)))
        .map((one) => one.id)
        .sort((one, two) => one - two),
    );
  }
  expect((await difficultiesOf(app.services.db, (await other()).actor, { taskId })).map((d) => d.id)).toEqual(
    [],
  );
  expect(
    (await difficultiesOf(app.services.db, (await monitor()).actor, { taskId })).map((d) => d.id),
  ).toContain(id);
});

test('it is taken on, returned, supplemented, passed on, answered, asked again, answered again and settled: the thread keeps it all', async () => {
  const { services } = app;
  const [asker, asked, next] = [(await sender()).actor, (await monitor()).actor, (await other()).actor];
  const id = await raised();
  await takeDifficulty(services, asked, id, { version: 1 });
  await takeDifficulty(services, asked, id, { version: 1 });
  await returnDifficulty(services, asked, id, await said(id, 'Nêu rõ số lượng.'));
  app.setNow(new Date('2026-05-06T02:00:00Z'));
  await doAsSender(services, asker, id, 'supplement', await said(id, 'Ba phần mềm.'));
  expect(await row(id)).toMatchObject({ state: 'sent', due_on: '2026-05-27' });
  await expect(
    passOn(services, asked, id, { ...(await said(id, 'Thuộc Sở Tài chính.')), to: String(agencies.sender) }),
  ).rejects.toBeInstanceOf(InvalidInput);
  await passOn(services, asked, id, {
    ...(await said(id, 'Thuộc Sở Tài chính.')),
    to: String(agencies.other),
  });
  expect((await row(id)).due_on).toBe('2026-05-27');
  // who passed it on reads it no longer
  await expect(answerDifficulty(services, asked, id, await said(id, 'x'))).rejects.toMatchObject({
    kind: 'not_found',
  });
  await keepAnswerDraft(services, next, id, await said(id, 'Đang soạn'));
  app.setNow(new Date('2026-05-11T02:00:00Z'));
  const answer = await said(id, 'Sẽ ban hành định mức.');
  await answerDifficulty(services, next, id, answer);
  await answerDifficulty(services, next, id, answer);
  await expect(answerDifficulty(services, next, id, { ...answer, words: 'Khác' })).rejects.toMatchObject({
    kind: 'conflict',
  });
  expect(await row(id)).toMatchObject({ state: 'answered', answered_days: 3, answer_draft: '' });
  await expect(doAsSender(services, next, id, 'close', await said(id, ''))).rejects.toMatchObject({
    kind: 'forbidden',
  });
  await doAsSender(services, asker, id, 'askAgain', await said(id, 'Bao giờ?'));
  const leader = (await person('leader')).actor;
  await answerDifficulty(services, leader, id, await said(id, 'Trong tháng 6.'));
  await doAsSender(services, asker, id, 'close', await said(id, ''));
  expect(await kinds(id)).toEqual([
    ...[
      'sent',
      'taken',
      'returned',
      'supplemented',
      'passed_on',
      'answered',
      'asked_again',
      'answered',
      'closed',
    ],
  ]);
  await expect(answerDifficulty(services, next, id, await said(id, 'Nữa'))).rejects.toBeInstanceOf(Refusal);
  app.setNow(start);
});

test('the public reads the wording made for it alone, and only while it is shown', async () => {
  const { services } = app;
  const asked = (await monitor()).actor;
  const id = await raised();
  const { code } = await row(id);
  const address = `/ke-hoach/kho-khan/${code}`;
  await expect(showDifficulty(services, asked, id, { ...shownWords, version: 1 })).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  await answerDifficulty(services, asked, id, await said(id, 'Liên hệ ông Hoàng Văn Kín.'));
  const hidden = async () => {
    expect((await app.fetch(address)).status).toBe(404);
    expect(await (await app.fetch('/ke-hoach/kho-khan')).text()).not.toContain('Thiếu định mức');
    expect(await publicDifficultiesOf(services.db, { taskId })).toEqual([]);
    expect(await (await app.fetch(`/nhiem-vu/${taskCode}`)).text()).not.toContain('Thiếu định mức');
  };
  await hidden();
  await expect(
    showDifficulty(services, (await sender()).actor, id, { ...shownWords, version: 2 }),
  ).rejects.toMatchObject({ kind: 'forbidden' });
  await showDifficulty(services, asked, id, { ...shownWords, version: 2 });
  const beside = [`/nhiem-vu/${taskCode}`, `/ke-hoach/${planCode}`];
  for (const path of [address, `/en${address}`, '/ke-hoach/kho-khan?q=dinh+muc', ...beside]) {
    const answer = await app.fetch(path);
    expect(answer.status, path).toBe(200);
    const html = await answer.text();
    expect(html).toContain('Thiếu định mức phần mềm');
    expect(html).not.toMatch(/Lý Thị Mật|0912345678|Hoàng Văn Kín|định mức tạm thời|Người thử/);
  }
  // what was not meant for the public is not even found by it
  expect(await (await app.fetch('/ke-hoach/kho-khan?q=mat')).text()).not.toContain('Thiếu định mức');
  expect(await publicDifficultiesOf(services.db, { taskId })).toMatchObject([{ code, days: 0 }]);
  await hideDifficulty(services, asked, id, await said(id, 'Rà soát lại'));
  await hidden();
});

test('what is late goes up to the department, then to a leader, once each however the clock jumps', async () => {
  const { services } = app;
  const id = await raised();
  await escalateLate(services);
  expect((await row(id)).escalated).toBeNull();
  app.setNow(new Date('2026-05-26T02:00:00Z'));
  await escalateLate(services);
  await escalateLate(services);
  expect((await row(id)).escalated).toBe('department');
  app.setNow(new Date('2026-07-20T02:00:00Z'));
  await escalateLate(services);
  await escalateLate(services);
  expect(await row(id)).toMatchObject({ escalated: 'leader', version: 1 });
  expect(await kinds(id)).toEqual(['sent', 'escalated', 'escalated']);
  const leader = (await person('leader')).actor;
  const waiting = await difficultiesWaiting(services.db, leader, '2026-07-20' as never);
  expect(waiting.rows.map((one) => one.id)).toContain(id);
  await answerDifficulty(services, leader, id, await said(id, 'Giao Sở Tài chính.'));
  expect((await threadOf(services.db, id)).at(-1)).toMatchObject({ late: true, as: 'leader' });
  app.setNow(start);
});

test('the term is a setting with its source, for what is sent from then on', async () => {
  const { services } = app;
  const head = (await person('programme_head')).actor;
  await expect(
    saveTerm(services, (await sender()).actor, { days: '1', leaderDays: '1', source: 'x' }, 0),
  ).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(
    saveTerm(services, head, { days: '0', leaderDays: '5', source: '' }, 0),
  ).rejects.toBeInstanceOf(InvalidInput);
  await saveTerm(services, head, { days: '10', leaderDays: '3', source: 'Quy chế phối hợp' }, 0);
  await expect(
    saveTerm(services, head, { days: '12', leaderDays: '3', source: 'Quy chế' }, 0),
  ).rejects.toMatchObject({ kind: 'conflict' });
  expect(await readTerm(services.db)).toMatchObject({ days: 10, source: 'Quy chế phối hợp' });
  expect((await row(await raised())).due_on).toBe('2026-05-18');
});

test('the list narrows, counts how long answers took, and goes out as a table', async () => {
  const { session } = await person('programme_head');
  const filters = { text: 'dinh muc', kinds: [], agencies: [agencies.sender], plans: [], page: 1 } as const;
  const found = await listDifficulties(
    app.services.db,
    system,
    { ...filters, view: 'answered' },
    '2026-05-04' as never,
  );
  expect(found.answered).toBe(found.total);
  expect(found.median).not.toBeNull();
  for (const path of [
    '?xem=all&q=dinh+muc',
    '?xem=late&loai=obstacle',
    `?co-quan=${agencies.other}&xem=all`,
    '?q=%25',
  ]) {
    const answer = await app.fetch(`/ban-lam-viec/kho-khan${path}`, { as: session });
    expect(answer.status, path).toBe(200);
  }
  app.forgetStatements();
  await app.fetch('/ban-lam-viec/kho-khan?xem=all', { as: session });
  expect(app.statements.length).toBeLessThanOrEqual(10);
  const sheet = await app.fetch('/ban-lam-viec/kho-khan/danh-sach.xlsx?xem=all', { as: session });
  expect(sheet.headers.get('content-disposition')).toContain('.xlsx');
  expect(
    Buffer.from(await sheet.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

test('deeds on the page: what was typed stays with a refusal, and somebody of another agency finds nothing', async () => {
  const id = await raised();
  const address = `/ban-lam-viec/kho-khan/${id}`;
  const { session } = await monitor();
  const empty = await app.fetch(address, {
    as: session,
    ...form({ do: 'return', return: ' ', version: '1' }),
  });
  expect(empty.status).toBe(422);
  const stale = await app.fetch(address, {
    as: session,
    ...form({ do: 'answer', answer: 'Gõ mãi mới xong', version: '0' }),
  });
  expect(stale.status).toBe(409);
  expect(await stale.text()).toContain('Gõ mãi mới xong');
  const done = await app.fetch(address, {
    as: session,
    ...form({ do: 'passOn', passOn: 'Không thuộc thẩm quyền', to: String(agencies.other), version: '1' }),
  });
  // it is theirs no longer
  expect(done.headers.get('location')).toBe('/ban-lam-viec/kho-khan');
  expect((await app.fetch(address, { as: session })).status).toBe(404);
  const asked = await (await app.fetch(address, { as: (await other()).session })).text();
  expect(asked).toContain('Chuyển Sở Tài chính');
});

test('drafts nobody came back to are forgotten, and people find what they wrote', async () => {
  const { services } = app;
  const [kept, old] = [await raised(), await raised({ how: 'draft' })];
  const { accountId } = (await sender()).session;
  const held = difficultyData[0]?.rows({ accountId, address: '' });
  const mine = await sql<{ title: string }>`select * from (${held}) h`.execute(services.db);
  expect(mine.rows.map(({ title }) => title)).toContain(words.title);
  await services.db.transaction().execute(async (tx) => {
    for (const { forget } of difficultyKeepings)
      await forget(tx, services, new Date(start.getTime() + 1_000), 1_000);
  });
  const left = await services.db.selectFrom('difficulty').select('id').execute();
  expect(left.map(({ id }) => id)).toContain(kept);
  expect(left.map(({ id }) => id)).not.toContain(old);
});
