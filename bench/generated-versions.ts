import type pg from 'pg';

export const versionsEach = 5;
/** Days between one version and the next. */
const step = 40;

/** Versions of these entries as publications keep them, each whole: the last one stands, the others stood before it. */
export async function writeVersions(client: pg.Client, ids: readonly number[]): Promise<void> {
  await client.query(
    `insert into entry_version (entry_id, number, edition_id, kind, code, title, dated, facets, content, from_at, to_at)
    select s.entry_id, n, s.edition_id, s.kind, s.code, s.title, s.dated, s.facets, s.content,
      e.published_at + (n - 1) * $2 * interval '1 day',
      case when n < $3 then e.published_at + n * $2 * interval '1 day' end
    from entries_as_they_stand($1::bigint[]) s join edition e on e.id = s.edition_id
      cross join generate_series(1, $3::int) n`,
    [ids, step, versionsEach],
  );
}

/** Takes away what only finding needs, and returns how it is made again: filling takes long enough without it. */
export async function dropIndexes(client: pg.Client, ...tables: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition
      from pg_index where indrelid::regclass::text = any($1::text[]) and not indisunique`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}
