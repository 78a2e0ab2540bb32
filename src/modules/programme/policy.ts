import { type RawBuilder, sql } from 'kysely';
import type { AccountActor, Actor, Grant, Role } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import type { PlanLevel, PlanState } from './plans/plan.ts';

/** What rights on a plan, and on all that stands in it, depend on. */
export interface HeldPlan {
  readonly level: PlanLevel;
  readonly state: PlanState;
  /** Whose plan it is. */
  readonly organisationId: number | null;
}

/**
 * read: drafts and what is not public; edit: enter and amend, assign, follow; decide: what becomes public or binds others (put into
 * force, end, confirm what is done); extend: a later deadline. Of a plan of its own unit an agency's officer does all of it.
 */
export type ProgrammeAction = 'read' | 'edit' | 'decide' | 'extend';

const allowed: Readonly<Record<ProgrammeAction, readonly Role[]>> = {
  read: ['programme_officer', 'programme_head', 'leader', 'inspector'],
  edit: ['programme_officer', 'programme_head'],
  decide: ['programme_head'],
  extend: ['programme_head', 'leader'],
};

/** Doors: who may come in at all; an agency's officer sees its own. */
export const programmeReaders: readonly Role[] = [...allowed.read, 'agency_officer'];
export const programmeEditors: readonly Role[] = [...allowed.edit, 'agency_officer'];
export const programmeDeciders: readonly Role[] = ['programme_head', 'leader', 'agency_officer'];

/** A grant of the whole house or of its own department counts everywhere, as with catalogues. */
function reaches({ scope }: Grant): boolean {
  return scope === null || scope.kind === 'organisation';
}

function holdsEverywhere(actor: Actor, action: ProgrammeAction): boolean {
  if (actor.kind === 'system') return true;
  return (
    actor.kind === 'account' &&
    actor.grants.some((grant) => allowed[action].includes(grant.role) && reaches(grant))
  );
}

/**
 * Agencies of which somebody is an officer: where the role is held there, or in the whole installation by somebody who
 * belongs to it. Belonging alone is none: who is no officer any longer still belongs to the agency. A deputy has the role in the
 * agency for which it was lent.
 */
export function agenciesOf(actor: Actor): readonly number[] {
  if (actor.kind !== 'account' || actor.owesFactor) return [];
  const found = actor.grants.flatMap((grant) =>
    grant.role === 'agency_officer' ? agencyOf(actor, grant) : [],
  );
  return [...new Set(found)];
}

function agencyOf(actor: AccountActor, { scope, onBehalfOf }: Grant): readonly number[] {
  if (scope?.kind === 'organisation') return [scope.id];
  return scope === null && !onBehalfOf && actor.organisationId !== null ? [actor.organisationId] : [];
}

/** Whether the actor enters facts and answers for this organisation. */
export function actsForAgency(actor: Actor, organisationId: number | null): boolean {
  return actor.kind === 'system' || (organisationId !== null && agenciesOf(actor).includes(organisationId));
}

function ownUnitPlan(actor: Actor, { level, organisationId }: HeldPlan): boolean {
  return level === 'unit' && actsForAgency(actor, organisationId);
}

/** `plan` null: one that does not exist yet, of the province or the centre. */
export function mayDo(actor: Actor, action: ProgrammeAction, plan: HeldPlan | null): boolean {
  return holdsEverywhere(actor, action) || (plan !== null && ownUnitPlan(actor, plan));
}

/** As a fact of an event: for whom the actor does what `allows` says, where only a role lent to them allows it; nothing otherwise. */
export function onBehalf(actor: Actor, allows: (actor: Actor) => boolean): { readonly onBehalfOf?: number } {
  if (actor.kind !== 'account') return {};
  const own = actor.grants.filter((grant) => !grant.onBehalfOf);
  if (own.length === actor.grants.length || allows({ ...actor, grants: own })) return {};
  const lent = actor.grants.find(
    (grant) => grant.onBehalfOf && allows({ ...actor, grants: [...own, grant] }),
  );
  return lent?.onBehalfOf ? { onBehalfOf: lent.onBehalfOf.id } : {};
}

