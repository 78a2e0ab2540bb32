import type { Lifecycle } from '../../../kernel/lifecycle.ts';

export const planStates = ['draft', 'handed_up', 'in_force', 'replaced', 'ended', 'withdrawn'] as const;
export type PlanState = (typeof planStates)[number];

export const planVerbs = [
  ...['change', 'hand_up', 'take_back', 'return'],
  ...['put_in_force', 'amend', 'replace', 'end', 'withdraw'],
] as const;
export type PlanVerb = (typeof planVerbs)[number];

/** Whose plan it is: a programme of the centre, of the province, or of one unit. */
export const planLevels = ['central', 'province', 'unit'] as const;
export type PlanLevel = (typeof planLevels)[number];

export const relationKinds = ['replaces', 'amends', 'derives'] as const;
export type RelationKind = (typeof relationKinds)[number];

const unpublished = { vi: 'chưa công khai', en: 'not public' };
const house = ['programme_officer', 'programme_head'] as const;
const officers = ['programme_officer', 'programme_head', 'agency_officer'] as const;
/** Of a plan of its own unit an agency's officer does it; of any other the head, since it becomes public. */
const heads = ['programme_head', 'agency_officer'] as const;

/**
 * A plan is issued on paper; here it is entered, handed up, checked against the paper and put into force, from which day its items
 * are followed and public. The head gives back with a remark what is not right yet, and needs nobody to hand it up. It ends when its time is over or when another replaces it.
 */
export const planLifecycle: Lifecycle<PlanState, PlanVerb> = {
  noun: { vi: 'kế hoạch', en: 'plan' },
  states: {
    draft: { public: unpublished, internal: { vi: 'đang nhập', en: 'being entered' } },
    handed_up: {
      public: unpublished,
      internal: { vi: 'chờ đưa vào theo dõi', en: 'waiting to be put into force' },
    },
    in_force: {
      public: { vi: 'đang thực hiện', en: 'in force' },
      internal: { vi: 'đang thực hiện', en: 'in force' },
    },
    replaced: {
      public: { vi: 'đã thay thế', en: 'replaced' },
      internal: { vi: 'đã thay thế', en: 'replaced' },
    },
    ended: { public: { vi: 'đã kết thúc', en: 'ended' }, internal: { vi: 'đã kết thúc', en: 'ended' } },
    withdrawn: { public: unpublished, internal: { vi: 'đã rút', en: 'withdrawn' } },
  },
  verbs: {
    change: { from: ['draft'], to: 'draft', by: officers, label: { vi: 'Sửa', en: 'Change' } },
    hand_up: {
      ...{ from: ['draft'], to: 'handed_up', by: house },
      label: { vi: 'Trình phụ trách chương trình', en: 'Hand up to the programme head' },
    },
    take_back: {
      ...{ from: ['handed_up'], to: 'draft', by: house },
      label: { vi: 'Lấy lại để sửa', en: 'Take back to edit' },
    },
    return: {
      ...{ from: ['handed_up'], to: 'draft', by: ['programme_head'] },
      label: { vi: 'Trả lại để sửa', en: 'Return for correction' },
    },
    put_in_force: {
      from: ['draft', 'handed_up'],
      to: 'in_force',
      by: heads,
      label: { vi: 'Đưa vào theo dõi', en: 'Put into force' },
    },
    amend: {
      from: ['in_force'],
      to: 'in_force',
      by: officers,
      label: { vi: 'Sửa đổi theo văn bản', en: 'Amend by a document' },
    },
    replace: {
      from: ['in_force'],
      to: 'replaced',
      by: heads,
      label: { vi: 'Thay thế bằng kế hoạch khác', en: 'Replace by another plan' },
    },
    end: { from: ['in_force'], to: 'ended', by: heads, label: { vi: 'Kết thúc', en: 'End' } },
    withdraw: {
      from: ['in_force'],
      to: 'withdrawn',
      by: heads,
      label: { vi: 'Rút khỏi công khai', en: 'Withdraw' },
    },
  },
};

/** Not yet in force: nothing of it is public, followed or owed. */
export function beingEntered(state: string): boolean {
  return state === 'draft' || state === 'handed_up';
}

export const titleMost = 1_000;
/** More items than any plan has; a file with more is refused whole. */
export const itemsMost = 5_000;

/** `145/KH-UBND`, `2025` → `145-2025`; what else a number holds becomes a point. null where there is no number. */
export function proposedMark(number: string | null, issued: string | null): string | null {
  const running = /^\s*([0-9]+[A-Za-z]?)/.exec(number ?? '')?.[1];
  const year = /^\d{4}/.exec(issued ?? '')?.[0];
  return running && year ? `${running.toUpperCase()}-${year}` : null;
}

export const planCode = (mark: string) => `KH-${mark}`;
export const taskCode = (mark: string, position: number) => `NV-${mark}-${String(position).padStart(3, '0')}`;
export const targetCode = (mark: string, position: number) =>
  `CT-${mark}-${String(position).padStart(2, '0')}`;
