import type { SearchFacets, SearchKind } from './item.ts';

/** The groups of facets: the first letter of each stored value. */
export const facetGroups = {
  kind: 'k',
  year: 'y',
  sector: 's',
  organisation: 'a',
  place: 'p',
  status: 't',
  type: 'c',
} as const;
export type FacetGroup = keyof typeof facetGroups;

const groupOf: ReadonlyMap<string, FacetGroup> = new Map(
  (Object.entries(facetGroups) as [FacetGroup, string][]).map(([group, letter]) => [letter, group]),
);

/** `year`, `2026` → `y:2026`, as stored with an item. Values typed by visitors are cut to what can be a code. */
export function facet(group: FacetGroup, value: string): string {
  return `${facetGroups[group]}:${value.replace(/[^\p{L}\p{N}_.-]/gu, '').slice(0, 60)}`;
}

/** `y:2026` → `{group: 'year', value: '2026'}`; null for anything else. */
export function readFacet(stored: string): { group: FacetGroup; value: string } | null {
  const group = stored[1] === ':' ? groupOf.get(stored.charAt(0)) : undefined;
  return group === undefined ? null : { group, value: stored.slice(2) };
}

export function facetsOf(kind: SearchKind, facets: SearchFacets): string[] {
  const all = [
    facet('kind', kind),
    ...(facets.years ?? []).map((year) => facet('year', String(year))),
    ...(facets.sectors ?? []).map((code) => facet('sector', code)),
    ...(facets.organisations ?? []).map((code) => facet('organisation', code)),
    ...(facets.places ?? []).map((code) => facet('place', code)),
    ...(facets.status ? [facet('status', facets.status)] : []),
    ...(facets.type ? [facet('type', facets.type)] : []),
  ];
  return [...new Set(all)];
}
