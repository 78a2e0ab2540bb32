import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { planInForce, taskOf } from '../../../../test/support/planning.ts';
import type { AccountActor, Role } from '../../../kernel/actor.ts';
import { type LocalDate, writeDate } from '../../../kernel/dates.ts';
import { findActor } from '../../directory/index.ts';
import { followDay } from '../day.ts';
import { closeTask } from '../tasks/checking.ts';
import { askExtension, decideExtension } from '../tasks/extensions.ts';
import { enterFact } from '../tasks/facts.ts';
import { explainTask } from './explain.ts';
import { headsOf, nameHeads } from './heads.ts';
import { urgeTasks } from './make.ts';
import {
  readUrgingRules,
  rulesHistory,
  saveUrgingRules,
  type TypedUrgingRules,
  typedRules,
} from './rules.ts';

let app: TestApp;
let first: number;
let second: number;
let by: Readonly<Record<'first' | 'second' | 'head' | 'officer' | 'leader', AccountActor>>;

beforeAll(async () => {
  app = await openTestApp([]);
  const { services } = app;
  const agency = async (code: string, name: string) => (await makeOrganisation(services, { code, name })).id;
  first = await agency('SKHCN', 'Sở Khoa học và Công nghệ');
  second = await agency('SCT', 'Sở Công Thương');
  const person = async (email: string, role: Role, organisationId?: number) => {
    await app.signIn(role, { email, ...(organisationId ? { organisationId } : {}) });
    return findActor(services, email);
  };
  by = {
    first: await person('mot@example.vn', 'agency_officer', first),
    second: await person('hai@example.vn', 'agency_officer', second),
    head: await person('phu-trach@example.vn', 'programme_head'),
    officer: await person('can-bo@example.vn', 'programme_officer'),
    leader: await person('lanh-dao@example.vn', 'leader'),
  };
});
beforeEach(() => app.setNow(new Date('2026-05-04T02:00:00Z')));
afterAll(() => app.close());

const at = (day: string, time = '02:00') => app.setNow(new Date(`${day}T${time}:00Z`));
async function run(day: string): Promise<void> {
  at(day);
  await followDay(app.services);
  await Promise.all([urgeTasks(app.services), urgeTasks(app.services)]);
}
const due = (text: string, leads = ['Sở Khoa học và Công nghệ']) =>
  taskOf({
    leads,
    deadline: { kind: 'date', from: text as LocalDate, to: text as LocalDate, raw: writeDate(text) },
  });

