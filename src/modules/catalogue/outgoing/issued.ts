import type { Querying } from '../../../platform/database/open.ts';
import { findDocument } from '../../documents/index.ts';
import type { Edition } from '../edition.ts';
import { type OutgoingKind, type OutgoingTexts, publishingKind } from './outgoing.ts';

/** What the register says of the document by which an edition was issued. */
export interface IssuedHead {
  readonly documentId: number;
  /** Running number and symbol apart; null while the register has none. */
  readonly number: string | null;
  readonly symbol: string | null;
  /** As typed in a form: `05/01/2026`, `4/2026`; null while the register has none. */
  readonly date: string | null;
}

/**
 * The head of the registered document, for the document that issues the edition alone; null while nothing is
 * registered, or nothing of these three. At most one statement.
 */
export async function issuedHead(
  db: Querying,
  edition: Edition,
  outgoing: OutgoingKind,
): Promise<IssuedHead | null> {
  if (edition.documentId === null || outgoing !== publishingKind(edition)) return null;
  const document = await findDocument(db, edition.documentId);
  if (!document) return null;
  const [number = '', ...symbols] = (document.number ?? '').split('/');
  const symbol = symbols.join('/') || document.symbol;
  const date = document.issued?.split('-').reverse().join('/') || null;
  if (number === '' && date === null) return null;
  return { documentId: document.id, number: number || null, symbol: symbol || null, date };
}

/** The texts with number, symbol and date of the registered document in place of what was typed. */
export function asIssued(texts: OutgoingTexts, issued: IssuedHead | null): OutgoingTexts {
  if (!issued) return texts;
  return {
    ...texts,
    number: issued.number ?? texts.number,
    symbol: issued.symbol ?? texts.symbol,
    date: issued.date ?? texts.date,
  };
}
