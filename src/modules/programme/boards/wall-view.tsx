import type { LocalDate } from '../../../kernel/dates.ts';
import { FigureTiles } from '../../../ui/charts/figures.tsx';
import { StateLegend, StateStrip } from '../../../ui/charts/states.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { boardAddress, viewAsked } from './filters.ts';
import { type Figures, figuresOf, LateUnits } from './leader-view.tsx';
import { officeLinks, tasksBehind } from './links.ts';
import { TaskSection } from './parts.tsx';
import { boardPaths } from './paths.ts';
import type { BoardTask } from './queries.ts';
import { askedWords, stateParts } from './shapes.ts';
import { boardTexts } from './texts.ts';

/** Agencies, and tasks, named on the wall: what a screen shows beside the figures without being scrolled. */
export const namedOnWall = 5;

interface WallProps extends Figures {
  readonly today: LocalDate;
  readonly late: readonly BoardTask[];
  readonly refreshes: boolean;
  /** When the figures were read. */
  readonly at: Date;
}

/** For a screen on the wall, in a frame of its own: the figures, who is late and with what, as much as one screen holds. */
export function WallBoard(props: WallProps) {
  const { lang, today, filters, counts, choices, late } = props;
  const t = boardTexts(lang);
  const targets = localPath(lang, boardAddress(boardPaths.all, filters, {}, viewAsked('chi-tieu')));
  const parts = stateParts(officeLinks(lang, filters), counts);
  const asked = askedWords(lang, filters, choices).join(' · ');
  const rest = (counts.overdue ?? 0) - late.length;
  return (
    <div class="wall">
      <div class="wall-head">
        <h1>{t.allTitle}</h1>
        {asked !== '' && (
          <p class="wall-asked">
            <Content lang={lang} text={asked} />
          </p>
        )}
        <Refreshed {...props} />
      </div>
      <FigureTiles label={t.figures} items={figuresOf(props, targets)} />
      <section aria-label={t.byState}>
        <StateStrip {...{ lang, name: t.byState, counts: parts, tall: 48 }} />
        <StateLegend {...{ lang, counts: parts }} />
      </section>
      <div class="wall-lists">
        <LateUnits {...props} />
        <TaskSection
          {...{ lang, today, title: t.lateTasks, none: t.lateNone, tasks: late }}
          all={
            rest > 0
              ? {
                  href: tasksBehind(filters, { states: ['overdue'] }),
                  words: t.andTasks(formatNumber(lang, rest, 0)),
                }
              : undefined
          }
        />
      </div>
    </div>
  );
}

/** When the figures were read, how to stop or start that, and the way back. */
function Refreshed({ lang, filters, refreshes, at }: WallProps) {
  const t = boardTexts(lang);
  const read = formatInstant(lang, at);
  const other = boardAddress(boardPaths.wall, filters, {}, refreshes ? [['lam-moi', 'khong']] : []);
  return (
    <p class="wall-clock">
      <time dateTime={at.toISOString()}>{refreshes ? t.wallLead(read) : t.wallStill(read)}</time>
      {' · '}
      <a href={localPath(lang, other)}>{refreshes ? t.stop : t.start}</a>
      {' · '}
      <a href={localPath(lang, boardAddress(boardPaths.leader, filters))}>{t.fromWall}</a>
    </p>
  );
}
