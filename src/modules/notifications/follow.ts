import { sql } from 'kysely';
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
import { questionEvents, tellOfQuestion } from './questions.ts';
import { tellOfRegistration } from './registrations.ts';

/** An event as those who tell of it read it. */
export interface PastEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly actor_account: number | null;
  readonly subject_id: string;
  readonly facts: unknown;
}

type Tell = (tx: Transaction, services: Services, event: PastEvent) => Promise<void>;

/** Who tells of which events. */
const tellers: Readonly<Record<string, Tell>> = Object.fromEntries<Tell>([
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
  ...consultationEvents.map((name) => [name, tellOfConsultation] as const),
  ['consultation.submitted', tellOfSubmission],
  ['consultation.summary_submitted', tellOfSummary],
  ['consultation.returned', tellOfReturn],
  ['consultation.comment_hidden', tellOfHiding],
  ...['received', 'answered', 'asked', 'accepted', 'refused'].map(
    (verb) => [`registration.${verb}`, tellOfRegistration] as const,
  ),
  ...['received', 'taken_up', 'carried_out', 'refused', 'withdrawn'].map(
    (verb) => [`data_request.${verb}`, tellOfDataRequest] as const,
  ),
]);

/** Events looked through in one transaction. */
const eventsAtOnce = 500;

/**
 * Tells people of what happened since the last time: each event once, in order, however many workers there are and
 * however long none ran. A fault leaves the cursor where it stands, so that nothing is passed over.
 */
export async function followEvents(services: Services): Promise<void> {
  for (;;) {
    const followed = await services.db.transaction().execute((tx) => followSome(tx, services));
    if (followed < eventsAtOnce) return;
  }
}

/** Locks the cursor; where there is none, it begins after what has happened so far. */
async function cursorOf(tx: Transaction): Promise<number> {
  await sql`insert into notification_cursor (seq) select coalesce(max(seq), 0) from event
    on conflict do nothing`.execute(tx);
  const cursor = tx.selectFrom('notification_cursor').select('seq').forUpdate();
  return (await cursor.executeTakeFirstOrThrow()).seq;
}

async function followSome(tx: Transaction, services: Services): Promise<number> {
  const seq = await cursorOf(tx);
  const events = await tx
    .selectFrom('event')
    .select(['seq', 'at', 'name', 'actor_account', 'subject_id', 'facts'])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(eventsAtOnce)
    .execute();
  for (const event of events) await tellers[event.name]?.(tx, services, event);
  const last = events.at(-1);
  if (last) await tx.updateTable('notification_cursor').set({ seq: last.seq }).execute();
  return events.length;
}
