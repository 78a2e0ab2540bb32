import { normaliseText } from '../text.ts';

/** An official document as it is to be written: what stands in each component of Decree 30/2020, Appendix I. */
export interface OfficialText {
  /** The superior agency in capitals, `UBND TỈNH LẠNG SƠN`; null for a People's Committee itself. */
  superior: string | null;
  /** The issuing agency in capitals, a line each: `ỦY BAN NHÂN DÂN`, `TỈNH LẠNG SƠN`. */
  issuer: string[];
  /** The running number; null leaves a blank, as a draft has. */
  number: string | null;
  /** `TB-UBND`. */
  symbol: string;
  place: string;
  /** ISO, possibly incomplete (`2026-04`, `2026`); null leaves all of it blank. */
  date: string | null;
  /** `THÔNG BÁO`; empty of a letter (công văn), whose abstract (`V/v …`) stands under its number. */
  kind: string;
  abstract: string;
  /** `Kính gửi` of a submission or report. */
  addressees: string[];
  /** The căn cứ lines without their end signs. */
  bases: string[];
  /** What stands between căn cứ and articles of a decision: authority above them, `QUYẾT ĐỊNH:` below. */
  enacting: { authority: string; word: string } | null;
  body: Passage[];
  /** A table amid the body, before the passage at this place. */
  inset?: Inset;
  signer: { roles: string[]; name: string | null };
  /** Without dashes and end signs; the last one is the file (`Lưu: VT, KGVX`). */
  recipients: string[];
  annexes: Annex[];
  /** At the foot of every page, for what is no official document yet; null where nothing is to be said. */
  mark: string | null;
}

export type Passage =
  | { type: 'section' | 'subsection' | 'paragraph'; text: string }
  | { type: 'article'; number: string; text: string };

export interface Annex {
  /** `I`; null for the only annex. */
  number: string | null;
  title: string;
  /** `(Kèm theo Thông báo số …)`. */
  caption: string | null;
  columns: AnnexColumn[];
  /** As many cells as columns; `\n` parts the paragraphs of a cell. */
  rows: string[][];
}

export interface Inset {
  before: number;
  columns: AnnexColumn[];
  rows: string[][];
}

export interface AnnexColumn {
  header: string;
  /** Width in millimetres; all columns together are fitted to the page. */
  width: number;
  centred?: boolean;
}

/** Text area between the margins of a landscape annex, and of an upright page, in millimetres. */
export const ANNEX_WIDTH = 257;
export const TEXT_WIDTH = 165;
/** Narrower than this, in millimetres, “TT” breaks over two lines. */
const NARROWEST = 11;

/** Millimetres of each column on the page: together they fill it, and the wide ones leave the narrow ones room. */
export function columnWidths(columns: readonly AnnexColumn[], page = ANNEX_WIDTH): number[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const fitted = columns.map(({ width }) => (width / whole) * page);
  const beyond = fitted.map((width) => Math.max(width - NARROWEST, 0));
  const rest = page - columns.length * NARROWEST;
  // so many columns that every one is narrow share the page as they are
  if (rest <= 0) return fitted;
  const share = rest / beyond.reduce((sum, width) => sum + width, 0);
  return beyond.map((width) => NARROWEST + width * share);
}

/** XML 1.0 forbids these, and half a surrogate pair is no letter. */
const UNWRITABLE = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Our own reader marks footnotes with these; outside a font of its own no text has them. */
const PRIVATE = /[\ue000\ue001]/gu;

/** The text with nothing in it that a file format cannot hold; spaces stay. */
export function holdable(text: string): string {
  return text.normalize('NFC').replace(UNWRITABLE, '').replace(PRIVATE, '');
}

/** One line as every writer prints it: NFC, single spaces, nothing a file format cannot hold. */
export function writable(text: string): string {
  return normaliseText(text.replace(UNWRITABLE, '').replace(PRIVATE, ''));
}

/** The lines of a cell or text, empty ones left out. */
export function writableLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u2028\u2029]/u)
    .map(writable)
    .filter((line) => line !== '');
}

const cleanAll = (texts: readonly string[]) => texts.map(writable).filter((text) => text !== '');

/** The same document with every text writable, empty lines left out and rows as wide as their header. */
export function writableDocument(text: OfficialText): OfficialText {
  return {
    superior: text.superior === null ? null : writable(text.superior),
    issuer: cleanAll(text.issuer),
    number: text.number === null || writable(text.number) === '' ? null : writable(text.number),
    symbol: writable(text.symbol),
    place: writable(text.place),
    date: text.date,
    kind: writable(text.kind),
    abstract: writable(text.abstract),
    addressees: cleanAll(text.addressees).map(withoutEnd),
    bases: cleanAll(text.bases).map(withoutEnd),
    enacting:
      text.enacting === null
        ? null
        : { authority: writable(text.enacting.authority), word: writable(text.enacting.word) },
    body: text.body
      .map((passage) => ({ ...passage, text: writable(passage.text) }))
      .filter((passage) => passage.type === 'article' || passage.text !== ''),
    ...(text.inset && { inset: { ...text.inset, ...writableTable(text.inset) } }),
    signer: {
      roles: cleanAll(text.signer.roles),
      name: text.signer.name === null ? null : writable(text.signer.name),
    },
    recipients: cleanAll(text.recipients.map((one) => one.replace(/^\s*[-–•+]\s*/u, ''))).map(withoutEnd),
    annexes: text.annexes.map(writableAnnex),
    mark: text.mark === null ? null : writable(text.mark),
  };
}

export function writableAnnex(annex: Annex): Annex {
  return {
    number: annex.number === null ? null : writable(annex.number),
    title: writable(annex.title),
    caption: annex.caption === null ? null : writable(annex.caption),
    ...writableTable(annex),
  };
}

function writableTable({ columns, rows }: Pick<Annex, 'columns' | 'rows'>): Pick<Annex, 'columns' | 'rows'> {
  return {
    columns: columns.map((column) => ({ ...column, header: writable(column.header) })),
    rows: rows.map((row) => columns.map((_, place) => writableLines(row[place] ?? '').join('\n'))),
  };
}

function withoutEnd(text: string): string {
  return text.replace(/[\s;.,]+$/u, '');
}
