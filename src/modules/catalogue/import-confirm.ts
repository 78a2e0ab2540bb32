import type { Actor } from '../../kernel/actor.ts';
import { isPartialDate } from '../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { OfficialDocument } from '../../office/index.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { appendEvent, appendEvents, type NewEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { registerDocumentWithin } from '../documents/index.ts';
import { type Edition, editionCode, entryCode, writeSpan } from './edition.ts';
import { insertEdition, readEditionInput, refuseUnlessOpen } from './edition-commands.ts';
import { findEditionByCode, lockEdition } from './edition-store.ts';
import { insertEntries, updateEntries } from './entry-store.ts';
import { type Plan, planImport } from './import-plan.ts';
import { type ImportHeader, type ImportRecord, importRows, lockImport, readingOf } from './import-store.ts';
import { authorise } from './policy.ts';

export interface Confirmed {
  readonly editionId: number;
  readonly importId: number;
  readonly documentId: number | null;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Left out by the reviewer, or without a title that can be saved. */
  readonly skipped: number;
}

/** What a person had before them when they decided to import, as their form carries it. One statement. */
export async function previewMark(db: Querying, importId: number): Promise<string> {
  const row = await db
    .selectFrom('event')
    .select((one) => one.fn.max('seq').as('last'))
    .where('subject_kind', '=', 'import')
    .where('subject_id', '=', String(importId))
    .where('name', '<>', 'import.viewed')
    .executeTakeFirst();
  return String(row?.last ?? 0);
}

/**
 * Brings the reviewed rows into the draft edition of their kind and year or period, made when there is none, and the
 * document into the register. All in one transaction; confirming again answers with what was done and does nothing.
 * `checked` is the `previewMark` of what the person saw: nothing revised after it is imported unseen.
 *
 * Throws Refusal (`wrong_state`: discarded, or the edition is published; `conflict`: revised since `checked`),
 * InvalidInput (title, rows, date).
 */
export async function confirmImport(
  services: Services,
  actor: Actor,
  id: number,
  { checked }: { readonly checked?: string } = {},
): Promise<Confirmed> {
  return services.db.transaction().execute(async (tx) => {
    const record = await lockImport(tx, id);
    authorise(actor, 'edit', record.editionId);
    if (record.state === 'discarded') throw discarded();
    if (record.state === 'confirmed') return alreadyDone(tx, record);
    if (checked !== undefined && checked !== (await previewMark(tx, id))) throw revisedAfterPreview();
    refuseImpossibleDate(record.header);
    const known = await findEditionByCode(tx, editionCode(record.kind, record.span));
    if (known) refuseUnlessOpen(known);
    const now = services.clock();
    const documentId = await register(tx, actor, record, now);
    return bringIn(tx, actor, { ...record, documentId }, now);
  });
}

async function bringIn(tx: Transaction, actor: Actor, record: ImportRecord, now: Date): Promise<Confirmed> {
  const { edition, created } = await editionFor(tx, actor, record, now);
  const plan = await planImport(tx, actor, record, edition, await importRows(tx, record));
  refuseNothing(plan);
  const written = await write(tx, actor, { record, edition, plan }, now);
  await tx
    .updateTable('catalogue_import')
    .set({
      state: 'confirmed',
      edition_id: edition.id,
      document_id: record.documentId,
      version: record.version + 1,
      updated_at: now,
    })
    .where('id', '=', record.id)
    .execute();
  if (created)
    await appendEvent(tx, {
      name: 'edition.created',
      actor,
      subject: { kind: 'edition', id: edition.id },
      facts: { code: edition.code },
      at: now,
    });
  await appendEvents(
    tx,
    written.map((what): NewEvent => ({ ...what, actor, at: now })),
  );
  const result = resultOf(record, edition, plan);
  const { added, changed, unchanged, skipped } = result;
  await appendEvent(tx, {
    name: 'import.confirmed',
    actor,
    subject: { kind: 'import', id: record.id },
    facts: { editionId: edition.id, code: edition.code, added, changed, unchanged, skipped },
    at: now,
  });
  return result;
}

function resultOf(record: ImportRecord, edition: Edition, { counts }: Plan): Confirmed {
  return {
    editionId: edition.id,
    importId: record.id,
    documentId: record.documentId,
    added: counts.new,
    changed: counts.changed,
    unchanged: counts.unchanged,
    skipped: counts.skipped + counts.untitled + counts.too_long,
  };
}

async function editionFor(
  tx: Transaction,
  actor: Actor,
  record: ImportRecord,
  now: Date,
): Promise<{ edition: Edition; created: boolean }> {
  const known = await findEditionByCode(tx, editionCode(record.kind, record.span));
  if (known) {
    const edition = await lockEdition(tx, known.id);
    refuseUnlessOpen(edition);
    if (edition.documentId === null && record.documentId !== null) {
      await tx
        .updateTable('edition')
        .set({ document_id: record.documentId, version: edition.version + 1, updated_at: now })
        .where('id', '=', edition.id)
        .execute();
      await appendEvent(tx, {
        name: 'edition.changed',
        actor,
        subject: { kind: 'edition', id: edition.id },
        facts: { fields: ['documentId'], code: edition.code, importId: record.id },
        at: now,
      });
    }
    return { edition, created: false };
  }
  const content = readEditionInput({
    kind: record.kind,
    span: writeSpan(record.span),
    title: record.header.title,
    documentId: record.documentId,
  });
  return { edition: await insertEdition(tx, actor, content, now), created: true };
}

/** Writes entries, and answers with what each of them is to be told of in its history. */
async function write(
  tx: Transaction,
  actor: Actor,
  {
    record,
    edition,
    plan,
  }: { readonly record: ImportRecord; readonly edition: Edition; readonly plan: Plan },
  now: Date,
): Promise<Pick<NewEvent, 'name' | 'subject' | 'facts'>[]> {
  const fresh = plan.rows.flatMap(({ input, outcome }) =>
    outcome.kind === 'new' ? [{ content: outcome.content, importId: record.id, imported: input }] : [],
  );
  const changed = plan.rows.flatMap(({ input, outcome }) =>
    outcome.kind === 'changed' ? [{ ...outcome, origin: { importId: record.id, imported: input } }] : [],
  );
  await updateEntries(
    tx,
    actor,
    changed.map(({ entry, content, origin }) => ({ id: entry.id, content, origin })),
    now,
  );
  const ids = await insertEntries(tx, actor, edition, fresh, now);
  const known = { editionId: edition.id, importId: record.id };
  return [
    ...changed.map(({ entry, fields }) => ({
      name: 'entry.changed' as const,
      subject: { kind: 'entry', id: entry.id },
      facts: { ...known, code: entry.code, fields },
    })),
    ...ids.map((id, index) => ({
      name: 'entry.added' as const,
      subject: { kind: 'entry', id },
      facts: { ...known, code: entryCode(edition, edition.nextOrdinal + index) },
    })),
  ];
}

function refuseNothing({ counts, rows }: Plan): void {
  if (counts.new + counts.changed + counts.unchanged > 0) return;
  throw new InvalidInput({
    rows: {
      vi: `Không có dòng nào để nhập: ${rows.length} dòng đều đã bỏ hoặc thiếu tên. Hãy xem lại các dòng hoặc cột “Tên”.`,
      en: `Nothing to import: all ${rows.length} rows are left out or have no title. Check the rows or the title column.`,
    },
  });
}

/** The document the rows came from goes into the register; a bare spreadsheet or paste is none. */
async function register(
  tx: Transaction,
  actor: Actor,
  record: ImportRecord,
  now: Date,
): Promise<number | null> {
  if (record.fileSha256 === null) return null;
  const { header } = record;
  const official = header.number ?? header.symbol ?? (header.kind === 'other' ? null : header.documentTitle);
  if (official === null) return null;
  const { size, media_type } = await tx
    .selectFrom('stored_file')
    .select(['size', 'media_type'])
    .where('sha256', '=', record.fileSha256)
    .executeTakeFirstOrThrow();
  const read = await readingOf(tx, record.id);
  const document = {
    reading: withHeader(read, header),
    file: { sha256: record.fileSha256, size, mediaType: media_type, name: record.fileName },
    typed: headerWasCorrected(read, header),
  };
  const { id } = await registerDocumentWithin(tx, actor, document, now);
  return id;
}

function withHeader(read: OfficialDocument, header: ImportHeader): OfficialDocument {
  return {
    ...read,
    kind: header.kind,
    number: header.number,
    symbol: header.symbol,
    date: header.date,
    issuer: header.issuer,
    title: header.documentTitle ?? header.title,
    signer: { name: header.signerName, roles: header.signerRoles },
  };
}

function headerWasCorrected(read: OfficialDocument, header: ImportHeader): boolean {
  return (
    read.kind !== header.kind ||
    read.number !== header.number ||
    read.symbol !== header.symbol ||
    read.date !== header.date ||
    read.issuer !== header.issuer ||
    read.title !== header.documentTitle ||
    read.signer.name !== header.signerName
  );
}

function refuseImpossibleDate({ date }: ImportHeader): void {
  if (date === null || isPartialDate(date)) return;
  throw new InvalidInput({
    date: {
      vi: `Ngày “${date}” của văn bản không có trong lịch. Hãy sửa ở phần thông tin văn bản.`,
      en: `The date “${date}” of the document does not exist. Correct it in the document's particulars.`,
    },
  });
}

async function alreadyDone(tx: Transaction, record: ImportRecord): Promise<Confirmed> {
  const event = await tx
    .selectFrom('event')
    .select('facts')
    .where('subject_kind', '=', 'import')
    .where('subject_id', '=', String(record.id))
    .where('name', '=', 'import.confirmed')
    .executeTakeFirstOrThrow();
  const facts = event.facts as { added: number; changed: number; unchanged: number; skipped: number };
  const { added, changed, unchanged, skipped } = facts;
  const ids = { editionId: record.editionId ?? 0, importId: record.id, documentId: record.documentId };
  return { ...ids, added, changed, unchanged, skipped };
}

function revisedAfterPreview(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa nhập: bản này vừa được rà soát thêm sau khi bạn mở trang xem trước. Hãy xem lại kết quả bên dưới rồi xác nhận lần nữa.',
    en: 'Not imported: somebody revised the review after you opened this preview. Look at it again below, then confirm once more.',
  });
}

function discarded(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Bản nhập này đã được bỏ nên không nhập được nữa. Hãy nhập lại từ tệp.',
    en: 'This import was discarded. Begin again from the file.',
  });
}
