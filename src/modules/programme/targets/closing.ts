import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf, readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Services } from '../../../platform/services.ts';
import { refuseStale } from '../plans/store.ts';
import { authoriseProgramme } from '../policy.ts';
import { reasonMost } from '../tasks/task.ts';
import { concludeTarget, lockTarget } from './store.ts';

export interface TypedClosing {
  readonly on: string;
  /** By which it is not carried out, as written. */
  readonly document: string;
  readonly words: string;
  readonly version: number;
}

const documentMost = 300;

/**
 * A document says that a target is not carried out. Closed twice it is closed once. Throws InvalidInput `on`, `document`, `words`;
 * Refusal.
 */
export async function closeTarget(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedClosing,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTarget(tx, actor, id, at);
    authoriseProgramme(actor, 'decide', locked.plan);
    const { row } = locked;
    if (row.closed !== null && row.version === typed.version + 1) return;
    if (row.closed !== null)
      throw new Refusal('wrong_state', {
        vi: 'Chỉ tiêu đã kết thúc rồi.',
        en: 'The target is closed already.',
      });
    refuseStale(row, typed.version);
    const { on, document, words } = readClosing(typed, localDateOf(at));
    await concludeTarget(tx, actor, locked, at, {
      set: { closed: 'not_carried_out', closed_on: on, closed_document: document, closed_words: words },
      says: { why: 'closed', document, from: localDateOf(at) },
      event: { name: 'target.closed', facts: { on }, reason: words },
    });
  });
}

function readClosing(typed: TypedClosing, today: string) {
  const wrong: Record<string, Text> = {};
  const on = readTypedDate(typed.on);
  const document = singleSpaced(typed.document.normalize('NFC'));
  const words = typed.words.normalize('NFC').trim() || null;
  if (on === null)
    wrong.on = { vi: 'Hãy ghi ngày, ví dụ 30/06/2026.', en: 'Give a day, such as 30/06/2026.' };
  else if (on > today) wrong.on = { vi: 'Ngày này chưa đến.', en: 'This day has not come.' };
  if (document === '')
    wrong.document = {
      vi: 'Hãy ghi số, ngày của văn bản cho phép không thực hiện.',
      en: 'Give number and date of the document by which it is not carried out.',
    };
  if ([...document].length > documentMost)
    wrong.document = { vi: `Dài quá ${documentMost} ký tự.`, en: `Longer than ${documentMost} characters.` };
  if (words !== null && [...words].length > reasonMost)
    wrong.words = { vi: `Dài quá ${reasonMost} ký tự.`, en: `Longer than ${reasonMost} characters.` };
  if (on === null || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { on, document, words };
}

/** Takes back that it is not carried out. Throws InvalidInput `words`; Refusal. */
export async function reopenTarget(
  services: Services,
  actor: Actor,
  id: number,
  typed: { readonly words: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  const words = typed.words.normalize('NFC').trim();
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockTarget(tx, actor, id, at);
    authoriseProgramme(actor, 'decide', locked.plan);
    const { row } = locked;
    if (row.closed === null && row.version === typed.version + 1) return;
    if (row.closed === null)
      throw new Refusal('wrong_state', {
        vi: 'Chỉ tiêu đang được theo dõi.',
        en: 'The target is being followed.',
      });
    refuseStale(row, typed.version);
    const above = await tx
      .selectFrom('target')
      .select(['code', 'closed'])
      .where('id', '=', row.parent_id ?? 0)
      .executeTakeFirst();
    if (above && above.closed !== null)
      throw new Refusal('wrong_state', {
        vi: `Chỉ tiêu ${above.code} gồm chỉ tiêu này đã kết thúc. Hãy mở lại chỉ tiêu đó trước.`,
        en: `${above.code}, which it is part of, is closed. Open that one again first.`,
      });
    if (words === '' || [...words].length > reasonMost)
      throw new InvalidInput({
        words: {
          vi: `Hãy nêu lý do mở lại, nhiều nhất ${reasonMost} ký tự.`,
          en: `Say why it is opened again, in ${reasonMost} characters at most.`,
        },
      });
    await concludeTarget(tx, actor, locked, at, {
      set: { closed: null, closed_on: null, closed_document: null, closed_words: null },
      says: { why: 'corrected', document: null, from: localDateOf(at) },
      event: { name: 'target.reopened', reason: words },
    });
  });
}
