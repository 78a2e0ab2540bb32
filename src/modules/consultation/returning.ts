import type { Actor } from '../../kernel/actor.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { readLines } from '../catalogue/index.ts';
import { refuseChanged } from './changes.ts';
import { reasonMost } from './consultation.ts';
import { refuseWrong, wrongText } from './inputs.ts';
import { lockConsultation, step, tell } from './store.ts';

/**
 * Gives a consultation that waits back to those who prepare it, with what is to be mended. The same remark twice happens
 * once. Throws InvalidInput `remark`, Refusal.
 */
export async function returnConsultation(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly remark: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'return');
    const reason = readLines(input.remark);
    refuseWrong({
      remark: wrongText(reason, reasonMost, {
        vi: 'Hãy ghi lý do trả lại để người chuẩn bị biết.',
        en: 'Say why it is returned, for those who prepare it.',
      }),
    });
    if (row.state === 'draft' && (await findReturn(tx, id))?.reason === reason) return;
    const state = step(row, 'return');
    await refuseChanged(tx, row, input.version);
    await tx
      .updateTable('consultation')
      .set({ state, version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    await tell(tx, actor, id, 'consultation.returned', at, {}, { reason });
  });
}

/** What the head said when it was returned. */
export interface Returned {
  readonly at: Date;
  readonly who: string | null;
  /** Null once it was erased. */
  readonly reason: string | null;
}

/** The last step of the way to the head, where it was a return. One statement. */
export async function findReturn(db: Querying, id: number): Promise<Returned | null> {
  const last = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .leftJoin('event_personal as said', (join) =>
      join.onRef('said.event_seq', '=', 'event.seq').on('said.field', '=', 'reason'),
    )
    .select(['event.name', 'event.at', 'account.name as who', 'said.value as reason'])
    .where('subject_kind', '=', 'consultation')
    .where('subject_id', '=', String(id))
    .where('event.name', 'in', [
      ...['consultation.submitted', 'consultation.taken_back', 'consultation.returned'],
      'consultation.announced',
    ])
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.name === 'consultation.returned' ? { at: last.at, who: last.who, reason: last.reason } : null;
}
