import type { LocalDate } from '../../../kernel/dates.ts';
import { type Period, periodLabel, periodOf } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import { isWeekend, isWorkingDay, type WorkCalendar } from '../../../kernel/working-days.ts';
import type { CalendarDays } from '../../../ui/charts/calendar.tsx';
import type { Heat } from '../../../ui/charts/heat-map.tsx';
import type { StateCount } from '../../../ui/charts/states.tsx';
import type { Schedule } from '../../../ui/charts/task-timeline.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { texts } from '../../../ui/texts/texts.ts';
import { closedStates, taskStates } from '../tasks/task.ts';
import type { BoardFilters } from './filters.ts';
import type { BoardLinks } from './links.ts';
import type { BoardChoices, BoardTask, DueDay, MonthCount, StateCounts, UnitRow } from './queries.ts';
import { boardTexts } from './texts.ts';

/** What is asked for in words, the plan first: part of the titles of pictures and sheets. */
export function askedWords(lang: Language, filters: BoardFilters, choices: BoardChoices): readonly string[] {
  const label = (of: Exclude<keyof BoardChoices, 'illustrative'>, value: number | string | null) =>
    value === null ? [] : [choices[of].find((one) => one.value === String(value))?.label ?? String(value)];
  return [
    ...label('plans', filters.plan),
    ...label('groups', filters.group),
    ...label('agencies', filters.agency),
    ...label('sectors', filters.sector),
    ...(filters.period === null ? [] : [periodLabel(filters.period)[lang]]),
    ...(choices.illustrative ? [texts(lang).illustrativeMark] : []),
  ];
}

export function stateParts(
  links: Pick<BoardLinks, 'tasks'>,
  counts: StateCounts,
  agency?: Pick<UnitRow, 'id' | 'code'>,
): readonly StateCount[] {
  return taskStates.map((state) => ({
    ...{ state, count: counts[state] ?? 0 },
    href: links.tasks({ states: [state], ...(agency && { agency }) }),
  }));
}

/** Tasks that are not over. */
export function openTasks(states: StateCounts): number {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  return closedStates.reduce((open, state) => open - (states[state] ?? 0), all);
}

/** Of what somebody works on or owes. */
export function lateShare({ states }: Pick<UnitRow, 'states'>): number {
  const open = openTasks(states);
  return open === 0 ? 0 : (states.overdue ?? 0) / open;
}

export function heatOf(
  links: BoardLinks,
  units: readonly UnitRow[],
  months: readonly Period[],
  counts: readonly MonthCount[],
): Heat {
  const found = new Map(counts.map((one) => [`${one.agency} ${one.month}`, one]));
  return {
    months: months.map(({ key }) => ({ key, label: `${key.slice(5)}/${key.slice(0, 4)}` })),
    rows: units.map((unit) => ({
      ...{ key: String(unit.id), name: unit.name, href: links.unit(unit) },
      cells: months.map(({ key, from, to }) => {
        const one = found.get(`${unit.id} ${key}`);
        return one === undefined
          ? null
          : {
              late: one.late,
              due: one.due,
              href: links.tasks({ agency: unit, from, to }),
            };
      }),
    })),
  };
}

/** The tasks over a year around today. */
export function scheduleOf(links: BoardLinks, today: LocalDate, tasks: readonly BoardTask[]): Schedule {
  const late = tasks.some(({ lastDay }) => lastDay !== null && lastDay < today);
  const back = late ? 6 : 1;
  const from = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  from.setUTCMonth(from.getUTCMonth() - back);
  return {
    ...{ from: from.toISOString().slice(0, 7), months: 12, today },
    tasks: tasks.map(({ id, code, name, state, startedOn, lastDay }) => ({
      ...{ key: String(id), name, state, start: startedOn, due: lastDay },
      href: links.task({ id, code }),
    })),
  };
}

export function calendarDaysOf(
  lang: Language,
  links: BoardLinks,
  month: Period,
  days: readonly DueDay[],
  { today, calendar }: { readonly today: LocalDate; readonly calendar: WorkCalendar },
): CalendarDays {
  const t = boardTexts(lang);
  const all = daysOf(month);
  return {
    marks: Object.fromEntries(
      days.map(({ day, tasks, late }) => [
        day,
        {
          ...{ count: tasks, words: t.due(formatNumber(lang, tasks, 0)), now: late > 0 || day === today },
          href: links.tasks({ from: day, to: day }),
        },
      ]),
    ),
    holidays: Object.fromEntries(
      all.filter((day) => !isWeekend(day) && !isWorkingDay(day, calendar)).map((day) => [day, t.dayOff]),
    ),
    worked: all.filter((day) => isWeekend(day) && isWorkingDay(day, calendar)),
    today,
  };
}

function daysOf({ from, to }: Period): readonly LocalDate[] {
  return Array.from(
    { length: Number(to.slice(8)) },
    (_, at) => `${from.slice(0, 8)}${String(at + 1).padStart(2, '0')}` as LocalDate,
  );
}

/** The month a calendar shows: that asked for, the first of the period, or this one. */
export function monthIn(asked: Period | null, { period }: BoardFilters, today: LocalDate): Period {
  if (asked?.cadence === 'month') return asked;
  if (period !== null && (today < period.from || today > period.to)) return periodOf('month', period.from);
  return periodOf('month', today);
}

/** Periods offered: last year, this one with its quarters and months, the next. */
export function periodsOffered(today: LocalDate): readonly Period[] {
  const year = Number(today.slice(0, 4));
  const day = (of: number, month: number) => `${of}-${String(month).padStart(2, '0')}-01` as LocalDate;
  return [
    periodOf('year', day(year, 1)),
    ...[1, 4, 7, 10].map((month) => periodOf('quarter', day(year, month))),
    ...Array.from({ length: 12 }, (_, at) => periodOf('month', day(year, at + 1))),
    periodOf('year', day(year - 1, 1)),
    periodOf('year', day(year + 1, 1)),
  ];
}
