import { readBlankDate, readDate, readLongDate, readShortDate } from './dates.ts';
import type { DocumentKind } from './document.ts';
import type { Flow, Line } from './flow.ts';
import { kindOfSymbol, kindOfWords, leadingKind } from './kinds.ts';
import { numberMentions } from './numbers.ts';
import { agencyInSentenceCase, capitalised, isAllCaps, normaliseText, oneToneStyle } from './text.ts';

export interface Header {
  kind: DocumentKind;
  number: string | null;
  symbol: string | null;
  place: string | null;
  date: string | null;
  dateText: string | null;
  issuer: string | null;
  title: string | null;
  /** The line after which the text of the document begins. */
  end: number;
}

const BASIS_WORD =
  /^(?:[-–•]\s)?(?:Căn cứ|Thực hiện|Theo đề nghị|Theo |Xét |Trên cơ sở|Triển khai thực hiện|Tiếp theo|Để thực hiện|Để triển khai|Sau khi)/u;
const STRUCTURE =
  /^(?:[IVXLC]+\s?(?:[.)]|-(?=\s\p{Lu}))\s|\d+\s?[.)]\s|\d{1,2}-\s(?=\p{Lu})|[A-ZĐ]\s?[.)]\s|Điều\s+\d+|Chương\s|Phần\s|Mục\s)/u;
const AGENCY =
  /^(?:(?:CHỦ TỊCH |BỘ TRƯỞNG |GIÁM ĐỐC )?(?:ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND)|SỞ|BỘ|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|ỦY BAN|TỈNH ỦY|THÀNH ỦY|BAN |CỤC |TỔNG CỤC|VIỆN |TRƯỜNG |TRUNG TÂM |CÔNG AN|VĂN PHÒNG|THANH TRA|ĐẢNG ỦY|ĐẢNG BỘ|HỘI |LIÊN |CÔNG TY|ĐẠI HỌC|BỘ CHỈ HUY|THUẾ|KHO BẠC|ĐẢNG CỘNG SẢN)/u;
const MOTTO = /CỘNG HÒA|XÃ HỘI CHỦ NGHĨA|CHỦ NGHĨA VIỆT NAM|ĐỘC LẬP|Độc lập|ĐẢNG CỘNG SẢN VIỆT NAM/u;
const TERRITORY = /^(?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU|QUẬN|THỊ TRẤN)\s/u;

/** How far from the top the header reaches at most, menus of a web page included. */
const REACH = 120;

export function readHeader(lines: readonly Line[], flow: Flow): Header {
  const texts = lines.map((line) => oneToneStyle(line.text));
  const structure = texts.findIndex((text) => STRUCTURE.test(text));
  const reach = Math.min(texts.length, REACH, structure === -1 ? REACH : structure + 12);
  const top = texts.slice(0, reach);
  const numbered = numberLine(top);
  const dated = dateLine(top);
  const named = kindLine(top, lines);
  const web = webTitle(lines, flow, numbered.number);
  const properties = propertiesHeader(flow);
  const symbol = numbered.symbol ?? properties.symbol ?? web.symbol;
  const kind =
    named?.kind ??
    (symbol === null ? null : known(kindOfSymbol(symbol))) ??
    properties.kind ??
    web.kind ??
    'other';
  const about = named === null ? aboutLine(top, lines) : null;
  const title = named?.title ?? about?.title ?? properties.title ?? web.title;
  const ends = [numbered.line, dated.line, named?.end ?? -1, about?.line ?? -1, web.line];
  const end = Math.max(-1, ...ends) + 1;
  const date = dated.date ?? properties.date ?? web.date;
  return {
    kind,
    number: numbered.number ?? (numbered.symbol === null ? (properties.number ?? web.number) : null),
    symbol,
    place: dated.place,
    date,
    dateText: dated.text ?? properties.dateText,
    issuer: readIssuer(texts, named?.start ?? end, dated.place, properties.issuer),
    title,
    end,
  };
}

function known(kind: DocumentKind): DocumentKind | null {
  return kind === 'other' ? null : kind;
}

