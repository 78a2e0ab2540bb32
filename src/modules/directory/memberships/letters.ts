import type { MemberRole } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { type Letter, type LetterSample, secretMark } from '../../../platform/mail/letter.ts';
import { directoryLetter, type Sender } from '../account-letter.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { directoryPaths } from '../paths.ts';
import { memberLetterTexts } from './letter-texts.ts';

/** Somebody, an organisation, and what they are there. */
export interface MemberNews {
  readonly name: string;
  readonly organisation: NamedOrganisation;
  readonly role: MemberRole;
}

/** To an address, whether it has an account or not: who asks them to join what. */
export function invitationLetter(
  sender: Sender,
  language: Language,
  { name, organisation, role }: MemberNews,
): Letter {
  const t = memberLetterTexts(language);
  return directoryLetter(sender, language, 'invitation.sent', {
    subject: t.invited.subject(organisation.name),
    quoted: [name, organisation.name],
    paragraphs: [t.invited.lead(name, organisation.name, t.roles[role]), t.invited.notYou],
    ...{ label: t.invited.label, reason: t.invited.reason },
    path: directoryPaths.invitation(secretMark),
  });
}

function news(
  sender: Sender,
  language: Language,
  kind: Letter['kind'],
  { name, organisation }: Omit<MemberNews, 'role'>,
  said: { readonly subject: string; readonly lead: string; readonly reason?: string | null },
): Letter {
  const t = memberLetterTexts(language);
  return directoryLetter(sender, language, kind, {
    ...{ subject: said.subject, paragraphs: [said.lead], label: t.open, reason: t.reason },
    quoted: [name, organisation.name, said.reason ?? null],
    path: directoryPaths.myOrganisation(organisation.code),
  });
}

/** To the owners: `name` belongs to the organisation now. */
export function joinedLetter(sender: Sender, language: Language, one: MemberNews): Letter {
  const t = memberLetterTexts(language);
  return news(sender, language, 'member.joined', one, {
    subject: t.joined.subject(one.organisation.name),
    lead: t.joined.lead(one.name, one.organisation.name, t.roles[one.role]),
  });
}

/** To the member: what they may do has changed. */
export function roleLetter(sender: Sender, language: Language, one: MemberNews): Letter {
  const t = memberLetterTexts(language);
  return news(sender, language, 'member.role_changed', one, {
    subject: t.role.subject(one.organisation.name),
    lead: t.role.lead(one.name, one.organisation.name, t.roles[one.role]),
  });
}

/** To the member: they belong to it no longer. */
export function removedLetter(sender: Sender, language: Language, one: Omit<MemberNews, 'role'>): Letter {
  const t = memberLetterTexts(language);
  return directoryLetter(sender, language, 'member.removed', {
    subject: t.removed.subject(one.organisation.name),
    quoted: [one.name, one.organisation.name],
    paragraphs: [t.removed.lead(one.name, one.organisation.name), t.removed.next],
    ...{ label: t.mine, reason: t.reason, path: directoryPaths.myOrganisations },
  });
}

/** To the owners: `name` has left. */
export function leftLetter(sender: Sender, language: Language, one: Omit<MemberNews, 'role'>): Letter {
  const t = memberLetterTexts(language);
  return news(sender, language, 'member.left', one, {
    subject: t.left.subject(one.organisation.name),
    lead: t.left.lead(one.name, one.organisation.name),
  });
}

/** To the member: `name`, an owner, offers to hand over. */
export function offeredLetter(sender: Sender, language: Language, one: Omit<MemberNews, 'role'>): Letter {
  const t = memberLetterTexts(language);
  return news(sender, language, 'owner.offered', one, {
    subject: t.offered.subject(one.organisation.name),
    lead: t.offered.lead(one.name, one.organisation.name),
  });
}

/** To all owners, those of before among them: `name` is an owner now; `reason` where an officer appointed them. */
export function newOwnerLetter(
  sender: Sender,
  language: Language,
  one: Omit<MemberNews, 'role'> & { readonly reason: string | null },
): Letter {
  const t = memberLetterTexts(language);
  const { name, organisation, reason } = one;
  return news(sender, language, 'owner.changed', one, {
    ...{ subject: t.owner.subject(organisation.name), reason },
    lead:
      reason === null
        ? t.owner.lead(name, organisation.name)
        : t.owner.appointed(name, organisation.name, reason),
  });
}

const names = {
  vi: { name: 'Nguyễn Thị Mẫu', organisation: 'Công ty TNHH Minh Họa' },
  en: { name: 'officer', organisation: 'Illustration Ltd' },
} as const;
const madeUp = (language: Language) => ({
  name: names[language].name,
  organisation: { id: 0, code: '0100109106', name: names[language].organisation },
  role: 'editor' as const,
  reason: null,
});
const sample = (
  kind: LetterSample['kind'],
  label: LetterSample['label'],
  write: (sender: Sender, language: Language, one: ReturnType<typeof madeUp>) => Letter,
): LetterSample => ({ kind, label, write: (sender, language) => write(sender, language, madeUp(language)) });

export const memberLetterSamples: readonly LetterSample[] = [
  sample('invitation.sent', { vi: 'Lời mời vào tổ chức', en: 'Invitation' }, invitationLetter),
  sample('member.joined', { vi: 'Có thành viên mới', en: 'A new member' }, joinedLetter),
  sample('member.role_changed', { vi: 'Đổi quyền thành viên', en: 'Another role of a member' }, roleLetter),
  sample('member.removed', { vi: 'Đưa ra khỏi tổ chức', en: 'Taken out of an organisation' }, removedLetter),
  sample('member.left', { vi: 'Thành viên đã rời', en: 'A member left' }, leftLetter),
  sample('owner.offered', { vi: 'Đề nghị nhận bàn giao', en: 'A hand-over is offered' }, offeredLetter),
  sample('owner.changed', { vi: 'Có chủ tài khoản mới', en: 'A new owner' }, newOwnerLetter),
];
