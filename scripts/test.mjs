// npm test: everything, on a fresh clone too. Ends with one line that counts: "N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { check } from './check.mjs';
import { findNode24, root } from './node24.mjs';
import { ensureReady, main, Stop, say } from './prepare.mjs';
import { findChromium, findPostgres, placeForFiles, startPostgres } from './test-machine.mjs';

/** The person pressed Ctrl-C, or the machine wants this run to end. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interruption.abort());

const counts = { passed: 0, failed: 0, skipped: 0 };

await main(async () => {
  await ensureReady({ development: true });
  const chromium = await findChromium();
  const postgres = await findPostgres();
  // everything the tests make lies below one directory, which other accounts may pass through and write in
  const directory = mkdtempSync(join(placeForFiles(), 'nhipcau-tests-'));
  chmodSync(directory, 0o1777);
  let server = null;
  try {
    say('→ Kiểm tra mã nguồn');
    if (!(await check(interruption.signal))) counts.failed += 1;
    if (!interruption.signal.aborted) server = await startPostgres(postgres, directory);
    if (server) {
      say(
        `→ Bộ kiểm thử: trên cơ sở dữ liệu nhúng; phần dùng cơ sở dữ liệu cả trên PostgreSQL ${server.version}; các hành trình trong trình duyệt`,
      );
      const settings = {
        TMPDIR: directory,
        CHROMIUM_PATH: chromium,
        TEST_DATABASE_URL: server.url,
        NODE_COMPILE_CACHE: join(directory, 'compiled'),
      };
      await suite(settings, directory);
    }
  } finally {
    await server?.stop();
    await sweep(directory);
  }
  if (interruption.signal.aborted) throw new Stop('Đã dừng giữa chừng. / Interrupted.', 130);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
  return counts.failed > 0 ? 1 : 0;
});

/** Everything vitest.config.ts names, its results added to the counts. A run that tried nothing has failed. */
async function suite(settings, directory) {
  const report = join(directory, 'report.json');
  const code = await vitest(
    ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    settings,
  );
  const before = counts.failed;
  if (existsSync(report)) {
    const read = JSON.parse(readFileSync(report, 'utf8'));
    counts.passed += read.numPassedTests;
    counts.failed += read.numFailedTests + read.testResults.filter(brokenFile).length;
    counts.skipped += read.numPendingTests + read.numTodoTests;
    if (read.numTotalTests === 0 && counts.failed === before) counts.failed += 1;
  }
  // a fault outside any test (an unhandled rejection, a setup that failed) fails the run as well
  if (code !== 0 && counts.failed === before) counts.failed += 1;
}

/** A test file that could not even be loaded. */
function brokenFile({ status, assertionResults }) {
  return status === 'failed' && assertionResults.every((result) => result.status !== 'failed');
}

function vitest(args, settings) {
  // the settings of an installation on this machine must not reach the tests
  const { DATABASE_URL, DATA_DIR, PORT, HOST, BASE_URL, NHIPCAU_SAMPLE, SECRET_KEY, ...environment } =
    process.env;
  return new Promise((done) => {
    const child = spawn(findNode24(), [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
      cwd: root,
      env: { ...environment, ...settings },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const end = async () => {
      child.kill('SIGTERM');
      await delay(20_000, undefined, { ref: false });
      child.kill('SIGKILL');
    };
    interruption.signal.addEventListener('abort', end, { once: true });
    child.once('exit', (code) => {
      interruption.signal.removeEventListener('abort', end);
      done(code ?? 1);
    });
  });
}

/** Ends what still works below the directory (a killed run leaves servers behind), then removes it. */
async function sweep(directory) {
  const owns = (link) => link === directory || link.startsWith(`${directory}/`);
  const linkOf = (path) => {
    try {
      return readlinkSync(path);
    } catch {
      return '';
    }
  };
  if (process.platform === 'linux') {
    for (const name of readdirSync('/proc')) {
      if (/^\d+$/.test(name) && (owns(linkOf(`/proc/${name}/cwd`)) || owns(linkOf(`/proc/${name}/exe`)))) {
        try {
          process.kill(Number(name), 'SIGKILL');
        } catch {
          // ended by itself meanwhile
        }
      }
    }
  }
  await delay(100);
  // small disks that an interrupted test left mounted
  if (existsSync('/proc/mounts')) {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    for (const path of mounts.filter(owns)) spawnSync('umount', ['--lazy', path], { stdio: 'ignore' });
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
}
