import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../../kernel/dates.ts';
import { daysBetween } from '../../../kernel/dates.ts';
import { periodLabel, readPeriod } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark, type Tone } from '../../../ui/badge.tsx';
import { type DrawnState, StateStrip } from '../../../ui/charts/states.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import type { RowEntry } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths } from '../paths.ts';
import { targetStateTexts } from '../targets/states.ts';
import type { TaskState } from '../tasks/task.ts';
import type { OpenAgency } from './open.ts';
import { type ListedPlan, progressOf, type StateCounts } from './plan-queries.ts';
import type { ListedTarget } from './target-queries.ts';
import type { ListedTask } from './task-queries.ts';
import { openTexts, publicStateNames } from './texts.ts';

interface Named {
  readonly name: string;
  readonly nameEn: string | null;
}

/** What something is called by the reader: in English where it has a name in it. */
export function nameIn(lang: Language, { name, nameEn }: Named): string {
  return lang === 'en' && nameEn ? nameEn : name;
}

export function Name(props: { readonly lang: Language; readonly of: Named }) {
  return <Content lang={props.lang} text={nameIn(props.lang, props.of)} />;
}

export function titleOf(lang: Language, plan: Pick<ListedPlan, 'title' | 'titleEn' | 'number'>): string {
  const title = lang === 'en' && plan.titleEn ? plan.titleEn : plan.title;
  return plan.number ? `${plan.number}: ${title}` : title;
}

export function Agencies(props: {
  readonly lang: Language;
  readonly of: readonly OpenAgency[];
  readonly none?: string;
}) {
  const { lang, of, none } = props;
  if (of.length === 0) return <>{none}</>;
  return <Content lang={lang} text={of.map((one) => nameIn(lang, one)).join(', ')} />;
}

/** As `Agencies`, each leading to what it has to do. */
export function AgencyLinks(props: {
  readonly lang: Language;
  readonly of: readonly OpenAgency[];
  readonly none?: string;
}) {
  const { lang, of, none } = props;
  if (of.length === 0) return <>{none}</>;
  return (
    <>
      {of.map((one, at) => (
        <span key={String(at)}>
          {at > 0 && ', '}
          {one.code === null ? (
            <Name lang={lang} of={one} />
          ) : (
            <a href={localPath(lang, programmePaths.agency(one.code))}>
              <Name lang={lang} of={one} />
            </a>
          )}
        </span>
      ))}
    </>
  );
}

const tones: Readonly<Record<TaskState, Tone>> = {
  ...{ overdue: 'now', due_soon: 'now', without_result: 'now', unassigned: 'quiet', awaiting: 'note' },
  ...{ not_started: 'quiet', in_term: 'work', with_result: 'work', done_in_time: 'done', done_late: 'done' },
  ...{ suspended: 'quiet', not_carried_out: 'quiet' },
};

export function StateBadge({ lang, state }: { readonly lang: Language; readonly state: TaskState }) {
  return <Badge tone={tones[state]}>{publicStateNames[state][lang]}</Badge>;
}

