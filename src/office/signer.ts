import { splitItems } from './cell-lists.ts';
import type { Signer } from './document.ts';
import type { Line } from './flow.ts';
import { capitalised, fold, isAllCaps, normaliseText, oneToneStyle } from './text.ts';

/** `TM. ỦY BAN NHÂN DÂN`; the Party writes `T/M BAN THƯỜNG VỤ`, and typists forget the dot. */
const FOR = /^(?:(?:T\/?M|K\/?T|T\/?L|TUQ|Q)\s?\.\s*\p{Lu}|(?:T\/M|K\/T|T\/L|TM|KT|TL|TUQ)\s\p{Lu}{2})/u;
const POSITION =
  /^(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|BÍ THƯ|TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG BÍ THƯ|CHỈ HUY|TỔNG THƯ KÝ|THƯ KÝ|ỦY VIÊN|KẾ TOÁN|CHÁNH|PHÓ)/u;
const GIVEN = "\\p{Lu}(?:['’]\\p{Lu})?\\p{Ll}*";
const NAME = new RegExp(`^(?:(?:GS|PGS|TS|ThS|BS|KS|CN)\\.?\\s?)*(${GIVEN}(?:\\s${GIVEN}){1,4})$`, 'u');
/** A name in capitals is told from a position by its family name. */
const CAPITAL_NAME =
  /^(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐOÀN|ĐINH|HÀ|VI|NÔNG|LƯƠNG|TRIỆU|LỘC|HỨA|MÃ|LÂM|ĐÀM|CHU|TÔ|TRỊNH|MAI|CAO|ĐÀO|LÀNH|LĂNG|LINH|MÔNG|PHÙNG|GIÁP|THÂN|TẠ|QUÁCH|TỐNG|THÁI|TRƯƠNG|KIỀU|VƯƠNG|ÂU|BẾ|TĂNG|LA|MA)(?:\s\p{Lu}+){1,4}$/u;
const SIGNED_NOTE = /^[([]?\s*(?:đã ký|ký số|ký tên|chữ ký|signature|ký, đóng dấu|ký, ghi rõ).*$/iu;
const BRACKETED = /^[([][^)\]]*[)\]]\s*/u;
const PLACES = /^(?:việt nam|lạng sơn|hà nội|hồ chí minh|ủy ban|hội đồng|chính phủ|bộ |sở |văn phòng|như )/iu;

/** Where the signature block begins in the lines, and what it says. */
export interface Signature {
  signer: Signer;
  /** Index of the first role line, or -1. */
  line: number;
}

export function readSignature(lines: readonly Line[], from: number, property: string | undefined): Signature {
  const start = roleLine(lines, from);
  const name = property === undefined || property === '' ? null : normaliseText(property);
  if (start === -1) return { signer: { name, roles: [] }, line: -1 };
  const roles: string[] = [];
  let signed: string | null = null;
  for (let at = start; at < Math.min(lines.length, start + 14) && signed === null; at += 1) {
    for (const part of parts(lines[at]?.text ?? '')) {
      if (isRole(part)) {
        if (!roles.includes(part)) roles.push(part);
      } else if (SIGNED_NOTE.test(part)) signed ??= personName(part.replace(BRACKETED, ''));
      else signed ??= personName(part);
    }
    if (/^(?:PHỤ LỤC|Phụ lục)/u.test(lines[at]?.text ?? '')) break;
  }
  return { signer: { name: signed ?? name, roles }, line: start };
}

/** The first `TM.`/`KT.` line; else a bare position (`CHỦ TỊCH`) near the recipients or the end. */
function roleLine(lines: readonly Line[], from: number): number {
  const texts = lines.map((line) => oneToneStyle(line.text));
  const prefixed = texts.findIndex(
    (text, at) => at >= from && FOR.test(text) && isAllCaps(text.slice(0, 12)),
  );
  const recipients = texts.findIndex((text, at) => at >= from && /^nơi nhận/iu.test(text));
  const near = recipients === -1 ? Math.max(from, lines.length - 8) : Math.max(from, recipients - 8);
  const bare = texts.findIndex(
    (text, at) => at >= near && isAllCaps(text) && POSITION.test(text) && text.length <= 60,
  );
  if (prefixed === -1) return bare;
  return bare === -1 || bare > prefixed ? prefixed : bare;
}

