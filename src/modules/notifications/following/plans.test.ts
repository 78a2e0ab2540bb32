// A little long, and one file: one portal with a plan that is followed in every manner is made once and serves every test.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftPlan, planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { editionWith, openPortal, type Portal } from '../../../../test/support/portal.ts';
import { type AccountActor, type Role, system } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { feedRoutes } from '../../../site/feeds/index.ts';
import { mailRoutes } from '../../../site/mail/index.ts';
import { mailPaths } from '../../../site/mail/paths.ts';
import {
  calendarPath,
  type FollowTarget,
  feedPath,
  followNames,
  followPath,
} from '../../../ui/follow-links.tsx';
import { findActor } from '../../directory/index.ts';
import { anyTask } from '../../programme/assignment/choice.ts';
import { assignTasks } from '../../programme/assignment/commands.ts';
import { nothingWanted } from '../../programme/assignment/named.ts';
import { followDay } from '../../programme/day.ts';
import { noteFallenDue } from '../../programme/fall-due.ts';
import { handOver } from '../../programme/handover/commands.ts';
import { programmeRoutes } from '../../programme/index.ts';
import { withdrawPlan } from '../../programme/plans/ends.ts';
import { enterActual } from '../../programme/targets/actuals.ts';
import { closeTask, confirmTask, returnTask } from '../../programme/tasks/checking.ts';
import { askExtension, decideExtension } from '../../programme/tasks/extensions.ts';
import { enterFact } from '../../programme/tasks/facts.ts';
import { notificationRoutes } from '../pages.tsx';
import { tellAtOnce } from './jobs.ts';
import { followingPaths } from './paths.ts';

let portal: Portal;
let by: Readonly<Record<'unit' | 'head' | 'leader', AccountActor>>;
let plan: Awaited<ReturnType<typeof planInForce>>;
const codes = { tasks: [] as string[], targets: [] as string[] };
const agency: FollowTarget = { kind: 'agency', key: 'SKHCN' };
const series: FollowTarget = { kind: 'series', key: 'plans' };

const codesOf = (table: 'task' | 'target', planId: number) =>
  portal.app.services.db
    .selectFrom(table)
    .select('code')
    .where('plan_id', '=', planId)
    .orderBy('position')
    .execute()
    .then((rows) => rows.map(({ code }) => code));

beforeAll(async () => {
  portal = await openPortal([...programmeRoutes, ...notificationRoutes, ...feedRoutes, ...mailRoutes]);
  const { app } = portal;
  const { services } = app;
  const { id: organisationId } = await services.db
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', 'SKHCN')
    .executeTakeFirstOrThrow();
  const person = async (email: string, role: Role, more = {}) => {
    await app.signIn(role, { email, ...more });
    return findActor(services, email);
  };
  by = {
    unit: await person('mot@example.vn', 'agency_officer', { organisationId }),
    head: await person('phu-trach@example.vn', 'programme_head'),
    leader: await person('lanh-dao@example.vn', 'leader'),
  };
  plan = await planInForce(services, {
    tasks: [
      taskOf({ name: 'Số hóa hồ sơ đất đai' }),
      taskOf({ tt: '2', name: 'Việc của Sở Công Thương', leads: ['Sở Công Thương'] }),
      taskOf({ tt: '3', name: 'Việc kín' }),
      taskOf({ tt: '4', name: 'Việc chưa giao', leads: [] }),
    ],
    targets: [targetOf()],
  });
  await sql`update task set shown = false where id = ${plan.tasks[2]}`.execute(services.db);
  codes.tasks = await codesOf('task', plan.id);
  codes.targets = await codesOf('target', plan.id);
  await tellAtOnce(services);
});
afterAll(() => portal.app.close());

const task = (at: number): FollowTarget => ({ kind: 'task', key: codes.tasks[at] ?? '' });
const target = (): FollowTarget => ({ kind: 'target', key: codes.targets[0] ?? '' });
const ofPlan = (): FollowTarget => ({ kind: 'plan', key: plan.code });
const idOf = (at: number) => plan.tasks[at] ?? 0;
const versionOf = async (at: number) =>
  (
    await portal.app.services.db
      .selectFrom('task')
      .select('version')
      .where('id', '=', idOf(at))
      .executeTakeFirstOrThrow()
  ).version;

