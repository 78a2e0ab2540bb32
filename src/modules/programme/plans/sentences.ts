import type { Text } from '../../../kernel/text.ts';

type Facts = Readonly<Record<string, unknown>>;

const parts: Readonly<Record<string, Text>> = {
  task: { vi: 'nhiệm vụ', en: 'task' },
  target: { vi: 'chỉ tiêu', en: 'target' },
  group: { vi: 'nhóm', en: 'group' },
};
const deeds: Readonly<Record<string, Text>> = {
  added: { vi: 'Thêm', en: 'Added' },
  changed: { vi: 'Sửa', en: 'Changed' },
  removed: { vi: 'Xóa', en: 'Removed' },
};

/** What happened to plans. */
export const planSentences: Readonly<Record<string, (facts: Facts) => Text>> = {
  'plan.created': ({ tasks, targets }) => ({
    vi: `Nhập kế hoạch với ${tasks} nhiệm vụ, ${targets} chỉ tiêu`,
    en: `Entered a plan with ${tasks} tasks and ${targets} targets`,
  }),
  'plan.changed': () => ({
    vi: 'Sửa thông tin chung của kế hoạch',
    en: 'Changed what a plan says of itself',
  }),
  'plan.item_changed': ({ of, done, code }) => {
    const [part, deed] = [parts[String(of)], deeds[String(done)]];
    if (!part || !deed) return { vi: 'Sửa nội dung kế hoạch', en: 'Changed what a plan holds' };
    return {
      vi: `${deed.vi} ${part.vi} ${code} của kế hoạch`,
      en: `${deed.en} the ${part.en} ${code} of a plan`,
    };
  },
  'plan.handed_up': () => ({ vi: 'Trình kế hoạch để đưa vào theo dõi', en: 'Handed a plan up' }),
  'plan.taken_back': () => ({ vi: 'Lấy lại kế hoạch đã trình để sửa', en: 'Took a plan back to edit it' }),
  'plan.returned': () => ({ vi: 'Trả lại kế hoạch để sửa', en: 'Returned a plan for correction' }),
  'plan.put_in_force': () => ({ vi: 'Đưa kế hoạch vào theo dõi', en: 'Put a plan into force' }),
  'plan.amended': ({ document }) => ({
    vi: `Sửa đổi thông tin chung của kế hoạch: ${document}`,
    en: `Amended what a plan says of itself: ${document}`,
  }),
  'plan.replaced': () => ({
    vi: 'Kế hoạch được thay thế bằng kế hoạch khác',
    en: 'A plan was replaced by another',
  }),
  'plan.ended': () => ({ vi: 'Kết thúc kế hoạch', en: 'Ended a plan' }),
  'plan.withdrawn': () => ({ vi: 'Rút kế hoạch khỏi công khai', en: 'Withdrew a plan' }),
  'plan_import.started': ({ tasks, targets }) => ({
    vi: `Đọc tệp kế hoạch: ${tasks} nhiệm vụ, ${targets} chỉ tiêu chờ soát`,
    en: `Read a plan: ${tasks} tasks and ${targets} targets to review`,
  }),
  'plan_import.revised': () => ({ vi: 'Soát, sửa bản đọc kế hoạch', en: 'Revised a plan that was read' }),
  'plan_import.confirmed': ({ tasks, targets }) => ({
    vi: `Lưu bản đọc thành kế hoạch: ${tasks} nhiệm vụ, ${targets} chỉ tiêu`,
    en: `Saved what was read as a plan: ${tasks} tasks, ${targets} targets`,
  }),
  'plan.viewed': () => ({ vi: 'Xem kế hoạch', en: 'Looked at a plan' }),
  'plan_import.viewed': () => ({ vi: 'Xem bản đọc kế hoạch', en: 'Looked at a plan that was read' }),
  'plan_import.discarded': () => ({ vi: 'Bỏ bản đọc kế hoạch', en: 'Discarded a plan that was read' }),
};
