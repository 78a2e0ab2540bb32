import type { Text } from '../../../kernel/text.ts';

/** What happened to plans. */
export const planSentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => Text>> = {
  'plan.created': ({ tasks, targets }) => ({
    vi: `Nhập kế hoạch với ${tasks} nhiệm vụ, ${targets} chỉ tiêu`,
    en: `Entered a plan with ${tasks} tasks and ${targets} targets`,
  }),
  'plan.put_in_force': () => ({ vi: 'Đưa kế hoạch vào theo dõi', en: 'Put a plan into force' }),
};
