import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import { type DatabaseConnection, openDatabase } from '../../src/platform/database/open.ts';
import { appendEvent } from '../../src/platform/events/append.ts';
import { verifyEvents } from '../../src/platform/events/verify.ts';
import { openLog } from '../../src/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';

let database: TestDatabase;
let opened: DatabaseConnection;
beforeAll(async () => {
  database = await createTestDatabase();
  opened = openDatabase({ connection: database.connection, log: openLog('silent') });
});
afterAll(async () => {
  await opened.close();
  await database.drop();
});

const append = (id: number, personal?: Record<string, string>) =>
  opened.db.transaction().execute((tx) =>
    appendEvent(tx, {
      name: 'document.registered',
      actor: system,
      subject: { kind: 'document', id },
      facts: { b: [1, 'hai', null], a: { z: true, y: 'Ngày 1/4' } },
      at: new Date('2026-05-04T02:00:00.123Z'),
      ...(personal ? { personal } : {}),
    }),
  );

/** Changes the log as somebody with the database's own rights could, then puts it back as it was. */
async function tampered(change: string, check: () => Promise<void>): Promise<void> {
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    await client.query(
      'create table kept as select * from event; create table kept_head as select * from event_head',
    );
    await client.query(`alter table event disable trigger user; ${change}`);
    await check();
    await client.query('delete from event_personal; delete from event; insert into event select * from kept');
    await client.query('update event_head set seq = kept_head.seq, hash = kept_head.hash from kept_head');
    await client.query('alter table event enable trigger user; drop table kept, kept_head');
  } finally {
    await client.end();
  }
}

test('events appended by many at once form one chain without gaps', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, index) => append(index)));
  expect(await verifyEvents(opened.db)).toMatchObject({ events: 40, broken: null });
});

test('an event can be neither changed nor removed through the database’s ordinary rights', async () => {
  await expect(opened.pool.query("update event set name = 'x.y'")).rejects.toThrow('append-only');
  await expect(opened.pool.query('delete from event')).rejects.toThrow('append-only');
  await expect(opened.pool.query('truncate event cascade')).rejects.toThrow('append-only');
});

test('erasing what names a person leaves the chain whole', async () => {
  const seq = await append(99, { address: '203.0.113.7' });
  await opened.pool.query('delete from event_personal where event_seq = $1', [seq]);
  expect((await verifyEvents(opened.db)).broken).toBeNull();
});

test.each([
  ['a changed fact', `update event set facts = '{"a":1}' where seq = 7`, { seq: 7, reason: 'changed' }],
  [
    'a changed instant',
    `update event set at = at + interval '1 ms' where seq = 8`,
    { seq: 8, reason: 'changed' },
  ],
  ['a removed event', 'delete from event where seq = 12', { seq: 12, reason: 'missing' }],
  [
    'two events exchanged',
    'update event set seq = -1 where seq = 3; update event set seq = 3 where seq = 4; update event set seq = 4 where seq = -1',
    { seq: 3, reason: 'relinked' },
  ],
  [
    'a tail cut off',
    'delete from event_personal; delete from event where seq > 30',
    { seq: 31, reason: 'head' },
  ],
  [
    'an event put before the first',
    `insert into event select 0, at, name, actor_kind, actor_account, subject_kind, subject_id, facts, request_id, previous_hash, hash from event where seq = 1`,
    { reason: 'head' },
  ],
])('verification finds %s', async (_what, change, broken) => {
  await tampered(change, async () => {
    expect((await verifyEvents(opened.db)).broken).toMatchObject(broken);
  });
  expect((await verifyEvents(opened.db)).broken).toBeNull();
});
