import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
import { eventHash, type Facts, origin } from '../../platform/events/chain.ts';
import { type ToldEvent, toldEvents } from './told.ts';

/** A value that names or locates a person, kept beside the chain. */
export interface PersonalValue {
  readonly field: string;
  /** Null where it was erased, or never known. */
  readonly value: string | null;
}

/** One event with all that is known of it. */
export interface WholeEvent {
  readonly told: ToldEvent;
  readonly facts: Facts;
  readonly requestId: string | null;
  readonly personal: readonly PersonalValue[];
  /** Hexadecimal. */
  readonly hash: string;
  readonly previousHash: string;
  /** Whether its hash is that of what it says, and follows from the event before. */
  readonly fits: boolean;
  /** What happened to the same thing just before and just after. */
  readonly before: ToldEvent | null;
  readonly after: ToldEvent | null;
  /** Whether the log goes on after it. */
  readonly isLast: boolean;
}

/** An event by its number, or null. Three statements. */
export async function wholeEvent(db: Querying, actor: Actor, seq: number): Promise<WholeEvent | null> {
  const sealed = await db
    .selectFrom('event')
    .selectAll()
    .where('seq', '>=', seq - 1)
    .where('seq', '<=', seq + 1)
    .execute();
  const event = sealed.find((row) => row.seq === seq);
  if (!event) return null;
  const { hash, ...rest } = event;
  const facts = event.facts as Facts;
  const told = await toldEvents(db, actor, withNeighbours(seq));
  const own = told.find((one) => one.seq === seq);
  if (!own) return null;
  const earlier = sealed.find((row) => row.seq === seq - 1)?.hash ?? (seq === 1 ? origin : null);
  return {
    // hash and place in the chain stay provable; what it says of an entry not for these eyes does not show
    ...{ told: own, facts: own.withheld ? {} : facts, requestId: event.request_id },
    personal: await personalOf(db, seq, event.name, facts),
    hash: hash.toString('hex'),
    previousHash: event.previous_hash.toString('hex'),
    fits:
      eventHash({ ...rest, facts }).equals(hash) && earlier !== null && event.previous_hash.equals(earlier),
    before: told.find((one) => one.seq < seq) ?? null,
    after: told.find((one) => one.seq > seq) ?? null,
    isLast: !sealed.some((row) => row.seq === seq + 1),
  };
}

function withNeighbours(seq: number) {
  const near = (least: boolean) => sql`(
    select neighbour.seq from event as neighbour
    where neighbour.subject_kind = this.subject_kind and neighbour.subject_id = this.subject_id
      and ${least ? sql`neighbour.seq > this.seq` : sql`neighbour.seq < this.seq`}
    order by ${least ? sql`neighbour.seq` : sql`neighbour.seq desc`} limit 1)`;
  return sql`select event.* from event as this
    join event on event.seq in (this.seq, ${near(false)}, ${near(true)}) where this.seq = ${seq}`;
}

/** What events of these names may have beside them. */
const beside: Readonly<Record<string, readonly string[]>> = {
  'session.started': ['address', 'agent'],
  'sign_in.refused': ['email', 'address', 'agent'],
};

async function personalOf(
  db: Querying,
  seq: number,
  name: string,
  facts: Facts,
): Promise<readonly PersonalValue[]> {
  const kept = await db
    .selectFrom('event_personal')
    .select(['field', 'value'])
    .where('event_seq', '=', seq)
    .orderBy('field')
    .execute();
  const expected = facts.words === true ? ['words'] : (beside[name] ?? []);
  const gone = expected.filter((field) => !kept.some((one) => one.field === field));
  return [...kept, ...gone.map((field) => ({ field, value: null }))];
}
