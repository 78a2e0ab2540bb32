import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, WrongSettings } from '../../src/platform/config.ts';

const directory = () => mkdtempSync(join(tmpdir(), 'nhipcau-config-'));

test('without any setting the product serves itself on port 8080 with the sample', () => {
  const config = readConfig({ DATA_DIR: directory() });
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', sample: 'langson', databaseUrl: undefined });
  expect(config.baseUrl.origin).toBe('http://localhost:8080');
});

test('every wrong setting is named at once with what to write instead', () => {
  try {
    readConfig({ DATA_DIR: directory(), PORT: 'tám nghìn', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    expect.unreachable('these settings cannot be used');
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    expect(error.problems.map(({ vi }) => vi).join('\n')).toMatch(/PORT.*\n.*DATABASE_URL.*\n.*LOG_LEVEL/);
  }
});

test('an empty setting counts as not given', () => {
  expect(readConfig({ DATA_DIR: directory(), PORT: '', DATABASE_URL: '' }).port).toBe(8080);
});

test('the key is made once, readable by its owner only, and kept', () => {
  const dataDir = directory();
  const first = readConfig({ DATA_DIR: dataDir }).secretKey;
  expect(readConfig({ DATA_DIR: dataDir }).secretKey).toBe(first);
  expect(readFileSync(join(dataDir, 'secret-key'), 'utf8')).toBe(first);
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
});

test('with an outside database the key must be given, since several processes share it', () => {
  const outside = { DATA_DIR: directory(), DATABASE_URL: 'postgresql://a:b@localhost/c' };
  expect(() => readConfig(outside)).toThrow(/SECRET_KEY/);
  expect(readConfig({ ...outside, SECRET_KEY: 'k'.repeat(32) }).sample).toBe('none');
});

test('a data directory that cannot be written is a wrong setting, told with its path', () => {
  const file = join(directory(), 'tệp');
  writeFileSync(file, '');
  expect(() => readConfig({ DATA_DIR: join(file, 'data') })).toThrow(WrongSettings);
  expect(() => readConfig({ DATA_DIR: join(file, 'data') })).toThrow(/DATA_DIR.*tệp\/data/);
});

test('nothing half made is left beside the key', () => {
  const dataDir = directory();
  readConfig({ DATA_DIR: dataDir });
  expect(readdirSync(dataDir)).toEqual(['secret-key']);
});

test.each([
  ['SCANNER_URL', 'tcp://127.0.0.1:3310', 'clamd.ctl'],
  ['SCANNER_URL', 'unix:///run/clamav/clamd.ctl', 'http://127.0.0.1'],
  ['MAIL_RETURN', 'thu-tra-lai@langson.gov.vn', 'mot-ten-dai-hon-hai-muoi-bon@langson.gov.vn'],
])('%s takes “%s”, and “%s” is refused', (name, right, wrong) => {
  expect(() => readConfig({ DATA_DIR: directory(), [name]: right })).not.toThrow();
  expect(() => readConfig({ DATA_DIR: directory(), [name]: wrong })).toThrow(name);
});
