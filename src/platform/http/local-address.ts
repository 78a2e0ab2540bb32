/**
 * The text as an address of this site: path, query and fragment, or null for anything that leads elsewhere. Read as a
 * browser reads an address, because "/\t/elsewhere.example" and "/.//elsewhere.example" lead away although they begin
 * with one slash.
 */
export function localAddress(text: string, base: URL): string | null {
  if (!text.startsWith('/') || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (url.origin !== base.origin || /^\/[/\\]/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
