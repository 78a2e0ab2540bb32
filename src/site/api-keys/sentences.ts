import type { Text } from '../../kernel/text.ts';

const sentences: Readonly<Record<string, Text>> = {
  'api_key.created': { vi: 'Tạo khóa API', en: 'Made an API key' },
  'api_key.limited': { vi: 'Đặt mức sử dụng của khóa API', en: 'Set the limits of an API key' },
  'api_key.revoked': { vi: 'Thu hồi khóa API', en: 'Revoked an API key' },
};

/** An event of an API key as a sentence without its subject; null where `name` is none. */
export function keySentence(name: string): Text | null {
  return sentences[name] ?? null;
}
