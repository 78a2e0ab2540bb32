import { sql } from 'kysely';
import { z } from 'zod';
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
  readonly ofMyOrganisation: OwnEntries;
  /** Questions of the public that the person is to answer. */
  readonly questions: WaitingQuestions;
  readonly published: number;
}

export interface OwnEntry {
  readonly code: string;
  readonly title: string;
  readonly path: string;
  readonly illustrative: boolean;
  /** Questions that wait for the organisation's answer. */
  readonly questions: number;
  /** When what the public reads last changed. */
  readonly changedAt: Date | null;
}

/** Those with something to do first, then those that changed last; the others stand in the lists. */
export interface OwnEntries {
  readonly rows: readonly OwnEntry[];
  readonly total: number;
  /** Those it leads or needs, by which the public lists can be narrowed. */
  readonly led: { readonly problems: number; readonly needs: number };
  /** Of the organisation. */
  readonly code: string;
}

const noEntries: OwnEntries = { rows: [], total: 0, led: { problems: 0, needs: 0 }, code: '' };

/** Entries that name the person's organisation, on the desk. */
const mostOwnEntries = 5;

const beforePublication = editionStates.filter((state) => isUnderWay({ state }));

/** A step forward is theirs; a draft waits for nobody before it is handed up. */
function waitsFor(actor: AccountActor, edition: Edition): boolean {
  const forward =
    edition.state === 'returned' ? 'submit' : edition.state === 'with_head' ? 'forward' : 'publish';
  return edition.state !== 'draft' && stepsFor(actor, edition).includes(forward);
}

/** Six statements at most. */
export async function deskOf(db: Querying, actor: AccountActor, today: LocalDate): Promise<DeskWork> {
  const reads = can(actor, 'read', null);
  const filters = { text: '', kind: null, states: beforePublication, page: 1 };
  const unpublished = reads ? await pageOfEditions(db, actor, filters) : [];
  const waiting = unpublished.filter(({ edition }) => waitsFor(actor, edition));
  const drafts = unpublished.filter(({ edition }) => edition.state === 'draft');
  const { own, published } = await publicEntries(db, actor.organisationId);
  return {
    waiting,
    drafts: can(actor, 'edit', null) || looksAsInspector(actor) ? drafts : [],
    onTheirWay: unpublished.filter((one) => !waiting.includes(one) && !drafts.includes(one)),
    imports: can(actor, 'edit', null) ? await openImports(db, null) : [],
    unsaved: can(actor, 'edit', null) ? await unsavedBy(db, actor) : [],
    answered: can(actor, 'note', null) ? await answeredTo(db, actor) : [],
    ofMyOrganisation: own,
    questions: answersAny(actor) ? await questionsWaiting(db, actor, today) : { rows: [], total: 0, late: 0 },
    published,
  };
}

const ownEntryRow = z.object({
  ...{
    code: z.string(),
    title: z.string(),
    kind: z.string(),
    illustrative: z.boolean(),
    questions: z.number(),
  },
  changedAt: z.coerce.date().nullable(),
});

/** Public entries that name an organisation, and how many are public at all. One statement. */
async function publicEntries(
  db: Querying,
  organisationId: number | null,
): Promise<{ readonly own: OwnEntries; readonly published: number }> {
  const id = organisationId ?? 0;
  const { rows } = await sql<{
    published: number;
    total: number;
    problems: number;
    needs: number;
    code: string | null;
    first: unknown;
  }>`
    with mine as (
      select entry.id, entry.kind, entry.code, left(entry.title, 300) as title, entry.illustrative,
        (select count(*) from question where question.entry_id = entry.id and question.state = 'waiting'
          and question.holder_id = ${id})::int as questions,
        (select max(from_at) from entry_version said where said.entry_id = entry.id) as changed_at,
        exists (select 1 from entry_organisation lead where lead.entry_id = entry.id
          and lead.organisation_id = ${id} and lead.role in ('lead', 'in_need')) as led
      from entry join edition on edition.id = entry.edition_id
      where ${isPublic} and entry.id in (select entry_id from entry_organisation where organisation_id = ${id})
    )
    select (select count(*) from entry join edition on edition.id = entry.edition_id where ${isPublic})::int as published,
      (select count(*) from mine)::int as total,
      (select count(*) from mine where led and kind = 'problems')::int as problems,
      (select count(*) from mine where led and kind = 'needs')::int as needs,
      (select o.code from organisation o where o.id = ${id}) as code,
      (select json_agg(json_build_object('code', code, 'title', title, 'kind', kind, 'illustrative', illustrative,
          'questions', questions, 'changedAt', changed_at) order by questions > 0 desc, changed_at desc nulls last, id desc)
        from (select * from mine order by questions > 0 desc, changed_at desc nulls last, id desc
          limit ${mostOwnEntries}) shown) as first`.execute(db);
  const [row] = rows;
  if (!row) return { own: noEntries, published: 0 };
  const shown = z.array(ownEntryRow).parse(row.first ?? []);
  return {
    published: row.published,
    own: {
      ...{ total: row.total, code: row.code ?? '' },
      led: { problems: row.problems, needs: row.needs },
      rows: shown.map(({ kind, ...entry }) => ({ ...entry, path: publicEntry(readKind(kind), entry.code) })),
    },
  };
}
