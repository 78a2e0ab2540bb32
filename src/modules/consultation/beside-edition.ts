import { sql } from 'kysely';
import { z } from 'zod';
import { type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { formatDate } from '../../ui/format.ts';
import { showBesideEditions } from '../catalogue/index.ts';
import { type ConsultationState, consultationLifecycle, consultationStates } from './consultation.ts';
import { consultationWork } from './paths.ts';
import { consultationReadBy } from './policy.ts';

/** Consultations named on the page of an edition; the others stand in their list. */
const most = 5;

const rows = z.array(z.object({ id: z.number(), state: z.enum(consultationStates), to: z.string() }));

function labelOf(state: ConsultationState, to: LocalDate | null): Text {
  const { internal } = consultationLifecycle.states[state];
  const until = (lang: 'vi' | 'en') => (to === null ? '' : formatDate(lang, to));
  return {
    vi: `Lấy ý kiến dự thảo: ${internal.vi}, đến ${until('vi')}`,
    en: `Consultation: ${internal.en}, until ${until('en')}`,
  };
}

/** Consultations on an edition, the newest first, with their last day. */
showBesideEditions({
  select: (actor, editionId) => sql`(
    select coalesce(json_agg(json_build_object('id', id, 'state', state, 'to', to_on) order by id desc), '[]') from (
      select id, state, to_on from consultation where edition_id = ${editionId} and ${consultationReadBy(actor)}
      order by id desc limit ${most}) consultation)`,
  read: (found) =>
    rows.parse(found).map(({ id, state, to }) => ({
      path: consultationWork.one(id),
      label: labelOf(state, parseLocalDate(to)),
    })),
});
