import { sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../platform/database/open.ts';

/** One event of an organisation or an account, ready to be told. */
export interface PastEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly actorKind: string;
  readonly actorName: string | null;
  readonly facts: PastFacts;
  /** The organisation a role's scope names. */
  readonly scopeName: string | null;
  /** To whom a role was lent, or of whom the event tells. */
  readonly deputyName: string | null;
}

const factsShape = z.object({
  role: z.string().optional(),
  by: z.string().optional(),
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  limit: z.string().optional(),
  provider: z.string().optional(),
  proof: z.string().optional(),
  factor: z.string().optional(),
  /** Of whom it tells, by their number; `memberRole`: what they are in the organisation. */
  member: z.number().optional(),
  memberRole: z.string().optional(),
  into: z.string().optional(),
  kind: z.string().optional(),
  successors: z.array(z.string()).optional(),
  fields: z.array(z.string()).optional(),
  sessions: z.array(z.number()).optional(),
  grants: z.array(z.object({ role: z.string() })).optional(),
  changes: z
    .array(
      z.object({
        field: z.string(),
        from: z.string().nullable().optional(),
        to: z.string().nullable().optional(),
      }),
    )
    .optional(),
});
export type PastFacts = z.output<typeof factsShape>;

/** What the sentence about an event of the directory needs of its facts. */
export function pastFacts(kept: unknown): PastFacts {
  return factsShape.parse(kept);
}

/** Events shown at most; older ones stay in the log. */
export const mostEvents = 100;

/** What happened to an organisation, an account or a registration, the newest first. One statement. */
export async function historyOf(
  db: Querying,
  subject: { readonly kind: 'organisation' | 'account' | 'registration'; readonly id: number },
): Promise<PastEvent[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .leftJoin('organisation', (join) =>
      join.on(sql<boolean>`organisation.id = (event.facts ->> 'scopeId')::bigint`),
    )
    .leftJoin('account as deputy', (join) =>
      join.on(sql<boolean>`deputy.id = coalesce(event.facts ->> 'deputy', event.facts ->> 'member')::bigint`),
    )
    .select([
      'event.seq',
      'event.at',
      'event.name',
      'event.actor_kind',
      'event.facts',
      'account.name as actor_name',
      'organisation.name as scope_name',
      'deputy.name as deputy_name',
    ])
    .where('event.subject_kind', '=', subject.kind)
    .where('event.subject_id', '=', String(subject.id))
    .orderBy('event.seq', 'desc')
    .limit(mostEvents)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    name: row.name,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    facts: pastFacts(row.facts),
    scopeName: row.scope_name,
    deputyName: row.deputy_name,
  }));
}
