import type { Language } from '../../kernel/text.ts';
import type { Letter, LetterSample } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { writeLetter } from '../../ui/letter.tsx';
import { localPath } from '../../ui/site-links.ts';
import { keyPaths } from './paths.ts';
import { keyTexts } from './texts.ts';

type Sender = Pick<Services, 'config' | 'installation'>;

/** That an administrator ended somebody's key, and why. */
export function revokedLetter(
  { config, installation }: Sender,
  language: Language,
  { owner, key, reason }: { readonly owner: string; readonly key: string; readonly reason: string },
): Letter {
  const t = keyTexts(language).letter;
  const written = writeLetter(
    language,
    { operator: installation.operator, site: config.baseUrl.href },
    {
      subject: t.subject(key),
      paragraphs: [t.greeting(owner), t.revoked(key), t.because(reason), t.next],
      quoted: [owner, key, reason],
      action: { label: t.action, href: new URL(localPath(language, keyPaths.mine), config.baseUrl).href },
      reason: t.reason,
    },
  );
  return { kind: 'api_key.revoked', language, ...written };
}

export const keyLetterSamples: readonly LetterSample[] = [
  {
    kind: 'api_key.revoked',
    label: { vi: 'Khóa API bị thu hồi', en: 'An API key was revoked' },
    write: (sender, language) =>
      revokedLetter(
        sender,
        language,
        {
          vi: {
            owner: 'Nguyễn Thị Mẫu',
            key: 'Bản đồ bài toán',
            reason: 'Khóa bị lộ trong mã nguồn công khai.',
          },
          en: { owner: 'officer', key: 'Map of problems', reason: 'The key stands in public source code.' },
        }[language],
      ),
  },
];
