import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  link,
  lstat,
  mkdir,
  realpath,
  rename,
  rm,
  rmdir,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { canWork, chooseAccount, runAs, type ServerAccount } from './account.ts';
import { EmbeddedRefusal, notWritable } from './refusal.ts';

/** Where one embedded database lives and who runs it. */
export interface Place {
  readonly dataDir: string;
  /** The cluster, its password, the socket's directory, a copy of the programs where one is needed. */
  readonly home: string;
  readonly cluster: string;
  readonly log: string;
  readonly account: ServerAccount;
  /** Set where an earlier run left a cluster that must be moved into `home` before use. */
  readonly moveFrom: string | null;
  /** Prefix of the lock names: the home itself, however it is called (symbolic links, bind mounts). */
  readonly lock: string;
}

/** Databases whose DATA_DIR the server's account cannot reach; `nhipcau` under it is readable by everybody. */
const systemDirectory = '/var/lib/nhipcau';

/**
 * Decides where the cluster of a DATA_DIR lives: DATA_DIR/postgres, or, where the server's account cannot reach it
 * (root with DATA_DIR under a private home), a directory of its own under `away`, recorded in
 * DATA_DIR/postgres.location so that every later run finds it. Two runs deciding at once agree.
 */
export async function findPlace(dataDir: string, away = systemDirectory): Promise<Place> {
  await makeDataDirectory(dataDir);
  const real = await realpath(dataDir);
  const record = join(real, 'postgres.location');
  const near = join(real, 'postgres');
  const recorded = existsSync(record) ? readFileSync(record, 'utf8').trim() : null;
  if (recorded !== null && !existsSync(recorded)) throw locationLost(record, recorded);

  const owner = ownerOf(join(recorded ?? near, 'cluster')) ?? ownerOf(join(near, 'cluster'));
  const account = chooseAccount(owner);
  if (recorded === null) await makeHome(near);
  refuseForeign(recorded ?? near, account);
  const home = recorded ?? (await reachable({ real, record, near, account, away }));
  const { dev, ino } = statSync(home);
  return {
    dataDir: real,
    home,
    cluster: join(home, 'cluster'),
    log: join(real, 'postgres.log'),
    account,
    moveFrom: home !== near && existsSync(join(near, 'cluster')) ? near : null,
    lock: `nhipcau/${dev}-${ino}`,
  };
}

