import { readDeadline } from './deadlines.ts';
import type { OfficialDocument, Statement } from './document.ts';
import type { PlanDuty, PlanTask, PlanWarning } from './plan-document.ts';
import { fold, normaliseText, oneToneStyle } from './text.ts';

type Body = Pick<OfficialDocument, 'statements'>;

const ORGANISATION =
  /to chuc thuc hien|trach nhiem|che do (?:thong tin,? )?bao cao|kinh phi|nguon luc thuc hien|theo doi,? (?:danh gia|giam sat)/u;
const TASKS = /nhiem vu|giai phap/u;
const AIMS = /muc tieu|chi tieu|muc dich|yeu cau|quan diem/u;
/** `1. Các sở, ban, ngành`, `4. Sở Văn hóa, Thể thao và Du lịch`: who has to do what stands under it. */
const AGENCY =
  /^(?:(?:\d{1,2}|[IVXLC]+|[a-zđ])[.)]\s*)?(?:giao\s)?(?:các\s(?:sở|ban|cơ quan|đơn vị|doanh nghiệp|tổ chức)|sở\s|ubnd|ủy ban|công an|văn phòng|đề nghị|báo và|đài)/iu;
/** A heading that leaves all it has to say to an annex: `Mục tiêu cụ thể: Chi tiết tại Phụ lục I kèm theo`. */
const ANNEXED = /phu luc/u;

const pathOf = ({ section }: Statement) => (section === null ? [] : section.split(' > '));
const isOrganisation = (name: string) => ORGANISATION.test(fold(name));
const isAgency = (name: string) => AGENCY.test(oneToneStyle(name));

interface Placed {
  statement: Statement;
  group: string | null;
}

/**
 * The tasks a plan lists in its body, where no annex does: the items under its headings of tasks, up to how it is to be
 * organised. Where a copy lost these headings, what follows the aims that are left to an annex. Groups are never made up.
 */
export function bodyTasks({ statements }: Body): { tasks: PlanTask[]; warnings: PlanWarning[] } {
  const headed = underTaskHeadings(statements);
  const found = headed.length > 0 ? headed : afterAims(statements);
  if (found.length === 0) return { tasks: [], warnings: [] };
  const warnings: PlanWarning[] = [];
  const say = (message: string) => warnings.push({ part: 'tasks', row: null, column: null, message });
  say(
    `Văn bản không kèm bảng nhiệm vụ: đã lấy ${found.length} nhiệm vụ từ phần nội dung. Cơ quan chủ trì, sản phẩm và thời hạn để trống cho đến khi được giao.`,
  );
  if (found.every(({ group }) => group === null))
    say('Phần nhiệm vụ không có tên nhóm (bản sao có thể đã mất tiêu đề). Hãy xếp nhóm khi rà soát.');
  const tasks = found.map(({ statement, group }) => ({
    tt: null,
    group,
    name: statement.text,
    leads: [],
    partners: [],
    product: null,
    deadline: readDeadline(''),
  }));
  return { tasks, warnings };
}

function underTaskHeadings(statements: readonly Statement[]): Placed[] {
  const placed = statements.flatMap((statement): Placed[] => {
    const path = pathOf(statement);
    const at = path.findIndex((name) => TASKS.test(fold(name)) && !ANNEXED.test(fold(name)));
    if (at === -1 || path.some(isOrganisation) || path.slice(0, at).some(isAgency)) return [];
    const group = path.slice(at + 1).join(' > ');
    return [{ statement, group: group === '' ? null : group }];
  });
  // agencies after groups of tasks are those who organise them, under a heading that was lost
  const groups = placed.filter(({ group }) => group !== null && !isAgency(group));
  return groups.length === 0 ? placed : placed.filter(({ group }) => group === null || !isAgency(group));
}

function afterAims(statements: readonly Statement[]): Placed[] {
  const begins = statements.findIndex((statement) => {
    const last = fold(pathOf(statement).at(-1) ?? '');
    return (AIMS.test(last) || TASKS.test(last)) && ANNEXED.test(last);
  });
  if (begins === -1) return [];
  const rest = statements.slice(begins);
  const ends = rest.findIndex((statement) =>
    pathOf(statement).some((name) => isOrganisation(name) || isAgency(name)),
  );
  const section = rest[0]?.section;
  return rest.slice(0, ends === -1 ? rest.length : ends).map((statement) => ({
    statement,
    group: statement.section === section ? null : statement.section,
  }));
}

/** A longer paragraph is no duty; each clause of it would be searched again and again. */
const DUTY_CHARACTERS = 5_000;
const DAY = String.raw`trước(?:\sngày)?\s(\d{1,2})(?:\s?/\s?(\d{1,2})(?!\s?/))?`;
const REPORTS: [NonNullable<PlanDuty['period']>, RegExp][] = [
  ['quarter', new RegExp(`quý.*?${DAY}|${DAY}.*?quý`, 'iu')],
  ['half_year', new RegExp(`(?:6|06|sáu) tháng.*?${DAY}|${DAY}.*?(?:6|06|sáu) tháng`, 'iu')],
  ['month', new RegExp(`tháng.*?${DAY}|${DAY}.*?(?:hàng|hằng|mỗi) tháng`, 'iu')],
  ['year', new RegExp(`năm.*?${DAY}|${DAY}.*?(?:hàng|hằng|mỗi) năm`, 'iu')],
];

