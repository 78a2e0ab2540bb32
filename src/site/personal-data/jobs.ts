import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { questionKeepings } from '../../modules/catalogue/index.ts';
import { commentKeepings } from '../../modules/consultation/index.ts';
import {
  directoryKeepings,
  erasedMailbox,
  lockForEnd,
  servedInOffice,
} from '../../modules/directory/index.ts';
import { newsKeepings } from '../../modules/notifications/index.ts';
import { difficultyKeepings, workbookKeepings } from '../../modules/programme/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent, appendEvents } from '../../platform/events/append.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { mailKeepings } from '../../platform/mail/retention.ts';
import type { Keeping } from '../../platform/retention.ts';
import type { Services } from '../../platform/services.ts';
import { eraseWhole } from './erase.ts';
import { forgottenExtension, lockRequestsOf } from './store.ts';

/** Letters that open nothing any longer are forgotten after these days, and the address with them. */
const letterDays = 3;
/** Rows forgotten in one transaction. */
const atOnce = 1_000;

/** Accounts closed before a day of which the time has passed. Of whoever was in office the name stays with their acts. */
async function closedBefore(tx: Transaction, before: Date, only: number | null): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select a.id from account a
    where a.state = 'closed' and a.erased_at is null and a.updated_at < ${before} and not a.illustrative
      and not ${servedInOffice(sql`a.id`)} and (${only}::bigint is null or a.id = ${only})
      and not exists (select 1 from data_request r where r.account_id = a.id and r.ended_at is null)
    order by a.id limit 20`.execute(tx);
  return rows.map(({ id }) => id);
}

/** One account at a time: each is much work, and locks what it belongs to. */
const closedAccounts: Keeping = {
  kind: 'closedAccounts',
  forget: async (tx, services, before) => {
    for (const accountId of await closedBefore(tx, before, null)) {
      await lockRequestsOf(tx, { accountId, address: null });
      await lockForEnd(tx, services, accountId);
      // it may have been opened again, or asked for something, before it was locked
      if ((await closedBefore(tx, before, accountId)).length === 0) continue;
      const { events } = await eraseWhole(tx, services, system, { accountId, requestId: null });
      await appendEvents(tx, events);
      return 1;
    }
    return 0;
  },
};

/**
 * Letters about requests to people without an account, or no longer with one: to whom they went, what they said, and what a
 * server answered, which names the address.
 */
const answerAddresses: Keeping = {
  kind: 'answerAddresses',
  forget: async (tx, _services, before, most) => {
    const { rows } = await sql<{ id: number; letter_id: number; address: string }>`
      select mail.id, mail.letter_id, lower(mail.address) as address from mail join letter on letter.id = mail.letter_id
      where mail.account_id is null and letter.kind like 'data\\_request.%' and mail.ended_at < ${before}
        and mail.address <> ${erasedMailbox} order by mail.id limit ${most} for update of mail`.execute(tx);
    const [ids, letters] = [rows.map(({ id }) => id), rows.map(({ letter_id }) => letter_id)];
    const addresses = rows.map(({ address }) => address);
    await sql`update mail set address = ${erasedMailbox}, failure = null where id = any(${ids}::bigint[])`.execute(
      tx,
    );
    await sql`update letter set body_text = null, body_html = null where id = any(${letters}::bigint[])`.execute(
      tx,
    );
    await sql`delete from mail_refusal where address = any(${addresses}::text[])
      and not exists (select 1 from mail where lower(mail.address) = mail_refusal.address)`.execute(tx);
    return rows.length;
  },
};

const dataRequests: Keeping = {
  kind: 'dataRequests',
  forget: async (tx, _services, before, most) => {
    const gone =
      await sql`update data_request set address = null, words = '…', answer = null, extension = ${forgottenExtension}
      where id in (
      select id from data_request where ended_at < ${before}
        and (words <> '…' or address is not null or answer is not null) limit ${most})
      returning id`.execute(tx);
    return gone.rows.length;
  },
};

const keepings: readonly Keeping[] = [
  ...directoryKeepings,
  ...newsKeepings,
  ...questionKeepings,
  ...commentKeepings,
  ...difficultyKeepings,
  ...workbookKeepings,
  ...mailKeepings,
  answerAddresses,
  dataRequests,
  closedAccounts,
];

/** Forgets everything whose time has passed, some at a time, and notes in the event log how much of what it was. */
export async function carryOutRetention(services: Services): Promise<void> {
  const { db, clock, config } = services;
  const now = clock().getTime();
  const counts: Record<string, number> = {};
  for (const { kind, forget } of keepings) {
    const before = new Date(now - config.retention[kind] * 86_400_000);
    for (;;) {
      const gone = await db.transaction().execute((tx) => forget(tx, services, before, atOnce));
      if (gone === 0) break;
      counts[kind] = (counts[kind] ?? 0) + gone;
    }
  }
  const lettersBefore = new Date(now - letterDays * 86_400_000);
  await db.deleteFrom('data_request_letter').where('asked_at', '<', lettersBefore).execute();
  if (Object.keys(counts).length === 0) return;
  await db.transaction().execute((tx) =>
    appendEvent(tx, {
      ...{ name: 'retention.carried_out', actor: system, facts: counts, at: clock() },
      subject: { kind: 'retention', id: localDateOf(clock()) },
    }),
  );
}

export const dataJobs: readonly Job[] = [{ name: 'retention', every: '23 3 * * *', run: carryOutRetention }];
