import type { Actor } from '../../../kernel/actor.ts';
import { isPartialDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import {
  type DocumentKind,
  type OfficialDocument,
  type OfficialFile,
  type OpenCatalogue,
  openCatalogue,
  readOfficialFile,
  statedTerm,
  UnreadableFile,
} from '../../../office/index.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import {
  documentCopied,
  documentOfFile,
  type KeptFile,
  type KnownHead,
  registerDocumentWithin,
} from '../../documents/index.ts';
import { readSpan, type Span } from '../edition.ts';
import type { CatalogueKind } from '../entry.ts';
import {
  editionToImportInto,
  readAsCatalogue,
  refuseWithoutTable,
  startImportWithin,
} from '../import-commands.ts';
import { importCopied, importOfFile } from './known.ts';

/** What the files of a batch become: drafts of the register, or reviews of a catalogue. `span` null: as each says. */
export type Target =
  | { readonly kind: 'documents' }
  | { readonly kind: CatalogueKind; readonly span: Span | null };

/** What a file was read as. */
export interface ReadAs {
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly date: string | null;
  readonly issuer: string | null;
  readonly title: string | null;
  /** Entries of a catalogue, or rows of all tables of a document; null where it was not read again. */
  readonly rows: number | null;
}

/** Where a file led to. */
export interface Led {
  readonly documentId: number | null;
  readonly importId: number | null;
}

/** `by`: the file itself, a rule of the catalogue, or a fault of the product. */
export interface Refused {
  readonly state: 'refused';
  readonly by: 'file' | 'rule' | 'fault';
  readonly as: ReadAs | null;
  readonly message: Text;
}

export type Outcome =
  | ({ readonly state: 'done'; readonly as: ReadAs } & Led)
  | ({ readonly state: 'known'; readonly by: 'content' | 'number'; readonly as: ReadAs } & Led)
  | Refused;
export type Known = Extract<Outcome, { state: 'known' }>;

/** A file read and fit for the target. */
export interface ReadFile {
  readonly reading: OfficialDocument;
  readonly as: ReadAs;
  /** null for the register. */
  readonly catalogue: {
    readonly kind: CatalogueKind;
    readonly span: Span;
    readonly read: OpenCatalogue;
  } | null;
}

/** What this very content became before, so that it need not be read again; null where nothing did. */
export async function knownByContent(db: Querying, target: Target, sha256: string): Promise<Known | null> {
  if (target.kind === 'documents') return fromRegister(await documentOfFile(db, sha256), 'content');
  const known = await importOfFile(db, target.kind, target.span, sha256);
  return known && { state: 'known', by: 'content', as: known.as, documentId: null, importId: known.id };
}

/**
 * Reads one file apart from any database. Nothing is thrown for a bad file: it is refused with the reason. `tell`
 * hears of faults of the product, for its log. Throws `UnreadableFile` (busy), which says nothing of the file.
 */
export async function readForIntake(
  file: Pick<OfficialFile, 'path' | 'name' | 'onStopped'>,
  target: Target,
  tell: (fault: unknown) => void,
): Promise<ReadFile | Refused> {
  let reading: OfficialDocument;
  try {
    reading = await readOfficialFile(file);
  } catch (error) {
    if (error instanceof UnreadableFile && error.code === 'busy') throw error;
    if (error instanceof UnreadableFile) return refused('file', error.text);
    // one file must not hold up the others
    tell(error);
    return refused('fault', faultOfReading);
  }
  try {
    return fitting(reading, target);
  } catch (error) {
    if (error instanceof InvalidInput) return refused('file', firstOf(error), headOf(reading));
    throw error;
  }
}

function fitting(reading: OfficialDocument, target: Target): ReadFile {
  if (target.kind === 'documents') {
    if (reading.date !== null && !isPartialDate(reading.date)) throw noSuchDate(reading.date);
    return { reading, as: headOf(reading), catalogue: null };
  }
  refuseWithoutTable(reading);
  const { kind } = target;
  const guess = openCatalogue(reading, { kind });
  if (guess.length === 0 || !guess.columns.some(({ field }) => field === 'title')) throw noCatalogue();
  const stated = statedTerm([guess.edition.title, reading.title]);
  const span = target.span ?? readSpan(String(stated?.period ?? stated?.year ?? ''));
  if (!span) throw noSpan();
  const read = readAsCatalogue({ kind, span, reading, file: null });
  return { reading, as: { ...headOf(reading), rows: read.length }, catalogue: { kind, span, read } };
}

