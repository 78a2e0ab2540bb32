import type { Language } from '../../kernel/text.ts';
import { directoryLetterSamples } from '../../modules/directory/index.ts';
import { letterSamples } from '../../modules/notifications/index.ts';
import type { LetterSample } from '../../platform/mail/letter.ts';
import { keyLetterSamples } from '../api-keys/index.ts';
import { requestLetterSamples } from '../personal-data/index.ts';
import { webhookLetterSamples } from '../webhooks/index.ts';

/** Every kind of letter the product writes. */
export const samples: readonly LetterSample[] = [
  ...letterSamples,
  ...directoryLetterSamples,
  ...keyLetterSamples,
  ...webhookLetterSamples,
  ...requestLetterSamples,
];

/** What people call a kind of letter; one of another version of the product by its name. */
export function kindLabel(lang: Language, kind: string): string {
  return samples.find((sample) => sample.kind === kind)?.label[lang] ?? kind;
}
