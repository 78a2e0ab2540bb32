import type { DocumentKind } from './document.ts';
import { fold } from './text.ts';

/** The words that name a kind of document, longest first, as they stand before a number. */
const KIND_WORDS: [string, DocumentKind][] = [
  ['Nghị quyết liên tịch', 'resolution'],
  ['Thông tư liên tịch', 'circular'],
  ['Chương trình hành động', 'programme'],
  ['Kế hoạch hành động', 'plan'],
  ['Kế hoạch thực hiện', 'plan'],
  ['Văn bản hợp nhất', 'other'],
  ['Thông báo kết luận', 'notice'],
  ['Chương trình', 'programme'],
  ['Nghị quyết', 'resolution'],
  ['Nghị định', 'decree'],
  ['Thông tư', 'circular'],
  ['Thông báo', 'notice'],
  ['Quyết định', 'decision'],
  ['Quy định', 'regulation'],
  ['Quy chế', 'regulation'],
  ['Kế hoạch', 'plan'],
  ['Kết luận', 'conclusion'],
  ['Chỉ thị', 'directive'],
  ['Công văn', 'letter'],
  ['Công điện', 'other'],
  ['Văn bản', 'letter'],
  ['Tờ trình', 'submission'],
  ['Báo cáo', 'report'],
  ['Biên bản', 'minutes'],
  ['Hợp đồng', 'contract'],
  ['Hướng dẫn', 'other'],
  ['Pháp lệnh', 'law'],
  ['Hiến pháp', 'law'],
  ['Bộ luật', 'law'],
  ['Luật', 'law'],
  ['Lệnh', 'other'],
  ['Giấy mời', 'other'],
  ['Giấy ủy quyền', 'other'],
  ['Phương án', 'other'],
  ['Đề án', 'other'],
  ['Dự án', 'other'],
  ['Quy hoạch', 'other'],
  ['Chiến lược', 'other'],
  ['Thông cáo', 'other'],
  ['Tuyên bố', 'other'],
];

/** Official abbreviations of kinds in a document's symbol (Decree 30/2020, Party Guidance 36-HD/VPTW). */
const SYMBOL_KINDS: Record<string, DocumentKind> = {
  NQ: 'resolution',
  NQLT: 'resolution',
  NĐ: 'decree',
  TT: 'circular',
  TTLT: 'circular',
  CT: 'directive',
  QĐ: 'decision',
  CTR: 'programme',
  CTHĐ: 'programme',
  KH: 'plan',
  KHHĐ: 'plan',
  TB: 'notice',
  TTR: 'submission',
  BC: 'report',
  BB: 'minutes',
  QC: 'regulation',
  QYĐ: 'regulation',
  KL: 'conclusion',
  HĐ: 'contract',
  CV: 'letter',
  ĐA: 'other',
  HD: 'other',
  CĐ: 'other',
  GM: 'other',
  PA: 'other',
  VBHN: 'other',
};

const BY_FOLDED = new Map(KIND_WORDS.map(([words, kind]) => [fold(words), kind]));

/** For regular expressions over text in one tone style: any of the kind words, capital or lower-case first letter. */
export const KIND_WORDS_PATTERN = KIND_WORDS.filter(([, kind]) => kind !== 'law')
  .map(([words]) => `[${words.charAt(0)}${words.charAt(0).toLowerCase()}]${words.slice(1)}`)
  .join('|');

/** The kind a phrase such as `KẾ HOẠCH`, `Nghị quyết` or `QUYẾT ĐỊNH:` names; null when it names none. */
export function kindOfWords(words: string): DocumentKind | null {
  return BY_FOLDED.get(fold(words).replace(/[\s:.]+$/u, '')) ?? null;
}

/** The kind word a text begins with, and how many characters of it are that word. */
export function leadingKind(text: string): { kind: DocumentKind; length: number } | null {
  const folded = fold(text);
  for (const [words, kind] of KIND_WORDS) {
    const key = fold(words);
    if (folded.startsWith(key) && !/^[a-z]/u.test(folded.slice(key.length)))
      return { kind, length: key.length };
  }
  return null;
}

/**
 * The kind a symbol tells: `KH-UBND` → plan, `NQ/TW` → resolution. A symbol that begins with an agency
 * (`BKHCN-CĐSQG`, `UBND-KGVX`) is a letter's. `QH15` alone is a law's.
 */
export function kindOfSymbol(symbol: string): DocumentKind {
  const first = symbol.split(/[-/]/u)[0]?.toUpperCase() ?? '';
  if (/^QH\d+$/u.test(first)) return 'law';
  const known = SYMBOL_KINDS[first];
  if (known !== undefined) return known;
  return /^[A-ZĐ&]{2,}\d*$/u.test(first) ? 'letter' : 'other';
}
