import type { AccountActor, Actor } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { type LockedAccount, lockAccount } from '../accounts/store.ts';
import { refuseUnlessCan } from '../policy.ts';
import { asAccount } from '../sessions/open-session.ts';
import { isIssuer, labelOf } from './labels.ts';
import { linkedLetter, unlinkedLetter } from './letters.ts';
import { findProvider } from './problems.ts';
import type { Arrival } from './provider.ts';
import { addIdentity, findHolder, findWaitingWay, forgetArrival } from './store.ts';

/** Why an identity cannot be tied to an account, as far as it stands now; null where it can, or is tied to it already. */
export async function whyNotLinked(
  tx: Transaction,
  arrival: Pick<Arrival, 'issuer' | 'subject'>,
  accountId: number,
): Promise<'taken' | 'second' | null> {
  const holder = await findHolder(tx, arrival);
  if (holder) return holder.account === accountId ? null : 'taken';
  const other = await tx
    .selectFrom('identity')
    .select('id')
    .where('account_id', '=', accountId)
    .where('issuer', '=', arrival.issuer)
    .executeTakeFirst();
  return other ? 'second' : null;
}

/** Says so to the person. */
export function notLinked(why: 'taken' | 'second'): Refusal {
  return new Refusal('wrong_state', why === 'taken' ? takenText : secondText);
}

/**
 * Ties what waits for the second step of an account, now that it is passed. Throws Refusal `wrong_state` where it is
 * tied otherwise meanwhile, `sign_in_first` where it waits no longer.
 */
export async function linkWaiting(
  tx: Transaction,
  services: Services,
  account: Pick<LockedAccount, 'id'>,
  { way, by }: { readonly way: number; readonly by: 'password' | 'e-mail' },
): Promise<void> {
  const waiting = await findWaitingWay(tx, way);
  const provider = waiting && findProvider(services.config.identityProviders, waiting.provider);
  if (!waiting || !provider) throw waitsNoLonger();
  const { arrival } = waiting;
  const refused = await link(tx, services, { provider, arrival, account, by, actor: asAccount(account.id) });
  if (refused) throw notLinked(refused);
  await forgetArrival(tx, way);
}

/** What tied an identity to an account. */
export type LinkedBy = 'self' | 'password' | 'e-mail' | 'registration';

/**
 * Ties an identity to a locked account; the person is told by mail. Returns null once it is tied, or why it is not.
 */
export async function link(
  tx: Transaction,
  services: Services,
  input: {
    readonly provider: IdentityProvider;
    readonly arrival: Arrival;
    readonly account: Pick<LockedAccount, 'id'>;
    readonly by: LinkedBy;
    readonly actor: Actor;
  },
): Promise<'taken' | 'second' | null> {
  const { provider, arrival, account, by, actor } = input;
  const at = services.clock();
  const added = await addIdentity(tx, arrival, { account: account.id, provider: provider.name, at });
  if (added === 'there') return null;
  if (typeof added === 'string') return added;
  const { language, ...to } = await addressee(tx, account.id);
  const letter = linkedLetter(services, language, { name: to.name, provider: provider.label[language], at });
  await queueLetter(tx, letter, [{ accountId: account.id, address: to.email }], { topic: null, at });
  await appendEvent(tx, {
    name: 'identity.linked',
    actor,
    subject: { kind: 'account', id: account.id },
    facts: { identity: added, provider: provider.name, by },
    at,
  });
  return null;
}

/**
 * Unties one of one's own identities; sessions it opened end, but for the present one, and the person is told by mail.
 * Throws Refusal `not_found` for anyone else's, `wrong_state` for the last way to sign in.
 */
export async function unlink(services: Services, actor: AccountActor, identityId: number): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, actor.id);
    const { identity, others } = await ownIdentity(tx, account.id, identityId);
    const { identityProviders } = services.config;
    const ways = others.filter(({ issuer }) => identityProviders.some((one) => isIssuer(one, issuer)));
    if (account.password_hash === null && ways.length === 0) throw lastWay();
    await take(tx, services, { actor, account, identity, by: 'self' });
  });
}

