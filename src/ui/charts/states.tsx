/** How many tasks are in which state: one bar, its legend with the way to each, and the same as a table. */
import { formatNumber } from '../format.ts';
import { langOf } from '../inline.tsx';
import { Table } from '../table.tsx';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import { type ChartCommon, ChartFigure, Legend } from './frame.tsx';
import { type Colour, onScreen, type Paint } from './paint.ts';
import { Part } from './part.tsx';
import { counted, percent } from './scale.ts';

/** What is done first, then what is under way, then what nobody has begun: the order of every bar and legend. */
export const drawnStates = [
  'done_in_time',
  'done_late',
  'with_result',
  'awaiting',
  'in_term',
  'due_soon',
  'overdue',
  'without_result',
  'not_started',
  'unassigned',
  'suspended',
  'not_carried_out',
] as const;
export type DrawnState = (typeof drawnStates)[number];

type Look = {
  readonly fill: Colour;
  readonly ink: Colour;
  readonly frame?: Colour;
  /** Stripes and dots are dashes of a thick line: patterns would need ids, which a page may hold once only. */
  readonly mark?: readonly [kind: 'stripes' | 'bars' | 'dots' | 'rule', colour: Colour];
};

/** No two states are told apart by colour alone. */
const looks: Readonly<Record<DrawnState, Look>> = {
  done_in_time: { fill: 'river', ink: 'on-river' },
  done_late: { fill: 'river', ink: 'on-river', mark: ['stripes', 'river-soft'] },
  with_result: { fill: 'river-soft', ink: 'ink', frame: 'river', mark: ['dots', 'river'] },
  awaiting: { fill: 'sky-soft', ink: 'ink', frame: 'sky', mark: ['bars', 'sky'] },
  in_term: { fill: 'river-soft', ink: 'ink', frame: 'river' },
  due_soon: { fill: 'amber-soft', ink: 'ink', frame: 'amber', mark: ['bars', 'amber'] },
  overdue: { fill: 'blossom', ink: 'on-river' },
  without_result: { fill: 'blossom-soft', ink: 'ink', frame: 'blossom', mark: ['dots', 'blossom'] },
  not_started: { fill: 'line', ink: 'ink', frame: 'edge' },
  unassigned: { fill: 'paper', ink: 'ink', frame: 'edge', mark: ['bars', 'line'] },
  suspended: { fill: 'line', ink: 'ink', frame: 'edge', mark: ['rule', 'quiet'] },
  not_carried_out: { fill: 'quiet', ink: 'paper' },
};

const dashes = { stripes: '3 3', bars: '1.5 6.5', dots: '0 8', rule: undefined } as const;

function Marks(props: {
  readonly mark: NonNullable<Look['mark']>;
  readonly tall: number;
  readonly paint: Paint;
}) {
  const [kind, colour] = props.mark;
  const wide = kind === 'dots' ? 4 : kind === 'rule' ? 3 : props.tall;
  return (
    <line
      x1="4"
      x2="100%"
      y1="50%"
      y2="50%"
      stroke={props.paint(colour)}
      stroke-width={wide}
      stroke-dasharray={dashes[kind]}
      stroke-linecap={kind === 'dots' ? 'round' : undefined}
    />
  );
}

/** The ground of a state, filling whatever `<Part>` it stands in. */
export function StateGround(props: {
  readonly state: DrawnState;
  readonly tall: number;
  readonly paint: Paint;
}) {
  const { fill, frame, mark } = looks[props.state];
  return (
    <>
      <rect width="100%" height="100%" fill={props.paint(fill)} />
      {mark && <Marks mark={mark} tall={props.tall} paint={props.paint} />}
      {frame && (
        <rect width="100%" height="100%" fill="none" stroke={props.paint(frame)} stroke-width="2.5" />
      )}
    </>
  );
}

/** The sign of a state beside its word. */
export function StateSwatch({ state }: { readonly state: DrawnState }) {
  return (
    <svg class="swatch" width="20" height="14" aria-hidden="true" focusable="false">
      <StateGround state={state} tall={14} paint={onScreen} />
    </svg>
  );
}

export type StateCount = {
  readonly state: DrawnState;
  readonly count: number;
  /** To the tasks in that state. */
  readonly href?: string | undefined;
};

type Share = StateCount & { readonly from: number; readonly share: number };

