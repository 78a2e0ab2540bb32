import { system } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { addWorkingDays } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';

/** Questions looked at in one transaction. */
const atOnce = 200;

/**
 * Reminds of questions whose term ends with the next working day, and of those past it: once each, whatever day no worker
 * ran. Who is told follows from the events.
 */
export async function remindOfTerms(services: Services): Promise<void> {
  for (const reminder of ['late', 'soon'] as const)
    for (;;) {
      const found = await services.db.transaction().execute((tx) => remindSome(tx, services, reminder));
      if (found < atOnce) break;
    }
}

async function remindSome(
  tx: Transaction,
  { clock, config }: Services,
  reminder: 'late' | 'soon',
): Promise<number> {
  const at = clock();
  const today = localDateOf(at);
  const calendar = await readCalendar(tx, config);
  const waiting = tx
    .selectFrom('question')
    .innerJoin('entry', 'entry.id', 'question.entry_id')
    .select(['question.id', 'entry.code'])
    .where('question.state', '=', 'waiting');
  // seen or not: the officers of each are told of their own
  const due =
    reminder === 'late'
      ? waiting
          .where('question.due_on', '<', today)
          .where((e) => e.or([e('reminded', 'is', null), e('reminded', '=', 'soon')]))
      : waiting
          .where('question.due_on', '>=', today)
          .where('question.due_on', '<=', addWorkingDays(today, 1, calendar))
          .where('reminded', 'is', null);
  const found = await due
    .orderBy('question.due_on')
    .orderBy('question.id')
    .limit(atOnce)
    .forUpdate('question')
    .skipLocked()
    .execute();
  if (found.length === 0) return 0;
  await tx
    .updateTable('question')
    .set({ reminded: reminder })
    .where((e) => e('id', '=', e.fn.any(e.val(found.map(({ id }) => id)))))
    .execute();
  await appendEvents(
    tx,
    found.map(({ id, code }) => ({
      name: reminder === 'late' ? 'question.overdue' : 'question.due_soon',
      actor: system,
      subject: { kind: 'question', id },
      facts: { code },
      at,
    })),
  );
  return found.length;
}
