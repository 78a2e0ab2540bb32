import { type RawBuilder, sql } from 'kysely';
import type { AccountActor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { lockAccount } from '../accounts/store.ts';
import { consentVersion } from '../registrations/registration.ts';

/** By which way somebody agreed, beside a registration, which keeps it itself; or that they took it back. */
type ConsentWay = 'invitation' | 'single_sign_on' | 'renewal' | 'withdrawal';

/** What somebody said of the text about personal data, and when. */
export interface Consent {
  readonly version: string;
  readonly at: Date;
  readonly way: ConsentWay | 'registration';
}

/** Notes that somebody agrees to the text about personal data as it stands now. */
export async function noteConsent(
  tx: Transaction,
  one: { readonly accountId: number; readonly way: Exclude<ConsentWay, 'withdrawal'>; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('consent')
    .values({ account_id: one.accountId, version: consentVersion, way: one.way, given_at: one.at })
    .execute();
}

/**
 * Notes that somebody, their account locked, takes back what they agreed to; of whose account the office opened, that they ask
 * for the same. Again, nothing changes.
 */
export async function noteWithdrawal(
  tx: Transaction,
  { accountId, at }: { readonly accountId: number; readonly at: Date },
): Promise<void> {
  const last = await lastConsent(tx, accountId);
  if (last?.way === 'withdrawal') return;
  const version = last?.version ?? consentVersion;
  await tx
    .insertInto('consent')
    .values({ account_id: accountId, version, way: 'withdrawal', given_at: at })
    .execute();
}

/** What an account agreed to and took back, the newest first: the first one holds. One statement. */
export async function consentsOf(db: Querying, accountId: number): Promise<readonly Consent[]> {
  const { rows } = await sql<Consent>`
    select version, at, way from (${consentRows(accountId)}) given order by at desc, place desc`.execute(db);
  return rows;
}

/** As rows of `version`, `at`, `way` and their place among those of one moment: also what stands with registrations. */
export function consentRows(accountId: number | null): RawBuilder<unknown> {
  return sql`select id as place, version, given_at as at, way from consent where account_id = ${accountId}
    union all select 0, consent, consented_at, 'registration' from registration where account_id = ${accountId}`;
}

/** What somebody said last; null for those whose account the office opened, who are asked nothing. One statement. */
export async function lastConsent(db: Querying, accountId: number): Promise<Consent | null> {
  return (await consentsOf(db, accountId))[0] ?? null;
}

/** Whether somebody is to be asked: they agreed to another text than the one that stands now, or took it back. */
export function isOwed(last: Consent | null): last is Consent {
  return last !== null && (last.version !== consentVersion || last.way === 'withdrawal');
}

export async function owesConsent(db: Querying, accountId: number): Promise<boolean> {
  return isOwed(await lastConsent(db, accountId));
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
    // two clicks at once are one consent
    await lockAccount(tx, actor.id);
    if (!(await owesConsent(tx, actor.id))) return;
    await noteConsent(tx, { accountId: actor.id, way: 'renewal', at });
    await appendEvent(tx, {
      ...{ name: 'account.consented', actor, subject: { kind: 'account', id: actor.id }, at },
      facts: { version: consentVersion },
    });
  });
}
