import type { Text } from '../../../kernel/text.ts';

/** How what an agency had went to its successors. */
export const handOverSentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => Text>> =
  {
    'task.handed_over': ({ tasks, targets }) => ({
      vi: `Bàn giao ${tasks} nhiệm vụ, ${targets} chỉ tiêu cho cơ quan kế thừa`,
      en: `Handed ${tasks} tasks and ${targets} targets over to the successors`,
    }),
    'plan.handed_over': ({ tasks, targets }) => ({
      vi: `Bàn giao ${tasks} nhiệm vụ, ${targets} chỉ tiêu của kế hoạch cho cơ quan kế thừa`,
      en: `Handed ${tasks} tasks and ${targets} targets of a plan over to the successors`,
    }),
  };
