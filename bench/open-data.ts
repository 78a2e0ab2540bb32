// npm run bench -- open-data: 100,000 entries as JSON and CSV of open data against COPY of the same rows
import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { entryRow, standing } from '../src/modules/catalogue/open-data/entry-rows.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { openDatabase } from '../src/platform/database/open.ts';
import { openLog } from '../src/platform/log.ts';
import { datasets } from '../src/site/open-data/datasets.ts';
import { type FormatName, sourceOf, written } from '../src/site/open-data/formats.ts';
import { piecesInTurn } from '../src/site/open-data/turns.ts';
import { generatedItem } from './generated-items.ts';
import { dropIndexes, versionsEach, writeVersions } from './generated-versions.ts';
import { databaseApart, servingJob } from './served.ts';

const entries = Number(process.argv.find((word) => /^--entries=\d+$/.test(word))?.slice(10) ?? 100_000);
const rounds = 3;
const formats = ['json', 'csv'] as const;
const limits = { share: 0.5, megabytes: 300 };

interface Work {
  readonly work: 'product' | 'copy';
  readonly format: FormatName;
  readonly connection: pg.ClientConfig;
}
interface Worked {
  readonly seconds: number;
  readonly bytes: number;
  /** The most memory the process held. */
  readonly megabytes: number;
}

const job = (await servingJob()) as Work | null;
if (job) await workApart(job);
else process.exitCode = await measureAll();

async function measureAll(): Promise<number> {
  const server = await databaseApart();
  try {
    await migrate(server.connection);
    const client = new pg.Client(server.connection);
    await client.connect();
    await fill(client).finally(() => client.end());
    const worked: (Work & Worked)[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const format of formats)
        for (const work of ['copy', 'product'] as const) {
          const asked = { work, format, connection: server.connection };
          worked.push({ ...asked, ...(await runApart(asked)) });
        }
    // not measured against COPY, which writes none: for its memory alone
    const workbook: Work = { work: 'product', format: 'xlsx', connection: server.connection };
    return report(worked, { ...workbook, ...(await runApart(workbook)) });
  } finally {
    await server.stop();
  }
}

/** An edition of entries with agencies, a legal basis and a result each, and every version they have had. */
async function fill(client: pg.Client): Promise<void> {
  await client.query(`insert into edition (kind, year, code, title, state, published_at)
    values ('problems', 2026, 'BTL-2026', 'Danh mục đo', 'published', now() - interval '1 year')`);
  const indexesAgain = await dropIndexes(client, 'entry_version');
  const batch = 2_000;
  for (let from = 0; from < entries; from += batch) {
    const rows = Array.from({ length: Math.min(batch, entries - from) }, (_, n) => entryOf(from + n + 1));
    const { rows: made } = await client.query<{ id: string }>(
      `with made as (
        insert into entry (edition_id, kind, ordinal, code, title, summary, detail, published_at)
        select 1, 'problems', ordinal, code, title, summary, detail, now()
        from jsonb_to_recordset($1::jsonb) as e(ordinal int, code text, title text, summary text, detail jsonb)
        returning id
      ), named as (
        insert into entry_organisation (entry_id, role, position, name) select id, 'lead', 1, 'Sở Khoa học và Công nghệ' from made
      ), based as (
        insert into entry_basis (entry_id, position, kind, number, symbol, raw)
        select id, 1, 'resolution', '71/NQ-CP', 'NQ-CP', 'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ' from made
      ) select id from made`,
      [JSON.stringify(rows)],
    );
    await writeVersions(
      client,
      made.map(({ id }) => Number(id)),
    );
  }
  for (const definition of indexesAgain) await client.query(definition);
  await client.query('vacuum analyze');
}

function entryOf(ordinal: number) {
  const { title, summary, body } = generatedItem(ordinal);
  const result = { text: title, indicator: null, unit: '%', value: '≥ 85', due: '2026' };
  return {
    ...{ ordinal, code: `BTL-2026-${ordinal}`, title, summary },
    detail: { context: body, painPoints: [title], results: [result] },
  };
}

/** Does one work in a process of its own, so that its memory is its own. */
function runApart(work: Work): Promise<Worked> {
  const child = fork(process.argv[1] ?? '', ['--serve', JSON.stringify(work)], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('message', (worked) => resolve(worked as Worked));
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
  });
}

