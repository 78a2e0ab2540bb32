import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpSchema } from '../../src/platform/database/schema-dump.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('db/schema.sql is the schema the migrations make', async () => {
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    await expect(await dumpSchema(client)).toMatchFileSnapshot(join(projectRoot, 'db/schema.sql'));
  } finally {
    await client.end();
  }
});

/** Why the file is as long as it is, said in it. */
const whole =
  '// One file for all tables, however long: it is generated whole, and nobody reads or edits it by hand.\n';

test('the generated table types are those of the migrated schema', async () => {
  const run = promisify(execFile);
  const { stdout } = await run(
    process.execPath,
    [
      join(projectRoot, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--dialect', 'postgres', '--url', database.url, '--date-parser', 'string'],
      ...[
        '--type-mapping',
        '{"int8":"number"}',
        '--exclude-pattern',
        'pgboss.*',
        '--print',
        '--log-level',
        'error',
      ],
    ],
    { cwd: projectRoot },
  );
  await expect(`${whole}${stdout.trim()}\n`).toMatchFileSnapshot(
    join(projectRoot, 'src/platform/database/tables.ts'),
  );
});