/** A plan in a list, with how far it is. */
export function planRow(lang: Language, plan: ListedPlan, counts: StateCounts): RowEntry {
  const t = openTexts(lang);
  const { tasks, done } = progressOf(counts);
  const said = [plan.issued && formatDate(lang, plan.issued), t.levels[plan.level]].filter(Boolean);
  const title = titleOf(lang, plan);
  return {
    key: plan.code,
    href: localPath(lang, programmePaths.plan(plan.code)),
    title: <Content lang={lang} text={title} />,
    detail: (
      <>
        {plan.issuer && (
          <>
            <Name lang={lang} of={plan.issuer} />
            {' · '}
          </>
        )}
        {said.join(' · ')}
        {tasks > 0 && (
          <>
            {' · '}
            {t.progress(formatNumber(lang, done, 0), formatNumber(lang, tasks, 0))}
            <StateStrip lang={lang} name={title} counts={drawnCounts(counts)} />
          </>
        )}
      </>
    ),
    marks: (
      <>
        <Badge tone={plan.state === 'in_force' ? 'work' : 'quiet'}>{t.states[plan.state]}</Badge>
        {plan.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

export function drawnCounts(
  counts: StateCounts,
  href?: (state: TaskState) => string,
): { readonly state: DrawnState; readonly count: number; readonly href?: string }[] {
  const states = Object.entries(counts) as [TaskState, number][];
  return states.map(([state, count]) => ({ state, count, ...(href && { href: href(state) }) }));
}

type Due = Pick<ListedTask, 'deadlineKind' | 'deadlineRaw' | 'lastDay' | 'cadence'>;

/** The deadline as printed, and as it is read. */
export function Deadline({ lang, of }: { readonly lang: Language; readonly of: Due }) {
  const t = openTexts(lang);
  const { deadlineRaw: raw, lastDay } = of;
  if (of.deadlineKind === 'none' && lastDay === null) return <>{t.noDeadline}</>;
  const day = lastDay && formatDate(lang, lastDay);
  const said = day && raw && raw !== day ? t.deadlineRead(raw, day) : day ? t.deadlineDay(day) : raw;
  return (
    <>
      <Content lang={lang} text={said} />
      {of.deadlineKind === 'continuous' && of.cadence && ` (${t.cadence[of.cadence]})`}
    </>
  );
}

/** A task in a list; `withPlan`: among those of other plans, of one lead. */
export function taskRow(lang: Language, task: ListedTask, withPlan = false): RowEntry {
  const t = openTexts(lang);
  return {
    key: task.code,
    href: localPath(lang, programmePaths.task(task.code)),
    ...(task.tt && !withPlan && { code: task.tt }),
    title: <Name lang={lang} of={task} />,
    detail: (
      <>
        {withPlan ? task.plan : <Agencies lang={lang} of={task.leads} none={t.noLead} />}
        {' · '}
        <Deadline lang={lang} of={task} />
        {task.percent > 0 && ` · ${formatNumber(lang, task.percent, 0)}%`}
        {' · '}
        {task.informedOn ? t.informedOn(formatDate(lang, task.informedOn)) : t.noInformation}
      </>
    ),
    marks: (
      <>
        <StateBadge lang={lang} state={task.state} />
        {withPlan && task.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

type TargetState = Pick<
  ListedTarget,
  'information' | 'outlook' | 'result' | 'estimated' | 'since' | 'value' | 'valueWords'
>;

/** What is known of a target, in a word; how it ended, once it has. */
export function TargetBadge(props: {
  readonly lang: Language;
  readonly of: Pick<TargetState, 'information' | 'result'>;
}) {
  const { lang, of } = props;
  const t = targetStateTexts(lang);
  if (of.result) {
    const tone: Tone = of.result === 'met' || of.result === 'exceeded' ? 'done' : 'quiet';
    return <Badge tone={tone}>{t.result[of.result]}</Badge>;
  }
  const toned = { measured: 'done', stale: 'work', missing: 'quiet' } as const;
  return <Badge tone={toned[of.information]}>{t.information[of.information]}</Badge>;
}

/** The latest figure, and how old it is; where there is none, since when one is owed. */
export function figureWords(
  lang: Language,
  target: TargetState & Pick<ListedTarget, 'unit'>,
  today: LocalDate,
): string {
  const t = targetStateTexts(lang);
  const { value, valueWords, unit, since, information } = target;
  const age = since && since <= today ? formatNumber(lang, daysBetween(since, today), 0) : null;
  if (information === 'missing') return age && age !== '0' ? t.missingFor(age) : t.information.missing;
  const said = value === null ? valueWords : amountOf(lang, value, unit);
  return [said, age && t.age(age)].filter(Boolean).join(', ');
}

/** 42.5 of "%" → "42,5%". */
export function amountOf(lang: Language, value: number, unit: string | null): string {
  const number = formatNumber(lang, value, 3);
  return unit === null ? number : unit.startsWith('%') ? `${number}${unit}` : `${number} ${unit}`;
}

/** What is to be reached, as printed. */
export function goalOf(lang: Language, { raw, unit }: Pick<ListedTarget, 'raw' | 'unit'>): string {
  if (!unit || !raw || raw.includes(unit)) return raw;
  return unit.startsWith('%') ? `${raw}${unit}` : openTexts(lang).goalIn(raw, unit);
}

/** A target in a list; `withPlan`: among those of other plans, of one agency. */
export function targetRow(
  lang: Language,
  target: ListedTarget,
  today: LocalDate,
  withPlan = false,
): RowEntry {
  const t = openTexts(lang);
  const goal = goalOf(lang, target);
  const pieces: ComponentChildren[] = [
    withPlan && target.plan,
    goal && <Content lang={lang} text={`${t.goal}: ${goal}`} />,
    <Content key="figure" lang={lang} text={figureWords(lang, target, today)} />,
    target.outlook && target.outlook !== 'cannot_tell' && targetStateTexts(lang).outlook[target.outlook],
    !withPlan && target.owners.length > 0 && <Agencies key="owners" lang={lang} of={target.owners} />,
  ].filter(Boolean);
  return {
    key: target.code,
    href: localPath(lang, programmePaths.target(target.code)),
    ...(target.tt && !withPlan && { code: target.tt }),
    title: <Name lang={lang} of={target} />,
    detail: pieces.map((piece, at) => (
      <span key={String(at)}>
        {at > 0 && ' · '}
        {piece}
      </span>
    )),
    marks: (
      <>
        <TargetBadge lang={lang} of={target} />
        {withPlan && target.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}

/** `2026-Q1` → “quý I/2026”. */
export function periodName(lang: Language, key: string | null): string {
  const period = key === null ? null : readPeriod(key);
  return period ? periodLabel(period)[lang] : (key ?? '–');
}

/** The way to what changed in a plan, whose code is given. */
export function ChangesLink(props: {
  readonly lang: Language;
  readonly plan: string;
  readonly words: string;
}) {
  return <a href={localPath(props.lang, programmePaths.changes(props.plan))}>{props.words}</a>;
}
