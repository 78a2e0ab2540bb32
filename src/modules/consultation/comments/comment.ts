import type { Audience } from '../consultation.ts';

/** What a comment says of the draft. */
export const commentKinds = ['agree', 'disagree', 'suggest'] as const;
export type CommentKind = (typeof commentKinds)[number];

export const moderations = ['waiting', 'shown', 'hidden'] as const;
export type Moderation = (typeof moderations)[number];

export const outcomes = ['accepted', 'partly', 'declined'] as const;
/** What becomes of a comment. */
export type Outcome = (typeof outcomes)[number];

export const bodyMost = 10_000;
export const replyMost = 6_000;
/** Comments of one person within a day, over all consultations. */
export const mostADay = 100;
/** Parts of one consultation for which somebody's unsent words are kept; the oldest go. */
export const draftsMost = 20;
/** Longer texts stay in the browser alone: they must be shortened before they can be sent. */
export const draftMost = 30_000;

/** What stands where words were, once their author took them back or was erased. */
export const noWords = '…';

/** Who agrees as it stands need not be answered; who proposes other words is. */
export function needsReply({ kind, proposed }: Pick<Comment, 'kind' | 'proposed'>): boolean {
  return kind !== 'agree' || proposed !== null;
}

/** What is answered to one comment, or to several alike. */
export interface Reply {
  readonly id: number;
  readonly outcome: Outcome | null;
  readonly body: string;
  readonly version: number;
  /** Comments that have it in common. */
  readonly comments: number;
}

/** A comment as its author and officers read it. */
export interface Comment {
  readonly id: number;
  /** 0: the whole draft. */
  readonly part: number;
  /** Null of the whole draft, and of a part that became confidential for the reader. */
  readonly partName: string | null;
  readonly kind: CommentKind;
  readonly body: string;
  readonly proposed: string | null;
  readonly author: { readonly id: number; readonly name: string; readonly organisation: string | null };
  readonly organisationId: number | null;
  readonly state: 'sent' | 'withdrawn';
  readonly moderation: Moderation;
  readonly hiddenReason: string | null;
  readonly reply: Reply | null;
  readonly illustrative: boolean;
  readonly version: number;
  readonly sentAt: Date;
  readonly changedAt: Date | null;
}

/** A comment as others read it beside the draft. */
export interface ShownComment {
  readonly id: number;
  readonly part: number;
  readonly kind: CommentKind;
  readonly body: string;
  readonly proposed: string | null;
  /** Null where names are not shown. */
  readonly by: { readonly name: string | null; readonly organisation: string | null } | null;
  readonly forOrganisation: boolean;
  readonly sentAt: Date;
  readonly reply: { readonly outcome: Outcome; readonly body: string } | null;
  readonly illustrative: boolean;
}

/** Whether others read a comment at once: of an internal consultation those asked do. */
export function firstModeration(audience: Audience): Moderation {
  return audience === 'internal' ? 'shown' : 'waiting';
}
