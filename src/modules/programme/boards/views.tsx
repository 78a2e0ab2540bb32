import type { ComponentChildren } from 'preact';
import type { Period } from '../../../kernel/periods.ts';
import { HeatMap } from '../../../ui/charts/heat-map.tsx';
import { StateBar } from '../../../ui/charts/states.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { EmptyState, PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { PlanCrumbs, PlanTitle } from '../plans/parts.tsx';
import type { Plan } from '../plans/queries.ts';
import { AgencyLetters } from '../urging-letters/list-view.tsx';
import type { ListedLetter } from '../urging-letters/queries.ts';
import type { CommuneCounts } from './commune-queries.ts';
import { CommunesMap } from './communes-map.tsx';
import { type BoardView, boardAddress, type TileMetric, viewAsked } from './filters.ts';
import { type BoardLinks, tasksBehind } from './links.ts';
import { BoardFrame, type BoardKey, type BoardProps, TargetSection, TaskSection } from './parts.tsx';
import { boardPaths } from './paths.ts';
import {
  type BoardTarget,
  type BoardTask,
  type MonthCount,
  type StateCounts,
  tasksNamed,
  type UnitRow,
} from './queries.ts';
import { heatOf, stateParts } from './shapes.ts';
import { TargetGrid, type TargetGridProps } from './target-grid.tsx';
import { boardTexts } from './texts.ts';
import { type Times, TimeView } from './time-view.tsx';
import { UnitTables, type UnitTablesProps } from './unit-table.tsx';

interface ViewProps extends BoardProps {
  readonly links: BoardLinks;
}

/** The ways to look at a board, with what is asked for. */
function Views({
  lang,
  filters,
  board,
  view,
  views,
}: BoardProps & {
  readonly board: BoardKey;
  readonly view: BoardView;
  readonly views: readonly BoardView[];
}) {
  const t = boardTexts(lang);
  return (
    <Tabs
      label={t.views}
      items={views.map((one) => ({
        ...{ label: t.view[one], current: one === view },
        href: localPath(lang, boardAddress(boardPaths[board], filters, {}, viewAsked(one))),
      }))}
    />
  );
}

const allViews: readonly BoardView[] = ['tong-quan', 'thoi-gian', 'chi-tieu'];
/** When things are due stands on the board of a unit anyway. */
const unitViews: readonly BoardView[] = ['tong-quan', 'chi-tieu'];

function AllFrame(props: BoardProps & { readonly view: BoardView; readonly children: ComponentChildren }) {
  const t = boardTexts(props.lang);
  return (
    <BoardFrame {...props} board="all" title={t.allTitle} lead={t.allLead}>
      <Views {...props} board="all" views={allViews} />
      {props.children}
    </BoardFrame>
  );
}

export interface AllBoardProps extends ViewProps, Pick<UnitTablesProps, 'units' | 'months'> {
  readonly counts: StateCounts;
  readonly silent: readonly BoardTask[];
  readonly awaiting: readonly BoardTask[];
  readonly targets: readonly BoardTarget[];
  readonly communes: CommuneCounts;
  readonly metric: TileMetric;
  readonly mayLay: boolean;
}

/** All units: what is in which state, who is late and when, who is silent, what waits to be confirmed. */
export function AllBoard(props: AllBoardProps) {
  const { lang, today, filters, links, counts, silent, awaiting, targets } = props;
  const t = boardTexts(lang);
  const waiting = counts.awaiting ?? 0;
  const list = tasksBehind(filters);
  return (
    <AllFrame {...props} view="tong-quan">
      <StateBar
        {...{ lang, title: t.byState, counts: stateParts(links, counts), files: links.files('tinh-trang') }}
      />
      <UnitTables {...props} />
      <CommunesMap {...props} />
      <TaskSection
        {...{ lang, today, title: t.silent, none: t.silentNone, tasks: silent, silent: true }}
        all={{ href: `${list}${list.includes('?') ? '&' : '?'}im-lang=30`, words: t.toList }}
      />
      <TaskSection
        {...{ lang, today, title: t.awaiting, none: t.awaitingNone, tasks: awaiting }}
        all={
          waiting > tasksNamed
            ? {
                href: tasksBehind(filters, { states: ['awaiting'] }),
                words: t.allOfThem(formatNumber(lang, waiting, 0)),
              }
            : undefined
        }
      />
      <TargetSection {...{ lang, today, targets }} />
      <ToTargets {...{ lang, filters }} board="all" />
    </AllFrame>
  );
}

