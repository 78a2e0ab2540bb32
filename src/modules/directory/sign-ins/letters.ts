import type { Language } from '../../../kernel/text.ts';
import type { Letter, LetterSample } from '../../../platform/mail/letter.ts';
import { formatInstant } from '../../../ui/format.ts';
import { accountLetter, type Sender } from '../account-letter.ts';
import { directoryPaths } from '../paths.ts';
import { deviceName } from '../sessions/device.ts';
import { signInTexts } from './texts.ts';

/** That somebody signed in with a browser the account did not know. */
export function newDeviceLetter(
  sender: Sender,
  language: Language,
  told: { readonly name: string; readonly at: Date; readonly agent: string; readonly address: string },
): Letter {
  const { name, at, agent, address } = told;
  const t = signInTexts(language).letter;
  return accountLetter(sender, language, 'session.new_device', name, {
    subject: t.subject,
    paragraphs: [
      t.done(formatInstant(language, at), deviceName(agent || null)[language]),
      ...(address ? [t.from(address)] : []),
      t.you,
      t.notYou,
    ],
    label: t.action,
    path: directoryPaths.mySignIns,
  });
}

export const signInLetterSamples: readonly LetterSample[] = [
  {
    kind: 'session.new_device',
    label: { vi: 'Đăng nhập trên thiết bị mới', en: 'Sign-in on a new device' },
    write: (sender, language) =>
      newDeviceLetter(sender, language, {
        name: { vi: 'Nguyễn Thị Mẫu', en: 'officer' }[language],
        at: new Date('2027-01-04T01:15:00Z'),
        agent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0',
        address: '203.0.113.7',
      }),
  },
];
