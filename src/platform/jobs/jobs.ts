import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { limitedTo } from '../database/open.ts';
import { knownSockets } from '../database/sockets.ts';
import { renewInstallation } from '../installation.ts';
import type { Metrics } from '../metrics.ts';
import type { Services } from '../services.ts';

/** Work done apart from any request: by the clock (`every`, cron in Asia/Ho_Chi_Minh) or when a command asks. */
export interface Job {
  readonly name: string;
  readonly every: string | null;
  /** Also run when a worker starts: what a day brings may have waited for it. */
  readonly atStart?: true;
  /** `connection`: for work that needs a connection of its own, such as an export. */
  readonly run: (services: Services, input: unknown, connection: pg.PoolConfig) => Promise<void>;
}

export interface JobRunner {
  /** Lets running jobs finish (20 s at most); unfinished ones are tried again by the next worker. */
  stop(): Promise<void>;
}

/** Milliseconds for a statement of the queue itself; the work of a job has its own. */
const patience = 60_000;
/** Milliseconds running jobs are given when told to stop. */
const farewell = 20_000;
/** As much where none is running: then only the database can be what keeps the queue waiting. */
const idleFarewell = 4_000;

/**
 * Starts a worker for the jobs. pg-boss keeps them in the database, so that each run is done once however many
 * workers there are; a job that fails is tried again three times and then kept as failed.
 */
export async function runJobs(
  services: Services,
  connection: pg.PoolConfig,
  jobs: readonly Job[],
  metrics: Metrics,
): Promise<JobRunner> {
  const sockets = knownSockets();
  const boss = new PgBoss({
    ...bossConnection(connection),
    ...limitedTo(patience),
    stream: sockets.make,
    max: 3,
    application_name: 'nhipcau jobs',
  } as ConstructorParameters<typeof PgBoss>[0] & object);
  boss.on('error', (error: Error) => services.log.warn({ err: error }, 'jobs: trouble, will try again'));
  await boss.start();
  let running = 0;
  for (const job of jobs) {
    await boss.createQueue(job.name, { retryLimit: 3, retryBackoff: true });
    await boss.work(job.name, async (batch: readonly { data: unknown }[]) => {
      running += 1;
      try {
        for (const { data } of batch)
          await runOne(metrics, job, services, () => job.run(services, data, connection));
      } finally {
        running -= 1;
      }
    });
    if (job.every) await boss.schedule(job.name, job.every, {}, { tz: 'Asia/Ho_Chi_Minh' });
    if (job.atStart) await boss.send(job.name, {});
  }
  return {
    stop() {
      const timeout = running > 0 ? farewell : idleFarewell;
      return sockets.closeAfter(() => boss.stop({ graceful: true, timeout }), timeout + 1_000);
    },
  };
}

async function runOne(
  metrics: Metrics,
  job: Job,
  services: Services,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await renewInstallation(services);
    await run();
    metrics.jobs.inc({ job: job.name, outcome: 'done' });
  } catch (error) {
    metrics.jobs.inc({ job: job.name, outcome: 'failed' });
    services.log.error({ err: error, job: job.name }, 'job failed');
    throw error;
  }
}

function bossConnection({
  connectionString,
  host,
  port,
  user,
  password,
  database,
}: pg.PoolConfig): Record<string, unknown> {
  return connectionString ? { connectionString } : { host, port, user, password, database };
}
