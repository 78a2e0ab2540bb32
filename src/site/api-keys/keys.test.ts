import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { system } from '../../kernel/actor.ts';
import { closeAccount } from '../../modules/directory/accounts/commands.ts';
import { apiRoutes } from '../api/index.ts';
import { keyRoutes } from './index.ts';
import { keyPaths } from './paths.ts';
import { openUseCounts, purgeUses } from './uses.ts';

let app: TestApp;
let owner: Session;
let administrator: Session;
const start = new Date('2026-05-04T02:00:00Z');
beforeAll(async () => {
  app = await openTestApp([...keyRoutes, ...apiRoutes]);
  owner = await app.signIn('applicant', { email: 'chu-khoa@example.vn' });
  administrator = await app.signIn('administrator');
});
afterAll(() => app.close());

const post = (path: string, form: Readonly<Record<string, string>>, as = owner) =>
  app.fetch(path, { as, form });
const html = async (path: string, as = owner) => (await app.fetch(path, { as })).text();

async function make(name: string, as = owner): Promise<{ readonly id: number; readonly key: string }> {
  const answer = await post(keyPaths.create, { name, purpose: 'Bản đồ bài toán' }, as);
  expect(answer.status).toBe(200);
  const key = /<code>(nc_[\w-]{43})<\/code>/.exec(await answer.text())?.[1] ?? '';
  const row = app.services.db.selectFrom('api_key').select('id').where('name', '=', name);
  return { id: (await row.where('revoked_at', 'is', null).executeTakeFirstOrThrow()).id, key };
}

const ask = (key: string) => app.fetch('/api/v1/problems', { headers: { authorization: `Bearer ${key}` } });
const events = async (name: string) =>
  (await app.services.db.selectFrom('event').selectAll().where('name', '=', name).execute()).length;

test('without a key there is an empty list that leads to making one', async () => {
  const page = await html(keyPaths.mine);
  expect(page).toContain('Chưa có khóa nào');
  expect(page).toContain(`href="${keyPaths.create}"`);
});

test('a key is shown once, opens the API, and only its hash is kept', async () => {
  const { id, key } = await make('Bản đồ');
  expect(key).toMatch(/^nc_/);
  expect((await ask(key)).status).toBe(200);
  for (const path of [keyPaths.mine, keyPaths.key(id)]) expect(await html(path)).not.toContain(key);
  expect(await html(keyPaths.mine)).toContain(`…${key.slice(-4)}`);
  for (const path of [keyPaths.all, keyPaths.any(id)])
    expect(await html(path, administrator)).not.toContain(key);
  const kept = await app.services.db.selectFrom('api_key').selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain(key);
  const log = await app.services.db.selectFrom('event').selectAll().execute();
  expect(JSON.stringify(log)).not.toContain(key);
});

test('a wrong key is told with a problem document, whatever it looks like', async () => {
  for (const key of ['nc_', 'x', `nc_${'A'.repeat(43)}`, `${'nc_'.repeat(2000)}`, 'nc_%00']) {
    const answer = await ask(key);
    expect(answer.status, key.slice(0, 20)).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('đã bị thu hồi') });
  }
  // another scheme belongs to whatever stands in front of the product
  const answer = await app.fetch('/api/v1/problems', { headers: { authorization: 'Basic eDp5' } });
  expect(answer.status).toBe(200);
});

test('no key is logged, right or wrong', async () => {
  const { key } = await make('Không ghi lại');
  const lines: string[] = [];
  const { log } = app.services;
  const info = log.info.bind(log);
  log.info = ((...told: unknown[]) => void lines.push(JSON.stringify(told))) as typeof log.info;
  try {
    await ask(key);
    await ask(`${key}x`);
    await app.fetch(`/api/v1/problems/${key}`);
  } finally {
    log.info = info;
  }
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain(key);
});

test('a key opens nothing but the API', async () => {
  const { key } = await make('Chỉ để đọc');
  const headers = { authorization: `Bearer ${key}` };
  expect((await app.fetch(keyPaths.mine, { headers })).status).toBe(303);
  expect((await app.fetch(keyPaths.all, { headers })).status).toBe(303);
});

test('what was typed wrong is told at its field and kept', async () => {
  const answer = await post(keyPaths.create, { name: '  ', purpose: 'Bản đồ của <trường>' });
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain('Hãy đặt tên cho khóa.');
  expect(page).toContain('Bản đồ của &lt;trường');
  const long = await post(keyPaths.create, { name: 'a'.repeat(101), purpose: 'b'.repeat(501) });
  expect(await long.text()).toContain('Dài quá 500 ký tự');
  const same = await post(keyPaths.create, { name: 'bản ĐỒ', purpose: 'x' });
  expect(same.status).toBe(422);
  expect(await same.text()).toContain('đang có một khóa cùng tên');
});

