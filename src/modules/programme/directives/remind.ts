import { system } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';

/** Looked at in one transaction. */
const atOnce = 200;

/**
 * Agencies are reminded on the last working day before the one due, and told when it has passed: each once for a day due, whatever days
 * no worker ran. What is late already is not told of as near. Who is written to follows from the events.
 */
export async function remindOfDirectives(services: Services): Promise<void> {
  for (const kind of ['late', 'near'] as const)
    for (;;) {
      const found = await services.db.transaction().execute((tx) => remindSome(tx, services, kind));
      if (found < atOnce) break;
    }
}

async function remindSome(
  tx: Transaction,
  { clock, config }: Services,
  kind: 'near' | 'late',
): Promise<number> {
  const at = clock();
  const today = localDateOf(at);
  const told = `${kind}_told` as const;
  const waiting = tx
    .selectFrom('directive_agency')
    .innerJoin('directive', 'directive.id', 'directive_agency.directive_id')
    .select([
      'directive_agency.id',
      'directive_agency.organisation_id',
      'directive.id as of',
      'directive.code',
    ])
    .where('state', '=', 'waiting')
    .where((e) => e.or([e(told, 'is', null), e(told, '<>', e.ref('due_on'))]));
  const found = await (kind === 'late'
    ? waiting.where('due_on', '<', today)
    : waiting
        .where('due_on', '>=', today)
        .where('due_on', '<=', addWorkingDays(today, 1, await readCalendar(tx, config)))
  )
    .orderBy('due_on')
    .orderBy('directive_agency.id')
    .limit(atOnce)
    .forUpdate(['directive_agency'])
    .skipLocked()
    .execute();
  if (found.length === 0) return 0;
  await tx
    .updateTable('directive_agency')
    .set((e) => ({ [told]: e.ref('due_on') }))
    .where((e) => e('id', '=', e.fn.any(e.val(found.map(({ id }) => id)))))
    .execute();
  await appendEvents(
    tx,
    found.map(({ id, organisation_id, of, code }) => ({
      ...{
        name: kind === 'late' ? 'directive.late' : 'directive.near',
        actor: system,
        subject: { kind: 'directive', id: of },
        at,
      },
      facts: { code, owed: id, organisation: organisation_id },
    })),
  );
  return found.length;
}
