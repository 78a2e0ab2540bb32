import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { type OfficialDocument, type OpenCatalogue, readPastedRows } from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { keepStoredFile } from '../documents/index.ts';
import { type Edition, editionCode, kindNames, readSpan, type Span, writeSpan } from './edition.ts';
import { refuseUnlessOpen } from './edition-commands.ts';
import { findEditionByCode, spanColumns } from './edition-store.ts';
import type { CatalogueKind } from './entry.ts';
import { type Confirmed, confirmImport } from './import-confirm.ts';
import {
  pastedDocument,
  type RowWords,
  readWith,
  rowWords,
  storeRows,
  tableWarnings,
} from './import-reading.ts';
import { type ImportHeader, type ImportRecord, lockImport, sourceColumns } from './import-store.ts';
import { titleLimit } from './inputs.ts';
import { work } from './paths.ts';
import { authorise } from './policy.ts';

export interface ImportedFile {
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  readonly name: string;
  readonly mediaType?: string;
}

export interface NewImport {
  readonly kind: CatalogueKind;
  readonly span: Span;
  readonly reading: OfficialDocument;
  /** null for pasted rows. */
  readonly file: ImportedFile | null;
}

/**
 * Reads a catalogue out of a document and keeps it for review; nothing reaches the catalogue. Returns the import's id.
 * `words`: `rowWords` where it was asked for while the document was read.
 */
export async function startImport(
  services: Services,
  actor: Actor,
  input: NewImport,
  words?: RowWords,
): Promise<number> {
  refuseWithoutTable(input.reading);
  const read = readAsCatalogue(input);
  return services.db
    .transaction()
    .execute((tx) => startImportWithin(tx, actor, input, read, services.clock(), words));
}

/** What the rows of the import will be, each read when it is written: large annexes take a while. */
export function readAsCatalogue(input: NewImport): OpenCatalogue {
  return readWith(input.reading, { ...input, tableIndex: -1, chosen: {} });
}

