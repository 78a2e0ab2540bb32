import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import { documentName, type Twin } from '../../documents/index.ts';
import { type Edition, editionLifecycle, isApproved } from '../edition.ts';
import type { Comparison } from './compare.ts';

export function refuseUnlessApproved(edition: Edition): void {
  if (isApproved(edition)) return;
  const { vi, en } = editionLifecycle.states[edition.state].internal;
  throw new Refusal('wrong_state', {
    vi: `Danh mục ${edition.code} đang ở trạng thái “${vi}”. Chỉ ghi bản ký cho danh mục đã được duyệt.`,
    en: `The edition ${edition.code} is “${en}”. A signed copy is recorded for an approved edition only.`,
  });
}

/** What a file seems to be, in words. */
export function seemingName(language: Language, other: NonNullable<Comparison['other']>): string {
  const { kind, number, symbol, issuer, title } = other;
  const known = kind !== 'other' || number !== null || symbol !== null;
  const name = known ? documentName(language, { kind, number, symbol, title: null }) : '';
  const about = title && title.length > 150 ? `${title.slice(0, 150)}…` : title;
  const parts = [
    name,
    about && `“${about}”`,
    issuer && (language === 'vi' ? `của ${issuer}` : `of ${issuer}`),
  ];
  const unknown = language === 'vi' ? 'một văn bản không rõ số, tên' : 'a document without number or name';
  return parts.filter(Boolean).join(' ') || unknown;
}

export function seemsAnother(other: NonNullable<Comparison['other']>): Text {
  return {
    vi: `Tệp này có vẻ là văn bản khác: ${seemingName('vi', other)}. Không tìm thấy mục nào của danh mục đã duyệt trong tệp. Hãy chọn lại tệp, hoặc xác nhận bên dưới nếu đúng là bản ký của danh mục này.`,
    en: `This file seems to be another document: ${seemingName('en', other)}. None of the approved entries is in it. Choose another file, or confirm below that it is the signed copy of this edition.`,
  };
}

export function numberTaken(twins: readonly Twin[], number: string): Text {
  const titles = twins.map(({ title }) => `“${title}”`).join('; ');
  return {
    vi: `Số ${number} đã có ở văn bản khác trong sổ: ${titles}.`,
    en: `The register has another document numbered ${number}: ${titles}.`,
  };
}

export function recordedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa ghi: người khác vừa ghi bản ký của danh mục này. Hãy xem bản vừa ghi bên dưới; nội dung bạn gõ và tệp bạn gửi vẫn còn, gửi lại nếu cần thay.',
    en: 'Not recorded: somebody has just recorded the signed copy of this edition. Look at it below; what you typed and sent is kept, send it again to replace theirs.',
  });
}

/** PostgreSQL: the register took the same file for another document at the same moment. */
export function isFileTaken(error: unknown): boolean {
  const fault = error as { code?: string; constraint?: string } | null;
  return fault?.code === '23505' && fault.constraint === 'document_file_once';
}

export function fileTaken(): InvalidInput {
  return new InvalidInput({
    file: {
      vi: 'Tệp này vừa được gắn cho một văn bản khác trong sổ. Hãy kiểm tra lại.',
      en: 'The register has just taken this file for another document. Look again.',
    },
  });
}
