import type { Text } from '../../../kernel/text.ts';
import { brokenField } from './fields.ts';
import { type OutgoingField, type OutgoingTexts, outgoingFields, typedDate } from './outgoing.ts';

const required: readonly OutgoingField[] = ['issuer', 'symbol', 'place', 'abstract', 'body', 'roles'];
const most: Readonly<Partial<Record<OutgoingField, number>>> = { body: 60_000, bases: 20_000 };
const mostOthers = 3_000;

/** Tabs and line ends are typed; the others come with a paste and are drawn by no printer. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/u;
const CODE = /<\s*\/?\s*script\b|\bjavascript:/iu;

/** What stands around a place, on one line, so that it is found again in a long text. */
function near(text: string, at: number): string {
  return text
    .slice(Math.max(0, at - 15), at + 25)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Signs no page can show, and code of web pages: nobody types either on purpose. */
export function strayPaste(text: string): Text | null {
  const control = text.search(CONTROL);
  if (control !== -1) {
    const code = `U+${(text.codePointAt(control) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return {
      vi: `Có ký tự điều khiển không in được (${code}) gần “${near(text, control)}”. Hãy xóa đoạn đó rồi gõ lại.`,
      en: `A control character that cannot be printed (${code}) stands near “${near(text, control)}”. Delete that part and type it anew.`,
    };
  }
  const script = text.search(CODE);
  if (script === -1) return null;
  return {
    vi: `Có mã của trang web gần “${near(text, script)}”. Văn bản chỉ in chữ, không chạy mã; hãy xóa đoạn đó.`,
    en: `Code of a web page stands near “${near(text, script)}”. A document prints words and runs nothing; delete that part.`,
  };
}

function wrongText(field: OutgoingField, text: string): Text | null {
  const limit = most[field] ?? mostOthers;
  if (text.length > limit)
    return {
      vi: `Dài ${text.length} ký tự, tối đa ${limit}. Hãy rút gọn.`,
      en: `${text.length} characters, at most ${limit}. Make it shorter.`,
    };
  const stray = strayPaste(text) ?? brokenField(text);
  if (stray) return stray;
  if (required.includes(field) && text.trim() === '')
    return { vi: 'Không được để trống phần này.', en: 'This part may not be empty.' };
  if (field === 'date' && typedDate(text) === undefined)
    return {
      vi: 'Ngày này không có. Hãy ghi như 05/01/2026, hoặc 4/2026 khi chưa biết ngày, hoặc để trống.',
      en: 'There is no such day. Write 05/01/2026, or 4/2026 while the day is open, or leave it empty.',
    };
  return null;
}

/** One message for each part that can neither be saved nor drawn; none: all are well. */
export function wrongTexts(texts: OutgoingTexts): Partial<Record<OutgoingField, Text>> {
  const wrong: Partial<Record<OutgoingField, Text>> = {};
  for (const field of outgoingFields) {
    const message = wrongText(field, texts[field]);
    if (message) wrong[field] = message;
  }
  return wrong;
}
