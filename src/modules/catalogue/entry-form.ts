import { readTypedDate, writeDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { readCitations } from '../../office/index.ts';
import type { FormFields } from '../../platform/http/form.ts';
import type { CatalogueKind } from './entry.ts';
import { type Field, fieldsOf } from './entry-fields.ts';
import type { CitationContent, EntryContent } from './inputs.ts';
import { readMoney, writeMoney } from './money.ts';

/** A form as typed: every field by name, rows as `results-0-text`. What working copies keep. */
export type Values = Readonly<Record<string, readonly string[]>>;

type RowsField = Extract<Field, { kind: 'rows' }>;

/** More rows than anybody types; a forged form cannot ask for more. */
const mostRows = 300;

/** The fields of the entry form and nothing else. */
export function valuesOf(kind: CatalogueKind, form: FormFields): Values {
  const values: Record<string, string[]> = {};
  const keep = (name: string): void => {
    const typed = form.all(name);
    if (typed.length > 0) values[name] = typed;
  };
  for (const field of fieldsOf(kind)) {
    if (field.kind !== 'rows') keep(field.name);
    else
      for (let row = 0; row < rowCount(form.names(), field); row += 1)
        for (const cell of field.cells) keep(cellName(field, row, cell.name));
  }
  return values;
}

export function cellName(field: Pick<RowsField, 'name'>, row: number, cell: string): string {
  return `${field.name}-${row}-${cell}`;
}

function rowCount(names: readonly string[], field: RowsField): number {
  const start = `${field.name}-`;
  let count = 0;
  for (const name of names) {
    if (!name.startsWith(start)) continue;
    const row = Number(name.slice(start.length).split('-')[0]);
    if (Number.isSafeInteger(row) && row >= count && row < mostRows) count = row + 1;
  }
  return count;
}

/** The rows of a repeated field: cell name → typed text. */
export function rowsIn(values: Values, field: RowsField): Record<string, string>[] {
  return Array.from({ length: rowCount(Object.keys(values), field) }, (_, row) =>
    Object.fromEntries(field.cells.map((cell) => [cell.name, one(values, cellName(field, row, cell.name))])),
  );
}

/** The same values with these rows in place of the ones there were. */
export function withRows(
  values: Values,
  field: RowsField,
  rows: readonly Readonly<Record<string, string>>[],
): Values {
  const start = `${field.name}-`;
  const others = Object.entries(values).filter(
    ([name]) => !(name.startsWith(start) && /^\d+-/.test(name.slice(start.length))),
  );
  const written = rows.flatMap((row, index) =>
    field.cells.map((cell): [string, string[]] => [
      cellName(field, index, cell.name),
      [row[cell.name] ?? ''],
    ]),
  );
  return Object.fromEntries([...others, ...written]);
}

export function one(values: Values, name: string): string {
  return values[name]?.[0] ?? '';
}

function isBlank(row: Readonly<Record<string, string>>): boolean {
  return Object.values(row).every((text) => text.trim() === '');
}

/** `5/1/2026`, `12/2026`, `2026` or ISO → ISO; the text itself when it is none, so that its error can be told. */
function readPartial(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(text);
  if (month) return `${month[2]}-${(month[1] ?? '').padStart(2, '0')}`;
  return readTypedDate(text) ?? text;
}

export interface FormReading {
  /** As `addEntry` and `saveEntry` take it. */
  readonly input: Record<string, unknown>;
  /** Fields that could not be read at all; what was read is checked by the command. */
  readonly errors: Readonly<Record<string, Text>>;
  /** As typed, without blank rows: errors name rows by these. */
  readonly values: Values;
}

/**
 * Reads typed values as the input of a command. What the form does not show is taken from the entry as it stands:
 * further columns of an import, and all that is known of a basis whose words were not touched.
 */
export function readForm(
  kind: CatalogueKind,
  typed: Values,
  standing: Pick<EntryContent, 'extra' | 'bases'>,
): FormReading {
  const values = withoutBlankRows(kind, typed);
  const reader = openReader(values, new Map(standing.bases.map((basis) => [basis.raw, basis])));
  const input: Record<string, unknown> = { extra: standing.extra };
  for (const field of fieldsOf(kind)) input[field.name] = reader.read(field);
  const join = kind === 'problems' ? joinProblem : joinNeed;
  return { input: join(input), errors: reader.errors, values };
}

function joinProblem(input: Record<string, unknown>): Record<string, unknown> {
  const { timeFrom, timeTo, timeRaw, ...rest } = input;
  return { ...rest, time: { from: timeFrom, to: timeTo, raw: timeRaw } };
}

function joinNeed(input: Record<string, unknown>): Record<string, unknown> {
  const { moneyMin, moneyMax, ...rest } = input;
  const negotiable = moneyMin === null && moneyMax === null;
  return { ...rest, money: negotiable ? null : { min: moneyMin, max: moneyMax } };
}

function openReader(values: Values, knownBases: ReadonlyMap<string, CitationContent>) {
  const errors: Record<string, Text> = {};
  const amount = (name: string, typed: string): number | null => {
    if (typed.trim() === '') return null;
    const read = readMoney(typed);
    if (read === null) errors[name] = wrongMoney;
    return read;
  };
  const whole = (name: string, typed: string): number | null => {
    const text = typed.trim();
    if (text === '') return null;
    const limits = name === 'trl' ? [1, 9] : [2000, 2100];
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= (limits[0] ?? 0) && number <= (limits[1] ?? 0)) return number;
    errors[name] = {
      vi: `Hãy viết một số từ ${limits[0]} đến ${limits[1]}.`,
      en: `Write a number from ${limits[0]} to ${limits[1]}.`,
    };
    return null;
  };
  const single = (kind: string, name: string, typed: string): unknown => {
    switch (kind) {
      case 'date': {
        if (typed.trim() === '') return null;
        const date = readTypedDate(typed);
        if (date === null) errors[name] = noSuchDay;
        return date;
      }
      case 'partial':
        return readPartial(typed);
      case 'money':
        return amount(name, typed);
      case 'number':
        return whole(name, typed);
      case 'select':
        return typed === '' ? null : typed;
      default:
        return typed;
    }
  };
  const rows = (field: RowsField): unknown => {
    const typed = rowsIn(values, field);
    if (field.name === 'bases')
      return readBases(
        typed.map((row) => row.text ?? ''),
        knownBases,
      );
    if (field.cells.length === 1) return typed.map((row) => Object.values(row)[0] ?? '');
    const read = typed.map((row, index) =>
      Object.fromEntries(
        field.cells.map((cell) => [
          cell.name,
          single(cell.kind, cellName(field, index, cell.name), row[cell.name] ?? ''),
        ]),
      ),
    );
    if (field.name === 'results') return read.map(emptyToNull);
    if (field.name === 'money') incompleteMoney(read);
    return read;
  };
  const incompleteMoney = (lines: readonly Record<string, unknown>[]): void => {
    lines.forEach((line, index) => {
      if (line.source === null)
        errors[`money-${index}-source`] = {
          vi: 'Hãy chọn nguồn kinh phí.',
          en: 'Choose the source of the money.',
        };
      if (line.amount === null) errors[`money-${index}-amount`] ??= wrongMoney;
    });
  };
  return {
    errors,
    read(field: Field): unknown {
      if (field.kind === 'rows') return rows(field);
      if (field.kind === 'choices') return [...(values[field.name] ?? [])];
      if (field.kind === 'tick') return one(values, field.name) === '1';
      const typed = one(values, field.name);
      if (field.name === 'keywords') return typed.split(/[,;\n]/u);
      if (field.name === 'status') return typed || 'open';
      if (field.kind === 'line' && field.name !== 'title') return typed.trim() === '' ? null : typed;
      return single(field.kind, field.name, typed);
    },
  };
}

