import type { ComponentChildren } from 'preact';
import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { type Period, periodLabel } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/fields.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, langOf } from '../../../ui/inline.tsx';
import { Breadcrumbs, PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { targetStateTexts } from '../targets/states.ts';
import { type TaskState, taskStateNames } from '../tasks/task.ts';
import { type Asked, type BoardFilters, boardAddress } from './filters.ts';
import { boardPaths } from './paths.ts';
import type { BoardChoices, BoardTarget, BoardTask } from './queries.ts';
import { askedWords, periodsOffered } from './shapes.ts';
import { boardTexts } from './texts.ts';

export interface BoardProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: BoardFilters;
  readonly choices: BoardChoices;
  /** The person sees the boards of their agencies alone. */
  readonly own: boolean;
}

export type BoardKey = 'leader' | 'all' | 'unit';

/** What all boards begin with: where one is, the other boards with what is asked for, and the choice of it. */
export function BoardFrame(
  props: BoardProps & {
    readonly board: BoardKey;
    readonly title: ComponentChildren;
    readonly lead: string;
    readonly children: ComponentChildren;
  },
) {
  const { lang, filters, own, board } = props;
  const t = boardTexts(lang);
  const boards: readonly BoardKey[] = own ? ['unit'] : ['leader', 'all', 'unit'];
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.boards}
      />
      <PageHead title={props.title} lead={props.lead} />
      <div class="stack">
        {boards.length > 1 && (
          <Tabs
            label={t.boards}
            items={boards.map((key) => ({
              label: t[key],
              href: localPath(lang, boardAddress(boardPaths[key], filters)),
              current: key === board,
            }))}
          />
        )}
        <Filters {...props} />
        {props.children}
      </div>
    </>
  );
}

/** Choices of one filter; what they are called is content. */
export interface FilterSelect {
  readonly name: string;
  readonly label: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly lang?: string | undefined;
  }[];
  readonly value: string | number | null;
}

function Filters(props: BoardProps & { readonly board: BoardKey }) {
  const { lang, filters, choices, board, today, own } = props;
  const t = boardTexts(lang);
  const select = (
    name: string,
    label: string,
    options: BoardChoices['plans'],
    value: FilterSelect['value'],
  ) => ({
    ...{ name, label, value },
    options: options.map((option) => ({ ...option, lang: langOf(lang, option.label) })),
  });
  return (
    <FilterCard
      {...{ lang, today, path: localPath(lang, boardPaths[board]), period: filters.period }}
      asked={askedWords(lang, filters, choices)}
      selects={[
        select('ke-hoach', t.plan, choices.plans, filters.plan),
        ...(filters.plan === null ? [] : [select('nhom', t.group, choices.groups, filters.group)]),
        ...(board === 'unit' || !own ? [select('co-quan', t.agency, choices.agencies, filters.agency)] : []),
        select('linh-vuc', t.sector, choices.sectors, filters.sector),
      ]}
    />
  );
}

