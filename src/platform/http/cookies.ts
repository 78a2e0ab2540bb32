import type { Config } from '../config.ts';

/** `__Host-` binds a cookie to this very host; browsers accept it over HTTPS only. */
export function cookieName(config: Config, name: string): string {
  return config.baseUrl.protocol === 'https:' ? `__Host-${name}` : name;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Seconds; 0 ends it. */
  readonly maxAge: number;
  /** Readable by our own scripts; others are for the server alone. */
  readonly forScript?: true;
}

/** A cookie as an answer sets it: for the whole site, never sent along with posts of other sites. */
export function setCookie(config: Config, { name, value, maxAge, forScript }: Cookie): string {
  const secure = config.baseUrl.protocol === 'https:' ? '; Secure' : '';
  const kept = forScript ? '' : '; HttpOnly';
  return `${cookieName(config, name)}=${value}; Path=/; Max-Age=${maxAge}${kept}; SameSite=Lax${secure}`;
}

export function readCookies(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return cookies;
}
