import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import type { RowEntry } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { mayDo } from '../policy.ts';
import { accountOf } from './store.ts';

/** A plan that waits on a desk: handed up, or come back to whoever handed it up. */
export interface DeskPlan {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  /** Who handed it up, or what is to be mended. */
  readonly words: string;
  readonly on: LocalDate | null;
  readonly illustrative: boolean;
}

/** Plans that wait for the person, as rows of the desk. */
export function plansOnDesk(actor: Actor, shown: number): RawBuilder<unknown> {
  const decides = mayDo(actor, 'decide', null);
  const enters = mayDo(actor, 'edit', null);
  const on = sql`(plan.handed_up_at at time zone 'Asia/Ho_Chi_Minh')::date`;
  const rows = (wait: 'plan' | 'plan_returned', words: RawBuilder<unknown>, condition: RawBuilder<unknown>) =>
    sql`(select ${wait}::text as wait, count(*) over ()::int as total, plan.id, plan.code, plan.title as name, plan.state,
      ${on} as "lastDay", 0 as percent, null as "silentSince", null::bigint as part, plan.illustrative, ${words} as agencies
    from plan where ${condition} order by plan.handed_up_at, plan.id limit ${shown})`;
  const who = sql`coalesce((select a.name from account a where a.id = plan.handed_up_by), '')`;
  return sql`${rows('plan', who, sql`${decides}::boolean and plan.state = 'handed_up'`)} union all ${rows(
    'plan_returned',
    sql`left(plan.returned_words, 300)`,
    sql`${enters}::boolean and plan.state = 'draft' and plan.returned_words is not null
      and plan.handed_up_by = ${accountOf(actor)}`,
  )}`;
}

export function deskPlanRow(lang: Language, one: DeskPlan): RowEntry {
  return {
    ...{ key: one.code, code: one.code, href: localPath(lang, programmeWork.plan(one.id)) },
    title: <InVietnamese lang={lang}>{one.title}</InVietnamese>,
    detail: (
      <>
        <Content lang={lang} text={one.words} />
        {one.on && <> · {formatDate(lang, one.on)}</>}
      </>
    ),
    marks: one.illustrative && <IllustrativeMark lang={lang} />,
  };
}
