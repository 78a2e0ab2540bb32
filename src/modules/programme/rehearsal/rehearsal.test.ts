import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system } from '../../../kernel/actor.ts';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { followDay } from '../day.ts';
import { escalateLate } from '../difficulties/escalate.ts';
import { giveDirective } from '../directives/commands.ts';
import { remindOfDirectives } from '../directives/remind.ts';
import { readReading } from '../reading.ts';
import { enterActual } from '../targets/actuals.ts';
import { enterFact } from '../tasks/facts.ts';
import { settleTasks } from '../tasks/settle.ts';
import type { TypedFact } from '../tasks/typed-fact.ts';
import { levelNames } from '../urging/levels.ts';
import { urgeTasks } from '../urging/make.ts';
import { copyProgramme, rehearse } from './index.ts';
import { countDue } from './load.ts';

let app: TestApp;
const first = 'Sở Khoa học và Công nghệ';
const second = 'Sở Công Thương';
const id: Record<string, number> = {};
const day = (text: string) => text as LocalDate;
const due = (text: string, leads = [first]) =>
  taskOf({ leads, deadline: { kind: 'date', from: day(text), to: day(text), raw: text } });
const at = (text: string) => app.setNow(new Date(`${text}T02:00:00Z`));
/** Over the turn of the year and Tết, 5 to 9 February 2027. */
const start = day('2026-12-08');
const end = day('2027-02-20');

beforeAll(async () => {
  app = await openTestApp([]);
  for (const [code, name] of [
    ['SKHCN', first],
    ['SCT', second],
  ] as const)
    id[code] = (await makeOrganisation(app.services, { code, name })).id;
});
afterAll(() => app.close());

const recurring = (kind: 'yearly' | 'continuous', raw: string, leads = [first]) =>
  taskOf({ leads, deadline: { kind, from: null, to: null, raw } });
let keys = 0;
const fact = (task: number, organisation: string, more: Partial<TypedFact>) =>
  enterFact(app.services, system, task, {
    ...{ kind: 'progress', on: '01/11/2026', percent: '', words: 'Đã làm', reason: '', period: '' },
    ...{ documentNumber: '12/QĐ', documentDate: '30/10/2026', organisationId: id[organisation] ?? 0 },
    ...{ files: [], version: 1, key: `fact ${keys++}`, ...more },
  });

