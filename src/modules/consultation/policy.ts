import { type RawBuilder, sql } from 'kysely';
import type { AccountActor, Actor, MemberRole } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import { type CatalogueAction, can, seenBy, visibleTo } from '../catalogue/index.ts';
import { type Audience, type ConsultationVerb, consultationLifecycle } from './consultation.ts';

/** What rights depend on. */
export interface Held {
  readonly editionId: number | null;
  readonly audience: Audience;
}

/** The right of the catalogue by which somebody does it: as with what is public beside an edition. */
function rightFor(verb: ConsultationVerb | 'work', { audience }: Held, announced: boolean): CatalogueAction {
  if (verb === 'return') return 'correct';
  if (audience !== 'public' || verb === 'work') return 'edit';
  const open = verb === 'announce' || announced;
  return open && consultationLifecycle.verbs[verb].narrower ? 'correct' : 'edit';
}

/** `work`: moderate, reply, bring together. `announced`: whether it is public already. */
export function mayDo(
  actor: Actor,
  verb: ConsultationVerb | 'work',
  held: Held,
  announced: boolean,
): boolean {
  return can(actor, rightFor(verb, held, announced), held.editionId);
}

/** Who may not even read it as an officer is told “not found”. */
export function authoriseConsultation(
  actor: Actor,
  verb: ConsultationVerb | 'work',
  held: Held,
  announced: boolean,
): void {
  if (mayDo(actor, verb, held, announced)) return;
  if (!can(actor, 'read', held.editionId)) throw notFound();
  throw new Refusal('forbidden', rightFor(verb, held, announced) === 'correct' ? onlyHeads : onlyReads);
}

const onlyHeads = {
  vi: 'Lấy ý kiến công khai do phụ trách chương trình thông báo, trả lại, gia hạn, dừng và công bố kết quả.',
  en: 'A public consultation is announced, returned, prolonged, ended and its summary published by the programme head.',
};
const onlyReads = {
  vi: 'Bạn chỉ được xem cuộc lấy ý kiến này, không được xử lý.',
  en: 'You may read this consultation but not act on it.',
};

/** Condition on `consultation`: the actor works with it or looks at its work. A test holds it against `can(…, 'read')`. */
export function consultationReadBy(actor: Actor): RawBuilder<boolean> {
  const editions = visibleTo(actor);
  if (editions === 'all') return sql<boolean>`true`;
  return sql<boolean>`coalesce(consultation.edition_id = any(${[...editions]}::bigint[]), false)`;
}

/**
 * Agencies of which somebody is an officer: where the role is held there, or in the whole installation by somebody who
 * belongs to it. Belonging alone is none: who is no officer any longer still belongs to the agency.
 */
function agenciesOf(actor: AccountActor): readonly number[] {
  return actor.grants.flatMap(({ role, scope, onBehalfOf }) => {
    if (role !== 'agency_officer') return [];
    if (scope?.kind === 'organisation') return [scope.id];
    return scope === null && !onBehalfOf && actor.organisationId !== null ? [actor.organisationId] : [];
  });
}

/** Members who write for their organisation. */
const writers: readonly MemberRole[] = ['owner', 'editor'];

/** Agencies and organisations somebody comments for, as their officer or as a member who writes. */
export function organisationsSpokenFor(actor: Actor): readonly number[] {
  if (actor.kind !== 'account') return [];
  const written = actor.memberships.filter(({ role }) => writers.includes(role));
  return [...new Set([...agenciesOf(actor), ...written.map(({ organisationId }) => organisationId)])];
}

export function speaksFor(actor: Actor, organisationId: number): boolean {
  return organisationsSpokenFor(actor).includes(organisationId);
}

/** Those, and organisations of which somebody is a member who only reads: what they are asked is read by them too. */
export function organisationsOf(actor: AccountActor): readonly number[] {
  return [...agenciesOf(actor), ...actor.memberships.map(({ organisationId }) => organisationId)];
}

/** Condition on `consultation`: the actor was asked; nobody is whose second factor is still owed. */
export function askedIn(actor: Actor): RawBuilder<boolean> {
  if (actor.kind !== 'account' || actor.owesFactor) return sql<boolean>`false`;
  return sql<boolean>`exists (select 1 from consultation_asked asked where asked.consultation_id = consultation.id
    and (asked.account_id = ${actor.id} or asked.organisation_id = any(${[...organisationsOf(actor)]}::bigint[])))`;
}

/** Condition on `consultation`: it is announced, and for everybody or for the actor. */
export function openTo(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(consultation.announced_at is not null and (consultation.audience = 'public' or ${askedIn(actor)}))`;
}

/** Condition on `consultation_part` under this name: its entry has not become confidential for the actor since. */
export function partSeenBy(actor: Actor, part = 'part'): RawBuilder<boolean> {
  const entry = sql.ref(`${part}.entry_id`);
  return sql<boolean>`(${entry} is null or exists (
    select 1 from entry own where own.id = ${entry} and ${seenBy(actor, 'own')}))`;
}

/** Those asked and the public read what is confidential for nobody, whatever else they may. */
export const readersOfParts: Actor = { kind: 'visitor' };
