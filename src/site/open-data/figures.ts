import { sql } from 'kysely';
import { countOutcomes } from '../../modules/catalogue/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Call } from '../../platform/http/call.ts';
import { type Dataset, type DatasetName, datasetNames } from './datasets.ts';
import { type PreparedFile, readyFiles } from './prepared.ts';

export interface Figures {
  readonly rows: number;
  /** When anything in it last changed; null where there is nothing. */
  readonly changedAt: Date | null;
}

export interface DataState {
  readonly figures: Readonly<Record<DatasetName, Figures>>;
  /** The first and the last year of the published editions. */
  readonly years: { readonly from: number; readonly to: number } | null;
  readonly files: readonly PreparedFile[];
}

/** How much there is of each set, since when, and which files are ready: read once for each state of what is public. Three statements. */
export async function dataState(call: Pick<Call, 'reads' | 'services'>): Promise<DataState> {
  const { db } = call.services;
  const counted = await call.reads.remember('open data', () => readFigures(db));
  // files become ready without anything public changing
  return { ...counted, files: await readyFiles(db) };
}

/** The first row of a set, to show what its values look like; null where there is none. Read once for each state of what is public. */
export async function exampleRow(
  call: Pick<Call, 'reads' | 'services' | 'today'>,
  dataset: Dataset,
): Promise<Readonly<Record<string, unknown>> | null> {
  return call.reads.remember(`open data ${dataset.name}`, async () => {
    for await (const piece of dataset.select(new URLSearchParams(), call.today).rows(call.services.db))
      return JSON.parse(piece.slice(0, (piece.indexOf('\n') + 1 || piece.length + 1) - 1));
    return null;
  });
}

const counted = (kind: string) =>
  sql`coalesce((select items from search_count where kind = ${sql.lit(kind)} and facet = ''), 0)`;
const entriesChanged = (kind: string) =>
  sql`(select max(greatest(from_at, to_at)) from entry_version where kind = ${sql.lit(kind)} and not withheld)`;

async function readFigures(db: Querying): Promise<Omit<DataState, 'files'>> {
  const { rows } = await sql<{ name: DatasetName; rows: number; at: Date | null }>`
    select 'problems' as name, ${counted('problem')} as rows, ${entriesChanged('problems')} as at
    union all select 'needs', ${counted('need')}, ${entriesChanged('needs')}
    union all select 'documents', ${counted('document')}, (select max(updated_at) from document where state = 'published')
    union all select 'organisations', count(*), max(updated_at) from organisation where kind <> 'individual'
    union all select 'editions', count(*), max(greatest(published_at, withdrawn_at, superseded_at, reopened_at)) from edition
      where amends_id is null and state in ('published', 'superseded', 'withdrawn')
    union all select 'tasks', ${counted('task')}, (select max(entered_at) from task_fact)
    union all select 'targets', ${counted('target')}, (select max(entered_at) from target_actual)
    union all (${countOutcomes})`.execute(db);
  const years = await sql<{ from: number | null; to: number | null }>`
    select min(coalesce(year, period_from)) as from, max(coalesce(year, period_to)) as to from edition
    where amends_id is null and state in ('published', 'superseded')`.execute(db);
  const of = (name: DatasetName): Figures => {
    const row = rows.find((one) => one.name === name);
    return { rows: row?.rows ?? 0, changedAt: row?.at ?? null };
  };
  const { from = null, to = null } = years.rows[0] ?? {};
  return {
    figures: Object.fromEntries(datasetNames.map((name) => [name, of(name)])) as DataState['figures'],
    years: from !== null && to !== null ? { from, to } : null,
  };
}
