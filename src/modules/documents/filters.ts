import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { type DocumentFilters, documentSorts, documentsOnPaper, pageSize } from './listing.ts';
import { filterNames, sortNames } from './register-view.tsx';

/** Choices of one filter that are looked at; nobody ticks more. */
const mostChoices = 40;

/** The filters an address asks for; what is unknown is left out. */
export function filtersOf(
  call: Pick<Call, 'query' | 'queries'> & Partial<Pick<Call, 'onPaper'>>,
  work: boolean,
): DocumentFilters {
  const q = call.query('q').slice(0, 200);
  const chosen = (name: string) => [
    ...new Set(
      call
        .queries(name)
        .filter(Boolean)
        .map((value) => value.slice(0, 300))
        .slice(0, mostChoices),
    ),
  ];
  const sort = documentSorts.find((known) => sortNames[known] === call.query(filterNames.sort));
  return {
    q,
    kinds: chosen(filterNames.kind),
    years: chosen(filterNames.year),
    issuers: chosen(filterNames.issuer),
    states: work ? chosen(filterNames.state) : [],
    sort: sort && (q || sort !== 'relevance') ? sort : q ? 'relevance' : 'newest',
    page: call.onPaper ? 1 : readPageNumber(call.query(filterNames.page), 1000),
    perPage: call.onPaper ? documentsOnPaper : pageSize,
  };
}
