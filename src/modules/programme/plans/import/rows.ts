import { z } from 'zod';
import { singleSpaced } from '../../../../kernel/text.ts';
import {
  dutyTasks,
  type OfficialDocument,
  type PlanTarget,
  type PlanTask,
  type ReadPlan,
  readDeadline,
  readPlan,
  readTargetValues,
  type Table,
} from '../../../../office/index.ts';

export const importParts = ['tasks', 'targets'] as const;
export type ImportPart = (typeof importParts)[number];

/** What a column of a printed table can be said to be; each has a header that the reader knows for it. */
export const columnFields = {
  tasks: {
    tt: 'TT',
    group: 'Nhóm nhiệm vụ',
    name: 'Tên nhiệm vụ',
    leads: 'Cơ quan chủ trì',
    partners: 'Cơ quan phối hợp',
    product: 'Sản phẩm',
    deadline: 'Thời gian hoàn thành',
    other: 'Ghi chú',
  },
  targets: {
    tt: 'TT',
    name: 'Chỉ tiêu',
    unit: 'Đơn vị tính',
    value: 'Kết quả',
    agencies: 'Cơ quan chủ trì theo dõi, đánh giá',
    other: 'Ghi chú',
  },
} as const;

/** How a reviewer says one table is to be read; columns by number from 0. */
export const tableChoice = z.object({
  title: z.string().nullable(),
  rows: z.number(),
  headers: z.array(z.string()),
  /** `auto`: as its header says; `none`: not at all. */
  as: z.enum(['auto', 'tasks', 'targets', 'none']),
  columns: z.record(z.string(), z.string()),
});
export type TableChoice = z.infer<typeof tableChoice>;

/** Tables of a document as nobody has chosen anything yet; more are not shown, and are read as they are. */
export const tablesMost = 12;
export function unchosen(tables: readonly Table[]): TableChoice[] {
  return tables.slice(0, tablesMost).map(({ title, columns, rows }) => ({
    ...{ title: title && [...title].slice(0, 200).join(''), rows: rows.length, as: 'auto' as const },
    ...{ headers: columns.map((header) => header.slice(0, 200)), columns: {} },
  }));
}

/** The document as the reviewer says its tables are to be read: headers they chose stand in place of the printed ones. */
function asChosen(
  reading: OfficialDocument,
  choices: readonly TableChoice[],
): Parameters<typeof readPlan>[0] {
  const tables = reading.tables.flatMap((table, at) => {
    const choice = choices[at];
    if (!choice || choice.as === 'auto') return [table];
    if (choice.as === 'none') return [];
    const names: Readonly<Record<string, string>> = columnFields[choice.as];
    const columns = table.columns.map((header, column) => {
      const field = choice.columns[String(column)];
      return field !== undefined && Object.hasOwn(names, field) ? (names[field] ?? header) : header;
    });
    return [{ ...table, columns }];
  });
  return { ...reading, tables };
}

/** Its tasks and targets, and behind them as tasks what it asks of each agency in its sentences; each of those is to be looked at. */
export function readAsPlan(reading: OfficialDocument, choices: readonly TableChoice[] = []): ReadPlan {
  const read = readPlan(asChosen(reading, choices));
  if (read.tasks.length + read.targets.length === 0) return read;
  const duties = dutyTasks(reading);
  const warnings = duties.map((_, index) => ({
    ...{ part: 'tasks' as const, row: read.tasks.length + index + 1, column: null },
    message:
      'Lấy từ một câu trong phần tổ chức thực hiện, không phải từ danh mục nhiệm vụ: hãy kiểm tra cơ quan và thời hạn.',
  }));
  return { ...read, tasks: [...read.tasks, ...duties], warnings: [...read.warnings, ...warnings] };
}

/** What a reviewer may correct in a row: one text each, lists one item a line. */
export const rowFields = {
  tasks: ['tt', 'group', 'name', 'leads', 'partners', 'product', 'deadline'],
  targets: ['tt', 'parent', 'block', 'name', 'unit', 'values', 'agencies'],
} as const;
export type RowField = (typeof rowFields)[ImportPart][number];
export type RowTexts = Readonly<Partial<Record<RowField, string>>>;

export function taskTexts(task: PlanTask): RowTexts {
  return {
    ...{ tt: task.tt ?? '', group: task.group ?? '', name: task.name ?? '', product: task.product ?? '' },
    ...{ leads: task.leads.join('\n'), partners: task.partners.join('\n'), deadline: task.deadline.raw },
  };
}

export function targetTexts(target: PlanTarget): RowTexts {
  return {
    ...{ tt: target.tt ?? '', parent: target.parent ?? '', block: target.block ?? '' },
    ...{ name: target.name ?? '', unit: target.unit ?? '', agencies: target.agencies.join('\n') },
    values: target.values.map(({ scope, raw }) => valueText(scope, raw)).join('; '),
  };
}

/** A value whose scope is not in its own words (that of a column by years) says it. */
function valueText(scope: string | null, raw: string): string {
  return scope === null || raw.includes(scope) ? raw : `${raw} ${scope}`;
}

const lines = (text: string) => [...new Set(text.split(/\r?\n/u).map(singleSpaced).filter(Boolean))];
const orNull = (text: string) => singleSpaced(text) || null;

/** The task as read, with what the reviewer typed in place of what was read. */
export function correctedTask(task: PlanTask, typed: RowTexts): PlanTask {
  return {
    tt: typed.tt === undefined ? task.tt : orNull(typed.tt),
    group: typed.group === undefined ? task.group : orNull(typed.group),
    name: typed.name === undefined ? task.name : orNull(typed.name),
    leads: typed.leads === undefined ? task.leads : lines(typed.leads),
    partners: typed.partners === undefined ? task.partners : lines(typed.partners),
    product: typed.product === undefined ? task.product : orNull(typed.product),
    deadline: typed.deadline === undefined ? task.deadline : readDeadline(typed.deadline),
    ...(task.cadence && { cadence: task.cadence }),
  };
}

/** As `correctedTask`. */
export function correctedTarget(target: PlanTarget, typed: RowTexts): PlanTarget {
  const unit = typed.unit === undefined ? target.unit : orNull(typed.unit);
  return {
    ...{ unit, tt: typed.tt === undefined ? target.tt : orNull(typed.tt) },
    parent: typed.parent === undefined ? target.parent : orNull(typed.parent),
    block: typed.block === undefined ? target.block : orNull(typed.block),
    name: typed.name === undefined ? target.name : orNull(typed.name),
    values: typed.values === undefined ? target.values : readTyped(typed.values, unit),
    agencies: typed.agencies === undefined ? target.agencies : lines(typed.agencies),
  };
}

function readTyped(text: string, unit: string | null) {
  return singleSpaced(text) === '' ? [] : readTargetValues(singleSpaced(text), unit);
}
