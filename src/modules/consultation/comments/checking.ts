import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { partSeenBy } from '../policy.ts';
import { lockConsultation } from '../store.ts';
import type { ReadComment } from './inputs.ts';

/** Most comments shown at once. */
const mostAtOnce = 100;

/**
 * Lets others read these comments, each as it was read: one that changed or was dealt with meanwhile is left out. Throws
 * InvalidInput `chon` where none is chosen, Refusal.
 */
export async function showComments(
  services: Services,
  actor: Actor,
  id: number,
  chosen: readonly ReadComment[],
): Promise<{ readonly shown: number; readonly left: number }> {
  const read = [...new Map(chosen.map((one) => [one.id, one])).values()].slice(0, mostAtOnce);
  if (read.length === 0)
    throw new InvalidInput({
      chon: { vi: 'Hãy chọn ít nhất một ý kiến.', en: 'Choose at least one comment.' },
    });
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'work');
    if (row.state === 'published') throw notAgain();
    const { rows } = await sql<{ id: number }>`select comment.id from consultation_comment comment
      join unnest(${read.map((one) => one.id)}::bigint[], ${read.map(({ version }) => version)}::int[])
        as chosen (id, version) on chosen.id = comment.id and chosen.version = comment.version
      left join consultation_part part on part.consultation_id = comment.consultation_id and part.position = comment.part
      where comment.consultation_id = ${id} and comment.state = 'sent' and comment.moderation = 'waiting'
        and (comment.part is null or ${partSeenBy(actor)})
      order by comment.id for update of comment`.execute(tx);
    const waiting = rows.map((one) => one.id);
    await showWaiting(tx, actor, id, waiting, at);
    return { shown: waiting.length, left: read.length - waiting.length };
  });
}

/** Comments locked before, which wait to be checked. */
export async function showWaiting(
  tx: Transaction,
  actor: Actor,
  id: number,
  comments: readonly number[],
  at: Date,
): Promise<void> {
  if (comments.length === 0) return;
  await sql`update consultation_comment set moderation = 'shown', version = version + 1
    where id = any(${[...comments]}::bigint[])`.execute(tx);
  await appendEvents(
    tx,
    comments.map((comment) => ({
      ...{ name: 'consultation.comment_shown', actor, subject: { kind: 'consultation', id } },
      ...{ facts: { comment }, at },
    })),
  );
}

/** What a published summary says stays. */
export function notAgain(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Bản tổng hợp đã công bố nên ý kiến này không cho hiện lại được.',
    en: 'The summary is published, so this comment cannot be shown again.',
  });
}