/**
 * What would be said of a file that was read: known already, or null where it would be taken in. Throws what taking it
 * in would throw. Writes nothing.
 */
export async function foreseen(
  tx: Transaction,
  actor: Actor,
  { as, catalogue }: ReadFile,
): Promise<Known | null> {
  const head = { number: as.number, issued: as.date, issuer: as.issuer };
  if (!catalogue) return fromRegister(await documentCopied(tx, head), 'number');
  const { kind, span } = catalogue;
  await editionToImportInto(tx, actor, kind, span);
  const known = await importCopied(tx, kind, span, head);
  return known && { state: 'known', by: 'number', as: known.as, documentId: null, importId: known.id };
}

/**
 * Takes a file that was read into the register or into a review, exactly as sending it alone would, unless its
 * number, date and issuer are known. The content is in the blob store. Throws Refusal and InvalidInput as those do.
 */
export async function takeIn(
  tx: Transaction,
  actor: Actor,
  file: KeptFile,
  read: ReadFile,
  now: Date,
): Promise<Outcome> {
  const known = await foreseen(tx, actor, read);
  if (known) return known;
  const { reading, as, catalogue } = read;
  if (catalogue) {
    const input = { kind: catalogue.kind, span: catalogue.span, reading, file };
    const importId = await startImportWithin(tx, actor, input, catalogue.read, now);
    return { state: 'done', as, documentId: null, importId };
  }
  const { id, created } = await registerDocumentWithin(tx, actor, { reading, file }, now);
  const led = { as, documentId: id, importId: null };
  return created ? { state: 'done', ...led } : { state: 'known', by: 'content', ...led };
}

/** The refusal of one file where taking it in was answered so; throws `error` again where it concerns all of them. */
export function refusalOf(error: unknown, as: ReadAs): Refused {
  if (error instanceof InvalidInput) return refused('file', firstOf(error), as);
  if (error instanceof Refusal && error.kind === 'wrong_state') return refused('rule', error.text, as);
  throw error;
}

export function refused(by: Refused['by'], message: Text, as: ReadAs | null = null): Refused {
  return { state: 'refused', by, as, message };
}

export const faultOfReading: Text = {
  vi: 'Chương trình gặp lỗi khi đọc tệp này; các tệp khác không bị ảnh hưởng. Hãy thử đọc lại, nếu vẫn lỗi thì báo quản trị viên.',
  en: 'The program failed on this file; the others are not affected. Try again; if it fails once more, tell the administrator.',
};

function fromRegister(head: KnownHead | null, by: Known['by']): Known | null {
  if (!head) return null;
  const { id, kind, number, issued, issuer, title } = head;
  const as = { kind, number, date: issued, issuer, title, rows: null };
  return { state: 'known', by, as, documentId: id, importId: null };
}

function headOf({ kind, number, date, issuer, title, tables }: OfficialDocument): ReadAs {
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  return { kind, number, date, issuer, title, rows };
}

function firstOf(error: InvalidInput): Text {
  const [text] = Object.values<Text | undefined>(error.fields);
  return text ?? faultOfReading;
}

function noSuchDate(date: string): InvalidInput {
  return new InvalidInput({
    file: {
      vi: `Ngày “${date}” trong văn bản không có trong lịch. Hãy sửa ngày trong tệp rồi gửi lại.`,
      en: `The document says “${date}”, and there is no such date. Correct it in the file and send it again.`,
    },
  });
}

function noCatalogue(): InvalidInput {
  return new InvalidInput({
    file: {
      vi: 'Không thấy bảng danh mục nào có cột tên bài toán hoặc nhu cầu. Nếu đúng là phụ lục danh mục, hãy gửi riêng tệp này ở trang “Nhập danh mục” để tự chọn bảng và cột.',
      en: 'There is no table with a column of titles. If it is a catalogue, send this file alone on the page “Import a catalogue”, where table and columns can be chosen.',
    },
  });
}

function noSpan(): InvalidInput {
  return new InvalidInput({
    file: {
      vi: 'Văn bản không nói rõ danh mục của năm hay giai đoạn nào. Hãy nhập lại tệp này và ghi rõ năm (2026) hoặc giai đoạn (2026-2030).',
      en: 'The document does not say which year or period it is for. Import it again and name the year (2026) or the period (2026-2030).',
    },
  });
}
