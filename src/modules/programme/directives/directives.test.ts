// A little long, and one file: a leader, the department and agencies with and without accounts are made once and serve every test.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import type { AccountActor, Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { programmeRoutes } from '../index.ts';
import { taskDesk } from '../tasks/desk.tsx';
import {
  acceptAnswer,
  answerDirective,
  askAnswerAgain,
  giveDirective,
  takeBackFrom,
  withdrawDirective,
} from './commands.ts';
import { directiveData } from './held-data.ts';
import { owedSeenBy, readsAnswerOf } from './policy.ts';
import { directivesAsked, directiveThread, listDirectives } from './queries.ts';
import { remindOfDirectives } from './remind.ts';

let app: TestApp;
let agencies: { lead: number; other: number };
let codes: { task: string; target: string; plan: string };
let taskId: number;
const start = new Date('2026-05-04T02:00:00Z');
const today = '2026-05-04' as LocalDate;

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const make = async (code: string, name: string) =>
    (await makeOrganisation(app.services, { code, name })).id;
  agencies = { lead: await make('SCT', 'Sở Công Thương'), other: await make('STC', 'Sở Tài chính') };
  await person('agency_officer', agencies.lead);
  await person('agency_officer', agencies.other);
  const plan = await planInForce(app.services, {
    tasks: [taskOf({ leads: ['Sở Công Thương'] })],
    targets: [targetOf()],
  });
  const { db } = app.services;
  const task = await db
    .selectFrom('task')
    .select(['id', 'code'])
    .where('plan_id', '=', plan.id)
    .executeTakeFirstOrThrow();
  const target = await db
    .selectFrom('target')
    .select('code')
    .where('plan_id', '=', plan.id)
    .executeTakeFirstOrThrow();
  taskId = task.id;
  codes = { task: task.code, target: target.code, plan: plan.code };
});
afterAll(() => app.close());

const people = new Map<string, { session: Session; actor: AccountActor }>();
async function person(role: Role, organisationId: number | null = null) {
  const key = `${role} ${organisationId}`;
  const known = people.get(key);
  if (known) return known;
  const session = await app.signIn(role, organisationId === null ? {} : { organisationId });
  const actor: AccountActor = {
    ...{ kind: 'account', id: session.accountId, name: role, email: `${key}@example.vn`, organisationId },
    ...{ grants: [{ role, scope: null }], memberships: [], sessionId: null },
  };
  const made = { session, actor };
  people.set(key, made);
  return made;
}
const leader = () => person('leader');
const head = () => person('programme_head');
const officer = () => person('agency_officer', agencies.lead);
const other = () => person('agency_officer', agencies.other);

let made = 0;
async function given(more: { agencies?: number[]; about?: string } = {}): Promise<number> {
  made += 1;
  return giveDirective(app.services, (await leader()).actor, {
    ...{ body: 'Báo cáo rõ nguyên nhân chậm, hướng khắc phục.', about: more.about ?? '', dueOn: '11/5/2026' },
    ...{ documentNumber: '', documentDate: '', leader: '', files: [], key: `key ${made}` },
    agencies: (more.agencies ?? [agencies.lead]).map(String),
  });
}

async function owed(id: number, organisationId = agencies.lead) {
  const row = app.services.db
    .selectFrom('directive_agency')
    .selectAll()
    .where('directive_id', '=', id)
    .where('organisation_id', '=', organisationId);
  return row.executeTakeFirstOrThrow();
}
async function said(id: number, words: string, organisationId = agencies.lead) {
  const { version } = await owed(id, organisationId);
  return { words, files: [], version };
}
const kinds = async (id: number, actor: AccountActor) =>
  (await directiveThread(app.services.db, actor, id)).map(({ kind }) => kind);

function form(fields: Record<string, string>, files: Record<string, File> = {}) {
  return { method: 'POST' as const, upload: { fields, files } };
}
const address = '/ban-lam-viec/chi-dao';

