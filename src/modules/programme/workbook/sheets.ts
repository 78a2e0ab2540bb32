import type { LocalDate } from '../../../kernel/dates.ts';
import { writeDate } from '../../../kernel/dates.ts';
import { type FormCell, type FormColumn, type FormSheet, formWorkbook } from '../../../office/index.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { programmeWork } from '../paths.ts';
import { nextMilestone } from '../targets/trajectory.ts';
import { taskStateNames } from '../tasks/task.ts';
import { choicesOf } from './choices.ts';
import {
  codeHeaders,
  columnOf,
  fieldsOfSheet,
  fileHeader,
  keyHeader,
  periodsBack,
  periodText,
  type RowTexts,
  scopeHeader,
  sheetNames,
  writeKey,
  wrongHeader,
} from './columns.ts';
import type { FieldProblem } from './filled-rows.ts';
import { guide } from './guide.ts';
import type { TargetSubject, TaskSubject } from './subjects.ts';

/** A row of a sheet: what it is about, what was filled in and what is wrong with it. */
export interface SheetRow<Subject> {
  readonly subject: Subject | null;
  /** As it was typed, where it is about nothing that is known. */
  readonly code: string;
  readonly scope: string | null;
  /** For whom it is told. */
  readonly organisationId: number | null;
  readonly texts: RowTexts;
  readonly problems: readonly FieldProblem[];
  readonly why: string | null;
}

export interface WorkbookOf {
  readonly agency: string;
  readonly today: LocalDate;
  readonly tasks: readonly SheetRow<TaskSubject>[];
  readonly targets: readonly SheetRow<TargetSubject>[];
  /** Where this installation is found: files are sent on its pages. */
  readonly origin: string;
  /** Rows to be mended: what is wrong stands in a column of its own. */
  readonly mending: boolean;
}

/** The workbook of an agency; a sheet without rows is left out. */
export function workbookFile(of: WorkbookOf): Promise<Uint8Array> {
  const sheets = [
    ...(of.tasks.length > 0 ? [taskSheet(of)] : []),
    ...(of.targets.length > 0 ? [targetSheet(of)] : []),
  ];
  return formWorkbook(sheets, guide);
}

const fixed = (header: string, width: number): FormColumn => ({ header, width, entry: null });
const hiddenKey: FormColumn = { header: keyHeader, width: 10, entry: null, hidden: true };

function leadOf(title: string, { agency, today, mending }: WorkbookOf): readonly string[] {
  return [
    title,
    [agency, `lập ngày ${writeDate(today)}`].filter(Boolean).join(' · '),
    mending
      ? 'Sửa các ô màu đỏ (để con trỏ vào ô để xem lý do), lưu tệp rồi gửi lại ở trang “Bảng tính nhiệm vụ”.'
      : 'Điền vào các cột màu vàng; để trống những gì không đổi. Lưu tệp rồi gửi lại ở trang “Bảng tính nhiệm vụ”.',
  ];
}

const wrongColumn = (mending: boolean): readonly FormColumn[] => (mending ? [fixed(wrongHeader, 34)] : []);

/** All that is wrong with a row, said once; cells say their own. */
function wrongCell(mending: boolean, kind: 'tasks' | 'targets', row: SheetRow<unknown>): readonly FormCell[] {
  if (!mending) return [];
  const each = row.problems.map(({ field, vi }) =>
    field === 'code' ? vi : `${columnOf(kind, field).header}: ${vi}`,
  );
  return [{ text: [row.why ?? '', ...each].filter(Boolean).join('\n') }];
}

function codeCell({ subject, code, problems, why }: SheetRow<{ readonly code: string }>): FormCell {
  const wrong = problems.find(({ field }) => field === 'code')?.vi ?? (subject === null ? why : null);
  return { text: subject?.code ?? code, ...(wrong ? { wrong } : {}) };
}

function entryCells(
  about: Parameters<typeof choicesOf>[0],
  { texts, problems }: SheetRow<unknown>,
  today: LocalDate,
): readonly FormCell[] {
  return fieldsOfSheet[about.sheet].map((field) => {
    const wrong = problems.find((one) => one.field === field)?.vi;
    const choices = choicesOf(about, field, today);
    return {
      text: texts[field] ?? '',
      ...(choices ? { choices } : {}),
      ...(wrong === undefined ? {} : { wrong }),
    };
  });
}

function entryColumns(kind: 'tasks' | 'targets'): readonly FormColumn[] {
  return fieldsOfSheet[kind].map((field) => columnOf(kind, field));
}