let keys = 0;
async function fact(at: number, more: Record<string, string> = {}): Promise<void> {
  keys += 1;
  await enterFact(portal.app.services, by.unit, idOf(at), {
    ...{ kind: 'progress', on: '20/04/2026', percent: '40', words: 'Lời của đơn vị', reason: '', period: '' },
    ...{ documentNumber: '', documentDate: '', organisationId: null, files: [], key: `f-${keys}` },
    ...{ version: await versionOf(at), ...more },
  });
}
const done = { kind: 'done', percent: '', documentNumber: '12/QĐ-UBND', documentDate: '19/04/2026' };

/** Each follows one thing; whose letters are told apart by their address. */
async function follow(what: FollowTarget, email: string): Promise<number> {
  const { app } = portal;
  await app.services.db.deleteFrom('sign_in_failure').execute();
  const form = { loai: followNames[what.kind], ma: what.key, email, manner: 'at_once', consent: '1' };
  const answer = await app.fetch(followingPaths.follow, { form });
  if (answer.status !== 200) return answer.status;
  const { secret } = await app.services.db
    .selectFrom('mail')
    .select('secret')
    .where('address', '=', email)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return (await app.fetch(followingPaths.confirm(secret ?? ''), { form: {} })).status;
}

/** What each address is told since the last time. */
async function told(): Promise<Readonly<Record<string, string>>> {
  const { services } = portal.app;
  await services.db.deleteFrom('mail').execute();
  await tellAtOnce(services);
  const rows = await services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['mail.address', 'letter.body_text as text'])
    .execute();
  return Object.fromEntries(rows.map(({ address, text }) => [address.split('@')[0], text ?? '']));
}
const feed = async (what: FollowTarget | null) => (await portal.app.fetch(feedPath(what))).text();

test('what visitors do not know is not followed and has no feed', async () => {
  const draft = await draftPlan(portal.app.services, { tasks: [taskOf({ name: 'Nháp kín' })] });
  const unknown: FollowTarget[] = [
    task(2),
    { kind: 'plan', key: draft.code },
    { kind: 'task', key: 'NV-0-2020-001' },
    { kind: 'target', key: "CT-1'; --" },
    { kind: 'agency', key: '20-06184' },
    { kind: 'agency', key: 'x'.repeat(400) },
  ];
  for (const what of unknown) {
    expect(await follow(what, 'x@example.vn'), JSON.stringify(what)).toBe(404);
    for (const path of [followPath(what), feedPath(what), calendarPath(what)])
      expect((await portal.app.fetch(path)).status, path).toBe(404);
  }
  // a target is due on no day, and all plans have no calendar of their own
  for (const what of [target(), series]) {
    expect((await portal.app.fetch(calendarPath(what))).status).toBe(404);
    expect(await portal.html(followPath(what))).not.toContain('/lich.ics');
  }
});

test('pages of plans, tasks, targets and agencies lead to following, to a feed and to a calendar', async () => {
  const pages: [string, FollowTarget][] = [
    ['/ke-hoach', series],
    [`/ke-hoach/${plan.code}`, ofPlan()],
    [`/nhiem-vu/${codes.tasks[0]}`, task(0)],
    [`/chi-tieu/${codes.targets[0]}`, target()],
    ['/ke-hoach/co-quan/SKHCN', agency],
  ];
  for (const [path, what] of pages) {
    const html = await portal.html(path);
    expect(html, path).toContain(`href="${followPath(what).replace('&', '&amp;')}"`);
    expect(html, path).toContain(`href="${feedPath(what).replace('&', '&amp;')}"`);
    expect((await portal.app.fetch(followPath(what))).status, path).toBe(200);
  }
  const asked = await portal.html(followPath(task(0)));
  for (const words of [`${codes.tasks[0]} Số hóa hồ sơ đất đai`, 'được xác nhận hoàn thành', '/lich.ics'])
    expect(asked).toContain(words);
  const days = async (what: FollowTarget) =>
    (await (await portal.app.fetch(calendarPath(what))).text()).match(/BEGIN:VEVENT/g)?.length;
  expect([await days(ofPlan()), await days(task(0)), await days(agency)]).toEqual([3, 1, 1]);
});

