import { visitor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { anyone, download, type Route } from '../../platform/http/route.ts';
import type { Services } from '../../platform/services.ts';
import { isReadable } from './edition.ts';
import { findEditionByCode } from './edition-store.ts';
import { allEntries } from './entry-store.ts';
import { type AnnexFile, annexBytes, annexFiles, writtenAnswer } from './outgoing/annex-files.ts';
import { findTexts } from './outgoing/commands.ts';
import { composed } from './outgoing/composed.ts';
import { asIssued, issuedHead } from './outgoing/issued.ts';
import { publishingKind } from './outgoing/outgoing.ts';
import { annexPath } from './paths.ts';
import { isCode } from './public-entry.ts';

/** The table of a published edition as a file, with what is public of it today; null where there is none. */
async function publicAnnex(
  { db, installation }: Services,
  code: string,
  file: AnnexFile,
): Promise<Uint8Array | null> {
  const edition = isCode(code) ? await findEditionByCode(db, code) : null;
  if (!edition || !isReadable(edition) || edition.amends) return null;
  const outgoing = publishingKind(edition);
  const kept = await findTexts(db, edition, outgoing);
  const texts = asIssued(kept.texts, await issuedHead(db, edition, outgoing));
  const entries = (await allEntries(db, visitor, edition.id)).filter(
    ({ publishedAt }) => publishedAt !== null,
  );
  const [annex] = composed({
    outgoing,
    edition,
    texts,
    entries,
    installation,
  }).annexes;
  return annex ? annexBytes(annex, file) : null;
}

async function sendAnnex(call: Call): Promise<Response> {
  const code = call.param('code');
  const file = annexFiles.find((name) => name === call.param('file'));
  if (!file) throw notFound();
  const bytes = await call.reads.remember(`annex ${code} ${file}`, () =>
    publicAnnex(call.services, code, file),
  );
  if (!bytes) throw notFound();
  return writtenAnswer(`${code}-${file}`, bytes, true);
}

export const publicAnnexRoutes: readonly Route[] = [
  download('edition.public-annex', annexPath(':code', ':file'), anyone, sendAnnex),
];
