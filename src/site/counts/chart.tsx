import type { Language } from '../../kernel/text.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import type { DayOfUse } from './queries.ts';
import { countsTexts } from './texts.ts';

const width = 720;
const height = 160;

/** Views by day as columns; the table beside says the same in figures. */
export function ViewsChart({ lang, days }: { readonly lang: Language; readonly days: readonly DayOfUse[] }) {
  const t = countsTexts(lang);
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const top = days.reduce((one, other) => (other.times.view > one.times.view ? other : one), first);
  const most = Math.max(1, top.times.view);
  const step = width / days.length;
  const column = Math.max(1, step * 0.72);
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return (
    <figure class="use-chart">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.chart(formatNumber(lang, top.times.view, 0), formatDate(lang, top.day))}
      >
        {days.map(({ day, times }, at) => {
          const tall = rounded((times.view / most) * (height - 4));
          return (
            times.view > 0 && (
              <rect
                key={day}
                x={rounded(at * step + (step - column) / 2)}
                y={height - tall}
                width={rounded(column)}
                height={tall}
              />
            )
          );
        })}
        <path d={`M0 ${height}H${width}`} />
      </svg>
      <figcaption class="quiet">
        <span>{formatDate(lang, first.day)}</span>
        <span>{formatDate(lang, last.day)}</span>
      </figcaption>
    </figure>
  );
}
