import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { refuseUnlessPublished } from '../amendment/apply.ts';
import { refuseUnlessReplaceable, successorOf } from '../carry-over/supersede.ts';
import type { Edition } from '../edition.ts';
import { findEdition } from '../edition-store.ts';

/** Why an approved edition cannot become public as other editions stand; null where they allow it. Three statements at most. */
export async function whyNotReleased(db: Querying, edition: Edition): Promise<Text | null> {
  const { amends, replacesId } = edition;
  try {
    if (amends) refuseUnlessPublished(await findEdition(db, amends.editionId));
    if (replacesId !== null) await refuseUnlessReplaceable(db, edition, await findEdition(db, replacesId));
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.text;
    throw error;
  }
}

/** What withdrawing an edition means for others, to be known before. Two statements. */
export async function touchedByWithdrawal(
  db: Querying,
  edition: Pick<Edition, 'id' | 'code'>,
): Promise<readonly Text[]> {
  const scheduled = await db
    .selectFrom('edition')
    .select(['code', 'amends_id'])
    .where('state', '=', 'scheduled')
    .where((row) => row.or([row('replaces_id', '=', edition.id), row('amends_id', '=', edition.id)]))
    .orderBy('code')
    .execute();
  const successor = await successorOf(db, edition);
  return [
    ...scheduled.map(({ code, amends_id }) =>
      amends_id === null ? stopped(code, edition.code) : idle(code),
    ),
    ...(successor ? [goesOn(successor.code)] : []),
  ];
}

/** What publishing a withdrawn edition again means, to be known before. One statement. */
export async function touchedByReopening(
  db: Querying,
  edition: Pick<Edition, 'id'>,
): Promise<readonly Text[]> {
  const successor = await successorOf(db, edition);
  return successor ? [supersededAgain(successor.code)] : [];
}

function stopped(code: string, former: string): Text {
  return {
    vi: `Danh mục ${code} đã hẹn giờ công bố để thay thế ${former}. Thu hồi ${former} thì ${code} không tự công bố được: hãy trả lại ${code} để bỏ chọn thay thế rồi duyệt lại.`,
    en: `The edition ${code} is approved for its hour, to replace ${former}. With ${former} withdrawn it is not published: return ${code}, have it replace nothing, and approve it again.`,
  };
}

function idle(code: string): Text {
  return {
    vi: `Bản điều chỉnh ${code} đã hẹn giờ công bố. Danh mục đã thu hồi thì ${code} không tự công bố được; hãy trả lại ${code}.`,
    en: `The amendment ${code} is approved for its hour. Once the edition is withdrawn it is not published; return ${code}.`,
  };
}

function supersededAgain(code: string): Text {
  return {
    vi: `Danh mục ${code} vẫn thay thế danh mục này, nên công bố lại thì danh mục này trở lại là danh mục đã được thay thế: các mục mở được theo địa chỉ, không có trong danh sách và tìm kiếm.`,
    en: `The edition ${code} goes on replacing this one: published again it is superseded as it was, and its entries are read by their addresses, not found in lists and search.`,
  };
}

function goesOn(code: string): Text {
  return {
    vi: `Danh mục ${code} vẫn thay thế danh mục này. Nếu sau này công bố lại, danh mục này trở lại là danh mục đã được thay thế.`,
    en: `The edition ${code} goes on replacing this one. Published again, this one is superseded as it was.`,
  };
}
