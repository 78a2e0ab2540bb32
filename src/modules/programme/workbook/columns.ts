import type { LocalDate } from '../../../kernel/dates.ts';
import { addDays, readTypedDate, writeDate } from '../../../kernel/dates.ts';
import { type Cadence, type Period, periodLabel, periodOf, readPeriod } from '../../../kernel/periods.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { FormColumn } from '../../../office/index.ts';
import { vnNorm } from '../../../platform/search/index.ts';

export const sheetKinds = ['tasks', 'targets'] as const;
export type SheetKind = (typeof sheetKinds)[number];

/** What is filled in of a task, and of a target. */
export const taskFields = [
  ...(['startedOn', 'on', 'percent', 'words', 'done', 'period', 'documentNumber', 'documentDate'] as const),
  ...(['reason', 'difficulty', 'proposal'] as const),
] as const;
export const targetFields = [
  ...(['period', 'value', 'words', 'fulfilled', 'asOf', 'estimate', 'source', 'reason'] as const),
] as const;
export type WorkbookField = (typeof taskFields)[number] | (typeof targetFields)[number];
export type RowTexts = Readonly<Partial<Record<WorkbookField, string>>>;

export const fieldsOfSheet: Readonly<Record<SheetKind, readonly WorkbookField[]>> = {
  tasks: taskFields,
  targets: targetFields,
};

/** The workbook is Vietnamese, as what an agency writes officially; these words are how its cells are found again. */
export const sheetNames: Readonly<Record<SheetKind, string>> = { tasks: 'Nhiệm vụ', targets: 'Chỉ tiêu' };
export const codeHeaders: Readonly<Record<SheetKind, string>> = {
  tasks: 'Mã nhiệm vụ',
  targets: 'Mã chỉ tiêu',
};
export const keyHeader = 'Khóa dòng (không sửa)';
export const scopeHeader = 'Phạm vi';
export const wrongHeader = 'Cần sửa';
/** The address of the page of a task. */
export const fileHeader = 'Gửi tệp sản phẩm ở trang';
/** What is chosen in a cell that only says yes. */
export const chosen = {
  done: 'Đã hoàn thành',
  estimate: 'Ước cả kỳ',
  met: 'Đạt',
  notMet: 'Chưa đạt',
} as const;

type Entry = Required<Pick<FormColumn, 'header' | 'width' | 'prompt'>> & {
  readonly entry: 'text' | 'date' | 'percent' | 'number';
};
const column = (header: string, width: number, entry: Entry['entry'], prompt: string): Entry => ({
  ...{ header, width, entry, prompt },
});

export const taskColumns: Readonly<Record<(typeof taskFields)[number], Entry>> = {
  startedOn: column('Ngày bắt đầu', 13, 'date', 'Ghi một lần, khi nhiệm vụ đã bắt đầu. Ví dụ 05/03/2026.'),
  on: column('Tính đến ngày', 13, 'date', 'Ngày của tiến độ hoặc kết quả. Để trống: ngày gửi bảng này.'),
  percent: column('Tiến độ mới (%)', 10, 'percent', 'Số nguyên từ 0 đến 100. Để trống nếu không đổi.'),
  words: column('Đã làm được, kết quả', 42, 'text', 'Nêu ngắn gọn đã làm được gì.'),
  done: column(
    'Hoàn thành',
    14,
    'text',
    'Chọn “Đã hoàn thành” khi xong cả nhiệm vụ; cần số và ngày văn bản.',
  ),
  period: column('Kỳ của kết quả', 18, 'text', 'Chỉ ghi với nhiệm vụ thường xuyên.'),
  documentNumber: column(
    'Số, ký hiệu văn bản',
    18,
    'text',
    'Văn bản, sản phẩm làm căn cứ của kết quả. Ví dụ 12/QĐ-STP. Tệp thì gửi ở trang ghi tại cột cuối.',
  ),
  documentDate: column('Ngày văn bản', 13, 'date', 'Ví dụ 30/09/2026.'),
  reason: column(
    'Lý do (tiến độ giảm, ghi lùi ngày)',
    26,
    'text',
    'Cần khi tiến độ giảm hoặc ngày ghi trước ngày được giao.',
  ),
  difficulty: column(
    'Khó khăn, vướng mắc',
    32,
    'text',
    'Gửi tới cơ quan theo dõi kế hoạch cùng với đề nghị.',
  ),
  proposal: column('Đề nghị, kiến nghị', 32, 'text', 'Điều cơ quan đề nghị.'),
};

export const targetColumns: Readonly<Record<(typeof targetFields)[number], Entry>> = {
  period: column('Kỳ số liệu', 18, 'text', 'Chọn kỳ trong danh sách.'),
  value: column('Giá trị', 14, 'number', 'Một số, theo đơn vị của chỉ tiêu. Ví dụ 1234,5.'),
  words: column(
    'Kết quả bằng lời',
    36,
    'text',
    'Với chỉ tiêu đánh giá bằng lời, hoặc khi chưa thống kê được.',
  ),
  fulfilled: column('Đạt hay chưa', 12, 'text', 'Chỉ ghi với chỉ tiêu đánh giá bằng lời.'),
  asOf: column('Ngày số liệu', 13, 'date', 'Để trống: ngày cuối kỳ.'),
  estimate: column('Số ước', 12, 'text', 'Chọn khi kỳ chưa hết và đây là số ước của cả kỳ.'),
  source: column('Nguồn số liệu', 32, 'text', 'Báo cáo, số và ngày văn bản, hệ thống thống kê.'),
  reason: column(
    'Lý do (số khác thường)',
    26,
    'text',
    'Vì sao số này đúng, khi nó khác nhiều với số đã biết.',
  ),
};

