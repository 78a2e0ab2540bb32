import { type RawBuilder, sql } from 'kysely';
import type { Actor, Role } from '../../../kernel/actor.ts';
import { catalogueReaders } from '../policy.ts';

/** Roles that see a confidential entry of which nobody said who may. */
export const readersAtFirst: readonly Role[] = ['programme_head', 'leader'];

/**
 * Whether the actor may see an entry that stands in the statement under this name. Every statement of work that reads
 * entries carries it, so that a confidential one is absent for whoever is not among its readers: a rule asked for by each
 * page would be forgotten by one. The product itself sees all, who still owes a second factor what a visitor sees. What the edition allows is asked apart (`policy.ts`).
 */
export function seenBy(actor: Actor, entry = 'entry'): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`;
  const column = (name: string) => sql.ref(`${entry}.${name}`);
  if (actor.kind === 'visitor' || actor.owesFactor) return sql<boolean>`not ${column('confidential')}`;
  const everywhere = actor.grants
    .filter(({ scope }) => scope === null || scope.kind === 'organisation')
    .map(({ role }) => role);
  const here = actor.grants.flatMap(({ role, scope }) =>
    scope?.kind === 'edition' ? [{ edition: scope.id, role }] : [],
  );
  const holds = (role: RawBuilder<unknown>) => sql`(${role} = any(${everywhere}::text[])
    or (${column('edition_id')}, ${role}) in (select * from unnest(${here.map(({ edition }) => edition)}::bigint[],
      ${here.map(({ role: held }) => held)}::text[])))`;
  return sql<boolean>`(not ${column('confidential')} or exists (
    select 1 from entry_reader reader where reader.entry_id = ${column('id')}
      and (reader.account_id = ${actor.id} or ${holds(sql`reader.role`)})
  ) or (not exists (
    -- readers who work on the edition no longer are none: no entry is ever lost to everybody
    select 1 from entry_reader reader
      join role_grant held on held.account_id = reader.account_id or held.role = reader.role
      join account on account.id = held.account_id and account.state = 'active'
    where reader.entry_id = ${column('id')} and held.revoked_at is null and held.role = any(${[...catalogueReaders]}::text[])
      and (held.scope_kind is distinct from 'edition' or held.scope_id = ${column('edition_id')})
  ) and exists (
    select 1 from unnest(${readersAtFirst}::text[]) as first (role) where ${holds(sql`first.role`)}
  )))`;
}