test('a leader gives one from a task: its lead is ticked, an answer is suggested in working days, the same form gives one', async () => {
  const { session } = await leader();
  const html = await (await app.fetch(`${address}/moi?ve=${codes.task}`, { as: session })).text();
  expect(html).toMatch(new RegExp(`value="${agencies.lead}" checked`));
  // five working days after Monday 4 May
  expect(html).toContain('value="11/05/2026"');
  expect(html).not.toContain('name="leader"');
  const khoa = /name="khoa" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const fields = {
    ...{
      khoa,
      body: 'Báo cáo tiến độ.',
      agencies: String(agencies.lead),
      dueOn: '11/5/2026',
      about: codes.task,
    },
    ...{ documentNumber: '12/CĐ-UBND', documentDate: '3/5/2026' },
  };
  const wrong = await app.fetch(`${address}/moi`, {
    as: session,
    ...form({ ...fields, body: ' ', dueOn: '1/5/2026', documentNumber: '', about: 'NV-0-0' }),
  });
  expect(wrong.status).toBe(422);
  const again = await wrong.text();
  for (const words of ['Hãy viết nội dung chỉ đạo.', 'Ngày này đã qua.', 'ghi cả số, ký hiệu'])
    expect(again).toContain(words);
  const file = new File(['%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'], 'công điện.pdf');
  const first = await app.fetch(`${address}/moi`, { as: session, ...form(fields, { files: file }) });
  expect(first.status).toBe(303);
  const place = first.headers.get('location');
  const twice = await app.fetch(`${address}/moi`, { as: session, ...form(fields) });
  expect(twice.headers.get('location')).toBe(place);
  const shown = await (await app.fetch(place ?? '', { as: (await officer()).session })).text();
  expect(shown).toContain('12/CĐ-UBND');
  const link = /href="(\/ban-lam-viec\/chi-dao\/\d+\/tep\/\d+)"/.exec(shown)?.[1] ?? '';
  expect((await app.fetch(link, { as: (await officer()).session })).status).toBe(200);
  expect((await app.fetch(link, { as: (await other()).session })).status).toBe(404);
  // on the task and on the desk
  const onTask = await app.fetch(`/ban-lam-viec/nhiem-vu/${taskId}`, { as: (await officer()).session });
  expect(await onTask.text()).toContain('CD-2026-0001');
  const desk = await taskDesk(app.services.db, (await officer()).actor, today);
  expect(desk.find(({ wait }) => wait === 'directive')?.directives).toMatchObject([{ code: 'CD-2026-0001' }]);
});

test('a head writes on behalf of a leader, marked so; nobody else gives any', async () => {
  const { session, actor } = await head();
  const { session: leading } = await leader();
  const html = await (await app.fetch(`${address}/moi?ve=${codes.target}`, { as: session })).text();
  expect(html).toContain('name="leader"');
  const input = {
    ...{ body: 'Cập nhật số liệu.', about: codes.target, dueOn: '11/5/2026', documentNumber: '' },
    ...{ documentDate: '', files: [], agencies: [String(agencies.lead)] },
  };
  await expect(
    giveDirective(app.services, actor, { ...input, leader: String(session.accountId), key: 'h1' }),
  ).rejects.toBeInstanceOf(InvalidInput);
  const id = await giveDirective(app.services, actor, {
    ...{ ...input, leader: String(leading.accountId), key: 'h2' },
  });
  expect(await (await app.fetch(`${address}/${id}`, { as: leading })).text()).toContain('viết thay');
  await expect(
    giveDirective(app.services, (await officer()).actor, { ...input, leader: '', key: 'h3' }),
  ).rejects.toMatchObject({ kind: 'not_found' });
  await expect(
    giveDirective(app.services, (await person('programme_officer')).actor, {
      ...input,
      leader: '',
      key: 'h4',
    }),
  ).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(
    giveDirective(app.services, (await leader()).actor, {
      ...{ ...input, agencies: ['99999999'], leader: '', key: 'h5' },
    }),
  ).rejects.toBeInstanceOf(InvalidInput);
});

