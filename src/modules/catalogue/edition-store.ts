import { type Selectable, sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import type { DB } from '../../platform/database/tables.ts';
import { seenBy } from './confidential/seen.ts';
import { codeDigits, type Edition, editionStates, type Span } from './edition.ts';
import { catalogueKinds } from './entry.ts';
import { contactInput } from './inputs.ts';

type EditionRow = Selectable<DB['edition']>;

function oneOf<Known extends string>(known: readonly Known[], stored: string): Known {
  const found = known.find((value) => value === stored);
  if (!found) throw new Error(`“${stored}” is not one of ${known.join(', ')}`);
  return found;
}

export function readKind(stored: string): Edition['kind'] {
  return oneOf(catalogueKinds, stored);
}

export function spanOf(row: Pick<EditionRow, 'year' | 'period_from' | 'period_to'>): Span {
  if (row.year !== null) return { year: row.year };
  return { from: row.period_from ?? 0, to: row.period_to ?? 0 };
}

export function spanColumns(span: Span): Pick<EditionRow, 'year' | 'period_from' | 'period_to'> {
  return 'year' in span
    ? { year: span.year, period_from: null, period_to: null }
    : { year: null, period_from: span.from, period_to: span.to };
}

export function readEdition(row: EditionRow): Edition {
  return {
    id: row.id,
    kind: readKind(row.kind),
    span: spanOf(row),
    code: row.code,
    title: row.title,
    titleEn: row.title_en,
    documentId: row.document_id,
    contact: contactInput.parse(row.contact),
    state: oneOf(editionStates, row.state),
    publishAt: row.publish_at,
    publishedAt: row.published_at,
    withdrawal:
      row.withdrawn_at && row.withdrawal_note
        ? {
            at: row.withdrawn_at,
            note: { vi: row.withdrawal_note, en: row.withdrawal_note_en ?? row.withdrawal_note },
          }
        : null,
    reopening:
      row.reopened_at && row.reopening_note
        ? {
            at: row.reopened_at,
            note: { vi: row.reopening_note, en: row.reopening_note_en ?? row.reopening_note },
          }
        : null,
    replacesId: row.replaces_id,
    supersededAt: row.superseded_at,
    amends:
      row.amends_id === null
        ? null
        : {
            editionId: row.amends_id,
            no: row.amendment_no ?? 0,
            reason: row.reason ?? '',
            newName: row.new_title === null ? null : { title: row.new_title, titleEn: row.new_title_en },
          },
    illustrative: row.illustrative,
    source: row.source,
    nextOrdinal: row.next_ordinal,
    version: row.version,
    updatedAt: row.updated_at,
  };
}

export async function findEdition(db: Querying, id: number): Promise<Edition> {
  const row = Number.isSafeInteger(id)
    ? await db.selectFrom('edition').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readEdition(row);
}

/** The edition of an entry that the actor may see. Throws not_found. */
export async function editionOfEntry(db: Querying, actor: Actor, entryId: number): Promise<Edition> {
  const row = Number.isSafeInteger(entryId)
    ? await db
        .selectFrom('edition')
        .innerJoin('entry', 'entry.edition_id', 'edition.id')
        .selectAll('edition')
        .where('entry.id', '=', entryId)
        .where(seenBy(actor))
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readEdition(row);
}

/** Every command on an edition or its entries takes this lock first, so that codes are given one at a time. */
export async function lockEdition(tx: Transaction, id: number): Promise<Edition> {
  const row = Number.isSafeInteger(id)
    ? await tx.selectFrom('edition').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return readEdition(row);
}

export async function findEditionByCode(db: Querying, code: string): Promise<Edition | null> {
  const row = await db.selectFrom('edition').selectAll().where('code', '=', code).executeTakeFirst();
  return row ? readEdition(row) : null;
}

/** Closes gaps and gives codes anew in printed order; only ever on a draft. */
export async function renumber(tx: Transaction, edition: Edition): Promise<void> {
  const { rows } = await renumbering(edition).execute(tx);
  await tx
    .updateTable('edition')
    .set({ next_ordinal: (rows[0]?.entries ?? 0) + 1 })
    .where('id', '=', edition.id)
    .execute();
}

function renumbering(edition: Edition) {
  // seen or not: an edition is numbered as a whole
  return sql<{ entries: number }>`
    with placed as (
      select id, row_number() over (order by ordinal) as place
      from entry where edition_id = ${edition.id} and removed_at is null
    ), moved as (
      update entry set ordinal = placed.place, code = ${codePrefix(edition)} || ${padded(edition)}
      from placed where entry.id = placed.id
        and (entry.ordinal, entry.code) is distinct from (placed.place, ${codePrefix(edition)} || ${padded(edition)})
    )
    select count(*) as entries from placed`;
}

const codePrefix = (edition: Edition) => sql`${`${edition.code}-`}::text`;
const padded = (edition: Edition) =>
  sql`lpad(placed.place::text, greatest(${codeDigits(edition.kind)}::int, length(placed.place::text)), '0')`;
