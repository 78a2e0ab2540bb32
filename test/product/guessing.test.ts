import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount, createEdition, password, signIn, trySignIn } from './person.ts';
import {
  expectedStatus,
  type Installation,
  openInstallation,
  query,
  type Running,
  start,
  statusOf,
  textOf,
} from './product.ts';

const officer = 'can.bo@example.vn';
let installation: Installation;
let running: Running;
beforeAll(async () => {
  // a proxy in front tells the addresses, so that many of them can be tried from here
  installation = await openInstallation({ TRUST_PROXY: 'true' });
  running = await start(installation);
  await createAccount(installation, officer, 'programme_officer');
});
afterAll(async () => {
  await running.stop();
  await installation.close();
});

/** Ten thousand of them are tried in process, by the tests of signing in; here the server and its doors matter. */
const tries = 1_500;

const elsewhere = (number: number) => ({ 'x-forwarded-for': `203.0.${number >> 8}.${number & 255}` });

test('thousands of wrong passwords from many addresses cost no more hashes than the limit, and the site goes on', async () => {
  const before = await processorSeconds();
  const statuses = new Map<number, number>();
  const agent = new Agent({ keepAlive: true, maxSockets: 25 });
  let next = 0;
  const guessing = Array.from({ length: 25 }, async () => {
    for (let count = next++; count < tries; count = next++) {
      const status = await guess(agent, count);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  let over = false;
  let read = 0;
  const reading = (async () => {
    while (!over) {
      expect(await statusOf(`${installation.address}/bai-toan`)).toBe(200);
      read += 1;
      // a reader among many: asking without a breath would be a load of its own
      await delay(50);
    }
  })();
  await Promise.all(guessing);
  over = true;
  await reading;
  agent.destroy();
  // only a try that was answered "wrong" was looked at, and each of those is one hash
  expect(statuses.get(422)).toBeGreaterThan(0);
  expect(statuses.get(422)).toBeLessThanOrEqual(5);
  expect([...statuses.keys()].sort()).toEqual([422, 429]);
  expect(statuses.get(429)).toBeGreaterThan(tries - 10);
  expect(read).toBeGreaterThan(5);
  // as many Argon2id hashes of 19 MiB take half a minute and more of processor time
  expect((await processorSeconds()) - before).toBeLessThan(20);
  const refused = await trySignIn(installation.address, officer, password, elsewhere(1));
  expect(textOf(await expectedStatus(refused, 429))).toContain('quá nhiều lần');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
  // one event for the limit reached, not ten thousand
  const [told] = await query(
    installation,
    "select count(*)::int as n from event where name = 'sign_in.refused'",
  );
  expect(told?.n).toBe(1);
});

test('others sign in meanwhile, also from an address that tried before', async () => {
  await createAccount(installation, 'khac@example.vn', 'agency_officer');
  const answer = await trySignIn(installation.address, 'khac@example.vn', password, elsewhere(2));
  expect(answer.status).toBe(303);
});

test('posts of other sites, and forms without the session’s own token, change nothing', async () => {
  await createAccount(installation, 'bieu.mau@example.vn', 'programme_officer');
  const { address } = installation;
  const person = await signIn(address, 'bieu.mau@example.vn');
  const other = await signIn(address, 'bieu.mau@example.vn');
  const edition = await createEdition(person, 'problems', '2026');
  const forged = [
    { origin: 'https://xau.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: address },
    { 'sec-fetch-site': 'same-site', origin: address },
    {},
  ];
  const token =
    /name="_csrf" value="([^"]+)"/.exec(await (await person.get('/tai-khoan/phien')).text())?.[1] ?? '';
  const foreign = await Promise.all(
    forged.map((headers) =>
      sent(
        `${edition}/muc/moi`,
        { _csrf: token, title: 'Từ nơi khác' },
        { cookie: person.cookie, ...headers },
      ),
    ),
  );
  expect(foreign).toEqual(forged.map(() => 403));
  const tokenOfOther = /name="_csrf" value="([^"]+)"/.exec(
    await (await other.get('/tai-khoan/phien')).text(),
  )?.[1];
  for (const wrong of ['', 'x', token.slice(1), tokenOfOther ?? '']) {
    const answer = await person.post(`${edition}/muc/moi`, { title: 'Không có mã' }, wrong);
    const words = textOf(await expectedStatus(answer, 403));
    expect(words).toContain('Chưa có gì thay đổi: hãy tải lại trang rồi gửi lại.');
  }
  expect(
    await sent('/dang-nhap', { email: 'bieu.mau@example.vn', password }, { origin: 'https://xau.example' }),
  ).toBe(403);
  expect(await query(installation, 'select count(*)::int as n from entry')).toEqual([{ n: 0 }]);
});

/** A post with exactly these headers. */
function sent(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const post = request(`${installation.address}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    });
    post.on('error', reject);
    post.on('response', (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    post.end(body);
  });
}

function guess(agent: Agent, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const body = new URLSearchParams({ email: officer, password: `thử lần ${count}` }).toString();
    const post = request(`${installation.address}/dang-nhap`, {
      agent,
      method: 'POST',
      headers: {
        ...elsewhere(count % 5000),
        origin: installation.address,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      },
    });
    post.on('error', reject);
    post.on('response', (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    post.end(body);
  });
}

async function processorSeconds(): Promise<number> {
  const text = await (await fetch(`${installation.address}/metrics`)).text();
  return Number(/^nhipcau_process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}
