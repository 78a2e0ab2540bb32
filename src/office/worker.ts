import './silent.ts';
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { readOfficialBytes } from './reading.ts';
import { UnreadableFile } from './unreadable.ts';

/** What the thread answers: the document, or why the file cannot be read, or a fault of ours. */
async function answer({ path, name }: { path: string; name: string }): Promise<unknown> {
  try {
    return { document: await readOfficialBytes(await readFile(path), name) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { refused: { code: error.code, text: error.text } };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', async (file) => parentPort?.postMessage(await answer(file)));
