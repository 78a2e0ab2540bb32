import type { Language } from '../../kernel/text.ts';
import type { Letter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { writeLetter } from '../../ui/letter.tsx';
import { localPath } from '../../ui/site-links.ts';
import { defineTexts } from '../../ui/texts/texts.ts';

export type Sender = Pick<Services, 'config' | 'installation'>;

/** What a letter about somebody's own account says, with one address to go to. */
export interface Said {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly label: string;
  readonly path: string;
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

/** A letter to the person of an account; nobody can do without such letters. */
export function accountLetter(
  { config, installation }: Sender,
  language: Language,
  kind: Letter['kind'],
  name: string,
  said: Said,
): Letter {
  const { subject, paragraphs, label, path } = said;
  const t = letterTexts(language);
  const sender = { operator: installation.operator, site: config.baseUrl.href };
  // joined as texts: a mark stays as it is
  const href = `${config.baseUrl.origin}${localPath(language, path)}`;
  const content = { subject, paragraphs: [t.greeting(name), ...paragraphs], reason: t.reason };
  return { kind, language, ...writeLetter(language, sender, { ...content, action: { label, href } }) };
}
