import { sql } from 'kysely';
import type { HeldData } from '../../../platform/personal-data.ts';

/** What an officer explained in the name of an agency, which stays its word, and of which agencies somebody is named as head. */
export const urgingData: readonly HeldData[] = [
  {
    key: 'explanations',
    label: { vi: 'Giải trình đã gửi cho cơ quan', en: 'Explanations given for an agency' },
    rows: ({ accountId }) => sql`
      select task.code, explanation.words, explanation.done_by, explanation.paper_number, explanation.paper_date, explanation.said_at from explanation
      join task on task.id = explanation.task_id where explanation.said_by = ${accountId} order by explanation.id`,
  },
  {
    key: 'unit_heads',
    label: { vi: 'Cơ quan ghi bạn là thủ trưởng', en: 'Agencies of which you are named as head' },
    rows: ({ accountId }) => sql`
      select organisation.code, organisation.name, head.since from unit_head head
      join organisation on organisation.id = head.organisation_id where head.account_id = ${accountId} order by organisation.id`,
  },
];
