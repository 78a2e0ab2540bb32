import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, superviseEmbedded } from '../../src/platform/embedded/index.ts';
import { createAccount, createEdition, type Person, signIn } from './person.ts';
import {
  expectedStatus,
  type Installation,
  openInstallation,
  postgresOf,
  postmasterOf,
  query,
  type Running,
  start,
  statusOf,
  textOf,
  until,
} from './product.ts';

const officer = 'can.bo@example.vn';
const plainWords = /Cơ sở dữ liệu đang tạm thời không kết nối được\. Dữ liệu đã lưu vẫn còn nguyên/;

describe('the embedded database killed under the running product', () => {
  let installation: Installation;
  let running: Running;
  beforeAll(async () => {
    installation = await openInstallation();
    running = await start(installation);
    await createAccount(installation, officer, 'programme_officer');
  });
  afterAll(() => installation.close());

  test('comes back by itself; what was acknowledged is there, and nobody meets a fault', async () => {
    const person = await signIn(installation.address, officer);
    const edition = await createEdition(person, 'problems', '2026');
    const statuses = new Set<number>();
    const acknowledged: string[] = [];
    let over = false;
    const working = ['a', 'b', 'c'].map(async (name) => {
      for (let count = 0; !over; count++) {
        const title = `Bài toán ${name}${count}`;
        const { status } = await person.post(`${edition}/muc/moi`, { title });
        if (status === 303) acknowledged.push(title);
        statuses.add(status);
        statuses.add((await statusOf(`${installation.address}/bai-toan`)) ?? 0);
      }
    });
    await until('some entries are added', () => acknowledged.length > 5);
    const postmaster = () => {
      const known = existsSync(join(installation.dataDir, 'postgres/cluster/postmaster.pid'));
      return known ? postmasterOf(installation.dataDir) : killed;
    };
    const killed = postmasterOf(installation.dataDir);
    process.kill(killed, 'SIGKILL');
    await until(
      'another server runs',
      () => postgresOf(installation.dataDir).length > 3 && postmaster() !== killed,
    );
    await until('it is ready again', async () => (await statusOf(`${installation.address}/readyz`)) === 200);
    const sofar = acknowledged.length;
    await until('entries are added again', () => acknowledged.length > sofar + 5);
    over = true;
    await Promise.all(working);
    expect([...statuses].filter((status) => ![200, 303, 503].includes(status))).toEqual([]);
    const titles = (await query(installation, 'select title from entry')).map(({ title }) => title);
    expect(acknowledged.filter((title) => !titles.includes(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
    expect(running.log().filter(({ msg }) => msg === 'fault')).toEqual([]);
    expect((await running.stop()).code).toBe(0);
  });
});

describe('an outside database stopped under the running product', () => {
  let installation: Installation;
  let running: Running;
  let server: EmbeddedServer;
  let person: Person;
  let edition: string;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const open = () => superviseEmbedded({ dataDir: join(installation.directory, 'server'), log });

  beforeAll(async () => {
    installation = await openInstallation();
    server = await open();
    const { host, port, user, password, database } = server.connection;
    running = await start(installation, outside());
    function outside() {
      return {
        DATABASE_URL: `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
        SECRET_KEY: 'k'.repeat(40),
      };
    }
    await createAccount(
      { ...installation, settings: { ...installation.settings, ...outside() } },
      officer,
      'programme_officer',
    );
    person = await signIn(installation.address, officer);
    edition = await createEdition(person, 'needs', '2026');
  });
  afterAll(async () => {
    await server.stop();
    await installation.close();
  });

  test('pages say so in plain words, posts are refused and not lost unseen, and watchers are told', async () => {
    const { address } = installation;
    for (const path of ['/', '/nhu-cau', '/nhu-cau']) expect(await statusOf(`${address}${path}`)).toBe(200);
    await server.stop();
    await until('readiness is withdrawn', async () => (await statusOf(`${address}/readyz`)) === 503);
    expect(await statusOf(`${address}/healthz`)).toBe(200);
    expect(await statusOf(`${address}/metrics`)).toBe(200);
    for (const path of ['/', '/nhu-cau']) {
      const answer = await fetch(`${address}${path}`);
      expect(answer.headers.get('retry-after')).toBe('10');
      expect(textOf(await expectedStatus(answer, 503))).toMatch(plainWords);
    }
    const english = await fetch(`${address}/en/nhu-cau`);
    expect(textOf(await expectedStatus(english, 503))).toContain('The database cannot be reached just now.');
    const listed = await fetch(`${address}/api/v1/needs`);
    expect(listed.headers.get('content-type')).toContain('application/problem+json');
    await expectedStatus(listed, 503);
    const refused = await person.post(`${edition}/muc/moi`, { title: 'Gửi lúc cơ sở dữ liệu đi vắng' });
    expect(textOf(await expectedStatus(refused, 503))).toMatch(plainWords);
  });

  test('waiting for it to come back costs little', async () => {
    const tries = () =>
      running.log().filter(({ msg }) => msg === 'content version: still no connection').length;
    await until('it has been away a while', () => tries() >= 3);
    const before = tries();
    await delay(3000);
    expect(tries() - before).toBeLessThanOrEqual(2);
  });

  test('once it is back all goes on, without a new start and with the same sessions', async () => {
    const { address } = installation;
    server = await open();
    await until('it is ready again', async () => (await statusOf(`${address}/readyz`)) === 200);
    expect(textOf(await expectedStatus(await fetch(`${address}/nhu-cau`), 200))).toContain('Nhu cầu');
    expect((await person.post(`${edition}/muc/moi`, { title: 'Gửi lại' })).status).toBe(303);
    expect(await expectedStatus(await person.get(edition), 200)).toContain('Gửi lại');
    expect(running.log().filter(({ msg }) => msg === 'fault')).toEqual([]);
  });

  test('told to stop while it is away, the product ends in order', async () => {
    await server.stop();
    expect((await running.stop()).code).toBe(0);
  });
});
