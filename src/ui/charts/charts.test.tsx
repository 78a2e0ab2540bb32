// A little long, and one file: every chart is tried with the same hostile figures and words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../platform/project-root.ts';
import { galleryPictures } from '../gallery-charts.tsx';
import { renderHtml } from '../render.ts';
import { chartTexts } from '../texts/charts.ts';
import { MonthCalendar, YearCalendar } from './calendar.tsx';
import { FigureTiles, Sparkline } from './figures.tsx';
import { type HeatCell, HeatMap, heatTone } from './heat-map.tsx';
import { type Colour, inFile } from './paint.ts';
import { labelsApart, monthsAt, niceTicks, weeksOf, wrapped } from './scale.ts';
import { drawnStates, StateBar, stateShares } from './states.tsx';
import { type Chart, svgFile } from './svg-file.tsx';
import { placeOf, type Schedule, TaskTimeline, type TimedTask } from './task-timeline.tsx';
import { type Tile, TileMap, type TilePlace, tileFaults } from './tile-map.tsx';
import { TrajectoryChart } from './trajectory.tsx';
import type { Trajectory } from './trajectory-words.tsx';

const hostile = `<script>alert(1)</script>"&' ${'Rất dài '.repeat(400)}`;
const noTarget: Trajectory = {
  actual: [],
  plan: [],
  planAs: 'line',
  forecast: null,
  target: null,
  direction: 'higher',
  unit: null,
};
const at = (year: number, value: number) => ({ at: year, value, label: String(year) });
const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300];
const task = (change: Partial<TimedTask>): TimedTask => ({
  key: 'k',
  name: 'Việc',
  state: 'in_term',
  start: null,
  due: null,
  ...change,
});
const plan = (tasks: readonly TimedTask[], change: Partial<Schedule> = {}): Schedule => ({
  from: '2026-01',
  months: 12,
  today: '2026-11-23',
  tasks,
  ...change,
});
const tile = (change: Partial<Tile>): Tile => ({
  code: 'A',
  name: 'Na Sầm',
  column: 1,
  row: 1,
  value: '1/2',
  words: '1 trên 2',
  tone: 'good',
  ...change,
});
const noDays = { marks: {}, holidays: {}, today: null };

/** Charts as empty, as odd and as large as they come. */
const charts: Readonly<Record<string, Chart>> = {
  'no states': { kind: 'states', counts: [] },
  'states that cannot be counted': {
    kind: 'states',
    counts: [...bad.slice(0, 3), -4, 2.7].map((count, index) => ({
      state: drawnStates[index] ?? 'overdue',
      count,
    })),
  },
  'one state': { kind: 'states', counts: [{ state: 'overdue', count: 1 }] },
  'a target nothing is known of': { kind: 'trajectory', of: noTarget },
  'one measurement': { kind: 'trajectory', of: { ...noTarget, actual: [at(2026, 5)] } },
  'measurements all alike, and negative': {
    kind: 'trajectory',
    of: {
      ...noTarget,
      actual: [at(2024, -3), at(2025, -3), at(2026, -3)],
      target: { min: null, max: -3, words: '≤ -3' },
    },
  },
  'values that are none': {
    kind: 'trajectory',
    of: {
      ...noTarget,
      actual: bad.map((value) => at(2026, value)),
      plan: [at(Number.NaN, 1)],
      forecast: [{ ...at(2027, 1), low: Number.NaN, high: 2 }],
      target: { min: Number.NaN, max: null, words: hostile },
    },
  },
  'values far apart and close together': {
    kind: 'trajectory',
    of: { ...noTarget, actual: [at(2024, 1e14), at(2025, 1e14 + 1), at(2026, 5e-324)] },
  },
  'a thousand measurements': {
    kind: 'trajectory',
    of: {
      ...noTarget,
      actual: Array.from({ length: 1000 }, (_, index) => at(index / 12, Math.sin(index) * 1e5)),
    },
  },
  'no units': { kind: 'heatMap', of: { months: [], rows: [] } },
  'a unit with odd cells and a long name': {
    kind: 'heatMap',
    of: {
      months: [{ key: '1', label: 'T1' }],
      rows: [{ key: 'a', name: hostile, cells: [{ late: Number.NaN, due: 3, href: '/x?a=1&b="' }, null] }],
    },
  },
  'no tasks': { kind: 'timeline', of: plan([]) },
  'tasks with dates that are none': {
    kind: 'timeline',
    of: plan(
      [
        task({ name: hostile, start: '2026-13-01', due: 'hôm qua' }),
        task({ start: '2026-02-30', due: '2026-02-31' }),
        task({ start: '2026-09-01', due: '2026-01-01' }),
        task({ start: '9999-01-01' }),
      ],
      { months: Number.NaN, today: 'x' },
    ),
  },
  'a month that is none': { kind: 'month', month: '2026-99', of: noDays },
  'days with hostile words': {
    kind: 'month',
    month: '2028-02',
    of: {
      marks: { '2028-02-29': { count: Number.NaN, words: hostile } },
      holidays: { '2028-02-01': hostile },
      today: null,
    },
  },
  'an empty year': { kind: 'year', year: 2026, of: noDays },
  'no tiles': { kind: 'tileMap', tiles: [], legend: [] },
  'tiles in one place and in none': {
    kind: 'tileMap',
    tiles: [tile({}), tile({ code: 'B', name: hostile }), tile({ code: 'C', column: Number.NaN, row: -1 })],
    legend: [{ tone: 'good', words: hostile }],
  },
};

