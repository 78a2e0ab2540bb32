export { browseItems, readItems, walkItems } from './browse.ts';
export {
  type FacetCounts,
  type FoundItem,
  mostCandidates,
  type SearchFilters,
  type SearchSort,
  type Selection,
} from './candidates.ts';
export type { FacetGroup } from './facets.ts';
export { type Found, findItems } from './find.ts';
export { type Marking, rangesToMark } from './highlight.ts';
export { type SearchItem, type SearchKind, searchKinds } from './item.ts';
export { similarItems } from './similar.ts';
export { spelledAs } from './spelling.ts';
export { meets, type StandingQuery, standingQuery } from './standing.ts';
export { codeKey, vnNorm } from './words.ts';
export {
  clearSearch,
  countItems,
  indexItem,
  indexItems,
  lockSearch,
  removeItem,
  removeItems,
} from './write.ts';
