import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/platform/project-root.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'nc-scripts-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10 }));

/** Runs a script of the product with the machine's own Node to its end. */
function run(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const child = spawn('node', [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: projectRoot,
    ...options,
    env: { ...process.env, ...options.env },
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
  return { child, ended, said: () => output };
}

function program(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

test('the Node a machine happens to have can read every script', () => {
  const scripts = readdirSync(join(projectRoot, 'scripts'));
  expect(scripts).toContain('start.mjs');
  for (const name of scripts) execFileSync('node', ['--check', join(projectRoot, 'scripts', name)]);
});

test('a program is run by Node 24 or newer with its arguments, and its exit code is kept', async () => {
  const path = program(
    'tell.mjs',
    'console.log(process.versions.node, ...process.argv.slice(2)); process.exit(42);',
  );
  const { code, output } = await run(['scripts/node24.mjs', path, 'một', '--hai']).ended;
  expect(Number(output.split('.')[0])).toBeGreaterThanOrEqual(24);
  expect(output.trim()).toMatch(/ một --hai$/);
  expect(code).toBe(42);
});

test('a signal reaches the program, which ends in its own time', async () => {
  const path = program(
    'wait.mjs',
    "process.on('SIGTERM', () => setTimeout(() => process.exit(5), 100)); setInterval(() => {}, 1000); console.log('up');",
  );
  const { child, ended, said } = run(['scripts/node24.mjs', path]);
  while (!said().includes('up')) await delay(10);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(5);
});

test('a program ended by a signal is told by the exit code', async () => {
  const path = program('die.mjs', "process.kill(process.pid, 'SIGKILL');");
  expect((await run(['scripts/node24.mjs', path]).ended).code).toBe(128 + 9);
});

test('without a network a fresh clone says that the packages cannot be fetched and what to check', async () => {
  const clone = join(directory, 'clone');
  for (const name of ['scripts', 'package.json', 'package-lock.json', '.npmrc']) {
    cpSync(join(projectRoot, name), join(clone, name), { recursive: true });
  }
  const { code, output, complaint } = await run(['scripts/start.mjs'], {
    cwd: clone,
    env: {
      npm_execpath: '',
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(directory, 'cache'),
      npm_config_fetch_retries: '0',
    },
  }).ended;
  expect(code).toBe(1);
  expect(complaint).toContain('Hãy kiểm tra mạng');
  expect(complaint).toContain('Check the network');
  expect(output).toBe('');
});

test('an unknown benchmark is bad usage, and those there are are listed', async () => {
  const { code, output, complaint } = await run(['scripts/bench.mjs', 'khong-co']).ended;
  expect(code).toBe(2);
  expect(output).toBe('');
  expect(complaint).toContain('khong-co');
});
