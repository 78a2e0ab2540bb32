import type { ExpectedResult } from './document.ts';
import { type DatedResult, resultFromWords, resultInWords } from './result-words.ts';
import { normaliseText } from './text.ts';

const AGENCY =
  '(?:Sở|UBND|Ủy ban|Uỷ ban|Ban|Bộ|Công an|Văn phòng|Thanh tra|Trường|Viện|Trung tâm|Hội|Liên|Các|Chi cục|Cục|Thuế|Kho bạc|Báo|Đài|Công ty|Doanh nghiệp|Tập đoàn|VNPT|Viettel|Hợp tác xã|Đại học|Học viện|Mặt trận|Tỉnh đoàn|Đảng ủy|Ngân hàng|Điện lực|Bưu điện|Bảo hiểm|Hải quan|HĐND|Hội đồng)';
const BETWEEN_AGENCIES = new RegExp(
  `;|^[-–•+]\\s+|\\s[-–•+]\\s+(?=${AGENCY}\\s)|,\\s*(?=${AGENCY}\\s)|\\s(?:và|cùng|với)\\s(?=${AGENCY}\\s)|(?<=\\p{Ll}(?<!(?:đốc|các|của|thuộc|đạo|và|với|phòng|do)))\\s(?=Sở\\s\\p{Lu})|\\s(?=\\d{1,2}[.)]\\s${AGENCY})`,
  'u',
);

/** The agencies a cell names, in printed order: `Sở Văn hóa, Thể thao và Du lịch; UBND các xã, phường` is two. */
export function splitAgencies(text: string): string[] {
  const agencies = normaliseText(text)
    .split(BETWEEN_AGENCIES)
    .map((name) => normaliseText(name.replace(/^(?:\d{1,2}[.)]\s*|[-–•+]\s*)|[\s,;.]+$/gu, '')))
    .filter((name) => /\p{L}/u.test(name));
  return [...new Set(agencies)];
}

export interface Agencies {
  leads: string[];
  partners: string[];
}

/** A cell for both roles: `Chủ trì: Sở Y tế. Phối hợp: Sở Tài chính`. Without such words all are leads. */
export function splitLeadsAndPartners(text: string): Agencies {
  const joint = /[.;,(-]?\s*(?:cơ quan |đơn vị )?(?:phối hợp)(?:\s*(?:thực hiện|với|gồm))?\s*:?\s*/iu.exec(
    text,
  );
  const cut = joint === null ? text.length : joint.index;
  const lead = text.slice(0, cut).replace(/^\s*[-–•]?\s*(?:cơ quan |đơn vị )?chủ trì\s*:?\s*/iu, '');
  const rest = joint === null ? '' : text.slice(cut + joint[0].length).replace(/\)\s*$/u, '');
  return { leads: splitAgencies(lead), partners: splitAgencies(rest) };
}

/** Brackets, semicolons, and blanks before what may be a bullet or a number. */
const MAY_CUT = /[();]| (?=[-–•+\d]|[a-zđ]\))/gu;

/** The items of a list cell: at bullets, numbers and semicolons outside brackets; a cell without them is one item. */
export function splitItems(text: string): string[] {
  const cell = normaliseText(text);
  const bulleted = /^[-–•+*]\s/u.test(cell);
  const items: string[] = [];
  let open = 0;
  let from = 0;
  let next = 0;
  for (const match of cell.matchAll(MAY_CUT)) {
    const at = match.index;
    if (at < next) continue;
    const here = match[0];
    if (here === '(') open += 1;
    else if (here === ')') open = Math.max(0, open - 1);
    if (open > 0 || at === from) continue;
    const cut = here === ';' ? 1 : bulletAt(cell, at, bulleted);
    if (cut === 0) continue;
    items.push(cell.slice(from, at));
    from = at + (here === ';' ? 1 : 0);
    next = at + cut;
  }
  items.push(cell.slice(from));
  return items
    .map((item) =>
      normaliseText(withoutLastSigns(item.trim().replace(/^(?:[-–•+*]\s+|\d{1,2}[.)]\s+|[a-zđ]\)\s+)/u, ''))),
    )
    .filter((item) => /[\p{L}\d]/u.test(item));
}

/** Without semicolons at its end; an expression would look at each of thousands of them again and again. */
function withoutLastSigns(item: string): string {
  let end = item.length;
  while (end > 0 && /[\s;]/u.test(item.charAt(end - 1))) end -= 1;
  return item.slice(0, end);
}

