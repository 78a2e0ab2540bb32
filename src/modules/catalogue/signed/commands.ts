import { type Actor, system, visitor } from '../../../kernel/actor.ts';
import { readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import { indexItems } from '../../../platform/search/index.ts';
import type { Services } from '../../../platform/services.ts';
import {
  completeDocumentWithin,
  documentsNumbered,
  findDocument,
  holdDocument,
  type KeptFile,
  keepStoredFile,
  lockNumber,
  publishDocumentWithin,
  registerDocumentWithin,
  type Twin,
} from '../../documents/index.ts';
import type { Edition } from '../edition.ts';
import { lockEdition } from '../edition-store.ts';
import { allEntries, type EntryRecord } from '../entry-store.ts';
import { authorise } from '../policy.ts';
import { searchItemOf } from '../search-item.ts';
import { type Comparison, compareScan, differencesIn, uncompared } from './compare.ts';
import { type LatestCopy, latestCopy } from './copies.ts';
import { exposedIn, exposedText, unsoughtIn, unsoughtText } from './exposed.ts';
import { type Issuing, issuingReading, issuingText } from './issuing.ts';
import {
  fileTaken,
  isFileTaken,
  numberTaken,
  recordedMeanwhile,
  refuseUnlessApproved,
  seemsAnother,
} from './refusals.ts';
import { readScan, type Scan } from './scan.ts';
import { readTyped, type SignedHead, type TypedHead, wholeNumber } from './typed.ts';

export interface SignedCopyInput extends TypedHead {
  /** In the blob store already. */
  readonly file: KeptFile;
  /** The person looked at a file that seems to be another document, and says that it is the one. */
  readonly confirmed?: boolean;
  /** A document the register has under this number, which is the one that was signed. */
  readonly documentId?: number | null;
  /** The latest recording the person had before them, 0 for none; what was recorded after it is not replaced unseen. */
  readonly seen?: number;
}

export interface Recorded {
  readonly copyId: number;
  readonly documentId: number;
  readonly comparison: Comparison;
}

/**
 * Number, date, signer and scan of the signed document reach the register, and the scan is held against what was
 * approved; differences are kept and block nothing. The document is completed, or registered where the edition has
 * none yet, and is public where the edition is. Recorded again it replaces what was recorded, whose file stays.
 *
 * Throws InvalidInput (`number`, `date`, `signer`, `file`; `documentId` where other documents have the number;
 * `confirmed` where the file seems to be another document, prints a confidential entry, or may print one unread),
 * Refusal (`wrong_state` unless approved, `conflict` when somebody recorded since `seen`, `forbidden` for an officer who
 * would change what is public).
 */
export async function recordSignedCopy(
  services: Services,
  actor: Actor,
  editionId: number,
  input: SignedCopyInput,
): Promise<Recorded> {
  authorise(actor, 'edit', editionId);
  const typed = readTyped(input, services.clock());
  const scan = await readScan(services, input.file);
  try {
    return await services.db.transaction().execute(async (tx) => {
      const edition = await lockEdition(tx, editionId);
      authorise(actor, 'edit', editionId);
      const latest = await latestCopy(tx, editionId);
      return record(tx, { services, actor, edition, latest, input, typed, scan });
    });
  } catch (error) {
    throw isFileTaken(error) ? fileTaken() : error;
  }
}

interface Recording {
  readonly services: Services;
  readonly actor: Actor;
  readonly edition: Edition;
  readonly latest: LatestCopy | null;
  readonly input: SignedCopyInput;
  readonly typed: SignedHead;
  readonly scan: Scan;
}

async function record(tx: Transaction, recording: Recording): Promise<Recorded> {
  const { services, actor, edition, latest, input, scan } = recording;
  refuseUnlessApproved(edition);
  const issuing = await issuingText(tx, edition, services.installation);
  const typed = { ...recording.typed, number: wholeNumber(recording.typed.number, issuing.symbol) };
  if (latest && isSame(latest, typed, recording))
    return { copyId: latest.id, documentId: latest.documentId, comparison: latest.comparison };
  if (input.seen !== undefined && input.seen !== (latest?.id ?? 0)) throw recordedMeanwhile();
  // as the document prints them: what they say of confidential ones is not in it
  const entries = await allEntries(tx, visitor, edition.id);
  const confidential = (await allEntries(tx, system, edition.id)).filter((entry) => entry.confidential);
  const approved = { entries, confidential, columns: issuing.columns };
  const comparison = scan.reading
    ? compareScan(scan.reading, edition, approved, typed)
    : uncompared(scan.read);
  const { target, refused } = await targetOf(tx, recording, typed, issuing);
  const doubt = input.confirmed ? null : await doubtOf(tx, recording, comparison, confidential);
  // both at once: each needs a word of the person on the same form
  if (refused || doubt)
    throw new InvalidInput({ ...(refused && { documentId: refused }), ...(doubt && { confirmed: doubt }) });
  const done = await intoRegister(tx, { ...recording, typed }, { target, issuing, entries });
  const now = services.clock();
  const { id } = await tx
    .insertInto('signed_copy')
    .values({
      edition_id: edition.id,
      document_id: done.documentId,
      number: typed.number,
      issued: typed.date,
      signer: typed.signer,
      file_sha256: input.file.sha256,
      file_name: input.file.name,
      earlier_sha256: done.earlierFile?.sha256 ?? null,
      earlier_name: done.earlierFile?.name ?? null,
      comparison: JSON.stringify(comparison),
      account_id: actor.kind === 'account' ? actor.id : null,
      at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    name: 'edition.signed_copy_recorded',
    actor,
    subject: { kind: 'edition', id: edition.id },
    facts: {
      ...{ code: edition.code, copy: id, documentId: done.documentId, again: latest !== null },
      ...{ number: typed.number, issued: typed.date, file: input.file.sha256 },
      ...factsOf(comparison),
    },
    at: now,
  });
  return { copyId: id, documentId: done.documentId, comparison };
}

/** What only the person can say: that it is the right document, and that it may show what it shows. */
async function doubtOf(
  tx: Transaction,
  { actor, scan }: Recording,
  { other, recognised, picturePages }: Comparison,
  confidential: readonly EntryRecord[],
): Promise<Text | null> {
  const exposed = scan.reading ? exposedIn(scan.reading, confidential) : [];
  const whole = scan.reading !== null && !recognised && picturePages === 0;
  const unsought = unsoughtIn(confidential, whole).filter((entry) => !exposed.includes(entry));
  const doubts = [
    ...(exposed.length > 0 ? [await exposedText(tx, actor, exposed)] : []),
    ...(unsought.length > 0 ? [unsoughtText(unsought.length)] : []),
    ...(other ? [seemsAnother(other)] : []),
  ];
  if (doubts.length === 0) return null;
  return { vi: doubts.map(({ vi }) => vi).join(' '), en: doubts.map(({ en }) => en).join(' ') };
}

function factsOf(comparison: Comparison) {
  const { rows } = comparison;
  return {
    read: comparison.read,
    other: comparison.other !== null,
    differences: differencesIn(comparison),
    ...(rows && {
      equal: rows.equal,
      changed: rows.changedCount,
      missing: rows.missingCount,
      added: rows.addedCount,
    }),
  };
}

/** Sent twice by the same person, by a second click say. */
function isSame(latest: LatestCopy, typed: SignedHead, { actor, input }: Recording): boolean {
  return (
    !latest.outdated &&
    latest.number === typed.number &&
    latest.date === typed.date &&
    latest.signer === typed.signer &&
    latest.file.sha256 === input.file.sha256 &&
    latest.accountId === (actor.kind === 'account' ? actor.id : null)
  );
}

/** The document that gets the signed copy, null where it is to be registered; or why none can. */
async function targetOf(
  tx: Transaction,
  { edition, input }: Recording,
  typed: SignedHead,
  issuing: Issuing,
): Promise<{ readonly target: number | null; readonly refused: Text | null }> {
  const own = edition.documentId;
  // before any document, so that nobody waits for the number while holding what its taker wants
  await lockNumber(tx, typed.number);
  if (own !== null) await holdDocument(tx, own);
  const twins = await documentsNumbered(tx, { ...typed, issued: typed.date, issuer: issuing.issuer }, own);
  if (twins.length === 0) return { target: own, refused: null };
  const chosen = twins.find(({ id }) => id === input.documentId);
  if (chosen && mayTakeAnother(issuing)) return { target: chosen.id, refused: null };
  return { target: own, refused: numberTaken(twins, typed.number) };
}

/** A published document stays the one that issues its edition. */
function mayTakeAnother({ state }: Issuing): boolean {
  return state !== 'published';
}

/** The documents that have this number, and whether one of them may be the signed one. Three statements. */
export async function otherDocumentsNumbered(
  services: Services,
  edition: Edition,
  input: TypedHead,
): Promise<{ readonly found: readonly Twin[]; readonly selectable: boolean }> {
  const { db, installation } = services;
  const issuing = await issuingText(db, edition, installation);
  const date = readTypedDate(input.date);
  if (!date) return { found: [], selectable: false };
  const number = wholeNumber(input.number, issuing.symbol);
  const found = await documentsNumbered(
    db,
    { number, issued: date, issuer: issuing.issuer },
    edition.documentId,
  );
  return { found, selectable: mayTakeAnother(issuing) };
}

interface Into {
  readonly target: number | null;
  readonly issuing: Issuing;
  /** Without confidential ones. */
  readonly entries: readonly EntryRecord[];
}

/** Completes or registers the document, ties the edition to it, and makes it public with its edition. */
async function intoRegister(tx: Transaction, recording: Recording, into: Into) {
  const { services, actor, edition, input, typed, scan } = recording;
  const now = services.clock();
  const isPublic = edition.state === 'published';
  const { issuing, target } = into;
  const document = target === null || target === issuing.id ? issuing : await findDocument(tx, target);
  // the index and the content version are locked before the event log, as everywhere: see publishDocumentWithin
  if (isPublic && (document?.state !== 'published' || target !== issuing.id))
    await datePublicEntries(tx, edition, into.entries, typed.date);
  const file = input.file;
  const signedBefore = target !== null && recording.latest?.documentId === target;
  const completion = {
    ...typed,
    issued: typed.date,
    signerName: typed.signer,
    file,
    reading: scan.registered,
    signedBefore,
  };
  const { id: documentId, earlierFile } =
    target === null
      ? { ...(await registerSigned(tx, recording, issuing)), earlierFile: null }
      : { id: target, ...(await completeDocumentWithin(tx, actor, target, completion, now)) };
  // of a file that the document had already
  await keepStoredFile(tx, file);
  if (edition.documentId !== documentId)
    await tx
      .updateTable('edition')
      .set({ document_id: documentId, version: edition.version + 1, updated_at: now })
      .where('id', '=', edition.id)
      .execute();
  if (isPublic) await publishDocumentWithin(tx, actor, documentId, now, { approved: true });
  return { documentId, earlierFile };
}

async function registerSigned(
  tx: Transaction,
  { services, actor, edition, input, typed, scan }: Recording,
  issuing: Issuing,
) {
  const { id, created } = await registerDocumentWithin(
    tx,
    actor,
    {
      reading: issuingReading(issuing, typed, scan.registered),
      file: input.file,
      typed: true,
      confirmed: true,
      illustrative: edition.illustrative,
    },
    services.clock(),
  );
  if (created) return { id };
  throw new InvalidInput({
    file: {
      vi: 'Tệp này đã có trong sổ văn bản dưới một số khác. Hãy kiểm tra lại số, ngày, hoặc chọn đúng tệp.',
      en: 'The register has this file under another number. Check number and date, or choose the right file.',
    },
  });
}

/** Lists follow the day of the issuing document. */
async function datePublicEntries(
  tx: Transaction,
  edition: Edition,
  entries: readonly EntryRecord[],
  issued: SignedHead['date'],
): Promise<void> {
  const shown = entries.filter(({ publishedAt }) => publishedAt !== null);
  await indexItems(
    tx,
    shown.map((entry) => searchItemOf(edition, entry, issued)),
  );
  await bumpContentVersion(tx);
}
