import { type RawBuilder, sql } from 'kysely';
import type { Language } from '../../kernel/text.ts';

/**
 * What a statement calls an agency, or a sector, for readers of the language: by its English name on English pages where
 * it has one, else by its name. Lists are ordered by the same, since that is what is read. `of`: how the table is named there.
 */
export function shownName(lang: Language, of = 'organisation'): RawBuilder<string | null> {
  const name = sql.ref<string | null>(`${of}.name`);
  return lang === 'en' ? sql<string | null>`coalesce(${sql.ref(`${of}.name_en`)}, ${name})` : sql`${name}`;
}
