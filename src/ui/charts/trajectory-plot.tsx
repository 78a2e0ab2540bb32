/** The drawing of a target: what was measured, what was planned, where it leads and where it should. */
import { formatNumber } from '../format.ts';
import { langOf } from '../inline.tsx';
import type { Lang } from '../texts/texts.ts';
import type { Colour, Paint } from './paint.ts';
import { Part } from './part.tsx';
import { labelsApart, niceTicks, percent, rounded } from './scale.ts';
import {
  drawableTrajectory,
  forecastColour,
  type Measured,
  type Trajectory,
  withUnit,
} from './trajectory-words.tsx';

const tall = 260;
const top = 26;
const bottom = 222;
/** Where the first and the last point stand: their labels need the room. */
const left = 0.1;
const right = 0.95;

type Axes = {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
};

type PlotParts = { readonly of: Trajectory; readonly axes: Axes; readonly paint: Paint };

function axesOf(of: Trajectory): Axes {
  const { actual, plan, forecast } = of;
  const points = [...actual, ...plan, ...(forecast ?? [])];
  const years = points.map(({ at }) => at);
  const values = [
    ...points.map(({ value }) => value),
    ...(forecast ?? []).flatMap(({ low, high }) => [low, high]),
    ...edgesOf(of),
  ];
  const [first, last] = [smallest(years), -smallest(years.map((one) => -one))];
  const [low, high] = [smallest(values), -smallest(values.map((one) => -one))];
  // values far from naught are looked at closely; others stand on it
  const ticks = niceTicks(low > 0 && low < (high - low) * 2 ? 0 : low, high);
  const [from = 0, to = 1] = [ticks[0], ticks.at(-1)];
  return {
    x: (at) => (last > first ? left + ((at - first) / (last - first)) * (right - left) : (left + right) / 2),
    y: (value) => rounded(bottom - ((value - from) / (to - from)) * (bottom - top)),
    ticks,
  };
}

/** Without spreading thousands of arguments. */
const smallest = (values: readonly number[]) =>
  values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);

/** The lines stand in a drawing that is stretched to the width there is; points and words do not. */
const wide = 1000;

function pathOf(axes: Axes, points: readonly Measured[], steps = false): string {
  const { x, y } = axes;
  return points
    .map(({ at, value }, index) => {
      const across = rounded(x(at) * wide);
      if (index === 0) return `M${across} ${y(value)}`;
      return steps ? `H${across}V${y(value)}` : `L${across} ${y(value)}`;
    })
    .join('');
}

function Line(props: {
  readonly d: string;
  readonly stroke: string;
  readonly wide: number;
  readonly dashes?: string | undefined;
}) {
  return (
    <path
      d={props.d}
      fill="none"
      stroke={props.stroke}
      stroke-width={props.wide}
      stroke-dasharray={props.dashes}
      stroke-linejoin="round"
      stroke-linecap="round"
      vector-effect="non-scaling-stroke"
    />
  );
}

function Lines({ of, axes, paint }: PlotParts) {
  const last = of.actual.at(-1);
  const ahead =
    of.forecast && (last ? [{ ...last, low: last.value, high: last.value }, ...of.forecast] : of.forecast);
  const colour = paint(forecastColour(of));
  return (
    <Part width="100%" height={tall} viewBox={`0 0 ${wide} ${tall}`}>
      {ahead && (
        <path
          d={`${pathOf(
            axes,
            ahead.map((one) => ({ ...one, value: one.high })),
          )}${pathOf(
            axes,
            ahead.toReversed().map((one) => ({ ...one, value: one.low })),
          ).replace('M', 'L')}Z`}
          fill={colour}
          fill-opacity="0.16"
        />
      )}
      <Line d={pathOf(axes, of.plan, of.planAs === 'steps')} stroke={paint('edge')} wide={2} dashes="1 5" />
      {ahead && <Line d={pathOf(axes, ahead)} stroke={colour} wide={2} dashes="7 5" />}
      <Line d={pathOf(axes, of.actual)} stroke={paint('river')} wide={3} />
    </Part>
  );
}

/** The side of the target that is good, and its edge; under everything else. */
function Goal({ of, axes, paint }: PlotParts) {
  const { direction } = of;
  const edges = edgesOf(of).map(axes.y);
  const [upper = top, lower = upper] = edges.toSorted((one, other) => one - other);
  const from = edges.length > 1 ? upper : direction === 'lower' ? upper : top - 14;
  const to = edges.length > 1 ? lower : direction === 'lower' ? bottom : lower;
  return (
    <>
      {edges.length > 0 && (
        <rect y={from} width="100%" height={Math.max(0, rounded(to - from))} fill={paint('river-soft')} />
      )}
      {edges.map((y) => (
        <line key={y} x2="100%" y1={y} y2={y} stroke={paint('river')} stroke-width="1.5" />
      ))}
    </>
  );
}

/** The lines of the target, upper first. */
const edgesOf = ({ target }: Trajectory): readonly number[] =>
  [target?.max, target?.min].filter((one) => one !== null && one !== undefined);

/** Where the word of a line stands: above it; that of the lower edge of a band below. */
const wordAt = (y: number, below = false): number => rounded(below ? y + 15 : y - 5);

