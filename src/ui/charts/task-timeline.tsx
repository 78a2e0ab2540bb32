/** Tasks as bars over one or two years, with their due dates and today: a list first, which phones show as such. */
import { formatDate } from '../format.ts';
import { Content } from '../inline.tsx';
import { Table } from '../table.tsx';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import { type ChartCommon, ChartFigure } from './frame.tsx';
import { onScreen, type Paint } from './paint.ts';
import { Part } from './part.tsx';
import { monthsAt, percent, rounded } from './scale.ts';
import { type DrawnState, StateGround, StateSwatch } from './states.tsx';

export type TimedTask = {
  readonly key: string;
  readonly name: string;
  readonly href?: string | undefined;
  readonly state: DrawnState;
  /** ISO dates, also whole months; null where the task has none: no due date is a bar without an end. */
  readonly start: string | null;
  readonly due: string | null;
};
export type Schedule = {
  /** The first month shown, "2026-01", and how many. */
  readonly from: string;
  readonly months: number;
  readonly today: string | null;
  readonly tasks: readonly TimedTask[];
};

type Place = {
  readonly from: number;
  readonly to: number;
  /** Where the due date stands; null where it is outside what is shown. */
  readonly due: number | null;
};

const length = ({ months }: Schedule) => Math.min(36, Math.max(1, Math.floor(months) || 1));

/** Where a date stands from 0 to 1; beyond them where it is not shown. */
function shareAt(of: Schedule, date: string | null, end = false): number | null {
  const [first, at] = [monthsAt(of.from), date === null ? null : monthsAt(date, end)];
  return first === null || at === null ? null : (at - first) / length(of);
}

const within = (share: number) => Math.min(1, Math.max(0, share));

/** The bar of a task; null where it has no dates or none of it is in what is shown. A due date before the start is a day alone. */
export function placeOf(of: Schedule, task: TimedTask): Place | null {
  const due = shareAt(of, task.due, true);
  const start = shareAt(of, task.start) ?? due;
  if (start === null) return null;
  const end = due ?? 1;
  const from = Math.min(start, end);
  if (end <= 0 || from >= 1) return null;
  return { from: within(from), to: within(end), due: due !== null && due > 0 && due <= 1 ? due : null };
}

type Month = { readonly at: number; readonly label: string; readonly year: number };

function monthsOf(lang: Lang, of: Schedule): readonly Month[] {
  const first = monthsAt(of.from);
  if (first === null) return [];
  const count = length(of);
  return Array.from({ length: count }, (_, index) => {
    const month = (first + index) % 12;
    return {
      at: index / count,
      label: chartTexts(lang).timeline.month(month + 1),
      year: Math.floor((first + index) / 12),
    };
  });
}

const barTall = 12;

/** The track of one task inside an `<Part>` of any width and `tall`. */
export function TaskTrack(props: {
  readonly of: Schedule;
  readonly task: TimedTask;
  readonly tall: number;
  readonly paint: Paint;
}) {
  const { of, task, tall, paint } = props;
  const place = placeOf(of, task);
  const count = length(of);
  const today = shareAt(of, of.today);
  const y = rounded((tall - barTall) / 2);
  return (
    <>
      {Array.from({ length: count }, (_, index) => index).map(
        (index) =>
          index % 3 === 0 && (
            <line
              key={index}
              x1={percent(index / count)}
              x2={percent(index / count)}
              y2={tall}
              stroke={paint('line')}
            />
          ),
      )}
      {place && place.to > place.from && (
        <Part x={percent(place.from)} y={y} width={percent(place.to - place.from)} height={barTall}>
          <StateGround state={task.state} tall={barTall} paint={paint} />
        </Part>
      )}
      {place?.due !== null && place?.due !== undefined && (
        <Part x={percent(place.due)} y={tall / 2} open>
          <path d="M0-8 8 0 0 8-8 0Z" fill={paint('ink')} stroke={paint('paper')} stroke-width="2" />
        </Part>
      )}
      {today !== null && today >= 0 && today < 1 && (
        <line
          x1={percent(today)}
          x2={percent(today)}
          y2={tall}
          stroke={paint('blossom')}
          stroke-width="2"
          stroke-dasharray="4 3"
        />
      )}
    </>
  );
}

