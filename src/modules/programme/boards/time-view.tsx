import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { nextPeriod, type Period, periodLabel, periodOf } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { WorkCalendar } from '../../../kernel/working-days.ts';
import { MonthCalendar } from '../../../ui/charts/calendar.tsx';
import { TaskTimeline } from '../../../ui/charts/task-timeline.tsx';
import { Columns } from '../../../ui/page-parts.tsx';
import type { BoardLinks } from './links.ts';
import type { BoardTask, DueDay } from './queries.ts';
import { calendarDaysOf, scheduleOf } from './shapes.ts';
import { boardTexts } from './texts.ts';

export interface Times {
  readonly owed: readonly BoardTask[];
  readonly month: Period;
  readonly days: readonly DueDay[];
  readonly calendar: WorkCalendar;
}

/** What is due: the nearest on a line of time, and a month by its days. */
export function TimeView(
  props: Times & { readonly lang: Language; readonly today: LocalDate; readonly links: BoardLinks },
) {
  const { lang, today, links, owed, month, days, calendar } = props;
  const t = boardTexts(lang);
  const to = (period: Period) => links.here([['thang', period.key]]);
  return (
    <Columns
      main={
        <TaskTimeline
          {...{ lang, title: t.timeline, of: scheduleOf(links, today, owed), files: links.files('han') }}
        />
      }
      side={
        <>
          <MonthCalendar
            {...{ lang, month: month.key, title: t.calendarOf(periodLabel(month)[lang]) }}
            of={calendarDaysOf(lang, links, month, days, { today, calendar })}
            files={links.files('lich', [['thang', month.key]])}
          />
          <p class="screen-only">
            <a href={to(periodOf('month', addDays(month.from, -1)))}>← {t.earlier}</a>{' '}
            <a href={to(nextPeriod(month))}>{t.later} →</a>
          </p>
        </>
      }
    />
  );
}