/** What a board is asked for, to be chosen; folded, with what is chosen as its head. */
export function FilterCard(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly path: string;
  /** What is asked for in words. */
  readonly asked: readonly string[];
  readonly selects: readonly FilterSelect[];
  readonly period: Period | null;
  /** Kept as they are. */
  readonly hidden?: Asked;
}) {
  const { lang, today, path, asked } = props;
  const t = boardTexts(lang);
  return (
    <details class="card screen-only">
      <summary>
        {t.filters}
        {asked.length > 0 && (
          <>
            {': '}
            {asked.map((words, at) => (
              <span key={words}>
                {at > 0 && ' · '}
                <Content lang={lang} text={words} />
              </span>
            ))}
          </>
        )}
      </summary>
      <form class="form form-wide" action={path} method="get" aria-label={t.filters}>
        {props.hidden?.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <div class="form-cells">
          {props.selects
            .filter(({ options, value }) => options.length > 0 || value !== null)
            .map(({ name, label, options, value }) => (
              <Select
                key={name}
                {...{ lang, name, label, options, optional: true, empty: t.everything }}
                value={value === null ? '' : String(value)}
              />
            ))}
          <Select
            {...{ lang, name: 'ky', label: t.period, optional: true, empty: t.everything }}
            value={props.period?.key ?? ''}
            options={periodsOffered(today).map((period) => ({
              value: period.key,
              label: periodLabel(period)[lang],
            }))}
          />
        </div>
        <p class="quiet">{t.filtersHint}</p>
        <div class="buttons">
          <Button look="secondary" small>
            {t.apply}
          </Button>
          {asked.length > 0 && (
            <LinkButton look="secondary" href={path}>
              {t.clear}
            </LinkButton>
          )}
        </div>
      </form>
    </details>
  );
}

const pressing: readonly TaskState[] = ['overdue', 'due_soon', 'without_result'];
const finished: readonly TaskState[] = ['done_in_time', 'done_late', 'with_result'];

function toneOf(state: TaskState): Tone {
  if (pressing.includes(state)) return 'now';
  if (finished.includes(state)) return 'done';
  return state === 'in_term' ? 'work' : state === 'awaiting' ? 'note' : 'quiet';
}

const silentDays = ({ silentSince }: BoardTask, today: LocalDate) =>
  silentSince === null ? 0 : daysBetween(silentSince, today);

function rowOf(lang: Language, today: LocalDate, task: BoardTask, silent: boolean): RowEntry {
  const t = boardTexts(lang);
  const days = silentDays(task, today);
  return {
    ...{ key: String(task.id), code: task.code, href: localPath(lang, programmeWork.task(task.id)) },
    title: <Content lang={lang} text={task.name} />,
    detail: (
      <>
        {task.agencies ? <Content lang={lang} text={task.agencies} /> : t.noLead}
        {' · '}
        {task.lastDay ? t.dueOn(formatDate(lang, task.lastDay)) : t.noDay}
        {silent && ` · ${t.silentDays(formatNumber(lang, days, 0))}`}
      </>
    ),
    marks: <Badge tone={toneOf(task.state)}>{taskStateNames[task.state][lang]}</Badge>,
  };
}

/** The first tasks of a kind with the way to all of them; of silent ones none of which somebody told today. */
export function TaskSection(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly title: string;
  readonly none: string;
  readonly tasks: readonly BoardTask[];
  readonly silent?: boolean;
  readonly all?: { readonly href: string; readonly words: string } | undefined;
}) {
  const { lang, today, all, silent = false } = props;
  const tasks = silent ? props.tasks.filter((task) => silentDays(task, today) > 0) : props.tasks;
  return (
    <Section
      title={props.title}
      aside={tasks.length > 0 && all && <a href={localPath(lang, all.href)}>{all.words}</a>}
    >
      {tasks.length === 0 ? (
        <p class="quiet">{props.none}</p>
      ) : (
        <RowList label={props.title} rows={tasks.map((task) => rowOf(lang, today, task, silent))} />
      )}
    </Section>
  );
}

export function TargetSection(props: {
  readonly id?: string;
  readonly lang: Language;
  readonly today: LocalDate;
  readonly targets: readonly BoardTarget[];
}) {
  const { lang, today, targets } = props;
  const [t, states] = [boardTexts(lang), targetStateTexts(lang)];
  const age = ({ information, sinceOn }: BoardTarget) => {
    if (sinceOn === null) return states.information[information];
    const days = formatNumber(lang, Math.max(0, daysBetween(sinceOn, today)), 0);
    return information === 'missing' ? states.missingFor(days) : states.age(days);
  };
  return (
    <Section title={t.targets} id={props.id}>
      {targets.length === 0 ? (
        <p class="quiet">{t.noTargets}</p>
      ) : (
        <RowList
          label={t.targets}
          rows={targets.map((target) => ({
            ...{ key: target.code, code: target.code },
            href: localPath(lang, programmeWork.target(target.id)),
            title: <Content lang={lang} text={target.name} />,
            detail: (
              <>
                {target.agencies ? <Content lang={lang} text={target.agencies} /> : t.noOwner}
                {' · '}
                {age(target)}
              </>
            ),
            marks: (
              <>
                {target.outlook !== null && (
                  <Badge
                    tone={target.outlook === 'unlikely' || target.outlook === 'at_risk' ? 'now' : 'quiet'}
                  >
                    {states.outlook[target.outlook]}
                  </Badge>
                )}
                {target.information !== 'measured' && (
                  <Badge tone="work">{states.information[target.information]}</Badge>
                )}
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}
