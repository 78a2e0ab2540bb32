import type { Actor } from '../../../kernel/actor.ts';
import type { Text } from '../../../kernel/text.ts';
import type { OfficialDocument } from '../../../office/index.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { type EntryRecord, entriesOf } from '../entry-store.ts';

/** A title of fewer words stands in many a text by chance. */
const leastWords = 3;

/** Titles as they are compared: their words, however a page breaks and sets them. */
export function titleKey(title: string): string {
  return (vnNorm(title).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

const canBeSought = ({ title }: EntryRecord) => titleKey(title).split(' ').length >= leastWords;

/** Confidential entries whose titles the scan prints anywhere: it becomes public with its edition. */
export function exposedIn(reading: OfficialDocument, confidential: readonly EntryRecord[]): EntryRecord[] {
  if (confidential.length === 0) return [];
  const printed = ` ${titleKey(textsIn(reading).join(' '))} `;
  return confidential.filter((entry) => canBeSought(entry) && printed.includes(` ${titleKey(entry.title)} `));
}

/** Confidential entries of which a scan cannot tell whether it prints them; `whole`: every page gave its own text. */
export function unsoughtIn(confidential: readonly EntryRecord[], whole: boolean): readonly EntryRecord[] {
  return whole ? confidential.filter((entry) => !canBeSought(entry)) : confidential;
}

/** What the person has to confirm who alone can look. */
export function unsoughtText(count: number): Text {
  return {
    vi: `Danh mục có ${count} mục không công khai mà phần mềm không tự tìm chắc được trong tệp này: có trang không đọc được chữ hoặc chỉ là ảnh quét, hoặc tên mục quá ngắn. Bản ký công khai cùng danh mục. Hãy mở tệp xem từng trang; chỉ xác nhận bên dưới khi tệp không in mục nào như vậy, hoặc cơ quan đồng ý để lộ.`,
    en: `The edition has confidential entries (${count}) that cannot be looked for in this file with certainty: pages without readable text, pictures of pages, or titles too short. The signed copy becomes public with its edition. Open the file and look at every page; confirm below only where it prints none of them, or the office agrees to show them.`,
  };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}

/** What the person has to confirm; entries they may not see are not named. One statement. */
export async function exposedText(
  db: Querying,
  actor: Actor,
  exposed: readonly EntryRecord[],
): Promise<Text> {
  const seen = await entriesOf(
    db,
    actor,
    exposed.map(({ id }) => id),
  );
  const named = seen.map(({ code, title }) => `${code} “${title}”`).join('; ');
  const others = exposed.length - seen.length;
  const list = (of: string) => [named, others > 0 ? of : ''].filter(Boolean).join('; ');
  return {
    vi: `Tệp này in tên mục không công khai: ${list(`${others} mục mà tài khoản này không được xem`)}. Bản ký công khai cùng danh mục nên mục đó sẽ lộ. Hãy gửi bản đã lược các mục ấy; chỉ xác nhận bên dưới nếu cơ quan đồng ý để lộ.`,
    en: `This file prints confidential entries: ${list(`${others} that this account may not see`)}. The signed copy becomes public with its edition, and they with it. Send a copy without them; confirm below only where the office agrees to show them.`,
  };
}
