import { type RawBuilder, sql } from 'kysely';
import { type Actor, holds } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { formatNumber } from '../../../ui/format.ts';
import { Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type DeskDifficulty, deskDifficultyRow } from '../difficulties/parts.tsx';
import { difficultiesOnDesk } from '../difficulties/queries.ts';
import { type DirectiveState, directiveStates } from '../directives/directive.ts';
import { type DeskDirective, deskDirectiveRow } from '../directives/parts.tsx';
import { directivesOnDesk } from '../directives/queries.ts';
import { programmeWork } from '../paths.ts';
import { type DeskPlan, deskPlanRow, plansOnDesk } from '../plans/desk.tsx';
import { agenciesOf, mayDo } from '../policy.ts';
import { shownName } from '../shown-name.ts';
import { asking } from './filters.ts';
import { taskListTexts } from './list-texts.ts';
import { type ListedTask, taskRow } from './parts.tsx';
import { taskStates } from './task.ts';

/** What of tasks can wait for somebody, what is most pressing first. */
const waits = [
  ...['directive', 'extension', 'raised', 'difficulty', 'plan', 'plan_returned', 'confirm', 'refused'],
  ...['acknowledge', 'returned', 'explain', 'overdue', 'soon', 'silent'],
] as const;
type Wait = (typeof waits)[number];

/** Tasks of each kind shown on the desk. */
const shown = 5;

/** Days without information after which a desk speaks of it. */
const silentDays = 30;

export type TaskDeskWork = readonly {
  readonly wait: Wait;
  readonly total: number;
  readonly tasks: readonly ListedTask[];
  /** In place of tasks: answers to directives, owed or to be judged. */
  readonly directives?: readonly DeskDirective[];
  /** In place of tasks: difficulties that the department sees to. */
  readonly difficulties?: readonly DeskDifficulty[];
  /** In place of tasks: plans handed up, or returned. */
  readonly plans?: readonly DeskPlan[];
}[];

/** What of tasks waits for the person: of their agency, and of the plans they follow. One statement; none for who has nothing to do with plans. */
export async function taskDesk(
  db: Querying,
  actor: Actor,
  today: LocalDate,
  lang: Language = 'vi',
): Promise<TaskDeskWork> {
  const asked = [...ofAgencies(agenciesOf(actor), today), ...ofMonitors(actor)];
  if (asked.length === 0) return [];
  const { rows } = await sql<DeskRow & { wait: Wait; total: number }>`
    select * from (select found.wait, found.total, task.id, task.code, task.name, task.state, task.last_day as "lastDay", task.percent,
      null as "silentSince", null::bigint as part, plan.illustrative,
      (select coalesce(string_agg(coalesce(${shownName(lang)}, lead.name), ', ' order by lead.position, lead.id), '')
        from task_agency lead left join organisation on organisation.id = lead.organisation_id
        where lead.task_id = task.id and lead.role = 'lead' and lead.until is null) as agencies
    from (${sql.join(asked, sql` union all `)}) found join task on task.id = found.id join plan on plan.id = task.plan_id
    union all ${directivesOnDesk(actor, lang, shown)} union all ${difficultiesOnDesk(actor, lang, shown)}
    union all ${plansOnDesk(actor, shown)}) waiting
    order by "lastDay" nulls last, id`.execute(db);
  return waits.flatMap((wait) => {
    const own = rows.filter((row) => row.wait === wait);
    const total = own[0]?.total ?? 0;
    if (wait === 'difficulty' && total > 0)
      return [{ wait, total, tasks: [], difficulties: own.map(difficultyOf) }];
    if ((wait === 'plan' || wait === 'plan_returned') && total > 0)
      return [{ wait, total, tasks: [], plans: own.map(planOf) }];
    if (wait === 'directive' && total > 0)
      return [{ wait, total, tasks: [], directives: own.map(directiveOf) }];
    const tasks = own.map((row) => ({
      ...row,
      state: taskStates.find((state) => state === row.state) ?? ('unassigned' as const),
    }));
    return total === 0 ? [] : [{ wait, total, tasks }];
  });
}

type DeskRow = Omit<ListedTask, 'state'> & { readonly state: string; readonly part: number | null };

function difficultyOf({ id, code, name, agencies, lastDay, illustrative }: DeskRow): DeskDifficulty {
  return { id, code, title: name, agency: agencies, dueOn: lastDay, illustrative };
}

function planOf({ id, code, name, agencies, lastDay, illustrative }: DeskRow): DeskPlan {
  return { id, code, title: name, words: agencies, on: lastDay, illustrative };
}

function directiveOf(row: DeskRow): DeskDirective {
  const { id, code, name, agencies, lastDay, illustrative, part } = row;
  const state: DirectiveState = directiveStates.find((one) => one === row.state) ?? 'waiting';
  return { id, code, part, body: name, agency: agencies, state, dueOn: lastDay, illustrative };
}

