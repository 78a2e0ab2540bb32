import type { Article, Statement } from './document.ts';
import type { Line } from './flow.ts';
import { STRUCTURE } from './header.ts';
import { fold, isAllCaps, normaliseText, oneToneStyle } from './text.ts';

/** Depths of headings from the outermost: annex, part, chapter, section, article, roman, letter, figure, sub-figure. */
const MARKS: [number, RegExp][] = [
  [1, /^phụ lục(?:\s(?:số\s)?[IVXLC\d]+)?\b/iu],
  [2, /^phần\s(?:[IVXLC]+|\d+|thứ\s)/iu],
  [3, /^chương\s(?:[IVXLC]+|\d+)/iu],
  [4, /^mục\s\d+/iu],
  [5, /^điều\s\d+[a-zđ]?\s?[.:]/iu],
  [6, /^[IVXLC]+\s?(?:[.)]|-(?=\s\p{Lu}))\s/u],
  [7, /^[A-HĐ]\s?[.)]\s/u],
  [8, /^\d{1,3}(?:\s?[.)]\s?(?=\D)|-\s(?=\p{Lu}))/u],
  [9, /^\d{1,3}(?:\.\d{1,3})+\s?[.)]?\s/u],
  [10, /^[a-zđ]{1,2}\s?[.)]\s/u],
  [11, /^[ivx]{1,4}[.)]\s/u],
];
const DASH = /^[-–—•●▪◦*]\s*(?=\S)/u;
const PLUS = /^\+\s*(?=\S)/u;
const DASH_DEPTH = 12;
const PLUS_DEPTH = 13;
const PLAIN = 99;

const CONTACT =
  /^(?:địa chỉ|điện thoại|email|e-mail|thư điện tử|fax|website|đầu mối liên hệ|cơ quan đầu mối|số điện thoại|hotline|liên hệ)\s*:/iu;
const CLOSING =
  /^(?:trên đây là|(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|chủ tịch ubnd|chủ tịch ủy ban nhân dân|thủ tướng|sở|bộ)\s.{0,60}?(?:yêu cầu các|yêu cầu|đề nghị các|trân trọng|kính đề nghị|thông báo để|giao các)|trong quá trình (?:tổ chức |triển khai )?thực hiện|(?:kế hoạch|quyết định|thông báo|nghị quyết|chương trình|chỉ thị|quy chế|quy định|nghị định|thông tư|luật|văn bản) này (?:có hiệu lực|thay thế|đã được|được)|yêu cầu (?:các|thủ trưởng)|trân trọng)/iu;
const END_MARK = /\.\/\.\)?$/u;

interface Part {
  text: string;
  depth: number;
  line: Line;
}

function partOf(line: Line): Part {
  const text = oneToneStyle(line.text);
  if (line.heading !== null && !DASH.test(text)) {
    const marked = MARKS.find(([, pattern]) => pattern.test(text));
    return { text, depth: marked?.[0] ?? Math.min(5, line.heading) + 0.5, line };
  }
  if (PLUS.test(text)) return { text, depth: PLUS_DEPTH, line };
  if (DASH.test(text)) return { text, depth: DASH_DEPTH, line };
  for (const [depth, pattern] of MARKS) if (pattern.test(text)) return { text, depth, line };
  return { text, depth: PLAIN, line };
}

/**
 * Whether a marked paragraph heads what follows rather than saying something itself: a short name without an end
 * sign, an opening ending in a colon, or a sentence with an enumeration below it.
 */
function isHeading(parts: readonly Part[], at: number): boolean {
  const part = parts[at];
  if (part === undefined || part.depth >= DASH_DEPTH) return part !== undefined && isCapsHeading(part);
  const text = part.text.replace(/\ue000[^\ue001]*\ue001/gu, '').trim();
  if (part.depth <= 5 || (part.line.heading !== null && text.length <= 250)) return true;
  if (isAllCaps(text) && text.length <= 250) return true;
  if (/:$/u.test(text)) return text.length <= 400;
  const next = parts[at + 1];
  const below = next !== undefined && next.depth > part.depth && !isCapsHeading(next);
  const listed = below && next.depth !== PLAIN;
  if (/[;,]$/u.test(text)) return false;
  if (/[.…]$/u.test(text)) return listed && text.length <= 300;
  return text.length <= 250 && (below || text.length <= 90);
}

function isCapsHeading(part: Part): boolean {
  return part.depth === PLAIN && isAllCaps(part.text) && part.text.length <= 200 && /\s/u.test(part.text);
}

const withoutMark = (text: string) =>
  normaliseText(
    text
      .replace(/\ue000[^\ue001]*\ue001/gu, '')
      .replace(
        /^(?:[-–—•●▪◦*+]\s*|(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]{1,2}|[IVXLCivx]+|[A-HĐ])\s?[.)]\s?|(?:\d{1,3}|[IVXLC]+)-\s(?=\p{Lu}))/u,
        '',
      ),
  );
