import type { ComponentChildren } from 'preact';
import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { type Cadence, periodLabel } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import {
  Breadcrumbs,
  Columns,
  DefinitionList,
  type Fact,
  PageHead,
  ProgressBar,
  Section,
} from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { History, otherThan, type PastEvent } from '../../catalogue/index.ts';
import type { Difficulty } from '../difficulties/difficulty.ts';
import { TaskDifficulties } from '../difficulties/task-difficulties.tsx';
import type { ListedDirective } from '../directives/directive.ts';
import { TaskDirectives } from '../directives/parts.tsx';
import type { Lineage } from '../links/lineage.ts';
import { LineageSections } from '../links/lineage-view.tsx';
import { programmeWork } from '../paths.ts';
import { isUrged, TaskUrging, type UrgingShown } from '../urging/task-urging.tsx';
import { TaskWays } from '../ways-view.tsx';
import type { TypedDeed } from './deeds.ts';
import { Deeds } from './deeds-view.tsx';
import { openPeriods } from './fact.ts';
import { FactList } from './fact-list.tsx';
import { asking } from './filters.ts';
import { TaskBadge, taskRow } from './parts.tsx';
import type { RelatedTask, TaskAgency, TaskExtension, TaskPage } from './queries.ts';
import { reasonOf } from './reason.ts';
import { silentDays } from './standing.ts';
import type { AgencyRole } from './task.ts';
import { taskTexts } from './texts.ts';

/** Why a form came back. */
export interface Refused {
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
  readonly conflict: boolean;
  readonly status: number;
}

export interface TaskProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly today: LocalDate;
  readonly task: TaskPage;
  /** Leads for which the person acts. */
  readonly mine: readonly TaskAgency[];
  readonly may: { readonly edit: boolean; readonly decide: boolean; readonly extend: boolean };
  readonly difficulties: readonly Difficulty[];
  /** Whether the reader is an agency's officer. */
  readonly mayRaise: boolean;
  readonly lineage: Lineage;
  readonly urging: UrgingShown;
  readonly directives: readonly ListedDirective[];
  /** Whether the reader gives directives about it. */
  readonly mayGive: boolean;
  readonly history: readonly PastEvent[];
  readonly refused: (Refused & { readonly deed: string; readonly values: TypedDeed }) | null;
}

/** Where the pages of a task stand. */
export function TaskCrumbs(props: {
  readonly lang: Language;
  readonly task: Pick<TaskPage, 'id' | 'code'>;
  readonly here?: string;
}) {
  const { lang, task, here } = props;
  const t = taskTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.desk, href: to(PATHS.desk) },
        { label: t.title, href: to(programmeWork.tasks) },
        ...(here ? [{ label: task.code, href: to(programmeWork.task(task.id)) }] : []),
      ]}
      here={here ?? task.code}
    />
  );
}

/** A task as it is worked on: how it stands and why, what is asked, what can be done, what was entered. */
export function TaskWork(props: TaskProps) {
  const { lang, task, refused } = props;
  const t = taskTexts(lang);
  return (
    <>
      <TaskCrumbs lang={lang} task={task} />
      <PageHead title={<span lang={otherThan(lang, 'vi')}>{task.name}</span>} />
      <div class="marks question-marks">
        <TaskBadge lang={lang} state={task.state} />
        {task.plan.illustrative && <IllustrativeMark lang={lang} />}
      </div>
      {refused?.conflict ? (
        <Notice lang={lang} kind="warning" live>
          {refused.general}
        </Notice>
      ) : (
        <ErrorSummary lang={lang} errors={refused?.errors ?? {}} general={refused?.general} />
      )}
      <Columns
        main={
          <>
            <Standing {...props} />
            <Deeds {...props} />
            {props.may.edit && task.plan.state === 'in_force' && task.yearly === null && (
              <TaskWays lang={lang} task={task} />
            )}
            {task.instances.length > 0 && (
              <Related {...props} title={t.instances} tasks={task.instances} named={yearName} />
            )}
            {task.parts.length > 0 && (
              <Related {...props} title={t.parts} tasks={task.parts} named={partName} help={t.partsHelp} />
            )}
            {task.kind === 'continuous' && <Periods {...props} />}
            {task.kind !== 'yearly' && <FactList {...props} />}
            <TaskDirectives
              {...{ lang, directives: props.directives, mayGive: props.mayGive }}
              today={props.today}
              code={task.code}
            />
            <TaskDifficulties
              {...{ lang, difficulties: props.difficulties, mayRaise: props.mayRaise }}
              today={props.today}
              code={task.code}
            />
            <LineageSections lang={lang} lineage={props.lineage} work />
            {(task.closed === null || isUrged(props.urging)) && task.kind !== 'yearly' && (
              <TaskUrging {...{ lang, today: props.today, taskId: task.id, ...props.urging }} />
            )}
            {task.extensions.length > 0 && <Extensions lang={lang} extensions={task.extensions} />}
          </>
        }
        side={<Asked {...props} />}
      />
      <Section title={t.history} id="lich-su">
        <History language={lang} events={props.history} />
      </Section>
    </>
  );
}

