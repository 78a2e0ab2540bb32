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

/** Confidential entries whose titles the scan prints anywhere: it becomes public with its edition. */
export function exposedIn(reading: OfficialDocument, entries: readonly EntryRecord[]): EntryRecord[] {
  const confidential = entries.filter((entry) => entry.confidential);
  if (confidential.length === 0) return [];
  const printed = ` ${titleKey(textsIn(reading).join(' '))} `;
  return confidential.filter(({ title }) => {
    const key = titleKey(title);
    return key.split(' ').length >= leastWords && printed.includes(` ${key} `);
  });
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