function ToTargets({
  lang,
  filters,
  board,
}: Pick<BoardProps, 'lang' | 'filters'> & { readonly board: BoardKey }) {
  return (
    <p>
      <a href={localPath(lang, boardAddress(boardPaths[board], filters, {}, viewAsked('chi-tieu')))}>
        {boardTexts(lang).allTargets}
      </a>
    </p>
  );
}

/** All units: when what is due. */
export function AllTimes(props: ViewProps & Times) {
  return (
    <AllFrame {...props} view="thoi-gian">
      <TimeView {...props} />
    </AllFrame>
  );
}

/** All targets against their trajectory. */
export function AllTargets(props: ViewProps & TargetGridProps) {
  return (
    <AllFrame {...props} view="chi-tieu">
      <TargetGrid {...props} />
    </AllFrame>
  );
}

function UnitFrame(
  props: BoardProps & {
    readonly name: string;
    readonly view: BoardView;
    readonly children: ComponentChildren;
  },
) {
  const { lang, name } = props;
  return (
    <BoardFrame
      {...props}
      board="unit"
      title={<Content lang={lang} text={name} />}
      lead={boardTexts(lang).unitLead}
    >
      <Views {...props} board="unit" views={unitViews} />
      {props.children}
    </BoardFrame>
  );
}

export interface UnitBoardProps extends ViewProps, Times {
  /** The last ones issued to the agency. */
  readonly letters: readonly ListedLetter[];
  readonly name: string;
  readonly counts: StateCounts;
  readonly silent: readonly BoardTask[];
  readonly targets: readonly BoardTarget[];
  /** The unit itself, for its months. */
  readonly unit: UnitRow;
  readonly months: readonly MonthCount[];
  readonly monthsShown: readonly Period[];
}

/** One unit: its tasks by state, what it owes, when things are due, its targets. */
export function UnitBoard(props: UnitBoardProps) {
  const { lang, today, filters, links, counts, silent, targets, unit, months } = props;
  const t = boardTexts(lang);
  return (
    <UnitFrame {...props} view="tong-quan">
      <StateBar
        {...{ lang, title: t.byState, counts: stateParts(links, counts), files: links.files('tinh-trang') }}
      />
      <HeatMap
        {...{ lang, id: 'thang', title: t.unitsByMonth, files: links.files('thang') }}
        of={heatOf(links, [unit], props.monthsShown, months)}
      />
      <TimeView {...props} />
      <TaskSection {...{ lang, today, title: t.silent, none: t.silentNone, tasks: silent, silent: true }} />
      <TargetSection {...{ lang, today, targets }} />
      <ToTargets {...{ lang, filters }} board="unit" />
      {filters.agency !== null && (
        <AgencyLetters {...{ lang, letters: props.letters }} agencyId={filters.agency} />
      )}
      <p>
        <a href={links.tasks()}>{t.toList}</a>
      </p>
    </UnitFrame>
  );
}

/** The targets one unit answers for, against their trajectory. */
export function UnitTargets(props: ViewProps & TargetGridProps & { readonly name: string }) {
  return (
    <UnitFrame {...props} view="chi-tieu">
      <TargetGrid {...props} />
    </UnitFrame>
  );
}

/** The targets of one plan against their trajectory. */
export function PlanTargets(props: TargetGridProps & { readonly plan: Plan }) {
  const { lang, plan } = props;
  const t = boardTexts(lang);
  return (
    <>
      <PlanCrumbs lang={lang} plan={plan} here={t.allTargets} />
      <PageHead title={t.allTargets} lead={<PlanTitle lang={lang} plan={plan} />} />
      <TargetGrid {...props} />
    </>
  );
}

/** Which unit: those that lead tasks. */
export function UnitChoice(props: BoardProps) {
  const { lang, filters, choices } = props;
  const t = boardTexts(lang);
  return (
    <BoardFrame {...props} board="unit" title={t.unitTitle} lead={t.unitLead}>
      {choices.agencies.length === 0 ? (
        <EmptyState title={t.noUnits}>
          <p>{t.noUnitsHelp}</p>
        </EmptyState>
      ) : (
        <Section title={t.whichUnit}>
          <ul>
            {choices.agencies.map(({ value, label }) => (
              <li key={value}>
                <a href={localPath(lang, boardAddress(boardPaths.unit, filters, { agency: Number(value) }))}>
                  <Content lang={lang} text={label} />
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </BoardFrame>
  );
}
