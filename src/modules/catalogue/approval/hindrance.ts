import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { refuseUnlessPublished } from '../amendment/apply.ts';
import { type Replaced, shownIn } from '../carry-over/queries.ts';
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

/** An edition with what visitors read of it, seen or not by whoever looks. One statement. */
async function replacedOf(db: Querying, id: number) {
  const { code, state, replaces_id, entries } = await db
    .selectFrom('edition')
    .select(['code', 'state', 'replaces_id', shownIn('edition').as('entries')])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { code, state, replacesId: replaces_id, entries };
}

/** The edition that is in force again once this one is withdrawn, found as `reinstateAfter` finds it. */
async function backInForce(
  db: Querying,
  { state, replacesId }: Pick<Edition, 'state' | 'replacesId'>,
): Promise<Replaced | null> {
  if (state !== 'published') return null;
  let next = replacesId;
  while (next !== null) {
    const former = await replacedOf(db, next);
    if (former.state === 'superseded') return former;
    next = former.state === 'withdrawn' ? former.replacesId : null;
  }
  return null;
}

/** What withdrawing an edition means for others, to be known before. Three statements as a rule. */
export async function touchedByWithdrawal(
  db: Querying,
  edition: Pick<Edition, 'id' | 'code' | 'state' | 'replacesId'>,
): Promise<readonly Text[]> {
  const scheduled = await db
    .selectFrom('edition')
    .select(['code', 'amends_id'])
    .where('state', '=', 'scheduled')
    .where((row) => row.or([row('replaces_id', '=', edition.id), row('amends_id', '=', edition.id)]))
    .orderBy('code')
    .execute();
  const successor = await successorOf(db, edition);
  const former = await backInForce(db, edition);
  return [
    ...(former ? [returns(former)] : []),
    ...scheduled.map(({ code, amends_id }) =>
      amends_id === null ? stopped(code, edition.code) : idle(code),
    ),
    ...(successor ? [goesOn(successor.code)] : []),
  ];
}

/** What publishing a withdrawn edition again means, to be known before. Two statements at most. */
export async function touchedByReopening(
  db: Querying,
  edition: Pick<Edition, 'id' | 'replacesId'>,
): Promise<readonly Text[]> {
  const successor = await successorOf(db, edition);
  if (successor) return [supersededAgain(successor.code)];
  const former = edition.replacesId === null ? null : await replacedOf(db, edition.replacesId);
  return former?.state === 'published' ? [noLongerInForce(former)] : [];
}

/** What the publication of an edition means for the one it replaces. */
export function noLongerInForce({ code, entries }: Replaced): Text {
  return {
    vi: `Khi công bố, danh mục ${code} (${entries} mục) thôi hiệu lực: các mục rời danh sách và tìm kiếm, vẫn mở được theo địa chỉ.`,
    en: `With the publication the edition ${code} (${entries} entries) is no longer in force: its entries leave lists and search and are read by their addresses.`,
  };
}

function returns({ code, entries }: Replaced): Text {
  return {
    vi: `Danh mục ${code} (${entries} mục), đã được danh mục này thay thế, trở lại hiệu lực: các mục có lại trong danh sách và tìm kiếm.`,
    en: `The edition ${code} (${entries} entries), which this one replaced, is in force again: its entries are back in lists and search.`,
  };
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
