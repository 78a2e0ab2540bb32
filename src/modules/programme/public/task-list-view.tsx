import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { DownloadList } from '../../../ui/download-list.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox, SortSelect } from '../../../ui/facets.tsx';
import { Columns, EmptyState, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths } from '../paths.ts';
import { taskStates } from '../tasks/task.ts';
import {
  addressOf,
  type Pair,
  pairOfOrder,
  pairOfText,
  pairsOfTasks,
  silentName,
  writeTaskRows,
} from './address.ts';
import { nameIn, taskRow } from './parts.tsx';
import type { OpenPlan } from './plan-queries.ts';
import {
  isNarrowed,
  type ListedTask,
  type TaskChoice,
  type TaskFilters,
  type TaskOrder,
  taskOrders,
  tasksPerPage,
} from './task-queries.ts';
import { openTexts, publicStateNames } from './texts.ts';

export interface TaskListProps {
  readonly lang: Language;
  readonly plan: OpenPlan;
  readonly filters: TaskFilters;
  readonly order: TaskOrder;
  readonly choices: readonly TaskChoice[];
  readonly found: { readonly rows: readonly ListedTask[]; readonly total: number };
  readonly page: number;
}

type Group = 'state' | 'group' | 'lead' | 'sector';
const names: Readonly<Record<Group, string>> = {
  ...{ state: 'trang-thai', group: 'nhom', lead: 'co-quan', sector: 'linh-vuc' },
};

/** What the tasks can be narrowed by; counts are of the whole plan, and say nothing once it is narrowed. */
function facetsOf({ lang, filters, choices }: TaskListProps): readonly Facet[] {
  const t = openTexts(lang);
  const chosen = new Set(pairsOfTasks(filters).map((pair) => pair.join('=')));
  const counted = !isNarrowed(filters);
  const option = (group: Group, value: string, label: string, n: number) => ({
    ...{ value, label, count: counted ? n : null, chosen: chosen.has(`${names[group]}=${value}`) },
    ...(lang === 'en' && (group === 'group' || group === 'lead') && { language: 'vi' as const }),
  });
  const of = (group: Group) =>
    choices
      .filter((one) => one.of === group)
      .map(({ value, label, labelEn, n }) =>
        option(group, value, nameIn(lang, { name: label ?? value, nameEn: labelEn }), n),
      );
  const silent = choices.find((one) => one.of === 'silent');
  const states = taskStates.flatMap((state) => {
    const found = choices.find((one) => one.of === 'state' && one.value === state);
    return found ? [option('state', state, publicStateNames[state][lang], found.n)] : [];
  });
  return [
    {
      ...{ name: names.state, label: t.state },
      options: [...(silent ? [option('state', silentName, t.onlySilent, silent.n)] : []), ...states],
    },
    {
      name: names.group,
      label: t.group,
      options: of('group').sort((a, b) => Number(a.value) - Number(b.value)),
    },
    { name: names.lead, label: t.lead, options: of('lead') },
    { name: names.sector, label: t.sector, options: of('sector') },
  ];
}

/** The tasks of a plan: searched, narrowed, in pages. */
export function TasksOfPlan(props: TaskListProps) {
  const { lang, plan, filters, order } = props;
  const t = openTexts(lang);
  const path = `${localPath(lang, programmePaths.plan(plan.code))}#nhiem-vu`;
  if (plan.tasks === 0)
    return (
      <Section title={t.tasks} id="nhiem-vu">
        <p class="quiet">{t.noTasks}</p>
      </Section>
    );
  const facets = facetsOf(props);
  const hidden = [...pairOfText(filters.text), ...pairOfOrder(order)];
  return (
    <Section title={t.tasks} id="nhiem-vu">
      <div class="screen-only">
        <SearchBox
          lang={lang}
          action={path}
          value={filters.text}
          label={t.tasksSearch}
          placeholder={t.tasksSearch}
          hidden={[...pairsOfTasks(filters), ...pairOfOrder(order)]}
        />
      </div>
      <div class="section">
        <Columns
          first="side"
          side={<Facets lang={lang} action={path} facets={facets} hidden={hidden} />}
          main={<Found {...props} facets={facets} path={path} />}
        />
      </div>
    </Section>
  );
}

function Found(props: TaskListProps & { readonly facets: readonly Facet[]; readonly path: string }) {
  const { lang, plan, filters, order, found, page, facets, path } = props;
  const t = openTexts(lang);
  const bare = programmePaths.plan(plan.code);
  const to = (pairs: readonly Pair[], number = 1) => `${addressOf(lang, bare, pairs, number)}#nhiem-vu`;
  const pairs = [...pairOfText(filters.text), ...pairsOfTasks(filters), ...pairOfOrder(order)];
  const active = facets.flatMap(({ name, options }) =>
    options
      .filter((option) => option.chosen)
      .map(({ value, label }) => ({
        label,
        removeHref: to(pairs.filter((pair) => !(pair[0] === name && pair[1] === value))),
      })),
  );
  const pager = { lang, page, pageSize: tasksPerPage, total: found.total, totalIsExact: true };
  return (
    <>
      <ActiveFilters lang={lang} filters={active} clearHref={to([])} />
      {found.rows.length === 0 ? (
        <EmptyState title={t.noneFound} action={<LinkButton href={to([])}>{t.showAll}</LinkButton>}>
          <p>{t.noneFoundHelp}</p>
        </EmptyState>
      ) : (
        <>
          <div class="list-head">
            <p>
              {rangeText(pager)} {t.taskCount}
            </p>
            <SortSelect
              lang={lang}
              action={path}
              name="sap-xep"
              value={order}
              options={taskOrders.map((one) => ({ value: one, label: t.orders[one] }))}
              hidden={[...pairOfText(filters.text), ...pairsOfTasks(filters)]}
            />
          </div>
          <RowList label={t.tasks} rows={found.rows.map((task) => taskRow(lang, task))} />
          <Pager {...pager} href={(number) => to(pairs, number)} />
          <DownloadList
            lang={lang}
            slug="nhiem-vu"
            query={`?${new URLSearchParams(writeTaskRows({ ...filters, planCode: plan.code }).map(([...pair]) => pair))}`}
          />
        </>
      )}
    </>
  );
}
