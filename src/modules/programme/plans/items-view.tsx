import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Facets, SearchBox } from '../../../ui/facets.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Columns, EmptyState, Section, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { otherThan } from '../../catalogue/index.ts';
import { withQuery } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { taskStateNames, taskStates } from '../tasks/task.ts';
import { TaskBadge } from './parts.tsx';
import { beingEntered } from './plan.ts';
import type { Part, PlanProps } from './plan-view.tsx';
import { type ItemFilters, itemsPerPage, type ListedTarget, type ListedTask } from './queries.ts';
import { planTexts } from './texts.ts';

function address({ lang, plan, part, filters }: PlanProps, change: Partial<ItemFilters & { part: Part }>) {
  const next = { ...filters, part, page: 1, ...change };
  const path = withQuery(programmeWork.plan(plan.id), {
    xem: next.part === 'targets' ? 'chi-tieu' : null,
    ...{ q: next.text, nhom: next.groups.map(String), 'trang-thai': next.states },
    trang: next.page > 1 ? next.page : null,
  });
  return localPath(lang, `${path}#muc`);
}

/** What a plan holds, a page of tasks or of targets. */
export function ItemsOfPlan(props: PlanProps) {
  const { lang, plan, part, filters, may } = props;
  const t = planTexts(lang);
  const found = part === 'tasks' ? props.tasks : props.targets;
  const number = (value: number) => formatNumber(lang, value, 0);
  const narrowed = filters.text !== '' || filters.groups.length + filters.states.length > 0;
  const open = plan.state === 'draft' && may('change');
  const none = { text: '', groups: [], states: [] };
  const pager = {
    ...{ lang, page: filters.page, pageSize: itemsPerPage, total: found?.total ?? 0, totalIsExact: true },
  };
  const add = open && (
    <LinkButton
      look="secondary"
      small
      href={localPath(
        lang,
        part === 'tasks' ? programmeWork.newTask(plan.id) : programmeWork.newTarget(plan.id),
      )}
    >
      {part === 'tasks' ? t.addTask : t.addTarget}
    </LinkButton>
  );
  return (
    <Section title={part === 'tasks' ? t.tasksTitle : t.targetsTitle} id="muc" aside={add}>
      <div class="stack">
        <Tabs
          label={`${t.tasksTitle}, ${t.targetsTitle}`}
          items={[
            {
              ...{ label: t.tasksTitle, href: address(props, { ...none, part: 'tasks' }) },
              ...{ current: part === 'tasks', count: number(plan.tasks) },
            },
            {
              ...{ label: t.targetsTitle, href: address(props, { ...none, part: 'targets' }) },
              ...{ current: part === 'targets', count: number(plan.targets) },
            },
          ]}
        />
        <SearchBox
          lang={lang}
          action={localPath(lang, programmeWork.plan(plan.id))}
          value={filters.text}
          label={t.searchItems}
          placeholder={t.searchItems}
          hidden={hiddenOf(props)}
        />
        <Filtered {...props}>
          {!found || found.rows.length === 0 ? (
            <EmptyState
              title={narrowed || filters.page > 1 ? t.noneMatch : t.noItems}
              action={
                (narrowed || filters.page > 1) && (
                  <LinkButton href={address(props, none)}>{t.clear}</LinkButton>
                )
              }
            >
              {!narrowed && open && <p>{t.noItemsHelp}</p>}
            </EmptyState>
          ) : (
            <>
              <p class="quiet">
                {rangeText(pager)} {part === 'tasks' ? t.tasks : t.targets}
              </p>
              {part === 'tasks' ? <TaskTable {...props} /> : <TargetTable {...props} />}
              <Pager {...pager} href={(page) => address(props, { page })} />
            </>
          )}
        </Filtered>
      </div>
    </Section>
  );
}

function hiddenOf({ part, filters }: PlanProps): (readonly [string, string])[] {
  return [
    ...(part === 'targets' ? [['xem', 'chi-tieu'] as const] : []),
    ...filters.groups.map((id) => ['nhom', String(id)] as const),
    ...filters.states.map((state) => ['trang-thai', state] as const),
  ];
}

/** Filters beside the rows, where there is anything to filter by. */
function Filtered(props: PlanProps & { readonly children: ComponentChildren }) {
  const facets = ItemFacets(props);
  return facets ? <Columns first="side" side={facets} main={props.children} /> : props.children;
}

function ItemFacets({ lang, plan, part, filters }: PlanProps) {
  const t = planTexts(lang);
  const groups = plan.groups.filter(({ of }) => of === part);
  const states = part === 'tasks' && plan.state === 'in_force' ? taskStates : [];
  if (groups.length + states.length === 0) return null;
  return (
    <Facets
      lang={lang}
      action={localPath(lang, programmeWork.plan(plan.id))}
      hidden={[...(part === 'targets' ? [['xem', 'chi-tieu'] as const] : []), ['q', filters.text]]}
      facets={[
        {
          ...{ name: 'nhom', label: part === 'tasks' ? t.group : t.block },
          options:
            groups.length === 0
              ? []
              : [
                  ...groups.map(({ id, label, name, items }) => ({
                    ...{
                      value: String(id),
                      label: label ? `${label}. ${name}` : name,
                      language: 'vi' as const,
                    },
                    ...{ count: items, chosen: filters.groups.includes(id) },
                  })),
                  { value: '0', label: t.noGroup, count: null, chosen: filters.groups.includes(0) },
                ],
        },
        {
          ...{ name: 'trang-thai', label: t.state },
          options: states.map((state) => ({
            ...{ value: state, label: taskStateNames[state][lang], count: plan.counts[state] ?? 0 },
            chosen: filters.states.includes(state),
          })),
        },
      ]}
    />
  );
}

