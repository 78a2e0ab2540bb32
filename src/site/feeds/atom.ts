/** Atom feeds (RFC 4287). */

export interface FeedEntry {
  /** Stays the same for good; beginning with what the host itself has none of. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Whole address. */
  readonly href: string;
  readonly updated: Date;
}

export interface Feed {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly author: string;
  /** Whole addresses: of the feed itself, and of the page it goes with. */
  readonly self: string;
  readonly alternate: string;
  readonly entries: readonly FeedEntry[];
  /** When what it is of last changed: how old a feed without entries is. */
  readonly changed: Date;
}

/** A name for good (RFC 4151): the host had its name when the product began to run there. */
export function tagUri(host: string, specific: string): string {
  return `tag:${host},2026:${specific.replace(/[^\w.~:/?&=%-]/g, encodeURIComponent)}`;
}

export function writeAtom(feed: Feed): string {
  const times = feed.entries.map((entry) => entry.updated.getTime());
  const updated = times.length === 0 ? feed.changed : new Date(Math.max(...times));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(feed.language)}">`,
    `<id>${xml(feed.id)}</id>`,
    `<title>${xml(feed.title)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<author><name>${xml(feed.author)}</name></author>`,
    `<generator>Nhịp Cầu</generator>`,
    `<link rel="self" type="application/atom+xml" href="${xml(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(feed.alternate)}"/>`,
    ...feed.entries.map(writeEntry),
    '</feed>\n',
  ].join('\n');
}

function writeEntry({ id, title, summary, href, updated }: FeedEntry): string {
  return [
    '<entry>',
    `<id>${xml(id)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<link rel="alternate" type="text/html" href="${xml(href)}"/>`,
    `<summary>${xml(summary)}</summary>`,
    '</entry>',
  ].join('\n');
}

/** As text or between quotation marks; what XML cannot hold at all is left out. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