/** One of everything that the clock acts on, some of it late, reported in part, refused or under way. */
async function everything(): Promise<void> {
  const { services } = app;
  const { db } = services;
  at('2026-11-02');
  const dates = [
    '2026-10-15',
    '2026-12-07',
    '2026-12-08',
    '2026-12-20',
    '2027-01-01',
    '2027-02-08',
    '2027-03-01',
  ];
  const plan = await planInForce(services, {
    tasks: [
      ...dates.map((text) => due(text)),
      due('2027-01-15', [first, second]),
      due('2027-01-20', [second]),
      recurring('yearly', 'trước ngày 20/2 hằng năm', [first, second]),
      recurring('continuous', 'Thường xuyên'),
      recurring('continuous', 'Thường xuyên', [second]),
    ],
    targets: [
      targetOf(),
      targetOf({ tt: '2', frequency: 'month' }),
      targetOf({ tt: '3', untilOn: day('2026-12-31'), frequency: 'quarter' }),
    ],
  });
  await planInForce(
    services,
    { tasks: [due('2026-12-01')] },
    { level: 'unit', organisationId: id.SKHCN ?? 0 },
  );
  await db
    .updateTable('task')
    .set({ cadence: 'month' })
    .where('id', '=', plan.tasks[10] ?? 0)
    .execute();
  const reading = await readReading(db, services);
  await db.transaction().execute((tx) => settleTasks(tx, [plan.tasks[10] ?? 0], services.clock(), reading));
  await fact(plan.tasks[10] ?? 0, 'SKHCN', { kind: 'result', period: '2026-11' });
  await fact(plan.tasks[7] ?? 0, 'SKHCN', { kind: 'done', on: '01/11/2026' });
  await db
    .updateTable('task_agency')
    .set({ answer: 'refused', answered_on: '2026-11-01', answer_words: 'Không thuộc' })
    .where('task_id', '=', plan.tasks[8] ?? 0)
    .execute();
  await enterActual(services, system, plan.targets[1] ?? 0, {
    ...{ period: '2026-10', value: '40', words: '', fulfilled: '', scope: '', asOf: '31/10/2026' },
    ...{ estimate: '', source: 'Báo cáo', reason: 'Đúng', file: null, key: 'figure', confirmed: '1' },
  });
  for (const [code, dueOn] of [
    ['KN-2026-0001', '2026-12-01'],
    ['KN-2026-0002', '2027-01-29'],
  ] as const)
    await sql`insert into difficulty (code, kind, title, body, organisation_id, holder_id, plan_id, state, sent_at, due_on, form_key,
        created_at, saved_at) values (${code}, 'obstacle', 'Thiếu định mức', 'Chưa có', ${id.SCT}, ${id.SKHCN}, ${plan.id}, 'sent',
        '2026-11-02', ${dueOn}, ${code}, '2026-11-02', '2026-11-02')`.execute(db);
  const leader = await app.signIn('leader');
  // one told of as near already, one over a week end, one behind Tết
  for (const dueOn of ['2026-12-09', '2027-01-11', '2027-02-10'])
    await giveDirective(services, system, {
      ...{ body: `Báo cáo trước ${dueOn}\nChi tiết`, agencies: [String(id.SCT)], dueOn, about: '' },
      ...{ documentNumber: '', documentDate: '', leader: String(leader.accountId), files: [], key: dueOn },
    });
  const officer = await app.signIn('agency_officer', {
    email: 'nghi@example.vn',
    organisationId: id.SCT ?? 0,
  });
  await sql`insert into absence (account_id, valid_from, valid_to, created_at)
    values (${officer.accountId}, '2026-12-10', '2026-12-18', '2026-11-02')`.execute(db);
}

async function live(text: string): Promise<void> {
  at(text);
  await followDay(app.services);
  await urgeTasks(app.services);
  await escalateLate(app.services);
  await remindOfDirectives(app.services);
}

/** What the jobs left behind: a line for each thing that changed by the clock. */
async function standing() {
  const { rows } = await sql<{ code: string; stands: string }>`
    select code, state as stands from task where deadline_kind <> 'yearly'
    union all select code, concat_ws(' ', information, outlook, result, due_on < ${app.services.clock()}::date) from target`.execute(
    app.services.db,
  );
  return new Map(rows.map(({ code, stands }) => [code, stands]));
}