function emptyToNull(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, name !== 'text' && value === '' ? null : value]),
  );
}

/** What typed lines say, each citation once; words that were there before keep what is known of them. */
function readBases(lines: readonly string[], known: ReadonlyMap<string, CitationContent>): CitationContent[] {
  const found = lines.flatMap((line) => {
    const basis = known.get(line.replace(/\s+/gu, ' ').trim());
    return basis ? [basis] : readBasis(line);
  });
  return [
    ...new Map(
      found.map((basis) => [`${basis.number ?? basis.raw} ${basis.annex} ${basis.item}`, basis]),
    ).values(),
  ];
}

/** What a typed line says: the citations in it, or the line itself kept as written when none is recognised. */
export function readBasis(line: string): CitationContent[] {
  const found = readCitations(line, 'basis');
  if (found.length > 0) return found;
  const raw = line.replace(/\s+/gu, ' ').trim();
  const unknown = {
    number: null,
    symbol: null,
    date: null,
    issuer: null,
    title: null,
    annex: null,
    item: null,
  };
  return [{ kind: 'other', ...unknown, raw, role: 'basis' }];
}

function withoutBlankRows(kind: CatalogueKind, values: Values): Values {
  let kept = values;
  for (const field of fieldsOf(kind)) {
    if (field.kind !== 'rows') continue;
    kept = withRows(
      kept,
      field,
      rowsIn(kept, field).filter((row) => !isBlank(row)),
    );
  }
  return kept;
}

