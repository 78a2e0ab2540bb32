import { sql } from 'kysely';
import type { Querying } from '../../platform/database/open.ts';
import { codeKey } from '../../platform/search/index.ts';
import type { CatalogueKind } from './entry.ts';
import { everPublic, isCode } from './public-entry.ts';

/** The code a mistyped address means (`btl 2026 5`, `nccn-2026-12`), when a published entry of the kind has it. */
export async function findCanonicalCode(
  db: Querying,
  kind: CatalogueKind,
  typed: string,
): Promise<string | null> {
  const key = codeKey(typed.slice(0, 100));
  if (key === '') return null;
  const row = await db
    .selectFrom('search_code')
    .innerJoin('search_item', 'search_item.item', 'search_code.item')
    .select('search_item.code')
    .where('search_code.key', '=', key)
    .where('search_item.kind', '=', kind === 'problems' ? 'problem' : 'need')
    .executeTakeFirst();
  return row?.code ?? (await withdrawnCode(db, kind, key));
}

/** Codes that somebody may have meant who typed this: as it stands, with other separators, with fewer zeros. */
export function codesMeant(typed: string): readonly string[] {
  const exact = isCode(typed) ? [typed] : [];
  return [...new Set([...exact, ...codesOfKey(codeKey(typed.slice(0, 100)))])];
}

function codesOfKey(key: string): readonly string[] {
  const [, stem, last] = /^(.+)-(\d+)$/.exec(key.toUpperCase()) ?? [];
  return stem && last ? [0, 2, 3].map((digits) => `${stem}-${last.padStart(digits, '0')}`) : [];
}

/** As above for entries of withdrawn editions, which search no longer knows. */
async function withdrawnCode(db: Querying, kind: CatalogueKind, key: string): Promise<string | null> {
  const codes = codesOfKey(key);
  if (codes.length === 0) return null;
  const row = await db
    .selectFrom('entry')
    .innerJoin('edition', 'edition.id', 'entry.edition_id')
    .select('entry.code')
    .where('entry.kind', '=', kind)
    .where('entry.code', '=', sql<string>`any(${codes})`)
    .where(everPublic)
    .executeTakeFirst();
  return row?.code ?? null;
}