test('each agency answers for itself and reads nothing of the others; it is asked again until a new day, then accepted', async () => {
  const { services } = app;
  const [lead, one, two] = [(await leader()).actor, (await officer()).actor, (await other()).actor];
  const id = await given({ agencies: [agencies.lead, agencies.other] });
  const first = await owed(id);
  const second = await owed(id, agencies.other);
  const answer = await said(id, 'Đã làm xong một nửa.');
  await answerDirective(services, one, id, first.id, answer);
  await answerDirective(services, one, id, first.id, answer);
  await expect(
    answerDirective(services, one, id, first.id, { ...answer, words: 'Khác' }),
  ).rejects.toMatchObject({ kind: 'conflict' });
  // the other one is not held up by it, and does not read it
  await answerDirective(services, two, id, second.id, { ...answer, words: 'Bí mật của Sở Tài chính.' });
  await expect(answerDirective(services, two, id, first.id, answer)).rejects.toMatchObject({
    kind: 'not_found',
  });
  expect(await kinds(id, one)).toEqual(['given', 'answered']);
  expect(await kinds(id, lead)).toEqual(['given', 'answered', 'answered']);
  const page = await (await app.fetch(`${address}/${id}`, { as: (await officer()).session })).text();
  expect(page).not.toMatch(/Bí mật|Sở Tài chính/);
  await expect(acceptAnswer(services, one, id, first.id, await said(id, ''))).rejects.toMatchObject({
    kind: 'forbidden',
  });
  const again = { ...(await said(id, 'Nêu rõ ngày hoàn thành.')), newDay: '2026-05-15' };
  await expect(askAnswerAgain(services, lead, id, first.id, { ...again, newDay: '' })).rejects.toBeInstanceOf(
    InvalidInput,
  );
  await askAnswerAgain(services, lead, id, first.id, again);
  await askAnswerAgain(services, lead, id, first.id, again);
  expect(await owed(id)).toMatchObject({ state: 'waiting', due_on: '2026-05-15' });
  app.setNow(new Date('2026-05-18T02:00:00Z'));
  await answerDirective(services, one, id, first.id, await said(id, 'Xong ngày 20.'));
  expect((await directiveThread(services.db, one, id)).at(-1)).toMatchObject({ late: true, as: 'agency' });
  await acceptAnswer(services, lead, id, first.id, await said(id, ''));
  await expect(answerDirective(services, one, id, first.id, await said(id, 'Nữa'))).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  app.setNow(start);
});

test('a directive is withdrawn with a reason where it is not through; an answer come meanwhile is read first', async () => {
  const { services } = app;
  const lead = (await leader()).actor;
  const id = await given({ agencies: [agencies.lead, agencies.other] });
  const first = await owed(id);
  await answerDirective(services, (await officer()).actor, id, first.id, await said(id, 'Xong.'));
  await expect(
    withdrawDirective(services, lead, id, { words: 'Giao nhầm', version: 2 }),
  ).rejects.toMatchObject({ kind: 'conflict' });
  await acceptAnswer(services, lead, id, first.id, await said(id, 'Được.'));
  await expect(withdrawDirective(services, lead, id, { words: ' ', version: 4 })).rejects.toBeInstanceOf(
    InvalidInput,
  );
  await withdrawDirective(services, lead, id, { words: 'Giao nhầm', version: 4 });
  await withdrawDirective(services, lead, id, { words: 'Giao nhầm', version: 4 });
  expect([(await owed(id)).state, (await owed(id, agencies.other)).state]).toEqual(['accepted', 'withdrawn']);
  expect(await kinds(id, lead)).toEqual(['given', 'answered', 'accepted', 'withdrawn']);
  const done = await given();
  await answerDirective(
    services,
    (await officer()).actor,
    done,
    (await owed(done)).id,
    await said(done, 'x'),
  );
  await acceptAnswer(services, lead, done, (await owed(done)).id, await said(done, ''));
  await expect(withdrawDirective(services, lead, done, { words: 'Thôi', version: 3 })).rejects.toMatchObject({
    kind: 'wrong_state',
  });
});

