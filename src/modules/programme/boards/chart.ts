import type { LocalDate } from '../../../kernel/dates.ts';
import type { Period } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Annex } from '../../../office/index.ts';
import type { Chart } from '../../../ui/charts/svg-file.tsx';
import { formatNumber } from '../../../ui/format.ts';
import type { BoardFilters, TileMetric } from './filters.ts';
import type { BoardLinks } from './links.ts';
import { boardTexts } from './texts.ts';

export interface BoardChart {
  readonly title: string;
  /** null where there is no drawing. */
  readonly chart: Chart | null;
  readonly annex: Annex;
  /** How many rows there are, where the sheet does not hold them all. */
  readonly of?: number;
}

export interface AskedChart {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: BoardFilters;
  readonly links: BoardLinks;
  /** The month a calendar is asked for. */
  readonly month: Period | null;
  readonly metric: TileMetric;
  /** The code of one target. */
  readonly target: string;
}

export const sheet = (
  title: string,
  columns: readonly (readonly [string, number])[],
  rows: readonly (readonly string[])[],
): Annex => ({
  ...{ number: null, title, caption: null, rows: rows.map((row) => [...row]) },
  columns: columns.map(([header, width]) => ({ header, width })),
});

/** The sheet as it is taken along: below its rows where it comes from, and that there are more where it was cut. */
export function sheetToTake(
  lang: Language,
  { annex, of }: Pick<BoardChart, 'annex' | 'of'>,
  title: string,
  source: string,
): Annex {
  const said = (rows: number) => formatNumber(lang, rows, 0);
  const cut = of !== undefined && of > annex.rows.length;
  const notes = [...(cut ? [boardTexts(lang).cut(said(annex.rows.length), said(of))] : []), source];
  const line = (first: string) => [first, ...annex.columns.slice(1).map(() => '')];
  return { ...annex, title, rows: [...annex.rows, line(''), ...notes.map(line)] };
}
