import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.ts';

/** `__Host-` binds the cookie to this very host; browsers accept it over HTTPS only. */
export function sessionCookieName(config: Config): string {
  return config.baseUrl.protocol === 'https:' ? '__Host-nhipcau_session' : 'nhipcau_session';
}

export function sessionCookie(config: Config, token: string, maxAgeSeconds: number): string {
  const secure = config.baseUrl.protocol === 'https:' ? '; Secure' : '';
  return `${sessionCookieName(config)}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
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
