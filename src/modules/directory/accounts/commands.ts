import type { Actor, Grant } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Facts } from '../../../platform/events/chain.ts';
import type { Services } from '../../../platform/services.ts';
import { can, refuseUnlessCan } from '../policy.ts';
import { hashPassword } from '../sessions/password.ts';
import { voidResets } from '../sessions/resets.ts';
import { endSessionsOf } from '../sessions/store.ts';
import { firstPasswordEnds, makePassword } from './first-password.ts';
import {
  type AccountChange,
  checkAccountChange,
  checkGrant,
  checkNewAccount,
  type GrantInput,
  type NewAccountInput,
} from './inputs.ts';
import {
  isLastAdministrator,
  lastAdministratorStays,
  lockAccount,
  organisationId,
  refuseErased,
  refuseTakenEmail,
  refuseUnknownScopes,
  takenEmail,
} from './store.ts';

/** Which account, as the person saw it. */
export interface AccountSeen {
  readonly id: number;
  readonly version: number;
}

/**
 * Opens an account with its roles. Without a password one is made and returned as `firstPassword`: the only time it
 * can be read. Throws InvalidInput by field.
 */
export async function createAccount(
  services: Services,
  actor: Actor,
  input: NewAccountInput,
): Promise<{ id: number; firstPassword: string | null }> {
  refuseUnlessCan(actor, 'change_account');
  const checked = checkNewAccount(input);
  const firstPassword = checked.password === null ? makePassword() : null;
  const grants = distinct(checked.roles);
  const passwordHash = await hashPassword(checked.password ?? firstPassword ?? '');
  const creating = services.db.transaction().execute(async (tx) => {
    await refuseTakenEmail(tx, checked.email, null);
    await refuseUnknownScopes(tx, grants);
    const organisation = await organisationId(tx, checked.organisationCode, 'organisationCode');
    const at = services.clock();
    const { id } = await tx
      .insertInto('account')
      .values({
        email: checked.email,
        name: checked.name,
        title: checked.title,
        organisation_id: organisation,
        password_hash: passwordHash,
        first_password_until:
          firstPassword !== null || checked.handedOver ? firstPasswordEnds(services) : null,
        illustrative: checked.illustrative,
        created_at: at,
        updated_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (grants.length > 0)
      await tx
        .insertInto('role_grant')
        .values(grants.map((grant) => grantRow(id, grant, at)))
        .execute();
    await appendEvent(tx, {
      name: 'account.created',
      actor,
      subject: { kind: 'account', id },
      facts: { organisation, grants: grants.map(grantFacts) },
      at,
    });
    return id;
  });
  return { id: await unlessTaken(creating), firstPassword };
}

/** Corrects name, e-mail, title, organisation. Throws Refusal `conflict` where the account has changed meanwhile. */
export async function changeAccount(services: Services, actor: Actor, input: AccountChange): Promise<void> {
  const checked = checkAccountChange(input);
  const change = services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, checked.id, checked.version);
    refuseUnlessCan(actor, 'change_account');
    refuseErased(account);
    await refuseTakenEmail(tx, checked.email, account.id);
    const organisation = await organisationId(tx, checked.organisationCode, 'organisationCode');
    const fields = [
      ...(account.email === checked.email ? [] : ['email']),
      ...(account.name === checked.name ? [] : ['name']),
      ...(account.title === checked.title ? [] : ['title']),
      ...(account.organisation_id === organisation ? [] : ['organisation']),
    ];
    if (fields.length === 0) return;
    await tx
      .updateTable('account')
      .set((row) => ({
        email: checked.email,
        name: checked.name,
        title: checked.title,
        organisation_id: organisation,
        version: row('version', '+', 1),
        updated_at: services.clock(),
      }))
      .where('id', '=', account.id)
      .execute();
    // who reads the former mailbox is not let in by it
    if (fields.includes('email')) await voidResets(tx, account.id, services.clock());
    await tell(tx, services, actor, 'account.changed', account.id, { fields });
  });
  await unlessTaken(change);
}

/** Closes an account at once: its sessions end. Its history stays. */
export async function closeAccount(services: Services, actor: Actor, seen: AccountSeen): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, seen.id, seen.version);
    refuseUnlessCan(actor, 'change_account');
    if (account.state === 'closed') throw new Refusal('wrong_state', closedAlready);
    if (await isLastAdministrator(tx, account.id)) throw lastAdministratorStays();
    await setState(tx, account.id, 'closed', services.clock());
    await voidResets(tx, account.id, services.clock());
    const sessions = await endSessionsOf(tx, account.id, services.clock());
    await tell(tx, services, actor, 'account.closed', account.id, { sessions });
  });
}

export async function reopenAccount(services: Services, actor: Actor, seen: AccountSeen): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, seen.id, seen.version);
    refuseUnlessCan(actor, 'change_account');
    refuseErased(account);
    if (account.state === 'active') throw new Refusal('wrong_state', openAlready);
    await setState(tx, account.id, 'active', services.clock());
    await tell(tx, services, actor, 'account.reopened', account.id, {});
  });
}

/** Makes a new password, ends every session, and returns the password: the only time it can be read. */
export async function resetPassword(services: Services, actor: Actor, seen: AccountSeen): Promise<string> {
  refuseUnlessCan(actor, 'change_account');
  const password = makePassword();
  const hash = await hashPassword(password);
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, seen.id, seen.version);
    refuseErased(account);
    await tx
      .updateTable('account')
      .set((row) => ({
        password_hash: hash,
        first_password_until: firstPasswordEnds(services),
        version: row('version', '+', 1),
        updated_at: services.clock(),
      }))
      .where('id', '=', account.id)
      .execute();
    await voidResets(tx, account.id, services.clock());
    const sessions = await endSessionsOf(tx, account.id, services.clock());
    await tell(tx, services, actor, 'password.changed', account.id, { by: 'administrator', sessions });
  });
  return password;
}