/** Length of a bullet or number that begins an item at this place, 0 when none does. */
function bulletAt(cell: string, at: number, bulleted: boolean): number {
  if (cell.charAt(at) !== ' ') return 0;
  const match = /^\s(?:[-–•+]\s(?=[\p{Lu}\d])|\d{1,2}[.)]\s(?=\p{Lu})|[a-zđ]\)\s(?=\p{L}))/u.exec(
    cell.slice(at, at + 8),
  );
  if (match === null) return 0;
  const before = cell.slice(0, at);
  if (/[.;:,!?)]$/u.test(before)) return match[0].length;
  // `Đồng Đăng - Lạng Sơn` is a name, not two items.
  return bulleted && /^\s[-–•+]/u.test(match[0]) && !/(?:^|\s)\p{Lu}\p{L}*$/u.test(before)
    ? match[0].length
    : 0;
}

const UNITS =
  '%|tỷ đồng|triệu đồng|nghìn đồng|đồng|hệ thống|mô hình|doanh nghiệp|cơ sở dữ liệu|cơ sở|người|hồ sơ|bộ dữ liệu|bộ chỉ số|bộ|phần mềm|nền tảng|ứng dụng|hectare|ha|tấn|kg|km|m²|m2|m³|m3|giờ|phút|tháng|ngày|xã|phường|thôn|điểm|sản phẩm|quy trình|lớp|báo cáo|trung tâm|thủ tục|dịch vụ|camera|trạm|lượt|kWh|MW|GB|TB|Tbps|Mbps|bậc|hộ|đề tài|dự án|nhiệm vụ|giải pháp|sáng chế|giống|cây|con|bài báo|quyển|tài liệu';
const VALUE = new RegExp(
  `(?:(≥|≤|>|<|=)\\s?)?(?<![\\d/.,\\p{L}-])(\\d+(?:[.,]\\d+)*(?:\\s?[-–]\\s?\\d+(?:[.,]\\d+)*)?)\\s?((?:${UNITS})(?:/\\p{L}+)?)(?![\\p{L}\\d])`,
  'gu',
);
const INDICATOR_END =
  /(?:[\s,:]*(?:được\s)?(?:đạt|tối thiểu|ít nhất|trên|dưới|từ|khoảng|là|bằng|còn|xuống|lên|không quá|không dưới|tối đa|mức|thêm|hơn))+\s*$|[\s:,]+$/iu;

/**
 * An expected result with what it measures, where the text says so by itself (`Tỷ lệ hồ sơ trực tuyến đạt 80%`) or in
 * brackets, as annexes are written here. A due date in brackets stays in the text; `datedResult` tells it apart.
 */
export function expectedResult(words: string): ExpectedResult {
  const { text, measure, due } = resultFromWords(words);
  const unmeasured = { indicator: null, unit: null, value: null };
  return { text: resultInWords({ text, ...unmeasured, due }, unmeasured), ...(measure ?? measureIn(text)) };
}

/** The due date apart from the text of a result that was read. */
export function datedResult(result: ExpectedResult): DatedResult {
  const { text, measure, due } = resultFromWords(result.text);
  return measure === null ? { ...result, text, due } : { ...result, due: null };
}

/** A result as the cell of an annex prints it; `expectedResult` and `datedResult` read it back. */
export function resultLine(result: DatedResult): string {
  return resultInWords(result, measureIn(result.text));
}

function measureIn(text: string): Pick<ExpectedResult, 'indicator' | 'unit' | 'value'> {
  const digit = text.search(/\d/);
  // no value begins more than an operator and a blank before its first digit
  VALUE.lastIndex = Math.max(0, digit - 2);
  const match = digit < 0 ? null : VALUE.exec(text);
  if (match === null) return { indicator: null, unit: null, value: null };
  const before = text.slice(0, match.index).replace(INDICATOR_END, '').trim();
  const operator = match[1] === undefined ? '' : `${match[1]} `;
  const named = before.length >= 4 && before.length <= 160 && /\s/u.test(before);
  return {
    indicator: named ? before : null,
    unit: match[3] ?? null,
    value: `${operator}${(match[2] ?? '').replace(/\s?[-–]\s?/u, ' - ')}`,
  };
}
