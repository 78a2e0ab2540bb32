import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { accountOf } from '../plans/store.ts';
import { keptOtherwise } from '../tasks/repeated-fact.ts';
import type { ReadDifficulty } from './inputs.ts';

/** The number of the latest an agency raised; 0 where there is none. */
export async function latestOf(db: Querying, organisationId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from difficulty
    where organisation_id = ${organisationId}`.execute(db);
  return rows[0]?.id ?? 0;
}

/**
 * The difficulty that stands there already when one is raised: that of the same form, or the last one of the person, where a page sends the
 * same again from a form opened anew, as browsers do on the way back. Null for one that is new. Throws Refusal `conflict` where the form
 * was kept once with other words.
 */
export async function repeatedDifficulty(
  tx: Transaction,
  actor: Actor,
  of: {
    readonly key: string;
    readonly organisationId: number;
    readonly byHand: boolean;
    readonly read: ReadDifficulty;
    readonly about: {
      readonly plan_id: number | null;
      readonly task_id: number | null;
      readonly target_id: number | null;
    };
  },
): Promise<number | null> {
  const { key, organisationId, byHand, read, about } = of;
  const { rows } = await sql<{ id: number; sameForm: boolean; ofSame: boolean; same: boolean }>`
    select id, form_key = ${key} as "sameForm", organisation_id = ${organisationId} as "ofSame",
      organisation_id = ${organisationId} and kind = ${read.kind} and title = ${read.title} and body = ${read.body} and proposal = ${read.proposal}
        and task_id is not distinct from ${about.task_id}::bigint and target_id is not distinct from ${about.target_id}::bigint
        and plan_id is not distinct from ${about.plan_id}::bigint as same
    from difficulty where form_key = ${key} or (organisation_id = ${organisationId} and ${byHand} and state in ('draft', 'sent')
      and id = (select max(id) from difficulty other where other.organisation_id = ${organisationId}
        and other.created_by = ${accountOf(actor)}))
    order by "sameForm" desc limit 1`.execute(tx);
  const [kept] = rows;
  if (kept && (kept.same || (kept.sameForm && kept.ofSame && !byHand))) return kept.id;
  if (kept?.sameForm) throw new Refusal('conflict', keptOtherwise);
  return null;
}
