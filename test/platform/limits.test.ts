import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatabaseConnection, openDatabase } from '../../src/platform/database/open.ts';
import { failureOf } from '../../src/platform/http/refusals.ts';
import { openLog } from '../../src/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';

let database: TestDatabase;
let opened: DatabaseConnection;
beforeAll(async () => {
  database = await createTestDatabase();
  opened = openDatabase({ connection: database.connection, log: openLog('silent'), patience: 3_000 });
  await sql`create table place (id integer primary key, visits integer not null)`.execute(opened.db);
  await sql`insert into place values (1, 0), (2, 0)`.execute(opened.db);
});
afterAll(async () => {
  await opened.close();
  await database.drop();
});

function visit(first: number, second: number, meet: () => Promise<void>): Promise<unknown> {
  return opened.db.transaction().execute(async (tx) => {
    await sql`update place set visits = visits + 1 where id = ${first}`.execute(tx);
    await meet();
    await sql`update place set visits = visits + 1 where id = ${second}`.execute(tx);
  });
}

/** Resolves for both once both have come. */
function meeting(): () => Promise<void> {
  let coming = 0;
  let open: () => void;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    coming += 1;
    if (coming === 2) open();
    return both;
  };
}

const tryAgain = { status: 503, kind: 'unavailable', fault: false };

async function failureIn(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return failureOf(error);
}

test('of two that wait for each other one is saved, the other is asked to try again at once', async () => {
  const meet = meeting();
  const ended = await Promise.allSettled([visit(1, 2, meet), visit(2, 1, meet)]);
  const lost = ended.filter((each) => each.status === 'rejected');
  expect(lost).toHaveLength(1);
  const failure = failureOf(lost[0]?.reason);
  expect(failure).toMatchObject({ ...tryAgain, retryAfter: 1 });
  expect(failure.text.vi).toContain('thử lại');
});

test('whoever meets a row somebody else holds or has changed is asked to try again at once', async () => {
  await opened.db.transaction().execute(async (holder) => {
    await sql`update place set visits = visits + 1 where id = 1`.execute(holder);
    const held = await failureIn(sql`select 1 from place where id = 1 for update nowait`.execute(opened.db));
    expect(held).toMatchObject({ ...tryAgain, retryAfter: 1 });
  });
  const changed = opened.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`select visits from place`.execute(tx);
      await sql`update place set visits = visits + 1 where id = 1`.execute(opened.db);
      await sql`update place set visits = visits + 1 where id = 1`.execute(tx);
    });
  expect(await failureIn(changed)).toMatchObject({ ...tryAgain, retryAfter: 1 });
});

test('a statement over its limit is stopped, told as such, and the connection serves on', async () => {
  const failure = await failureIn(sql`select pg_sleep(600)`.execute(opened.db));
  expect(failure).toMatchObject({ ...tryAgain, retryAfter: 10 });
  expect(failure.text.vi).toContain('quá nhiều thời gian');
  await sql`select 1`.execute(opened.db);
});

test('a statement is prepared when it comes the third time, not when it came once at a start', async () => {
  const prepared = () =>
    opened.db.transaction().execute(async (tx) => {
      for (let time = 0; time < 2; time += 1) await sql`select ${time}::integer as once`.execute(tx);
      for (let time = 0; time < 3; time += 1) await sql`select ${time}::integer as often`.execute(tx);
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        tx,
      );
      return rows.map(({ statement }) => statement);
    });
  const found = await prepared();
  expect(found).toContain('select $1::integer as often');
  expect(found).not.toContain('select $1::integer as once');
});
