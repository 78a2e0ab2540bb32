import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { type Cadence, type Period, periodOf } from '../../../kernel/periods.ts';
import type { Text } from '../../../kernel/text.ts';
import { type FactKind, reasonMost, wordsMost } from './task.ts';

/** A fact as it was entered; what is wrong with it is said by `wrongIn`. */
export interface EnteredFact {
  readonly kind: FactKind;
  readonly on: LocalDate;
  readonly percent: number | null;
  readonly words: string;
  readonly reason: string | null;
  /** Key of the period a result of a continuous task belongs to. */
  readonly period: string | null;
  readonly document: { readonly number: string; readonly date: LocalDate } | null;
  /** Whether a file comes with it. */
  readonly file: boolean;
}

/** What the lead has said before, without what was corrected. */
export interface SaidBefore {
  readonly kind: FactKind;
  readonly on: LocalDate;
  readonly percent: number | null;
}

export interface FactContext {
  readonly today: LocalDate;
  /** Since when it is this lead's. */
  readonly since: LocalDate;
  /** Of a continuous task; null of any other. */
  readonly cadence: Cadence | null;
  readonly before: readonly SaidBefore[];
  /** Parts of the task that are neither closed nor reported as done. */
  readonly openParts: number;
  /** Of a correction: a reason is owed whatever it says. */
  readonly corrects: boolean;
}

export type FactField =
  | 'kind'
  | 'on'
  | 'percent'
  | 'words'
  | 'reason'
  | 'period'
  | 'documentNumber'
  | 'documentDate';
export type WrongFact = Partial<Record<FactField, Text>>;

/**
 * What cannot be entered so, by field, with what to do; nothing where all is well. A completion and a result stand on a document or a
 * file; percent falls back and days before the assignment need a reason (domain: process-rules §9).
 */
export function wrongIn(fact: EnteredFact, context: FactContext): WrongFact {
  return {
    ...wrongKind(fact, context),
    ...wrongDay(fact, context),
    ...wrongPercent(fact, context),
    ...wrongEvidence(fact, context),
    ...wrongWords(fact),
    ...wrongReason(fact, context),
  };
}

function wrongKind({ kind }: EnteredFact, { cadence, before, openParts }: FactContext): WrongFact {
  if (kind === 'done' && cadence !== null)
    return {
      kind: {
        vi: 'Nhiệm vụ thường xuyên không báo cáo hoàn thành; hãy ghi kết quả của từng kỳ.',
        en: 'A continuous task is never reported as done; enter the result of each period.',
      },
    };
  if (kind === 'started' && before.some((fact) => fact.kind === 'started'))
    return {
      kind: {
        vi: 'Đã ghi ngày bắt đầu. Nếu ngày đó sai, hãy đính chính dòng đã ghi; nếu có thêm việc, hãy ghi tiến độ.',
        en: 'The beginning is entered already. Correct that line if its day is wrong; enter progress for anything new.',
      },
    };
  if (kind === 'done' && openParts > 0)
    return {
      kind: {
        vi: `Còn ${openParts} nhiệm vụ nhỏ chưa hoàn thành. Hãy báo cáo hoàn thành từng nhiệm vụ nhỏ trước.`,
        en: `${openParts} sub-tasks are not done. Report each of them as done first.`,
      },
    };
  return {};
}

function wrongDay({ on, reason }: EnteredFact, { today, since }: FactContext): WrongFact {
  if (on > today)
    return {
      on: {
        vi: 'Ngày này chưa đến. Hãy ghi việc đã xảy ra.',
        en: 'This day has not come. Enter what has happened.',
      },
    };
  if (on < since && reason === null)
    return {
      reason: {
        vi: 'Ngày ghi trước ngày được giao nhiệm vụ: hãy nêu lý do.',
        en: 'The day is before the task was given: say why.',
      },
    };
  return {};
}

