import { type LocalDate, readTypedDate, readTypedPartialDate } from '../../../kernel/dates.ts';
import type { Deadline } from '../../../kernel/deadline.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { readDeadline, readTargetValues } from '../../../office/index.ts';
import { agenciesMost, nameMost, productMost } from '../tasks/task.ts';
import { type PlanLevel, planLevels, type RelationKind, relationKinds, titleMost } from './plan.ts';

/** What a plan says of itself, as typed. */
export interface TypedHead {
  readonly level: string;
  readonly title: string;
  readonly titleEn: string;
  readonly number: string;
  readonly issued: string;
  readonly issuer: string;
  /** Ids of organisations. */
  readonly organisation: string;
  readonly monitor: string;
  readonly from: string;
  readonly to: string;
  readonly mark: string;
  readonly source: string;
  /** Plans it acts on, one a line, as printed. */
  readonly replaces: string;
  readonly amends: string;
  readonly derives: string;
}

export interface Relation {
  readonly kind: RelationKind;
  readonly citation: string;
}

export interface HeadInput {
  readonly level: PlanLevel;
  readonly title: string;
  readonly titleEn: string | null;
  readonly number: string | null;
  readonly issued: string | null;
  readonly issuer: string | null;
  readonly organisationId: number | null;
  readonly monitorId: number | null;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly mark: string | null;
  readonly source: string | null;
  readonly relations: readonly Relation[];
}

export const numberMost = 100;
export const sourceMost = 1_000;
export const relationsMost = 20;

const line = (typed: string) => singleSpaced(typed.replace(/\p{Cc}/gu, ' '));

/** Lines that say something, each once. */
export function readLineList(typed: string): string[] {
  return [...new Set(typed.split(/\r?\n/u).map(line).filter(Boolean))];
}

function tooLong(text: string | null, most: number): Text | null {
  const length = [...(text ?? '')].length;
  return length <= most
    ? null
    : {
        vi: `Nội dung này dài ${length} ký tự; hãy viết gọn trong ${most} ký tự.`,
        en: `This has ${length} characters; keep it within ${most}.`,
      };
}

export function refuseWrong(found: Readonly<Record<string, Text | null>>): void {
  const wrong = Object.entries(found).flatMap(([field, text]) => (text ? [[field, text] as const] : []));
  if (wrong.length > 0) throw new InvalidInput(Object.fromEntries(wrong));
}

const noDate: Text = {
  vi: 'Hãy ghi một ngày có thật, ví dụ 28/5/2025.',
  en: 'Write a day that exists, such as 28/5/2025.',
};

const readId = (typed: string) => (/^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null);

/** Throws InvalidInput by field. */
export function readHead(typed: TypedHead): HeadInput {
  const level = planLevels.find((one) => one === typed.level);
  const dates = { from: readTypedDate(typed.from), to: readTypedDate(typed.to) };
  const issued = line(typed.issued) === '' ? null : readTypedPartialDate(typed.issued);
  const relations = relationKinds.flatMap((kind) =>
    readLineList(typed[kind]).map((citation) => ({ kind, citation })),
  );
  const input = {
    ...{ title: line(typed.title), titleEn: line(typed.titleEn) || null, issued, ...dates, relations },
    ...{ number: line(typed.number) || null, issuer: line(typed.issuer) || null },
    ...{ organisationId: readId(typed.organisation), monitorId: readId(typed.monitor) },
    ...{ mark: line(typed.mark) || null, source: line(typed.source) || null },
  };
  const long = relations.find(({ citation }) => [...citation].length > sourceMost);
  refuseWrong({
    level: level ? null : { vi: 'Hãy chọn cấp của kế hoạch.', en: 'Choose the level of the plan.' },
    title:
      input.title === ''
        ? { vi: 'Hãy ghi tên kế hoạch.', en: 'Name the plan.' }
        : tooLong(input.title, titleMost),
    ...{ titleEn: tooLong(input.titleEn, titleMost), number: tooLong(input.number, numberMost) },
    ...{ issuer: tooLong(input.issuer, titleMost), source: tooLong(input.source, sourceMost) },
    issued: line(typed.issued) !== '' && issued === null ? noDate : null,
    from: line(typed.from) !== '' && dates.from === null ? noDate : null,
    to:
      line(typed.to) !== '' && dates.to === null
        ? noDate
        : dates.from && dates.to && dates.to < dates.from
          ? { vi: 'Ngày kết thúc đứng trước ngày bắt đầu.', en: 'The last day comes before the first.' }
          : null,
    organisation:
      level === 'unit' && input.organisationId === null
        ? { vi: 'Hãy chọn đơn vị của kế hoạch.', en: 'Choose the unit whose plan it is.' }
        : null,
    ...(long && { [long.kind]: tooLong(long.citation, sourceMost) }),
    ...(relations.length > relationsMost && {
      replaces: { vi: `Ghi nhiều nhất ${relationsMost} văn bản.`, en: `At most ${relationsMost} documents.` },
    }),
  });
  if (!level) throw new Error('checked above');
  return { ...input, level };
}

