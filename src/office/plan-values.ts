import type { TargetValue } from './plan-document.ts';
import { capitalised, fold, normaliseText, oneToneStyle } from './text.ts';

const NUMBER = '\\d+(?:[.,]\\d+)*(?: \\d{3}(?![\\d.,]))*(?:,\\d+)?';
/** A figure that counts something: no part of a date, of a fraction, of `5G` or of a word. */
const QUANTITY = new RegExp(`(?<![\\p{L}\\d/.,])(${NUMBER})(?!\\s?/\\s?\\d)(?![\\d]|[GDgd](?!\\p{L}))`, 'u');
const UPPER = new RegExp(
  `^\\s?(?:%|‰)?\\s?(?:[-–—÷~]|đến(?:\\sdưới)?|tới)\\s?(${NUMBER})(?!\\s?/\\s?\\d)`,
  'u',
);

type Bound = '≥' | '>' | '≤' | '<' | '=';

/** What stands right before a figure, the longer wording first. */
const BOUNDS: [Bound, RegExp][] = [
  [
    '≥',
    /(?:≥|⩾|≧|>\s?=|=\s?>|tối thiểu|ít nhất|thấp nhất|không dưới|không ít hơn|không thấp hơn|không nhỏ hơn|không kém)$/u,
  ],
  [
    '≤',
    /(?:≤|⩽|≦|<\s?=|=\s?<|tối đa|nhiều nhất|cao nhất|không (?:vượt )?quá|không hơn|không lớn hơn|không cao hơn|không trên|không nhiều hơn)$/u,
  ],
  ['<', /(?:<|dưới|nhỏ hơn|thấp hơn|ít hơn|chưa (?:đến|tới))$/u],
  ['>', /(?:>|trên|hơn|lớn hơn|cao hơn|vượt)$/u],
  ['=', /=$/u],
];
/** Words that say nothing of the bound. */
const FILLER =
  /(?:^|\s)(?:đạt|là|còn|bằng|khoảng|phấn đấu|duy trì|giữ|tăng|thêm|giảm|bình quân|trung bình|mức|lên|xuống|từ|ở|số|tỷ lệ|mỗi năm)\s*$/u;

/**
 * A figure as Vietnamese documents print it: a comma before decimals, points (or blanks) between thousands; a single
 * point that cannot stand between thousands is taken for a decimal one. Null for what is none, as `1.2.3`.
 */
export function readFigure(text: string): number | null {
  const figure = text.replace(/\s/gu, '');
  if (/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/u.test(figure))
    return Number(figure.replaceAll('.', '').replace(',', '.'));
  if (
    /^[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?$/u.test(figure) ||
    /^[1-9]\d{0,2}(?:,\d{3})+\.\d+$/u.test(figure)
  )
    return Number(figure.replaceAll(',', ''));
  return /^\d+(?:[.,]\d+)?$/u.test(figure) ? Number(figure.replace(',', '.')) : null;
}

/** `1,500`: one and a half as documents are written here, fifteen hundred as programs of elsewhere write it. */
export function mayBeThousands(text: string): boolean {
  return /(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d,])/u.test(text);
}

/**
 * What a cell of results asks for: `≥ 55`, `16 - 18`, `Tối thiểu 80`; `≤ 3 Đông Nam Á; ≤ 50 Thế giới` is two values
 * with scopes. Words without a figure are one qualitative value, an empty cell none. What stands beside a figure stays
 * in `raw`; `unit` tells it from a scope.
 */
export function readTargetValues(text: string, unit: string | null = null): TargetValue[] {
  const raw = normaliseText(text);
  if (!/[\p{L}\d]/u.test(raw)) return [];
  const parts = partsOf(raw).map((part) => readPart(part, unit));
  if (parts.length < 2 || parts.every(({ value }) => value.operator === 'qualitative')) {
    const { value, rest } = readPart(raw, unit);
    return [{ ...value, scope: value.scope ?? (PLACE.test(rest) ? rest : yearScope(rest)) }];
  }
  const [low, high] = parts;
  if (parts.length === 2 && low && high && bare(low) && bare(high)) {
    const range = between(low.value, high.value);
    if (range !== null) return [{ scope: null, operator: 'range', ...range, raw }];
  }
  // the same words after each figure are its unit
  const told = new Set(parts.map(({ rest }) => fold(rest))).size > 1;
  return parts.map(({ value, rest }) => ({
    ...value,
    scope: value.scope ?? (rest !== '' && (told || PLACE.test(rest)) ? rest : null),
  }));
}

const PLACE =
  /^(?:Đông Nam Á|Châu Á|Thế giới|Toàn cầu|ASEAN|Việt Nam|Cả nước|Toàn quốc|Trong nước|Khu vực|Vùng|Miền|Đô thị|Thành thị|Nông thôn|Toàn tỉnh|Cấp (?:tỉnh|xã|huyện|trung ương))(?!\p{L})/iu;
const BETWEEN = /;|,\s*(?=[≥≤><])|\svà\s(?=[≥≤><])|(?:^|\s)[-–•+]\s(?=\p{Lu}[^;:]{0,80}:)/gu;

