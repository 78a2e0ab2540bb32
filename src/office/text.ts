/** Vietnamese text made comparable: one Unicode form, one kind of space, one tone-mark style. */

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]/gu;
// Control characters never belong to the text; tab and line ends are handled as spaces.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/gu;

/** NFC with single spaces, without invisible characters; Ð (Eth), which old fonts show as Đ, becomes Đ. */
export function normaliseText(text: string): string {
  return normaliseLine(text);
}

/** As normaliseText, but line ends are kept (each line trimmed, empty lines dropped at both ends). */
export function normaliseLines(text: string): string {
  if (isNormal(text)) return text;
  return text
    .replaceAll('\v', '\n')
    .replaceAll('\f', '\n')
    .split(/\r\n|[\r\n\u2028\u2029]/u)
    .map(normaliseLine)
    .join('\n')
    .replace(/^\n+|\n+$/gu, '');
}

/** Composed letters and plain signs: which code units stand as they are. */
const PLAIN = Uint8Array.from({ length: 0x2030 }, (_, code) =>
  /[!-~À-ÏÑ-ïñ-ɏẠ-ỹ–“”…]/u.test(String.fromCharCode(code)) ? 1 : 0,
);
const SPACE = 0x20;

/** Plain signs and single spaces only, as most lines are: nothing to normalise. A pattern would take ten times as long. */
function isNormal(text: string): boolean {
  let before = SPACE;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === SPACE ? before === SPACE : PLAIN[code] !== 1) return false;
    before = code;
  }
  return before !== SPACE || text === '';
}

function normaliseLine(line: string): string {
  if (isNormal(line)) return line;
  // as a part of a line is that was cut at a space
  const bare = line.trim();
  if (isNormal(bare)) return bare;
  return bare
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .normalize('NFC')
    .replace(/[\u2010\u2011]/gu, '-')
    .replace(/\u00d0/gu, 'Đ')
    .replace(/\u00f0/gu, 'đ')
    .replace(/[\s\u00a0\u3000]+/gu, ' ')
    .trim();
}

const OLD_STYLE: Record<string, string> = {};
for (const pair of ['oa', 'oe', 'uy']) {
  const first = pair.charAt(0);
  const second = pair.charAt(1);
  for (const tone of ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323']) {
    for (const [a, b] of [
      [first, second],
      [first.toUpperCase(), second],
      [first.toUpperCase(), second.toUpperCase()],
    ] as const) {
      OLD_STYLE[a + (b + tone).normalize('NFC')] = (a + tone).normalize('NFC') + b;
    }
  }
}
const OLD_STYLE_PATTERN = new RegExp(`(?<![qQ])(?:${Object.keys(OLD_STYLE).join('|')})(?![\\p{L}])`, 'gu');

/**
 * For matching only: NFC text with the tone mark where most typists put it (hoà → hòa, uỷ → ủy).
 * The length does not change, so an offset found here is an offset in the NFC text.
 */
export function oneToneStyle(text: string): string {
  return text.replace(OLD_STYLE_PATTERN, (syllable) => OLD_STYLE[syllable] ?? syllable);
}

/** For comparing only: lower case, no diacritics, đ → d, single spaces. */
export function fold(text: string): string {
  let folded = '';
  for (const letter of normaliseText(text)) folded += FOLDED.get(letter) ?? foldedLetter(letter);
  return folded;
}

/** Texts are made of some two hundred signs: each is taken apart once. */
const FOLDED = new Map<string, string>();

function foldedLetter(letter: string): string {
  const folded = letter.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase();
  if (FOLDED.size < 10_000) FOLDED.set(letter, folded);
  return folded;
}

/** True when the text has letters and none of them is lower case (`QUYẾT ĐỊNH`). */
export function isAllCaps(text: string): boolean {
  const letters = text.match(/\p{L}/gu);
  return letters !== null && letters.length >= 2 && !/\p{Ll}/u.test(text);
}

export function startsLowerCase(text: string): boolean {
  return /^\p{Ll}/u.test(text);
}

export function capitalised(text: string): string {
  const first = text.charAt(0);
  return first.toUpperCase() + text.slice(1);
}

const AGENCY_WORDS: [RegExp, string][] = [
  [/ủy ban nhân dân/gu, 'Ủy ban nhân dân'],
  [/hội đồng nhân dân/gu, 'Hội đồng nhân dân'],
  [/ubnd/gu, 'UBND'],
  [/hđnd/gu, 'HĐND'],
  [/việt nam/gu, 'Việt Nam'],
  [/chính phủ/gu, 'Chính phủ'],
  [/thủ tướng/gu, 'Thủ tướng'],
  [/quốc hội/gu, 'Quốc hội'],
  [/bộ chính trị/gu, 'Bộ Chính trị'],
  [/trung ương/gu, 'Trung ương'],
  [/ban chấp hành/gu, 'Ban Chấp hành'],
  [/(?<!ủy )ban thường vụ/gu, 'Ban Thường vụ'],
  [/ủy ban thường vụ/giu, 'Ủy ban Thường vụ'],
  [/ban chỉ đạo/gu, 'Ban Chỉ đạo'],
  [/ban quản lý/gu, 'Ban Quản lý'],
  [/(?<=^ban quản lý )khu(?!\p{L})/giu, 'Khu'],
];

const SUBJECTS =
  'khoa học|công nghệ|tài chính|xây dựng|nông nghiệp|môi trường|nội vụ|dân tộc|tôn giáo|công thương|ngoại vụ|văn hóa|thể thao|du lịch|giáo dục|đào tạo|tư pháp|y tế|thông tin|truyền thông|kế hoạch|đầu tư|quốc phòng|công an|ngoại giao|lao động|thương binh|xã hội|giao thông|vận tải|tài nguyên|phát triển nông thôn';

/**
 * An agency printed in capitals as running text writes it: `ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN` →
 * `Ủy ban nhân dân tỉnh Lạng Sơn`. A name printed otherwise comes back unchanged.
 */
export function agencyInSentenceCase(name: string): string {
  if (!isAllCaps(name)) return name;
  let text = oneToneStyle(normaliseText(name)).toLowerCase();
  for (const [pattern, written] of AGENCY_WORDS) text = text.replace(pattern, written);
  text = text.replace(
    new RegExp(`(?<=^(?:sở|bộ|ban|viện|cục|vụ|phòng|trường)(?!\\p{L}).*)(?:${SUBJECTS})`, 'gu'),
    capitalised,
  );
  // What follows the kind of territory is its proper name: each word of it takes a capital.
  text = text.replace(
    /(?<=(?:^|\s)(?:tỉnh|thành phố|huyện|thị xã|phường|xã|đặc khu|tỉnh ủy|thành ủy) )(?!ủy)[\p{L} ]+$/u,
    (place) => place.replace(/\p{L}+/gu, capitalised),
  );
  // so are two places joined: `cửa khẩu Đồng Đăng - Lạng Sơn`
  text = text.replace(/(?<=(?:cửa khẩu|tỉnh) )\p{L}+ \p{L}+ [-–] \p{L}+ \p{L}+$/u, (places) =>
    places.replace(/\p{L}+/gu, capitalised),
  );
  return capitalised(text);
}
