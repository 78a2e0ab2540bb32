import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf, readTypedDate } from '../../../kernel/dates.ts';
import type { Cadence } from '../../../kernel/periods.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import { readTargetValues } from '../../../office/index.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { agencyKey, type NamedAgency } from '../assignment/assignment.ts';
import { refuseEnded } from '../assignment/commands.ts';
import { namedWanted, nothingWanted } from '../assignment/named.ts';
import { refuseFull, refuseUnknownSector } from '../plans/items.ts';
import { targetCode } from '../plans/plan.ts';
import { heldOf, refuseStale } from '../plans/store.ts';
import { onBehalfIn } from '../policy.ts';
import { indexProgrammeItems } from '../public/search-items.ts';
import { lockWithAbove, settleTargets } from '../targets/settle.ts';
import { type Direction, endOfYearNamed, proposedDirection } from '../targets/target.ts';
import { keepTargetVersions } from '../targets/versions.ts';
import { nameMost } from '../tasks/task.ts';
import { daysToEnd } from '../tasks/versions.ts';
import { readBy, refuseEarlier, type TypedBy } from './by.ts';
import { lockToAmend, refuseForeignGroup } from './task-commands.ts';

/** All that an amendment may change of a target, as typed. */
export interface TypedTarget {
  readonly tt: string;
  readonly group: number | null;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: string;
  /** As printed: “≥ 80”, “16 - 18”. */
  readonly values: string;
  /** null: what the values themselves propose. */
  readonly direction: Direction | null;
  readonly frequency: Cadence;
  readonly until: string;
  readonly owners: string;
  readonly sector: string | null;
}

/** What a document adds to a plan, as typed. */
export interface TypedNewTarget extends TypedTarget {
  /** Printed number of the target it is part of; empty: of none. */
  readonly parent: string;
}

/** Throws InvalidInput `name`, `values`, `until`, `group`, `sector`. */
async function targetRow(
  tx: Transaction,
  planId: number,
  typed: TypedTarget,
  standing: { readonly raw: string },
) {
  const name = singleSpaced(typed.name);
  const unit = singleSpaced(typed.unit).slice(0, 100) || null;
  const raw = singleSpaced(typed.values);
  const values = readTargetValues(raw, unit);
  const until = typed.until.trim() === '' ? null : readTypedDate(typed.until);
  const wrong = {
    ...((name === '' || [...name].length > nameMost) && {
      name: {
        vi: `Hãy ghi tên chỉ tiêu, không quá ${nameMost} ký tự.`,
        en: `Name the target, with at most ${nameMost} characters.`,
      },
    }),
    ...((values.length === 0 || [...raw].length > 500) && {
      values: {
        vi: 'Hãy ghi giá trị cần đạt như trong văn bản, ví dụ “≥ 80” hoặc “16 - 18”.',
        en: 'Give the value to reach as documents print it, such as “≥ 80” or “16 - 18”.',
      },
    }),
    ...(typed.until.trim() !== '' &&
      until === null && { until: { vi: 'Ngày này không có thật.', en: 'There is no such day.' } }),
  };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  await refuseForeignGroup(tx, planId, typed.group, 'targets');
  await refuseUnknownSector(tx, typed.sector);
  return {
    ...{ tt: singleSpaced(typed.tt).slice(0, 40) || null, group_id: typed.group, name, unit },
    name_en: singleSpaced(typed.nameEn).slice(0, nameMost) || null,
    // values that stand are not read anew
    ...(raw !== standing.raw && { raw, values: JSON.stringify(values) }),
    direction: typed.direction ?? proposedDirection(values, unit),
    ...{ frequency: typed.frequency, until_on: until, sector_code: typed.sector },
  };
}

/** The plan of a target. Throws not_found. */
async function planOfTarget(tx: Transaction, targetId: number): Promise<number> {
  const row = Number.isSafeInteger(targetId)
    ? await tx.selectFrom('target').select('plan_id').where('id', '=', targetId).executeTakeFirst()
    : undefined;
  if (!row) throw notFound();
  return row.plan_id;
}

async function lockOpenTarget(tx: Transaction, targetId: number, version: number) {
  const row = await tx
    .selectFrom('target')
    .selectAll()
    .where('id', '=', targetId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.closed !== null)
    throw new Refusal('wrong_state', {
      vi: 'Chỉ tiêu đã bỏ khỏi kế hoạch nên không sửa đổi được.',
      en: 'The target was taken out of the plan and cannot be amended.',
    });
  refuseStale(row, version);
  return row;
}

