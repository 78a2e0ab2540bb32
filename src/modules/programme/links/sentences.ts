import type { Text } from '../../../kernel/text.ts';

/** How items came to be linked. */
export const linkSentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => Text>> = {
  'task.linked': ({ code }) => ({ vi: `Gắn nhiệm vụ với ${code}`, en: `Linked a task with ${code}` }),
  'task.unlinked': () => ({
    vi: 'Bỏ gắn nhiệm vụ với một mục của danh mục',
    en: 'Unlinked a task from an entry',
  }),
  'task.derived': () => ({ vi: 'Ghi nguồn gốc của nhiệm vụ', en: 'Said whence a task comes' }),
  'task.underived': () => ({ vi: 'Bỏ một nguồn gốc của nhiệm vụ', en: 'Took an origin of a task away' }),
  'task.taken_over': () => ({
    vi: 'Đưa nhiệm vụ vào kế hoạch của đơn vị',
    en: 'Took a task over into a unit’s plan',
  }),
  'target.linked': ({ code }) => ({ vi: `Gắn chỉ tiêu với ${code}`, en: `Linked a target with ${code}` }),
  'target.unlinked': () => ({
    vi: 'Bỏ gắn chỉ tiêu với một mục của danh mục',
    en: 'Unlinked a target from an entry',
  }),
  'target.derived': () => ({ vi: 'Ghi nguồn gốc của chỉ tiêu', en: 'Said whence a target comes' }),
  'target.underived': () => ({ vi: 'Bỏ một nguồn gốc của chỉ tiêu', en: 'Took an origin of a target away' }),
};
