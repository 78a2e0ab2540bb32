// npm run bench -- export: an export of 100,000 entries with 5 versions each against COPY alone, and the portal meanwhile
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { exportAll } from '../src/platform/backup/index.ts';
import { exportedTables } from '../src/platform/backup/shape.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { eventHash, origin } from '../src/platform/events/chain.ts';
import { openLocalBlobStore } from '../src/platform/files.ts';
import { generatedItem } from './generated-items.ts';
import { dropIndexes, versionsEach, writeVersions } from './generated-versions.ts';
import { databaseApart, type Serving, serveApart, servePages, servingJob, timeOf } from './served.ts';

const entries = Number(process.argv.find((word) => /^--entries=\d+$/.test(word))?.slice(10) ?? 100_000);
const rounds = 3;
/** Requests a second, as many as a busy day brings; a flood would measure the flood. */
const rate = 50;
const seconds = 10;
const limits = { share: 0.5, megabytes: 300, p99: 2 };
/** Requests sent so far. */
let asked = 0;
/** What events of the filled database are about. */
const changed = Array.from({ length: 997 }, (_, n) => generatedItem(n + 1));

type Work = { readonly work: 'export' | 'copy'; readonly connection: pg.ClientConfig };
interface Worked {
  readonly seconds: number;
  readonly bytes: number;
  /** The most memory the process held. */
  readonly megabytes: number;
}

const job = (await servingJob()) as Serving | Work | null;
if (job && 'work' in job) await workApart(job);
else if (job) await servePages(job);
else process.exitCode = await measureAll();

async function measureAll(): Promise<number> {
  const server = await databaseApart();
  try {
    await migrate(server.connection);
    const client = new pg.Client(server.connection);
    await client.connect();
    await fill(client).finally(() => client.end());
    const works: Record<Work['work'], Worked[]> = { export: [], copy: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const work of ['copy', 'export'] as const)
        works[work].push(await runApart({ work, connection: server.connection }));
    return report(works, await measurePortal(server.connection));
  } finally {
    await server.stop();
  }
}

async function fill(client: pg.Client): Promise<void> {
  await client.query(`insert into edition (kind, year, code, title, state, published_at)
    values ('problems', 2026, 'BTL-2026', 'Danh mục đo', 'published', now() - interval '1 year')`);
  const indexesAgain = await dropIndexes(client, 'entry_version', 'event');
  await inBatches(entries, async (from, to) => {
    const { rows } = await client.query<{ id: string }>(
      `insert into entry (edition_id, kind, ordinal, code, title, summary, detail, published_at)
        select 1, 'problems', ordinal, code, title, summary, detail, now()
        from jsonb_to_recordset($1::jsonb) as e(ordinal int, code text, title text, summary text, detail jsonb)
        returning id`,
      [JSON.stringify(Array.from({ length: to - from }, (_, n) => entryOf(from + n + 1)))],
    );
    await writeVersions(
      client,
      rows.map(({ id }) => Number(id)),
    );
  });
  let previous = origin;
  // each version came about by an event
  await inBatches(entries * versionsEach, async (from, to) => {
    const rows = Array.from({ length: to - from }, (_, n) => {
      const event = eventOf(from + n + 1, previous);
      previous = event.hash;
      return {
        ...event,
        previous_hash: `\\x${event.previous_hash.toString('hex')}`,
        hash: `\\x${event.hash.toString('hex')}`,
      };
    });
    await client.query('insert into event select * from json_populate_recordset(null::event, $1::json)', [
      JSON.stringify(rows),
    ]);
  });
  await client.query('update event_head set seq = $1, hash = $2', [entries * versionsEach, previous]);
  for (const definition of indexesAgain) await client.query(definition);
  await client.query('vacuum analyze');
}

async function inBatches(
  count: number,
  insert: (from: number, to: number) => Promise<unknown>,
): Promise<void> {
  const batch = 2_000;
  for (let from = 0; from < count; from += batch) await insert(from, Math.min(from + batch, count));
}

function entryOf(ordinal: number) {
  const { title, summary, body } = generatedItem(ordinal);
  return { ordinal, code: `BTL-2026-${ordinal}`, title, summary, detail: { context: body } };
}

/** What each change of an entry leaves: who, when, and which fields became what. */
function eventOf(seq: number, previous_hash: Buffer) {
  const { title, summary } = changed[seq % changed.length] ?? generatedItem(1);
  const event = {
    seq,
    at: new Date(1_760_000_000_000 + seq * 1000),
    name: 'entry.changed',
    actor_kind: 'system',
    actor_account: null,
    subject_kind: 'entry',
    subject_id: String(Math.ceil(seq / versionsEach)),
    facts: { fields: ['title', 'summary'], title, summary: summary ?? '' },
    request_id: null,
    previous_hash,
  };
  return { ...event, hash: eventHash(event) };
}

