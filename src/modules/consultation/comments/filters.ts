import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { commentKinds } from './comment.ts';
import { type CommentFilters, listedComments } from './queries.ts';

/** Parts one may ask for at once. */
const mostParts = 100;

/** What the address asks for, in the list and from one of its comments to the next. */
export function filtersIn(call: Call): CommentFilters {
  const parts = call.queries('phan').flatMap((typed) => (/^\d{1,6}$/.test(typed) ? [Number(typed)] : []));
  return {
    text: call.query('q').slice(0, 200),
    state: listedComments.find((one) => one === call.query('trang-thai')) ?? 'open',
    parts: [...new Set(parts)].slice(0, mostParts),
    kinds: commentKinds.filter((kind) => call.queries('loai').includes(kind)),
    page: readPageNumber(call.query('trang')),
  };
}

export type Named = readonly (readonly [name: string, value: string])[];

/** What stands in the address of the list, but for one part. */
export function named(filters: Omit<CommentFilters, 'page'>, but?: 'state' | 'q'): Named {
  return [
    ...(filters.text && but !== 'q' ? [['q', filters.text] as const] : []),
    ...(filters.state !== 'open' && but !== 'state' ? [['trang-thai', filters.state] as const] : []),
    ...filters.parts.map((part) => ['phan', String(part)] as const),
    ...filters.kinds.map((kind) => ['loai', kind] as const),
  ];
}

/** An address with what is asked for. */
export function asking(path: string, pairs: Named): string {
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return query ? `${path}?${query}` : path;
}
