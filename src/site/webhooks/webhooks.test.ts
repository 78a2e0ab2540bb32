// A little long, and one file: all of it happens to one receiver that answers as it is told and keeps what it was sent.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { openFilledPortal, type Portal, publishedDocument } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { closeAccount } from '../../modules/directory/accounts/commands.ts';
import { allWebhookRoutes } from './admin-pages.tsx';
import { purgeDeliveries, tellReceivers } from './deliver.ts';
import type { Destinations } from './destinations.ts';
import { myWebhookRoutes } from './pages.tsx';
import { webhookPaths } from './paths.ts';
import { openSecret, sealSecret } from './secret.ts';

/** For tests alone: the machine they run on. */
const thisMachine: Destinations = {
  refuse: () => null,
  allows: (address) => address === '127.0.0.1' || address === '::1',
};

interface Had {
  readonly path: string;
  readonly id: string;
  readonly body: { readonly type: string; readonly data: Record<string, string> };
  readonly raw: string;
  readonly signatures: readonly string[];
  readonly timestamp: string;
}

let portal: Portal;
let app: TestApp;
let owner: Session;
let ownerEmail: string;
let owners = 0;
let administrator: Session;
let receiver: Server;
let origin: string;
let had: Had[] = [];
/** What the receiver answers, by its path; 200 without. */
const answers = new Map<string, (asked: Had) => { status: number; text?: string; to?: string }>();
const start = new Date('2026-05-04T02:00:00Z');

async function read(request: IncomingMessage): Promise<Had> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  const header = (name: string) => String(request.headers[name] ?? '');
  return {
    ...{ path: request.url ?? '', id: header('webhook-id'), body: JSON.parse(raw) as Had['body'], raw },
    ...{ signatures: header('webhook-signature').split(' '), timestamp: header('webhook-timestamp') },
  };
}

