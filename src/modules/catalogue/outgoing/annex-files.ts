import { createHash } from 'node:crypto';
import { type Annex, composeTable } from '../../../office/index.ts';
import { attachmentHeaders } from '../../documents/index.ts';

/** The annex alone, by the last part of its address. */
export const annexFiles = ['phu-luc.xlsx', 'phu-luc.csv', 'phu-luc.html'] as const;
export type AnnexFile = (typeof annexFiles)[number];

const forms = { 'phu-luc.xlsx': 'xlsx', 'phu-luc.csv': 'csv', 'phu-luc.html': 'html' } as const;

export function annexBytes(annex: Annex, file: AnnexFile): Promise<Uint8Array> {
  return composeTable(annex, forms[file]);
}

/** A file that was written for this answer; `published`: for everybody to keep. */
export function writtenAnswer(name: string, bytes: Uint8Array, published: boolean): Response {
  const headers = attachmentHeaders(name, createHash('sha256').update(bytes).digest('hex'), published);
  headers.set('content-length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { headers });
}