/** Why it stands so; how far it is, where that is asked. */
function Standing({ lang, task, today }: TaskProps) {
  const words = reasonOf({ ...task, cadence: cadenceOf(task) }, today)[lang];
  if (task.kind === 'continuous') return <p>{words}</p>;
  const now = task.state === 'overdue' || task.state === 'due_soon';
  return <ProgressBar share={task.percent / 100} words={words} now={now} />;
}

export function cadenceOf({ kind, cadence }: Pick<TaskPage, 'kind' | 'cadence'>): Cadence | null {
  if (kind !== 'continuous') return null;
  return (['month', 'quarter', 'half_year', 'year'] as const).find((one) => one === cadence) ?? 'quarter';
}

const yearName = ({ period, code }: RelatedTask) => period ?? code;
const partName = ({ name }: RelatedTask) => name;

function Related(
  props: TaskProps & {
    readonly title: string;
    readonly tasks: readonly RelatedTask[];
    readonly named: (task: RelatedTask) => string;
    readonly help?: string;
  },
) {
  const { lang, today, tasks, title, named, help } = props;
  return (
    <Section title={title}>
      {help && <p class="hint">{help}</p>}
      <RowList
        label={title}
        rows={tasks.map((task) =>
          // the page itself says whether it is of a made-up plan
          taskRow(lang, today, { ...task, name: named(task), silentSince: null, illustrative: false }),
        )}
      />
    </Section>
  );
}

/** Which periods of a continuous task have a result. */
function Periods({ lang, today, task }: TaskProps) {
  const t = taskTexts(lang);
  const since = task.agencies.filter(({ role }) => role === 'lead').map((lead) => lead.since);
  const first = [...since].sort()[0];
  if (first === undefined) return null;
  const said = task.entered.filter(({ corrected, period }) => !corrected && period !== null);
  return (
    <Section title={t.periods}>
      <Table
        lang={lang}
        caption={t.periods}
        captionHidden
        columns={[
          { key: 'period', label: t.period, head: true, cell: (period) => periodLabel(period)[lang] },
          {
            key: 'result',
            label: t.result,
            cell: (period) => {
              const results = said.filter((fact) => fact.period === period.key);
              if (results.length === 0) return <span class="quiet">{t.gap}</span>;
              return results.map((fact) => (
                <p key={fact.id} lang={otherThan(lang, 'vi')}>
                  {fact.words}
                </p>
              ));
            },
          },
        ]}
        rows={openPeriods(cadenceOf(task) ?? 'quarter', first, today)}
        rowKey={({ key }) => key}
      />
    </Section>
  );
}

