import { sql } from 'kysely';
import type { AccountActor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { consentVersion } from '../registrations/registration.ts';

/** By which way somebody agreed, beside a registration, which keeps it itself. */
type ConsentWay = 'invitation' | 'single_sign_on' | 'renewal';

/** Notes that somebody agrees to the text about personal data as it stands now; again, nothing changes. */
export async function noteConsent(
  tx: Transaction,
  one: { readonly accountId: number; readonly way: ConsentWay; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('consent')
    .values({ account_id: one.accountId, version: consentVersion, way: one.way, given_at: one.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The version somebody agreed to last; null for those whose account the office opened. One statement. */
export async function consentOf(db: Querying, accountId: number): Promise<string | null> {
  const { rows } = await sql<{ version: string }>`
    select version from (
      select version, given_at from consent where account_id = ${accountId}
      union all select consent, consented_at from registration where account_id = ${accountId}) given
    order by given_at desc, version desc limit 1`.execute(db);
  return rows[0]?.version ?? null;
}

/** True where another text was agreed to than the one that stands now. */
export async function owesConsent(db: Querying, accountId: number): Promise<boolean> {
  const version = await consentOf(db, accountId);
  return version !== null && version !== consentVersion;
}

/** Agrees anew. Throws InvalidInput `consent` where the box is not ticked. */
export async function renewConsent(services: Services, actor: AccountActor, agreed: boolean): Promise<void> {
  if (!agreed)
    throw new InvalidInput({
      consent: {
        vi: 'Chưa đánh dấu đồng ý. Bạn cũng có thể để sau.',
        en: 'The box is not ticked. You may also decide later.',
      },
    });
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    if (!(await owesConsent(tx, actor.id))) return;
    await noteConsent(tx, { accountId: actor.id, way: 'renewal', at });
    await appendEvent(tx, {
      ...{ name: 'account.consented', actor, subject: { kind: 'account', id: actor.id }, at },
      facts: { version: consentVersion },
    });
  });
}
