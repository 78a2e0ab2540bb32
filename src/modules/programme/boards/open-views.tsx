import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../../kernel/dates.ts';
import { periodLabel } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { StateBar } from '../../../ui/charts/states.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths } from '../paths.ts';
import { nameIn, taskRow } from '../public/parts.tsx';
import { type ListedTask, tasksPerPage } from '../public/task-queries.ts';
import { openTexts, publicStateNames } from '../public/texts.ts';
import type { CommuneCounts } from './commune-queries.ts';
import { CommunesMap } from './communes-map.tsx';
import { type BoardView, boardViews, type TileMetric, viewAsked } from './filters.ts';
import type { BoardLinks } from './links.ts';
import { type OpenAsked, type OpenList, openBoardAddress, openLinks, openListAddress } from './open-asked.ts';
import type { OpenChoice, OpenChoices, PartRow } from './open-queries.ts';
import { FilterCard } from './parts.tsx';
import { openBoardPaths } from './paths.ts';
import type { StateCounts } from './queries.ts';
import { stateParts } from './shapes.ts';
import { TargetGrid, type TargetGridProps } from './target-grid.tsx';
import { boardTexts } from './texts.ts';
import { type Times, TimeView } from './time-view.tsx';
import { CountedTable, UnitTables, type UnitTablesProps } from './unit-table.tsx';

export interface OpenProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly asked: OpenAsked;
  readonly choices: OpenChoices;
  /** The address of the licence under which the figures may be used. */
  readonly licence: string;
}

const labelOf = (lang: Language, { label, labelEn }: OpenChoice) =>
  lang === 'en' && labelEn ? labelEn : label;

/** What is asked for in words, the plan first. */
export function openWords(lang: Language, asked: OpenAsked, choices: OpenChoices): readonly string[] {
  const named = (of: Exclude<keyof OpenChoices, 'illustrative'>, code: string | number | null) => {
    const found = choices[of].find((choice) => choice.code === String(code));
    return code === null ? [] : [found ? labelOf(lang, found) : String(code)];
  };
  return [
    ...named('plans', asked.plan),
    ...named('groups', asked.group),
    ...named('agencies', asked.agency),
    ...named('sectors', asked.sector),
    ...(asked.period === null ? [] : [periodLabel(asked.period)[lang]]),
  ];
}

function Filters({
  lang,
  today,
  asked,
  choices,
  path,
  hidden,
}: OpenProps & {
  readonly path: string;
  readonly hidden: readonly (readonly [string, string])[];
}) {
  const t = boardTexts(lang);
  const select = (name: string, label: string, of: readonly OpenChoice[], value: string | number | null) => ({
    ...{ name, label, value },
    options: of.map((choice) => ({
      ...{ value: choice.code, label: labelOf(lang, choice) },
      ...(lang === 'en' && !choice.labelEn ? { lang: 'vi' } : {}),
    })),
  });
  return (
    <FilterCard
      {...{ lang, today, path: localPath(lang, path), period: asked.period, hidden }}
      asked={openWords(lang, asked, choices)}
      selects={[
        select('ke-hoach', t.plan, choices.plans, asked.plan),
        ...(asked.plan === null ? [] : [select('nhom', t.group, choices.groups, asked.group)]),
        select('co-quan', t.agency, choices.agencies, asked.agency),
        select('linh-vuc', t.sector, choices.sectors, asked.sector),
      ]}
    />
  );
}

function Frame(props: OpenProps & { readonly view: BoardView; readonly children: ComponentChildren }) {
  const { lang, asked, view, choices, licence } = props;
  const t = boardTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.open.plans, href: localPath(lang, programmePaths.list) }]}
        here={t.open.title}
      />
      <PageHead
        title={t.open.title}
        lead={t.open.lead}
        marks={choices.illustrative && <IllustrativeMark lang={lang} />}
        action={
          asked.plan !== null && (
            <LinkButton look="quiet" href={localPath(lang, programmePaths.plan(asked.plan))}>
              {t.open.whole}
            </LinkButton>
          )
        }
      />
      <div class="stack">
        <Filters {...props} path={openBoardPaths.board} hidden={viewAsked(view)} />
        <Tabs
          label={t.views}
          items={boardViews.map((one) => ({
            ...{ label: t.view[one], current: one === view },
            href: localPath(lang, openBoardAddress(asked, viewAsked(one))),
          }))}
        />
        {props.children}
        <p class="quiet">
          {t.open.counted}{' '}
          <a href={licence} rel="license">
            {t.open.reuse}
          </a>
          .
        </p>
      </div>
    </>
  );
}

