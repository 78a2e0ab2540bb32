import { sql } from 'kysely';
import type { Job } from '../jobs/jobs.ts';
import type { Services } from '../services.ts';
import { followsMark, secretMark, sendingJob, stopMark } from './letter.ts';
import { namesNoMailbox, refuseAddress } from './refused-address.ts';
import { returnAddress } from './return-address.ts';
import { followsAddress, stopAddress } from './stop-address.ts';
import { type OutgoingMail, openTransport, type Transport } from './transport.ts';

/** Mails taken at once, two for each connection; another worker takes others. */
const batch = 6;
/** Seconds after which a mail that was taken and neither sent nor given back is tried by somebody else: more than two take. */
const lease = 600;
/** Minutes to the next try, by the number of tries so far. */
const pauses = [1, 5, 15, 30, 60, 120, 240];
/** Days after which a mail that could not be sent is given up, as mail servers do. */
const patienceDays = 5;

interface TakenMail {
  readonly id: number;
  readonly account_id: number | null;
  readonly follower_id: number | null;
  readonly address: string;
  readonly topic: string | null;
  readonly tries: number;
  readonly created_at: Date;
  readonly language: string;
  readonly subject: string;
  readonly body_text: string;
  readonly body_html: string;
  readonly secret: string | null;
  /** What the server of its address said when it refused it for good. */
  readonly refusal: string | null;
  /** To a person of the sample, to one whose account is closed, or who stopped such letters meanwhile. */
  readonly unwanted: boolean;
}

/**
 * Sends what is due. Without a mail server it is kept for the administrators' page, and so is what is to people of the
 * sample, to closed accounts, or was stopped meanwhile. A server that cannot be reached ends the round: what is left waits.
 */
export async function sendMail(services: Services, open = openTransport): Promise<void> {
  const { config, installation } = services;
  const transport = config.smtpUrl === undefined ? null : open(config, installation, config.smtpUrl);
  try {
    for (;;) {
      const taken = await takeDue(services);
      if (taken.length === 0) return;
      const outcomes = await Promise.all(taken.map((mail) => sendOne(services, transport, mail)));
      if (outcomes.includes('unreachable')) return;
    }
  } finally {
    transport?.close();
  }
}

/** Takes mails for this worker alone, and counts the try: one that kills the worker is not tried at once again. */
async function takeDue({ db, clock }: Services): Promise<TakenMail[]> {
  const now = clock();
  const until = new Date(now.getTime() + lease * 1000);
  const { rows } = await sql<TakenMail>`
    with taken as (
      update mail set tries = tries + 1, due_at = ${until}
      where id in (
        select id from mail where state = 'queued' and due_at <= ${now}
        order by due_at, id limit ${batch} for update skip locked)
      returning id, letter_id, account_id, follower_id, address, topic, tries, created_at, secret)
    select taken.*, letter.language, letter.subject, letter.body_text, letter.body_html,
      refusal.failure as refusal, coalesce(account.illustrative or account.state <> 'active'
        or wish.manner = 'never', false) as unwanted
    from taken join letter on letter.id = taken.letter_id
      left join mail_refusal refusal on refusal.address = lower(taken.address)
      left join account on account.id = taken.account_id
      left join notification_wish wish on wish.account_id = taken.account_id and wish.topic = taken.topic
    order by taken.id`.execute(db);
  return rows;
}

type Outcome = 'sent' | 'kept' | 'refused' | 'failed' | 'later' | 'unreachable';

async function sendOne(services: Services, transport: Transport | null, mail: TakenMail): Promise<Outcome> {
  if (transport === null || mail.unwanted) return ended(services, mail, 'kept', null);
  if (mail.refusal !== null) return ended(services, mail, 'refused', mail.refusal);
  try {
    await transport.send(outgoing(services, mail));
  } catch (error) {
    return notSent(services, mail, error as SendingError);
  }
  return ended(services, mail, 'sent', null);
}

/** What nodemailer tells of a failure. */
interface SendingError extends Error {
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/**
 * Whether the answer is about the address and will stay so: there is no such mailbox (details 5.1.x and 5.2.1 of RFC 3463).
 * Servers refuse for their policy (`554 5.7.1`) and for the sender (`550 5.1.8`) at the same place, which says nothing of it.
 */
function refusesAddress({ responseCode = 0, response = '', command }: SendingError): boolean {
  if (command !== 'RCPT TO' || ![550, 551, 553].includes(responseCode)) return false;
  const [, detail] = /\b5\.(\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  return detail === undefined
    ? !/relay|policy|spam|denied|blocked|sender/i.test(response)
    : namesNoMailbox(detail);
}

async function notSent(services: Services, mail: TakenMail, error: SendingError): Promise<Outcome> {
  const { responseCode: code = 0, command = '' } = error;
  const failure = error.message.slice(0, 500);
  // not what was said: it names the address
  services.log.warn({ mail: mail.id, tries: mail.tries, code, command }, 'mail: not sent');
  if (refusesAddress(error)) {
    await refuseAddress(services.db, mail.address, failure, services.clock());
    return ended(services, mail, 'refused', failure);
  }
  if (code >= 500 && command === 'DATA') return ended(services, mail, 'failed', failure);
  const age = services.clock().getTime() - mail.created_at.getTime();
  if (age > patienceDays * 86_400_000) return ended(services, mail, 'failed', failure);
  const minutes = pauses[Math.min(mail.tries, pauses.length) - 1] ?? 1;
  const unreachable = code === 0 || command === 'CONN' || command.startsWith('AUTH');
  await services.db
    .updateTable('mail')
    .set({ due_at: new Date(services.clock().getTime() + minutes * 60_000), failure, unreachable })
    .where('id', '=', mail.id)
    .execute();
  return unreachable ? 'unreachable' : 'later';
}

async function ended(
  { db, clock }: Services,
  { id }: TakenMail,
  state: 'sent' | 'kept' | 'refused' | 'failed',
  failure: string | null,
): Promise<Outcome> {
  await db
    .updateTable('mail')
    .set({ state, failure, ended_at: clock(), secret: null })
    .where('id', '=', id)
    .execute();
  return state;
}

function outgoing({ config }: Services, mail: TakenMail): OutgoingMail {
  const { account_id: accountId, follower_id: followerId } = mail;
  const stop = stopOf(config, mail);
  const follows = followsAddress(config, { followerId: accountId === null ? followerId : null });
  const filled = (body: string) =>
    body
      .replaceAll(stopMark, stop ?? '')
      .replaceAll(followsMark, follows)
      .replaceAll(secretMark, mail.secret ?? '');
  return {
    to: mail.address,
    subject: mail.subject,
    text: filled(mail.body_text),
    html: filled(mail.body_html),
    returnAddress: returnAddress(config, mail.id),
    messageId: `<mail-${mail.id}@${config.baseUrl.hostname}>`,
    language: mail.language,
    stopAddress: stop,
  };
}

function stopOf(config: Services['config'], mail: TakenMail): string | null {
  const { account_id: accountId, follower_id: followerId, topic } = mail;
  if (topic === null) return null;
  if (accountId !== null) return stopAddress(config, { accountId, topic });
  return followerId === null ? null : stopAddress(config, { followerId });
}

export const mailJobs: readonly Job[] = [
  // also by the clock: for what failed before, and where no worker had run when it was queued
  { name: sendingJob, every: '* * * * *', run: (services) => sendMail(services) },
];