function partsOf(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(BETWEEN)) {
    const before = text.slice(0, match.index);
    if (before.lastIndexOf('(') > before.lastIndexOf(')')) continue;
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)].map(normaliseText).filter((part) => /[\p{L}\d]/u.test(part));
}

interface Part {
  value: TargetValue;
  /** What stands after the figure, without its unit. */
  rest: string;
}

function bare({ value, rest }: Part): boolean {
  return value.scope === null && (rest === '' || /^[a-zđ]/u.test(rest));
}

function between(low: TargetValue, high: TargetValue): { min: number; max: number } | null {
  const { min } = low;
  const { max } = high;
  const bounds = /[≥>]/u.test(low.operator) && /[≤<]/u.test(high.operator);
  return bounds && min !== null && max !== null && min <= max ? { min, max } : null;
}

function readPart(raw: string, unit: string | null): Part {
  const { scope, text } = scopeBefore(raw);
  const wordy: Part = {
    value: { scope: null, operator: 'qualitative', min: null, max: null, raw },
    rest: '',
  };
  const found = QUANTITY.exec(text);
  if (found === null) return wordy;
  const after = text.slice(found.index + found[0].length);
  const opening = boundBefore(text.slice(0, found.index));
  if (opening === null) return wordy;
  const named = scope ?? opening.scope;
  const figure = readFigure(found[1] ?? '');
  if (figure === null) return wordy;
  const upper = UPPER.exec(after);
  if (upper !== null) {
    const max = readFigure(upper[1] ?? '');
    // `2026 - 2030` names years, and a range that begins above its end is a slip of the pen
    if (max === null || max < figure || (isYear(figure) && isYear(max) && /^\S+\s?[-–]\s?\S+$/u.test(text)))
      return wordy;
    const value: TargetValue = { scope: named, operator: 'range', min: figure, max, raw };
    return { value, rest: restOf(after.slice(upper[0].length), unit) };
  }
  const bound = boundAfter(after) ?? opening.bound ?? '=';
  const value: TargetValue = {
    scope: named,
    operator: bound,
    min: bound === '≤' || bound === '<' ? null : figure,
    max: bound === '≥' || bound === '>' ? null : figure,
    raw,
  };
  return { value, rest: restOf(after, unit) };
}

const isYear = (figure: number) => Number.isInteger(figure) && figure >= 1990 && figure < 2100;

/** `Đông Nam Á: ≤ 3`. */
function scopeBefore(raw: string): { scope: string | null; text: string } {
  const colon = raw.indexOf(':');
  const scope = normaliseText(raw.slice(0, Math.max(0, colon)));
  if (scope === '' || scope.length > 80 || !/\p{L}/u.test(scope) || !/\d/u.test(raw.slice(colon + 1)))
    return { scope: null, text: raw };
  return { scope: capitalised(scope.replace(/^[-–•+]\s*/u, '')), text: normaliseText(raw.slice(colon + 1)) };
}

/** The bound before a figure, and whose it is; null where words stand there that make no quantity of it: `Nhóm 10 …`. */
function boundBefore(words: string): { bound: Bound | null; scope: string | null } | null {
  const printed = normaliseText(words);
  let left = oneToneStyle(printed).toLowerCase();
  let bound: Bound | null = null;
  for (let again = true; again; ) {
    again = false;
    const named: (typeof BOUNDS)[number] | undefined =
      bound === null ? BOUNDS.find(([, pattern]) => pattern.test(left)) : undefined;
    if (named !== undefined) {
      bound = named[0];
      left = left.replace(named[1], '').trimEnd();
      again = true;
    } else if (FILLER.test(left)) {
      left = left.replace(FILLER, '').trimEnd();
      again = true;
    }
  }
  const scope = normaliseText(printed.slice(0, left.length).replace(/^[-–•+]\s*|[\s,.:(]+$/gu, ''));
  if (scope === '') return { bound, scope: null };
  return bound === null || scope.length > 80 || /\d/u.test(scope) ? null : { bound, scope };
}

function boundAfter(after: string): Bound | null {
  const words = oneToneStyle(after).toLowerCase();
  if (/^[^\d,;.]{0,40}(?:trở lên|trở đi)/u.test(words)) return '≥';
  return /^[^\d,;.]{0,40}trở xuống/u.test(words) ? '≤' : null;
}

/** Words after the figure that may be a scope: neither its unit nor how the sentence goes on. */
function restOf(after: string, unit: string | null): string {
  let rest = normaliseText(after.replace(/^\s*(?:%|‰)/u, ''));
  const own = unit === null ? '' : fold(unit.replace(/^\s*%/u, ''));
  if (own !== '' && fold(rest).startsWith(own)) rest = normaliseText(rest.slice(own.length));
  rest = normaliseText(rest.replace(/^[(,.\s]+|[).,;\s]+$/gu, ''));
  return /^(?:và|trở|theo|so với|mỗi|một|\/|hằng|hàng|của|được|đã|nhưng|hoặc|trên)(?!\p{L})/iu.test(rest)
    ? ''
    : rest;
}

/** `25% vào năm 2045`. */
function yearScope(rest: string): string | null {
  return /^(?:(?:vào|đến|trong|trước)\s)?năm\s20\d\d$/iu.test(rest) ? capitalised(rest) : null;
}
