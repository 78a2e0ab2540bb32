import { writeDate } from '../../../kernel/dates.ts';
import type { Text } from '../../../kernel/text.ts';

type Facts = Readonly<Record<string, unknown>>;

const plain = (vi: string, en: string) => (): Text => ({ vi, en });

const day = (value: unknown): string => (typeof value === 'string' ? writeDate(value) : '');

const kinds: Readonly<Record<string, Text>> = {
  started: { vi: 'bắt đầu thực hiện', en: 'the beginning' },
  progress: { vi: 'tiến độ', en: 'progress' },
  result: { vi: 'kết quả', en: 'a result' },
  done: { vi: 'hoàn thành', en: 'completion' },
};

const kindOf = (value: unknown): Text => kinds[String(value)] ?? { vi: 'thông tin', en: 'something' };

/** Of what was sent in a workbook. */
export function fromLine(line: unknown): Text {
  if (typeof line !== 'number') return { vi: '', en: '' };
  return { vi: `, nhập từ tệp, dòng ${line}`, en: `, from a file, line ${line}` };
}

/** What happened to tasks; what people wrote stands in no event. */
export const taskSentences: Readonly<Record<string, (facts: Facts) => Text>> = {
  'task.viewed': () => ({ vi: 'Xem nhiệm vụ', en: 'Looked at a task' }),
  'task.opened': ({ year }) => ({
    vi: `Mở nhiệm vụ hằng năm của năm ${year}`,
    en: `Opened a yearly task for ${year}`,
  }),
  'task.became_overdue': ({ lastDay }) => ({
    vi: `Nhiệm vụ quá hạn ngày ${day(lastDay)}`,
    en: `The task became overdue: it was due by ${day(lastDay)}`,
  }),
  'task.acknowledged': plain('Tiếp nhận nhiệm vụ', 'Took a task on'),
  'task.refused': plain('Từ chối nhiệm vụ', 'Refused a task'),
  'task.insisted': plain('Trả lời việc từ chối: cơ quan vẫn thực hiện', 'Answered a refusal: the task stays'),
  'task.fact_entered': ({ kind, percent, line }) => ({
    vi: `Ghi ${kindOf(kind).vi}${typeof percent === 'number' ? ` ${percent} %` : ''}${fromLine(line).vi}`,
    en: `Entered ${kindOf(kind).en}${typeof percent === 'number' ? ` of ${percent} %` : ''}${fromLine(line).en}`,
  }),
  'task.fact_corrected': ({ kind }) => ({
    vi: `Đính chính thông tin về ${kindOf(kind).vi}`,
    en: `Corrected what was entered of ${kindOf(kind).en}`,
  }),
  'task.reported': ({ line }) => ({
    vi: `Báo cáo hoàn thành nhiệm vụ${fromLine(line).vi}`,
    en: `Reported a task as done${fromLine(line).en}`,
  }),
  'task.confirmed': ({ on }) => ({
    vi: `Xác nhận hoàn thành nhiệm vụ, ngày ${day(on)}`,
    en: `Confirmed that a task is done, on ${day(on)}`,
  }),
  'task.returned': plain('Trả lại báo cáo hoàn thành', 'Returned a report of completion'),
  'task.extension_asked': ({ from, to }) => ({
    vi: `Đề nghị gia hạn từ ${day(from)} đến ${day(to)}`,
    en: `Asked for ${day(to)} instead of ${day(from)}`,
  }),
  'task.extension_withdrawn': plain('Rút đề nghị gia hạn', 'Took back a request for a later deadline'),
  'task.extension_granted': ({ from, to }) => ({
    vi: `Gia hạn nhiệm vụ từ ${day(from)} đến ${day(to)}`,
    en: `Extended a task: due on ${day(to)} instead of ${day(from)}`,
  }),
  'task.extension_refused': plain('Không gia hạn nhiệm vụ', 'Refused a later deadline'),
  'task.closed': ({ how, on }) =>
    how === 'suspended'
      ? { vi: `Tạm dừng nhiệm vụ từ ngày ${day(on)}`, en: `Suspended a task on ${day(on)}` }
      : {
          vi: `Không thực hiện nhiệm vụ từ ngày ${day(on)}`,
          en: `Closed a task as not carried out on ${day(on)}`,
        },
  'task.reopened': plain('Mở lại nhiệm vụ', 'Opened a task again'),
  'task.part_added': plain('Thêm nhiệm vụ nhỏ', 'Added a sub-task'),
  'task.part_changed': plain('Sửa nhiệm vụ nhỏ', 'Changed a sub-task'),
  'task.part_removed': ({ code }) => ({
    vi: `Bỏ nhiệm vụ nhỏ ${typeof code === 'string' ? code : ''}`.trim(),
    en: `Removed the sub-task ${typeof code === 'string' ? code : ''}`.trim(),
  }),
};
