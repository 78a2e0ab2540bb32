import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import { type CatalogueAction, can, seenBy, visibleTo } from '../catalogue/index.ts';
import type { Audience, ConsultationVerb } from './consultation.ts';

/** What rights depend on. */
export interface Held {
  readonly editionId: number | null;
  readonly audience: Audience;
}

/** What only the head does with a public consultation: it is everybody's at once. */
const headsAlone: readonly ConsultationVerb[] = ['announce', 'prolong', 'withdraw', 'publish'];

/** The right of the catalogue by which somebody does it: as with what is public beside an edition. */
function rightFor(verb: ConsultationVerb | 'work', { audience }: Held, announced: boolean): CatalogueAction {
  const open = verb === 'announce' || announced;
  return audience === 'public' && open && verb !== 'work' && headsAlone.includes(verb) ? 'correct' : 'edit';
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
  vi: 'Lấy ý kiến công khai do phụ trách chương trình thông báo, gia hạn, dừng và công bố kết quả.',
  en: 'A public consultation is announced, prolonged, ended and its summary published by the programme head.',
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

/** Agencies and organisations a person speaks for or belongs to. */
export function organisationsOf(actor: Actor): readonly number[] {
  if (actor.kind !== 'account') return [];
  const found = [
    ...(actor.organisationId === null ? [] : [actor.organisationId]),
    ...actor.grants.flatMap(({ scope }) => (scope?.kind === 'organisation' ? [scope.id] : [])),
    ...actor.memberships.map(({ organisationId }) => organisationId),
  ];
  return [...new Set(found)];
}

/** Condition on `consultation`: the actor was asked. */
export function askedIn(actor: Actor): RawBuilder<boolean> {
  if (actor.kind !== 'account') return sql<boolean>`false`;
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
