import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/servers.ts';
import { copyOut } from './copy-out.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.connection);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Rows of all lengths: short ones by the thousand, and now and then one longer than what is gathered at once. */
const rows = `select row_to_json(line) from (
  select n, E'đ"\\\\\\n\\x01\\x02' || repeat('ữ', case n % 4000 when 0 then 400000 else n % 300 end) as words
    from generate_series(1, 12000) n order by n) line`;

test('rows come whole and in order, one block after the other, however slowly they are taken', async () => {
  const expected = await client.query<{ line: string }>(
    `select line::text as line from (${rows}) as t (line)`,
  );
  const taken: string[] = [];
  let taking = false;
  const count = await copyOut(client, rows, async (block) => {
    expect(taking).toBe(false);
    taking = true;
    for (let turns = 0; turns < 20; turns += 1) await turn();
    taken.push(block.toString());
    taking = false;
  });
  expect(count).toBe(12_000);
  expect(taken.length).toBeGreaterThan(4);
  expect(taken.join('') === expected.rows.map(({ line }) => `${line}\n`).join('')).toBe(true);
});

test('nothing to copy is no block', async () => {
  const copied = copyOut(client, `select row_to_json(t) from (select 1 where false) t`, async () => {
    throw new Error('a block came');
  });
  await expect(copied).resolves.toBe(0);
});

test('where a block cannot be taken, copying fails with that, no more blocks come, and the connection goes on', async () => {
  let blocks = 0;
  const copied = copyOut(client, rows, async () => {
    blocks += 1;
    throw new Error('the disk is full');
  });
  await expect(copied).rejects.toThrow('the disk is full');
  expect(blocks).toBe(1);
  await expect(copyOut(client, 'select null::json', async () => undefined)).rejects.toThrow('one value');
  expect((await client.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
