export { type FacetGroup, facet, readFacet } from './facets.ts';
export { type SearchFacets, type SearchItem, type SearchKind, searchKinds } from './item.ts';
export { codeKey, vnNorm } from './words.ts';
export { clearSearch, indexItem, indexItems, removeItem, removeItems } from './write.ts';
