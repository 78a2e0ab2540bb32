import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { rewriteLines } from '../../../test/support/backup.ts';
import { createSampleDatabase } from '../../../test/support/world.ts';
import { checkExport } from '../../platform/backup/index.ts';
import type { BackupSettings } from '../../platform/config.ts';
import { exportName, removeDrafts, removeOld } from './kept.ts';
import { backupRoutes } from './pages.tsx';
import { newestExport } from './record.ts';
import { lastDue, workOnBackups } from './work.ts';

let app: TestApp;
let administrator: Session;
let directory: string;

beforeAll(async () => {
  app = await openTestApp(backupRoutes, await createSampleDatabase());
  directory = app.services.config.backup.directory;
  // installed long before the days of these tests; its files lie with whoever loaded the sample
  await app.services.db.updateTable('migration').set({ applied_at: '2026-01-01T00:00:00Z' }).execute();
  await app.services.db.updateTable('document').set({ file_sha256: null }).execute();
  await app.services.db.deleteFrom('entry_attachment').execute();
  await app.services.db.deleteFrom('stored_file').execute();
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.services.db.deleteFrom('backup').execute();
  rmSync(directory, { recursive: true, force: true });
  await later('2026-05-04T03:00:00Z');
});

const work = () => workOnBackups(app.services, app.connection);
const kept = () => (existsSync(directory) ? readdirSync(directory).sort() : []);
const records = () => app.services.db.selectFrom('backup').selectAll().orderBy('id').execute();
const post = (path: string, as = administrator) => app.fetch(path, { as, form: {} });
const text = async (path = '/quan-tri/sao-luu') => {
  const answer = await app.fetch(path, { as: administrator });
  expect(answer.status).toBe(200);
  return (await answer.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
};
const eventsSince = async (seq: number) =>
  app.services.db
    .selectFrom('event')
    .select(['name', 'actor_kind'])
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();
const lastEvent = async () =>
  (await app.services.db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow()).seq;

/** The work of a worker whose settings differ in these. */
const workWith = (changed: Partial<BackupSettings>) => {
  const { services } = app;
  const backup = { ...services.config.backup, ...changed };
  return workOnBackups({ ...services, config: { ...services.config, backup } }, app.connection);
};
/** The session of hours ago has ended by then. */
const later = async (instant: string) => {
  app.setNow(new Date(instant));
  administrator = await app.signIn('administrator');
};
const told = async () => (await records()).map(({ kind, origin, state }) => `${kind} ${origin} ${state}`);

/** The schedule has had its export of the day. */
async function doneToday(): Promise<void> {
  await work();
}

test('an export is due once a day at the hour set, in Vietnam', () => {
  expect(lastDue(new Date('2026-05-04T03:00:00Z'), 2)).toEqual(new Date('2026-05-03T19:00:00Z'));
  expect(lastDue(new Date('2026-05-03T18:59:59Z'), 2)).toEqual(new Date('2026-05-02T19:00:00Z'));
  expect(lastDue(new Date('2026-05-03T19:00:00Z'), 2)).toEqual(new Date('2026-05-03T19:00:00Z'));
  expect(lastDue(new Date('2026-05-04T03:00:00Z'), 23)).toEqual(new Date('2026-05-03T16:00:00Z'));
});

test('the export of the day is made once, verified, without an event', async () => {
  const before = await lastEvent();
  await work();
  await work();
  const [made, ...more] = await records();
  expect(more).toEqual([]);
  expect(made).toMatchObject({
    kind: 'export',
    origin: 'schedule',
    state: 'done',
    verified: true,
    failure: null,
  });
  expect(made?.directory).toBe(join(directory, '2026-05-04-1000-00'));
  expect((await checkExport(made?.directory ?? '')).manifest.lastEvent.seq).toBe(made?.events);
  expect(await eventsSince(before)).toEqual([]);
});

test('only as many as wanted are kept; what is not an export made here stays', async () => {
  mkdirSync(join(directory, 'của tôi'), { recursive: true });
  for (let day = 4; day <= 8; day += 1) {
    app.setNow(new Date(`2026-05-0${day}T03:00:00Z`));
    await work();
  }
  expect(kept()).toEqual(['2026-05-06-1000-00', '2026-05-07-1000-00', '2026-05-08-1000-00', 'của tôi']);
  expect((await records()).map(({ removed_at }) => removed_at !== null)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('an installation of today waits for its first night', async () => {
  app.setNow(new Date('2025-12-31T18:00:00Z'));
  await work();
  expect(await records()).toEqual([]);
  // nor is a backup made by hand rehearsed at once, amid the day
  await later('2025-12-31T18:10:00Z');
  await post('/quan-tri/sao-luu/ngay');
  await workWith({ rehearseDays: 1 });
  expect(await told()).toEqual(['export page done']);
});

test('an installation upgraded today is rehearsed for the first time in its next night', async () => {
  const applied = (at: string) =>
    app.services.db.updateTable('migration').set({ applied_at: at }).where('number', '>', 1).execute();
  await applied('2026-05-04T02:00:00Z');
  await workWith({ rehearseDays: 7 });
  expect(await told()).toEqual(['export schedule done']);
  await later('2026-05-04T19:00:00Z');
  await workWith({ rehearseDays: 7 });
  await applied('2026-01-01T00:00:00Z');
  expect(await told()).toEqual(['export schedule done', 'export schedule done', 'rehearsal schedule done']);
});

test('a button asks once, a worker answers, and both are recorded', async () => {
  await doneToday();
  const before = await lastEvent();
  app.setNow(new Date('2026-05-04T03:10:00Z'));
  expect((await post('/quan-tri/sao-luu/ngay')).status).toBe(303);
  expect((await post('/quan-tri/sao-luu/ngay')).status).toBe(303);
  expect(await text()).toMatch(
    /Đang chờ hoặc đang chạy Sao lưu, Người thử administrator, từ trang này: đang chờ/,
  );
  await work();
  expect((await records()).map(({ origin, state }) => `${origin} ${state}`)).toEqual([
    'schedule done',
    'page done',
  ]);
  expect(await eventsSince(before)).toEqual([
    { name: 'backup.requested', actor_kind: 'account' },
    { name: 'backup.made', actor_kind: 'system' },
  ]);
  expect(await text()).toContain('10:10, 04/05/2026');
});

test('a rehearsal asked for on the page restores the newest export and tells how it ended', async () => {
  expect((await post('/quan-tri/sao-luu/dien-tap')).status).toBe(409);
  await doneToday();
  const before = await lastEvent();
  expect((await post('/quan-tri/sao-luu/dien-tap')).status).toBe(303);
  await work();
  expect((await records()).at(-1)).toMatchObject({ kind: 'rehearsal', state: 'done', verified: true });
  expect((await eventsSince(before)).map(({ name }) => name)).toEqual([
    'rehearsal.requested',
    'rehearsal.passed',
  ]);
  const newest = await newestExport(app.services.db);
  rewriteLines(newest?.directory ?? '', 'sector', (lines) => lines.slice(1));
  await post('/quan-tri/sao-luu/dien-tap');
  await work();
  expect((await records()).at(-1)).toMatchObject({ kind: 'rehearsal', state: 'failed' });
  expect(await text()).toMatch(/không đạt Lý do Bản xuất không dùng được: tables\/sector\.jsonl/);
  expect(await text('/en/quan-tri/sao-luu')).toMatch(
    /failed Reason The export cannot be used: tables\/sector\.jsonl/,
  );
});

test('every so many days the export just made is rehearsed by the clock, once, and each time with an event', async () => {
  const before = await lastEvent();
  const everySecondDay = () => workWith({ rehearseDays: 2 });
  await everySecondDay();
  await everySecondDay();
  const night = ['export schedule done', 'rehearsal schedule done'];
  expect(await told()).toEqual(night);
  expect(await text()).toMatch(/khôi phục gần nhất Thời điểm 10:00, 04\/05\/2026 Do theo lịch Kết quả đạt/);
  await later('2026-05-05T03:00:00Z');
  await everySecondDay();
  expect(await told()).toEqual([...night, 'export schedule done']);
  await later('2026-05-06T03:00:00Z');
  // whoever asked for it, what passes tonight is the rehearsal of these days
  await post('/quan-tri/sao-luu/dien-tap');
  await everySecondDay();
  const asked = ['rehearsal page done', 'export schedule done'];
  expect(await told()).toEqual([...night, 'export schedule done', ...asked]);
  expect(await text()).toMatch(/Do Người thử administrator, từ trang này Kết quả đạt/);
  expect(await eventsSince(before)).toEqual([
    { name: 'rehearsal.passed', actor_kind: 'system' },
    { name: 'rehearsal.requested', actor_kind: 'account' },
    { name: 'rehearsal.passed', actor_kind: 'system' },
  ]);
});

test('a rehearsal by the clock that fails warns, and is tried again the next night until one passes', async () => {
  await doneToday();
  const newest = await newestExport(app.services.db);
  rewriteLines(newest?.directory ?? '', 'sector', (lines) => lines.slice(1));
  const before = await lastEvent();
  // no exports by the clock: the one that was damaged stays the newest
  const daily = () => workWith({ hour: null, rehearseDays: 30 });
  await daily();
  await later('2026-05-04T18:59:00Z');
  await daily();
  expect(await told()).toEqual(['export schedule done', 'rehearsal schedule failed']);
  expect(await text()).toMatch(/Lần diễn tập khôi phục lúc 10:00, 04\/05\/2026 không đạt/);
  await later('2026-05-04T19:00:00Z');
  await daily();
  await later('2026-05-05T19:00:00Z');
  await workWith({ rehearseDays: 30 });
  expect((await told()).slice(2)).toEqual([
    'rehearsal schedule failed',
    'export schedule done',
    'rehearsal schedule done',
  ]);
  expect(await text()).not.toContain('không đạt: có thể');
  expect((await eventsSince(before)).map(({ name }) => name)).toEqual([
    'rehearsal.failed',
    'rehearsal.failed',
    'rehearsal.passed',
  ]);
});

test('a failed export is told, tried again after an hour, and leaves nothing that looks complete', async () => {
  mkdirSync(join(directory, '..'), { recursive: true });
  writeFileSync(directory, 'một tệp đứng ở chỗ của thư mục');
  await work();
  await work();
  expect((await records()).map(({ state }) => state)).toEqual(['failed']);
  app.setNow(new Date('2026-05-04T04:01:00Z'));
  rmSync(directory);
  await work();
  expect((await records()).map(({ state }) => state)).toEqual(['failed', 'done']);
});

test('work cut off by a kill is told as such, and its draft is removed', async () => {
  await app.services.db
    .insertInto('backup')
    .values({
      kind: 'export',
      origin: 'page',
      state: 'running',
      requested_at: new Date('2026-05-04T02:00:00Z'),
    })
    .execute();
  mkdirSync(join(directory, '2026-05-04-0900-00.incomplete-0badcafe'), { recursive: true });
  await work();
  expect((await records()).map(({ state }) => state)).toEqual(['failed', 'done']);
  expect(kept()).toEqual(['2026-05-04-1000-00']);
});

test('while one worker is at it, another leaves it alone', async () => {
  const client = new pg.Client(app.connection);
  await client.connect();
  await client.query('select pg_advisory_lock(7240146)');
  await work();
  await client.end();
  expect(await records()).toEqual([]);
});

test('switched off, nothing is made by the clock, and the page says so', async () => {
  await workWith({ hour: null, rehearseDays: 1 });
  expect(await records()).toEqual([]);
});

test('the page says what is missing when there is no backup, and pages its list', async () => {
  expect(await text()).toContain('Chưa có bản sao lưu nào.');
  const row = {
    kind: 'export',
    origin: 'command',
    state: 'done',
    requested_at: new Date('2026-01-04T02:00:00Z'),
  };
  await app.services.db
    .insertInto('backup')
    .values(Array.from({ length: 45 }, () => ({ ...row, ended_at: row.requested_at })))
    .execute();
  const first = await text();
  expect(first).toMatch(/Bản gần nhất được tạo .* trước/);
  expect(first).toContain('1–20 trong 45');
  expect(await text('/quan-tri/sao-luu?trang=3')).toContain('41–45 trong 45');
});

test('only administrators enter, and only they may ask', async () => {
  for (const role of ['inspector', 'leader', 'programme_officer'] as const) {
    const other = await app.signIn(role);
    expect((await app.fetch('/quan-tri/sao-luu', { as: other })).status).toBe(403);
    expect((await post('/quan-tri/sao-luu/ngay', other)).status).toBe(403);
  }
  expect(await records()).toEqual([]);
});

test('names of exports stand in the order of time', async () => {
  expect(exportName(new Date('2026-05-04T17:03:09Z'))).toBe('2026-05-05-0003-09');
  await removeDrafts(join(directory, 'không có'));
  expect(await removeOld(join(directory, 'không có'), 1)).toEqual([]);
});
