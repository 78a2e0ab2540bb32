import { z } from 'zod';
import type { Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Lifecycle } from '../../../kernel/lifecycle.ts';
import type { Text } from '../../../kernel/text.ts';
import { templateFields } from '../../../office/index.ts';
import type { Agency } from '../difficulties/difficulty.ts';

export const letterStates = ['draft', 'issued', 'recalled', 'dropped'] as const;
export type LetterState = (typeof letterStates)[number];

export type LetterVerb = 'change' | 'issue' | 'correct' | 'recall' | 'drop';

const writers: readonly Role[] = ['programme_officer', 'programme_head'];
const unpublished: Text = { vi: 'không công khai', en: 'never public' };

/** A letter that urges an agency on (công văn đôn đốc). It is signed on paper or elsewhere; here it is noted as issued. */
export const letterLifecycle: Lifecycle<LetterState, LetterVerb> = {
  noun: { vi: 'công văn đôn đốc', en: 'urging letter' },
  states: {
    draft: { public: unpublished, internal: { vi: 'dự thảo', en: 'draft' } },
    issued: { public: unpublished, internal: { vi: 'đã phát hành', en: 'issued' } },
    recalled: { public: unpublished, internal: { vi: 'đã thu hồi', en: 'recalled' } },
    dropped: { public: unpublished, internal: { vi: 'đã bỏ', en: 'dropped' } },
  },
  verbs: {
    change: {
      from: ['draft'],
      to: 'draft',
      by: writers,
      label: { vi: 'Lưu nội dung', en: 'Save the words' },
    },
    issue: {
      ...{ from: ['draft'], to: 'issued', by: writers },
      label: { vi: 'Ghi nhận đã phát hành', en: 'Note as issued' },
    },
    correct: {
      ...{ from: ['issued'], to: 'issued', by: writers },
      label: { vi: 'Sửa số, ngày, người ký', en: 'Correct number, day, signer' },
    },
    recall: {
      ...{ from: ['issued'], to: 'recalled', by: writers },
      label: { vi: 'Thu hồi', en: 'Recall' },
    },
    drop: { from: ['draft'], to: 'dropped', by: writers, label: { vi: 'Bỏ dự thảo', en: 'Drop the draft' } },
  },
};

const line = z.string().default('');

/** What an officer may edit, as typed; lists and the body have a line for each item or paragraph. */
export const letterTexts = z.object({
  ...{ superior: line, issuer: line, number: line, symbol: line, place: line, date: line },
  ...{ abstract: line, addressees: line, body: line, roles: line, signer: line, recipients: line },
  annexTitle: line,
});
export type LetterTexts = z.infer<typeof letterTexts>;
export type LetterField = keyof LetterTexts;
export const letterFields = Object.keys(letterTexts.shape) as readonly LetterField[];

/** Names that stand between double braces; what they come to is known when the letter is written. */
export const letterFieldNames = [
  ...['cơ quan', 'kế hoạch', 'số nhiệm vụ', 'số quá hạn', 'số sắp đến hạn'],
  ...['tình trạng', 'ngày lập', 'hạn báo cáo', 'tỉnh', 'danh sách nhiệm vụ'],
] as const;
export type LetterFieldName = (typeof letterFieldNames)[number];

export const { brokenField, filled } = templateFields<LetterFieldName>(letterFieldNames);

/** A task as the letter names it. */
export const urgedTask = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), plan: z.string() },
  lastDay: z.string(),
  /** 0: soon due. */
  lateDays: z.number(),
  standing: z.string(),
});
export type UrgedTask = z.infer<typeof urgedTask>;

/** What a letter lists on a day; an issued one keeps what it listed. */
export const urgedTasks = z.object({
  on: z.string(),
  /** The plans as a letter cites them. */
  plans: z.array(z.string()),
  tasks: z.array(urgedTask),
  /** Some are of a made-up plan. */
  illustrative: z.boolean(),
});
export type UrgedTasks = z.infer<typeof urgedTasks>;

/** Which tasks a letter is about. */
export interface Urging {
  /** null: of all plans in force. */
  readonly planId: number | null;
  /** Late by so many days at least. */
  readonly leastDays: number;
  /** Those soon due as well. */
  readonly withSoon: boolean;
}

export interface UrgingLetter extends Urging {
  readonly id: number;
  readonly agency: Agency;
  readonly batch: string;
  readonly state: LetterState;
  readonly reportBy: LocalDate;
  readonly texts: LetterTexts;
  /** Of an issued one. */
  readonly kept: UrgedTasks | null;
  readonly number: string | null;
  readonly issuedOn: LocalDate | null;
  readonly signer: string | null;
  /** Of a recalled one. */
  readonly recalledOn: LocalDate | null;
  readonly recallReason: string | null;
  readonly version: number;
  readonly createdAt: Date;
}

/** Letters of the reason for which one is recalled. */
export const reasonMost = 500;
/** Tasks one letter lists at most; an agency with more gets the latest of them. */
export const tasksMost = 300;
/** Tasks up to which the list stands amid the letter; more stand in an annex. */
export const insetMost = 10;
/** Agencies drafted for at once. */
export const lettersAtOnce = 200;
/** Letters in one archive. */
export const archiveMost = 60;
/** Working days within which a report is suggested. */
export const usualDays = 5;
