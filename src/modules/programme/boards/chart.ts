import type { LocalDate } from '../../../kernel/dates.ts';
import type { Period } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Annex } from '../../../office/index.ts';
import type { Chart } from '../../../ui/charts/svg-file.tsx';
import type { BoardFilters, TileMetric } from './filters.ts';
import type { BoardLinks } from './links.ts';

export interface BoardChart {
  readonly title: string;
  /** null where there is no drawing. */
  readonly chart: Chart | null;
  readonly annex: Annex;
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
