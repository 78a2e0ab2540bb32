import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decision } from '../cli/decision.ts';
import { createAccount, createEdition, type Person, signIn } from './person.ts';
import {
  begin,
  type Installation,
  openInstallation,
  postgresOf,
  query,
  type Running,
  run,
  start,
  statusOf,
  until,
} from './product.ts';

const officer = 'can.bo@example.vn';
let installation: Installation;
let running: Running;
let person: Person;
beforeAll(async () => {
  installation = await openInstallation();
  running = await start(installation);
  await createAccount(installation, officer, 'programme_officer');
  person = await signIn(installation.address, officer);
});
afterAll(() => installation.close());

interface Slow {
  /** Sends the rest and waits for the answer. */
  finish(): Promise<{ status: number; location: string }>;
}

/** A post whose second half is kept back until told. */
async function slowly(path: string, type: string, body: string): Promise<Slow> {
  const bytes = Buffer.from(body);
  const half = bytes.length >> 1;
  const sent = request(`${installation.address}${path}`, {
    method: 'POST',
    headers: {
      cookie: person.cookie,
      origin: installation.address,
      'content-type': type,
      'content-length': bytes.length,
    },
  });
  const answered = new Promise<{ status: number; location: string }>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' }),
      );
    });
  });
  await new Promise((done) => sent.write(bytes.subarray(0, half), done));
  return {
    finish() {
      sent.end(bytes.subarray(half));
      return answered;
    },
  };
}

test('a second start on the same data is refused and names the first, which goes on', async () => {
  const second = await run(installation, ['start'], { settings: { PORT: '0' } });
  expect(second).toMatchObject({ code: 3, output: '' });
  expect(second.complaint).toContain(installation.dataDir);
  expect(second.complaint).toContain(`tiến trình ${running.pid}`);
  expect(second.complaint).toContain('DATA_DIR');
  expect(await statusOf(`${installation.address}/readyz`)).toBe(200);
});

test('told to stop, the product finishes the posts and uploads it has begun, and needs no recovery afterwards', async () => {
  const edition = await createEdition(person, 'problems', '2026');
  const token = await formToken();
  const post = await slowly(
    `${edition}/muc/moi`,
    'application/x-www-form-urlencoded',
    new URLSearchParams({ _csrf: token, title: `Đang gửi dở ${'dài '.repeat(80)}` }).toString(),
  );
  const boundary = 'ranh-gioi';
  const upload = await slowly(
    '/ban-lam-viec/van-ban/them',
    `multipart/form-data; boundary=${boundary}`,
    [
      `--${boundary}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n`,
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="qd.html"\r\ncontent-type: text/html\r\n\r\n${decision}\r\n`,
      `--${boundary}--\r\n`,
    ].join(''),
  );
  const incoming = join(installation.dataDir, 'files/incoming');
  await until('the upload has begun', () => existsSync(incoming) && readdirSync(incoming).length === 1);
  const ended = running.stop();
  await until(
    'no new request is taken',
    async () => (await statusOf(`${installation.address}/healthz`)) === null,
  );
  await delay(200);
  const [posted, uploaded] = await Promise.all([post.finish(), upload.finish()]);
  expect(posted.status).toBe(303);
  expect(uploaded).toMatchObject({
    status: 303,
    location: expect.stringContaining('/ban-lam-viec/van-ban/'),
  });
  expect((await ended).code).toBe(0);
  // what was answered keeps nobody waiting until connections are cut
  expect(running.log().filter(({ msg }) => msg === 'connections still open were cut')).toEqual([]);
  expect(postgresOf(installation.dataDir)).toEqual([]);
  expect(readdirSync(incoming)).toEqual([]);

  running = await start(installation);
  expect(await query(installation, 'select count(*)::int as n from entry')).toEqual([{ n: 1 }]);
  expect(await query(installation, 'select number from document')).toEqual([{ number: '99/QĐ-UBND' }]);
  const told = readFileSync(join(installation.dataDir, 'postgres.log'), 'utf8');
  expect(told).not.toMatch(/not properly shut down|recovery in progress/);
  const verified = await run(installation, ['audit', 'verify', '--json']);
  expect(verified.code).toBe(0);
});

test('several signals at once, as npm and its terminal send them, do not cut the stop short', async () => {
  const ended = running.stop('SIGINT');
  process.kill(running.pid, 'SIGINT');
  process.kill(running.pid, 'SIGTERM');
  expect((await ended).code).toBe(0);
  expect(postgresOf(installation.dataDir)).toEqual([]);
});

test('told to stop while it is still starting, it ends in order and leaves nothing running', async () => {
  const early = begin(installation);
  await until('the database runs', () => early.complaint().includes('embedded PostgreSQL'));
  expect((await early.stop()).code).toBe(0);
  expect(postgresOf(installation.dataDir)).toEqual([]);
});

async function formToken(): Promise<string> {
  const page = await (await person.get('/tai-khoan/phien')).text();
  return /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
}
