// npm run bench -- search: what a search costs with 100,000 entries against 1,000
import { Agent, get } from 'node:http';
import pg from 'pg';
import { migrate } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open.ts';
import { openLog } from '../src/platform/log.ts';
import { indexItems } from '../src/platform/search/index.ts';
import { generatedItem, randomStream } from './generated-items.ts';
import { databaseApart, type Serving, serveApart, servePages, servingJob } from './served.ts';

const connections = 20;
const seconds = 12;
const sizes = [1_000, 100_000] as const;
const limit = 3;

/** Rare words, common ones, several at once, phrases, codes, slips of the hand, words nowhere in the catalogue. */
const queries = [
  ...Array.from({ length: 40 }, (_, n) => `hiem${n * 25}`),
  ...['công', 'nghệ', 'dữ liệu', 'của tỉnh', 'số', 'cho xã', 'hệ thống', 'và', 'quản lý', 'tỉnh'],
  ...[
    'công nghệ',
    'dữ liệu của tỉnh',
    'cửa khẩu hàng hóa',
    'hệ thống quản lý dữ liệu số',
    'xây dựng hệ thống',
  ],
  ...['truy xuất nguồn gốc', 'cảnh báo sạt lở', 'bảo quản chế biến', 'học sinh bệnh nhân', 'rừng hồi quế na'],
  ...['trâu bò', 'lũ quét', 'kho bãi vận tải', 'nước sạch', 'du lịch nông nghiệp', 'hợp tác doanh nghiệp'],
  ...['"nguồn gốc"', '"công nghệ số"', 'btl 2010 5', 'BTL-2026-01', 'BTL-2015-33'],
  ...[
    'cogn nghệ',
    'truy xuat nguon gocs',
    'canh baos sat lo',
    'thogn minh',
    'cuakhau',
    'du lijch',
    'hiemm25',
  ],
  ...['nghiê', 'doanh nghi', 'không có từ này zzz', 'qwertyuiop'],
];

interface Measured {
  readonly entries: number;
  readonly requests: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

const job = (await servingJob()) as Serving | null;
if (job) await servePages(job);
else process.exitCode = await measureAll();

async function measureAll(): Promise<number> {
  const server = await databaseApart();
  try {
    const results: Measured[] = [];
    for (const entries of sizes) {
      const connection = { ...server.connection, database: `search_${entries}` };
      await execute(server.connection, `create database ${connection.database}`);
      await fill(connection, entries);
      results.push(await measure(connection, entries));
    }
    return report(results);
  } finally {
    await server.stop();
  }
}

async function execute(connection: pg.ClientConfig, ...statements: string[]): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Writes generated entries through the product's own indexing; the big indexes are built once at the end. */
async function fill(connection: pg.PoolConfig, entries: number): Promise<void> {
  await migrate(connection);
  const terms = ['title_terms', 'terms'];
  await execute(connection, ...terms.map((column) => `drop index search_item_${column}`));
  const { db, close } = openDatabase({ connection, log: openLog('silent') });
  const batch = 2_000;
  for (let start = 1; start <= entries; start += batch) {
    const items = Array.from({ length: Math.min(batch, entries + 1 - start) }, (_, n) =>
      generatedItem(start + n),
    );
    await db.transaction().execute((tx) => indexItems(tx, items));
  }
  await close();
  await execute(
    connection,
    ...terms.map(
      (column) =>
        `create index search_item_${column} on search_item using gin (${column}) with (fastupdate = off)`,
    ),
    'vacuum analyze',
  );
}

async function measure(connection: pg.PoolConfig, entries: number): Promise<Measured> {
  const served = await serveApart({ connection, pageCache: false, compression: false } satisfies Serving);
  try {
    await load(served.port, 3);
    const times = (await load(served.port, seconds)).sort((a, b) => a - b);
    const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
    return { entries, requests: times.length, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
  } finally {
    await served.stop();
  }
}

/** Sends searches on all connections for a time; the milliseconds each took. */
async function load(port: number, forSeconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + forSeconds * 1_000;
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: connections }, async (_, worker) => {
      const random = randomStream(worker + 1);
      while (performance.now() < end) {
        const q = queries[Math.floor(random() * queries.length)] ?? '';
        const started = performance.now();
        await request(agent, port, `/tim-kiem?q=${encodeURIComponent(q)}`);
        times.push(performance.now() - started);
      }
    }),
  );
  agent.destroy();
  return times;
}

function request(agent: Agent, port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ agent, port, host: '127.0.0.1', path }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode} ${path}`)),
      );
    }).on('error', reject);
  });
}

function report(results: readonly Measured[]): number {
  const [small, large] = results;
  const ratio = small && large ? Math.round((large.medianMs / small.medianMs) * 100) / 100 : Number.NaN;
  const passed = ratio <= limit;
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ bench: 'search', connections, results, ratio, limit, passed }));
  else {
    for (const { entries, requests, medianMs, p95Ms, p99Ms } of results)
      console.log(
        `${entries} mục: ${requests} lượt tìm, trung vị ${medianMs} ms, p95 ${p95Ms} ms, p99 ${p99Ms} ms`,
      );
    console.log(`Tỷ lệ trung vị: ${ratio} (giới hạn ${limit}) ${passed ? 'đạt' : 'KHÔNG ĐẠT'}`);
  }
  return passed ? 0 : 1;
}
