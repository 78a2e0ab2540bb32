import { readBlankDate, readLongDate, readShortDate } from './dates.ts';
import { KIND_WORDS_PATTERN } from './kinds.ts';

/** The parts of a citation that stand around its number: date, issuer, abstract, annex and item. */

const ISSUER_STOP =
  /^(?:về|[Vv]\/[Vv]|thực hiện|triển khai|sửa đổi|bổ sung|ban hành|quy định|phê duyệt|hướng dẫn|công bố|tại|đến|nhằm|để|trong|được|cho|có|năm|ngày|số|yêu cầu|đề nghị|giao|do|thì|là|theo|trên|kèm|chỉ đạo|thành lập|bãi bỏ|thay thế|đã|quyết nghị|thông qua|kết luận|phát động|tổ chức|đôn đốc|cụ thể|điều chỉnh|cập nhật|tiếp tục|của|với|phân công|phân bổ|tăng cường|kiện toàn|đẩy mạnh|xây dựng|gửi|hết hiệu lực|còn hiệu lực|thông báo|và)(?![\p{L}])/u;
const ITEM_WORD =
  '(?:[Nn]hiệm vụ|[Mm]ục|[Tt]iểu mục|[Cc]hỉ tiêu|[Mm]ục tiêu|[Nn]ội dung|[Gg]iải pháp|[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Cc]hương|[Pp]hần|STT|TT|[Ss]ố thứ tự)';
const ITEM_NUMBER =
  '(?:\\d{1,4}[a-zđ]?(?:\\.\\d+)*(?![\\d/])|[IVXLC]+(?:\\.\\d+)*(?![\\p{L}])|[a-zđ](?![\\p{L}]))';
const ITEM = `${ITEM_WORD}\\s(?:(?:thứ\\s)?số\\s)?${ITEM_NUMBER}(?:(?:\\s?,\\s?|\\svà\\s|\\s?-\\s?)${ITEM_NUMBER})*`;
const ITEMS = `${ITEM}(?:(?:,?\\s(?:của\\s|thuộc\\s|tại\\s|và\\s)?)${ITEM})*`;
const ANNEX_NUMBER = '(?:[IVXLC]+|\\d+)[A-Za-z]?(?![\\p{L}\\d/])';
const ANNEX = `[Pp]hụ lục(?:\\ssố)?(?:\\s${ANNEX_NUMBER}(?:(?:\\s?,\\s?|\\svà\\s)${ANNEX_NUMBER})*)?`;
const LINK = '(?:[\\s,;(]*(?:(?:được\\s)?ban hành\\s)?(?:kèm theo|của|tại|thuộc|trong|theo)?\\s*(?:các\\s)?)';

const PLACE_BEFORE = new RegExp(
  `(?<![\\p{L}])(?:(${ITEMS})(?:[\\s,;]*(?:tại|của|thuộc|trong)?\\s?(${ANNEX}))?|(${ANNEX})(?:[\\s,;(]*(${ITEMS})\\)?)?)${LINK}$`,
  'u',
);
const PLACE_AFTER = new RegExp(
  `^\\s?[,:(]\\s?(?:tại\\s)?(?:(${ITEMS})(?:[\\s,;–-]*(?:tại|của|thuộc|trong)?\\s?(${ANNEX}))?|(${ANNEX})(?:[\\s,;]*(${ITEMS}))?)\\)?`,
  'u',
);
const NEXT_MENTION = new RegExp(
  `^(?:\\s?,)?\\s?(?:(?:của|tại|thuộc|theo|ban hành kèm theo|kèm theo)\\s)?(?:${KIND_WORDS_PATTERN}|Luật|Bộ luật)(?![\\p{L}])`,
  'u',
);

export interface CitedPlace {
  annex: string | null;
  item: string | null;
  /** Characters taken from the text before, or after, the mention. */
  length: number;
}

const NOWHERE: CitedPlace = { annex: null, item: null, length: 0 };

/** `nhiệm vụ số 130, Phụ lục II ban hành kèm theo` standing right before a mention. */
export function placeBefore(before: string): CitedPlace {
  const near = before.slice(-160);
  const match = PLACE_BEFORE.exec(near);
  if (match === null) return NOWHERE;
  return {
    item: match[1] ?? match[4] ?? null,
    annex: match[2] ?? match[3] ?? null,
    length: match[0].length,
  };
}

/** `(nhiệm vụ số 130, Phụ lục II)` right after; not when it belongs to the next citation. */
export function placeAfter(after: string): CitedPlace {
  const match = PLACE_AFTER.exec(after.slice(0, 200));
  if (match === null || NEXT_MENTION.test(after.slice(match[0].length))) return NOWHERE;
  return {
    item: match[1] ?? match[4] ?? null,
    annex: match[2] ?? match[3] ?? null,
    length: match[0].length,
  };
}

export interface Tail {
  date: string | null;
  issuer: string | null;
  length: number;
}

/** The date and issuer right after a number, in either order. */
export function tailOf(after: string): Tail {
  const tail: Tail = { date: null, issuer: null, length: 0 };
  for (let round = 0; round < 3; round += 1) {
    const rest = after.slice(tail.length);
    const date = tail.date === null ? dateAt(rest, tail.issuer === null) : null;
    if (date !== null) {
      tail.date = date.date;
      tail.length += date.length;
      continue;
    }
    const issuer = tail.issuer === null ? issuerAt(rest) : null;
    if (issuer === null) break;
    tail.issuer = issuer.name;
    tail.length += issuer.length;
  }
  return tail;
}

