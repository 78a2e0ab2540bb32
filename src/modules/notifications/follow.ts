import { sql } from 'kysely';
import { attempt } from '../../platform/database/attempt.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { tellOfApproval } from './approvals.ts';
import {
  consultationEvents,
  tellOfConsultation,
  tellOfHiding,
  tellOfReturn,
  tellOfSubmission,
  tellOfSummary,
} from './consultations.ts';
import { tellOfDataRequest } from './data-requests.ts';
import { difficultyEvents, tellOfDifficulty } from './difficulties.ts';
import { directiveEvents, tellOfDirective } from './directives.ts';
import { figureTellers } from './figures.ts';
import { planHandingEvents, tellOfHanding } from './plans.ts';
import { questionEvents, tellOfQuestion } from './questions.ts';
import { tellOfRegistration } from './registrations.ts';
import { sharedTellers } from './task-shares.ts';
import { taskEvents, tellOfTask } from './tasks.ts';
import { forgetTried, keepFailure, keepWaiting, thingOf, thingsSetAside } from './untold/store.ts';
import { tellOfExplanation, tellOfUrging, urgingEnds, withdrawUrging } from './urging.ts';
import { tellOfUrgingLetter } from './urging-letters.ts';

/** An event as those who tell of it read it. */
export interface PastEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly actor_account: number | null;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly facts: unknown;
}

type Tell = (tx: Transaction, services: Services, event: PastEvent) => Promise<void>;

/** Who tells of which events; of one event several may, in this order. */
const telling: readonly (readonly [name: string, tell: Tell])[] = [
  // before anything else is told of the same event
  ...urgingEnds.map((name) => [name, withdrawUrging] as const),
  ...[
    ...[
      'edition.submitted',
      'edition.forwarded',
      'edition.recalled',
      'edition.returned',
      'edition.scheduled',
    ],
    ...['edition.published', 'edition.given_up', 'edition.resumed', 'edition.withdrawn', 'edition.reopened'],
    ...['edition.superseded', 'edition.reinstated'],
  ].map((name) => [name, tellOfApproval] as const),
  ...questionEvents.map((name) => [name, tellOfQuestion] as const),
  ...difficultyEvents.map((name) => [name, tellOfDifficulty] as const),
  ...taskEvents.map((name) => [name, tellOfTask] as const),
  ...planHandingEvents.map((name) => [name, tellOfHanding] as const),
  ...sharedTellers,
  ...figureTellers,
  ...directiveEvents.map((name) => [name, tellOfDirective] as const),
  ['urging_letter.issued', tellOfUrgingLetter],
  ['urging_letter.recalled', tellOfUrgingLetter],
  ...consultationEvents.map((name) => [name, tellOfConsultation] as const),
  ['consultation.submitted', tellOfSubmission],
  ['consultation.summary_submitted', tellOfSummary],
  ['consultation.returned', tellOfReturn],
  ['consultation.comment_hidden', tellOfHiding],
  ...['received', 'answered', 'corrected', 'asked', 'accepted', 'refused'].map(
    (verb) => [`registration.${verb}`, tellOfRegistration] as const,
  ),
  ...['received', 'taken_up', 'carried_out', 'refused', 'withdrawn'].map(
    (verb) => [`data_request.${verb}`, tellOfDataRequest] as const,
  ),
  ['task.reminded', tellOfUrging],
  ['task.escalated', tellOfUrging],
  ['task.explained', tellOfExplanation],
];
const tellers = Map.groupBy(telling, ([name]) => name);

/** Events looked through in one transaction. */
const eventsAtOnce = 500;

/**
 * Tells people of what happened since the last time: each event once, in order, however many workers there are and however
 * long none ran. An event that cannot be told is tried again, and nothing after it is told; tried long enough, it is set aside
 * with what came after it of the same thing, and the others are told. Throws what an event failed with while it is tried.
 */
export async function followEvents(services: Services): Promise<void> {
  for (;;) {
    const { followed, failure } = await services.db.transaction().execute((tx) => followSome(tx, services));
    if (failure) throw failure;
    if (followed < eventsAtOnce) return;
  }
}

/** Locks the cursor; where there is none, it begins after what has happened so far. */
export async function lockTelling(tx: Transaction): Promise<number> {
  await sql`insert into notification_cursor (seq) select coalesce(max(seq), 0) from event
    on conflict do nothing`.execute(tx);
  const cursor = tx.selectFrom('notification_cursor').select('seq').forUpdate();
  return (await cursor.executeTakeFirstOrThrow()).seq;
}

export const pastEventColumns = [
  'seq',
  'at',
  'name',
  'actor_account',
  'subject_kind',
  'subject_id',
  'facts',
] as const satisfies readonly (keyof PastEvent)[];

interface Followed {
  readonly followed: number;
  /** Of the event before which it stopped. */
  readonly failure: Error | null;
}

async function followSome(tx: Transaction, services: Services): Promise<Followed> {
  const seq = await lockTelling(tx);
  const events = await tx
    .selectFrom('event')
    .select(pastEventColumns)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(eventsAtOnce)
    .execute();
  if (events.length === 0) return { followed: 0, failure: null };
  const aside = await thingsSetAside(tx);
  for (const event of events) {
    if (!tellers.has(event.name)) continue;
    const failure = await tellOrKeep(tx, services, event, aside);
    if (!failure) continue;
    await goOn(tx, event.seq - 1);
    return { followed: 0, failure };
  }
  await goOn(tx, events.at(-1)?.seq ?? seq);
  return { followed: events.length, failure: null };
}

/** What was tried in vain and is told by now has no failure any longer. */
async function goOn(tx: Transaction, seq: number): Promise<void> {
  await tx.updateTable('notification_cursor').set({ seq }).execute();
  await forgetTried(tx, seq);
}

/** The failure of an event that is to be tried again; null where it was told, waits or is set aside. */
async function tellOrKeep(
  tx: Transaction,
  services: Services,
  event: PastEvent,
  aside: Set<string>,
): Promise<Error | null> {
  const at = services.clock();
  if (aside.has(thingOf(event))) {
    await keepWaiting(tx, event, at);
    return null;
  }
  const failure = await tellOne(tx, services, event);
  if (!failure) return null;
  if (!(await keepFailure(tx, event, failure, at))) return failure;
  services.log.error({ err: failure, event: event.seq }, 'event set aside: nobody was told of it');
  aside.add(thingOf(event));
  return null;
}

/** Tells of one event; what it failed with, or null. */
export function tellOne(tx: Transaction, services: Services, event: PastEvent): Promise<Error | null> {
  return attempt(tx, async () => {
    for (const [, tell] of tellers.get(event.name) ?? []) await tell(tx, services, event);
  });
}
