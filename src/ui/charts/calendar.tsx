/** A month, or the twelve of a year, with what is on each day. Monday first; phones list the days that have something. */
import { formatDate } from '../format.ts';
import { Content } from '../inline.tsx';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import { ChartFigure, type ChartFiles } from './frame.tsx';
import { counted, weeksOf } from './scale.ts';

export type DayMark = {
  readonly count: number;
  /** What is counted, in words: "3 việc đến hạn". */
  readonly words: string;
  readonly href?: string | undefined;
  /** Asks for something now: late, or due today. */
  readonly now?: boolean | undefined;
};
export type CalendarDays = {
  /** By ISO date. */
  readonly marks: Readonly<Record<string, DayMark>>;
  /** Days off beside Saturdays and Sundays, with their names. */
  readonly holidays: Readonly<Record<string, string>>;
  /** Saturdays and Sundays that are worked, by ISO date. */
  readonly worked?: readonly string[] | undefined;
  readonly today: string | null;
};

type Day = {
  readonly date: string;
  readonly number: number;
  readonly weekday: number;
  readonly off: boolean;
  readonly holiday: string | undefined;
  readonly mark: DayMark | undefined;
  readonly today: boolean;
};

export function dayOf(of: CalendarDays, date: string, weekday: number): Day {
  const mark = Object.hasOwn(of.marks, date) ? of.marks[date] : undefined;
  const holiday = Object.hasOwn(of.holidays, date) ? of.holidays[date] : undefined;
  return {
    date,
    number: Number(date.slice(8)),
    weekday,
    off: holiday !== undefined || (weekday > 4 && !of.worked?.includes(date)),
    holiday,
    mark: mark && counted(mark.count) > 0 ? mark : undefined,
    today: of.today === date,
  };
}

/** "Tháng 10/2026"; English names its months. */
export function monthName(lang: Lang, month: string): string {
  if (lang === 'en') return formatDate('en', month.slice(0, 7));
  return chartTexts(lang).calendar.month(Number(month.slice(5, 7)), Number(month.slice(0, 4)));
}

const classOf = ({ off, mark, today, holiday }: Day) =>
  [
    off && 'day-off',
    mark && (mark.now ? 'day-now' : 'day-marked'),
    today && 'day-today',
    !mark && !holiday && 'day-plain',
  ]
    .filter(Boolean)
    .join(' ') || undefined;

function DayCell({ lang, day }: { readonly lang: Lang; readonly day: Day }) {
  const t = chartTexts(lang).calendar;
  const { mark, holiday, number } = day;
  const weekday = t.weekdays[day.weekday]?.long ?? '';
  if (!mark && !holiday) return <td class={classOf(day)}>{day.today ? <b>{number}</b> : number}</td>;
  const words = (
    <>
      <span class="day-number" aria-hidden="true">
        {number}
      </span>
      <time
        class="day-long"
        dateTime={day.date}
      >{`${weekday}, ${formatDate(lang, day.date)}${day.today ? ` (${t.today})` : ''}`}</time>
      {mark && (
        <span class="day-count" aria-hidden="true">
          {counted(mark.count)}
        </span>
      )}{' '}
      {mark && <span class="day-words">{mark.words}</span>}
    </>
  );
  return (
    <td class={classOf(day)}>
      {mark?.href ? <a href={mark.href}>{words}</a> : <span class="day-box">{words}</span>}
      {holiday && (
        <span class="day-holiday">
          <Content lang={lang} text={holiday} />
        </span>
      )}
    </td>
  );
}

function MonthTable(props: {
  readonly lang: Lang;
  readonly month: string;
  readonly of: CalendarDays;
  readonly small?: boolean | undefined;
}) {
  const { lang, month, of, small } = props;
  const t = chartTexts(lang).calendar;
  return (
    <table class={small ? 'month month-small' : 'month'}>
      <caption class={small ? undefined : 'sr'}>{monthName(lang, month)}</caption>
      <thead>
        <tr>
          {t.weekdays.map(({ short, long }) => (
            <th key={short} scope="col">
              <abbr title={long}>{short}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, at) => (
          <tr key={String(at)}>
            {week.map((date, weekday) =>
              date === null ? (
                <td key={String(weekday)} class="day-plain" />
              ) : (
                <DayCell key={date} lang={lang} day={dayOf(of, date, weekday)} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function MonthCalendar(props: {
  readonly lang: Lang;
  /** "2026-10". */
  readonly month: string;
  readonly of: CalendarDays;
  /** The name of the month, where nothing is said. */
  readonly title?: string | undefined;
  readonly files?: ChartFiles | undefined;
}) {
  const { lang, month, of } = props;
  const bare = !Object.keys(of.marks).some((date) => date.startsWith(month.slice(0, 7)));
  return (
    <ChartFigure
      lang={lang}
      title={props.title ?? monthName(lang, month)}
      files={props.files}
      note={bare && <p>{chartTexts(lang).calendar.empty}</p>}
    >
      <MonthTable lang={lang} month={month} of={of} />
    </ChartFigure>
  );
}

/** The months of a year by their ISO names. */
export const monthsOfYear = (year: number): readonly string[] =>
  Array.from(
    { length: 12 },
    (_, at) => `${String(year).padStart(4, '0')}-${String(at + 1).padStart(2, '0')}`,
  );

export function YearCalendar(props: {
  readonly lang: Lang;
  readonly year: number;
  readonly of: CalendarDays;
  readonly title?: string | undefined;
  readonly files?: ChartFiles | undefined;
}) {
  const { lang, year, of } = props;
  return (
    <ChartFigure lang={lang} title={props.title ?? chartTexts(lang).calendar.year(year)} files={props.files}>
      <div class="year">
        {monthsOfYear(year).map((month) => (
          <MonthTable key={month} lang={lang} month={month} of={of} small />
        ))}
      </div>
    </ChartFigure>
  );
}
