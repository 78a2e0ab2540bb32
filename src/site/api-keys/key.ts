import { createHash, randomBytes } from 'node:crypto';

/** Keys one account may hold at a time. */
export const mostKeys = 10;

/** A key of 256 random bits, told from other secrets by how it begins. */
export function newKey(): string {
  return `nc_${randomBytes(32).toString('base64url')}`;
}

export function isKey(text: string): boolean {
  return /^nc_[\w-]{43}$/.test(text);
}

/** What is kept of a key. */
export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The end of a key, by which its owner tells it from others. */
export function hintOf(key: string): string {
  return key.slice(-4);
}
