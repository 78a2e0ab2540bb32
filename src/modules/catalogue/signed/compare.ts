import { z } from 'zod';
import {
  type CatalogueEntry,
  type CatalogueField,
  DOCUMENT_KINDS,
  datedResult,
  type OfficialDocument,
  type ReadCatalogue,
  readCatalogue,
  resultLine,
  statedTerm,
} from '../../../office/index.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { citationKey } from '../../documents/index.ts';
import { type Edition, readSpan, writeSpan } from '../edition.ts';
import type { EntryRecord } from '../entry-store.ts';
import { matchRows } from '../import-plan.ts';
import { termOf } from '../import-reading.ts';
import { annexOf, purposeHeader } from '../outgoing/annex.ts';
import { publishingKind } from '../outgoing/outgoing.ts';
import { titleKey } from './exposed.ts';
import type { SignedHead } from './typed.ts';
import { saysTheSame } from './word-diff.ts';

/** The columns that are compared, in the order shown; `purpose` is what an amendment does with the entry. */
export const comparedFields = [
  'purpose',
  'tt',
  'title',
  'bases',
  'context',
  'results',
  'leads',
  'partners',
  'deadline',
] as const satisfies readonly (CatalogueField | 'purpose')[];
export type ComparedField = (typeof comparedFields)[number];

const fieldName = z.enum(comparedFields);
/** An entry as it was approved: its code, unless rows and entries could not be told to be the same. */
const approvedRow = z.object({ code: z.string().nullable(), tt: z.string().nullable(), title: z.string() });
const scannedRow = z.object({ tt: z.string().nullable(), title: z.string() });

/** What was read from a signed scan beside what was approved, as it is kept with the recording. */
export const comparison = z.object({
  /** `picture`: the file has no text; `unread`: it is too large to be read. */
  read: z.enum(['text', 'picture', 'unread']),
  /** Read from pictures: what differs may be misread. */
  recognised: z.boolean().default(false),
  /** Pages of which there is a picture alone, though others have text. */
  picturePages: z.number().int(),
  /** Number, date and signer; `scanned` is null where the file does not say. */
  head: z.array(
    z.object({
      field: z.enum(['number', 'date', 'signer']),
      typed: z.string(),
      scanned: z.string().nullable(),
      differs: z.boolean(),
    }),
  ),
  /** The year or period the file names where it is another. */
  otherSpan: z.string().nullable(),
  /** null where no table of entries was found. Lists hold the first of what they count. */
  rows: z
    .object({
      approved: z.number().int(),
      scanned: z.number().int(),
      equal: z.number().int(),
      changedCount: z.number().int(),
      changed: z.array(
        approvedRow.extend({
          fields: z.array(z.object({ field: fieldName, approved: z.string(), scanned: z.string() })),
        }),
      ),
      missingCount: z.number().int(),
      missing: z.array(approvedRow),
      addedCount: z.number().int(),
      added: z.array(scannedRow),
      /** Columns approved that the scan has not. */
      missingColumns: z.array(fieldName),
    })
    .nullable(),
  /** What the file seems to be where it has nothing in common with the edition. */
  other: z
    .object({
      kind: z.enum(DOCUMENT_KINDS),
      number: z.string().nullable(),
      symbol: z.string().nullable(),
      date: z.string().nullable(),
      issuer: z.string().nullable(),
      title: z.string().nullable(),
    })
    .nullable(),
});
export type Comparison = z.infer<typeof comparison>;
type Rows = NonNullable<Comparison['rows']>;

/** Rows kept in detail of each list, and characters of one cell. */
const mostRows = 200;
const mostCharacters = 4_000;

/** What a file without readable text can be compared to: nothing. */
export function uncompared(read: 'picture' | 'unread'): Comparison {
  return { read, recognised: false, picturePages: 0, head: [], otherSpan: null, rows: null, other: null };
}

export interface ApprovedEntries {
  /** As a visitor sees them, in printed order. */
  readonly entries: readonly EntryRecord[];
  readonly confidential: readonly EntryRecord[];
  /** The choice of columns as it is kept with the document. */
  readonly columns: string;
}

