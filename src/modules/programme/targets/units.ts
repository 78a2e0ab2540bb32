import type { Limits, Point } from './forecast.ts';
import { type Aim, isRank, type Target } from './target.ts';

/** A unit taken apart: `Số doanh nghiệp/1000 dân` counts `doanh nghiệp` for each thousand of `dân`. */
interface Unit {
  readonly scale: number;
  /** What is counted; empty where a multiplier stands alone (`1,5 tỷ`). */
  readonly of: string;
  readonly share: boolean;
}

const multipliers: readonly (readonly [RegExp, number])[] = [
  [/^(?:nghìn|ngàn) (?:tỷ|tỉ)(?![\p{L}])/u, 1e12],
  [/^(?:tỷ|tỉ)(?![\p{L}])/u, 1e9],
  [/^(?:triệu|tr)(?![\p{L}])/u, 1e6],
  [/^vạn(?![\p{L}])/u, 1e4],
  [/^(?:nghìn|ngàn)(?![\p{L}])/u, 1e3],
  [/^trăm(?![\p{L}])/u, 1e2],
];

/** Measures of one thing that have a name for each size. */
const measures: Readonly<Record<string, readonly [scale: number, of: string]>> = {
  tbps: [1e12, 'bps'],
  gbps: [1e9, 'bps'],
  mbps: [1e6, 'bps'],
  tb: [1e12, 'byte'],
  gb: [1e9, 'byte'],
  mw: [1e6, 'w'],
  kw: [1e3, 'w'],
  km: [1e3, 'm'],
  km2: [1e6, 'm2'],
  'km²': [1e6, 'm2'],
  ha: [1e4, 'm2'],
  hecta: [1e4, 'm2'],
  'm²': [1, 'm2'],
  tấn: [1e3, 'kg'],
  tạ: [1e2, 'kg'],
  đ: [1, 'đồng'],
  vnd: [1, 'đồng'],
  vnđ: [1, 'đồng'],
};

/** One spelling by which units are compared. */
export function plainUnit(unit: string): string {
  return unit
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/ ?([/%‰]) ?/gu, '$1')
    .replace(/^số (?:lượng )?/u, '')
    .trim();
}

function readUnit(unit: string): Unit {
  const text = plainUnit(unit)
    .replace(/^phần trăm(?![\p{L}])/u, '%')
    .replace(/^phần nghìn(?![\p{L}])/u, '‰');
  const sign = /^[%‰]/u.exec(text)?.[0];
  if (sign) return { scale: sign === '%' ? 0.01 : 0.001, of: text.slice(1).trim(), share: true };
  const slash = text.indexOf('/');
  const counted = scaled(slash < 0 ? text : text.slice(0, slash));
  if (slash < 0) return { ...counted, share: false };
  const per = scaled(text.slice(slash + 1));
  return { scale: counted.scale / per.scale, of: `${counted.of}/${per.of}`, share: false };
}

/** `nghìn người`, `1.000 dân`, `tỷ đồng` → how many of what. */
function scaled(text: string): Pick<Unit, 'scale' | 'of'> {
  const figures = /^10{0,2}(?:[., ]?000)*(?!\d)/u.exec(text)?.[0];
  if (figures !== undefined) {
    const rest = scaled(text.slice(figures.length).trim());
    return { scale: Number(figures.replace(/\D/gu, '')) * rest.scale, of: rest.of };
  }
  for (const [pattern, scale] of multipliers) {
    const word = pattern.exec(text)?.[0];
    if (word !== undefined) {
      const [size, of] = named(text.slice(word.length).trim());
      return { scale: scale * size, of };
    }
  }
  const [scale, of] = named(text);
  return { scale, of };
}

function named(text: string): readonly [scale: number, of: string] {
  return Object.hasOwn(measures, text) ? (measures[text] ?? [1, text]) : [1, text];
}

/** Whether both name the same unit, by spelling or as the short form of the other (`%` of `% GDP`). */
export function sameUnit(typed: string, unit: string): boolean {
  return plainUnit(typed) === plainUnit(unit) || factorBetween(typed, unit) === 1;
}

/**
 * By how much a number in the typed unit is multiplied to be one in the other; null where one cannot become the other.
 * What is typed may be shorter: `tỷ` of `triệu đồng`, `%` of `% GDP`.
 */
export function factorBetween(typed: string, unit: string): number | null {
  const [from, to] = [readUnit(typed), readUnit(unit)];
  if (from.share !== to.share || (from.of !== '' && from.of !== to.of)) return null;
  const factor = from.scale / to.scale;
  // powers of ten divide with a last digit of their own: 0.001 / 0.01
  return Number(factor.toPrecision(12));
}

/** A number without the digits that only arithmetic in halves adds: 0,1 × 3. */
export function cleaned(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * What a value can be at all, unless the officer says otherwise: a share lies between nothing and all of it, a rank
 * begins with the first, nothing counted is below nought. A growth (“%/năm”) has no limits, nor has any unit whose own
 * plan or numbers lie beyond them.
 */
export function limitsOf(
  { unit, least, most }: Pick<Target, 'unit' | 'least' | 'most'>,
  aim: Aim,
  points: readonly Pick<Point, 'value'>[],
): Limits {
  const known = [
    ...points.map(({ value }) => value),
    ...[aim.value, ...aim.levels].flatMap(({ min, max }) => [min, max]),
  ].filter((value) => value !== null);
  const usual = limitsOfUnit(unit, known);
  return { min: least ?? usual.min, max: most ?? usual.max };
}

function limitsOfUnit(unit: string | null, known: readonly number[]): Limits {
  const { share, of } = unit === null ? { share: false, of: '' } : readUnit(unit);
  const scale = unit !== null && plainUnit(unit).startsWith('‰') ? 1000 : 100;
  if (share && of.startsWith('/')) return { min: null, max: null };
  const first = isRank(unit) ? 1 : 0;
  return {
    min: known.some((value) => value < first) ? null : first,
    max: !share || known.some((value) => value > scale) ? null : scale,
  };
}
