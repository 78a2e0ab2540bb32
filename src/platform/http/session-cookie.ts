import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.ts';
import { cookieName, setCookie } from './cookies.ts';

const sessionName = 'nhipcau_session';

export function sessionCookieName(config: Config): string {
  return cookieName(config, sessionName);
}

export function sessionCookie(config: Config, token: string, maxAgeSeconds: number): string {
  return setCookie(config, { name: sessionName, value: token, maxAge: maxAgeSeconds });
}

export function endedSessionCookie(config: Config): string {
  return sessionCookie(config, '', 0);
}

/** The token every form of this session carries; it tells nothing about the session's own token. */
export function csrfTokenOf(config: Config, sessionToken: string): string {
  return createHmac('sha256', config.secretKey).update(`form:${sessionToken}`).digest('base64url');
}

export function sameToken(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