interface NumberLine {
  number: string | null;
  symbol: string | null;
  line: number;
}

/** `Số: 145/KH-UBND`, `Số: /QĐ-UBND`, Party `Số 57-NQ/TW`, a letter's `Số: 12/UBND-KGVX`. */
function numberLine(texts: readonly string[]): NumberLine {
  for (const [line, text] of texts.entries()) {
    if (
      !/^(?:\*\s*)?(?:Luật s|Nghị quyết s|[Ss])[Ốố]\s?:?\s?[\d./…_\s([xX–-]/u.test(text) ||
      text.length > 140
    )
      continue;
    // Thousands are sometimes set apart: `Số: 1.234/QĐ-UBND`.
    const normal = text
      .replace(/^(?:\*\s*)?(?:Luật s|Nghị quyết s|[Ss])[Ốố]/u, 'Số')
      .replace(/^(Số\s?:?\s?\d{1,2})\.(?=\d{3}\s?[/-])/u, '$1');
    const mention = numberMentions(normal)[0];
    if (mention !== undefined && mention.start <= 4)
      return { number: mention.number, symbol: mention.symbol, line };
  }
  return { number: null, symbol: null, line: -1 };
}

interface DateLine {
  place: string | null;
  date: string | null;
  text: string | null;
  line: number;
}

const DAY_WORDS = 'ngày[\\s.…_()[\\]xX\\d]*(?:tháng|[/-])';
const AFTER_PLACE = new RegExp(`(?:,\\s*|(?<=\\p{L})\\s)(?=${DAY_WORDS})`, 'iu');
const MONTH_AFTER_PLACE = /,\s*(?=tháng\s?\d{1,2}\s?(?:năm|\/)\s?\d{4}$)/iu;
const BARE_DATE = new RegExp(`^${DAY_WORDS}`, 'iu');
const SHORT_AFTER_PLACE = /(?<=^\p{Lu}[\p{L}. -]{1,40}),\s*(?=\d{1,2}\s?[/.-]\s?\d)/u;
const NO_DATE_LINE = /^(?:Căn cứ|Thực hiện|Hôm nay|\(?Kèm theo|\(?Ban hành kèm)/iu;
const PLACE = /(?:(?:tỉnh|thành phố|TP\.?|Tp\.?)\s)?\p{Lu}[\p{L}.]*(?:\s-?\s?\p{Lu}[\p{L}.]*){0,4}$/u;

/** `Lạng Sơn, ngày … tháng 4 năm 2026`, alone on its line or after the number. */
function dateLine(texts: readonly string[]): DateLine {
  for (const [line, text] of texts.entries()) {
    if (text.length > 160 || NO_DATE_LINE.test(text)) continue;
    const placed = AFTER_PLACE.exec(text) ?? MONTH_AFTER_PLACE.exec(text) ?? SHORT_AFTER_PLACE.exec(text);
    if (placed === null && !BARE_DATE.test(text)) continue;
    const rest = placed === null ? text : text.slice(placed.index + placed[0].length);
    const place = placed === null ? null : (PLACE.exec(text.slice(0, placed.index))?.[0] ?? null);
    // `Kế hoạch năm 2026 ngày 5 tháng 1`: without a comma only a place alone stands before the date.
    if (placed !== null && !placed[0].includes(',') && place !== text.slice(0, placed.index)) continue;
    const read = readLongDate(rest) ?? readShortDate(rest) ?? readBlankDate(rest) ?? readDate(rest);
    if (read === null) {
      // All of the date is still blank; what is printed is kept.
      if (place === null || !/^ngày[^\p{L}\d]*tháng[^\p{L}\d]*năm[^\p{L}]*$/iu.test(rest)) continue;
      return { place: properName(place), date: null, text: normaliseText(rest), line };
    }
    if (read.index > 6 || rest.length > read.index + read.length + 12) continue;
    return {
      place: place === null ? null : properName(place),
      date: read.date,
      text: normaliseText(read.raw),
      line,
    };
  }
  return { place: null, date: null, text: null, line: -1 };
}

function properName(place: string): string {
  return isAllCaps(place) ? place.toLowerCase().replace(/\p{L}+/gu, capitalised) : place;
}

interface KindLine {
  kind: DocumentKind;
  title: string | null;
  start: number;
  end: number;
}

/** `QUYẾT ĐỊNH` alone on a line (letters possibly spaced out), and the abstract under it. */
function kindLine(texts: readonly string[], lines: readonly Line[]): KindLine | null {
  for (const [start, text] of texts.entries()) {
    const close = text.replace(/^(?:\p{Lu}\s){3,}\p{Lu}$/u, (spaced) => spaced.replaceAll(' ', ''));
    const kind = isAllCaps(close) || lines[start]?.heading !== null ? kindOfKindLine(close) : null;
    if (kind === null || text.endsWith(':')) continue;
    const rest = kind.rest === '' ? [] : [kind.rest];
    const { title, end } = titleAfter(texts, lines, start, rest);
    return { kind: kind.kind, title, start, end };
  }
  return null;
}

function kindOfKindLine(text: string): { kind: DocumentKind; rest: string } | null {
  const exact = kindOfWords(text);
  if (exact !== null) return { kind: exact, rest: '' };
  const closed = kindOfWords(text.replaceAll(' ', ''));
  if (closed !== null) return { kind: closed, rest: '' };
  const leading = leadingKind(text);
  if (leading === null || text.length > 300) return null;
  const rest = text.slice(leading.length).trim();
  // `KẾ HOẠCH TRIỂN KHAI …` in one line; a number after the kind word is a citation, not a title.
  return /^(?:số|SỐ|\d|này|NÀY)/u.test(rest) ? null : { kind: leading.kind, rest };
}

const MOST_TITLE_LINES = 6;

function titleAfter(texts: readonly string[], lines: readonly Line[], start: number, begun: string[]) {
  const parts = [...begun];
  let end = start;
  for (let at = start + 1; at < texts.length && parts.length < MOST_TITLE_LINES; at += 1) {
    const text = texts[at] ?? '';
    const first = parts.length === 0;
    const basis = /^(?:[-–•]\s)?Căn cứ/u.test(text) || (!first && BASIS_WORD.test(text));
    const numberOrDate = /^S[ốỐ]\s?:/u.test(text) || /,\s*ngày[\s.…\d]*tháng/u.test(text.slice(0, 60));
    if (numberOrDate) continue;
    if (basis || STRUCTURE.test(text) || /^Kính gửi/u.test(text) || /^[-–_*=\s]+$/u.test(text)) break;
    if (/[;:]$/u.test(text) || (/\.$/u.test(text) && text.length > 60) || text.length > 700) break;
    if (isAllCaps(text) && AGENCY.test(text) && !first) break;
    if (
      isAllCaps(text) &&
      AGENCY.test(text) &&
      /^(?:ỦY BAN NHÂN DÂN|CHỦ TỊCH ỦY BAN|HỘI ĐỒNG NHÂN DÂN)/u.test(text)
    )
      break;
    parts.push(lines[at]?.text ?? '');
    end = at;
  }
  const title = normaliseText(parts.join(' ').replace(/\ue000[^\ue001]*\ue001/gu, ''));
  return { title: title === '' ? null : title, end };
}

const ABOUT = /^v\/v\s?:?\s/iu;
const ENDS_ABOUT =
  /^(?:Kính gửi|Căn cứ|Thực hiện|S[ốỐ]\s?:|[-–_*=\s]+$)|,\s*(?:ngày\s?)?[\s.…\d]*(?:tháng|\d[/.-]\d)|^ngày[\s.…\d]*tháng|[.;:]$/iu;

/** A letter has no kind line; its abstract stands under the number, often over several short lines: `V/v …`. */
function aboutLine(texts: readonly string[], lines: readonly Line[]): { title: string; line: number } | null {
  const first = texts.findIndex((text) => ABOUT.test(text));
  if (first === -1) return null;
  let line = first;
  while (line < first + 4) {
    const next = texts[line + 1] ?? '';
    const ends = ENDS_ABOUT.test(next) || MOTTO.test(next) || STRUCTURE.test(next) || BASIS_WORD.test(next);
    if (next === '' || next.length > 90 || ends || (isAllCaps(next) && AGENCY.test(next))) break;
    line += 1;
  }
  const printed = lines.slice(first, line + 1).map((one) => one.text);
  return { title: capitalised(normaliseText(printed.join(' ').replace(ABOUT, ''))), line };
}

interface WebTitle {
  kind: DocumentKind | null;
  number: string | null;
  symbol: string | null;
  date: string | null;
  title: string | null;
  line: number;
}

/** A page's heading: `Kế hoạch 145/KH-UBND năm 2025 thực hiện Nghị quyết …`. */
function webTitle(lines: readonly Line[], flow: Flow, number: string | null): WebTitle {
  const candidates = lines.slice(0, 30).map((line, at) => ({ text: line.text, line: at }));
  if (flow.pageTitle !== null) candidates.push({ text: flow.pageTitle, line: -1 });
  for (const candidate of candidates) {
    const leading = leadingKind(candidate.text);
    const mention = numberMentions(oneToneStyle(candidate.text))[0];
    if (leading === null || mention === undefined || mention.start > 1 || candidate.text.length > 700)
      continue;
    if (number !== null && mention.number !== number) continue;
    const rest = candidate.text.slice(mention.end);
    const dating = /^\s?,?\s?(?:ngày\s[\d/.-]+|năm\s\d{4})/u.exec(rest)?.[0] ?? '';
    const title = rest.slice(dating.length).replace(/^[\s,:.-]+|\s[-|–]\s[^-|–]{2,40}$/gu, '');
    return {
      kind: leading.kind,
      number: mention.number,
      symbol: mention.symbol,
      date: readDate(dating, true)?.date ?? null,
      title: title === '' ? null : capitalised(title),
      line: candidate.line,
    };
  }
  return { kind: null, number: null, symbol: null, date: null, title: null, line: -1 };
}

function propertiesHeader(flow: Flow) {
  const value = (...names: string[]) =>
    names.map((name) => flow.properties.get(name)).find((text) => text !== undefined && text !== '');
  const printed = value('so hieu', 'so/ky hieu', 'so ky hieu', 'so, ky hieu');
  const mention = printed === undefined ? undefined : numberMentions(`Số ${oneToneStyle(printed)}`)[0];
  const dated = value('ngay ban hanh');
  const kind = value('loai van ban');
  return {
    number: mention?.number ?? null,
    symbol: mention?.symbol ?? null,
    date: dated === undefined ? null : (readShortDate(dated)?.date ?? readLongDate(dated)?.date ?? null),
    dateText: dated ?? null,
    kind: kind === undefined ? null : kindOfWords(kind),
    title: value('trich yeu') ?? null,
    issuer: value('co quan ban hanh', 'noi ban hanh') ?? null,
  };
}

/** The agency above the kind line; where only part of its name is left, completed from what else the text says. */
function readIssuer(
  texts: readonly string[],
  kindAt: number,
  place: string | null,
  property: string | null,
): string | null {
  const above = headerAgency(texts.slice(0, Math.max(kindAt, 0) + 12), kindAt);
  if (above !== null && !isBare(above)) return written(above);
  const territory = property !== null && TERRITORY.test(`${property.toUpperCase()} `) ? property : null;
  if (property !== null && territory === null) return written(property);
  if (above !== null && territory !== null) return written(`${above} ${territory.toUpperCase()}`);
  for (const text of texts.slice(0, REACH)) {
    const match =
      /(?:^|[;.]\s)((?:UBND|Ủy ban nhân dân)\s(?:tỉnh|thành phố|xã|phường|huyện)\s\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){0,3})\s(?=\p{Ll})/u.exec(
        text,
      );
    if (match?.[1] !== undefined) return written(match[1]);
  }
  if (above !== null && place !== null) return written(`${above} TỈNH ${place.toUpperCase()}`);
  return above === null ? territory : written(above);
}

function isBare(agency: string): boolean {
  return /^(?:CHỦ TỊCH )?(?:ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND)$/u.test(agency);
}

/** `UBND TỈNH LẠNG SƠN` → `Ủy ban nhân dân tỉnh Lạng Sơn`. */
function written(agency: string): string {
  return agencyInSentenceCase(normaliseText(agency))
    .replace(/^(?:Chủ tịch )(?=(?:Ủy ban|UBND|Hội đồng))/u, '')
    .replace(/^UBND(?=\s)/u, 'Ủy ban nhân dân')
    .replace(/^HĐND(?=\s)/u, 'Hội đồng nhân dân');
}

/** What no agency's name goes on with: another agency, or a remark that stands in the head. */
const NO_NAME =
  /^\(?(?:TỔ|PHÒNG|CHI CỤC|ĐOÀN|KHOA|ĐỘI|TIỂU BAN|CHI BỘ|CHI NHÁNH|BỆNH VIỆN|ĐÀI|BÁO|HẠT|TÒA ÁN|VIỆN KIỂM SÁT|HUYỆN ỦY|THỊ ỦY|QUỸ|BẢO HIỂM|BẢO TÀNG|THƯ VIỆN|NGÂN HÀNG|TRẠM|HỌC VIỆN|TỔNG CÔNG TY|TỈNH ĐOÀN|MẶT TRẬN|DỰ THẢO|MẬT|TỐI MẬT|TUYỆT MẬT|HỎA TỐC|KHẨN|THƯỢNG KHẨN|BẢN SAO|SAO Y|KHÓA|KỲ HỌP|NHIỆM KỲ)(?!\p{L})/u;
/** A name that ends with its territory is whole: `UBND TỈNH LẠNG SƠN`. */
const WHOLE =
  /(?:^|\s)(?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU|QUẬN|THỊ TRẤN)\s\p{Lu}+(?:\s\p{Lu}+){0,3}$/u;
/** Lines that a long name takes in the left half of a head, after its first. */
const MOST_NAME_LINES = 3;

/** Whether the line is the rest of the name above it: nothing but that stands before the number of the document. */
function goesOn(above: string, texts: readonly string[], at: number): boolean {
  if (isBare(above) || WHOLE.test(above)) return false;
  const rest = texts.slice(at, at + MOST_NAME_LINES + 1);
  const number = rest.findIndex((text) => /^S[ốỐ]\s?:/u.test(text));
  const name = rest.slice(0, Math.max(number, 0));
  return name.length > 0 && name.every(isPartOfName);
}

function isPartOfName(text: string): boolean {
  const other = AGENCY.test(text) || NO_NAME.test(text) || MOTTO.test(text);
  return isAllCaps(text) && !other && kindOfWords(text) === null;
}

function headerAgency(texts: readonly string[], kindAt: number): string | null {
  const agencies: string[] = [];
  /** The line under what is known of the last one. */
  let next = -1;
  let below: string | null = null;
  for (const [at, text] of texts.entries()) {
    const printed = text.replace(/^[-–*\s]+|[-–*:\s]+$/gu, '');
    if (
      !isAllCaps(printed) ||
      printed.length > 120 ||
      MOTTO.test(printed) ||
      /^(?:TM|KT|TL|TUQ|Q)\./u.test(printed)
    )
      continue;
    const last = agencies.at(-1);
    if (at > kindAt && kindAt >= 0) {
      if (below === null && AGENCY.test(printed)) below = printed;
      continue;
    }
    if (
      last !== undefined &&
      (TERRITORY.test(printed) || /^(?:VÀ|KHU|-)\s/u.test(printed)) &&
      (isBare(last) || /^VÀ/u.test(printed))
    ) {
      agencies[agencies.length - 1] = `${last} ${printed}`;
      next = at + 1;
    } else if (AGENCY.test(printed) && kindOfWords(printed) === null) {
      agencies.push(printed);
      next = at + 1;
    } else if (last !== undefined && at === next && goesOn(last, texts, at)) {
      agencies[agencies.length - 1] = `${last} ${printed}`;
      next = at + 1;
    }
  }
  const last = agencies.at(-1) ?? null;
  if (last === null) return below;
  return isBare(last) && below !== null ? below : last;
}

export { BASIS_WORD, STRUCTURE };
