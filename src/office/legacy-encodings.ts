/**
 * Text typed with the fonts in use before Unicode: the bytes of TCVN 5712 (`.VnTime`) or VNI-Windows shown as
 * Latin letters. Both are turned into Unicode, by the font's name where a file tells it and by trial where not.
 */

const TCVN3_LOWER = Object.fromEntries([
  ...pairs('¸µ¶·¹', 'áàảãạ'),
  ...pairs('¨¾»¼½Æ', 'ăắằẳẵặ'),
  ...pairs('©ÊÇÈÉË', 'âấầẩẫậ'),
  ...pairs('ÐÌÎÏÑ', 'éèẻẽẹ'),
  ...pairs('ªÕÒÓÔÖ', 'êếềểễệ'),
  ...pairs('Ý×ØÜÞ', 'íìỉĩị'),
  ...pairs('ãßáâä', 'óòỏõọ'),
  ...pairs('«èåæçé', 'ôốồổỗộ'),
  ...pairs('¬íêëìî', 'ơớờởỡợ'),
  ...pairs('óïñòô', 'úùủũụ'),
  ...pairs('\u00adøõö÷ù', 'ưứừửữự'),
  ...pairs('ýúûüþ', 'ýỳỷỹỵ'),
  ...pairs('®', 'đ'),
]);
const TCVN3: Record<string, string> = {
  ...TCVN3_LOWER,
  ...Object.fromEntries(pairs('¡¢§£¤¥¦', 'ĂÂĐÊÔƠƯ')),
};

// VNI writes a letter and after it a sign for the mark; some marked letters have a code of their own.
const VNI_ALONE = Object.fromEntries([
  ...pairs('íìæóò', 'íìỉĩị'),
  ...pairs('ÍÌÆÓÒ', 'ÍÌỈĨỊ'),
  ...pairs('ôöñî', 'ơưđỵ'),
  ...pairs('ÔÖÑÎ', 'ƠƯĐỴ'),
]);
const VNI_MARKS: Record<string, string> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
};
const VNI_MARKED = /([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])/gu;

function pairs(from: string, to: string): [string, string][] {
  const letters = [...to];
  return [...from].map((code, place) => [code, letters[place] ?? code]);
}

// Bytes 0x80-0x9F read as Windows-1252 give other characters than the Latin-1 the tables above are written in;
// neither legacy set uses that range for letters, so only the shared upper range matters.
export function fromTcvn3(text: string, capitals = false): string {
  const converted = text.replace(/[\u00a1-\u00ff]/gu, (code) => TCVN3[code] ?? code);
  return capitals ? converted.toUpperCase() : converted;
}

export function fromVni(text: string): string {
  let converted = '';
  let from = 0;
  for (const match of text.matchAll(VNI_MARKED)) {
    converted += fromVniAlone(text.slice(from, match.index));
    const letter = match[1] ?? '';
    const mark = VNI_MARKS[(match[2] ?? '').toLowerCase()] ?? '';
    converted += (fromVniAlone(letter) + mark).normalize('NFC');
    from = match.index + match[0].length;
  }
  return converted + fromVniAlone(text.slice(from));
}

function fromVniAlone(text: string): string {
  return text.replace(/[íìæóòôöñîÍÌÆÓÒÔÖÑÎ]/gu, (code) => VNI_ALONE[code] ?? code);
}

