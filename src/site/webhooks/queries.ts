import { sql } from 'kysely';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import { vnNorm } from '../../platform/search/index.ts';
import type { PostFailure } from './post.ts';
import type { DeliveryKind } from './store.ts';
import type { Pause, WebhookState } from './webhook.ts';

/** A webhook as people see it: without its secret. */
export interface ShownWebhook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly events: readonly string[];
  readonly sectors: readonly string[];
  readonly state: WebhookState;
  readonly pausedFor: Pause | null;
  readonly pauseReason: string | null;
  readonly stateAt: Date;
  readonly createdAt: Date;
  readonly formerUntil: Date | null;
  readonly ownerId: number;
  readonly owner: string;
  readonly ownerEmail: string;
  /** null: it is not known how far it was told, as after a restore. */
  readonly seq: number | null;
  readonly tries: number;
  readonly dueAt: Date | null;
  readonly failingSince: Date | null;
  /** When a change was last taken. */
  readonly lastTaken: Date | null;
}

const columns = sql`w.id, w.name, w.url, w.kinds, w.events, w.sectors, w.state, w.paused_for as "pausedFor",
  w.pause_reason as "pauseReason", w.state_at as "stateAt", w.created_at as "createdAt",
  w.former_until as "formerUntil", a.id as "ownerId", a.name as owner, a.email as "ownerEmail", c.seq,
  coalesce(c.tries, 0) as tries, c.due_at as "dueAt", c.failing_since as "failingSince",
  (select max(d.at) from webhook_delivery d where d.webhook_id = w.id and d.kind = 'change' and d.failure is null)
    as "lastTaken"`;
const tables = sql`join account a on a.id = w.account_id left join webhook_cursor c on c.webhook_id = w.id`;

/** One's own. One statement. */
export async function myWebhooks(db: Querying, accountId: number): Promise<ShownWebhook[]> {
  const { rows } = await sql<ShownWebhook>`
    select ${columns} from webhook w ${tables} where w.account_id = ${accountId} order by w.id`.execute(db);
  return rows;
}

/** Throws `not_found`; for anybody else's as well where `accountId` is given. One statement. */
export async function webhookOf(db: Querying, id: number, accountId?: number): Promise<ShownWebhook> {
  const own = accountId === undefined ? sql`true` : sql`w.account_id = ${accountId}`;
  const { rows } = await sql<ShownWebhook>`
    select ${columns} from webhook w ${tables} where w.id = ${id} and ${own}`.execute(db);
  const [webhook] = rows;
  if (!webhook) throw notFound();
  return webhook;
}

export interface Delivery {
  readonly id: number;
  readonly kind: DeliveryKind;
  readonly messageId: string;
  readonly seq: number | null;
  readonly code: string | null;
  readonly at: Date;
  readonly status: number | null;
  readonly ms: number;
  readonly failure: PostFailure | null;
}

export const deliveriesPerPage = 30;

/** What was sent, the latest first. One statement. */
export async function deliveriesOf(
  db: Querying,
  id: number,
  page: number,
): Promise<{ readonly deliveries: readonly Delivery[]; readonly total: number }> {
  const { rows } = await sql<Delivery & { total: number }>`
    select id, kind, message_id as "messageId", seq, code, at, status, ms, failure, count(*) over ()::int as total
    from webhook_delivery where webhook_id = ${id}
    order by id desc limit ${deliveriesPerPage} offset ${(page - 1) * deliveriesPerPage}`.execute(db);
  return { deliveries: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export const webhooksPerPage = 30;
/** More words than anybody looks for. */
const mostWords = 8;

export interface WebhookListQuery {
  readonly q: string;
  readonly state: WebhookState | null;
  readonly page: number;
}

/** All webhooks, the newest first; words are looked for in name, address and owner. One statement. */
export async function listWebhooks(
  db: Querying,
  { q, state, page }: WebhookListQuery,
): Promise<{ readonly rows: readonly ShownWebhook[]; readonly total: number }> {
  // what is typed is never a pattern itself
  const words = vnNorm(q).split(/\s+/).filter(Boolean).slice(0, mostWords);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await sql<ShownWebhook & { total: number }>`
    select ${columns}, w.total from (
      select w.*, count(*) over ()::int as total from webhook w join account a on a.id = w.account_id
      where vn_norm(w.name || ' ' || w.url || ' ' || a.name || ' ' || a.email) like all (${patterns}::text[])
        and ${state === null ? sql`true` : sql`w.state = ${state}`}
      order by w.id desc limit ${webhooksPerPage} offset ${(page - 1) * webhooksPerPage}) w
    ${tables} order by w.id desc`.execute(db);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
