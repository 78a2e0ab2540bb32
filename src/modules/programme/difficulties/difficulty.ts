import type { Role } from '../../../kernel/actor.ts';
import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import type { Lifecycle } from '../../../kernel/lifecycle.ts';
import type { Text } from '../../../kernel/text.ts';

export const difficultyKinds = ['difficulty', 'obstacle', 'recommendation'] as const;
export type DifficultyKind = (typeof difficultyKinds)[number];

export const difficultyStates = [
  'draft',
  'sent',
  'taken',
  'returned',
  'answered',
  'closed',
  'withdrawn',
] as const;
export type DifficultyState = (typeof difficultyStates)[number];

export type DifficultyVerb =
  | 'change'
  | 'send'
  | 'take'
  | 'answer'
  | 'pass_on'
  | 'return'
  | 'supplement'
  | 'ask_again'
  | 'close'
  | 'withdraw';

const senders: readonly Role[] = ['agency_officer'];
const handlers: readonly Role[] = ['agency_officer', 'programme_officer', 'programme_head'];
/** What is late in the end goes to a leader, who answers it or says who does. */
const answerers: readonly Role[] = [...handlers, 'leader'];
const unpublished: Text = { vi: 'chưa công khai', en: 'not public' };

/**
 * Raised by an agency, answered by the one it is addressed to; the term runs on wherever it is passed. One that is returned waits
 * for its sender, and its term begins anew. What becomes public of it is decided apart from these steps.
 */
export const difficultyLifecycle: Lifecycle<DifficultyState, DifficultyVerb> = {
  noun: { vi: 'khó khăn, kiến nghị', en: 'difficulty' },
  states: {
    draft: { public: unpublished, internal: { vi: 'đang soạn', en: 'draft' } },
    sent: { public: unpublished, internal: { vi: 'chờ tiếp nhận', en: 'sent' } },
    taken: { public: unpublished, internal: { vi: 'đang xử lý', en: 'being dealt with' } },
    returned: { public: unpublished, internal: { vi: 'chờ bổ sung', en: 'returned for more' } },
    answered: {
      public: { vi: 'đã trả lời', en: 'answered' },
      internal: { vi: 'đã trả lời', en: 'answered' },
    },
    closed: {
      public: { vi: 'đã trả lời', en: 'answered' },
      internal: { vi: 'đã giải quyết xong', en: 'settled' },
    },
    withdrawn: { public: unpublished, internal: { vi: 'đã rút', en: 'withdrawn' } },
  },
  verbs: {
    change: { from: ['draft'], to: 'draft', by: senders, label: { vi: 'Lưu nháp', en: 'Save the draft' } },
    send: { from: ['draft'], to: 'sent', by: senders, label: { vi: 'Gửi', en: 'Send' } },
    take: { from: ['sent'], to: 'taken', by: handlers, label: { vi: 'Tiếp nhận', en: 'Take on' } },
    answer: {
      from: ['sent', 'taken', 'answered'],
      to: 'answered',
      by: answerers,
      label: { vi: 'Trả lời', en: 'Answer' },
    },
    pass_on: {
      from: ['sent', 'taken'],
      to: 'sent',
      by: answerers,
      label: { vi: 'Chuyển cơ quan khác', en: 'Pass on' },
    },
    return: {
      from: ['sent', 'taken'],
      to: 'returned',
      by: handlers,
      label: { vi: 'Đề nghị bổ sung', en: 'Return for more' },
    },
    supplement: {
      from: ['returned'],
      to: 'sent',
      by: senders,
      label: { vi: 'Gửi bổ sung', en: 'Send what was missing' },
    },
    ask_again: {
      from: ['answered'],
      to: 'sent',
      by: senders,
      label: { vi: 'Hỏi lại', en: 'Ask again' },
    },
    close: {
      from: ['answered'],
      to: 'closed',
      by: senders,
      label: { vi: 'Xác nhận đã giải quyết', en: 'Settled' },
    },
    withdraw: {
      from: ['draft', 'sent', 'taken', 'returned'],
      to: 'withdrawn',
      by: senders,
      label: { vi: 'Rút lại', en: 'Withdraw' },
    },
  },
};

export const titleMost = 300;
export const bodyMost = 6_000;
export const filesMost = 10;

export interface Agency {
  readonly id: number;
  readonly name: string;
  readonly nameEn: string | null;
}

/** What it is about: an item of a plan, or a whole plan. */
export interface About {
  readonly kind: 'task' | 'target' | 'plan';
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

export interface AttachedFile {
  readonly id: number;
  readonly sha256: string;
  readonly name: string;
  readonly size: number;
}

export const postKinds = [
  ...['sent', 'taken', 'answered', 'passed_on', 'returned', 'supplemented', 'asked_again'],
  ...['closed', 'withdrawn', 'escalated', 'shown', 'hidden'],
] as const;

/** A step with what was said. */
export interface Post {
  readonly id: number;
  readonly kind: string;
  readonly words: string;
  readonly as: 'sender' | 'holder' | 'department' | 'leader' | 'system';
  readonly agency: Agency | null;
  readonly to: Agency | null;
  readonly by: string | null;
  readonly at: Date;
  /** Of an answer: working days it took. */
  readonly days: number | null;
  readonly late: boolean | null;
  readonly files: readonly AttachedFile[];
}

/** What the public reads of it. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly answer: string;
}

export interface Difficulty {
  readonly id: number;
  /** None before it is sent. */
  readonly code: string | null;
  readonly kind: DifficultyKind;
  readonly title: string;
  readonly body: string;
  readonly proposal: string;
  readonly sender: Agency;
  readonly holder: Agency | null;
  readonly about: About | null;
  readonly state: DifficultyState;
  readonly sentAt: Date | null;
  readonly dueOn: LocalDate | null;
  readonly escalated: 'department' | 'leader' | null;
  readonly answeredAt: Date | null;
  readonly answeredDays: number | null;
  readonly answerDraft: string;
  readonly shown: Shown | null;
  readonly version: number;
  readonly illustrative: boolean;
}

/** Where its term stands on a day; of one that waits for no answer there is none. */
export function termOn(
  { state, dueOn }: Pick<Difficulty, 'state' | 'dueOn'>,
  today: LocalDate,
): { readonly kind: 'left' | 'late'; readonly days: number } | null {
  if ((state !== 'sent' && state !== 'taken') || dueOn === null) return null;
  const days = daysBetween(today, dueOn);
  return days < 0 ? { kind: 'late', days: -days } : { kind: 'left', days };
}
