import { sql } from 'kysely';
import { readCitations } from '../../../office/index.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Relation } from './inputs.ts';

/**
 * Keeps what a plan does to others: one that stands here is found by its number and as much of its date as is printed,
 * any other stays as cited. Three statements whatever the number.
 */
export async function keepRelations(
  tx: Transaction,
  planId: number,
  relations: readonly Relation[],
): Promise<void> {
  await tx.deleteFrom('plan_relation').where('plan_id', '=', planId).execute();
  if (relations.length === 0) return;
  const cited = relations.map(({ kind, citation }) => {
    const read = readCitations(citation).find(({ number }) => number !== null);
    return { kind, citation, number: read?.number ?? citation, date: read?.date ?? '' };
  });
  await sql`
    insert into plan_relation (plan_id, kind, other_id, citation, document_id)
    select distinct on (kind, coalesce(other.id, -given.place)) ${planId}, kind, other.id, citation, document.id
    from json_to_recordset(${JSON.stringify(cited.map((one, place) => ({ ...one, place: place + 1 })))}::json)
      as given (place integer, kind text, citation text, number text, date text)
    left join lateral (
      select id, document_id from plan where id <> ${planId} and vn_norm(plan.number) = vn_norm(given.number)
        and state <> 'withdrawn' and (given.date = '' or plan.issued is null or plan.issued like given.date || '%'
          or given.date like plan.issued || '%')
      order by issued desc nulls last limit 1
    ) other on true
    left join lateral (
      select coalesce(other.document_id, (
        select d.id from document d where vn_norm(d.number) = vn_norm(given.number) and d.state <> 'removed'
          and (given.date = '' or d.issued = given.date) order by d.id limit 1)) as id
    ) document on true
    order by kind, coalesce(other.id, -given.place), given.place`.execute(tx);
}
