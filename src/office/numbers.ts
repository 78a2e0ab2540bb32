import type { DocumentKind } from './document.ts';
import { KIND_WORDS_PATTERN, kindOfSymbol, kindOfWords } from './kinds.ts';

/** A document's number as it stands in a text. Offsets cover the kind word too where one stands before it. */
export interface NumberMention {
  start: number;
  end: number;
  kind: DocumentKind;
  number: string | null;
  symbol: string;
}

const DASH = '\\s?[-–—]\\s?';
const PARTY_KINDS = 'NQ|KH|CTr|CTR|CTrHĐ|CTHĐ|CT|QĐ|QyĐ|QC|KL|TB|HD|BC|CV|TTr|ĐA|BB|GM|CĐ|HD';
const WORD = '[A-ZĐĂÂÊÔƠƯ][A-Za-zĐđĂÂÊÔƠƯ&\\d]*';
const CAPS = '[A-ZĐĂÂÊÔƠƯ]{2,}[A-Za-zĐ&\\d]*';
const SYMBOL = `${WORD}(?:[-–—](?:${WORD})|${DASH}(?:${CAPS}|TTg))*(?:\\.[A-ZĐ]{2,6}(?![\\p{L}]))?`;

const PARTY = new RegExp(
  `(?<![\\d\\p{L}/])(\\d{1,4})${DASH}(${PARTY_KINDS})\\s?/\\s?(${WORD}(?:[-.]${WORD})?)`,
  'gu',
);
const STATE = new RegExp(
  `(?<![\\d\\p{L}/.])(\\d{1,5}[a-z]?)\\s?/\\s?(?:((?:19|20)\\d{2})\\s?/\\s?)?(${SYMBOL})(?![\\p{L}])`,
  'gu',
);
const BLANK_RUN = '(?:[.…_()[\\]xX]|\\s(?=[.…_/\\s([xX-]))*';
const BLANK_STATE = new RegExp(
  `[Ss]ố\\s?:?${BLANK_RUN}\\s?/\\s?(?:((?:19|20)\\d{2})\\s?/\\s?)?(${WORD}[-–—]${SYMBOL})`,
  'gu',
);
const BLANK_PARTY = new RegExp(
  `[Ss]ố\\s?:?${BLANK_RUN}\\s?[-–—]\\s?(${PARTY_KINDS})\\s?/\\s?(${WORD})`,
  'gu',
);
const KIND_BEFORE = new RegExp(
  `(?<![\\p{L}])(${KIND_WORDS_PATTERN}|Luật|Bộ luật|Pháp lệnh)\\s?(?:số)?\\s?:?\\s?$`,
  'u',
);
const ABBREVIATION_BEFORE = /(?<![\p{L}])(?:NQ|NĐ|QĐ|KH|TT|CT|CV|TB)\s?(?:số)?\s?:?\s?$/u;
const SO_BEFORE = /(?<![\p{L}])[Ss]ố\s?:?\s?$/u;

const compact = (text: string) => text.replace(/\s/gu, '').replace(/[–—]/gu, '-');

/** Whether a text has what every number has: a slash and a capital after it. */
export function mayNumber(text: string): boolean {
  return text.includes('/') && /\/\s?[A-ZĐĂÂÊÔƠƯ]/u.test(text);
}

/**
 * Every document number in a text, first to last: state (`71/NQ-CP`, `107/2021/NĐ-CP`), Party (`57-NQ/TW`, also
 * scanned as `57- NQ/TW`) and with the running number left blank (`Số: /TTr-SKHCN`). `text` is NFC and single-spaced.
 */
export function numberMentions(text: string): NumberMention[] {
  if (!mayNumber(text)) return [];
  const mentions: NumberMention[] = [];
  const taken = new Set<number>();
  const add = (one: NumberMention) => {
    mentions.push(one);
    for (let at = one.start; at < one.end; at += 1) taken.add(at);
  };
  for (const match of text.matchAll(PARTY)) {
    const symbol = `${match[2]}/${compact(match[3] ?? '')}`;
    add(mention(text, match, `${match[1]}-${symbol}`, symbol));
  }
  for (const match of text.matchAll(STATE)) {
    if (overlaps(taken, match)) continue;
    const symbol = compact(match[3] ?? '').replace(/-+$/u, '');
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const named = KIND_BEFORE.test(before) || SO_BEFORE.test(before) || ABBREVIATION_BEFORE.test(before);
    if (!symbol.includes('-') && !/^QH\d/u.test(symbol) && !named) continue;
    if (!/^[A-ZĐ][A-Za-zĐ]/u.test(symbol) || /^\p{Lu}\p{Ll}{3,}/u.test(symbol)) continue;
    const year = match[2] === undefined ? '' : `${match[2]}/`;
    add(mention(text, match, `${match[1]}/${year}${symbol}`, symbol));
  }
  for (const match of text.matchAll(BLANK_STATE)) {
    if (!overlaps(taken, match)) add(mention(text, match, null, compact(match[2] ?? '')));
  }
  for (const match of text.matchAll(BLANK_PARTY)) {
    if (!overlaps(taken, match)) add(mention(text, match, null, compact(`${match[1]}/${match[2]}`)));
  }
  return mentions.sort((one, other) => one.start - other.start);
}

function overlaps(taken: ReadonlySet<number>, match: RegExpExecArray): boolean {
  for (let at = match.index; at < match.index + match[0].length; at += 1) if (taken.has(at)) return true;
  return false;
}

function mention(text: string, match: RegExpExecArray, number: string | null, symbol: string): NumberMention {
  const end = match.index + match[0].trimEnd().length;
  const before = text.slice(Math.max(0, match.index - 40), match.index);
  const word = KIND_BEFORE.exec(before);
  const abbreviation = ABBREVIATION_BEFORE.exec(before);
  const so = SO_BEFORE.exec(before);
  const lead = word ?? abbreviation ?? so;
  const kind = word === null ? null : kindOfWords(word[1] ?? '');
  return {
    start: lead === null ? match.index : match.index - lead[0].length,
    end,
    kind:
      kind === null || (kind === 'letter' && kindOfSymbol(symbol) !== 'other') ? kindOfSymbol(symbol) : kind,
    number,
    symbol,
  };
}
