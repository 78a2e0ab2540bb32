import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import {
  type CatalogueField,
  impossibleDates,
  namesUncertain,
  staysUncertain,
  type UncertainWord,
} from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { editionCode, type Span } from './edition.ts';
import { spanColumns } from './edition-store.ts';
import { editionToImportInto, lockReview, standardTitle } from './import-commands.ts';
import { type Correctable, correctable, corrected, correctionText } from './import-corrections.ts';
import { type HeaderField, headerTexts, withTyped } from './import-header.ts';
import { readWith, replaceRows, tableWarnings } from './import-reading.ts';
import {
  type ImportColumn,
  type ImportHeader,
  type ImportRecord,
  importRows,
  type ReviewedRow,
  type RowWarning,
  readingOf,
  sourceOf,
} from './import-store.ts';

/** Boxes a person changed: what the page showed them, and what they typed. */
export type Changes<Field extends string> = Readonly<
  Partial<Record<Field, { readonly from: string; readonly to: string }>>
>;

/** What one person changed on the review page; what they left as shown is no part of it. */
export interface Revision {
  /** The reading the page showed; every reading of the source anew counts it up. */
  readonly version: number;
  readonly header?: Changes<HeaderField>;
  /** The table to read, -1 for the likeliest. */
  readonly tableIndex?: number | undefined;
  /** Fields of columns by number from 0. */
  readonly columns?: Readonly<Record<number, CatalogueField>>;
  /** Another year or period to import into. */
  readonly span?: Span | undefined;
  /** Positions left out and taken in again. */
  readonly skips?: readonly { readonly position: number; readonly skip: boolean }[];
  readonly row?: { readonly position: number; readonly changes: Changes<Correctable> } | undefined;
}

/** Somebody else changed the same boxes, or had the source read anew. Nothing was written. */
export class ReviewClash extends Refusal {
  /** What stands there now, by box. */
  readonly header: Partial<Record<HeaderField, string>>;
  readonly row: Partial<Record<Correctable, string>>;

  constructor(
    header: Partial<Record<HeaderField, string>>,
    row: Partial<Record<Correctable, string>>,
    readAnew: boolean,
  ) {
    super(
      'conflict',
      readAnew
        ? {
            vi: 'Trong lúc bạn xem, người khác đã cho đọc lại bảng theo lựa chọn khác nên các dòng có thể đã đổi chỗ. Chưa có gì của bạn được lưu; hãy xem lại rồi chọn.',
            en: 'While you were looking, somebody had the table read anew, so rows may have moved. Nothing of yours is saved yet; look again, then choose.',
          }
        : {
            vi: 'Người khác vừa sửa cùng chỗ này. Chữ của bạn vẫn ở trong ô và chưa được lưu; hãy so với chữ của họ rồi lưu lại.',
            en: 'Somebody else has just changed the same place. What you typed is kept in the box and not saved; compare, then save again.',
          },
    );
    this.name = 'ReviewClash';
    this.header = header;
    this.row = row;
  }
}

/**
 * Keeps what a reviewer changed and nothing else, so that two people on one import never undo each other. Choosing
 * another table, column or year reads the source anew; corrections of rows whose source is the same stay.
 *
 * Throws ReviewClash where both changed the same box, or where rows are named after an older reading; Refusal
 * `wrong_state` when the review has ended.
 */
export async function reviseImport(
  services: Services,
  actor: Actor,
  id: number,
  revision: Revision,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const record = await lockReview(tx, actor, id);
    refuseOlderReading(record, revision);
    const header = mergedHeader(record.header, revision.header ?? {});
    const row = await mergedRow(tx, record, revision.row);
    if (Object.keys(header.clashes).length + Object.keys(row.clashes).length > 0)
      throw new ReviewClash(header.clashes, row.clashes, false);
    const skips = await writeSkips(tx, id, revision.skips ?? []);
    const reread = await readAgain(tx, actor, record, revision);
    const changed = header.fields.length + row.fields.length + skips.length > 0 || reread !== null;
    if (!changed) return;
    const now = services.clock();
    await tx
      .updateTable('catalogue_import')
      .set({
        header: JSON.stringify(reread?.title ? { ...header.header, title: reread.title } : header.header),
        version: reread ? record.version + 1 : record.version,
        updated_at: now,
      })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      name: 'import.revised',
      actor,
      subject: { kind: 'import', id },
      facts: {
        code: editionCode(record.kind, revision.span ?? record.span),
        header: header.fields,
        row: row.fields.length > 0 ? (revision.row?.position ?? null) : null,
        fields: row.fields,
        leftOut: skips.filter(({ skip }) => skip).map(({ position }) => position),
        takenIn: skips.filter(({ skip }) => !skip).map(({ position }) => position),
        reread: reread !== null,
      },
      at: now,
    });
  });
}

