import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { system } from '../../kernel/actor.ts';
import { appendEvents, type NewEvent } from './append.ts';
import { verifyEvents } from './verify.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
});
afterAll(() => app.close());

function events(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, place) => ({
    ...{
      name: 'thing.happened',
      actor: system,
      subject: { kind: 'thing', id: place },
      at: app.services.clock(),
    },
    facts: { words: 'Lạng Sơn “\\x00” \n', list: [1, 2.5, null], nested: { b: true, a: 'ă' } },
    personal: { address: `192.0.2.${place % 256}`, email: 'mai@example.vn' },
    ...(place % 2 === 0 ? { requestId: `r-${place}` } : {}),
  }));
}

const append = (count: number) =>
  app.services.db.transaction().execute((tx) => appendEvents(tx, events(count)));

test('events of a list stand in their order in a whole chain, with their personal values beside it', async () => {
  const { db } = app.services;
  expect(await append(3)).toBe(3);
  expect(await append(2_500)).toBe(2_503);
  expect(await verifyEvents(db)).toMatchObject({ events: 2_503, broken: null });
  const personal = await db
    .selectFrom('event_personal')
    .select('value')
    .where('event_seq', '=', 2)
    .orderBy('field')
    .execute();
  expect(personal).toEqual([{ value: '192.0.2.1' }, { value: 'mai@example.vn' }]);
  const second = await db.selectFrom('event').selectAll().where('seq', '=', 2).executeTakeFirst();
  expect(second).toMatchObject({
    ...{ name: 'thing.happened', subject_id: '1', request_id: null, actor_account: null },
    ...{ at: app.services.clock(), facts: { words: 'Lạng Sơn “\\x00” \n', list: [1, 2.5, null] } },
  });
});

test('lists of every length are written by the same statements, which are prepared once', async () => {
  const textsOf = async (count: number) => {
    app.forgetStatements();
    await append(count);
    return [...app.statements];
  };
  expect(await textsOf(7)).toEqual(await textsOf(2));
  expect(await textsOf(1)).toEqual(await textsOf(2));
});

test('where there is nothing to append, the log is not locked', async () => {
  const { db } = app.services;
  await db.transaction().execute(async (holder) => {
    await holder.selectFrom('event_head').select('seq').forUpdate().execute();
    const appended = db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = '2s'`.execute(tx);
      return appendEvents(tx, []);
    });
    await expect(appended).resolves.toBe(0);
  });
});
