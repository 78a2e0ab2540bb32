import { type LocalDate, writeDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, type Facet, Facets, SearchBox, SortSelect } from '../../../ui/facets.tsx';
import { DateField } from '../../../ui/fields.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatDate } from '../../../ui/format.ts';
import { langOf } from '../../../ui/inline.tsx';
import { Breadcrumbs, Columns, EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { asking, type Named, named, silences, type TaskFilters, taskOrders } from './filters.ts';
import { type StateCounts, type TaskChoices, tasksPerPage } from './list-queries.ts';
import { taskListTexts } from './list-texts.ts';
import { type ListedTask, taskRow } from './parts.tsx';
import { taskStateNames, taskStates } from './task.ts';

export interface TaskListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: TaskFilters;
  readonly rows: readonly ListedTask[];
  readonly counts: StateCounts;
  readonly choices: TaskChoices;
  /** The person sees the tasks of their agency alone. */
  readonly own: boolean;
  /** The person enters facts. */
  readonly enters: boolean;
}

/** The tasks somebody carries out or follows. */
export function TaskList(props: TaskListProps) {
  const { lang, filters, own } = props;
  const t = taskListTexts(lang);
  const path = localPath(lang, programmeWork.tasks);
  const all = named(filters);
  const hidden = (...but: readonly string[]): Named => all.filter(([name]) => !but.includes(name));
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={own ? t.leadOwn : t.lead}
        action={
          props.enters && (
            <LinkButton look="secondary" href={localPath(lang, programmeWork.workbooks)}>
              {t.byWorkbook}
            </LinkButton>
          )
        }
      />
      <div class="stack">
        <SearchBox
          {...{ lang, action: path, value: filters.text, label: t.search, placeholder: t.search }}
          hidden={hidden('q')}
        />
        <Columns
          first="side"
          side={
            <>
              <Facets
                {...{ lang, action: path, facets: facetsOf(props) }}
                hidden={hidden(
                  ...['trang-thai', 'ke-hoach', 'nhom', 'co-quan', 'linh-vuc', 'im-lang', 'vai-tro'],
                )}
              />
              <DueBetween {...props} hidden={hidden('tu', 'den')} />
            </>
          }
          main={
            <div class="stack">
              <ActiveFilters lang={lang} clearHref={path} filters={activeOf(props)} />
              <Found {...props} />
            </div>
          }
        />
      </div>
    </>
  );
}

function facetsOf({ lang, filters, counts, choices, own }: TaskListProps): Facet[] {
  const t = taskListTexts(lang);
  const one = (name: string, label: string, options: TaskChoices['plans'], chosen: string | null): Facet => ({
    ...{ name, label },
    options: options.map((option) => ({
      ...{ ...option, count: null, chosen: option.value === chosen },
      language: langOf(lang, option.label),
    })),
  });
  const id = (value: number | null) => (value === null ? null : String(value));
  return [
    {
      ...{ name: 'trang-thai', label: t.state },
      options: taskStates
        .filter((state) => (counts[state] ?? 0) > 0 || filters.states.includes(state))
        .map((state) => ({
          ...{ value: state, label: taskStateNames[state][lang], count: counts[state] ?? 0 },
          chosen: filters.states.includes(state),
        })),
    },
    one('ke-hoach', t.plan, choices.plans, id(filters.plan)),
    one('nhom', t.group, choices.groups, id(filters.group)),
    one('co-quan', t.agency, own && choices.agencies.length < 2 ? [] : choices.agencies, id(filters.agency)),
    one('linh-vuc', t.sector, choices.sectors, filters.sector),
    {
      ...{ name: 'im-lang', label: t.silent },
      options: silences.map((days) => ({
        ...{ value: String(days), label: t.silentFor(String(days)), count: null },
        chosen: filters.silent === days,
      })),
    },
    {
      ...{ name: 'vai-tro', label: t.role },
      options: own ? [{ value: 'phoi-hop', label: t.partnerRole, count: null, chosen: filters.partner }] : [],
    },
  ];
}

