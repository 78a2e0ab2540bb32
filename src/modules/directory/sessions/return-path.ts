import { localAddress } from '../../../platform/http/local-address.ts';

/** A page of this site to go back to after signing in, as path with query, or null for anything else. */
export function returnPath(text: string, base: URL): string | null {
  if (text.length > 2000) return null;
  return localAddress(text, base)?.split('#')[0] ?? null;
}
