import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedServer, superviseEmbedded } from '../../src/platform/embedded/index.ts';
import { createAccount, type Person, signIn } from './person.ts';
import {
  expectedStatus,
  type Installation,
  openInstallation,
  postgresOf,
  type Running,
  start,
  statusOf,
  textOf,
  until,
} from './product.ts';

const officer = 'can.bo@example.vn';
const plainWords = /Cơ sở dữ liệu đang tạm thời không kết nối được\. Dữ liệu đã lưu vẫn còn nguyên/;
/** Seconds a statement may take; the rest of a page is quick. */
const limit = 4;
const settings = { DATABASE_TIMEOUT: String(limit) };

/** Stops or continues every process of the server: it holds its connections and answers nothing. */
function signalAll(dataDir: string, name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of postgresOf(dataDir)) process.kill(pid, name);
}

async function within<Result>(seconds: number, work: Promise<Result>): Promise<Result> {
  const late = delay(seconds * 1000, 'late' as const, { ref: false });
  const first = await Promise.race([work, late]);
  if (first === 'late') throw new Error(`not within ${seconds} s`);
  return first as Result;
}

let installation: Installation;
let running: Running;
let person: Person;
/** A second product, on a database of somebody else. */
let other: {
  readonly installation: Installation;
  readonly running: Running;
  readonly server: EmbeddedServer;
};
const otherData = () => join(other.installation.directory, 'server');

beforeAll(async () => {
  installation = await openInstallation(settings);
  running = await start(installation);
  await createAccount(installation, officer, 'programme_officer');
  person = await signIn(installation.address, officer);
  other = await openOther();
});
afterAll(async () => {
  signalAll(otherData(), 'SIGCONT');
  await other.server.stop();
  await other.installation.close();
  await installation.close();
});

async function openOther() {
  const opened = await openInstallation(settings);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const server = await superviseEmbedded({ dataDir: join(opened.directory, 'server'), log });
  const { host, port, user, password, database } = server.connection;
  const outside = {
    DATABASE_URL: `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
    SECRET_KEY: 'k'.repeat(40),
  };
  return { installation: opened, server, running: await start(opened, outside) };
}

test('watchers are told soon, and pages say so instead of waiting', async () => {
  const { address } = installation;
  expect(await statusOf(`${address}/nhu-cau`)).toBe(200);
  signalAll(installation.dataDir, 'SIGSTOP');
  const paths = Array.from({ length: 30 }, (_, n) => `/tim-kiem?q=tu${n}`);
  const pages = Promise.all(['/api/v1/needs', ...paths].map((path) => statusOf(`${address}${path}`)));
  expect(await within(30, statusOf(`${address}/readyz`))).toBe(503);
  expect(await within(30, statusOf(`${address}/healthz`))).toBe(200);
  const refused = await within(60, person.get('/ban-lam-viec'));
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(textOf(await expectedStatus(refused, 503))).toMatch(plainWords);
  expect(new Set(await within(60, pages))).toEqual(new Set([503]));
});

test('once the database goes on, so does everything', async () => {
  signalAll(installation.dataDir, 'SIGCONT');
  const { address } = installation;
  await until('it is ready again', async () => (await statusOf(`${address}/readyz`)) === 200);
  expect(await statusOf(`${address}/tim-kiem?q=cua+khau`)).toBe(200);
  expect((await person.get('/ban-lam-viec')).status).toBe(200);
  expect(running.log().filter(({ msg }) => msg === 'fault')).toEqual([]);
});

test('told to stop, the product ends without an answer of the database, and ends its own', async () => {
  signalAll(installation.dataDir, 'SIGSTOP');
  signalAll(otherData(), 'SIGSTOP');
  const waiting = statusOf(`${installation.address}/tim-kiem?q=dang+cho`);
  await delay(300);
  const ended = await within(120, Promise.all([running.stop(), other.running.stop()]));
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  await waiting;
  expect(postgresOf(installation.dataDir)).toEqual([]);
});
