import { writeDate } from '../../../kernel/dates.ts';
import { periodLabel, readPeriod } from '../../../kernel/periods.ts';
import type { Text } from '../../../kernel/text.ts';
import { fromLine } from '../tasks/sentences.ts';

type Facts = Readonly<Record<string, unknown>>;

const plain = (vi: string, en: string) => (): Text => ({ vi, en });

function periodIn({ period }: Facts): Text {
  const found = typeof period === 'string' ? readPeriod(period) : null;
  return found ? periodLabel(found) : { vi: 'một kỳ', en: 'a period' };
}

const day = (value: unknown) => (typeof value === 'string' ? writeDate(value) : '');

/** What happened to targets; the figures themselves stand in no event. */
export const targetSentences: Readonly<Record<string, (facts: Facts) => Text>> = {
  'target.viewed': plain('Xem chỉ tiêu', 'Looked at a target'),
  'target.planned': plain('Đặt lộ trình của chỉ tiêu', 'Set the way to a target'),
  'target.assigned': plain(
    'Giao chỉ tiêu cho cơ quan chịu trách nhiệm',
    'Gave a target to who answers for it',
  ),
  'target.figure_awaited': ({ dueOn }) => ({
    vi: `Đến kỳ báo số liệu, hạn ngày ${day(dueOn)}`,
    en: `A period ended: its figure is due by ${day(dueOn)}`,
  }),
  'target.figure_owed': ({ dueOn }) => ({
    vi: `Quá hạn báo số liệu ngày ${day(dueOn)}`,
    en: `The figure became overdue: it was due by ${day(dueOn)}`,
  }),
  'target.measured': (facts) => ({
    vi: `Ghi số liệu ${periodIn(facts).vi}${facts.estimate === true ? ' (ước)' : ''}${fromLine(facts.line).vi}`,
    en: `Entered the figure of ${periodIn(facts).en}${facts.estimate === true ? ' (an estimate)' : ''}${fromLine(facts.line).en}`,
  }),
  'target.figure_corrected': (facts) => ({
    vi: `Đính chính số liệu ${periodIn(facts).vi}`,
    en: `Corrected the figure of ${periodIn(facts).en}`,
  }),
  'target.closed': ({ on }) => ({
    vi: `Không thực hiện chỉ tiêu từ ngày ${day(on)}`,
    en: `Closed a target as not carried out on ${day(on)}`,
  }),
  'target.reopened': plain('Mở lại chỉ tiêu', 'Opened a target again'),
  'target.rules_changed': plain(
    'Đổi quy tắc đánh giá chỉ tiêu',
    'Changed the rules by which targets are judged',
  ),
};
