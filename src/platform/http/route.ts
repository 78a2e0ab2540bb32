import type { Role } from '../../kernel/actor.ts';
import type { Call } from './call.ts';

/** Who may knock at a door at all; commands authorise again after the row lock. */
export type Access =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'signed_in' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

export const anyone: Access = { kind: 'anyone' };
export const signedIn: Access = { kind: 'signed_in' };
export function onlyFor(...roles: readonly Role[]): Access {
  return { kind: 'roles', roles };
}

export interface Route {
  /** Stable name, noun.verb: appears in logs, metrics and the doors × roles test. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Hono pattern; a localised route also answers under /en. */
  readonly path: string;
  readonly access: Access;
  /** page: also under /en, failures as pages; api: failures as problem details; plain: neither */
  readonly style: 'page' | 'api' | 'plain';
  /** Anonymous answers may be kept under the content version and local date. */
  readonly cached?: true;
  /** What an answer to a visitor is counted as (see uses.ts). */
  readonly counts?: 'view' | 'download';
  /** A post that cannot be undone: who has not proven lately who they are is asked first (WebOptions.confirm). */
  readonly confirms?: true;
  /** Open to people who have yet to set up their second factor. */
  readonly beforeFactor?: true;
  /** A post that may come from anywhere, since its path proves what it may do, or since it changes nothing. */
  readonly carriesProof?: true;
  /**
   * Whether an answer to a visitor that is not at hand costs the database or a processor much: always, or where the address asks
   * for something (words, filters, a page). The gate counts those by network (gate.ts).
   */
  readonly costly?: 'always' | 'asked';
  /** The gate counts who comes in (gate.ts). */
  readonly metered?: true;
  readonly handle: (call: Call) => Promise<Response> | Response;
}

type Handler = Route['handle'];

/** A page for reading. */
export function page(name: string, path: string, access: Access, handle: Handler): Route {
  return { name, method: 'GET', path, access, style: 'page', handle };
}

/** A page whose anonymous answer is the same for everyone until something public changes. */
export function publicPage(name: string, path: string, handle: Handler): Route {
  return {
    name,
    method: 'GET',
    path,
    access: { kind: 'anyone' },
    style: 'page',
    cached: true,
    counts: 'view',
    costly: 'asked',
    handle,
  };
}

/** A form post without files that cannot be undone: asks anew who it is, unless the person has just said so. */
export function gravely(route: Route): Route {
  return { ...route, confirms: true };
}

/** A form post; answers with 303 on success. */
export function action(name: string, path: string, access: Access, handle: Handler): Route {
  return { name, method: 'POST', path, access, style: 'page', handle };
}

/** A read-only address of the public API. */
export function api(name: string, path: string, handle: Handler): Route {
  const access: Access = { kind: 'anyone' };
  return { name, method: 'GET', path, access, style: 'api', cached: true, metered: true, handle };
}

/** A file or stream. */
export function download(name: string, path: string, access: Access, handle: Handler): Route {
  const route = { name, method: 'GET', path, access, style: 'plain', handle } as const;
  return access.kind === 'anyone' ? { ...route, counts: 'download' } : route;
}