export interface OpenBoardProps extends OpenProps, UnitTablesProps {
  readonly counts: StateCounts;
  readonly parts: readonly PartRow[];
  readonly communes: CommuneCounts;
  readonly metric: TileMetric;
}

/** How public tasks stand: by state, by plan or group, by who leads and when they are due, by commune. */
export function OpenBoard(props: OpenBoardProps) {
  const { lang, links, counts } = props;
  const t = boardTexts(lang);
  return (
    <Frame {...props} view="tong-quan">
      <StateBar
        {...{ lang, title: t.byState, counts: stateParts(links, counts), files: links.files('tinh-trang') }}
      />
      <Parts {...props} />
      <UnitTables {...props} />
      <CommunesMap {...props} mayLay={false} />
    </Frame>
  );
}

/** Plans, or the groups of the one that is chosen. */
function Parts({ lang, asked, parts, links }: OpenBoardProps) {
  const t = boardTexts(lang);
  const within = (row: PartRow): OpenAsked =>
    asked.plan === null ? { ...asked, plan: row.code, group: null } : { ...asked, group: Number(row.code) };
  return (
    <CountedTable
      {...{ lang, rows: parts, none: t.open.none }}
      title={asked.plan === null ? t.open.byPlan : t.open.byGroup}
      rowsAre={asked.plan === null ? t.plan : t.group}
      rowKey={({ code }) => code}
      name={(row) => (
        <>
          <a href={localPath(lang, openBoardAddress(within(row)))}>
            <Content lang={lang} text={nameIn(lang, row)} />
          </a>
          {row.illustrative && (
            <>
              {' '}
              <IllustrativeMark lang={lang} />
            </>
          )}
        </>
      )}
      links={(row) => openLinks(lang, within(row), 'tong-quan')}
      sheet={links.files('phan').sheet}
    />
  );
}

export function OpenTimes(props: OpenProps & Times & { readonly links: BoardLinks }) {
  return (
    <Frame {...props} view="thoi-gian">
      <TimeView {...props} />
    </Frame>
  );
}

export function OpenTargets(props: OpenProps & TargetGridProps) {
  return (
    <Frame {...props} view="chi-tieu">
      <TargetGrid {...props} />
    </Frame>
  );
}

export interface OpenTasksProps extends OpenProps {
  readonly list: OpenList;
  readonly found: { readonly rows: readonly ListedTask[]; readonly total: number };
}

/** The tasks that figures of the public board count. */
export function OpenTasks(props: OpenTasksProps) {
  const { lang, asked, list, found } = props;
  const t = boardTexts(lang);
  const pager = { lang, page: asked.page, pageSize: tasksPerPage, total: found.total, totalIsExact: true };
  const toBoard = localPath(lang, openBoardAddress(asked));
  const narrowed = [
    ...list.states.map((state) => publicStateNames[state][lang]),
    ...(list.silent ? [t.open.silent] : []),
    ...(list.from ? [t.open.dueFrom(formatDate(lang, list.from))] : []),
    ...(list.to ? [t.open.dueTo(formatDate(lang, list.to))] : []),
  ];
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.open.plans, href: localPath(lang, programmePaths.list) },
          { label: t.open.title, href: toBoard },
        ]}
        here={t.open.tasks}
      />
      <PageHead title={t.open.tasks} lead={t.open.tasksLead} />
      <div class="stack">
        <Filters
          {...props}
          path={openBoardPaths.tasks}
          hidden={list.states.map((state) => ['trang-thai', state] as const)}
        />
        {narrowed.length > 0 && (
          <p>
            {t.open.narrowed} {narrowed.join(', ')}.{' '}
            <a href={localPath(lang, openListAddress(asked, {}))}>{t.open.all}</a>
          </p>
        )}
        {found.rows.length === 0 ? (
          <EmptyState title={t.open.none} action={<LinkButton href={toBoard}>{t.open.toBoard}</LinkButton>}>
            <p>{t.open.noneHelp}</p>
          </EmptyState>
        ) : (
          <>
            <p class="quiet">
              {rangeText(pager)} {t.open.count}
            </p>
            <RowList label={openTexts(lang).tasks} rows={found.rows.map((task) => markedRow(lang, task))} />
            <Pager {...pager} href={(page) => localPath(lang, openListAddress(asked, list, page))} />
          </>
        )}
      </div>
    </>
  );
}

/** A task of whichever plan, with its code, marked where it is made up. */
function markedRow(lang: Language, task: ListedTask) {
  const row = taskRow(lang, task, true);
  return {
    ...{ ...row, code: task.code },
    marks: (
      <>
        {row.marks}
        {task.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}