/** Names of agencies; those the directory does not know are said to be so. */
function Agencies(props: {
  readonly lang: Language;
  readonly names: readonly string[];
  readonly unknown: readonly string[];
  readonly none: string;
}) {
  const { lang, names, unknown, none } = props;
  const t = planTexts(lang);
  if (names.length === 0) return <span class="quiet">{none}</span>;
  return (
    <ul class="plain-list">
      {names.map((name) => (
        <li key={name}>
          <Content lang={lang} text={name} />
          {unknown.includes(name) && <span class="quiet"> ({t.notInDirectory})</span>}
        </li>
      ))}
    </ul>
  );
}

function Deadline({ lang, row }: { readonly lang: Language; readonly row: ListedTask }) {
  const t = planTexts(lang);
  if (row.deadlineRaw === '') return <span class="quiet">{t.noDeadline}</span>;
  return (
    <>
      <span lang={otherThan(lang, 'vi')}>{row.deadlineRaw}</span>
      {row.deadlineKind === 'none' && <div class="quiet">{t.unreadDeadline}</div>}
      {row.lastDay && <div class="quiet">{formatDate(lang, row.lastDay)}</div>}
    </>
  );
}

/** An item of a draft leads to its form, one that is followed to its page. */
function Named(props: {
  readonly lang: Language;
  readonly href: string;
  readonly name: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <>
      <a href={localPath(props.lang, props.href)} lang={otherThan(props.lang, 'vi')}>
        {props.name}
      </a>
      {props.children}
    </>
  );
}

function TaskTable(props: PlanProps) {
  const { lang, plan, tasks } = props;
  const t = planTexts(lang);
  const draft = beingEntered(plan.state);
  const href = (id: number) => (draft ? programmeWork.draftTask(plan.id, id) : programmeWork.task(id));
  return (
    <Table
      lang={lang}
      caption={t.tasksTitle}
      captionHidden
      rows={tasks?.rows ?? []}
      rowKey={(row) => String(row.id)}
      columns={[
        { key: 'tt', label: 'TT', cell: (row) => row.tt ?? '' },
        {
          ...{ key: 'name', label: t.taskName, head: true },
          cell: (row) => (
            <Named lang={lang} href={href(row.id)} name={row.name}>
              {row.product && (
                <div class="quiet" lang={otherThan(lang, 'vi')}>
                  {row.product}
                </div>
              )}
              <div class="quiet">{row.code}</div>
            </Named>
          ),
        },
        {
          ...{ key: 'leads', label: t.leads },
          cell: (row) => <Agencies lang={lang} names={row.leads} unknown={row.unknown} none={t.notGiven} />,
        },
        {
          ...{ key: 'partners', label: t.partners },
          cell: (row) => <Agencies lang={lang} names={row.partners} unknown={row.unknown} none="" />,
        },
        { key: 'deadline', label: t.deadline, cell: (row) => <Deadline lang={lang} row={row} /> },
        ...(plan.state === 'in_force'
          ? [
              {
                ...{ key: 'state', label: t.state },
                cell: (row: ListedTask) => <TaskBadge lang={lang} state={row.state} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function TargetTable({ lang, plan, targets }: PlanProps) {
  const t = planTexts(lang);
  const draft = beingEntered(plan.state);
  const href = (id: number) => (draft ? programmeWork.draftTarget(plan.id, id) : programmeWork.target(id));
  return (
    <Table
      lang={lang}
      caption={t.targetsTitle}
      captionHidden
      rows={targets?.rows ?? []}
      rowKey={(row: ListedTarget) => String(row.id)}
      columns={[
        { key: 'tt', label: 'TT', cell: (row) => row.tt ?? '' },
        {
          ...{ key: 'name', label: t.targetName, head: true },
          cell: (row) => (
            <Named lang={lang} href={href(row.id)} name={row.name}>
              <div class="quiet">
                {row.code}
                {row.block && <span lang={otherThan(lang, 'vi')}> · {row.block}</span>}
              </div>
            </Named>
          ),
        },
        { key: 'unit', label: t.unit, cell: (row) => <span lang={otherThan(lang, 'vi')}>{row.unit}</span> },
        {
          key: 'values',
          label: t.values,
          cell: (row) => <span lang={otherThan(lang, 'vi')}>{row.raw}</span>,
        },
        {
          ...{ key: 'owners', label: t.owners },
          cell: (row) => (
            <Agencies lang={lang} names={row.agencies} unknown={row.unknown} none={t.notGiven} />
          ),
        },
      ]}
    />
  );
}