test('a directive is taken back from one agency alone, with a reason; the others go on owing theirs', async () => {
  const { services } = app;
  const { actor: lead, session } = await leader();
  const id = await given({ agencies: [agencies.lead, agencies.other] });
  const first = await owed(id);
  const page = async (as: Session) =>
    (await app.fetch(`${address}/${id}?co-quan=${first.id}`, { as })).text();
  expect(await page(session)).toContain('name="takeBack"');
  const fields = { 'co-quan': String(first.id), version: '1', do: 'takeBack' };
  const empty = await app.fetch(`${address}/${id}`, { as: session, ...form({ ...fields, takeBack: ' ' }) });
  expect(empty.status).toBe(422);
  await expect(
    takeBackFrom(services, (await officer()).actor, id, first.id, { words: 'Thôi', version: 1 }),
  ).rejects.toMatchObject({ kind: 'forbidden' });
  const done = await app.fetch(`${address}/${id}`, {
    as: session,
    ...form({ ...fields, takeBack: 'Không thuộc nhiệm vụ của Sở' }),
  });
  expect(done.status).toBe(303);
  await takeBackFrom(services, lead, id, first.id, { words: 'Không thuộc nhiệm vụ của Sở', version: 1 });
  expect([(await owed(id)).state, (await owed(id, agencies.other)).state]).toEqual(['withdrawn', 'waiting']);
  expect(await page((await officer()).session)).toContain('Thu hồi chỉ đạo ở cơ quan này');
  expect(await kinds(id, (await other()).actor)).toEqual(['given']);
  const stale = { words: 'Nữa', version: 2 };
  await expect(takeBackFrom(services, lead, id, first.id, stale)).rejects.toMatchObject({
    kind: 'wrong_state',
  });
});

test('an agency of which nobody has an account is given one on paper, and the department notes its answer', async () => {
  const { services } = app;
  const { session } = await leader();
  const quiet = (await makeOrganisation(services, { code: 'XA1', kind: 'commune', name: 'Xã Cao Lộc' })).id;
  const offered = await (await app.fetch(`${address}/moi`, { as: session })).text();
  expect(offered).toMatch(
    new RegExp(`value="${quiet}"[^>]*>.{0,120}Xã Cao Lộc.{0,120}chưa có người dùng; gửi bằng văn bản`, 's'),
  );
  const id = await given({ agencies: [quiet] });
  const noting = await person('programme_officer');
  const page = async () => (await app.fetch(`${address}/${id}`, { as: noting.session })).text();
  expect(await page()).toContain('hãy gửi chỉ đạo bằng văn bản');
  const { id: owedId, version } = await owed(id, quiet);
  await answerDirective(services, noting.actor, id, owedId, { words: 'Xã đã làm xong.', files: [], version });
  expect(await page()).toContain('cơ quan phụ trách chương trình ghi lại');
});

