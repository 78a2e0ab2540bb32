import type { Citation, OfficialDocument, Table } from './document.ts';
import type { UncertainWord } from './ocr-shapes.ts';
import { markUncertain } from './ocr-uncertain.ts';
import { bodyTasks } from './plan-body.ts';
import type { TargetField, TaskField } from './plan-columns.ts';
import type { PlanHead, PlanPart, PlanWarning, ReadPlan } from './plan-document.ts';
import { Numbers, short, warnColumns } from './plan-entries.ts';
import { headingWords, type PlanRows, planRows } from './plan-rows.ts';
import { type PlanSection, planSections } from './plan-tables.ts';
import { readTargets } from './plan-targets.ts';
import { readTasks, yearOfTitle } from './plan-tasks.ts';

/** A document read, or only tables that were pasted. */
export type PlanSource = { tables: readonly Table[] } & Partial<
  Pick<
    OfficialDocument,
    | 'number'
    | 'symbol'
    | 'recognition'
    | 'date'
    | 'title'
    | 'issuer'
    | 'replaces'
    | 'statements'
    | 'citations'
  >
>;

/** The year of deadlines that name none (`Quý II`); without it the one the plan's title names. */
export interface PlanOptions {
  year?: number | undefined;
}

/**
 * The targets and tasks of a plan, from the tables of its annexes; tasks from its body where no annex lists them.
 * Nothing is cut, lost or made up: what is doubtful is kept as printed and said in `warnings`.
 */
export function readPlan(source: PlanSource, options: PlanOptions = {}): ReadPlan {
  const warnings: PlanWarning[] = [];
  const read: ReadPlan = { plan: headOf(source, warnings), targets: [], tasks: [], warnings };
  const year = options.year ?? yearOfTitle(read.plan.title);
  const numbers = { targets: new Numbers(), tasks: new Numbers() };
  for (const section of planSections(source.tables, read.warnings)) {
    const { targets, tasks } = rowsOf(section, read.warnings);
    if (targets.length > 0) readTargets(section, targets, { ...read, numbers: numbers.targets });
    if (tasks.length > 0) readTasks(section, { entries: tasks, year }, { ...read, numbers: numbers.tasks });
  }
  if (read.tasks.length === 0) {
    const body = bodyTasks({ statements: source.statements ?? [] });
    read.tasks.push(...body.tasks);
    read.warnings.push(...body.warnings);
  } else warnUnassigned(read);
  warnUncertain(read, source.recognition?.uncertain ?? []);
  warnMissing(read, source.tables);
  return read;
}

function headOf(source: PlanSource, warnings: PlanWarning[]): PlanHead {
  const { number = null, date = null, title = null, issuer = null, replaces = [] } = source;
  const named = number === null && (source.symbol ?? null) === null ? annexOf(source) : undefined;
  if (named === undefined) return { number, date, title, issuer, replaces };
  const message = `Tệp chỉ có phụ lục: số và ngày lấy từ dòng “Kèm theo ${short(named.raw)}”. Hãy kiểm tra lại.`;
  warnings.push({ part: null, row: null, column: null, message });
  return {
    number: named.number,
    date: date ?? named.date,
    title: title ?? named.title,
    issuer: issuer ?? named.issuer,
    replaces,
  };
}

/** The plan an annex alone says it comes with: the one document named outside its rows and its sentences. */
function annexOf({ citations = [], tables, statements = [] }: PlanSource): Citation | undefined {
  const inside = (raw: string) =>
    tables.some(({ rows }) => rows.some((row) => row.some((text) => text.includes(raw)))) ||
    statements.some(({ text }) => text.includes(raw));
  const named = citations.filter(({ role, number }) => role === 'body' && number !== null);
  const outside = named.filter(({ raw }) => !inside(raw));
  const [only, ...others] = outside;
  return others.length === 0 && only !== undefined && ['plan', 'programme', 'resolution'].includes(only.kind)
    ? only
    : undefined;
}

const TARGET_COLUMNS = { unit: '“Đơn vị tính”', agencies: '“Cơ quan chủ trì”' };
const TASK_COLUMNS = {
  leads: '“Cơ quan chủ trì”',
  product: '“Kết quả” (sản phẩm)',
  deadline: '“Thời gian hoàn thành”',
};

interface SectionRows {
  targets: PlanRows<TargetField>[];
  tasks: PlanRows<TaskField>[];
}

