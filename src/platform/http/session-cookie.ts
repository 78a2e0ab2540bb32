import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.ts';
import { cookieName, setCookie } from './cookies.ts';

const names = { session: 'nhipcau_session', half: 'nhipcau_half', device: 'nhipcau_device' } as const;

export const sessionCookieName = (config: Config): string => cookieName(config, names.session);

export function sessionCookie(config: Config, token: string, maxAgeSeconds: number): string {
  return setCookie(config, { name: names.session, value: token, maxAge: maxAgeSeconds });
}

export function endedSessionCookie(config: Config): string {
  return sessionCookie(config, '', 0);
}

/** Of a sign-in whose second step is awaited. */
export const halfCookieName = (config: Config): string => cookieName(config, names.half);

export function halfCookie(config: Config, token: string, maxAgeSeconds: number): string {
  return setCookie(config, { name: names.half, value: token, maxAge: maxAgeSeconds });
}

/** By which a browser that has signed in before is known again; it opens nothing. */
export const deviceCookieName = (config: Config): string => cookieName(config, names.device);

export function deviceCookie(config: Config, token: string): string {
  return setCookie(config, { name: names.device, value: token, maxAge: 365 * 86_400 });
}

/** The token every form of this session carries: the same as long as it lasts, whatever token it has itself. */
export function csrfTokenOf(config: Config, sessionId: number): string {
  return createHmac('sha256', config.secretKey).update(`form of session ${sessionId}`).digest('base64url');
}

export function sameToken(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