test('a rehearsal of ten weeks says what the jobs then do when the days really pass, over a new year and Tết', async () => {
  const { services } = app;
  await everything();
  // some was made already, some explanations are owed
  for (const text of ['2026-11-30', '2026-12-03', '2026-12-07']) await live(text);
  at(start);
  const before = await sql<{ seq: number }>`select max(seq) as seq from event`.execute(services.db);
  const asked = { lang: 'vi' as const, actor: system, today: start, to: end, plan: null, agency: null };
  const { copy, laws, rules } = await services.db
    .transaction()
    .setAccessMode('read only')
    .execute((tx) => copyProgramme(tx, services, asked, null));
  const foreseen = [...rehearse(copy, { from: start, to: end }, laws, rules)].flatMap(({ coming }) => coming);

  // where there are too many to be copied they are counted by the Monday of their week
  const weeks = await countDue(services.db, { ...asked, ahead: 15 });
  expect(weeks.slice(0, 2)).toEqual([
    { week: '2026-12-07', due: 1 },
    { week: '2026-12-14', due: 1 },
  ]);
  const turned: string[] = [];
  const stood = await standing();
  for (let one = start; one <= end; one = addDays(one, 1)) {
    await live(one);
    for (const [code, stands] of await standing()) {
      if (stood.has(code) && stood.get(code) !== stands) turned.push(`${one} ${code}`);
      stood.set(code, stands);
    }
  }
  const { rows } = await sql<{
    line: string;
    level: keyof typeof levelNames | null;
    step: number | null;
  }>`select concat_ws(' ', (at at time zone 'Asia/Ho_Chi_Minh')::date, event.name, coalesce(task.code, difficulty.code, directive.code),
      organisation.name) as line, coalesce(facts->>'level', facts->>'to') as level, (facts->>'daysAfter')::int as step
    from event left join task on subject_kind = 'task' and task.id::text = subject_id
      left join difficulty on subject_kind = 'difficulty' and difficulty.id::text = subject_id
      left join directive on subject_kind = 'directive' and directive.id::text = subject_id
      left join organisation on organisation.id = (facts->>'organisationId')::bigint
    where seq > ${before.rows[0]?.seq ?? 0} and event.name in ('task.reminded', 'task.escalated', 'task.opened', 'difficulty.escalated',
      'directive.near', 'directive.late')`.execute(services.db);
  const done = rows.map(({ line, level, step }) =>
    [line, level === null ? (step === null ? '' : stepWords(step)) : levelNames[level].vi].join(' ').trim(),
  );
  const said = foreseen.flatMap(({ day: on, kind, what, about, agencies }) => {
    const names = agencies.map(({ name }) => name).join(', ');
    if (about.code?.startsWith('CD')) {
      const how = { reminder: 'near', closing: 'late' }[String(kind)];
      return how ? [`${on} directive.${how} ${about.code}`] : [];
    }
    if (kind === 'reminder')
      return [`${on} task.reminded ${about.code} ${names} ${/^[^(\d]+\d*/.exec(what.vi)?.[0].trim()}`.trim()];
    if (kind === 'opening' && what.vi.startsWith('Mở')) return [`${on} task.opened ${about.code}`];
    if (kind !== 'escalation') return [];
    const level = Object.values(levelNames).find(({ vi }) => what.vi.includes(vi))?.vi;
    return about.code?.startsWith('KN')
      ? [`${on} difficulty.escalated ${about.code} ${level}`]
      : [`${on} task.escalated ${about.code} ${names} ${level}`];
  });
  expect(said.sort()).toEqual(done.sort());
  expect(said.length).toBeGreaterThan(100);
  const ofTasks = (code: string | null) => code !== null && !code.startsWith('CD');
  const turns = foreseen.filter(
    ({ kind, about }) => ['turn', 'closing'].includes(kind) && ofTasks(about.code),
  );
  expect([...new Set(turns.map(({ day: on, about }) => `${on} ${about.code}`))].sort()).toEqual(
    turned.sort(),
  );
  expect(turns.map(({ what }) => what.vi).join()).toContain('mà chưa có kết quả');
  // an explanation is awaited for each time something of a task went up, until its last day
  const asks = await sql<{ until: string }>`select explain_by as until from urge
    where level is not null and explain_by between ${start}::date and ${end}::date order by 1`.execute(
    services.db,
  );
  const answers = foreseen.filter(
    ({ kind, about }) => kind === 'explanation' && about.code?.startsWith('CD'),
  );
  expect(answers.map(({ day: on, about }) => [on, about.name.vi])).toEqual(
    ['2026-12-09', '2027-01-11', '2027-02-10'].map((on) => [on, `Báo cáo trước ${on}`]),
  );
  const away = foreseen.filter(({ about }) => about.code === null);
  expect(away.map(({ day: on, what, agencies }) => [on, what.vi, agencies[0]?.name])).toEqual([
    [
      '2026-12-10',
      'Một người nghỉ đến 18/12/2026, không còn ai nhận thay: thư chờ người nghỉ trở lại',
      second,
    ],
  ]);
  const explanations = foreseen
    .filter(({ kind, about }) => kind === 'explanation' && !about.code?.startsWith('CD'))
    .map(({ day: on }) => on);
  expect(explanations).toEqual(asks.rows.map(({ until }) => until));
}, 120_000);

function stepWords(step: number): string {
  if (step === 0) return 'Nhắc đúng ngày đến hạn';
  return step < 0 ? `Nhắc trước hạn ${-step}` : `Nhắc quá hạn ${step}`;
}
