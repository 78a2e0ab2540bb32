import type { Text } from '../../kernel/text.ts';

/** Looks of inspectors at what shows many things at once. */
export const lookSentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => Text>> = {
  'board.viewed': ({ page }) =>
    /\.(?:xlsx|svg)$/.test(String(page))
      ? { vi: 'Tải bảng theo dõi', en: 'Took a board along' }
      : { vi: 'Xem bảng theo dõi của đơn vị', en: 'Looked at the board of an agency' },
  'urging.viewed': () => ({ vi: 'Xem danh sách đôn đốc', en: 'Looked at the list of what is urged' }),
};
