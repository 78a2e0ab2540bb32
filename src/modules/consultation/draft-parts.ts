import { singleSpaced } from '../../kernel/text.ts';
import { type PartText, partsMost, titleMost } from './consultation.ts';

/** What stands above the first article or heading, below the last, and a draft that has neither. */
const names = {
  opening: 'Phần mở đầu',
  ending: 'Nơi nhận, chữ ký',
  whole: 'Toàn văn',
  rest: 'Các phần còn lại',
};

const article = /^Điều\s+(\d+)([a-zđ]?)\s?[.:]\s?(.*)$/iu;
const chapter = /^(?:chương|phần|mục|tiểu mục)\s+(?:[IVXLC]+|\d+|thứ)(?![\p{L}\d])/iu;
const annex = /^(?:phụ lục|mẫu số|biểu (?:số|mẫu))(?![\p{L}])/iu;
const recipients = /^nơi nhận\s?:?$/iu;
/** What a decision issues begins with its kind, soon followed by what it is issued with. */
const issued =
  /^(?:quy chế|quy định|quy trình|quy hoạch|điều lệ|nội quy|chương trình|kế hoạch|đề án|dự án|phương án|chiến lược|hướng dẫn|danh mục)(?![\p{L}])/iu;
const issuedWith = /^\((?:được\s)?(?:ban hành\s)?kèm theo/iu;
const romanHeading = /^[IVXLC]+\s?[.)]\s/u;
const numberedHeading = /^\d+\s?[.)]\s/u;

/** Longest first line of an article that is its name; a longer one, or one that ends as a sentence does, is its text. */
const nameMost = 150;

interface Piece {
  readonly title: string;
  readonly lines: string[];
}

/**
 * The parts of a draft from its lines, every one of them in some part: its articles, each under the chapter it opens; annexes;
 * what stands before and after. A draft without articles is taken apart at its roman headings, else at its numbered ones.
 */
export function partsOfDraft(lines: readonly string[]): PartText[] {
  const pieces = lines.some((line) => article.test(line)) ? byArticles(lines) : byHeadings(lines);
  const parts = pieces
    .filter((piece) => piece.title !== names.opening || piece.lines.length > 0)
    .map(({ title, lines: held }) => partOf(title, held.join('\n')));
  return withinParts(parts);
}

function byArticles(lines: readonly string[]): Piece[] {
  const pieces: Piece[] = [{ title: names.opening, lines: [] }];
  const last = () => pieces.at(-1)?.lines;
  let number = 0;
  let above: string[] = [];
  const open = (title: string, first: readonly string[]) => {
    pieces.push({ title, lines: [...above, ...first] });
    above = [];
  };
  for (const [at, line] of lines.entries()) {
    const found = article.exec(line);
    // the articles that an amendment quotes do not follow on its own
    if (found && (Number(found[1]) === number + 1 || Number(found[1]) === 1 || Number(found[1]) === number)) {
      number = Number(found[1]);
      open(...nameOf(found));
    } else if (chapter.test(line)) above.push(line);
    // the name of a chapter stands below its number
    else if (above.length > 0 && isAllCaps(line)) above.push(line);
    else if (annex.test(line) && line.length <= nameMost) open(line, []);
    else if (recipients.test(line) && number > 0) open(names.ending, [line]);
    else if (isAllCaps(line) && issued.test(line) && isIssued(lines, at)) open(line, []);
    else {
      last()?.push(...above, line);
      above = [];
    }
  }
  last()?.push(...above);
  return pieces;
}

/** The title of an article and what of its first line is text. */
function nameOf(found: RegExpExecArray): [title: string, first: readonly string[]] {
  const [, digits = '', letter = '', words = ''] = found;
  const short = `Điều ${digits}${letter}`;
  if (words === '') return [short, []];
  if (words.length > nameMost || /[.;:,]$/u.test(words)) return [short, [words]];
  return [`${short}. ${words}`, []];
}

function isIssued(lines: readonly string[], at: number): boolean {
  return lines.slice(at + 1, at + 5).some((line) => issuedWith.test(line));
}

function byHeadings(lines: readonly string[]): Piece[] {
  const heading = [romanHeading, numberedHeading].find(
    (one) => lines.filter((line) => one.test(line)).length > 1,
  );
  if (!heading) return lines.length > 0 ? [{ title: names.whole, lines: [...lines] }] : [];
  const pieces: Piece[] = [{ title: names.opening, lines: [] }];
  for (const line of lines) {
    if (recipients.test(line)) pieces.push({ title: names.ending, lines: [line] });
    else if (heading.test(line) || (annex.test(line) && line.length <= nameMost))
      pieces.push({ title: line, lines: [] });
    else pieces.at(-1)?.lines.push(line);
  }
  return pieces;
}

const isAllCaps = (line: string) => /\p{Lu}{2}/u.test(line) && !/\p{Ll}/u.test(line);

/** A title too long for one stands whole at the head of the text. */
function partOf(title: string, body: string): PartText {
  const short = [...singleSpaced(title)].slice(0, titleMost).join('');
  return { label: null, title: short, body: short === title ? body : `${title}\n${body}`, entryId: null };
}

/** What comes after the most parts there may be stands together in the last one. */
function withinParts(parts: readonly PartText[]): PartText[] {
  if (parts.length <= partsMost) return [...parts];
  const rest = parts.slice(partsMost - 1);
  const body = rest.map((part) => `${part.title}\n${part.body}`).join('\n\n');
  return [...parts.slice(0, partsMost - 1), partOf(names.rest, body)];
}
