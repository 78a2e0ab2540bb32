import { type AccountActor, type Actor, type MemberRole, visitor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal, SpentLink } from '../../../kernel/refusal.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent, appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { checkNewPassword, normalEmail } from '../accounts/inputs.ts';
import { lockAccount } from '../accounts/store.ts';
import { noteConsent } from '../consents/commands.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { directoryPaths } from '../paths.ts';
import { newToken, tokenHash } from '../sessions/authenticate.ts';
import { hashPassword } from '../sessions/password.ts';
import { lockAsOwner, write } from './commands.ts';
import { checkInvitee, checkNewcomer, type NewcomerTyped } from './inputs.ts';
import { invitationLetter, joinedLetter } from './letters.ts';
import { lockForMembers, membersOf, openMembership, ownersAmong } from './store.ts';

/** Days for which the address in the letter can be opened. */
export const invitationDays = 14;
/** Open invitations of one organisation at most: nobody writes to strangers by the hundred through this. */
const mostOpen = 30;
/** Letters an organisation sends within a day at most, those withdrawn among them. */
const mostADay = 60;

/**
 * Asks an address to join; whether it has an account is nobody's business here. Inviting it again sends another letter,
 * and the former opens nothing. Throws InvalidInput by field, Refusal `forbidden`, `too_many`.
 */
