// What the whole suite needs of the machine: a Chromium and a PostgreSQL server of its own. Both are installed where
// that can be done (Debian, root), else it is said plainly what to install.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { chown } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Stop, say } from './prepare.mjs';

const isRoot = process.getuid?.() === 0;
const mayInstall = isRoot && existsSync('/etc/debian_version') && inPath('apt-get') !== null;

function inPath(name) {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not here
    }
  }
  return null;
}

/** What the whole suite holds at once is some 2 GiB; beside it the machine still has to work. */
const roomy = { files: 6 * 2 ** 30, memory: 10 * 2 ** 30 };

/**
 * Directory below which the run keeps all it makes. Nothing of it outlives the run: where memory has room it stays
 * there, since a disk makes and forgets the hundred thousand files of some two hundred databases much more slowly.
 */
export function placeForFiles() {
  const inMemory = '/dev/shm';
  const mount = existsSync('/proc/mounts')
    ? readFileSync('/proc/mounts', 'utf8')
        .split('\n')
        .map((line) => line.split(' '))
        .findLast(([, path]) => path === inMemory)
    : undefined;
  if (mount?.[2] !== 'tmpfs' || /\b(noexec|ro)\b/.test(mount[3])) return tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  const fits = bavail * bsize >= roomy.files && process.availableMemory() >= roomy.memory;
  return fits ? inMemory : tmpdir();
}

/** Made to run without a screen, it costs a quarter less than the whole browser, which starts a screen's parts too. */
const shell = 'chromium-headless-shell';

/** Path of a Chromium or Chrome. */
export async function findChromium() {
  const find = () =>
    process.env.CHROMIUM_PATH ||
    [shell, 'chromium', 'chromium-browser', 'google-chrome'].map(inPath).find((path) => path !== null);
  if (!process.env.CHROMIUM_PATH && mayInstall && inPath(shell) === null) {
    // another is as good, and where no package can be had that should soon be known
    await install(shell, find() ? ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=15'] : []);
  }
  if (!find() && mayInstall) await install('chromium');
  const path = find();
  if (path && existsSync(path)) return path;
  throw new Stop(
    'Thiếu trình duyệt để chạy các hành trình kiểm thử. Hãy cài gói “chromium” (Debian: apt-get install chromium) hoặc Google Chrome, hoặc đặt CHROMIUM_PATH.\nThe browser journeys need a browser. Install the package “chromium” (Debian: apt-get install chromium) or Google Chrome, or set CHROMIUM_PATH.',
  );
}

/** Directory of a PostgreSQL server's programs, version 15 or later, newest first. */
export async function findPostgres() {
  const find = () => {
    const parent = '/usr/lib/postgresql';
    const versions = existsSync(parent)
      ? readdirSync(parent)
          .map(Number)
          .filter((major) => major >= 15)
      : [];
    return versions
      .sort((one, other) => other - one)
      .map((major) => join(parent, String(major), 'bin'))
      .find((directory) => existsSync(join(directory, 'pg_ctl')));
  };
  if (!find() && mayInstall) await installPostgres();
  const directory = find();
  if (directory) return directory;
  throw new Stop(
    'Thiếu máy chủ PostgreSQL để kiểm thử với cơ sở dữ liệu bên ngoài. Hãy cài PostgreSQL 15 trở lên (Debian: apt-get install postgresql).\nThe tests against an outside database need a PostgreSQL server. Install PostgreSQL 15 or later (Debian: apt-get install postgresql).',
  );
}

/** Debian makes and starts a server on installation; nobody asked for that one. */
async function installPostgres() {
  const directory = '/etc/postgresql-common/createcluster.d';
  const setting = join(directory, 'nhipcau-tests.conf');
  mkdirSync(directory, { recursive: true });
  writeFileSync(setting, 'create_main_cluster = false\n');
  try {
    await install('postgresql');
  } finally {
    rmSync(setting);
  }
}

async function install(name, more = []) {
  say(`→ Cài gói ${name} (apt-get)…`);
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...more];
  const updated = await quietly('apt-get', [...options, 'update']);
  const outcome = await quietly('apt-get', [...options, 'install', '-y', '--no-install-recommends', name]);
  if (outcome.code !== 0) say(`${updated.output}\n${outcome.output}`.trim());
}

function quietly(file, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...options.env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-4000);
      });
    }
    child.once('error', (error) => done({ code: 127, output: error.message }));
    child.once('close', (code) => done({ code, output: output.trim() }));
  });
}

/**
 * Starts a server of the test run's own in `directory`, on a free port of the loopback address. It keeps nothing, so
 * it need not flush to disk. Returns the address for TEST_DATABASE_URL and how to end it.
 */
export async function startPostgres(programs, directory) {
  const account = isRoot ? accountOf('postgres') : {};
  const cluster = join(directory, 'postgres-server');
  mkdirSync(cluster);
  if (isRoot) await chown(cluster, account.uid, account.gid);
  chmodSync(cluster, 0o700);
  const environment = { cwd: '/', env: { LC_ALL: 'C', PGDATA: cluster }, ...account };
  const made = await quietly(
    join(programs, 'initdb'),
    ['-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-sync'],
    environment,
  );
  if (made.code !== 0) throw new Stop(`initdb: ${made.output}`);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    jit: 'off',
    max_connections: 80,
  };
  // a group of its own: Ctrl-C in the terminal must reach the tests first and the server last
  const child = spawn(
    join(programs, 'postgres'),
    Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    {
      ...environment,
      detached: true,
      stdio: 'ignore',
    },
  );
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGQUIT');
    await ended;
  };
  try {
    await prepareRole(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `postgresql://nhipcau:${rolePassword}@127.0.0.1:${port}/nhipcau`,
    version: programs.split('/').at(-2),
    stop,
  };
}

const rolePassword = randomBytes(12).toString('hex');

/** A role as an installation's own would be: owner of its database, no superuser. */
async function prepareRole(port) {
  const { default: pg } = await import('pg');
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`create role nhipcau login createdb password '${rolePassword}'`);
      await client.query('create database nhipcau owner nhipcau');
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await delay(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function accountOf(name) {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([account]) => account === name);
  if (!entry) throw new Stop(`Thiếu tài khoản “${name}”. / The account “${name}” is missing.`);
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function freePort() {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
