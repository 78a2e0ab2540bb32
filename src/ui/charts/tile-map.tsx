/** A scheme of places: a tile for each, laid out once in columns and rows; no coordinates. Phones show a list. */
import { Content } from '../inline.tsx';
import { Table } from '../table.tsx';
import { chartTexts } from '../texts/charts.ts';
import { type ChartCommon, ChartFigure, Legend } from './frame.tsx';
import type { Colour } from './paint.ts';

/** Where a place stands, both counted from 1. */
export type TilePlace = {
  readonly code: string;
  readonly name: string;
  readonly column: number;
  readonly row: number;
};
export const tileTones = ['none', 'good', 'work', 'watch', 'late'] as const;
export type TileTone = (typeof tileTones)[number];
export type Tile = TilePlace & {
  /** Short, in the tile: "3/14". */
  readonly value: string;
  /** The same in words, for the list, the table and who hears it: "3 quá hạn trên 14". */
  readonly words: string;
  readonly tone: TileTone;
  readonly href?: string | undefined;
};
export type TileKey = { readonly tone: TileTone; readonly words: string };

/** The style sheet places tiles in as many columns and rows, since pages may not say so of each. */
export const mostTiles = { columns: 16, rows: 18 } as const;

/** Ground, letters and frame of the tones, for drawings; the style sheet says the same of the page. */
export const tileColours: Readonly<Record<TileTone, readonly [ground: Colour, ink: Colour, frame: Colour]>> =
  {
    none: ['surface', 'quiet', 'line'],
    good: ['river-soft', 'ink', 'river'],
    work: ['sky-soft', 'ink', 'sky'],
    watch: ['amber-soft', 'ink', 'amber'],
    late: ['blossom', 'on-river', 'blossom'],
  };

export type TileFault = {
  readonly code: string;
  readonly fault: 'twice' | 'outside' | 'taken';
  readonly by?: string;
};

/** What is wrong with a layout: a code that stands twice, a place outside the grid, a place already taken. */
export function tileFaults(tiles: readonly TilePlace[]): readonly TileFault[] {
  const places = new Map<string, string>();
  const codes = new Set<string>();
  return tiles.flatMap(({ code, column, row }): TileFault[] => {
    if (codes.has(code)) return [{ code, fault: 'twice' }];
    codes.add(code);
    const inside = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
    if (!inside(column, mostTiles.columns) || !inside(row, mostTiles.rows))
      return [{ code, fault: 'outside' }];
    const by = places.get(`${column} ${row}`);
    if (by !== undefined) return [{ code, fault: 'taken', by }];
    places.set(`${column} ${row}`, code);
    return [];
  });
}

/** All tiles with a place: those whose own is faulty stand below the others, for none may be hidden. */
export function placed<T extends TilePlace>(tiles: readonly T[]): readonly T[] {
  const faulty = new Set(tileFaults(tiles).map(({ code }) => code));
  const good = tiles.filter(({ code }) => !faulty.has(code));
  const columns = good.reduce((most, { column }) => Math.max(most, column), 8);
  const rows = good.reduce((most, { row }) => Math.max(most, row), 0);
  const rest = tiles.filter(({ code }) => faulty.has(code));
  return [
    ...good,
    ...rest.map((tile, at) => ({
      ...tile,
      column: (at % columns) + 1,
      row: rows + 1 + Math.floor(at / columns),
    })),
  ];
}

/** In the order of their names, which is that of the keyboard and of the list. */
export const byName = <T extends { readonly name: string }>(tiles: readonly T[]): readonly T[] =>
  tiles.toSorted((one, other) => order.compare(one.name, other.name));
const order = new Intl.Collator('vi');

export function TileMap(
  props: ChartCommon & {
    readonly tiles: readonly Tile[];
    readonly legend: readonly TileKey[];
    /** What the tiles stand for; communes and wards where nothing is said. */
    readonly placesAre?: string | undefined;
    readonly valuesAre?: string | undefined;
  },
) {
  const { lang, title, legend } = props;
  const t = chartTexts(lang).tiles;
  const tiles = byName(placed(props.tiles));
  if (tiles.length === 0)
    return (
      <ChartFigure {...props}>
        <p class="quiet">{t.empty}</p>
      </ChartFigure>
    );
  return (
    <ChartFigure
      {...props}
      note={<p>{t.note}</p>}
      table={
        <Table
          lang={lang}
          caption={title}
          captionHidden
          rows={tiles}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'name',
              label: props.placesAre ?? t.place,
              head: true,
              cell: ({ name }) => <Content lang={lang} text={name} />,
            },
            { key: 'value', label: props.valuesAre ?? t.value, cell: ({ words }) => words },
          ]}
        />
      }
    >
      <div class="tile-map">
        <ol class="tiles">
          {tiles.map((tile) => {
            const words = (
              <>
                <span class="tile-name">
                  <Content lang={lang} text={tile.name} />
                </span>{' '}
                <b aria-hidden="true">{tile.value}</b>
                <span class="tile-words">{tile.words}</span>
              </>
            );
            return (
              <li key={tile.code} class={`tile tile-${tile.tone} tc-${tile.column} tr-${tile.row}`}>
                {tile.href ? <a href={tile.href}>{words}</a> : <span>{words}</span>}
              </li>
            );
          })}
        </ol>
      </div>
      <Legend lang={lang}>
        {legend.map(({ tone, words }) => (
          <li key={tone}>
            <span>
              <span class={`swatch tile-${tone}`} /> {words}
            </span>
          </li>
        ))}
      </Legend>
    </ChartFigure>
  );
}
