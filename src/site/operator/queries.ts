import type { Querying } from '../../platform/database/open.ts';
import { type OperatorField, operatorFields } from './inputs.ts';
import { formerName } from './sentences.ts';

export interface OperatorChange {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly facts: unknown;
  readonly who: string | null;
  /** What was said before, by field; nothing once the term of such details has passed. */
  readonly former: readonly { readonly field: OperatorField; readonly text: string }[];
}

/** The latest that was changed, newest first. Two statements. */
export async function operatorHistory(db: Querying): Promise<readonly OperatorChange[]> {
  const events = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .select(['event.seq', 'event.at', 'event.name', 'event.facts', 'account.name as who'])
    .where('event.subject_kind', '=', 'installation')
    .where('event.subject_id', '=', 'operator')
    .orderBy('event.seq', 'desc')
    .limit(30)
    .execute();
  if (events.length === 0) return [];
  const kept = await db
    .selectFrom('event_personal')
    .select(['event_seq', 'field', 'value'])
    .where((e) => e('event_seq', '=', e.fn.any(e.val(events.map(({ seq }) => seq)))))
    .execute();
  return events.map((event) => ({
    ...event,
    former: operatorFields.flatMap((field) => {
      const one = kept.find((row) => row.event_seq === event.seq && row.field === formerName[field]);
      return one ? [{ field, text: one.value }] : [];
    }),
  }));
}
