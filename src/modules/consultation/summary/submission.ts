import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { refuseChanged } from '../changes.ts';
import { audienceOf, lockConsultation, step, tell, windowOf } from '../store.ts';
import { stillOpen, unfinished } from './commands.ts';
import { missingInHead } from './head.ts';
import { summaryContent } from './queries.ts';

/** Events after which the summary says something else than what was handed up. */
const changes = [
  ...['consultation.summary_saved', 'consultation.prolonged', 'consultation.commented'],
  ...['consultation.comment_changed', 'consultation.comment_withdrawn', 'consultation.comment_shown'],
  ...[
    'consultation.comment_hidden',
    'consultation.replied',
    'consultation.grouped',
    'consultation.ungrouped',
  ],
];

/** A summary that waits for the head to publish it. */
export interface Submission {
  readonly at: Date;
  readonly who: string | null;
}

/** The hand-up of the summary as it stands; null where nobody did, or it was changed since. One statement. */
export async function findSubmission(db: Querying, id: number): Promise<Submission | null> {
  const last = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .select(['event.name', 'event.at', 'account.name as who'])
    .where('subject_kind', '=', 'consultation')
    .where('subject_id', '=', String(id))
    .where('event.name', 'in', ['consultation.summary_submitted', ...changes])
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.name === 'consultation.summary_submitted' ? { at: last.at, who: last.who } : null;
}

/**
 * Hands the signed summary of a public consultation up to the head, once everything was checked and answered; asked for twice
 * it happens once. Throws InvalidInput for a head without number, date or signer; Refusal.
 */
export async function submitSummary(
  services: Services,
  actor: Actor,
  id: number,
  version: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'work');
    step(row, 'publish');
    if (audienceOf(row) === 'internal') throw ownToPublish();
    await refuseChanged(tx, row, version);
    if (localDateOf(at) <= windowOf(row).to) throw stillOpen();
    const { head, counts } = await summaryContent(tx, id);
    if (counts.unchecked + counts.unanswered > 0) throw unfinished(counts);
    const missing = missingInHead(head);
    if (missing) throw new InvalidInput(missing);
    if (await findSubmission(tx, id)) return;
    await tell(tx, actor, id, 'consultation.summary_submitted', at, { comments: counts.comments });
  });
}

function ownToPublish(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Bản tổng hợp của cuộc lấy ý kiến nội bộ không cần trình: cán bộ chương trình công bố.',
    en: 'The summary of an internal consultation is not handed up: programme officers publish it.',
  });
}
