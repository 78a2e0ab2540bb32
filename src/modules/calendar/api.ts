import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Config } from '../../platform/config.ts';
import type { Querying } from '../../platform/database/open.ts';
import { calendarOf, type DayMark, daysOfYear, markNames, specialDays } from './calendar.ts';
import { wordsOf } from './files.ts';
import { calendarPaths } from './paths.ts';
import { checkedYears, keptDays } from './queries.ts';

const marks = Object.keys(markNames) as DayMark[];

/** A year of the working calendar as programs get it. */
export const apiYear = z
  .object({
    year: z.number().int(),
    url: z.string(),
    title: z.string(),
    titleEn: z.string(),
    workingDays: z.number().int(),
    checked: z
      .object({ source: z.string(), on: z.string().describe('YYYY-MM-DD, a day in Vietnam') })
      .nullable()
      .describe(
        'Against which announcement the year was held, and when; null: not yet, so days off may be missing',
      ),
    days: z
      .array(
        z.object({
          date: z.string().describe('YYYY-MM-DD'),
          worked: z.boolean(),
          kind: z.enum(marks),
          name: z.string(),
          nameEn: z.string(),
          source: z.string().describe('The law or the decision'),
          sourceEn: z.string(),
          swappedWith: z.string().nullable().describe('The other day of a swap'),
        }),
      )
      .describe('Holidays, days off and days worked instead; any other day is worked from Monday to Friday'),
  })
  .meta({ id: 'Working days of a year' });

/** A year of the calendar. Two statements. */
export async function readApiYear(
  db: Querying,
  config: Pick<Config, 'calendar'>,
  year: number,
): Promise<z.input<typeof apiYear>> {
  const kept = await keptDays(db);
  const checked = (await checkedYears(db)).get(year);
  const all = daysOfYear(year, calendarOf(kept, config.calendar));
  return {
    ...{ year, url: calendarPaths.show(year) },
    ...{ title: `Lịch làm việc năm ${year}`, titleEn: `Working days of ${year}` },
    workingDays: all.filter(({ mark }) => mark === 'work' || mark === 'worked').length,
    checked: checked ? { source: checked.source, on: localDateOf(checked.checkedAt) } : null,
    days: specialDays(year, kept, config.calendar).map((one) => {
      const [said, english] = [wordsOf('vi', one), wordsOf('en', one)];
      return {
        ...{ date: one.day, worked: one.mark === 'worked', kind: one.mark },
        ...{ name: said.name, nameEn: english.name, source: said.source, sourceEn: english.source },
        swappedWith: one.kept?.swappedWith ?? null,
      };
    }),
  };
}
