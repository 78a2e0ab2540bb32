import { isAllCaps } from '../text.ts';
import { type Passage, writableLines } from './official-text.ts';

const ARTICLE = /^Điều\s(\d+[a-zđ]?)\s?[.:]\s?/u;
const SECTION = /^(?:(?:Phần|Chương)\s[IVXLC\d]+|[IVXLC]+\s?\.\s)/u;
const SUBSECTION = /^\d{1,2}\.\s(?!.*[.;:,]$)/u;

/**
 * A text typed a paragraph per line, as passages: `Điều 1. …` is an article, `I. …` or a line in capitals a section,
 * `1. Sở Khoa học và Công nghệ` without an end sign a subsection; everything else is a paragraph.
 */
export function passagesOf(text: string): Passage[] {
  return writableLines(text).map((line) => {
    const article = ARTICLE.exec(line);
    if (article !== null)
      return { type: 'article', number: article[1] ?? '', text: line.slice(article[0].length) };
    if (SECTION.test(line) || isAllCaps(line)) return { type: 'section', text: line };
    if (SUBSECTION.test(line) && line.length <= 160) return { type: 'subsection', text: line };
    return { type: 'paragraph', text: line };
  });
}