test('two clicks at once make one key, and nobody holds an eleventh', async () => {
  const many = await app.signIn('applicant', { email: 'nhieu-khoa@example.vn' });
  const twice = await Promise.all(
    [1, 2].map(() => post(keyPaths.create, { name: 'Một lần', purpose: 'x' }, many)),
  );
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 422]);
  const rest = await Promise.all(
    Array.from({ length: 12 }, (_, n) => post(keyPaths.create, { name: `Khóa ${n}`, purpose: 'x' }, many)),
  );
  expect(rest.filter(({ status }) => status === 200)).toHaveLength(9);
  expect(await (await post(keyPaths.create, { name: 'Nữa', purpose: 'x' }, many)).text()).toContain(
    'tối đa 10 khóa',
  );
});

test('a revoked key is refused at once; revoked twice, it ends once; nobody else’s is found', async () => {
  const { id, key } = await make('Sắp thu hồi');
  const stranger = await app.signIn('applicant');
  expect((await post(keyPaths.revokeMine(id), {}, stranger)).status).toBe(404);
  expect((await app.fetch(keyPaths.key(id), { as: stranger })).status).toBe(404);
  expect((await ask(key)).status).toBe(200);
  expect(await html(keyPaths.revokeMine(id))).toContain('bị từ chối ngay');
  const before = await events('api_key.revoked');
  const clicks = await Promise.all([1, 2].map(() => post(keyPaths.revokeMine(id), {})));
  expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
  expect(await events('api_key.revoked')).toBe(before + 1);
  expect((await ask(key)).status).toBe(401);
  expect(await html(keyPaths.key(id))).toContain('đã thu hồi');
});

test('uses are counted by day for their owner and for administrators, and old ones are cleared away', async () => {
  const { id } = await make('Đếm lượt');
  const one = openUseCounts(app.services);
  const other = openUseCounts(app.services);
  for (let n = 0; n < 1_234; n += 1) one.count(id);
  other.count(id);
  await Promise.all([one.write(), other.write(), one.write()]);
  app.setNow(new Date(start.getTime() + 86_400_000));
  one.count(id);
  await one.write();
  // a session ends overnight
  owner = await app.signIn('applicant', { email: 'chu-khoa@example.vn' });
  administrator = await app.signIn('administrator');
  const page = await html(keyPaths.key(id));
  expect(page).toContain('1.235');
  expect(page).toContain('05/05/2026');
  app.forgetStatements();
  expect(await html(keyPaths.all, administrator)).toContain('1.236');
  expect(app.statements.length).toBeLessThanOrEqual(5);
  app.setNow(new Date(start.getTime() + 500 * 86_400_000));
  await purgeUses(app.services);
  expect(await app.services.db.selectFrom('api_key_use').selectAll().execute()).toEqual([]);
  app.setNow(start);
});

test('an administrator finds a key, gives it limits and ends it with a reason its owner reads', async () => {
  const { id, key } = await make('Tìm kiếm của trường Đại học');
  expect(await html(`${keyPaths.all}?q=dai+hoc`, administrator)).toContain('Tìm kiếm của trường Đại học');
  expect(await html(`${keyPaths.all}?q=%25`, administrator)).toContain('Không có khóa nào như vậy');
  expect(await html(`${keyPaths.all}?trang-thai=da-thu-hoi`, administrator)).not.toContain(
    'Tìm kiếm của trường',
  );
  expect((await post(keyPaths.limit(id), { minute: '0', day: 'nhiều' }, administrator)).status).toBe(422);
  expect((await post(keyPaths.limit(id), { minute: '6.000', day: '' }, administrator)).status).toBe(303);
  expect(await html(keyPaths.key(id))).toContain('6.000 lượt mỗi phút, 100.000 lượt mỗi ngày');
  const silent = await post(keyPaths.revoke(id), { reason: ' ' }, administrator);
  expect(silent.status).toBe(422);
  expect((await ask(key)).status).toBe(200);
  const reason = 'Khóa nằm trong mã nguồn công khai';
  expect((await post(keyPaths.revoke(id), { reason }, administrator)).status).toBe(303);
  expect((await ask(key)).status).toBe(401);
  expect((await post(keyPaths.revoke(id), { reason }, administrator)).status).toBe(409);
  const letters = await app.services.db
    .selectFrom('letter')
    .innerJoin('mail', 'mail.letter_id', 'letter.id')
    .select(['letter.body_text', 'mail.address'])
    .where('letter.kind', '=', 'api_key.revoked')
    .execute();
  expect(letters).toHaveLength(1);
  expect(letters[0]?.address).toBe('chu-khoa@example.vn');
  expect(letters[0]?.body_text).toContain(reason);
  expect(await html(keyPaths.key(id))).toContain(reason);
});

test('a closed account’s keys open nothing', async () => {
  const leaver = await app.signIn('applicant', { email: 'nghi-viec@example.vn' });
  const { key } = await make('Của người nghỉ việc', leaver);
  expect((await ask(key)).status).toBe(200);
  await closeAccount(app.services, system, { id: leaver.accountId, version: 1 });
  expect((await ask(key)).status).toBe(401);
});
