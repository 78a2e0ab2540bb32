import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { officersOf, type Reachable } from '../../directory/index.ts';
import { accountOf } from '../plans/store.ts';
import { authoriseProgramme } from '../policy.ts';

/** Heads of an agency who can be written to: of its officers, those named as its head. One statement. */
export async function headsOf(db: Querying, organisationId: number): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    select a.id, a.name, a.email, a.language from unit_head head join account a on a.id = head.account_id and a.state = 'active'
    where head.organisation_id = ${organisationId}
      and a.id in (${officersOf(sql`${organisationId}::bigint`)}) order by a.id`.execute(db);
  return rows;
}

/**
 * Names who of an agency's officers are its heads; nobody named is one any longer. Again, nothing changes. Throws Refusal; InvalidInput `heads`
 * for somebody who is no officer there.
 */
export async function nameHeads(
  services: Services,
  actor: Actor,
  organisationId: number,
  accountIds: readonly number[],
): Promise<void> {
  authoriseProgramme(actor, 'edit', null);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const organisation = await tx
      .selectFrom('organisation')
      .select('id')
      .where('id', '=', organisationId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!organisation) throw notFound();
    const { rows: before } = await sql<{ id: number }>`select account_id as id from unit_head
      where organisation_id = ${organisationId} order by account_id`.execute(tx);
    const former = before.map(({ id }) => id);
    const wanted = [...new Set(accountIds)].sort((one, other) => one - other);
    if (JSON.stringify(wanted) === JSON.stringify(former)) return;
    const { rows: officers } = await sql<{ id: number }>`select a.id from account a where a.state = 'active'
      and a.id = any(${wanted}::bigint[]) and a.id in (${officersOf(sql`${organisationId}::bigint`)})`.execute(
      tx,
    );
    if (officers.length < wanted.length)
      throw new InvalidInput({
        heads: {
          vi: 'Người được chọn không còn là cán bộ đầu mối của cơ quan. Hãy mở lại trang và chọn lại.',
          en: 'Somebody chosen is no officer of the agency any longer. Open the page anew and choose again.',
        },
      });
    await sql`delete from unit_head where organisation_id = ${organisationId} and account_id <> all(${wanted}::bigint[])`.execute(
      tx,
    );
    await sql`insert into unit_head (organisation_id, account_id, since, set_by)
      select ${organisationId}, id, ${localDateOf(at)}::date, ${accountOf(actor)} from unnest(${wanted}::bigint[]) id
      on conflict do nothing`.execute(tx);
    await appendEvent(tx, {
      ...{ name: 'organisation.heads_named', actor, at },
      ...{
        subject: { kind: 'organisation', id: organisationId },
        facts: { heads: wanted, formerHeads: former },
      },
    });
  });
}
