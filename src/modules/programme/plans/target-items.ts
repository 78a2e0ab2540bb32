import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { addContent } from './content.ts';
import { readTarget, type TargetInput, type TypedTarget } from './inputs.ts';
import {
  addedBefore,
  groupOf,
  insertAgencies,
  lockItem,
  onlyOne,
  openDraft,
  refuseFull,
  refuseUnknownSector,
  sinceOf,
  tell,
} from './items.ts';
import { lockPlan, refuseStale } from './store.ts';

/** As `addTask`. */
export async function addTarget(
  services: Services,
  actor: Actor,
  planId: number,
  typed: TypedTarget & { readonly key: string },
): Promise<number> {
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const plan = await lockPlan(tx, actor, planId, 'edit');
    const before = await addedBefore(tx, 'target', planId, typed.key);
    if (before !== null) return before;
    await openDraft(tx, actor, planId);
    const { groupId, until, ...target } = readTarget(typed);
    const block = await groupOf(tx, planId, 'targets', groupId);
    await refuseUnknownSector(tx, target.sector);
    await refuseFull(tx, 'target', planId);
    const one = { ...target, untilOn: until, block: block?.name ?? null };
    const content = { groups: [], blocks: [], tasks: [], targets: [one] };
    const id = onlyOne((await addContent(tx, plan, content, sinceOf(plan, at), at)).targets);
    const row = await tx
      .updateTable('target')
      .set({
        ...{ form_key: typed.key, shown: target.shown, group_id: block?.id ?? null },
        parent_id: await parentOf(tx, planId, id, target.parent),
      })
      .where('id', '=', id)
      .returning('code')
      .executeTakeFirstOrThrow();
    await tell(tx, actor, { plan, of: 'target', done: 'added', code: row.code, at });
    return id;
  });
}

/** The last target above it with this printed number. Throws InvalidInput `parent`. */
async function parentOf(
  tx: Transaction,
  planId: number,
  id: number,
  tt: string | null,
): Promise<number | null> {
  if (tt === null) return null;
  const { rows } = await sql<{ id: number }>`
    select above.id from target above, target this
    where this.id = ${id} and above.plan_id = ${planId} and above.position < this.position and above.tt = ${tt}
      and above.parent_id is null
    order by above.position desc limit 1`.execute(tx);
  if (rows[0]) return rows[0].id;
  throw new InvalidInput({
    parent: {
      vi: `Không có chỉ tiêu số ${tt} đứng trước chỉ tiêu này.`,
      en: `No target numbered ${tt} stands above this one.`,
    },
  });
}

/** As `changeTask`. */
export async function changeTarget(
  services: Services,
  actor: Actor,
  planId: number,
  id: number,
  typed: TypedTarget & { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const plan = await openDraft(tx, actor, planId);
    const row = await lockItem(tx, 'target', planId, id);
    refuseStale(row, typed.version);
    const target = readTarget(typed);
    const block = await groupOf(tx, planId, 'targets', target.groupId);
    await refuseUnknownSector(tx, target.sector);
    await writeTarget(
      tx,
      planId,
      { id, version: row.version + 1 },
      { ...target, groupId: block?.id ?? null },
    );
    await tx.deleteFrom('target_agency').where('target_id', '=', id).execute();
    await insertAgencies(tx, {
      ...{ table: 'target_agency', item: id, role: null, names: target.agencies },
      since: sinceOf(plan, at),
    });
    await tell(tx, actor, { plan, of: 'target', done: 'changed', code: row.code, at });
  });
}

async function writeTarget(
  tx: Transaction,
  planId: number,
  { id, version }: { readonly id: number; readonly version: number },
  target: TargetInput,
): Promise<void> {
  await tx
    .updateTable('target')
    .set({
      ...{ tt: target.tt, annex: target.annex, group_id: target.groupId, name: target.name, version },
      ...{ name_en: target.nameEn, unit: target.unit, values: JSON.stringify(target.values) },
      raw: target.values.map(({ raw }) => raw).join('; '),
      ...{ direction: target.direction, frequency: target.frequency, until_on: target.until },
      ...{ sector_code: target.sector, shown: target.shown },
      parent_id: await parentOf(tx, planId, id, target.parent),
    })
    .where('id', '=', id)
    .execute();
}
