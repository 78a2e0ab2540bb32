import type { Actor } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import type { Services } from '../../../platform/services.ts';
import { lockAccount } from '../accounts/store.ts';
import { directoryPaths } from '../paths.ts';
import { countSignOn } from '../sessions/attempts.ts';
import { newToken } from '../sessions/authenticate.ts';
import { beginSecondStep, needsSecondStep, passFirstStep, type SignedIn } from '../sessions/first-step.ts';
import { asAccount, type Opening, type Whence } from '../sessions/open-session.ts';
import { link, whyNotLinked } from './link.ts';
import type { SignOnProblem } from './problems.ts';
import { type Arrival, addressAtProvider, SignOnFailure, whoCame } from './provider.ts';
import { keysOf } from './sign-on-cookie.ts';
import { addWay, endWay, findByAddress, findHolder, keepArrival, type Way } from './store.ts';

/** Minutes to sign in at the provider, and then to prove an account or open one here. */
export const minutes = { atProvider: 10, here: 30 } as const;

/** The browser somebody acts through, and the session it had until now. */
export interface Browser extends Whence {
  readonly replaces: number | null;
}

/** How a way to a provider ended. `opened`: perhaps up to the second step. `ask`: the person has yet to prove an account or to open one. */
export type Outcome =
  | { readonly kind: 'opened'; readonly session: SignedIn; readonly way: Way }
  | { readonly kind: 'linked'; readonly way: Way }
  | { readonly kind: 'ask'; readonly way: Way }
  | { readonly kind: 'failed'; readonly problem: SignOnProblem; readonly way: Way | null };

/** The address people are sent back to, as the provider has it on its list. */
export function returnAddress(services: Services, provider: IdentityProvider): URL {
  return new URL(directoryPaths.signOnReturn(provider.name), services.config.baseUrl);
}

/**
 * Begins a way to a provider. `account`: who links it; null: somebody signs in. The token goes into the browser's
 * cookie. `anew`: the provider asks the person again. Throws SignOnFailure where the provider does not answer, Refusal `too_many`.
 */
export async function startSignOn(
  services: Services,
  provider: IdentityProvider,
  input: {
    readonly language: Language;
    readonly back: string | null;
    readonly account: number | null;
    readonly address: string;
    readonly anew?: boolean;
  },
): Promise<{ readonly token: string; readonly maxAge: number; readonly to: URL }> {
  const { language, back, account, anew = false } = input;
  const at = services.clock();
  await countSignOn(services.db, input.address, at);
  const token = newToken();
  const to = await addressAtProvider(services.log, provider, {
    keys: keysOf(services.config, token),
    redirectUri: returnAddress(services, provider).href,
    ...{ language, anew },
  });
  const until = after(at, minutes.atProvider);
  await addWay(services.db, { provider: provider.name, language, back, account, token, at, until });
  return { token, maxAge: (minutes.atProvider + minutes.here) * 60, to };
}

/**
 * Takes the provider's answer, once: `search` is the query it sent the browser back with. An identity that is known
 * opens its account; one that is not is tied to the account of its address where the provider may say so, or waits for
 * the person.
 */
export async function receiveSignOn(
  services: Services,
  provider: IdentityProvider,
  { token, search, actor, browser }: { token: string; search: string; actor: Actor; browser: Browser },
): Promise<Outcome> {
  const keys = keysOf(services.config, token);
  const stale = { kind: 'failed', problem: 'stale', way: null } as const;
  // before the way is looked at: an answer somebody else made up does not end it
  if (token === '' || new URLSearchParams(search).get('state') !== keys.state) return stale;
  const at = services.clock();
  const way = await endWay(services.db, { token, provider: provider.name, at });
  if (!way) return stale;
  if (way.account !== null && (actor.kind !== 'account' || actor.id !== way.account))
    return { ...stale, way };
  const answer = returnAddress(services, provider);
  answer.search = search;
  try {
    const arrival = await whoCame(services.log, provider, answer, { keys, at });
    return await services.db.transaction().execute(async (tx) => {
      if (way.account !== null)
        return linkOwn(tx, services, provider, { arrival, way, account: way.account });
      const settled = await settle(tx, services, provider, { arrival, browser, way: way.id });
      if (settled === 'ask') {
        await keepArrival(tx, way.id, arrival, after(services.clock(), minutes.here));
        return { kind: 'ask', way };
      }
      return typeof settled === 'string'
        ? { kind: 'failed', problem: settled, way }
        : { kind: 'opened', session: settled, way };
    });
  } catch (error) {
    if (error instanceof SignOnFailure) return { kind: 'failed', problem: error.reason, way };
    throw error;
  }
}