/** A task as typed. */
export interface TypedTask {
  readonly tt: string;
  readonly annex: string;
  /** Id of its group; empty: none. */
  readonly group: string;
  readonly name: string;
  readonly nameEn: string;
  /** One a line. */
  readonly leads: string;
  readonly partners: string;
  readonly product: string;
  readonly deadline: string;
  readonly cadence: string;
  readonly sector: string;
  readonly shown: string;
}

export const cadences = ['month', 'quarter', 'half_year', 'year'] as const;

const ttMost = 40;

/** A deadline as printed; nothing typed is none. */
export function readTypedDeadline(typed: string): Deadline {
  const read = readDeadline(typed);
  // dates that readDeadline gives exist
  return { ...read, from: read.from as LocalDate | null, to: read.to as LocalDate | null };
}

/** What is wrong with the names of agencies of an item. */
function wrongAgencies(names: readonly string[]): Text | null {
  if (names.length > agenciesMost)
    return { vi: `Ghi nhiều nhất ${agenciesMost} cơ quan.`, en: `At most ${agenciesMost} agencies.` };
  const long = names.find((name) => [...name].length > 500);
  return long === undefined ? null : tooLong(long, 500);
}

/** Throws InvalidInput by field. */
export function readTask(typed: TypedTask) {
  const leads = readLineList(typed.leads);
  const task = {
    ...{ tt: line(typed.tt) || null, annex: line(typed.annex) || null, groupId: readId(typed.group) },
    ...{ name: line(typed.name), nameEn: line(typed.nameEn) || null, product: line(typed.product) || null },
    ...{ leads, partners: readLineList(typed.partners).filter((name) => !leads.includes(name)) },
    ...{ deadline: readTypedDeadline(typed.deadline), shown: typed.shown === '1' },
    cadence: cadences.find((one) => one === typed.cadence) ?? null,
    sector: line(typed.sector) || null,
  };
  refuseWrong({
    name:
      task.name === '' ? { vi: 'Hãy ghi tên nhiệm vụ.', en: 'Name the task.' } : tooLong(task.name, nameMost),
    ...{ nameEn: tooLong(task.nameEn, nameMost), product: tooLong(task.product, productMost) },
    ...{ tt: tooLong(task.tt, ttMost), annex: tooLong(task.annex, numberMost) },
    ...{ deadline: tooLong(task.deadline.raw, 500) },
    ...{ leads: wrongAgencies(task.leads), partners: wrongAgencies(task.partners) },
  });
  return task;
}
export type TaskInput = ReturnType<typeof readTask>;

export function readReason(typed: string, missing: Text, most = 2_000): string {
  const reason = typed.normalize('NFC').replace(/\r\n/g, '\n').trim();
  refuseWrong({ reason: reason === '' ? missing : tooLong(reason, most) });
  return reason;
}

/** A target as typed. */
export interface TypedTarget {
  readonly tt: string;
  readonly annex: string;
  readonly group: string;
  /** Printed number of the target it is part of. */
  readonly parent: string;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: string;
  /** As printed: “≥ 55”, “16 - 18”, “≤ 3 Đông Nam Á; ≤ 50 Thế giới”. */
  readonly values: string;
  readonly agencies: string;
  readonly direction: string;
  readonly frequency: string;
  readonly until: string;
  readonly sector: string;
  readonly shown: string;
}

export const directions = ['higher', 'lower', 'band', 'none'] as const;
export type Direction = (typeof directions)[number];

/** Which way is better, where the value says it: at least, at most, between. */
export function directionOf(values: readonly { readonly operator: string }[]): Direction {
  const [first] = values;
  if (!first || first.operator === 'qualitative') return 'none';
  if (first.operator === '≤' || first.operator === '<') return 'lower';
  return first.operator === 'range' ? 'band' : 'higher';
}

/** Throws InvalidInput by field. */
export function readTarget(typed: TypedTarget) {
  const unit = line(typed.unit) || null;
  const printed = line(typed.values);
  const values = printed === '' ? [] : readTargetValues(printed, unit);
  const until = readTypedDate(typed.until);
  const target = {
    ...{ tt: line(typed.tt) || null, annex: line(typed.annex) || null, groupId: readId(typed.group) },
    ...{ parent: line(typed.parent) || null, name: line(typed.name), nameEn: line(typed.nameEn) || null },
    ...{ unit, values, agencies: readLineList(typed.agencies), until, shown: typed.shown === '1' },
    direction: directions.find((one) => one === typed.direction) ?? directionOf(values),
    frequency: cadences.find((one) => one === typed.frequency) ?? ('year' as const),
    sector: line(typed.sector) || null,
  };
  refuseWrong({
    name:
      target.name === ''
        ? { vi: 'Hãy ghi tên chỉ tiêu.', en: 'Name the target.' }
        : tooLong(target.name, nameMost),
    ...{
      nameEn: tooLong(target.nameEn, nameMost),
      unit: tooLong(unit, 200),
      values: tooLong(printed, 1_000),
    },
    ...{ tt: tooLong(target.tt, ttMost), annex: tooLong(target.annex, numberMost) },
    agencies: wrongAgencies(target.agencies),
    until: line(typed.until) !== '' && until === null ? noDate : null,
  });
  return target;
}
export type TargetInput = ReturnType<typeof readTarget>;
