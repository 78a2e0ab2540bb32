import { openThreads } from '../thread.ts';
import type { Annex, OfficialText } from './official-text.ts';
import type { PrintedPage } from './pdf.ts';
import { type TableForm, writeTable } from './table-files.ts';

/** `pages` is a drawing (SVG) of the PDF's pages, one under another. */
export type ComposedForm = 'docx' | 'pdf' | 'pages';

/** What the thread is asked for: a file, the first `sheets` pages, each drawn apart, or an annex alone. */
export type Order =
  | { readonly text: OfficialText; readonly form: ComposedForm }
  | { readonly text: OfficialText; readonly sheets: number }
  | PageToPrint
  | { readonly annex: Annex; readonly table: TableForm };

/** A page of the site to be printed: its HTML, and what stands on every sheet. */
export type PageToPrint = Omit<PrintedPage, 'page'> & { readonly html: string };

/** Pages drawn apart. */
export interface Sheets {
  /** Of the whole document. */
  readonly pages: number;
  /** SVG of the first ones. */
  readonly sheets: readonly string[];
}

interface Answer {
  bytes?: Uint8Array;
  drawn?: Sheets;
  fault?: string;
}

/** Longest writing time: an annex of 10,000 rows stays below half of it. */
const MILLISECONDS = 60_000;
/** Somebody waits for a drawing while typing: 1,000 pages take a third of this. */
const DRAWING_MILLISECONDS = 15_000;

const compose = openThreads<Order, Answer>(
  import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./compose-worker.js', import.meta.url),
  { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 },
);

/** One after another, so that as many as ask cost no more than one thread. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/** Drawings and tables do not wait for files: those may take a minute, while somebody types or downloads. */
const files = inTurn();
const drawings = inTurn();
const tables = inTurn();
const printouts = inTurn();

/** Printouts waiting for their turn: of more, people are asked to come back. */
const mostWaiting = 12;
/** Of these, from one network: whoever asks for many keeps nobody else from theirs. */
const mostOfOne = 4;
const waiting: (string | null)[] = [];

/** Rows up to which a table is written at once: a thread takes longer to begin than these do. */
const rowsAtOnce = 200;

/**
 * The document as a file. Written in a thread of its own, since a long annex takes seconds that no other visitor
 * should wait for. An error is a fault of the product: every text can be written.
 */
export function composeDocument(text: OfficialText, form: ComposedForm): Promise<Uint8Array> {
  return files(async () => {
    const { bytes, fault } = await compose({ text, form }, MILLISECONDS);
    if (bytes === undefined) throw new Error(`composing ${form} failed: ${fault ?? 'no answer'}`);
    return bytes;
  });
}

/**
 * The page as a PDF; null while too many others wait for theirs, or `asker` for too many of its own. `asker`: the
 * network, null where it is not known. Throws ThreadFailure `time` or `memory`.
 */
export async function printPage(page: PageToPrint, asker: string | null): Promise<Uint8Array | null> {
  if (waiting.length >= mostWaiting) return null;
  if (asker !== null && waiting.filter((one) => one === asker).length >= mostOfOne) return null;
  waiting.push(asker);
  try {
    return await printouts(async () => {
      const { bytes, fault } = await compose(page, DRAWING_MILLISECONDS);
      if (bytes === undefined) throw new Error(`printing a page failed: ${fault ?? 'no answer'}`);
      return bytes;
    });
  } finally {
    waiting.splice(waiting.indexOf(asker), 1);
  }
}

/** The first pages of the document, `most` at most, as they will be printed. Throws ThreadFailure `time` or `memory`. */
export function drawSheets(text: OfficialText, most: number): Promise<Sheets> {
  return drawings(async () => {
    const { drawn, fault } = await compose({ text, sheets: most }, DRAWING_MILLISECONDS);
    if (drawn === undefined) throw new Error(`drawing failed: ${fault ?? 'no answer'}`);
    return drawn;
  });
}

/** An annex alone, as a file. A long one is written in a thread: an Excel file of thousands of rows takes a second. */
export async function composeTable(annex: Annex, form: TableForm): Promise<Uint8Array> {
  if (annex.rows.length <= rowsAtOnce) return writeTable(annex, form);
  return tables(async () => {
    const { bytes, fault } = await compose({ annex, table: form }, MILLISECONDS);
    if (bytes === undefined) throw new Error(`writing the annex as ${form} failed: ${fault ?? 'no answer'}`);
    return bytes;
  });
}