/**
 * Changes a target of a plan in force, by a document or as a correction; what it said before stays readable. Returns whether anything
 * changed. Throws InvalidInput by field; Refusal `conflict`, `wrong_state`.
 */
export async function amendTarget(
  services: Services,
  actor: Actor,
  targetId: number,
  input: { readonly version: number; readonly by: TypedBy; readonly target: TypedTarget },
): Promise<boolean> {
  const at = services.clock();
  const today = localDateOf(at);
  return services.db.transaction().execute(async (tx) => {
    const plan = await lockToAmend(tx, actor, await planOfTarget(tx, targetId));
    const before = await lockOpenTarget(tx, targetId, input.version);
    const by = readBy(input.by, at, plan);
    const row = await targetRow(tx, plan.id, input.target, before);
    const { wanted } = await namedWanted(tx, [{ ...nothingWanted, leads: input.target.owners }]);
    await refuseEnded(tx, wanted, today);
    const given = await giveOwners(tx, targetId, wanted[0]?.leads ?? [], by.from);
    const fields = [...changedColumns(before, row), ...(given ? ['owners'] : [])];
    if (fields.length === 0) return false;
    await refuseEarlier(tx, 'target', targetId, by.from, today);
    await tx
      .updateTable('target')
      .set({ ...row, version: before.version + 1 })
      .where('id', '=', targetId)
      .execute();
    await keepTargetVersions(tx, [targetId], { ...by, at });
    await settleTargets(tx, [targetId], at);
    await indexProgrammeItems(tx, 'target', [targetId]);
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: by.why === 'amended' ? 'target.amended' : 'target.corrected', actor, at },
      ...{ subject: { kind: 'target', id: targetId } },
      facts: { plan: plan.id, fields, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
    return true;
  });
}

function changedColumns(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  return Object.keys(after).filter((column) => column !== 'values' && before[column] !== after[column]);
}

/** Who owns a target from today on; those who stay keep their row. Returns whether anything changed. */
async function giveOwners(
  tx: Transaction,
  targetId: number,
  owners: readonly NamedAgency[],
  today: LocalDate,
): Promise<boolean> {
  const { rows } = await sql<{ id: number; organisationId: number | null; name: string }>`
    select agency.id, organisation_id as "organisationId", coalesce(organisation.name, agency.name) as name
    from target_agency agency left join organisation on organisation.id = agency.organisation_id
    where target_id = ${targetId} and until is null`.execute(tx);
  const wanted = new Set(owners.map(agencyKey));
  const present = new Set(rows.map(agencyKey));
  const ended = rows.filter((row) => !wanted.has(agencyKey(row))).map(({ id }) => id);
  const begun = owners.flatMap((owner, index) =>
    present.has(agencyKey(owner)) ? [] : [{ ...owner, position: index + 1 }],
  );
  if (ended.length > 0)
    await sql`update target_agency set until = greatest(since, ${today}::date - 1) where id = any(${ended}::bigint[])`.execute(
      tx,
    );
  if (begun.length > 0)
    await sql`insert into target_agency (target_id, position, organisation_id, name, since)
      select ${targetId}, position, "organisationId", name, ${today}::date
      from json_to_recordset(${JSON.stringify(begun)}::json) as given (position integer, "organisationId" bigint, name text)`.execute(
      tx,
    );
  return ended.length + begun.length > 0;
}

/** Takes a target out of its plan by a document, with its sub-targets; what was measured stays. Throws InvalidInput `document`; Refusal. */
export async function takeOutTarget(
  services: Services,
  actor: Actor,
  targetId: number,
  input: { readonly version: number; readonly by: TypedBy },
): Promise<void> {
  const at = services.clock();
  const today = localDateOf(at);
  await services.db.transaction().execute(async (tx) => {
    const plan = await lockToAmend(tx, actor, await planOfTarget(tx, targetId));
    await lockOpenTarget(tx, targetId, input.version);
    const by = readBy({ ...input.by, why: 'amended' }, at, plan);
    await refuseEarlier(tx, 'target', targetId, by.from, today);
    const { rows } = await sql<{ id: number }>`
      update target set closed = 'not_carried_out', closed_on = ${by.from}, closed_document = ${by.document},
        closed_words = ${by.words}, turns_on = null, version = version + 1
      where (id = ${targetId} or parent_id = ${targetId}) and closed is null returning id`.execute(tx);
    const ids = rows.map(({ id }) => id);
    for (const [from, those] of await daysToEnd(tx, 'target', ids, by.from, today))
      await keepTargetVersions(tx, those, { ...by, why: 'closed', from, at });
    await settleTargets(tx, ids, at);
    await indexProgrammeItems(tx, 'target', ids);
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'target.taken_out', actor, subject: { kind: 'target', id: targetId }, at },
      facts: { plan: plan.id, targets: ids.length, ...onBehalfIn(actor, 'edit', heldOf(plan)) },
    });
  });
}

