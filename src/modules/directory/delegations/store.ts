import type { Grant, Role } from '../../../kernel/actor.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { AccountState } from '../accounts/account.ts';

export interface LockedPerson {
  readonly id: number;
  readonly name: string;
  readonly state: AccountState;
  /** The agency they belong to. */
  readonly home: number | null;
}

/** The accounts with these ids, locked in one order for everybody, so that two who name each other take turns. */
export async function lockPeople(
  tx: Transaction,
  ids: readonly number[],
): Promise<Map<number, LockedPerson>> {
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'name', 'state', 'organisation_id as home'])
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, state: row.state as AccountState }]));
}

/** What an account holds of its own. */
export async function ownGrants(tx: Transaction, accountId: number): Promise<Grant[]> {
  const rows = await tx
    .selectFrom('role_grant')
    .select(['role', 'scope_kind', 'scope_id'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map(({ role, scope_kind, scope_id }) => ({
    role: role as Role,
    scope:
      scope_kind === null || scope_id === null ? null : { kind: scope_kind as 'organisation', id: scope_id },
  }));
}
