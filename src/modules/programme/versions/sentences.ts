import type { Text } from '../../../kernel/text.ts';

/** How items of plans in force came to say something else. */
export const versionSentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => Text>> =
  {
    'task.amended': () => ({ vi: 'Sửa đổi nhiệm vụ theo văn bản', en: 'Amended a task by a document' }),
    'task.corrected': () => ({ vi: 'Đính chính nhiệm vụ', en: 'Corrected a task' }),
    'task.added': () => ({ vi: 'Bổ sung nhiệm vụ vào kế hoạch', en: 'Added a task to a plan' }),
    'task.taken_out': () => ({ vi: 'Bỏ nhiệm vụ khỏi kế hoạch', en: 'Took a task out of a plan' }),
    'target.amended': () => ({ vi: 'Sửa đổi chỉ tiêu theo văn bản', en: 'Amended a target by a document' }),
    'target.corrected': () => ({ vi: 'Đính chính chỉ tiêu', en: 'Corrected a target' }),
    'target.added': () => ({ vi: 'Bổ sung chỉ tiêu vào kế hoạch', en: 'Added a target to a plan' }),
    'target.taken_out': () => ({ vi: 'Bỏ chỉ tiêu khỏi kế hoạch', en: 'Took a target out of a plan' }),
  };
