import type { DocumentKind } from '../../office/index.ts';

/** What a key is made of: a citation, or a document itself. */
export interface Citable {
  readonly kind: DocumentKind | string;
  readonly number: string | null;
  readonly title: string | null;
}

/**
 * How a document is recognised wherever it is cited: its number without regard to case, spaces, kinds of dash,
 * leading zeros and diacritics (`03/NQ-CP`, `57-NQ/TW`, `93/2025/QH15`), or, for a law cited without number, its name.
 * Null for what nothing can be told apart by. Numbers restart every year, so a key alone is no proof: see citing.ts.
 */
export function citationKey(citation: Citable): string | null {
  return citation.number === null ? lawKey(citation) : numberKey(citation.number);
}

/** The key of a law by its name, also where its number is known; null for all other kinds. */
export function lawKey(citation: Citable): string | null {
  if (citation.kind !== 'law' || citation.title === null) return null;
  const words = folded(citation.title)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  // indexes hold some 2,700 bytes a row, and no law has such a name
  return words === '' || words.length > 500 ? null : `law ${words}`;
}

function numberKey(number: string): string | null {
  const plain = folded(number)
    .replace(/^so\s*:?\s*/, '')
    .replace(/\s+/g, '')
    .replace(/[‐-―−]/g, '-')
    .replace(/^0+(?=\d)/, '')
    .toUpperCase();
  return /^\d/.test(plain) && plain.length <= 100 ? plain : null;
}

/** Lower case without diacritics, đ (and the Eth old fonts show for it) as d. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[đð]/g, 'd').trim();
}
