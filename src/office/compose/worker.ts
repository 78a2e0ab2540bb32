import '../silent.ts';
import { parentPort } from 'node:worker_threads';
import { readPage } from '../printout/read-page.ts';
import type { Order } from './compose.ts';
import { writeDocx } from './docx.ts';
import { drawPages, drawSheets, writePdf, writePrintout } from './pdf.ts';
import { writeTable } from './table-files.ts';

/** What the thread answers: the bytes or the drawings, or the fault with its stack. */
async function answer(order: Order): Promise<unknown> {
  try {
    if ('table' in order) return { bytes: await writeTable(order.annex, order.table) };
    if ('html' in order) {
      const { html, ...around } = order;
      return { bytes: writePrintout({ ...around, page: readPage(html) }) };
    }
    if ('sheets' in order) return { drawn: drawSheets(order.text, order.sheets) };
    const { text, form } = order;
    if (form === 'docx') return { bytes: await writeDocx(text) };
    if (form === 'pdf') return { bytes: writePdf(text) };
    return { bytes: new Uint8Array(Buffer.from(drawPages(text).svg)) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', async (order) => parentPort?.postMessage(await answer(order)));
