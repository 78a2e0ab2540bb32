import { sql } from 'kysely';
import type { HeldData } from '../../../platform/personal-data.ts';
import type { Keeping } from '../../../platform/retention.ts';

/** Workbooks somebody sent for an agency, until they are forgotten. */
export const workbookData: readonly HeldData[] = [
  {
    key: 'unit_workbooks',
    label: { vi: 'Bảng tính nhiệm vụ đã gửi', en: 'Workbooks of tasks that were sent' },
    rows: ({ accountId }) => sql`
      select file_name, state, created_at, (select count(*)::int from unit_workbook_row row where row.workbook_id = unit_workbook.id) as rows
      from unit_workbook where created_by = ${accountId} order by id`,
  },
];

/** What was entered stays with its task; the file and the rows that were not go. */
export const workbookKeepings: readonly Keeping[] = [
  {
    kind: 'workbooks',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from unit_workbook where id in (
        select id from unit_workbook where updated_at < ${before} limit ${most}) returning id`.execute(tx);
      return gone.rows.length;
    },
  },
];