/** `onBehalf` of what is done to a plan and all that stands in it. */
export function onBehalfIn(actor: Actor, action: ProgrammeAction, plan: HeldPlan | null) {
  return onBehalf(actor, (one) => mayDo(one, action, plan));
}

/** A plan that is public is read by everybody; another by whoever works on it. */
export function mayRead(actor: Actor, plan: HeldPlan): boolean {
  return isPublic(plan.state) || mayDo(actor, 'read', plan);
}

export function isPublic(state: PlanState): boolean {
  return state === 'in_force' || state === 'replaced' || state === 'ended';
}

/** Condition on `plan` (or another name of it): the actor works with it or looks at its work. A test holds it against `mayDo(…, 'read')`. */
export function plansReadBy(actor: Actor, plan = 'plan'): RawBuilder<boolean> {
  if (holdsEverywhere(actor, 'read')) return sql<boolean>`true`;
  const level = sql.ref(`${plan}.level`);
  const organisation = sql.ref(`${plan}.organisation_id`);
  const state = sql.ref(`${plan}.state`);
  // who is given tasks reads the plans they stand in, as everybody may
  const open = sql<boolean>`${state} in ('in_force', 'replaced', 'ended')`;
  const own = [...agenciesOf(actor)];
  if (own.length === 0) return open;
  return sql<boolean>`(${open} or (${level} = 'unit' and coalesce(${organisation} = any(${own}::bigint[]), false)))`;
}

/** Condition on `plan`: the actor may edit it, whatever its state allows. */
export function plansEditedBy(actor: Actor): RawBuilder<boolean> {
  if (holdsEverywhere(actor, 'edit')) return sql<boolean>`true`;
  const own = [...agenciesOf(actor)];
  return sql<boolean>`(plan.level = 'unit' and coalesce(plan.organisation_id = any(${own}::bigint[]), false))`;
}

/** Throws Refusal: “not found” to whoever may not even read it. */
export function authoriseProgramme(actor: Actor, action: ProgrammeAction, plan: HeldPlan | null): void {
  if (mayDo(actor, action, plan)) return;
  if (plan === null ? !holdsEverywhere(actor, 'read') : !mayRead(actor, plan)) throw notFound();
  throw new Refusal('forbidden', refusals[action]);
}

const refusals: Readonly<Record<ProgrammeAction, Text>> = {
  read: { vi: 'Bạn không được xem kế hoạch này.', en: 'You may not read this plan.' },
  edit: {
    vi: 'Bạn chỉ được xem kế hoạch này, không được sửa hay giao việc.',
    en: 'You may read this plan but neither change it nor assign its tasks.',
  },
  decide: {
    vi: 'Việc này do phụ trách chương trình quyết định.',
    en: 'This is decided by the programme head.',
  },
  extend: {
    vi: 'Gia hạn do phụ trách chương trình hoặc lãnh đạo UBND tỉnh quyết định.',
    en: 'Deadlines are extended by the programme head or a leader.',
  },
};

/**
 * Condition on a task or target, under its own name or another, and its `plan`: what is kept from the public is read by those who look after
 * plans, and by the agencies it was given to.
 */
export function itemsSeenBy(actor: Actor, kind: 'task' | 'target', name: string = kind): RawBuilder<boolean> {
  if (holdsEverywhere(actor, 'read')) return sql<boolean>`true`;
  const own = [...agenciesOf(actor)];
  const [item, given] = [sql.ref(`${name}.id`), sql.table(`${kind}_agency`)];
  return sql<boolean>`(${sql.ref(`${name}.shown`)} or (plan.level = 'unit' and plan.organisation_id = any(${own}::bigint[]))
    or exists (select 1 from ${given} given where ${sql.ref(`given.${kind}_id`)} = ${item} and given.until is null
      and given.organisation_id = any(${own}::bigint[])))`;
}
