import { Worker } from 'node:worker_threads';
import type { OfficialText } from './official-text.ts';

/** `pages` is a drawing (SVG) of the PDF's pages, one under another. */
export type ComposedForm = 'docx' | 'pdf' | 'pages';

interface Answer {
  bytes?: Uint8Array;
  fault?: string;
}

/** Longest writing time: an annex of 10,000 rows stays below half of it. */
const MILLISECONDS = 60_000;
const MEGABYTES = 768;

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

function workerFile(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./worker.ts', import.meta.url)
    : new URL('./compose-worker.js', import.meta.url);
}

function inThread(text: OfficialText, form: ComposedForm): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), {
      workerData: { text, form },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 64 },
      execArgv: [],
    });
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const fail = (why: string) => finish(() => reject(new Error(`composing ${form} failed: ${why}`)));
    const timer = setTimeout(() => fail(`longer than ${MILLISECONDS} ms`), MILLISECONDS);
    worker.once('message', ({ bytes, fault }: Answer) => {
      if (bytes === undefined) fail(fault ?? 'no answer');
      else finish(() => resolve(bytes));
    });
    worker.once('error', (error) => fail(String(error)));
    worker.once('exit', (code) => fail(`the thread ended with ${code}`));
  });
}
