/** The charts that are tables and lists on pages, drawn for files. */
import type { ComponentChildren } from 'preact';
import { formatNumber } from '../format.ts';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';
import { type Heat, heatColours, heatTone, heatWords } from './heat-map.tsx';
import { inFile } from './paint.ts';
import { Part } from './part.tsx';
import { inner, type Picture, Words } from './picture.tsx';
import { shortened, wrapped } from './scale.ts';
import {
  type DrawnState,
  drawnStates,
  type StateCount,
  StateGround,
  StateSegments,
  stateShares,
} from './states.tsx';
import { axisTall, datesInWords, MonthAxis, type Schedule, TaskTrack } from './task-timeline.tsx';
import { byName, placed, type Tile, type TileKey, tileColours } from './tile-map.tsx';
import { type Trajectory, TrajectorySign, trajectorySigns } from './trajectory-words.tsx';

/** Signs with their words, in three columns. */
function keyOf(entries: readonly { readonly words: string; readonly sign: ComponentChildren }[]): Picture {
  const columns = 3;
  const wide = inner / columns;
  return {
    tall: Math.ceil(entries.length / columns) * 26,
    drawing: entries.map(({ words, sign }, at) => (
      <Part key={words} x={(at % columns) * wide} y={Math.floor(at / columns) * 26} width={wide} height={26}>
        <Part y={5} width={24} height={14}>
          {sign}
        </Part>
        <Words x={32} y={17}>
          {shortened(words, 42)}
        </Words>
      </Part>
    )),
  };
}

const statesKey = (states: readonly { readonly state: DrawnState; readonly words: string }[]): Picture =>
  keyOf(
    states.map(({ state, words }) => ({
      words,
      sign: <StateGround state={state} tall={14} paint={inFile} />,
    })),
  );

export const heatKey = (lang: Lang): Picture =>
  keyOf(
    chartTexts(lang).heat.tones.map((words, tone) => ({
      words,
      sign: <rect width="100%" height="100%" fill={inFile(heatColours[tone]?.[0] ?? 'paper')} />,
    })),
  );

export const trajectoryKey = (lang: Lang, of: Trajectory): Picture =>
  keyOf(
    trajectorySigns(lang, of).map((sign) => ({
      words: sign.words,
      sign: <TrajectorySign sign={sign} paint={inFile} />,
    })),
  );

export function statesPicture(lang: Lang, counts: readonly StateCount[]): Picture {
  const t = chartTexts(lang);
  const { total, shares } = stateShares(counts);
  if (total === 0) return { tall: 24, drawing: <Words y={16}>{t.noTasks}</Words> };
  const key = statesKey(
    shares.map(({ state, count }) => ({
      state,
      words: `${formatNumber(lang, count, 0)} ${t.states[state]}`,
    })),
  );
  return {
    tall: 60 + key.tall,
    drawing: (
      <>
        <StateSegments lang={lang} counts={counts} tall={40} paint={inFile} />
        <Part y="60" width="100%" height={key.tall}>
          {key.drawing}
        </Part>
      </>
    ),
  };
}

const heatRow = 26;
const heatNames = 300;

export function heatPicture(lang: Lang, { months, rows }: Heat): Picture {
  if (rows.length === 0) return { tall: 24, drawing: <Words y={16}>{chartTexts(lang).heat.empty}</Words> };
  const wide = (inner - heatNames) / Math.max(1, months.length);
  return {
    tall: (rows.length + 1) * heatRow,
    drawing: (
      <>
        {months.map((month, at) => (
          <Words key={month.key} x={heatNames + (at + 0.5) * wide} y={16} colour="quiet" middle>
            {month.label}
          </Words>
        ))}
        {rows.map((row, index) => (
          <Part key={row.key} y={(index + 1) * heatRow} width="100%" height={heatRow}>
            <Words y={18}>{shortened(row.name, 42)}</Words>
            {months.map((month, at) => {
              const cell = row.cells[at];
              const tone = heatTone(cell);
              const colours = tone === null ? undefined : heatColours[tone];
              if (!cell || !colours) return null;
              return (
                <Part key={month.key} x={heatNames + at * wide} width={wide} height={heatRow}>
                  <rect width={wide - 2} height={heatRow - 2} fill={inFile(colours[0])} />
                  <Words x={wide / 2 - 1} y={17} size={12} colour={colours[1]} middle>
                    {heatWords(cell)}
                  </Words>
                </Part>
              );
            })}
          </Part>
        ))}
      </>
    ),
  };
}

