import type { Job } from '../../platform/jobs/jobs.ts';
import type { Services } from '../../platform/services.ts';

/** Letters that open nothing any longer are forgotten after these days, and the address with them. */
const letterDays = 3;
/** Days after its end for which it can be shown what was asked and answered. */
const requestDays = 365;

/** Forgets who asked by mail, and what they wrote, once it has been of no use for long. */
export async function forgetRequests({ db, clock }: Services): Promise<void> {
  const before = (days: number) => new Date(clock().getTime() - days * 86_400_000);
  await db.deleteFrom('data_request_letter').where('asked_at', '<', before(letterDays)).execute();
  await db
    .updateTable('data_request')
    .set({ address: null, words: '…' })
    .where('ended_at', '<', before(requestDays))
    .where('words', '<>', '…')
    .execute();
}

export const dataJobs: readonly Job[] = [
  { name: 'personal_data.forget_requests', every: '53 3 * * *', run: forgetRequests },
];
