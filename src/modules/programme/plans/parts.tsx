import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Breadcrumbs, ProgressBar } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { type TaskState, taskStateNames } from '../tasks/task.ts';
import { type PlanState, planLifecycle } from './plan.ts';
import type { ListedPlan, Plan, StateCounts } from './queries.ts';
import { planTexts } from './texts.ts';

const tones: Readonly<Record<PlanState, Tone>> = {
  ...{
    draft: 'work',
    handed_up: 'note',
    in_force: 'done',
    replaced: 'quiet',
    ended: 'quiet',
    withdrawn: 'note',
  },
};

export function PlanBadge({ lang, state }: { readonly lang: Language; readonly state: PlanState }) {
  return <Badge tone={tones[state]}>{planLifecycle.states[state].internal[lang]}</Badge>;
}

const taskTones: Readonly<Record<TaskState, Tone>> = {
  ...{ overdue: 'now', due_soon: 'work', without_result: 'work', unassigned: 'note', awaiting: 'note' },
  ...{
    not_started: 'quiet',
    in_term: 'quiet',
    with_result: 'quiet',
    done_in_time: 'done',
    done_late: 'done',
  },
  ...{ suspended: 'quiet', not_carried_out: 'quiet' },
};

export function TaskBadge({ lang, state }: { readonly lang: Language; readonly state: TaskState }) {
  return <Badge tone={taskTones[state]}>{taskStateNames[state][lang]}</Badge>;
}

/** The title as the reader understands it. */
export function PlanTitle({
  lang,
  plan,
}: {
  readonly lang: Language;
  readonly plan: Pick<Plan, 'title' | 'titleEn'>;
}) {
  if (lang === 'en' && plan.titleEn) return <span>{plan.titleEn}</span>;
  return <span lang={otherThan(lang, 'vi')}>{plan.title}</span>;
}

/** How much of a plan, or of a group, is done; those not carried out are no part of it. */
export function shareDone(counts: StateCounts): { readonly done: number; readonly all: number } {
  const done = (counts.done_in_time ?? 0) + (counts.done_late ?? 0);
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0) - (counts.not_carried_out ?? 0);
  return { done, all };
}

export function PlanProgress({ lang, counts }: { readonly lang: Language; readonly counts: StateCounts }) {
  const { done, all } = shareDone(counts);
  if (all === 0) return null;
  const t = planTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const late = counts.overdue ?? 0;
  const words = t.done(number(done), number(all));
  return (
    <ProgressBar
      share={done / all}
      words={late > 0 ? `${words}, ${number(late)} ${t.overdue}` : words}
      now={late > 0}
    />
  );
}

/** Number and date as people name a plan: 145/KH-UBND, 28/05/2025. */
export function numberAndDate(
  lang: Language,
  { number, issued }: Pick<ListedPlan, 'number' | 'issued'>,
): string {
  return [number, issued && formatDate(lang, issued)].filter(Boolean).join(', ');
}

export function shortened(text: string): string {
  return [...text].length > 60 ? `${[...text].slice(0, 57).join('').trim()}…` : text;
}

/** Where the pages of plans in work stand. */
export function PlanCrumbs(props: {
  readonly lang: Language;
  readonly plan?: Pick<Plan, 'id' | 'code' | 'title' | 'number'> | null;
  readonly here?: string;
}) {
  const { lang, plan, here } = props;
  const t = planTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const name = plan && (plan.number ?? shortened(plan.title));
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.desk, href: to(PATHS.desk) },
        ...(plan || here !== t.title ? [{ label: t.title, href: to(programmeWork.plans) }] : []),
        ...(plan && here ? [{ label: name, href: to(programmeWork.plan(plan.id)) }] : []),
      ]}
      here={here ?? name}
    />
  );
}
