import { z } from 'zod';
import { writeDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { dayKinds, markNames } from './calendar.ts';

const known = z
  .object({
    day: z.string().optional(),
    kind: z.enum(dayKinds).optional(),
    with: z.string().optional(),
    former: z.string().optional(),
    year: z.number().optional(),
  })
  .catch({});

/** An event of the calendar as a sentence; null where `name` is none. */
export function calendarSentence(name: string, facts: unknown): Text | null {
  const { day = '', kind = 'off', with: other, former, year } = known.parse(facts);
  const swap = {
    vi: other ? `, hoán đổi với ${writeDate(other)}` : '',
    en: other ? `, swapped with ${writeDate(other)}` : '',
  };
  switch (name) {
    case 'calendar.day_added':
      return {
        vi: `Thêm vào lịch ngày ${writeDate(day)}: ${markNames[kind].vi}${swap.vi}`,
        en: `Added ${writeDate(day)} to the calendar: ${markNames[kind].en}${swap.en}`,
      };
    case 'calendar.day_changed': {
      const moved = former !== undefined && former !== day;
      return {
        vi: `Sửa trong lịch ngày ${writeDate(day)}: ${markNames[kind].vi}${swap.vi}${moved ? `, trước là ngày ${writeDate(former)}` : ''}`,
        en: `Changed ${writeDate(day)} in the calendar: ${markNames[kind].en}${swap.en}${moved ? `, before ${writeDate(former)}` : ''}`,
      };
    }
    case 'calendar.day_removed':
      return {
        vi: `Bỏ khỏi lịch ngày ${writeDate(day)}: ${markNames[kind].vi}${swap.vi}`,
        en: `Removed ${writeDate(day)} from the calendar: ${markNames[kind].en}${swap.en}`,
      };
    case 'calendar.year_checked':
      return {
        vi: `Đối chiếu lịch làm việc năm ${year ?? ''}`,
        en: `Checked the working calendar of ${year ?? ''}`,
      };
    case 'calendar.rules_changed':
      return { vi: 'Đổi cách tính hạn', en: 'Changed how deadlines are read' };
    default:
      return null;
  }
}