export async function inviteMember(
  services: Services,
  actor: AccountActor,
  input: {
    readonly code: string;
    readonly email: string;
    readonly role: string;
    readonly language: Language;
  },
): Promise<void> {
  const { email, role } = checkInvitee(input);
  const token = newToken();
  await services.db.transaction().execute(async (tx) => {
    const { organisation, members } = await lockAsOwner(tx, services, actor, input.code);
    if (members.some((member) => normalEmail(member.email) === email))
      throw new InvalidInput({ email: memberAlready });
    const at = services.clock();
    await refuseTooMany(tx, organisation.id, at);
    await tx
      .updateTable('invitation')
      .set({ ended_at: at })
      .where('organisation_id', '=', organisation.id)
      .where('email', '=', email)
      .where('ended_at', 'is', null)
      .execute();
    const { id } = await tx
      .insertInto('invitation')
      .values({
        ...{ organisation_id: organisation.id, email, role, language: input.language },
        ...{ token_hash: tokenHash(token), invited_by: actor.id, invited_at: at },
        expires_at: new Date(at.getTime() + invitationDays * 86_400_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const letter = invitationLetter(services, input.language, { name: actor.name, organisation, role });
    await queueLetter(tx, letter, [{ accountId: null, address: email }], { topic: null, at, secret: token });
    await appendEvent(tx, {
      ...{ name: 'membership.invited', actor, subject: { kind: 'organisation', id: organisation.id }, at },
      ...{ facts: { invitation: id, memberRole: role }, personal: { email } },
    });
  });
}

async function refuseTooMany(tx: Transaction, organisationId: number, at: Date): Promise<void> {
  const { open, today } = await tx
    .selectFrom('invitation')
    .select((row) => [
      row.fn
        .countAll<number>()
        .filterWhere('ended_at', 'is', null)
        .filterWhere('expires_at', '>', at)
        .as('open'),
      row.fn
        .countAll<number>()
        .filterWhere('invited_at', '>', new Date(at.getTime() - 86_400_000))
        .as('today'),
    ])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  if (Number(open) >= mostOpen || Number(today) >= mostADay) throw new Refusal('wrong_state', tooMany);
}

/** Takes an invitation back; its letter opens nothing any longer. Throws Refusal `not_found`. */
export async function withdrawInvitation(
  services: Services,
  actor: Actor,
  input: { readonly code: string; readonly id: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const { organisation } = await lockAsOwner(tx, services, actor, input.code);
    const at = services.clock();
    const ended = await tx
      .updateTable('invitation')
      .set({ ended_at: at })
      .where('id', '=', input.id)
      .where('organisation_id', '=', organisation.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!ended) throw notFound();
    await appendEvent(tx, {
      ...{ name: 'membership.invitation_withdrawn', actor, facts: { invitation: ended.id }, at },
      subject: { kind: 'organisation', id: organisation.id },
    });
  });
}

/** An invitation that can be accepted now. */
export interface OpenInvitation {
  readonly id: number;
  readonly email: string;
  readonly role: MemberRole;
  readonly organisation: NamedOrganisation;
  readonly invitedBy: { readonly id: number; readonly name: string } | null;
  /** Whether the address it was sent to has an account: only its reader comes here. */
  readonly hasAccount: boolean;
}

/** Throws Refusal `not_found` for a token that opens nothing: made by nobody, used, taken back, replaced or too old. */
export async function checkInvitation(services: Services, token: string): Promise<OpenInvitation> {
  const row = /^[\w-]{43}$/.test(token)
    ? await services.db
        .selectFrom('invitation as i')
        .innerJoin('organisation as o', 'o.id', 'i.organisation_id')
        .leftJoin('account as by', 'by.id', 'i.invited_by')
        .leftJoin('account as a', (join) =>
          join.on((e) => e(e.fn<string>('lower', ['a.email']), '=', e.ref('i.email'))),
        )
        .select(['i.id', 'i.email', 'i.role', 'o.id as organisation_id', 'o.code', 'o.name'])
        .select(['by.id as by_id', 'by.name as by_name', 'a.id as account_id'])
        .where('i.token_hash', '=', tokenHash(token))
        .where('i.ended_at', 'is', null)
        .where('i.expires_at', '>', services.clock())
        .where((e) =>
          e.or([e('o.valid_to', 'is', null), e('o.valid_to', '>=', localDateOf(services.clock()))]),
        )
        .executeTakeFirst()
    : undefined;
  if (!row) throw opensNothing();
  return {
    ...{ id: row.id, email: row.email, role: row.role as MemberRole },
    invitedBy: row.by_id === null || row.by_name === null ? null : { id: row.by_id, name: row.by_name },
    organisation: { id: row.organisation_id, code: row.code, name: row.name },
    hasAccount: row.account_id !== null,
  };
}

/** True where the invitation was sent to this very person. */
export function isMeantFor(actor: AccountActor, { email }: OpenInvitation): boolean {
  return normalEmail(actor.email) === email;
}

/** Joins. Throws Refusal `wrong_state` for anybody whom it was not sent to, `not_found` as `checkInvitation`. */
export async function acceptInvitation(
  services: Services,
  actor: AccountActor,
  token: string,
): Promise<NamedOrganisation> {
  const invitation = await checkInvitation(services, token);
  if (!isMeantFor(actor, invitation)) throw new Refusal('wrong_state', meantForAnother);
  return services.db.transaction().execute(async (tx) => {
    const organisation = await take(tx, services, invitation);
    const account = await lockAccount(tx, actor.id);
    if (account.state !== 'active' || normalEmail(account.email) !== invitation.email)
      throw new Refusal('wrong_state', meantForAnother);
    const event = await join(tx, services, actor, { ...invitation, accountId: actor.id, name: account.name });
    await appendEvent(tx, event);
    return organisation;
  });
}

/**
 * Opens an account for whoever reads the mail of the address, and joins. Throws InvalidInput by field, Refusal
 * `not_found`, and `wrong_state` where the address got an account meanwhile.
 */
export async function joinAsNewcomer(
  services: Services,
  token: string,
  typed: NewcomerTyped & { readonly password: string; readonly again: string; readonly language: Language },
): Promise<void> {
  const invitation = await checkInvitation(services, token);
  const { name, title, password } = checkAll(typed, invitation.email);
  const hash = await hashPassword(password);
  await services.db.transaction().execute(async (tx) => {
    await take(tx, services, invitation);
    const at = services.clock();
    const account = await tx
      .insertInto('account')
      .values({
        ...{ email: invitation.email, name, title, password_hash: hash, language: typed.language },
        ...{ created_at: at, updated_at: at },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!account) throw new Refusal('wrong_state', accountThere);
    await noteConsent(tx, { accountId: account.id, way: 'invitation', at });
    const joined = await join(tx, services, visitor, { ...invitation, accountId: account.id, name });
    await appendEvents(tx, [
      {
        ...{ name: 'account.created', actor: visitor, subject: { kind: 'account', id: account.id }, at },
        facts: { organisation: invitation.organisation.id, grants: [], memberships: [] },
      },
      joined,
    ]);
  });
}

/** Every wrong field at once. */
function checkAll(
  typed: NewcomerTyped & { readonly password: string; readonly again: string },
  email: string,
): { name: string; title: string | null; password: string } {
  const wrong: Record<string, Text> = {};
  const gather = <Value>(check: () => Value): Value | null => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      Object.assign(wrong, error.fields);
      return null;
    }
  };
  const person = gather(() => checkNewcomer(typed));
  const password = gather(() => checkNewPassword(typed.password, email));
  if (typed.again !== typed.password) wrong.again = notTheSame;
  if (!person || password === null || wrong.again) throw new InvalidInput(wrong);
  return { name: person.name, title: person.title, password };
}

/**
 * Uses the invitation up, once, while whoever sent it is still an owner. The organisation is locked first, as by
 * whoever changes its members.
 */
async function take(
  tx: Transaction,
  services: Services,
  { id, organisation, invitedBy }: OpenInvitation,
): Promise<NamedOrganisation> {
  const locked = await lockForMembers(tx, organisation.code, services);
  const owners = ownersAmong(await membersOf(tx, organisation.id));
  if (!owners.some(({ accountId }) => accountId === invitedBy?.id))
    throw new Refusal('wrong_state', inviterGone);
  const at = services.clock();
  const taken = await tx
    .updateTable('invitation')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw opensNothing();
  return locked;
}

async function join(
  tx: Transaction,
  services: Services,
  actor: Actor,
  one: OpenInvitation & { readonly accountId: number; readonly name: string },
): Promise<NewEvent> {
  const { id, accountId, organisation, role, name } = one;
  const at = services.clock();
  const owners = ownersAmong(await membersOf(tx, organisation.id));
  const membership = await openMembership(tx, { accountId, organisationId: organisation.id, role, at });
  if (membership === null) throw new Refusal('wrong_state', memberAlready);
  await tx.updateTable('invitation').set({ accepted_by: accountId }).where('id', '=', id).execute();
  await write(tx, services, owners, (language) =>
    joinedLetter(services, language, { name, organisation, role }),
  );
  return {
    ...{ name: 'membership.joined', actor, subject: { kind: 'organisation', id: organisation.id }, at },
    facts: { member: accountId, memberRole: role, invitation: id },
  };
}

function opensNothing(): SpentLink {
  return new SpentLink(
    {
      vi: 'Lời mời này đã dùng rồi, đã thu hồi, đã quá 14 ngày, hoặc đường dẫn bị cắt mất một phần. Đã nhận lời mời thì hãy đăng nhập và mở Tổ chức của tôi; chưa thì hãy nhờ tổ chức mời lại.',
      en: 'This invitation was used, taken back, is more than 14 days old, or was cut off. If you accepted it, sign in and open “My organisations”; otherwise ask the organisation for another.',
    },
    [
      { path: directoryPaths.signIn, label: { vi: 'Đăng nhập', en: 'Sign in' } },
      { path: directoryPaths.myOrganisations, label: { vi: 'Tổ chức của tôi', en: 'My organisations' } },
    ],
  );
}

const memberAlready: Text = {
  vi: 'Người này đã là thành viên của tổ chức.',
  en: 'This person belongs to the organisation already.',
};
const tooMany: Text = {
  vi: 'Tổ chức đã gửi nhiều lời mời. Hãy thu hồi bớt lời mời chưa trả lời, hoặc để ngày mai mời tiếp.',
  en: 'The organisation has sent many invitations. Take back some that wait, or go on tomorrow.',
};
const inviterGone: Text = {
  vi: 'Người gửi lời mời này không còn là chủ tài khoản của tổ chức. Hãy nhờ tổ chức mời lại.',
  en: 'Whoever sent this invitation is no owner of the organisation any longer. Ask the organisation for another.',
};
const meantForAnother: Text = {
  vi: 'Lời mời này gửi tới địa chỉ khác với tài khoản đang đăng nhập.',
  en: 'This invitation was sent to another address than that of your account.',
};
const accountThere: Text = {
  vi: 'Địa chỉ này vừa có tài khoản. Hãy đăng nhập rồi mở lại lời mời.',
  en: 'This address has an account meanwhile. Sign in and open the invitation again.',
};
const notTheSame: Text = {
  vi: 'Hai lần gõ mật khẩu mới chưa giống nhau.',
  en: 'The two new passwords are not the same.',
};
