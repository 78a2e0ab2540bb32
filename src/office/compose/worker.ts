import { parentPort, workerData } from 'node:worker_threads';
import { writeDocx } from './docx.ts';
import type { OfficialText } from './official-text.ts';
import { drawPages, writePdf } from './pdf.ts';

/** What the thread answers: the bytes, or the fault with its stack. */
async function answer(): Promise<unknown> {
  const { text, form }: { text: OfficialText; form: 'docx' | 'pdf' | 'pages' } = workerData;
  try {
    if (form === 'docx') return { bytes: await writeDocx(text) };
    if (form === 'pdf') return { bytes: writePdf(text) };
    return { bytes: new Uint8Array(Buffer.from(drawPages(text).svg)) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.postMessage(await answer());
