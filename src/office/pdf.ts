import type { ReadBlocks } from './blocks.ts';
import { unreadable } from './unreadable.ts';

export async function readPdf(_bytes: Uint8Array): Promise<ReadBlocks> {
  throw unreadable('unsupported');
}