function rowsOf(section: PlanSection, warnings: PlanWarning[]): SectionRows {
  const { kind, targets, tasks } = section.columns;
  const part: PlanPart | null = kind === 'mixed' ? null : kind;
  const say = (message: string) => warnings.push({ part, row: null, column: null, message });
  const asTargets = kind === 'tasks' ? null : planRows<TargetField>(section.rows, targets);
  const asTasks = kind === 'targets' ? null : planRows<TaskField>(section.rows, tasks);
  for (const note of (asTargets ?? asTasks)?.notes ?? [])
    say(`Dòng “${short(note)}” là ghi chú dưới bảng, không phải chỉ tiêu hay nhiệm vụ.`);
  if (asTargets !== null && asTasks !== null) {
    say(
      'Chỉ tiêu và nhiệm vụ nằm chung một bảng: dòng có đơn vị tính được đọc là chỉ tiêu. Hãy kiểm tra lại.',
    );
    // number and name stand in the same columns for both, so that the rows are the same too
    const isTarget = asTargets.entries.map(holdsTarget);
    return {
      targets: asTargets.entries.filter((_, place) => isTarget[place]),
      tasks: asTasks.entries.filter((_, place) => !isTarget[place]),
    };
  }
  if (asTargets !== null)
    warnColumns('targets', section, { fields: targets, wanted: TARGET_COLUMNS }, warnings);
  if (asTasks !== null) warnColumns('tasks', section, { fields: tasks, wanted: TASK_COLUMNS }, warnings);
  return { targets: asTargets?.entries ?? [], tasks: asTasks?.entries ?? [] };
}

function holdsTarget({ groups, first }: PlanRows<TargetField>): boolean {
  const heading = groups
    .map(headingWords)
    .findLast((words) => /chi tieu|muc tieu|nhiem vu|giai phap/u.test(words));
  if (heading !== undefined) return !/nhiem vu|giai phap/u.test(heading);
  return first.text('unit') !== '';
}

function warnUnassigned({ tasks, warnings }: ReadPlan): void {
  const count = tasks.filter(({ leads }) => leads.length === 0).length;
  if (count === 0) return;
  const message = `${count} nhiệm vụ chưa có cơ quan chủ trì; được ghi là chưa giao cho đến khi có người phân công.`;
  warnings.push({ part: 'tasks', row: null, column: null, message });
}

/** Words of a scan that were not read for sure; a `<` may have been printed as `≤`. */
function warnUncertain({ targets, tasks, warnings }: ReadPlan, words: readonly UncertainWord[]): void {
  if (words.length === 0) return;
  const look = (part: PlanPart, row: number, texts: readonly (string | null)[]) => {
    const unsure = texts
      .flatMap((text) => markUncertain(text ?? '', words))
      .filter(({ word }) => word !== null);
    if (unsure.length === 0) return;
    const named = short(unsure.map(({ text }) => `“${text}”`).join(', '));
    warnings.push({
      part,
      row,
      column: null,
      message: `Chữ nhận dạng chưa chắc: ${named}. Hãy đối chiếu bản quét.`,
    });
  };
  targets.forEach(({ name, unit, values, agencies }, at) => {
    look('targets', at + 1, [name, unit, ...values.map(({ raw }) => raw), ...agencies]);
  });
  tasks.forEach(({ name, leads, partners, product, deadline }, at) => {
    look('tasks', at + 1, [name, ...leads, ...partners, product, deadline.raw]);
  });
}

/** Names what was looked for, and what stood there instead. */
function warnMissing({ targets, tasks, warnings }: ReadPlan, tables: readonly Table[]): void {
  if (targets.length > 0 && tasks.length > 0) return;
  const seen = tables.map(({ columns }) => columns.filter((name) => name !== '').join(' | ')).filter(Boolean);
  const found =
    tables.length === 0
      ? 'Văn bản không có bảng nào.'
      : `Các bảng có trong văn bản: ${seen.length === 0 ? 'không bảng nào có dòng tiêu đề' : seen.map((one) => `“${short(one)}”`).join('; ')}.`;
  if (targets.length === 0) {
    const message = `Không tìm thấy bảng chỉ tiêu (cần cột “Chỉ tiêu” và cột “Kết quả” hoặc cột theo năm). ${found}`;
    warnings.push({ part: 'targets', row: null, column: null, message });
  }
  if (tasks.length === 0) {
    const message = `Không tìm thấy bảng nhiệm vụ (cần cột “Tên nhiệm vụ” và cột cơ quan chủ trì, kết quả hoặc thời gian hoàn thành) hay mục nhiệm vụ trong nội dung. ${found}`;
    warnings.push({ part: 'tasks', row: null, column: null, message });
  }
}
