import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import { readCitations } from '../../../office/index.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Facts } from '../../../platform/events/chain.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { isPublic } from '../../catalogue/index.ts';
import { citationKey } from '../../documents/index.ts';
import { lockForAssigning } from '../assignment/commands.ts';
import { beginAgencies } from '../assignment/store.ts';
import { taskCode } from '../plans/plan.ts';
import { heldOf, lockPlan } from '../plans/store.ts';
import { isPublic as isPublicPlan, onBehalfIn } from '../policy.ts';
import { shownTask } from '../public/open.ts';
import { indexProgrammeItems } from '../public/search-items.ts';
import { readReading } from '../reading.ts';
import { tasksReadBy } from '../tasks/queries.ts';
import { settleTasks } from '../tasks/settle.ts';
import { keepTaskVersions } from '../tasks/versions.ts';
import { findItem, type Item } from './item.ts';

const most = 100;

/** The plan of an item, locked for whoever may edit it: as facts of the event, in whose place the actor does it. */
async function lockItem(tx: Transaction, actor: Actor, item: Item) {
  const found = await findItem(tx, item);
  return onBehalfIn(actor, 'edit', heldOf(await lockPlan(tx, actor, found.planId, 'edit')));
}

/** Says that an item is about a public problem or need; said twice it is said once. Throws InvalidInput `entry`; Refusal. */
export async function linkEntry(services: Services, actor: Actor, item: Item, typed: string): Promise<void> {
  const at = services.clock();
  const code = singleSpaced(typed).toUpperCase();
  await services.db.transaction().execute(async (tx) => {
    const behalf = await lockItem(tx, actor, item);
    const { rows } = await sql<{
      id: number;
    }>`select entry.id from entry join edition on edition.id = entry.edition_id
      where entry.code = ${code} and ${isPublic}`.execute(tx);
    const [entry] = rows;
    if (!entry)
      throw new InvalidInput({
        entry: {
          vi: 'Không có bài toán, nhu cầu nào đã công bố với mã này, ví dụ BTL-2026-03.',
          en: 'No published problem or need has this code, such as BTL-2026-03.',
        },
      });
    const { rows: made } = await sql`insert into item_entry (task_id, target_id, entry_id)
      values (${item.kind === 'task' ? item.id : null}, ${item.kind === 'target' ? item.id : null}, ${entry.id})
      on conflict do nothing returning id`.execute(tx);
    if (made.length === 0) return;
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: `${item.kind}.linked`, actor, subject: { kind: item.kind, id: item.id }, at },
      facts: { entry: entry.id, code, ...behalf },
    });
  });
}

/** Takes the link away; where there is none nothing happens. */
export function unlinkEntry(services: Services, actor: Actor, item: Item, entryId: number): Promise<void> {
  return takeAway(services, actor, item, {
    ...{ link: { table: 'item_entry', column: 'entry_id', value: entryId } },
    ...{ verb: 'unlinked', facts: { entry: entryId } },
  });
}

/** Takes an origin away; where there is none nothing happens. */
export function removeOrigin(services: Services, actor: Actor, item: Item, link: number): Promise<void> {
  return takeAway(services, actor, item, {
    ...{ link: { table: 'item_origin', column: 'id', value: link }, verb: 'underived', facts: {} },
  });
}

interface TakenAway {
  readonly link: {
    readonly table: 'item_entry' | 'item_origin';
    readonly column: 'entry_id' | 'id';
    readonly value: number;
  };
  readonly verb: 'unlinked' | 'underived';
  readonly facts: Facts;
}

async function takeAway(
  services: Services,
  actor: Actor,
  item: Item,
  { link: { table, column, value }, verb, facts }: TakenAway,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const behalf = await lockItem(tx, actor, item);
    const { rows } = await sql`delete from ${sql.table(table)}
      where ${sql.ref(`${item.kind}_id`)} = ${item.id} and ${sql.ref(column)} = ${value} returning id`.execute(
      tx,
    );
    if (rows.length === 0) return;
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      name: `${item.kind}.${verb}`,
      actor,
      subject: { kind: item.kind, id: item.id },
      facts: { ...facts, ...behalf },
      at,
    });
  });
}

