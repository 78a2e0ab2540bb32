import { type NotNull, type RawBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { MemberRole, Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type AbsenceView, absenceColumn } from '../absences/queries.ts';
import type { Identity } from '../identities/queries.ts';
import { hasWords } from '../search-words.ts';
import type { Account, AccountState } from './account.ts';

export interface AccountFilter {
  /** Words of name, e-mail or title; diacritics are forgiven. */
  readonly q: string;
  /** Holding any of these roles now; none given, all. */
  readonly roles: readonly Role[];
  readonly state: AccountState | null;
  /** Code of the organisation they belong to. */
  readonly organisation: string | null;
}

function filtered(db: Querying, { q, roles, state, organisation }: AccountFilter) {
  let query = db.selectFrom('account').leftJoin('organisation', 'organisation.id', 'account.organisation_id');
  if (q) query = query.where(hasWords('account.search_text', q));
  if (state) query = query.where('account.state', '=', state);
  if (organisation) query = query.where('organisation.code', '=', organisation);
  if (roles.length > 0)
    query = query.where((e) =>
      e.or([
        ...(roles.includes('applicant')
          ? [
              e.exists(
                e
                  .selectFrom('membership as m')
                  .select('m.id')
                  .whereRef('m.account_id', '=', 'account.id')
                  .where('m.ended_at', 'is', null),
              ),
            ]
          : []),
        e.exists(
          e
            .selectFrom('role_grant as g')
            .select('g.id')
            .whereRef('g.account_id', '=', 'account.id')
            .where('g.revoked_at', 'is', null)
            .where((g) => g('g.role', '=', g.fn.any(g.val([...roles])))),
        ),
      ]),
    );
  return query;
}

const everyone: AccountFilter = { q: '', roles: [], state: null, organisation: null };

function selectAccounts(db: Querying, filter: AccountFilter) {
  return filtered(db, filter)
    .select([
      'account.id',
      'account.email',
      'account.name',
      'account.title',
      'account.state',
      'account.illustrative',
      'account.version',
      'account.created_at',
      'account.first_password_until',
      'organisation.id as organisation_id',
      'organisation.code as organisation_code',
      'organisation.name as organisation_name',
    ])
    .select((e) => [
      e('account.password_hash', 'is not', null).as('has_password'),
      sql<boolean>`account.erased_at is not null`.as('erased'),
      sql<boolean>`exists (select 1 from totp where totp.account_id = account.id)
        or exists (select 1 from passkey where passkey.account_id = account.id)`.as('has_factor'),
      jsonArrayFrom(
        e
          .selectFrom('role_grant as g')
          .leftJoin('organisation as o', (join) =>
            join.onRef('o.id', '=', 'g.scope_id').on('g.scope_kind', '=', 'organisation'),
          )
          .select(['g.id', 'g.role', 'g.scope_kind', 'g.scope_id', 'o.code', 'o.name'])
          .whereRef('g.account_id', '=', 'account.id')
          .where('g.revoked_at', 'is', null)
          .orderBy('g.id'),
      ).as('grants'),
      jsonArrayFrom(
        e
          .selectFrom('membership as m')
          .innerJoin('organisation as joined', 'joined.id', 'm.organisation_id')
          .select(['joined.id', 'joined.code', 'joined.name', 'm.role'])
          .$narrowType<{ id: NotNull; code: NotNull; name: NotNull }>()
          .whereRef('m.account_id', '=', 'account.id')
          .where('m.ended_at', 'is', null)
          .orderBy('m.id'),
      ).as('memberships'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectAccounts>['execute']>>[number];

function accountOf(row: Row): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    title: row.title,
    organisation:
      row.organisation_id === null
        ? null
        : { id: row.organisation_id, code: row.organisation_code ?? '', name: row.organisation_name ?? '' },
    state: row.state as AccountState,
    hasPassword: row.has_password === true,
    firstPasswordUntil: row.first_password_until,
    hasFactor: row.has_factor,
    erased: row.erased,
    illustrative: row.illustrative,
    version: row.version,
    createdAt: row.created_at,
    memberships: row.memberships.map((one) => ({ ...one, role: one.role as MemberRole })),
    grants: row.grants.map(({ id, role, scope_kind, scope_id, code, name }) => ({
      id,
      role: role as Role,
      scope:
        scope_kind === null || scope_id === null
          ? null
          : { kind: scope_kind as 'organisation', id: scope_id },
      organisation: scope_id === null || code === null || name === null ? null : { id: scope_id, code, name },
    })),
  };
}

/** One page of the administrators' list, by the last word of the name, as people are ordered here. Two statements. */
export async function pageOfAccounts(
  db: Querying,
  filter: AccountFilter,
  page: { readonly number: number; readonly size: number },
): Promise<{ rows: Account[]; total: number }> {
  const rows = await selectAccounts(db, filter)
    .orderBy(sql`regexp_replace(account.name, '^.*\\s', '') collate vi`)
    .orderBy(sql`account.name collate vi`)
    .orderBy('account.id')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute();
  const { count } = await filtered(db, filter)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(accountOf), total: Number(count) };
}

/** The account with this id. Throws `not_found`. */
export async function findAccount(db: Querying, id: number): Promise<Account> {
  const row = await selectAccounts(db, everyone).where('account.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return accountOf(row);
}

/**
 * The account with this id and the services it is linked with; `note`: what is to be noted of its being read. One statement.
 * Throws `not_found`.
 */
export async function findLinkedAccount(
  db: Querying,
  id: number,
  note: RawBuilder<unknown> | null,
  today: LocalDate,
): Promise<{
  readonly account: Account;
  readonly identities: readonly Identity[];
  readonly absence: AbsenceView;
}> {
  const query = selectAccounts(db, everyone)
    .select((e) =>
      jsonArrayFrom(
        e
          .selectFrom('identity as i')
          .select(['i.id', 'i.provider', 'i.issuer', 'i.linked_at', 'i.last_used_at'])
          .whereRef('i.account_id', '=', 'account.id')
          .orderBy('i.id'),
      ).as('identities'),
    )
    .select(absenceColumn.of(id, today).as('away'))
    .where('account.id', '=', id);
  type Linked = Awaited<ReturnType<typeof query.execute>>[number];
  const { rows } = await sql<Linked>`${note ? sql`with noted as (${note}) ` : sql``}${query}`.execute(db);
  const [row] = rows;
  if (!row) throw notFound();
  return {
    account: accountOf(row),
    absence: absenceColumn.read(row.away),
    // within JSON an instant is a text
    identities: row.identities.map(({ linked_at, last_used_at, ...identity }) => ({
      ...identity,
      linkedAt: new Date(linked_at),
      lastUsedAt: last_used_at === null ? null : new Date(last_used_at),
    })),
  };
}

/** Counts for the administrators' first page. One statement. */
export async function countDirectory(
  db: Querying,
  now: Date,
): Promise<{
  openAccounts: number;
  closedAccounts: number;
  organisations: number;
  sessions: number;
  dataRequests: number;
}> {
  const counted = await sql<{
    open: number;
    closed: number;
    organisations: number;
    sessions: number;
    requests: number;
  }>`select
      (select count(*) from account where state = 'active') as open,
      (select count(*) from account where state = 'closed') as closed,
      (select count(*) from organisation
        where valid_to is null or valid_to >= (now() at time zone 'Asia/Ho_Chi_Minh')::date) as organisations,
      (select count(*) from session where ended_at is null and expires_at > ${now}) as sessions,
      (select count(*) from data_request where ended_at is null) as requests`.execute(db);
  const row = counted.rows[0];
  return {
    openAccounts: row?.open ?? 0,
    closedAccounts: row?.closed ?? 0,
    organisations: row?.organisations ?? 0,
    sessions: row?.sessions ?? 0,
    dataRequests: row?.requests ?? 0,
  };
}
