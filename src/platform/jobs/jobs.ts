import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Metrics } from '../metrics.ts';
import type { Services } from '../services.ts';

/** Work done apart from any request: by the clock (`every`, cron in Asia/Ho_Chi_Minh) or when a command asks. */
export interface Job {
  readonly name: string;
  readonly every: string | null;
  readonly run: (services: Services, input: unknown) => Promise<void>;
}

export interface JobRunner {
  /** Lets running jobs finish (20 s at most); unfinished ones are tried again by the next worker. */
  stop(): Promise<void>;
}

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
  const boss = new PgBoss({ ...bossConnection(connection), max: 3, application_name: 'nhipcau jobs' });
  boss.on('error', (error: Error) => services.log.warn({ err: error }, 'jobs: trouble, will try again'));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name, { retryLimit: 3, retryBackoff: true });
    await boss.work(job.name, async (batch: readonly { data: unknown }[]) => {
      for (const { data } of batch) await runOne(services, metrics, job, data);
    });
    if (job.every) await boss.schedule(job.name, job.every, {}, { tz: 'Asia/Ho_Chi_Minh' });
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000 }) };
}

async function runOne(services: Services, metrics: Metrics, job: Job, input: unknown): Promise<void> {
  try {
    await job.run(services, input);
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
