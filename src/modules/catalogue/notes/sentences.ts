import type { Text } from '../../../kernel/text.ts';

interface Known {
  readonly code?: string | undefined;
}

/** What happened to internal notes, and to who may see an entry; the words of a note stand in no event. */
export const noteSentences: Readonly<Record<string, (known: Known) => Text>> = {
  'note.written': of('Viết ghi chú nội bộ', 'Wrote an internal note'),
  'note.answered': of('Trả lời ghi chú nội bộ', 'Answered an internal note'),
  'note.edited': of('Sửa ghi chú nội bộ', 'Edited an internal note'),
  'note.resolved': of('Đánh dấu ghi chú nội bộ đã xong', 'Settled an internal note'),
  'note.reopened': of('Mở lại ghi chú nội bộ', 'Opened an internal note again'),
  'note.removed': of('Xóa ghi chú nội bộ', 'Removed an internal note'),
  'entry.readers_changed': ({ code }) => ({
    vi: `Đổi người được xem mục không công khai ${code ?? ''}`.trim(),
    en: `Changed who may see the confidential entry ${code ?? ''}`.trim(),
  }),
};

/** The code is that of an entry; a note on the edition as a whole has none. */
function of(vi: string, en: string): (known: Known) => Text {
  return ({ code }) => (code ? { vi: `${vi}: ${code}`, en: `${en}: ${code}` } : { vi, en });
}
