import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, parseLocalDate } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { matchOrganisations } from '../../directory/index.ts';
import { onBehalfIn } from '../policy.ts';
import { refuseWrong } from './inputs.ts';
import { itemsMost } from './plan.ts';
import { heldOf, lockPlan, type PlanRow, refuseStale, stepPlan } from './store.ts';

/** What a draft consists of. */
export type Part = 'task' | 'target';

/** A draft whose items are changed; whoever has its page open sees that something changed. */
export async function openDraft(tx: Transaction, actor: Actor, planId: number): Promise<PlanRow> {
  const row = await lockPlan(tx, actor, planId, 'edit');
  stepPlan(row, 'change');
  await tx
    .updateTable('plan')
    .set({ version: row.version + 1 })
    .where('id', '=', planId)
    .execute();
  return row;
}

interface Done {
  readonly plan: PlanRow;
  readonly of: Part | 'group';
  readonly done: 'added' | 'changed' | 'removed';
  readonly code: string;
  readonly at: Date;
}

export async function tell(tx: Transaction, actor: Actor, { plan, of, done, code, at }: Done): Promise<void> {
  await appendEvent(tx, {
    ...{ name: 'plan.item_changed', actor, subject: { kind: 'plan', id: plan.id }, at },
    facts: { of, done, code, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
  });
}

/** The group of the plan. Throws InvalidInput `group`. */
export async function groupOf(
  tx: Transaction,
  planId: number,
  of: 'tasks' | 'targets',
  id: number | null,
): Promise<{ readonly id: number; readonly name: string } | null> {
  if (id === null) return null;
  const known = await tx
    .selectFrom('plan_group')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('plan_id', '=', planId)
    .where('of', '=', of)
    .executeTakeFirst();
  if (known) return known;
  throw new InvalidInput({ group: { vi: 'Nhóm này không còn.', en: 'There is no such group any longer.' } });
}

export async function refuseUnknownSector(tx: Transaction, sector: string | null): Promise<void> {
  if (sector === null) return;
  const known = await tx.selectFrom('sector').select('code').where('code', '=', sector).executeTakeFirst();
  refuseWrong({ sector: known ? null : { vi: 'Không có lĩnh vực này.', en: 'There is no such sector.' } });
}

export async function addedBefore(
  tx: Transaction,
  part: Part,
  planId: number,
  key: string,
): Promise<number | null> {
  const row = await tx
    .selectFrom(part)
    .select('id')
    .where('form_key', '=', key)
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Of what a plan prints; parts and years of tasks come on top. Throws Refusal `wrong_state`. */
export async function refuseFull(tx: Transaction, part: Part, planId: number): Promise<void> {
  const printed = part === 'task' ? sql`parent_id is null and instance_of is null` : sql`true`;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(part)}
    where plan_id = ${planId} and ${printed}`.execute(tx);
  if ((rows[0]?.n ?? 0) < itemsMost) return;
  throw new Refusal('wrong_state', {
    vi: `Kế hoạch đã có ${itemsMost} mục, nhiều nhất có thể.`,
    en: `The plan has ${itemsMost} items, as many as it can have.`,
  });
}

/** The day from which its agencies have what a plan gives them. */
export function sinceOf(plan: PlanRow, at: Date): LocalDate {
  return parseLocalDate(plan.issued ?? '') ?? localDateOf(at);
}

export function onlyOne(ids: readonly number[]): number {
  const [id] = ids;
  if (id === undefined) throw new Error('nothing was added');
  return id;
}

export async function lockItem(tx: Transaction, part: Part, planId: number, id: number) {
  const row = Number.isSafeInteger(id)
    ? await tx
        .selectFrom(part)
        .select(['id', 'code', 'version'])
        .where('id', '=', id)
        .where('plan_id', '=', planId)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return row;
}

interface Agencies {
  readonly table: 'task_agency' | 'target_agency';
  readonly item: number;
  readonly role: 'lead' | 'partner' | null;
  readonly names: readonly string[];
  readonly since: string;
}

export async function insertAgencies(tx: Transaction, given: Agencies): Promise<void> {
  const { table, item, role, names, since } = given;
  if (names.length === 0) return;
  const known = await matchOrganisations(tx, names);
  const here = new Set<number>();
  const rows = names.flatMap((name, index) => {
    const organisation = known.get(name)?.id ?? null;
    if (organisation !== null && here.has(organisation)) return [];
    if (organisation !== null) here.add(organisation);
    return [{ position: index + 1, name, organisation }];
  });
  const values = sql`from json_to_recordset(${JSON.stringify(rows)}::json)
    as given (position integer, name text, organisation bigint)`;
  if (table === 'task_agency')
    await sql`insert into task_agency (task_id, role, position, name, organisation_id, since)
      select ${item}, ${role}, position, name, organisation, ${since}::date ${values}`.execute(tx);
  else
    await sql`insert into target_agency (target_id, position, name, organisation_id, since)
      select ${item}, position, name, organisation, ${since}::date ${values}`.execute(tx);
}

/** Takes an item out of a draft; gone already is gone. Throws Refusal. */
export async function removeItem(
  services: Services,
  actor: Actor,
  planId: number,
  { part, id, version }: { readonly part: Part; readonly id: number; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const plan = await openDraft(tx, actor, planId);
    const row = await lockItem(tx, part, planId, id);
    refuseStale(row, version);
    const children = part === 'target' && (await hasParts(tx, id));
    if (children)
      throw new Refusal('wrong_state', {
        vi: 'Chỉ tiêu này còn chỉ tiêu con; hãy xóa hoặc chuyển chúng trước.',
        en: 'It has sub-targets; remove or move them first.',
      });
    await tx.deleteFrom(part).where('id', '=', id).execute();
    await tell(tx, actor, { plan, of: part, done: 'removed', code: row.code, at });
  });
}

async function hasParts(tx: Transaction, id: number): Promise<boolean> {
  const part = await tx.selectFrom('target').select('id').where('parent_id', '=', id).executeTakeFirst();
  return part !== undefined;
}
