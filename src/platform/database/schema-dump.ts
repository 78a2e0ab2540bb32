import type pg from 'pg';

/**
 * The schema as text, written from the system catalogue in a fixed order: kept in db/schema.sql so that a change
 * of schema is a difference to read. The same on PostgreSQL 15 and later. Jobs' own schema is left out.
 */
export async function dumpSchema(client: pg.ClientBase): Promise<string> {
  await client.query('set search_path to pg_catalog, public');
  try {
    const parts = [
      ...(await lines(client, extensions)),
      ...(await lines(client, functions)),
      ...(await tables(client)),
      ...(await lines(client, indexes)),
      ...(await lines(client, triggers)),
    ];
    return `-- Written from the migrated database by “npm run schema”; do not edit.\n\n${parts.join('\n\n')}\n`;
  } finally {
    await client.query('reset search_path');
  }
}

const extensions = `
  select format('create extension %I;', extname) as line from pg_extension where extname <> 'plpgsql'
  union all
  select format('create collation %I;', collname) from pg_collation c
    join pg_namespace n on n.oid = c.collnamespace where n.nspname = 'public'
  order by 1`;

const ownFunction = `n.nspname = 'public' and not exists
  (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

const functions = `
  select pg_get_functiondef(p.oid) || ';' as line from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where ${ownFunction} order by p.proname, 1`;

const indexes = `
  select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i
    join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public'
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    order by 1`;

const triggers = `
  select pg_get_triggerdef(t.oid) || ';' as line from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and not t.tgisinternal order by 1`;

async function lines(client: pg.ClientBase, query: string): Promise<string[]> {
  const answer = await client.query<{ line: string }>(query);
  return answer.rows.map((row) => row.line.replace(/\r/g, ''));
}

async function tables(client: pg.ClientBase): Promise<string[]> {
  const columns = await client.query<{ table: string; line: string }>(`
    select c.relname as table, format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attidentity <> '' then ' generated always as identity' else '' end,
        case when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
             when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
        case when a.attnotnull then ' not null' else '' end) as line
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where n.nspname = 'public' and c.relkind in ('r', 'p') order by c.relname, a.attnum`);
  // PostgreSQL 18 lists not-null as constraints too (contype n); they stand with the columns already
  const constraints = await client.query<{ table: string; line: string }>(`
    select c.relname as table, format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) as line
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and k.contype <> 'n' order by c.relname, k.conname`);
  const byTable = new Map<string, string[]>();
  for (const { table, line } of [...columns.rows, ...constraints.rows]) {
    byTable.set(table, [...(byTable.get(table) ?? []), line]);
  }
  return [...byTable].map(([table, body]) => `create table ${table} (\n${body.join(',\n')}\n);`);
}
