import type { Language } from '../../kernel/text.ts';
import type { Letter, LetterSample } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { writeLetter } from '../../ui/letter.tsx';
import { localPath } from '../../ui/site-links.ts';
import { webhookPaths } from './paths.ts';
import { webhookTexts } from './texts.ts';
import type { Pause } from './webhook.ts';

type Sender = Pick<Services, 'config' | 'installation'>;

/** That a webhook sends no more, and why. */
export function pausedLetter(
  { config, installation }: Sender,
  language: Language,
  told: {
    readonly id: number;
    readonly owner: string;
    readonly name: string;
    readonly why: Pause;
    readonly reason: string | null;
  },
): Letter {
  const t = webhookTexts(language).letter;
  const written = writeLetter(
    language,
    { operator: installation.operator, site: config.baseUrl.href },
    {
      subject: t.subject(told.name),
      paragraphs: [
        t.greeting(told.owner),
        t.why[told.why](told.name),
        ...(told.reason === null ? [] : [t.because(told.reason)]),
        t.next,
      ],
      quoted: [told.owner, told.name, told.reason],
      action: {
        label: t.action,
        href: new URL(localPath(language, webhookPaths.mine(told.id)), config.baseUrl).href,
      },
      reason: t.reason,
    },
  );
  return { kind: 'webhook.paused', language, ...written };
}

const madeUp = {
  vi: { owner: 'Nguyễn Thị Mẫu', name: 'Cổng dữ liệu của trường' },
  en: { owner: 'officer', name: 'The university’s data portal' },
} as const;

export const webhookLetterSamples: readonly LetterSample[] = [
  {
    kind: 'webhook.paused',
    label: { vi: 'Webhook tạm dừng', en: 'A webhook is paused' },
    write: (sender, language) =>
      pausedLetter(sender, language, { id: 1, ...madeUp[language], why: 'failures', reason: null }),
  },
];
