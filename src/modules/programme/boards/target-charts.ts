import { notFound } from '../../../kernel/refusal.ts';
import type { Services } from '../../../platform/services.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { verdictName } from '../targets/parts.tsx';
import { targetStateTexts } from '../targets/states.ts';
import { type AskedChart, type BoardChart, sheet } from './chart.ts';
import { ageWords, targetTitle } from './target-grid.tsx';
import { drawnTargets, targetsByRisk } from './target-queries.ts';
import { boardTexts } from './texts.ts';

/** Targets in one sheet. */
const targetsInSheet = 5_000;

/** All targets that are asked for, in the order of the board. */
export async function targetsTable(
  { db }: Services,
  { lang, today, filters }: AskedChart,
): Promise<BoardChart> {
  const t = boardTexts(lang);
  const { rows, total } = await targetsByRisk(db, filters, { page: 1, perPage: targetsInSheet });
  return {
    ...{ title: t.grid.title, chart: null, of: total },
    annex: sheet(
      t.grid.title,
      [
        ...([
          [t.code, 35],
          [t.grid.target, 90],
          [t.plan, 35],
          [t.grid.aim, 40],
        ] as const),
        ...([
          [t.grid.information, 35],
          [t.grid.outlook, 40],
          [t.grid.latest, 50],
        ] as const),
        ...([
          [t.grid.until, 30],
          [t.grid.owner, 60],
        ] as const),
      ],
      rows.map((one) => [
        ...[one.code, lang === 'en' && one.nameEn ? one.nameEn : one.name, one.plan],
        [one.raw, one.raw && one.unit && !one.raw.includes(one.unit) ? one.unit : '']
          .filter(Boolean)
          .join(' '),
        targetStateTexts(lang).information[one.information],
        verdictName(lang, one.result ?? one.outlook ?? 'no_result'),
        ...[
          ageWords(lang, one, today),
          one.due === null ? '' : formatDate(lang, one.due),
          one.agencies ?? '',
        ],
      ]),
    ),
  };
}

/** One target: its chart, and the points of it as rows. Throws Refusal `not_found`. */
export async function oneTargetChart(
  { db }: Services,
  { lang, today, filters, target: code }: AskedChart,
): Promise<BoardChart> {
  const { rows } = await drawnTargets(db, filters, { page: 1, code, lang, today });
  const [found] = rows;
  const [drawn] = found?.charts ?? [];
  if (!found || !drawn) throw notFound();
  const t = boardTexts(lang).grid;
  const number = (value: number | undefined) => (value === undefined ? '' : formatNumber(lang, value, 4));
  const points = found.charts.flatMap(({ scope, of: { actual, plan, forecast } }) => {
    const at = new Map([...plan, ...actual, ...(forecast ?? [])].map((point) => [point.at, point.label]));
    const valueAt = (line: readonly { readonly at: number; readonly value: number }[], place: number) =>
      number(line.find((point) => point.at === place)?.value);
    return [...at]
      .sort(([one], [other]) => one - other)
      .map(([place, label]) => [
        scope === null ? label : `${scope}: ${label}`,
        ...[valueAt(actual, place), valueAt(plan, place), valueAt(forecast ?? [], place)],
      ]);
  });
  const title = targetTitle(lang, found);
  return {
    title: drawn.scope === null ? title : `${title} (${drawn.scope})`,
    chart: { kind: 'trajectory', of: drawn.of },
    annex: sheet(
      title,
      [
        ...([
          [t.period, 60],
          [t.measured, 40],
          [t.planned, 40],
          [t.forecast, 40],
        ] as const),
      ],
      points,
    ),
  };
}
