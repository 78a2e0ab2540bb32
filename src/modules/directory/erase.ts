import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import type { NewEvent } from '../../platform/events/append.ts';
import type { DataSubject } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { type LockedAccount, lockAccount } from './accounts/store.ts';
import { personalValuesOf } from './held-data.ts';
import { write } from './memberships/commands.ts';
import { leftLetter } from './memberships/letters.ts';
import { closeMembership, membersOf, ownersAmong } from './memberships/store.ts';
import type { NamedOrganisation } from './organisations/organisation.ts';
import { voidResets } from './sessions/resets.ts';
import { endSessionsOf } from './sessions/store.ts';

/** What stands in the place of a name once it is erased. */
export const erasedName = 'Người dùng đã xóa dữ liệu';

/** An address that nobody can have (RFC 2606), another one for each account. */
export function erasedAddress(accountId: number): string {
  return `da-xoa-${accountId}@nhipcau.invalid`;
}

/** Stands where a mail went to somebody whose address is erased. */
export const erasedMailbox = 'da-xoa@nhipcau.invalid';

/** What somebody is to settle before their account can end, or to know. */
export interface Ties {
  /** Roles of the office they hold, or stand in for somebody in; while they do, the account stays. */
  readonly offices: number;
  /** Organisations that nobody else looks after. */
  readonly alone: readonly NamedOrganisation[];
  /** Whether they ever were in office: their name and title stay with what they did there. */
  readonly served: boolean;
}

export const noTies: Ties = { offices: 0, alone: [], served: false };

