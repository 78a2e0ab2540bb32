import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../../../kernel/actor.ts';
import { localDateOf } from '../../../../kernel/dates.ts';
import { notFound, Refusal } from '../../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../../platform/database/open.ts';
import { appendEvent } from '../../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../../platform/http/content-version.ts';
import type { Services } from '../../../../platform/services.ts';
import { accountOf, heldOf, type PlanRow } from '../../plans/store.ts';
import { onBehalfIn } from '../../policy.ts';
import { indexProgrammeItems } from '../../public/search-items.ts';
import { lockWithAbove, settleTargets } from '../../targets/settle.ts';
import { keepTargetVersions } from '../../targets/versions.ts';
import type { NamedAgency } from '../assignment.ts';
import { lockForAssigning, refuseEnded } from '../commands.ts';
import { namedWanted, nothingWanted } from '../named.ts';
import {
  chosenTargets,
  type OwnerChoice,
  type OwnerOutcome,
  type WrittenOwners,
  withOwners,
  writeOwners,
} from './owners.ts';

export interface OwnerAssigning {
  readonly choice: OwnerChoice;
  /** Names as typed. */
  readonly owners: string;
  /** Also where somebody else answers already. */
  readonly overwrite: boolean;
  /** The document by which, as written; null: by the plan itself. */
  readonly document: string | null;
}

interface Named {
  readonly owners: readonly NamedAgency[];
  readonly unknown: readonly string[];
}

async function named(db: Querying, typed: string): Promise<Named> {
  const { wanted, unknown } = await namedWanted(db, [{ ...nothingWanted, leads: typed }]);
  return { owners: wanted[0]?.leads ?? [], unknown };
}

/** What giving would do to each target of the choice, and a mark of how those targets stand. Throws InvalidInput `leads`. */
export async function planOwners(
  { db }: Services,
  planId: number,
  { choice, owners: typed, overwrite }: Omit<OwnerAssigning, 'document'>,
): Promise<{
  readonly outcomes: readonly OwnerOutcome[];
  readonly stand: string;
  readonly unknown: readonly string[];
}> {
  const { owners, unknown } = await named(db, typed);
  const targets = await chosenTargets(db, planId, choice);
  const outcomes = targets.map((target) => withOwners(target, owners, overwrite));
  return { outcomes, stand: standOf(outcomes), unknown };
}

