import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import { sameToken } from '../http/session-cookie.ts';

/** What an address for stopping stops: one topic for one person, or all that somebody without an account follows. */
export type Stop = { readonly accountId: number; readonly topic: string } | { readonly followerId: number };

const accountShape = /^([1-9]\d{0,14})-([a-z_]+)\.([\w-]{43})$/;
const followerShape = /^f([1-9]\d{0,14})\.([\w-]{43})$/;

/** The token of such an address: it holds for good, since a letter may be years old, and for nothing else. */
export function stopToken(config: Config, stop: Stop): string {
  if ('followerId' in stop) return `f${stop.followerId}.${seal(config, `stop:f${stop.followerId}`)}`;
  const words = `${stop.accountId}-${stop.topic}`;
  return `${words}.${seal(config, `stop:${words}`)}`;
}

/** Where a person stops a topic, or all that is followed. */
export function stopAddress(config: Config, stop: Stop): string {
  return new URL(`/thu/ngung/${stopToken(config, stop)}`, config.baseUrl).href;
}

/** What a token stops; null for one this installation did not make. */
export function readStopToken(config: Config, token: string): Stop | null {
  const [, account, topic, given] = accountShape.exec(token) ?? [];
  if (account && topic && given)
    return sameToken(seal(config, `stop:${account}-${topic}`), given)
      ? { accountId: Number(account), topic }
      : null;
  const followerId = readSealed(config, 'stop', token);
  return followerId === null ? null : { followerId };
}

/** Lets the reader of a letter see and end what is followed by its address; holds as long as the follower is known. */
export function followsToken(config: Config, followerId: number): string {
  return `f${followerId}.${seal(config, `follows:f${followerId}`)}`;
}

/** The follower whose token this is; null for one this installation did not make. */
export function readFollowsToken(config: Config, token: string): number | null {
  return readSealed(config, 'follows', token);
}

/** Where an addressee chooses what they follow: by the letter's own key, or signed in. */
export function followsAddress(
  config: Config,
  { followerId }: { readonly followerId: number | null },
): string {
  const path =
    followerId === null ? '/tai-khoan/theo-doi' : `/theo-doi/dia-chi/${followsToken(config, followerId)}`;
  return new URL(path, config.baseUrl).href;
}

function readSealed(config: Config, purpose: 'stop' | 'follows', token: string): number | null {
  const [, follower, given] = followerShape.exec(token) ?? [];
  if (!follower || !given) return null;
  return sameToken(seal(config, `${purpose}:f${follower}`), given) ? Number(follower) : null;
}

function seal(config: Config, words: string): string {
  return createHmac('sha256', config.secretKey).update(words).digest('base64url');
}
