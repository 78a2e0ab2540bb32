import type { Text } from '../../../kernel/text.ts';

/** How tasks were given. */
export const assignmentSentences: Readonly<
  Record<string, (facts: Readonly<Record<string, unknown>>) => Text>
> = {
  'task.assigned': ({ tasks }) => ({ vi: `Giao ${tasks} nhiệm vụ`, en: `Assigned ${tasks} tasks` }),
  'task.assignment_undone': ({ tasks }) => ({
    vi: `Hoàn tác việc giao ${tasks} nhiệm vụ`,
    en: `Took back the assignment of ${tasks} tasks`,
  }),
  'target.owners_assigned': ({ targets }) => ({
    vi: `Giao ${targets} chỉ tiêu`,
    en: `Assigned ${targets} targets`,
  }),
  'target.owners_undone': ({ targets }) => ({
    vi: `Hoàn tác việc giao ${targets} chỉ tiêu`,
    en: `Took back the assignment of ${targets} targets`,
  }),
  'task.split': ({ parts }) => ({
    vi: `Tách thành ${parts} nhiệm vụ con`,
    en: `Split into ${parts} sub-tasks`,
  }),
};
