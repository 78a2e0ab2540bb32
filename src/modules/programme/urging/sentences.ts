import { writeDate } from '../../../kernel/dates.ts';
import type { Text } from '../../../kernel/text.ts';
import { urgingLevels } from './engine.ts';
import { levelNames } from './levels.ts';

type Facts = Readonly<Record<string, unknown>>;

const day = (value: unknown): string => (typeof value === 'string' ? writeDate(value) : '…');

/** What happened to urge for tasks. */
export const urgingSentences: Readonly<Record<string, (facts: Facts) => Text>> = {
  'task.reminded': ({ lastDay, daysAfter }) => {
    const after = Number(daysAfter);
    if (after < 0)
      return {
        vi: `Nhắc việc trước hạn ${day(lastDay)}`,
        en: `Reminded before the last day, ${day(lastDay)}`,
      };
    return after === 0
      ? {
          vi: `Nhắc việc trong ngày đến hạn ${day(lastDay)}`,
          en: `Reminded on the last day, ${day(lastDay)}`,
        }
      : {
          vi: `Nhắc việc đã quá hạn ${day(lastDay)}`,
          en: `Reminded of what was due on ${day(lastDay)}`,
        };
  },
  'task.escalated': ({ level, lastDay, explainBy }) => {
    const name = levelNames[urgingLevels.find((one) => one === level) ?? 'officer'];
    return {
      vi: `Quá hạn ${day(lastDay)}, chuyển đến cấp ${name.vi}; giải trình trước hết ngày ${day(explainBy)}`,
      en: `Late since ${day(lastDay)}, gone up to ${name.en}; an explanation is due by ${day(explainBy)}`,
    };
  },
  'task.explained': ({ lastDay, onPaper }) =>
    onPaper
      ? {
          vi: `Ghi giải trình bằng văn bản về việc quá hạn ${day(lastDay)}`,
          en: `Noted an explanation on paper of what was due on ${day(lastDay)}`,
        }
      : {
          vi: `Giải trình việc quá hạn ${day(lastDay)}`,
          en: `Explained why it is late since ${day(lastDay)}`,
        },
  'task.urging_rules_changed': () => ({
    vi: 'Đổi quy tắc đôn đốc',
    en: 'Changed when and whom is urged',
  }),
  'organisation.heads_named': ({ heads }) =>
    Array.isArray(heads) && heads.length === 0
      ? { vi: 'Bỏ tên thủ trưởng cơ quan', en: 'Named nobody as head of an agency' }
      : { vi: 'Ghi thủ trưởng cơ quan', en: 'Named the head of an agency' },
};
