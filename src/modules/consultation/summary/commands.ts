import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { formatNumber } from '../../../ui/format.ts';
import { refuseChanged } from '../changes.ts';
import { accountOf, lockConsultation, refuseStale, step, tell, windowOf } from '../store.ts';
import { missingInHead, readHead, type SummaryHead } from './head.ts';
import { type PublishedSummary, type SummaryCounts, summaryContent } from './queries.ts';

/** Saves what stands around the table of the summary. Throws InvalidInput by field; Refusal. */
export async function saveSummary(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly head: SummaryHead; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'work');
    step(row, 'publish');
    const head = readHead(input.head);
    refuseStale(row, input.version);
    await tx
      .updateTable('consultation')
      .set({ summary: JSON.stringify(head), version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    await tell(tx, actor, id, 'consultation.summary_saved', at);
  });
}

/**
 * Publishes the summary as it was signed, once the window has ended and every comment was checked and answered; asked for
 * twice it happens once. Throws InvalidInput for a head without number, date or signer; Refusal.
 */
export async function publishSummary(
  services: Services,
  actor: Actor,
  id: number,
  version: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'publish');
    if (row.state === 'published' && row.version === version + 1) return;
    const state = step(row, 'publish');
    await refuseChanged(tx, row, version);
    if (localDateOf(at) <= windowOf(row).to) throw stillOpen();
    const { head, counts, comments } = await summaryContent(tx, id);
    if (counts.unchecked + counts.unanswered > 0) throw unfinished(counts);
    const missing = missingInHead(head);
    if (missing) throw new InvalidInput(missing);
    const published: PublishedSummary = { counts, printed: comments.map((comment) => comment.id) };
    await tx
      .updateTable('consultation')
      .set({
        ...{ state, published_at: at, published_by: accountOf(actor), version: row.version + 1 },
        published_summary: JSON.stringify(published),
      })
      .where('id', '=', id)
      .execute();
    await bumpContentVersion(tx);
    await tell(tx, actor, id, 'consultation.published', at, { comments: counts.comments });
  });
}

export function stillOpen(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Thời gian góp ý chưa hết. Hãy công bố bản tổng hợp sau ngày kết thúc.',
    en: 'Comments are still taken. Publish the summary after the last day.',
  });
}

export function unfinished({ unchecked, unanswered }: SummaryCounts): Refusal {
  const vi = (count: number) => formatNumber('vi', count, 0);
  const en = (count: number) => formatNumber('en', count, 0);
  return new Refusal('wrong_state', {
    vi: `Còn ${vi(unchecked)} ý kiến chờ kiểm tra và ${vi(unanswered)} ý kiến chưa trả lời. Hãy xử lý hết rồi công bố.`,
    en: `${en(unchecked)} comments wait to be checked and ${en(unanswered)} to be answered. Finish them, then publish.`,
  });
}
