import { addDays, type LocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { type Holiday, isWeekend, publicHolidays, type WorkCalendar } from '../../kernel/working-days.ts';

export const dayKinds = ['off', 'worked'] as const;
export type DayKind = (typeof dayKinds)[number];

/** A day that was decided to be off, or worked, against what the law and the week say. */
export interface KeptDay {
  readonly day: LocalDate;
  readonly kind: DayKind;
  readonly name: string;
  /** The decision, as people cite it. */
  readonly source: string;
  /** The other day of a swap. */
  readonly swappedWith: LocalDate | null;
}

/** What a day is, for people who read a calendar. */
export type DayMark = 'work' | 'weekend' | DayKind | Holiday;

export function yearOf(day: LocalDate): number {
  return Number(day.slice(0, 4));
}

/** Years that are shown and kept: decisions are made a year ahead, and a year beyond that is a slip of the pen. */
export function yearsAround(today: LocalDate): { readonly first: number; readonly last: number } {
  return { first: yearOf(today) - 10, last: yearOf(today) + 2 };
}

/** Kept days and those of the settings as one calendar; of a day in both the kept word holds. */
export function calendarOf(
  kept: readonly Pick<KeptDay, 'day' | 'kind'>[],
  settings: WorkCalendar,
): WorkCalendar {
  const off = new Set(settings.off);
  const worked = new Set(settings.worked);
  for (const { day, kind } of kept) {
    (kind === 'off' ? off : worked).add(day);
    (kind === 'off' ? worked : off).delete(day);
  }
  return { off, worked };
}

export function markOf(day: LocalDate, calendar: WorkCalendar): DayMark {
  if (calendar.worked.has(day)) return 'worked';
  const holiday = publicHolidays(yearOf(day)).get(day);
  if (holiday) return holiday;
  if (isWeekend(day)) return 'weekend';
  return calendar.off.has(day) ? 'off' : 'work';
}

/** Every day of a year with its mark. */
export function daysOfYear(
  year: number,
  calendar: WorkCalendar,
): readonly { readonly day: LocalDate; readonly mark: DayMark }[] {
  const days = [];
  for (let day = `${year}-01-01` as LocalDate; yearOf(day) === year; day = addDays(day, 1))
    days.push({ day, mark: markOf(day, calendar) });
  return days;
}

/** A day of a year that is no ordinary one: by law, by decision, or by the server's settings. */
export interface SpecialDay {
  readonly day: LocalDate;
  readonly mark: Exclude<DayMark, 'work' | 'weekend'>;
  readonly kept: KeptDay | null;
}

export function specialDays(
  year: number,
  kept: readonly KeptDay[],
  settings: WorkCalendar,
): readonly SpecialDay[] {
  const decided = new Map(kept.map((one) => [one.day, one]));
  const calendar = calendarOf(kept, settings);
  const days = new Set([...publicHolidays(year).keys(), ...calendar.off, ...calendar.worked]);
  return [...days]
    .filter((day) => yearOf(day) === year)
    .sort()
    .flatMap((day) => {
      const mark = markOf(day, calendar);
      return mark === 'work' || mark === 'weekend' ? [] : [{ day, mark, kept: decided.get(day) ?? null }];
    });
}

/** Days that follow each other for the same reason in law. */
export interface SpecialSpan extends SpecialDay {
  readonly last: LocalDate;
}

/** Tết as one line; what was decided stays day by day, as it was kept. */
export function spansOf(days: readonly SpecialDay[]): readonly SpecialSpan[] {
  const spans: SpecialSpan[] = [];
  for (const one of days) {
    const before = spans.at(-1);
    const goesOn =
      before && lawOf(one.mark) && before.mark === one.mark && addDays(before.last, 1) === one.day;
    if (goesOn) spans[spans.length - 1] = { ...before, last: one.day };
    else spans.push({ ...one, last: one.day });
  }
  return spans;
}

export const markNames: Readonly<Record<DayMark, Text>> = {
  work: { vi: 'ngày làm việc', en: 'working day' },
  weekend: { vi: 'ngày nghỉ hằng tuần', en: 'weekend' },
  off: { vi: 'nghỉ theo quyết định', en: 'off by decision' },
  worked: { vi: 'làm việc bù', en: 'worked by decision' },
  new_year: { vi: 'Tết Dương lịch', en: 'New Year’s Day' },
  tet: { vi: 'Tết Âm lịch', en: 'Lunar New Year' },
  forefathers: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hung Kings’ Commemoration Day' },
  reunification: { vi: 'Ngày Chiến thắng 30/4', en: 'Reunification Day' },
  labour: { vi: 'Ngày Quốc tế lao động', en: 'Labour Day' },
  independence: { vi: 'Quốc khánh', en: 'National Day' },
  instead: { vi: 'nghỉ bù ngày lễ trùng ngày nghỉ', en: 'in place of a holiday on a weekend' },
};

const law = {
  holidays: { vi: 'Bộ luật Lao động 2019, Điều 112', en: 'Labour Code 2019, Article 112' },
  instead: { vi: 'Bộ luật Lao động 2019, Điều 111 khoản 3', en: 'Labour Code 2019, Article 111(3)' },
} as const satisfies Record<string, Text>;

/** By what a day is what it is; null where a decision says it in its own words. */
export function lawOf(mark: DayMark): Text | null {
  if (mark === 'off' || mark === 'worked' || mark === 'work' || mark === 'weekend') return null;
  return mark === 'instead' ? law.instead : law.holidays;
}

/** What days of the settings cite. */
export function settingOf(kind: DayKind): Text {
  const name = kind === 'off' ? 'DAYS_OFF' : 'DAYS_WORKED';
  return { vi: `Thiết lập ${name} của máy chủ`, en: `Server setting ${name}` };
}
