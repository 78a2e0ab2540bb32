import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import { reachableOf } from '../../modules/directory/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { changesAfter, type PlacedChange } from '../api/changes.ts';
import { type Destinations, publicInternet } from './destinations.ts';
import { pausedLetter } from './letters.ts';
import { post } from './post.ts';
import { logDelivery, messageTo, secretsOf, type WebhookRow } from './store.ts';
import { bodyOf, messageId, nextTry, type Pause, patienceDays, subjectOf, wants } from './webhook.ts';

/** Receivers told at the same time by one worker. */
const atOnce = 8;
/** Changes one receiver is told of before others get their turn. */
const inTurn = 100;
/** Milliseconds a slow receiver is told of changes before others get theirs. */
const turn = 30_000;
/** Changes read in one statement. */
const readAtOnce = 50;
/** Seconds after which another worker goes on where one fell silent: more than an answer may take. */
const lease = 60;
/** Days for which it is kept what was sent. */
export const keptDays = 30;

interface Due extends Pick<WebhookRow, 'id' | 'account_id' | 'name' | 'url' | 'secret' | 'former_secret'> {
  readonly former_until: Date | null;
  readonly kinds: readonly string[];
  readonly events: readonly string[];
  readonly sectors: readonly string[];
  readonly seq: number;
  readonly tries: number;
  readonly failing_since: Date | null;
  readonly lease: string;
  /** The end of the event log as it stood. */
  readonly head: number;
}

/**
 * Tells receivers what changed since they were last told: each in order and at least once, however many workers there are
 * and however long none ran. One that fails is tried again and keeps nobody else waiting.
 */
export async function tellReceivers(
  services: Services,
  destinations: Destinations = publicInternet,
): Promise<void> {
  for (;;) {
    const taken = await takeDue(services);
    if (taken.length === 0) return;
    await Promise.all(taken.map((webhook) => tellOne(services, destinations, webhook)));
  }
}

/** Takes receivers that are behind the log for this worker alone. */
async function takeDue({ db, clock }: Services): Promise<Due[]> {
  const now = clock();
  const until = new Date(now.getTime() + lease * 1000);
  const { rows } = await sql<Due>`
    with head as (select seq from event_head), due as (
      select c.webhook_id from webhook_cursor c join webhook w on w.id = c.webhook_id and w.state = 'active'
      join account a on a.id = w.account_id and a.state = 'active'
      where c.due_at <= ${now} and (c.leased_until is null or c.leased_until <= ${now})
        and c.seq < (select seq from head)
      order by c.due_at, c.webhook_id limit ${atOnce} for update of c skip locked
    )
    update webhook_cursor c set lease = ${randomUUID()}, leased_until = ${until}
    from due join webhook w on w.id = due.webhook_id
    where c.webhook_id = due.webhook_id
    returning w.id, w.account_id, w.name, w.url, w.secret, w.former_secret, w.former_until, w.kinds, w.events,
      w.sectors, c.seq, c.tries, c.failing_since, c.lease, (select seq from head) as head`.execute(db);
  return rows;
}

async function tellOne(services: Services, destinations: Destinations, webhook: Due): Promise<void> {
  const secrets = secretsOf(services, webhook);
  if (!secrets) return pauseFor(services, webhook, 'sealed');
  let seq = webhook.seq;
  const ends = performance.now() + turn;
  for (let told = 0; told < inTurn && performance.now() < ends; ) {
    const changes = await changesAfter(services.db, seq, readAtOnce);
    const wanted = changes.filter((change) => wants(webhook, change));
    for (const placed of wanted) {
      if (!(await tellChange(services, destinations, { ...webhook, secrets }, placed))) return;
      seq = placed.seq;
      told += 1;
      if (performance.now() >= ends) break;
    }
    if (seq < (wanted.at(-1)?.seq ?? 0)) break;
    // what nobody is told of is passed over: up to the last change read, or all that had happened when it was taken
    seq = Math.max(seq, changes.length < readAtOnce ? webhook.head : (changes.at(-1)?.seq ?? seq));
    if (changes.length < readAtOnce) break;
  }
  await services.db
    .updateTable('webhook_cursor')
    .set({ seq, due_at: services.clock(), lease: null, leased_until: null })
    .where('webhook_id', '=', webhook.id)
    .where('lease', '=', webhook.lease)
    .where('seq', '<=', seq)
    .execute();
}

