import type { Call } from './call.ts';
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
  if (notice) headers.append('set-cookie', noticeCookie(notice));
  return new Response(null, { status: 303, headers });
}

const noticeName = 'nhipcau_notice';

function noticeCookie(notice: string): string {
  return `${noticeName}=${encodeURIComponent(notice.slice(0, 600).toWellFormed())}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`;
}

export const spentNoticeCookie = `${noticeName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

/** Tells the script that keeps a copy of a long form in the browser that the server has the text posted to `path`. */
export function takenCookie(path: string): string {
  return `nhipcau_taken=${encodeURIComponent(path)}; Path=/; Max-Age=60; SameSite=Lax`;
}

export function readNotice(cookies: ReadonlyMap<string, string>): string | null {
  const value = cookies.get(noticeName);
  if (!value) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

export function readCookies(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return cookies;
}
