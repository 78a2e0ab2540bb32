import { sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import type { CatalogueKind } from '../entry.ts';
import { codesMeant } from '../public-code.ts';
import { everPublic } from '../public-entry.ts';

const successor = z.object({
  code: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  illustrative: z.boolean(),
});
export type Successor = z.output<typeof successor>;
const endRows = z.array(successor.extend({ open: z.boolean() }));

/** An entry that is public no longer and lives on in others. */
export interface Ended {
  /** As it is written in addresses. */
  readonly code: string;
  /** The one entry in which all of it is found now; null where there are several, or part of it is gone. */
  readonly into: string | null;
  /** Those of its successors that are public, by code. */
  readonly successors: readonly Successor[];
}

/** What became of the entry with this code, however it is spelled; null where nothing took it over. One statement. */
export async function endedEntry(db: Querying, kind: CatalogueKind, typed: string): Promise<Ended | null> {
  const codes = codesMeant(typed);
  if (codes.length === 0) return null;
  const { rows } = await sql<{ code: string; ends: unknown }>`
    select gone.code, coalesce((
      select json_agg(json_build_object('code', entry.code, 'title', entry.title, 'titleEn', entry.title_en,
        'illustrative', entry.illustrative, 'open', ${everPublic}) order by entry.code)
      from entry_successors(gone.id) as next (id) join entry on entry.id = next.id join edition on edition.id = entry.edition_id
    ), '[]') as ends
    from entry gone
    where gone.kind = ${kind} and gone.code = any(${codes}) and gone.published_at is not null and gone.removed_at is not null
      and not gone.confidential
    limit 1`.execute(db);
  const [row] = rows;
  const ends = endRows.parse(row?.ends ?? []);
  const successors = ends.filter(({ open }) => open).map(({ open: _open, ...shown }) => shown);
  if (!row || successors.length === 0) return null;
  return { code: row.code, into: ends.length === 1 ? (ends[0]?.code ?? null) : null, successors };
}

/** The file of a public entry with the same content as one that the entry it took over gave away; null: none. One statement. */
export async function fileOfSuccessor(
  db: Querying,
  kind: CatalogueKind,
  code: string,
  file: number,
): Promise<{ readonly code: string; readonly file: number } | null> {
  const [exact] = codesMeant(code);
  if (exact === undefined) return null;
  const { rows } = await sql<{ code: string; file: number }>`
    select entry.code, same.id as file
    from entry gone join entry_attachment had on had.entry_id = gone.id and had.id = ${file}
      cross join lateral entry_successors(gone.id) as next (id)
      join entry on entry.id = next.id join edition on edition.id = entry.edition_id
      join entry_attachment same on same.entry_id = entry.id and same.removed_at is null and same.file_sha256 = had.file_sha256
    where gone.kind = ${kind} and gone.code = ${exact} and gone.published_at is not null and gone.removed_at is not null
      and not gone.confidential and had.removed_at is null and ${everPublic} and edition.withdrawn_at is null
    order by entry.code limit 1`.execute(db);
  return rows[0] ?? null;
}
