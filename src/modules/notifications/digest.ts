import { sql } from 'kysely';
import { localDateOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { digestLetter } from './letters.ts';
import { wholeDigest } from './wishes.ts';

/** People written to in one transaction. */
const peopleAtOnce = 100;
/** Things read for one person; what is more is counted on the desk. */
const mostEach = 200;

interface Waiting {
  readonly account: number;
  readonly email: string;
  readonly language: 'vi' | 'en';
  readonly ids: number[];
  readonly items: readonly {
    readonly title: string;
    readonly detail: string;
    readonly path: string;
  }[];
}

/** Writes one letter to everybody for whom something waits. What holds no longer was taken out before. */
export async function writeDigests(services: Services): Promise<void> {
  for (;;) {
    const written = await services.db.transaction().execute((tx) => writeSome(tx, services));
    if (written < peopleAtOnce) return;
  }
}

async function writeSome(tx: Transaction, services: Services): Promise<number> {
  const at = services.clock();
  await sql`update notification set void_at = ${at} where mailed_at is null and void_at is null
    and account_id in (select id from account where state <> 'active')`.execute(tx);
  const { rows } = await sql<Waiting>`
    select account.id as account, account.email, account.language, waiting.ids, waiting.items
    from (select distinct account_id from notification where mailed_at is null and void_at is null
        order by account_id limit ${peopleAtOnce}) person
      join account on account.id = person.account_id
      cross join lateral (
        select array_agg(n.id order by n.id) as ids, json_agg(json_build_object(
          'title', case account.language when 'en' then n.title_en else n.title end,
          'detail', case account.language when 'en' then n.detail_en else n.detail end,
          'path', n.path) order by n.id desc) as items
        from (select * from notification where account_id = account.id and mailed_at is null and void_at is null
          order by id limit ${mostEach} for update) n) waiting
    order by account.id`.execute(tx);
  for (const { account, email, language, ids, items } of rows) {
    const date = formatDate(language, localDateOf(at));
    await queueLetter(
      tx,
      digestLetter(services, language, { items, date }),
      [{ accountId: account, address: email }],
      { topic: wholeDigest, at },
    );
    await tx
      .updateTable('notification')
      .set({ mailed_at: at })
      .where((e) => e('id', '=', e.fn.any(e.val(ids))))
      .execute();
  }
  return rows.length;
}