/** What was made for a task: the day, whose, and which. */
async function made(id: number): Promise<string[]> {
  const { rows } = await sql<{
    line: string;
  }>`select concat_ws(' ', day, case organisation_id when ${first} then 'một' else 'hai' end,
      coalesce(level, step::text)) as line from urge where task_id = ${id} order by day, organisation_id, id`.execute(
    app.services.db,
  );
  return rows.map(({ line }) => line);
}
async function events(id: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from event
    where subject_kind = 'task' and subject_id = ${String(id)} and name in ('task.reminded', 'task.escalated')`.execute(
    app.services.db,
  );
  return rows[0]?.count ?? 0;
}
async function versionOf(id: number): Promise<number> {
  const row = app.services.db.selectFrom('task').select('version').where('id', '=', id);
  return (await row.executeTakeFirstOrThrow()).version;
}
let keys = 0;
async function report(id: number, actor: AccountActor, on: string): Promise<void> {
  keys += 1;
  await enterFact(app.services, actor, id, {
    ...{ kind: 'done', on: writeDate(on), percent: '', words: '', reason: '', period: '' },
    ...{ documentNumber: '12/QĐ', documentDate: writeDate(on), organisationId: null, files: [] },
    ...{ version: await versionOf(id), key: `report ${keys}` },
  });
}
const words = (more: object = {}) => {
  keys += 1;
  return {
    ...{
      organisationId: null,
      words: 'Chờ ý kiến của Bộ',
      doneBy: '',
      files: [],
      key: `explanation ${keys}`,
    },
    ...more,
  };
};

describe('each is urged once', () => {
  test('with two workers, in the same hour and day, after days without any, and where the clock is put back', async () => {
    const { tasks } = await planInForce(app.services, {
      tasks: [due('2026-05-12', ['Sở Khoa học và Công nghệ', 'Sở Công Thương'])],
    });
    const [id = 0] = tasks;
    // before six in the morning of Vietnam
    at('2026-05-04', '22:30');
    await urgeTasks(app.services);
    expect(await made(id)).toEqual([]);
    await run('2026-05-05');
    await run('2026-05-05');
    expect(await made(id)).toEqual(['2026-05-05 một -7', '2026-05-05 hai -7']);
    // down for three days and more
    at('2026-05-13');
    await report(id, by.first, '2026-05-13');
    await run('2026-05-16');
    await run('2026-05-18');
    expect((await made(id)).slice(2)).toEqual(['2026-05-16 hai 1', '2026-05-18 hai officer']);
    await run('2026-05-06');
    await run('2026-05-18');
    await run('2026-05-19');
    expect(await made(id)).toHaveLength(4);
    // months later one level and no flood
    await run('2026-11-16');
    await run('2026-11-18');
    expect((await made(id)).slice(4)).toEqual(['2026-11-16 hai unit_head', '2026-11-18 hai 190']);
    expect(await events(id)).toBe(6);
  });

  test('not while somebody works on the task, and no longer once it is reported or closed', async () => {
    const { services } = app;
    const { tasks } = await planInForce(services, { tasks: [due('2026-05-04'), due('2026-05-04')] });
    const [held = 0, closed = 0] = tasks;
    await closeTask(services, by.head, closed, {
      ...{ how: 'suspended', on: '04/05/2026', document: '3/TB-UBND', words: '', version: 1 },
    });
    await services.db.transaction().execute(async (tx) => {
      await sql`select id from task where id = ${held} for update`.execute(tx);
      await urgeTasks(services);
    });
    expect(await made(held)).toEqual([]);
    // the day is not done with yet
    await urgeTasks(services);
    expect(await made(held)).toEqual(['2026-05-04 một 0']);
    expect(await made(closed)).toEqual([]);
  });

  test('for a continuous task before its period ends without a result; a unit’s own plan goes no higher than its head', async () => {
    const { services } = app;
    const { tasks } = await planInForce(services, {
      tasks: [
        taskOf({
          deadline: { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' },
          cadence: 'quarter',
        }),
        taskOf({
          deadline: { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' },
          cadence: 'quarter',
        }),
      ],
    });
    const [silent = 0, told = 0] = tasks;
    await enterFact(services, by.first, told, {
      ...{
        kind: 'result',
        on: '04/05/2026',
        percent: '',
        words: 'Đã tập huấn',
        reason: '',
        period: '2026-Q2',
      },
      ...{ documentNumber: '5/BC', documentDate: '04/05/2026', organisationId: null, files: [], version: 1 },
      key: 'quarter',
    });
    const own = await planInForce(
      services,
      { tasks: [due('2026-05-05')] },
      { level: 'unit', organisationId: first },
    );
    for (const day of ['2026-05-06', '2026-05-11', '2026-05-18', '2026-05-25', '2026-06-23']) await run(day);
    expect(await made(own.tasks[0] ?? 0)).toEqual([
      ...['2026-05-06 một officer', '2026-05-11 một unit_head', '2026-05-18 một 8', '2026-05-25 một 15'],
      '2026-06-23 một 43',
    ]);
    expect(await made(silent)).toEqual(['2026-06-23 một -7']);
    expect(await made(told)).toEqual([]);
  });
});

describe('an explanation', () => {
  test('answers every level that asked, once, by the agency itself, until a later day ends it all', async () => {
    const { services } = app;
    const { tasks } = await planInForce(services, {
      tasks: [due('2026-05-04', ['Sở Khoa học và Công nghệ', 'Sở Công Thương'])],
    });
    const [id = 0] = tasks;
    await expect(explainTask(services, by.first, id, words())).rejects.toMatchObject({ kind: 'wrong_state' });
    await run('2026-05-05');
    await run('2026-05-08');
    expect(await made(id)).toEqual(
      ['2026-05-05', '2026-05-08'].flatMap((day) => {
        const level = day === '2026-05-05' ? 'officer' : 'unit_head';
        return [`${day} một ${level}`, `${day} hai ${level}`];
      }),
    );
    for (const [wrong, field] of [
      [{ words: '  ' }, 'words'],
      [{ words: 'a'.repeat(2_001) }, 'words'],
      [{ doneBy: '01/05/2026' }, 'doneBy'],
      [{ doneBy: 'mai' }, 'doneBy'],
    ] as const)
      await expect(explainTask(services, by.first, id, words(wrong))).rejects.toMatchObject({
        fields: { [field]: expect.anything() },
      });
    const typed = words({
      doneBy: '20/05/2026',
      files: [await keepFile(services, 'Công văn', 'cong-van.txt')],
    });
    await Promise.all([
      explainTask(services, by.first, id, typed),
      explainTask(services, by.first, id, typed),
    ]);
    await expect(explainTask(services, by.first, id, words())).rejects.toMatchObject({ kind: 'wrong_state' });
    // in the name of another agency, or by who follows the plan
    await expect(
      explainTask(services, by.first, id, words({ organisationId: second })),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(explainTask(services, by.officer, id, words())).rejects.toMatchObject({ kind: 'forbidden' });
    const { rows } = await sql<{ line: string }>`select concat_ws(' ', level, done_by, file_name) as line
      from urge left join explanation on explanation.id = explanation_id
      where urge.task_id = ${id} order by urge.organisation_id, urge.id`.execute(services.db);
    expect(rows.map(({ line }) => line)).toEqual([
      ...['officer 2026-05-20 cong-van.txt', 'unit_head 2026-05-20 cong-van.txt', 'officer', 'unit_head'],
    ]);
    // a later deadline closes the ladder and begins anew
    await askExtension(services, by.first, id, {
      ...{ organisationId: null, asked: '20/05/2026', reason: 'Chờ Bộ', version: await versionOf(id) },
    });
    await decideExtension(services, by.head, id, {
      ...{ verdict: 'granted', granted: '20/05/2026', documentNumber: '9/UBND', documentDate: '08/05/2026' },
      ...{ words: '', version: await versionOf(id) },
    });
    await expect(explainTask(services, by.second, id, words())).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await run('2026-05-13');
    expect((await made(id)).slice(4)).toEqual(['2026-05-13 một -7', '2026-05-13 hai -7']);
    await run('2026-05-21');
    await report(id, by.second, '2026-05-21');
    await expect(explainTask(services, by.second, id, words())).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await closeTask(services, by.head, id, {
      ...{
        how: 'suspended',
        on: '21/05/2026',
        document: '3/TB-UBND',
        words: '',
        version: await versionOf(id),
      },
    });
    await expect(explainTask(services, by.first, id, words())).rejects.toMatchObject({ kind: 'wrong_state' });
  });
});

test('heads of an agency are some of its officers, named by who follows plans; who is no officer any longer is no head', async () => {
  const { services } = app;
  expect(await headsOf(services.db, first)).toEqual([]);
  await nameHeads(services, by.officer, first, [by.first.id]);
  await nameHeads(services, by.officer, first, [by.first.id]);
  expect((await headsOf(services.db, first)).map(({ id }) => id)).toEqual([by.first.id]);
  await expect(nameHeads(services, by.officer, first, [by.second.id])).rejects.toMatchObject({
    fields: { heads: expect.anything() },
  });
  // a deputy names them in the place of whom they stand in for
  const lent = {
    ...({ role: 'programme_officer', scope: null } as const),
    onBehalfOf: { id: by.officer.id, name: by.officer.name, until: '2026-12-31' as LocalDate },
  };
  const deputy: AccountActor = { ...by.second, grants: [...by.second.grants, lent] };
  await nameHeads(services, deputy, first, []);
  await nameHeads(services, deputy, first, [by.first.id]);
  const named = services.db
    .selectFrom('event')
    .select('facts')
    .where('name', '=', 'organisation.heads_named');
  expect((await named.orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()).facts).toMatchObject({
    onBehalfOf: by.officer.id,
  });
  await expect(nameHeads(services, by.first, first, [])).rejects.toMatchObject({ kind: 'not_found' });
  await expect(nameHeads(services, by.leader, first, [])).rejects.toMatchObject({ kind: 'forbidden' });
  await sql`update role_grant set revoked_at = now() where account_id = ${by.first.id}`.execute(services.db);
  expect(await headsOf(services.db, first)).toEqual([]);
});

test('the rules are kept by the programme head with their source; what cannot be is refused by field', async () => {
  const { services } = app;
  const usual = { ...typedRules(await readUrgingRules(services.db)), source: 'Quyết định số 12/QĐ-UBND' };
  const wrong: readonly (readonly [Partial<TypedUrgingRules>, keyof TypedUrgingRules])[] = [
    [{ before: '1, 7, 15' }, 'before'],
    [{ before: '7, 7' }, 'before'],
    [{ before: '400' }, 'before'],
    [{ before: '-3' }, 'before'],
    [{ before: '9,8,7,6,5,4,3' }, 'before'],
    [{ afterFirst: '0' }, 'afterFirst'],
    [{ afterEvery: '' }, 'afterEvery'],
    [{ officerAfter: 'hai' }, 'officerAfter'],
    [{ leaderAnswer: '400' }, 'leaderAnswer'],
    [{ unit_headAfter: '' }, 'unit_headAfter'],
    [{ source: ' ' }, 'source'],
  ];
  for (const [more, field] of wrong)
    await expect(saveUrgingRules(services, by.head, { ...usual, ...more }, 0)).rejects.toMatchObject({
      fields: { [field]: expect.anything() },
    });
  await expect(saveUrgingRules(services, by.officer, usual, 0)).rejects.toMatchObject({ kind: 'forbidden' });
  const none = { afterFirst: '', afterEvery: '', leaderAfter: '', leaderAnswer: '' };
  const typed = { ...usual, before: ' 30; 3 ', onTheDay: '', ...none };
  await saveUrgingRules(services, by.head, typed, 0);
  // the same again changes nothing, something else from an old page is refused
  await saveUrgingRules(services, by.head, typed, 0);
  await expect(saveUrgingRules(services, by.head, usual, 0)).rejects.toMatchObject({ kind: 'conflict' });
  const role = { role: 'programme_head', scope: null } as const;
  const until = '2026-12-31' as LocalDate;
  const lent = { ...role, onBehalfOf: { id: by.head.id, name: by.head.name, until } };
  const deputy: AccountActor = { ...by.officer, grants: [...by.officer.grants, lent] };
  await saveUrgingRules(services, deputy, { ...typed, before: '30' }, 1);
  await saveUrgingRules(services, by.head, typed, 2);
  expect((await rulesHistory(services.db)).map(({ onBehalfOf }) => onBehalfOf)).toEqual([
    ...[null, by.head.name, null],
  ]);
  expect(await readUrgingRules(services.db)).toMatchObject({
    ...{ before: [30, 3], onTheDay: false, after: null, version: 3, source: 'Quyết định số 12/QĐ-UBND' },
    ladder: [{ level: 'officer' }, { level: 'unit_head' }, { level: 'department', after: 5, answer: 3 }],
  });
});
