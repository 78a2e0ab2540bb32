/** What can be found on the public site. */
export const searchKinds = [
  'problem',
  'need',
  'document',
  'organisation',
  'question',
  'consultation',
  'plan',
  'task',
  'target',
] as const;
export type SearchKind = (typeof searchKinds)[number];

/**
 * Values by which lists are narrowed. Years as numbers, sectors and organisations by code, places by the code of the
 * commune, `type` for the kind of a document or organisation.
 */
export interface SearchFacets {
  readonly years?: readonly number[];
  readonly sectors?: readonly string[];
  readonly organisations?: readonly string[];
  readonly places?: readonly string[];
  readonly status?: string | null;
  readonly type?: string | null;
}

/** One public thing as the search index holds it: only what every visitor may read. Texts as people wrote them. */
export interface SearchItem {
  readonly kind: SearchKind;
  /** Id in the thing's own table. */
  readonly id: number;
  /** What people call it by: BTL-2026-05, 71/NQ-CP, SKHCN; found first when typed, with any separators. */
  readonly code: string | null;
  /** Other names found as directly as the code: a tax code, a running number. */
  readonly otherCodes?: readonly string[];
  /** Vietnamese path of its page; null when it has no page of its own (an organisation). */
  readonly url: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly summaryEn: string | null;
  /** Found like words of the title. */
  readonly keywords: readonly string[];
  /** Everything else worth finding, as running text: context, results, names of agencies and places, citations. */
  readonly body: string;
  readonly facets: SearchFacets;
  /** What a list shows beside the title; the owner of the kind reads it back. */
  readonly shown: Readonly<Record<string, unknown>>;
  /** `YYYY-MM-DD`; newest first goes by it. */
  readonly dated: string | null;
  readonly illustrative: boolean;
}
