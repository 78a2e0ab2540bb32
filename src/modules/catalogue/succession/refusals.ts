import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { readersMark, readersOf } from '../confidential/readers.ts';
import type { EntryRecord } from '../entry-store.ts';
import { namesOf } from './relations.ts';

export const mostMerged = 10;

const list = (codes: readonly string[]) => codes.join(', ');

export const tooFew: Text = {
  vi: 'Hãy chọn từ hai mục khác nhau trở lên; một mục không gộp vào chính nó.',
  en: 'Choose two different entries or more; an entry is not merged into itself.',
};
export const tooMany: Text = {
  vi: `Mỗi lần gộp tối đa ${mostMerged} mục. Hãy gộp từng nhóm.`,
  en: `At most ${mostMerged} entries are merged at once. Merge them group by group.`,
};
export const foreign: Text = {
  vi: 'Có mục không thuộc danh mục này hoặc thuộc loại danh mục khác. Chỉ gộp các mục của cùng một danh mục; hãy chọn lại.',
  en: 'An entry is of another edition or of another kind of catalogue. Only entries of one edition are merged; choose again.',
};
export const noTarget: Text = {
  vi: 'Hãy chọn mục được giữ lại trong các mục cùng gộp.',
  en: 'Choose which of the entries stays.',
};

/** Throws Refusal for an entry that cannot be merged or split as it stands. */
export function refuseUnlessStanding(entry: EntryRecord): void {
  const { code } = entry;
  const [into] = namesOf(entry.succession, 'merged_into');
  if (into)
    throw new Refusal('conflict', {
      vi: `Mục ${code} đã được gộp vào ${into}. Hãy làm với ${into}, hoặc khôi phục ${code} trước.`,
      en: `Entry ${code} was merged into ${into}. Go on with ${into}, or restore ${code} first.`,
    });
  if (entry.removedAt)
    throw new Refusal('conflict', {
      vi: `Mục ${code} đã được bỏ khỏi danh mục nên không gộp, tách được. Hãy khôi phục ở trang “Mục đã bỏ” trước.`,
      en: `Entry ${code} was removed from the edition and is neither merged nor split. Restore it on the page “Removed entries” first.`,
    });
  if (entry.amends?.takesOut)
    throw new Refusal('conflict', {
      vi: `Mục ${code} đã được chọn để đưa ra khỏi danh mục. Hãy chọn “Sửa” cho mục này trước khi gộp hoặc tách.`,
      en: `Entry ${code} was chosen to be taken out. Choose to change it before merging or splitting it.`,
    });
}

/** What is public never gets what is not, and what is not never tells of it. */
export function refuseMixedSecrecy(entries: readonly EntryRecord[]): void {
  const hidden = entries.filter(({ confidential }) => confidential);
  if (hidden.length === 0 || hidden.length === entries.length) return;
  const codes = list(hidden.map(({ code }) => code));
  throw new InvalidInput({
    muc: {
      vi: `Không gộp mục không công khai (${codes}) với mục công khai. Hãy chỉ chọn các mục cùng loại, hoặc đổi dấu “Không công khai” trước.`,
      en: `A confidential entry (${codes}) is not merged with public ones. Choose entries of one sort, or change their mark first.`,
    },
  });
}

/** Nobody sees by a merging what was kept from them. As many statements as entries. */
export async function refuseMixedReaders(db: Querying, entries: readonly EntryRecord[]): Promise<void> {
  const marks = new Set<string>();
  for (const { id, confidential } of entries)
    if (confidential) marks.add(readersMark(await readersOf(db, id)));
  if (marks.size < 2) return;
  const codes = list(entries.map(({ code }) => code));
  throw new InvalidInput({
    muc: {
      vi: `Những người được xem các mục không công khai này (${codes}) không giống nhau; gộp lại thì có người thấy nội dung trước đây không được xem. Hãy chọn cùng những người được xem cho các mục ấy, rồi gộp.`,
      en: `These confidential entries (${codes}) have different readers; merged, some would see what was kept from them. Choose the same readers for each, then merge.`,
    },
  });
}

export function changedMeanwhile(codes: readonly string[]): Refusal {
  return new Refusal('conflict', {
    vi: `Người khác vừa sửa ${list(codes)} trong khi bạn đang chọn. Dưới đây là nội dung mới; những gì bạn chọn vẫn được giữ. Hãy xem lại rồi làm tiếp.`,
    en: `Somebody else has just changed ${list(codes)}. Below is what it says now; your choices are kept. Look again, then go on.`,
  });
}

/** Nothing leads to an entry that is gone: one into which public entries are merged stays. */
export function refuseWhileTakingOver(entry: EntryRecord): void {
  const waiting = entry.succession.filter(({ deed, endsPublic }) => deed === 'merged_from' && endsPublic);
  if (waiting.length === 0) return;
  const codes = list(waiting.map(({ code }) => code));
  throw new Refusal('conflict', {
    vi: `Mục ${entry.code} đang nhận gộp từ ${codes} nên không bỏ được: địa chỉ cũ sẽ dẫn tới một mục không còn. Hãy bỏ việc gộp ${codes} trước.`,
    en: `Entry ${entry.code} takes over ${codes} and cannot go: their addresses would lead to an entry that is gone. Undo the merging of ${codes} first.`,
  });
}

export function brokenChain(code: string): Refusal {
  return new Refusal('wrong_state', {
    vi: `Mục ${code} được gộp vào một mục đã bỏ khỏi bản điều chỉnh. Hãy trả lại để chuyên viên chọn mục khác.`,
    en: `Entry ${code} is merged into one that was removed from the amendment. Return it, so that another one is chosen.`,
  });
}
