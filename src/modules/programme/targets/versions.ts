import { sql } from 'kysely';
import type { Transaction } from '../../../platform/database/open.ts';
import { keepVersions, type Version, type Why } from '../tasks/versions.ts';

/** As `keepTaskVersions`: what these targets say now, from this day on. */
export async function keepTargetVersions(
  tx: Transaction,
  ids: readonly number[],
  version: Version & { readonly why: Exclude<Why, 'extended'> },
): Promise<void> {
  const now = sql`
      select target.id, json_build_object('tt', tt, 'group', (select name from plan_group where id = group_id),
        'name', target.name, 'nameEn', name_en, 'unit', unit, 'raw', raw, 'values', "values", 'direction', direction,
        'frequency', frequency, 'until', until_on, 'sector', sector_code, 'closed', closed,
        'agencies', (select coalesce(json_agg(json_build_object('id', organisation_id,
            'name', coalesce(organisation.name, agency.name)) order by position), '[]')
          from target_agency agency left join organisation on organisation.id = agency.organisation_id
          where agency.target_id = target.id and until is null)
      )::jsonb as content
      from target where target.id = any(${[...ids]}::bigint[])`;
  await keepVersions(tx, 'target', now, version);
}
