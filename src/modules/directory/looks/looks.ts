import { type RawBuilder, sql } from 'kysely';
import { type Actor, type Role, roles } from '../../../kernel/actor.ts';
import type { Querying } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';

/** Pages of the office that show something of people; their names are in the database. */
export const lookPages = [
  'account',
  'accounts',
  'registration',
  'registrations',
  'members',
  'question',
  'consultation',
  'data_request',
  'mail',
  'mails',
  'api_keys',
  'webhooks',
] as const;
export type LookPage = (typeof lookPages)[number];

/** Whose data a page shows: of an account, or of an address without one, by the number of what names it. */
export interface LookedAt {
  readonly kind: 'account' | 'data_request' | 'mail' | 'registration_request';
  readonly id: number;
}

/**
 * The statement that notes that somebody of the office sees data of others, for a page whose statements are counted; null where
 * nothing is to be noted: one's own are no look, nor is what the product does by itself.
 */
export function lookNote(
  { clock }: Pick<Services, 'clock'>,
  actor: Actor,
  page: LookPage,
  looked: readonly LookedAt[],
): RawBuilder<unknown> | null {
  if (actor.kind !== 'account') return null;
  const others = looked.filter(({ kind, id }) => kind !== 'account' || id !== actor.id);
  if (others.length === 0) return null;
  const at = clock();
  const role: Role = roles.findLast((one) => actor.grants.some((grant) => grant.role === one)) ?? 'applicant';
  return sql`insert into personal_look
      (reader_id, reader_role, reader_organisation_id, subject_kind, subject_id, page, hour, at)
    select ${actor.id}, ${role}, ${actor.organisationId}::bigint, looked.kind, looked.id, ${page},
      date_trunc('hour', ${at}::timestamptz), ${at}::timestamptz
    from unnest(${others.map(({ kind }) => kind)}::text[], ${others.map(({ id }) => id)}::bigint[]) looked (kind, id)
    where looked.kind <> 'account' or exists (select 1 from account where account.id = looked.id)
    -- in one order: two who look at once never wait for each other in a circle
    order by looked.kind, looked.id
    on conflict do nothing`;
}

/** Notes looks, once an hour of each person and page. One statement, before the page is shown. */
export async function recordLooks(
  services: Pick<Services, 'db' | 'clock'>,
  actor: Actor,
  page: LookPage,
  looked: readonly LookedAt[],
): Promise<void> {
  await lookNote(services, actor, page, looked)?.execute(services.db);
}

/** Looks at accounts, by their numbers. */
export function lookAtAccounts(
  services: Pick<Services, 'db' | 'clock'>,
  actor: Actor,
  page: LookPage,
  accountIds: readonly number[],
): Promise<void> {
  return recordLooks(
    services,
    actor,
    page,
    [...new Set(accountIds)].map((id) => ({ kind: 'account', id })),
  );
}

export interface Look {
  readonly at: Date;
  readonly page: string;
  readonly role: string;
  /** null: the office that runs the installation. */
  readonly agency: string | null;
  readonly agencyEn: string | null;
}

export interface LookWithNames extends Look {
  readonly readerId: number;
  readonly reader: string;
  readonly kind: string;
  readonly id: number;
  /** Of an account; null otherwise. */
  readonly whose: string | null;
  readonly illustrative: boolean;
}

export const looksPerPage = 50;

interface Found<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Looks at somebody's own data: as what, of which agency; who they are stays with the office. Two statements. */
export async function looksAt(db: Querying, accountId: number, page: number): Promise<Found<Look>> {
  const { rows } = await sql<Look>`
    select l.at, l.page, l.reader_role as role, o.name as agency, o.name_en as "agencyEn"
    from personal_look l left join organisation o on o.id = l.reader_organisation_id
    where l.subject_kind = 'account' and l.subject_id = ${accountId}
    order by l.hour desc, l.at desc, l.page, l.reader_id
    limit ${looksPerPage} offset ${(page - 1) * looksPerPage}`.execute(db);
  const counted = await sql<{ count: number }>`
    select count(*)::int as count from personal_look where subject_kind = 'account' and subject_id = ${accountId}`.execute(
    db,
  );
  return { rows, total: counted.rows[0]?.count ?? 0 };
}

/** All looks, the newest first; `q`: words of the name of either side. Two statements. */
export async function pageOfLooks(
  db: Querying,
  { q, page: of }: { readonly q: string; readonly page: LookPage | null },
  page: number,
): Promise<Found<LookWithNames>> {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const from = sql`
    from personal_look l join account reader on reader.id = l.reader_id
      left join organisation o on o.id = l.reader_organisation_id
      left join account a on l.subject_kind = 'account' and a.id = l.subject_id
    where (${of}::text is null or l.page = ${of})
      and (${q} = '' or reader.search_text like vn_norm(${pattern}) or a.search_text like vn_norm(${pattern}))`;
  const { rows } = await sql<LookWithNames>`
    select l.at, l.page, l.reader_role as role, o.name as agency, o.name_en as "agencyEn", l.reader_id as "readerId",
      reader.name as reader, l.subject_kind as kind, l.subject_id as id, a.name as whose,
      coalesce(a.illustrative, false) as illustrative ${from}
    order by l.at desc, l.subject_kind, l.subject_id, l.reader_id, l.page
    limit ${looksPerPage} offset ${(page - 1) * looksPerPage}`.execute(db);
  const counted = await sql<{ count: number }>`select count(*)::int as count ${from}`.execute(db);
  return { rows, total: counted.rows[0]?.count ?? 0 };
}
