import { sql } from 'kysely';
import type { HeldData } from '../../../platform/personal-data.ts';

/** The names of who signed are part of the document; what an officer drafted is the office's. */
export const letterData: readonly HeldData[] = [
  {
    key: 'urging_letters',
    label: { vi: 'Công văn đôn đốc đã soạn', en: 'Urging letters drafted' },
    rows: ({ accountId }) => sql`
      select o.name as organisation, l.state, l.number, l.issued_on, l.signer, l.texts->>'abstract' as abstract, l.created_at
      from urging_letter l join organisation o on o.id = l.organisation_id
      where l.created_by = ${accountId} or l.issued_by = ${accountId} order by l.id`,
  },
];
