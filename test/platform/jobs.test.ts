import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/database/open.ts';
import { unnamedInstallation } from '../../src/platform/installation.ts';
import { askForJob } from '../../src/platform/jobs/ask.ts';
import { type Job, runJobs } from '../../src/platform/jobs/jobs.ts';
import { openLog } from '../../src/platform/log.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import type { Services } from '../../src/platform/services.ts';
import { createTestDatabase, type TestDatabase } from '../support/servers.ts';

let database: TestDatabase;
let opened: ReturnType<typeof openDatabase>;
let services: Services;
beforeAll(async () => {
  database = await createTestDatabase();
  const log = openLog('silent');
  opened = openDatabase({ connection: database.connection, log });
  services = { log, db: opened.db, installation: unnamedInstallation } as Services;
});
afterAll(async () => {
  await opened.close();
  await database.drop();
});

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

test('a job asked for in a transaction is done once it is committed, and not at all when it is given up', async () => {
  const { db, close } = openDatabase({ connection: database.connection, log: openLog('silent') });
  const asked: string[] = [];
  const job = (name: string): Job => ({ name, every: null, run: async () => void asked.push(name) });
  const worker = await runJobs(
    services,
    database.connection,
    [job('try.given-up'), job('try.asked')],
    openMetrics(),
  );
  const givenUp = db.transaction().execute(async (tx) => {
    await askForJob(tx, 'try.given-up');
    throw new Error('given up');
  });
  await expect(givenUp).rejects.toThrow('given up');
  await db.transaction().execute((tx) => askForJob(tx, 'try.asked'));
  while (!asked.includes('try.asked')) await pause(20);
  await worker.stop();
  await close();
  expect(asked).toEqual(['try.asked']);
});
