import { type Actor, holds } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type DocumentState, documentLifecycle } from './document.ts';

export type DocumentAction = 'read' | 'register' | 'edit' | 'publish' | 'remove';

/** Whether the actor may do it to a document in this state; the state says nothing for `register`. */
export function can(
  actor: Actor,
  action: DocumentAction,
  document: { readonly state: DocumentState },
): boolean {
  if (actor.kind === 'system') return true;
  const { edit, correct, publish, remove } = documentLifecycle.verbs;
  switch (action) {
    case 'read':
      return (
        document.state === 'published' ||
        holds(actor, 'programme_officer', 'programme_head', 'leader', 'inspector')
      );
    case 'register':
      return holds(actor, ...edit.by);
    case 'edit':
      return holds(actor, ...(document.state === 'published' ? correct : edit).by);
    case 'publish':
      return holds(actor, ...publish.by);
    case 'remove':
      return holds(actor, ...remove.by);
  }
}

/** Throws `forbidden` in the words of the action. */
export function refuseUnlessCan(
  actor: Actor,
  action: DocumentAction,
  document: { readonly state: DocumentState },
): void {
  if (can(actor, action, document)) return;
  throw new Refusal(
    'forbidden',
    refusals[action === 'edit' && document.state === 'published' ? 'correct' : action],
  );
}

const refusals = {
  read: {
    vi: 'Sổ văn bản làm việc chỉ dành cho cán bộ chương trình.',
    en: 'The working register is for programme officers.',
  },
  register: {
    vi: 'Chỉ chuyên viên hoặc phụ trách chương trình được đưa văn bản vào sổ.',
    en: 'Only a programme officer or head may register documents.',
  },
  edit: {
    vi: 'Chỉ chuyên viên hoặc phụ trách chương trình được sửa văn bản trong sổ.',
    en: 'Only a programme officer or head may edit documents.',
  },
  correct: {
    vi: 'Văn bản đã công bố: chỉ phụ trách chương trình được đính chính. Hãy báo phụ trách nội dung cần sửa.',
    en: 'The document is published: only the programme head may correct it. Tell the head what is wrong.',
  },
  publish: {
    vi: 'Chỉ phụ trách chương trình được công bố văn bản.',
    en: 'Only the programme head may publish documents.',
  },
  remove: {
    vi: 'Chỉ chuyên viên hoặc phụ trách chương trình được bỏ bản nháp.',
    en: 'Only a programme officer or head may remove drafts.',
  },
} as const;
