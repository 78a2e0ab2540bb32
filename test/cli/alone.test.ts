import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  begin,
  type Installation,
  linesOf,
  openInstallation,
  postgresOf,
  ready,
  run,
  statusOf,
  until,
} from '../product/product.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation();
});
afterAll(() => installation.close());

test('a command on data at rest starts the database for its own duration only', async () => {
  const migrated = await run(installation, ['migrate', '--json']);
  expect(migrated).toMatchObject({ code: 0, complaint: '' });
  expect((JSON.parse(migrated.output) as { applied: string[] }).applied[0]).toBe('0001_foundation');
  expect(postgresOf(installation.dataDir)).toEqual([]);
  const verified = await run(installation, ['audit', 'verify']);
  expect(verified).toMatchObject({ code: 0, complaint: '' });
  expect(postgresOf(installation.dataDir)).toEqual([]);
});

test('web and worker run apart on one database; the last to leave ends it', async () => {
  const web = begin(installation, ['web']);
  await ready(web);
  const worker = begin(installation, ['worker']);
  await until('the worker runs', () => worker.complaint().includes('joined the running server'));
  expect(await statusOf(`${installation.address}/healthz`)).toBe(200);
  expect((await web.stop()).code).toBe(0);
  expect(postgresOf(installation.dataDir).length).toBeGreaterThan(0);
  expect((await worker.stop()).code).toBe(0);
  expect(postgresOf(installation.dataDir)).toEqual([]);
  expect([web.output(), worker.output()]).toEqual(['', '']);
});

test('started for a program, the product tells its address as JSON', async () => {
  const running = begin(installation, ['start', '--json']);
  await ready(running);
  await until('it tells', () => running.output() !== '');
  expect(JSON.parse(running.output())).toEqual({
    address: `http://localhost:${installation.settings.PORT}`,
    accounts: [],
    password: null,
  });
  expect((await running.stop()).code).toBe(0);
});

test('a port that is taken is told in one line, not as a fault', async () => {
  const other = createServer().listen(Number(installation.settings.PORT), '127.0.0.1');
  try {
    const ended = await run(installation, ['start'], { settings: { LOG_LEVEL: 'error' } });
    expect(ended).toMatchObject({ code: 2, output: '' });
    expect(linesOf(ended.complaint)).toHaveLength(1);
    expect(ended.complaint).toContain(installation.settings.PORT);
    expect(ended.complaint).toContain('PORT');
    expect(postgresOf(installation.dataDir)).toEqual([]);
  } finally {
    await new Promise((done) => other.close(done));
  }
});

test('wrong settings end every command with exit 2, each wrong one named', async () => {
  const settings = {
    PORT: 'tám nghìn',
    DATABASE_URL: 'mysql://a:bí-mật@b/c',
    BASE_URL: 'nhipcau.vn',
    SECRET_KEY: 'ngắn',
    NHIPCAU_SAMPLE: 'hà nội',
    TRUST_PROXY: 'có lẽ',
    LOG_LEVEL: 'to',
    SMTP_URL: 'x',
  };
  const { code, output, complaint } = await run(installation, ['start'], { settings });
  expect({ code, output }).toEqual({ code: 2, output: '' });
  for (const name of Object.keys(settings)) expect(complaint).toMatch(new RegExp(`^Thiết lập ${name} `, 'm'));
  expect(linesOf(complaint)).toHaveLength(Object.keys(settings).length);
  expect(complaint).not.toContain('bí-mật');
  const english = await run(installation, ['audit', 'verify', '--json'], {
    settings: { PORT: '99999', LANG: 'en_US.UTF-8' },
  });
  expect(english).toMatchObject({ code: 2, output: '' });
  expect(linesOf(english.complaint)).toEqual([
    'Setting PORT is wrong: it takes a number from 0 to 65535, such as 8080.',
  ]);
});

test('with an outside database a missing key is named', async () => {
  const settings = { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' };
  const { code, complaint } = await run(installation, ['web'], { settings });
  expect(code).toBe(2);
  expect(complaint).toMatch(/^Thiếu thiết lập SECRET_KEY/);
});

test('an outside database that does not answer is told in one line', async () => {
  const settings = { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c', SECRET_KEY: 'k'.repeat(40) };
  for (const words of [['web'], ['audit', 'verify', '--json']]) {
    const { code, output, complaint } = await run(installation, words, { settings });
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(linesOf(complaint)).toHaveLength(1);
    expect(complaint).toContain('Cơ sở dữ liệu');
  }
});

test('a data directory that cannot be made is told in one line', async () => {
  const path = join(installation.directory, 'tệp');
  writeFileSync(path, '');
  const { code, complaint } = await run(installation, ['start'], {
    settings: { DATA_DIR: join(path, 'data') },
  });
  expect(code).toBe(2);
  expect(linesOf(complaint)).toHaveLength(1);
  expect(complaint).toContain('DATA_DIR');
});
