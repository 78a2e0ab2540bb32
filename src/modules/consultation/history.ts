import type { Querying } from '../../platform/database/open.ts';
import { type PastEvent, toldAtFirst } from '../catalogue/index.ts';
import { consultationSentence } from './sentences.ts';

/** What happened to a consultation, the latest first; comments and looks are told by the log alone. One statement. */
export async function consultationHistory(db: Querying, id: number): Promise<PastEvent[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .select(['event.seq', 'event.at', 'event.name', 'event.facts', 'account.name as who'])
    .where('subject_kind', '=', 'consultation')
    .where('subject_id', '=', String(id))
    .where('event.name', 'not in', [
      'consultation.viewed',
      'consultation.commented',
      'consultation.comment_changed',
      'consultation.comment_withdrawn',
    ])
    .orderBy('event.seq', 'desc')
    .limit(toldAtFirst)
    .execute();
  return rows.map(({ seq, at, name, who, facts }) => ({
    ...{ seq, at, who, onBehalfOf: null, remark: null },
    sentence: consultationSentence(name, facts) ?? { vi: name, en: name },
  }));
}
