import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { draftPlan, planInForce, targetOf, taskOf } from '../../../test/support/planning.ts';
import { type AccountActor, system } from '../../kernel/actor.ts';
import { delegate, findActor, reportAbsence } from '../directory/index.ts';
import { anyTask } from '../programme/assignment/choice.ts';
import { assignTasks, undoAssignment } from '../programme/assignment/commands.ts';
import { nothingWanted } from '../programme/assignment/named.ts';
import { followDay } from '../programme/day.ts';
import { noteFallenDue } from '../programme/fall-due.ts';
import { putPlanInForce } from '../programme/index.ts';
import { handUpPlan, returnPlan, takeBackPlan } from '../programme/plans/handing.ts';
import { Doubted } from '../programme/targets/actual-inputs.ts';
import { enterActual } from '../programme/targets/actuals.ts';
import { acknowledgeTask, insistOnTask, refuseTask } from '../programme/tasks/answering.ts';
import { confirmTask, returnTask } from '../programme/tasks/checking.ts';
import { askExtension, decideExtension } from '../programme/tasks/extensions.ts';
import { enterFact } from '../programme/tasks/facts.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';

let app: TestApp;
let first: number;
let second: number;
let officer: AccountActor;

beforeAll(async () => {
  app = await openTestApp([]);
  const make = async (code: string, name: string) =>
    (await makeOrganisation(app.services, { code, name })).id;
  first = await make('SKHCN', 'Sở Khoa học và Công nghệ');
  second = await make('SCT', 'Sở Công Thương');
  await make('STC', 'Sở Tài chính');
  await app.signIn('agency_officer', { email: 'mot@example.vn', organisationId: first });
  await app.signIn('agency_officer', { email: 'hai@example.vn', organisationId: second });
  for (const role of ['programme_officer', 'programme_head', 'leader'] as const)
    await app.signIn(role, { email: `${role}@example.vn` });
  officer = await findActor(app.services, 'mot@example.vn');
  await followEvents(app.services);
});
afterAll(() => app.close());

let seen = 0;
/** What came to people since the last time: “who: title”, with what holds no longer marked. */
async function news(): Promise<string[]> {
  await followEvents(app.services);
  const rows = await app.services.db
    .selectFrom('notification')
    .innerJoin('account', 'account.id', 'notification.account_id')
    .select(['notification.id', 'account.email', 'notification.title'])
    .where('notification.id', '>', seen)
    .orderBy('notification.id')
    .execute();
  seen = rows.at(-1)?.id ?? seen;
  return rows.map(({ email, title }) => `${email.replace('@example.vn', '')}: ${title}`).sort();
}

/** Titles that still wait to be told to somebody. */
async function waiting(who: string): Promise<string[]> {
  await followEvents(app.services);
  const rows = await app.services.db
    .selectFrom('notification')
    .innerJoin('account', 'account.id', 'notification.account_id')
    .select('notification.title')
    .where('account.email', '=', `${who}@example.vn`)
    .where('mailed_at', 'is', null)
    .where('void_at', 'is', null)
    .orderBy('notification.id')
    .execute();
  return rows.map(({ title }) => title);
}

const many = (count: number, leads: readonly string[]) =>
  Array.from({ length: count }, (_, index) => taskOf({ tt: String(index + 1), leads }));
const versionOf = async (id: number) =>
  (await app.services.db.selectFrom('task').select('version').where('id', '=', id).executeTakeFirstOrThrow())
    .version;

test('a plan handed up is told to the head, one that comes back or goes into force to whoever handed it up', async () => {
  const { services } = app;
  const plan = await draftPlan(services, { tasks: [], targets: [targetOf({ agencies: [] })] });
  const enters = await findActor(services, 'programme_officer@example.vn');
  const decides = await findActor(services, 'programme_head@example.vn');
  await news();
  await handUpPlan(services, enters, plan.id, { version: 1 });
  expect(await news()).toEqual([expect.stringMatching(/^programme_head: Kế hoạch .* chờ đưa vào theo dõi$/)]);
  await returnPlan(services, decides, plan.id, { reason: 'Thiếu thời hạn', version: 2 });
  expect(await news()).toEqual([
    expect.stringMatching(/^programme_officer: Kế hoạch .* được trả lại để sửa$/),
  ]);
  expect(await waiting('programme_head')).not.toContainEqual(expect.stringContaining('chờ đưa vào theo dõi'));
  await handUpPlan(services, enters, plan.id, { version: 3 });
  await takeBackPlan(services, enters, plan.id, { version: 4 });
  expect(await news()).toEqual([]);
  await handUpPlan(services, enters, plan.id, { version: 5 });
  await putPlanInForce(services, decides, plan.id, 6);
  expect(await news()).toEqual([
    expect.stringMatching(/^programme_officer: Kế hoạch .* đã được đưa vào theo dõi$/),
  ]);
});