/** Taller than its three lines: today, years, months. */
export const axisTall = 56;

/** The months above the tracks, and where today is. */
export function MonthAxis(props: { readonly lang: Lang; readonly of: Schedule; readonly paint: Paint }) {
  const { lang, of, paint } = props;
  const months = monthsOf(lang, of);
  const today = shareAt(of, of.today);
  return (
    <>
      {months.map(
        ({ at, label }, index) =>
          (months.length <= 12 ? index % 2 === 0 : index % 3 === 0) && (
            <text key={label} x={percent(at)} y="50" font-size="12" fill={paint('quiet')}>
              {label}
            </text>
          ),
      )}
      {months.map(
        ({ at, year }, index) =>
          year !== months[index - 1]?.year && (
            <text key={year} x={percent(at)} y="32" font-size="12" font-weight="600" fill={paint('ink')}>
              {year}
            </text>
          ),
      )}
      {today !== null && today >= 0 && today < 1 && (
        <text
          x={percent(today)}
          y="14"
          text-anchor={today > 0.9 ? 'end' : today < 0.1 ? 'start' : 'middle'}
          font-size="12"
          font-weight="600"
          fill={paint('blossom-text')}
        >
          {chartTexts(lang).timeline.today}
        </text>
      )}
    </>
  );
}

/** "01/03/2026 – 30/06/2026", "hạn tháng 6/2026", "không ghi thời hạn". */
export function datesInWords(lang: Lang, { start, due }: TimedTask): string {
  const t = chartTexts(lang).timeline;
  if (start !== null && due !== null) return t.span(formatDate(lang, start), formatDate(lang, due));
  if (due !== null) return t.until(formatDate(lang, due));
  return start === null ? t.undated : t.since(formatDate(lang, start));
}

const rowTall = 28;

function Row(props: { readonly lang: Lang; readonly of: Schedule; readonly task: TimedTask }) {
  const { lang, of, task } = props;
  const name = <Content lang={lang} text={task.name} />;
  return (
    <li>
      <div>
        {task.href ? <a href={task.href}>{name}</a> : <span>{name}</span>}
        <p class="quiet">
          <StateSwatch state={task.state} /> {chartTexts(lang).states[task.state]} ·{' '}
          <span class="nowrap">{datesInWords(lang, task)}</span>
        </p>
      </div>
      <svg class="track" width="100%" height={rowTall} aria-hidden="true" focusable="false">
        <TaskTrack of={of} task={task} tall={rowTall} paint={onScreen} />
      </svg>
    </li>
  );
}

function Figures({
  lang,
  of,
  title,
}: {
  readonly lang: Lang;
  readonly of: Schedule;
  readonly title: string;
}) {
  const t = chartTexts(lang);
  const date = (one: string | null) => (one === null ? '–' : formatDate(lang, one));
  return (
    <Table
      lang={lang}
      caption={title}
      captionHidden
      rows={of.tasks}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'name',
          label: t.timeline.task,
          head: true,
          cell: ({ name }) => <Content lang={lang} text={name} />,
        },
        { key: 'from', label: t.timeline.from, cell: ({ start }) => date(start) },
        { key: 'to', label: t.timeline.to, cell: ({ due }) => date(due) },
        { key: 'state', label: t.state, cell: ({ state }) => t.states[state] },
      ]}
    />
  );
}

export function TaskTimeline(props: ChartCommon & { readonly of: Schedule }) {
  const { lang, title, of } = props;
  const t = chartTexts(lang);
  if (of.tasks.length === 0)
    return (
      <ChartFigure {...props}>
        <p class="quiet">{t.timeline.empty}</p>
      </ChartFigure>
    );
  return (
    <ChartFigure
      {...props}
      table={<Figures lang={lang} of={of} title={title} />}
      note={<p>{t.timeline.mark}</p>}
    >
      <div class="schedule">
        <svg class="track axis" width="100%" height={axisTall} aria-hidden="true" focusable="false">
          <MonthAxis lang={lang} of={of} paint={onScreen} />
        </svg>
        <ol>
          {of.tasks.map((task) => (
            <Row key={task.key} lang={lang} of={of} task={task} />
          ))}
        </ol>
      </div>
    </ChartFigure>
  );
}
