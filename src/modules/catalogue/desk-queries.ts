import { sql } from 'kysely';
import type { AccountActor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Querying } from '../../platform/database/open.ts';
import { type Edition, editionStates, isUnderWay } from './edition.ts';
import { type ListedEdition, pageOfEditions } from './edition-queries.ts';
import { readKind } from './edition-store.ts';
import { type ListedImport, openImports } from './import-store.ts';
import { type AnsweredNote, answeredTo } from './notes/queries.ts';
import { publicEntry } from './paths.ts';
import { can, looksAsInspector, stepsFor } from './policy.ts';
import { isPublic } from './public-entry.ts';
import { answersAny } from './questions/policy.ts';
import { questionsWaiting, type WaitingQuestions } from './questions/queries.ts';
import { type UnsavedEntry, unsavedBy } from './working-copy.ts';

/** What of the catalogue waits for a person. Lists are empty where they have no part in them. */
export interface DeskWork {
  /** Editions whose next step is the person's: to look at, to approve, to correct. */
  readonly waiting: readonly ListedEdition[];
  readonly drafts: readonly ListedEdition[];
  /** Editions on their way whose next step is somebody else's. */
  readonly onTheirWay: readonly ListedEdition[];
  readonly imports: readonly ListedImport[];
  readonly unsaved: readonly UnsavedEntry[];
  /** Internal notes the person takes part in, answered by somebody else and not settled. */
  readonly answered: readonly AnsweredNote[];
  /** Published entries that name the person's organisation. */
  readonly ofMyOrganisation: readonly OwnEntry[];
  /** Questions of the public that the person is to answer. */
  readonly questions: WaitingQuestions;
  readonly published: number;
}

export interface OwnEntry {
  readonly code: string;
  readonly title: string;
  readonly path: string;
  readonly role: string;
  readonly illustrative: boolean;
}

const beforePublication = editionStates.filter((state) => isUnderWay({ state }));

/** A step forward is theirs; a draft waits for nobody before it is handed up. */
function waitsFor(actor: AccountActor, edition: Edition): boolean {
  const forward =
    edition.state === 'returned' ? 'submit' : edition.state === 'with_head' ? 'forward' : 'publish';
  return edition.state !== 'draft' && stepsFor(actor, edition).includes(forward);
}

/** Seven statements at most. */
export async function deskOf(db: Querying, actor: AccountActor, today: LocalDate): Promise<DeskWork> {
  const reads = can(actor, 'read', null);
  const filters = { text: '', kind: null, states: beforePublication, page: 1 };
  const unpublished = reads ? await pageOfEditions(db, actor, filters) : [];
  const waiting = unpublished.filter(({ edition }) => waitsFor(actor, edition));
  const drafts = unpublished.filter(({ edition }) => edition.state === 'draft');
  return {
    waiting,
    drafts: can(actor, 'edit', null) || looksAsInspector(actor) ? drafts : [],
    onTheirWay: unpublished.filter((one) => !waiting.includes(one) && !drafts.includes(one)),
    imports: can(actor, 'edit', null) ? await openImports(db, null) : [],
    unsaved: can(actor, 'edit', null) ? await unsavedBy(db, actor) : [],
    answered: can(actor, 'note', null) ? await answeredTo(db, actor) : [],
    ofMyOrganisation: actor.organisationId === null ? [] : await entriesNaming(db, actor.organisationId),
    questions: answersAny(actor) ? await questionsWaiting(db, actor, today) : { rows: [], total: 0, late: 0 },
    published: await publishedEntries(db),
  };
}

async function publishedEntries(db: Querying): Promise<number> {
  const row = await db
    .selectFrom('entry')
    .innerJoin('edition', 'edition.id', 'entry.edition_id')
    .select((one) => one.fn.countAll<number>().as('entries'))
    .where(isPublic)
    .executeTakeFirstOrThrow();
  return row.entries;
}

async function entriesNaming(db: Querying, organisationId: number): Promise<OwnEntry[]> {
  const rows = await db
    .selectFrom('entry')
    .innerJoin('edition', 'edition.id', 'entry.edition_id')
    .innerJoin('entry_organisation as named', 'named.entry_id', 'entry.id')
    .select([
      'entry.kind',
      'entry.code',
      'entry.illustrative',
      sql<string>`left(entry.title, 300)`.as('title'),
    ])
    .select(sql<string>`min(named.role)`.as('role'))
    .where('named.organisation_id', '=', organisationId)
    .where(isPublic)
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
