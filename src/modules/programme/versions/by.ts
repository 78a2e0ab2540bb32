import { type RawBuilder, sql } from 'kysely';
import { type LocalDate, localDateOf, readTypedDate, writeDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { PlanRow } from '../plans/store.ts';

/** By what an item comes to say something else, as typed. */
export interface TypedBy {
  /** `amended`: a document changes what was decided; `corrected`: what stands here was not what is printed. */
  readonly why: 'amended' | 'corrected';
  readonly document: string;
  readonly words: string;
  /** From which day on; empty: today. */
  readonly from: string;
}

export interface By {
  readonly why: 'amended' | 'corrected';
  readonly document: string | null;
  readonly words: string | null;
  readonly from: LocalDate;
}

/** `since`: the day from which the plan says anything. Throws InvalidInput `document`, `words`, `from`. */
export function readBy(typed: TypedBy, at: Date, { in_force_on: since }: Pick<PlanRow, 'in_force_on'>): By {
  const today = localDateOf(at);
  const document = singleSpaced(typed.document) || null;
  const words = singleSpaced(typed.words) || null;
  const from = typed.from.trim() === '' ? today : readTypedDate(typed.from);
  const wrong: Record<string, Text> = {};
  if (typed.why === 'amended' && document === null)
    wrong.document = {
      vi: 'Sửa đổi phải theo văn bản: hãy ghi số, ngày văn bản.',
      en: 'An amendment is made by a document: give its number and date.',
    };
  if (typed.why === 'corrected' && words === null)
    wrong.words = { vi: 'Đính chính phải nêu lý do.', en: 'A correction says why.' };
  if (document !== null && [...document].length > 300)
    wrong.document = { vi: 'Văn bản dài quá 300 ký tự.', en: 'The document has more than 300 characters.' };
  if (words !== null && [...words].length > 1_000)
    wrong.words = { vi: 'Lý do dài quá 1000 ký tự.', en: 'The reason has more than 1000 characters.' };
  if (from === null || from > today)
    wrong.from = {
      vi: 'Ngày có hiệu lực phải là ngày có thật và không sau hôm nay.',
      en: 'The day it takes effect must exist and not lie in the future.',
    };
  else if (since !== null && from < since)
    wrong.from = {
      vi: `Kế hoạch được theo dõi từ ${writeDate(since)}: sửa đổi không thể có hiệu lực trước ngày đó.`,
      en: `The plan is followed from ${writeDate(since)} on: nothing of it changes before that day.`,
    };
  if (from === null || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { why: typed.why, document, words, from };
}

/**
 * What was said before stays: a version does not begin on or before the day on which the one that stands began, unless that is
 * today, of which the last word counts. Throws InvalidInput `from`.
 */
export async function refuseEarlier(
  tx: Transaction,
  of: 'task' | 'target',
  id: number,
  from: LocalDate,
  today: LocalDate,
): Promise<void> {
  if (from === today) return;
  const item: RawBuilder<unknown> =
    of === 'task' ? sql`task_version where task_id` : sql`target_version where target_id`;
  const { rows } = await sql<{ since: LocalDate }>`select to_char(max(from_on), 'YYYY-MM-DD') as since
    from ${item} = ${id}`.execute(tx);
  const since = rows[0]?.since ?? null;
  if (since !== null && from <= since)
    throw new InvalidInput({
      from: {
        vi: `Nội dung hiện nay có hiệu lực từ ${since.split('-').reverse().join('/')}: ngày mới phải sau ngày đó.`,
        en: `What it says now holds from ${since}: the new day must come after it.`,
      },
    });
}
