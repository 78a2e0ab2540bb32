import type { Querying } from '../database/open.ts';

/** Whether a detail of RFC 3463 (`1.1`) says that there is no such mailbox, and will not be. */
export function namesNoMailbox(detail: string): boolean {
  return /^(?:1\.(?:1|2|3|6|10)|2\.1)$/.test(detail);
}

/** Nothing more is sent to an address, until an administrator takes it out of the list. */
export async function refuseAddress(
  db: Querying,
  address: string,
  failure: string,
  since: Date,
): Promise<void> {
  await db
    .insertInto('mail_refusal')
    .values({ address: address.toLowerCase(), failure, since })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
