import type { Text } from '../../../kernel/text.ts';
import type { UrgingLevel } from './engine.ts';

/** What levels are called, for the middle of a sentence. */
export const levelNames: Readonly<Record<UrgingLevel, Text>> = {
  officer: { vi: 'cán bộ đầu mối', en: 'the officer' },
  unit_head: { vi: 'thủ trưởng đơn vị', en: 'the head of the unit' },
  department: { vi: 'Sở Khoa học và Công nghệ', en: 'the Department of Science and Technology' },
  leader: { vi: 'lãnh đạo UBND tỉnh', en: 'the leaders of the province' },
};
