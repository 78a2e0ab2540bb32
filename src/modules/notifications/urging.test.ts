import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../test/support/planning.ts';
import { system } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { findActor } from '../directory/index.ts';
import { followDay } from '../programme/day.ts';
import { closeTask } from '../programme/tasks/checking.ts';
import { explainTask } from '../programme/urging/explain.ts';
import { nameHeads } from '../programme/urging/heads.ts';
import { urgeTasks } from '../programme/urging/make.ts';
import { amendTask } from '../programme/versions/task-commands.ts';
import { followEvents } from './follow.ts';

let app: TestApp;
let agency: number;
beforeAll(async () => {
  app = await openTestApp([]);
  agency = (await makeOrganisation(app.services, { code: 'SCT', name: 'Sở Công Thương' })).id;
  for (const name of ['chuyen-vien', 'giam-doc'])
    await app.signIn('agency_officer', { email: `${name}@example.vn`, organisationId: agency });
  for (const role of ['programme_officer', 'programme_head', 'leader'] as const)
    await app.signIn(role, { email: `${role}@example.vn` });
  const head = await findActor(app.services, 'giam-doc@example.vn');
  await nameHeads(app.services, system, agency, [head.id]);
  await followEvents(app.services);
});
afterAll(() => app.close());

/** Who has what still to be told of urging, after a day was followed. */
async function waiting(day?: string): Promise<string[]> {
  const { services } = app;
  if (day) {
    app.setNow(new Date(`${day}T02:00:00Z`));
    await followDay(services);
    await urgeTasks(services);
  }
  await followEvents(services);
  const rows = await services.db
    .selectFrom('notification')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['notification.id', 'account.email', 'notification.title'])
    .where('void_at', 'is', null)
    .where('mailed_at', 'is', null)
    .where('notification.path', 'like', '%#don-doc')
    .orderBy('notification.id')
    .execute();
  await services.db
    .updateTable('notification')
    .set({ mailed_at: services.clock() })
    .where('void_at', 'is', null)
    .execute();
  return rows.map(({ email, title }) => `${email.replace(/@.*/, '')}: ${title.replace(/ NV-.*/, '')}`).sort();
}

async function taskDue(text: string): Promise<number> {
  const deadline = { kind: 'date', from: text as LocalDate, to: text as LocalDate, raw: text } as const;
  const { tasks } = await planInForce(app.services, {
    tasks: [taskOf({ leads: ['Sở Công Thương'], deadline })],
  });
  return tasks[0] ?? 0;
}

test('reminders go to who does the work, what is late goes up to the head, the department and the leaders, and comes back explained', async () => {
  const id = await taskDue('2026-05-11');
  expect(await waiting('2026-05-04')).toEqual(['chuyen-vien: Sắp đến hạn']);
  expect(await waiting('2026-05-11')).toEqual(['chuyen-vien: Hôm nay đến hạn']);
  expect(await waiting('2026-05-12')).toEqual(['chuyen-vien: Quá hạn, cần giải trình']);
  const own = ['chuyen-vien: Quá hạn, cần giải trình', 'giam-doc: Quá hạn, cần giải trình'];
  expect(await waiting('2026-05-15')).toEqual(own);
  const department = [
    'programme_head: Quá hạn, cần giải trình',
    'programme_officer: Quá hạn, cần giải trình',
  ];
  expect(await waiting('2026-05-22')).toEqual([...own, ...department]);
  expect(await waiting('2026-05-29')).toEqual([
    ...own,
    ...['leader: Quá hạn, cần giải trình'],
    ...department,
  ]);
  const officer = await findActor(app.services, 'chuyen-vien@example.vn');
  await explainTask(app.services, officer, id, {
    ...{ organisationId: null, words: 'Chờ Bộ', doneBy: '', files: [], key: 'one' },
  });
  expect(await waiting()).toEqual(
    ['leader', 'programme_head', 'programme_officer'].map((who) => `${who}: Đã giải trình`),
  );
  await closeTask(app.services, system, id, {
    ...{ how: 'suspended', on: '', document: '3/TB-UBND', words: '', version: 1 },
  });
});

test('what was done before anybody was told is told to nobody; an agency without officers is told of to the department', async () => {
  const { services } = app;
  app.setNow(new Date('2026-06-01T02:00:00Z'));
  const id = await taskDue('2026-06-01');
  await urgeTasks(services);
  await followEvents(services);
  await closeTask(services, system, id, {
    ...{ how: 'suspended', on: '', document: '3/TB-UBND', words: '', version: 1 },
  });
  expect(await waiting()).toEqual([]);
  await makeOrganisation(services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  const deadline = {
    kind: 'date',
    from: '2026-06-02' as LocalDate,
    to: '2026-06-02' as LocalDate,
    raw: '2/6/2026',
  } as const;
  await planInForce(services, { tasks: [taskOf({ deadline })] });
  expect(await waiting('2026-06-03')).toEqual(['programme_officer: Quá hạn, cần giải trình']);
});

test('an amendment ends the reminders of what it changed, and no others', async () => {
  const { services } = app;
  app.setNow(new Date('2026-07-06T02:00:00Z'));
  await makeOrganisation(services, { code: 'STC', name: 'Sở Tài chính' });
  await app.signIn('agency_officer', { email: 'tai-chinh@example.vn', organisationId: agency });
  const id = await taskDue('2026-07-06');
  await urgeTasks(services);
  await followEvents(services);
  const open = async () => {
    const { rows } = await sql<{ open: boolean }>`select void_at is null as open from notification
      where subject_kind = 'task' and subject_id = ${String(id)} and path like '%#don-doc'`.execute(
      services.db,
    );
    return rows.map((row) => row.open);
  };
  const before = await open();
  expect(before.length).toBeGreaterThan(0);
  expect(before).not.toContain(false);
  const amend = async (more: object) => {
    const { version } = await services.db
      .selectFrom('task')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await amendTask(services, system, id, {
      version,
      by: { why: 'amended', document: 'Quyết định số 12/QĐ-UBND ngày 03/4/2026', words: 'Sửa', from: '' },
      task: {
        ...{ tt: '1', group: null, name: 'Tên khác', nameEn: '', leads: 'Sở Công Thương', partners: '' },
        ...{ deadline: '2026-07-06', product: 'Báo cáo', sector: null, cadence: null },
        ...more,
      },
    });
    await followEvents(services);
  };
  await amend({});
  expect(await open()).not.toContain(false);
  await amend({ product: 'Quyết định' });
  expect(await open()).not.toContain(false);
  await amend({ leads: 'Sở Công Thương; Sở Tài chính' });
  expect(await open()).not.toContain(false);
  await amend({ deadline: '30/9/2026', leads: 'Sở Công Thương; Sở Tài chính' });
  expect(await open()).not.toContain(true);
});
