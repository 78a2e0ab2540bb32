import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import type { Forget, HeldData } from '../../platform/personal-data.ts';

export const keyData: readonly HeldData[] = [
  {
    key: 'api_keys',
    label: { vi: 'Khóa API (không gồm khóa)', en: 'API keys (without the keys)' },
    rows: ({ accountId }) => sql`
      select id, name, purpose, created_at, last_used_on, revoked_at from api_key where account_id = ${accountId} order by id`,
  },
];

/** Its keys open nothing any longer, and nothing is left of what they were called. */
export const forgetKeys: Forget = async (tx, { clock }, { accountId }) => {
  if (accountId === null) return [];
  const at = clock();
  const revoked = await tx
    .updateTable('api_key')
    .set({ revoked_at: at, revoked_by: accountId })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  await sql`update api_key set name = '–', purpose = '–' where account_id = ${accountId}`.execute(tx);
  return revoked.map(({ id }) => ({
    ...{ name: 'api_key.revoked' as const, actor: system, subject: { kind: 'api_key', id }, at },
  }));
};
