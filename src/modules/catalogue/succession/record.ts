import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { NewEvent } from '../../../platform/events/append.ts';
import type { Edition } from '../edition.ts';
import { brokenChain } from './refusals.ts';
import { type NewSuccession, writeSuccessions } from './store.ts';

export interface Applied {
  readonly amendment: Edition;
  /** By id of an entry of the amendment: the public entry it stands for, or has just become. */
  readonly places: ReadonlyMap<number, number>;
  /** Public entries that the amendment takes out, or changes; new ones are in neither. */
  readonly takenOut: readonly number[];
  readonly changed: readonly number[];
  readonly now: Date;
}

interface Meant {
  readonly from: number;
  readonly to: number;
  readonly kind: 'merged' | 'split';
}

/**
 * What an amendment merges and splits holds from now on between the public entries. To be called once they are written,
 * before search and versions. Two statements. Returns what holds. Throws Refusal `wrong_state` where an entry would be merged
 * into one that is not there. Seen or not: a publication is of all of them.
 */
export async function recordSuccessions(
  tx: Transaction,
  actor: Actor,
  applied: Applied,
): Promise<readonly NewSuccession[]> {
  const { amendment, now } = applied;
  const { rows } = await sql<Meant & { code: string }>`
    select s.from_entry_id as "from", s.to_entry_id as "to", s.kind, entry.code
    from entry_succession s join entry on entry.id = s.from_entry_id
    where s.edition_id = ${amendment.id} and s.public_at is null order by s.from_entry_id, s.to_entry_id`.execute(
    tx,
  );
  const holding = rows.flatMap((row): NewSuccession[] => {
    const from = applied.places.get(row.from);
    if (from === undefined) return [];
    const [out, changed] = [applied.takenOut.includes(from), applied.changed.includes(from)];
    // what was chosen to stay after all is merged into none; a new entry took nothing from the public
    if (!(row.kind === 'merged' ? out : out || changed)) return [];
    const to = endOf(row.to, rows, applied.places);
    if (to === null && row.kind === 'merged') throw brokenChain(row.code);
    return to === null || to === from
      ? []
      : [{ from, to, kind: row.kind, stays: row.kind === 'split' && changed }];
  });
  await writeSuccessions(tx, actor, amendment, holding, { now, publicAt: now });
  return holding;
}

/** The public entry in which an entry of the amendment ends, which may have been merged further; null: it was removed. */
function endOf(id: number, rows: readonly Meant[], places: ReadonlyMap<number, number>): number | null {
  let [at, steps] = [id, 0];
  while (!places.has(at)) {
    const onward = rows.find(({ from, kind }) => from === at && kind === 'merged');
    if (!onward || steps > rows.length) return null;
    [at, steps] = [onward.to, steps + 1];
  }
  return places.get(at) ?? null;
}

/** One event for each entry that took another over or was taken over, so that the history of each tells it. */
export function successionEvents(
  actor: Actor,
  { amendment, now }: Pick<Applied, 'amendment' | 'now'>,
  holding: readonly NewSuccession[],
  codeOf: (id: number) => string,
): readonly NewEvent[] {
  const event = (name: NewEvent['name'], id: number, facts: Readonly<Record<string, unknown>>): NewEvent => ({
    name,
    actor,
    subject: { kind: 'entry', id },
    facts: { amendment: amendment.code, code: codeOf(id), ...facts },
    at: now,
  });
  const grouped = (kind: NewSuccession['kind'], side: 'from' | 'to') =>
    [...new Set(holding.filter((row) => row.kind === kind).map((row) => row[side]))].map((id) => ({
      id,
      codes: holding
        .filter((row) => row.kind === kind && row[side] === id)
        .map((row) => codeOf(side === 'from' ? row.to : row.from)),
    }));
  return [
    ...grouped('merged', 'from').map(({ id, codes: [into = ''] }) => event('entry.merged', id, { into })),
    ...grouped('merged', 'to').map(({ id, codes }) => event('entry.merged', id, { mergedFrom: codes })),
    ...grouped('split', 'from').map(({ id, codes }) => event('entry.split', id, { parts: codes })),
    ...grouped('split', 'to').map(({ id, codes: [splitFrom = ''] }) =>
      event('entry.split', id, { splitFrom }),
    ),
  ];
}
