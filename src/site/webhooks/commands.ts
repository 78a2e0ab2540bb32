import type { AccountActor } from '../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../kernel/refusal.ts';
import { listSectors } from '../../modules/catalogue/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Facts } from '../../platform/events/chain.ts';
import { askForJob } from '../../platform/jobs/ask.ts';
import type { Services } from '../../platform/services.ts';
import { checkReason } from '../api-keys/index.ts';
import { writeToOwner } from './deliver.ts';
import { type Destinations, privateAddress } from './destinations.ts';
import { checkWanted, checkWebhook, type WebhookInput } from './inputs.ts';
import { refuseHost } from './post.ts';
import { newSecret, openSecret, overlapHours, sealSecret } from './secret.ts';
import { beginCursor, lockWebhook, type WebhookRow } from './store.ts';
import { mostCreatedADay, mostWebhooks } from './webhook.ts';

export const tellingJob = 'webhooks.tell';

/**
 * Registers a receiver; what is returned as `secret` is the only time it can be read. Nothing is sent before it was
 * verified. Throws InvalidInput by field, Refusal `wrong_state`.
 */
export async function createWebhook(
  services: Services,
  actor: AccountActor,
  input: WebhookInput,
  destinations: Destinations,
): Promise<{ readonly id: number; readonly secret: string }> {
  const sectors = (await listSectors(services.db)).map(({ code }) => code);
  const { url, name, kinds, events, sectors: chosen } = checkWebhook(input, sectors, destinations);
  const refused = await refuseHost(destinations, new URL(url));
  if (refused === 'private') throw new InvalidInput({ url: privateAddress });
  if (refused !== null) throw new InvalidInput({ url: unresolved });
  const { bytes, shown } = newSecret();
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    // one after another: two clicks at once make no second webhook to one address
    await tx.selectFrom('account').select('id').where('id', '=', actor.id).forUpdate().executeTakeFirst();
    const held = await tx.selectFrom('webhook').select('url').where('account_id', '=', actor.id).execute();
    if (held.some((one) => one.url === url)) throw new InvalidInput({ url: sameUrl });
    if (held.length >= mostWebhooks) throw tooMany;
    await refuseMany(tx, actor, at);
    const { id } = await tx
      .insertInto('webhook')
      .values({
        ...{ account_id: actor.id, name, url, secret: sealSecret(services.config, bytes) },
        ...{ kinds: [...kinds], events: [...events], sectors: [...chosen], state_at: at, created_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await appendEvent(tx, { name: 'webhook.created', actor, subject: { kind: 'webhook', id }, at });
    return { id, secret: shown };
  });
}

/** By the log, which keeps what was removed. Throws Refusal `too_many`. */
async function refuseMany(tx: Transaction, { id }: AccountActor, at: Date): Promise<void> {
  const created = await tx
    .selectFrom('event')
    .select('at')
    .where('actor_account', '=', id)
    .where('name', '=', 'webhook.created')
    .where('at', '>', new Date(at.getTime() - day))
    .orderBy('at', 'desc')
    .limit(mostCreatedADay)
    .execute();
  const first = created.at(-1);
  if (created.length < mostCreatedADay || !first) return;
  const seconds = Math.ceil((first.at.getTime() + day - at.getTime()) / 1000);
  throw new Refusal('too_many', createdToday, Math.max(1, seconds));
}

const day = 86_400_000;

const createdToday = {
  vi: `Mỗi tài khoản đăng ký được tối đa ${mostCreatedADay} webhook trong một ngày. Hãy thử lại vào ngày mai.`,
  en: `An account may register ${mostCreatedADay} webhooks within a day. Try again tomorrow.`,
};
const unresolved = {
  vi: 'Không tìm thấy máy chủ của địa chỉ này. Hãy kiểm tra lại tên miền.',
  en: 'The server of this address cannot be found. Check its name.',
};
const sameUrl = {
  vi: 'Bạn đã có webhook tới địa chỉ này.',
  en: 'You have a webhook to this address.',
};
const tooMany = new Refusal('wrong_state', {
  vi: `Mỗi tài khoản có tối đa ${mostWebhooks} webhook. Hãy xóa một webhook không còn dùng.`,
  en: `An account has at most ${mostWebhooks} webhooks. Remove one that is not used.`,
});

/** What happened to a webhook; null where nothing did. */
type Happened = { readonly name: `webhook.${string}`; readonly facts?: Facts } | null;

/**
 * Locks a webhook, does something to it and appends the event. Throws `not_found`; for anybody else's as well unless
 * `whose` is that of all.
 */
async function changing(
  services: Services,
  actor: AccountActor,
  { id, whose = 'own' }: { readonly id: number; readonly whose?: 'own' | 'all' },
  change: (tx: Transaction, webhook: WebhookRow, at: Date) => Promise<Happened>,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const webhook = await lockWebhook(tx, id);
    if (whose === 'own' && webhook.account_id !== actor.id) throw notFound();
    const at = services.clock();
    const happened = await change(tx, webhook, at);
    if (happened) await appendEvent(tx, { ...happened, actor, subject: { kind: 'webhook', id }, at });
  });
}

