import type { PlacedCitation } from './citations.ts';
import { oneToneStyle } from './text.ts';

const SELF =
  /(?:Kế hoạch|Quyết định|Nghị quyết|Thông báo|Chương trình|Chỉ thị|Quy chế|Quy định|Nghị định|Thông tư|Văn bản|Công văn|Luật)\s(?:hành động\s)?này/iu;
const INSTEAD = /(?<!được\s|bị\s)thay\s?thế(?:\scho)?\s(?:các\s|toàn bộ\s)*/giu;
const ENDED = /hết hiệu lực/iu;

/**
 * Which of a paragraph's citations are what this document replaces: those right after `thay thế` in a sentence
 * whose subject is the document itself (or has none), and their coordinates. A document named inside the abstract
 * of a replaced one is not replaced, and neither is what is joined to it by `và`.
 */
export function replacedIn(text: string, placed: readonly PlacedCitation[]): Set<number> {
  const matchable = oneToneStyle(text);
  const replaced = new Set<number>();
  for (const match of matchable.matchAll(INSTEAD)) {
    const sentence = matchable.slice(sentenceStart(matchable, match.index), match.index);
    const subject = SELF.test(sentence) || /^[\s(“"\d.,;:a-zđ)+–-]*(?:và\s)?$/u.test(sentence);
    if (!subject) continue;
    follow(matchable, placed, match.index + match[0].length, replaced);
  }
  for (const [place, one] of placed.entries()) {
    const rest = matchable.slice(one.end, one.end + 220);
    const ended = ENDED.exec(rest);
    if (ended !== null && !/[.;]\s/u.test(rest.slice(0, ended.index)) && SELF.test(rest)) replaced.add(place);
  }
  return replaced;
}

function sentenceStart(text: string, before: number): number {
  const end = Math.max(text.lastIndexOf('. ', before - 1), text.lastIndexOf('; ', before - 1));
  return end === -1 ? 0 : end + 2;
}

/** The first citation after the word and the further ones on its level, up to the end of the sentence. */
function follow(text: string, placed: readonly PlacedCitation[], from: number, replaced: Set<number>): void {
  let outerEnd = -1;
  let previousEnd = from;
  for (const [place, one] of placed.entries()) {
    if (one.end <= from) continue;
    if (one.start < outerEnd) continue;
    const gap = text.slice(previousEnd, one.start);
    const joined = /^[\s,;:(]*(?:(?:và|hoặc|đồng thời|thay thế|các|những|nội dung|cho)\s?)*$/u.test(gap);
    if (!joined && !(outerEnd === -1 && gap.length <= 12)) return;
    replaced.add(place);
    outerEnd = one.end;
    previousEnd = one.end;
  }
}
