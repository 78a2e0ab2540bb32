import type { Actor, Grant, Role } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';

/** read: drafts and their history; edit: everything before publication; publish: the act itself. */
export type CatalogueAction = 'read' | 'edit' | 'publish';

const allowed: Readonly<Record<CatalogueAction, readonly Role[]>> = {
  read: ['programme_officer', 'programme_head', 'inspector'],
  edit: ['programme_officer', 'programme_head'],
  publish: ['programme_head'],
};

export const catalogueReaders = allowed.read;
export const catalogueEditors = allowed.edit;
export const cataloguePublishers = allowed.publish;

/** A grant limited to one edition counts there alone; one of the whole house or of its own department counts everywhere. */
function reaches(grant: Grant, editionId: number | null): boolean {
  if (grant.scope === null || grant.scope.kind === 'organisation') return true;
  return grant.scope.kind === 'edition' && grant.scope.id === editionId;
}

/** `editionId` null: an edition that does not exist yet. */
export function can(actor: Actor, action: CatalogueAction, editionId: number | null): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'account') return false;
  return actor.grants.some((grant) => allowed[action].includes(grant.role) && reaches(grant, editionId));
}

/**
 * Refuses what the actor may not do. Who may not even read a draft is told "not found", so that nobody learns
 * that it exists.
 */
export function authorise(actor: Actor, action: CatalogueAction, editionId: number | null): void {
  if (can(actor, action, editionId)) return;
  if (!can(actor, 'read', editionId)) throw notFound();
  throw new Refusal(
    'forbidden',
    action === 'publish'
      ? {
          vi: 'Chỉ phụ trách chương trình mới được công bố danh mục.',
          en: 'Only a programme head may publish an edition.',
        }
      : {
          vi: 'Bạn chỉ được xem danh mục này, không được sửa.',
          en: 'You may read this edition but not change it.',
        },
  );
}

/** The editions whose drafts the actor may read: all, or those with these ids. Lists use it; a test holds it against `can`. */
export function visibleTo(actor: Actor): 'all' | readonly number[] {
  if (actor.kind === 'system') return 'all';
  if (actor.kind !== 'account') return [];
  const grants = actor.grants.filter((grant) => allowed.read.includes(grant.role));
  if (grants.some((grant) => grant.scope === null || grant.scope.kind === 'organisation')) return 'all';
  return grants.flatMap(({ scope }) => (scope?.kind === 'edition' ? [scope.id] : []));
}

/** True for somebody who looks at drafts only as an inspector: each such look is recorded. */
export function looksAsInspector(actor: Actor): boolean {
  return (
    actor.kind === 'account' &&
    actor.grants.some((grant) => grant.role === 'inspector') &&
    !actor.grants.some((grant) => allowed.edit.includes(grant.role))
  );
}
