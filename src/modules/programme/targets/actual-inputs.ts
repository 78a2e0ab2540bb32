import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import { type Period, readPeriod } from '../../../kernel/periods.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { reasonMost, wordsMost } from '../tasks/task.ts';
import { doubtText, impossibleText } from './doubt-texts.ts';
import { type Doubt, doubtsOf, impossibleOf } from './doubts.ts';
import { judgedInWords } from './outlook.ts';
import type { Actual, Aim, Target } from './target.ts';
import { readTypedNumber } from './typed-number.ts';

/** A figure as typed. */
export interface TypedActual {
  readonly period: string;
  readonly scope: string;
  readonly value: string;
  readonly words: string;
  /** Of a target in words: `yes` or `no`, by what its unit says. */
  readonly fulfilled: string;
  readonly asOf: string;
  /** `1`: an estimate of the whole period. */
  readonly estimate: string;
  readonly source: string;
  readonly reason: string;
  /** What was asked about when the form was shown last; what is asked now has to be the same. */
  readonly confirmed: string;
}

/** A figure that may be kept. */
export interface ReadActual {
  readonly period: Period;
  readonly scope: string | null;
  readonly value: number | null;
  readonly words: string | null;
  readonly fulfilled: boolean | null;
  readonly asOf: LocalDate;
  readonly estimate: boolean;
  readonly source: string;
  readonly reason: string | null;
}

/** A figure that looks wrong: it is kept once the officer has confirmed what is asked, with a reason. */
export class Doubted extends InvalidInput<'reason'> {
  readonly doubts: readonly Doubt[];
  /** Sent back with the form by whoever confirms. */
  readonly asked: string;

  constructor(doubts: readonly Doubt[], asked: string) {
    const told = (lang: 'vi' | 'en') => doubts.map((doubt) => doubtText(lang, doubt)).join(' ');
    super({
      reason: {
        vi: `${told('vi')} Nếu đúng, hãy nêu lý do; nếu sai, hãy sửa.`,
        en: `${told('en')} Give a reason if it is right; mend it if it is wrong.`,
      },
    });
    this.doubts = doubts;
    this.asked = asked;
  }
}

export const sourceMost = 1_000;

type Wrong = Partial<Record<keyof TypedActual, Text>>;

function longerThan(most: number): Text {
  return { vi: `Dài quá ${most} ký tự.`, en: `Longer than ${most} characters.` };
}

/**
 * What was typed of a figure of this target. `earlier` are its figures without those corrected, nor the one this corrects.
 * Throws InvalidInput by field; Doubted where something has to be confirmed first.
 */
