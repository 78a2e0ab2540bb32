import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, system } from '../../kernel/actor.ts';
import { writeDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { formatInstant } from '../../ui/format.ts';
import { batchSentences } from './batch/sentences.ts';
import { carrySentences } from './carry-over/sentences.ts';
import { aboutWithheld, withheldEvent } from './confidential/withheld.ts';
import { fieldLabel } from './field-labels.ts';
import { correctableNames } from './import-corrections.ts';
import type { DraftPage } from './looks.ts';
import { noteSentences } from './notes/sentences.ts';
import { outgoingKinds, outgoingNames } from './outgoing/outgoing.ts';
import { publicationSentence } from './publication-sentence.ts';
import { questionSentences } from './questions/sentences.ts';
import { successionSentences } from './succession/sentences.ts';

const facts = z.looseObject({
  code: z.string().optional(),
  fields: z.array(z.string()).optional(),
  entries: z.number().optional(),
  added: z.number().optional(),
  changed: z.number().optional(),
  unchanged: z.number().optional(),
  /** A field changed in many entries. */
  field: z.string().optional(),
  /** Places of an entry moved; states of an edition. */
  from: z.union([z.number(), z.string()]).optional(),
  to: z.union([z.number(), z.string()]).optional(),
  publishAt: z.string().nullish(),
  /** The step of the approval, which holds the remark. */
  step: z.number().optional(),
  file: z.string().optional(),
  rows: z.number().optional(),
  importId: z.number().optional(),
  /** Entries by the advice that was left when the edition was published. */
  advice: z.record(z.string(), z.number()).optional(),
  header: z.array(z.string()).optional(),
  row: z.number().nullish(),
  leftOut: z.array(z.number()).optional(),
  takenIn: z.array(z.number()).optional(),
  reread: z.boolean().optional(),
  /** How many uncertain words of a scan were right, and how many are doubted again. */
  compared: z.number().optional(),
  doubted: z.number().optional(),
  /** Of a signed copy. */
  number: z.string().optional(),
  issued: z.string().optional(),
  again: z.boolean().optional(),
  differences: z.number().optional(),
  read: z.string().optional(),
  /** Of an amendment: codes, and how many entries it touched. */
  amendment: z.string().optional(),
  amended: z.string().optional(),
  takenOut: z.number().optional(),
  /** Of a merging or splitting: codes. */
  mergedFrom: z.array(z.string()).optional(),
  parts: z.array(z.string()).optional(),
  splitFrom: z.string().optional(),
  /** What became of an entry, and the edition it was carried over into. */
  outcome: z.string().optional(),
  into: z.string().optional(),
  carriedFrom: z.string().optional(),
  replaces: z.string().nullish(),
  successor: z.string().optional(),
  /** A document written from the edition. */
  document: z.string().optional(),
  /** The page on which an inspector saw an unpublished edition without opening it. */
  page: z.string().optional(),
  /** Name of an attached file, which the log does not hold. */
  fileName: z.string().nullish(),
});
type Facts = z.infer<typeof facts>;

export interface PastEvent {
  readonly seq: number;
  readonly at: Date;
  readonly who: string | null;
  /** Whose deputy did it. */
  readonly onBehalfOf: string | null;
  readonly sentence: Text;
  /** What was said with a step of the approval. */
  readonly remark: string | null;
}

/** Events a page tells by itself, and when all of them are asked for; older ones stay in the log. */
export const toldAtFirst = 30;
export const toldAtMost = 500;

/** How much of a history a page is asked for, by its address. */
export function historyAsked(query: (name: string) => string): number {
  return query('lich-su') === 'het' ? toldAtMost : toldAtFirst;
}

/**
 * What happened to an edition, its entries and its imports: newest first, `most` of them. What an import did to single
 * entries is told as a whole. Seen or not: of an entry that the actor may not see it says only that
 * something happened.
 */
export function editionHistory(
  db: Querying,
  actor: Actor,
  editionId: number,
  most: number = toldAtFirst,
): Promise<PastEvent[]> {
  return select(
    db,
    actor,
    sql`(event.subject_kind = 'edition' and event.subject_id = ${String(editionId)}
      or event.subject_kind = 'entry' and not event.facts ?| array['importId', 'bulk'] and event.subject_id = any(
        array(select entry.id::text from entry where entry.edition_id = ${editionId}))
      or event.subject_kind = 'import' and event.name <> 'import.revised' and event.subject_id = any(
        array(select catalogue_import.id::text from catalogue_import where catalogue_import.edition_id = ${editionId})))`,
    most,
  );
}

export function entryHistory(
  db: Querying,
  actor: Actor,
  entryId: number,
  most: number = toldAtFirst,
): Promise<PastEvent[]> {
  return select(
    db,
    actor,
    sql`(event.subject_kind = 'entry' and event.subject_id = ${String(entryId)})`,
    most,
  );
}

/** What happened in the review of one import. */
export function importHistory(
  db: Querying,
  importId: number,
  most: number = toldAtFirst,
): Promise<PastEvent[]> {
  return select(
    db,
    system,
    sql`(event.subject_kind = 'import' and event.subject_id = ${String(importId)})`,
    most,
  );
}

/** What happened to files sent together. */
export function batchHistory(
  db: Querying,
  batchId: number,
  most: number = toldAtFirst,
): Promise<PastEvent[]> {
  return select(
    db,
    system,
    sql`(event.subject_kind = 'batch' and event.subject_id = ${String(batchId)})`,
    most,
  );
}

async function select(
  db: Querying,
  actor: Actor,
  condition: ReturnType<typeof sql>,
  most: number,
): Promise<PastEvent[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .leftJoin('entry_attachment as attached', (join) =>
      join.on(sql<boolean>`attached.id = (event.facts->>'attachmentId')::bigint`),
    )
    .select(['event.seq', 'event.at', 'event.name', 'event.facts', 'account.name as who'])
    .leftJoin('edition_step as step', (join) =>
      join.on(sql<boolean>`step.id = (event.facts->>'step')::bigint`),
    )
    .leftJoin('account as principal', 'principal.id', 'step.on_behalf_of')
    .select(['attached.file_name', 'step.remark', 'principal.name as onBehalfOf'])
    .select(aboutWithheld(actor).as('withheld'))
    .where(sql<boolean>`${condition}`)
    .where('event.name', 'not in', ['edition.viewed', 'entry.viewed', 'import.viewed'])
    .orderBy('event.seq', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    who: row.who,
    onBehalfOf: row.onBehalfOf,
    sentence: row.withheld
      ? withheldEvent
      : (catalogueSentence(row.name, row.facts, row.file_name) ?? { vi: row.name, en: row.name }),
    remark: row.remark,
  }));
}

