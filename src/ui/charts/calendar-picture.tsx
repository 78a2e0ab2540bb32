/** Calendars drawn for files. */
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import { type CalendarDays, dayOf, monthName, monthsOfYear } from './calendar.tsx';
import { inFile } from './paint.ts';
import { Part } from './part.tsx';
import { type Picture, Words } from './picture.tsx';
import { counted, shortened, weeksOf } from './scale.ts';

type Size = { readonly wide: number; readonly tall: number; readonly small: boolean };

function month(lang: Lang, of: CalendarDays, name: string, size: Size): Picture {
  const { wide, tall } = size;
  const weeks = weeksOf(name);
  return {
    tall: 28 + weeks.length * tall,
    drawing: (
      <>
        {chartTexts(lang).calendar.weekdays.map(({ short }, at) => (
          <Words key={short} x={(at + 0.5) * wide} y={16} size={size.small ? 10 : 13} colour="quiet" middle>
            {short}
          </Words>
        ))}
        {weeks.map((week, row) =>
          week.map(
            (date, weekday) =>
              date !== null && (
                <Part key={date} x={weekday * wide} y={28 + row * tall} width={wide} height={tall}>
                  <DayPicture of={of} date={date} weekday={weekday} size={size} />
                </Part>
              ),
          ),
        )}
      </>
    ),
  };
}

function DayPicture(props: {
  readonly of: CalendarDays;
  readonly date: string;
  readonly weekday: number;
  readonly size: Size;
}) {
  const { wide, tall, small } = props.size;
  const day = dayOf(props.of, props.date, props.weekday);
  const ground = day.mark ? (day.mark.now ? 'blossom-soft' : 'river-soft') : day.off ? 'surface' : 'paper';
  const ink = day.mark?.now ? 'blossom-text' : day.off ? 'quiet' : 'ink';
  return (
    <>
      <rect
        x="1"
        y="1"
        width={wide - 2}
        height={tall - 2}
        fill={inFile(ground)}
        stroke={inFile(day.today ? 'river' : 'line')}
        stroke-width={day.today ? 2 : 1}
      />
      <Words x={small ? wide / 2 : 8} y={small ? 16 : 20} size={small ? 11 : 14} colour={ink} middle={small}>
        {`${day.number}`}
      </Words>
      {!small && day.mark && (
        <Words x={8} y={tall - 26} size={18} colour={ink} bold>
          {String(counted(day.mark.count))}
        </Words>
      )}
      {!small && day.holiday && (
        <Words x={8} y={tall - 10} size={10} colour="quiet">
          {shortened(day.holiday, 20)}
        </Words>
      )}
    </>
  );
}

export function calendarPicture(lang: Lang, name: string, of: CalendarDays): Picture {
  return month(lang, of, name, { wide: 128, tall: 78, small: false });
}

export function yearPicture(lang: Lang, year: number, of: CalendarDays): Picture {
  const tall = 210;
  return {
    tall: 4 * tall,
    drawing: monthsOfYear(year).map((name, at) => (
      <Part key={name} x={(at % 3) * 308} y={Math.floor(at / 3) * tall} width="280" height={tall}>
        <Words y={14} bold>
          {monthName(lang, name)}
        </Words>
        <Part y="20" width="280" height={tall - 20}>
          {month(lang, of, name, { wide: 40, tall: 25, small: true }).drawing}
        </Part>
      </Part>
    )),
  };
}
