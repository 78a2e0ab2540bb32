import type { ComponentChild } from 'preact';

/** Words in which one thing may have been written: languages, days of a cache's life and parts of the frame are few. */
const mostVersions = 64;

const written = new WeakMap<object, Map<string, Uint8Array>>();
const utf8 = new TextEncoder();

export interface KeptProps {
  /** What is shown; nobody changes it in place. The HTML is forgotten together with it. */
  readonly of: object;
  /** Everything else the content depends on: the language, the day, and which of its parts where it has several. */
  readonly as: string;
  readonly children: () => ComponentChild;
}

/**
 * A part of a page that depends on one remembered thing alone: it is written once and used for everybody. Of a thing
 * read anew for each request nothing is kept, since nobody asks for the same object again.
 */
export function Kept({ children }: KeptProps): ComponentChild {
  return children();
}

/** The HTML of a kept part as it goes to the browser, written by `write` where it has not been yet. */
export function keptBytes(
  { of, as, children }: KeptProps,
  write: (node: ComponentChild) => string,
): Uint8Array {
  const versions = written.get(of) ?? new Map<string, Uint8Array>();
  const known = versions.get(as);
  if (known) return known;
  const bytes = utf8.encode(write(children()));
  if (versions.size >= mostVersions) versions.clear();
  versions.set(as, bytes);
  written.set(of, versions);
  return bytes;
}
