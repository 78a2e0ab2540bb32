import { placeAfter, placeBefore, tailOf, titleOf } from './citation-parts.ts';
import type { Citation, CitationRole } from './document.ts';
import { lawNames, mayNameLaw } from './laws.ts';
import { mayNumber, numberMentions } from './numbers.ts';
import { fold, normaliseText, oneToneStyle } from './text.ts';

interface Mention {
  start: number;
  end: number;
  citation: Citation;
}

/** A citation and where it stands in the text it was read from. */
export interface PlacedCitation {
  start: number;
  end: number;
  citation: Citation;
}

/** Every citation in a text, nested ones included, one per number (laws: per name and date), the most complete. */
export function readCitations(text: string, role: CitationRole = 'body'): Citation[] {
  const placed = placedCitations(text, role);
  return placed.length === 0 ? [] : mergeCitations(placed.map(({ citation }) => citation));
}

/** False for normal text without anything a citation could begin with, as most cells of an annex are. */
export function mayCite(printed: string): boolean {
  return mayNumber(printed) || mayNameLaw(printed);
}

/** Every mention in a text, in order, not yet merged. */
export function placedCitations(text: string, role: CitationRole): PlacedCitation[] {
  const printed = normaliseText(text);
  if (!mayCite(printed)) return [];
  const matchable = oneToneStyle(printed);
  const mentions = openMentions(matchable, role);
  const starts = mentions.map((mention) => mention.start);
  let outerEnd = 0;
  return mentions.map((mention, place) => {
    const limit = starts[place + 1] ?? printed.length;
    const nested = mention.start < outerEnd;
    const completed = complete(mention, { printed, matchable, limit, starts, place, nested });
    if (!nested) outerEnd = completed.end;
    return completed;
  });
}

/** Numbers and law names as found, without what stands around them. */
function openMentions(text: string, role: CitationRole): Mention[] {
  const empty = { date: null, issuer: null, raw: '', annex: null, item: null, role };
  const laws: Mention[] = lawNames(text).map((law) => ({
    start: law.start,
    // `Luật Công nghệ cao (sửa đổi) ngày 10/12/2025`: the remark is no part of the name.
    end: law.end + (/^\s?\(sửa đổi[^)]{0,20}\)/u.exec(text.slice(law.end, law.end + 32))?.[0].length ?? 0),
    citation: { ...empty, kind: 'law', number: null, symbol: null, title: law.name },
  }));
  const mentions: Mention[] = [];
  for (const number of numberMentions(text)) {
    // `Luật Khoa học, công nghệ và đổi mới sáng tạo số 93/2025/QH15`: the number belongs to the name before it.
    const near = laws.filter((one) => one.start <= number.end && one.end >= number.start - 6);
    const law = near.find(
      (one) => /^\s?,?\s?\(?$/u.test(text.slice(one.end, number.start)) && one.end <= number.start,
    );
    if (law !== undefined) {
      law.citation = { ...law.citation, number: number.number, symbol: number.symbol };
      law.end = text.charAt(number.end) === ')' ? number.end + 1 : number.end;
      continue;
    }
    const inside = near.some((one) => number.start < one.end && number.end > one.start);
    if (inside) continue;
    const { start, end, kind, symbol } = number;
    mentions.push({ start, end, citation: { ...empty, kind, number: number.number, symbol, title: null } });
  }
  return [...laws, ...mentions].sort((one, other) => one.start - other.start);
}

/** How far after a number its abstract may reach; no abstract is longer, and the work stays linear. */
const REACH = 3_000;

interface Surroundings {
  printed: string;
  matchable: string;
  /** Where the next mention begins. */
  limit: number;
  starts: readonly number[];
  /** Which mention this is. */
  place: number;
  nested: boolean;
}

