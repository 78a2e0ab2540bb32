import type { Text } from '../../kernel/text.ts';

const sentences: Readonly<Record<string, Text>> = {
  'mail.sent_again': { vi: 'Gửi lại một thư', en: 'Sent a letter again' },
  'mail.refusal_lifted': {
    vi: 'Cho gửi thư trở lại tới một địa chỉ từng bị máy chủ từ chối',
    en: 'Let letters go again to an address that had refused them',
  },
};

/** An event of mail as a sentence without its subject; null where `name` is none. */
export function mailSentence(name: string): Text | null {
  return sentences[name] ?? null;
}
