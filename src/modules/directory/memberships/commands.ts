import { type Actor, holds, type MemberRole } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Facts } from '../../../platform/events/chain.ts';
import { type Letter, queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { conflictText } from '../organisations/store.ts';
import { communeId } from '../registrations/store.ts';
import { checkAppointment, checkProfile, checkRole, type ProfileTyped } from './inputs.ts';
import { leftLetter, newOwnerLetter, offeredLetter, removedLetter, roleLetter } from './letters.ts';
import {
  closeMembership,
  isOnlyOwner,
  lockForMembers,
  type Member,
  membersOf,
  openMembership,
  ownersAmong,
} from './store.ts';

/** An organisation whose members are locked, and the member that acts; null for whoever is none. */
interface Locked {
  readonly organisation: NamedOrganisation;
  readonly members: readonly Member[];
  readonly self: Member | null;
}

async function lockMembers(tx: Transaction, services: Services, actor: Actor, code: string): Promise<Locked> {
  const organisation = await lockForMembers(tx, code, services);
  const members = await membersOf(tx, organisation.id);
  const self =
    actor.kind === 'account' ? (members.find(({ accountId }) => accountId === actor.id) ?? null) : null;
  return { organisation, members, self };
}

/** As `lockMembers` for one of its owners. Of others' organisations nobody learns anything: `not_found`. */
export async function lockAsOwner(
  tx: Transaction,
  services: Services,
  actor: Actor,
  code: string,
): Promise<Locked> {
  const locked = await lockMembers(tx, services, actor, code);
  if (!locked.self) throw notFound();
  if (locked.self.role !== 'owner') throw new Refusal('forbidden', ownersOnly);
  return locked;
}

function memberOf({ members }: Locked, memberId: number): Member {
  const member = members.find(({ id }) => id === memberId);
  if (!member) throw notFound();
  return member;
}

/** Lets a member write, or only read; an owner steps down so. Throws Refusal `wrong_state` for the last owner. */
export async function changeRole(
  services: Services,
  actor: Actor,
  input: { readonly code: string; readonly memberId: number; readonly role: string },
): Promise<void> {
  const role = checkRole(input.role);
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockAsOwner(tx, services, actor, input.code);
    const member = memberOf(locked, input.memberId);
    if (member.role === role) return;
    refuseLastOwner(locked, member);
    await tx
      .updateTable('membership')
      .set({ role, offered_by: null, offered_at: null })
      .where('id', '=', member.id)
      .execute();
    const { organisation } = locked;
    await write(tx, services, [member], (language) =>
      roleLetter(services, language, { name: member.name, organisation, role }),
    );
    await tell(tx, services, actor, 'membership.role_changed', organisation, {
      ...{ member: member.accountId, memberRole: role },
    });
  });
}

/** Takes a member out, who is told. Throws Refusal `wrong_state` for the last owner. */
export async function removeMember(
  services: Services,
  actor: Actor,
  input: { readonly code: string; readonly memberId: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockAsOwner(tx, services, actor, input.code);
    const member = memberOf(locked, input.memberId);
    refuseLastOwner(locked, member);
    const { organisation } = locked;
    await closeMembership(tx, member, organisation.id, services.clock());
    await write(tx, services, [member], (language) =>
      removedLetter(services, language, { name: member.name, organisation }),
    );
    await tell(tx, services, actor, 'membership.ended', organisation, {
      ...{ member: member.accountId, by: 'owner' },
    });
  });
}

/** Leaves; the owners are told. Throws Refusal `wrong_state` for the last owner, who hands over first. */
export async function leaveOrganisation(services: Services, actor: Actor, code: string): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockMembers(tx, services, actor, code);
    const { organisation, self, members } = locked;
    if (!self) throw notFound();
    refuseLastOwner(locked, self);
    await closeMembership(tx, self, organisation.id, services.clock());
    const owners = ownersAmong(members).filter(({ id }) => id !== self.id);
    await write(tx, services, owners, (language) =>
      leftLetter(services, language, { name: self.name, organisation }),
    );
    await tell(tx, services, actor, 'membership.ended', organisation, {
      ...{ member: self.accountId, by: 'self' },
    });
  });
}

function refuseLastOwner({ members }: Locked, member: Member): void {
  if (isOnlyOwner(members, member)) throw new Refusal('wrong_state', lastOwner);
}

