import { sql } from 'kysely';
import type { AccountActor, Principal, Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type Delegation, deputyRoles, type Lendable, type LentRole } from './delegation.ts';

/** Delegations shown at most; older ones stay in the table and in the log. */
export const mostDelegations = 50;

/** What an account lent and was lent: what is open as it will come, then the latest, 50 at most. One statement. */
export async function delegationsOf(
  db: Querying,
  accountId: number,
  today: LocalDate,
): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation as d')
    .innerJoin('account as principal', 'principal.id', 'd.from_account')
    .innerJoin('account as deputy', 'deputy.id', 'd.to_account')
    .leftJoin('organisation as agency', 'agency.id', 'd.organisation_id')
    .select(['d.id', 'd.role', 'd.valid_from', 'd.valid_to', 'd.reason', 'd.ended_at'])
    .select('agency.name as agency')
    .select(['d.from_account', 'principal.name as principal_name'])
    .select(['d.to_account', 'deputy.name as deputy_name'])
    .select((e) =>
      e
        .and([
          e('principal.state', '=', 'active'),
          e.exists(
            e
              .selectFrom('role_grant as g')
              .select('g.id')
              .whereRef('g.account_id', '=', 'd.from_account')
              .whereRef('g.role', '=', 'd.role')
              .where('g.revoked_at', 'is', null)
              .where(
                sql<boolean>`(d.organisation_id is null or d.organisation_id =
                  case when g.scope_kind is null then principal.organisation_id when g.scope_kind = 'organisation' then g.scope_id end)`,
              ),
          ),
        ])
        .as('held'),
    )
    .where((e) => e.or([e('d.from_account', '=', accountId), e('d.to_account', '=', accountId)]))
    .orderBy(
      sql`case when d.ended_at is null and d.valid_to >= ${today}::date then d.valid_from end nulls last`,
    )
    .orderBy('d.valid_from', 'desc')
    .orderBy('d.id', 'desc')
    .limit(mostDelegations)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role as LentRole,
    agency: row.agency,
    principal: { id: row.from_account, name: row.principal_name },
    deputy: { id: row.to_account, name: row.deputy_name },
    validFrom: row.valid_from as LocalDate,
    validTo: row.valid_to as LocalDate,
    reason: row.reason,
    endedAt: row.ended_at,
    held: row.held === true,
  }));
}

/** Whom the person stands in for today, in which role. */
export interface StandIn {
  readonly principal: Principal;
  readonly role: Role;
}

/** For whom the person acts as a deputy today: as their rights say it, so that it costs no statement. */
export function actsFor({ grants }: AccountActor): readonly StandIn[] {
  const found = grants.flatMap(({ role, onBehalfOf }) =>
    onBehalfOf ? [[`${onBehalfOf.id} ${role}`, { principal: onBehalfOf, role }] as const] : [],
  );
  // somebody may hold a role in several places
  return [...new Map(found).values()];
}

/** Somebody who could stand in. */
export interface Candidate {
  readonly id: number;
  readonly name: string;
  readonly title: string | null;
  readonly organisation: string | null;
}

/**
 * Everybody who could stand in for the principal in one of these, by the last word of the name: open accounts of the
 * administration, for an agency its own, that do not hold all of it already. One statement.
 */
export async function candidatesFor(
  db: Querying,
  principalId: number,
  lent: readonly Lendable[],
): Promise<Candidate[]> {
  const agencies = lent.flatMap(({ organisationId }) => organisationId ?? []);
  const roles = lent.flatMap(({ role, organisationId }) => (organisationId === null ? [role] : []));
  const own = sql`select g.role from role_grant g where g.account_id = account.id and g.revoked_at is null`;
  const works = sql<boolean>`exists (${own} and g.role = any(${[...deputyRoles]}))`;
  const { rows } = await sql<Candidate>`
    select account.id, account.name, account.title, organisation.name as organisation
    from account left join organisation on organisation.id = account.organisation_id
    where account.state = 'active' and account.id <> ${principalId} and (
      (${works} and (select count(distinct held.role) from (${own} and g.scope_kind is null) held
        where held.role = any(${roles})) < ${roles.length})
      or (account.organisation_id = any(${agencies}::bigint[]) and (${works} or not exists (${own}))
        and not exists (${own} and g.role = 'agency_officer'
          and (g.scope_kind is null or g.scope_kind = 'organisation' and g.scope_id = account.organisation_id))))
    order by regexp_replace(account.name, '^.*\\s', '') collate vi, account.name collate vi, account.id`.execute(
    db,
  );
  return rows;
}
