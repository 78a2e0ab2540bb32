/** Single numbers: tiles a leader's phone shows first, and a line as small as a word. */
import type { ComponentChildren } from 'preact';
import type { Tone } from '../badge.tsx';
import { type Colour, onScreen } from './paint.ts';
import { rounded } from './scale.ts';

const sparkTall = 28;
const sparkWide = 96;

/** How a number went, beside that number; `words` say what the line shows. Gaps stay gaps. */
export function Sparkline(props: {
  readonly values: readonly (number | null)[];
  readonly words: string;
  readonly colour?: Colour | undefined;
}) {
  const known = props.values.map((one) => (one !== null && Math.abs(one) < 1e15 ? one : null));
  const numbers = known.filter((one) => one !== null);
  if (numbers.length === 0) return null;
  const low = numbers.reduce((one, other) => Math.min(one, other));
  const high = numbers.reduce((one, other) => Math.max(one, other));
  const x = (at: number) => rounded(3 + (at / Math.max(1, known.length - 1)) * (sparkWide - 7));
  const y = (value: number) =>
    high > low ? rounded(sparkTall - 4 - ((value - low) / (high - low)) * (sparkTall - 8)) : sparkTall / 2;
  const colour = onScreen(props.colour ?? 'river');
  const last = known.findLastIndex((one) => one !== null);
  let drawing = '';
  known.forEach((value, at) => {
    if (value !== null) drawing += `${at > 0 && known[at - 1] !== null ? 'L' : 'M'}${x(at)} ${y(value)}`;
  });
  return (
    <svg class="spark" width={sparkWide} height={sparkTall} role="img" focusable="false">
      <title>{props.words}</title>
      <path
        d={drawing}
        fill="none"
        stroke={colour}
        stroke-width="2"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
      <circle cx={x(last)} cy={y(known[last] ?? low)} r="3" fill={colour} />
    </svg>
  );
}

export type FigureTile = {
  readonly value: string;
  readonly label: string;
  /** The most pressing first; blossom only for what asks for something now. */
  readonly tone: Tone;
  readonly href?: string | undefined;
  /** One quiet line: who, since when. */
  readonly detail?: ComponentChildren;
  readonly spark?: ComponentChildren;
};

/** Big numbers, each the way to what it counts. */
export function FigureTiles({
  label,
  items,
}: {
  readonly label: string;
  readonly items: readonly FigureTile[];
}) {
  return (
    <ul class="figures" aria-label={label}>
      {items.map((item) => {
        const words = (
          <>
            <span class="figure-value">{item.value}</span> <span class="figure-label">{item.label}</span>
            {item.detail && <span class="figure-detail">{item.detail}</span>}
            {item.spark}
          </>
        );
        return (
          <li key={item.label} class={`figure-tile figure-${item.tone}`}>
            {item.href ? <a href={item.href}>{words}</a> : <div>{words}</div>}
          </li>
        );
      })}
    </ul>
  );
}
