import { impossibleDates } from './dates.ts';
import { readDeadline } from './deadlines.ts';
import type { Deadline } from './document.ts';
import { planAgencies, planLeadsAndPartners } from './plan-agencies.ts';
import type { TaskField } from './plan-columns.ts';
import type { PlanTask, PlanWarning } from './plan-document.ts';
import {
  cellsOf,
  type Numbers,
  numberOf,
  restarts,
  short,
  textOf,
  type Warn,
  warnCells,
  warner,
} from './plan-entries.ts';
import type { PlanRows } from './plan-rows.ts';
import type { PlanSection } from './plan-tables.ts';
import { normaliseText } from './text.ts';

type Rows = PlanRows<TaskField>;

/** The tasks of a table, added to those of the tables before; `year` is that of the plan, where it has one. */
export function readTasks(
  section: PlanSection,
  { entries, year }: { entries: readonly Rows[]; year: number | null },
  into: { tasks: PlanTask[]; warnings: PlanWarning[]; numbers: Numbers },
): void {
  const fields = section.columns.tasks;
  const anew = restarts(entries);
  let column = '';
  for (const rows of entries) {
    const row = into.tasks.length + 1;
    const warn = warner('tasks', { section, fields, row }, into.warnings);
    // a merged cell whose merge the file lost stands at its first row alone
    column = textOf(rows, 'group') || column;
    const group = [...rows.groups.filter((name) => !/^phụ lục/iu.test(name)), column]
      .filter(Boolean)
      .join(' > ');
    const task = taskOf(rows, { group: group || null, year, warn });
    warnCells(rows, fields, warn);
    if (task.tt === null && fields.includes('tt'))
      warn('tt', 'Nhiệm vụ không có số thứ tự. Hãy nhập số nếu bản gốc có.');
    const before = into.numbers.repeats(anew ? group : '', task.tt, row);
    if (before !== null) {
      const message = `Số thứ tự ${task.tt} đã dùng ở nhiệm vụ thứ ${before}. Hãy kiểm tra lại; số in được giữ nguyên.`;
      warn('tt', message);
    }
    into.tasks.push(task);
  }
}

function taskOf(
  rows: Rows,
  { group, year, warn }: { group: string | null; year: number | null; warn: Warn<TaskField> },
): PlanTask {
  const [leads, partners] = [cellsOf(rows, 'leads'), cellsOf(rows, 'partners')];
  const shared = partners.length === 0 ? leads.map(planLeadsAndPartners) : [];
  const once = (names: string[]) => [...new Set(names)];
  return {
    tt: numberOf(rows.first),
    group,
    name: textOf(rows, 'name') || null,
    leads: once(shared.length > 0 ? shared.flatMap((one) => one.leads) : leads.flatMap(planAgencies)),
    partners: once(
      shared.length > 0 ? shared.flatMap((one) => one.partners) : partners.flatMap(planAgencies),
    ),
    product: textOf(rows, 'product') || null,
    deadline: deadlineOf(cellsOf(rows, 'deadline').join('; '), year, warn),
  };
}

function deadlineOf(raw: string, year: number | null, warn: Warn<TaskField>): Deadline {
  const deadline = readDeadline(raw);
  if (raw === '' || deadline.kind !== 'none' || impossibleDates(raw).length > 0) return deadline;
  const dated = year === null ? null : withYear(deadline.raw, year);
  if (dated !== null) {
    warn('deadline', `Thời hạn “${short(raw)}” không ghi năm; được hiểu là năm ${year} theo tên kế hoạch.`);
    return dated;
  }
  const reason = PART_OF_YEAR.test(raw) || /năm tiếp theo/iu.test(raw) ? 'không ghi năm' : 'không đọc được';
  warn('deadline', `Thời hạn “${short(raw)}” ${reason}; được giữ nguyên văn. Hãy nhập thời hạn.`);
  return deadline;
}

/** A day, month or quarter that ends without its year. */
const PART_OF_YEAR =
  /(?:quý\s*(?:iv|i{1,3}|[1-4])|tháng\s*\d{1,2}|(?<![\d/])\d{1,2}\/\d{1,2})(?:\s*hằng năm)?\s*[.)]?$/iu;

function withYear(raw: string, year: number): Deadline | null {
  if (!PART_OF_YEAR.test(raw)) return null;
  const dated = readDeadline(`${raw.replace(/[\s.)]+$/u, '')}/${year}`);
  return dated.kind === 'none' ? null : { ...dated, raw };
}

/** The one year a title names as its own: `… năm 2026`. */
export function yearOfTitle(title: string | null): number | null {
  const years = [...normaliseText(title ?? '').matchAll(/(?<!đến )năm (20\d\d)(?!\s?[-–]\s?20)/giu)];
  const named = new Set(years.map((match) => Number(match[1])));
  const [year] = named;
  return named.size === 1 && year !== undefined ? year : null;
}
