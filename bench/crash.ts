/** npm run bench -- crash: kill -9 of the whole product under writes; [--rounds N] [--json] */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createAccount, createEdition, type Person, signIn } from '../test/product/person.ts';
import {
  expectedStatus,
  type Installation,
  killAll,
  openInstallation,
  query,
  run,
  start,
} from '../test/product/product.ts';

/** What the rounds found. Times in milliseconds from start to ready, the one after each kill. */
export interface CrashReport {
  readonly rounds: number;
  readonly writers: number;
  /** Writes answered with 303. */
  readonly acknowledged: number;
  /** Acknowledged writes not found after a restart. */
  readonly lost: number;
  /** Entries without their event, or events without their entry: both must be in the database or neither. */
  readonly torn: number;
  /** Rounds after which `audit verify` found the chain whole. */
  readonly verified: number;
  readonly recovery: readonly number[];
}

export interface CrashOptions {
  readonly rounds: number;
  readonly writers?: number;
  /** Shortest and longest time of writing before the kill, in milliseconds. */
  readonly between?: readonly [number, number];
  readonly tell?: (line: string) => void;
}

const officer = 'can.bo@example.vn';

/**
 * A programme officer adds entries to a draft edition, several at once, until node and every PostgreSQL process of the
 * data directory are killed at a random moment; then the next start, without help, must know every entry whose
 * addition had been answered.
 */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const { rounds, writers = 8, between = [200, 1500], tell = () => undefined } = options;
  const installation = await openInstallation({ LOG_LEVEL: 'error' });
  const acknowledged: string[] = [];
  const recovery: number[] = [];
  let lost = 0;
  let torn = 0;
  let verified = 0;
  try {
    let running = await start(installation);
    await createAccount(installation, officer, 'programme_officer');
    const person = await signIn(installation.address, officer);
    const edition = await createEdition(person, 'needs', '2026');
    for (let round = 1; round <= rounds; round++) {
      const before = acknowledged.length;
      const stop = new AbortController();
      const writing = Array.from({ length: writers }, (_, writer) =>
        write({ person, edition, stop: stop.signal, name: `${round}-${writer}`, acknowledged }),
      );
      await delay(between[0] + Math.random() * (between[1] - between[0]));
      // a kill before anything was answered proves nothing; a busy machine takes longer
      const patience = performance.now() + 20_000;
      while (acknowledged.length - before < writers && performance.now() < patience) await delay(20);
      stop.abort();
      killAll(installation, running);
      await Promise.all([...writing, running.ended]);
      const began = performance.now();
      running = await start(installation);
      recovery.push(Math.round(performance.now() - began));
      const found = await check(installation, acknowledged);
      lost += found.lost;
      torn += found.torn;
      if (found.whole) verified += 1;
      tell(
        `round ${round}: ${acknowledged.length - before} acknowledged, ${found.lost} lost, ready after ${recovery.at(-1)} ms`,
      );
    }
    await running.stop();
  } finally {
    await installation.close();
  }
  return { rounds, writers, acknowledged: acknowledged.length, lost, torn, verified, recovery };
}

interface Writing {
  readonly person: Person;
  readonly edition: string;
  readonly stop: AbortSignal;
  readonly name: string;
  readonly acknowledged: string[];
}

/** Adds entries one after the other; notes each whose answer arrived. */
async function write({ person, edition, stop, name, acknowledged }: Writing): Promise<void> {
  for (let count = 0; !stop.aborted; count++) {
    const title = `Nhu cầu công nghệ ${name}-${count}`;
    let answer: Response;
    try {
      answer = await person.post(`${edition}/muc/moi`, { title });
    } catch (error) {
      // cut off by the kill: nothing was promised
      if (stop.aborted) return;
      throw error;
    }
    if (answer.status === 303) acknowledged.push(title);
    // the body of an answer may be cut off as well, and a dying database answers 503
    else if (!stop.aborted && answer.status !== 503) await expectedStatus(answer, 303);
  }
}

async function check(
  installation: Installation,
  acknowledged: readonly string[],
): Promise<{ lost: number; torn: number; whole: boolean }> {
  const [missing] = await query(
    installation,
    'select count(*)::int as n from unnest($1::text[]) as known (title) where not exists (select from entry where entry.title = known.title)',
    [acknowledged],
  );
  const [torn] = await query(
    installation,
    `select count(*)::int as n from entry full join (select subject_id from event where name = 'entry.added') added
     on added.subject_id = entry.id::text where entry.id is null or added.subject_id is null`,
  );
  const { code } = await run(installation, ['audit', 'verify', '--json']);
  return { lost: Number(missing?.n), torn: Number(torn?.n), whole: code === 0 };
}

async function main(): Promise<void> {
  // the products it started end with it: their channels close
  process.once('disconnect', () => process.exit(143));
  process.channel?.unref();
  const { values } = parseArgs({ options: { rounds: { type: 'string' }, json: { type: 'boolean' } } });
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const report = await crash({ rounds: Number(values.rounds ?? 15), tell: say });
  const slowest = Math.max(...report.recovery);
  const { rounds, acknowledged, lost, torn, verified } = report;
  process.stdout.write(
    values.json
      ? `${JSON.stringify(report)}\n`
      : `${rounds} rounds: ${acknowledged} writes acknowledged, ${lost} lost, ${torn} torn; chain whole after ${verified} rounds; ready again after ${slowest} ms at most\n`,
  );
  if (lost > 0 || torn > 0 || verified < rounds) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('/crash.js') || process.argv[1]?.endsWith('/crash.ts')) await main();