/** What a plan asks of each unit beside its tasks: a plan of its own by a day, and reports each month, quarter, half-year, year. */
export function readDuties(document: Body): PlanDuty[] {
  const tasks = new Set(bodyTasks(document).tasks.map(({ name }) => name));
  return document.statements
    .filter(({ text }) => text.length <= DUTY_CHARACTERS && !tasks.has(text))
    .flatMap(dutiesIn);
}

function dutiesIn({ section, text }: Statement): PlanDuty[] {
  const words = oneToneStyle(text);
  if (/báo cáo/iu.test(words)) {
    const reports = words
      .split(/[,;]|\s(?:hoặc|và)\s(?=báo cáo|trước|6 tháng|quý|năm)/iu)
      .flatMap((clause) => {
        const report = reportIn(clause);
        return report === null ? [] : [{ text, section, kind: 'report' as const, ...report }];
      });
    if (reports.length > 0) return reports;
  }
  const by = /(?:trước|chậm nhất|trong|xong)\s(?:là\s)?(?:ngày|tháng|quý)?\s?[^.,;]*20\d\d/iu.exec(words);
  if (by === null || !/(?:xây dựng|ban hành|lập)[^.;]*kế hoạch/iu.test(words)) return [];
  const deadline = readDeadline(by[0]);
  if (deadline.kind === 'none') return [];
  return [{ text, section, kind: 'unit_plan', period: null, deadline, due: null }];
}

function reportIn(words: string): Pick<PlanDuty, 'period' | 'deadline' | 'due'> | null {
  const raw = normaliseText(words);
  for (const [period, pattern] of REPORTS) {
    const match = pattern.exec(raw);
    if (match === null) continue;
    const [day, month] = [match[1] ?? match[3], match[2] ?? match[4]].map((one) =>
      one === undefined ? null : Number(one),
    );
    if (day === null || day === undefined || day < 1 || day > 31) return null;
    const inQuarter = period === 'quarter' && month == null ? monthOfQuarter(raw) : (month ?? null);
    const kind = period === 'month' || period === 'quarter' ? 'continuous' : 'yearly';
    return { period, deadline: { kind, from: null, to: null, raw }, due: { day, month: inQuarter } };
  }
  return null;
}

function monthOfQuarter(words: string): number | null {
  if (/tháng (?:cuối|thứ ba)/iu.test(words)) return 3;
  return /tháng đầu/iu.test(words) ? 1 : null;
}

/** Where duties stand among the tasks of a plan. */
const DUTY_GROUP = 'Nhiệm vụ quy định trong kế hoạch';

/**
 * The duties of a plan as tasks in a group of their own, each with the sentence it is asked in. Who has to do it stays as printed, a class
 * of agencies too. A report of each month or quarter is owed in each; one of each half-year or year by its day in every year.
 */
export function dutyTasks(document: Body): PlanTask[] {
  return readDuties(document).map((duty) => ({
    tt: null,
    group: DUTY_GROUP,
    name: `${dutyName(duty)}: “${duty.text}”`,
    leads: leadsOf(duty.section),
    partners: [],
    product: null,
    deadline: duty.kind === 'report' ? { ...duty.deadline, raw: dueWords(duty) } : duty.deadline,
    cadence: duty.deadline.kind === 'continuous' ? duty.period : null,
  }));
}

const REPORT_NAMES = {
  month: 'Báo cáo hằng tháng',
  quarter: 'Báo cáo quý',
  half_year: 'Báo cáo 6 tháng',
  year: 'Báo cáo năm',
} as const;

function dutyName({ kind, period }: PlanDuty): string {
  return kind === 'report' && period !== null
    ? REPORT_NAMES[period]
    : 'Kế hoạch triển khai của từng cơ quan, đơn vị';
}

/** The clause in words that are read as the same deadline again: a sentence leaves out what its beginning says. */
function dueWords({ period, due, deadline }: PlanDuty): string {
  if (due === null) return deadline.raw;
  const { day, month } = due;
  if (period === 'month') return `Hằng tháng, trước ngày ${day}`;
  if (period !== 'quarter') return month === null ? deadline.raw : `Hằng năm, trước ngày ${day}/${month}`;
  const inQuarter = month === null ? '' : ` ${['tháng đầu', 'tháng thứ hai', 'tháng cuối'][month - 1] ?? ''}`;
  return `Hằng quý, trước ngày ${day}${inQuarter} quý`;
}

/** `1. Các sở, ban, ngành; UBND các huyện, thành phố`: who has to do what stands under it. */
function leadsOf(section: string | null): string[] {
  const last = section?.split(' > ').at(-1) ?? '';
  if (!isAgency(last)) return [];
  const names = last.replace(/^(?:\d{1,2}|[IVXLC]+|[a-zđ])[.)]\s*/iu, '').replace(/\[\d+\]/gu, '');
  return names
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);
}
