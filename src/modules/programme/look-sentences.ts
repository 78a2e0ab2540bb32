import type { Text } from '../../kernel/text.ts';

/** Pages of boards, by the last word of their address. */
const boards: Readonly<Record<string, Text>> = {
  'dieu-hanh': { vi: 'Xem bảng điều hành của lãnh đạo', en: 'Looked at the leader’s board' },
  'man-hinh': { vi: 'Xem màn hình theo dõi', en: 'Looked at the wall display' },
  'bang-don-vi': { vi: 'Xem bảng của một đơn vị', en: 'Looked at the board of an agency' },
};

/** Looks of inspectors at what shows the whole. */
export const lookSentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => Text>> = {
  'board.viewed': ({ page }) =>
    boards[String(page)] ?? { vi: 'Xem bảng theo dõi', en: 'Looked at the board of all agencies' },
  'urging.viewed': () => ({ vi: 'Xem danh sách đôn đốc', en: 'Looked at the list of what is urged' }),
  'foresight.viewed': () => ({ vi: 'Xem diễn tập đôn đốc', en: 'Looked at the rehearsal of the days ahead' }),
};
