import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { readOfficialFile, SCANNED_PAGES_AT_ONCE, UnreadableFile } from '../../office/index.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { consultedEntries, type Edition, findEdition, isUnpublished } from '../catalogue/index.ts';
import { keepStoredFile, warnOfStopped } from '../documents/index.ts';
import { contentMost, fileMost, type PartText } from './consultation.ts';
import { partsOfDraft } from './draft-parts.ts';
import { readParts } from './inputs.ts';
import { lockConsultation, refuseStale, step, tell } from './store.ts';

/** Throws InvalidInput `edition` for one that is no draft. */
export function refuseNoDraft(edition: Edition): void {
  if (isDraft(edition)) return;
  throw new InvalidInput({
    edition: {
      vi: 'Danh mục này không còn là bản thảo nên không lấy ý kiến được.',
      en: 'This edition is no draft any longer, so nobody can be consulted on it.',
    },
  });
}

/** The text of an edition as it stands. Throws InvalidInput `edition`. */
export async function textOfEdition(db: Querying, edition: Edition): Promise<PartText[]> {
  refuseNoDraft(edition);
  const entries = await consultedEntries(db, edition);
  if (entries.length === 0)
    throw new InvalidInput({
      edition: {
        vi: 'Danh mục chưa có mục nào để lấy ý kiến.',
        en: 'The edition has no entry to be consulted on.',
      },
    });
  return entries.map(({ entryId, code, title, body }) => ({ entryId, label: code, title, body }));
}

/** Instead of what was consulted on so far; only before it is announced, when nobody has commented. */
export async function keepParts(tx: Transaction, id: number, parts: readonly PartText[]): Promise<void> {
  await tx.deleteFrom('consultation_part').where('consultation_id', '=', id).execute();
  const rows = parts.map((part, at) => ({ ...part, position: at + 1 }));
  await sql`insert into consultation_part (consultation_id, position, label, title, body, entry_id)
    select ${id}::bigint, row.position, row.label, row.title, row.body, row."entryId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (position int, label text, title text, body text, "entryId" bigint)`.execute(tx);
}

/** Takes the text of the edition anew. Throws InvalidInput `edition`, Refusal. */
export async function retakeContent(
  services: Services,
  actor: Actor,
  id: number,
  version: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'change');
    step(row, 'change');
    refuseStale(row, version);
    if (row.edition_id === null) throw noEdition();
    await keepParts(tx, id, await textOfEdition(tx, await findEdition(tx, row.edition_id)));
    await saveTaken(tx, id, at, row.version);
    await tell(tx, actor, id, 'consultation.changed', at, { altered: 'content' });
  });
}

/** Keeps the parts of a document as they were typed. Throws InvalidInput `parts`, Refusal. */
export async function saveContent(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly parts: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'change');
    step(row, 'change');
    if (row.edition_id !== null) throw noEdition();
    const parts = readParts(input.parts);
    refuseStale(row, input.version);
    await keepParts(tx, id, parts);
    await saveTaken(tx, id, at, row.version);
    await tell(tx, actor, id, 'consultation.changed', at, { altered: 'content' });
  });
}

interface NewFile {
  /** Already in the blob store. */
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
}

/**
 * Keeps the file of the draft and takes its text, all of it: articles, else what stands under its headings. Returns whether anything
 * could be read; what could not is typed by hand. Throws InvalidInput `file`, Refusal.
 */
export async function takeFile(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly file: NewFile; readonly version: number },
): Promise<boolean> {
  const parts = await textOfFile(services, input.file);
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'change');
    step(row, 'change');
    if (row.edition_id !== null) throw noEdition();
    refuseStale(row, input.version);
    await keepStoredFile(tx, input.file);
    if (parts.length > 0) await keepParts(tx, id, parts);
    await tx
      .updateTable('consultation')
      .set({ file_sha256: input.file.sha256, file_name: input.file.name || 'du-thao' })
      .where('id', '=', id)
      .execute();
    // parts of before are kept for what was typed in them; nobody has looked whether they are those of this file
    await saveTaken(tx, id, parts.length > 0 ? at : null, row.version);
    await tell(tx, actor, id, 'consultation.changed', at, { altered: 'content' });
    return parts.length > 0;
  });
}

/** Files people can read although they are not read here: kept, and their parts typed. What is no document is refused. */
const readByPeople: readonly string[] = ['empty', 'scanned', 'too-complex', 'timeout'];

/** Endings of drafts that are taken. */
const taken = /\.(docx|pdf)$/iu;

async function textOfFile(services: Services, file: NewFile): Promise<PartText[]> {
  if (!taken.test(file.name))
    throw new InvalidInput({
      file: { vi: 'Hãy chọn tệp .docx hoặc .pdf.', en: 'Choose a .docx or .pdf file.' },
    });
  try {
    const read = await readOfficialFile({
      ...{ path: services.files.pathOf(file.sha256), name: file.name, maxBytes: fileMost },
      ...{ maxScannedPages: SCANNED_PAGES_AT_ONCE, withLines: true },
      onStopped: warnOfStopped(services.log, file.sha256),
    });
    const parts = partsOfDraft(read.lines ?? []);
    const length = parts.reduce((sum, { body }) => sum + body.length, 0);
    return length > contentMost ? [] : parts;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (readByPeople.includes(error.code)) return [];
    throw new InvalidInput({ file: error.text });
  }
}

async function saveTaken(tx: Transaction, id: number, at: Date | null, version: number): Promise<void> {
  await tx
    .updateTable('consultation')
    .set({ taken_at: at, version: version + 1 })
    .where('id', '=', id)
    .execute();
}

/** Whether the edition says something else than what was taken of it. One or two statements. */
export async function isOutdated(db: Querying, id: number, editionId: number): Promise<boolean> {
  const edition = await findEdition(db, editionId);
  const now = (await consultedEntries(db, edition)).map(({ code, title, body }) => [code, title, body]);
  const parts = await db
    .selectFrom('consultation_part')
    .select(['label', 'title', 'body'])
    .where('consultation_id', '=', id)
    .orderBy('position')
    .execute();
  return JSON.stringify(now) !== JSON.stringify(parts.map(({ label, title, body }) => [label, title, body]));
}

/** Whether the edition is no draft any longer: published or given up. One statement. */
export async function isSettled(db: Querying, editionId: number): Promise<boolean> {
  return !isDraft(await findEdition(db, editionId));
}

function isDraft(edition: Edition): boolean {
  return isUnpublished(edition) && edition.state !== 'given_up';
}

function noEdition(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Nội dung lấy ý kiến này không sửa theo cách đó được.',
    en: 'What is consulted on here cannot be changed in that way.',
  });
}