function refuseOlderReading(record: ImportRecord, revision: Revision): void {
  if (revision.version === record.version) return;
  const { skips = [], row, columns = {}, tableIndex, span } = revision;
  const rows = skips.length > 0 || Object.keys(row?.changes ?? {}).length > 0;
  if (rows || Object.keys(columns).length > 0 || tableIndex !== undefined || span)
    throw new ReviewClash({}, {}, true);
}

interface Merged<Field extends string> {
  /** Boxes that change. */
  readonly typed: Partial<Record<Field, string>>;
  readonly fields: Field[];
  /** Boxes somebody else changed meanwhile, as they stand now. */
  readonly clashes: Partial<Record<Field, string>>;
}

function merge<Field extends string>(
  current: (field: Field) => string,
  changes: readonly (readonly [Field, { readonly from: string; readonly to: string }])[],
): Merged<Field> {
  const typed: Partial<Record<Field, string>> = {};
  const clashes: Partial<Record<Field, string>> = {};
  for (const [field, { from, to }] of changes) {
    const now = current(field);
    if (sameText(now, to)) continue;
    if (sameText(now, from)) typed[field] = to;
    else clashes[field] = now;
  }
  const fields = changes.map(([field]) => field).filter((field) => typed[field] !== undefined);
  return { typed, fields, clashes };
}

export function sameText(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n').trim() === other.replaceAll('\r\n', '\n').trim();
}

function entriesOf<Field extends string>(changes: Changes<Field>) {
  return Object.entries(changes) as [Field, { from: string; to: string }][];
}

function mergedHeader(header: ImportHeader, changes: Changes<HeaderField>) {
  const current = headerTexts(header);
  const merged = merge((field) => current[field], entriesOf(changes));
  return { ...merged, header: withTyped(header, merged.typed) };
}

async function mergedRow(
  tx: Transaction,
  record: ImportRecord,
  revision: Revision['row'],
): Promise<Merged<Correctable>> {
  if (!revision || Object.keys(revision.changes).length === 0) return { typed: {}, fields: [], clashes: {} };
  const { position } = revision;
  const [row] = await importRows(tx, record, { flagged: false, limit: 1, offset: 0, from: position });
  if (row?.position !== position) throw new ReviewClash({}, {}, true);
  const now = corrected(row);
  const merged = merge((field) => correctionText(now, field), entriesOf(revision.changes));
  if (merged.fields.length === 0) return merged;
  const corrections: Record<string, string> = { ...row.corrections };
  for (const field of merged.fields) {
    const text = merged.typed[field] ?? '';
    if (sameText(text, correctionText(row.read, field))) delete corrections[field];
    else corrections[field] = text;
  }
  await tx
    .updateTable('catalogue_import_row')
    .set({
      corrections: JSON.stringify(corrections),
      warnings: JSON.stringify(
        warningsAfter(row, corrections, record.columns, await wordsOf(tx, record.id, row.said)),
      ),
    })
    .where('import_id', '=', record.id)
    .where('position', '=', position)
    .execute();
  return merged;
}

/** The uncertain words of the scan, where a warning speaks of some. */
async function wordsOf(
  tx: Transaction,
  id: number,
  said: readonly RowWarning[],
): Promise<readonly UncertainWord[]> {
  if (!said.some(namesUncertain)) return [];
  return (await sourceOf(tx, id)).recognition?.uncertain ?? [];
}

