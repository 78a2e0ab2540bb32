import type { Language } from '../../kernel/text.ts';
import type { Letter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { writeLetter } from '../../ui/letter.tsx';
import { localPath } from '../../ui/site-links.ts';

export type Sender = Pick<Services, 'config' | 'installation'>;

/** A letter about somebody's account or organisation: it cannot be stopped, as it is part of using them. */
export function accountLetter(
  { config, installation }: Sender,
  language: Language,
  kind: Letter['kind'],
  said: {
    readonly subject: string;
    readonly paragraphs: readonly string[];
    readonly label: string;
    /** Without the language prefix. */
    readonly path: string;
    readonly reason: string;
  },
): Letter {
  const { subject, paragraphs, label, path, reason } = said;
  const sender = { operator: installation.operator, site: config.baseUrl.href };
  // joined as texts: a mark stays as it is
  const href = `${config.baseUrl.origin}${localPath(language, path)}`;
  return {
    kind,
    language,
    ...writeLetter(language, sender, { subject, paragraphs, action: { label, href }, reason }),
  };
}