/** An owner offers to hand over to a member; nothing changes until they accept. */
export async function offerHandover(
  services: Services,
  actor: Actor,
  input: { readonly code: string; readonly memberId: number },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const locked = await lockAsOwner(tx, services, actor, input.code);
    const { organisation, self } = locked;
    const member = memberOf(locked, input.memberId);
    if (!self || member.role === 'owner') throw new Refusal('wrong_state', ownerAlready);
    if (!member.active) throw new Refusal('wrong_state', accountClosed);
    if (member.offeredBy === self.accountId) return;
    await tx
      .updateTable('membership')
      .set({ offered_by: self.accountId, offered_at: services.clock() })
      .where('id', '=', member.id)
      .execute();
    await write(tx, services, [member], (language) =>
      offeredLetter(services, language, { name: self.name, organisation }),
    );
    await tell(tx, services, actor, 'membership.offered', organisation, { member: member.accountId });
  });
}

/**
 * Accepts or declines what an owner offered: who accepts is the owner, who offered stays as an editor; all owners are
 * told. Throws Refusal `wrong_state` where nothing is offered, or the offering member is no owner any longer.
 */
export async function answerHandover(
  services: Services,
  actor: Actor,
  input: { readonly code: string; readonly accepts: boolean },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const { organisation, members, self } = await lockMembers(tx, services, actor, input.code);
    if (!self) throw notFound();
    const from = members.find(({ accountId }) => accountId === self.offeredBy);
    const nothing = { offered_by: null, offered_at: null };
    if (self.offeredBy === null || (input.accepts && from?.role !== 'owner'))
      throw new Refusal('wrong_state', nothingOffered);
    await tx
      .updateTable('membership')
      .set({ ...nothing, ...(input.accepts && { role: 'owner' }) })
      .where('id', '=', self.id)
      .execute();
    if (!input.accepts)
      return tell(tx, services, actor, 'membership.offer_declined', organisation, { member: self.accountId });
    await tx
      .updateTable('membership')
      .set({ role: 'editor' })
      .where('account_id', '=', self.offeredBy)
      .where('organisation_id', '=', organisation.id)
      .where('ended_at', 'is', null)
      .execute();
    await write(tx, services, [self, ...ownersAmong(members)], (language) =>
      newOwnerLetter(services, language, { name: self.name, organisation, reason: null }),
    );
    await tell(tx, services, actor, 'membership.handed_over', organisation, { member: self.accountId });
  });
}

/** Who may say who looks after an organisation whose owners are gone. */
export function mayAppoint(actor: Actor): boolean {
  return actor.kind === 'system' || holds(actor, 'programme_officer', 'programme_head', 'administrator');
}

/**
 * Lets somebody with an account belong to an organisation, with a reason that all owners read; `role` is that of an
 * owner but for the sample; nobody appoints themself. Throws InvalidInput `email`, `reason`, Refusal `forbidden`, `wrong_state`.
 */
export async function appointMember(
  services: Services,
  actor: Actor,
  input: {
    readonly code: string;
    readonly email: string;
    readonly reason: string;
    readonly role?: MemberRole;
  },
): Promise<void> {
  if (!mayAppoint(actor)) throw new Refusal('forbidden', officersOnly);
  const { email, reason } = checkAppointment(input);
  const role = input.role ?? 'owner';
  await services.db.transaction().execute(async (tx) => {
    const { organisation, members } = await lockMembers(tx, services, actor, input.code);
    const account = await tx
      .selectFrom('account')
      .select(['id', 'name', 'email', 'language'])
      .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
      .where('state', '=', 'active')
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!account) throw new InvalidInput({ email: nobody });
    if (actor.kind === 'account' && actor.id === account.id) throw new InvalidInput({ email: notOneself });
    const known = members.find(({ accountId }) => accountId === account.id);
    if (known?.role === role) throw new Refusal('wrong_state', ownerAlready);
    const at = services.clock();
    if (known)
      await tx
        .updateTable('membership')
        .set({ role, offered_by: null, offered_at: null })
        .where('id', '=', known.id)
        .execute();
    else
      await openMembership(tx, {
        ...{ accountId: account.id, organisationId: organisation.id, role, at },
      });
    const language: Language = account.language === 'en' ? 'en' : 'vi';
    const person = { accountId: account.id, email: account.email, language };
    if (role === 'owner')
      await write(tx, services, [person, ...ownersAmong(members)], (lang) =>
        newOwnerLetter(services, lang, { name: account.name, organisation, reason }),
      );
    await appendEvent(tx, {
      ...{ name: 'membership.appointed', actor, subject: { kind: 'organisation', id: organisation.id }, at },
      ...{ facts: { member: account.id, memberRole: role }, personal: { reason } },
    });
  });
}

