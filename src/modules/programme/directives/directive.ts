import type { Role } from '../../../kernel/actor.ts';
import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import type { Lifecycle } from '../../../kernel/lifecycle.ts';
import type { Text } from '../../../kernel/text.ts';
import type { About, Agency, AttachedFile } from '../difficulties/difficulty.ts';

export const directiveStates = ['waiting', 'answered', 'accepted', 'withdrawn'] as const;
export type DirectiveState = (typeof directiveStates)[number];

export type DirectiveVerb = 'answer' | 'accept' | 'ask_again' | 'take_back' | 'withdraw';

/** Leaders decide, or a head of programme on their behalf. */
const deciders: readonly Role[] = ['programme_head', 'leader'];
/** Officers of the department note what came on paper. */
const answerers: readonly Role[] = ['agency_officer', 'programme_officer', 'programme_head'];
const unpublished: Text = { vi: 'không công khai', en: 'never public' };

/** What one agency owes on a directive; that it is late follows from the day, and is no state. */
export const directiveLifecycle: Lifecycle<DirectiveState, DirectiveVerb> = {
  noun: { vi: 'chỉ đạo', en: 'directive' },
  states: {
    waiting: { public: unpublished, internal: { vi: 'chờ báo cáo', en: 'to be answered' } },
    answered: { public: unpublished, internal: { vi: 'đã báo cáo', en: 'answered' } },
    accepted: { public: unpublished, internal: { vi: 'đã chấp nhận', en: 'accepted' } },
    withdrawn: { public: unpublished, internal: { vi: 'đã thu hồi', en: 'withdrawn' } },
  },
  verbs: {
    answer: {
      ...{ from: ['waiting', 'answered'], to: 'answered', by: answerers },
      label: { vi: 'Báo cáo', en: 'Answer' },
    },
    accept: {
      ...{ from: ['answered'], to: 'accepted', by: deciders },
      label: { vi: 'Chấp nhận', en: 'Accept' },
    },
    ask_again: {
      ...{ from: ['answered', 'accepted'], to: 'waiting', by: deciders },
      label: { vi: 'Yêu cầu báo cáo lại', en: 'Ask again' },
    },
    take_back: {
      ...{ from: ['waiting', 'answered'], to: 'withdrawn', by: deciders },
      label: { vi: 'Thu hồi ở một cơ quan', en: 'Take back from one agency' },
    },
    withdraw: {
      ...{ from: ['waiting', 'answered'], to: 'withdrawn', by: deciders },
      label: { vi: 'Thu hồi', en: 'Withdraw' },
    },
  },
};

/** Agencies one directive is given to at most. */
export const agenciesMost = 200;
/** Working days within which an answer is suggested. */
export const usualDays = 5;

/** What one agency owes. */
export interface OwedAnswer {
  readonly id: number;
  readonly agency: Agency;
  readonly state: DirectiveState;
  readonly dueOn: LocalDate;
  readonly answeredAt: Date | null;
  readonly version: number;
}

/** What one agency owes, on the page of a directive. */
export interface AskedAgency extends OwedAnswer {
  /** Somebody of it has an account; another one is sent the directive on paper, and its answer is noted. */
  readonly hasOfficers: boolean;
}

export interface DirectivePost {
  readonly id: number;
  /** Of which agency's thread; null: of all. */
  readonly owedId: number | null;
  readonly kind: 'given' | 'answered' | 'asked_again' | 'accepted' | 'withdrawn';
  readonly words: string;
  readonly dueOn: LocalDate | null;
  readonly late: boolean | null;
  readonly as: 'leader' | 'head' | 'agency' | 'department';
  readonly by: string | null;
  readonly at: Date;
  readonly files: readonly AttachedFile[];
}

export interface Directive {
  readonly id: number;
  readonly code: string;
  readonly body: string;
  readonly leader: string;
  /** A head of programme wrote it for the leader. */
  readonly onBehalf: boolean;
  readonly about: About | null;
  readonly documentNumber: string | null;
  readonly documentDate: LocalDate | null;
  readonly givenAt: Date;
  readonly illustrative: boolean;
  /** Those whose answers the reader may see. */
  readonly owed: readonly AskedAgency[];
}

/** One answer owed, in a list. */
export interface ListedDirective extends OwedAnswer {
  readonly directiveId: number;
  readonly code: string;
  readonly body: string;
  readonly leader: string;
  readonly about: About | null;
  readonly documentNumber: string | null;
  readonly givenAt: Date;
  readonly illustrative: boolean;
}

/** Where its term stands on a day; of one that waits for no answer there is none. */
export function termOfAnswer(
  { state, dueOn }: Pick<OwedAnswer, 'state' | 'dueOn'>,
  today: LocalDate,
): { readonly kind: 'left' | 'late'; readonly days: number } | null {
  if (state !== 'waiting') return null;
  const days = daysBetween(today, dueOn);
  return days < 0 ? { kind: 'late', days: -days } : { kind: 'left', days };
}