export function columnOf(sheet: SheetKind, field: WorkbookField): Entry {
  const columns: Readonly<Partial<Record<WorkbookField, Entry>>> =
    sheet === 'tasks' ? taskColumns : targetColumns;
  return columns[field] ?? column(field, 12, 'text', '');
}

/** Of what a row is, of which version, and for whom it was made: `nv.12.7.34`. */
export interface RowKey {
  readonly sheet: SheetKind;
  readonly id: number;
  readonly version: number;
  readonly organisationId: number | null;
}

export function writeKey({ sheet, id, version, organisationId }: RowKey): string {
  return `${sheet === 'tasks' ? 'nv' : 'ct'}.${id}.${version}.${organisationId ?? 0}`;
}

export function readKey(text: string): RowKey | null {
  const [, kind, id, version, organisation] =
    /^(nv|ct)\.(\d{1,15})\.(\d{1,9})\.(\d{1,15})$/.exec(text.trim()) ?? [];
  if (kind === undefined) return null;
  const sheet = kind === 'nv' ? 'tasks' : 'targets';
  return { sheet, id: Number(id), version: Number(version), organisationId: Number(organisation) || null };
}

/** How a header or a choice is compared: without case, diacritics, blanks and signs. */
export function plainly(text: string): string {
  return vnNorm(text).replace(/[^a-z0-9%]+/g, '');
}

/** A day as cells hold it: typed, or the number of days that a sheet keeps where the cell lost its format. */
export function dayIn(text: string): string {
  const typed = text.trim();
  const serial = /^\d{5}$/.test(typed) ? Number(typed) : 0;
  if (serial < firstSerial || serial > lastSerial) return typed;
  return writeDate(addDays('1899-12-30' as LocalDate, serial));
}
/** 1/1/2000 and 31/12/2099. */
const firstSerial = 36_526;
const lastSerial = 73_050;

/** Why a day cannot be read; null where it can, or where there is none. */
export function wrongDay(text: string): Text | null {
  const typed = text.trim();
  if (typed === '' || readTypedDate(typed) !== null) return null;
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(typed))
    return {
      vi: `Hãy ghi đủ bốn chữ số của năm thay cho “${typed}”, ví dụ 12/05/2026.`,
      en: `Write all four figures of the year instead of “${typed}”, such as 12/05/2026.`,
    };
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$/.test(typed))
    return {
      vi: `Ngày ${typed} không có trong lịch. Hãy ghi theo thứ tự ngày/tháng/năm.`,
      en: `There is no day ${typed}. Write day/month/year.`,
    };
  return {
    vi: `“${typed.slice(0, 40)}” không phải là ngày. Hãy ghi, ví dụ, 30/09/2026.`,
    en: `“${typed.slice(0, 40)}” is no day. Write it like 30/09/2026.`,
  };
}

/** `Quý III/2026`, as cells offer it. */
export function periodText(period: Period): string {
  const { vi } = periodLabel(period);
  return `${vi.slice(0, 1).toUpperCase()}${vi.slice(1)}`;
}

const romans: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4' };

/**
 * The key of a period as somebody wrote it: “Quý III/2026”, “quý 3 năm 2026”, “Tháng 3/2026”, a month that a sheet made of “3/2026”, “6 tháng
 * đầu năm 2026”, “2026”, or the key itself; null for anything else.
 */
export function readPeriodText(text: string, cadence: Cadence): string | null {
  const typed = singleSpaced(text);
  const found = readPeriod(typed) ?? spelt(vnNorm(typed), cadence);
  return found && found.cadence === cadence ? found.key : null;
}

function spelt(plain: string, cadence: Cadence): Period | null {
  const year = /(?:^|\D)((?:19|20)\d\d)$/.exec(plain)?.[1];
  if (year === undefined) return null;
  const before = plain
    .slice(0, -4)
    .replace(/nam\s*$/, '')
    .replace(/[\s/.-]+$/, '')
    .trim();
  if (cadence === 'year') return before === '' ? readPeriod(year) : null;
  if (cadence === 'half_year') {
    const half = /dau/.test(before) ? 1 : /cuoi/.test(before) ? 2 : 0;
    return half === 0 ? null : readPeriod(`${year}-H${half}`);
  }
  if (cadence === 'quarter') {
    const [, number = ''] = /^(?:quy|q)\s*(iv|i{1,3}|[1-4])$/.exec(before) ?? [];
    return readPeriod(`${year}-Q${romans[number] ?? number}`);
  }
  // a sheet makes a day of “3/2026”
  const [, month = ''] = /^(?:thang|01\/)?\s*(\d{1,2})$/.exec(before) ?? [];
  return readPeriod(`${year}-${month.padStart(2, '0')}`);
}

/** Periods offered for a target: the latest first, as many as the form of a figure would. */
export function periodsBack(cadence: Cadence, today: LocalDate, many: number): readonly Period[] {
  const found: Period[] = [];
  for (let at = periodOf(cadence, today); found.length < many; at = periodOf(cadence, addDays(at.from, -1)))
    found.push(at);
  return found;
}