function Scale(props: PlotParts & { readonly lang: Lang }) {
  const { lang, of, axes, paint } = props;
  const edges = edgesOf(of).map((value, at) => ({ value, y: wordAt(axes.y(value), at === 1) }));
  // a step of the scale gives way to a line of the target
  const free = axes.ticks.filter((tick) => edges.every(({ y }) => Math.abs(y - wordAt(axes.y(tick))) > 14));
  return (
    <>
      {axes.ticks.map((value) => (
        <line key={value} x2="100%" y1={axes.y(value)} y2={axes.y(value)} stroke={paint('line')} />
      ))}
      {free.map((value) => (
        <text
          key={value}
          lang={langOf(lang, of.unit ?? '')}
          y={wordAt(axes.y(value))}
          font-size="12"
          fill={paint('quiet')}
        >
          {value === axes.ticks.at(-1) && of.unit !== null && of.unit.length < 24
            ? withUnit(lang, value, of.unit)
            : formatNumber(lang, value, 3)}
        </text>
      ))}
      {edges.map(({ value, y }) => (
        <text key={value} y={y} font-size="12" font-weight="600" fill={paint('river')}>
          {formatNumber(lang, value, 3)}
        </text>
      ))}
    </>
  );
}

/** Every label once, at its place, as far as they do not run into each other. */
function Times({ lang, of, axes, paint }: PlotParts & { readonly lang: Lang }) {
  const byPlace = new Map(
    [...of.plan, ...of.actual, ...(of.forecast ?? [])].map(({ at, label }) => [at, label]),
  );
  const places = [...byPlace]
    .sort(([one], [other]) => one - other)
    .map(([at, label]) => ({ x: axes.x(at), label }));
  return (
    <>
      {labelsApart(places).map(({ x, label }) => (
        <text
          key={x}
          lang={langOf(lang, label)}
          x={percent(x)}
          y={bottom + 24}
          text-anchor="middle"
          font-size="12"
          fill={paint('quiet')}
        >
          {label}
        </text>
      ))}
    </>
  );
}

/** Points are drawn one by one while they can be told apart. */
const mostPoints = 40;

function Points(props: PlotParts & { readonly lang: Lang }) {
  const { lang, of, axes, paint } = props;
  const last = of.actual.at(-1);
  const shown = of.actual.length <= mostPoints ? of.actual : of.actual.slice(-1);
  const end = of.forecast?.at(-1);
  return (
    <>
      {of.plan.length <= mostPoints &&
        of.plan.map(({ at, value }) => (
          <circle key={at} cx={percent(axes.x(at))} cy={axes.y(value)} r="2.5" fill={paint('edge')} />
        ))}
      {shown.map((one) => (
        <circle
          key={one.at}
          cx={percent(axes.x(one.at))}
          cy={axes.y(one.value)}
          r={one === last ? 5.5 : 4}
          fill={paint('river')}
          stroke={paint('paper')}
          stroke-width="2"
        />
      ))}
      {last && (
        <Named
          point={last}
          axes={axes}
          paint={paint}
          words={formatNumber(lang, last.value, 2)}
          colour="ink"
        />
      )}
      {end && (
        <>
          <circle
            cx={percent(axes.x(end.at))}
            cy={axes.y(end.value)}
            r="4.5"
            fill={paint('paper')}
            stroke={paint(forecastColour(of))}
            stroke-width="2"
          />
          <Named
            point={end}
            axes={axes}
            paint={paint}
            words={formatNumber(lang, end.value, 2)}
            colour={of.atRisk ? 'blossom-text' : 'river'}
          />
        </>
      )}
    </>
  );
}

function Named(props: {
  readonly point: Measured;
  readonly axes: Axes;
  readonly paint: Paint;
  readonly words: string;
  readonly colour: Colour;
}) {
  const { point, axes, paint } = props;
  const [x, y] = [axes.x(point.at), axes.y(point.value)];
  return (
    <text
      x={percent(x)}
      y={y < top + 16 ? y + 22 : y - 12}
      text-anchor={x > 0.9 ? 'end' : 'middle'}
      font-size="14"
      font-weight="600"
      fill={paint(props.colour)}
      stroke={paint('paper')}
      stroke-width="4"
      stroke-linejoin="round"
      paint-order="stroke"
    >
      {props.words}
    </text>
  );
}

export const plotHeight = tall;

/** The parts of the plot inside an `<Part>` of any width and `plotHeight`; nothing where there is nothing to place. */
export function TrajectoryPlot(props: {
  readonly lang: Lang;
  readonly of: Trajectory;
  readonly paint: Paint;
}) {
  const { lang, paint } = props;
  const of = drawableTrajectory(props.of);
  if (of.actual.length + of.plan.length + (of.forecast?.length ?? 0) === 0) return null;
  const axes = axesOf(of);
  return (
    <>
      <Goal of={of} axes={axes} paint={paint} />
      <Scale lang={lang} of={of} axes={axes} paint={paint} />
      <Lines of={of} axes={axes} paint={paint} />
      <Times lang={lang} of={of} axes={axes} paint={paint} />
      <Points lang={lang} of={of} axes={axes} paint={paint} />
    </>
  );
}