function wrongPercent({ kind, percent, on, reason }: EnteredFact, { before }: FactContext): WrongFact {
  if (kind === 'progress' && percent === null)
    return {
      percent: {
        vi: 'Hãy ghi tiến độ bằng số nguyên từ 0 đến 100.',
        en: 'Give the progress as a whole number from 0 to 100.',
      },
    };
  if (percent === null) return {};
  const last = latestPercent(before, on);
  if (last === null || percent >= last || reason !== null) return {};
  return {
    reason: {
      vi: `Tiến độ đã ghi trước đó là ${last} %. Tiến độ giảm thì phải nêu lý do.`,
      en: `The progress entered before is ${last} %. Say why it falls back.`,
    },
  };
}

/** The share that stood on a day. */
function latestPercent(before: readonly SaidBefore[], on: LocalDate): number | null {
  const known = before.filter((fact) => fact.percent !== null && fact.on <= on);
  return known.sort((one, other) => (one.on < other.on ? -1 : 1)).at(-1)?.percent ?? null;
}

function wrongEvidence(fact: EnteredFact, context: FactContext): WrongFact {
  const { kind, document, file } = fact;
  if (kind !== 'result' && kind !== 'done') return {};
  const wrong: WrongFact = {};
  if (document === null && !file)
    wrong.documentNumber =
      kind === 'done'
        ? {
            vi: 'Hoàn thành cần văn bản, sản phẩm: hãy ghi số và ngày văn bản, hoặc gửi kèm tệp sản phẩm.',
            en: 'A completion needs its product: give number and date of the document, or send the file.',
          }
        : {
            vi: 'Kết quả cần căn cứ: hãy ghi số và ngày văn bản, hoặc gửi kèm tệp.',
            en: 'A result needs evidence: give number and date of a document, or send a file.',
          };
  if (document !== null && document.date > context.today)
    wrong.documentDate = {
      vi: 'Ngày văn bản chưa đến.',
      en: 'The date of the document has not come.',
    };
  if (kind === 'result' && context.cadence !== null) {
    const periods = openPeriods(context.cadence, context.since, context.today);
    if (!periods.some(({ key }) => key === fact.period))
      wrong.period = {
        vi: 'Hãy chọn kỳ của kết quả trong danh sách.',
        en: 'Choose the period of the result from the list.',
      };
  }
  return wrong;
}

function wrongWords({ kind, words, reason }: EnteredFact): WrongFact {
  const wrong: WrongFact = {};
  if (words === '' && (kind === 'progress' || kind === 'result'))
    wrong.words = {
      vi: 'Hãy nêu ngắn gọn đã làm được gì.',
      en: 'Say in short what was done.',
    };
  if ([...words].length > wordsMost) wrong.words = tooLong(wordsMost);
  if (reason !== null && [...reason].length > reasonMost) wrong.reason = tooLong(reasonMost);
  return wrong;
}

function wrongReason({ reason }: EnteredFact, { corrects }: FactContext): WrongFact {
  if (!corrects || reason !== null) return {};
  return { reason: { vi: 'Hãy nêu lý do đính chính.', en: 'Say why it is corrected.' } };
}

export function tooLong(most: number): Text {
  return {
    vi: `Dài quá ${most} ký tự. Hãy viết gọn lại.`,
    en: `Longer than ${most} characters. Make it shorter.`,
  };
}

/** Periods a result may still be entered for: those since it was given, no more than the latest twelve. */
export const periodsOffered = 12;

/** The latest first. */
export function openPeriods(cadence: Cadence, since: LocalDate, today: LocalDate): readonly Period[] {
  const found: Period[] = [];
  let at: Period = periodOf(cadence, today);
  while (at.to >= since && found.length < periodsOffered) {
    found.push(at);
    at = before(at);
  }
  return found;
}

function before({ cadence, from }: Period): Period {
  return periodOf(cadence, addDays(from, -1));
}