const headingText = (text: string) =>
  normaliseText(text.replace(/\ue000[^\ue001]*\ue001/gu, '').replace(/^[-–—•*]\s*/u, ''))
    .replace(/[\s:;]+$/u, '')
    .trim();

/**
 * The items of the document's enumerations, each once in its section. A paragraph beginning with a capital starts
 * an item, with a dash or without; what begins in lower case was joined to the one before already.
 */
export function readStatements(lines: readonly Line[]): Statement[] {
  const parts = lines.map(partOf);
  const path: { depth: number; text: string }[] = [];
  const statements: Statement[] = [];
  const known = new Set<string>();
  let listed = false;
  parts.forEach((part, at) => {
    if (isHeading(parts, at)) {
      const depth = isCapsHeading(part) ? 5.5 : part.depth;
      while (path.length > 0 && (path.at(-1)?.depth ?? 0) >= depth) path.pop();
      path.push({ depth, text: headingText(part.line.text) });
      listed = false;
      return;
    }
    const marked = part.depth < PLAIN;
    if (!marked && !(path.length > 0 || listed)) return;
    if (!marked && isAside(part.text, parts.slice(at + 1))) return;
    if (part.depth === 5) return;
    const text = withoutMark(part.line.text);
    if (text === '' || !/\p{L}{2}/u.test(text)) return;
    listed = true;
    const section = path.length === 0 ? null : path.map((one) => one.text).join(' > ');
    const key = `${section}\u0001${fold(text)}`;
    if (known.has(key)) return;
    known.add(key);
    statements.push({ section, text });
  });
  return statements;
}

/** Paragraphs that belong to no enumeration: openings, remarks in brackets, addresses, the closing formula. */
function isAside(text: string, following: readonly Part[]): boolean {
  if (/^\(.*\)[.;/\s]*$/u.test(text) || CONTACT.test(text) || text.endsWith(':')) return true;
  if (END_MARK.test(text) && /^(?:\(|trên đây|ubnd|ủy ban|kế hoạch này)/iu.test(text)) return true;
  // The closing formula stands after the last item; the same words inside a section begin an item.
  return CLOSING.test(text) && following.every((part) => part.depth === PLAIN);
}

/** What opens an annex: `PHỤ LỤC I` alone on its line, or `(Kèm theo Quyết định số …)`, which names the document itself. */
const ANNEX =
  /^(?:phụ lục(?:\s(?:số\s)?[IVXLC\d]+)?[.:]?$|(?:\((?:được\s)?(?:ban hành\s)?kèm theo|kèm theo(?!.*[.;:]$))\s(?:[\p{L}-]+\s){1,4}số\s?:?\s?[\d./(…-])/iu;

/**
 * `Điều N.` with all that stands under it, up to where an annex begins. A second `Điều 1` opens the text of a regulation attached, and an
 * article inside quotation marks is the text an amendment gives to another document: neither is ours.
 */
export function readArticles(lines: readonly Line[]): Article[] {
  const articles: Article[] = [];
  let last = 0;
  let quoted = false;
  let inAnnex = false;
  for (const [at, line] of lines.entries()) {
    const text = oneToneStyle(line.text);
    const inQuotes = quoted;
    quoted = quotesAfter(text, quoted, lines, at);
    const match = inQuotes ? null : /^[Đđ](?:iều|IỀU)\s(\d+)([a-zđ]?)\s?[.:]\s?/u.exec(text);
    if (match !== null) {
      const number = Number(match[1]);
      if (number < last || (number === last && match[2] === '')) break;
      last = number;
      inAnnex = false;
      articles.push({ number: `${match[1]}${match[2]}`, text: bare(line.text.slice(match[0].length)) });
      continue;
    }
    const open = articles.at(-1);
    if (open === undefined) continue;
    inAnnex ||= !inQuotes && ANNEX.test(text);
    if (inAnnex) continue;
    const heading = /^(?:chương|phần|mục)\s(?:[IVXLC\d]+|thứ)/iu.test(text) || isAllCaps(text);
    if (heading && !inQuotes && !(isAllCaps(text) && STRUCTURE.test(text))) continue;
    open.text = normaliseText(`${open.text} ${bare(line.text)}`);
  }
  return articles;
}

/** How many lines below an opened quotation its end is looked for; a mark never closed opens nothing. */
const QUOTED_LINES = 400;

/** Whether a quotation is open after a line that begins one, or goes on in one. */
function quotesAfter(text: string, open: boolean, lines: readonly Line[], at: number): boolean {
  if (open) return !/[”"]\s?[.;,]*$/u.test(text);
  if (!/^[“"]/u.test(text) || /[”"]\s?[.;,]*$/u.test(text.slice(1))) return false;
  return lines.slice(at + 1, at + QUOTED_LINES).some((line) => /[”"]\s?[.;,]*$/u.test(line.text));
}

const bare = (text: string) => normaliseText(text.replace(/\ue000[^\ue001]*\ue001/gu, ''));
