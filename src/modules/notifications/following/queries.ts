import { sql } from 'kysely';
import type { Language, Text } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import type { FollowKind, FollowTarget } from '../../../ui/follow-links.tsx';
import type { MailManner } from './followers.ts';

export const followsPerPage = 20;
/** More words than anybody looks for. */
const mostWords = 8;

export interface FollowRow {
  readonly id: number;
  readonly kind: FollowKind;
  readonly key: string;
  readonly label: Text;
  readonly since: Date;
}

export interface FollowPage {
  readonly rows: readonly FollowRow[];
  readonly total: number;
}

/** What a follower follows, the newest first. One statement. */
export async function followsOf(
  db: Querying,
  followerId: number,
  asked: { readonly q: string; readonly page: number },
): Promise<FollowPage> {
  // what is typed is never a pattern itself
  const words = vnNorm(asked.q).split(/\s+/).filter(Boolean).slice(0, mostWords);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await sql<Omit<FollowRow, 'label'> & { label: string; label_en: string; total: number }>`
    select follow.id, f.kind, f.key, f.label, f.label_en, follow.created_at as since, count(*) over ()::int as total
    from follow join followed f on f.id = follow.followed_id
    where follow.follower_id = ${followerId} and f.search_text like all (${patterns}::text[])
    order by follow.id desc limit ${followsPerPage} offset ${(asked.page - 1) * followsPerPage}`.execute(db);
  return {
    rows: rows.map(({ id, kind, key, label, label_en, since }) => ({
      ...{ id, kind, key, since },
      label: { vi: label, en: label_en },
    })),
    total: rows[0]?.total ?? 0,
  };
}

export interface AddressFollower {
  readonly id: number;
  readonly address: string;
  readonly manner: MailManner;
  readonly language: Language;
  /** The account with this address follows in its place. */
  readonly byAccount: boolean;
}

/** A follower without an account; null once the address was erased. */
export async function findAddressFollower(db: Querying, id: number): Promise<AddressFollower | null> {
  const row = await db
    .selectFrom('follower')
    .select(['id', 'address', 'manner', 'language', 'taken_over_by'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.address === null) return null;
  const { address, manner, language } = row;
  const byAccount = row.taken_over_by !== null && (await heirOf(db, id)) !== null;
  return {
    ...{ id, address },
    manner: manner === 'at_once' ? 'at_once' : 'daily',
    language: language === 'en' ? 'en' : 'vi',
    byAccount,
  };
}

/**
 * The follower of the account that took over what this address followed, while it is still the account's address: whoever holds
 * letters to another mailbox decides nothing for the account. One statement.
 */
export async function heirOf(db: Querying, followerId: number): Promise<number | null> {
  const row = await db
    .selectFrom('follower')
    .innerJoin('follower as heir', 'heir.id', 'follower.taken_over_by')
    .innerJoin('account', 'account.id', 'heir.account_id')
    .select('heir.id')
    .where('follower.id', '=', followerId)
    .whereRef('follower.address', '=', (e) => e.fn<string>('lower', ['account.email']))
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The follower of an account; 0, which nobody is, where it never followed anything. */
export async function followerIdOf(db: Querying, accountId: number): Promise<number> {
  const row = await db
    .selectFrom('follower')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** Whether an account follows this. One statement. */
export async function followsAlready(
  db: Querying,
  accountId: number,
  { kind, key }: FollowTarget,
): Promise<boolean> {
  const row = await db
    .selectFrom('follow')
    .innerJoin('follower', 'follower.id', 'follow.follower_id')
    .innerJoin('followed', 'followed.id', 'follow.followed_id')
    .select('follow.id')
    .where('follower.account_id', '=', accountId)
    .where('followed.kind', '=', kind)
    .where('followed.key', '=', key)
    .executeTakeFirst();
  return row !== undefined;
}
