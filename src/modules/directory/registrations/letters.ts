import type { MemberRole } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { type Letter, type LetterSample, secretMark } from '../../../platform/mail/letter.ts';
import { directoryLetter, type Sender } from '../account-letter.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { directoryPaths } from '../paths.ts';
import { registrationLetterTexts } from './letter-texts.ts';

interface Named {
  readonly name: string;
}

/** The way on, for whoever reads the mail of the address given. */
export function confirmLetter(sender: Sender, language: Language): Letter {
  const t = registrationLetterTexts(language);
  return directoryLetter(sender, language, 'registration.confirm', {
    // greets nobody by name: anybody may have typed it, for any address
    ...t.confirm,
    path: directoryPaths.confirmRegistration(secretMark),
    reason: t.reason,
  });
}

/** That there is an account already, for its person alone. */
export function knownLetter(sender: Sender, language: Language, { name }: Named): Letter {
  const t = registrationLetterTexts(language);
  return directoryLetter(sender, language, 'registration.known', {
    ...t.known,
    quoted: [name],
    paragraphs: [t.greeting(name), ...t.known.paragraphs],
    path: directoryPaths.signIn,
    reason: t.reasonKnown,
  });
}

export function askedLetter(
  sender: Sender,
  language: Language,
  { name, question }: Named & { readonly question: string },
): Letter {
  const t = registrationLetterTexts(language);
  return directoryLetter(sender, language, 'registration.more_wanted', {
    ...{ subject: t.asked.subject, label: t.asked.label, path: directoryPaths.correctRegistration },
    quoted: [name, question],
    paragraphs: [t.greeting(name), t.asked.lead, question, t.asked.next],
    reason: t.reason,
  });
}

export function acceptedLetter(
  sender: Sender,
  language: Language,
  {
    name,
    organisation,
    role,
  }: Named & { readonly organisation: NamedOrganisation; readonly role: MemberRole },
): Letter {
  const t = registrationLetterTexts(language);
  return directoryLetter(sender, language, 'registration.was_accepted', {
    ...{ subject: t.accepted.subject(organisation.name), label: t.accepted.label, reason: t.reason },
    quoted: [name, organisation.name],
    paragraphs: [t.greeting(name), t.accepted.lead(organisation.name), t.accepted.roles[role]],
    path: directoryPaths.myOrganisation(organisation.code),
  });
}

export function refusedLetter(
  sender: Sender,
  language: Language,
  { name, reason }: Named & { readonly reason: string },
): Letter {
  const t = registrationLetterTexts(language);
  return directoryLetter(sender, language, 'registration.was_refused', {
    ...{ subject: t.refused.subject, label: t.refused.label, path: directoryPaths.myRegistration },
    quoted: [name, reason],
    paragraphs: [t.greeting(name), t.refused.lead, reason, t.refused.next],
    reason: t.reason,
  });
}

const madeUp = {
  vi: { name: 'Nguyễn Thị Mẫu' },
  en: { name: 'officer' },
} as const;
const organisations = { vi: 'Công ty TNHH Minh Họa', en: 'Illustration Ltd' } as const;

export const registrationLetterSamples: readonly LetterSample[] = [
  {
    kind: 'registration.confirm',
    label: { vi: 'Xác nhận đăng ký', en: 'Confirm a registration' },
    write: (sender, language) => confirmLetter(sender, language),
  },
  {
    kind: 'registration.known',
    label: { vi: 'Đăng ký: đã có tài khoản', en: 'Registration: there is an account' },
    write: (sender, language) => knownLetter(sender, language, madeUp[language]),
  },
  {
    kind: 'registration.more_wanted',
    label: { vi: 'Đăng ký cần bổ sung, sửa', en: 'A registration to be completed or corrected' },
    write: (sender, language) =>
      askedLetter(sender, language, {
        ...madeUp[language],
        question: {
          vi: 'Đề nghị cho biết số và ngày của giấy chứng nhận đăng ký.',
          en: 'Please give number and date of the certificate.',
        }[language],
      }),
  },
  {
    kind: 'registration.was_accepted',
    label: { vi: 'Đăng ký được chấp nhận', en: 'A registration was accepted' },
    write: (sender, language) =>
      acceptedLetter(sender, language, {
        ...madeUp[language],
        organisation: { id: 0, code: '0100109106', name: organisations[language] },
        role: 'owner',
      }),
  },
  {
    kind: 'registration.was_refused',
    label: { vi: 'Đăng ký bị từ chối', en: 'A registration was refused' },
    write: (sender, language) =>
      refusedLetter(sender, language, {
        ...madeUp[language],
        reason: {
          vi: 'Tên và mã số thuế không khớp với giấy đăng ký.',
          en: 'Name and tax code do not agree with the certificate.',
        }[language],
      }),
  },
];
