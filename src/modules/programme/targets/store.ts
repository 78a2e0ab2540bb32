import { type Selectable, sql, type Updateable } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { DB } from '../../../platform/database/tables.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Facts } from '../../../platform/events/chain.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import { beingEntered } from '../plans/plan.ts';
import { heldOf } from '../plans/store.ts';
import { actsForAgency, agenciesOf, type HeldPlan, mayDo, onBehalf } from '../policy.ts';
import { indexProgrammeItems } from '../public/search-items.ts';
import { isHeading, type LoadedTarget, loadTargets } from './load.ts';
import { lockWithAbove, settleTargets } from './settle.ts';
import { keepTargetVersions } from './versions.ts';

export type TargetRow = Selectable<DB['target']>;

/** Who answers for a target now. */
export interface Owner {
  readonly id: number;
  readonly organisationId: number | null;
  readonly name: string;
  /** Agencies whose figures it corrects: itself, and those it took over from. */
  readonly speaksFor: readonly number[];
}

export interface LockedTarget {
  readonly plan: HeldPlan;
  readonly row: TargetRow;
  readonly owners: readonly Owner[];
  /** What is computed from. */
  readonly loaded: LoadedTarget;
}

/**
 * A target to act on, locked with all it stands under, the outermost first. Throws Refusal `not_found` to whoever has nothing
 * to do with it, `wrong_state` where its plan is followed no longer.
 */
export async function lockTarget(tx: Transaction, actor: Actor, id: number, at: Date): Promise<LockedTarget> {
  const known = Number.isSafeInteger(id)
    ? await tx.selectFrom('target').select('plan_id').where('id', '=', id).executeTakeFirst()
    : undefined;
  if (!known) throw notFound();
  const plan = heldOf(
    await tx
      .selectFrom('plan')
      .selectAll()
      .where('id', '=', known.plan_id)
      .forShare()
      .executeTakeFirstOrThrow(),
  );
  await lockWithAbove(tx, [id]);
  const row = await tx.selectFrom('target').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  const owners = await ownersOf(tx, id);
  if (!mayDo(actor, 'read', plan) && !owners.some((owner) => actsForAgency(actor, owner.organisationId)))
    throw notFound();
  if (beingEntered(plan.state) || plan.state === 'withdrawn') throw notFound();
  if (plan.state !== 'in_force')
    throw new Refusal('wrong_state', {
      vi: 'Kế hoạch này không còn được theo dõi nên chỉ tiêu không ghi thêm được nữa.',
      en: 'This plan is followed no longer; nothing more can be entered for its targets.',
    });
  const [loaded] = await loadTargets(tx, [id], localDateOf(at));
  if (!loaded) throw notFound();
  return { plan, row, owners, loaded };
}

/** Of a row `owner` of those who answer for a target. */
export const speaksFor = sql<
  readonly number[]
>`(select coalesce(json_agg(own.organisation_id), '[]') from target_agency own
  where (own.id = owner.id or own.handed_to = owner.id) and own.organisation_id is not null)`;

/** The owner for which the actor speaks of a figure that this agency told; null where it is none of theirs. */
export function ownerFor(
  actor: Actor,
  owners: readonly Pick<Owner, 'organisationId' | 'speaksFor'>[],
  organisationId: number | null,
): number | null {
  const own = agenciesOf(actor);
  const found = owners.find(
    (owner) =>
      owner.organisationId !== null &&
      own.includes(owner.organisationId) &&
      organisationId !== null &&
      owner.speaksFor.includes(organisationId),
  );
  return found?.organisationId ?? null;
}

export async function ownersOf(tx: Transaction, id: number): Promise<readonly Owner[]> {
  const { rows } = await sql<Owner>`select owner.id, organisation_id as "organisationId",
      coalesce(organisation.name, owner.name) as name, ${speaksFor} as "speaksFor"
    from target_agency owner left join organisation on organisation.id = organisation_id
    where target_id = ${id} and until is null order by position, owner.id`.execute(tx);
  return rows;
}

/**
 * The agency for which the actor tells figures: one of the owners, or any of them for whoever follows the plan; null
 * where the target has no owner yet. Throws Refusal `forbidden`.
 */
export function speakerFor(actor: Actor, { plan, owners }: LockedTarget): number | null {
  const own = agenciesOf(actor);
  const mine = owners.find(({ organisationId }) => organisationId !== null && own.includes(organisationId));
  if (mine) return mine.organisationId;
  if (!mayDo(actor, 'edit', plan))
    throw new Refusal('forbidden', {
      vi: 'Chỉ cán bộ của cơ quan chịu trách nhiệm chỉ tiêu, hoặc người theo dõi kế hoạch, ghi được số liệu.',
      en: 'Only officers of the agency that answers for the target, or whoever follows the plan, can enter figures.',
    });
  return owners.find(({ organisationId }) => organisationId !== null)?.organisationId ?? null;
}

/** Throws Refusal `wrong_state` where no figure of its own is awaited. */
export function refuseFigures({ row, loaded }: LockedTarget): void {
  if (row.closed !== null)
    throw new Refusal('wrong_state', {
      vi: 'Chỉ tiêu đã kết thúc vì không thực hiện. Muốn ghi thêm, phụ trách chương trình phải mở lại chỉ tiêu.',
      en: 'The target is closed as not carried out. The programme head has to open it again before anything is entered.',
    });
  if (isHeading(loaded))
    throw new Refusal('wrong_state', {
      vi: 'Chỉ tiêu này gồm các chỉ tiêu con; hãy ghi số liệu ở từng chỉ tiêu con.',
      en: 'This target consists of parts; enter the figures of each part.',
    });
}

export interface TargetChange {
  /** Beside the version, which every change counts up. */
  readonly set?: Updateable<DB['target']>;
  /** Where the target says something else from now on. */
  readonly says?: {
    readonly why: 'amended' | 'corrected' | 'assigned' | 'closed';
    readonly document: string | null;
    readonly from: LocalDate;
  };
  readonly event: {
    readonly name: `target.${string}`;
    readonly facts?: Facts;
    /** Why, in the words of whoever did it; beside the log, erasable. */
    readonly reason?: string | null;
  };
}

/** The end of every command that changes a target: what follows for it and for what it stands under, then its event. */
export async function concludeTarget(
  tx: Transaction,
  actor: Actor,
  { row, plan, owners }: LockedTarget,
  at: Date,
  { set = {}, says, event }: TargetChange,
): Promise<void> {
  await tx
    .updateTable('target')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
  if (says) await keepTargetVersions(tx, [row.id], { ...says, at });
  await settleTargets(tx, [row.id], at);
  if (says) await indexProgrammeItems(tx, 'target', [row.id]);
  await bumpContentVersion(tx);
  const { name, facts = {}, reason } = event;
  const figure = name === 'target.measured' || name === 'target.figure_corrected';
  const action = name === 'target.closed' || name === 'target.reopened' ? 'decide' : 'edit';
  const behalf = onBehalf(
    actor,
    (one) =>
      mayDo(one, action, plan) ||
      (figure && owners.some(({ organisationId }) => actsForAgency(one, organisationId))),
  );
  await appendEvent(tx, {
    ...{ name, actor, subject: { kind: 'target', id: row.id }, at },
    facts: { ...facts, ...behalf },
    ...(reason ? { personal: { reason } } : {}),
  });
}
