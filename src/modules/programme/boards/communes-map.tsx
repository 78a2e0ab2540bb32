import type { Language } from '../../../kernel/text.ts';
import { type Tile, type TileKey, TileMap } from '../../../ui/charts/tile-map.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Section, Tabs } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { communePaths } from '../communes/paths.ts';
import type { CommuneCounts, CommuneRow } from './commune-queries.ts';
import { metricAsked, type TileMetric, tileMetrics } from './filters.ts';
import type { BoardLinks } from './links.ts';
import { openTasks } from './shapes.ts';
import { boardTexts } from './texts.ts';

/** From this share on a tile is among the worst; below it, something is wrong all the same. */
const worst = 0.2;

/** What tiles mean, of a metric. */
export function tileKeys(lang: Language, metric: TileMetric): readonly TileKey[] {
  const t = boardTexts(lang).tiles[metric];
  return [
    { tone: 'good', words: t.good },
    { tone: 'watch', words: t.watch },
    { tone: 'late', words: t.worst },
    { tone: 'none', words: boardTexts(lang).tiles.nothing },
  ];
}

/** Of a commune: how many of its open tasks the metric is about. */
export function tileFigures({ states, silent }: CommuneRow, metric: TileMetric) {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  return { all, open: openTasks(states), count: metric === 'qua-han' ? (states.overdue ?? 0) : silent };
}

export function tilesOf(
  lang: Language,
  rows: readonly CommuneRow[],
  metric: TileMetric,
  links: BoardLinks,
): readonly Tile[] {
  const t = boardTexts(lang).tiles;
  const number = (value: number) => formatNumber(lang, value, 0);
  return rows.map((commune) => {
    const { all, open, count } = tileFigures(commune, metric);
    const share = open === 0 ? 0 : count / open;
    return {
      ...{ code: commune.code, name: commune.name, column: commune.column ?? 0, row: commune.row ?? 0 },
      tone: all === 0 ? 'none' : count === 0 ? 'good' : share < worst ? 'watch' : 'late',
      value: all === 0 ? '–' : `${number(count)}/${number(open)}`,
      words: all === 0 ? t.nothing : t[metric].words(number(count), number(open)),
      href: links.unit(commune),
    };
  });
}

/** The scheme of communes and wards with what they lead; without a layout, where to make one. */
export function CommunesMap(props: {
  readonly lang: Language;
  readonly communes: CommuneCounts;
  readonly metric: TileMetric;
  readonly links: BoardLinks;
  /** The person lays communes out. */
  readonly mayLay: boolean;
}) {
  const { lang, communes, metric, links, mayLay } = props;
  const t = boardTexts(lang).tiles;
  const toLayout = mayLay && <a href={localPath(lang, communePaths.layout)}>{t.toLayout}</a>;
  if (communes.source === null)
    return (
      <Section title={t.title}>
        <p class="quiet">
          {t.noLayout} {toLayout}
        </p>
      </Section>
    );
  return (
    <section id="xa-phuong">
      <Tabs
        label={t.metric}
        items={tileMetrics.map((one) => ({
          ...{ label: t[one].name, current: one === metric },
          href: `${links.here(metricAsked(one))}#xa-phuong`,
        }))}
      />
      <TileMap
        {...{ lang, title: t[metric].title, valuesAre: t[metric].name }}
        tiles={tilesOf(lang, communes.rows, metric, links)}
        legend={tileKeys(lang, metric)}
        files={links.files('ban-do', metricAsked(metric))}
      />
      <p class="quiet">
        <Content lang={lang} text={communes.source} /> {toLayout}
      </p>
    </section>
  );
}
