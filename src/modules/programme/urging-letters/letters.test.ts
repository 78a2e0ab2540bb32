import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../../test/support/planning.ts';
import type { AccountActor, Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { followEvents } from '../../notifications/follow.ts';
import { programmeRoutes } from '../index.ts';
import {
  correctLetter,
  draftLetters,
  dropLetter,
  issueLetter,
  recallLetter,
  saveLetter,
} from './commands.ts';
import { composedLetter } from './composed.ts';
import { letterStates, type UrgedTask } from './letter.ts';
import { lettersSeenBy, readsLetter } from './policy.ts';
import { agenciesToUrge, findLetter, tasksToUrge } from './queries.ts';
import { urgingTemplate } from './template.ts';

let app: TestApp;
let agencies: { trade: number; finance: number };
let planId: number;
const today = '2026-05-04' as LocalDate;
const address = '/ban-lam-viec/cong-van-don-doc';

const due = (to: string) => ({ kind: 'date', from: null, to: to as LocalDate, raw: to }) as const;

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const make = async (code: string, name: string) =>
    (await makeOrganisation(app.services, { code, name })).id;
  agencies = { trade: await make('SCT', 'Sở Công Thương'), finance: await make('STC', 'Sở Tài chính') };
  const trade = ['Sở Công Thương'];
  const plan = await planInForce(app.services, {
    tasks: [
      taskOf({
        ...{ tt: '1', name: 'Việc quá hạn lâu', leads: trade, partners: ['Sở Tài chính'] },
        deadline: due('2026-03-31'),
      }),
      taskOf({ tt: '2', name: 'Việc quá hạn ít', leads: trade, deadline: due('2026-05-01') }),
      taskOf({ tt: '3', name: 'Việc sắp đến hạn', leads: trade, deadline: due('2026-05-08') }),
      taskOf({ tt: '4', name: 'Việc còn lâu', leads: trade, deadline: due('2026-12-31') }),
      taskOf({ tt: '5', name: 'Việc của tài chính', leads: ['Sở Tài chính'], deadline: due('2026-05-08') }),
    ],
  });
  planId = plan.id;
  await followEvents(app.services);
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
const officer = () => person('programme_officer');

let made = 0;
async function drafted(more: { agencies?: number[]; withSoon?: boolean; key?: string } = {}) {
  made += 1;
  const { agencies: chosen = [agencies.trade], withSoon = false, key = `batch-${made}` } = more;
  return draftLetters(app.services, (await officer()).actor, {
    ...{ agencies: chosen.map(String), plan: String(planId), leastDays: '1', withSoon },
    ...{ reportBy: '11/5/2026', key },
  });
}
async function row(id: number) {
  const found = app.services.db.selectFrom('urging_letter').selectAll().where('id', '=', id);
  return found.executeTakeFirstOrThrow();
}
const issue = { number: '215', issuedOn: '4/5/2026', signer: 'Nguyễn Văn An', version: 1 };

test('agencies are those that lead what is late, or soon due as asked; a letter lists what it is late by and what was told', async () => {
  const { db } = app.services;
  const late = { planId, leastDays: 1, withSoon: false };
  expect(await agenciesToUrge(db, late, '', today)).toMatchObject([
    { id: agencies.trade, late: 2, soon: 0, most: 34, draftId: null, lastIssued: null },
  ]);
  const soon = await agenciesToUrge(db, { ...late, withSoon: true }, 'tai chinh', today);
  expect(soon).toMatchObject([{ id: agencies.finance, late: 0, soon: 1 }]);
  expect(await agenciesToUrge(db, { ...late, leastDays: 35 }, '', today)).toEqual([]);
  const urged = await tasksToUrge(db, agencies.trade, { ...late, leastDays: 10 }, today);
  expect(urged.plans[0]).toMatch(/^Kế hoạch số \d+\/KH-UBND ngày 15\/01\/2026 của UBND tỉnh Lạng Sơn$/);
  expect(urged.tasks).toMatchObject([
    { name: 'Việc quá hạn lâu', lateDays: 34, standing: 'Chưa có báo cáo.' },
  ]);
});

test('drafts are made one for each agency, by the page, once for the same form', async () => {
  const { session, actor } = await officer();
  const html = await (
    await app.fetch(`${address}/soan?sap-den=1&ke-hoach=${planId}`, { as: session })
  ).text();
  expect(html).toContain('2 quá hạn (lâu nhất 34 ngày) · 1 sắp đến hạn');
  // five working days after Monday 4 May
  expect(html).toContain('value="11/05/2026"');
  const khoa = /name="khoa" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const fields = { khoa, 'ke-hoach': String(planId), ngay: '1', 'sap-den': '1', reportBy: '11/5/2026' };
  const none = await app.fetch(`${address}/soan`, { as: session, method: 'POST', form: fields });
  expect(none.status).toBe(422);
  expect(await none.text()).toContain('Hãy chọn ít nhất một cơ quan.');
  const past = { ...fields, agencies: String(agencies.trade), reportBy: '4/5/2026' };
  expect((await app.fetch(`${address}/soan`, { as: session, method: 'POST', form: past })).status).toBe(422);
  const good = { ...fields, agencies: String(agencies.trade) };
  const first = await app.fetch(`${address}/soan`, { as: session, method: 'POST', form: good });
  const twice = await app.fetch(`${address}/soan`, { as: session, method: 'POST', form: good });
  expect(first.headers.get('location')).toMatch(/cong-van-don-doc\/\d+/);
  expect(twice.headers.get('location')).toBe(first.headers.get('location'));
  const both = { agencies: [agencies.trade, agencies.finance], withSoon: true, key: 'both' };
  const [one, two] = await Promise.all([drafted(both), drafted(both)]);
  expect(one).toEqual(two);
  expect(one).toHaveLength(2);
  await expect(
    draftLetters(app.services, (await person('leader')).actor, {
      ...{ agencies: ['1'], plan: '', leastDays: '1', withSoon: false, reportBy: '11/5/2026', key: 'x' },
    }),
  ).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(
    draftLetters(app.services, actor, {
      ...{ agencies: [String(agencies.finance)], plan: '', leastDays: '1', withSoon: false },
      ...{ reportBy: '11/5/2026', key: 'y' },
    }),
  ).rejects.toBeInstanceOf(InvalidInput);
});

test('the words are edited until it is issued; then its tasks, number, day and signer stay, and the agency reads it', async () => {
  const { services } = app;
  const { actor, session } = await officer();
  const trade = await person('agency_officer', agencies.trade);
  const [id = 0] = await drafted();
  expect((await app.fetch(`${address}/${id}`, { as: trade.session })).status).toBe(404);
  const texts = { ...urgingTemplate(), abstract: 'V/v đôn đốc lần 2' };
  await expect(
    saveLetter(services, actor, id, {
      ...{ texts: { ...texts, body: '{{cơ quân}}', issuer: ' ' }, reportBy: '12/5/2026', version: 1 },
    }),
  ).rejects.toMatchObject({ fields: { body: expect.anything(), issuer: expect.anything() } });
  await saveLetter(services, actor, id, { texts, reportBy: '12/5/2026', version: 1 });
  await expect(
    saveLetter(services, actor, id, {
      ...{ texts: { ...texts, abstract: 'Khác' }, reportBy: '12/5/2026', version: 1 },
    }),
  ).rejects.toMatchObject({ kind: 'conflict' });
  await expect(
    issueLetter(services, actor, id, { number: '', issuedOn: '5/5/2026', signer: '', version: 2 }),
  ).rejects.toMatchObject({
    fields: { number: expect.anything(), issuedOn: expect.anything(), signer: expect.anything() },
  });
  await issueLetter(services, actor, id, { ...issue, version: 2 });
  await issueLetter(services, actor, id, { ...issue, version: 2 });
  await expect(issueLetter(services, actor, id, { ...issue, number: '9', version: 2 })).rejects.toMatchObject(
    {
      kind: 'wrong_state',
    },
  );
  // a month later it says what it said
  app.setNow(new Date('2026-06-04T02:00:00Z'));
  const kept = await findLetter(services.db, actor, id);
  expect(kept.kept).toMatchObject({ on: '2026-05-04', tasks: [{ lateDays: 34 }, { lateDays: 3 }] });
  app.setNow(new Date('2026-05-04T02:00:00Z'));
  await correctLetter(services, actor, id, { ...issue, number: '216', version: 3 });
  await expect(dropLetter(services, actor, id, { version: 4 })).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  for (const path of [`${address}/${id}`, address, `/ban-lam-viec/bang-don-vi?co-quan=${agencies.trade}`]) {
    app.forgetStatements();
    const html = await (await app.fetch(path, { as: trade.session })).text();
    expect(html, path).toContain('216/SKHCN-QLCN');
    expect(app.statements.length, path).toBeLessThanOrEqual(10);
  }
  const other = await person('agency_officer', agencies.finance);
  expect((await app.fetch(`${address}/${id}`, { as: other.session })).status).toBe(404);
  expect((await app.fetch(`${address}/${id}/van-ban.docx`, { as: other.session })).status).toBe(404);
  await followEvents(services);
  const told = services.db
    .selectFrom('notification')
    .select('title')
    .where('account_id', '=', trade.session.accountId);
  expect((await told.execute()).map(({ title }) => title)).toEqual(['Công văn đôn đốc số 216/SKHCN-QLCN']);
  const refused = await app.fetch(`${address}/${id}`, {
    ...{ as: session, method: 'POST', form: { do: 'correct', issueNumber: '2 1', version: '4' } },
  });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('value="2 1"');
});

test('a draft is dropped once; of one whose tasks are all done nothing is issued; lists show what the policy lets everybody read', async () => {
  const { services } = app;
  const { actor, session } = await officer();
  const [id = 0] = await drafted();
  await dropLetter(services, actor, id, { version: 1 });
  await dropLetter(services, actor, id, { version: 1 });
  expect((await row(id)).state).toBe('dropped');
  const [empty = 0] = await drafted({ agencies: [agencies.finance], withSoon: true });
  await services.db.updateTable('urging_letter').set({ with_soon: false }).where('id', '=', empty).execute();
  await expect(issueLetter(services, actor, empty, issue)).rejects.toMatchObject({ kind: 'wrong_state' });
  expect(await (await app.fetch(`${address}/${empty}`, { as: session })).text()).toContain(
    'không còn nhiệm vụ nào phải đôn đốc',
  );
  const rows = await services.db
    .selectFrom('urging_letter')
    .select(['id', 'organisation_id', 'state'])
    .orderBy('id')
    .execute();
  for (const reader of [
    await person('agency_officer', agencies.trade),
    await person('inspector'),
    await person('applicant'),
  ]) {
    const seen = await sql<{ id: number }>`select letter.id from urging_letter letter
      where ${lettersSeenBy(reader.actor)} order by letter.id`.execute(services.db);
    expect(seen.rows.map((one) => one.id)).toEqual(
      rows.flatMap(({ id: own, organisation_id: organisationId, state }) => {
        const known = letterStates.find((one) => one === state) ?? 'draft';
        return readsLetter(reader.actor, { organisationId, state: known }) ? [own] : [];
      }),
    );
  }
});

test('ten tasks stand amid the letter, more in an annex; it is written as a file, all of a list as one archive', async () => {
  const [id = 0] = await drafted();
  const letter = await findLetter(app.services.db, (await officer()).actor, id);
  const { installation } = app.services;
  const tasks = (count: number): UrgedTask[] =>
    Array.from({ length: count }, (_, at) => ({
      ...{ id: at, code: `NV-1-${at}`, name: `Nhiệm vụ ${at}`, plan: '145/KH-UBND', lastDay: '2026-03-31' },
      ...{ lateDays: at, standing: 'Chưa có báo cáo.' },
    }));
  const written = (count: number) =>
    composedLetter({
      ...{ letter, installation },
      urged: { on: today, plans: ['Kế hoạch số 145/KH-UBND'], tasks: tasks(count), illustrative: false },
    });
  const few = written(10);
  expect(few.annexes).toEqual([]);
  expect(few.inset).toMatchObject({ before: 1, rows: { length: 10 } });
  expect(few.body.map(({ text }) => text).join('\n')).toContain('còn 10 nhiệm vụ do Sở Công Thương chủ trì');
  expect(few.body.map(({ text }) => text).join('\n')).toContain('trước ngày 11/05/2026');
  const many = written(11);
  expect(many.inset).toBeUndefined();
  expect(many.annexes[0]).toMatchObject({ rows: { length: 11 } });
  expect(many.body[1]?.text).toBe('(Chi tiết tại Phụ lục kèm theo).');
  const { session } = await officer();
  const file = await app.fetch(`${address}/${id}/van-ban.docx`, { as: session });
  expect(file.headers.get('content-disposition')).toMatch(/du-thao-\d+-so-cong-thuong\.docx/);
  const zip = await app.fetch(`${address}/tat-ca.zip?dot=batch-${made}`, { as: session });
  const bytes = Buffer.from(await zip.arrayBuffer());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  expect(bytes.includes('so-cong-thuong.docx')).toBe(true);
});

test('an issued letter is told where its tasks are worked on and urged, with what was explained; recalled, it is shown as that everywhere', async () => {
  const { services } = app;
  const { session, actor } = await officer();
  const trade = await person('agency_officer', agencies.trade);
  const other = await person('agency_officer', agencies.finance);
  const task = await services.db
    .selectFrom('task')
    .select(['id', 'last_day'])
    .where('name', '=', 'Việc quá hạn lâu')
    .executeTakeFirstOrThrow();
  await sql`with said as (insert into explanation (task_id, organisation_id, words, done_by, said_at, form_key)
      values (${task.id}, ${agencies.trade}, 'Chờ Bộ hướng dẫn', '2026-06-30', '2026-05-03T03:00:00Z', 'letters') returning id)
    insert into urge (task_id, organisation_id, last_day, level, day, explain_by, explanation_id)
    select ${task.id}, ${agencies.trade}, ${task.last_day}, 'officer', '2026-04-02', '2026-04-06', id from said`.execute(
    services.db,
  );
  const [id = 0] = await drafted();
  await issueLetter(services, actor, id, { ...issue, number: '300' });
  const kept = await findLetter(services.db, actor, id);
  expect(kept.kept?.tasks[0]?.standing).toBe(
    'Chưa có báo cáo.\nGiải trình ngày 03/05/2026: Chờ Bộ hướng dẫn\nDự kiến xong ngày 30/06/2026.',
  );
  const taskPage = `/ban-lam-viec/nhiem-vu/${task.id}`;
  const list = '/ban-lam-viec/don-doc';
  const read = async (path: string, as: Session) => {
    app.forgetStatements();
    const html = await (await app.fetch(path, { as })).text();
    expect(app.statements.length, path).toBeLessThanOrEqual(10);
    return html;
  };
  const link = `href="${address}/${id}"`;
  const shown = await read(taskPage, trade.session);
  expect(shown).toContain('Công văn đôn đốc số 300/SKHCN-QLCN');
  expect(shown).toContain(link);
  expect(shown).toContain('Ghi nhận đã phát hành công văn đôn đốc số 300');
  // who reads the task, not the letter
  const elsewhere = await read(taskPage, other.session);
  expect(elsewhere).toContain('Công văn đôn đốc số 300/SKHCN-QLCN');
  expect(elsewhere).not.toContain(link);
  const badge = 'Đã có công văn đôn đốc số 300/SKHCN-QLCN ngày 04/05/2026';
  expect(await read(list, session)).toContain(badge);

  const recall = (form: Record<string, string>, as = session) =>
    app.fetch(`${address}/${id}`, { as, method: 'POST', form: { do: 'recall', version: '2', ...form } });
  const unsure = await recall({ recallReason: 'Gửi nhầm cơ quan' });
  expect(unsure.status).toBe(422);
  const again = await unsure.text();
  expect(again).toContain('Hãy xác nhận rồi bấm lại.');
  expect(again).toContain('Gửi nhầm cơ quan');
  expect((await recall({ confirmRecall: '1', recallReason: ' ' })).status).toBe(422);
  expect((await recall({ confirmRecall: '1', recallReason: 'x' }, trade.session)).status).toBe(403);
  const said = { confirmRecall: '1', recallReason: 'Gửi nhầm cơ quan' };
  expect((await recall({ ...said, version: '1' })).status).toBe(409);
  expect((await recall(said)).status).toBe(303);
  // the same click once more
  expect((await recall(said)).status).toBe(303);
  await expect(recallLetter(services, actor, id, { reason: 'Khác', version: 3 })).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  for (const [path, words] of [
    [`${address}/${id}`, 'Gửi nhầm cơ quan'],
    [address, 'đã thu hồi'],
    [taskPage, 'Đã thu hồi ngày 04/05/2026.'],
  ] as const)
    expect(await read(path, trade.session), path).toContain(words);
  expect(await read(list, session)).not.toContain(badge);
  const recalled = await findLetter(services.db, trade.actor, id);
  const { installation } = services;
  const urged = recalled.kept ?? { on: today, plans: [], tasks: [], illustrative: false };
  expect(composedLetter({ letter: recalled, urged, installation }).mark).toBe('Đã thu hồi ngày 04/05/2026');
  await followEvents(services);
  const told = services.db
    .selectFrom('notification')
    .select(['title', 'void_at'])
    .where('subject_kind', '=', 'urging_letter')
    .where('subject_id', '=', String(id))
    .where('account_id', '=', trade.session.accountId);
  expect(await told.execute()).toEqual([
    { title: 'Đã thu hồi công văn đôn đốc số 300/SKHCN-QLCN', void_at: null },
  ]);
});
