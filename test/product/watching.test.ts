import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, signIn, trySignIn } from './person.ts';
import {
  begin,
  type Installation,
  killAll,
  linesOf,
  openInstallation,
  query,
  type Running,
  run,
  start,
  until,
} from './product.ts';

const roles = [
  'applicant',
  'agency_officer',
  'programme_officer',
  'programme_head',
  'leader',
  'council_member',
  'inspector',
  'administrator',
];
let installation: Installation;
let running: Running;
beforeAll(async () => {
  installation = await openInstallation({ NHIPCAU_SAMPLE: 'langson' });
});
afterAll(async () => {
  await running?.stop();
  await installation.close();
});

test('a first start killed amid the sample goes on with it at the next, and every start prints how to get in', async () => {
  const count = async (table: 'organisation' | 'entry') => {
    if (!existsSync(join(installation.dataDir, 'postgres/cluster/postmaster.pid'))) return 0;
    const [row] = await query(installation, `select count(*)::int as n from ${table}`).catch(() => []);
    return Number(row?.n ?? 0);
  };
  for (const [table, some] of [
    ['organisation', 20],
    ['entry', 5],
  ] as const) {
    const killed = begin(installation);
    await until('a part of the sample is loaded', async () => (await count(table)) > some);
    killAll(installation, killed);
    await killed.ended;
    expect(killed.output()).toBe('');
  }

  running = await start(installation);
  await until('it prints its address', () => running.output().includes('mật khẩu'));
  expect(running.output()).toContain(`http://localhost:${installation.settings.PORT}\n`);
  for (const role of roles)
    expect(running.output()).toMatch(new RegExp(`^  ${role} +\\S+@\\S+ +[A-Z2-7]{32}$`, 'm'));
  const [counts] = await query(
    installation,
    `select (select count(*) from organisation where code ~ '^20-')::int as communes,
            (select count(*) from organisation)::int - (select count(distinct code) from organisation)::int as doubles,
            (select count(*) from entry)::int - (select count(distinct (edition_id, tt)) from entry)::int as twice,
            (select count(*) from edition where state = 'draft')::int as drafts`,
  );
  expect(counts).toEqual({ communes: 65, doubles: 0, twice: 0, drafts: 0 });
  expect((await run(installation, ['audit', 'verify', '--json'])).code).toBe(0);
});

test('the accounts printed sign in with the password and the secret printed', async () => {
  const shared = /(?:mật khẩu chung|password of all): (\S+)/.exec(running.output())?.[1] ?? '';
  for (const role of ['programme_officer', 'administrator', 'leader']) {
    const line = new RegExp(`^  ${role} +(\\S+) +(\\S+)$`, 'm').exec(running.output());
    const person = await signIn(installation.address, line?.[1] ?? '', shared, line?.[2] ?? '');
    expect((await person.get('/tai-khoan')).status).toBe(200);
  }
});

test('watchers are told that it lives, that it is ready, and its numbers', async () => {
  const { address } = installation;
  for (const path of ['/healthz', '/readyz']) {
    const answer = await fetch(`${address}${path}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ status: 'ok' });
  }
  await fetch(`${address}/bai-toan`).then((answer) => answer.text());
  const numbers = await fetch(`${address}/metrics`);
  expect(numbers.headers.get('content-type')).toContain('text/plain');
  const text = await numbers.text();
  expect(text).toMatch(/^nhipcau_request_seconds_count\{route="health\.ready",status="200"\} \d+$/m);
  for (const name of ['nhipcau_cached_pages_total', 'nhipcau_page_cache_bytes', 'nhipcau_jobs_total'])
    expect(text).toContain(`# TYPE ${name} `);
});

test('the id of a request stands in its answer and in its log line, and no secret stands in the log', async () => {
  const { address } = installation;
  const typed = 'mật khẩu gõ nhầm 4711';
  const answer = await trySignIn(address, 'nguoi.la@example.vn', typed);
  await answer.text();
  const id = answer.headers.get('x-request-id');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  await until('it is logged', () => running.complaint().includes(String(id)));
  expect(running.log().find(({ requestId }) => requestId === id)).toMatchObject({
    method: 'POST',
    route: 'session.start',
    path: '/dang-nhap',
    status: 422,
    ms: expect.any(Number),
  });
  const missing = await fetch(`${address}/khong-co?ten=Nguyễn%20Văn%20A`);
  expect(await missing.text()).toContain('Không tìm thấy');
  const secrets = [
    typed,
    'nguoi.la@example.vn',
    'Nguy%E1%BB%85n',
    /(?:mật khẩu chung|password of all): (\S+)/.exec(running.output())?.[1] ?? password,
    readFileSync(join(installation.dataDir, 'secret-key'), 'utf8'),
    readFileSync(join(installation.dataDir, 'postgres/password'), 'utf8').trim(),
  ];
  const said = running.complaint();
  expect(secrets.filter((secret) => secret === '' || said.includes(secret))).toEqual([]);
  expect(said).not.toContain('nhipcau_session=');
  expect(running.log()).toHaveLength(linesOf(said).length);
});
