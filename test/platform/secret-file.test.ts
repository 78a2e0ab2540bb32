import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOrMakeSecret } from '../../src/platform/secret-file.ts';

const place = () => join(mkdtempSync(join(tmpdir(), 'nhipcau-secret-')), 'data', 'sample-password');

test('the password of the sample is made once, for its owner only, with nothing half made beside it', () => {
  const path = place();
  const made = readOrMakeSecret(path, 12);
  expect(made).toMatch(/^[\w-]{16}$/);
  expect(readOrMakeSecret(path, 12)).toBe(made);
  expect(readFileSync(path, 'utf8')).toBe(made);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(path, '..'))).toEqual(['sample-password']);
});

test('one that could not be written leaves nothing at its place', () => {
  const path = place();
  // a directory stands where the draft would be written, as a disk without room would refuse it
  mkdirSync(`${path}.${process.pid}/kept`, { recursive: true });
  expect(() => readOrMakeSecret(path, 12)).toThrow();
  expect(readdirSync(join(path, '..'))).not.toContain('sample-password');
});