function onPage(lang: 'vi' | 'en', chart: Chart, title = 'Biểu đồ'): string {
  const common = { lang, title, files: { picture: '/a.svg?x=1&y=2', sheet: '/a.xlsx' } };
  switch (chart.kind) {
    case 'states':
      return renderHtml(<StateBar {...common} counts={chart.counts} />);
    case 'trajectory':
      return renderHtml(<TrajectoryChart {...common} of={chart.of} />);
    case 'heatMap':
      return renderHtml(<HeatMap {...common} id="h" of={chart.of} />);
    case 'timeline':
      return renderHtml(<TaskTimeline {...common} of={chart.of} />);
    case 'month':
      return renderHtml(<MonthCalendar {...common} month={chart.month} of={chart.of} />);
    case 'year':
      return renderHtml(<YearCalendar {...common} year={chart.year} of={chart.of} />);
    case 'tileMap':
      return renderHtml(<TileMap {...common} tiles={chart.tiles} legend={chart.legend} />);
  }
}

/** What stands in attributes, and the elements that were never closed. */
function readMarkup(markup: string): {
  readonly values: readonly string[];
  readonly names: readonly string[];
} {
  const values: string[] = [];
  const names: string[] = [];
  new Parser(
    {
      onopentag: (name, attributes) => {
        names.push(name);
        values.push(...Object.values(attributes));
      },
    },
    { xmlMode: true },
  ).end(markup);
  return { values, names };
}

describe.each(Object.entries(charts))('a chart of %s', (_name, chart) => {
  test.each(['vi', 'en'] as const)(
    'is drawn without a wrong coordinate or a foreign element (%s)',
    (lang) => {
      for (const title of ['Biểu đồ', hostile]) {
        const page = onPage(lang, chart, title);
        const file = svgFile({ lang, title, source: hostile }, chart);
        for (const markup of [page, file]) {
          const { values, names } = readMarkup(markup);
          expect(values.filter((value) => /NaN|Infinity|undefined|-0%/.test(value))).toEqual([]);
          expect(names).not.toContain('script');
          expect(markup).not.toMatch(/\sstyle=/);
        }
        expect(page).toContain('<figcaption>');
        expect(page).toContain('href="/a.svg?x=1&amp;y=2" download');
        expect(file).not.toContain('<a ');
        expect(file).not.toContain('var(--');
      }
    },
  );
});

