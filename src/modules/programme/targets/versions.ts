import { sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Why } from '../tasks/versions.ts';

/** As `keepTaskVersions`: what these targets say now, from this day on. */
export async function keepTargetVersions(
  tx: Transaction,
  ids: readonly number[],
  version: {
    readonly why: Exclude<Why, 'extended'>;
    readonly document: string | null;
    readonly from: LocalDate;
    readonly at: Date;
  },
): Promise<void> {
  const { why, document, from, at } = version;
  await sql`
    with now as (
      select target.id, json_build_object('tt', tt, 'group', (select name from plan_group where id = group_id),
        'name', target.name, 'nameEn', name_en, 'unit', unit, 'raw', raw, 'values', "values", 'direction', direction,
        'frequency', frequency, 'until', until_on, 'sector', sector_code, 'closed', closed,
        'agencies', (select coalesce(json_agg(json_build_object('id', organisation_id,
            'name', coalesce(organisation.name, agency.name)) order by position), '[]')
          from target_agency agency left join organisation on organisation.id = agency.organisation_id
          where agency.target_id = target.id and until is null)
      )::jsonb as content
      from target where target.id = any(${[...ids]}::bigint[])
    ),
    changed as (
      select now.* from now left join target_version stands on stands.target_id = now.id and stands.to_on is null
      where stands.content is distinct from now.content
    ),
    ended as (
      update target_version set to_on = ${from}::date - 1 from changed
      where target_version.target_id = changed.id and to_on is null and from_on < ${from}::date
    )
    insert into target_version (target_id, from_on, why, document, content, at)
    select id, ${from}::date, ${why}, ${document}::text, content, ${at}::timestamptz from changed
    on conflict (target_id, from_on) do update set why = excluded.why, document = excluded.document,
      content = excluded.content, at = excluded.at, to_on = null`.execute(tx);
}