/**
 * Says whence an item comes: the code of an item of a public plan, or words that cite one (“nhiệm vụ 124, Phụ lục II, Nghị quyết
 * 71/NQ-CP”). Throws InvalidInput `origin`; Refusal.
 */
export async function addOrigin(services: Services, actor: Actor, item: Item, typed: string): Promise<void> {
  const at = services.clock();
  const text = singleSpaced(typed);
  await services.db.transaction().execute(async (tx) => {
    const behalf = await lockItem(tx, actor, item);
    const origin = /^(NV|CT)-/i.test(text)
      ? await itemWithCode(tx, item, text.toUpperCase())
      : citedOrigin(text);
    const own = item.kind === 'task' ? 'task_id' : 'target_id';
    const known = await tx
      .selectFrom('item_origin')
      .select(['id', 'origin_task_id', 'origin_target_id', 'citation'])
      .where(own, '=', item.id)
      .execute();
    const said = known.some(
      (one) =>
        one.origin_task_id === origin.origin_task_id &&
        one.origin_target_id === origin.origin_target_id &&
        one.citation === origin.citation,
    );
    if (said) return;
    if (known.length >= most)
      throw wrongOrigin(`Nhiều nhất ${most} nguồn gốc cho một mục.`, `At most ${most} origins for one item.`);
    await tx
      .insertInto('item_origin')
      .values({ ...origin, [own]: item.id, position: known.length + 1 })
      .execute();
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: `${item.kind}.derived`, actor, subject: { kind: item.kind, id: item.id }, at },
      facts: { task: origin.origin_task_id, target: origin.origin_target_id, ...behalf },
    });
  });
}

interface Origin {
  readonly origin_task_id: number | null;
  readonly origin_target_id: number | null;
  readonly citation: string | null;
  readonly citation_key: string | null;
  readonly item: string | null;
}

function wrongOrigin(vi: string, en: string): InvalidInput {
  return new InvalidInput({ origin: { vi, en } });
}

/** An item does not come from itself, nor from what comes from it. */
async function itemWithCode(tx: Transaction, item: Item, code: string): Promise<Origin> {
  const kind = code.startsWith('NV-') ? 'task' : 'target';
  const { rows } = await sql<{
    id: number;
  }>`select item.id from ${sql.table(kind)} item join plan on plan.id = plan_id
    where item.code = ${code} and plan.state in ('in_force', 'replaced', 'ended')`.execute(tx);
  const [found] = rows;
  if (!found)
    throw wrongOrigin(
      `Không có nhiệm vụ, chỉ tiêu nào với mã ${code} trong kế hoạch đã công khai.`,
      `No public plan has an item with the code ${code}.`,
    );
  const { rows: below } = await sql<{ task: number | null; target: number | null }>`
    with recursive below (task, target) as (
      select ${item.kind === 'task' ? item.id : null}::bigint, ${item.kind === 'target' ? item.id : null}::bigint
      union
      select link.task_id, link.target_id from below
      join item_origin link on link.origin_task_id = below.task or link.origin_target_id = below.target
    ) select task, target from below`.execute(tx);
  if (below.some((one) => (kind === 'task' ? one.task : one.target) === found.id))
    throw wrongOrigin(
      'Mục này không thể bắt nguồn từ chính nó hoặc từ mục bắt nguồn từ nó.',
      'An item cannot come from itself or from what comes from it.',
    );
  return {
    ...{
      origin_task_id: kind === 'task' ? found.id : null,
      origin_target_id: kind === 'target' ? found.id : null,
    },
    ...{ citation: null, citation_key: null, item: null },
  };
}