const sentences: Readonly<Record<string, (known: Facts) => Text>> = {
  'edition.created': (known) => ({
    vi: `Tạo danh mục ${known.code ?? ''}`,
    en: `Created the edition ${known.code ?? ''}`,
  }),
  'edition.changed': (known) => ({
    vi: `Sửa thông tin danh mục: ${list(known, 'vi')}`,
    en: `Changed the edition: ${list(known, 'en')}`,
  }),
  'edition.published': publicationSentence,
  'edition.submitted': () => ({ vi: 'Trình phụ trách chương trình', en: 'Submitted to the programme head' }),
  'edition.forwarded': () => ({ vi: 'Trình lãnh đạo phê duyệt', en: 'Submitted to the leader' }),
  'edition.recalled': (known) => ({
    vi: known.to === 'draft' ? 'Lấy lại để sửa' : 'Rút tờ trình',
    en: known.to === 'draft' ? 'Taken back to edit' : 'Took the submission back',
  }),
  'edition.returned': () => ({ vi: 'Trả lại để sửa', en: 'Returned for correction' }),
  'edition.scheduled': (known) => ({
    vi: `Duyệt, hẹn công bố lúc ${hourOf(known, 'vi')}`,
    en: `Approved, to be published at ${hourOf(known, 'en')}`,
  }),
  'edition.bulk_changed': (known) => ({
    vi: `Sửa ${known.entries ?? 0} mục một lúc: ${oneField(known, 'vi')}`,
    en: `Changed ${known.entries ?? 0} entries at once: ${oneField(known, 'en')}`,
  }),
  'edition.bulk_undone': (known) => ({
    vi: `Hoàn tác sửa một lúc: ${oneField(known, 'vi')}, ${known.entries ?? 0} mục`,
    en: `Undid a change of many entries: ${oneField(known, 'en')}, ${known.entries ?? 0} entries`,
  }),
  'edition.given_up': () => ({ vi: 'Bỏ bản nháp, không công bố', en: 'Gave the draft up' }),
  'edition.resumed': () => ({ vi: 'Mở lại bản đã bỏ để làm tiếp', en: 'Went on with the draft given up' }),
  'edition.reopened': (known) => ({
    vi: `Công bố lại danh mục đã thu hồi, ${known.entries ?? 0} mục`,
    en: `Published the withdrawn edition again, ${known.entries ?? 0} entries`,
  }),
  'edition.withdrawn': () => ({ vi: 'Thu hồi danh mục đã công bố', en: 'Withdrew the published edition' }),
  'edition.amendment_begun': (known) => ({
    vi: `Lập bản điều chỉnh, bổ sung danh mục ${known.amended ?? ''}`,
    en: `Began an amendment of the edition ${known.amended ?? ''}`,
  }),
  'edition.amended': (known) => ({
    vi: `Điều chỉnh, bổ sung theo ${known.amendment ?? ''}: sửa ${known.changed ?? 0} mục, thêm ${known.added ?? 0}, đưa ra ${known.takenOut ?? 0}${known.fields ? `; đổi ${list(known, 'vi')}` : ''}`,
    en: `Amended by ${known.amendment ?? ''}: ${known.changed ?? 0} changed, ${known.added ?? 0} added, ${known.takenOut ?? 0} taken out${known.fields ? `; changed ${list(known, 'en')}` : ''}`,
  }),
  'edition.texts_saved': (known) => ({
    vi: `Sửa nội dung văn bản đi: ${outgoingName(known, 'vi')}`,
    en: `Edited a document to send: ${outgoingName(known, 'en')}`,
  }),
  'edition.signed_copy_recorded': (known) => ({
    vi: `${known.again ? 'Ghi lại' : 'Ghi'} bản ký số ${known.number ?? ''} ngày ${writeDate(known.issued ?? '')}${signedRemark(known, 'vi')}`,
    en: `${known.again ? 'Recorded anew' : 'Recorded'} the signed copy ${known.number ?? ''} of ${writeDate(known.issued ?? '')}${signedRemark(known, 'en')}`,
  }),
  'entry.added': (known) => ({
    vi: `${known.importId ? 'Nhập từ phụ lục' : 'Thêm'} mục ${known.code ?? ''}`,
    en: `${known.importId ? 'Imported' : 'Added'} entry ${known.code ?? ''}`,
  }),
  'entry.changed': (known) => ({
    vi: `${known.importId ? 'Phụ lục nhập lại sửa' : 'Sửa'} mục ${known.code ?? ''}: ${list(known, 'vi')}`,
    en: `${known.importId ? 'A further import changed' : 'Changed'} entry ${known.code ?? ''}: ${list(known, 'en')}`,
  }),
  'entry.chosen_to_change': (known) => ({
    vi: `Chọn mục ${known.amended ?? ''} để sửa`,
    en: `Chose entry ${known.amended ?? ''} to change it`,
  }),
  'entry.chosen_to_take_out': (known) => ({
    vi: `Chọn mục ${known.amended ?? ''} để đưa ra khỏi danh mục`,
    en: `Chose entry ${known.amended ?? ''} to take it out`,
  }),
  'entry.amended': (known) => ({
    vi: `Mục ${known.code ?? ''} được sửa theo ${known.amendment ?? ''}: ${list(known, 'vi')}`,
    en: `Entry ${known.code ?? ''} changed by ${known.amendment ?? ''}: ${list(known, 'en')}`,
  }),
  'entry.published': (known) => ({
    vi: `Mục ${known.code ?? ''} được bổ sung theo ${known.amendment ?? ''}`,
    en: `Entry ${known.code ?? ''} added by ${known.amendment ?? ''}`,
  }),
  'entry.taken_out': (known) => ({
    vi: `Mục ${known.code ?? ''} được đưa ra khỏi danh mục theo ${known.amendment ?? ''}`,
    en: `Entry ${known.code ?? ''} taken out by ${known.amendment ?? ''}`,
  }),
  'entry.moved': (known) => ({
    vi: `Chuyển mục từ vị trí ${known.from ?? ''} sang ${known.to ?? ''}, mã mới ${known.code ?? ''}`,
    en: `Moved an entry from place ${known.from ?? ''} to ${known.to ?? ''}, new code ${known.code ?? ''}`,
  }),
  'entry.removed': (known) => ({ vi: `Bỏ mục ${known.code ?? ''}`, en: `Removed entry ${known.code ?? ''}` }),
  'entry.restored': (known) => ({
    vi: `Khôi phục mục, mã mới ${known.code ?? ''}`,
    en: `Restored an entry, new code ${known.code ?? ''}`,
  }),
  'entry.file_attached': (known) => ({
    vi: `Thêm tệp “${known.fileName ?? ''}” vào mục ${known.code ?? ''}`,
    en: `Attached the file “${known.fileName ?? ''}” to entry ${known.code ?? ''}`,
  }),
  'entry.file_removed': (known) => ({
    vi: `Bỏ tệp “${known.fileName ?? ''}” khỏi mục ${known.code ?? ''}`,
    en: `Removed the file “${known.fileName ?? ''}” from entry ${known.code ?? ''}`,
  }),
  'import.started': (known) => ({
    vi: `Bắt đầu rà soát ${known.rows ?? 0} dòng đọc được`,
    en: `Began the review of ${known.rows ?? 0} rows`,
  }),
  'import.confirmed': (known) => ({
    vi: `Nhập vào danh mục: thêm ${known.added ?? 0} mục, cập nhật ${known.changed ?? 0}, giữ nguyên ${known.unchanged ?? 0}`,
    en: `Imported: ${known.added ?? 0} added, ${known.changed ?? 0} updated, ${known.unchanged ?? 0} unchanged`,
  }),
  'import.revised': (known) => ({ vi: revised(known, 'vi'), en: revised(known, 'en') }),
  'import.discarded': () => ({ vi: 'Bỏ bản nhập đang rà soát', en: 'Discarded an import under review' }),
  'edition.viewed': (known) => ({
    vi: `Xem danh mục chưa công bố${seenOn(known, 'vi')}`,
    en: `Looked at an unpublished edition${seenOn(known, 'en')}`,
  }),
  'entry.viewed': () => ({ vi: 'Xem mục chưa công bố', en: 'Looked at an unpublished entry' }),
  'import.viewed': () => ({ vi: 'Xem bản nhập', en: 'Looked at an import' }),
  ...carrySentences,
  ...successionSentences,
  ...batchSentences,
  ...noteSentences,
  ...questionSentences,
  'sector.saved': () => ({ vi: 'Lưu lĩnh vực', en: 'Saved a sector' }),
};