/**
 * What was said of corrected columns is closed, unless it names words of which some still stand there; what is wrong
 * with the words typed instead is said of them.
 */
export function warningsAfter(
  { read, said }: ReviewedRow,
  corrections: Readonly<Record<string, string>>,
  columns: readonly ImportColumn[],
  words: readonly UncertainWord[],
): RowWarning[] {
  const fieldOf = (column: string | null) => columns.find(({ header }) => header === column)?.field;
  const open = said.map(({ column, message }) => {
    const field = correctable.find((known) => known === fieldOf(column));
    const text = field && corrections[field];
    const closed =
      field !== undefined &&
      text !== undefined &&
      !(namesUncertain({ message }) && staysUncertain(correctionText(read, field), text, words));
    return { column, message, ...(closed && { closed }) };
  });
  const typed = Object.entries(corrections).flatMap(([field, text]) =>
    impossibleDates(text).map((date) => ({
      column: columns.find((column) => column.field === field)?.header ?? null,
      message: `Ngày “${date}” không có trong lịch. Hãy sửa lại.`,
      typed: true,
    })),
  );
  return [...open, ...typed];
}

/** Answers with the rows that did change. */
async function writeSkips(
  tx: Transaction,
  id: number,
  skips: NonNullable<Revision['skips']>,
): Promise<{ position: number; skip: boolean }[]> {
  const changed: { position: number; skip: boolean }[] = [];
  for (const skip of [true, false]) {
    const positions = skips.filter((one) => one.skip === skip).map(({ position }) => position);
    if (positions.length === 0) continue;
    const rows = await tx
      .updateTable('catalogue_import_row')
      .set({ skip })
      .where('import_id', '=', id)
      .where((one) => one('position', '=', one.fn.any(one.val(positions))))
      .where('skip', '=', !skip)
      .returning('position')
      .execute();
    changed.push(...rows.map(({ position }) => ({ position, skip })));
  }
  return changed.sort((a, b) => a.position - b.position);
}

/** Reads the source anew where another table, column or year was chosen; null where none was. */
async function readAgain(
  tx: Transaction,
  actor: Actor,
  record: ImportRecord,
  revision: Revision,
): Promise<{ readonly title: string | null } | null> {
  const tableIndex = revision.tableIndex ?? record.tableIndex;
  const otherTable = tableIndex !== record.tableIndex;
  const chosen = otherTable ? {} : chosenColumns(record, revision.columns ?? {});
  const span = revision.span ?? record.span;
  const otherSpan = editionCode(record.kind, span) !== editionCode(record.kind, record.span);
  const otherColumns = JSON.stringify(chosen) !== JSON.stringify(record.chosen);
  if (!otherTable && !otherColumns && !otherSpan) return null;
  const edition = otherSpan ? await editionToImportInto(tx, actor, record.kind, span) : null;
  const read = readWith(await readingOf(tx, record.id), { ...record, span, tableIndex, chosen });
  await replaceRows(tx, record, read);
  await tx
    .updateTable('catalogue_import')
    .set({
      table_index: tableIndex,
      columns: JSON.stringify(chosen),
      read_columns: JSON.stringify(read.columns),
      warnings: JSON.stringify(tableWarnings(read)),
      ...(otherSpan ? { ...spanColumns(span), edition_id: edition?.id ?? null } : {}),
    })
    .where('id', '=', record.id)
    .execute();
  // a title nobody wrote names the year or period; it follows
  const unwritten = record.header.title === standardTitle(record.kind, record.span);
  return { title: otherSpan && unwritten ? standardTitle(record.kind, span) : null };
}

/** Only what differs from the guess counts as chosen. */
function chosenColumns(
  record: ImportRecord,
  typed: Readonly<Record<number, CatalogueField>>,
): Record<number, CatalogueField> {
  const chosen: Record<number, CatalogueField> = { ...record.chosen };
  record.columns.forEach((column, index) => {
    const field = typed[index];
    if (field !== undefined && field !== column.field) chosen[index] = field;
  });
  return chosen;
}