const taskRow = 44;
const taskNames = 340;

export function schedulePicture(lang: Lang, of: Schedule): Picture {
  if (of.tasks.length === 0)
    return { tall: 24, drawing: <Words y={16}>{chartTexts(lang).timeline.empty}</Words> };
  return {
    tall: axisTall + 4 + of.tasks.length * taskRow,
    drawing: (
      <>
        <Part x={taskNames} width={inner - taskNames} height={axisTall}>
          <MonthAxis lang={lang} of={of} paint={inFile} />
        </Part>
        {of.tasks.map((task, at) => (
          <Part key={task.key} y={axisTall + 4 + at * taskRow} width="100%" height={taskRow}>
            <Words y={18} bold>
              {shortened(task.name, 44)}
            </Words>
            <Words y={36} size={12} colour="quiet">
              {datesInWords(lang, task)}
            </Words>
            <Part x={taskNames} width={inner - taskNames} height={taskRow}>
              <TaskTrack of={of} task={task} tall={taskRow} paint={inFile} />
            </Part>
          </Part>
        ))}
      </>
    ),
  };
}

export function scheduleKey(lang: Lang, of: Schedule): Picture {
  const names = chartTexts(lang).states;
  return statesKey(
    drawnStates
      .filter((state) => of.tasks.some((task) => task.state === state))
      .map((state) => ({ state, words: names[state] })),
  );
}

const tileTall = 58;

export function tilesPicture(given: readonly Tile[], legend: readonly TileKey[]): Picture {
  const tiles = byName(placed(given));
  const columns = tiles.reduce((most, { column }) => Math.max(most, column), 1);
  const rows = tiles.reduce((most, { row }) => Math.max(most, row), 0);
  const wide = inner / columns;
  const below = rows * tileTall + 10;
  const key = keyOf(
    legend.map(({ tone, words }) => ({
      words,
      sign: (
        <rect
          x="1"
          y="1"
          width="22"
          height="12"
          fill={inFile(tileColours[tone][0])}
          stroke={inFile(tileColours[tone][2])}
        />
      ),
    })),
  );
  return {
    tall: below + key.tall,
    drawing: (
      <>
        {tiles.map((tile) => (
          <TilePicture key={tile.code} tile={tile} wide={wide} />
        ))}
        <Part y={below} width="100%" height={key.tall}>
          {key.drawing}
        </Part>
      </>
    ),
  };
}

function TilePicture({ tile, wide }: { readonly tile: Tile; readonly wide: number }) {
  const [ground, ink, frame] = tileColours[tile.tone];
  const lines = wrapped(tile.name, Math.max(4, Math.floor(wide / 7))).slice(0, 2);
  return (
    <Part x={(tile.column - 1) * wide} y={(tile.row - 1) * tileTall} width={wide} height={tileTall}>
      <rect
        x="2"
        y="2"
        width={wide - 4}
        height={tileTall - 4}
        rx="5"
        fill={inFile(ground)}
        stroke={inFile(frame)}
      />
      {lines.map((line, at) => (
        <Words key={line} x="50%" y={17 + at * 13} size={11} colour={ink} middle>
          {line}
        </Words>
      ))}
      <Words x="50%" y={48} size={13} colour={ink} bold middle>
        {tile.value}
      </Words>
    </Part>
  );
}
