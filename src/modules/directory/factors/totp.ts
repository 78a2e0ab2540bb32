/**
 * Codes by time: RFC 6238 over HMAC-SHA-1 with six digits and steps of thirty seconds, which is what every
 * authenticator application understands.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const digits = 6;
/** A clock may be one step early or late. */
const drift = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 bits, as RFC 4226 recommends. */
export function newSecret(): Buffer {
  return randomBytes(20);
}

/** The number of the step an instant lies in. */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / stepSeconds);
}

/** The code of one step (RFC 4226, 5.3). */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(at) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step whose code was typed, after the last one taken; null where there is none. */
export function matchingStep(secret: Buffer, typed: string, now: Date, lastStep: number): number | null {
  const code = typed.replace(/[\s.-]/g, '');
  if (!/^\d{6}$/.test(code)) return null;
  const present = stepOf(now);
  for (let step = present - drift; step <= present + drift; step += 1) {
    const fits = timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(code));
    if (fits && step > lastStep) return step;
  }
  return null;
}

/** A code that would be taken now: of this step, or of the next where this one is used up. */
export function usableCode(secret: Buffer, now: Date, lastStep: number): string {
  const present = stepOf(now);
  return codeOf(secret, lastStep >= present ? present + drift : present);
}

/** RFC 4648 base 32 without padding, as applications take a secret typed by hand. */
export function base32(bytes: Buffer): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += alphabet[(value >>> (bits - 5)) & 31];
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
}

/** What the application reads from the picture. */
export function otpauthUri(secret: Buffer, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
