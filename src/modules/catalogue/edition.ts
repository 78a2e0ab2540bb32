import type { Lifecycle } from '../../kernel/lifecycle.ts';
import type { Text } from '../../kernel/text.ts';
import type { CatalogueKind } from './entry.ts';

export const editionStates = [
  'draft',
  'with_head',
  'with_leader',
  'returned',
  'scheduled',
  'published',
  'superseded',
  'withdrawn',
  'given_up',
] as const;
export type EditionState = (typeof editionStates)[number];
/** Steps forward first: in this order they are offered. */
export const editionVerbs = [
  'submit',
  'forward',
  'publish',
  'schedule',
  'return',
  'send_back',
  'recall',
  'take_back',
  'release',
  'supersede',
  'reinstate',
  'withdraw',
  'reopen',
  'give_up',
  'resume',
] as const;
export type EditionVerb = (typeof editionVerbs)[number];

const unpublished: Text = { vi: 'chưa công bố', en: 'not published' };

/**
 * An officer writes an edition and hands it to the head, the head to the leader, who publishes it at once or sets the
 * hour; each may hand it back with remarks, and whoever handed it up may take it back. What follows publication is an
 * adjustment of its own; an edition that replaces it as a whole supersedes it; a mistaken edition is withdrawn and says so in
 * public, and is published again where the withdrawal was the mistake. A draft that will not be published is
 * given up, and stays to be read.
 */
export const editionLifecycle: Lifecycle<EditionState, EditionVerb> = {
  noun: { vi: 'danh mục', en: 'edition' },
  states: {
    draft: { public: unpublished, internal: { vi: 'bản nháp', en: 'draft' } },
    with_head: { public: unpublished, internal: { vi: 'chờ phụ trách xem xét', en: 'with the head' } },
    with_leader: { public: unpublished, internal: { vi: 'chờ lãnh đạo phê duyệt', en: 'with the leader' } },
    returned: { public: unpublished, internal: { vi: 'trả lại để sửa', en: 'returned' } },
    scheduled: {
      public: unpublished,
      internal: { vi: 'đã duyệt, chờ giờ công bố', en: 'approved, waiting for its hour' },
    },
    published: {
      public: { vi: 'đã công bố', en: 'published' },
      internal: { vi: 'đã công bố', en: 'published' },
    },
    superseded: {
      public: { vi: 'đã được thay thế', en: 'superseded' },
      internal: { vi: 'đã được thay thế', en: 'superseded' },
    },
    withdrawn: {
      public: { vi: 'đã thu hồi', en: 'withdrawn' },
      internal: { vi: 'đã thu hồi', en: 'withdrawn' },
    },
    given_up: { public: unpublished, internal: { vi: 'đã bỏ, không công bố', en: 'given up' } },
  },
  verbs: {
    submit: {
      from: ['draft', 'returned'],
      to: 'with_head',
      by: ['programme_officer', 'programme_head'],
      label: { vi: 'Trình phụ trách', en: 'Submit to the head' },
    },
    recall: {
      from: ['with_head'],
      to: 'draft',
      by: ['programme_officer', 'programme_head'],
      label: { vi: 'Lấy lại để sửa', en: 'Take back to edit' },
    },
    return: {
      from: ['with_head'],
      to: 'returned',
      by: ['programme_head'],
      label: { vi: 'Trả lại cho chuyên viên', en: 'Return to the officer' },
    },
    forward: {
      from: ['with_head'],
      to: 'with_leader',
      by: ['programme_head'],
      label: { vi: 'Trình lãnh đạo', en: 'Submit to the leader' },
    },
    take_back: {
      from: ['with_leader'],
      to: 'with_head',
      by: ['programme_head'],
      label: { vi: 'Rút tờ trình', en: 'Take the submission back' },
    },
    send_back: {
      from: ['with_leader', 'scheduled'],
      to: 'returned',
      by: ['leader'],
      label: { vi: 'Trả lại để sửa', en: 'Return for correction' },
    },
    publish: {
      from: ['with_leader'],
      to: 'published',
      by: ['leader'],
      label: { vi: 'Duyệt và công bố ngay', en: 'Approve and publish now' },
    },
    schedule: {
      from: ['with_leader'],
      to: 'scheduled',
      by: ['leader'],
      label: { vi: 'Duyệt và hẹn giờ công bố', en: 'Approve and set the hour' },
    },
    release: {
      from: ['scheduled'],
      to: 'published',
      by: [],
      label: { vi: 'Công bố khi đến giờ', en: 'Publish at the hour set' },
    },
    supersede: {
      from: ['published'],
      to: 'superseded',
      by: [],
      label: { vi: 'Thay thế khi danh mục sau công bố', en: 'Supersede when the next one is published' },
    },
    reinstate: {
      from: ['superseded'],
      to: 'published',
      by: [],
      label: {
        vi: 'Trở lại hiệu lực khi danh mục thay thế bị thu hồi',
        en: 'Put back in force when that is withdrawn',
      },
    },
    withdraw: {
      from: ['published', 'superseded'],
      to: 'withdrawn',
      by: ['leader'],
      label: { vi: 'Thu hồi danh mục', en: 'Withdraw the edition' },
    },
    reopen: {
      from: ['withdrawn'],
      to: 'published',
      by: ['leader'],
      label: { vi: 'Công bố lại danh mục', en: 'Publish the edition again' },
    },
    give_up: {
      from: ['draft', 'returned'],
      to: 'given_up',
      by: ['programme_officer', 'programme_head'],
      label: { vi: 'Bỏ bản nháp', en: 'Give up the draft' },
    },
    resume: {
      from: ['given_up'],
      to: 'draft',
      by: ['programme_officer', 'programme_head'],
      label: { vi: 'Làm tiếp bản đã bỏ', en: 'Go on with what was given up' },
    },
  },
};

