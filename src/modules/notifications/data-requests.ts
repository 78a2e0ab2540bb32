import { z } from 'zod';
import { localDateOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { PATHS } from '../../ui/site-links.ts';
import { holdersOf } from '../directory/index.ts';
import type { PastEvent } from './follow.ts';
import { notify, withdrawNews } from './notify.ts';

const received = z.object({ due: z.string() });

/** A role in no edition at all, as of registrations. */
const noEdition = 0;

/**
 * Administrators are told that somebody asks about their own data, and by when they answer; by whom is read on the page alone.
 * Once it is answered nothing is left to tell.
 */
export async function tellOfDataRequest(
  tx: Transaction,
  services: Services,
  event: PastEvent,
): Promise<void> {
  const subject = { kind: 'data_request', id: event.subject_id };
  await withdrawNews(tx, 'data_request', subject, services.clock());
  const read = received.safeParse(event.facts);
  if (event.name !== 'data_request.received' || !read.success) return;
  const { due } = read.data;
  const people = await holdersOf(tx, 'administrator', noEdition, localDateOf(services.clock()));
  await notify(
    tx,
    services,
    people.filter(({ id }) => id !== event.actor_account),
    {
      ...{ topic: 'data_request', subject, path: `${PATHS.dataRequests}/${event.subject_id}` },
      title: {
        vi: `Yêu cầu số ${event.subject_id} về dữ liệu cá nhân chờ trả lời`,
        en: `Request ${event.subject_id} about personal data waits for an answer`,
      },
      detail: {
        vi: `Trả lời chậm nhất ngày ${formatDate('vi', due)}: thực hiện, tiếp nhận và hẹn ngày, hoặc từ chối có căn cứ.`,
        en: `To be answered by ${formatDate('en', due)}: carry it out, take it up with a day, or refuse it on a ground of law.`,
      },
    },
  );
}
