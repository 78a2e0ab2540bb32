import { sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../platform/database/open.ts';

/** One thing that happened to a document. */
export interface DocumentEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  /** Name of the person; null for the product itself. */
  readonly who: string | null;
  /** Whose deputy did it. */
  readonly onBehalfOf: string | null;
  readonly fields: readonly string[];
  readonly published: boolean;
  readonly file: boolean;
}

const facts = z
  .object({
    fields: z.array(z.string()).default([]),
    published: z.boolean().default(false),
    file: z.string().nullable().default(null),
  })
  .catch({ fields: [], published: false, file: null });

/** What the sentence about an event of a document needs of its facts. */
export function documentFacts(kept: unknown): Pick<DocumentEvent, 'fields' | 'published' | 'file'> {
  const { fields, published, file } = facts.parse(kept);
  return { fields, published, file: file !== null };
}

const mostEvents = 200;

/** The newest 200 events of a document, newest first. */
export async function documentHistory(db: Querying, id: number): Promise<readonly DocumentEvent[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .leftJoin('account as principal', (join) =>
      join.on(sql<boolean>`principal.id = (event.facts->>'onBehalfOf')::bigint`),
    )
    .select(['event.seq', 'event.at', 'event.name', 'event.facts', 'account.name as who'])
    .select('principal.name as onBehalfOf')
    .where('subject_kind', '=', 'document')
    .where('subject_id', '=', String(id))
    .orderBy('event.seq', 'desc')
    .limit(mostEvents)
    .execute();
  return rows.map(({ facts: kept, ...row }) => ({ ...row, ...documentFacts(kept) }));
}
