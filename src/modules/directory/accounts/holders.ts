import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';

/** Somebody who can be written to. */
export interface Reachable {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
}

const reachable = sql`select a.id, a.name, a.email, a.language from account a where a.state = 'active'`;

/**
 * Who holds a role on a day for one edition, the deputies of the day among them; a role in an organisation counts for every
 * edition. One statement.
 */
export async function holdersOf(
  db: Querying,
  role: Role,
  editionId: number,
  today: LocalDate,
): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    ${reachable} and exists (
      select 1 from role_grant g
      where g.role = ${role} and g.revoked_at is null
        and (g.scope_kind is null or g.scope_kind = 'organisation' or (g.scope_kind = 'edition' and g.scope_id = ${editionId}))
        and (g.account_id = a.id or g.account_id in (
          select d.from_account from delegation d join account principal on principal.id = d.from_account
          where d.to_account = a.id and d.role = ${role} and d.ended_at is null and principal.state = 'active'
            and ${today}::date between d.valid_from and d.valid_to)))
    order by a.id`.execute(db);
  return rows;
}

/**
 * Accounts that answer for an agency (an expression of its id): its officers by a role there, or by one of the whole
 * installation as its members.
 */
export function officersOf(organisation: RawBuilder<unknown>): RawBuilder<{ readonly account_id: number }> {
  return sql`select g.account_id from role_grant g join account member on member.id = g.account_id
    where g.role = 'agency_officer' and g.revoked_at is null
      and (g.scope_kind = 'organisation' and g.scope_id = ${organisation}
        or g.scope_kind is null and member.organisation_id = ${organisation})`;
}

/** Who answers for an agency and can be written to. One statement. */
export async function agencyOfficers(db: Querying, organisationId: number): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    ${reachable} and a.id in (${officersOf(sql`${organisationId}::bigint`)}) order by a.id`.execute(db);
  return rows;
}

/** Those of these accounts that are open. One statement. */
export async function reachableOf(db: Querying, ids: readonly number[]): Promise<Reachable[]> {
  const { rows } =
    await sql<Reachable>`${reachable} and a.id = any(${[...ids]}::bigint[]) order by a.id`.execute(db);
  return rows;
}
