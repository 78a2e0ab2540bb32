import type { Text } from '../../kernel/text.ts';
import { catalogueSentence } from '../../modules/catalogue/index.ts';
import { directorySentence } from '../../modules/directory/index.ts';
import { registerSentence } from '../../modules/documents/index.ts';
import { formatNumber } from '../../ui/format.ts';
import { backupSentence } from '../backup/index.ts';

/** What stands beside an event that its facts name by a number alone. */
export interface Beside {
  readonly fileName: string | null;
  readonly scopeName: string | null;
  readonly deputyName: string | null;
}

/** Any event as a sentence without its subject: told by the module whose event it is; null where nobody knows it. */
export function knownSentence(name: string, facts: unknown, beside: Beside): Text | null {
  const { fileName, scopeName, deputyName } = beside;
  return (
    catalogueSentence(name, facts, fileName) ??
    registerSentence(name, facts) ??
    backupSentence(name) ??
    auditSentence(name, facts) ??
    directorySentence(name, facts, scopeName, deputyName)
  );
}

/** As `knownSentence`; an event of another version of the product is told by its name. */
export function sentenceOf(name: string, facts: unknown, beside: Beside): Text {
  return knownSentence(name, facts, beside) ?? { vi: name, en: name };
}

function auditSentence(name: string, facts: unknown): Text | null {
  const known = typeof facts === 'object' && facts !== null ? facts : {};
  switch (name) {
    case 'audit.searched':
      return { vi: 'Tra cứu nhật ký hệ thống', en: 'Searched the event log' };
    case 'audit.viewed':
      return { vi: 'Xem một sự kiện của nhật ký', en: 'Looked at one event of the log' };
    case 'audit.exported': {
      const rows = 'rows' in known && typeof known.rows === 'number' ? known.rows : 0;
      return {
        vi: `Tải ${formatNumber('vi', rows, 0)} sự kiện về dưới dạng CSV`,
        en: `Downloaded ${formatNumber('en', rows, 0)} events as CSV`,
      };
    }
    case 'chain.check_requested':
      return { vi: 'Yêu cầu kiểm chuỗi nhật ký', en: 'Asked for a check of the event chain' };
    case 'chain.verified': {
      const events = 'events' in known && typeof known.events === 'number' ? known.events : 0;
      return {
        vi: `Kiểm chuỗi nhật ký: ${formatNumber('vi', events, 0)} sự kiện nguyên vẹn`,
        en: `Checked the event chain: ${formatNumber('en', events, 0)} events, whole`,
      };
    }
    case 'chain.broken': {
      const at = 'seq' in known ? String(known.seq) : '';
      return {
        vi: `Kiểm chuỗi nhật ký: không khớp từ sự kiện số ${at}`,
        en: `Checked the event chain: it does not fit from event ${at} on`,
      };
    }
    default:
      return null;
  }
}
