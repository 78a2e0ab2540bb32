import type { PlacedCitation } from './citations.ts';
import { oneToneStyle } from './text.ts';

const SELF =
  /(?:Kế hoạch|Quyết định|Nghị quyết|Thông báo|Chương trình|Chỉ thị|Quy chế|Quy định|Nghị định|Thông tư|Văn bản|Công văn|Luật)\s(?:hành động\s)?này/iu;
const INSTEAD = /(?<!được\s|bị\s)(?:thay\s?thế|bãi\s?bỏ|hủy\s?bỏ)(?:\scho)?\s(?:các\s|toàn bộ\s)*/giu;
const ENDED =
  /(?<!\p{L}|đã |sẽ |văn bản )hết hiệu lực(?:\sthi hành|\stoàn bộ)?(?=\s?[.;:,]|\s(?:kể từ|từ ngày|từ thời điểm)|\s*$)/giu;
/** `Danh mục ban hành kèm theo` a decision stands for what the decision issued. */
const ISSUED_WITH =
  /^(?:(?:Danh mục|Quy chế|Quy định|Quy trình|Kế hoạch|Chương trình|Đề án)\s[^.;:“”"]{0,160}?)?(?:ban hành\s)?kèm theo\s(?:các\s)?$/u;
/** Nothing but a number or letter of its own before the subject of a sentence. */
const OPENS_SENTENCE = /^[\s(“"\d.,;:a-zđ)+–-]*(?:(?:và|Các|Toàn bộ)\s)?$/u;

/**
 * Which of a paragraph's citations are what this document puts out of force: those right after `thay thế` or
 * `bãi bỏ` in a sentence whose subject is the document itself (or has none), those said to be `hết hiệu lực`, and
 * their coordinates. A document named inside the abstract of a replaced one is not replaced, one joined to it by
 * `và` is; one of which only an article or an annex goes stays in force.
 */
export function replacedIn(text: string, placed: readonly PlacedCitation[]): Set<number> {
  const matchable = oneToneStyle(text);
  const replaced = new Set<number>();
  for (const match of matchable.matchAll(INSTEAD)) {
    const sentence = matchable.slice(sentenceStart(matchable, match.index), match.index);
    if (!SELF.test(sentence) && !OPENS_SENTENCE.test(sentence)) continue;
    follow(matchable, placed, match.index + match[0].length, replaced);
  }
  for (const match of matchable.matchAll(ENDED)) ended(matchable, placed, match, replaced);
  for (const place of replaced) {
    const { annex, item } = placed[place]?.citation ?? { annex: null, item: null };
    if (annex !== null || item !== null) replaced.delete(place);
  }
  return replaced;
}

/** A line such as `Các Quyết định sau hết hiệu lực …:` whose list stands on the lines below it. */
export function opensReplaced(text: string): boolean {
  const matchable = oneToneStyle(text);
  if (!matchable.trimEnd().endsWith(':')) return false;
  const word = /(?<!được\s|bị\s)(?:thay thế|bãi bỏ|hủy bỏ|hết hiệu lực)/iu.exec(matchable);
  if (word === null || !/văn bản|quyết định|nghị quyết|kế hoạch|chỉ thị|thông tư|nghị định/iu.test(matchable))
    return false;
  if (/cụm từ|một số (?:điều|nội dung)/iu.test(matchable)) return false;
  const before = matchable.slice(0, word.index).replace(/^Điều \d+[a-zđ]?\s?[.:]\s?/u, '');
  return SELF.test(matchable) || OPENS_SENTENCE.test(before) || /sau đây|sau/u.test(matchable);
}

/** A line of such a list: it begins with a document's name or number. */
export function listsReplaced(text: string, placed: readonly PlacedCitation[]): boolean {
  const first = placed[0];
  return first !== undefined && OPENS_SENTENCE.test(oneToneStyle(text).slice(0, first.start));
}

/** The citations before `hết hiệu lực` that are its subject, or after it where a list follows a colon. */
function ended(
  text: string,
  placed: readonly PlacedCitation[],
  match: RegExpExecArray,
  replaced: Set<number>,
): void {
  const start = sentenceStart(text, match.index, '. ');
  const end = sentenceEnd(text, match.index);
  const self = SELF.test(text.slice(start, end));
  const colon = text.slice(match.index, end).indexOf(':');
  if (self && colon !== -1) {
    follow(text, placed, match.index + colon + 1, replaced);
    return;
  }
  const before = placed
    .map((one, place) => ({ ...one, place }))
    .filter((one) => one.start >= start && one.end <= match.index);
  const first = before[0];
  if (first === undefined) return;
  // Without naming itself a document ends another only where that one is the sentence's subject.
  const subject = text.slice(start, first.start).replace(/^Điều \d+[a-zđ]?\s?[.:]\s?/u, '');
  const opens = OPENS_SENTENCE.test(subject) || /^Kể từ ngày [^:]*có hiệu lực[^:]*,\s*$/u.test(subject);
  if (!self && !opens) return;
  follow(text, placed, first.start, replaced, match.index);
}

function sentenceStart(text: string, before: number, ...marks: string[]): number {
  const ends = (marks.length === 0 ? ['. ', '; '] : marks).map((mark) => text.lastIndexOf(mark, before - 1));
  const end = Math.max(...ends);
  return end === -1 ? 0 : end + 2;
}

function sentenceEnd(text: string, from: number): number {
  const end = text.indexOf('. ', from);
  return end === -1 ? text.length : end;
}

/** The first citation from a place on and the further ones on its level, up to the end of the sentence. */
function follow(
  text: string,
  placed: readonly PlacedCitation[],
  from: number,
  replaced: Set<number>,
  to = text.length,
): void {
  let outerEnd = -1;
  let previousEnd = from;
  for (const [place, one] of placed.entries()) {
    if (one.end <= from || one.start < outerEnd) continue;
    if (one.start >= to) return;
    const gap = text.slice(previousEnd, one.start);
    const joined = /^[\s,;:(]*(?:(?:và|hoặc|đồng thời|thay thế|các|những|nội dung|cho)\s?)*$/u.test(gap);
    const first = outerEnd === -1 && (gap.length <= 12 || ISSUED_WITH.test(gap));
    if (!joined && !first) return;
    replaced.add(place);
    outerEnd = one.end;
    previousEnd = one.end;
  }
}