/** UTF-8 that was once read as Windows-1252 (`Nghá»‹ quyáº¿t`); null when it is not that. */
export function fromMojibake(text: string): string | null {
  if (!/[ÃÄÆáÂ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸº»]/u.test(text)) return null;
  const bytes: number[] = [];
  for (const character of text) {
    const code = WINDOWS_1252.get(character) ?? character.codePointAt(0) ?? 0;
    if (code > 0xff) return null;
    bytes.push(code);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

const WINDOWS_1252 = new Map(
  Array.from({ length: 32 }, (_, place) => {
    const code = 0x80 + place;
    return [new TextDecoder('windows-1252').decode(Uint8Array.of(code)), code];
  }),
);

const ONSET = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?';
const RHYME =
  '(?:[aăâ](?:ch|ng|nh|[cimnoptuy])?|[eê](?:ch|ng|nh|[cmnoptu])?|i(?:ch|nh|[amnptu]|ê(?:ng|[cmnptu])|e(?:ng|u))?|' +
  'o(?:ng|[cimnpt]|[aă](?:ng|nh|ch|[cimnopty])?|e(?:[mnot])?|o(?:ng|c))?|ô(?:ng|[cimnpt])?|ơ(?:[imnpt])?|' +
  'u(?:ng|[acimnpt]|ô(?:ng|[cimnt])|o(?:ng|c)|â(?:ng|[nty])|ê(?:ch|nh)?|y(?:ch|nh|[atnup]|ê(?:[ntu])|e[nt])?|ơ)?|' +
  'ư(?:ng|[aciutm]|ơ(?:ng|[cimntpu]))?|y(?:ê(?:[nmtu])|[n])?)';
const SYLLABLE = new RegExp(`^${ONSET}${RHYME}$`, 'u');
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/**
 * How well a text reads as Vietnamese: words with marks that are well-formed syllables count for it, words with
 * signs no syllable can have count against it. Plain ASCII words count for nothing.
 */
export function vietnameseScore(text: string): number {
  return markedWords(text).reduce((score, word) => score + wordScore(word), 0);
}

/** Vietnamese code pages read as Latin put signs such as ¹ and µ inside words: they are kept in the word. */
function wordsOf(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{M}\u00a1-\u00bf×÷\u00ad]+/gu) ?? [];
}

/** Signs that stand apart from letters (`·`, `©`, `«`) and units (`m²`, `µm`) are in any text and tell nothing. */
const SIGNS_ALONE = /^[\u00a1-\u00bf×÷]+$/u;
const UNITS = /^(?:[kcdm]?m[²³]|µ[mglsLFAVWS]|[kM]?N·m|[kM]?W·h|m?A·h|m?Pa·s)$/u;

function isTelling(word: string): boolean {
  return !/^[a-zA-Z]+$/u.test(word) && !SIGNS_ALONE.test(word) && !UNITS.test(word);
}

function markedWords(text: string): string[] {
  return wordsOf(text).filter(isTelling);
}

const [APART, LETTER, MARKED, UNSURE] = [0, 1, 2, 3];
/** What a code unit is to words: apart from them, a plain letter, a letter with marks, or to be looked at closer. */
const SIGNS = Uint8Array.from({ length: 0x2030 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[a-zA-Z]/u.test(sign)) return LETTER;
  const composed = code < 0x300 || (code >= 0x1ea0 && code <= 0x1ef9);
  if (composed) return /[\p{L}\u00a1-\u00bf×÷\u00ad]/u.test(sign) ? MARKED : APART;
  return code >= 0x2000 ? APART : UNSURE;
});

/** Whether every word is a syllable of composed letters, as in most texts: then no conversion can read better. */
function readsWell(text: string): boolean {
  let from = 0;
  let marked = false;
  let hash = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? 0 : text.charCodeAt(at);
    const sign = SIGNS[code] ?? UNSURE;
    if (sign === UNSURE) return false;
    if (sign !== APART) {
      marked ||= sign === MARKED;
      hash = (hash * 31 + code) | 0;
      continue;
    }
    if (marked && !isSyllable(text, from, at, hash)) return false;
    marked = false;
    hash = 0;
    from = at + 1;
  }
  return true;
}

/** A syllable met before, at the place its hash leads to: no string is made of one only to find that it is known. */
const SYLLABLES: string[] = new Array(4_096).fill('');

function isSyllable(text: string, from: number, end: number, hash: number): boolean {
  const place = hash & (SYLLABLES.length - 1);
  if (standsAt(text, from, end, SYLLABLES[place] ?? '')) return true;
  const word = text.slice(from, end);
  if (wordScore(word) !== 1) return false;
  SYLLABLES[place] = word;
  return true;
}