function citedOrigin(text: string): Origin {
  const [cited] = readCitations(text);
  if (!cited || [...text].length > 500)
    throw wrongOrigin(
      'Hãy ghi mã nhiệm vụ, chỉ tiêu (NV-…, CT-…) hoặc viện dẫn có số văn bản, ví dụ: nhiệm vụ số 124, Phụ lục II, Nghị quyết số 71/NQ-CP.',
      'Give the code of an item (NV-…, CT-…) or a citation with the number of its document.',
    );
  return {
    ...{ origin_task_id: null, origin_target_id: null, citation: text },
    ...{ citation_key: citationKey(cited), item: cited.item },
  };
}

/**
 * Takes a task of a public plan over into a plan of a unit, which leads it there. Taken over twice it is there once. Returns its id.
 * Throws Refusal: `wrong_state` for a plan of another level or one that is over.
 */
export async function createUnitTask(
  services: Services,
  actor: Actor,
  planId: number,
  originId: number,
): Promise<number> {
  const at = services.clock();
  const today = localDateOf(at);
  return services.db.transaction().execute(async (tx) => {
    const plan = await lockForAssigning(tx, actor, planId);
    if (plan.level !== 'unit' || plan.organisation_id === null)
      throw new Refusal('wrong_state', {
        vi: 'Chỉ đưa được nhiệm vụ vào kế hoạch của một đơn vị.',
        en: 'A task is taken over into the plan of a unit only.',
      });
    const origin = await findItem(tx, { kind: 'task', id: originId });
    const above = await tx
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', origin.planId)
      .executeTakeFirstOrThrow();
    if (!isPublicPlan(heldOf(above).state) || above.id === plan.id) throw notFound();
    const { rows: seen } = await sql<{ shown: boolean; read: boolean }>`
      select ${shownTask} as shown, ${tasksReadBy(actor)} as read
      from task join plan on plan.id = task.plan_id where task.id = ${originId}`.execute(tx);
    // what is kept from the public is taken over by those who work on it alone, and stays kept
    const shown = seen[0]?.shown ?? false;
    if (!shown && !seen[0]?.read) throw notFound();
    const { rows: there } = await sql<{
      id: number;
    }>`select task.id from task join item_origin link on link.task_id = task.id
      where plan_id = ${plan.id} and link.origin_task_id = ${originId} order by task.id limit 1`.execute(tx);
    if (there[0]) return there[0].id;
    const { rows: last } = await sql<{
      position: number;
    }>`select coalesce(max(position), 0) + 1 as position from task
      where plan_id = ${plan.id}`.execute(tx);
    const position = last[0]?.position ?? 1;
    const { rows } = await sql<{ id: number }>`
      insert into task (code, plan_id, position, name, name_en, product, deadline_kind, deadline_from, deadline_to, deadline_raw,
        cadence, sector_code, shown, state, created_at)
      select ${taskCode(plan.mark, position)}, ${plan.id}, ${position}, name, name_en, product, deadline_kind, deadline_from,
        deadline_to, deadline_raw, cadence, sector_code, ${shown}, 'unassigned', ${at}
      from task where id = ${originId} returning id`.execute(tx);
    const id = rows[0]?.id ?? 0;
    await tx
      .insertInto('item_origin')
      .values({ task_id: id, origin_task_id: originId, position: 1 })
      .execute();
    const unit = await tx
      .selectFrom('organisation')
      .select('name')
      .where('id', '=', plan.organisation_id)
      .executeTakeFirstOrThrow();
    await beginAgencies(
      tx,
      [{ taskId: id, role: 'lead', position: 1, organisationId: plan.organisation_id, name: unit.name }],
      today,
    );
    if (heldOf(plan).state === 'in_force') {
      await keepTaskVersions(tx, [id], { why: 'issued', document: above.number, from: today, at });
      await settleTasks(tx, [id], at, await readReading(tx, services));
      await indexProgrammeItems(tx, 'task', [id]);
      await bumpContentVersion(tx);
    }
    await appendEvent(tx, {
      ...{ name: 'task.taken_over', actor, subject: { kind: 'task', id }, at },
      facts: { plan: plan.id, origin: originId, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
    return id;
  });
}