test('an agency shows what it leads and answers for in plans in force, and nothing else', async () => {
  const { app } = portal;
  app.forgetStatements();
  const html = await portal.html('/ke-hoach/co-quan/SKHCN');
  expect(app.statements.length).toBeLessThanOrEqual(10);
  for (const words of ['Nhiệm vụ, chỉ tiêu của Sở Khoa học và Công nghệ', 'Số hóa hồ sơ', '/chi-tieu/CT-'])
    expect(html).toContain(words);
  for (const words of ['Việc kín', 'Việc của Sở Công Thương', 'Nháp kín']) expect(html).not.toContain(words);
  const narrowed = await portal.html('/ke-hoach/co-quan/SKHCN?q=khong-co&trang-thai=overdue');
  expect(narrowed).toContain('Không có kết quả phù hợp');
  expect(await portal.html('/en/ke-hoach/co-quan/SCT')).toContain(
    'Tasks and targets of Department of Industry',
  );
  for (const code of ['20-06184', 'KHONG', "';--"])
    expect((await app.fetch(`/ke-hoach/co-quan/${encodeURIComponent(code)}`)).status).toBe(404);
});

test('followers of a task hear of each step; those of its plan and its lead of what counts; others of nothing', async () => {
  const { services } = portal.app;
  const everybody: [FollowTarget, string][] = [
    [task(0), 'viec@example.vn'],
    [task(1), 'viec-khac@example.vn'],
    [ofPlan(), 'ke-hoach@example.vn'],
    [agency, 'co-quan@example.vn'],
    [target(), 'chi-tieu@example.vn'],
    [series, 'moi@example.vn'],
  ];
  for (const [what, email] of everybody) expect(await follow(what, email)).toBe(200);
  await fact(0);
  await fact(2);
  const steps = await told();
  expect(Object.keys(steps)).toEqual(['viec']);
  expect(steps.viec).toContain('Có thông tin mới về việc thực hiện, ngày 04/05/2026; tiến độ 40%.');
  expect(steps.viec).not.toContain('Lời của đơn vị');

  await askExtension(services, by.unit, idOf(0), {
    ...{ organisationId: null, asked: '31/12/2026', reason: 'Lý do kín', version: await versionOf(0) },
  });
  expect(await told()).toEqual({});
  await decideExtension(services, by.leader, idOf(0), {
    ...{ verdict: 'granted', granted: '30/11/2026', documentNumber: '77/UBND-KGVX', words: '' },
    ...{ documentDate: '02/05/2026', version: await versionOf(0) },
  });
  const extended = await told();
  expect(Object.keys(extended).sort()).toEqual(['co-quan', 'ke-hoach', 'viec']);
  expect(extended['ke-hoach']).toContain('Được gia hạn đến 30/11/2026, theo 77/UBND-KGVX.');

  await fact(0, done);
  await returnTask(services, by.head, idOf(0), {
    ...{ organisationId: null, words: 'Nhận xét kín', version: await versionOf(0) },
  });
  // reported and given back before anybody was told: there is nothing to tell
  expect(await told()).toEqual({});
  await fact(0, { ...done, on: '21/04/2026' });
  expect(Object.keys(await told())).toEqual(['viec']);
  await confirmTask(services, by.head, idOf(0), { on: '', version: await versionOf(0) });
  const confirmed = await told();
  expect(Object.keys(confirmed).sort()).toEqual(['co-quan', 'ke-hoach', 'viec']);
  expect(confirmed['co-quan']).toContain('Đã được xác nhận hoàn thành, ngày 04/05/2026.');

  await closeTask(services, by.head, idOf(2), {
    ...{ how: 'suspended', on: '', document: '90/QĐ-UBND', words: '', version: await versionOf(2) },
  });
  expect(await told()).toEqual({});
});

test('figures, assignments and plans in force are told to those they concern', async () => {
  const { services } = portal.app;
  await enterActual(services, system, plan.targets[0] ?? 0, {
    ...{ period: '2025', scope: '', value: '62,5', words: '', fulfilled: '', asOf: '31/12/2025' },
    ...{ estimate: '', source: 'Báo cáo', reason: '', confirmed: '', file: null, key: 'mot' },
  });
  const figure = await told();
  expect(Object.keys(figure).sort()).toEqual(['chi-tieu', 'co-quan', 'ke-hoach']);
  expect(figure['chi-tieu']).toContain('Có số liệu mới: 62,5%, tính đến 31/12/2025.');

  await assignTasks(services, system, plan.id, {
    rules: [{ choice: { ...anyTask, ids: [idOf(3)] }, wanted: { ...nothingWanted, leads: 'SKHCN' } }],
    ...{ overwrite: false, document: null, reason: null, stand: null, key: 'giao' },
  });
  const given = await told();
  expect(Object.keys(given).sort()).toEqual(['co-quan', 'ke-hoach', 'moi']);
  expect(given['co-quan']).toContain('Việc chưa giao');
  expect(given['co-quan']).toContain('Đã giao; chủ trì: Sở Khoa học và Công nghệ.');
  expect(given['ke-hoach']).not.toContain('Việc chưa giao');

  const next = await planInForce(services, { tasks: [taskOf()] }, { title: 'Kế hoạch năm sau' });
  const begun = await told();
  expect(Object.keys(begun).sort()).toEqual(['co-quan', 'moi']);
  expect(begun.moi).toContain('Kế hoạch đã được đưa vào theo dõi.');
  await withdrawPlan(services, system, next.id, { reason: 'Công khai nhầm', version: 2 });
  const withdrawn = await told();
  expect(withdrawn.moi).toContain(`${next.code}`);
  expect(withdrawn.moi).toContain('Kế hoạch không còn được công khai.');
  expect(withdrawn.moi).not.toContain('Kế hoạch năm sau');
});

