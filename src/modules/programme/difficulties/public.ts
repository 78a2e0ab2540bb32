import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { openPlan, shownTarget, shownTask } from '../public/open.ts';
import type { About, Agency, DifficultyKind } from './difficulty.ts';

/** A difficulty as every visitor reads it: in the wording made for that, and nothing else that was written. */
export interface PublicDifficulty {
  readonly code: string;
  readonly kind: DifficultyKind;
  readonly title: string;
  readonly body: string;
  readonly answer: string;
  readonly sender: Agency;
  readonly agency: Agency | null;
  /** Where it is public itself. */
  readonly about: About | null;
  readonly sentOn: LocalDate;
  readonly answeredOn: LocalDate;
  /** Working days it took. */
  readonly days: number;
  readonly illustrative: boolean;
}

export interface PublicDifficulties {
  readonly items: readonly PublicDifficulty[];
  readonly total: number;
  /** Of all that are public: the median of working days an answer took. */
  readonly median: number | null;
}

export const publicPageSize = 20;

const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone interval '7 hours')::date`;

function agencyJson(id: RawBuilder<unknown>) {
  return sql`(select json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) from organisation o where o.id = ${id})`;
}

function item(kind: 'task' | 'target') {
  const of = sql.table(kind);
  return sql`(select json_build_object('kind', ${sql.lit(kind)}, 'id', ${of}.id, 'code', ${of}.code, 'name', ${of}.name)
    from ${of} join plan on plan.id = ${of}.plan_id
    where ${of}.id = d.${sql.ref(`${kind}_id`)} and ${openPlan} and ${kind === 'task' ? shownTask : shownTarget})`;
}

const columns = sql`d.code, d.kind, d.shown_title as title, d.shown_body as body, d.shown_answer as answer,
  ${agencyJson(sql`d.organisation_id`)} as sender, ${agencyJson(sql`coalesce(d.answered_for, d.holder_id)`)} as agency,
  coalesce(${item('task')}, ${item('target')}, (select json_build_object('kind', 'plan', 'id', plan.id, 'code', plan.code, 'name', plan.title)
    from plan where plan.id = d.plan_id and ${openPlan})) as about,
  ${dayOf('d.sent_at')} as "sentOn", ${dayOf('d.answered_at')} as "answeredOn", coalesce(d.answered_days, 0) as days, d.illustrative`;

/** More words than anybody looks for. */
const mostWords = 8;

/** The latest answer first; `text` looks in the public wording alone. One statement. */
export async function publicDifficulties(
  db: Querying,
  { text, page }: { readonly text: string; readonly page: number },
): Promise<PublicDifficulties> {
  const words = vnNorm(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await sql<Omit<PublicDifficulties, 'items'> & { items: PublicDifficulty[] }>`
    with found as materialized (
      select d.* from difficulty d where d.shown_at is not null and (${patterns.length === 0}
        or vn_norm(d.code || ' ' || d.shown_title || ' ' || d.shown_body || ' ' || d.shown_answer) like all (${patterns}::text[]))
    ), page as (
      select ${columns}, row_number() over (order by d.answered_at desc, d.id desc) as place
      from found d order by d.answered_at desc, d.id desc limit ${publicPageSize} offset ${(page - 1) * publicPageSize}
    )
    select (select count(*)::int from found) as total,
      (select percentile_cont(0.5) within group (order by answered_days)::float8 from difficulty where shown_at is not null) as median,
      coalesce((select json_agg(page order by page.place) from page), '[]') as items`.execute(db);
  return rows[0] ?? { items: [], total: 0, median: null };
}

/** null where there is none such, or none public. One statement. */
export async function publicDifficulty(db: Querying, code: string): Promise<PublicDifficulty | null> {
  const { rows } = await sql<PublicDifficulty>`
    select ${columns} from difficulty d where d.code = ${code} and d.shown_at is not null`.execute(db);
  return rows[0] ?? null;
}

/** Public ones about a plan and all in it, one task, or one target; the latest answer first, ten at most. One statement. */
export async function publicDifficultiesOf(
  db: Querying,
  of: { readonly planId: number } | { readonly taskId: number } | { readonly targetId: number },
): Promise<PublicDifficulty[]> {
  const about =
    'planId' in of
      ? sql`d.plan_id = ${of.planId}`
      : 'taskId' in of
        ? sql`d.task_id = ${of.taskId}`
        : sql`d.target_id = ${of.targetId}`;
  const { rows } = await sql<PublicDifficulty>`
    select ${columns} from difficulty d where d.shown_at is not null and ${about}
    order by d.answered_at desc, d.id desc limit 10`.execute(db);
  return rows;
}