/** As `startImport`, as part of a larger command; `read` is what `readAsCatalogue` made of the input. */
export async function startImportWithin(
  tx: Transaction,
  actor: Actor,
  input: NewImport,
  read: OpenCatalogue,
  now: Date,
  words?: RowWords,
): Promise<number> {
  const edition = await editionToImportInto(tx, actor, input.kind, input.span);
  if (input.file) await keepStoredFile(tx, input.file);
  const importOf = async () => {
    const row = await tx
      .insertInto('catalogue_import')
      .values({
        kind: input.kind,
        ...spanColumns(input.span),
        file_sha256: input.file?.sha256 ?? null,
        file_name: input.file?.name ?? '',
        ...sourceColumns(input.reading),
        table_index: -1,
        read_columns: JSON.stringify(read.columns),
        warnings: JSON.stringify(tableWarnings(read)),
        header: JSON.stringify(headerOf(input, read.edition.title)),
        edition_id: edition?.id ?? null,
        created_by: actor.kind === 'account' ? actor.id : null,
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  };
  const id = await storeRows(tx, read, importOf, words ?? (await rowWords(tx)));
  await appendEvent(tx, {
    name: 'import.started',
    actor,
    subject: { kind: 'import', id },
    facts: { code: editionCode(input.kind, input.span), rows: read.length },
    at: now,
  });
  return id;
}

export function refuseWithoutTable(reading: OfficialDocument): void {
  if (reading.tables.length > 0) return;
  throw new InvalidInput({
    file: {
      vi: 'Không tìm thấy bảng nào trong văn bản. Hãy kiểm tra tệp có kèm phụ lục danh mục hay không.',
      en: 'There is no table in the document. Check whether the annex is part of the file.',
    },
  });
}

/** Rows pasted from a spreadsheet, as `startImport` takes them. Throws InvalidInput `rows` when there are none. */
export function readPaste(text: string): OfficialDocument {
  const table = readPastedRows(text);
  if (table.rows.length > 0) return pastedDocument(table);
  throw new InvalidInput({
    rows: {
      vi: 'Chưa thấy dòng nào. Hãy chọn các dòng trong bảng tính (cả dòng tiêu đề), chép rồi dán vào đây.',
      en: 'No rows found. Select rows in the spreadsheet (with the header), copy and paste them here.',
    },
  });
}

function headerOf({ reading, kind, span }: NewImport, title: string | null): ImportHeader {
  const named = title ?? reading.title;
  return {
    title: named && [...named].length <= titleLimit ? named : standardTitle(kind, span),
    kind: reading.kind,
    number: reading.number,
    symbol: reading.symbol,
    date: reading.date,
    issuer: reading.issuer,
    documentTitle: reading.title,
    signerName: reading.signer.name,
    signerRoles: reading.signer.roles,
  };
}

/** The title of a catalogue that has none of its own. */
export function standardTitle(kind: CatalogueKind, span: Span): string {
  const written = 'year' in span ? `năm ${span.year}` : `giai đoạn ${writeSpan(span)}`;
  return `Danh mục ${kindNames[kind].vi.toLocaleLowerCase('vi')} ${written}`;
}

/** The draft the rows would join, null when there is none yet. Throws `wrong_state` when it is published. */
export async function editionToImportInto(
  tx: Transaction,
  actor: Actor,
  kind: CatalogueKind,
  span: Span,
): Promise<Edition | null> {
  const edition = await findEditionByCode(tx, editionCode(kind, span));
  authorise(actor, 'edit', edition?.id ?? null);
  if (edition) refuseUnlessOpen(edition);
  return edition;
}

/** Locks an import that can still be revised. Throws Refusal `wrong_state` when its review has ended. */
export async function lockReview(tx: Transaction, actor: Actor, id: number): Promise<ImportRecord> {
  const record = await lockImport(tx, id);
  authorise(actor, 'edit', record.editionId);
  if (record.state === 'reviewing') return record;
  throw new Refusal('wrong_state', {
    vi: record.state === 'confirmed' ? 'Bản này đã được nhập vào danh mục.' : 'Bản nhập này đã được bỏ.',
    en: record.state === 'confirmed' ? 'This import is already confirmed.' : 'This import was discarded.',
  });
}

/** Ends a review without importing; the file and a registered document stay. */
export async function discardImport(services: Services, actor: Actor, id: number): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const record = await lockReview(tx, actor, id);
    const now = services.clock();
    await tx
      .updateTable('catalogue_import')
      .set({ state: 'discarded', version: record.version + 1, updated_at: now })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      name: 'import.discarded',
      actor,
      subject: { kind: 'import', id },
      facts: { code: editionCode(record.kind, record.span) },
      at: now,
    });
  });
}

/**
 * The whole way of a file into a draft edition without the review page, for the command line: read, kept, confirmed.
 * `url` is the page of the draft. Throws InvalidInput and Refusal as the steps do.
 */
export async function importCatalogue(
  services: Services,
  actor: Actor,
  input: {
    readonly reading: OfficialDocument;
    readonly kind: CatalogueKind;
    readonly year?: number;
    /** `2026-2030` */
    readonly period?: string;
    readonly file: ImportedFile;
  },
): Promise<Confirmed & { readonly url: string }> {
  const span = readSpan(input.period ?? String(input.year ?? ''));
  if (!span)
    throw new InvalidInput({
      span: {
        vi: 'Cần năm (2026) hoặc giai đoạn (2026-2030).',
        en: 'A year (2026) or a period (2026-2030) is needed.',
      },
    });
  const { reading, kind, file } = input;
  const id = await startImport(services, actor, { reading, kind, span, file });
  const confirmed = await confirmImport(services, actor, id);
  const url = new URL(work.edition(confirmed.editionId), services.config.baseUrl).href;
  return { ...confirmed, url };
}