function dateAt(rest: string, yearAlone: boolean): { date: string | null; length: number } | null {
  const lead =
    /^\s?[,;]?\s?\(?\s?(?:(?:được\s)?(?:ban hành|ký)\s)?(?=(?:[Nn]gày|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]))/u.exec(
      rest,
    );
  if (lead !== null) {
    const from = lead[0].length;
    const word = /^[Nn]gày\s?/u.exec(rest.slice(from))?.[0].length ?? 0;
    const long = readLongDate(rest.slice(from));
    if (long !== null && long.index === 0)
      return { date: long.date, length: closing(rest, from + long.length, lead[0]) };
    const short = readShortDate(rest.slice(from + word));
    if (short !== null && short.index === 0) {
      return { date: short.date, length: closing(rest, from + word + short.length, lead[0]) };
    }
    const blank = readBlankDate(rest.slice(from));
    if (blank !== null && blank.index === 0)
      return { date: blank.date, length: closing(rest, from + blank.length, lead[0]) };
    return null;
  }
  const month = /^\s?,?\s?tháng\s?(\d{1,2})(?:\s?\/\s?|\snăm\s)((?:19|20)\d{2})/u.exec(rest);
  if (month !== null)
    return { date: `${month[2]}-${(month[1] ?? '').padStart(2, '0')}`, length: month[0].length };
  // `… của Chính phủ năm 2026` is the year of the citing plan; only right after the number it dates the document.
  if (!yearAlone) return null;
  const year = /^\s?,?\s?năm\s((?:19|20)\d{2})(?![\d/])/u.exec(rest);
  return year === null ? null : { date: year[1] ?? null, length: year[0].length };
}

function closing(rest: string, end: number, lead: string): number {
  return lead.includes('(') && rest.charAt(end) === ')' ? end + 1 : end;
}

function issuerAt(rest: string): { name: string; length: number } | null {
  const lead = /^\s?,?\s?(?:của|do)\s(?=\p{Lu})/u.exec(rest);
  if (lead === null) return null;
  const name = issuerName(rest.slice(lead[0].length));
  return name === '' ? null : { name, length: lead[0].length + name.length };
}

const JOINED_BY_AND = new RegExp(`^và\\s(?=\\p{Lu})(?!${KIND_WORDS_PATTERN}|Luật|Bộ luật)`, 'u');
const LISTED_NAME = new RegExp(`^,\\s(?!${KIND_WORDS_PATTERN})\\p{Lu}[\\p{L} ]{2,24}\\svà\\s\\p{Lu}`, 'u');

function issuerName(text: string): string {
  let end = 0;
  for (let words = 0; words < 16; words += 1) {
    const rest = text.slice(end);
    const gap = /^\s/u.test(rest) ? 1 : 0;
    const here = rest.slice(gap);
    if (here === '' || (ISSUER_STOP.test(here) && !JOINED_BY_AND.test(here))) break;
    const word = /^[\p{L}\d/&.-]*[\p{L}\d]/u.exec(here)?.[0];
    if (word === undefined) {
      if (/^[-–]\s/u.test(here)) {
        end += gap + 1;
        continue;
      }
      if (end === 0 || !LISTED_NAME.test(here)) break;
      end += 1;
      continue;
    }
    if (/^\d+\//u.test(word)) break;
    end += gap + word.length;
  }
  return text.slice(0, end).replace(/[\s,-]+$/u, '');
}

const TITLE_OPENING =
  /^\s?[,:]?\s?(?=(?:về|v\/v|quy định|sửa đổi|bổ sung|ban hành|phê duyệt|hướng dẫn|công bố|thực hiện|triển khai|thành lập|điều chỉnh|cụ thể hóa|phát động|bãi bỏ|kiện toàn|giao|tiếp tục|tăng cường|đẩy mạnh)(?![\p{L}]))/iu;
const ABOUT = /^\s?[,:]?\s?(?=(?:về|v\/v)(?![\p{L}]))/iu;
const CLAUSE_END =
  /[;]|\s(?=hết hiệu lực(?:\sthi hành)?\s(?:kể\s)?từ\s)|\.\/\.|[.](?=\s+[\p{Lu}(“"-]|\s*$)|\)(?=[\s,.;]|$)/u;

/**
 * The abstract after a number's date and issuer: up to the end of the clause, or to the next citation on the same
 * level. `starts` are the offsets (from the beginning of `after`) where other citations begin; a law's amendment
 * follows its number directly.
 */
export function titleOf(
  after: string,
  tail: Tail,
  starts: readonly number[],
  law = false,
): { title: string; end: number } | null {
  const rest = after.slice(tail.length);
  const opening = (law || tail.date !== null || tail.issuer !== null ? TITLE_OPENING : ABOUT).exec(rest);
  if (opening === null) return null;
  const from = tail.length + opening[0].length;
  let end = clauseEnd(after, from);
  let nested = false;
  for (const start of starts) {
    if (start <= from || start >= end) continue;
    // `…, Kế hoạch số …` after an abstract without a citation of its own begins a new one on the same level.
    if (!nested && /(?:,|\svà|\shoặc|\s-)\s(?:các\s)?$/u.test(after.slice(from, start))) {
      end = start;
      break;
    }
    nested = true;
  }
  const title = after.slice(from, end).replace(/(?:[\s,]|(?:^|\s)(?:và|hoặc)(?:\scác)?)+$/u, '');
  return title.length < 4 ? null : { title, end: from + title.length };
}

/** The first clause end after `from`, brackets opened inside the clause skipped. */
function clauseEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const match = CLAUSE_END.exec(text.slice(at));
    if (match === null) return text.length;
    const place = at + match.index;
    const inside = text.slice(from, place);
    const open = (inside.match(/\(/gu)?.length ?? 0) > (inside.match(/\)/gu)?.length ?? 0);
    if (match[0] !== ')' && !open) return place;
    if (match[0] === ')' && !open) return place;
    at = place + 1;
  }
}
