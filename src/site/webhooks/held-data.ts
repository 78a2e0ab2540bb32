import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import type { Forget, HeldData } from '../../platform/personal-data.ts';

export const webhookData: readonly HeldData[] = [
  {
    key: 'webhooks',
    label: { vi: 'Webhook (không gồm khóa ký)', en: 'Webhooks (without their secrets)' },
    rows: ({ accountId }) => sql`
      select id, name, url, kinds, events, sectors, state, created_at, verified_at
      from webhook where account_id = ${accountId} order by id`,
  },
];

export const forgetWebhooks: Forget = async (tx, { clock }, { accountId }) => {
  if (accountId === null) return [];
  const removed = await tx
    .deleteFrom('webhook')
    .where('account_id', '=', accountId)
    .returning('id')
    .execute();
  return removed.map(({ id }) => ({
    ...{ name: 'webhook.removed' as const, actor: system, subject: { kind: 'webhook', id }, at: clock() },
  }));
};