test('a task and a target that became overdue by the date alone are told once, also when nobody ran for three days', async () => {
  const { services } = portal.app;
  const start = services.clock();
  const due = taskOf({
    deadline: { kind: 'date', from: null, to: '2026-05-08' as LocalDate, raw: '08/5/2026' },
  });
  const other = await planInForce(services, {
    tasks: [due, { ...due, tt: '2', name: 'Việc kín khác' }],
    targets: [targetOf({ frequency: 'half_year' })],
  });
  await sql`update task set shown = false where id = ${other.tasks[1]}`.execute(services.db);
  const [code] = await codesOf('task', other.id);
  const [figure] = await codesOf('target', other.id);
  await follow({ kind: 'task', key: code ?? '' }, 'qua-han@example.vn');
  await follow({ kind: 'plan', key: other.code }, 'ke-hoach-qua-han@example.vn');
  const day = async (instant: string) => {
    portal.app.setNow(new Date(instant));
    await followDay(services);
    await Promise.all([noteFallenDue(services), noteFallenDue(services)]);
  };
  await day('2026-05-05T02:00:00Z');
  await told();
  await day('2026-05-08T02:00:00Z');
  expect(await told()).toEqual({});
  for (const instant of ['2026-05-11T02:00:00Z', '2026-05-11T03:00:00Z', '2026-05-12T02:00:00Z'])
    await day(instant);
  const news = await told();
  expect(news['qua-han']).toContain('Quá hạn: phải xong ngày 08/05/2026');
  expect(news['ke-hoach-qua-han']).toContain(code);
  expect(news['ke-hoach-qua-han']).not.toContain('Việc kín khác');
  await day('2026-05-13T02:00:00Z');
  expect(await told()).toEqual({});
  await day('2026-08-02T02:00:00Z');
  const owed = (await told())['ke-hoach-qua-han'];
  expect(owed).toContain(figure);
  expect(owed).toContain('Chưa có số liệu phải báo chậm nhất ngày 30/07/2026');
  portal.app.setNow(start);
});

test('news that cannot be read hold up no others, and are told once they can be', async () => {
  const { services } = portal.app;
  const start = services.clock();
  const problems: FollowTarget = { kind: 'series', key: 'problems' };
  await follow(problems, 'danh-muc@example.vn');
  await told();
  const broken = async (table: 'task' | 'task_agency', column: string, work: () => Promise<void>) => {
    const [of, name] = [sql.table(table), sql.ref(column)];
    await sql`alter table ${of} rename column ${name} to away`.execute(services.db);
    await work();
    await sql`alter table ${of} rename column away to ${name}`.execute(services.db);
  };
  const aside = async () => {
    const rows = await services.db.selectFrom('following_aside').select(['part', 'step']).execute();
    return rows.map(({ part, step }) => `${part} ${step}`);
  };
  await planInForce(services, { tasks: [taskOf()] });
  await editionWith(services, { year: 2061, entries: [{ title: 'Không chờ ai' }] });
  // what happened cannot be read, then not be laid out
  await broken('task_agency', 'handed_to', async () =>
    expect(Object.keys(await told())).toEqual(['danh-muc']),
  );
  expect(await aside()).toEqual(['programme read']);
  const as = await portal.app.signIn('administrator');
  const outbox = await portal.app.fetch(mailPaths.outbox, { as });
  expect(await outbox.text()).toContain('1 phần tin cho người theo dõi chưa báo được');
  expect(await told(), 'not at once again').toEqual({});
  const later = (minutes: number) => portal.app.setNow(new Date(start.getTime() + minutes * 60_000));
  later(11);
  await broken('task', 'informed_on', async () => expect(await told()).toEqual({}));
  expect(await aside()).toEqual(['programme at_once']);
  later(22);
  expect(Object.keys(await told()).sort()).toEqual(['co-quan', 'moi']);
  expect(await told()).toEqual({});
  expect(await aside()).toEqual([]);
  portal.app.setNow(start);
});