async function workApart({ work, format, connection }: Work): Promise<void> {
  const { db, close } = openDatabase({ connection, log: openLog('silent') });
  const started = performance.now();
  let bytes = 0;
  if (work === 'copy') bytes = await copyAlone(connection, statementOf(format, db));
  else {
    const problems = datasets.find(({ name }) => name === 'problems');
    if (!problems) throw new Error('no such set');
    const all = problems.select(new URLSearchParams(), '2026-11-23' as never);
    const source = sourceOf(all, db, piecesInTurn);
    for await (const piece of written(format, problems, source) as Readable & AsyncIterable<Buffer>)
      bytes += piece.length;
  }
  const seconds = (performance.now() - started) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  await close();
  process.send?.({ seconds, bytes, megabytes }, () => process.exit(0));
}

/** The baseline: the same fields of the same rows in the same order, as one statement. */
function statementOf(format: FormatName, db: Parameters<RawBuilder<unknown>['compile']>[0]): string {
  const row = entryRow('problems', null);
  const shown =
    format === 'json'
      ? row.json
      : sql.join(row.fields.map(([name, value]) => sql`${value} as ${sql.id(name)}`));
  const selected = sql`select ${shown} from entry_version v ${row.from} where ${standing('problems', null)}
    order by v.code_order, v.id`.compile(db);
  return `copy (${inlined(selected)}) to stdout ${format === 'csv' ? '(format csv, header, force_quote *)' : ''}`;
}

/** COPY takes no parameters. */
function inlined({ sql: text, parameters }: CompiledQuery): string {
  return text.replace(/\$(\d+)/g, (_, number) => pg.escapeLiteral(String(parameters[Number(number) - 1])));
}

async function copyAlone(connection: pg.ClientConfig, statement: string): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    const drain = {
      submit: (wire: pg.Connection) => wire.query(statement),
      handleCopyData: ({ chunk }: { chunk: Buffer }) => {
        bytes += chunk.length;
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    };
    client.query(drain);
  });
  await client.end();
  return bytes;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function rounded(number: number, digits: number): number {
  return Number(number.toFixed(digits));
}

function report(worked: readonly (Work & Worked)[], workbook: Work & Worked): number {
  const rateOf = (work: Work['work'], format: FormatName) =>
    median(
      worked.filter((one) => one.work === work && one.format === format).map((one) => entries / one.seconds),
    );
  const shares = formats.map((format) => {
    const product = rateOf('product', format);
    const copy = rateOf('copy', format);
    return {
      format,
      product: rounded(product, 0),
      copy: rounded(copy, 0),
      share: rounded(product / copy, 2),
    };
  });
  const most = (format: FormatName) => {
    const written = [...worked, workbook].filter((one) => one.work === 'product' && one.format === format);
    return rounded(Math.max(...written.map((one) => one.megabytes)), 0);
  };
  const memory = { json: most('json'), csv: most('csv'), xlsx: most('xlsx') };
  const megabytes = Math.max(...Object.values(memory));
  const passed = shares.every(({ share }) => share >= limits.share) && megabytes < limits.megabytes;
  const size = (format: FormatName) =>
    rounded((worked.find((one) => one.work === 'product' && one.format === format)?.bytes ?? 0) / 1e6, 1);
  const results = {
    ...{ entries, versions: entries * versionsEach, shares, memory },
    sizes: { json: size('json'), csv: size('csv'), xlsx: rounded(workbook.bytes / 1e6, 1) },
    workbookSeconds: rounded(workbook.seconds, 1),
  };
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ bench: 'open-data', results, limits, passed }));
  else {
    for (const { format, product: mine, copy, share } of shares)
      console.log(`${format}: ${mine} mục/s; COPY ${copy} mục/s; tỷ lệ ${share} (giới hạn ${limits.share})`);
    console.log(`Excel: ${results.workbookSeconds} s; cỡ tệp (MB): ${JSON.stringify(results.sizes)}`);
    console.log(`Bộ nhớ (MB): ${JSON.stringify(memory)} (giới hạn ${limits.megabytes})`);
    console.log(passed ? 'đạt' : 'KHÔNG ĐẠT');
  }
  return passed ? 0 : 1;
}
