import { z } from 'zod';
import type { Language, Text } from '../../kernel/text.ts';
import { calendarSentence } from '../../modules/calendar/index.ts';
import { catalogueSentence } from '../../modules/catalogue/index.ts';
import { consultationSentence } from '../../modules/consultation/index.ts';
import { directorySentence } from '../../modules/directory/index.ts';
import { registerSentence } from '../../modules/documents/index.ts';
import { followingSentence, untoldSentence } from '../../modules/notifications/index.ts';
import { programmeSentence } from '../../modules/programme/index.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { keySentence } from '../api-keys/index.ts';
import { backupSentence } from '../backup/index.ts';
import { mailSentence } from '../mail/index.ts';
import { operatorSentence } from '../operator/index.ts';
import { dataRequestSentence } from '../personal-data/index.ts';
import { webhookSentence } from '../webhooks/index.ts';
import { happeningCodes, happeningLabel, topicCodes, topicLabel } from './happenings.ts';

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
    calendarSentence(name, facts) ??
    consultationSentence(name, facts) ??
    programmeSentence(name, facts) ??
    backupSentence(name) ??
    mailSentence(name) ??
    operatorSentence(name, facts) ??
    untoldSentence(name, facts) ??
    followingSentence(name, facts) ??
    keySentence(name) ??
    webhookSentence(name) ??
    dataRequestSentence(name) ??
    auditSentence(name, facts) ??
    directorySentence(name, facts, scopeName, deputyName)
  );
}

/** As `knownSentence`; an event of another version of the product is told by its name. */
export function sentenceOf(name: string, facts: unknown, beside: Beside): Text {
  return knownSentence(name, facts, beside) ?? { vi: name, en: name };
}

const auditFacts = z
  .object({
    topic: z.string().optional(),
    happening: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    words: z.boolean().optional(),
    rows: z.number().optional(),
    events: z.number().optional(),
    seq: z.number().optional(),
  })
  .catch({});
type AuditFacts = z.output<typeof auditFacts>;

function auditSentence(name: string, facts: unknown): Text | null {
  const known = auditFacts.parse(facts);
  const count = (language: Language, value: number | undefined) => formatNumber(language, value ?? 0, 0);
  switch (name) {
    case 'audit.searched':
      return {
        vi: `Tra cứu nhật ký hệ thống${askedFor(known, 'vi')}`,
        en: `Searched the event log${askedFor(known, 'en')}`,
      };
    case 'audit.viewed':
      return { vi: 'Xem một sự kiện của nhật ký', en: 'Looked at one event of the log' };
    case 'audit.exported':
      return {
        vi: `Tải ${count('vi', known.rows)} sự kiện về dưới dạng CSV${askedFor(known, 'vi')}`,
        en: `Downloaded ${count('en', known.rows)} events as CSV${askedFor(known, 'en')}`,
      };
    case 'chain.check_requested':
      return { vi: 'Yêu cầu kiểm chuỗi nhật ký', en: 'Asked for a check of the event chain' };
    case 'chain.verified':
      return {
        vi: `Kiểm chuỗi nhật ký: ${count('vi', known.events)} sự kiện nguyên vẹn`,
        en: `Checked the event chain: ${count('en', known.events)} events, whole`,
      };
    case 'chain.broken':
      return {
        vi: `Kiểm chuỗi nhật ký: không khớp từ sự kiện số ${known.seq ?? ''}`,
        en: `Checked the event chain: it does not fit from event ${known.seq ?? ''} on`,
      };
    default:
      return null;
  }
}

/** ` (văn bản; sửa; từ 01/01/2026; có từ tìm)`. */
function askedFor({ topic, happening, from, to, words }: AuditFacts, language: Language): string {
  const say = (text: Text) => text[language].toLocaleLowerCase('vi');
  const topicCode = topicCodes.find((code) => code === topic);
  const happeningCode = happeningCodes.find((code) => code === happening);
  const parts = [
    topicCode && say(topicLabel(topicCode)),
    happeningCode && say(happeningLabel(happeningCode)),
    from && `${language === 'vi' ? 'từ' : 'from'} ${formatDate(language, from)}`,
    to && `${language === 'vi' ? 'đến' : 'to'} ${formatDate(language, to)}`,
    words && (language === 'vi' ? 'có từ tìm' : 'with words'),
  ].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}