/** True while its writers may change it; from the first step up to publication it stays as it was handed on. */
export function isOpen({ state }: Pick<Edition, 'state'>): boolean {
  return state === 'draft' || state === 'returned';
}

/** True once its leader has approved it: what it says is what is signed. */
export function isApproved({ state }: Pick<Edition, 'state'>): boolean {
  return state === 'scheduled' || state === 'published';
}

/** True while it may still be published as it goes its way; not of what was given up. */
export function isUnderWay(edition: Pick<Edition, 'state'>): boolean {
  return isUnpublished(edition) && edition.state !== 'given_up';
}

/** True while visitors read it: in force, or superseded by a later one. */
export function isReadable({ state }: Pick<Edition, 'state'>): boolean {
  return state === 'published' || state === 'superseded';
}

/** True where nothing of it is public yet. */
export function isUnpublished({ state }: Pick<Edition, 'state'>): boolean {
  return !isReadable({ state }) && state !== 'withdrawn';
}

/** What those who work on editions call a state; null for what is none. */
export function editionStateName(state: string): Text | null {
  const known = editionStates.find((one) => one === state);
  return known ? editionLifecycle.states[known].internal : null;
}

export const kindNames: Readonly<Record<CatalogueKind, Text>> = {
  problems: { vi: 'Bài toán lớn', en: 'Major problems' },
  needs: { vi: 'Nhu cầu công nghệ', en: 'Technology needs' },
};

/** What an edition covers: one year, or a period of several. */
export type Span = { readonly year: number } | { readonly from: number; readonly to: number };

export interface Contact {
  readonly organisation: string | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly hours: string | null;
}

/** That a published edition was a mistake, and why. */
export interface Withdrawal {
  readonly at: Date;
  readonly note: Text;
}

/** That a withdrawn edition is public again, and why. */
export type Reopening = Withdrawal;

/** What an edition is called. */
export interface EditionName {
  readonly title: string;
  readonly titleEn: string | null;
}

/** What an edition changes instead of standing by itself. */
export interface Amending {
  /** The published edition. */
  readonly editionId: number;
  /** 1: its first change. */
  readonly no: number;
  /** Why, for everybody to read. */
  readonly reason: string;
  /** What the edition is called from then on; null: as it is. Its contact becomes that of the amendment. */
  readonly newName: EditionName | null;
}

export interface Edition {
  readonly id: number;
  readonly kind: CatalogueKind;
  readonly span: Span;
  /** `BTL-2026`, `NCCN-2026-2030`: the first part of every entry's code. */
  readonly code: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly documentId: number | null;
  readonly contact: Contact;
  readonly state: EditionState;
  /** The hour set by the leader. */
  readonly publishAt: Date | null;
  readonly publishedAt: Date | null;
  readonly withdrawal: Withdrawal | null;
  readonly reopening: Reopening | null;
  /** The former edition it replaces as a whole when it is published. */
  readonly replacesId: number | null;
  /** When another edition replaced this one. */
  readonly supersededAt: Date | null;
  /** null: a catalogue of its own. */
  readonly amends: Amending | null;
  readonly illustrative: boolean;
  readonly source: string | null;
  readonly nextOrdinal: number;
  readonly version: number;
  readonly updatedAt: Date;
}

/** `2026`, `2026-2030`. */
export function writeSpan(span: Span): string {
  return 'year' in span ? String(span.year) : `${span.from}-${span.to}`;
}

/** Reads `2026`, `2026-2030`, `2026 – 2030`; null for anything else, or for a period that does not run forward. */
export function readSpan(typed: string): Span | null {
  const match = /^\s*(20\d{2})(?:\s*[-–—]\s*(20\d{2}))?\s*$/.exec(typed);
  if (!match) return null;
  const from = Number(match[1]);
  if (match[2] === undefined) return { year: from };
  const to = Number(match[2]);
  return to > from ? { from, to } : null;
}

const prefixes: Readonly<Record<CatalogueKind, string>> = { problems: 'BTL', needs: 'NCCN' };
/** Digits of the last part; a catalogue that outgrows them gets more. */
const digits: Readonly<Record<CatalogueKind, number>> = { problems: 2, needs: 3 };

export function editionCode(kind: CatalogueKind, span: Span): string {
  return `${prefixes[kind]}-${writeSpan(span)}`;
}

/** `BTL-2026-03`, `NCCN-2026-012`: the place in printed order within the edition. */
export function entryCode(edition: Pick<Edition, 'kind' | 'code'>, ordinal: number): string {
  return `${edition.code}-${String(ordinal).padStart(digits[edition.kind], '0')}`;
}

/** `BTL-2026-DC1`: the first change of the published edition `BTL-2026`. */
export function amendmentCode(code: string, no: number): string {
  return `${code}-DC${no}`;
}

export function codeDigits(kind: CatalogueKind): number {
  return digits[kind];
}