export function readActual(
  typed: TypedActual,
  target: Target,
  earlier: readonly Actual[],
  { today, corrects }: { readonly today: LocalDate; readonly corrects: boolean },
): ReadActual {
  const wrong: Wrong = {};
  const period = periodIn(typed, target, today, wrong);
  const aim = aimIn(typed, target, wrong);
  const asOf = readTypedDate(typed.asOf);
  if (asOf === null)
    wrong.asOf = { vi: 'Hãy ghi ngày, ví dụ 30/06/2026.', en: 'Give a day, such as 30/06/2026.' };
  const told = toldIn(typed, target, aim, wrong);
  const kept = textsIn(typed, corrects, wrong);
  const estimate = typed.estimate === '1';
  const number = told.number;
  if (period && asOf) {
    const figure = number ?? { value: 0, unit: null, other: null };
    const impossible = impossibleOf({ typed: figure, period, asOf, estimate }, today);
    if (impossible) wrong.asOf = bothOf((lang) => impossibleText(lang, impossible));
  }
  if (!period || !aim || !asOf || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  const { scope } = aim.value;
  const read = { period, scope, words: told.words, fulfilled: told.fulfilled, asOf, estimate, ...kept };
  if (number === null) return { ...read, value: null };
  const doubts = doubtsOf(target, aim, earlier, { typed: number, period, asOf, estimate });
  refuseUnconfirmed(doubts, `${period.key} ${scope ?? ''} ${number.value}`, typed, kept.reason);
  const converted = doubts.find((doubt) => doubt.code === 'other_unit')?.converted;
  return { ...read, value: converted ?? number.value };
}

const bothOf = (say: (lang: 'vi' | 'en') => string): Text => ({ vi: say('vi'), en: say('en') });

function periodIn(
  { period: key }: TypedActual,
  target: Target,
  today: LocalDate,
  wrong: Wrong,
): Period | null {
  const period = readPeriod(key);
  if (period && period.cadence === target.frequency && period.from <= today) return period;
  wrong.period = { vi: 'Hãy chọn kỳ số liệu.', en: 'Choose the period.' };
  return null;
}

function aimIn({ scope }: TypedActual, { aims }: Target, wrong: Wrong): Aim | null {
  const [only] = aims;
  if (only && aims.length === 1) return only;
  const found = aims.find(({ value }) => value.scope === scope);
  if (!found) wrong.scope = { vi: 'Hãy chọn số liệu của phạm vi nào.', en: 'Choose what the figure is of.' };
  return found ?? null;
}

/** The number, or what is said where no number is asked or none is to be had. */
function toldIn(typed: TypedActual, { direction }: Target, aim: Aim | null, wrong: Wrong) {
  const words = typed.words.normalize('NFC').trim() || null;
  if (words !== null && [...words].length > wordsMost) wrong.words = longerThan(wordsMost);
  const inWords = aim !== null && judgedInWords(aim, direction);
  const written = typed.value.trim();
  const number = written === '' ? null : readTypedNumber(written);
  if (written !== '' && number === null) wrong.value = bothOf((lang) => impossibleText(lang, 'not_a_number'));
  if (written === '' && words === null)
    wrong[inWords ? 'words' : 'value'] = inWords
      ? { vi: 'Hãy ghi kết quả đạt được.', en: 'Say what was reached.' }
      : {
          vi: 'Hãy ghi số liệu; nếu chưa thống kê được, hãy ghi rõ ở ô lời.',
          en: 'Give the figure; where there is none yet, say so in words.',
        };
  const fulfilled =
    inWords && (typed.fulfilled === 'yes' || typed.fulfilled === 'no') ? typed.fulfilled === 'yes' : null;
  return { number, words, fulfilled };
}

function textsIn({ source, reason }: TypedActual, corrects: boolean, wrong: Wrong) {
  const kept = {
    source: singleSpaced(source.normalize('NFC')),
    reason: reason.normalize('NFC').trim() || null,
  };
  if (kept.source === '')
    wrong.source = {
      vi: 'Hãy ghi nguồn của số liệu: báo cáo, số và ngày văn bản, hệ thống thống kê.',
      en: 'Say where the figure comes from: the report, its number and date, the system.',
    };
  if ([...kept.source].length > sourceMost) wrong.source = longerThan(sourceMost);
  if (kept.reason !== null && [...kept.reason].length > reasonMost) wrong.reason = longerThan(reasonMost);
  if (corrects && kept.reason === null)
    wrong.reason = { vi: 'Hãy nêu lý do đính chính.', en: 'Say why it is corrected.' };
  return kept;
}

/** A reading that was shown and taken needs no reason beyond that it was taken. */
const plain = (doubt: Doubt) =>
  doubt.code === 'read_two_ways' || (doubt.code === 'other_unit' && doubt.converted !== null);

function refuseUnconfirmed(
  doubts: readonly Doubt[],
  figure: string,
  { confirmed }: TypedActual,
  reason: string | null,
): void {
  if (doubts.length === 0) return;
  const asked = `${figure} ${doubts.map(({ code }) => code).join(' ')}`;
  if (confirmed !== asked || (reason === null && !doubts.every(plain))) throw new Doubted(doubts, asked);
}
