import { sql } from 'kysely';
import { type Actor, roles as knownRoles, type Role } from '../../../kernel/actor.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { catalogueReaders } from '../policy.ts';
import { readersAtFirst } from './seen.ts';

export interface Readers {
  readonly roles: readonly Role[];
  readonly accounts: readonly { readonly id: number; readonly name: string }[];
}

/** The readers of a confidential entry. One statement. */
export async function readersOf(db: Querying, entryId: number): Promise<Readers> {
  const rows = await db
    .selectFrom('entry_reader as reader')
    .leftJoin('account', 'account.id', 'reader.account_id')
    .select(['reader.role', 'account.id', 'account.name'])
    .where('reader.entry_id', '=', entryId)
    .orderBy('account.name')
    .execute();
  if (rows.length === 0) return { roles: readersAtFirst, accounts: [] };
  return {
    roles: knownRoles.filter((role) => rows.some((row) => row.role === role)),
    accounts: rows.flatMap(({ id, name }) => (id === null || name === null ? [] : [{ id, name }])),
  };
}

/** Accounts offered at most: more than any office has at work on one edition. */
const offeredMost = 300;

/** The accounts that work on an edition, by name. One statement. */
export async function possibleReaders(db: Querying, editionId: number): Promise<Readers['accounts']> {
  return db
    .selectFrom('account')
    .select(['account.id', 'account.name'])
    .where('account.state', '=', 'active')
    .where((row) =>
      row.exists(
        row
          .selectFrom('role_grant as held')
          .select('held.id')
          .whereRef('held.account_id', '=', 'account.id')
          .where('held.revoked_at', 'is', null)
          .where('held.role', '=', sql<string>`any(${[...catalogueReaders]})`)
          .where(sql<boolean>`(held.scope_kind is distinct from 'edition' or held.scope_id = ${editionId})`),
      ),
    )
    .orderBy(sql`account.name collate vi`)
    .orderBy('account.id')
    .limit(offeredMost)
    .execute();
}

/** The same for the same readers, whatever their order. */
export function readersMark({ roles, accounts }: Readers): string {
  return [...[...roles].sort(), ...accounts.map(({ id }) => id).sort((a, b) => a - b)].join(' ');
}

/** Two statements. */
export async function writeReaders(
  tx: Transaction,
  entryId: number,
  { roles, accounts }: Readers,
): Promise<void> {
  await tx.deleteFrom('entry_reader').where('entry_id', '=', entryId).execute();
  await tx
    .insertInto('entry_reader')
    .values([
      ...roles.map((role) => ({ entry_id: entryId, role, account_id: null })),
      ...accounts.map(({ id }) => ({ entry_id: entryId, role: null, account_id: id })),
    ])
    .execute();
}

/**
 * Of entries just written: one that has become confidential is seen by heads, leaders and who made it so, and one that
 * no longer is has no readers to name. Readers once named stay. One statement.
 */
export async function keepReaders(tx: Transaction, actor: Actor, ids: readonly number[]): Promise<void> {
  const accountId = actor.kind === 'account' ? actor.id : null;
  await sql`
    with written as (select id, confidential from entry where id = any(${ids}::bigint[])),
      open as (
        delete from entry_reader using written where entry_reader.entry_id = written.id and not written.confidential
      )
    insert into entry_reader (entry_id, role, account_id)
    select written.id, first.role, first.account_id
    from written cross join (
      select role, null::bigint as account_id from unnest(${readersAtFirst}::text[]) as role
      union all select null, ${accountId}::bigint where ${accountId}::bigint is not null
    ) as first
    where written.confidential
      and not exists (select 1 from entry_reader known where known.entry_id = written.id)`.execute(tx);
}

/** Entries made of others have the readers of those, seen or not: whoever copies knows of them. One statement. */
export async function takeOverReaders(
  tx: Transaction,
  pairs: readonly { readonly from: number; readonly to: number }[],
): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair ("from" bigint, "to" bigint)`;
  await sql`
    with named as (
      select pair."to" as entry_id, reader.role, reader.account_id
      from ${given} join entry_reader reader on reader.entry_id = pair."from"
    ), dropped as (
      delete from entry_reader own using named where own.entry_id = named.entry_id and not exists (
        select 1 from named kept where kept.entry_id = own.entry_id and kept.role is not distinct from own.role
          and kept.account_id is not distinct from own.account_id)
    )
    insert into entry_reader (entry_id, role, account_id)
    select named.entry_id, named.role, named.account_id from named
    join entry on entry.id = named.entry_id and entry.confidential
    where not exists (
      select 1 from entry_reader own where own.entry_id = named.entry_id and own.role is not distinct from named.role
        and own.account_id is not distinct from named.account_id)`.execute(tx);
}
