import type { Config } from '../config.ts';
import type { Call } from './call.ts';
import { cookieName, setCookie } from './cookies.ts';
import { localAddress } from './local-address.ts';

/** HTML of a whole document in UTF-8. */
export function html(
  document: string | Uint8Array<ArrayBuffer>,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(document, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  });
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/**
 * After a post: go and look at the result (303), with an optional message shown there once. `path` stands without
 * the language prefix; only addresses of this site are followed.
 */
export function seeOther(call: Call, path: string, notice?: string): Response {
  const local = localAddress(path, call.services.config.baseUrl) ?? '/';
  const english = /^\/en(?:[/?#]|$)/.test(local);
  const headers = new Headers({ location: call.language === 'en' && !english ? `/en${local}` : local });
  if (notice) headers.append('set-cookie', noticeCookie(call.services.config, notice));
  return new Response(null, { status: 303, headers });
}

const noticeName = 'nhipcau_notice';

function noticeCookie(config: Config, notice: string): string {
  const value = encodeURIComponent(notice.slice(0, 600).toWellFormed());
  return setCookie(config, { name: noticeName, value, maxAge: 60 });
}

export function spentNoticeCookie(config: Config): string {
  return setCookie(config, { name: noticeName, value: '', maxAge: 0 });
}

/** Tells the script that keeps a copy of a long form in the browser that the server has the text posted to `path`. */
export function takenCookie(config: Config, path: string): string {
  return setCookie(config, {
    name: 'nhipcau_taken',
    value: encodeURIComponent(path),
    maxAge: 60,
    forScript: true,
  });
}

export function readNotice(config: Config, cookies: ReadonlyMap<string, string>): string | null {
  const value = cookies.get(cookieName(config, noticeName));
  if (!value) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
