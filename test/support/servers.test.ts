import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './servers.ts';

test('each test file has a migrated database of its own, reached by settings or by address', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const byAddress = new pg.Client(one.url);
  const bySettings = new pg.Client(other.connection);
  await Promise.all([byAddress.connect(), bySettings.connect()]);
  await byAddress.query("insert into sector (code, name, name_en, position) values ('x', 'x', 'x', 1)");
  expect((await byAddress.query('select code from sector')).rows).toEqual([{ code: 'x' }]);
  expect((await bySettings.query('select code from sector')).rows).toEqual([]);
  await Promise.all([byAddress.end(), bySettings.end()]);
  await Promise.all([one.drop(), other.drop()]);
});
