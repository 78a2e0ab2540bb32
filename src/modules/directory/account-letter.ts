import type { Language } from '../../kernel/text.ts';
import type { Letter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { writeLetter } from '../../ui/letter.tsx';
import { localPath } from '../../ui/site-links.ts';
import { defineTexts } from '../../ui/texts/texts.ts';

export type Sender = Pick<Services, 'config' | 'installation'>;

/** What a letter of the directory says, with one address to go to. */
export interface Said {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What people wrote in them, and names. */
  readonly quoted?: readonly (string | null)[];
  readonly label: string;
  /** Without the language prefix. */
  readonly path: string;
}

/** A letter about somebody's account or organisation: it cannot be stopped, as it is part of using them. */
export function directoryLetter(
  { config, installation }: Sender,
  language: Language,
  kind: Letter['kind'],
  { subject, paragraphs, quoted, label, path, reason }: Said & { readonly reason: string },
): Letter {
  const sender = { operator: installation.operator, site: config.baseUrl.href };
  // joined as texts: a mark stays as it is
  const href = `${config.baseUrl.origin}${localPath(language, path)}`;
  return {
    kind,
    language,
    ...writeLetter(language, sender, { subject, paragraphs, quoted, action: { label, href }, reason }),
  };
}

const letterTexts = defineTexts(
  {
    reason: 'Bạn nhận thư này vì có tài khoản dùng địa chỉ này.',
    greeting: (name: string) => `Kính gửi ${name},`,
  },
  {
    reason: 'You get this letter because an account has this address.',
    greeting: (name: string) => `Dear ${name},`,
  },
);

/** A letter to the person of an account, by their name. */
export function accountLetter(
  sender: Sender,
  language: Language,
  kind: Letter['kind'],
  name: string,
  said: Said,
): Letter {
  const t = letterTexts(language);
  const paragraphs = [t.greeting(name), ...said.paragraphs];
  const quoted = [name, ...(said.quoted ?? [])];
  return directoryLetter(sender, language, kind, { ...said, paragraphs, quoted, reason: t.reason });
}
