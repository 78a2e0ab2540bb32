// npm run bench -- sign-in: anonymous pages while somebody guesses passwords 200 times a second
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { system } from '../src/kernel/actor.ts';
import { createAccount, directoryRoutes, hashesComputed } from '../src/modules/directory/index.ts';
import { readConfig } from '../src/platform/config.ts';
import { json } from '../src/platform/http/answer.ts';
import { anyone, download } from '../src/platform/http/route.ts';
import { openLog } from '../src/platform/log.ts';
import { openRuntime } from '../src/runtime.ts';
import { loadSampleOnce } from '../src/site/sample/load.ts';
import { databaseApart, type Serving, serveApart, servePages, servingJob, timeOf } from './served.ts';

const guessesEach = 200;
const pagesEach = 100;
const seconds = 15;
/** Quiet and storm in turn; the medians count. */
const rounds = 3;
const mostRatio = 2;
/** Guesses that may reach a password before their address is refused, and those under way at that moment. */
const mostHashes = 40;
const email = 'bi.do@langson.example';
const paths = ['/bai-toan', '/bai-toan/BTL-2026-05', '/nhu-cau', '/nhu-cau/NCCN-2026-012'];

interface Round {
  readonly p99: number;
  readonly median: number;
}

interface Storm extends Round {
  readonly answers: Readonly<Record<string, number>>;
  readonly hashes: number;
}

const job = (await servingJob()) as Serving | null;
if (job) await servePages(job, [...directoryRoutes, hashesRoute()]);
else process.exitCode = await measure();

/** How many hashes the server has computed: only it can tell. */
function hashesRoute() {
  return download('bench.hashes', '/bench/hashes', anyone, () => json({ hashes: hashesComputed() }));
}

async function measure(): Promise<number> {
  const server = await databaseApart();
  const database = new pg.Client(server.connection);
  try {
    const log = openLog('error');
    const config = readConfig({ DATA_DIR: server.dataDir, NHIPCAU_SAMPLE: 'langson' });
    const runtime = await openRuntime(config, log, server);
    await loadSampleOnce(runtime.services);
    const person = { email, name: 'Người bị dò', title: null, organisationCode: null };
    const password = 'một câu không ai đoán ra';
    await createAccount(runtime.services, system, { ...person, roles: [], password });
    await runtime.close();
    await database.connect();
    const connection = server.connection;
    const { port, stop } = await serveApart({
      connection,
      pageCache: true,
      compression: true,
    } satisfies Serving);
    const quiet: Round[] = [];
    const storms: Storm[] = [];
    await readPages(port);
    for (let round = 0; round < rounds; round += 1) {
      quiet.push(await readPages(port));
      // each storm begins with an address that nothing is known of
      await database.query('delete from sign_in_failure');
      storms.push(await storm(port));
    }
    await stop();
    return report(quiet, storms);
  } finally {
    await database.end().catch(() => undefined);
    await server.stop();
  }
}

/** Few connections, used in turn: one left alone would be closed by the server just as it is used again. */
function openAgent(): Agent {
  return new Agent({ keepAlive: true, scheduling: 'fifo', maxSockets: 64 });
}

/** At an even pace, whatever the answers take; every second page has an address that was never asked for. */
async function readPages(port: number): Promise<Round> {
  const agent = openAgent();
  const times: Promise<number>[] = [];
  await paced(pagesEach, (at) => {
    const path = paths[at % paths.length] ?? '/';
    times.push(timeOf(agent, port, at % 2 === 0 ? path : `${path}?lan=${process.hrtime.bigint()}`));
  });
  const sorted = (await Promise.all(times)).sort((one, other) => one - other);
  agent.destroy();
  const at = (part: number) => rounded(sorted[Math.floor(sorted.length * part)] ?? 0);
  return { p99: at(0.99), median: at(0.5) };
}

async function storm(port: number): Promise<Storm> {
  const agent = openAgent();
  const answers: Record<string, number> = {};
  const before = await hashesOf(port);
  const guesses: Promise<void>[] = [];
  const guessing = paced(guessesEach, (at) => {
    const guess = guessOnce(agent, port, `mật khẩu ${at}`).then((status) => {
      answers[status] = (answers[status] ?? 0) + 1;
    });
    guesses.push(guess);
  });
  const [read] = await Promise.all([readPages(port), guessing]);
  await Promise.all(guesses);
  agent.destroy();
  return { ...read, answers, hashes: (await hashesOf(port)) - before };
}

/** Calls `act` so many times a second, for the seconds of a round. */
async function paced(each: number, act: (at: number) => void): Promise<void> {
  const started = performance.now();
  for (let at = 0; at < each * seconds; at += 1) {
    const due = started + (at * 1000) / each;
    const wait = due - performance.now();
    if (wait > 1) await delay(wait);
    act(at);
  }
}

function guessOnce(agent: Agent, port: number, password: string): Promise<number> {
  const body = new URLSearchParams({ email, password }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
  };
  return new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1', path: '/dang-nhap', method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end(body);
  });
}

async function hashesOf(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/bench/hashes`);
  return ((await answer.json()) as { hashes: number }).hashes;
}

function report(quiet: readonly Round[], storms: readonly Storm[]): number {
  const middle = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  const quietP99 = middle(quiet.map(({ p99 }) => p99));
  const stormP99 = middle(storms.map(({ p99 }) => p99));
  const ratio = rounded(stormP99 / quietP99);
  const hashes = Math.max(...storms.map((one) => one.hashes));
  const passed = ratio <= mostRatio && hashes <= mostHashes;
  const limits = { ratio: mostRatio, hashes: mostHashes };
  if (process.argv.includes('--json'))
    console.log(
      JSON.stringify({ bench: 'sign-in', limits, quiet, storms, quietP99, stormP99, ratio, passed }),
    );
  else
    console.log(
      `p99 ${quietP99} ms lúc yên, ${stormP99} ms khi bị dò ${guessesEach} lần/giây = ${ratio}; nhiều nhất ${hashes} lần tính băm mỗi đợt; trả lời ${JSON.stringify(storms.map(({ answers }) => answers))} ${passed ? 'đạt' : 'KHÔNG ĐẠT'}`,
    );
  return passed ? 0 : 1;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
