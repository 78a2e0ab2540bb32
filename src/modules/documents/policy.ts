import { type Actor, holds, type Principal, type Role } from '../../kernel/actor.ts';
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
  if (action === 'read' && document.state === 'published') return true;
  return holds(actor, ...rolesFor(action, document.state));
}

function rolesFor(action: DocumentAction, state: DocumentState): readonly Role[] {
  const { edit, correct, publish, remove } = documentLifecycle.verbs;
  switch (action) {
    case 'read':
      return ['programme_officer', 'programme_head', 'leader', 'inspector'];
    case 'register':
      return edit.by;
    case 'edit':
      return (state === 'published' ? correct : edit).by;
    case 'publish':
      return publish.by;
    case 'remove':
      return remove.by;
  }
}

/** As a fact of the event: for whom the actor does it, where they may do it only as a deputy; nothing otherwise. */
export function onBehalf(
  actor: Actor,
  action: DocumentAction,
  document: { readonly state: DocumentState },
): { readonly onBehalfOf?: number } {
  const roles = rolesFor(action, document.state);
  const grants = actor.kind === 'account' ? actor.grants.filter(({ role }) => roles.includes(role)) : [];
  const [lent] = grants;
  const principal: Principal | undefined = grants.every(({ onBehalfOf }) => onBehalfOf)
    ? lent?.onBehalfOf
    : undefined;
  return principal ? { onBehalfOf: principal.id } : {};
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