test('feeds tell the same, each thing as it stands now', async () => {
  const ofTask = await feed(task(0));
  expect(ofTask).toContain('Đã được xác nhận hoàn thành');
  // once it is done, until when it was to be done holds no longer
  for (const words of ['báo cáo đã hoàn thành', 'Được gia hạn', 'kín', 'Lời của đơn vị'])
    expect(ofTask).not.toContain(words);
  expect(await feed(task(3))).toContain('chủ trì: Sở Khoa học và Công nghệ');
  const whole = await feed(ofPlan());
  for (const words of ['62,5%', 'Đã được xác nhận', 'được giao cho các cơ quan'])
    expect(whole).toContain(words);
  expect(whole).not.toContain('Việc kín');
  expect(await feed(agency)).toContain('Việc chưa giao');
  expect(await feed(target())).toContain('62,5%');
  const all = await feed(null);
  expect(all).toContain('Kế hoạch đã được đưa vào theo dõi.');
  expect(all).not.toContain('Số hóa hồ sơ');
  for (const one of [ofTask, whole, all]) {
    const ids = [...one.matchAll(/<id>([^<]+)<\/id>/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const answer = await portal.app.fetch(feedPath(ofPlan()));
  const etag = answer.headers.get('etag') ?? '';
  const again = await portal.app.fetch(feedPath(ofPlan()), { headers: { 'if-none-match': etag } });
  expect([etag.length > 0, again.status]).toEqual([true, 304]);
});

test('the page of a task tells its history with days, agencies and documents, and nothing that was given back', async () => {
  const { app } = portal;
  app.forgetStatements();
  const html = await portal.html(`/nhiem-vu/${codes.tasks[0]}`);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  const history = html.slice(html.indexOf('id="lich-su"'));
  const rows = [...history.slice(0, history.indexOf('</table>')).matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(
    ([, row]) => (row ?? '').replace(/<[^>]+>/g, '|').replace(/\|+/g, '|'),
  );
  expect(rows.slice(1).map((row) => row.replace(/^\||\|$/g, ''))).toEqual([
    expect.stringMatching(/^04\/05\/2026\|Xác nhận hoàn thành\|–\|–$/),
    expect.stringMatching(/^04\/05\/2026\|Gia hạn đến hết 30\/11\/2026\|–\|77\/UBND-KGVX, 02\/05\/2026$/),
    expect.stringMatching(/^04\/05\/2026\|Kế hoạch được đưa vào theo dõi\|–\|–$/),
    '21/04/2026|Báo cáo hoàn thành|Sở Khoa học và Công nghệ|12/QĐ-UBND',
  ]);
  for (const words of ['kín', 'Lời của đơn vị']) expect(html).not.toContain(words);
  const assigned = await portal.html(`/nhiem-vu/${codes.tasks[3]}`);
  expect(assigned.slice(assigned.indexOf('id="lich-su"'))).toContain('Giao cơ quan thực hiện');
  expect(await portal.html(`/en/chi-tieu/${codes.targets[0]}`)).toContain('The plan came into force');
});

test('a hand-over is told to followers of the plan, of both agencies and of the task', async () => {
  const { services } = portal.app;
  const { db } = services;
  await sql`update organisation set valid_to = '2026-04-30' where code = 'SCT'`.execute(db);
  const ids = await db.selectFrom('organisation').select(['id', 'code']).execute();
  const id = (code: string) => ids.find((one) => one.code === code)?.id ?? 0;
  await told();
  await handOver(services, system, {
    former: { kind: 'organisation', id: id('SCT') },
    ...{ successor: id('SKHCN'), successors: [id('SKHCN')], choices: new Map() },
    document: 'Nghị quyết số 10/NQ-HĐND',
  });
  const moved = await told();
  expect(Object.keys(moved).sort()).toEqual(['co-quan', 'ke-hoach', 'moi', 'viec-khac']);
  expect(moved['viec-khac']).toContain('Đã giao; chủ trì: Sở Khoa học và Công nghệ.');
  expect(moved['ke-hoach']).toContain('đã được bàn giao cho cơ quan kế thừa');
  const page = await portal.html(`/nhiem-vu/${codes.tasks[1]}`);
  expect(page.slice(page.indexOf('id="lich-su"'))).toContain('Nghị quyết số 10/NQ-HĐND');
});