async function linkOwn(
  tx: Transaction,
  services: Services,
  provider: IdentityProvider,
  { arrival, way, account: id }: { arrival: Arrival; way: Way; account: number },
): Promise<Outcome> {
  const account = await lockAccount(tx, id);
  if (account.state !== 'active') return { kind: 'failed', problem: 'stale', way };
  const linked = await link(tx, services, { provider, arrival, account, by: 'self', actor: asAccount(id) });
  return linked === null ? { kind: 'linked', way } : { kind: 'failed', problem: linked, way };
}

/** Who came, and what that is worth as the first step of a sign-in. */
export interface Coming {
  readonly arrival: Arrival;
  readonly browser: Browser;
  readonly way: number;
}

/**
 * Opens a session, or its second step, where it is settled whose account an identity leads to; else why not, or `ask`.
 * A closed account is answered as one that does not exist.
 */
export async function settle(
  tx: Transaction,
  services: Services,
  provider: IdentityProvider,
  coming: Coming,
): Promise<SignedIn | 'ask' | SignOnProblem> {
  const { arrival } = coming;
  const holder = await findHolder(tx, arrival);
  if (holder) {
    const account = await lockAccount(tx, holder.account);
    if (account.state !== 'active') return 'no_account';
    const used = await tx
      .updateTable('identity')
      .set({ last_used_at: services.clock() })
      .where('id', '=', holder.id)
      .returning('id')
      .executeTakeFirst();
    // unlinked in this very moment
    if (!used) return 'no_account';
    return passFirstStep(tx, services, openingOf(provider, account.id, coming));
  }
  const known = arrival.email === null ? null : await findByAddress(tx, arrival.email);
  if (!known) {
    if (!provider.registers) return 'no_account';
    return arrival.email === null ? 'no_email' : 'ask';
  }
  if (known.state !== 'active') return 'no_account';
  if (!provider.trustsEmail) return 'ask';
  const account = await lockAccount(tx, known.id);
  if (account.state !== 'active' || account.email.toLowerCase() !== arrival.email) return 'no_account';
  const opening = openingOf(provider, account.id, coming);
  const refused = await whyNotLinked(tx, arrival, account.id);
  if (refused) return refused;
  if (await needsSecondStep(tx, account.id, opening.proof)) {
    await keepArrival(tx, coming.way, arrival, after(services.clock(), minutes.here));
    return beginSecondStep(tx, services, opening, { way: coming.way, by: 'e-mail' });
  }
  const actor = asAccount(account.id);
  const failed = await link(tx, services, { provider, arrival, account, by: 'e-mail', actor });
  return failed ?? passFirstStep(tx, services, opening);
}

/** What a person who came through a provider opens their account with. */
export function openingOf(
  provider: IdentityProvider,
  accountId: number,
  { arrival, browser }: Omit<Coming, 'way'>,
): Opening & { readonly proof: Extract<Opening['proof'], { readonly by: 'sso' }> } {
  const { level, provenAt } = arrival;
  return {
    ...{ accountId, from: browser, replaces: browser.replaces },
    proof: { by: 'sso', through: { provider: provider.name, level }, provenAt },
  };
}

function after(at: Date, count: number): Date {
  return new Date(at.getTime() + count * 60_000);
}
