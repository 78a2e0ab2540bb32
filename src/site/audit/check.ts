import { z } from 'zod';
import { type Actor, holds, system } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { verifyEvents } from '../../platform/events/verify.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';

/** What the last walk along the chain found. */
export interface ChainCheck {
  readonly seq: number;
  readonly at: Date;
  /** Events that fitted. */
  readonly events: number;
  /** Hash of the last event when all fitted, hexadecimal. */
  readonly head: string | null;
  /** The first event that does not fit; null when all do. */
  readonly brokenAt: number | null;
}

export interface ChainState {
  readonly last: ChainCheck | null;
  /** Asked for and not answered yet. */
  readonly pending: boolean;
}

/** The log itself keeps what was asked and found: there is no other table of it. */
const subject = { kind: 'chain', id: 'events' } as const;

const outcome = z.object({
  events: z.number(),
  head: z.string().nullish(),
  seq: z.number().nullish(),
});

/** How the chain was found when it was last checked, and whether a check is asked for. One statement. */
export async function chainState(db: Querying): Promise<ChainState> {
  const newest = (answered: boolean) =>
    db
      .selectFrom('event')
      .select(['seq', 'at', 'name', 'facts'])
      .where('subject_kind', '=', subject.kind)
      .where('subject_id', '=', subject.id)
      .where('name', answered ? '<>' : '=', 'chain.check_requested')
      .orderBy('seq', 'desc')
      .limit(1);
  const rows = await db
    .selectFrom(newest(true).as('answer'))
    .selectAll()
    .unionAll(db.selectFrom(newest(false).as('request')).selectAll())
    .execute();
  const request = rows.find(({ name }) => name === 'chain.check_requested');
  const answer = rows.find(({ name }) => name !== 'chain.check_requested');
  const found = answer && outcome.parse(answer.facts);
  return {
    pending: request !== undefined && request.seq > (answer?.seq ?? 0),
    last:
      answer && found
        ? {
            ...{ seq: answer.seq, at: answer.at, events: found.events },
            head: found.head ?? null,
            brokenAt: found.seq ?? null,
          }
        : null,
  };
}

/** Asks a worker to check the whole chain; asked for already, nothing is added. Throws Refusal `forbidden`. */
export async function requestChainCheck(services: Services, actor: Actor): Promise<'requested' | 'already'> {
  if (!holds(actor, 'inspector')) {
    throw new Refusal('forbidden', {
      vi: 'Chỉ người kiểm tra, giám sát được làm việc này.',
      en: 'Only an inspector may do this.',
    });
  }
  return services.db.transaction().execute(async (tx) => {
    // whoever asks at the same moment waits here and then sees this request
    await tx.selectFrom('event_head').select('seq').forUpdate().executeTakeFirstOrThrow();
    if ((await chainState(tx)).pending) return 'already';
    await appendEvent(tx, { name: 'chain.check_requested', actor, subject, at: services.clock() });
    return 'requested';
  });
}

/** Looks every minute whether a check is asked for, so that the button is answered soon. */
export const auditJobs: readonly Job[] = [
  { name: 'audit.check', every: '* * * * *', run: (services) => checkChainIfAsked(services) },
];

/** Walks the chain when asked to and appends what was found; nothing where nobody asked. */
export async function checkChainIfAsked(services: Services): Promise<void> {
  const { db, clock, log } = services;
  if (!(await chainState(db)).pending) return;
  const { events, head, broken } = await verifyEvents(db);
  if (broken) log.error({ broken }, 'the event chain does not fit');
  await db.transaction().execute((tx) =>
    appendEvent(tx, {
      name: broken ? 'chain.broken' : 'chain.verified',
      actor: system,
      subject,
      facts: broken ? { events, seq: broken.seq, reason: broken.reason } : { events, head },
      at: clock(),
    }),
  );
}
