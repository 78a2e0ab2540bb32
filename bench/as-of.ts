// npm run bench -- as-of: lists as of a day against the list of today, 100,000 entries with 5 versions each
import { Agent } from 'node:http';
import pg from 'pg';
import { migrate } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open.ts';
import { openLog } from '../src/platform/log.ts';
import { indexItems, type SearchItem } from '../src/platform/search/index.ts';
import { generatedItem, randomStream } from './generated-items.ts';
import { versionsEach, writeVersions } from './generated-versions.ts';
import { databaseApart, type Serving, serveApart, servePages, servingJob, timeOf } from './served.ts';

const entries = Number(process.argv.find((word) => /^--entries=\d+$/.test(word))?.slice(10) ?? 100_000);
/** Pairs of requests of each kind: the list of today, then the same list as of a day. */
const pairs = 300;
const limit = 2;
const batch = 2_000;

const sorts = ['moi', 'ma', 'ten'];
const sectors = ['kinh-te-cua-khau', 'nong-lam-nghiep', 'du-lich', 'y-te', 'giao-duc'];
const statuses = ['open', 'in_progress', 'resolved', 'not_taken_up'];
const words = [
  'cong nghe',
  'he thong quan ly',
  'sat lo',
  'truy xuat nguon goc',
  'du lich',
  'BTL-2012-05',
  'hoc sinh',
];

type Random = () => number;
const oneOf = (random: Random, all: readonly string[]) => all[Math.floor(random() * all.length)] ?? '';

/** What people ask of a list: nothing, filters, words. */
const kinds: Readonly<Record<string, (random: Random) => Record<string, string>>> = {
  plain: (random) => ({ 'sap-xep': oneOf(random, sorts), trang: String(1 + Math.floor(random() * 20)) }),
  narrowed: (random) => ({
    'linh-vuc': oneOf(random, sectors),
    'trang-thai': oneOf(random, statuses),
    'sap-xep': oneOf(random, sorts),
  }),
  searched: (random) => ({ q: oneOf(random, words), nam: String(2006 + Math.floor(random() * 19)) }),
};

const job = (await servingJob()) as Serving | null;
if (job) await servePages(job);
else process.exitCode = await measureAll();

interface Measured {
  readonly kind: string;
  readonly nowMs: number;
  readonly asOfMs: number;
  readonly ratio: number;
}

async function measureAll(): Promise<number> {
  const server = await databaseApart();
  try {
    await migrate(server.connection);
    await fill(server.connection);
    const served = await serveApart({
      connection: server.connection,
      pageCache: false,
      compression: false,
      anew: true,
    } satisfies Serving);
    try {
      const results: Measured[] = [];
      for (const kind of Object.keys(kinds)) results.push(await measure(served.port, kind));
      return report(results);
    } finally {
      await served.stop();
    }
  } finally {
    await server.stop();
  }
}

/** Editions of 22 years, their entries, their versions, and the index in which the list of today is read. */
async function fill(connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  const { db, close } = openDatabase({ connection, log: openLog('silent') });
  await client.query(`insert into edition (kind, year, code, title, state, published_at)
    select 'problems', y, 'BTL-' || y, 'Danh mục năm ' || y, 'published', make_date(y, 3, 31)
    from generate_series(2005, 2026) y`);
  await client.query(`insert into organisation (code, kind, name)
    select 'CQ' || n, 'department', 'Cơ quan ' || n from generate_series(0, 39) n
    union all select '20-' || n, 'commune', 'Xã ' || n from generate_series(0, 64) n`);
  for (let start = 1; start <= entries; start += batch) {
    const items = Array.from({ length: Math.min(batch, entries + 1 - start) }, (_, n) =>
      generatedItem(start + n),
    );
    await writeEntries(client, items);
    await db.transaction().execute((tx) => indexItems(tx, items));
  }
  // as publications leave it
  await client.query('delete from entry_version_count where items = 0');
  await client.query('vacuum analyze');
  await client.end();
  await close();
}

async function writeEntries(client: pg.Client, items: readonly SearchItem[]): Promise<void> {
  const rows = items.map(({ id, code, title, summary, body, facets }) => ({
    ...{ id, code, title, summary, status: facets.status },
    detail: { context: body },
    sectors: facets.sectors,
    year: facets.years?.[0],
    organisation: facets.organisations?.[0],
    place: facets.places?.[0],
  }));
  await client.query(
    `with given as materialized (
      select * from jsonb_to_recordset($1::jsonb) as g (id bigint, code text, title text, summary text, status text,
        detail jsonb, sectors text[], year int, organisation text, place text)
    ), written as (
      insert into entry (id, edition_id, kind, ordinal, code, title, summary, status, detail, sectors, published_at)
      overriding system value
      select g.id, e.id, 'problems', g.id, g.code, g.title, g.summary, g.status, g.detail, g.sectors, e.published_at
      from given g join edition e on e.year = g.year returning id
    ), led as (
      insert into entry_organisation (entry_id, role, position, organisation_id, name)
      select g.id, 'lead', 0, o.id, o.name from given g join organisation o on o.code = g.organisation
    )
    insert into entry_place (entry_id, organisation_id)
    select g.id, o.id from given g join organisation o on o.code = g.place`,
    [JSON.stringify(rows)],
  );
  await writeVersions(
    client,
    items.map(({ id }) => id),
  );
}

/** The two lists in turn, so that whatever else the machine does meets both alike. */
async function measure(port: number, kind: string): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const random = randomStream(kind.length);
  const now: number[] = [];
  const asOf: number[] = [];
  for (let pair = -20; pair < pairs; pair += 1) {
    const asked = new URLSearchParams(kinds[kind]?.(random));
    const today = await timeOf(agent, port, `/bai-toan?${asked}`);
    // from the year after the first edition to the day before yesterday
    const days = Math.floor(random() * 20 * 365);
    asked.set('ngay', new Date(Date.now() - (2 + days) * 86_400_000).toISOString().slice(0, 10));
    const then = await timeOf(agent, port, `/bai-toan?${asked}`);
    // the first ones warm up what runs only once
    if (pair < 0) continue;
    now.push(today);
    asOf.push(then);
  }
  agent.destroy();
  const [nowMs, asOfMs] = [median(now), median(asOf)];
  return { kind, nowMs, asOfMs, ratio: Math.round((asOfMs / nowMs) * 100) / 100 };
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 10) / 10;
}

function report(results: readonly Measured[]): number {
  const passed = results.every(({ ratio }) => ratio <= limit);
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ bench: 'as-of', entries, versionsEach, results, limit, passed }));
  else {
    for (const { kind, nowMs, asOfMs, ratio } of results)
      console.log(`${kind}: hiện nay ${nowMs} ms, tại một ngày ${asOfMs} ms, tỷ lệ ${ratio}`);
    console.log(`Giới hạn tỷ lệ: ${limit}; ${passed ? 'đạt' : 'KHÔNG ĐẠT'}`);
  }
  return passed ? 0 : 1;
}
