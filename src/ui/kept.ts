import type { ComponentChild } from 'preact';

/** Words in which one thing may have been written: languages and the days of a cache's life are few. */
const mostVersions = 8;

const written = new WeakMap<object, Map<string, string>>();

export interface KeptProps {
  /** What is shown; nobody changes it in place. The HTML is forgotten together with it. */
  readonly of: object;
  /** Everything else the content depends on: the language, the day. */
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

/** The HTML of a kept part, written by `write` where it has not been yet. */
export function keptHtml({ of, as, children }: KeptProps, write: (node: ComponentChild) => string): string {
  const versions = written.get(of) ?? new Map<string, string>();
  const known = versions.get(as);
  if (known !== undefined) return known;
  const html = write(children());
  if (versions.size >= mostVersions) versions.clear();
  versions.set(as, html);
  written.set(of, versions);
  return html;
}