function standsAt(text: string, from: number, end: number, word: string): boolean {
  if (word.length !== end - from) return false;
  for (let at = 0; at < word.length; at += 1)
    if (word.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
  return true;
}

/** Annexes repeat the same few hundred syllables; each is looked at once. */
const KNOWN_WORDS = new Map<string, number>();
const MOST_KNOWN_WORDS = 20_000;

function wordScore(word: string): number {
  const known = KNOWN_WORDS.get(word);
  if (known !== undefined) return known;
  const decomposed = word.toLowerCase().normalize('NFD');
  const tones = decomposed.match(TONES)?.length ?? 0;
  const toneless = decomposed.replace(TONES, '').normalize('NFC');
  const capsMixed = /\p{Ll}\p{Lu}/u.test(word);
  const score = tones <= 1 && !capsMixed && SYLLABLE.test(toneless) ? 1 : -1;
  if (KNOWN_WORDS.size >= MOST_KNOWN_WORDS) KNOWN_WORDS.clear();
  KNOWN_WORDS.set(word, score);
  return score;
}

/** TCVN3 has no marked capitals outside its capital fonts: `QUYÕT §ÞNH` means a line all in capitals. */
function capitalLines(text: string): string {
  return text.replace(/[^\n]+/gu, (line) =>
    /[A-Z].*[A-Z]/u.test(line) && !/[a-z]/u.test(line) ? line.toUpperCase() : line,
  );
}

export interface ReadableText {
  text: string;
  /** What it was converted from, null when it was Unicode already. */
  from: 'TCVN3' | 'VNI' | 'UTF-8' | null;
}

/** Letters of Vietnamese that only Unicode has: text shown by an older font never holds one. */
const UNICODE_ONLY = /[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]|\u0300|\u0301|\u0303|\u0309|\u0323/u;

/** The text in Unicode Vietnamese. A text that already reads well, or reads no better converted, is left alone. */
export function toUnicodeVietnamese(text: string): ReadableText {
  if (!/[\u00a1-\u00ff]/u.test(text) || readsWell(text)) return { text, from: null };
  return UNICODE_ONLY.test(text) ? lineByLine(text) : asOne(text);
}

/** Beside lines in Unicode a line needs signs of its own to be taken for an older one. */
function lineByLine(text: string): ReadableText {
  if (!text.includes('\n')) return { text, from: null };
  const lines = text.split('\n').map((line): ReadableText => {
    const needsNone = !/[\u00a1-\u00ff]/u.test(line) || UNICODE_ONLY.test(line) || readsWell(line);
    return needsNone ? { text: line, from: null } : asOne(line);
  });
  const from = lines.find((line) => line.from !== null)?.from ?? null;
  return from === null ? { text, from } : { text: lines.map((line) => line.text).join('\n'), from };
}

function asOne(text: string): ReadableText {
  const words = wordsOf(text);
  const written = words.reduce((score, word) => score + (isTelling(word) ? wordScore(word) : 0), 0);
  let best: ReadableText = { text, from: null };
  let bestGain = 0;
  const offer = (candidate: ReadableText, gain: number) => {
    if (gain <= bestGain + 1) return;
    best = candidate;
    bestGain = gain;
  };
  const tcvn3 = capitalLines(fromTcvn3(text));
  offer({ text: tcvn3, from: 'TCVN3' }, gainOf(words, tcvn3));
  const vni = fromVni(text);
  offer({ text: vni, from: 'VNI' }, gainOf(words, vni));
  const repaired = fromMojibake(text);
  if (repaired !== null) offer({ text: repaired, from: 'UTF-8' }, vietnameseScore(repaired) - written);
  return best;
}

/**
 * How much better the words read converted, letter for letter. Nothing where more words that read well would change
 * than words that do not would be mended: good text with a foreign name or a sign in it is no older text.
 */
function gainOf(words: readonly string[], converted: string): number {
  const after = wordsOf(converted);
  let gain = 0;
  let mended = 0;
  let doubtful = 0;
  for (const [place, word] of words.entries()) {
    const other = after[place] ?? '';
    if (other === word || !isTelling(word)) continue;
    const before = wordScore(word);
    const change = wordScore(other) - before;
    gain += change;
    if (change > 0) mended += 1;
    else if (before > 0 && other.toLowerCase() !== word.toLowerCase()) doubtful += 1;
  }
  return mended >= doubtful ? gain : 0;
}

/** Text of a run whose font is known: the font's name says which encoding its characters are in. */
export function fromFont(text: string, font: string | null): string {
  if (font === null) return text;
  // The fonts whose names end in H show every letter as a capital.
  if (/^\.vn/iu.test(font)) return fromTcvn3(text, font.endsWith('H'));
  if (/^vni[-\s]/iu.test(font)) return fromVni(text);
  return text;
}
