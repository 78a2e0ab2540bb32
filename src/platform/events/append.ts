import type { Actor } from '../../kernel/actor.ts';
import type { Transaction } from '../database/open.ts';
import { eventHash, type Facts } from './chain.ts';

/** What happened: noun + past verb, the thing it happened to, and ids and facts of work; never personal values. */
export interface NewEvent {
  readonly name: `${string}.${string}`;
  readonly actor: Actor;
  readonly subject: { readonly kind: string; readonly id: number | string };
  readonly facts?: Facts;
  /** Values that name or locate a person (an address, a typed e-mail): kept beside the chain and erasable. */
  readonly personal?: Readonly<Record<string, string>>;
  readonly at: Date;
  readonly requestId?: string | undefined;
}

/**
 * Appends one event to the chain, as the last statement of a command's transaction: it locks the head of the chain
 * until commit, so that events stand in the order in which their commands took effect. Returns its number.
 */
export async function appendEvent(tx: Transaction, event: NewEvent): Promise<number> {
  const head = await tx
    .selectFrom('event_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const row = {
    seq: head.seq + 1,
    at: event.at,
    name: event.name,
    actor_kind: event.actor.kind,
    actor_account: event.actor.kind === 'account' ? event.actor.id : null,
    subject_kind: event.subject.kind,
    subject_id: String(event.subject.id),
    facts: event.facts ?? {},
    request_id: event.requestId ?? null,
    previous_hash: head.hash,
  };
  const hash = eventHash(row);
  await tx
    .insertInto('event')
    .values({ ...row, facts: JSON.stringify(row.facts), hash })
    .execute();
  await tx.updateTable('event_head').set({ seq: row.seq, hash }).execute();
  const personal = Object.entries(event.personal ?? {});
  if (personal.length > 0) {
    await tx
      .insertInto('event_personal')
      .values(personal.map(([field, value]) => ({ event_seq: row.seq, field, value })))
      .execute();
  }
  return row.seq;
}
