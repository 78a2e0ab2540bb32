import { sql } from 'kysely';
import { addDays, type LocalDate } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import { vnNorm } from '../../platform/search/index.ts';
import { hashOfKey, isKey } from './key.ts';

/** A key that lets in, with limits of its own where it has any. */
export interface OpenKey {
  readonly id: number;
  readonly ownerId: number;
  readonly minuteLimit: number | null;
  readonly dayLimit: number | null;
}

/** The key, unless it was revoked or its account closed: asked anew at each request, so that both take effect at once. */
export async function findKey(db: Querying, token: string): Promise<OpenKey | null> {
  if (!isKey(token)) return null;
  const { rows } = await sql<OpenKey>`
    select k.id, k.account_id as "ownerId", k.minute_limit as "minuteLimit", k.day_limit as "dayLimit"
    from api_key k join account a on a.id = k.account_id
    where k.token_hash = ${hashOfKey(token)} and k.revoked_at is null and a.state = 'active'`.execute(db);
  return rows[0] ?? null;
}

/** A key as people see it: never the key itself. */
export interface KeyRow extends OpenKey {
  readonly name: string;
  readonly purpose: string;
  readonly hint: string;
  readonly createdAt: Date;
  readonly lastUsedOn: LocalDate | null;
  readonly revokedAt: Date | null;
  readonly revokeReason: string | null;
  readonly owner: string;
  readonly ownerEmail: string;
  /** Requests of the last 30 days. */
  readonly uses: number;
}

/** Days whose uses are shown. */
export const shownDays = 30;
export const keysPerPage = 30;
/** Revoked keys of one's own that are shown. */
const mostRevoked = 20;
/** More words than anybody looks for. */
const mostWords = 8;

const columns = (today: LocalDate) => sql`k.id, k.name, k.purpose, k.hint, k.minute_limit as "minuteLimit",
  k.day_limit as "dayLimit", k.created_at as "createdAt", k.last_used_on as "lastUsedOn",
  k.revoked_at as "revokedAt", k.revoke_reason as "revokeReason", a.id as "ownerId", a.name as owner,
  a.email as "ownerEmail", coalesce((select sum(u.uses) from api_key_use u
    where u.key_id = k.id and u.day > ${addDays(today, -shownDays)}::date), 0)::bigint as uses`;

/** One's own keys: those that let in first, then the latest that were revoked. One statement. */
export async function myKeys(db: Querying, accountId: number, today: LocalDate): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select ${columns(today)} from api_key k join account a on a.id = k.account_id
    where k.id in (
      (select id from api_key where account_id = ${accountId} and revoked_at is null)
      union all (select id from api_key where account_id = ${accountId} and revoked_at is not null
        order by id desc limit ${mostRevoked}))
    order by k.revoked_at is not null, k.id desc`.execute(db);
  return rows;
}

/** Throws Refusal `not_found`; for anybody else's as well where `accountId` is given. One statement. */
export async function keyOf(
  db: Querying,
  id: number,
  { accountId, today }: { readonly accountId?: number; readonly today: LocalDate },
): Promise<KeyRow> {
  const own = accountId === undefined ? sql`true` : sql`k.account_id = ${accountId}`;
  const { rows } = await sql<KeyRow>`
    select ${columns(today)} from api_key k join account a on a.id = k.account_id
    where k.id = ${id} and ${own}`.execute(db);
  const [key] = rows;
  if (!key) throw notFound();
  return key;
}

export interface DayOfUse {
  readonly day: LocalDate;
  readonly uses: number;
}

/** The days on which a key was used, the latest first. One statement. */
export async function usesOf(db: Querying, id: number, today: LocalDate): Promise<DayOfUse[]> {
  const { rows } = await sql<DayOfUse>`
    select day, uses from api_key_use where key_id = ${id} and day > ${addDays(today, -shownDays)}::date
    order by day desc`.execute(db);
  return rows;
}

export const keyStates = ['dang-dung', 'da-thu-hoi'] as const;
export type KeyState = (typeof keyStates)[number];

/** The administrators' list as its address asks for it. */
export interface KeyListQuery {
  readonly q: string;
  readonly state: KeyState | null;
  readonly page: number;
}

/** All keys, the newest first; words are looked for in key, purpose and owner. One statement. */
export async function listKeys(
  db: Querying,
  { q, state, page }: KeyListQuery,
  today: LocalDate,
): Promise<{ readonly rows: readonly KeyRow[]; readonly total: number }> {
  // what is typed is never a pattern itself
  const words = vnNorm(q).split(/\s+/).filter(Boolean).slice(0, mostWords);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const wanted =
    state === null
      ? sql`true`
      : state === 'dang-dung'
        ? sql`k.revoked_at is null`
        : sql`k.revoked_at is not null`;
  const { rows } = await sql<KeyRow & { total: number }>`
    select ${columns(today)}, k.total from (
      select k.*, count(*) over ()::int as total from api_key k join account a on a.id = k.account_id
      where vn_norm(k.name || ' ' || k.purpose || ' ' || a.name || ' ' || a.email) like all (${patterns}::text[])
        and ${wanted} order by k.id desc limit ${keysPerPage} offset ${(page - 1) * keysPerPage}) k
    join account a on a.id = k.account_id order by k.id desc`.execute(db);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
