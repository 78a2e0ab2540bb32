import { z } from 'zod';
import { type InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import { CATALOGUE_FIELDS, type CatalogueField } from '../../office/index.ts';
import type { FormFields } from '../../platform/http/form.ts';
import { readSpan } from './edition.ts';
import { type Correctable, correctable } from './import-corrections.ts';
import { type HeaderField, type HeaderTexts, headerErrors, headerFields } from './import-header.ts';
import { type Changes, type ReviewClash, type Revision, sameText } from './import-revise.ts';
import { importTexts } from './import-texts.ts';
import { titleLimit } from './inputs.ts';

/** Rows of one page of a review. */
export const rowsOnPage = 50;

/** Which part of a review is open. */
export interface ReviewView {
  readonly onlyFlagged: boolean;
  readonly page: number;
  /** The row open for correction, by its position. */
  readonly editing: number | null;
}

export type RowTexts = Readonly<Partial<Record<Correctable, string>>>;

/** What a review page shows in its boxes; sent back with the form, it tells what the person changed. */
export interface Shown {
  readonly header: Readonly<Partial<HeaderTexts>>;
  readonly row: RowTexts;
  readonly columns: readonly CatalogueField[];
  readonly tableIndex: number | null;
  /** Positions of the page's rows, and of those left out. */
  readonly positions: readonly number[];
  readonly skipped: readonly number[];
}

const shownInput = z.object({
  header: z.partialRecord(z.enum(headerFields), z.string()),
  row: z.partialRecord(z.enum(correctable), z.string()),
  columns: z.array(z.enum(CATALOGUE_FIELDS)),
  tableIndex: z.number().int().nullable(),
  positions: z.array(z.number().int()).max(rowsOnPage),
  skipped: z.array(z.number().int()).max(rowsOnPage),
});

/** The review form as it was sent. */
export interface TypedReview {
  readonly version: number;
  readonly view: ReviewView;
  readonly shown: Shown;
  readonly header: HeaderTexts;
  readonly row: RowTexts;
  readonly columns: Readonly<Record<number, CatalogueField>>;
  readonly tableIndex: number | null;
  readonly skipped: readonly number[];
  readonly span: string;
}

export function readReview(form: FormFields): TypedReview {
  const names = new Set(form.names());
  const shown = readShown(form.get('shown'));
  const header = Object.fromEntries(
    headerFields.map((field) => [
      field,
      names.has(field) ? form.get(field).trim() : (shown.header[field] ?? ''),
    ]),
  ) as HeaderTexts;
  return {
    version: Number(form.get('version')),
    view: {
      onlyFlagged: form.get('loc') === 'can-xem',
      page: Math.max(1, wholeNumber(form.get('trang')) ?? 1),
      editing: wholeNumber(form.get('row')),
    },
    ...{ shown, header },
    row: Object.fromEntries(
      correctable.flatMap((field) => {
        // ticked boxes send nothing when none is ticked
        const sent = field === 'sector' ? shown.row.sector !== undefined : names.has(`fix-${field}`);
        return sent ? [[field, form.all(`fix-${field}`).join('\n')]] : [];
      }),
    ),
    columns: columnsIn(form, shown.columns.length),
    tableIndex: names.has('table') ? (wholeNumber(form.get('table')) ?? -1) : null,
    skipped: shown.positions.filter((position) => form.get(`skip-${position}`) === '1'),
    span: form.get('span'),
  };
}

/** Without what the page showed nobody can tell what was changed. Throws Refusal `unreadable`. */
function readShown(text: string): Shown {
  const read = shownInput.safeParse(parsed(text));
  if (read.success) return read.data as Shown;
  throw new Refusal('unreadable', {
    vi: 'Trang gửi về không còn nguyên vẹn nên chưa lưu gì. Hãy mở lại trang rà soát rồi làm lại.',
    en: 'The page that was sent is not whole, so nothing was saved. Open the review again.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function wholeNumber(typed: string): number | null {
  return /^\d{1,6}$/.test(typed) ? Number(typed) : null;
}

function columnsIn(form: FormFields, columns: number): Record<number, CatalogueField> {
  return Object.fromEntries(
    Array.from({ length: columns }, (_, index) => index).flatMap((index) => {
      const field = CATALOGUE_FIELDS.find((known) => known === form.get(`column-${index}`));
      return field ? [[index, field]] : [];
    }),
  );
}

/** One message for each box that cannot be kept as typed; boxes left as shown are not complained of. */
export function reviewErrors(typed: TypedReview): InvalidInput['fields'] {
  const header = Object.entries(headerErrors(typed.header)).filter(
    ([field]) => typed.header[field as HeaderField] !== typed.shown.header[field as HeaderField],
  );
  const title = typed.row.title?.trim();
  const changed = title !== undefined && !sameText(title, typed.shown.row.title ?? '');
  const length = [...(title ?? '')].length;
  const wrong =
    changed && length === 0
      ? {
          vi: 'Hãy viết tên, hoặc đánh dấu bỏ dòng này.',
          en: 'Write the title, or leave the row out.',
        }
      : changed && length > titleLimit
        ? {
            vi: `Tên dài ${length} ký tự; hãy rút gọn còn tối đa ${titleLimit} ký tự.`,
            en: `The title has ${length} characters; shorten it to ${titleLimit} at most.`,
          }
        : null;
  return { ...Object.fromEntries(header), ...(wrong && { 'fix-title': wrong }) };
}

/** Only what the person changed from what the page showed. */
export function revisionOf(typed: TypedReview): Revision {
  const { shown, view } = typed;
  const wasSkipped = new Set(shown.skipped);
  const isSkipped = new Set(typed.skipped);
  const changes = changesOf(shown.row, typed.row);
  const otherTable = typed.tableIndex !== null && typed.tableIndex !== shown.tableIndex;
  return {
    version: typed.version,
    header: changesOf(shown.header, typed.header),
    columns: Object.fromEntries(
      Object.entries(typed.columns).filter(([index, field]) => shown.columns[Number(index)] !== field),
    ),
    tableIndex: otherTable ? (typed.tableIndex ?? undefined) : undefined,
    span: readSpan(typed.span) ?? undefined,
    skips: shown.positions
      .filter((position) => wasSkipped.has(position) !== isSkipped.has(position))
      .map((position) => ({ position, skip: isSkipped.has(position) })),
    row: view.editing === null ? undefined : { position: view.editing, changes },
  };
}

/** Boxes, ticks and choices a person changed; all others show what is kept by now, which somebody else may have saved. */
export interface TypedChanges {
  readonly header: Partial<HeaderTexts>;
  readonly row: RowTexts;
  readonly columns: Readonly<Record<number, CatalogueField>>;
  readonly tableIndex: number | undefined;
  readonly skips: ReadonlyMap<number, boolean>;
}

export function typedChanges(typed: TypedReview): TypedChanges {
  const { header = {}, row, columns = {}, tableIndex, skips = [] } = revisionOf(typed);
  return {
    ...{ header: textsOf(header), row: textsOf(row?.changes ?? {}), columns, tableIndex },
    skips: new Map(skips.map(({ position, skip }) => [position, skip])),
  };
}

function textsOf<Field extends string>(changes: Changes<Field>): Partial<Record<Field, string>> {
  const texts: Partial<Record<Field, string>> = {};
  for (const [field, { to }] of Object.entries(changes) as [Field, { to: string }][]) texts[field] = to;
  return texts;
}

function changesOf<Field extends string>(
  shown: Readonly<Partial<Record<Field, string>>>,
  typed: Readonly<Partial<Record<Field, string>>>,
): Changes<Field> {
  const changes: Partial<Record<Field, { from: string; to: string }>> = {};
  for (const [field, to] of Object.entries(typed) as [Field, string][]) {
    const from = shown[field];
    if (from !== undefined && !sameText(from, to)) changes[field] = { from, to };
  }
  return changes;
}

/** What the other person wrote, said at each box both changed. */
export function clashMessages(language: Language, clash: ReviewClash): Record<string, string> {
  const t = importTexts(language);
  const said = (name: string, text: string) => [name, t.theirs(text.replace(/\s+/gu, ' ').trim())];
  return Object.fromEntries([
    ...Object.entries(clash.header).map(([field, text]) => said(field, text)),
    ...Object.entries(clash.row).map(([field, text]) => said(`fix-${field}`, text)),
  ]);
}