/**
 * Holds a scan against the edition as approved. Both sides go through the same reader, the approved one as its annex
 * prints it, so that only what was printed differently differs. Confidential entries are in neither.
 */
export function compareScan(
  reading: OfficialDocument,
  edition: Edition,
  approved: ApprovedEntries,
  typed: SignedHead,
): Comparison {
  const scan = readCatalogue(reading, termOf(edition));
  const head = compareHead(reading, typed);
  const found =
    scan.entries.length === 0
      ? null
      : compareRows(approvedOf(edition, approved), scan, withheldIn(approved.confidential));
  const otherSpan = spanIn(reading, scan, edition);
  const numbered = head.some(({ field, scanned, differs }) => field === 'number' && scanned && !differs);
  const titled = otherSpan === null && isCalledAlike(reading.title, edition.title);
  const related = found ? sharesRows(found) || (numbered && titled) : numbered || titled;
  const { kind, number, symbol, date, issuer, title } = reading;
  return {
    read: 'text',
    recognised: reading.recognition !== undefined,
    picturePages: reading.warnings.filter(
      ({ place, message }) => /^Trang \d+$/u.test(place) && /ảnh/u.test(message),
    ).length,
    head,
    otherSpan,
    rows: found?.rows ?? null,
    other: related ? null : { kind, number, symbol, date, issuer, title },
  };
}

function compareHead(reading: OfficialDocument, typed: SignedHead): Comparison['head'] {
  const { number, date } = reading;
  const signer = reading.signer.name;
  const key = (text: string) => citationKey({ kind: 'other', number: text, title: null });
  return [
    {
      field: 'number',
      typed: typed.number,
      scanned: number,
      differs: number !== null && key(number) !== key(typed.number),
    },
    // a blank day is filled in by hand and stays unread
    {
      field: 'date',
      typed: typed.date,
      scanned: date,
      differs: date !== null && !typed.date.startsWith(date),
    },
    {
      field: 'signer',
      typed: typed.signer,
      scanned: signer,
      differs: signer !== null && !saysTheSame(signer, typed.signer),
    },
  ];
}

interface Approved extends ReadCatalogue {
  readonly codes: readonly (string | null)[];
}

/** The annex of the edition, read back from what is printed. */
function approvedOf(edition: Edition, { entries: shown, columns: choice }: ApprovedEntries): Approved {
  const { kind, span } = edition;
  const { columns, rows } = annexOf(publishingKind(edition), kind, shown, choice);
  const table = {
    title: null,
    columns: columns.map(({ header }) => header),
    rows: rows.map((cells) => [...cells]),
  };
  const read = readCatalogue({ tables: [table] }, termOf({ kind, span }));
  const oneEach = read.entries.length === shown.length;
  return { ...read, codes: read.entries.map((_, place) => (oneEach ? (shown[place]?.code ?? null) : null)) };
}

type Named = CatalogueEntry & { readonly title: string; readonly code: string | null };

interface SharedRows {
  readonly rows: Rows;
  /** Pairs of which the title is the same and not only alike. */
  readonly sameTitles: number;
}

/** Titles that stand in no comparison, which everybody who works on the edition reads. */
function withheldIn(confidential: readonly EntryRecord[]): ReadonlySet<string> {
  return new Set(confidential.map(({ title }) => titleKey(title)));
}

