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

/** Whether the account (an expression of its number) is away on a day, with nobody in its place. */
function absentOn(account: RawBuilder<unknown>, day: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from absence where absence.account_id = ${account} and absence.ended_at is null
    and ${day} between absence.valid_from and absence.valid_to)`;
}

/**
 * Of those who hold something (`holders`: a selection of `account_id`) who is there on a day: not whoever is away or has lent it
 * to a deputy, but the deputy. Columns `account_id` and `here`.
 */
function thereOn(
  holders: RawBuilder<unknown>,
  {
    day,
    role,
    agency,
  }: { readonly day: RawBuilder<unknown>; readonly role: Role; readonly agency: RawBuilder<unknown> | null },
): RawBuilder<unknown> {
  const lent = sql`from delegation d join account deputy on deputy.id = d.to_account and deputy.state = 'active'
    where d.role = ${role} and d.ended_at is null and ${day} between d.valid_from and d.valid_to
      ${agency === null ? sql`` : sql`and d.organisation_id = ${agency}`}`;
  return sql`select person.account_id, bool_or(person.here) as here from (
      select held.account_id, not ${absentOn(sql`held.account_id`, day)}
        and not exists (select 1 ${lent} and d.from_account = held.account_id) as here
      from (${holders}) held
      union all
      select deputy.id, not ${absentOn(sql`deputy.id`, day)} ${lent} and d.from_account in (
        select held.account_id from (${holders}) held join account principal on principal.id = held.account_id
          and principal.state = 'active')
    ) person join account on account.id = person.account_id and account.state = 'active'
    group by person.account_id`;
}

/** Whether the account (an expression of its number) is away on a day, or has lent a role to a deputy. */
export function isAway(account: RawBuilder<unknown>, today: LocalDate): RawBuilder<boolean> {
  const day = sql`${today}::date`;
  return sql<boolean>`(${absentOn(account, day)} or exists (select 1 from delegation d where d.from_account = ${account}
    and d.ended_at is null and ${day} between d.valid_from and d.valid_to))`;
}

/** Whom letters go to: whoever is there, and where nobody is, all of them, so that they find it when they are back. */
function toldOf(there: RawBuilder<unknown>): RawBuilder<{ readonly account_id: number }> {
  return sql`select told.account_id from (select one.account_id, one.here, bool_or(one.here) over () as anybody
    from (${there}) one) told where told.here or not told.anybody`;
}

function holding(role: Role, editionId: number): RawBuilder<unknown> {
  return sql`select g.account_id from role_grant g where g.role = ${role} and g.revoked_at is null
    and (g.scope_kind is null or g.scope_kind = 'organisation' or (g.scope_kind = 'edition' and g.scope_id = ${editionId}))`;
}

/** Whoever is there of the holders of a role on a day: `from` and `where` of a statement, the accounts as `a`. */
export function holdersThere(role: Role, day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`from (${thereOn(holding(role, 0), { day, role, agency: null })}) there join account a on a.id = there.account_id
    where there.here`;
}

/**
 * Whom to write to as holders of a role on a day for one edition: in the place of those who are away their deputies; a role in an
 * organisation counts for every edition. One statement.
 */
export async function holdersOf(
  db: Querying,
  role: Role,
  editionId: number,
  today: LocalDate,
): Promise<Reachable[]> {
  const there = thereOn(holding(role, editionId), { day: sql`${today}::date`, role, agency: null });
  const { rows } = await sql<Reachable>`${reachable} and a.id in (${toldOf(there)}) order by a.id`.execute(
    db,
  );
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

/** As `officersOf`, as they are there on a day: columns `account_id` and `here`. */
export function officersThereOn(
  organisation: RawBuilder<unknown>,
  day: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return thereOn(officersOf(organisation), { day, role: 'agency_officer', agency: organisation });
}

/** As `officersOf`, whom of them or of their deputies letters go to on a day. */
export function officersToldOf(
  organisation: RawBuilder<unknown>,
  today: LocalDate,
): RawBuilder<{ readonly account_id: number }> {
  return toldOf(officersThereOn(organisation, sql`${today}::date`));
}

/** Who answers for an agency on a day and can be written to: in the place of those who are away their deputies. One statement. */
export async function agencyOfficers(
  db: Querying,
  organisationId: number,
  today: LocalDate,
): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    ${reachable} and a.id in (${officersToldOf(sql`${organisationId}::bigint`, today)}) order by a.id`.execute(
    db,
  );
  return rows;
}

/** Those of these accounts that are open. One statement. */
export async function reachableOf(db: Querying, ids: readonly number[]): Promise<Reachable[]> {
  const { rows } =
    await sql<Reachable>`${reachable} and a.id = any(${[...ids]}::bigint[]) order by a.id`.execute(db);
  return rows;
}
