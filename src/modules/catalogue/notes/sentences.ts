import type { Text } from '../../../kernel/text.ts';

/** What happened to internal notes, and to who may see an entry; the words of a note stand in no event. */
export const noteSentences: Readonly<
  Record<string, (known: { readonly code?: string | undefined }) => Text>
> = {
  'note.written': () => ({ vi: 'Viết ghi chú nội bộ', en: 'Wrote an internal note' }),
  'note.answered': () => ({ vi: 'Trả lời ghi chú nội bộ', en: 'Answered an internal note' }),
  'note.edited': () => ({ vi: 'Sửa ghi chú nội bộ', en: 'Edited an internal note' }),
  'note.resolved': () => ({ vi: 'Đánh dấu ghi chú nội bộ đã xong', en: 'Settled an internal note' }),
  'note.reopened': () => ({ vi: 'Mở lại ghi chú nội bộ', en: 'Opened an internal note again' }),
  'note.removed': () => ({ vi: 'Xoá ghi chú nội bộ', en: 'Removed an internal note' }),
  'entry.readers_changed': ({ code }) => ({
    vi: `Đổi người được xem mục không công khai ${code ?? ''}`.trim(),
    en: `Changed who may see the confidential entry ${code ?? ''}`.trim(),
  }),
};