test('a plan put into force tells each agency once of all it gives; of an agency without officers whoever follows plans hears', async () => {
  await planInForce(app.services, {
    tasks: [
      ...many(40, ['Sở Khoa học và Công nghệ']),
      ...many(1, ['Sở Công Thương']),
      ...many(2, ['Sở Tài chính']),
    ],
    targets: [targetOf()],
  });
  const told = await news();
  expect(told).toHaveLength(3);
  expect(told[0]).toMatch(/^hai: 1 nhiệm vụ được giao \(.*\): NV-.* Xây dựng quy chế/);
  expect(told[1]).toMatch(/^mot: Cơ quan bạn có 40 nhiệm vụ được giao, 1 chỉ tiêu được giao \(/);
  expect(told[2]).toMatch(/^programme_officer: Sở Tài chính chưa có cán bộ nhận việc\. .*2 nhiệm vụ/);
  expect(told[2]).not.toContain('Cơ quan bạn');
});

test('60 tasks assigned at once are one piece of news, withdrawn when the assignment is undone or all are answered', async () => {
  const { services } = app;
  // whoever tells of it comes later than the assignment
  const plan = await planInForce(services, { tasks: many(60, []) });
  const assign = async (key: string, ids: readonly number[]) => {
    const made = await assignTasks(services, system, plan.id, {
      ...{
        rules: [
          { choice: { ...anyTask, ids }, wanted: { ...nothingWanted, leads: 'Sở Khoa học và Công nghệ' } },
        ],
      },
      overwrite: false,
      ...{ document: null, reason: null, stand: null, key },
    });
    return made?.id ?? 0;
  };
  const whole = await assign('giao-60', plan.tasks);
  const [told, ...more] = await news();
  expect(more).toEqual([]);
  expect(told).toContain('Cơ quan bạn có 60 nhiệm vụ được giao');
  await undoAssignment(services, system, plan.id, whole);
  expect((await waiting('mot')).filter((one) => one.includes('60 nhiệm vụ'))).toEqual([]);
  const two = plan.tasks.slice(0, 2);
  await assign('giao-2', two);
  expect(await news()).toHaveLength(1);
  for (const [index, id] of two.entries()) {
    expect((await waiting('mot')).filter((one) => one.includes('2 nhiệm vụ'))).toHaveLength(1);
    await acknowledgeTask(services, officer, id, { organisationId: first, version: await versionOf(id) });
    expect(index).toBeLessThan(2);
  }
  expect((await waiting('mot')).filter((one) => one.includes('2 nhiệm vụ'))).toEqual([]);
});

test('refusing, insisting, reporting, returning, extending and confirming each tell who is to act next, and only while it holds', async () => {
  const { services } = app;
  const { tasks } = await planInForce(services, { tasks: many(1, ['Sở Khoa học và Công nghệ']) });
  const id = tasks[0] ?? 0;
  await news();
  const organisationId = first;
  await refuseTask(services, officer, id, {
    organisationId,
    words: 'Việc của sở khác',
    version: await versionOf(id),
  });
  const refused = await news();
  expect(refused.map((one) => one.split(':')[0])).toEqual(['programme_head', 'programme_officer']);
  expect(refused[0]).toContain('Sở Khoa học và Công nghệ từ chối nhiệm vụ NV-');
  await insistOnTask(services, system, id, {
    organisationId,
    words: 'Đã phân công',
    version: await versionOf(id),
  });
  expect(await news()).toEqual([expect.stringContaining('mot: Cơ quan bạn vẫn thực hiện nhiệm vụ')]);
  expect((await waiting('programme_head')).filter((one) => one.includes('từ chối'))).toEqual([]);

  const asked = {
    organisationId,
    asked: '31/12/2026',
    reason: 'Chờ nghị định',
    version: await versionOf(id),
  };
  await askExtension(services, officer, id, asked);
  expect((await news()).map((one) => one.split(':')[0])).toEqual(['leader', 'programme_head']);
  await decideExtension(services, system, id, {
    ...{
      verdict: 'granted',
      granted: '31/12/2026',
      documentNumber: '9/UBND',
      documentDate: '04/05/2026',
      words: '',
    },
    version: await versionOf(id),
  });
  expect(await news()).toEqual([expect.stringContaining('mot: Đã gia hạn nhiệm vụ')]);
  expect((await waiting('leader')).filter((one) => one.includes('gia hạn'))).toEqual([]);

  const report = async (key: string) =>
    enterFact(services, officer, id, {
      ...{
        kind: 'done',
        on: '04/05/2026',
        percent: '',
        words: 'Đã ban hành',
        reason: '',
        period: '',
        files: [],
      },
      ...{ documentNumber: '12/QĐ-UBND', documentDate: '04/05/2026', organisationId, key },
      version: await versionOf(id),
    });
  await report('xong-1');
  expect(await news()).toEqual([expect.stringContaining('programme_head: Chờ xác nhận hoàn thành NV-')]);
  await returnTask(services, system, id, {
    organisationId: null,
    words: 'Thiếu phụ lục.',
    version: await versionOf(id),
  });
  expect(await news()).toEqual([expect.stringContaining('mot: Báo cáo hoàn thành bị trả lại')]);
  expect((await waiting('programme_head')).filter((one) => one.includes('Chờ xác nhận'))).toEqual([]);
  await report('xong-2');
  expect((await waiting('mot')).filter((one) => one.includes('bị trả lại'))).toEqual([]);
  await news();
  await confirmTask(services, system, id, { on: '', version: await versionOf(id) });
  expect(await news()).toEqual([expect.stringContaining('mot: Đã xác nhận hoàn thành')]);
  const row = app.services.db
    .selectFrom('notification')
    .select(['detail', 'title_en'])
    .orderBy('id', 'desc')
    .limit(1);
  expect((await row.executeTakeFirstOrThrow()).title_en).toContain('Confirmed as done:');
});

test('what is told of a draft is nothing, and of an absence that leaves an agency without anybody the head hears', async () => {
  const { services } = app;
  const draft = await draftPlan(services, { tasks: many(3, ['Sở Công Thương']) });
  expect(await news()).toEqual([]);
  const other = await findActor(services, 'hai@example.vn');
  await reportAbsence(services, other, {
    accountId: other.id,
    validFrom: '2026-05-05',
    validTo: '2026-05-20',
  });
  expect(await news()).toEqual(['programme_head: Sở Công Thương không còn cán bộ nhận việc từ 05/05/2026']);
  app.setNow(new Date('2026-05-06T02:00:00Z'));
  await app.signIn([], { email: 'thay@example.vn', organisationId: second });
  const deputy = await findActor(services, 'thay@example.vn');
  await delegate(services, other, {
    ...{
      principal: other.id,
      deputy: deputy.id,
      role: 'agency_officer',
      validFrom: '2026-05-06',
      validTo: '2026-05-20',
    },
  });
  await putPlanInForce(services, system, draft.id, 1);
  expect(await news()).toEqual([expect.stringContaining('thay: Cơ quan bạn có 3 nhiệm vụ được giao')]);
  await writeDigests(services);
  const letters = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('letter.body_text as text')
    .where('mail.address', '=', 'thay@example.vn')
    .execute();
  expect(letters).toHaveLength(1);
  expect(letters[0]?.text).toContain('3 nhiệm vụ được giao');
});

test('another year of a task, a figure due, overdue or unusual are told to those it concerns, once and while it holds', async () => {
  const { services } = app;
  app.setNow(new Date('2026-06-01T02:00:00Z'));
  const of = 'Nghỉ ba ngày';
  const plan = await planInForce(services, {
    tasks: [
      taskOf({
        name: of,
        deadline: { kind: 'yearly', from: null, to: null, raw: 'trước ngày 30/11 hằng năm' },
      }),
    ],
    targets: [targetOf({ name: of })],
  });
  const days = async (...instants: string[]) => {
    for (const instant of instants) {
      app.setNow(new Date(instant));
      await followDay(services);
      await Promise.all([noteFallenDue(services), noteFallenDue(services)]);
    }
    return (await news()).filter((one) => one.includes(of)).map((one) => one.replace(/ (NV|CT)-.*/, ''));
  };
  // the plan itself told of this year's
  expect((await days('2026-06-01T02:00:00Z')).filter((one) => one.includes('hằng năm'))).toEqual([]);
  // nobody ran over New Year
  expect(await days('2026-12-30T02:00:00Z', '2027-01-04T02:00:00Z', '2027-01-04T03:00:00Z')).toEqual([
    'mot: Nhiệm vụ hằng năm bắt đầu năm mới',
    'mot: Đến kỳ báo số liệu chỉ tiêu',
  ]);
  expect(await days('2027-03-01T02:00:00Z')).toEqual([]);
  expect(await days('2027-03-05T02:00:00Z')).toEqual(['mot: Quá hạn báo số liệu chỉ tiêu']);
  const waits = async () =>
    (await waiting('mot')).filter((one) => one.includes('số liệu') && one.includes(of));
  expect(await waits()).toHaveLength(1);
  const typed = {
    ...{
      period: '2026',
      scope: '',
      value: '0,05',
      words: '',
      fulfilled: '',
      asOf: '31/12/2026',
      estimate: '',
    },
    ...{ source: 'Báo cáo số 12/BC-SKHCN ngày 15/01/2027', reason: '', confirmed: '', file: null, key: 'la' },
  };
  const target = plan.targets[0] ?? 0;
  const doubt = await enterActual(services, officer, target, typed).catch((error: unknown) => error);
  if (!(doubt instanceof Doubted)) throw doubt;
  await enterActual(services, officer, target, { ...typed, confirmed: doubt.asked, reason: 'Mới thí điểm' });
  expect(await days('2027-03-06T02:00:00Z')).toEqual(['programme_officer: Số liệu khác thường cần xem']);
  expect(await waits()).toEqual([]);
});