const draftPages: Readonly<Record<DraftPage, Text>> = {
  list: { vi: 'trong danh sách', en: 'in the list' },
  desk: { vi: 'trên bàn làm việc', en: 'on the desk' },
  removed: { vi: 'các mục đã bỏ', en: 'its removed entries' },
  approval: { vi: 'trang trình duyệt', en: 'its page of approval' },
  amendments: { vi: 'các lần điều chỉnh', en: 'its amendments' },
  bulk: { vi: 'một lần sửa nhiều mục', en: 'a change of many entries' },
  former: { vi: 'các danh mục trước', en: 'the editions before it' },
};

function seenOn({ page = '' }: Facts, language: 'vi' | 'en'): string {
  const where = (draftPages as Readonly<Record<string, Text>>)[page];
  return where ? ` (${where[language]})` : '';
}

function outgoingName(known: Facts, language: 'vi' | 'en'): string {
  const outgoing = outgoingKinds.find((kind) => kind === known.document);
  return outgoing === undefined ? '' : outgoingNames[outgoing][language].toLocaleLowerCase('vi');
}

/** `; khác bản đã duyệt 3 chỗ`. */
function signedRemark({ differences = 0, read }: Facts, language: 'vi' | 'en'): string {
  if (read !== undefined && read !== 'text')
    return language === 'vi' ? '; bản quét không có chữ để so' : '; the scan has no text to compare';
  if (differences === 0) return '';
  return language === 'vi'
    ? `; khác bản đã duyệt ${differences} chỗ`
    : `; it differs from what was approved in ${differences} places`;
}

