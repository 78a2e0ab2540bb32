import type { Actor, Principal } from '../../../kernel/actor.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { hasDrafted } from './steps.ts';

/**
 * Why the actor may not approve what they, or the one in whose name they would approve, wrote themselves; null where
 * they may.
 */
export async function approvesOwnWork(
  db: Querying,
  actor: Actor,
  principal: Principal | null,
  editionId: number,
): Promise<Text | null> {
  if (actor.kind !== 'account') return null;
  if (await hasDrafted(db, actor.id, editionId)) return own;
  if (principal && (await hasDrafted(db, principal.id, editionId))) return ofPrincipal(principal);
  return null;
}

const own: Text = {
  vi: 'Bạn đã soạn, sửa, rà soát hoặc trình danh mục này nên không tự duyệt được. Hãy để lãnh đạo khác duyệt, hoặc trả lại.',
  en: 'You wrote, changed, reviewed or submitted this edition, so you cannot approve it. Let another leader approve it, or return it.',
};

function ofPrincipal({ name }: Principal): Text {
  return {
    vi: `${name} đã soạn, sửa, rà soát hoặc trình danh mục này nên bạn không duyệt thay được. Hãy để lãnh đạo khác duyệt, hoặc trả lại.`,
    en: `${name} wrote, changed, reviewed or submitted this edition, so you cannot approve it for them. Let another leader approve it, or return it.`,
  };
}
