/** Any chart as a picture of its own: light colours, no links, its title and its source printed in it. */
import type { VNode } from 'preact';
import { renderHtml } from '../render.ts';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import type { CalendarDays } from './calendar.tsx';
import { calendarPicture, yearPicture } from './calendar-picture.tsx';
import type { Heat } from './heat-map.tsx';
import { inFile } from './paint.ts';
import { Part } from './part.tsx';
import type { Picture } from './picture.tsx';
import {
  heatKey,
  heatPicture,
  scheduleKey,
  schedulePicture,
  statesPicture,
  tilesPicture,
  trajectoryKey,
} from './pictures.tsx';
import { wrapped } from './scale.ts';
import type { StateCount } from './states.tsx';
import type { Schedule } from './task-timeline.tsx';
import type { Tile, TileKey } from './tile-map.tsx';
import { plotHeight, TrajectoryPlot } from './trajectory-plot.tsx';
import { type Trajectory, trajectoryWords } from './trajectory-words.tsx';

export type Chart =
  | { readonly kind: 'states'; readonly counts: readonly StateCount[] }
  | { readonly kind: 'trajectory'; readonly of: Trajectory }
  | { readonly kind: 'heatMap'; readonly of: Heat }
  | { readonly kind: 'timeline'; readonly of: Schedule }
  | { readonly kind: 'month'; readonly month: string; readonly of: CalendarDays }
  | { readonly kind: 'year'; readonly year: number; readonly of: CalendarDays }
  | { readonly kind: 'tileMap'; readonly tiles: readonly Tile[]; readonly legend: readonly TileKey[] };

const wide = 960;
const margin = 32;

export type PictureFrame = {
  readonly lang: Lang;
  readonly title: string;
  /** Where the figures are from and of which day: "Sở Khoa học và Công nghệ, 23/11/2026". */
  readonly source: string;
};

function pictureOf(lang: Lang, chart: Chart): Picture {
  const t = chartTexts(lang);
  switch (chart.kind) {
    case 'states':
      return statesPicture(lang, chart.counts);
    case 'trajectory': {
      const drawn = <TrajectoryPlot lang={lang} of={chart.of} paint={inFile} />;
      const words = [
        ...trajectoryWords(lang, chart.of),
        chart.of.target && t.trajectory.target(chart.of.target.words),
      ];
      return stacked([
        { tall: plotHeight, drawing: drawn },
        trajectoryKey(lang, chart.of),
        linesOf(words.filter(Boolean).join(' ')),
      ]);
    }
    case 'heatMap':
      return stacked([heatPicture(lang, chart.of), heatKey(lang), linesOf(t.heat.note)]);
    case 'timeline':
      return stacked([schedulePicture(lang, chart.of), scheduleKey(lang, chart.of)]);
    case 'month':
      return calendarPicture(lang, chart.month, chart.of);
    case 'year':
      return yearPicture(lang, chart.year, chart.of);
    case 'tileMap':
      return stacked([tilesPicture(chart.tiles, chart.legend), linesOf(t.tiles.note)]);
  }
}

/** One under another; the width inside the margins is that of all. */
function stacked(parts: readonly Picture[]): Picture {
  let y = 0;
  const drawing = parts.map((part) => {
    const from = y;
    y += part.tall + 16;
    return (
      <Part key={String(from)} y={from} width="100%" height={part.tall}>
        {part.drawing}
      </Part>
    );
  });
  return { tall: y, drawing };
}

function linesOf(text: string): Picture {
  const lines = wrapped(text, 120);
  return {
    tall: lines.length * 20,
    drawing: lines.map((line, at) => (
      <text key={String(at)} y={at * 20 + 14} font-size="13" fill={inFile('quiet')}>
        {line}
      </text>
    )),
  };
}

/** XML refuses control characters, and a viewer then shows nothing at all. */
const printable = (xml: string): string =>
  xml.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');

/** The file's text, to be served as image/svg+xml: as a download, for pages do not load it. */
export function svgFile(frame: PictureFrame, chart: Chart): string {
  const { lang, title } = frame;
  const picture = pictureOf(lang, chart);
  const heads = wrapped(title, 72);
  const source = wrapped(chartTexts(lang).source(frame.source), 120);
  const from = margin + heads.length * 30 + 12;
  const tall = from + picture.tall + 24 + source.length * 18 + margin / 2;
  const document: VNode = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={wide}
      height={tall}
      viewBox={`0 0 ${wide} ${tall}`}
      role="img"
      font-family="'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
    >
      <title>{title}</title>
      <rect width="100%" height="100%" fill={inFile('paper')} />
      {heads.map((line, at) => (
        <text
          key={String(at)}
          x={margin}
          y={margin + 20 + at * 30}
          font-size="22"
          font-weight="600"
          fill={inFile('ink')}
        >
          {line}
        </text>
      ))}
      <Part x={margin} y={from} width={wide - 2 * margin} height={picture.tall}>
        {picture.drawing}
      </Part>
      {source.map((line, at) => (
        <text
          key={String(at)}
          x={margin}
          y={from + picture.tall + 24 + at * 18}
          font-size="12"
          fill={inFile('quiet')}
        >
          {line}
        </text>
      ))}
    </svg>
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printable(renderHtml(document))}`;
}
