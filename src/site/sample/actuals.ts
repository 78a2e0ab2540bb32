import { system } from '../../kernel/actor.ts';
import { localDateOf, readTypedDate } from '../../kernel/dates.ts';
import { correctActual, enterActual, setTargetWay } from '../../modules/programme/index.ts';
import type { Services } from '../../platform/services.ts';
import { sampleFiles } from './shapes.ts';

/** Made-up figures of the illustrative plan, with what is planned on the way; none of a day that is yet to come. */
export async function loadActuals(services: Services, sample: string): Promise<void> {
  const { ways, actuals } = await sampleFiles.actuals(sample);
  const today = localDateOf(services.clock());
  const targets = await targetsOf(services);
  const of = (code: string) => {
    const target = targets.get(code);
    if (!target) throw new Error(`the sample has no target ${code}`);
    return target;
  };
  for (const { target: code, ...way } of ways) {
    const { id, version, direction, frequency, owners } = of(code);
    if (version > 1) continue;
    const typed = { ...way, direction, frequency, owners, least: '', most: '', document: '' };
    await setTargetWay(services, system, id, typed, version);
  }
  const entered = new Map<string, number>();
  for (const { target: code, estimate, corrects, ...actual } of actuals) {
    if ((readTypedDate(actual.asOf) ?? today) > today) continue;
    const { id } = of(code);
    const name = (value: string) => `${sample} ${code} ${actual.period} ${value}`;
    const typed = {
      ...{ ...actual, estimate: estimate ? '1' : '', scope: '', confirmed: '', file: null },
      key: name(actual.value),
    };
    const former = corrects === null ? undefined : entered.get(name(corrects));
    const number =
      former === undefined
        ? await enterActual(services, system, id, typed)
        : await correctActual(services, system, id, former, typed);
    entered.set(name(actual.value), number);
  }
}

async function targetsOf(services: Services) {
  const { db } = services;
  const rows = await db
    .selectFrom('target')
    .select(['id', 'code', 'version', 'direction', 'frequency'])
    .execute();
  const owners = await db
    .selectFrom('target_agency')
    .select(['target_id', 'name'])
    .where('until', 'is', null)
    .orderBy('position')
    .execute();
  return new Map(
    rows.map((row) => [
      row.code,
      {
        ...row,
        owners: owners
          .filter(({ target_id }) => target_id === row.id)
          .map(({ name }) => name)
          .join('\n'),
      },
    ]),
  );
}
