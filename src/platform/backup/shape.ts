import { leftOut } from './format.ts';

/** One exported table as the system catalogue describes it. */
export interface TableShape {
  readonly name: string;
  /** Columns with values of their own, in the order of the table; generated ones are written by the database. */
  readonly columns: readonly ColumnShape[];
  /** Columns of the primary key. */
  readonly key: readonly string[];
}

interface ColumnShape {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** Answers a statement without parameters: a client of pg, or a transaction of Kysely. */
export type Asking = <Row>(statement: string) => Promise<readonly Row[]>;

const columnsOfTables = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as required, array_position(k.conkey, a.attnum) as key
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
    where c.relkind in ('r', 'p')
    order by c.relname collate "C", a.attnum`;

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly key: number | null;
}

/** All tables of the product in this database that an export holds, in the order of their names. */
export async function exportedTables(ask: Asking): Promise<TableShape[]> {
  return (await everyTable(ask)).filter(({ name }) => !(name in leftOut)).map(checked);
}

/** Every table of the product’s schema, those left out too. */
export async function everyTable(ask: Asking): Promise<TableShape[]> {
  const rows = await ask<ColumnRow>(columnsOfTables);
  const byTable = Map.groupBy(rows, ({ table }) => table);
  return [...byTable].map(([name, columns]) => ({
    name,
    columns: columns.map(({ name, type, required }) => ({ name, type, required })),
    key: columns
      .filter(({ key }) => key !== null)
      .sort((one, other) => (one.key ?? 0) - (other.key ?? 0))
      .map((column) => column.name),
  }));
}

function checked(table: TableShape): TableShape {
  if (table.key.length === 0)
    throw new Error(`table ${table.name} has no primary key: its rows have no order`);
  // stored as typed, with line ends: one row would no longer be one line
  if (table.columns.some(({ type }) => type === 'json'))
    throw new Error(`table ${table.name} has a column of type json: use jsonb`);
  return table;
}

const quoted = (name: string): string => `"${name}"`;

/** The rows as JSON, one line each, in the order of the key; the same on every server, whatever its language. */
export function selectLines({ name, columns, key }: TableShape): string {
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const order = key.map((column) => `${quoted(column)}${types.get(column) === 'text' ? ' collate "C"' : ''}`);
  return `select row_to_json(line.*) from (select ${columns.map((column) => quoted(column.name)).join(', ')}
    from public.${quoted(name)} order by ${order.join(', ')}) line`;
}

/** Inserts the rows of a JSON array, the only parameter. */
export function insertLines({ name, columns }: TableShape): string {
  const values = columns.map((column) =>
    // the JSON value null and no value at all are one in a line
    column.type === 'jsonb' && column.required
      ? `coalesce(${quoted(column.name)}, 'null'::jsonb)`
      : quoted(column.name),
  );
  return `insert into public.${quoted(name)} (${columns.map((column) => quoted(column.name)).join(', ')})
    overriding system value
    select ${values.join(', ')} from json_populate_recordset(null::public.${quoted(name)}, $1::json)`;
}

/** The setting of a session in which every value is written in one way only. */
export const canonicalSession =
  "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set bytea_output = 'hex'; set extra_float_digits = 1; set intervalstyle = 'iso_8601'";

const countingColumns = `
  select c.relname || '.' || a.attname as counter, s.relname as sequence
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
    join pg_depend d on d.refobjid = c.oid and d.refobjsubid = a.attnum and d.classid = 'pg_class'::regclass
    join pg_class s on s.oid = d.objid and s.relkind = 'S'
    order by 1`;

/** The number each counting column (`table.column`) gives next. Numbers given and not kept count as given. */
export async function nextNumbers(ask: Asking): Promise<Map<string, number>> {
  const counters = await ask<{ counter: string; sequence: string }>(countingColumns);
  if (counters.length === 0) return new Map();
  const rows = await ask<{ counter: string; next: number | string }>(
    counters
      .map(
        ({ counter, sequence }) =>
          `select '${counter}' as counter, last_value + is_called::int as next from public.${quoted(sequence)}`,
      )
      .join(' union all '),
  );
  return new Map(rows.map(({ counter, next }) => [counter, Number(next)]));
}
