import { createHmac } from 'node:crypto';
import type { Config } from '../../../platform/config.ts';
import { cookieName, readCookies, setCookie } from '../../../platform/http/cookies.ts';
import type { SignOnKeys } from './provider.ts';

/** The cookie that ties a way to a provider to the browser that began it. */
const name = 'nhipcau_sign_on';

export function signOnCookie(config: Config, token: string, maxAgeSeconds: number): string {
  return setCookie(config, { name, value: token, maxAge: maxAgeSeconds });
}

export function spentSignOnCookie(config: Config): string {
  return signOnCookie(config, '', 0);
}

/** The token of the browser's cookie; empty where it has none. */
export function signOnToken(config: Config, request: Request): string {
  const token = readCookies(request.headers.get('cookie')).get(cookieName(config, name)) ?? '';
  return /^[\w-]{43}$/.test(token) ? token : '';
}

/** All keys of a way follow from its cookie, so that nobody who reads the database can go it. */
export function keysOf(config: Config, token: string): SignOnKeys {
  const key = (what: string) =>
    createHmac('sha256', config.secretKey).update(`sign-on ${what}:${token}`).digest('base64url');
  return { state: key('state'), nonce: key('nonce'), verifier: key('verifier') };
}
