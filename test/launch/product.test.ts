import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/platform/project-root.ts';
import { processesUnder, until } from './stage.ts';

let directory: string;
let settings: NodeJS.ProcessEnv;
let address: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'nc-product-'));
  chmodSync(directory, 0o711);
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  settings = {
    DATA_DIR: join(directory, 'data'),
    PORT: String(port),
    NHIPCAU_SAMPLE: 'none',
    LOG_LEVEL: 'warn',
    LANG: 'vi_VN.UTF-8',
    LC_ALL: '',
    DATABASE_URL: '',
    // vitest's own, which mean nothing here
    BASE_URL: '',
    NODE_ENV: '',
  };
});
afterAll(() => {
  for (const pid of processesUnder(directory)) process.kill(pid, 'SIGKILL');
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const found = server.address();
      server.close(() => resolve(typeof found === 'object' && found ? found.port : 0));
    });
  });
}

/** Runs a script in a process group of its own. */
function run(script: string, ...args: string[]) {
  const child = spawn('node', [join(projectRoot, 'scripts', script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: directory,
    detached: true,
    env: { ...process.env, ...settings },
  });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const ended = new Promise<{ code: number | null; output: string; complaint: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output, complaint }));
  });
  return {
    child,
    ended,
    pid: child.pid ?? 0,
    /** Waits until the product answers; one that ended instead says why. */
    async up() {
      await until('the product answers', async () => {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${complaint}`);
        return isUp();
      });
    },
  };
}

async function isUp(): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}

test('one start serves the data; a second is refused, the command line joins, and a signal ends all in order', async () => {
  const first = run('start.mjs');
  await first.up();
  const second = await run('start.mjs').ended;
  expect(second.code).toBe(3);
  expect(second.complaint).toContain(settings.DATA_DIR);
  expect(second.complaint).toMatch(/tiến trình \d+/);
  const verified = await run('cli.mjs', 'audit', 'verify', '--json').ended;
  expect(verified).toMatchObject({ code: 0, complaint: '' });
  expect(() => JSON.parse(verified.output)).not.toThrow();
  expect(await isUp()).toBe(true);
  first.child.kill('SIGTERM');
  expect((await first.ended).code).toBe(0);
  expect(processesUnder(directory)).toEqual([]);
});

test('the command line works alone on the data at rest and leaves nothing running', async () => {
  const verified = await run('cli.mjs', 'audit', 'verify', '--json').ended;
  expect(verified.code).toBe(0);
  expect(processesUnder(directory)).toEqual([]);
});

test('killed outright, the product starts again without help', async () => {
  for (let round = 0; round < 3; round++) {
    const running = run('start.mjs');
    await running.up();
    process.kill(-running.pid, 'SIGKILL');
    await running.ended;
    await until('its port is free', async () => !(await isUp()));
  }
  const last = run('start.mjs');
  await last.up();
  last.child.kill('SIGTERM');
  expect((await last.ended).code).toBe(0);
});