/** One printed line may hold several role lines, and the name after them. */
function parts(text: string): string[] {
  const spaced = normaliseText(text)
    .replace(/\s(?=(?:K\/?T|T\/?L|TUQ|Q)\s?\.\s*\p{Lu}|[KT]\/[TL]\s\p{Lu})/gu, '\n')
    .replace(/\s(?=PHÓ\s)/gu, '\n')
    .replace(/(?<=\p{Lu}\p{Lu})\s(?=\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}*){1,4}$)/gu, '\n');
  return spaced
    .split('\n')
    .map((part) => part.replace(/^[|*\s]+|[|*\s]+$/gu, ''))
    .filter((part) => part !== '');
}

function isRole(text: string): boolean {
  const canonical = oneToneStyle(text);
  return (
    isAllCaps(canonical) &&
    (FOR.test(canonical) || POSITION.test(canonical) || /^(?:KIÊM|VÀ)\s/u.test(canonical))
  );
}

function personName(text: string): string | null {
  if (CAPITAL_NAME.test(text)) return text.toLowerCase().replace(/\p{L}+/gu, capitalised);
  const match = NAME.exec(text);
  const name = match?.[1];
  return name === undefined || PLACES.test(oneToneStyle(name)) ? null : name;
}

export interface Recipients {
  recipients: string[];
  /** Index of the `Nơi nhận` line, or -1. */
  line: number;
}

/** `Kính gửi` of a letter, then the `Nơi nhận` list; marks and end signs removed. */
export function readRecipients(lines: readonly Line[]): Recipients {
  const recipients: string[] = [];
  const addressed = lines.findIndex((line) => /^kính gửi\s*:?/iu.test(line.text));
  if (addressed !== -1 && addressed < 60) collect(lines, addressed, /^kính gửi\s*:?\s*/iu, recipients, false);
  const line = lines.findIndex((one) => /^nơi nhận\s*:?/iu.test(oneToneStyle(one.text)));
  if (line !== -1) collect(lines, line, /^nơi nhận\s*:?\s*/iu, recipients, true);
  return { recipients: [...new Set(recipients)], line };
}

const MARKED = /^[-–—•+*]\s*/u;

function collect(
  lines: readonly Line[],
  start: number,
  opening: RegExp,
  into: string[],
  unmarked: boolean,
): void {
  const first = normaliseText((lines[start]?.text ?? '').replace(opening, ''));
  // A list begun on the line of its heading goes on with semicolons; below it, a line is one recipient.
  if (first !== '') for (const part of splitInline(first).flatMap(splitItems)) add(part, into);
  let filed = /(?:^|[-–;\s])lưu\s*:/iu.test(first);
  for (let at = start + 1; at < Math.min(lines.length, start + 60); at += 1) {
    const text = lines[at]?.text ?? '';
    const marked = MARKED.test(text);
    if (filed && !marked) break;
    if (isAllCaps(text) && text.length > 6 && !/^[-–]/u.test(text)) break;
    if (FOR.test(text) || /^(?:phụ lục|nơi nhận|căn cứ|thực hiện)/iu.test(text) || /^\ue000/u.test(text))
      break;
    if (!marked && (!unmarked || (NAME.test(text) && !/[;.]$/u.test(text)))) {
      if (first !== '' || into.length > 0 || !unmarked) break;
    }
    for (const part of splitInline(text)) add(part, into);
    if (/^(?:[-–•+*]\s*)?lưu\s*[:.]/iu.test(text)) filed = true;
  }
}

/** `- Như trên; - Lưu: VT.` on one line. */
function splitInline(text: string): string[] {
  return text.split(/;\s*(?=[-–•+]\s)|\s(?=[-–]\s(?:Như|Lưu|UBND|Bộ|Sở|Các|Thường|Chủ|Văn)\s)/u);
}

function add(text: string, into: string[]): void {
  const name = normaliseText(text.replace(MARKED, '').replace(/[\s;.,]+$/u, ''));
  if (name !== '' && /\p{L}/u.test(name) && fold(name) !== 'noi nhan') into.push(name);
}
