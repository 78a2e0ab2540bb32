import { visitor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import type { Services } from '../../../platform/services.ts';
import { accountMessages } from '../accounts/inputs.ts';
import { noteConsent } from '../consents/commands.ts';
import { hasFactor } from '../factors/store.ts';
import { consentVersion } from '../registrations/registration.ts';
import { acceptPassword, provePasswordOf } from '../sessions/commands.ts';
import { beginSecondStep, passFirstStep, type SignedIn } from '../sessions/first-step.ts';
import { asAccount } from '../sessions/open-session.ts';
import { type Browser, openingOf, settle } from './commands.ts';
import { link, notLinked, whyNotLinked } from './link.ts';
import { findProvider } from './problems.ts';
import { findByAddress, findWaiting, forgetArrival, type Waiting } from './store.ts';

/** Somebody who came back from a provider, and what is to be done: prove the account of the address, or open one. */
export interface Step {
  readonly kind: 'prove' | 'open';
  readonly provider: IdentityProvider;
  readonly waiting: Waiting;
  /** As the provider vouches for it. */
  readonly email: string;
  /** False: the account has none, and is proven otherwise. */
  readonly hasPassword: boolean;
}

/** The step this browser waits at; null where there is none, or no longer. */
export async function waitingStep(services: Services, token: string): Promise<Step | null> {
  if (token === '') return null;
  const waiting = await findWaiting(services.db, token, services.clock(), 'look');
  const provider = waiting && findProvider(services.config.identityProviders, waiting.provider);
  const email = waiting?.arrival.email ?? null;
  if (!waiting || !provider || email === null) return null;
  const holder = await findByAddress(services.db, email);
  if (!holder)
    return provider.registers ? { kind: 'open', provider, waiting, email, hasPassword: false } : null;
  const { hasPassword } = holder;
  return holder.state === 'active' ? { kind: 'prove', provider, waiting, email, hasPassword } : null;
}

/**
 * Links the account of the address, proven by its password, and opens it; where it has a second factor, both come after
 * its second step. Throws InvalidInput and Refusal as signing
 * in does; `not_found` where nobody waits, `conflict` where the account or the identity is linked otherwise.
 */
export async function proveAccount(
  services: Services,
  { token, password, browser }: { token: string; password: string; browser: Browser },
): Promise<SignedIn> {
  const step = await waitingStep(services, token);
  if (step?.kind !== 'prove') throw nobodyWaits();
  if (password === '') throw new InvalidInput({ password: typePassword });
  const proven = await provePasswordOf(services, { ...browser, email: step.email, password });
  return services.db.transaction().execute(async (tx) => {
    const { arrival, id } = await stillWaiting(tx, services, token);
    const account = await acceptPassword(tx, proven);
    const { provider } = step;
    const refused = await whyNotLinked(tx, arrival, account.id);
    if (refused) throw notLinked(refused);
    // the person proves it here and now, by what is the account's own
    const opening = {
      ...openingOf(provider, account.id, {
        arrival: { ...arrival, provenAt: services.clock() },
        browser,
      }),
      signInId: proven.attempt.signInId,
    };
    // also where the provider vouches for a second factor: it is not known yet to be the same person's
    if (await hasFactor(tx, account.id))
      return beginSecondStep(tx, services, opening, { way: id, by: 'password' });
    const actor = asAccount(account.id);
    const failed = await link(tx, services, { provider, arrival, account, by: 'password', actor });
    if (failed) throw notLinked(failed);
    await forgetArrival(tx, id);
    return passFirstStep(tx, services, opening);
  });
}

/**
 * Opens an account of an individual for somebody who agrees to what is kept. Of two at the same moment one opens it and
 * both are let in. Throws InvalidInput `consent`, `name`; `not_found` where nobody waits; `wrong_state` where the
 * address has come to an account meanwhile.
 */
export async function openAccount(
  services: Services,
  input: {
    readonly token: string;
    readonly consent: boolean;
    readonly name: string;
    readonly browser: Browser;
  },
): Promise<SignedIn> {
  const { token, browser } = input;
  const step = await waitingStep(services, token);
  if (!step) throw nobodyWaits();
  const name = step.waiting.arrival.name ?? singleSpaced(input.name);
  checkConsent(input.consent, name);
  return services.db.transaction().execute(async (tx) => {
    const { arrival, id, language } = await stillWaiting(tx, services, token);
    const { provider, email } = step;
    const added = await tx
      .insertInto('account')
      .values({ email, name, language, created_at: services.clock(), updated_at: services.clock() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) {
      // opened in this moment by the same person in another window, or by another one with this address
      const settled = await settle(tx, services, provider, { arrival, browser, way: id });
      if (typeof settled === 'string') throw new Refusal('wrong_state', addressTaken);
      if (settled.step === 'in') await forgetArrival(tx, id);
      return settled;
    }
    await enrol(tx, services, { account: added.id, provider: provider.name });
    const actor = asAccount(added.id);
    const account = { id: added.id };
    const refused = await link(tx, services, { provider, arrival, account, by: 'registration', actor });
    if (refused) throw notLinked(refused);
    await forgetArrival(tx, id);
    return passFirstStep(tx, services, openingOf(provider, added.id, { arrival, browser }));
  });
}

async function enrol(
  tx: Transaction,
  services: Services,
  { account, provider }: { readonly account: number; readonly provider: string },
): Promise<void> {
  const at = services.clock();
  await tx
    .insertInto('role_grant')
    .values({ account_id: account, role: 'applicant', granted_at: at })
    .execute();
  await noteConsent(tx, { accountId: account, way: 'single_sign_on', at });
  await appendEvent(tx, {
    name: 'account.created',
    actor: visitor,
    subject: { kind: 'account', id: account },
    facts: {
      ...{ organisation: null, provider, consent: consentVersion },
      grants: [{ role: 'applicant', scope: null, scopeId: null }],
    },
    at,
  });
}

async function stillWaiting(tx: Transaction, services: Services, token: string): Promise<Waiting> {
  const waiting = await findWaiting(tx, token, services.clock(), 'lock');
  if (!waiting) throw nobodyWaits();
  return waiting;
}

function checkConsent(consent: boolean, name: string): void {
  const wrong = {
    ...(name === '' ? { name: accountMessages.name } : {}),
    ...(name.length > 200 ? { name: accountMessages.long } : {}),
    ...(consent ? {} : { consent: agree }),
  };
  if (Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
}

function nobodyWaits(): Refusal {
  return new Refusal('not_found', {
    vi: 'Lần đăng nhập này đã hết hạn hoặc đã xong. Hãy bắt đầu lại ở trang Đăng nhập.',
    en: 'This sign-in has expired or is done. Begin again on the sign-in page.',
  });
}

const typePassword: Text = { vi: 'Hãy ghi mật khẩu.', en: 'Give your password.' };
const agree: Text = {
  vi: 'Cần đồng ý thì hệ thống mới được lưu thông tin và mở tài khoản.',
  en: 'An account can be opened only if you agree to what is kept.',
};
const addressTaken: Text = {
  vi: 'E-mail này vừa có tài khoản. Hãy bắt đầu lại ở trang Đăng nhập.',
  en: 'An account with this address has just been opened. Begin again on the sign-in page.',
};
