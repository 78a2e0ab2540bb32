import type { Role } from '../../kernel/actor.ts';
import { daysBetween, type LocalDate } from '../../kernel/dates.ts';
import type { Lifecycle } from '../../kernel/lifecycle.ts';

export const consultationStates = ['draft', 'waiting', 'announced', 'published', 'withdrawn'] as const;
export type ConsultationState = (typeof consultationStates)[number];

export type ConsultationVerb =
  | 'change'
  | 'submit'
  | 'take_back'
  | 'return'
  | 'announce'
  | 'prolong'
  | 'withdraw'
  | 'publish';

const officers: readonly Role[] = ['programme_officer', 'programme_head'];
/** What is everybody's at once is the head's alone. */
const publicly = {
  where: { vi: 'lấy ý kiến công khai', en: 'everybody is asked' },
  by: ['programme_head'] as const,
};
/** One that nobody was told of yet is withdrawn by who prepares it. */
const publiclyTold = {
  ...publicly,
  where: { vi: 'lấy ý kiến công khai, đã thông báo', en: 'everybody is asked, and it is announced' },
};
const unpublished = { vi: 'chưa công khai', en: 'not public' };

/**
 * An officer prepares a consultation; one that everybody reads is announced by the programme head, who answers for what is
 * public at once. From then on its window opens and closes by the clock: coming, open and closed are dates, no states.
 */
export const consultationLifecycle: Lifecycle<ConsultationState, ConsultationVerb> = {
  noun: { vi: 'cuộc lấy ý kiến', en: 'consultation' },
  states: {
    draft: { public: unpublished, internal: { vi: 'đang chuẩn bị', en: 'in preparation' } },
    waiting: {
      public: unpublished,
      internal: { vi: 'chờ phụ trách duyệt', en: 'waits for the head' },
    },
    announced: {
      public: { vi: 'đã thông báo', en: 'announced' },
      internal: { vi: 'đã thông báo', en: 'announced' },
    },
    published: {
      public: { vi: 'đã có bản tổng hợp', en: 'summary published' },
      internal: { vi: 'đã có bản tổng hợp', en: 'summary published' },
    },
    withdrawn: {
      public: { vi: 'đã dừng', en: 'ended early' },
      internal: { vi: 'đã dừng', en: 'ended early' },
    },
  },
  verbs: {
    change: {
      from: ['draft'],
      to: 'draft',
      by: officers,
      label: { vi: 'Sửa nội dung lấy ý kiến', en: 'Change what is consulted on' },
    },
    submit: {
      from: ['draft'],
      to: 'waiting',
      by: officers,
      label: { vi: 'Trình phụ trách', en: 'Hand up to the head' },
    },
    take_back: {
      from: ['waiting'],
      to: 'draft',
      by: officers,
      label: { vi: 'Lấy lại để sửa', en: 'Take back to change' },
    },
    return: {
      from: ['waiting'],
      to: 'draft',
      by: ['programme_head'],
      label: { vi: 'Trả lại', en: 'Return' },
    },
    announce: {
      from: ['draft', 'waiting'],
      to: 'announced',
      by: officers,
      narrower: publicly,
      label: { vi: 'Thông báo lấy ý kiến', en: 'Announce' },
    },
    prolong: {
      from: ['announced'],
      to: 'announced',
      by: officers,
      narrower: publicly,
      label: { vi: 'Gia hạn', en: 'Prolong' },
    },
    withdraw: {
      from: ['draft', 'waiting', 'announced'],
      to: 'withdrawn',
      by: officers,
      narrower: publiclyTold,
      label: { vi: 'Dừng lấy ý kiến', en: 'End without a summary' },
    },
    publish: {
      from: ['announced'],
      to: 'published',
      by: officers,
      narrower: publicly,
      label: { vi: 'Công bố bản tổng hợp', en: 'Publish the summary' },
    },
  },
};

export const audiences = ['public', 'internal'] as const;
export type Audience = (typeof audiences)[number];

export const phases = ['coming', 'open', 'closed', 'published', 'withdrawn'] as const;
/** Where an announced consultation stands on a day. */
export type Phase = (typeof phases)[number];

export const titleMost = 300;
export const introductionMost = 5_000;
export const lineMost = 300;
export const reasonMost = 1_000;
export const partsMost = 500;
/** Characters of all parts of a document together. */
export const contentMost = 500_000;
/** Agencies and people asked, together. */
export const askedMost = 300;

/** Bytes of the file of a draft. */
export const fileMost = 25_000_000;

export interface Window {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A consultation as officers, those asked and, once announced, everybody read it. */
export interface Consultation {
  readonly id: number;
  readonly edition: { readonly id: number; readonly code: string; readonly title: string } | null;
  readonly file: { readonly sha256: string; readonly name: string; readonly size: number } | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly introduction: string;
  readonly agency: string;
  readonly contact: string;
  readonly audience: Audience;
  readonly namesShown: boolean;
  readonly window: Window;
  readonly state: ConsultationState;
  readonly takenAt: Date | null;
  readonly illustrative: boolean;
  readonly version: number;
  readonly announcedAt: Date | null;
  readonly withdrawal: string | null;
  readonly publishedAt: Date | null;
  /** Parts that may be shown to whoever asked. */
  readonly parts: number;
}

export function phaseOn(
  { state, window }: Pick<Consultation, 'state' | 'window'>,
  today: LocalDate,
): Phase | null {
  if (state === 'published' || state === 'withdrawn') return state;
  if (state !== 'announced') return null;
  if (today < window.from) return 'coming';
  return today <= window.to ? 'open' : 'closed';
}

/** The window of what is announced on a day: it begins no earlier. */
export function windowFrom({ from, to }: Window, day: LocalDate): Window {
  return { from: from < day ? day : from, to };
}

/** Days of the window, both ends included. */
export function daysOf({ from, to }: Window): number {
  return daysBetween(from, to) + 1;
}

/** A part of the consulted text; position 0 stands for the whole draft. */
export interface Part {
  readonly position: number;
  readonly label: string | null;
  readonly title: string;
  readonly body: string;
}

export type PartText = Omit<Part, 'position'> & { readonly entryId: number | null };
