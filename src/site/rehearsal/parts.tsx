import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { isWeekend, isWorkingDay, type WorkCalendar } from '../../kernel/working-days.ts';
import { weekdayName } from '../../modules/calendar/index.ts';
import type { Coming } from '../../platform/coming-up.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { rehearsalTexts } from './texts.ts';

/** How many people answer for an agency, by its number. */
export type People = ReadonlyMap<number, number>;

export function peopleOf(agencies: readonly { readonly value: string; readonly people: number }[]): People {
  return new Map(agencies.map(({ value, people }) => [Number(value), people]));
}

/** “Thứ Hai, 04/05/2026”. */
export function dayName(lang: Language, day: LocalDate): string {
  return `${weekdayName(lang, day)}, ${formatDate(lang, day)}`;
}

/** Whether it is worked, in words. */
export function dayKind(lang: Language, day: LocalDate, calendar: WorkCalendar): string {
  const t = rehearsalTexts(lang);
  if (isWorkingDay(day, calendar)) return calendar.worked.has(day) ? t.workedInstead : t.workingDay;
  return isWeekend(day) ? t.weekend : t.holiday;
}

/** Whose it is, and where they are told how many of them that is. */
export function agencyWords(lang: Language, one: Coming, people: People): readonly string[] {
  const t = rehearsalTexts(lang);
  return one.agencies.map(({ id, name }) => {
    const told = id === null || !one.tellsAgencies ? undefined : people.get(id);
    if (told === undefined) return name;
    return told === 0 ? t.nobodyOf(name) : t.peopleOf(name, formatNumber(lang, told, 0));
  });
}
