import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { hasWords } from '../search-words.ts';
import {
  communeKinds,
  type NamedOrganisation,
  type Organisation,
  type OrganisationKind,
} from './organisation.ts';

/** The present day in Vietnam, by the database's clock. */
export const today = sql<string>`(now() at time zone 'Asia/Ho_Chi_Minh')::date`;

export interface OrganisationFilter {
  /** Words of code, names or tax code; diacritics are forgiven. */
  readonly q?: string | undefined;
  /** Any of these kinds; none given, all. */
  readonly kinds?: readonly OrganisationKind[] | undefined;
  /** Only those that exist on this day. */
  readonly on?: LocalDate | null | undefined;
  /** Only those that had ended before this day. */
  readonly endedBefore?: LocalDate | null | undefined;
  readonly withPersons?: boolean | undefined;
}

/** One row of a list. */
export interface OrganisationRow extends Omit<Organisation, 'version'> {}

function filtered(db: Querying, filter: OrganisationFilter) {
  let query = db.selectFrom('organisation');
  const { q, kinds = [], on, endedBefore } = filter;
  if (q) query = query.where(hasWords('organisation.search_text', q));
  if (kinds.length > 0) query = query.where((e) => e('organisation.kind', '=', e.fn.any(e.val([...kinds]))));
  if (filter.withPersons === false) query = query.where('organisation.kind', '<>', 'individual');
  if (on)
    query = query
      .where((e) => e.or([e('valid_from', 'is', null), e('valid_from', '<=', on)]))
      .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', on)]));
  if (endedBefore) query = query.where('valid_to', '<', endedBefore);
  return query;
}

const named = ['organisation.id', 'organisation.code', 'organisation.name'] as const;

