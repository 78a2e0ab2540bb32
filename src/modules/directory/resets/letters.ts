import type { Language } from '../../../kernel/text.ts';
import { type Letter, type LetterSample, secretMark } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { formatInstant } from '../../../ui/format.ts';
import { writeLetter } from '../../../ui/letter.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { directoryPaths } from '../paths.ts';
import { resetTexts } from './texts.ts';

type Sender = Pick<Services, 'config' | 'installation'>;

function write(
  { config, installation }: Sender,
  language: Language,
  kind: Letter['kind'],
  said: {
    readonly subject: string;
    readonly paragraphs: readonly string[];
    readonly label: string;
    readonly path: string;
  },
): Letter {
  const { subject, paragraphs, label, path } = said;
  const sender = { operator: installation.operator, site: config.baseUrl.href };
  // joined as texts: a mark stays as it is
  const href = `${config.baseUrl.origin}${localPath(language, path)}`;
  const reason = resetTexts(language).reason;
  return {
    kind,
    language,
    ...writeLetter(language, sender, { subject, paragraphs, action: { label, href }, reason }),
  };
}

/** The way to another password, for whoever reads the mail of the account. */
export function resetLetter(sender: Sender, language: Language, { name }: { readonly name: string }): Letter {
  const t = resetTexts(language).letter;
  return write(sender, language, 'password.forgotten', {
    subject: t.subject,
    paragraphs: [t.greeting(name), t.asked, t.notYou],
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
  return write(sender, language, 'password.was_changed', {
    subject: t.subject,
    paragraphs: [t.greeting(name), t.done(formatInstant(language, at)), t.notYou],
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
