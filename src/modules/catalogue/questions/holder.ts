import { type RawBuilder, sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';
import type { Agency } from './question.ts';

/** Whether the organisation with this id has somebody who answers for it. */
function hasOfficers(organisation: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from role_grant g join account a on a.id = g.account_id and a.state = 'active'
    where g.role = 'agency_officer' and g.revoked_at is null
      and (g.scope_kind = 'organisation' and g.scope_id = ${organisation}
        or g.scope_kind is null and a.organisation_id = ${organisation}))`;
}

/** The agency in charge of the entry that has officers to answer; null: the focal point answers. One statement. */
export async function holderOf(db: Querying, entryId: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select named.organisation_id as id from entry_organisation named
    where named.entry_id = ${entryId} and named.role in ('lead', 'in_need') and named.organisation_id is not null
      and ${hasOfficers(sql`named.organisation_id`)}
    order by named.role desc, named.position limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** Agencies a question may be handed to, by name. One statement. */
export async function answeringAgencies(db: Querying): Promise<Agency[]> {
  const { rows } = await sql<Agency>`
    select o.id, o.name, o.name_en as "nameEn" from organisation o
    where o.kind <> 'individual' and ${hasOfficers(sql`o.id`)}
    order by o.name collate vi, o.id`.execute(db);
  return rows;
}
