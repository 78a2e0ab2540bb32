import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { holdersThere, officersThereOn } from '../accounts/holders.ts';
import type { Period } from '../period.ts';
import type { Absence } from './absence.ts';

/** Absences shown at most; older ones stay in the table and in the log. */
const mostAbsences = 20;

/** The first absence of an account that falls on some of these days. */
export async function absentWithin(
  db: Querying,
  accountId: number,
  { validFrom, validTo }: Period,
): Promise<(Period & { readonly id: number }) | null> {
  const row = await db
    .selectFrom('absence')
    .select(['id', 'valid_from', 'valid_to'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('valid_from', '<=', validTo)
    .where('valid_to', '>=', validFrom)
    .orderBy('valid_from')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return { id: row.id, validFrom: row.valid_from as LocalDate, validTo: row.valid_to as LocalDate };
}

/** Who gets the letters of one role of somebody who is away. */
export interface Meanwhile {
  readonly role: Role;
  /** Of an agency's officer. */
  readonly agency: string | null;
  /** Nobody: then letters wait for who is away, and of an agency the programme head is told. */
  readonly people: readonly string[];
}

/** A selection of whom letters go to on a day in the place of an account that is away, role by role. */
function meanwhile(accountId: number, on: RawBuilder<unknown>): RawBuilder<Meanwhile> {
  const names = sql`select coalesce(json_agg(a.name order by regexp_replace(a.name, '^.*\\s', '') collate vi, a.id), '[]')`;
  const holding = (role: Role) => sql`(${names} ${holdersThere(role, on)} and a.id <> ${accountId})`;
  return sql`select away.role, organisation.name as agency, case away.role
      when 'agency_officer' then (${names} from (${officersThereOn(sql`away.agency`, on)}) there
        join account a on a.id = there.account_id where there.here and a.id <> ${accountId})
      when 'programme_officer' then ${holding('programme_officer')}
      when 'programme_head' then ${holding('programme_head')}
      else ${holding('leader')} end as people
    from (
      select distinct g.role, case when g.role <> 'agency_officer' then null when g.scope_kind is null then person.organisation_id
          when g.scope_kind = 'organisation' then g.scope_id end as agency
      from role_grant g join account person on person.id = g.account_id
      where g.account_id = ${accountId} and g.revoked_at is null
        and g.role in ('agency_officer', 'programme_officer', 'programme_head', 'leader')
    ) away left join organisation on organisation.id = away.agency
    where away.role <> 'agency_officer' or away.agency is not null
    order by away.role, organisation.name collate vi`;
}

/** To whom letters go on a day in the place of an account that is away. One statement. */
export async function lettersMeanwhile(
  db: Querying,
  accountId: number,
  day: LocalDate,
): Promise<readonly Meanwhile[]> {
  return (await meanwhile(accountId, sql`${day}::date`).execute(db)).rows;
}

/** What the page of an account says of absences. */
export interface AbsenceView {
  readonly absences: readonly Absence[];
  /** On the first day still to come of the first open one; null where none is open. */
  readonly meanwhile: { readonly day: LocalDate; readonly letters: readonly Meanwhile[] } | null;
}

interface AbsenceRow {
  // within JSON an instant is a text
  readonly absences: readonly (Omit<Absence, 'endedAt'> & { readonly endedAt: string | null })[];
  readonly day: LocalDate | null;
  readonly letters: readonly Meanwhile[] | null;
}

/** Absences of an account, what is open as it will come, then the latest, with whom letters go to: one row. */
function absenceRow(accountId: number, today: LocalDate): RawBuilder<AbsenceRow> {
  const open = sql`ended_at is null and valid_to >= ${today}::date`;
  const order = sql`order by case when ${open} then valid_from end nulls last, valid_from desc, id desc`;
  return sql`
    with own as (
      select * from absence where account_id = ${accountId} ${order} limit ${mostAbsences}
    ), first as (
      select greatest(valid_from, ${today}::date) as day from own where ${open} order by valid_from limit 1
    )
    select coalesce((select json_agg(json_build_object('id', id, 'validFrom', valid_from, 'validTo', valid_to, 'reason', reason,
        'endedAt', ended_at) ${order}) from own), '[]') as absences,
      (select day from first) as day,
      (select json_agg(told) from (${meanwhile(accountId, sql`(select day from first)`)}) told where exists (select 1 from first))
        as letters`;
}

function viewOf({ absences, day, letters }: AbsenceRow): AbsenceView {
  return {
    absences: absences.map(({ endedAt, ...one }) => ({
      ...one,
      endedAt: endedAt === null ? null : new Date(endedAt),
    })),
    meanwhile: day === null ? null : { day, letters: letters ?? [] },
  };
}

/** One statement. */
export async function absencesOf(db: Querying, accountId: number, today: LocalDate): Promise<AbsenceView> {
  const { rows } = await absenceRow(accountId, today).execute(db);
  return viewOf(rows[0] ?? { absences: [], day: null, letters: null });
}

/** The same as a column of another statement, and how it is read. */
export const absenceColumn = {
  of: (accountId: number, today: LocalDate) =>
    sql<AbsenceRow>`(select row_to_json(away) from (${absenceRow(accountId, today)}) away)`,
  read: viewOf,
};

/** An agency that has nobody on some of the days of an absence. */
interface Unattended {
  readonly id: number;
  readonly name: string;
  readonly nameEn: string | null;
  /** The first such day. */
  readonly day: LocalDate;
}

export interface ToldAbsence extends Period {
  readonly name: string;
  readonly unattended: readonly Unattended[];
}

/**
 * An absence as others are to be told of it: the agencies for which nobody is there on one of its days from today on. Null once it
 * has ended or is over. One statement.
 */
export async function absenceToTell(db: Querying, id: number, today: LocalDate): Promise<ToldAbsence | null> {
  const { rows } = await sql<ToldAbsence>`
    select person.name, absence.valid_from as "validFrom", absence.valid_to as "validTo", (
      select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en, 'day', bare.day) order by o.id), '[]')
      from (
        select distinct case when g.scope_kind is null then person.organisation_id
          when g.scope_kind = 'organisation' then g.scope_id end as agency
        from role_grant g where g.account_id = person.id and g.role = 'agency_officer' and g.revoked_at is null
      ) own join organisation o on o.id = own.agency
      join lateral (
        select min(days.day)::date as day
        from generate_series(greatest(absence.valid_from, ${today}::date), absence.valid_to, interval '1 day') days (day)
        where not exists (select 1 from (${officersThereOn(sql`o.id`, sql`days.day::date`)}) there where there.here)
      ) bare on bare.day is not null) as unattended
    from absence join account person on person.id = absence.account_id and person.state = 'active'
    where absence.id = ${id} and absence.ended_at is null and absence.valid_to >= ${today}::date`.execute(db);
  return rows[0] ?? null;
}
