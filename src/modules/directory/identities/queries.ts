import { sql } from 'kysely';
import type { Querying } from '../../../platform/database/open.ts';

/** Who somebody is at a provider, as they see it themselves. */
export interface Identity {
  readonly id: number;
  /** The provider by its name in the settings. */
  readonly provider: string;
  readonly issuer: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** The identities of an account, the first linked first, and whether it has a password. One statement. */
export async function identitiesOf(
  db: Querying,
  accountId: number,
): Promise<{ readonly identities: readonly Identity[]; readonly hasPassword: boolean }> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('identity', 'identity.account_id', 'account.id')
    .select(['identity.id', 'identity.provider', 'identity.issuer'])
    .select(['identity.linked_at', 'identity.last_used_at'])
    .select(sql<boolean>`account.password_hash is not null`.as('has_password'))
    .where('account.id', '=', accountId)
    .orderBy('identity.id')
    .execute();
  return {
    hasPassword: rows[0]?.has_password === true,
    identities: rows.flatMap(({ id, provider, issuer, linked_at, last_used_at }) =>
      id === null || provider === null || issuer === null || linked_at === null
        ? []
        : [{ id, provider, issuer, linkedAt: linked_at, lastUsedAt: last_used_at }],
    ),
  };
}
