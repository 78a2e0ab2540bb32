import type { OfficialDocument } from '../../../office/index.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Installation } from '../../../platform/installation.ts';
import { findDocument } from '../../documents/index.ts';
import type { Edition } from '../edition.ts';
import { pastedDocument } from '../import-reading.ts';
import { findTexts } from '../outgoing/commands.ts';
import { composed } from '../outgoing/composed.ts';
import { publishingKind } from '../outgoing/outgoing.ts';
import type { SignedHead } from './typed.ts';

/** The document that issues an edition as far as it is known before it is signed. */
export interface Issuing {
  readonly id: number | null;
  /** null while the register has none. */
  readonly state: 'draft' | 'published' | null;
  readonly kind: 'notice' | 'decision';
  /** Whole; null while it has none. */
  readonly number: string | null;
  readonly symbol: string;
  readonly date: string | null;
  readonly place: string | null;
  readonly issuer: string | null;
  readonly title: string;
  readonly signer: { readonly name: string | null; readonly roles: readonly string[] };
  readonly recipients: readonly string[];
  /** The choice of columns of its annex. */
  readonly columns: string;
}

/** From the register, and where that says nothing from the text the office wrote to be signed. Two statements. */
export async function issuingText(
  db: Querying,
  edition: Edition,
  installation: Installation,
): Promise<Issuing> {
  const outgoing = publishingKind(edition);
  const document = edition.documentId === null ? null : await findDocument(db, edition.documentId);
  const { texts } = await findTexts(db, edition, outgoing);
  const text = composed({ outgoing, edition, texts, entries: [], installation });
  const number = text.number && `${text.number.padStart(2, '0')}/${text.symbol}`;
  return {
    id: document?.id ?? null,
    state: document?.state ?? null,
    kind: outgoing === 'notice' ? 'notice' : 'decision',
    number: document?.number ?? number,
    symbol: document?.symbol ?? text.symbol,
    date: document?.issued ?? text.date,
    place: document?.place ?? text.place,
    issuer: document ? document.issuer : inWords(text.issuer, installation.place),
    title: document?.title ?? text.abstract,
    signer: {
      name: document?.signer.name ?? text.signer.name,
      roles: document && document.signer.roles.length > 0 ? document.signer.roles : text.signer.roles,
    },
    recipients: text.recipients.filter((line) => line.trim() !== ''),
    columns: texts.columns,
  };
}

/** `ỦY BAN NHÂN DÂN`, `TỈNH LẠNG SƠN` → `Ủy ban nhân dân tỉnh Lạng Sơn`. */
function inWords(lines: readonly string[], place: string): string {
  const low = lines.join(' ').toLocaleLowerCase('vi').replace(place.toLocaleLowerCase('vi'), place);
  return `${low.charAt(0).toLocaleUpperCase('vi')}${low.slice(1)}`;
}

/** The document as the register takes it: its head as approved and typed, its body as read from the scan. */
export function issuingReading(
  issuing: Issuing,
  typed: SignedHead,
  reading: OfficialDocument | null,
): OfficialDocument {
  const { kind, place, issuer, title, signer, recipients } = issuing;
  return {
    ...(reading ?? { ...pastedDocument({ title: null, columns: [], rows: [] }), tables: [] }),
    ...{ kind, number: typed.number, symbol: null, place, date: typed.date, issuer, title },
    signer: { name: typed.signer, roles: [...signer.roles] },
    recipients: [...recipients],
  };
}
