import { sql } from 'kysely';
import type { HeldData } from '../../../platform/personal-data.ts';

/** Words of office: they stay when the account ends, under the name the account then has. */
export const directiveData: readonly HeldData[] = [
  {
    key: 'directives',
    label: { vi: 'Chỉ đạo đã giao hoặc được viết thay', en: 'Directives given, or written for one' },
    rows: ({ accountId }) => sql`
      select d.code, d.body, d.document_number, d.document_date, d.given_at from directive d
      where d.leader_id = ${accountId} or d.written_by = ${accountId} order by d.id`,
  },
  {
    key: 'directive_posts',
    label: { vi: 'Báo cáo và ý kiến về chỉ đạo', en: 'Answers and words on directives' },
    rows: ({ accountId }) => sql`
      select d.code, p.kind, p.words, p.at from directive_post p join directive d on d.id = p.directive_id
      where p.by_account = ${accountId} and p.words <> '' order by p.id`,
  },
];