/**
 * Unties an identity of somebody's account, all of whose sessions through it end: whoever has come by the person's
 * account at the provider is shut out. The last way may go, since a letter or an administrator gives a password.
 */
export async function unlinkAsAdministrator(
  services: Services,
  actor: Actor,
  { accountId, identityId }: { readonly accountId: number; readonly identityId: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, accountId);
    refuseUnlessCan(actor, 'change_account');
    const { identity } = await ownIdentity(tx, account.id, identityId);
    await take(tx, services, { actor, account, identity, by: 'administrator' });
  });
}

interface LinkedIdentity {
  readonly id: number;
  readonly issuer: string;
  readonly provider: string;
}

async function ownIdentity(tx: Transaction, accountId: number, identityId: number) {
  const own: LinkedIdentity[] = await tx
    .selectFrom('identity')
    .select(['id', 'issuer', 'provider'])
    .where('account_id', '=', accountId)
    .execute();
  const identity = own.find(({ id }) => id === identityId);
  if (!identity) throw notFound();
  return { identity, others: own.filter(({ id }) => id !== identityId) };
}

async function take(
  tx: Transaction,
  services: Services,
  input: {
    readonly actor: Actor;
    readonly account: Pick<LockedAccount, 'id'>;
    readonly identity: LinkedIdentity;
    readonly by: 'self' | 'administrator';
  },
): Promise<void> {
  const { actor, account, identity, by } = input;
  const at = services.clock();
  const present = actor.kind === 'account' ? actor.sessionId : null;
  await tx.deleteFrom('identity').where('id', '=', identity.id).execute();
  const ended = await tx
    .updateTable('session')
    .set({ ended_at: at })
    .where('account_id', '=', account.id)
    .where('provider', '=', identity.provider)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .where('id', '<>', present ?? 0)
    .returning('id')
    .execute();
  await tx
    .deleteFrom('half_session')
    .where('account_id', '=', account.id)
    .where('provider', '=', identity.provider)
    .execute();
  const { language, ...to } = await addressee(tx, account.id);
  const provider = labelOf(services.config.identityProviders, identity.provider)[language];
  const letter = unlinkedLetter(services, language, { name: to.name, provider, at });
  await queueLetter(tx, letter, [{ accountId: account.id, address: to.email }], { topic: null, at });
  await appendEvent(tx, {
    name: 'identity.unlinked',
    actor,
    subject: { kind: 'account', id: account.id },
    facts: {
      ...{ identity: identity.id, provider: identity.provider, by },
      sessions: ended.map(({ id }) => id),
    },
    at,
  });
}

async function addressee(tx: Transaction, accountId: number) {
  const { email, name, language } = await tx
    .selectFrom('account')
    .select(['email', 'name', 'language'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { email, name, language: language === 'en' ? ('en' as const) : ('vi' as const) };
}

function lastWay(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Đây là cách đăng nhập duy nhất của tài khoản. Hãy đặt mật khẩu trước (trang Quên mật khẩu gửi thư để đặt), rồi bỏ liên kết.',
    en: 'This is the only way into your account. Set a password first (the page “Forgotten password” sends a letter for it), then unlink.',
  });
}

function waitsNoLonger(): Refusal {
  return new Refusal('sign_in_first', {
    vi: 'Lần đăng nhập này đã hết hạn hoặc đã xong. Hãy bắt đầu lại ở trang Đăng nhập.',
    en: 'This sign-in has expired or is done. Begin again on the sign-in page.',
  });
}

const takenText: Text = {
  vi: 'Danh tính này đã được liên kết với một tài khoản khác.',
  en: 'This identity is linked to another account.',
};
const secondText: Text = {
  vi: 'Tài khoản đã liên kết với một danh tính khác của dịch vụ này. Hãy đăng nhập bằng mật khẩu và bỏ liên kết cũ trước.',
  en: 'The account is linked to another identity of this service. Sign in with your password and unlink that one first.',
};