function complete(mention: Mention, around: Surroundings): PlacedCitation {
  const { matchable, printed, limit } = around;
  const after = matchable.slice(mention.end, mention.end + REACH);
  const tail = tailOf(after.slice(0, Math.max(0, limit - mention.end)));
  const before = placeBefore(matchable.slice(Math.max(0, mention.start - 200), mention.start));
  const following = placeAfter(after.slice(tail.length));
  const place = before.length > 0 ? before : following;
  let end = mention.end + tail.length;
  let title = mention.citation.title;
  if (title === null) {
    const starts = around.starts
      .slice(around.place + 1, around.place + 40)
      .map((start) => start - mention.end);
    const read = titleOf(after, tail, starts, mention.citation.kind === 'law');
    if (read !== null) {
      title = printed.slice(end + read.end - read.title.length - tail.length, mention.end + read.end);
      if (around.nested) title = withoutOuterWords(title);
      end = mention.end + read.end;
    }
  } else {
    title = printed.slice(mention.start, mention.start + title.length);
  }
  const start = mention.start - before.length;
  if (before.length === 0 && following.length > 0)
    end = Math.max(end, mention.end + tail.length + following.length);
  const issuerStart = tail.issuer === null ? -1 : matchable.indexOf(tail.issuer, mention.end);
  const issuer = tail.issuer === null ? null : printed.slice(issuerStart, issuerStart + tail.issuer.length);
  const raw = printed.slice(start, end).replace(/^[\s,;(]+|[\s,;]+$/gu, '');
  return {
    start: mention.start,
    end,
    citation: {
      ...mention.citation,
      date: tail.date,
      issuer,
      title,
      raw,
      annex: place.annex,
      item: place.item,
    },
  };
}

/** The end of a nested abstract often belongs to the citing document: `… trên địa bàn tỉnh X năm 2026`. */
function withoutOuterWords(title: string): string {
  return title.replace(/\s(?:trên địa bàn|tại|của) (?:tỉnh|thành phố)(?:\s.*)?$|\snăm \d{4}$/u, '');
}

/**
 * One citation per number and role (laws: per name and date), in order of first mention; what one mention leaves
 * out another fills in. Numbers restart each year, so the same number with dates of two years is two documents.
 */
export function mergeCitations(citations: readonly Citation[]): Citation[] {
  // Twice: a law named without date before its dated mention joins it in the second round.
  return joinSame(joinSame(citations)).map(inOrder);
}

function joinSame(citations: readonly Citation[]): Citation[] {
  const joined: Citation[] = [];
  // Only citations with the same key can be of one document; without the index long annexes would cost n².
  const places = new Map<string, number[]>();
  for (const citation of citations) {
    const keys = keysOf(citation);
    const candidates = keys.flatMap((key) => places.get(key) ?? []).sort((one, other) => one - other);
    const place = candidates.find((at) => {
      const known = joined[at];
      return known !== undefined && known.role === citation.role && sameDocument(known, citation);
    });
    const known = place === undefined ? undefined : joined[place];
    if (place !== undefined && known !== undefined) joined[place] = mostComplete(known, citation);
    else joined.push(citation);
    const at = place ?? joined.length - 1;
    for (const key of keys) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [at]);
      else if (!known.includes(at)) known.push(at);
    }
  }
  return joined;
}

function keysOf(citation: Citation): string[] {
  const keys: string[] = [];
  if (citation.number !== null) keys.push(`n${citation.number.toUpperCase()}`);
  if (citation.kind === 'law' && citation.title !== null) keys.push(`l${fold(citation.title)}`);
  if (keys.length === 0) keys.push(`s${citation.symbol}`);
  return keys;
}

/** Keys in the order the interface names them, whatever they were read in. */
function inOrder(citation: Citation): Citation {
  const { kind, number, symbol, date, issuer, title, raw, annex, item, role } = citation;
  return { kind, number, symbol, date, issuer, title, raw, annex, item, role };
}

function sameDocument(one: Citation, other: Citation): boolean {
  if (one.number !== null && other.number !== null) {
    return (
      one.number.toUpperCase() === other.number.toUpperCase() &&
      (one.date === null || other.date === null || one.date.slice(0, 4) === other.date.slice(0, 4))
    );
  }
  if (one.kind === 'law' && other.kind === 'law') {
    if (one.title === null || other.title === null || fold(one.title) !== fold(other.title)) return false;
    return one.date === null || other.date === null || sameTime(one.date, other.date);
  }
  return (
    one.number === other.number &&
    one.symbol === other.symbol &&
    one.symbol !== null &&
    one.date === other.date
  );
}

/** An incomplete date is the same as a complete one it begins. */
function sameTime(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function completeness(citation: Citation): number {
  const { number, date, issuer, title, annex, item } = citation;
  return [number, date, issuer, title, annex, item].filter((part) => part !== null).length;
}

function mostComplete(one: Citation, other: Citation): Citation {
  const [best, second] = completeness(other) > completeness(one) ? [other, one] : [one, other];
  const placed = best.annex !== null || best.item !== null ? best : second;
  return {
    ...best,
    number: best.number ?? second.number,
    symbol: best.symbol ?? second.symbol,
    date: longer(best.date, second.date),
    issuer: best.issuer ?? second.issuer,
    title: betterTitle(best.title, second.title),
    annex: placed.annex,
    item: placed.item,
  };
}

function longer(one: string | null, other: string | null): string | null {
  return (other?.length ?? 0) > (one?.length ?? 0) ? other : one;
}

/** Of two readings of which one begins the other, the shorter: the longer ran on into the citing sentence. */
function betterTitle(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  if (one === other) return one;
  return fold(one).startsWith(fold(other)) ? other : one;
}
