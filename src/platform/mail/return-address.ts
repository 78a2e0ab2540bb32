import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { sameToken } from '../http/session-cookie.ts';

/** Hexadecimal, since mail servers may write an address in lower case; 80 bits, since it has 64 characters at most. */
const sealLength = 20;
const shape = new RegExp(`\\+([1-9]\\d{0,14})\\.([0-9a-f]{${sealLength}})@`, 'i');

/**
 * Where a mail comes back to if it cannot be delivered: MAIL_RETURN with the mail's own part behind a plus sign
 * (RFC 5233). null: where nobody reads what comes back.
 */
export function returnAddress(config: Config, mailId: number): string | null {
  if (config.mailReturn === undefined) return null;
  const at = config.mailReturn.lastIndexOf('@');
  return `${config.mailReturn.slice(0, at)}+${mailId}.${seal(config, mailId)}${config.mailReturn.slice(at)}`;
}

/** The mail that such an address is of; null for an address this installation did not make. */
export function readReturnAddress(config: Config, address: string): number | null {
  const [, mail, given] = shape.exec(address) ?? [];
  if (!mail || !given) return null;
  return sameToken(seal(config, Number(mail)), given.toLowerCase()) ? Number(mail) : null;
}

function seal(config: Config, mailId: number): string {
  return createHmac('sha256', config.secretKey).update(`return:${mailId}`).digest('hex').slice(0, sealLength);
}
