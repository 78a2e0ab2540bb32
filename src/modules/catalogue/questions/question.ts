import { type Role, roles } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { daysBetween } from '../../../kernel/dates.ts';
import type { Lifecycle } from '../../../kernel/lifecycle.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import type { CatalogueKind } from '../entry.ts';

export const questionStates = ['waiting', 'answered', 'refused', 'withdrawn'] as const;
export type QuestionState = (typeof questionStates)[number];

export type QuestionVerb =
  | 'answer'
  | 'correct'
  | 'refuse'
  | 'take_down'
  | 'reopen'
  | 'hand_over'
  | 'withdraw';

const officers: readonly Role[] = ['agency_officer', 'programme_officer', 'programme_head'];
const unpublished: Text = { vi: 'chưa công khai', en: 'not public' };

/**
 * A question waits with the agency that answers it, its term running wherever it is handed on to. An answer makes both
 * public and is corrected in public; what must not be public is refused, or taken down later, with a reason its asker
 * reads. A refusal that was a mistake is taken back.
 */
export const questionLifecycle: Lifecycle<QuestionState, QuestionVerb> = {
  noun: { vi: 'câu hỏi', en: 'question' },
  states: {
    waiting: { public: unpublished, internal: { vi: 'chờ trả lời', en: 'waiting' } },
    answered: {
      public: { vi: 'đã trả lời', en: 'answered' },
      internal: { vi: 'đã trả lời', en: 'answered' },
    },
    refused: { public: unpublished, internal: { vi: 'không công khai', en: 'refused' } },
    withdrawn: { public: unpublished, internal: { vi: 'người hỏi đã rút', en: 'withdrawn' } },
  },
  verbs: {
    answer: {
      from: ['waiting'],
      to: 'answered',
      by: officers,
      label: { vi: 'Trả lời công khai', en: 'Answer in public' },
    },
    correct: {
      from: ['answered'],
      to: 'answered',
      by: officers,
      label: { vi: 'Sửa trả lời', en: 'Correct the answer' },
    },
    hand_over: {
      from: ['waiting'],
      to: 'waiting',
      by: officers,
      label: { vi: 'Chuyển cơ quan khác', en: 'Hand over' },
    },
    refuse: {
      from: ['waiting'],
      to: 'refused',
      by: officers,
      label: { vi: 'Không công khai', en: 'Refuse' },
    },
    take_down: {
      from: ['answered'],
      to: 'refused',
      by: officers,
      label: { vi: 'Gỡ khỏi trang công khai', en: 'Take down' },
    },
    reopen: {
      from: ['refused'],
      to: 'waiting',
      by: officers,
      label: { vi: 'Xem xét lại', en: 'Consider again' },
    },
    withdraw: {
      from: ['waiting'],
      to: 'withdrawn',
      // whoever asked
      by: roles,
      label: { vi: 'Rút câu hỏi', en: 'Withdraw' },
    },
  },
};

/** Why a question is not answered, or is public no longer. */
export const refusals = ['answered_before', 'personal', 'elsewhere', 'spam', 'other'] as const;
export type Refused = (typeof refusals)[number];

export const titleMost = 200;
export const bodyMost = 4_000;
export const answerMost = 6_000;
export const reasonMost = 1_000;
/** Questions of one person within a day. */
export const mostADay = 5;

/** An agency as one reads its name; null: the focal point, which runs the installation. */
export interface Agency {
  readonly id: number;
  readonly name: string;
  readonly nameEn: string | null;
}

/** What a question is about. */
export interface About {
  readonly entryId: number;
  readonly editionId: number;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly title: string;
}

export interface Wording {
  readonly title: string;
  readonly body: string;
}

/** A question as its asker and the officers see it. */
export interface Question {
  readonly id: number;
  readonly about: About;
  readonly language: Language;
  readonly asked: Wording;
  /** What the public reads instead; null: as it was asked. */
  readonly shown: Wording | null;
  readonly askedBy: { readonly id: number; readonly name: string; readonly organisation: string | null };
  readonly askedAt: Date;
  readonly named: boolean;
  readonly illustrative: boolean;
  readonly state: QuestionState;
  readonly holder: Agency | null;
  readonly dueOn: LocalDate;
  readonly version: number;
  readonly draft: Said | null;
  readonly answer: (Said & { readonly by: Agency | null }) | null;
  readonly answeredAt: Date | null;
  readonly correctedAt: Date | null;
  readonly refused: Refusing | null;
  readonly endedAt: Date | null;
}

/** Words and their language. */
export interface Said {
  readonly text: string;
  readonly language: Language;
}

export interface Refusing {
  readonly reason: Refused;
  readonly note: string | null;
  /** The answered question that says it already, where that is public. */
  readonly sameAs: { readonly id: number; readonly kind: CatalogueKind; readonly code: string } | null;
}

/** Where a term stands on a day: days left, or days late; of a question that waits no longer there is none. */
export function termOn(
  { state, dueOn }: Pick<Question, 'state' | 'dueOn'>,
  today: LocalDate,
): { readonly kind: 'left' | 'late'; readonly days: number } | null {
  if (state !== 'waiting') return null;
  const days = daysBetween(today, dueOn);
  return days < 0 ? { kind: 'late', days: -days } : { kind: 'left', days };
}