const wrongMoney: Text = {
  vi: 'Chưa đọc được số tiền. Hãy viết bằng đồng (6.200.000.000) hoặc bằng chữ số và đơn vị (6,2 tỷ; 850 triệu).',
  en: 'This amount cannot be read. Write đồng (6.200.000.000) or a figure with its unit (6,2 tỷ; 850 triệu).',
};

const noSuchDay: Text = {
  vi: 'Ngày chưa đúng hoặc không có trong lịch. Ví dụ: 05/01/2026.',
  en: 'There is no such day. Example: 05/01/2026.',
};

/** How a saved entry looks in the form. */
export function valuesOfContent(content: EntryContent): Values {
  const flat = flatten(content);
  const values: Record<string, string[]> = {};
  for (const field of fieldsOf(content.kind)) {
    const value = flat[field.name];
    if (field.kind === 'rows') {
      const rows = Array.isArray(value) ? value : [];
      rows.forEach((row: unknown, index) => {
        for (const cell of field.cells) {
          const part =
            typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[cell.name] : row;
          values[cellName(field, index, cell.name)] = [written(cell.kind, part)];
        }
      });
    } else if (field.kind === 'choices') values[field.name] = Array.isArray(value) ? value.map(String) : [];
    else if (field.kind === 'tick') values[field.name] = value === true ? ['1'] : [];
    else
      values[field.name] = [
        field.name === 'keywords' && Array.isArray(value) ? value.join(', ') : written(field.kind, value),
      ];
  }
  return values;
}

function flatten(content: EntryContent): Record<string, unknown> {
  const { detail, organisations, bases, ...common } = content;
  const named = (role: string) => organisations.filter((one) => one.role === role).map(({ name }) => name);
  const flat: Record<string, unknown> = {
    ...common,
    ...detail,
    bases: bases.map(({ raw }) => raw),
    lead: named('lead'),
    partners: named('partner'),
    proposer: named('proposer'),
    beneficiaries: named('beneficiary'),
    organisation: named('in_need'),
  };
  if (content.kind === 'problems') {
    const { from, to, raw } = content.detail.time;
    return { ...flat, timeFrom: from, timeTo: to, timeRaw: raw };
  }
  return {
    ...flat,
    moneyMin: content.detail.money?.min ?? null,
    moneyMax: content.detail.money?.max ?? null,
  };
}

function written(kind: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (kind === 'money' && typeof value === 'number') return writeMoney(value);
  if ((kind === 'date' || kind === 'partial') && typeof value === 'string') return writeDate(value);
  return String(value);
}
