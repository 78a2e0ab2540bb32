import { sql } from 'kysely';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { guardDraftEdits } from '../../documents/index.ts';

/**
 * The draft that issues an edition on its way is handed on with it: what is published at a set hour is what was
 * approved. The signed copy completes it all the same.
 */
async function refuseOnItsWay(tx: Transaction, documentId: number): Promise<void> {
  const edition = await tx
    .selectFrom('edition')
    .select('code')
    .where('document_id', '=', documentId)
    .where('state', 'in', ['with_head', 'with_leader', 'scheduled'])
    .orderBy(sql`id`)
    .executeTakeFirst();
  if (!edition) return;
  throw new Refusal('wrong_state', {
    vi: `Văn bản này đang được trình duyệt cùng danh mục ${edition.code} nên chưa sửa được. Muốn sửa, hãy lấy lại danh mục hoặc đề nghị trả lại.`,
    en: `This document is on its way to approval with the edition ${edition.code} and cannot be edited. Take the edition back, or have it returned.`,
  });
}
guardDraftEdits(refuseOnItsWay);
