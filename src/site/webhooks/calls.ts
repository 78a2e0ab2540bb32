import { randomBytes } from 'node:crypto';
import type { AccountActor } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { changesAfter } from '../api/changes.ts';
import type { Destinations } from './destinations.ts';
import { type PostFailure, post, type Reply } from './post.ts';
import { beginCursor, type DeliveryKind, lockWebhook, messageTo, secretsOf } from './store.ts';
import { bodyOf, messageId, subjectOf } from './webhook.ts';

/** Calls one account may cause at once by its own hand. */
const callsAMinute = 10;

interface Message {
  readonly id: string;
  readonly body: string;
  readonly seq: number | null;
  readonly code: string | null;
}

/**
 * Calls a receiver while its owner waits for the outcome. The call is written down before it is made, so that nobody
 * makes the product knock at others' doors more often than may be. Throws Refusal `not_found`, `too_many`, `wrong_state`.
 */
async function callNow(
  services: Services,
  actor: AccountActor,
  webhookId: number,
  {
    kind,
    message,
    destinations,
  }: {
    readonly kind: DeliveryKind;
    readonly message: Message;
    readonly destinations: Destinations;
  },
): Promise<Reply> {
  const { db, clock } = services;
  const at = clock();
  const { delivery, url, secrets } = await db.transaction().execute(async (tx) => {
    await tx.selectFrom('account').select('id').where('id', '=', actor.id).forUpdate().executeTakeFirst();
    const webhook = await lockWebhook(tx, webhookId);
    if (webhook.account_id !== actor.id) throw notFound();
    if (webhook.paused_for === 'administrator') throw heldBack;
    const secrets = secretsOf(services, webhook);
    if (!secrets) throw rotateFirst;
    const { made } = await tx
      .selectFrom('webhook_delivery')
      .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
      .select((row) => row.fn.countAll<number>().as('made'))
      .where('webhook.account_id', '=', actor.id)
      .where('webhook_delivery.kind', '<>', 'change')
      .where('webhook_delivery.at', '>', new Date(at.getTime() - 60_000))
      .executeTakeFirstOrThrow();
    if (Number(made) >= callsAMinute) throw tooOften;
    const { id } = await tx
      .insertInto('webhook_delivery')
      .values({
        ...{ webhook_id: webhookId, kind, message_id: message.id, seq: message.seq, code: message.code },
        ...{ at, ms: 0 },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { delivery: id, url: webhook.url, secrets };
  });
  const reply = await post(destinations, messageTo(services, { url, secrets }, message));
  const failure = reply.failure ?? (kind === 'verification' ? refuseAnswer(reply, message) : null);
  await db
    .updateTable('webhook_delivery')
    .set({ status: reply.status, ms: reply.ms, failure })
    .where('id', '=', delivery)
    .execute();
  return { ...reply, failure };
}

const heldBack = new Refusal('wrong_state', {
  vi: 'Quản trị viên đã tạm dừng webhook này nên không gửi được.',
  en: 'An administrator paused this webhook, so nothing is sent.',
});
const rotateFirst = new Refusal('wrong_state', {
  vi: 'Khóa ký không mở được vì khóa của hệ thống đã đổi. Hãy đổi khóa ký trước.',
  en: 'The secret cannot be opened, since the key of the system was changed. Give the webhook another one first.',
});
const tooOften = new Refusal(
  'too_many',
  {
    vi: `Đã gửi ${callsAMinute} lần trong một phút. Hãy chờ một phút rồi thử lại.`,
    en: `${callsAMinute} messages were sent within a minute. Wait a minute, then try again.`,
  },
  60,
);

/** A receiver that answers with the challenge knows what it is told of: nobody makes the product call a stranger. */
function refuseAnswer({ text }: Reply, { body }: Message): PostFailure | null {
  const { challenge } = (JSON.parse(body) as { data: { challenge: string } }).data;
  const answered = text.trim();
  if (answered === challenge) return null;
  try {
    const told: unknown = JSON.parse(answered);
    if (told !== null && typeof told === 'object' && 'challenge' in told && told.challenge === challenge)
      return null;
  } catch {
    // no JSON: not the challenge either
  }
  return 'challenge';
}

const random = () => randomBytes(18).toString('base64url');

/** Asks the receiver to answer with a challenge; one that does is told of changes from now on. */
export async function verifyWebhook(
  services: Services,
  actor: AccountActor,
  id: number,
  destinations: Destinations,
): Promise<Reply> {
  const timestamp = services.clock().toISOString();
  const body = JSON.stringify({ type: 'webhook.verification', timestamp, data: { challenge: random() } });
  const message = { id: `msg_${random()}`, body, seq: null, code: null };
  const reply = await callNow(services, actor, id, { kind: 'verification', message, destinations });
  if (reply.failure !== null) return reply;
  await services.db.transaction().execute(async (tx) => {
    const { state, paused_for: pausedFor } = await lockWebhook(tx, id);
    // while the receiver was answering
    if (pausedFor === 'administrator') throw heldBack;
    if (state !== 'unverified') return;
    const at = services.clock();
    await tx
      .updateTable('webhook')
      .set({ state: 'active', state_at: at, verified_at: at })
      .where('id', '=', id)
      .execute();
    await beginCursor(tx, id, at);
    await appendEvent(tx, { name: 'webhook.verified', actor, subject: { kind: 'webhook', id }, at });
  });
  return reply;
}

/** Sends a message that tells of nothing. */
export async function sendTest(
  services: Services,
  actor: AccountActor,
  id: number,
  destinations: Destinations,
): Promise<Reply> {
  const timestamp = services.clock().toISOString();
  const body = JSON.stringify({ type: 'webhook.test', timestamp, data: { message: 'Nhịp Cầu' } });
  const message = { id: `msg_${random()}`, body, seq: null, code: null };
  return callNow(services, actor, id, { kind: 'test', message, destinations });
}

/**
 * Sends a change once more, under the same message id and as it is public now. Throws `not_found` for what was not sent
 * of this webhook, `wrong_state` for what is public no longer.
 */
export async function sendAgain(
  services: Services,
  actor: AccountActor,
  { id, delivery }: { readonly id: number; readonly delivery: number },
  destinations: Destinations,
): Promise<Reply> {
  const sent = await services.db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .select('seq')
    .where('webhook_delivery.id', '=', delivery)
    .where('webhook_id', '=', id)
    .where('webhook.account_id', '=', actor.id)
    .executeTakeFirst();
  if (sent?.seq == null) throw notFound();
  const [placed] = await changesAfter(services.db, sent.seq - 1, 1);
  if (placed?.seq !== sent.seq)
    throw new Refusal('wrong_state', {
      vi: 'Nội dung của lần gửi này không còn công bố nên không gửi lại.',
      en: 'What this message told of is public no longer, so it is not sent again.',
    });
  const { change, seq } = placed;
  const message = { id: messageId(id, placed), body: bodyOf(change), seq, code: subjectOf(change) };
  return callNow(services, actor, id, { kind: 'again', message, destinations });
}
