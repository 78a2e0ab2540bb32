import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { type FigureTile, FigureTiles } from '../../../ui/charts/figures.tsx';
import { StateBar } from '../../../ui/charts/states.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { DirectivesOnBoard } from '../directives/parts.tsx';
import type { DirectivesAsked } from '../directives/queries.ts';
import { programmeWork } from '../paths.ts';
import { boardAddress } from './filters.ts';
import { officeLinks, tasksBehind } from './links.ts';
import { BoardFrame, type BoardProps, TargetSection, TaskSection } from './parts.tsx';
import { boardPaths } from './paths.ts';
import {
  type AskedExtension,
  type BoardTarget,
  type BoardTask,
  openStates,
  type StateCounts,
  type UnitRow,
} from './queries.ts';
import { lateShare, openTasks, stateParts } from './shapes.ts';
import { boardTexts } from './texts.ts';

/** Of each kind on a leader's screen. */
export const namedOnScreen = 5;

export interface Figures extends BoardProps {
  readonly counts: StateCounts;
  readonly due: { readonly near: number; readonly far: number };
  /** The last of the near days and of the far ones. */
  readonly until: readonly [LocalDate, LocalDate];
  /** Those with most overdue. */
  readonly units: readonly UnitRow[];
  /** How many agencies have anything overdue. */
  readonly lateUnits: number;
  readonly targetCounts: { readonly danger: number; readonly silent: number };
}

export function figuresOf(
  { lang, today, filters, counts, due, until, targetCounts }: Figures,
  toTargets: string,
): readonly FigureTile[] {
  const t = boardTexts(lang);
  const number = (count: number) => formatNumber(lang, count, 0);
  const tasks = (more: Parameters<typeof tasksBehind>[1]) => localPath(lang, tasksBehind(filters, more));
  const dueUntil = (to: LocalDate) =>
    localPath(lang, tasksBehind(filters, { states: openStates, from: today, to }));
  const late = counts.overdue ?? 0;
  return [
    {
      ...{ value: number(late), label: t.lateNow, tone: late > 0 ? 'now' : 'done' },
      ...{ href: tasks({ states: ['overdue'] }), detail: t.ofOpen(number(openTasks(counts))) },
    },
    {
      value: number(due.near),
      label: t.in7,
      tone: due.near > 0 ? 'work' : 'quiet',
      href: dueUntil(until[0]),
    },
    { value: number(due.far), label: t.in30, tone: 'quiet', href: dueUntil(until[1]) },
    {
      ...{ value: number(counts.awaiting ?? 0), label: t.toConfirm, tone: 'note' },
      href: tasks({ states: ['awaiting'] }),
    },
    {
      ...{ value: number(counts.unassigned ?? 0), label: t.toAssign, tone: 'quiet' },
      href: tasks({ states: ['unassigned'] }),
    },
    {
      ...{ value: number(targetCounts.danger), label: t.targetsAtRisk },
      ...{ tone: targetCounts.danger > 0 ? 'now' : 'quiet', href: toTargets },
      detail: targetCounts.silent > 0 && t.targetsSilent(number(targetCounts.silent)),
    },
  ];
}

/** One screen: what is late, what will be, whose it is, what waits for a decision. */
export function LeaderBoard(
  props: Figures & {
    readonly late: readonly BoardTask[];
    readonly extensions: readonly AskedExtension[];
    readonly targets: readonly BoardTarget[];
    readonly directives: DirectivesAsked;
    /** Whether the reader gives directives. */
    readonly mayGive: boolean;
  },
) {
  const { lang, today, filters, counts, late, extensions, targets } = props;
  const t = boardTexts(lang);
  const overdue = counts.overdue ?? 0;
  const links = officeLinks(lang, filters);
  return (
    <BoardFrame {...props} board="leader" title={t.leader} lead={t.leaderLead}>
      <FigureTiles label={t.figures} items={figuresOf(props, '#chi-tieu')} />
      <LateUnits {...props} />
      <DirectivesOnBoard {...{ lang, today, asked: props.directives, mayGive: props.mayGive }} />
      <Extensions lang={lang} extensions={extensions} />
      <TaskSection
        {...{ lang, today, title: t.lateTasks, none: t.lateNone, tasks: late }}
        all={
          overdue > late.length
            ? {
                href: tasksBehind(filters, { states: ['overdue'] }),
                words: t.allOfThem(formatNumber(lang, overdue, 0)),
              }
            : undefined
        }
      />
      <TargetSection {...{ id: 'chi-tieu', lang, today, targets }} />
      <StateBar
        {...{ lang, title: t.byState, counts: stateParts(links, counts) }}
        files={links.files('tinh-trang')}
      />
      <p class="screen-only">
        <a href={localPath(lang, boardAddress(boardPaths.wall, filters))}>{t.toWall}</a>
      </p>
    </BoardFrame>
  );
}

/** The agencies with most overdue, and how many more there are. */
export function LateUnits({ lang, filters, units, lateUnits }: Figures) {
  const t = boardTexts(lang);
  const number = (count: number) => formatNumber(lang, count, 0);
  const late = units.filter(({ states }) => (states.overdue ?? 0) > 0);
  const rest = lateUnits - late.length;
  return (
    <Section
      title={t.whoIsLate}
      aside={
        rest > 0 && (
          <a href={localPath(lang, boardAddress(boardPaths.all, filters))}>{t.andUnits(number(rest))}</a>
        )
      }
    >
      {late.length === 0 ? (
        <p class="quiet">{t.whoIsLateNone}</p>
      ) : (
        <RowList
          label={t.whoIsLate}
          rows={late.map((unit) => ({
            key: String(unit.id),
            href: localPath(lang, boardAddress(boardPaths.unit, filters, { agency: unit.id })),
            title: <Content lang={lang} text={unit.name} />,
            detail: t.lateOf(
              number(unit.states.overdue ?? 0),
              number(openTasks(unit.states)),
              number(lateShare(unit) * 100),
            ),
          }))}
        />
      )}
    </Section>
  );
}

function Extensions({
  lang,
  extensions,
}: {
  readonly lang: Language;
  readonly extensions: readonly AskedExtension[];
}) {
  const t = boardTexts(lang);
  const rest = (extensions[0]?.total ?? 0) - extensions.length;
  return (
    <Section title={t.extensions}>
      {extensions.length === 0 ? (
        <p class="quiet">{t.extensionsNone}</p>
      ) : (
        <RowList
          label={t.extensions}
          rows={extensions.map((one) => ({
            ...{ key: one.code, code: one.code, href: localPath(lang, programmeWork.task(one.taskId)) },
            title: <Content lang={lang} text={one.name} />,
            detail: (
              <>
                {one.agency && (
                  <>
                    <Content lang={lang} text={one.agency} />
                    {' · '}
                  </>
                )}
                {t.extendTo(formatDate(lang, one.former), formatDate(lang, one.asked))}
              </>
            ),
          }))}
        />
      )}
      {rest > 0 && <p class="quiet">{t.moreExtensions(formatNumber(lang, rest, 0))}</p>}
      <p class="quiet">
        <a href={localPath(lang, PATHS.desk)}>{t.onDesk}</a>
      </p>
    </Section>
  );
}
