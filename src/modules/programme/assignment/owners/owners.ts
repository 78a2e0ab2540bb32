import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Querying, Transaction } from '../../../../platform/database/open.ts';
import { agencyKey, type NamedAgency } from '../assignment.ts';

/** Which targets of a plan are meant; what is null or empty narrows nothing. */
export interface OwnerChoice {
  readonly group: number | null;
  readonly text: string;
  /** Those that nobody answers for. */
  readonly ownerless: boolean;
  /** Rows ticked on a page. */
  readonly ids: readonly number[] | null;
}

const owned = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), version: z.number(), closed: z.boolean() },
  ...{ unit: z.string().nullable(), raw: z.string() },
  owners: z.array(
    z.object({ id: z.number(), organisationId: z.number().nullable(), name: z.string() }).readonly(),
  ),
});
/** A target with those who answer for it now. */
export type OwnedTarget = z.infer<typeof owned>;

const ownedTarget = sql`json_build_object('id', target.id, 'code', target.code, 'name', target.name, 'version', target.version,
  'closed', closed is not null, 'unit', unit, 'raw', raw,
  'owners', (select coalesce(json_agg(json_build_object('id', owner.id, 'organisationId', organisation_id,
      'name', coalesce(organisation.name, owner.name)) order by position, owner.id), '[]')
    from target_agency owner left join organisation on organisation.id = owner.organisation_id
    where owner.target_id = target.id and until is null))`;

function chosen(planId: number, { group, text, ownerless, ids }: OwnerChoice): RawBuilder<boolean> {
  const words = `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<boolean>`target.plan_id = ${planId}
    and (${group}::bigint is null or target.group_id = ${group}::bigint)
    and vn_norm(target.code || ' ' || coalesce(target.tt, '') || ' ' || target.name || ' ' || coalesce(target.unit, ''))
      like vn_norm(${words})
    and (${ids}::bigint[] is null or target.id = any(${ids}::bigint[]))
    and (not ${ownerless} or not exists (select 1 from target_agency owner where owner.target_id = target.id and until is null))`;
}

export const targetsPerAssignPage = 50;

/** A page of the targets a choice leaves, and how many there are. Two statements. */
export async function listOwned(
  db: Querying,
  planId: number,
  choice: OwnerChoice,
  page: number,
): Promise<{ readonly rows: readonly OwnedTarget[]; readonly total: number }> {
  const { rows } = await sql<{ target: unknown }>`select ${ownedTarget} as target from target
    where ${chosen(planId, choice)} order by position, id
    limit ${targetsPerAssignPage} offset ${(page - 1) * targetsPerAssignPage}`.execute(db);
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*)::integer as total from target where ${chosen(planId, choice)}`.execute(db);
  return { rows: rows.map(({ target }) => owned.parse(target)), total: counted[0]?.total ?? 0 };
}

/** Every target of the choice, in printed order. One statement. */
export async function chosenTargets(
  db: Querying,
  planId: number,
  choice: OwnerChoice,
): Promise<readonly OwnedTarget[]> {
  const { rows } = await sql<{ target: unknown }>`select ${ownedTarget} as target from target
    where ${chosen(planId, choice)} order by position, id`.execute(db);
  return rows.map(({ target }) => owned.parse(target));
}

export interface OwnerOutcome {
  readonly target: OwnedTarget;
  readonly after: readonly NamedAgency[];
  readonly changed: boolean;
  /** Somebody else answers for it already and goes on to. */
  readonly kept: boolean;
}

/** Who answers for a target afterwards; whoever does already stays unless they are to be replaced, what is closed as it is. */
export function withOwners(
  target: OwnedTarget,
  owners: readonly NamedAgency[],
  overwrite: boolean,
): OwnerOutcome {
  const keys = (agencies: readonly NamedAgency[]) => agencies.map(agencyKey).sort().join('|');
  const same = keys(target.owners) === keys(owners);
  const kept = !same && !target.closed && !overwrite && target.owners.length > 0;
  const changed = !same && !target.closed && !kept;
  return { target, after: changed ? owners : target.owners, changed, kept };
}

/** What was written of one target. */
export interface WrittenOwners {
  readonly targetId: number;
  readonly version: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly begun: readonly number[];
  readonly ended: readonly number[];
}

/**
 * Writes who answers for these locked targets from a day on; those who stay keep their row. As many statements for one as for
 * thousands.
 */
export async function writeOwners(
  tx: Transaction,
  outcomes: readonly OwnerOutcome[],
  from: string,
): Promise<readonly WrittenOwners[]> {
  const moves = outcomes.map(({ target, after }) => {
    const [wanted, present] = [new Set(after.map(agencyKey)), new Set(target.owners.map(agencyKey))];
    return {
      ...{ target, after },
      ended: target.owners.filter((owner) => !wanted.has(agencyKey(owner))).map(({ id }) => id),
      begun: after.flatMap((owner, index) =>
        present.has(agencyKey(owner))
          ? []
          : [{ ...owner, targetId: target.id, position: index + 1 } satisfies NewOwner],
      ),
    };
  });
  await sql`update target_agency set until = greatest(since, ${from}::date - 1)
    where id = any(${moves.flatMap(({ ended }) => ended)}::bigint[])`.execute(tx);
  const begun = await beginOwners(
    tx,
    moves.flatMap((move) => move.begun),
    from,
  );
  await sql`update target set version = version + 1 where id = any(${moves.map(({ target }) => target.id)}::bigint[])`.execute(
    tx,
  );
  return moves.map(({ target, after, ended }) => ({
    ...{ targetId: target.id, version: target.version + 1, ended, begun: begun.get(target.id) ?? [] },
    ...{ before: target.owners.map(({ name }) => name), after: after.map(({ name }) => name) },
  }));
}

interface NewOwner extends NamedAgency {
  readonly targetId: number;
  readonly position: number;
}

/** Ids of the new rows by target. */
async function beginOwners(
  tx: Transaction,
  owners: readonly NewOwner[],
  from: string,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const found = new Map<number, number[]>();
  if (owners.length === 0) return found;
  const { rows } = await sql<{ id: number; target: number }>`
    insert into target_agency (target_id, position, organisation_id, name, since)
    select "targetId", position, "organisationId", name, ${from}::date
    from json_to_recordset(${JSON.stringify(owners)}::json) as given ("targetId" bigint, position integer, "organisationId" bigint,
      name text)
    returning id, target_id as target`.execute(tx);
  for (const { id, target } of rows) found.set(target, [...(found.get(target) ?? []), id]);
  return found;
}