/** Brings a cluster that became unreachable in DATA_DIR to its new home. Only under the gate, nothing running. */
export async function bringCluster(place: Place): Promise<void> {
  if (place.moveFrom === null || existsSync(place.cluster)) return;
  // the cluster comes last: it marks the move as done
  for (const name of ['password', 'cluster']) {
    const from = join(place.moveFrom, name);
    if (!existsSync(from)) continue;
    const to = join(place.home, name);
    try {
      await rename(from, to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      const half = join(place.home, `moving-${name}`);
      await rm(half, { recursive: true, force: true });
      await cp(from, half, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
      await runAs({ uid: null, gid: null }, '/bin/sync', []);
      await rename(half, to);
      await rm(from, { recursive: true });
    }
  }
}

/**
 * A directory for the server's socket whose full path fits the 107 bytes of a Unix socket address. Not one whose
 * name has signs that PostgreSQL's list syntax would split.
 */
export async function socketDirectory(place: Place): Promise<string> {
  const tag = createHash('sha256').update(place.lock).digest('hex').slice(0, 12);
  const near = join(place.home, 'run');
  const candidates = [
    ...(fits(near) ? [near] : []),
    ...(process.getuid?.() === 0 ? [`/run/nhipcau-${tag}`] : []),
    `/tmp/nhipcau-${tag}`,
    `/tmp/nhipcau-${tag}-${randomBytes(4).toString('hex')}`,
  ];
  for (const candidate of candidates) if (await owned(candidate, place.account, place.home)) return candidate;
  throw notWritable('/tmp');
}

/** Leaves no empty directories in /run and /tmp. */
export async function removeSocketDirectory(place: Place, directory: string): Promise<void> {
  if (!directory.startsWith(place.home)) await rmdir(directory).catch(() => undefined);
}

function fits(directory: string): boolean {
  return /^[A-Za-z0-9/._-]+$/.test(directory) && Buffer.byteLength(`${directory}/.s.PGSQL.5432`) <= 107;
}

/**
 * Makes the directory the account's alone; false where somebody else's stands in its place or it cannot be made.
 *
 * @param home where nobody else makes directories: one of an earlier account is taken over
 */
async function owned(directory: string, account: ServerAccount, home: string): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
    await giveTop(account, directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT') return false;
    if (code !== 'EEXIST') throw error;
  }
  try {
    if (dirname(directory) === home) await giveTop(account, directory);
    const found = await lstat(directory);
    const wanted = account.uid ?? process.getuid?.();
    if (!found.isDirectory() || found.uid !== wanted) return false;
    if ((found.mode & 0o077) !== 0) await chmod(directory, 0o700);
  } catch (error) {
    // another start has just decided for a place elsewhere and taken the home here away
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  return canWork(account, directory);
}

/**
 * Run by root, a home stays root's and is only passed through by the server's account: what root writes in it
 * (password, programs) cannot be turned elsewhere by a link planted there.
 */
async function makeHome(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

/** Directories made here by root are left enterable (not listable): PostgreSQL's account has to pass through. */
async function makeDataDirectory(dataDir: string): Promise<void> {
  const root = process.getuid?.() === 0;
  // enterable from its first moment: another start looking in between would take its database elsewhere
  const first = mkdirSync(dataDir, { recursive: true, mode: root ? 0o711 : 0o700 });
  if (first === undefined || !root) return;
  // a narrower umask has taken some of it away
  for (let made = dataDir; made.length >= first.length; made = dirname(made)) await chmod(made, 0o711);
}

interface Undecided {
  readonly real: string;
  readonly record: string;
  readonly near: string;
  readonly account: ServerAccount;
  readonly away: string;
}

async function reachable(from: Undecided): Promise<string> {
  const run = join(from.near, 'run');
  if (await owned(run, from.account, from.near)) return from.near;
  // another start may be in the middle of making these very directories; moving away is for good
  await delay(300);
  if (existsSync(from.record)) return readFileSync(from.record, 'utf8').trim();
  if (await owned(run, from.account, from.near)) return from.near;
  if (from.account.uid === null) throw notWritable(from.near);
  return moveAway(from);
}

async function moveAway(from: Undecided): Promise<string> {
  const { real, record, near, account, away } = from;
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 16);
  mkdirSync(away, { recursive: true, mode: 0o755 });
  // A name never used before: were DATA_DIR deleted to begin anew, the old database must not come back unasked.
  const home = join(away, `${hash}-${randomBytes(3).toString('hex')}`);
  await makeHome(home);
  if (!(await owned(join(home, 'run'), account, home))) {
    await rm(home, { recursive: true });
    throw unreachable(real, away);
  }
  // link() fails where a record exists: of two runs deciding at once, the second takes the first one's place
  const draft = `${record}.${process.pid}`;
  await writeFile(draft, `${home}\n`, { flush: true });
  try {
    await link(draft, record);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await rm(home, { recursive: true });
  } finally {
    await unlink(draft);
  }
  // nothing but its empty run/; another run deciding at the same time may be making or removing it
  if (!existsSync(join(near, 'cluster')))
    await rm(near, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return readFileSync(record, 'utf8').trim();
}

async function giveTop(account: ServerAccount, directory: string): Promise<void> {
  if (account.uid === null || account.gid === null) return;
  await chown(directory, account.uid, account.gid);
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // hidden from this account: the directory above tells whose it is
    if (code === 'ENOENT' || code === 'EACCES') return null;
    throw error;
  }
}

function refuseForeign(home: string, account: ServerAccount): void {
  const owner = ownerOf(home);
  if (account.uid !== null || owner === process.getuid?.()) return;
  throw new EmbeddedRefusal('foreign-data', {
    vi: `Cơ sở dữ liệu ở ${home} thuộc về tài khoản khác (uid ${owner}). Hãy chạy chương trình bằng đúng tài khoản đã tạo ra nó (hoặc root), hoặc đặt DATA_DIR sang thư mục khác.`,
    en: `The database in ${home} belongs to another account (uid ${owner}). Run the program as the account that made it (or root), or set DATA_DIR to another directory.`,
  });
}

function locationLost(record: string, recorded: string): EmbeddedRefusal {
  return new EmbeddedRefusal('data-missing', {
    vi: `Theo ${record}, cơ sở dữ liệu nằm ở ${recorded} nhưng không thấy thư mục ấy. Hãy đưa thư mục trở lại (gắn lại ổ đĩa, phục hồi bản sao); chỉ xóa tệp ${record} nếu muốn bắt đầu với dữ liệu trống.`,
    en: `According to ${record} the database is in ${recorded}, which does not exist. Bring that directory back (mount the disk, restore the backup); delete ${record} only to begin with an empty database.`,
  });
}

function unreachable(dataDir: string, away: string): EmbeddedRefusal {
  return new EmbeddedRefusal('data-not-writable', {
    vi: `Tài khoản chạy PostgreSQL không vào được ${dataDir} lẫn ${away}. Hãy đặt DATA_DIR ở nơi mọi tài khoản đi qua được, ví dụ /srv/nhipcau.`,
    en: `PostgreSQL's account can enter neither ${dataDir} nor ${away}. Set DATA_DIR to a place every account can pass through, such as /srv/nhipcau.`,
  });
}