/** True where it was taken and the next may go. */
async function tellChange(
  services: Services,
  destinations: Destinations,
  webhook: Due & { readonly secrets: readonly Buffer[] },
  { seq, hash, change }: PlacedChange,
): Promise<boolean> {
  const { db, clock } = services;
  const id = messageId(webhook.id, { seq, hash });
  const at = clock();
  const reply = await post(destinations, messageTo(services, webhook, { id, body: bodyOf(change) }));
  const sent = {
    webhookId: webhook.id,
    kind: 'change',
    messageId: id,
    seq,
    code: subjectOf(change),
    at,
  } as const;
  const still = await db.transaction().execute(async (tx) => {
    // it may have been removed meanwhile
    const there = tx.selectFrom('webhook').select('id').where('id', '=', webhook.id).forShare();
    if (!(await there.executeTakeFirst())) return false;
    await logDelivery(tx, { ...sent, reply });
    if (reply.failure !== null) return true;
    const moved = await sql<{ seq: number }>`
      update webhook_cursor c set seq = ${seq}, tries = 0, failing_since = null,
        leased_until = ${new Date(clock().getTime() + lease * 1000)}
      from webhook w
      where c.webhook_id = ${webhook.id} and c.lease = ${webhook.lease} and w.id = c.webhook_id and w.state = 'active'
      returning c.seq`.execute(tx);
    return moved.rows.length > 0;
  });
  if (!still || reply.failure === null) return still;
  await afterFailure(services, webhook, reply.status);
  return false;
}

async function afterFailure(services: Services, webhook: Due, status: number | null): Promise<void> {
  const now = services.clock();
  // the first failure of a row of them: one that was told of something in this turn begins anew
  const state = await services.db
    .selectFrom('webhook_cursor')
    .select(['tries', 'failing_since'])
    .where('webhook_id', '=', webhook.id)
    .where('lease', '=', webhook.lease)
    .executeTakeFirst();
  if (!state) return;
  const since = state.failing_since ?? now;
  if (status === 410) return pauseFor(services, webhook, 'gone');
  if (now.getTime() - since.getTime() >= patienceDays * 86_400_000)
    return pauseFor(services, webhook, 'failures');
  await services.db
    .updateTable('webhook_cursor')
    .set({
      ...{ tries: state.tries + 1, failing_since: since, due_at: nextTry(state.tries + 1, now) },
      ...{ lease: null, leased_until: null },
    })
    .where('webhook_id', '=', webhook.id)
    .where('lease', '=', webhook.lease)
    .execute();
}

/** Sends no more until its owner lets it go on, and writes to them. */
async function pauseFor(services: Services, webhook: Due, why: Pause): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const at = services.clock();
    const paused = await tx
      .updateTable('webhook')
      .set({ state: 'paused', paused_for: why, pause_reason: null, state_at: at })
      .where('id', '=', webhook.id)
      .where('state', '=', 'active')
      .returning('id')
      .executeTakeFirst();
    await tx
      .updateTable('webhook_cursor')
      .set({ lease: null, leased_until: null })
      .where('webhook_id', '=', webhook.id)
      .execute();
    if (!paused) return;
    await writeToOwner(tx, services, { ...webhook, why, reason: null });
    await appendEvent(tx, {
      ...{ name: 'webhook.paused', actor: system, subject: { kind: 'webhook', id: webhook.id } },
      ...{ facts: { why }, at },
    });
  });
}

/** Tells the owner of a webhook why it sends no more. */
export async function writeToOwner(
  tx: Transaction,
  services: Services,
  webhook: Pick<WebhookRow, 'id' | 'account_id' | 'name'> & {
    readonly why: Pause;
    readonly reason: string | null;
  },
): Promise<void> {
  for (const owner of await reachableOf(tx, [webhook.account_id])) {
    const letter = pausedLetter(services, owner.language, { ...webhook, owner: owner.name });
    const to = [{ accountId: owner.id, address: owner.email }];
    await queueLetter(tx, letter, to, { topic: null, at: services.clock() });
  }
}

/** What was sent long ago is of no use for finding a fault. */
export async function purgeDeliveries({ db, clock }: Services): Promise<void> {
  const before = new Date(clock().getTime() - keptDays * 86_400_000);
  await db.deleteFrom('webhook_delivery').where('at', '<', before).execute();
  await db
    .updateTable('webhook')
    .set({ former_secret: null, former_until: null })
    .where('former_until', '<', clock())
    .execute();
}
