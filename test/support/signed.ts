import { Readable } from 'node:stream';
import { visitor } from '../../src/kernel/actor.ts';
import { findEdition } from '../../src/modules/catalogue/edition-store.ts';
import { allEntries, type EntryRecord } from '../../src/modules/catalogue/entry-store.ts';
import { composed } from '../../src/modules/catalogue/outgoing/composed.ts';
import { type OutgoingTexts, publishingKind } from '../../src/modules/catalogue/outgoing/outgoing.ts';
import { templateOf } from '../../src/modules/catalogue/outgoing/templates.ts';
import { type PdfPage, pdfFile } from '../../src/office/fixtures/pdf-file.ts';
import { composeDocument, type OfficialText } from '../../src/office/index.ts';
import type { Services } from '../../src/platform/services.ts';

/** What was changed on paper before it was signed. */
export interface PaperChanges {
  readonly texts?: Partial<OutgoingTexts>;
  readonly entries?: (entries: readonly EntryRecord[]) => readonly EntryRecord[];
  readonly text?: (text: OfficialText) => OfficialText;
}

/** The head of the signed document of these tests. */
export const signedHead = { number: '12/TB-UBND', date: '05/02/2026', signer: 'Nguyễn Thị Hoa' } as const;

/** The PDF of the document that issues an edition, with its text, as the office hands it to be signed. */
export async function signedPdf(
  services: Services,
  editionId: number,
  changes: PaperChanges = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const edition = await findEdition(services.db, editionId);
  const outgoing = publishingKind(edition);
  const entries = await allEntries(services.db, visitor, editionId);
  const text = composed({
    outgoing,
    edition,
    texts: {
      ...templateOf(outgoing, edition.kind),
      ...{ number: '12', date: signedHead.date, signer: signedHead.signer },
      ...changes.texts,
    },
    entries: changes.entries?.(entries) ?? entries,
    installation: services.installation,
  });
  return new Uint8Array(await composeDocument(changes.text?.(text) ?? text, 'pdf'));
}

/** A scan without any text. */
export function picturePdf(mark = 0): Uint8Array<ArrayBuffer> {
  const page: PdfPage = { texts: [], lines: [{ from: [0, mark], to: [10, mark] }] };
  return new Uint8Array(pdfFile([page]));
}

/** A PDF in the store, as an upload leaves it there. */
export async function keepPdf(services: Services, bytes: Uint8Array, name = 'ban-ky.pdf') {
  const stored = await services.files.put(Readable.from([Buffer.from(bytes)]));
  return { ...stored, mediaType: 'application/pdf', name };
}
