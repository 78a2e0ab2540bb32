import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { CatalogueKind } from './entry.ts';
import { codesMeant } from './public-code.ts';
import { openOn } from './versions/stood.ts';

export const pastPerPage = 20;

/** What became of an entry that is in force no longer, while its address still answers. */
export type Became = 'superseded' | 'withdrawn' | 'taken_out' | 'merged' | 'split';

/** An entry in force no longer, as it last stood. */
export interface PastEntry {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly illustrative: boolean;
  readonly edition: string;
  readonly became: Became;
  /** The edition that replaced its own; null where none has. */
  readonly by: string | null;
  /** Codes of the entries in force in which it lives on. */
  readonly heirs: readonly string[];
}

export interface PastPage {
  readonly items: readonly PastEntry[];
  readonly total: number;
}

const successor = sql`(select later.code from edition later
  where later.replaces_id = edition.id and later.state in ('published', 'superseded') limit 1)`;

/** Of an entry: those in force that took it over, as codes. */
const heirs = sql`array(select heir.code from entry_successors(entry.id) as next (id) join entry heir on heir.id = next.id
  join edition its on its.id = heir.edition_id
  where heir.published_at is not null and heir.removed_at is null and not heir.confidential and its.state = 'published'
  order by heir.code)`;

/**
 * Entries that are called as somebody typed, however a code is separated, and in force no longer: of superseded or
 * withdrawn editions, and those taken out, with what became of them. One statement, none where no code was typed.
 */
export async function pastEntriesCalled(
  db: Querying,
  typed: string,
  kind: CatalogueKind | null = null,
): Promise<readonly PastEntry[]> {
  const codes = codesMeant(typed.trim());
  if (codes.length === 0) return [];
  const { rows } = await sql<PastEntry>`
    select entry.kind, entry.code, entry.title, entry.title_en as "titleEn", entry.illustrative, edition.code as edition,
      case when edition.state = 'withdrawn' then 'withdrawn'
        when entry.removed_at is not null then coalesce((select s.kind from entry_succession s
          where s.from_entry_id = entry.id and s.public_at is not null and not s.stays limit 1), 'taken_out')
        else 'superseded' end as became, ${successor} as by, ${heirs} as heirs
    from entry join edition on edition.id = entry.edition_id
    where entry.code = any(${codes}) and (${kind}::text is null or entry.kind = ${kind}) and not entry.confidential
      and entry.published_at is not null and edition.amends_id is null
      and (edition.state in ('superseded', 'withdrawn') or edition.state = 'published' and entry.removed_at is not null)
    order by entry.code limit 5`.execute(db);
  return rows;
}

/**
 * The entries of the superseded editions of a year as they stood when they were superseded, a page of them: today, or as
 * they were open at the end of a day. One statement.
 */
export async function supersededEntries(
  db: Querying,
  kind: CatalogueKind,
  asked: { readonly year: number; readonly page: number; readonly day: LocalDate | null },
): Promise<PastPage> {
  const { year, page, day } = asked;
  const inYear = sql`edition.kind = ${kind} and edition.amends_id is null
    and ${year} between coalesce(edition.year, edition.period_from) and coalesce(edition.year, edition.period_to)`;
  const { rows } = await sql<PastEntry & { total: number }>`
    select kind, code, title, "titleEn", illustrative, edition, 'superseded' as became, by, '{}'::text[] as heirs,
      count(*) over ()::int as total
    from (${day ? openThen(inYear, day) : openNow(inYear)}) shown
    order by edition desc, place limit ${pastPerPage} offset ${(page - 1) * pastPerPage}`.execute(db);
  return { items: rows.map(({ total: _total, ...entry }) => entry), total: rows[0]?.total ?? 0 };
}

function openNow(inYear: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select entry.kind, entry.code, entry.title, entry.title_en as "titleEn", entry.illustrative,
      edition.code as edition, ${successor} as by, lpad(entry.ordinal::text, 9, '0') as place
    from entry join edition on edition.id = entry.edition_id
    where ${inYear} and edition.state = 'superseded' and entry.published_at is not null and entry.removed_at is null
      and not entry.confidential`;
}

function openThen(inYear: RawBuilder<unknown>, day: LocalDate): RawBuilder<unknown> {
  return sql`select distinct on (v.entry_id) v.kind, v.code, v.title, v.content ->> 'title_en' as "titleEn",
      (v.content ->> 'illustrative')::boolean as illustrative, edition.code as edition, ${successor} as by, v.code_order as place
    from entry_version v join edition on edition.id = v.edition_id
    where ${inYear} and edition.state <> 'withdrawn' and ${openOn(day)}
    order by v.entry_id, v.number desc`;
}
