// npm run bench -- portal: anonymous pages against a bare node:http server sending the same bytes
import { createServer, get } from 'node:http';
import autocannon from 'autocannon';
import { readConfig } from '../src/platform/config.ts';
import { openLog } from '../src/platform/log.ts';
import { openRuntime } from '../src/runtime.ts';
import { loadSampleOnce } from '../src/site/sample/load.ts';
import { databaseApart, type Serving, serveApart, servePages, servingJob } from './served.ts';

const connections = 50;
const seconds = 8;
/** Each is measured this many times in turn with its baseline; the median counts. */
const rounds = 3;
const paths = ['/bai-toan', '/bai-toan/BTL-2026-05', '/nhu-cau', '/nhu-cau/NCCN-2026-012'];
const limits = { cached: 0.6, cachedP99: 3, uncached: 0.12 };

/** What the bare server sends: the very bytes and the type of the page. */
interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
type Job = { readonly pages: Serving } | { readonly bare: Sent };

interface Run {
  readonly throughput: number;
  readonly p99: number;
}

interface Measured {
  readonly path: string;
  readonly manner: 'cached' | 'uncached';
  readonly bytes: number;
  readonly product: Run;
  readonly bare: Run;
  readonly throughputRatio: number;
  readonly p99Ratio: number;
  readonly passed: boolean;
}

const job = (await servingJob()) as Job | null;
if (job) await serve(job);
else process.exitCode = await measureAll();

async function serve(asked: Job): Promise<void> {
  if ('pages' in asked) return servePages(asked.pages);
  const body = Buffer.from(asked.bare.body, 'base64');
  const server = createServer((_request, response) => {
    response.writeHead(200, { ...asked.bare.headers, 'content-length': body.length });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  process.send?.(address && typeof address === 'object' ? address.port : 0);
}

async function measureAll(): Promise<number> {
  const server = await databaseApart();
  try {
    const log = openLog('error');
    const config = readConfig({ DATA_DIR: server.dataDir, NHIPCAU_SAMPLE: 'langson' });
    const runtime = await openRuntime(config, log, server);
    await loadSampleOnce(runtime.services);
    await runtime.close();
    const results: Measured[] = [];
    for (const manner of ['cached', 'uncached'] as const) {
      const cached = manner === 'cached';
      const pages = await serveApart({
        pages: { connection: server.connection, pageCache: cached, compression: cached },
      } satisfies Job);
      for (const path of paths) results.push(await compare(pages.port, path, manner));
      await pages.stop();
    }
    return report(results);
  } finally {
    await server.stop();
  }
}

async function compare(port: number, path: string, manner: Measured['manner']): Promise<Measured> {
  const encoding = manner === 'cached' ? 'br, gzip' : 'identity';
  const sent = await take(port, path, encoding);
  const bare = await serveApart({ bare: sent } satisfies Job);
  const product: Run[] = [];
  const baseline: Run[] = [];
  // a first, shorter run lets both compile what they use
  await load(port, path, encoding, 2);
  await load(bare.port, path, encoding, 2);
  for (let round = 0; round < rounds; round += 1) {
    product.push(await load(port, path, encoding, seconds));
    baseline.push(await load(bare.port, path, encoding, seconds));
  }
  await bare.stop();
  const ours = middle(product);
  const theirs = middle(baseline);
  const throughputRatio = rounded(ours.throughput / theirs.throughput);
  const p99Ratio = rounded(ours.p99 / Math.max(1, theirs.p99));
  const passed =
    manner === 'cached'
      ? throughputRatio >= limits.cached && p99Ratio <= limits.cachedP99
      : throughputRatio >= limits.uncached;
  const bytes = Buffer.from(sent.body, 'base64').length;
  return { path, manner, bytes, product: ours, bare: theirs, throughputRatio, p99Ratio, passed };
}

function take(port: number, path: string, encoding: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    get({ port, path, host: '127.0.0.1', headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`${response.statusCode} ${path}`));
        const kept = ['content-type', 'content-encoding'].flatMap((name) => {
          const value = response.headers[name];
          return typeof value === 'string' ? [[name, value] as const] : [];
        });
        resolve({ headers: Object.fromEntries(kept), body: Buffer.concat(chunks).toString('base64') });
      });
    }).on('error', reject);
  });
}

async function load(port: number, path: string, encoding: string, duration: number): Promise<Run> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    connections,
    duration,
    headers: { 'accept-encoding': encoding },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${path}: ${result.non2xx + result.errors} failed`);
  return { throughput: Math.round(result.requests.average), p99: result.latency.p99 };
}

function middle(runs: readonly Run[]): Run {
  const by = (name: keyof Run) =>
    runs.map((run) => run[name]).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
  return { throughput: by('throughput'), p99: by('p99') };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function report(results: readonly Measured[]): number {
  const passed = results.every((result) => result.passed);
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ bench: 'portal', connections, limits, results, passed }));
  else
    for (const { path, manner, bytes, product, bare, throughputRatio, p99Ratio, passed: fine } of results)
      console.log(
        `${manner} ${path} (${bytes} byte): ${product.throughput}/s so với ${bare.throughput}/s = ${throughputRatio}; p99 ${product.p99} ms so với ${bare.p99} ms = ${p99Ratio} ${fine ? 'đạt' : 'KHÔNG ĐẠT'}`,
      );
  return passed ? 0 : 1;
}