/** Does one work in a process of its own, so that its memory is its own. */
function runApart(work: Work): Promise<Worked> {
  const child = fork(process.argv[1] ?? '', ['--serve', JSON.stringify(work)], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('message', (worked) => resolve(worked as Worked));
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
  });
}

async function workApart({ work, connection }: Work): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-bench-'));
  const started = performance.now();
  let bytes: number;
  if (work === 'copy') bytes = await copyAlone(connection);
  else {
    const files = openLocalBlobStore(join(directory, 'files'));
    bytes = (await exportAll({ connection, files }, join(directory, 'export'))).bytes;
  }
  const worked = {
    seconds: (performance.now() - started) / 1000,
    bytes,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
  await rm(directory, { recursive: true, force: true });
  process.send?.(worked, () => process.exit(0));
}

/** The baseline: the same rows as JSON, in no order, read and thrown away. */
async function copyAlone(connection: pg.ClientConfig): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  let bytes = 0;
  for (const { name } of await exportedTables(async (statement) => (await client.query(statement)).rows)) {
    await new Promise<void>((resolve, reject) => {
      const drain = {
        submit: (wire: pg.Connection) =>
          wire.query(`copy (select row_to_json(t) from "${name}" t) to stdout`),
        handleCopyData: ({ chunk }: { chunk: Buffer }) => {
          bytes += chunk.length;
        },
        handleCommandComplete: () => undefined,
        handleReadyForQuery: () => resolve(),
        handleError: reject,
      };
      client.query(drain);
    });
  }
  await client.end();
  return bytes;
}

/** The 99th percentile of pages alone, and while exports run one after another: in turn, the median of each. */
async function measurePortal(connection: pg.PoolConfig): Promise<{ alone: number; meanwhile: number }> {
  const served = await serveApart({ connection, pageCache: true, compression: true } satisfies Serving);
  try {
    await askSteadily(served.port, 3);
    const alone: number[] = [];
    const meanwhile: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await askSteadily(served.port, seconds));
      let asking = true;
      const exporting = (async () => {
        while (asking) await runApart({ work: 'export', connection });
      })();
      meanwhile.push(await askSteadily(served.port, seconds));
      asking = false;
      await exporting;
    }
    return { alone: median(alone), meanwhile: median(meanwhile) };
  } finally {
    await served.stop();
  }
}

async function askSteadily(port: number, forSeconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const answers: Promise<number>[] = [];
  const end = performance.now() + forSeconds * 1000;
  while (performance.now() < end) {
    // the list, and entries nobody has looked at yet: the cache alone would not feel the database
    asked += 1;
    const path = asked % 2 === 0 ? '/bai-toan' : `/bai-toan/BTL-2026-${(asked * 37) % entries || 1}`;
    answers.push(timeOf(agent, port, path));
    await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
  }
  const times = (await Promise.all(answers)).sort((one, other) => one - other);
  agent.destroy();
  return Math.round((times[Math.floor(times.length * 0.99)] ?? 0) * 10) / 10;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function report(
  works: Readonly<Record<Work['work'], readonly Worked[]>>,
  portal: { readonly alone: number; readonly meanwhile: number },
): number {
  const rateOf = (all: readonly Worked[]) =>
    Math.round(median(all.map((one) => one.bytes / one.seconds / 1e6)) * 10) / 10;
  const copy = rateOf(works.copy);
  const exported = rateOf(works.export);
  const share = Math.round((exported / copy) * 100) / 100;
  const megabytes = Math.round(Math.max(...works.export.map((one) => one.megabytes)));
  const p99 = Math.round((portal.meanwhile / portal.alone) * 100) / 100;
  const passed = share >= limits.share && megabytes < limits.megabytes && p99 <= limits.p99;
  const results = {
    entries,
    versions: entries * versionsEach,
    copy,
    exported,
    share,
    megabytes,
    portal,
    p99,
  };
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ bench: 'export', results, limits, passed }));
  else {
    console.log(`COPY: ${copy} MB/s; xuất: ${exported} MB/s; tỷ lệ ${share} (giới hạn ${limits.share})`);
    console.log(`Bộ nhớ: ${megabytes} MB (giới hạn ${limits.megabytes})`);
    console.log(
      `Cổng, p99: ${portal.alone} ms; trong lúc xuất ${portal.meanwhile} ms; tỷ lệ ${p99} (giới hạn ${limits.p99})`,
    );
    console.log(passed ? 'đạt' : 'KHÔNG ĐẠT');
  }
  return passed ? 0 : 1;
}
