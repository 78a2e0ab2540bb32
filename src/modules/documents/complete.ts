import type { Actor } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import type { OfficialDocument } from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { changedFields, citationMark } from './commands.ts';
import { bodyTextOf, citationsOf, contentOf, type RegisteredDocument, symbolOf } from './document.ts';
import { onBehalf, refuseUnlessCan } from './policy.ts';
import { headOf, type KeptFile } from './register.ts';
import { showChanged } from './show-changed.ts';
import {
  type DocumentHead,
  headColumns,
  insertCitations,
  keepStoredFile,
  loadCitations,
  lockDocument,
} from './store.ts';

/** What a document gets when it is signed. */
export interface Completion {
  /** Whole: `145/KH-UBND`. */
  readonly number: string;
  readonly issued: LocalDate;
  readonly signerName: string;
  readonly file: KeptFile;
  /** What the file says; null where nothing could be read, and then the body stays as it was. */
  readonly reading: OfficialDocument | null;
  /** The file the document has is a signed one too: another in its place is a correction. */
  readonly signedBefore: boolean;
}

export interface Completed {
  /** The file it had before another took its place. */
  readonly earlierFile: RegisteredDocument['file'];
  readonly changed: readonly string[];
}

/**
 * Gives a document its number, date, signer and signed file, as part of a larger command. What is blank may be filled
 * in, and a draft's file replaced, by whoever registers documents; what stands in a published one already is changed by
 * who may correct it. The
 * same again changes nothing and is no event. Throws `forbidden`, `not_found`, InvalidInput `file` where another
 * document has it.
 */
export async function completeDocumentWithin(
  tx: Transaction,
  actor: Actor,
  id: number,
  completion: Completion,
  at: Date,
): Promise<Completed> {
  const document = await lockDocument(tx, id);
  const { number, issued, signerName, file, reading, signedBefore } = completion;
  const before = headNow(document);
  const head = { ...before, number, symbol: symbolOf(number) ?? document.symbol, issued, signerName };
  const changed = changedFields(document, head);
  const otherFile = document.file?.sha256 !== file.sha256;
  if (changed.length === 0 && !otherFile) return { earlierFile: null, changed };
  const corrected = changed.some((field) => !fillsIn(before[field as keyof DocumentHead], head, field));
  // a published document with a number and a file is taken for signed
  const signed =
    signedBefore || (document.state === 'published' && document.number !== null && document.file !== null);
  const replaces = corrected || (otherFile && signed);
  const action = replaces ? 'edit' : 'register';
  refuseUnlessCan(actor, action, document);
  await refuseFileOfAnother(tx, id, file);
  await keepStoredFile(tx, file);
  if (reading && otherFile) await addCitations(tx, id, reading);
  await tx
    .updateTable('document')
    .set({
      ...headColumns({ ...head, ...blanksFilled(document, reading) }),
      file_sha256: file.sha256,
      file_name: file.name,
      ...(otherFile && (reading ? bodyColumns(reading) : bodyOfEarlierFile(document))),
      version: document.version + 1,
      updated_at: at,
    })
    .where('id', '=', id)
    .execute();
  if (document.state === 'published') await showChanged(tx, id, changed);
  await appendEvent(tx, {
    name: 'document.completed',
    actor,
    subject: { kind: 'document', id },
    facts: {
      version: document.version + 1,
      fields: changed,
      file: file.sha256,
      earlierFile: otherFile ? (document.file?.sha256 ?? null) : null,
      published: document.state === 'published',
      ...onBehalf(actor, action, document),
    },
    at,
  });
  return { earlierFile: otherFile ? document.file : null, changed };
}

function headNow(document: RegisteredDocument): DocumentHead {
  const { kind, number, symbol, place, issued, issuer, issuerId, title, titleEn } = document;
  const { abstract, abstractEn, signer, recipients, source, sourceUrl, confirmed } = document;
  return {
    ...{ kind, number, symbol, place, issued, issuer, issuerId, title, titleEn, abstract, abstractEn },
    ...{ signerName: signer.name, signerRoles: signer.roles, recipients, source, sourceUrl, confirmed },
  };
}

/** Nothing stood there, or of a date only the month or year. */
function fillsIn(before: unknown, { issued }: DocumentHead, field: string): boolean {
  if (before === null || before === '') return true;
  return field === 'issued' && typeof before === 'string' && (issued ?? '').startsWith(`${before}-`);
}

function blanksFilled(document: RegisteredDocument, reading: OfficialDocument | null) {
  const { signer, recipients, place } = document;
  return {
    place: place ?? reading?.place ?? null,
    signerRoles: signer.roles.length > 0 ? signer.roles : (reading?.signer.roles ?? []),
    recipients: recipients.length > 0 ? recipients : (reading?.recipients ?? []),
  };
}

function bodyColumns(reading: OfficialDocument) {
  const content = contentOf(reading, headOf(reading));
  return { content: JSON.stringify(content), body_text: bodyTextOf(content) };
}

/** The body stays as it was, and misread where it was; nothing in it points into the file that took the place. */
function bodyOfEarlierFile({ content }: RegisteredDocument) {
  const recognition = content.recognition && { pages: [], uncertain: [], unread: [] };
  return { content: JSON.stringify({ ...content, head: null, recognition }) };
}

async function addCitations(tx: Transaction, id: number, reading: OfficialDocument): Promise<void> {
  const known = await loadCitations(tx, id);
  const marks = new Set(known.map(citationMark));
  const added = citationsOf(reading).filter((citation) => !marks.has(citationMark(citation)));
  if (added.length === 0) return;
  await tx.deleteFrom('citation').where('document_id', '=', id).execute();
  await insertCitations(tx, id, [...known, ...added]);
}

async function refuseFileOfAnother(tx: Transaction, id: number, file: KeptFile): Promise<void> {
  const other = await tx
    .selectFrom('document')
    .select('title')
    .where('file_sha256', '=', file.sha256)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (!other) return;
  throw new InvalidInput({
    file: {
      vi: `Tệp này đã là tệp của một văn bản khác trong sổ: “${other.title}”. Hãy chọn đúng bản quét của văn bản đã ký.`,
      en: `This file already belongs to another document of the register: “${other.title}”. Choose the scan of the signed document.`,
    },
  });
}
