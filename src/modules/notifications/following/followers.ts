import { sql } from 'kysely';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { lockCursor } from './cursor.ts';
import { changeManner } from './manner.ts';

export const mailManners = ['daily', 'at_once'] as const;
export type MailManner = (typeof mailManners)[number];

/** How an address without an account is told. Throws InvalidInput `manner`. */
export async function chooseManner(services: Services, followerId: number, typed: string): Promise<void> {
  const to = mailManners.find((one) => one === typed);
  if (!to) throw new InvalidInput({ manner: whichManner });
  await services.db.transaction().execute(async (tx) => {
    // first, as everywhere: who holds a follower never waits for the cursor
    await lockCursor(tx);
    const row = await tx
      .selectFrom('follower')
      .select('manner')
      .where('id', '=', followerId)
      .where('address', 'is not', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw notFound();
    await setManner(tx, services, followerId, readManner(row.manner), to);
  });
}

function readManner(text: string): MailManner {
  return text === 'at_once' ? 'at_once' : 'daily';
}

async function setManner(
  tx: Transaction,
  services: Services,
  followerId: number,
  from: MailManner,
  to: MailManner,
): Promise<void> {
  if (from === to) return;
  await changeManner(tx, services, followerId, { from, to });
  await tx.updateTable('follower').set({ manner: to }).where('id', '=', followerId).execute();
}

async function followerOfAccount(tx: Transaction, accountId: number, at: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into follower (account_id, language, created_at) values (${accountId}, 'vi', ${at})
    on conflict (account_id) do update set ended_at = null returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** What the mailbox of an account followed without it is the account's from now on: one mailbox gets one letter. */
async function takeOver(tx: Transaction, followerId: number, email: string, at: Date): Promise<void> {
  const former = await tx
    .selectFrom('follower')
    .select('id')
    .where('address', '=', email.toLowerCase())
    .where('taken_over_by', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!former) return;
  // what was told at once is not told again in the letter of the day
  await sql`
    insert into follow (follower_id, followed_id, since_seq, created_at)
    select ${followerId}, follow.followed_id, greatest(follow.since_seq, f.told_seq,
      case when f.manner = 'at_once' then (select seq from following_cursor) end), follow.created_at
    from follow join follower f on f.id = follow.follower_id where f.id = ${former.id}
    on conflict (follower_id, followed_id) do nothing`.execute(tx);
  await tx.deleteFrom('follow').where('follower_id', '=', former.id).execute();
  await tx
    .updateTable('follower')
    .set({ ended_at: at, taken_over_by: followerId })
    .where('id', '=', former.id)
    .execute();
}

/** The open account with this address; null where there is none. */
export async function accountOfMailbox(tx: Transaction, address: string): Promise<number | null> {
  const account = await tx
    .selectFrom('account')
    .select('id')
    .where((e) => e(e.fn<string>('lower', ['email']), '=', address))
    .where('state', '=', 'active')
    .executeTakeFirst();
  return account?.id ?? null;
}

/** The follower that an account is, with what its mailbox followed before. */
export async function followerOfMailbox(
  tx: Transaction,
  accountId: number,
  address: string,
  at: Date,
): Promise<number> {
  const followerId = await followerOfAccount(tx, accountId, at);
  await takeOver(tx, followerId, address, at);
  return followerId;
}

/** The follower that an address without an account is, anew where it had ended. */
export async function followerOf(
  tx: Transaction,
  services: Services,
  asked: {
    readonly address: string;
    readonly language: string;
    readonly manner: string;
    readonly consent: string | null;
  },
  at: Date,
): Promise<number> {
  const { address, language, manner, consent } = asked;
  const known = await tx
    .selectFrom('follower')
    .select('manner')
    .where('address', '=', address)
    .executeTakeFirst();
  const changes = known !== undefined && known.manner !== manner;
  if (changes) await lockCursor(tx);
  const { rows } = await sql<{ id: number; manner: string }>`
    insert into follower (address, language, manner, created_at, consent, consented_at)
    values (${address}, ${language}, ${manner}, ${at}, ${consent}, ${at})
    on conflict (address) do update set ended_at = null, taken_over_by = null, language = excluded.language,
      consent = excluded.consent, consented_at = excluded.consented_at returning id, manner`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound();
  // chosen elsewhere since it was looked up: that choice was the later one, and the cursor is not waited for any longer
  if (changes) await setManner(tx, services, row.id, readManner(row.manner), readManner(manner));
  return row.id;
}

export const whichManner = { vi: 'Hãy chọn một trong các cách gửi.', en: 'Choose one of the ways.' };
