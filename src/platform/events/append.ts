import { sql } from 'kysely';
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
  return appendEvents(tx, [event]);
}

/** Rows of one INSERT: a parameter of its text stays some hundred kilobytes long. */
const atOnce = 1_000;

/**
 * Appends events in this order, with as many statements for one as for a thousand. Returns the last number; where there is
 * nothing to append it locks nothing, and returns 0.
 */
export async function appendEvents(tx: Transaction, events: readonly NewEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const head = await tx
    .selectFrom('event_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  let { seq, hash } = head;
  const rows = events.map((event) => {
    const sealed = {
      seq: seq + 1,
      at: event.at,
      name: event.name,
      actor_kind: event.actor.kind,
      actor_account: event.actor.kind === 'account' ? event.actor.id : null,
      subject_kind: event.subject.kind,
      subject_id: String(event.subject.id),
      facts: event.facts ?? {},
      request_id: event.requestId ?? null,
      previous_hash: hash,
    };
    seq = sealed.seq;
    hash = eventHash(sealed);
    return { ...sealed, previous_hash: asBytea(sealed.previous_hash), hash: asBytea(hash) };
  });
  // as one value: a text that grew with the list would be another prepared statement for each length
  for (let from = 0; from < rows.length; from += atOnce)
    await sql`with appended as (insert into event select * from jsonb_populate_recordset(null::event,
        ${JSON.stringify(rows.slice(from, from + atOnce))}::jsonb))
      update event_head set seq = ${seq}, hash = ${hash}`.execute(tx);
  const personal = events.flatMap((event, index) =>
    Object.entries(event.personal ?? {}).map(([field, value]) => ({
      event_seq: head.seq + 1 + index,
      field,
      value,
    })),
  );
  if (personal.length > 0)
    await sql`insert into event_personal (event_seq, field, value) select * from unnest(
      ${personal.map(({ event_seq }) => event_seq)}::bigint[],
      ${personal.map(({ field }) => field)}::text[],
      ${personal.map(({ value }) => value)}::text[])`.execute(tx);
  return seq;
}

function asBytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