function selectRows(db: Querying, filter: OrganisationFilter) {
  return filtered(db, filter)
    .select([
      ...named,
      'organisation.kind',
      'organisation.name_en',
      'organisation.short_name',
      'organisation.tax_code',
      'organisation.valid_from',
      'organisation.valid_to',
      'organisation.confirmed',
      'organisation.source',
      'organisation.illustrative',
      'organisation.version',
    ])
    .select((e) => [
      jsonObjectFrom(
        e
          .selectFrom('organisation as o')
          .select(['o.id', 'o.code', 'o.name'])
          .whereRef('o.id', '=', 'organisation.parent_id'),
      ).as('parent'),
      jsonArrayFrom(
        e
          .selectFrom('organisation_succession as s')
          .innerJoin('organisation as o', 'o.id', 's.predecessor_id')
          .select(['o.id', 'o.code', 'o.name'])
          .whereRef('s.successor_id', '=', 'organisation.id')
          .orderBy('o.code'),
      ).as('predecessors'),
      jsonArrayFrom(
        e
          .selectFrom('organisation_succession as s')
          .innerJoin('organisation as o', 'o.id', 's.successor_id')
          .select(['o.id', 'o.code', 'o.name'])
          .whereRef('s.predecessor_id', '=', 'organisation.id')
          .orderBy('o.code'),
      ).as('successors'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

function organisationOf(row: Row): Organisation {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind as OrganisationKind,
    name: row.name,
    nameEn: row.name_en,
    shortName: row.short_name,
    parent: row.parent,
    taxCode: row.tax_code,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    predecessors: row.predecessors,
    successors: row.successors,
    confirmed: row.confirmed,
    source: row.source,
    illustrative: row.illustrative,
    version: row.version,
  };
}

async function countOf(db: Querying, filter: OrganisationFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** One page of the administrators' list, by name. Two statements. */
export async function pageOfOrganisations(
  db: Querying,
  filter: OrganisationFilter,
  page: { readonly number: number; readonly size: number },
): Promise<{ rows: Organisation[]; total: number }> {
  const rows = await selectRows(db, filter)
    .orderBy(sql`organisation.name collate vi`)
    .orderBy('organisation.id')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute();
  return { rows: rows.map(organisationOf), total: await countOf(db, filter) };
}

/** All organisations a filter leaves, by name, for a file. */
export async function allOrganisations(db: Querying, filter: OrganisationFilter): Promise<Organisation[]> {
  const rows = await selectRows(db, filter)
    .orderBy(sql`organisation.name collate vi`)
    .orderBy('organisation.id')
    .execute();
  return rows.map(organisationOf);
}

/**
 * Organisations as the public may read them, by code: at most `limit` after the code `after`. Persons are left out.
 * `next` is the code to go on after, null at the end. Two statements.
 */
export async function listOrganisations(
  db: Querying,
  filter: {
    readonly q?: string | undefined;
    readonly kind?: OrganisationKind | null | undefined;
    readonly on?: LocalDate | null | undefined;
    readonly limit: number;
    readonly after?: string | null | undefined;
  },
): Promise<{ items: OrganisationRow[]; total: number; next: string | null }> {
  const { limit, after, kind, ...wanted } = filter;
  const narrowed = { ...wanted, kinds: kind ? [kind] : [], withPersons: false };
  let query = selectRows(db, narrowed);
  if (after) query = query.where('organisation.code', '>', after);
  const rows = await query
    .orderBy('organisation.code')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(organisationOf);
  return {
    items,
    total: await countOf(db, narrowed),
    next: rows.length > limit ? (items.at(-1)?.code ?? null) : null,
  };
}

/** The organisation with this code for those who may read the directory. Throws `not_found`. */
export async function findOrganisation(db: Querying, code: string): Promise<Organisation> {
  const row = await selectRows(db, {}).where('organisation.code', '=', code).executeTakeFirst();
  if (!row) throw notFound();
  return organisationOf(row);
}

/** The organisation with this code as the public may read it; a person is not found. */
export async function findPublicOrganisation(db: Querying, code: string): Promise<OrganisationRow> {
  const row = await selectRows(db, { withPersons: false })
    .where('organisation.code', '=', code)
    .executeTakeFirst();
  if (!row) throw notFound();
  return organisationOf(row);
}

/** A commune or ward of today, for choosing a place. */
export interface Commune extends NamedOrganisation {
  readonly nameEn: string | null;
  readonly kind: OrganisationKind;
}

/** The communes and wards of today, by name. */
export async function communes(db: Querying): Promise<Commune[]> {
  const rows = await filtered(db, {})
    .select([...named, 'name_en', 'kind'])
    .where((e) => e('kind', '=', e.fn.any(e.val([...communeKinds]))))
    .where((e) => e.or([e('valid_from', 'is', null), e('valid_from', '<=', today)]))
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', today)]))
    .orderBy(sql`name collate vi`)
    .execute();
  return rows.map(({ id, code, name, name_en, kind }) => ({
    id,
    code,
    name,
    nameEn: name_en,
    kind: kind as OrganisationKind,
  }));
}

/** Organisations of today except persons, by name, for choosing one. */
export async function organisationChoices(db: Querying): Promise<NamedOrganisation[]> {
  return filtered(db, { withPersons: false })
    .select(named)
    .where((e) => e.or([e('valid_from', 'is', null), e('valid_from', '<=', today)]))
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', today)]))
    .orderBy(sql`name collate vi`)
    .execute();
}

/** How many open accounts belong to an organisation. */
export async function countAccountsOf(db: Querying, organisationId: number): Promise<number> {
  const { count } = await db
    .selectFrom('account')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Organisations whose names come nearest to what was typed, for a message that helps. */
export async function nearestOrganisations(db: Querying, typed: string): Promise<NamedOrganisation[]> {
  return db
    .selectFrom('organisation')
    .select(named)
    .where(sql<boolean>`word_similarity(vn_norm(${typed}), search_text) > 0.3`)
    .orderBy(sql`word_similarity(vn_norm(${typed}), search_text)`, 'desc')
    .orderBy('id')
    .limit(3)
    .execute();
}