/** Writes what an organisation says of itself. Throws InvalidInput by field, Refusal `conflict`, `forbidden`. */
export async function changeProfile(
  services: Services,
  actor: Actor,
  input: { readonly code: string; readonly version: number; readonly typed: ProfileTyped },
): Promise<void> {
  const { commune, activityEn, ...given } = checkProfile(input.typed);
  await services.db.transaction().execute(async (tx) => {
    // as the members stand now, not as they stood when the page was asked for
    const { organisation, self } = await lockMembers(tx, services, actor, input.code);
    if (!self) throw notFound();
    if (self.role === 'reader') throw new Refusal('forbidden', editorsOnly);
    const known = await tx
      .selectFrom('organisation_profile')
      .select('version')
      .where('organisation_id', '=', organisation.id)
      .executeTakeFirst();
    if ((known?.version ?? 0) !== input.version) throw new Refusal('conflict', conflictText);
    const values = {
      ...{ ...given, activity_en: activityEn, updated_at: services.clock(), version: input.version + 1 },
      commune_id: await communeId(tx, commune),
    };
    await tx
      .insertInto('organisation_profile')
      .values({ organisation_id: organisation.id, ...values })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
      .execute();
    await tell(tx, services, actor, 'organisation.profile_changed', organisation, {});
  });
}

/** Writes to members in their languages; one letter for each language. */
export async function write(
  tx: Transaction,
  { clock }: Pick<Services, 'clock'>,
  people: readonly Pick<Member, 'accountId' | 'email' | 'language'>[],
  letter: (language: Language) => Letter,
): Promise<void> {
  const to = new Map(people.map((one) => [one.accountId, one]));
  for (const language of ['vi', 'en'] as const) {
    const addressees = [...to.values()]
      .filter((one) => (one.language === 'en' ? 'en' : 'vi') === language)
      .map(({ accountId, email }) => ({ accountId, address: email }));
    await queueLetter(tx, letter(language), addressees, { topic: null, at: clock() });
  }
}

async function tell(
  tx: Transaction,
  services: Services,
  actor: Actor,
  name: `${string}.${string}`,
  { id }: NamedOrganisation,
  facts: Facts,
): Promise<void> {
  await appendEvent(tx, {
    ...{ name, actor, subject: { kind: 'organisation', id }, facts, at: services.clock() },
  });
}

const ownersOnly: Text = {
  vi: 'Chỉ chủ tài khoản tổ chức được làm việc này.',
  en: 'Only an owner of the organisation may do this.',
};
const editorsOnly: Text = {
  vi: 'Chỉ chủ tài khoản và người biên tập được sửa hồ sơ tổ chức.',
  en: 'Only owners and editors change the profile.',
};
const officersOnly: Text = {
  vi: 'Chỉ chuyên viên, phụ trách chương trình và quản trị viên được chỉ định.',
  en: 'Only officers, the head of the programme and administrators appoint.',
};
const lastOwner: Text = {
  vi: 'Đây là chủ tài khoản duy nhất của tổ chức. Hãy bàn giao cho thành viên khác trước.',
  en: 'This is the only owner of the organisation. Hand over to another member first.',
};
const ownerAlready: Text = {
  vi: 'Người này đã có quyền đó ở tổ chức.',
  en: 'This person holds that role in the organisation already.',
};
const accountClosed: Text = {
  vi: 'Tài khoản của người này đã đóng.',
  en: 'The account of this person is closed.',
};
const nothingOffered: Text = {
  vi: 'Không còn đề nghị bàn giao nào chờ bạn.',
  en: 'No hand-over waits for you any longer.',
};
const notOneself: Text = {
  vi: 'Không tự chỉ định chính mình được. Hãy nhờ người khác có quyền chỉ định.',
  en: 'Nobody appoints themself. Ask another person who may appoint.',
};
const nobody: Text = {
  vi: 'Chưa có tài khoản đang mở nào dùng e-mail này. Người đó cần đăng ký trước.',
  en: 'No open account has this address. The person registers first.',
};