/** Chips: each leads to the list without it. */
function activeOf(props: TaskListProps) {
  const { lang, filters } = props;
  const t = taskListTexts(lang);
  const all = named(filters);
  const without = (name: string, value: string) =>
    localPath(lang, asking(all.filter(([one, other]) => one !== name || other !== value)));
  const chosen = facetsOf(props).flatMap((facet) =>
    facet.options
      .filter((option) => option.chosen)
      .map(({ label, value }) => ({ label, removeHref: without(facet.name, value) })),
  );
  const day = (name: string, date: LocalDate | null, label: (day: string) => string) =>
    date === null ? [] : [{ label: label(formatDate(lang, date)), removeHref: without(name, date) }];
  return [
    ...(filters.text ? [{ label: `“${filters.text}”`, removeHref: without('q', filters.text) }] : []),
    ...chosen,
    ...day('tu', filters.from, t.dueFrom),
    ...day('den', filters.to, t.dueTo),
  ];
}

function DueBetween({ lang, filters, hidden }: TaskListProps & { readonly hidden: Named }) {
  const t = taskListTexts(lang);
  const value = (date: LocalDate | null, wrong: string | null) =>
    wrong ?? (date === null ? '' : writeDate(date));
  const error = (wrong: string | null) => (wrong === null ? undefined : t.wrongDay);
  return (
    <details
      open={
        filters.from !== null ||
        filters.to !== null ||
        filters.wrong.from !== null ||
        filters.wrong.to !== null
      }
    >
      <summary>{t.dueBetween}</summary>
      <Form lang={lang} action={localPath(lang, programmeWork.tasks)} method="get" label={t.dueBetween}>
        {hidden.map(([name, given]) => (
          <input key={`${name}=${given}`} type="hidden" name={name} value={given} />
        ))}
        <DateField
          {...{ lang, name: 'tu', label: t.from, optional: true }}
          value={value(filters.from, filters.wrong.from)}
          error={error(filters.wrong.from)}
        />
        <DateField
          {...{ lang, name: 'den', label: t.to, optional: true }}
          value={value(filters.to, filters.wrong.to)}
          error={error(filters.wrong.to)}
        />
        <Button look="secondary" small>
          {t.apply}
        </Button>
      </Form>
    </details>
  );
}

function Found(props: TaskListProps) {
  const { lang, today, filters, rows, counts, own } = props;
  const t = taskListTexts(lang);
  const chosen = filters.states.length > 0 ? filters.states : taskStates;
  const total = chosen.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  if (rows.length === 0) {
    const narrowed = named(filters).some(([name]) => name !== 'sap-xep') || filters.page > 1;
    return (
      <EmptyState
        title={narrowed ? t.noneFound : t.none}
        action={
          filters.page > 1 && (
            <LinkButton href={localPath(lang, asking(named(filters)))}>{t.firstPage}</LinkButton>
          )
        }
      >
        <p>{narrowed ? t.noneFoundHelp : own ? t.noneOwnHelp : t.noneHelp}</p>
      </EmptyState>
    );
  }
  const pager = { lang, page: filters.page, pageSize: tasksPerPage, total, totalIsExact: true };
  return (
    <>
      <div class="section-head">
        <p class="quiet">
          {rangeText(pager)} {t.count}
        </p>
        <SortSelect
          {...{ lang, action: localPath(lang, programmeWork.tasks), name: 'sap-xep', value: filters.order }}
          options={taskOrders.map((value) => ({ value, label: t.sorts[value] }))}
          hidden={named(filters).filter(([name]) => name !== 'sap-xep')}
        />
      </div>
      <RowList label={t.title} rows={rows.map((task) => taskRow(lang, today, task))} />
      <Pager
        {...pager}
        href={(to) =>
          localPath(lang, asking([...named(filters), ...(to > 1 ? [['trang', String(to)] as const] : [])]))
        }
      />
    </>
  );
}