function hourOf({ publishAt }: Facts, language: 'vi' | 'en'): string {
  return publishAt ? formatInstant(language, new Date(publishAt)) : '';
}

/**
 * An event of the catalogue as a sentence without its subject, or null where `name` is none of its events. `fileName`:
 * of the attached file the facts name by its number.
 */
export function catalogueSentence(name: string, kept: unknown, fileName: string | null): Text | null {
  return sentences[name]?.({ ...facts.parse(kept), fileName }) ?? null;
}

function list(known: Facts, language: 'vi' | 'en'): string {
  return (known.fields ?? []).map((field) => fieldLabel(field)[language].toLocaleLowerCase('vi')).join(', ');
}

function oneField({ field }: Facts, language: 'vi' | 'en'): string {
  return field === undefined ? '' : fieldLabel(field)[language].toLocaleLowerCase('vi');
}

/** `Rà soát: sửa dòng 3 (tên); bỏ dòng 5, 6`. */
function revised(known: Facts, language: 'vi' | 'en'): string {
  const say = (text: Text) => text[language];
  const { row, header = [], leftOut = [], takenIn = [], compared = 0, doubted = 0 } = known;
  const parts = [
    known.reread ? say({ vi: 'đọc lại bảng', en: 'read the table anew' }) : '',
    header.length > 0
      ? say({ vi: 'sửa thông tin danh mục và văn bản', en: 'corrected the particulars' })
      : '',
    typeof row === 'number'
      ? `${say({ vi: 'sửa dòng', en: 'corrected row' })} ${row} (${correctedFields(known, language)})`
      : '',
    leftOut.length > 0 ? `${say({ vi: 'bỏ dòng', en: 'left out rows' })} ${leftOut.join(', ')}` : '',
    takenIn.length > 0 ? `${say({ vi: 'lấy lại dòng', en: 'took in rows' })} ${takenIn.join(', ')}` : '',
    compared > 0
      ? say({ vi: `${compared} chữ chưa chắc đọc đúng`, en: `${compared} uncertain words right` })
      : '',
    doubted > 0 ? say({ vi: `${doubted} chữ lại là chưa chắc`, en: `${doubted} words doubted again` }) : '',
  ];
  return `${say({ vi: 'Rà soát', en: 'Review' })}: ${parts.filter(Boolean).join('; ')}`;
}

function correctedFields(known: Facts, language: 'vi' | 'en'): string {
  const names: Readonly<Record<string, Text>> = correctableNames;
  const words = (known.fields ?? []).map((field) =>
    (names[field]?.[language] ?? field).replace(/ \(.*$/u, ''),
  );
  return words.join(', ').toLocaleLowerCase('vi');
}
