import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { matchOrganisations } from '../../directory/index.ts';
import { refuseStale } from '../plans/store.ts';
import { authoriseProgramme } from '../policy.ts';
import { targetValues } from './load.ts';
import { concludeTarget, type LockedTarget, lockTarget, type Owner } from './store.ts';
import { readWay, type TypedWay, type Way } from './way-inputs.ts';

/**
 * Sets how a target is reached and told of: which way is better, how often, from where, by which yearly levels, by whom.
 * Throws InvalidInput by field; Refusal `conflict` when somebody saved since `version`.
 */
export async function setTargetWay(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedWay,
  version: number,
): Promise<void> {
  const at = services.clock();
  const today = localDateOf(at);
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTarget(tx, actor, id, at);
    authoriseProgramme(actor, 'edit', locked.plan);
    const { row, loaded } = locked;
    refuseStale(row, version);
    const way = readWay(typed, targetValues.parse(row.values), loaded.target.aims.length, today);
    refuseNewFrequency(locked, way);
    await keepLevels(tx, id, way.levels);
    const moved = await keepOwners(tx, locked, way.owners, today);
    await concludeTarget(tx, actor, locked, at, {
      set: {
        ...{ direction: way.direction, frequency: way.frequency, until_on: way.until },
        ...{ baseline: way.baseline?.value ?? null, baseline_on: way.baseline?.on ?? null },
        ...{ baseline_source: way.baseline?.source ?? null, least: way.least, most: way.most },
      },
      says: {
        why: way.document !== null ? 'amended' : moved ? 'assigned' : 'corrected',
        ...{ document: way.document, from: today },
      },
      event: { name: moved ? 'target.assigned' : 'target.planned', facts: { levels: way.levels.length } },
    });
  });
}

/** Figures are of the periods in which they were measured: months do not become quarters. */
function refuseNewFrequency({ row, loaded }: LockedTarget, { frequency }: Way): void {
  if (frequency === row.frequency || loaded.actuals.length === 0) return;
  throw new InvalidInput({
    frequency: {
      vi: 'Chỉ tiêu đã có số liệu theo kỳ cũ nên không đổi kỳ được nữa.',
      en: 'There are figures of the former periods; how often it is measured can no longer be changed.',
    },
  });
}

async function keepLevels(tx: Transaction, id: number, levels: Way['levels']): Promise<void> {
  await sql`delete from target_level where target_id = ${id}`.execute(tx);
  await sql`insert into target_level (target_id, year, least, most)
    select ${id}, year, min, max from json_to_recordset(${JSON.stringify(levels)}::json)
      as given (year integer, min numeric, max numeric)`.execute(tx);
}

/** Whether any came or went; who goes stays in the history. */
async function keepOwners(
  tx: Transaction,
  { row, owners }: LockedTarget,
  names: readonly string[],
  today: LocalDate,
): Promise<boolean> {
  const known = await matchOrganisations(tx, names);
  const wanted = names.map((name) => ({ name, organisationId: known.get(name)?.id ?? null }));
  const same = (one: (typeof wanted)[number], owner: Owner) =>
    one.organisationId === null ? one.name === owner.name : one.organisationId === owner.organisationId;
  const gone = owners.filter((owner) => !wanted.some((one) => same(one, owner)));
  const met = new Set<number>();
  const added = wanted.filter((one) => {
    const { organisationId } = one;
    if (owners.some((owner) => same(one, owner)) || (organisationId !== null && met.has(organisationId)))
      return false;
    // one agency written in two ways
    if (organisationId !== null) met.add(organisationId);
    return true;
  });
  if (gone.length > 0)
    await sql`update target_agency set until = ${today}::date
      where id = any(${gone.map(({ id }) => id)}::bigint[])`.execute(tx);
  if (added.length > 0)
    await sql`insert into target_agency (target_id, position, organisation_id, name, since)
      select ${row.id}, (select coalesce(max(position), 0) from target_agency where target_id = ${row.id}) + row_number() over (),
        "organisationId", name, ${today}::date
      from json_to_recordset(${JSON.stringify(added)}::json) as given (name text, "organisationId" bigint)`.execute(
      tx,
    );
  return gone.length + added.length > 0;
}
