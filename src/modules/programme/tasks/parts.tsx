import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark, type Tone } from '../../../ui/badge.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import type { RowEntry } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import { programmeWork } from '../paths.ts';
import { type TaskState, taskStateNames } from './task.ts';
import { taskTexts } from './texts.ts';

const tones: Readonly<Record<TaskState, Tone>> = {
  overdue: 'now',
  due_soon: 'now',
  without_result: 'now',
  unassigned: 'quiet',
  awaiting: 'note',
  not_started: 'quiet',
  in_term: 'work',
  with_result: 'done',
  done_in_time: 'done',
  done_late: 'done',
  suspended: 'quiet',
  not_carried_out: 'quiet',
};

/** The official name of a state. */
export function TaskBadge({ lang, state }: { readonly lang: Language; readonly state: TaskState }) {
  return <Badge tone={tones[state]}>{taskStateNames[state][lang]}</Badge>;
}

/** A task in a list. */
export interface ListedTask {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly state: TaskState;
  readonly lastDay: LocalDate | null;
  readonly percent: number;
  /** Of its leads, by comma. */
  readonly agencies: string;
  /** The last day anybody told anything of it, or it was given; null where it is closed. */
  readonly silentSince: LocalDate | null;
  readonly illustrative: boolean;
}

/** Days without information that a list speaks of. */
const noticedDays = 30;

export function taskRow(lang: Language, today: LocalDate, task: ListedTask): RowEntry {
  const t = taskTexts(lang);
  const silent = task.silentSince === null ? 0 : daysBetween(task.silentSince, today);
  return {
    ...{ key: String(task.id), code: task.code, href: localPath(lang, programmeWork.task(task.id)) },
    title: <span lang={otherThan(lang, 'vi')}>{task.name}</span>,
    detail: (
      <>
        {task.agencies ? <Content lang={lang} text={task.agencies} /> : t.noLead}
        {' · '}
        {task.lastDay ? t.dueOn(formatDate(lang, task.lastDay)) : t.noDeadline}
        {task.percent > 0 && ` · ${t.percent(formatNumber(lang, task.percent, 0))}`}
        {silent >= noticedDays && ` · ${t.silentDays(formatNumber(lang, silent, 0))}`}
      </>
    ),
    marks: (
      <>
        <TaskBadge lang={lang} state={task.state} />
        {task.illustrative && <IllustrativeMark lang={lang} />}
      </>
    ),
  };
}
