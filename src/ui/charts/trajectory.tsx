/** A target's measurements against its plan and its aim: the drawing, what it means, and the figures. */
import { formatNumber } from '../format.ts';
import { Content, langOf } from '../inline.tsx';
import { type Column, Table } from '../table.tsx';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import { type ChartCommon, ChartFigure, Legend } from './frame.tsx';
import { onScreen } from './paint.ts';
import { plotHeight, TrajectoryPlot } from './trajectory-plot.tsx';
import {
  drawableTrajectory,
  type Forecast,
  type Trajectory,
  TrajectorySign,
  trajectorySigns,
  trajectoryWords,
  withUnit,
} from './trajectory-words.tsx';

type Row = {
  readonly at: number;
  readonly label: string;
  readonly actual?: number;
  readonly plan?: number;
  readonly forecast?: Forecast;
};

/** The newest rows a page shows; a thousand measurements are for the sheet. */
const mostRows = 60;

function rowsOf({ actual, plan, forecast }: Trajectory): readonly Row[] {
  const rows = new Map<number, Row>();
  const add = (at: number, label: string, part: Partial<Row>) =>
    rows.set(at, { at, label, ...rows.get(at), ...part });
  for (const { at, label, value } of plan) add(at, label, { plan: value });
  for (const { at, label, value } of actual) add(at, label, { actual: value });
  for (const one of forecast ?? []) add(one.at, one.label, { forecast: one });
  return [...rows.values()].sort((one, other) => other.at - one.at);
}

function Figures({
  lang,
  of,
  title,
}: {
  readonly lang: Lang;
  readonly of: Trajectory;
  readonly title: string;
}) {
  const all = chartTexts(lang);
  const t = all.trajectory;
  const rows = rowsOf(of);
  const number = (value: number | undefined) => (
    <Content lang={lang} text={value === undefined ? '–' : withUnit(lang, value, of.unit)} />
  );
  const columns: Column<Row>[] = [
    { key: 'at', label: t.at, head: true, cell: ({ label }) => <Content lang={lang} text={label} /> },
    { key: 'actual', label: t.actual, numeric: true, cell: ({ actual }) => number(actual) },
    { key: 'plan', label: t.plan, numeric: true, cell: ({ plan }) => number(plan) },
  ];
  if (of.forecast)
    columns.push({
      key: 'forecast',
      label: t.forecast,
      numeric: true,
      cell: ({ forecast }) => (
        <Content
          lang={lang}
          text={
            forecast
              ? t.between(
                  withUnit(lang, forecast.value, of.unit),
                  t.range(formatNumber(lang, forecast.low, 2), formatNumber(lang, forecast.high, 2)),
                )
              : '–'
          }
        />
      ),
    });
  return (
    <>
      <Table
        lang={lang}
        caption={title}
        captionHidden
        rows={rows.slice(0, mostRows)}
        rowKey={({ at }) => String(at)}
        columns={columns}
      />
      {rows.length > mostRows && (
        <p class="quiet">{all.only(formatNumber(lang, mostRows), formatNumber(lang, rows.length))}</p>
      )}
    </>
  );
}

function Signs({ lang, of }: { readonly lang: Lang; readonly of: Trajectory }) {
  return (
    <Legend lang={lang}>
      {trajectorySigns(lang, of).map((sign) => (
        <li key={sign.words}>
          <span>
            <svg class="swatch" width="28" height="14" aria-hidden="true" focusable="false">
              <TrajectorySign sign={sign} paint={onScreen} />
            </svg>{' '}
            <Content lang={lang} text={sign.words} />
          </span>
        </li>
      ))}
    </Legend>
  );
}

export function TrajectoryChart(props: ChartCommon & { readonly of: Trajectory }) {
  const { lang, title } = props;
  const of = drawableTrajectory(props.of);
  const words = trajectoryWords(lang, of);
  const drawn = of.actual.length + of.plan.length + (of.forecast?.length ?? 0) > 0;
  const direction = chartTexts(lang).trajectory.directions[of.direction];
  return (
    <ChartFigure
      {...props}
      table={drawn && <Figures lang={lang} of={of} title={title} />}
      note={
        <p>
          <Content lang={lang} text={words.join(' ')} /> {of.target && `${direction}.`}
        </p>
      }
    >
      {drawn && (
        <>
          <svg class="plot" width="100%" height={plotHeight} role="img" focusable="false">
            <title lang={langOf(lang, title)}>{title}</title>
            <desc lang={langOf(lang, words.join(' '))}>{words.join(' ')}</desc>
            <TrajectoryPlot lang={lang} of={of} paint={onScreen} />
          </svg>
          <Signs lang={lang} of={of} />
        </>
      )}
    </ChartFigure>
  );
}
