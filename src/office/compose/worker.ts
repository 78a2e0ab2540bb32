import '../silent.ts';
import { parentPort } from 'node:worker_threads';
import type { ComposedForm } from './compose.ts';
import { writeDocx } from './docx.ts';
import type { OfficialText } from './official-text.ts';
import { drawPages, writePdf } from './pdf.ts';

interface Order {
  readonly text: OfficialText;
  readonly form: ComposedForm;
}

/** What the thread answers: the bytes, or the fault with its stack. */
async function answer({ text, form }: Order): Promise<unknown> {
  try {
    if (form === 'docx') return { bytes: await writeDocx(text) };
    if (form === 'pdf') return { bytes: writePdf(text) };
    return { bytes: new Uint8Array(Buffer.from(drawPages(text).svg)) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', async (order) => parentPort?.postMessage(await answer(order)));