/** The states that have tasks, in their order, with the part of the whole they take. */
export function stateShares(counts: readonly StateCount[]): {
  readonly total: number;
  readonly shares: readonly Share[];
} {
  const known = drawnStates.flatMap((state) => {
    const one = counts.filter((other) => other.state === state);
    const count = one.reduce((sum, other) => sum + counted(other.count), 0);
    return count > 0 ? [{ state, count, href: one[0]?.href }] : [];
  });
  const total = known.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  const shares = known.map((one) => {
    const from = before / total;
    before += one.count;
    return { ...one, from, share: one.count / total };
  });
  return { total, shares };
}

/** The parts of the bar inside an `<Part>` of any width; numbers stand where they have room. */
export function StateSegments(props: {
  readonly lang: Lang;
  readonly counts: readonly StateCount[];
  readonly tall: number;
  readonly paint: Paint;
}) {
  const { lang, tall, paint } = props;
  return (
    <>
      {stateShares(props.counts).shares.map(({ state, count, from, share }) => {
        const words = formatNumber(lang, count, 0);
        return (
          <Part key={state} x={percent(from)} width={percent(share)} height={tall}>
            <StateGround state={state} tall={tall} paint={paint} />
            {from > 0 && <rect width="2" height="100%" fill={paint('paper')} />}
            {tall >= 20 && share > 0.03 + words.length * 0.025 && (
              <text
                x="50%"
                y="50%"
                dy=".36em"
                text-anchor="middle"
                font-size="13"
                font-weight="600"
                fill={paint(looks[state].ink)}
                stroke={looks[state].mark && paint(looks[state].fill)}
                stroke-width="5"
                stroke-linejoin="round"
                paint-order="stroke"
              >
                {words}
              </text>
            )}
          </Part>
        );
      })}
    </>
  );
}

/** "12 Quá hạn · 3 Chưa giao": the bar for who hears it. */
function inWords(lang: Lang, counts: readonly StateCount[]): string {
  const names = chartTexts(lang).states;
  return stateShares(counts)
    .shares.map(({ state, count }) => `${names[state]}: ${formatNumber(lang, count, 0)}`)
    .join('; ');
}

/** The bar alone, for the rows of a list; `name` says whose tasks they are. */
export function StateStrip(props: {
  readonly lang: Lang;
  readonly name: string;
  readonly counts: readonly StateCount[];
  readonly tall?: number | undefined;
}) {
  const { lang, name, counts, tall = 12 } = props;
  if (stateShares(counts).total === 0) return <p class="quiet">{chartTexts(lang).noTasks}</p>;
  return (
    <svg class="state-bar" width="100%" height={tall} role="img" focusable="false">
      <title lang={langOf(lang, name)}>{name}</title>
      <desc>{inWords(lang, counts)}</desc>
      <StateSegments lang={lang} counts={counts} tall={tall} paint={onScreen} />
    </svg>
  );
}

/** What the parts of bars mean, each with its number and the way to its tasks. */
export function StateLegend({
  lang,
  counts,
}: {
  readonly lang: Lang;
  readonly counts: readonly StateCount[];
}) {
  const names = chartTexts(lang).states;
  return (
    <Legend lang={lang}>
      {stateShares(counts).shares.map(({ state, count, href }) => {
        const words = (
          <>
            <StateSwatch state={state} />
            <b>{formatNumber(lang, count, 0)}</b> <span class="legend-word">{names[state]}</span>
          </>
        );
        return <li key={state}>{href ? <a href={href}>{words}</a> : <span>{words}</span>}</li>;
      })}
    </Legend>
  );
}

export function StateBar(props: ChartCommon & { readonly counts: readonly StateCount[] }) {
  const { lang, title, counts } = props;
  const t = chartTexts(lang);
  const { total, shares } = stateShares(counts);
  const table = total > 0 && (
    <Table
      lang={lang}
      caption={title}
      captionHidden
      rows={shares}
      rowKey={({ state }) => state}
      columns={[
        { key: 'state', label: t.state, head: true, cell: ({ state }) => t.states[state] },
        { key: 'count', label: t.count, numeric: true, cell: ({ count }) => formatNumber(lang, count, 0) },
        {
          key: 'share',
          label: t.share,
          numeric: true,
          cell: ({ share }) => t.percent(formatNumber(lang, share * 100)),
        },
      ]}
    />
  );
  return (
    <ChartFigure {...props} table={table}>
      <StateStrip lang={lang} name={title} counts={counts} tall={32} />
      {total > 0 && <StateLegend lang={lang} counts={counts} />}
    </ChartFigure>
  );
}
