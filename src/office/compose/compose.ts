import { openThreads } from '../thread.ts';
import type { OfficialText } from './official-text.ts';

/** `pages` is a drawing (SVG) of the PDF's pages, one under another. */
export type ComposedForm = 'docx' | 'pdf' | 'pages';

interface Answer {
  bytes?: Uint8Array;
  fault?: string;
}

/** Longest writing time: an annex of 10,000 rows stays below half of it. */
const MILLISECONDS = 60_000;

const compose = openThreads<{ text: OfficialText; form: ComposedForm }, Answer>(
  import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./compose-worker.js', import.meta.url),
  { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 },
);

/** One document at a time: pages for everybody else go on while it is written. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * The document as a file. Written in a thread of its own, since a long annex takes seconds that no other visitor
 * should wait for. An error is a fault of the product: every text can be written.
 */
export function composeDocument(text: OfficialText, form: ComposedForm): Promise<Uint8Array> {
  const mine = turn.then(() => inThread(text, form));
  turn = mine.catch(() => undefined);
  return mine;
}

async function inThread(text: OfficialText, form: ComposedForm): Promise<Uint8Array> {
  const { bytes, fault } = await compose({ text, form }, MILLISECONDS);
  if (bytes === undefined) throw new Error(`composing ${form} failed: ${fault ?? 'no answer'}`);
  return bytes;
}
