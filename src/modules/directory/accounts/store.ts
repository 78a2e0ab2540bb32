import type { Grant } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { conflictText } from '../organisations/store.ts';
import type { AccountState } from './account.ts';

/** An account as its row holds it, locked for change. */
export interface LockedAccount {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly title: string | null;
  readonly organisation_id: number | null;
  readonly password_hash: string | null;
  readonly state: AccountState;
  readonly version: number;
  readonly erased_at: Date | null;
}

/**
 * Locks the account for who changes it. Lines that only refer to it (tries to sign in, mails) are written meanwhile:
 * they hold counters that this transaction may want next. Throws `not_found`, and `conflict` where the account has
 * changed since the version seen.
 */
export async function lockAccount(tx: Transaction, id: number, version?: number): Promise<LockedAccount> {
  const row = await tx
    .selectFrom('account')
    .select(['id', 'email', 'name', 'title', 'organisation_id', 'password_hash', 'state', 'version'])
    .select('erased_at')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  if (version !== undefined && row.version !== version) throw new Refusal('conflict', conflictText);
  return { ...row, state: row.state as AccountState };
}

/** Throws `wrong_state` for an account of which nothing is left that names a person: it comes back by no way. */
export function refuseErased({ erased_at }: LockedAccount): void {
  if (erased_at === null) return;
  throw new Refusal('wrong_state', {
    vi: 'Dữ liệu của tài khoản này đã được xóa, không mở lại hay sửa được.',
    en: 'The data of this account were erased; it can be neither opened again nor changed.',
  });
}

/**
 * True where nobody else who can sign in is an administrator. The grants are locked first and looked at afterwards,
 * so that two administrators who close each other at once take turns, and the second is refused.
 */
export async function isLastAdministrator(tx: Transaction, accountId: number): Promise<boolean> {
  await tx
    .selectFrom('role_grant')
    .select('id')
    .where('role', '=', 'administrator')
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const holders = await tx
    .selectFrom('role_grant')
    .innerJoin('account', 'account.id', 'role_grant.account_id')
    .select('account.id')
    .where('role_grant.role', '=', 'administrator')
    .where('role_grant.revoked_at', 'is', null)
    .where('account.state', '=', 'active')
    .execute();
  return holders.some(({ id }) => id === accountId) && holders.every(({ id }) => id === accountId);
}

export function lastAdministratorStays(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Đây là quản trị viên duy nhất còn hoạt động. Hãy giao vai trò quản trị cho người khác trước.',
    en: 'This is the only active administrator. Give the role to someone else first.',
  });
}

/** The id behind an organisation's code. Throws InvalidInput for `field` where there is none. */
export async function organisationId(
  tx: Transaction,
  code: string | null,
  field: string,
): Promise<number | null> {
  if (code === null) return null;
  const row = await tx.selectFrom('organisation').select('id').where('code', '=', code).executeTakeFirst();
  if (row) return row.id;
  throw new InvalidInput({
    [field]: {
      vi: `Không có cơ quan nào mang mã ${code}.`,
      en: `No organisation has the code ${code}.`,
    },
  });
}

export async function refuseTakenEmail(
  tx: Transaction,
  email: string,
  exceptId: number | null,
): Promise<void> {
  const other = await tx
    .selectFrom('account')
    .select('id')
    .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
    .executeTakeFirst();
  if (!other || other.id === exceptId) return;
  throw new InvalidInput({ email: takenEmail });
}

/** Throws InvalidInput for `scope` where the organisation a grant is for does not exist. */
export async function refuseUnknownScopes(tx: Transaction, grants: readonly Grant[]): Promise<void> {
  const wanted = [...new Set(grants.flatMap(({ scope }) => (scope ? [scope.id] : [])))];
  if (wanted.length === 0) return;
  const known = await tx
    .selectFrom('organisation')
    .select('id')
    .where((e) => e('id', '=', e.fn.any(e.val(wanted))))
    .execute();
  if (known.length === wanted.length) return;
  throw new InvalidInput({
    scope: { vi: 'Không có cơ quan này.', en: 'There is no such organisation.' },
  });
}

export const takenEmail: Text = {
  vi: 'E-mail này đã có tài khoản.',
  en: 'This e-mail address has an account already.',
};
