import type { Language } from '../../../kernel/text.ts';
import { type Letter, type LetterSample, secretMark } from '../../../platform/mail/letter.ts';
import { formatInstant } from '../../../ui/format.ts';
import { accountLetter, type Sender } from '../account-letter.ts';
import { directoryPaths } from '../paths.ts';
import { resetTexts } from './texts.ts';

/** The way to another password, for whoever reads the mail of the account. */
export function resetLetter(sender: Sender, language: Language, { name }: { readonly name: string }): Letter {
  const t = resetTexts(language).letter;
  return accountLetter(sender, language, 'password.forgotten', name, {
    subject: t.subject,
    paragraphs: [t.asked, t.notYou],
    label: t.action,
    path: directoryPaths.resetByLetter(secretMark),
  });
}

/** That the password was changed, for those who did not do it. */
export function changedLetter(
  sender: Sender,
  language: Language,
  { name, at }: { readonly name: string; readonly at: Date },
): Letter {
  const t = resetTexts(language).changed;
  return accountLetter(sender, language, 'password.was_changed', name, {
    subject: t.subject,
    paragraphs: [t.done(formatInstant(language, at)), t.notYou],
    label: t.action,
    path: directoryPaths.forgotten,
  });
}

const madeUp = { vi: 'Nguyễn Thị Mẫu', en: 'officer' } as const;

export const resetLetterSamples: readonly LetterSample[] = [
  {
    kind: 'password.forgotten',
    label: { vi: 'Đặt lại mật khẩu', en: 'Forgotten password' },
    write: (sender, language) => resetLetter(sender, language, { name: madeUp[language] }),
  },
  {
    kind: 'password.was_changed',
    label: { vi: 'Mật khẩu đã được đổi', en: 'The password was changed' },
    write: (sender, language) =>
      changedLetter(sender, language, { name: madeUp[language], at: new Date('2027-01-04T01:15:00Z') }),
  },
];