/** Short, whatever the number of targets: what was looked at is what is done, or nothing is. */
function standOf(outcomes: readonly OwnerOutcome[]): string {
  const changed = outcomes.filter((outcome) => outcome.changed);
  const text = changed.map(({ target }) => `${target.id}.${target.version}`).join(',');
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * Gives targets of a plan to whom they are answered for by; all or none. `stand` is that of the preview. Returns the number of the
 * assignment and of how many targets, null where nothing changed. The same key does it once. Throws InvalidInput `leads`; Refusal
 * `conflict` when a target changed since.
 */
export async function assignOwners(
  services: Services,
  actor: Actor,
  planId: number,
  input: OwnerAssigning & { readonly stand: string; readonly key: string },
): Promise<{ readonly id: number; readonly targets: number } | null> {
  const at = services.clock();
  const today = localDateOf(at);
  return services.db.transaction().execute(async (tx) => {
    const plan = await lockForAssigning(tx, actor, planId);
    const made = await madeWith(tx, planId, input.key);
    if (made) return made;
    const { owners } = await named(tx, input.owners);
    await refuseEnded(tx, [{ leads: owners, partners: null }], today);
    const ids = (await chosenTargets(tx, planId, input.choice)).map(({ id }) => id);
    await lockWithAbove(tx, ids);
    // read again: somebody may have held one of them until now
    const targets = await chosenTargets(tx, planId, input.choice);
    const outcomes = targets.map((target) => withOwners(target, owners, input.overwrite));
    if (input.stand !== standOf(outcomes)) throw changedMeanwhile();
    const changed = outcomes.filter((outcome) => outcome.changed);
    if (changed.length === 0) return null;
    const written = await writeOwners(tx, changed, today);
    const id = await keepAssignment(tx, plan, {
      ...{ ...input, by: accountOf(actor), at },
      items: written,
    });
    await settleOwned(
      tx,
      plan,
      written.map(({ targetId }) => targetId),
      input.document,
      at,
    );
    await appendEvent(tx, {
      ...{ name: 'target.owners_assigned', actor, subject: { kind: 'plan', id: planId }, at },
      facts: {
        ...{ assignment: id, targets: changed.length },
        ids: changed.slice(0, 100).map(({ target }) => target.id),
        ...onBehalfIn(actor, 'edit', heldOf(plan)),
      },
    });
    return { id, targets: changed.length };
  });
}

async function madeWith(
  tx: Transaction,
  planId: number,
  key: string,
): Promise<{ readonly id: number; readonly targets: number } | null> {
  const { rows } = await sql<{ id: number; targets: number }>`
    select id, (select count(*)::integer from target_assignment_item where assignment_id = made.id) as targets
    from target_assignment made where form_key = ${key} and plan_id = ${planId}`.execute(tx);
  return rows[0] ?? null;
}

async function keepAssignment(
  tx: Transaction,
  plan: PlanRow,
  made: {
    readonly document: string | null;
    readonly key: string;
    readonly by: number | null;
    readonly at: Date;
    readonly items: readonly WrittenOwners[];
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('target_assignment')
    .values({
      ...{ plan_id: plan.id, document: made.document, form_key: made.key },
      ...{ made_by: made.by, made_at: made.at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`insert into target_assignment_item (assignment_id, target_id, version, before, after, begun, ended)
    select ${id}, "targetId", version, before, after, begun, ended
    from json_to_recordset(${JSON.stringify(made.items)}::json) as given ("targetId" bigint, version integer, before jsonb,
      after jsonb, begun jsonb, ended jsonb)`.execute(tx);
  return id;
}

/** What follows for targets with other owners; a draft owes nothing yet. */
async function settleOwned(
  tx: Transaction,
  plan: PlanRow,
  ids: readonly number[],
  document: string | null,
  at: Date,
): Promise<void> {
  if (heldOf(plan).state !== 'in_force') return;
  await keepTargetVersions(tx, ids, {
    ...{ why: 'assigned', document: document ?? plan.number, from: localDateOf(at), at },
  });
  await settleTargets(tx, ids, at);
  await indexProgrammeItems(tx, 'target', ids);
  await bumpContentVersion(tx);
}

function changedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa giao chỉ tiêu nào: có chỉ tiêu vừa được người khác sửa. Hãy xem lại bên dưới rồi bấm lần nữa.',
    en: 'Nothing was assigned: somebody has just changed one of the targets. Look at what is there now, then press again.',
  });
}

/**
 * Takes an assignment back, whole: only while no figure was entered and none of its targets changed otherwise. Done twice it happens
 * once. Throws Refusal `wrong_state`.
 */
export async function undoOwners(
  services: Services,
  actor: Actor,
  planId: number,
  assignmentId: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    // what is not there is not found, whoever asks; whether it was undone is read under the lock
    await findMade(tx, planId, assignmentId);
    const plan = await lockForAssigning(tx, actor, planId);
    const made = await findMade(tx, planId, assignmentId);
    if (made.undone_at) return;
    const items = await tx
      .selectFrom('target_assignment_item')
      .select('target_id')
      .where('assignment_id', '=', made.id)
      .execute();
    const ids = items.map(({ target_id }) => target_id);
    await lockWithAbove(tx, ids);
    await refuseOvertaken(tx, made);
    await putBack(tx, made.id);
    await tx
      .updateTable('target_assignment')
      .set({ undone_at: at, undone_by: accountOf(actor) })
      .where('id', '=', made.id)
      .execute();
    await settleOwned(tx, plan, ids, null, at);
    await appendEvent(tx, {
      ...{ name: 'target.owners_undone', actor, subject: { kind: 'plan', id: planId }, at },
      facts: { assignment: made.id, targets: ids.length, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
  });
}

async function refuseOvertaken(
  tx: Transaction,
  made: { readonly id: number; readonly made_at: Date },
): Promise<void> {
  const { rows } = await sql<{ code: string }>`
    select code from target_assignment_item item join target on target.id = item.target_id
    where assignment_id = ${made.id} and (target.version <> item.version or exists (
      select 1 from target_actual figure where figure.target_id = target.id and figure.entered_at >= ${made.made_at}))
    order by position limit 1`.execute(tx);
  const [first] = rows;
  if (!first) return;
  throw new Refusal('wrong_state', {
    vi: `Không hoàn tác được nữa: chỉ tiêu ${first.code} đã có số liệu mới hoặc đã được sửa tiếp. Hãy giao lại từng chỉ tiêu.`,
    en: `It cannot be undone any more: a figure of ${first.code} was entered or it was changed since. Assign target by target.`,
  });
}

async function putBack(tx: Transaction, assignmentId: number): Promise<void> {
  await sql`delete from target_agency using target_assignment_item item
    where assignment_id = ${assignmentId} and target_agency.target_id = item.target_id
      and to_jsonb(target_agency.id) <@ item.begun`.execute(tx);
  await sql`update target_agency set until = null from target_assignment_item item
    where assignment_id = ${assignmentId} and target_agency.target_id = item.target_id
      and to_jsonb(target_agency.id) <@ item.ended`.execute(tx);
  await sql`update target set version = target.version + 1 from target_assignment_item item
    where assignment_id = ${assignmentId} and target.id = item.target_id`.execute(tx);
}

/** Throws not_found. */
async function findMade(tx: Transaction, planId: number, assignmentId: number) {
  const made = await tx
    .selectFrom('target_assignment')
    .select(['id', 'undone_at', 'made_at'])
    .where('id', '=', assignmentId)
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  if (!made) throw notFound();
  return made;
}
