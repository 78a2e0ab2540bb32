import type { Language } from '../../../kernel/text.ts';
import type { Letter, LetterSample } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { formatInstant } from '../../../ui/format.ts';
import { writeLetter } from '../../../ui/letter.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { directoryPaths } from '../paths.ts';
import { identityTexts } from './texts.ts';

type Sender = Pick<Services, 'config' | 'installation'>;

interface Told {
  readonly name: string;
  /** What people call the provider. */
  readonly provider: string;
  readonly at: Date;
}

function write(
  { config, installation }: Sender,
  language: Language,
  kind: Letter['kind'],
  { name, provider, at }: Told,
): Letter {
  const t = identityTexts(language).letters;
  const said = kind === 'identity.linked' ? t.linked : t.unlinked;
  const sender = { operator: installation.operator, site: config.baseUrl.href };
  const href = `${config.baseUrl.origin}${localPath(language, directoryPaths.myIdentities)}`;
  return {
    kind,
    language,
    ...writeLetter(language, sender, {
      subject: said.subject(provider),
      paragraphs: [t.greeting(name), said.done(provider, formatInstant(language, at)), t.notYou],
      quoted: [name],
      action: { label: t.action, href },
      reason: t.reason,
    }),
  };
}

/** That an account can be entered through a provider from now on. */
export function linkedLetter(sender: Sender, language: Language, told: Told): Letter {
  return write(sender, language, 'identity.linked', told);
}

export function unlinkedLetter(sender: Sender, language: Language, told: Told): Letter {
  return write(sender, language, 'identity.unlinked', told);
}

const madeUp = {
  vi: { name: 'Nguyễn Thị Mẫu', provider: 'VNeID', at: new Date('2027-01-04T01:15:00Z') },
  en: { name: 'officer', provider: 'VNeID', at: new Date('2027-01-04T01:15:00Z') },
} as const;

export const identityLetterSamples: readonly LetterSample[] = [
  {
    kind: 'identity.linked',
    label: { vi: 'Tài khoản đã được liên kết đăng nhập', en: 'A single sign-on was linked' },
    write: (sender, language) => linkedLetter(sender, language, madeUp[language]),
  },
  {
    kind: 'identity.unlinked',
    label: { vi: 'Tài khoản đã bỏ liên kết đăng nhập', en: 'A single sign-on was unlinked' },
    write: (sender, language) => unlinkedLetter(sender, language, madeUp[language]),
  },
];
