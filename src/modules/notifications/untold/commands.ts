import type { Actor } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { lockTelling, type PastEvent, pastEventColumns, tellOne } from '../follow.ts';
import { keepFailure } from './store.ts';

/** Events told in one command: of one thing there are a few, and a page waits. */
const mostAtOnce = 500;

/**
 * Tells people of an event that was set aside, then of what waits behind it; asked for twice, each is told once. Says whether the
 * event itself was told. Throws Refusal `not_found` for one that is not set aside, and `wrong_state` for one that waits.
 */
export async function tellAgain(services: Services, actor: Actor, seq: number): Promise<'told' | 'failed'> {
  return services.db.transaction().execute(async (tx) => {
    const event = await lockSetAside(tx, seq);
    const outcome = (await tellOrKeepAside(tx, services, event)) ? 'told' : 'failed';
    if (outcome === 'told') await release(tx, services, event);
    await appendEvent(tx, {
      ...{ name: 'mail.telling_tried', actor, at: services.clock() },
      ...{ subject: { kind: 'mail', id: 'event' }, facts: { event: seq, outcome } },
    });
    return outcome;
  });
}

/** Nobody is told of an event that was set aside; what waits behind it is told. Throws as `tellAgain`. */
export async function passOver(services: Services, actor: Actor, seq: number): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const event = await lockSetAside(tx, seq);
    await forget(tx, seq);
    await release(tx, services, event);
    await appendEvent(tx, {
      ...{ name: 'mail.telling_passed_over', actor, at: services.clock() },
      ...{ subject: { kind: 'mail', id: 'event' }, facts: { event: seq } },
    });
  });
}

/** Nothing is told meanwhile: two people who press the button, or a worker, come one after the other. */
async function lockSetAside(tx: Transaction, seq: number): Promise<PastEvent> {
  await lockTelling(tx);
  const row = await tx
    .selectFrom('untold_event as untold')
    .innerJoin('event', 'event.seq', 'untold.event_seq')
    .select('untold.failure')
    .select(pastEventColumns.map((column) => `event.${column}` as const))
    .where('untold.event_seq', '=', seq)
    .where('untold.set_aside_at', 'is not', null)
    .executeTakeFirst();
  if (!row) throw notFound();
  const { failure, ...event } = row;
  if (failure === null)
    throw new Refusal('wrong_state', {
      vi: 'Sự kiện này chờ sự kiện trước đó của cùng hồ sơ. Hãy thử lại hoặc bỏ qua sự kiện trước đó.',
      en: 'This event waits for an earlier one of the same thing. Try or pass over that one.',
    });
  return event;
}

async function tellOrKeepAside(tx: Transaction, services: Services, event: PastEvent): Promise<boolean> {
  const failure = await tellOne(tx, services, event);
  if (failure) await keepFailure(tx, event, failure, services.clock());
  else await forget(tx, event.seq);
  return failure === null;
}

/** Tells of what waits behind an event, in order, up to the first that fails: the rest waits for that one. */
async function release(tx: Transaction, services: Services, behind: PastEvent): Promise<void> {
  const waiting = await tx
    .selectFrom('untold_event as untold')
    .innerJoin('event', 'event.seq', 'untold.event_seq')
    .select(pastEventColumns.map((column) => `event.${column}` as const))
    .where('untold.subject_kind', '=', behind.subject_kind)
    .where('untold.subject_id', '=', behind.subject_id)
    .orderBy('untold.event_seq')
    .limit(mostAtOnce)
    .execute();
  for (const event of waiting) if (!(await tellOrKeepAside(tx, services, event))) return;
}

async function forget(tx: Transaction, seq: number): Promise<void> {
  await tx.deleteFrom('untold_event').where('event_seq', '=', seq).execute();
}