function taskSheet(of: WorkbookOf): FormSheet {
  const { today, tasks, mending, origin } = of;
  return {
    name: sheetNames.tasks,
    lead: leadOf('BẢNG TÍNH NHIỆM VỤ', of),
    frozen: mending ? 3 : 2,
    columns: [
      ...[
        ...wrongColumn(mending),
        fixed(codeHeaders.tasks, 20),
        fixed('Nhiệm vụ', 44),
        fixed('Kế hoạch', 16),
      ],
      ...[fixed('Thời hạn', 20), fixed('Trạng thái', 18), fixed('Tiến độ đã ghi (%)', 10)],
      ...[...entryColumns('tasks'), fixed(fileHeader, 44), hiddenKey],
    ],
    rows: tasks.map((row) => {
      const { subject } = row;
      const begun = subject?.startedOn ? 'Đã bắt đầu' : '';
      return [
        ...[...wrongCell(mending, 'tasks', row), codeCell(row), { text: subject?.name ?? '' }],
        ...[{ text: subject?.plan.name ?? '' }, { text: subject ? dueText(subject) : '' }],
        { text: subject ? [taskStateNames[subject.state].vi, begun].filter(Boolean).join('. ') : '' },
        { text: subject ? String(subject.percent) : '' },
        ...entryCells({ sheet: 'tasks', ...row }, row, today),
        { text: subject?.readable ? origin + programmeWork.task(subject.id) : '' },
        { text: subject ? writeKey({ sheet: 'tasks', ...subject, organisationId: row.organisationId }) : '' },
      ];
    }),
  };
}

function dueText({ lastDay, raw }: TaskSubject): string {
  if (raw !== '') return lastDay === null ? raw : `${raw} (${writeDate(lastDay)})`;
  return lastDay === null ? 'Không ghi thời hạn' : writeDate(lastDay);
}

function targetSheet(of: WorkbookOf): FormSheet {
  const { today, targets, mending } = of;
  return {
    name: sheetNames.targets,
    lead: leadOf('BẢNG TÍNH CHỈ TIÊU', of),
    frozen: mending ? 3 : 2,
    columns: [
      ...[
        ...wrongColumn(mending),
        fixed(codeHeaders.targets, 18),
        fixed('Chỉ tiêu', 44),
        fixed(scopeHeader, 14),
      ],
      ...[fixed('Đơn vị', 12), fixed('Năm', 8), fixed('Mục tiêu', 16), fixed('Số liệu gần nhất', 22)],
      ...[...entryColumns('targets'), hiddenKey],
    ],
    rows: targets.map((row) => {
      const { subject, scope } = row;
      const goal = subject && goalOf(subject, scope, today);
      return [
        ...[
          ...wrongCell(mending, 'targets', row),
          codeCell(row),
          { text: subject?.name ?? '' },
          { text: scope ?? '' },
        ],
        ...[{ text: subject?.unit ?? '' }, { text: goal?.year ?? '' }, { text: goal?.text ?? '' }],
        { text: subject ? latestText(subject, scope) : '' },
        ...entryCells({ sheet: 'targets', ...row }, row, today),
        {
          text: subject ? writeKey({ sheet: 'targets', ...subject, organisationId: row.organisationId }) : '',
        },
      ];
    }),
  };
}

const number = (value: number) => formatNumber('vi', value, 12);

/** What is to be reached next, and by which year. */
function goalOf({ loaded, raw }: TargetSubject, scope: string | null, today: LocalDate) {
  const { aims, until } = loaded.target;
  const aim = aims.find(({ value }) => value.scope === scope) ?? aims[0];
  const next = aim ? nextMilestone(aim, until, today) : null;
  if (!next || next.on === until) return { year: until?.slice(0, 4) ?? '', text: aim?.value.raw || raw };
  const bounds = [next.min, next.max].flatMap((bound) => (bound === null ? [] : [number(bound)]));
  return { year: next.on.slice(0, 4), text: [...new Set(bounds)].join(' – ') };
}

function latestText({ loaded }: TargetSubject, scope: string | null): string {
  const last = loaded.actuals
    .filter((actual) => actual.scope === scope)
    .toSorted((one, other) => one.asOf.localeCompare(other.asOf))
    .at(-1);
  if (!last) return 'Chưa có';
  const value = last.value === null ? (last.words ?? '') : number(last.value);
  return `${value} (${formatDate('vi', last.asOf)})`;
}

/** Nothing filled in yet but the period that a figure is owed of most likely. */
export function emptyTargetRows(
  subject: TargetSubject,
  organisationId: number,
  today: LocalDate,
): readonly SheetRow<TargetSubject>[] {
  const { frequency, aims } = subject.loaded.target;
  const [now, before = now] = periodsBack(frequency, today, 2);
  return aims.map(({ value }) => ({
    ...{ subject, code: subject.code, scope: value.scope, organisationId, problems: [], why: null },
    texts: before ? { period: periodText(before) } : {},
  }));
}

export function emptyTaskRow(subject: TaskSubject, organisationId: number): SheetRow<TaskSubject> {
  return { subject, code: subject.code, scope: null, organisationId, texts: {}, problems: [], why: null };
}
