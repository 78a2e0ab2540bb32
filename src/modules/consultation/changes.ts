import { Refusal } from '../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { formatInstant } from '../../ui/format.ts';
import type { ConsultationInput } from './inputs.ts';
import { consultationSentence } from './sentences.ts';
import type { ConsultationRow } from './store.ts';

/** Who is asked, to be compared. One statement. */
export async function askedKey(tx: Transaction, id: number): Promise<string> {
  const rows = await tx
    .selectFrom('consultation_asked')
    .select(['organisation_id', 'account_id'])
    .where('consultation_id', '=', id)
    .orderBy('organisation_id')
    .orderBy('account_id')
    .execute();
  return JSON.stringify(rows.map((row) => [row.organisation_id, row.account_id]));
}

/** What is said otherwise from now on, in the codes its sentence knows. */
export function changedIn(row: ConsultationRow, read: ConsultationInput, asked: boolean): string {
  const changed = {
    title: row.title !== read.title || row.title_en !== read.titleEn,
    words:
      row.introduction !== read.introduction || row.agency !== read.agency || row.contact !== read.contact,
    window: row.from_on !== read.window.from || row.to_on !== read.window.to,
    audience: asked || row.audience !== read.audience || row.names_shown !== read.namesShown,
  };
  return Object.entries(changed)
    .flatMap(([code, is]) => (is ? [code] : []))
    .join(' ');
}

/** Events that make a new version of a consultation. */
const versions = [
  ...['consultation.changed', 'consultation.submitted', 'consultation.taken_back', 'consultation.returned'],
  ...['consultation.announced', 'consultation.prolonged', 'consultation.withdrawn'],
  ...['consultation.summary_saved', 'consultation.published'],
];

/**
 * For steps, where nothing is typed that could be kept. Throws Refusal `conflict` where somebody saved since the page was
 * opened, which says who and what.
 */
export async function refuseChanged(
  db: Querying,
  row: Pick<ConsultationRow, 'id' | 'version'>,
  version: number,
): Promise<void> {
  if (row.version === version) return;
  const last = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .select(['event.name', 'event.facts', 'event.at', 'account.name as who'])
    .where('subject_kind', '=', 'consultation')
    .where('subject_id', '=', String(row.id))
    .where('event.name', 'in', versions)
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const what = last && consultationSentence(last.name, last.facts);
  throw new Refusal('conflict', {
    vi: what
      ? `Cuộc lấy ý kiến này đã thay đổi sau khi bạn mở trang: ${what.vi} (${last.who ?? 'hệ thống'}, ${formatInstant('vi', last.at)}). Hãy xem lại nội dung dưới đây rồi bấm lần nữa.`
      : 'Cuộc lấy ý kiến này đã thay đổi sau khi bạn mở trang. Hãy xem lại nội dung dưới đây rồi bấm lần nữa.',
    en: what
      ? `This consultation changed after you opened the page: ${what.en} (${last.who ?? 'the system'}, ${formatInstant('en', last.at)}). Look it over below, then press again.`
      : 'This consultation changed after you opened the page. Look it over below, then press again.',
  });
}