test('a picture is fit to be printed: it names its title and its source, and its colours are those of the light theme', () => {
  const styles = readFileSync(join(projectRoot, 'public/styles.css'), 'utf8');
  const root = /:root \{[^}]+\}/.exec(styles)?.[0] ?? '';
  for (const [, name, value] of root.matchAll(/--([a-z-]+):\s*(#[0-9a-f]+);/g))
    if (name !== 'river-strong') expect(inFile(name as Colour), name).toBe(value);
  for (const chart of galleryPictures) {
    const file = svgFile({ lang: 'vi', title: 'Việc\u0000 quá hạn', source: 'Sở KH&CN' }, chart);
    expect(file).toContain('<title>Việc quá hạn</title>');
    expect(file).toContain('Nguồn: Sở KH&amp;CN');
    expect(file).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns=/);
    expect(file.length).toBeLessThan(120_000);
  }
});

test('a page with three hundred units, or with a thousand measurements, stays small', () => {
  const months = Array.from({ length: 12 }, (_, index) => ({ key: String(index), label: `T${index + 1}` }));
  const cells: readonly HeatCell[] = months.map(({ key }) => ({
    late: 1,
    due: 9,
    href: `/viec?thang=${key}`,
  }));
  const rows = Array.from({ length: 300 }, (_, index) => ({
    key: String(index),
    name: `Đơn vị ${index}`,
    cells,
  }));
  expect(onPage('vi', { kind: 'heatMap', of: { months, rows } }).length).toBeLessThan(300_000);
  const many = onPage('vi', charts['a thousand measurements'] ?? { kind: 'states', counts: [] });
  expect(many.length).toBeLessThan(60_000);
  expect(many).toContain('60 dòng mới nhất trong 1.000');
});

describe('the bar of states', () => {
  test('keeps one order, joins what is named twice and leaves out what has nothing', () => {
    const { total, shares } = stateShares([
      { state: 'overdue', count: 1 },
      { state: 'done_in_time', count: 2 },
      { state: 'overdue', count: 1 },
      { state: 'unassigned', count: 0 },
    ]);
    expect(total).toBe(4);
    expect(shares.map(({ state, from, share }) => [state, from, share])).toEqual([
      ['done_in_time', 0, 0.5],
      ['overdue', 0.5, 0.5],
    ]);
  });

  test('leads from each state to its tasks, and says the shares with a decimal comma', () => {
    const html = onPage('vi', {
      kind: 'states',
      counts: [
        { state: 'overdue', count: 1, href: '/nhiem-vu?trang-thai=overdue' },
        { state: 'in_term', count: 7 },
      ],
    });
    expect(html).toContain('href="/nhiem-vu?trang-thai=overdue"');
    expect(html).toContain('12,5%');
    expect(html).toContain(chartTexts('vi').states.overdue);
  });
});

describe('a trajectory', () => {
  const known: Trajectory = {
    ...noTarget,
    actual: [at(2026, 40), at(2025, 34)],
    target: { min: 55, max: null, words: '≥ 55%' },
    unit: '%',
  };

  test('says that a trend cannot be told from few points, and says it where one can', () => {
    expect(onPage('vi', { kind: 'trajectory', of: known })).toContain(
      'Chưa thể đánh giá xu hướng: mới có 2 số đo.',
    );
    const told = { ...known, forecast: [{ ...at(2030, 57.5), low: 50, high: 61.25 }], atRisk: true };
    const html = onPage('vi', { kind: 'trajectory', of: told });
    expect(html).toContain('Dự báo 2030: 57,5% (50 – 61,25).');
    expect(html).toContain('var(--blossom)');
    expect(html).not.toContain('Chưa thể đánh giá');
  });

  test('takes its newest measurement by time, not by order', () => {
    expect(onPage('vi', { kind: 'trajectory', of: known })).toContain('Số đo mới nhất: 40% (2026).');
  });

  test.each([
    [0, 65, [0, 20, 40, 60, 80]],
    [-3, 4, [-4, -2, 0, 2, 4]],
    [5, 5, [4, 6]],
    [0, 0, [0, 0.25]],
  ])('has round steps from %d to %d', (low, high, steps) => {
    expect(niceTicks(low, high).slice(0, steps.length)).toEqual(steps);
    expect(niceTicks(low, high).length).toBeLessThan(8);
  });
});

test('labels of times never touch, not on a phone either, and the last one is always told', () => {
  const of = (...labels: (readonly [number, string])[]) =>
    labelsApart(labels.map(([x, label]) => ({ x, label }))).map(({ label }) => label);
  expect(of([0.1, '2024'], [0.5, '2025'], [0.95, '2026'])).toEqual(['2024', '2025', '2026']);
  expect(of([0.1, '2024'], [0.88, '12/2025'], [0.95, '2026'])).toEqual(['2024', '2026']);
  const many = Array.from({ length: 40 }, (_, at) => [0.1 + (at / 39) * 0.85, `Quý ${at}/2025`] as const);
  expect(of(...many).length).toBeLessThan(5);
  expect(of(...many).at(-1)).toBe('Quý 39/2025');
});

describe('the heat map', () => {
  test.each([
    [0, 0, null],
    [0, 5, 0],
    [1, 6, 1],
    [1, 5, 2],
    [1, 2, 3],
    [4, 2, 3],
    [-1, 5, 0],
  ])('%d late of %d due', (late, due, tone) => expect(heatTone({ late, due })).toBe(tone));
});

describe('the timeline', () => {
  test.each([
    ['the whole of a year', '2026-01-01', '2026-12-31', { from: 0, to: 1, due: 1 }],
    ['a month by its name ends with its last day', '2026-04', '2026-06', { from: 0.25, to: 0.5, due: 0.5 }],
    ['what has no end goes on', '2026-07-01', null, { from: 0.5, to: 1, due: null }],
    ['what is due after is not marked', '2026-07-01', '2027-03-01', { from: 0.5, to: 1, due: null }],
    ['a due date alone is a day', null, '2026-06-30', { from: 0.5, to: 0.5, due: 0.5 }],
    ['what was over before is not drawn', '2024-01-01', '2025-12-31', null],
    ['what has no dates is not drawn', null, null, null],
  ])('%s', (_name, start, due, place) => {
    expect(placeOf(plan([]), task({ start, due }))).toEqual(place);
  });
});

describe('a month', () => {
  test('begins on Monday and knows leap years', () => {
    expect(weeksOf('2026-11').map((week) => week.filter(Boolean).length)).toEqual([1, 7, 7, 7, 7, 1]);
    expect(weeksOf('2028-02').flat().filter(Boolean)).toHaveLength(29);
    expect(weeksOf('2100-02').flat().filter(Boolean)).toHaveLength(28);
    expect(monthsAt('2026-00-10')).toBeNull();
  });

  test('tells the day, what is on it and whether it is off; a worked Saturday is not', () => {
    const html = onPage('vi', {
      kind: 'month',
      month: '2026-11',
      of: {
        marks: { '2026-11-28': { count: 3, words: '3 việc đến hạn', href: '/viec?ngay=2026-11-28' } },
        holidays: { '2026-11-24': 'Ngày Văn hóa Việt Nam' },
        worked: ['2026-11-28'],
        today: '2026-11-28',
      },
    });
    expect(html).toContain('<td class="day-marked day-today"><a href="/viec?ngay=2026-11-28">');
    expect(html).toContain('Thứ Bảy, 28/11/2026 (hôm nay)');
    expect(html).toContain('Ngày Văn hóa Việt Nam');
    expect(html).toContain('<td class="day-off day-plain">29</td>');
  });
});

test('single numbers say in words what their line shows, and lead to what they count', () => {
  const html = renderHtml(
    <FigureTiles
      label="Con số"
      items={[
        {
          value: '3',
          label: 'việc quá hạn',
          tone: 'now',
          href: '/viec',
          spark: <Sparkline values={[null, 2, Number.NaN, 2, 5]} words="Từ 2 lên 5" />,
        },
      ]}
    />,
  );
  expect(html).toContain('<a href="/viec">');
  expect(html).toContain('<title>Từ 2 lên 5</title>');
  expect(html).not.toContain('NaN');
  expect(renderHtml(<Sparkline values={[null, Number.NaN]} words="Không có gì" />)).toBe('');
});

test('an English page marks what is content in the drawing, its table and its names', () => {
  const of: Trajectory = {
    ...noTarget,
    actual: [{ at: 2026, value: 5, label: 'Quý I/2026' }],
    unit: 'doanh nghiệp',
  };
  const html = onPage('en', { kind: 'trajectory', of }, 'Số doanh nghiệp');
  for (const marked of ['<title lang="vi">', '<desc lang="vi">', '<caption class="sr"><span lang="vi">Số'])
    expect(html).toContain(marked);
  const unmarked = html.replace(/<(\w+)[^>]*? lang="vi"[^>]*>[^<]*<\/\1>/g, '');
  expect(unmarked).not.toMatch(/[ốệýị]/);
});

test('long words break, also where they have no space', () => {
  expect(wrapped('Hoàng Văn Thụ', 9)).toEqual(['Hoàng Văn', 'Thụ']);
  expect(wrapped('a'.repeat(25), 10).map((line) => line.length)).toEqual([10, 10, 5]);
  expect(wrapped('  ', 10)).toEqual([]);
});

describe('the layout of the communes', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(projectRoot, 'db/sample/langson', name), 'utf8'));
  const { tiles, note }: { readonly tiles: readonly TilePlace[]; readonly note: string } =
    read('commune-tiles.json');
  const communes: readonly {
    readonly code: string;
    readonly kind: string;
    readonly shortName: string;
    readonly predecessors: readonly string[];
  }[] = read('organisations.json').filter(({ code }: { readonly code: string }) => code.startsWith('20-'));
  const districts = Map.groupBy(
    tiles,
    ({ code }) => communes.find((one) => one.code === code)?.predecessors[0] ?? '',
  );
  const beside = (one: TilePlace, other: TilePlace) =>
    Math.abs(one.column - other.column) <= 1 && Math.abs(one.row - other.row) <= 1;

  test('has each of the 65 once, under the names of the register, no two in one place, and says that it is a scheme', () => {
    expect(tiles).toHaveLength(65);
    expect(tileFaults(tiles)).toEqual([]);
    const names = new Map(communes.map(({ code, shortName }) => [code, shortName]));
    for (const { code, name } of tiles) expect(names.get(code), code).toBe(name);
    expect(note).toContain('gần đúng');
  });

  test('keeps what was one district together', () => {
    expect(districts.size).toBe(11);
    for (const [district, [first, ...rest]] of districts) {
      const reached = first ? [first] : [];
      for (const one of reached)
        reached.push(...rest.filter((other) => !reached.includes(other) && beside(one, other)));
      expect(reached.length, district).toBe(rest.length + 1);
    }
  });

  test.each([
    ['H-TRANG-DINH', 'H-BINH-GIA'],
    ['H-TRANG-DINH', 'H-VAN-LANG'],
    ['H-BINH-GIA', 'H-VAN-LANG'],
    ['H-BINH-GIA', 'H-BAC-SON'],
    ['H-BINH-GIA', 'H-VAN-QUAN'],
    ['H-VAN-LANG', 'H-CAO-LOC'],
    ['H-VAN-LANG', 'H-VAN-QUAN'],
    ['H-VAN-QUAN', 'H-CHI-LANG'],
    ['H-BAC-SON', 'H-HUU-LUNG'],
    ['H-HUU-LUNG', 'H-CHI-LANG'],
    ['H-CHI-LANG', 'H-LOC-BINH'],
    ['H-CAO-LOC', 'H-LOC-BINH'],
    ['H-LOC-BINH', 'H-DINH-LAP'],
  ])('lets %s and %s touch', (one, other) => {
    const [mine = [], theirs = []] = [districts.get(one), districts.get(other)];
    expect(mine.some((tile) => theirs.some((near) => beside(tile, near)))).toBe(true);
  });

  test('names each fault of a layout that somebody changed', () => {
    const at = (code: string, column: number, row: number) => ({ code, name: code, column, row });
    expect(
      tileFaults([at('A', 1, 1), at('B', 1, 1), at('A', 2, 2), at('C', 17, 1), at('D', 1.5, 1)]),
    ).toEqual([
      { code: 'B', fault: 'taken', by: 'A' },
      { code: 'A', fault: 'twice' },
      { code: 'C', fault: 'outside' },
      { code: 'D', fault: 'outside' },
    ]);
  });
});