/** Names it anew and chooses what it is told of. Throws InvalidInput by field, Refusal `not_found`. */
export async function changeWebhook(
  services: Services,
  actor: AccountActor,
  id: number,
  input: Omit<WebhookInput, 'url'>,
): Promise<void> {
  const known = (await listSectors(services.db)).map(({ code }) => code);
  const { name, kinds, events, sectors } = checkWanted(input, known);
  await changing(services, actor, { id }, async (tx) => {
    await tx
      .updateTable('webhook')
      .set({ name, kinds: [...kinds], events: [...events], sectors: [...sectors] })
      .where('id', '=', id)
      .execute();
    return { name: 'webhook.changed' };
  });
}

/** Sends nothing until it goes on; what happens meanwhile is told then. Asked for twice, it is paused once. */
export async function pauseMine(services: Services, actor: AccountActor, id: number): Promise<void> {
  await changing(services, actor, { id }, async (tx, { state }, at) => {
    if (state === 'paused') return null;
    if (state === 'unverified') throw verifyFirst;
    await tx
      .updateTable('webhook')
      .set({ state: 'paused', paused_for: 'owner', state_at: at })
      .where('id', '=', id)
      .execute();
    return { name: 'webhook.paused', facts: { why: 'owner' } };
  });
}

const verifyFirst = new Refusal('wrong_state', {
  vi: 'Nơi nhận chưa được xác minh. Hãy xác minh trước.',
  en: 'The receiver is not verified. Verify it first.',
});

/** Goes on where it stopped. Throws `wrong_state` while an administrator holds it, or its secret cannot be opened. */
export async function resumeMine(services: Services, actor: AccountActor, id: number): Promise<void> {
  await changing(services, actor, { id }, async (tx, webhook, at) => {
    if (webhook.state === 'unverified') throw verifyFirst;
    if (webhook.paused_for === 'administrator') throw heldBack;
    if (!openSecret(services.config, webhook.secret)) throw rotateFirst;
    const known = tx.selectFrom('webhook_cursor').select('seq').where('webhook_id', '=', id);
    // after a restore it runs by name, and nobody knows how far it was told
    if (webhook.state === 'active' && (await known.executeTakeFirst())) return null;
    await beginCursor(tx, id, at);
    await askForJob(tx, tellingJob);
    await tx
      .updateTable('webhook')
      .set({ state: 'active', paused_for: null, pause_reason: null, state_at: at })
      .where('id', '=', id)
      .execute();
    return { name: 'webhook.resumed' };
  });
}

