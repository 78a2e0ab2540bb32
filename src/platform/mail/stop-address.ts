import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { sameToken } from '../http/session-cookie.ts';

/** What an address for stopping stops: one topic for one person. */
export interface Stop {
  readonly accountId: number;
  readonly topic: string;
}

const shape = /^([1-9]\d{0,14})-([a-z_]+)\.([\w-]{43})$/;

/** The token of such an address: it holds for good, since a letter may be years old, and for nothing else. */
export function stopToken(config: Config, { accountId, topic }: Stop): string {
  return `${accountId}-${topic}.${seal(config, `${accountId}-${topic}`)}`;
}

/** Where a person stops a topic. */
export function stopAddress(config: Config, stop: Stop): string {
  return new URL(`/thu/ngung/${stopToken(config, stop)}`, config.baseUrl).href;
}

/** What a token stops; null for one this installation did not make. */
export function readStopToken(config: Config, token: string): Stop | null {
  const [, account, topic, given] = shape.exec(token) ?? [];
  if (!account || !topic || !given) return null;
  return sameToken(seal(config, `${account}-${topic}`), given) ? { accountId: Number(account), topic } : null;
}

function seal(config: Config, words: string): string {
  return createHmac('sha256', config.secretKey).update(`stop:${words}`).digest('base64url');
}