/** Whether somebody ever held a role of the office, or stood in for whoever did; `account`: the number of the account. */
export function servedInOffice(account: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(exists (select 1 from role_grant where account_id = ${account} and role <> 'applicant')
    or exists (select 1 from delegation where to_account = ${account}))`;
}

/** One statement. */
export async function tiesOf(db: Querying, accountId: number, today: LocalDate): Promise<Ties> {
  const { rows } = await sql<Ties>`select
    (select count(*)::int from role_grant where account_id = ${accountId} and role <> 'applicant' and revoked_at is null)
      + (select count(*)::int from delegation where to_account = ${accountId} and ended_at is null
        and valid_to >= ${today}::date) as offices,
    coalesce((select json_agg(json_build_object('id', o.id, 'code', o.code, 'name', o.name) order by o.name)
      from membership m join organisation o on o.id = m.organisation_id
      where m.account_id = ${accountId} and m.role = 'owner' and m.ended_at is null and not exists (
        select 1 from membership other join account a on a.id = other.account_id
        where other.organisation_id = m.organisation_id and other.role = 'owner' and other.ended_at is null
          and a.state = 'active' and other.account_id <> ${accountId})), '[]') as alone,
    ${servedInOffice(sql`${accountId}::bigint`)} as served`.execute(db);
  return rows[0] ?? noTies;
}

/** Throws `wrong_state` while the person is in office: what they did there is the office's. */
export function refuseInOffice({ offices }: Ties): void {
  if (offices === 0) return;
  throw new Refusal('wrong_state', {
    vi: 'Tài khoản đang giữ vai trò công vụ, hoặc đang được ủy quyền, nên chưa xóa hoặc ngừng dùng được. Hãy để quản trị viên thu hồi các vai trò, kết thúc ủy quyền trước.',
    en: 'The account holds a role of the office, or stands in for somebody, so it can be neither erased nor ended. Let an administrator revoke its roles and end the delegation first.',
  });
}

/**
 * Locks what belongs to the account in the order of all commands: organisations, registrations, the account. Throws
 * `wrong_state` while the person is in office.
 */
export async function lockForEnd(
  tx: Transaction,
  { clock }: Pick<Services, 'clock'>,
  accountId: number,
): Promise<LockedAccount> {
  await sql`select o.id from organisation o where o.id in (
    select organisation_id from membership where account_id = ${accountId} and ended_at is null)
    order by o.code for no key update`.execute(tx);
  await sql`select id from registration where account_id = ${accountId} order by id for update`.execute(tx);
  const account = await lockAccount(tx, accountId);
  refuseInOffice(await tiesOf(tx, accountId, localDateOf(clock())));
  return account;
}

/**
 * Ends the account for good or until it is opened again: sessions, letters for passwords, memberships. Returns what is to be
 * appended to the event log.
 */
export async function endAccount(
  tx: Transaction,
  services: Services,
  actor: Actor,
  account: LockedAccount,
): Promise<readonly NewEvent[]> {
  const at = services.clock();
  const left = await leaveAll(tx, services, actor, account);
  if (account.state === 'closed') return left;
  await tx
    .updateTable('account')
    .set((row) => ({ state: 'closed', version: row('version', '+', 1), updated_at: at }))
    .where('id', '=', account.id)
    .execute();
  await voidResets(tx, account.id, at);
  const sessions = await endSessionsOf(tx, account.id, at);
  const subject = { kind: 'account', id: account.id };
  return [...left, { name: 'account.closed', actor, subject, facts: { sessions }, at }];
}

/** Memberships end; owners who stay are told. Where nobody stays, invitations end too: nobody answers for them. */
async function leaveAll(
  tx: Transaction,
  services: Services,
  actor: Actor,
  account: LockedAccount,
): Promise<readonly NewEvent[]> {
  const at = services.clock();
  const joined = await tx
    .selectFrom('membership as m')
    .innerJoin('organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.id', 'o.id as organisation_id', 'o.code', 'o.name'])
    .where('m.account_id', '=', account.id)
    .where('m.ended_at', 'is', null)
    .orderBy('m.id')
    .execute();
  for (const { id, organisation_id, code, name } of joined) {
    await closeMembership(tx, { id, accountId: account.id }, organisation_id, at);
    const owners = ownersAmong(await membersOf(tx, organisation_id));
    const organisation = { id: organisation_id, code, name };
    await write(tx, services, owners, (language) =>
      leftLetter(services, language, { name: account.name, organisation }),
    );
    if (owners.length === 0)
      await sql`update invitation set ended_at = ${at} where organisation_id = ${organisation_id} and ended_at is null`.execute(
        tx,
      );
  }
  return joined.map(({ organisation_id }) => ({
    ...{ name: 'membership.ended' as const, actor, at, facts: { member: account.id, by: 'self' } },
    subject: { kind: 'organisation', id: organisation_id },
  }));
}

/**
 * Puts nobody in the place of the person, for good: name, address and title go, with all that let them in, from where they
 * came, and what was written to them. Of whoever was in office name and title stay, with what they did there. Of the account its number is left, which the event log and official acts name. Returns
 * what is to be appended to the event log.
 */
export async function anonymise(
  tx: Transaction,
  services: Services,
  actor: Actor,
  accountId: number,
): Promise<readonly NewEvent[]> {
  const at = services.clock();
  const ended = await endRegistrations(tx, actor, accountId, at);
  const served = servedInOffice(sql`account.id`);
  await sql`update account set email = ${erasedAddress(accountId)}, password_hash = null, first_password_until = null, organisation_id = null,
    name = case when ${served} then name else ${erasedName} end, title = case when ${served} then title end, state = 'closed', erased_at = ${at}, version = version + 1, updated_at = ${at}
    where id = ${accountId}`.execute(tx);
  for (const table of [
    ...(['half_session', 'sign_on', 'password_reset', 'email_change', 'session', 'sign_in'] as const),
    ...(['known_device', 'totp', 'passkey', 'recovery_code', 'identity', 'working_copy'] as const),
  ])
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute();
  // why somebody was away may tell of their health
  await sql`update absence set reason = null where account_id = ${accountId}`.execute(tx);
  await sql`update delegation set reason = null where from_account = ${accountId}`.execute(tx);
  await sql`update role_grant set revoked_at = ${at} where account_id = ${accountId} and revoked_at is null`.execute(
    tx,
  );
  // accepted, a registration gave the organisation its telephone: where nobody changed it since, it is the person's
  await sql`update organisation_profile p set phone = null, version = p.version + 1, updated_at = ${at}
    from registration r where r.account_id = ${accountId} and r.organisation_id = p.organisation_id
      and regexp_replace(p.phone, '\\D', '', 'g') = regexp_replace(r.phone, '\\D', '', 'g')`.execute(tx);
  // of an organisation it stays who it is; of a person, and how to reach them, nothing
  await sql`update registration set phone = null, question = case when state = 'asked' then '…' end, answer = null,
    vouched_how = null, reason = case when state = 'refused' then '…' end,
    address = case when kind = 'individual' then null else address end,
    activity = case when kind = 'individual' then null else activity end,
    commune_id = case when kind = 'individual' then null else commune_id end
    where account_id = ${accountId}`.execute(tx);
  return ended;
}

/** What waited for an officer waits no longer: nobody is left who could answer. */
async function endRegistrations(
  tx: Transaction,
  actor: Actor,
  accountId: number,
  at: Date,
): Promise<readonly NewEvent[]> {
  const ended = await tx
    .updateTable('registration')
    .set((row) => ({ state: 'refused', reason: '…', decided_at: at, version: row('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('state', 'in', ['waiting', 'asked'])
    .returning('id')
    .execute();
  return ended.map(({ id }) => ({
    ...{ name: 'registration.refused' as const, actor, subject: { kind: 'registration', id }, at },
    facts: { by: 'erasure' },
  }));
}

/** Forgets an address: invitations to it, what it began, letters to it, and where it stands beside the event log. */
export async function forgetAddress(
  tx: Transaction,
  services: Services,
  subject: DataSubject,
): Promise<void> {
  const { accountId, address } = subject;
  const at = services.clock();
  await sql`delete from event_personal where (event_seq, field) in (${personalValuesOf(subject)})`.execute(
    tx,
  );
  await sql`delete from invitation where email = ${address}`.execute(tx);
  await tx.deleteFrom('registration_request').where('email', '=', address).execute();
  await tx.deleteFrom('password_reset').where('email', '=', address).execute();
  await tx.deleteFrom('data_request_letter').where('address', '=', address).execute();
  await tx.deleteFrom('mail_refusal').where('address', '=', address).execute();
  const theirs = sql`account_id = ${accountId} or (account_id is null and lower(address) = ${address})`;
  await sql`update letter set body_text = null, body_html = null where id in (select letter_id from mail where ${theirs})
    and not exists (select 1 from mail other where other.letter_id = letter.id and not coalesce(
      other.account_id = ${accountId} or (other.account_id is null and lower(other.address) = ${address}), false))`.execute(
    tx,
  );
  // a mail that was taken for sending meanwhile is sent to its end by who took it, and then names nobody either
  await sql`update mail set address = ${erasedMailbox}, secret = null, failure = null,
    state = case when state = 'queued' then 'kept' else state end, ended_at = coalesce(ended_at, ${at}) where ${theirs}`.execute(
    tx,
  );
}
