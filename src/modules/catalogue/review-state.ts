import type { Language } from '../../kernel/text.ts';
import type { Recognition } from '../../office/index.ts';
import { localPath } from '../../ui/site-links.ts';
import type { PastEvent } from './history.ts';
import { correctable, corrected, correctionText } from './import-corrections.ts';
import { headerTexts } from './import-header.ts';
import type { Shown, TypedChanges } from './import-review-form.ts';
import type { ImportRecord, ReviewedRow, RowCounts } from './import-store.ts';
import { withQuery, work } from './paths.ts';
import type { Sector } from './sector.ts';

/** Everything a review page shows. */
export interface ReviewProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly record: ImportRecord;
  readonly rows: readonly ReviewedRow[];
  readonly counts: RowCounts;
  readonly tables: readonly {
    readonly title: string | null;
    readonly columns: readonly string[];
    readonly rows: number;
  }[];
  /** Set where the source is a scan. */
  readonly recognition: Recognition | null;
  readonly page: number;
  readonly onlyFlagged: boolean;
  readonly sectors: readonly Sector[];
  readonly history: readonly PastEvent[];
  /** The row open for correction. */
  readonly editing: number | null;
  readonly errors: Readonly<Record<string, string>>;
  /** About the page as a whole. */
  readonly general: string | undefined;
  /** What was sent and could not be kept: it stays in its boxes. */
  readonly typed: TypedChanges | null;
  /** The rows may have moved since: what was typed for one is shown apart. */
  readonly apart: boolean;
}

/** What the boxes of this page begin with. */
export function shownOn({ record, rows, editing, tables }: ReviewProps): Shown {
  const open = rows.find(({ position }) => position === editing);
  const read = open && corrected(open);
  return {
    header: headerTexts(record.header),
    row: read ? Object.fromEntries(correctable.map((field) => [field, correctionText(read, field)])) : {},
    columns: record.columns.map(({ field }) => field),
    tableIndex: tables.length < 2 ? null : record.tableIndex,
    positions: rows.map(({ position }) => position),
    skipped: rows.filter(({ skip }) => skip).map(({ position }) => position),
  };
}

export function reviewAddress(
  props: Pick<ReviewProps, 'language' | 'record' | 'page' | 'onlyFlagged'>,
  change: { page?: number; onlyFlagged?: boolean; editing?: number },
): string {
  const flagged = change.onlyFlagged ?? props.onlyFlagged;
  const page = change.page ?? (change.onlyFlagged === undefined ? props.page : 1);
  const path = withQuery(work.import(props.record.id), {
    loc: flagged ? 'can-xem' : '',
    trang: page > 1 ? page : undefined,
    sua: change.editing,
  });
  return localPath(props.language, path);
}

/** Whether a row's box is ticked: as the person changed it when the form came back, else as kept. */
export function isSkipped({ typed, apart }: ReviewProps, row: ReviewedRow): boolean {
  return (apart ? undefined : typed?.skips.get(row.position)) ?? row.skip;
}
