import { sql } from 'kysely';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import type { Coming, ComingAsked } from '../../platform/coming-up.ts';
import type { Querying } from '../../platform/database/open.ts';
import { saidOn, stillToSay } from './clock.ts';
import { consultationWork } from './paths.ts';
import { consultationReadBy } from './policy.ts';

type Said = 'opened' | 'soon' | 'closed';

interface ForeseenWindow {
  readonly id: number;
  readonly title: string;
  readonly titleEn: string | null;
  readonly illustrative: boolean;
  readonly due: Said;
  readonly day: LocalDate;
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
}

const said: Readonly<Record<Said, Pick<Coming, 'kind' | 'what' | 'told' | 'tellsAgencies'>>> = {
  opened: {
    kind: 'opening',
    what: { vi: 'Bắt đầu lấy ý kiến', en: 'The consultation opens' },
    told: { vi: 'người được hỏi ý kiến', en: 'those asked' },
    tellsAgencies: true,
  },
  soon: {
    kind: 'reminder',
    what: { vi: 'Sắp hết hạn góp ý', en: 'The consultation closes soon' },
    told: { vi: 'người được hỏi mà chưa góp ý', en: 'those asked who have not commented' },
    tellsAgencies: false,
  },
  closed: {
    kind: 'closing',
    what: { vi: 'Hết hạn góp ý', en: 'The consultation has closed' },
    told: { vi: 'người chuẩn bị cuộc lấy ý kiến', en: 'who prepares the consultation' },
    tellsAgencies: false,
  },
};

/** Windows that open and close. Each thing falls on the first day on which the clock would say it. One statement. */
export async function consultationsComing(
  db: Querying,
  { actor, from, to }: ComingAsked,
): Promise<readonly Coming[]> {
  const { rows } = await sql<ForeseenWindow>`
    select consultation.id, title, title_en as "titleEn", illustrative, said.due, said.day,
      coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name) from consultation_asked asked
        join organisation o on o.id = asked.organisation_id where asked.consultation_id = consultation.id), '[]') as agencies
    from consultation cross join lateral (
      select due, min(day)::date as day from (
        select day::date as day, ${saidOn(sql`day::date`)} as due
        from generate_series(${from}::date, ${to}::date, interval '1 day') as days (day)
      ) each_day where due is not null and ${stillToSay(sql`due`)} group by due
    ) said
    where state = 'announced' and ${consultationReadBy(actor)} order by said.day, consultation.id`.execute(
    db,
  );
  return rows.map(({ id, title, titleEn, illustrative, due, day, agencies }) => ({
    ...{ ...said[due], day, agencies },
    about: {
      ...{ code: null, name: { vi: title, en: titleEn ?? title } satisfies Text, illustrative },
      path: consultationWork.one(id),
    },
  }));
}
