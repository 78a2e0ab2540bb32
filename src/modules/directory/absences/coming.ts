import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Role } from '../../../kernel/actor.ts';
import { type LocalDate, parseLocalDate } from '../../../kernel/dates.ts';
import { holdersThere, officersThereOn } from '../accounts/holders.ts';

/** Periods of leave told at most. */
const mostLeave = 500;

const day = z.string().transform((text, context): LocalDate => {
  const read = parseLocalDate(text);
  if (read !== null) return read;
  context.addIssue('no day');
  return z.NEVER;
});

const shape = z.array(
  z.object({
    /** Away, or their role lent to a deputy. */
    kind: z.enum(['absence', 'deputy']),
    ...{ day, until: day },
    role: z.enum(['agency_officer', 'programme_officer', 'programme_head', 'leader']),
    /** Of an agency's officer. */
    agency: z.object({ id: z.number(), name: z.string() }).nullable(),
    /** How many get its letters on the first day; none: they wait for who is away. */
    people: z.number(),
  }),
);
export type LeaveComing = z.infer<typeof shape>[number];

const there = (role: Role) => sql`(select count(*)::int ${holdersThere(role, sql`away.day`)})`;

/**
 * Leave and deputyships that begin within some days, for each agency and role, as a column of another statement and how it is read: without
 * names, which pages of the days ahead need not show.
 */
export const leaveColumn = {
  of: (from: LocalDate, to: LocalDate, agency: number | null): RawBuilder<unknown> => sql`(
    select coalesce(json_agg(leave), '[]') from (
      select away.kind, away.day, away.until, held.role,
        case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as agency,
        case held.role
          when 'agency_officer' then (select count(*)::int from (${officersThereOn(sql`o.id`, sql`away.day`)}) there where there.here)
          when 'programme_officer' then ${there('programme_officer')}
          when 'programme_head' then ${there('programme_head')}
          else ${there('leader')} end as people
      from (
        select 'absence' as kind, account_id, valid_from as day, valid_to as until, null as role, null::bigint as organisation_id
        from absence where ended_at is null and valid_from between ${from}::date and ${to}::date
        union all
        select 'deputy', from_account, valid_from, valid_to, role, organisation_id
        from delegation where ended_at is null and valid_from between ${from}::date and ${to}::date
      ) away
      join account person on person.id = away.account_id and person.state = 'active'
      join lateral (
        select distinct g.role, case when g.role <> 'agency_officer' then null when g.scope_kind is null then person.organisation_id
          when g.scope_kind = 'organisation' then g.scope_id end as organisation_id
        from role_grant g where g.account_id = person.id and g.revoked_at is null
          and g.role in ('agency_officer', 'programme_officer', 'programme_head', 'leader')
      ) held on away.role is null or (held.role = away.role and held.organisation_id is not distinct from away.organisation_id)
      left join organisation o on o.id = held.organisation_id
      where (held.role <> 'agency_officer' or o.id is not null) and (${agency}::bigint is null or o.id = ${agency}::bigint)
      order by away.day, away.kind, held.role, o.id limit ${mostLeave}) leave)`,
  read: (value: unknown): readonly LeaveComing[] => shape.parse(value),
};
