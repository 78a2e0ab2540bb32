/** What is known of a target, and what of it stands beside the drawing: signs and sentences. */
import { formatNumber } from '../format.ts';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import type { Colour, Paint } from './paint.ts';

/** `at` in years: 2026 or 2026.25; `label` is what the point is called: "2026", "Quý I/2026". */
export type Measured = { readonly at: number; readonly value: number; readonly label: string };
export type Forecast = Measured & { readonly low: number; readonly high: number };
export type Trajectory = {
  readonly actual: readonly Measured[];
  readonly plan: readonly Measured[];
  /** A yearly level holds until the next one, or is grown towards. */
  readonly planAs: 'line' | 'steps';
  /** Null or empty while there is too little to go by. */
  readonly forecast: readonly Forecast[] | null;
  /** The forecast misses the target. */
  readonly atRisk?: boolean | undefined;
  readonly target: {
    readonly min: number | null;
    readonly max: number | null;
    readonly words: string;
  } | null;
  readonly direction: 'higher' | 'lower' | 'band';
  /** "%", "doanh nghiệp"; null for a number alone. */
  readonly unit: string | null;
};

/** Finite, and not so large that coordinates lose their digits. */
const drawable = (...values: readonly (number | null)[]) =>
  values.every((one) => one === null || Math.abs(one) < 1e15);

/** The same without what is no number, in order of time. */
export function drawableTrajectory(of: Trajectory): Trajectory {
  const inOrder = <P extends Measured>(points: readonly P[]) =>
    points.filter(({ at, value }) => drawable(at, value)).toSorted((one, other) => one.at - other.at);
  const forecast = inOrder(of.forecast ?? []).filter(({ low, high }) => drawable(low, high));
  const { target } = of;
  return {
    ...of,
    actual: inOrder(of.actual),
    plan: inOrder(of.plan),
    forecast: forecast.length > 0 ? forecast : null,
    target: target && drawable(target.min, target.max) ? target : null,
  };
}

/** 42.5 of "%" → "42,5%"; of another unit "1.200 doanh nghiệp". */
export function withUnit(lang: Lang, value: number, unit: string | null): string {
  const number = formatNumber(lang, value, 2);
  return unit === null ? number : unit === '%' ? `${number}%` : `${number} ${unit}`;
}

export const forecastColour = ({ atRisk }: Trajectory): Colour => (atRisk ? 'blossom' : 'river');

type Sign = {
  readonly words: string;
  readonly kind: 'line' | 'band' | 'goal';
  readonly colour: Colour;
  readonly wide: number;
  readonly dashes?: string;
};

/** What the lines mean: those that are drawn, with their words. */
export function trajectorySigns(lang: Lang, given: Trajectory): readonly Sign[] {
  const t = chartTexts(lang).trajectory;
  const of = drawableTrajectory(given);
  const signs: (Sign | false)[] = [
    of.actual.length > 0 && { words: t.actual, kind: 'line', colour: 'river', wide: 3 },
    of.plan.length > 0 && { words: t.plan, kind: 'line', colour: 'edge', wide: 2, dashes: '1 5' },
    of.forecast !== null && {
      words: t.forecast,
      kind: 'band',
      colour: forecastColour(of),
      wide: 2,
      dashes: '7 5',
    },
    of.target !== null && { words: t.target(of.target.words), kind: 'goal', colour: 'river', wide: 1.5 },
  ];
  return signs.filter((one) => one !== false);
}

/** The sign alone, filling whatever `<svg>` it stands in, 14 high. */
export function TrajectorySign({ sign, paint }: { readonly sign: Sign; readonly paint: Paint }) {
  const { kind, colour } = sign;
  const y = kind === 'goal' ? 13 : 7;
  return (
    <>
      {kind === 'goal' && <rect width="100%" height="100%" fill={paint('river-soft')} />}
      {kind === 'band' && <rect width="100%" height="100%" fill={paint(colour)} fill-opacity="0.16" />}
      <line
        x1="2"
        x2="100%"
        y1={y}
        y2={y}
        stroke={paint(colour)}
        stroke-width={sign.wide}
        stroke-dasharray={sign.dashes}
        stroke-linecap="round"
      />
    </>
  );
}

/** What the drawing says, in sentences: for who hears it, and where the trend cannot be told. */
export function trajectoryWords(lang: Lang, given: Trajectory): readonly string[] {
  const t = chartTexts(lang).trajectory;
  const { actual, forecast, target, unit } = drawableTrajectory(given);
  const last = actual.at(-1);
  const end = forecast?.at(-1);
  return [
    ...(last ? [t.latest(withUnit(lang, last.value, unit), last.label)] : [t.none]),
    ...(end
      ? [
          t.expected(
            t.between(
              withUnit(lang, end.value, unit),
              t.range(formatNumber(lang, end.low, 2), formatNumber(lang, end.high, 2)),
            ),
            end.label,
          ),
        ]
      : target && last
        ? [t.few(formatNumber(lang, actual.length, 0))]
        : []),
  ];
}
