import { fold } from './text.ts';

export const TARGET_FIELDS = ['tt', 'name', 'unit', 'value', 'agencies', 'due', 'other'] as const;
export const TASK_FIELDS = [
  'tt',
  'name',
  'leads',
  'partners',
  'product',
  'deadline',
  'group',
  'other',
] as const;
export type TargetField = (typeof TARGET_FIELDS)[number];
export type TaskField = (typeof TASK_FIELDS)[number];

/** What a table holds: targets, tasks, or rows of either under one header. */
export type PlanTableKind = 'targets' | 'tasks' | 'mixed';

export interface PlanColumns {
  kind: PlanTableKind;
  /** As many as there are columns; of a table that holds no targets all are `other`, so with tasks. */
  targets: TargetField[];
  tasks: TaskField[];
}

const YEAR = /(?<!\d)20\d\d(?!\d)/u;
const NUMBER = /^(?:stt|tt|so tt|so thu tu|s\.?t\.?t\.?|t\.t\.?|no\.?|#|so)$/u;
const UNIT = /^(?:don vi|don vi tinh|don vi do|dvt|dv tinh|đvt|unit)$/u;
const PARTNERS = /phoi hop|tham gia|cung thuc hien|partner/u;
const LEADS =
  /chu tri|chiu trach nhiem|phu trach|dau moi|(?:co quan|don vi|to chuc|noi|bo phan|dia phuong)(?:,? (?:don vi|dia phuong))?(?: (?:thuc hien|duoc giao|tham muu|chinh|bao cao|theo doi))|^(?:co quan|don vi)$|phan cong|trach nhiem|nguoi thuc hien|lead/u;
const DEADLINE =
  /thoi gian|thoi han|tien do|thoi diem|lo trinh|(?:^| )han (?:hoan thanh|xu ly|bao cao|thuc hien|chot)|(?:ngay|nam) hoan thanh|^hoan thanh|^han$|deadline/u;
const PRODUCT = /ket qua|san pham|dau ra|muc tieu|chi tieu|yeu cau|hinh thuc van ban|output|product/u;
const TASK_NAME = /nhiem vu|noi dung|cong viec|hoat dong|giai phap|de an|du an|^ten|task/u;
const TARGET_NAME = /chi tieu|chi so|tieu chi|target|indicator/u;
const VALUE =
  /ket qua|gia tri|muc dat|muc tieu|chi tieu|ke hoach|can dat|phan dau|hien trang|thuc hien|value/u;
const GROUP = /^(?:nhom(?: nhiem vu| giai phap)?|linh vuc|nganh|phan)$/u;
const NOTE =
  /ghi chu|can cu|co so (?:phap ly|de xuat)|phuong phap|cong thuc|nguon so lieu|kinh phi|nguon luc|dia diem/u;

/** Header names in folded words, without footnote marks. */
function words(header: string): string {
  return fold(header.replace(/\[[\d*]{1,3}\]|\*+/gu, ' '))
    .replace(/[:().]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Of a name under another (`Phân công nhiệm vụ - Chủ trì`) the lower one says what the column holds. */
function told<Field>(header: string, read: (folded: string) => Field | null): Field | null {
  const lower = header.split(' - ').at(-1) ?? '';
  return (lower === header ? null : read(words(lower))) ?? read(words(header));
}

function taskField(folded: string): TaskField | null {
  if (NUMBER.test(folded)) return 'tt';
  if (GROUP.test(folded)) return 'group';
  if (NOTE.test(folded)) return 'other';
  if (/^(?:ten|noi dung|(?:cac )?nhiem vu)(?: |,|$)|^(?:muc tieu|chi tieu)[a-z,/ ]*nhiem vu/u.test(folded))
    return 'name';
  // one column for both roles is that of the leads
  if (PARTNERS.test(folded) && !/chu tri/u.test(folded)) return 'partners';
  if (DEADLINE.test(folded)) return 'deadline';
  if (LEADS.test(folded)) return 'leads';
  if (PRODUCT.test(folded)) return 'product';
  return TASK_NAME.test(folded) ? 'name' : null;
}

function targetField(folded: string): TargetField | null {
  if (NUMBER.test(folded)) return 'tt';
  if (UNIT.test(folded)) return 'unit';
  if (NOTE.test(folded)) return 'other';
  if (PARTNERS.test(folded) && !/chu tri/u.test(folded)) return 'other';
  if (LEADS.test(folded) || /co quan|theo doi|danh gia/u.test(folded)) return 'agencies';
  if (DEADLINE.test(folded) && !YEAR.test(folded)) return 'due';
  if (YEAR.test(folded) || VALUE.test(folded)) return 'value';
  return TARGET_NAME.test(folded) || TASK_NAME.test(folded) ? 'name' : null;
}

/** The best column to be the name, by words the likelier first; -1 where none is. */
function nameOf(
  headers: readonly string[],
  likely: readonly RegExp[],
  taken: (place: number) => boolean,
): number {
  for (const pattern of likely) {
    const place = headers.findIndex((header, at) => !taken(at) && pattern.test(words(header)));
    if (place !== -1) return place;
  }
  return -1;
}

function targetFields(headers: readonly string[]): TargetField[] {
  const fields = headers.map((header) => told(header, targetField) ?? 'other');
  const name = nameOf(
    headers,
    [
      /^(?:ten |cac |noi dung )?(?:chi tieu|chi so|tieu chi|target|indicator)(?!.*20\d\d)/u,
      /^ten|noi dung|nhiem vu/u,
      /^(?:cac )?muc tieu(?!.*20\d\d)/u,
      /chi tieu|muc tieu/u,
    ],
    (at) => ['tt', 'unit', 'agencies', 'due'].includes(fields[at] ?? ''),
  );
  return fields.map((field, at) => (at === name ? 'name' : field === 'name' ? 'other' : field));
}

function taskFields(headers: readonly string[]): TaskField[] {
  const fields = headers.map((header) => told(header, taskField) ?? 'other');
  const name = nameOf(
    headers,
    [/^ten (?:nhiem vu|cong viec|de an)|^(?:cac )?nhiem vu|[a-z,/ ]*nhiem vu/u, TASK_NAME],
    (at) => fields[at] !== 'name',
  );
  const seen = new Set<TaskField>();
  return fields.map((field, at) => {
    if (field === 'name') return at === name ? 'name' : 'other';
    // several columns may name agencies; of all else the first counts
    if (field === 'other' || field === 'leads' || field === 'partners') return field;
    if (seen.has(field)) return 'other';
    seen.add(field);
    return field;
  });
}

/** What a table holds by its title and header, and what each column is; null where it holds neither targets nor tasks. */
export function planColumns(title: string | null, headers: readonly string[]): PlanColumns | null {
  const [targets, tasks] = [targetFields(headers), taskFields(headers)];
  const heading = fold(title ?? '');
  const named = (fields: readonly string[]) => words(headers[fields.indexOf('name')] ?? '');
  const has = (fields: readonly string[], ...wanted: string[]) =>
    wanted.filter((one) => fields.includes(one)).length;
  let forTargets = has(targets, 'unit') * 3 + has(targets, 'value');
  if (/chi tieu|chi so|tieu chi/u.test(named(targets))) forTargets += 3;
  else if (/muc tieu/u.test(named(targets))) forTargets += 2;
  if (headers.some((header) => YEAR.test(header))) forTargets += 2;
  if (/chi tieu|muc tieu/u.test(heading)) forTargets += 1;
  let forTasks = has(tasks, 'deadline') * 2 + has(tasks, 'product', 'partners', 'leads');
  if (/nhiem vu/u.test(named(tasks))) forTasks += 3;
  else if (named(tasks) !== '' && !/^ten$/u.test(named(tasks))) forTasks += 1;
  if (/nhiem vu|phan cong/u.test(heading)) forTasks += 1;
  const none = <Field>(fields: readonly Field[]) => fields.map(() => 'other' as const);
  const targetish = targets.includes('name') && targets.includes('value') && forTargets >= 3;
  const taskish = tasks.includes('name') && has(tasks, 'leads', 'deadline', 'product') > 0 && forTasks >= 3;
  if (targetish && taskish && targets.includes('unit') && tasks.includes('deadline')) {
    const name = named(tasks);
    if (!TARGET_NAME.test(name) || /nhiem vu/u.test(name)) return { kind: 'mixed', targets, tasks };
  }
  if (targetish && forTargets >= forTasks) return { kind: 'targets', targets, tasks: none(tasks) };
  return taskish ? { kind: 'tasks', targets: none(targets), tasks } : null;
}

/** A cell in the middle of a table that reads as the name of a column. */
export function namesPlanColumn(text: string): boolean {
  if (text.length > 80 || /[;.]\s/u.test(text)) return false;
  const folded = words(text);
  if (folded === '' || folded.split(' ').length > 10) return false;
  return taskField(folded) !== null || targetField(folded) !== null;
}

export function isNumberHeader(text: string): boolean {
  return NUMBER.test(words(text));
}

/** Whose or for when the figures of a column are: the year in its name, as printed. */
export function scopeOfColumn(header: string): string | null {
  const parts = header.split(' - ');
  const place = parts.findLastIndex((part) => YEAR.test(part));
  const part = parts[place];
  if (part === undefined) return null;
  const bare = /^(20\d\d)$/u.exec(part.trim());
  if (bare === null) return part.trim();
  const above = parts[place - 1] ?? '';
  return /đến năm$/iu.test(above) ? `Đến năm ${bare[0]}` : `Năm ${bare[0]}`;
}
