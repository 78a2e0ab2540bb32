import { Refusal } from '../../kernel/refusal.ts';
import type { Transaction } from '../database/open.ts';
import type { Services } from '../services.ts';
import { readDeliveryReport } from './delivery-report.ts';
import { namesNoMailbox, refuseAddress } from './refused-address.ts';
import { readReturnAddress } from './return-address.ts';

/** What came of a message that came back. */
export type ReturnedOutcome =
  /** its address gets nothing more */
  | 'address_refused'
  /** this mail alone did not arrive */
  | 'not_delivered'
  /** it may still arrive, or is no report of a delivery */
  | 'passed_over';

/** Mails of one address in a row that came back for other reasons, after which nothing more is sent there. */
const mostReturned = 3;

/**
 * Takes a message that came back for a mail that had been sent. An address without a mailbox is barred at once, one whose
 * mails come back for other reasons after three in a row; an administrator lets it in again, as any other refused address.
 *
 * `recipient`: the address it came to, where the mail server tells; otherwise it is read from the message. Throws
 * Refusal `not_found` where that is no address this installation gave a mail, InvalidInput for what is no message.
 */
export async function takeReturned(
  services: Services,
  message: Uint8Array,
  recipient: string | null,
): Promise<ReturnedOutcome> {
  const report = await readDeliveryReport(message);
  if (report === null) return 'passed_over';
  const { config, clock } = services;
  const mailId = [...(recipient === null ? [] : [recipient]), ...report.cameTo]
    .map((address) => readReturnAddress(config, address))
    .find((id) => id !== null);
  if (mailId === undefined) throw notOurs();
  if (report.action !== 'failed') return 'passed_over';
  const failure = `${report.detail === null ? '' : `5.${report.detail} `}${report.said}`.slice(0, 500);
  return services.db.transaction().execute(async (tx) => {
    const mail = await tx
      .updateTable('mail')
      .set({ state: 'failed', failure, ended_at: clock() })
      .where('id', '=', mailId)
      .where('state', '=', 'sent')
      .returning('address')
      .executeTakeFirst();
    // the same report twice, or a mail given back to the queue meanwhile
    if (!mail) return 'passed_over';
    const gone = report.detail !== null && namesNoMailbox(report.detail);
    if (!gone && !(await keepsComingBack(tx, mail.address))) return 'not_delivered';
    await tx.updateTable('mail').set({ state: 'refused' }).where('id', '=', mailId).execute();
    await refuseAddress(tx, mail.address, failure, clock());
    return 'address_refused';
  });
}

async function keepsComingBack(tx: Transaction, address: string): Promise<boolean> {
  const last = await tx
    .selectFrom('mail')
    .select('state')
    .where((e) => e(e.fn<string>('lower', ['address']), '=', address.toLowerCase()))
    .where('ended_at', 'is not', null)
    .where('state', '<>', 'kept')
    .orderBy('id', 'desc')
    .limit(mostReturned)
    .execute();
  return last.length === mostReturned && last.every(({ state }) => state === 'failed');
}

function notOurs(): Refusal {
  return new Refusal('not_found', {
    vi: 'Thư trả lại này không ghi địa chỉ nhận trả của một thư đã gửi từ đây. Hãy kiểm tra MAIL_RETURN, SECRET_KEY và cách máy chủ thư chuyển thư vào lệnh.',
    en: 'This returned mail names no return address of a mail sent from here. Check MAIL_RETURN, SECRET_KEY and how the mail server hands mails over.',
  });
}