test('what lists show is what the policy lets everybody read; they narrow, count and go out as a table', async () => {
  const { db } = app.services;
  const rows = await db.selectFrom('directive_agency').select(['id', 'organisation_id']).execute();
  for (const role of ['programme_officer', 'leader', 'inspector', 'applicant', 'agency_officer'] as const) {
    const { actor } = role === 'agency_officer' ? await other() : await person(role);
    const { rows: seen } = await sql<{ id: number }>`select owed.id from directive_agency owed
      where ${owedSeenBy(actor)} order by owed.id`.execute(db);
    expect(
      seen.map(({ id }) => id),
      role,
    ).toEqual(
      rows
        .filter(({ organisation_id }) => readsAnswerOf(actor, organisation_id))
        .map(({ id }) => id)
        .sort((one, two) => one - two),
    );
  }
  const { session, actor } = await leader();
  const id = await given({ about: codes.task });
  await answerDirective(
    app.services,
    (await officer()).actor,
    id,
    (await owed(id)).id,
    await said(id, 'Xong.'),
  );
  const asked = { text: 'khac phuc', agencies: [agencies.lead], plans: [codes.plan], page: 1 } as const;
  const found = await listDirectives(db, actor, { ...asked, view: 'mine' }, today);
  expect(found).toMatchObject({ total: 1, answered: 1, late: 0 });
  const later = await directivesAsked(db, actor, '2026-06-01' as LocalDate, 5);
  expect(later.answered).toBeGreaterThan(0);
  expect(later.late).toBeGreaterThan(0);
  expect(later.rows[0]?.state).toBe('answered');
  for (const path of [`${address}?xem=all&q=%25`, `${address}?xem=late`, `/ban-lam-viec/dieu-hanh`]) {
    app.forgetStatements();
    expect((await app.fetch(path, { as: session })).status, path).toBe(200);
    expect(app.statements.length, path).toBeLessThanOrEqual(10);
  }
  const board = await (await app.fetch('/ban-lam-viec/dieu-hanh', { as: session })).text();
  expect(board).toContain('báo cáo chờ ý kiến của tôi');
  const sheet = await app.fetch(`${address}/danh-sach.xlsx?xem=all`, { as: session });
  expect(
    Buffer.from(await sheet.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

test('what was typed stays with a refusal; whoever is not asked finds nothing', async () => {
  const id = await given();
  const { session } = await officer();
  const fields = {
    'co-quan': String((await owed(id)).id),
    version: '0',
    do: 'answer',
    answer: 'Gõ mãi mới xong',
  };
  const stale = await app.fetch(`${address}/${id}`, { as: session, ...form(fields) });
  expect(stale.status).toBe(409);
  expect(await stale.text()).toContain('Gõ mãi mới xong');
  const empty = await app.fetch(`${address}/${id}`, { as: session, ...form({ ...fields, answer: ' ' }) });
  expect(empty.status).toBe(422);
  expect((await app.fetch(`${address}/${id}`, { as: (await other()).session })).status).toBe(404);
  const forged = await app.fetch(`${address}/${id}`, {
    as: (await other()).session,
    ...form({ ...fields, version: '1' }),
  });
  expect(forged.status).toBe(404);
  const done = await app.fetch(`${address}/${id}`, { as: session, ...form({ ...fields, version: '1' }) });
  expect(done.status).toBe(303);
});

test('an agency is reminded once on the working day before, told once when it is late, whatever days nobody ran', async () => {
  const { services } = app;
  const id = await given();
  const names = async () =>
    (
      await services.db
        .selectFrom('event')
        .select('name')
        .where('subject_kind', '=', 'directive')
        .where('subject_id', '=', String(id))
        .orderBy('seq')
        .execute()
    ).map(({ name }) => name);
  await remindOfDirectives(services);
  expect(await names()).toEqual(['directive.given']);
  // Friday before Monday the 11th
  app.setNow(new Date('2026-05-08T02:00:00Z'));
  await remindOfDirectives(services);
  await remindOfDirectives(services);
  expect(await names()).toEqual(['directive.given', 'directive.near']);
  app.setNow(new Date('2026-05-15T02:00:00Z'));
  await remindOfDirectives(services);
  await remindOfDirectives(services);
  expect(await names()).toEqual(['directive.given', 'directive.near', 'directive.late']);
  const jumped = await given().catch((error) => error);
  // its day is past by now: it cannot be given any more
  expect(jumped).toBeInstanceOf(InvalidInput);
  app.setNow(start);
});

test('people find what they wrote', async () => {
  const { accountId } = (await leader()).session;
  const rows = directiveData[0]?.rows({ accountId, address: '' });
  const held = await sql<{ body: string }>`select * from (${rows}) h`.execute(app.services.db);
  expect(held.rows.length).toBeGreaterThan(3);
});
