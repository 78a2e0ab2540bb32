import type { Text } from '../../kernel/text.ts';

const sentences: Readonly<Record<string, Text>> = {
  'backup.requested': { vi: 'Yêu cầu sao lưu', en: 'Asked for a backup' },
  'backup.made': { vi: 'Sao lưu xong, đã đọc lại và kiểm tra', en: 'Backup made, read back and verified' },
  'backup.failed': { vi: 'Sao lưu không thành công', en: 'The backup failed' },
  'rehearsal.requested': { vi: 'Yêu cầu diễn tập khôi phục', en: 'Asked for a rehearsal of restoring' },
  'rehearsal.passed': { vi: 'Diễn tập khôi phục đạt', en: 'The rehearsal of restoring passed' },
  'rehearsal.failed': { vi: 'Diễn tập khôi phục không đạt', en: 'The rehearsal of restoring failed' },
};

/** An event of backups as a sentence, or null where `name` is none of theirs. */
export function backupSentence(name: string): Text | null {
  return sentences[name] ?? null;
}
