/**
 * A page of this site to go back to, as path with query, or null for anything else. Read as a browser reads an
 * address, because "/\t/elsewhere.example" and "/.//elsewhere.example" lead away although they begin with one slash.
 */
export function returnPath(text: string, base: URL): string | null {
  if (!text.startsWith('/') || text.length > 2000 || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (url.origin !== base.origin || /^\/[/\\]/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}`;
}
