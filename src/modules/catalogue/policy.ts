import type { AccountActor, Actor, Grant, Principal, Role } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Language, Text } from '../../kernel/text.ts';
import { texts } from '../../ui/texts/texts.ts';
import { type Edition, type EditionVerb, editionLifecycle, editionVerbs } from './edition.ts';

/**
 * read: drafts and their history; edit: everything before it is handed up; correct: what is public beside an edition, at
 * once; note: internal notes, and remove_note: those of others; otherwise a step of the lifecycle.
 */
export type CatalogueAction = Allowance | EditionVerb;

type Allowance = 'read' | 'edit' | 'correct' | 'note' | 'remove_note';

const allowed: Readonly<Record<Allowance, readonly Role[]>> = {
  read: ['programme_officer', 'programme_head', 'leader', 'inspector'],
  edit: ['programme_officer', 'programme_head'],
  correct: ['programme_head'],
  note: ['programme_officer', 'programme_head', 'leader'],
  remove_note: ['programme_head'],
};

export const catalogueReaders = allowed.read;
export const catalogueEditors = allowed.edit;
export const noteWriters = allowed.note;

export function rolesFor(action: CatalogueAction): readonly Role[] {
  return isAllowance(action) ? allowed[action] : editionLifecycle.verbs[action].by;
}

function isAllowance(action: CatalogueAction): action is Allowance {
  return Object.hasOwn(allowed, action);
}

/** A grant limited to one edition counts there alone; one of the whole house or of its own department counts everywhere. */
function reaches(grant: Grant, editionId: number | null): boolean {
  if (grant.scope === null || grant.scope.kind === 'organisation') return true;
  return grant.scope.kind === 'edition' && grant.scope.id === editionId;
}

/** The grant by which the actor may do it: an own one before one lent to them, and null where there is none. */
function grantFor(actor: AccountActor, action: CatalogueAction, editionId: number | null): Grant | null {
  const fitting = actor.grants.filter(
    (grant) => rolesFor(action).includes(grant.role) && reaches(grant, editionId),
  );
  return fitting.find(({ onBehalfOf }) => !onBehalfOf) ?? fitting[0] ?? null;
}

/** `editionId` null: an edition that does not exist yet. */
export function can(actor: Actor, action: CatalogueAction, editionId: number | null): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'account' && grantFor(actor, action, editionId) !== null;
}

/** For whom the actor does it, where they may do it only as a deputy; otherwise null. */
export function principalOf(
  actor: Actor,
  action: CatalogueAction,
  editionId: number | null,
): Principal | null {
  return actor.kind === 'account' ? (grantFor(actor, action, editionId)?.onBehalfOf ?? null) : null;
}

/** The steps the actor may take with an edition in the state it is in. */
export function stepsFor(actor: Actor, { id, state }: Pick<Edition, 'id' | 'state'>): readonly EditionVerb[] {
  return editionVerbs.filter(
    (verb) => editionLifecycle.verbs[verb].from.includes(state) && can(actor, verb, id),
  );
}

/**
 * Refuses what the actor may not do. Who may not even read a draft is told "not found", so that nobody learns
 * that it exists.
 */
export function authorise(actor: Actor, action: CatalogueAction, editionId: number | null): void {
  if (can(actor, action, editionId)) return;
  if (!can(actor, 'read', editionId)) throw notFound();
  if (action === 'correct') throw new Refusal('forbidden', onlyHeads);
  throw new Refusal('forbidden', isAllowance(action) ? onlyReads : onlyFor(action));
}

const onlyReads: Text = {
  vi: 'Bạn chỉ được xem danh mục này, không được sửa.',
  en: 'You may read this edition but not change it.',
};

const onlyHeads: Text = {
  vi: 'Danh mục sau đã công bố nên điều ghi ở đây công khai ngay; chỉ phụ trách chương trình mới được ghi.',
  en: 'The next edition is published, so what is said here is public at once; only the programme head says it.',
};

function onlyFor(verb: EditionVerb): Text {
  const { by, label } = editionLifecycle.verbs[verb];
  if (by.length === 0)
    return {
      vi: `Việc “${label.vi}” do hệ thống tự làm.`,
      en: `“${label.en}” is done by the system.`,
    };
  const who = (language: Language) => by.map((role) => texts(language).roles[role]).join(', ');
  return {
    vi: `Chỉ ${who('vi')} mới được làm việc “${label.vi}”.`,
    en: `“${label.en}” is for: ${who('en')}.`,
  };
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

/** Whether the person reads an edition before it is public. */
export function mayRead(actor: Actor, editionId: number): boolean {
  return can(actor, 'read', editionId);
}
