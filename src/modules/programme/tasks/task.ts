import type { LocalDate } from '../../../kernel/dates.ts';
import type { Text } from '../../../kernel/text.ts';

/**
 * States of a task (domain: monitoring states used in practice). No person sets one: each follows from what was entered and
 * from the date (standing.ts). The order is that of legends and boards, what needs somebody first.
 */
export const taskStates = [
  'overdue',
  'due_soon',
  'without_result',
  'unassigned',
  'awaiting',
  'not_started',
  'in_term',
  'with_result',
  'done_in_time',
  'done_late',
  'suspended',
  'not_carried_out',
] as const;
export type TaskState = (typeof taskStates)[number];

/** Official names of states. */
export const taskStateNames: Readonly<Record<TaskState, Text>> = {
  overdue: { vi: 'Đang thực hiện, quá hạn', en: 'Under way, overdue' },
  due_soon: { vi: 'Sắp đến hạn', en: 'Due soon' },
  without_result: { vi: 'Thường xuyên, chưa có kết quả trong kỳ', en: 'Continuous, no result in the period' },
  unassigned: { vi: 'Chưa giao', en: 'Not assigned' },
  awaiting: { vi: 'Chờ xác nhận hoàn thành', en: 'Awaiting confirmation' },
  not_started: { vi: 'Chưa bắt đầu', en: 'Not started' },
  in_term: { vi: 'Đang thực hiện, trong hạn', en: 'Under way, in time' },
  with_result: { vi: 'Thường xuyên, có kết quả trong kỳ', en: 'Continuous, with a result in the period' },
  done_in_time: { vi: 'Hoàn thành đúng hạn', en: 'Done in time' },
  done_late: { vi: 'Hoàn thành quá hạn', en: 'Done late' },
  suspended: { vi: 'Tạm dừng', en: 'Suspended' },
  not_carried_out: { vi: 'Không thực hiện', en: 'Not carried out' },
};

/** States of tasks that nobody works on any longer. */
export const closedStates = ['done_in_time', 'done_late', 'suspended', 'not_carried_out'] as const;

/** How a task was closed: by the monitor's confirmation, or by a document. */
export const closings = ['done', 'suspended', 'not_carried_out'] as const;
export type Closing = (typeof closings)[number];

export const agencyRoles = ['lead', 'partner'] as const;
export type AgencyRole = (typeof agencyRoles)[number];

/** Whether a lead took a task on. */
export const answers = ['given', 'acknowledged', 'refused'] as const;
export type Answer = (typeof answers)[number];

/**
 * What happened with a task: it was begun; how far it is; a result of it (of a continuous one, in a period); it is done, which waits for
 * the monitor.
 */
export const factKinds = ['started', 'progress', 'result', 'done'] as const;
export type FactKind = (typeof factKinds)[number];

/** What of one lead's part follows from its facts. */
export interface Part {
  readonly since: LocalDate;
  readonly startedOn: LocalDate | null;
  readonly percent: number;
  readonly reportedOn: LocalDate | null;
  readonly informedOn: LocalDate | null;
}

export const nameMost = 2_000;
export const productMost = 2_000;
export const wordsMost = 4_000;
/** No task is due later; after the last day of 9999 there is none that can be written, so it would be overdue at once. */
export const farthestDay = '2999-12-31';

export const reasonMost = 2_000;
export const agenciesMost = 100;

/** Whether something is still to be done of it. */
export function isOpenState(state: TaskState): boolean {
  return !(['done_in_time', 'done_late', 'suspended', 'not_carried_out'] as readonly TaskState[]).includes(
    state,
  );
}
