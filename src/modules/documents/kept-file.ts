import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { KeptFile } from './register.ts';

const shape = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().nonnegative(),
  mediaType: z.string(),
  name: z.string(),
  account: z.number().int(),
});

/**
 * A file kept in the store while its facts are typed by hand, as a hidden field. Signed and tied to the person, since
 * whoever could name any hash there would get hold of any file of the store.
 */
export function sealKeptFile(file: KeptFile, account: number, secretKey: string): string {
  const content = Buffer.from(
    JSON.stringify({ ...file, mediaType: file.mediaType ?? 'application/octet-stream', account }),
  ).toString('base64url');
  return `${content}.${signatureOf(content, secretKey)}`;
}

/** The file behind a sealed field; null when it was not sealed here for this person. */
export function openKeptFile(sealed: string, account: number, secretKey: string): KeptFile | null {
  const [content = '', signature = ''] = sealed.split('.');
  const expected = Buffer.from(signatureOf(content, secretKey));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const read = shape.safeParse(JSON.parse(Buffer.from(content, 'base64url').toString()));
  if (!read.success || read.data.account !== account) return null;
  const { account: _account, ...file } = read.data;
  return file;
}

function signatureOf(content: string, secretKey: string): string {
  return createHmac('sha256', secretKey).update(`kept file ${content}`).digest('base64url');
}