beforeAll(async () => {
  portal = await openFilledPortal([...myWebhookRoutes(thisMachine), ...allWebhookRoutes]);
  app = portal.app;
  administrator = await app.signIn('administrator', { email: 'quan-tri@example.vn' });
  receiver = createServer((request, response) => {
    void read(request).then((asked) => {
      had.push(asked);
      const { challenge } = asked.body.data;
      const { status, text, to } = answers.get(asked.path)?.(asked) ?? { status: 200, text: challenge };
      response.writeHead(status, to ? { location: to } : {});
      response.end(text ?? '');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
// somebody else each time: an account registers so many webhooks a day and no more
beforeEach(async () => {
  owners += 1;
  ownerEmail = `chu-webhook-${owners}@example.vn`;
  owner = await app.signIn('applicant', { email: ownerEmail });
});
afterEach(async () => {
  answers.clear();
  had = [];
  await app.services.db.deleteFrom('webhook').execute();
});
afterAll(async () => {
  await new Promise((resolve) => receiver.close(resolve));
  await app.close();
});

const post = (path: string, form: Readonly<Record<string, string | readonly string[]>> = {}, as = owner) =>
  app.fetch(path, { as, form });
const html = async (path: string, as = owner) => (await app.fetch(path, { as })).text();
const tell = () => tellReceivers(app.services, thisMachine);
const later = (seconds: number) => app.setNow(new Date(app.services.clock().getTime() + seconds * 1000));
const changes = () => had.filter(({ body }) => !body.type.startsWith('webhook.'));
const document = (title: string) => publishedDocument(app.services, title, `${title.length}/KH-UBND`);
const mails = () =>
  app.services.db
    .selectFrom('letter')
    .innerJoin('mail', 'mail.letter_id', 'letter.id')
    .select(['letter.body_text as text', 'mail.address'])
    .where('letter.kind', '=', 'webhook.paused')
    .orderBy('letter.id', 'desc')
    .execute();

interface Made {
  readonly id: number;
  readonly secret: Buffer;
}

async function register(
  path: string,
  wanted: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Made> {
  const form = { name: `Nơi nhận ${path}`, url: `${origin}${path}`, ...wanted };
  const answer = await post(webhookPaths.create, form);
  expect(answer.status).toBe(200);
  const shown = /<code>whsec_([\w+/=]+)<\/code>/.exec(await answer.text())?.[1] ?? '';
  const row = app.services.db.selectFrom('webhook').select('id').where('url', '=', `${origin}${path}`);
  return { id: (await row.executeTakeFirstOrThrow()).id, secret: Buffer.from(shown, 'base64') };
}

async function verified(path: string, wanted = {}): Promise<Made> {
  const made = await register(path, wanted);
  expect((await post(webhookPaths.verify(made.id))).status).toBe(303);
  had = [];
  return made;
}

const stateOf = async (id: number) =>
  (await app.services.db.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    .state;

function signature(secret: Buffer, { id, timestamp, raw }: Had): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${raw}`).digest('base64')}`;
}

test('without one there is an empty list that leads to registering it', async () => {
  expect(await html(webhookPaths.all)).toContain('Chưa có webhook nào');
});

test('nothing is sent before the receiver has answered with the challenge', async () => {
  const { id } = await register('/xac-minh');
  await document('Chưa ai được báo');
  await tell();
  expect(had).toEqual([]);
  answers.set('/xac-minh', () => ({ status: 200, text: 'ok' }));
  const wrong = await post(webhookPaths.verify(id));
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('không trả lại đúng data.challenge');
  expect(await stateOf(id)).toBe('unverified');
  answers.set('/xac-minh', ({ body }) => ({ status: 200, text: JSON.stringify(body.data) }));
  await post(webhookPaths.verify(id));
  expect(await stateOf(id)).toBe('active');
  await tell();
  expect(changes()).toEqual([]);
});

test('the secret is shown once and kept sealed', async () => {
  const { id, secret } = await register('/khoa');
  const shown = secret.toString('base64');
  for (const path of [webhookPaths.all, webhookPaths.mine(id)]) expect(await html(path)).not.toContain(shown);
  const { secret: kept } = await app.services.db
    .selectFrom('webhook')
    .select('secret')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(kept.includes(secret)).toBe(false);
  expect(openSecret(app.services.config, kept)?.equals(secret)).toBe(true);
  const other = { ...app.services.config, secretKey: 'another key for tests, longer than 32' };
  expect(openSecret(other, kept)).toBeNull();
});

test('a change is told as /api/v1/changes tells it, signed', async () => {
  const { id, secret } = await verified('/nhan');
  const documentId = await document('Kế hoạch có chữ ký');
  await tell();
  const [told] = changes();
  if (!told) throw new Error('nothing was told');
  expect(told.body.type).toBe('document.published');
  const event = await app.services.db
    .selectFrom('event')
    .select(['seq', 'hash'])
    .where('name', '=', 'document.published')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  // by its hash too: after a restore other events get the same numbers
  expect(told.id).toBe(`msg_${id}_${event.seq}_${event.hash.toString('hex').slice(0, 16)}`);
  const feed = (await portal.json('/api/v1/changes?limit=100')) as { items: Record<string, string>[] };
  expect(told.body.data).toEqual(feed.items.at(-1));
  expect(told.body.data).toMatchObject({ code: String(documentId) });
  expect(told.signatures).toEqual([signature(secret, told)]);
  expect(Number(told.timestamp)).toBe(Math.floor(app.services.clock().getTime() / 1000));
  const page = await html(webhookPaths.mine(id));
  expect(page).toContain(`văn bản ${documentId}: công bố`);
  await tell();
  expect(changes()).toHaveLength(1);
});

test('what happened while no worker ran is told later, in order, each once', async () => {
  await verified('/thu-tu');
  const ids: number[] = [];
  for (let n = 0; n < 120; n += 1) ids.push(await document(`Văn bản ${'x'.repeat(n + 1)}`));
  await Promise.all([tell(), tell(), tell()]);
  await tell();
  expect(changes().map(({ body }) => Number(body.data.code))).toEqual(ids);
});

test('after an error the same message comes again before any other, later and later', async () => {
  const { id } = await verified('/loi');
  let fails = 2;
  answers.set('/loi', () => {
    fails -= 1;
    return { status: fails >= 0 ? 500 : 200 };
  });
  const ids = [await document('Thứ nhất'), await document('Thứ hai đây')];
  await tell();
  await tell();
  expect(changes()).toHaveLength(1);
  expect(await html(webhookPaths.mine(id))).toContain('đang lỗi');
  later(61);
  await tell();
  expect(changes()).toHaveLength(2);
  later(61);
  await tell();
  expect(changes()).toHaveLength(2);
  await post(webhookPaths.now(id));
  await tell();
  expect(changes().map(({ body }) => Number(body.data.code))).toEqual([ids[0], ids[0], ids[0], ids[1]]);
  expect(
    new Set(
      changes()
        .slice(0, 3)
        .map((told) => told.id),
    ).size,
  ).toBe(1);
  expect(await html(webhookPaths.mine(id))).toContain('500 – nơi nhận báo lỗi');
});

test('one that fails for three days is paused and its owner written to; let go on, it loses nothing', async () => {
  const { id } = await verified('/hong');
  answers.set('/hong', () => ({ status: 503 }));
  const documentId = await document('Ba ngày không tới');
  for (let hour = 0; hour <= 73; hour += 9) {
    await tell();
    later(9 * 3_600);
  }
  await tell();
  expect(await stateOf(id)).toBe('paused');
  expect((await mails())[0]).toMatchObject({ address: ownerEmail });
  expect((await mails())[0]?.text).toContain('lỗi liên tục trong 3 ngày');
  const sofar = changes().length;
  const second = await document('Trong lúc dừng');
  await tell();
  expect(changes()).toHaveLength(sofar);
  answers.clear();
  owner = await app.signIn('applicant', { email: ownerEmail });
  administrator = await app.signIn('administrator', { email: 'quan-tri@example.vn' });
  expect((await post(webhookPaths.goOn(id))).status).toBe(303);
  await tell();
  expect(
    changes()
      .slice(sofar)
      .map(({ body }) => Number(body.data.code)),
  ).toEqual([documentId, second]);
  app.setNow(start);
  owner = await app.signIn('applicant', { email: ownerEmail });
  administrator = await app.signIn('administrator', { email: 'quan-tri@example.vn' });
});

test('one that is gone is paused at once; no redirect is followed', async () => {
  const gone = await verified('/het');
  answers.set('/het', () => ({ status: 410 }));
  const moved = await verified('/chuyen');
  answers.set('/chuyen', () => ({ status: 302, to: `${origin}/noi-khac` }));
  await document('Không ai nhận');
  await tell();
  expect(await stateOf(gone.id)).toBe('paused');
  expect(had.some(({ path }) => path === '/noi-khac')).toBe(false);
  expect(await html(webhookPaths.mine(moved.id))).toContain('302 – chuyển hướng');
});

test('kinds, events and sectors choose what is told, and one slow receiver keeps no other waiting', async () => {
  await verified('/van-ban', { kinds: ['document'] });
  await verified('/bai-toan', { kinds: ['problem', 'need'] });
  await verified('/thu-hoi', { events: ['withdrawn'] });
  await document('Chỉ văn bản');
  await tell();
  expect(changes().map(({ path }) => path)).toEqual(['/van-ban']);
});

test('a secret is given anew: both sign for a day, then the new one alone', async () => {
  const { id, secret } = await verified('/doi');
  const answer = await post(webhookPaths.rotate(id));
  const fresh = Buffer.from(/<code>whsec_([\w+/=]+)<\/code>/.exec(await answer.text())?.[1] ?? '', 'base64');
  await document('Hai chữ ký');
  await tell();
  const [both] = changes();
  expect(both?.signatures).toEqual([signature(fresh, both as Had), signature(secret, both as Had)]);
  later(25 * 3_600);
  await document('Một chữ ký thôi');
  await tell();
  const last = changes().at(-1) as Had;
  expect(last.signatures).toEqual([signature(fresh, last)]);
  app.setNow(start);
});

test('a secret given anew twice by a double click leaves the one that receivers know signing', async () => {
  const { id, secret } = await verified('/hai-lan');
  await post(webhookPaths.rotate(id));
  const answer = await post(webhookPaths.rotate(id));
  const fresh = Buffer.from(/<code>whsec_([\w+/=]+)<\/code>/.exec(await answer.text())?.[1] ?? '', 'base64');
  await document('Khóa đang dùng vẫn ký');
  await tell();
  const [told] = changes() as [Had];
  expect(told.signatures).toEqual([signature(fresh, told), signature(secret, told)]);
});

test('paused by an administrator while the receiver answers, a webhook is not verified', async () => {
  const { id } = await register('/dang-tra-loi');
  receiver.once('request', (_asked, response) => {
    const end = response.end.bind(response);
    response.end = ((text: string) => {
      void post(webhookPaths.pauseAny(id), { reason: 'Chờ xem lại' }, administrator).then(() => end(text));
      return response;
    }) as typeof response.end;
  });
  const answer = await post(webhookPaths.verify(id));
  expect(answer.status).toBe(409);
  expect(await stateOf(id)).toBe('paused');
});

test('with a secret that cannot be opened nothing is sent nor written down as sent', async () => {
  const { id } = await verified('/khong-mo-duoc');
  const other = { ...app.services.config, secretKey: 'another key for tests, longer than 32' };
  await app.services.db
    .updateTable('webhook')
    .set({ secret: sealSecret(other, Buffer.alloc(32)) })
    .where('id', '=', id)
    .execute();
  expect((await post(webhookPaths.test(id))).status).toBe(409);
  const sent = app.services.db.selectFrom('webhook_delivery').select('id').where('kind', '=', 'test');
  expect(await sent.execute()).toEqual([]);
});

test('a test is sent while one waits, a change is sent again under its id, ten times a minute at most', async () => {
  const { id } = await verified('/thu');
  await post(webhookPaths.test(id));
  expect(had.map(({ body }) => body.type)).toEqual(['webhook.test']);
  await document('Gửi lại được');
  await tell();
  const [told] = changes();
  const log = app.services.db.selectFrom('webhook_delivery').select('id').where('kind', '=', 'change');
  const delivery = (await log.executeTakeFirstOrThrow()).id;
  await post(webhookPaths.again(id, delivery));
  expect(changes()).toHaveLength(2);
  expect(changes()[1]).toMatchObject({ id: told?.id, raw: told?.raw });
  const many = await Promise.all(Array.from({ length: 12 }, () => post(webhookPaths.test(id))));
  expect(many.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(5);
});

test('removing webhooks makes no room for more than twenty new ones a day', async () => {
  const eager = await app.signIn('applicant');
  const create = (n: number) =>
    post(webhookPaths.create, { name: `Thứ ${n}`, url: `${origin}/xoa-tao-${n}` }, eager);
  for (let n = 0; n < 20; n += 1) {
    expect((await create(n)).status).toBe(200);
    await app.services.db.deleteFrom('webhook').where('account_id', '=', eager.accountId).execute();
  }
  const refused = await create(20);
  expect(refused.status).toBe(429);
  expect(await refused.text()).toContain('tối đa 20 webhook trong một ngày');
});

test('an administrator pauses a webhook with a reason; its owner cannot let it go on before it is released', async () => {
  const { id } = await verified('/quan-tri');
  expect(await html(`${webhookPaths.everybodys}?q=quan-tri`, administrator)).toContain('Nơi nhận /quan-tri');
  expect((await post(webhookPaths.pauseAny(id), { reason: '' }, administrator)).status).toBe(422);
  const reason = 'Nơi nhận phát tán nội dung sai';
  expect((await post(webhookPaths.pauseAny(id), { reason }, administrator)).status).toBe(303);
  expect((await post(webhookPaths.pauseAny(id), { reason }, administrator)).status).toBe(409);
  expect((await mails())[0]?.text).toContain(reason);
  for (const path of [webhookPaths.goOn(id), webhookPaths.test(id), webhookPaths.verify(id)])
    expect((await post(path)).status, path).toBe(409);
  await document('Không được gửi');
  await tell();
  expect(had).toEqual([]);
  expect((await post(webhookPaths.release(id), {}, administrator)).status).toBe(303);
  await post(webhookPaths.goOn(id));
  await tell();
  expect(changes()).toHaveLength(1);
});

test('one that was never verified is not, after an administrator paused and released it', async () => {
  const { id } = await register('/chua-xac-minh');
  await post(webhookPaths.pauseAny(id), { reason: 'Xem lại' }, administrator);
  await post(webhookPaths.release(id), {}, administrator);
  expect(await stateOf(id)).toBe('unverified');
  expect((await post(webhookPaths.goOn(id))).status).toBe(409);
  await document('Không ai được báo cả');
  await tell();
  expect(had).toEqual([]);
});

test('what is somebody else’s is not found; what is wrong is told at its field and kept', async () => {
  const { id } = await verified('/cua-toi');
  const stranger = await app.signIn('applicant');
  for (const path of [webhookPaths.verify(id), webhookPaths.pause(id), webhookPaths.test(id)])
    expect((await post(path, {}, stranger)).status, path).toBe(404);
  expect((await post(webhookPaths.remove(id), {}, stranger)).status).toBe(404);
  const same = await post(webhookPaths.create, { name: 'Hai lần', url: `${origin}/cua-toi` });
  expect(await same.text()).toContain('đã có webhook tới địa chỉ này');
  const wrong = await post(webhookPaths.create, { name: '', url: 'may-chu', kinds: ['x'] });
  expect(wrong.status).toBe(422);
  const page = await wrong.text();
  expect(page).toContain('Hãy ghi địa chỉ đầy đủ');
  expect(page).toContain('value="may-chu"');
  expect((await post(webhookPaths.edit(id), { name: 'Tên khác', kinds: ['need'] })).status).toBe(303);
  expect(await html(webhookPaths.mine(id))).toContain('nhu cầu');
});

test('removed, paused or of a closed account, it is told of nothing more', async () => {
  const removed = await verified('/xoa');
  const paused = await verified('/dung');
  await post(webhookPaths.remove(removed.id));
  await post(webhookPaths.pause(paused.id));
  await post(webhookPaths.pause(paused.id));
  await document('Không ai nghe');
  await tell();
  expect(had).toEqual([]);
  expect((await app.fetch(webhookPaths.mine(removed.id), { as: owner })).status).toBe(404);
});

test('with another SECRET_KEY a webhook is paused until it gets another secret', async () => {
  const { id } = await verified('/khoa-he-thong');
  const other = { ...app.services.config, secretKey: 'another key for tests, longer than 32' };
  await app.services.db
    .updateTable('webhook')
    .set({ secret: sealSecret(other, Buffer.alloc(32)) })
    .where('id', '=', id)
    .execute();
  await document('Khóa không mở được');
  await tell();
  expect(await stateOf(id)).toBe('paused');
  expect((await post(webhookPaths.goOn(id))).status).toBe(409);
  await post(webhookPaths.rotate(id));
  await post(webhookPaths.goOn(id));
  await tell();
  expect(changes()).toHaveLength(1);
});

test('a restored installation tells nobody before the owner lets it', async () => {
  const { id } = await verified('/khoi-phuc');
  await app.services.db.deleteFrom('webhook_cursor').execute();
  await document('Trước khi chạy tiếp');
  await tell();
  expect(had).toEqual([]);
  expect(await html(webhookPaths.mine(id))).toContain('được khôi phục từ bản xuất');
  await post(webhookPaths.goOn(id));
  const documentId = await document('Sau khi chạy tiếp');
  await tell();
  expect(changes().map(({ body }) => Number(body.data.code))).toEqual([documentId]);
});

test('what was sent is forgotten after thirty days', async () => {
  const { id } = await verified('/cu');
  later(31 * 86_400);
  await purgeDeliveries(app.services);
  const left = app.services.db.selectFrom('webhook_delivery').selectAll().where('webhook_id', '=', id);
  expect(await left.execute()).toEqual([]);
  app.setNow(start);
});

test('an account that is closed is told of nothing', async () => {
  const { id } = await verified('/dong');
  await closeAccount(app.services, system, { id: owner.accountId, version: 1 });
  await document('Tài khoản đã đóng');
  await tell();
  expect(had).toEqual([]);
  expect(await stateOf(id)).toBe('active');
});
