/** The two columns of a header or a signature block, as plain text keeps them: apart by spaces or a tab. */

/** What is written on either side of a gap; a line that begins far to the right has nothing on its left. */
interface Halves {
  left: string;
  right: string;
  /** Where the right half begins, in characters. */
  at: number;
}

const GAP = /[ ]{4,}|\t+/gu;
/** A gap left open for a number or a day is no gap between columns: `Số:      /TB-UBND`, `ngày      tháng`. */
const OPEN_BLANK_LEFT = /(?:(?:^|\s)số\s?:?|ngày|tháng|năm|\/)$/iu;
const OPEN_BLANK_RIGHT = /^(?:\/|[-–]\s?\p{Lu}+\s?\/|tháng(?!\p{L})|năm(?!\p{L}))/iu;

/** Whether the gap between two pieces of a line was left open to be filled in. */
export function isOpenBlank(left: string, right: string): boolean {
  return OPEN_BLANK_LEFT.test(left) || OPEN_BLANK_RIGHT.test(right);
}

function halvesOf(line: string): Halves | null {
  const gaps = [...line.matchAll(GAP)].filter(({ index, 0: gap }) => {
    const [left, right] = [line.slice(0, index), line.slice(index + gap.length)];
    return right.trim() !== '' && !isOpenBlank(left, right);
  });
  const inner = gaps.filter(({ index }) => line.slice(0, index).trim() !== '');
  const gap = inner[0] ?? gaps[0];
  if (gap === undefined || inner.length > 1) return null;
  const at = gap.index + gap[0].length;
  return { left: line.slice(0, gap.index).trim(), right: line.slice(at).trim(), at };
}

const OF_HEADER = /CỘNG H[OÒ]|CHỦ NGHĨA|Độc lập|ĐẢNG CỘNG SẢN|ngày[\s.…_\d]*tháng/u;
const OF_SIGNATURE =
  /^\s*nơi nhận|(?:^|\s)(?:(?:TM|KT|TL|TUQ|Q)\.|T\/M\s)|(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|BỘ TRƯỞNG)/imu;
const MOST_BETWEEN = 5;

/**
 * Header and signature blocks typed side by side, each column after the other: first the left one, then the right.
 * Lines outside such blocks come back as they are.
 */
export function columnsApart(lines: readonly string[]): string[] {
  const read: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const halves = halvesOf(line);
    const block = halves === null || halves.left === '' ? null : blockFrom(lines, at, halves);
    if (block === null) {
      read.push(line);
      at += 1;
    } else {
      read.push(...block.lines);
      at = block.end;
    }
  }
  return read;
}

function blockFrom(lines: readonly string[], start: number, first: Halves) {
  const signs = OF_SIGNATURE.test(first.left) && OF_SIGNATURE.test(first.right);
  const signature = /^nơi nhận/iu.test(first.left) || signs;
  if (!signature && !OF_HEADER.test(first.right) && !OF_HEADER.test(first.left)) return null;
  const near = first.at - 14;
  const left: string[] = [];
  const right: string[] = [];
  let [leftLines, rightLines]: [string[], string[]] = [[], []];
  let end = start;
  for (let at = start; at < lines.length && at - end < MOST_BETWEEN; at += 1) {
    const line = lines[at] ?? '';
    const halves = halvesOf(line);
    const alone = halves === null ? line.trim() : '';
    if (halves === null) {
      if (/^\s*(?:Căn cứ|Điều \d|Kính gửi|PHỤ LỤC|[IVX]+\.\s)/u.test(line) || alone.length > 90) break;
      if (alone !== '') leftLines.push(alone);
      continue;
    }
    // A line that only begins far to the right is the right column's in a signature, a centred title in a header.
    if (halves.left === '' && (!signature || (halves.at < near && !line.startsWith('\t')))) {
      if (!signature) break;
      leftLines.push(halves.right);
      continue;
    }
    if (halves.left !== '') leftLines.push(halves.left);
    rightLines.push(halves.right);
    left.push(...leftLines);
    right.push(...rightLines);
    [leftLines, rightLines] = [[], []];
    end = at + 1;
  }
  // The list of recipients is often longer than the signature beside it.
  while (signature && /^\s*[-–+]\s*\S/u.test(lines[end] ?? '') && halvesOf(lines[end] ?? '') === null) {
    left.push((lines[end] ?? '').trim());
    end += 1;
  }
  return { lines: [...left, ...right], end };
}
