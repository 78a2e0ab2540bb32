import type { Text } from '../../kernel/text.ts';

const sentences: Readonly<Record<string, Text>> = {
  'webhook.created': { vi: 'Đăng ký webhook', en: 'Registered a webhook' },
  'webhook.verified': { vi: 'Xác minh nơi nhận của webhook', en: 'Verified the receiver of a webhook' },
  'webhook.changed': { vi: 'Sửa webhook', en: 'Changed a webhook' },
  'webhook.secret_rotated': { vi: 'Đổi khóa ký của webhook', en: 'Gave a webhook another secret' },
  'webhook.paused': { vi: 'Tạm dừng webhook', en: 'Paused a webhook' },
  'webhook.resumed': { vi: 'Cho webhook chạy tiếp', en: 'Let a webhook go on' },
  'webhook.released': { vi: 'Bỏ lệnh tạm dừng webhook', en: 'Lifted the pause of a webhook' },
  'webhook.removed': { vi: 'Xóa webhook', en: 'Removed a webhook' },
};

/** An event of a webhook as a sentence without its subject; null where `name` is none. */
export function webhookSentence(name: string): Text | null {
  return sentences[name] ?? null;
}
