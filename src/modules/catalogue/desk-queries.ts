import { sql } from 'kysely';
import type { AccountActor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type ListedEdition, listEditions } from './edition-queries.ts';
import { readKind } from './edition-store.ts';
import { type ListedImport, openImports } from './import-store.ts';
import { publicEntry } from './paths.ts';
import { can } from './policy.ts';
import { type UnsavedEntry, unsavedBy } from './working-copy.ts';

/** What of the catalogue waits for a person. Lists are empty where they have no part in them. */
export interface DeskWork {
  readonly drafts: readonly ListedEdition[];
  readonly imports: readonly ListedImport[];
  readonly unsaved: readonly UnsavedEntry[];
  /** Published entries that name the person's organisation. */
  readonly ofMyOrganisation: readonly OwnEntry[];
  readonly published: number;
}

export interface OwnEntry {
  readonly code: string;
  readonly title: string;
  readonly path: string;
  readonly role: string;
  readonly illustrative: boolean;
}

/** Six statements at most. */
export async function deskOf(db: Querying, actor: AccountActor): Promise<DeskWork> {
  const reads = can(actor, 'read', null);
  const filters = { text: '', kind: null, state: 'draft', page: 1 } as const;
  return {
    drafts: reads ? (await listEditions(db, actor, filters)).rows : [],
    imports: can(actor, 'edit', null) ? await openImports(db, null) : [],
    unsaved: can(actor, 'edit', null) ? await unsavedBy(db, actor.id) : [],
    ofMyOrganisation: actor.organisationId === null ? [] : await entriesNaming(db, actor.organisationId),
    published: await publishedEntries(db),
  };
}

async function publishedEntries(db: Querying): Promise<number> {
  const row = await db
    .selectFrom('entry')
    .select((one) => one.fn.countAll<number>().as('entries'))
    .where('published_at', 'is not', null)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.entries;
}

async function entriesNaming(db: Querying, organisationId: number): Promise<OwnEntry[]> {
  const rows = await db
    .selectFrom('entry')
    .innerJoin('entry_organisation as named', 'named.entry_id', 'entry.id')
    .select([
      'entry.kind',
      'entry.code',
      'entry.illustrative',
      sql<string>`left(entry.title, 300)`.as('title'),
    ])
    .select(sql<string>`min(named.role)`.as('role'))
    .where('named.organisation_id', '=', organisationId)
    .where('entry.published_at', 'is not', null)
    .where('entry.removed_at', 'is', null)
    .groupBy('entry.id')
    .orderBy('entry.published_at', 'desc')
    .orderBy('entry.code')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    code: row.code,
    title: row.title,
    path: publicEntry(readKind(row.kind), row.code),
    role: row.role,
    illustrative: row.illustrative,
  }));
}