/** Gives a role. Throws Refusal `wrong_state` where it is held in that scope already. */
export async function grantRole(
  services: Services,
  actor: Actor,
  input: GrantInput & { readonly accountId: number },
): Promise<void> {
  const grant = checkGrant({ role: input.role, scope: input.scope ?? null });
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, input.accountId);
    refuseUnlessCan(actor, 'change_account');
    refuseErased(account);
    await refuseUnknownScopes(tx, [grant]);
    const added = await tx
      .insertInto('role_grant')
      .values(grantRow(account.id, grant, services.clock()))
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) throw new Refusal('wrong_state', heldAlready);
    await tell(tx, services, actor, 'role.granted', account.id, { grant: added.id, ...grantFacts(grant) });
  });
}

/** Takes a role back, at once for running sessions. Throws `not_found` for a grant of another account. */
export async function revokeRole(
  services: Services,
  actor: Actor,
  input: { readonly accountId: number; readonly grantId: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, input.accountId);
    refuseUnlessCan(actor, 'change_account');
    const grant = await tx
      .selectFrom('role_grant')
      .selectAll()
      .where('id', '=', input.grantId)
      .where('account_id', '=', account.id)
      .executeTakeFirst();
    if (!grant) throw notFound();
    if (grant.revoked_at !== null) throw new Refusal('wrong_state', revokedAlready);
    if (grant.role === 'administrator' && (await isLastAdministrator(tx, account.id)))
      throw lastAdministratorStays();
    await tx
      .updateTable('role_grant')
      .set({ revoked_at: services.clock() })
      .where('id', '=', grant.id)
      .execute();
    await tell(tx, services, actor, 'role.revoked', account.id, {
      grant: grant.id,
      role: grant.role,
      scope: grant.scope_kind,
      scopeId: grant.scope_id,
    });
  });
}

/** Ends one session of an account, or all of them when `sessionId` is null. */
export async function endSessionsAsAdministrator(
  services: Services,
  actor: Actor,
  input: { readonly accountId: number; readonly sessionId: number | null },
): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, input.accountId);
    refuseUnlessCan(actor, 'change_account');
    const sessions =
      input.sessionId === null
        ? await endSessionsOf(tx, account.id, services.clock())
        : await endOne(tx, account.id, input.sessionId, services.clock());
    if (sessions.length > 0)
      await tell(tx, services, actor, 'session.ended', account.id, { by: 'administrator', sessions });
    return sessions.length;
  });
}

/** Records that an inspector looked at an account; others look without a trace. */
export async function recordLook(services: Services, actor: Actor, accountId: number): Promise<void> {
  if (actor.kind !== 'account' || can(actor, 'change_account')) return;
  await services.db.transaction().execute((tx) => tell(tx, services, actor, 'account.viewed', accountId, {}));
}

async function endOne(tx: Transaction, accountId: number, sessionId: number, at: Date): Promise<number[]> {
  const session = await tx
    .selectFrom('session')
    .select(['id', 'ended_at'])
    .where('id', '=', sessionId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!session) throw notFound();
  if (session.ended_at !== null) return [];
  await tx.updateTable('session').set({ ended_at: at }).where('id', '=', sessionId).execute();
  return [sessionId];
}

async function setState(tx: Transaction, id: number, state: 'active' | 'closed', at: Date): Promise<void> {
  await tx
    .updateTable('account')
    .set((row) => ({ state, version: row('version', '+', 1), updated_at: at }))
    .where('id', '=', id)
    .execute();
}

async function tell(
  tx: Transaction,
  services: Services,
  actor: Actor,
  name: `${string}.${string}`,
  accountId: number,
  facts: Facts,
): Promise<void> {
  await appendEvent(tx, {
    name,
    actor,
    subject: { kind: 'account', id: accountId },
    facts,
    at: services.clock(),
  });
}

function grantRow(accountId: number, { role, scope }: Grant, at: Date) {
  return {
    account_id: accountId,
    role,
    scope_kind: scope?.kind ?? null,
    scope_id: scope?.id ?? null,
    granted_at: at,
  };
}

function grantFacts({ role, scope }: Grant): Facts {
  return { role, scope: scope?.kind ?? null, scopeId: scope?.id ?? null };
}

function distinct(grants: readonly Grant[]): Grant[] {
  return [...new Map(grants.map((grant) => [JSON.stringify(grantFacts(grant)), grant])).values()];
}

/** Two people giving one address at the same moment: the second is told as if it had been there before. */
async function unlessTaken<Value>(saving: Promise<Value>): Promise<Value> {
  try {
    return await saving;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === '23505' && constraint === 'account_email') throw new InvalidInput({ email: takenEmail });
    throw error;
  }
}

const closedAlready: Text = { vi: 'Tài khoản này đã đóng.', en: 'This account is closed already.' };
const openAlready: Text = { vi: 'Tài khoản này đang mở.', en: 'This account is open already.' };
const heldAlready: Text = {
  vi: 'Tài khoản này đã có vai trò đó trong phạm vi đó.',
  en: 'This account holds that role in that scope already.',
};
const revokedAlready: Text = {
  vi: 'Vai trò này đã được thu hồi trước đó.',
  en: 'This role has been revoked already.',
};
