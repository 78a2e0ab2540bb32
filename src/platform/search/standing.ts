import { type RawBuilder, sql } from 'kysely';
import type { SearchFilters } from './candidates.ts';
import { type FacetGroup, facet } from './facets.ts';
import type { SearchKind } from './item.ts';
import { allOf, anyOf, both, readQuery } from './query.ts';

/** A search that is asked again and again of what is new: exactly its words, nothing corrected. */
export interface StandingQuery {
  /** As PostgreSQL reads a tsquery; asked of `search_item.terms`. */
  readonly terms: string;
  /** Folded words that must stand side by side, each with a space at both ends. */
  readonly phrases: readonly string[];
}

export function standingQuery(typed: string, kind: SearchKind, filters: SearchFilters): StandingQuery {
  const { words, phrases } = readQuery(typed);
  const chosen = Object.entries(filters)
    .filter(([, values]) => values.length > 0)
    .map(([group, values]) => anyOf(values.map((value) => `=${facet(group as FacetGroup, value)}`)));
  const ofKind = anyOf([`=${facet('kind', kind)}`]);
  return {
    terms: both(allOf(words), ofKind, ...chosen) ?? ofKind,
    phrases: phrases.map((side) => ` ${side.join(' ')} `),
  };
}

/** Condition on the items `s`: the search finds them. */
export function meets(terms: RawBuilder<unknown>, phrases: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(s.terms @@ ${terms} and (${phrases} = '{}' or (
    select bool_and(s.word_stream like '%' || phrase || '%') from unnest(${phrases}) as phrase)))`;
}