function first(wait: Wait, from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select ${wait}::text as wait, count(*) over ()::int as total, task.id ${from} order by task.last_day nulls last, task.id
    limit ${shown})`;
}

const late = sql`task.state = 'overdue' and task.deadline_kind <> 'yearly'`;
/** Of a task and `own`, one of its leads. */
const unexplained = sql`(own.reported_on is null and exists (select 1 from urge where urge.task_id = task.id
  and urge.organisation_id = own.organisation_id and urge.last_day = task.last_day and level is not null and explanation_id is null))`;

function ofAgencies(own: readonly number[], today: LocalDate): readonly RawBuilder<unknown>[] {
  if (own.length === 0) return [];
  const led = (
    condition: RawBuilder<unknown>,
  ) => sql`from task join plan on plan.id = task.plan_id and plan.state = 'in_force'
    where closed is null and exists (select 1 from task_agency own where own.task_id = task.id and own.role = 'lead'
      and own.until is null and own.organisation_id = any(${[...own]}::bigint[]) and ${condition})`;
  return [
    // each task stands once, where it is most pressing
    first(
      'acknowledge',
      led(sql`own.answer = 'given' and task.state <> 'overdue' and task.deadline_kind <> 'yearly'`),
    ),
    first(
      'returned',
      led(sql`own.reported_on is null and exists (select 1 from task_check c join task_fact fact on fact.id = c.fact_id
        where c.task_id = task.id and c.verdict = 'returned' and fact.organisation_id = own.organisation_id)`),
    ),
    first('explain', led(sql`${late} and ${unexplained}`)),
    // the year of a yearly task stands for it
    first('overdue', led(sql`${late} and not ${unexplained}`)),
    first(
      'soon',
      led(sql`task.state = 'due_soon' and own.answer <> 'given' and task.deadline_kind <> 'yearly'`),
    ),
    first(
      'silent',
      led(sql`task.state in ('not_started', 'in_term', 'without_result', 'with_result') and task.deadline_kind <> 'yearly'
        and own.answer <> 'given' and coalesce(own.informed_on, own.since) <= ${today}::date - ${silentDays}::int`),
    ),
  ];
}

function ofMonitors(actor: Actor): readonly RawBuilder<unknown>[] {
  const follows = mayDo(actor, 'edit', null);
  const open = sql`from task join plan on plan.id = task.plan_id and plan.state = 'in_force'`;
  return [
    ...(mayDo(actor, 'decide', null)
      ? [first('confirm', sql`${open} where task.state = 'awaiting' and task.deadline_kind <> 'yearly'`)]
      : []),
    ...(follows
      ? [
          first(
            'refused',
            sql`${open} where closed is null and exists (select 1 from task_agency lead where lead.task_id = task.id
              and lead.role = 'lead' and lead.until is null and lead.answer = 'refused')`,
          ),
        ]
      : []),
    ...(holds(actor, 'leader')
      ? [
          first(
            'raised',
            sql`${open} where ${late} and exists (select 1 from urge where urge.task_id = task.id
              and urge.last_day = task.last_day and urge.level = 'leader')`,
          ),
        ]
      : []),
    ...(follows || holds(actor, 'leader')
      ? [
          first(
            'extension',
            sql`${open} where exists (select 1 from task_extension e where e.task_id = task.id and e.state = 'asked')`,
          ),
        ]
      : []),
  ];
}

/** Where all of a kind are listed; of the others the address of the list cannot say it. */
export const deskLists: Readonly<Partial<Record<Wait, string>>> = {
  directive: programmeWork.directives,
  difficulty: programmeWork.difficulties,
  plan: `${programmeWork.plans}?trang-thai=handed_up`,
  plan_returned: `${programmeWork.plans}?trang-thai=draft`,
  raised: `${programmeWork.urging}?cap=leader`,
  explain: `${programmeWork.urging}?xem=owed`,
  confirm: asking([['trang-thai', 'awaiting']]),
  overdue: asking([['trang-thai', 'overdue']]),
  soon: asking([['trang-thai', 'due_soon']]),
  silent: asking([['im-lang', String(silentDays)]]),
};

/** The part of the desk that is about tasks; nothing where nothing waits. */
export function TaskDesk(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly work: TaskDeskWork;
}) {
  const { lang, today, work } = props;
  const t = taskListTexts(lang);
  return (
    <>
      {work.map(({ wait, total, tasks, directives = [], difficulties = [], plans = [] }) => (
        <Section
          key={wait}
          title={t.deskTitles[wait]}
          aside={
            total > tasks.length + directives.length + difficulties.length + plans.length && (
              <a href={localPath(lang, deskLists[wait] ?? asking([]))}>
                {t.deskMore(formatNumber(lang, total, 0))}
              </a>
            )
          }
        >
          <RowList
            label={t.deskTitles[wait]}
            rows={[
              ...directives.map((one) => deskDirectiveRow(lang, today, one)),
              ...difficulties.map((one) => deskDifficultyRow(lang, one)),
              ...plans.map((one) => deskPlanRow(lang, one)),
              ...tasks.map((task) => taskRow(lang, today, task)),
            ]}
          />
        </Section>
      ))}
    </>
  );
}