function compareRows(approved: Approved, scan: ReadCatalogue, withheld: ReadonlySet<string>): SharedRows {
  const known = approved.entries.map((entry, place): Named => {
    return { ...entry, title: entry.title ?? '', code: approved.codes[place] ?? null };
  });
  const read = scan.entries
    .map((entry): Named => ({ ...entry, title: entry.title ?? '', code: null }))
    .filter(({ title }) => !withheld.has(titleKey(title)));
  const matches = matchRows(read, known);
  const missingColumns = comparedFields.filter(
    (field) => isPrinted(field, approved, known) && !isPrinted(field, scan, read),
  );
  const fields = comparedFields.filter((field) => !missingColumns.includes(field));
  const pairs = matches.flatMap((entry, place) => {
    const row = read[place];
    return entry && row ? [{ entry, row }] : [];
  });
  const changed = pairs
    .map(({ entry, row }) => ({
      ...rowOf(entry),
      fields: fields.flatMap((field) => {
        const [one, other] = [textOf(entry, field, approved), textOf(row, field, scan)];
        return saysTheSame(one, other) ? [] : [{ field, approved: cut(one), scanned: cut(other) }];
      }),
    }))
    .filter((row) => row.fields.length > 0);
  const found = new Set(pairs.map(({ entry }) => entry));
  const missing = known.filter((entry) => !found.has(entry));
  const added = read.filter((_, place) => !matches[place]);
  return {
    sameTitles: pairs.filter(({ entry, row }) => vnNorm(entry.title) === vnNorm(row.title)).length,
    rows: {
      approved: known.length,
      scanned: read.length,
      equal: pairs.length - changed.length,
      changedCount: changed.length,
      changed: changed.slice(0, mostRows),
      missingCount: missing.length,
      missing: missing.slice(0, mostRows).map(rowOf),
      addedCount: added.length,
      added: added.slice(0, mostRows).map(({ tt, title }) => ({ tt, title: cut(title) })),
      missingColumns,
    },
  };
}

const rowOf = ({ code, tt, title }: Named) => ({ code, tt, title: cut(title) });
const cut = (text: string) => (text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text);

function isPrinted(
  field: ComparedField,
  source: Pick<ReadCatalogue, 'columns'>,
  rows: readonly CatalogueEntry[],
): boolean {
  return rows.some((row) => textOf(row, field, source) !== '');
}

/** What a row says of one thing, as running text. */
function textOf(
  entry: CatalogueEntry,
  field: ComparedField,
  { columns }: Pick<ReadCatalogue, 'columns'>,
): string {
  const printed = () =>
    columns
      .filter((column) => column.field === field)
      .map(({ header }) => entry.fields[header] ?? '')
      .join(' ')
      .trim();
  switch (field) {
    case 'purpose':
      return entry.fields[purposeHeader] ?? '';
    case 'tt':
    case 'title':
    case 'context':
    case 'deadline':
      return entry[field] ?? '';
    case 'bases':
      return entry.bases.length > 0 ? entry.bases.map(({ raw }) => raw).join('; ') : printed();
    case 'results':
      return entry.results.map((result) => resultLine(datedResult(result))).join('; ');
    case 'leads':
    case 'partners':
      return entry[field].join('; ');
  }
}

/** Some title is the same, or at least half of the rows are told by number and words. */
function sharesRows({ rows, sameTitles }: SharedRows): boolean {
  const { approved, scanned, missingCount } = rows;
  return sameTitles > 0 || (approved - missingCount) * 2 >= Math.min(approved, scanned);
}

function spanIn(reading: OfficialDocument, scan: ReadCatalogue, edition: Edition): string | null {
  const stated = statedTerm([scan.edition.title, reading.title]);
  const said = stated && readSpan(String(stated.period ?? stated.year));
  return said && writeSpan(said) !== writeSpan(edition.span) ? writeSpan(said) : null;
}

/** Three quarters of the words of the edition's title stand in the other. */
function isCalledAlike(title: string | null, editionTitle: string): boolean {
  const words = (text: string) => new Set(vnNorm(text).match(/[a-z0-9]+/g) ?? []);
  const found = words(title ?? '');
  const wanted = [...words(editionTitle)];
  return wanted.filter((word) => found.has(word)).length * 4 >= wanted.length * 3;
}

/** Places in which the scan says something else than was approved or typed. */
export function differencesIn({ head, rows, otherSpan }: Comparison): number {
  const inRows = rows
    ? rows.changedCount + rows.missingCount + rows.addedCount + rows.missingColumns.length
    : 0;
  return head.filter(({ differs }) => differs).length + inRows + (otherSpan === null ? 0 : 1);
}
