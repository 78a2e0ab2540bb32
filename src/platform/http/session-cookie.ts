import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.ts';

type Named = 'session' | 'half' | 'device';

/** `__Host-` binds the cookie to this very host; browsers accept it over HTTPS only. */
function cookieName(config: Config, name: Named): string {
  return config.baseUrl.protocol === 'https:' ? `__Host-nhipcau_${name}` : `nhipcau_${name}`;
}

function cookie(config: Config, name: Named, token: string, maxAgeSeconds: number): string {
  const secure = config.baseUrl.protocol === 'https:' ? '; Secure' : '';
  return `${cookieName(config, name)}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

export const sessionCookieName = (config: Config): string => cookieName(config, 'session');

export function sessionCookie(config: Config, token: string, maxAgeSeconds: number): string {
  return cookie(config, 'session', token, maxAgeSeconds);
}

export function endedSessionCookie(config: Config): string {
  return sessionCookie(config, '', 0);
}

/** Of a sign-in whose second step is awaited. */
export const halfCookieName = (config: Config): string => cookieName(config, 'half');

export function halfCookie(config: Config, token: string, maxAgeSeconds: number): string {
  return cookie(config, 'half', token, maxAgeSeconds);
}

/** By which a browser that has signed in before is known again; it opens nothing. */
export const deviceCookieName = (config: Config): string => cookieName(config, 'device');

export function deviceCookie(config: Config, token: string): string {
  return cookie(config, 'device', token, 365 * 86_400);
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
