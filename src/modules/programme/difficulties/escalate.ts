import { system } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { subtractWorkingDays } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';
import { addPost } from './store.ts';
import { readTerm } from './term.ts';

/** Looked at in one transaction. */
const atOnce = 200;

/**
 * What is not answered in time goes up to the department, and later to a leader: each once in a term, whatever day no worker ran. Who is
 * told follows from the events.
 */
export async function escalateLate(services: Services): Promise<void> {
  for (const to of ['department', 'leader'] as const)
    for (;;) {
      const found = await services.db.transaction().execute((tx) => escalateSome(tx, services, to));
      if (found < atOnce) break;
    }
}

async function escalateSome(
  tx: Transaction,
  { clock, config }: Services,
  to: 'department' | 'leader',
): Promise<number> {
  const at = clock();
  const today = localDateOf(at);
  const { leaderDays } = await readTerm(tx);
  const before =
    to === 'department' ? today : subtractWorkingDays(today, leaderDays, await readCalendar(tx, config));
  const late = tx
    .selectFrom('difficulty')
    .select(['id', 'code', 'version'])
    .where('state', 'in', ['sent', 'taken'])
    .where('due_on', '<', before);
  const found = await (to === 'department'
    ? late.where('escalated', 'is', null)
    : late.where('escalated', '=', 'department')
  )
    .orderBy('due_on')
    .orderBy('id')
    .limit(atOnce)
    .forUpdate()
    .skipLocked()
    .execute();
  if (found.length === 0) return 0;
  await tx
    .updateTable('difficulty')
    .set({ escalated: to })
    .where((e) => e('id', '=', e.fn.any(e.val(found.map(({ id }) => id)))))
    .execute();
  for (const { id } of found)
    await addPost(tx, system, id, { kind: 'escalated', words: to, as: 'system', organisationId: null }, at);
  await appendEvents(
    tx,
    found.map(({ id, code }) => ({
      ...{ name: 'difficulty.escalated', actor: system, subject: { kind: 'difficulty', id }, at },
      facts: { ...(code && { code }), to },
    })),
  );
  return found.length;
}
