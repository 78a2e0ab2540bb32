import { type LocalDate, writeDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { Annex } from '../../office/index.ts';
import { lawOf, markNames, type SpecialDay, settingOf } from './calendar.ts';
import { calendarTexts } from './texts.ts';

/** “Thứ Hai”, “Monday”. */
export function weekdayName(lang: Language, day: LocalDate): string {
  return calendarTexts(lang).weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

/** What a day is called, and what that rests on: the words of a decision are Vietnamese in every language. */
export function wordsOf(
  lang: Language,
  { mark, kept }: SpecialDay,
): { readonly name: string; readonly source: string } {
  if (kept && mark === kept.kind) return kept;
  const source = mark === 'off' || mark === 'worked' ? settingOf(mark) : lawOf(mark);
  return { name: markNames[mark][lang], source: source?.[lang] ?? '' };
}

export function kindOf(lang: Language, { mark }: SpecialDay): string {
  const t = calendarTexts(lang);
  if (mark === 'off' || mark === 'worked') return markNames[mark][lang];
  return mark === 'instead' ? t.inLieu : t.holiday;
}

/** The days of a year as a table of its own. */
export function calendarAnnex(lang: Language, year: number, days: readonly SpecialDay[]): Annex {
  const t = calendarTexts(lang);
  return {
    number: null,
    title: t.ofYear(year),
    caption: null,
    columns: [
      { header: t.day, width: 28, centred: true },
      { header: t.weekday, width: 28 },
      { header: t.kind, width: 50 },
      { header: t.name, width: 70 },
      { header: t.source, width: 80 },
    ],
    rows: days.map((one) => {
      const { name, source } = wordsOf(lang, one);
      return [writeDate(one.day), weekdayName(lang, one.day), kindOf(lang, one), name, source];
    }),
  };
}
