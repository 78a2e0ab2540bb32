import type { Language } from '../../../kernel/text.ts';
import { type Letter, type LetterSample, secretMark } from '../../../platform/mail/letter.ts';
import { formatInstant } from '../../../ui/format.ts';
import { directoryLetter, type Sender } from '../account-letter.ts';
import { directoryPaths } from '../paths.ts';
import { emailChangeTexts } from './texts.ts';

interface Asked {
  readonly name: string;
  /** The address asked for. */
  readonly email: string;
}

/** To the address asked for: whoever reads it agrees or refuses. Mistyped it is a stranger's, so it names nobody. */
export function newSideLetter(sender: Sender, language: Language, { email }: Pick<Asked, 'email'>): Letter {
  const { letters: t } = emailChangeTexts(language);
  return directoryLetter(sender, language, 'email.confirm_new', {
    ...{ subject: t.newSide.subject, label: t.action, reason: t.newSide.reason },
    paragraphs: [t.newSide.lead(email), t.both, t.notYou],
    path: directoryPaths.emailChange(secretMark),
  });
}

/** To the present address: whoever reads it agrees or refuses. */
export function oldSideLetter(sender: Sender, language: Language, { name, email }: Asked): Letter {
  const { letters: t } = emailChangeTexts(language);
  return directoryLetter(sender, language, 'email.confirm_old', {
    ...{ subject: t.oldSide.subject, label: t.action, reason: t.reason },
    quoted: [name],
    paragraphs: [t.greeting(name), t.oldSide.lead(email), t.both, t.oldSide.notYou],
    path: directoryPaths.emailChange(secretMark),
  });
}

/** To the owner of an address that somebody else asked for. */
export function takenLetter(sender: Sender, language: Language, { name }: Pick<Asked, 'name'>): Letter {
  const { letters: t } = emailChangeTexts(language);
  return directoryLetter(sender, language, 'email.taken', {
    ...{ subject: t.taken.subject, label: t.taken.label, reason: t.reason },
    quoted: [name],
    paragraphs: [t.greeting(name), t.taken.lead],
    path: directoryPaths.signIn,
  });
}

/** To the present address: one side refused, nothing has changed. */
export function refusedLetter(sender: Sender, language: Language, { name }: Pick<Asked, 'name'>): Letter {
  const { letters: t } = emailChangeTexts(language);
  return directoryLetter(sender, language, 'email.change_refused', {
    ...{ subject: t.refused.subject, label: t.refused.label, reason: t.reason },
    quoted: [name],
    paragraphs: [t.greeting(name), t.refused.lead],
    path: directoryPaths.mine,
  });
}

/** To both addresses, once it is done. */
export function changedLetter(
  sender: Sender,
  language: Language,
  { name, at }: { readonly name: string; readonly at: Date },
): Letter {
  const { letters: t } = emailChangeTexts(language);
  return directoryLetter(sender, language, 'email.was_changed', {
    ...{ subject: t.changed.subject, label: t.changed.label, reason: t.reason },
    quoted: [name],
    paragraphs: [t.greeting(name), t.changed.lead(formatInstant(language, at)), t.changed.notYou],
    path: directoryPaths.signIn,
  });
}

const names = { vi: 'Nguyễn Thị Mẫu', en: 'officer' } as const;
const madeUp = (language: Language) => ({
  name: names[language],
  email: 'moi@example.vn',
  at: new Date('2027-01-04T01:15:00Z'),
});
const sample = (
  kind: LetterSample['kind'],
  label: LetterSample['label'],
  write: (sender: Sender, language: Language, one: ReturnType<typeof madeUp>) => Letter,
): LetterSample => ({ kind, label, write: (sender, language) => write(sender, language, madeUp(language)) });

export const emailLetterSamples: readonly LetterSample[] = [
  sample(
    'email.confirm_new',
    { vi: 'Đổi e-mail: địa chỉ mới', en: 'Another address: the new one' },
    newSideLetter,
  ),
  sample(
    'email.confirm_old',
    { vi: 'Đổi e-mail: địa chỉ cũ', en: 'Another address: the old one' },
    oldSideLetter,
  ),
  sample(
    'email.taken',
    { vi: 'Đổi e-mail: địa chỉ đã có tài khoản', en: 'Another address: it is taken' },
    takenLetter,
  ),
  sample(
    'email.change_refused',
    { vi: 'Đổi e-mail bị từ chối', en: 'Another address: refused' },
    refusedLetter,
  ),
  sample('email.was_changed', { vi: 'E-mail đã được đổi', en: 'The address was changed' }, changedLetter),
];
