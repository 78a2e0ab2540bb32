import { sql } from 'kysely';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import type { Reply } from './post.ts';
import { openSecret, signedHeaders } from './secret.ts';

export type DeliveryKind = 'change' | 'again' | 'test' | 'verification';

export async function lockWebhook(tx: Transaction, id: number) {
  const webhook = await tx
    .selectFrom('webhook')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!webhook) throw notFound();
  return webhook;
}
export type WebhookRow = Awaited<ReturnType<typeof lockWebhook>>;

/** The secrets that sign now: the new one first, the former one as long as both do; null where they cannot be opened. */
export function secretsOf(
  { config, clock }: Services,
  {
    secret,
    former_secret: former,
    former_until: until,
  }: Pick<WebhookRow, 'secret' | 'former_secret' | 'former_until'>,
): Buffer[] | null {
  const present = openSecret(config, secret);
  if (!present) return null;
  const also = former && until && until > clock() ? openSecret(config, former) : null;
  return also ? [present, also] : [present];
}

/** A message as it is posted. */
export function messageTo(
  services: Services,
  { url, secrets }: { readonly url: string; readonly secrets: readonly Buffer[] },
  { id, body }: { readonly id: string; readonly body: string },
) {
  const headers = signedHeaders(secrets, { id, at: services.clock(), body });
  return { url: new URL(url), headers, body };
}

/** Writes down what was sent and what came back. */
export async function logDelivery(
  db: Querying,
  sent: {
    readonly webhookId: number;
    readonly kind: DeliveryKind;
    readonly messageId: string;
    readonly seq: number | null;
    readonly code: string | null;
    readonly at: Date;
    readonly reply: Reply;
  },
): Promise<void> {
  const { webhookId, kind, messageId, seq, code, at, reply } = sent;
  await db
    .insertInto('webhook_delivery')
    .values({
      ...{ webhook_id: webhookId, kind, message_id: messageId, seq, code, at },
      ...{ status: reply.status, ms: reply.ms, failure: reply.failure },
    })
    .execute();
}

/** Begins to tell of what comes from now on, unless it is known how far a webhook was told. */
export async function beginCursor(tx: Transaction, webhookId: number, at: Date): Promise<void> {
  await sql`insert into webhook_cursor (webhook_id, seq, due_at)
    select ${webhookId}, seq, ${at} from event_head
    on conflict (webhook_id) do update set due_at = excluded.due_at, tries = 0, failing_since = null`.execute(
    tx,
  );
}
