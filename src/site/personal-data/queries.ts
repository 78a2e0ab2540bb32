import { sql } from 'kysely';
import type { LocalDate } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import {
  type Ground,
  type RequestKind,
  type RequestState,
  readGround,
  readKind,
  readState,
} from './request.ts';

/** A request with whose it is, as officers and its own person read it. */
export interface DataRequest {
  readonly id: number;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly words: string;
  readonly receivedAt: Date;
  readonly dueOn: LocalDate;
  readonly ground: Ground | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  /** What it was carried out on, of a correction or restriction: keys of `fields.ts`. */
  readonly fields: readonly string[];
  /** When its term was extended, and why; null: it was not. */
  readonly extendedAt: Date | null;
  readonly extension: string | null;
  readonly version: number;
  readonly accountId: number | null;
  /** Of an account as it is now; of an address nobody knows a name. */
  readonly name: string | null;
  /** null: forgotten. */
  readonly address: string | null;
  readonly illustrative: boolean;
}

function select(db: Querying) {
  return db
    .selectFrom('data_request as r')
    .leftJoin('account as a', 'a.id', 'r.account_id')
    .select(['r.id', 'r.kind', 'r.state', 'r.words', 'r.received_at', 'r.due_on', 'r.ground', 'r.answer'])
    .select(['r.fields', 'r.extended_at', 'r.extension'])
    .select(['r.answered_at', 'r.ended_at', 'r.version', 'r.account_id', 'a.name', 'a.illustrative'])
    .select((e) => e.fn.coalesce('a.email', 'r.address').as('address'));
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function requestOf(row: Row): DataRequest {
  return {
    ...{ id: row.id, kind: readKind(row.kind), state: readState(row.state), words: row.words },
    ...{ receivedAt: row.received_at, dueOn: row.due_on as LocalDate, ground: readGround(row.ground) },
    ...{ answer: row.answer, answeredAt: row.answered_at, endedAt: row.ended_at, version: row.version },
    ...{ fields: row.fields ?? [], extendedAt: row.extended_at, extension: row.extension },
    ...{ accountId: row.account_id, name: row.name, address: row.address },
    illustrative: row.illustrative ?? false,
  };
}

/** Requests of one person shown to them; older ones are in their file. */
export const ownShown = 20;

/** Somebody's own, the newest first. One statement. */
export async function requestsOf(db: Querying, { accountId, address }: DataSubject): Promise<DataRequest[]> {
  const rows = await select(db)
    .where((e) =>
      accountId === null
        ? e.and([e('r.account_id', 'is', null), e('r.address', '=', address)])
        : e('r.account_id', '=', accountId),
    )
    .orderBy('r.id', 'desc')
    .limit(ownShown)
    .execute();
  return rows.map(requestOf);
}

/** Throws `not_found`. One statement. */
export async function findRequest(db: Querying, id: number): Promise<DataRequest> {
  const row = await select(db).where('r.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return requestOf(row);
}

export interface RequestFilter {
  /** Words of a name or address; diacritics are forgiven. */
  readonly q: string;
  /** null: all; `waiting` stands for both open states. */
  readonly open: boolean | null;
}

export const requestsPerPage = 30;

/** One page for officers: what is open by its term, else the newest. Two statements. */
export async function pageOfRequests(
  db: Querying,
  { q, open }: RequestFilter,
  page: number,
): Promise<{ readonly rows: readonly DataRequest[]; readonly total: number }> {
  let found = select(db);
  if (open !== null) found = found.where('r.ended_at', open ? 'is' : 'is not', null);
  if (q)
    found = found.where(
      sql<boolean>`vn_norm(coalesce(a.name, '') || ' ' || coalesce(a.email, r.address, '')) like
        '%' || replace(replace(vn_norm(${q}), '%', ''), '_', '\\_') || '%'`,
    );
  const { count } = await db
    .selectFrom(found.as('f'))
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await found
    .$if(open === true, (query) => query.orderBy('r.due_on'))
    .orderBy('r.id', open === true ? 'asc' : 'desc')
    .limit(requestsPerPage)
    .offset((page - 1) * requestsPerPage)
    .execute();
  return { rows: rows.map(requestOf), total: Number(count) };
}

/** What is open, by its term, and how much of it: for the desk. One statement. */
export async function openRequests(
  db: Querying,
  most: number,
): Promise<{ readonly rows: readonly DataRequest[]; readonly total: number }> {
  const rows = await select(db)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('r.ended_at', 'is', null)
    .orderBy('r.due_on')
    .orderBy('r.id')
    .limit(most)
    .execute();
  return { rows: rows.map(requestOf), total: Number(rows[0]?.total ?? 0) };
}
