import { KIND_WORDS_PATTERN } from './kinds.ts';

/** Names of laws that hold a comma or `và`, which would otherwise end the name where no date follows it. */
const LONG_NAMES = [
  'Luật Khoa học, công nghệ và đổi mới sáng tạo',
  'Luật Khoa học và công nghệ',
  'Luật Tổ chức chính quyền địa phương',
  'Luật Quản lý, sử dụng tài sản công',
  'Luật Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp',
  'Luật Quản lý và đầu tư vốn nhà nước tại doanh nghiệp',
  'Luật Hỗ trợ doanh nghiệp nhỏ và vừa',
  'Luật Tiêu chuẩn và quy chuẩn kỹ thuật',
  'Luật Thực hành tiết kiệm, chống lãng phí',
  'Luật Đấu thầu',
  'Luật Đầu tư theo phương thức đối tác công tư',
  'Luật Ban hành văn bản quy phạm pháp luật',
  'Luật Sở hữu trí tuệ',
  'Luật Cán bộ, công chức',
  'Luật Bảo vệ và phát triển rừng',
  'Luật Phí và lệ phí',
  'Luật Phòng, chống tham nhũng',
  'Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ',
  'Luật Năng lượng nguyên tử',
  'Luật Chất lượng sản phẩm, hàng hóa',
  'Luật Thi đua, khen thưởng',
  'Luật Thuế xuất khẩu, thuế nhập khẩu',
  'Luật Khám bệnh, chữa bệnh',
  'Luật Bảo vệ bí mật nhà nước',
  'Luật An toàn, vệ sinh lao động',
  'Luật Giáo dục nghề nghiệp',
  'Luật Kế toán',
  'Luật Công nghiệp công nghệ số',
  'Luật Giao dịch điện tử',
  'Luật Bảo vệ dữ liệu cá nhân',
].sort((one, other) => other.length - one.length);

const OPENING_WORDS = ['Bộ luật', 'Luật', 'Pháp lệnh', 'Hiến pháp'];
const OPENING = new RegExp(`(?<![\\p{L}])(?:${OPENING_WORDS.join('|')})(?=\\s)`, 'gu');

/** Whether a text has one of the words every law's name begins with. */
export function mayNameLaw(text: string): boolean {
  return OPENING_WORDS.some((word) => text.includes(word));
}
const AMENDING = /^(?:Bộ luật|Luật|Pháp lệnh) (?:sửa đổi|bổ sung)/u;
const NAME_STOP = new RegExp(
  `[;:.()“”"]|\\s(?:(?:và|hoặc)\\s(?:các|quy|những|văn|hướng|pháp|cơ|chính|Luật|Bộ luật|Pháp lệnh|${KIND_WORDS_PATTERN})` +
    '|quy định|được|có|là|khi|đã|để|trong|của|theo|tại|này|hiện hành|đối với|cho|do|thì|phải|nhằm|với|mới|trên|từ|sẽ|chưa|ngày|số|năm|hướng dẫn|về)(?![\\p{L}])|,',
  'u',
);
const MARKED_NAME_END = /\s?,?\s(?:\(?số\s?:?\s?\d|ngày\s|năm\s\d{4}(?!\d))|\s\(/u;

export interface LawName {
  start: number;
  /** End of the name. */
  end: number;
  name: string;
}

/** The laws a text names, first to last; `text` is NFC, single-spaced, in one tone style. */
export function lawNames(text: string): LawName[] {
  const names: LawName[] = [];
  let consumed = 0;
  for (const match of text.matchAll(OPENING)) {
    const start = match.index;
    if (start < consumed) continue;
    const rest = text.slice(start, start + 1_000);
    const name = nameOf(rest, match[0]);
    if (name === null) continue;
    names.push({ start, end: start + name.length, name });
    consumed = start + name.length;
  }
  return names;
}

function nameOf(rest: string, opening: string): string | null {
  const after = rest.slice(opening.length).trimStart();
  if (!/^(?:\p{Lu}|sửa đổi|bổ sung)/u.test(after) && opening !== 'Hiến pháp') return null;
  if (opening === 'Hiến pháp') return /^(?:nước|năm|ngày|\d)/u.test(after) ? 'Hiến pháp' : null;
  if (AMENDING.test(rest)) return amendingName(rest);
  const lower = rest.slice(0, 100).toLowerCase();
  const known = LONG_NAMES.find((name) => lower.startsWith(name.toLowerCase()));
  if (known !== undefined) return rest.slice(0, known.length);
  const clause = clauseOf(rest);
  const marked = MARKED_NAME_END.exec(clause);
  if (
    marked !== null &&
    marked.index <= 150 &&
    !/\s(?:quy định|được|theo)\s/u.test(clause.slice(0, marked.index))
  ) {
    return clause.slice(0, marked.index);
  }
  const stop = NAME_STOP.exec(rest.slice(opening.length + 1));
  const name = stop === null ? rest : rest.slice(0, opening.length + 1 + stop.index);
  const words = name.trim().split(' ');
  return words.length < 2 || words.length > 16 ? null : name.trim();
}

/** Up to the end of the clause or the next law on the same level. */
function clauseOf(rest: string): string {
  const end = /[;:]|\.(?:\s|$)|(?:,|\svà)\s(?:Bộ luật|Luật|Pháp lệnh|Nghị|Quyết định|Thông tư)\s/u.exec(rest);
  return end === null ? rest : rest.slice(0, end.index);
}

/** `Luật sửa đổi, bổ sung một số điều của Luật X[, Luật Y và Luật Z]`: the laws amended are part of its name. */
function amendingName(rest: string): string {
  const clause = /[;]|\.(?:\s|$)/u.exec(rest);
  const whole = clause === null ? rest : rest.slice(0, clause.index);
  const marked = /\s?,?\s(?:\(?số\s?:?\s?\d|ngày\s|năm\s\d{4}(?!\d)|quy định|được|có hiệu lực)|[():]/u.exec(
    whole,
  );
  if (marked !== null) return whole.slice(0, marked.index).replace(/[\s,]+$/u, '');
  const inner = / của (?:các )?((?:Bộ luật|Luật|Pháp lệnh) .*)$/u.exec(whole);
  if (inner === null) return whole.trim();
  const opening = /^(?:Bộ luật|Luật|Pháp lệnh)/u.exec(inner[1] ?? '')?.[0] ?? 'Luật';
  const name = nameOf(inner[1] ?? '', opening);
  return name === null ? whole.trim() : whole.slice(0, whole.length - (inner[1] ?? '').length) + name;
}
