import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Job, runJobs } from '../../src/platform/jobs/jobs.ts';
import { openLog } from '../../src/platform/log.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import type { Services } from '../../src/platform/services.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const services = { log: openLog('silent') } as Services;

test('a job asked for once is done once by several workers, and a stop waits for it', async () => {
  let runs = 0;
  let finished = 0;
  const job: Job = {
    name: 'try.slow',
    every: null,
    run: async () => {
      runs += 1;
      await pause(400);
      finished += 1;
    },
  };
  const workers = [];
  for (let worker = 0; worker < 2; worker += 1) {
    workers.push(await runJobs(services, database.connection, [job], openMetrics()));
  }
  const boss = new PgBoss({ ...database.connection, supervise: false, schedule: false });
  await boss.start();
  await boss.send('try.slow', {});
  while (runs === 0) await pause(20);
  await Promise.all(workers.map((worker) => worker.stop()));
  await boss.stop();
  expect({ runs, finished }).toEqual({ runs: 1, finished: 1 });
});

test('a job that fails is counted and tried again', async () => {
  const metrics = openMetrics();
  let tries = 0;
  const job: Job = {
    name: 'try.failing',
    every: null,
    run: async () => {
      tries += 1;
      if (tries === 1) throw new Error('the mail server is away');
    },
  };
  const worker = await runJobs(services, database.connection, [job], metrics);
  const boss = new PgBoss({ ...database.connection, supervise: false, schedule: false });
  await boss.start();
  await boss.send('try.failing', {}, { retryLimit: 1, retryDelay: 1, retryBackoff: false });
  while (tries < 2) await pause(50);
  await worker.stop();
  await boss.stop();
  expect(await metrics.text()).toContain('nhipcau_jobs_total{job="try.failing",outcome="failed"} 1');
});