const heldBack = new Refusal('wrong_state', {
  vi: 'Quản trị viên đã tạm dừng webhook này. Hãy liên hệ quản trị viên.',
  en: 'An administrator paused this webhook. Ask them.',
});
const rotateFirst = new Refusal('wrong_state', {
  vi: 'Khóa ký của webhook không mở được vì khóa của hệ thống đã đổi. Hãy đổi khóa ký trước.',
  en: 'The secret of the webhook cannot be opened, since the key of the system was changed. Give it another secret first.',
});

/**
 * Another secret, returned once; the former one signs beside it for a day. Asked for again within that day, the one that
 * receivers know goes on signing, and not the one that was just made.
 */
export async function rotateSecret(services: Services, actor: AccountActor, id: number): Promise<string> {
  const { bytes, shown } = newSecret();
  await changing(services, actor, { id }, async (tx, webhook, at) => {
    const opens = openSecret(services.config, webhook.secret) !== null;
    const until = new Date(at.getTime() + overlapHours * 3_600_000);
    const overlaps = webhook.former_until !== null && webhook.former_until > at;
    const former = opens ? { former_secret: webhook.secret, former_until: until } : none;
    await tx
      .updateTable('webhook')
      .set({
        secret: sealSecret(services.config, bytes),
        ...(overlaps ? {} : former),
      })
      .where('id', '=', id)
      .execute();
    return { name: 'webhook.secret_rotated' };
  });
  return shown;
}

const none = { former_secret: null, former_until: null };

/** Tries what waits without waiting longer. Throws `wrong_state` where nothing may be sent. */
export async function tellNow(services: Services, actor: AccountActor, id: number): Promise<void> {
  await changing(services, actor, { id }, async (tx, { state }, at) => {
    if (state !== 'active') throw notActive;
    await tx.updateTable('webhook_cursor').set({ due_at: at }).where('webhook_id', '=', id).execute();
    await askForJob(tx, tellingJob);
    return null;
  });
}

const notActive = new Refusal('wrong_state', {
  vi: 'Webhook đang không chạy.',
  en: 'The webhook is not running.',
});

export async function removeWebhook(services: Services, actor: AccountActor, id: number): Promise<void> {
  await changing(services, actor, { id }, async (tx) => {
    await tx.deleteFrom('webhook').where('id', '=', id).execute();
    return { name: 'webhook.removed' };
  });
}

/**
 * An administrator stops anybody's webhook and writes to its owner why. Throws InvalidInput `reason`, Refusal
 * `not_found`, `wrong_state` where one has done so.
 */
export async function pauseAny(
  services: Services,
  actor: AccountActor,
  id: number,
  typed: string,
): Promise<void> {
  const reason = checkReason(typed);
  await changing(services, actor, { id, whose: 'all' }, async (tx, webhook, at) => {
    if (webhook.paused_for === 'administrator') throw pausedAlready;
    await tx
      .updateTable('webhook')
      .set({ state: 'paused', paused_for: 'administrator', pause_reason: reason, state_at: at })
      .where('id', '=', id)
      .execute();
    await writeToOwner(tx, services, { ...webhook, why: 'administrator', reason });
    return { name: 'webhook.paused', facts: { why: 'administrator' } };
  });
}

const pausedAlready = new Refusal('wrong_state', {
  vi: 'Webhook này đã được quản trị viên tạm dừng.',
  en: 'An administrator paused this webhook before.',
});

/** Gives it back to its owner, who lets it go on. Asked for twice, it is given back once. */
export async function releaseAny(services: Services, actor: AccountActor, id: number): Promise<void> {
  await changing(services, actor, { id, whose: 'all' }, async (tx, webhook, at) => {
    if (webhook.paused_for !== 'administrator') return null;
    // one that was never verified still has to be
    const state = webhook.verified_at === null ? 'unverified' : 'paused';
    await tx
      .updateTable('webhook')
      .set({ state, paused_for: state === 'paused' ? 'owner' : null, pause_reason: null, state_at: at })
      .where('id', '=', id)
      .execute();
    return { name: 'webhook.released' };
  });
}
