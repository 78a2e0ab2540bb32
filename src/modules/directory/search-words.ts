import { type Expression, type SqlBool, sql } from 'kysely';

/** Words looked for at most: more narrow nothing that people type. */
const mostWords = 8;

/**
 * True where every word typed stands somewhere in `search_text`, in any order, with or without diacritics. Served by
 * the trigram index of the column.
 */
export function hasWords(
  column:
    | 'organisation.search_text'
    | 'account.search_text'
    | 'registration.search_text'
    | 'request.search_text',
  typed: string,
): Expression<SqlBool> {
  const found = typed
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    // what is typed is never a pattern itself
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
    .map((pattern) => sql<SqlBool>`${sql.ref(column)} like vn_norm(${pattern})`);
  return found.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(found, sql` and `)})`;
}
