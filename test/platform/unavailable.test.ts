import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { isUnavailable } from '../../src/platform/database/open.ts';

function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

test('a socket without its server means that the database is away', async () => {
  const error = await failureOf(
    new Promise((_, reject) => connect('/nowhere/.s.PGSQL.5432').once('error', reject)),
  );
  expect(isUnavailable(error)).toBe(true);
});

test('a missing file does not', async () => {
  expect(isUnavailable(await failureOf(open('/nowhere/tệp.docx')))).toBe(false);
});
