import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import type { Services } from '../../../platform/services.ts';
import { officersOf, type Reachable } from '../../directory/index.ts';
import { accountOf } from '../plans/store.ts';
import { authoriseProgramme, onBehalfIn } from '../policy.ts';

/** Heads of an agency who can be written to: of its officers, those named as its head. One statement. */
export async function headsOf(db: Querying, organisationId: number): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    select a.id, a.name, a.email, a.language from unit_head head join account a on a.id = head.account_id and a.state = 'active'
    where head.organisation_id = ${organisationId}
      and a.id in (${officersOf(sql`${organisationId}::bigint`)}) order by a.id`.execute(db);
  return rows;
}

export const agenciesPerPage = 30;

export interface ChosenAgency {
  readonly id: number;
  readonly name: string;
  readonly nameEn: string | null;
}

export interface AgencyWithHeads extends ChosenAgency {
  readonly officers: number;
  readonly heads: number;
}

/** More words than anybody looks for. */
const mostWords = 8;

/** Agencies that lead tasks of plans in force, by name. One statement. */
export async function agenciesWithHeads(
  db: Querying,
  { text, page }: { readonly text: string; readonly page: number },
): Promise<{ readonly total: number; readonly rows: readonly AgencyWithHeads[] }> {
  const words = vnNorm(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const officer = sql`select a.id from account a where a.state = 'active' and a.id in (${officersOf(sql`shown.id`)})`;
  const { rows } = await sql<AgencyWithHeads & { total: number }>`
    select shown.*, (select count(*)::int from (${officer}) officer) as officers,
      (select count(*)::int from unit_head head where head.organisation_id = shown.id and head.account_id in (${officer})) as heads
    from (
      select o.id, o.name, o.name_en as "nameEn", count(*) over ()::int as total from organisation o
      where (${patterns.length === 0} or o.search_text like all (${patterns}::text[]))
        and exists (select 1 from task_agency lead join task on task.id = lead.task_id
          join plan on plan.id = task.plan_id and plan.state = 'in_force'
          where lead.organisation_id = o.id and lead.role = 'lead' and lead.until is null)
      order by o.name collate vi, o.id limit ${agenciesPerPage} offset ${(page - 1) * agenciesPerPage}
    ) shown order by shown.name collate vi, shown.id`.execute(db);
  return { total: rows[0]?.total ?? 0, rows };
}

export interface AgencyOfficer {
  readonly id: number;
  readonly name: string;
  readonly head: boolean;
}

/** An agency with those of whom one can be its head. Throws Refusal `not_found`. One statement. */
export async function officersToChoose(
  db: Querying,
  organisationId: number,
): Promise<{ readonly agency: ChosenAgency; readonly officers: readonly AgencyOfficer[] }> {
  const { rows } = Number.isSafeInteger(organisationId)
    ? await sql<ChosenAgency & { officers: readonly AgencyOfficer[] }>`
      select o.id, o.name, o.name_en as "nameEn", (
        select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'head', exists (
            select 1 from unit_head head where head.organisation_id = o.id and head.account_id = a.id)) order by a.name collate vi, a.id), '[]')
        from account a where a.state = 'active' and a.id in (${officersOf(sql`o.id`)})) as officers
      from organisation o where o.id = ${organisationId}`.execute(db)
    : { rows: [] };
  if (!rows[0]) throw notFound();
  const { officers, ...agency } = rows[0];
  return { agency, officers };
}

/**
 * Names who of an agency's officers are its heads; nobody named is one any longer. Again, nothing changes. Throws Refusal; InvalidInput `heads`
 * for somebody who is no officer there.
 */
export async function nameHeads(
  services: Services,
  actor: Actor,
  organisationId: number,
  accountIds: readonly number[],
): Promise<void> {
  authoriseProgramme(actor, 'edit', null);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const organisation = await tx
      .selectFrom('organisation')
      .select('id')
      .where('id', '=', organisationId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!organisation) throw notFound();
    const { rows: before } = await sql<{ id: number }>`select account_id as id from unit_head
      where organisation_id = ${organisationId} order by account_id`.execute(tx);
    const former = before.map(({ id }) => id);
    const wanted = [...new Set(accountIds)].sort((one, other) => one - other);
    if (JSON.stringify(wanted) === JSON.stringify(former)) return;
    const { rows: officers } = await sql<{ id: number }>`select a.id from account a where a.state = 'active'
      and a.id = any(${wanted}::bigint[]) and a.id in (${officersOf(sql`${organisationId}::bigint`)})`.execute(
      tx,
    );
    if (officers.length < wanted.length)
      throw new InvalidInput({
        heads: {
          vi: 'Người được chọn không còn là cán bộ đầu mối của cơ quan. Hãy mở lại trang và chọn lại.',
          en: 'Somebody chosen is no officer of the agency any longer. Open the page anew and choose again.',
        },
      });
    await sql`delete from unit_head where organisation_id = ${organisationId} and account_id <> all(${wanted}::bigint[])`.execute(
      tx,
    );
    await sql`insert into unit_head (organisation_id, account_id, since, set_by)
      select ${organisationId}, id, ${localDateOf(at)}::date, ${accountOf(actor)} from unnest(${wanted}::bigint[]) id
      on conflict do nothing`.execute(tx);
    await appendEvent(tx, {
      ...{ name: 'organisation.heads_named', actor, at },
      ...{
        subject: { kind: 'organisation', id: organisationId },
        facts: { heads: wanted, formerHeads: former, ...onBehalfIn(actor, 'edit', null) },
      },
    });
  });
}