/**
 * Adds a target to a plan in force by a document, behind those it has. `planVersion` is that of the page: the same form sent twice
 * adds one. Returns its id. Throws InvalidInput by field; Refusal.
 */
export async function addTarget(
  services: Services,
  actor: Actor,
  planId: number,
  input: { readonly planVersion: number; readonly by: TypedBy; readonly target: TypedNewTarget },
): Promise<number> {
  const at = services.clock();
  const today = localDateOf(at);
  const { target } = input;
  return services.db.transaction().execute(async (tx) => {
    const plan = await lockToAmend(tx, actor, planId);
    refuseStale(plan, input.planVersion);
    await refuseFull(tx, 'target', plan.id);
    const by = readBy({ ...input.by, why: 'amended' }, at, plan);
    const above = await lockHeading(tx, plan.id, singleSpaced(target.parent));
    const row = await targetRow(tx, plan.id, { ...target, group: target.group ?? above.group }, { raw: '' });
    const { wanted } = await namedWanted(tx, [{ ...nothingWanted, leads: target.owners }]);
    await refuseEnded(tx, wanted, today);
    const position = await nextPosition(tx, plan.id);
    const { id } = await tx
      .insertInto('target')
      .values({
        ...{ ...row, plan_id: plan.id, position, code: targetCode(plan.mark, position), created_at: at },
        ...{ parent_id: above.id, information: 'missing', outlook: 'cannot_tell' },
        until_on: row.until_on ?? endOfYearNamed(await groupName(tx, row.group_id)),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await giveOwners(tx, id, wanted[0]?.leads ?? [], by.from);
    await tx
      .updateTable('plan')
      .set({ version: plan.version + 1 })
      .where('id', '=', plan.id)
      .execute();
    await keepTargetVersions(tx, [id], { ...by, at });
    await settleTargets(tx, [id], at);
    await indexProgrammeItems(tx, 'target', [id]);
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'target.added', actor, subject: { kind: 'target', id }, at },
      facts: { plan: plan.id },
    });
    return id;
  });
}

/**
 * The open target with this printed number, under which another is put; its own figures would be read no longer once it is a
 * heading. Throws InvalidInput `parent`.
 */
async function lockHeading(
  tx: Transaction,
  planId: number,
  tt: string,
): Promise<{ readonly id: number | null; readonly group: number | null }> {
  if (tt === '') return { id: null, group: null };
  const { rows } = await sql<{ id: number; group: number | null; measured: boolean }>`
    select id, group_id as "group", "values" = '[]' and exists (select 1 from target_actual where target_id = target.id) as measured
    from target where plan_id = ${planId} and tt = ${tt} and parent_id is null and closed is null
    order by position desc limit 1`.execute(tx);
  const [above] = rows;
  if (!above || above.measured)
    throw new InvalidInput({
      parent: above
        ? {
            vi: `Chỉ tiêu số ${tt} đã có số liệu của chính nó nên không chia thành chỉ tiêu con được.`,
            en: `Target ${tt} has figures of its own and cannot be divided into parts.`,
          }
        : {
            vi: `Kế hoạch không có chỉ tiêu đang mở nào mang số ${tt}.`,
            en: `No open target of the plan is numbered ${tt}.`,
          },
    });
  await lockWithAbove(tx, [above.id]);
  return above;
}

async function groupName(tx: Transaction, id: number | null): Promise<string | null> {
  if (id === null) return null;
  const group = await tx.selectFrom('plan_group').select('name').where('id', '=', id).executeTakeFirst();
  return group?.name ?? null;
}

/** Behind every target of the plan, of which none is ever removed while the plan is in force. */
async function nextPosition(tx: Transaction, planId: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(position), 0) as last from target
    where plan_id = ${planId}`.execute(tx);
  return (rows[0]?.last ?? 0) + 1;
}