function Extensions(props: { readonly lang: Language; readonly extensions: readonly TaskExtension[] }) {
  const { lang, extensions } = props;
  const t = taskTexts(lang);
  const day = (date: string) => formatDate(lang, date);
  return (
    <Section title={t.extensions}>
      <ul class="plain-list">
        {extensions.map((one) => (
          <li key={one.id}>
            {one.agency && <Content lang={lang} text={`${one.agency} `} />}
            {t.extensionLine(day(one.former), day(one.asked))} <b>{t.extensionStates[one.state]}</b>
            <p lang={otherThan(lang, 'vi')}>{one.reason}</p>
            {one.granted && one.documentNumber && (
              <p>{t.grantedTo(day(one.granted), `${one.documentNumber}, ${day(one.documentDate ?? '')}`)}</p>
            )}
            {one.words && (
              <p class="quiet" lang={otherThan(lang, 'vi')}>
                {one.words}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What is asked, of whom and by when. */
function Asked(props: TaskProps) {
  const { lang, task } = props;
  const t = taskTexts(lang);
  const vietnamese = otherThan(lang, 'vi');
  const to = (path: string) => localPath(lang, path);
  const link = (label: string, one: { readonly id: number; readonly code: string } | null): Fact => ({
    label,
    value: one && <a href={to(programmeWork.task(one.id))}>{one.code}</a>,
  });
  return (
    <section class="card">
      <h2>{t.asked}</h2>
      <DefinitionList
        items={[
          { label: t.product, value: task.product && <span lang={vietnamese}>{task.product}</span> },
          { label: t.deadline, value: <Deadline {...props} /> },
          { label: t.leads, value: <Agencies {...props} as="lead" /> },
          {
            label: t.partners,
            value: task.agencies.some(({ role }) => role === 'partner') && (
              <Agencies {...props} as="partner" />
            ),
          },
          { label: t.information, value: <Information {...props} /> },
          link(t.partOf, task.parent),
          link(t.instanceOf, task.yearly),
          { label: t.group, value: task.group && <span lang={vietnamese}>{task.group}</span> },
          {
            label: t.printedNumber,
            value:
              task.tt &&
              (task.annex ? <span lang={vietnamese}>{t.annex(task.tt, task.annex)}</span> : task.tt),
          },
          {
            label: t.plan,
            value: (
              <a href={to(asking([['ke-hoach', String(task.plan.id)]]))} lang={vietnamese}>
                {task.plan.number ? `${task.plan.number} · ${task.plan.title}` : task.plan.title}
              </a>
            ),
          },
        ]}
      />
    </section>
  );
}

function Deadline({ lang, task }: TaskProps) {
  const t = taskTexts(lang);
  const read =
    task.kind === 'continuous'
      ? t.continuous
      : task.kind === 'yearly'
        ? t.yearly
        : task.lastDay
          ? t.readAs(formatDate(lang, task.lastDay))
          : t.noDeadline;
  const changed = task.firstRaw !== null && task.firstRaw !== task.raw;
  return (
    <>
      {read}{' '}
      <span class="quiet">({task.raw ? quoted(lang, t.printed(task.raw), task.raw) : t.printedEmpty})</span>
      {changed && task.firstRaw && (
        <p class="quiet">{quoted(lang, t.firstDeadline(task.firstRaw), task.firstRaw)}</p>
      )}
    </>
  );
}

/** A sentence of the interface with words of the document in it. */
function quoted(lang: Language, sentence: string, words: string): ComponentChildren {
  const at = sentence.indexOf(words);
  if (lang === 'vi' || at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <span lang="vi">{words}</span>
      {sentence.slice(at + words.length)}
    </>
  );
}

function Agencies({ lang, task, as }: TaskProps & { readonly as: AgencyRole }) {
  const t = taskTexts(lang);
  const found = task.agencies.filter((agency) => agency.role === as);
  if (found.length === 0) return as === 'lead' ? <span>{t.noLead}</span> : null;
  return (
    <ul class="plain-list">
      {found.map((agency) => (
        <li key={`${agency.organisationId}-${agency.name}`}>
          <Content lang={lang} text={agency.name} />
          {as === 'lead' && (
            <span class="quiet">
              {' · '}
              {answerOf(lang, agency)}
              {found.length > 1 && ` · ${t.percent(formatNumber(lang, agency.percent, 0))}`}
              {agency.reportedOn && ` · ${t.reported(formatDate(lang, agency.reportedOn))}`}
            </span>
          )}
          {agency.answerWords && (
            <p class="quiet">
              {agency.answer === 'given' && `${t.insisted} `}
              <span lang={otherThan(lang, 'vi')}>{agency.answerWords}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function answerOf(lang: Language, { answer, answeredOn }: TaskAgency): string {
  const t = taskTexts(lang);
  const name = t.answers[answer];
  return answeredOn ? t.answeredOn(name, formatDate(lang, answeredOn)) : name;
}

/** How old what is known is, and who owes more. */
function Information({ lang, task, today }: TaskProps) {
  const t = taskTexts(lang);
  const leads = task.agencies.filter(({ role }) => role === 'lead');
  const since = leads.map((lead) => lead.since).sort()[0] ?? null;
  const silent = silentDays(task, since, today);
  const owed = leads.filter(({ informedOn }) => informedOn === null).map(({ name }) => name);
  if (task.informedOn === null) {
    if (silent === null) return <>{t.uninformedPlain}</>;
    const who = owed.join(', ') || t.theLeads;
    return <>{quoted(lang, t.uninformed(formatNumber(lang, silent, 0), who), who)}</>;
  }
  const age = daysBetween(task.informedOn, today);
  const day = formatDate(lang, task.informedOn);
  return <>{age === 0 ? t.informedToday : t.informed(day, formatNumber(lang, age, 0))}</>;
}
