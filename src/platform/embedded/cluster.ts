import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { give, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { diskFull, EmbeddedRefusal } from './refusal.ts';

/** PostgreSQL's superuser: makes the product's role and database, nothing else. */
export const superuser = 'postgres';

/**
 * Leaves a complete cluster of the right version at its place and returns its password. Only under the gate.
 *
 * initdb works in a directory of its own that is renamed when complete: whatever is called `cluster` is whole, and
 * what a killed initdb left behind is thrown away by the next run.
 */
export async function ensureCluster(place: Place, binaries: Binaries): Promise<string> {
  await removeLeftovers(place);
  if (existsSync(place.cluster)) {
    refuseOtherVersion(place, binaries);
    await give(place.account, place.cluster);
    await chmod(place.cluster, 0o700);
    return readPassword(place);
  }
  const password = existsSync(passwordPath(place)) ? readPassword(place) : await makePassword(place);
  await initialise(place, binaries, password);
  return password;
}

/** The password of the running cluster. Throws EmbeddedRefusal `password-missing`. */
export function readPassword(place: Place): string {
  const path = passwordPath(place);
  const password = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (password !== '') return password;
  throw new EmbeddedRefusal('password-missing', {
    vi: `Thiếu tệp mật khẩu ${path} của cơ sở dữ liệu; dữ liệu vẫn còn. Hãy phục hồi tệp này từ bản sao lưu của thư mục dữ liệu.`,
    en: `The database's password file ${path} is missing; the data are still there. Restore that file from the backup of the data directory.`,
  });
}

function passwordPath(place: Place): string {
  return join(place.home, 'password');
}

async function makePassword(place: Place): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const draft = `${passwordPath(place)}.new`;
  await writeFile(draft, `${password}\n`, { mode: 0o600, flush: true });
  await rename(draft, passwordPath(place));
  return password;
}

async function initialise(place: Place, binaries: Binaries, password: string): Promise<void> {
  const draft = await mkdtemp(join(place.home, 'init-'));
  const directory = join(draft, 'cluster');
  const passwordFile = join(draft, 'password');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    await give(place.account, draft);
    const { code, output } = await runAs(place.account, binaries.initdb, [
      `--pgdata=${directory}`,
      `--username=${superuser}`,
      '--locale=C.UTF-8',
      '--encoding=UTF8',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
    ]);
    if (code !== 0) throw initFailed(place, output);
    await rename(directory, place.cluster);
    await flushDirectory(place.home);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

function initFailed(place: Place, output: string): EmbeddedRefusal {
  if (/No space left on device|Disk quota exceeded|could not (write|extend)/.test(output)) {
    return diskFull(place.home, output);
  }
  if (/could not look up effective user ID/.test(output)) {
    return new EmbeddedRefusal('no-account', {
      vi: `Tài khoản đang chạy (uid ${process.getuid?.()}) không có tên trong /etc/passwd nên PostgreSQL từ chối chạy. Hãy chạy bằng một tài khoản có tên, hoặc đặt DATABASE_URL.`,
      en: `The running account (uid ${process.getuid?.()}) has no entry in /etc/passwd, so PostgreSQL refuses to run. Run as a named account, or set DATABASE_URL.`,
    });
  }
  const last = output.split('\n').slice(-5).join(' | ');
  return new EmbeddedRefusal('init-failed', {
    vi: `Không tạo được cơ sở dữ liệu ở ${place.home}: ${last}`,
    en: `The database in ${place.home} could not be created: ${last}`,
  });
}

async function removeLeftovers(place: Place): Promise<void> {
  for (const name of await readdir(place.home)) {
    if (!/^(init-|binaries-half-|moving-)/.test(name)) continue;
    // an initdb orphaned by kill -9 may still be writing: it fails on the missing directory, and rm tries again
    await rm(join(place.home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function refuseOtherVersion(place: Place, binaries: Binaries): void {
  const path = join(place.cluster, 'PG_VERSION');
  const found = existsSync(path) ? readFileSync(path, 'utf8').trim() : '?';
  if (found === String(binaries.major)) return;
  throw new EmbeddedRefusal('other-version', {
    vi: `Dữ liệu ở ${place.cluster} thuộc PostgreSQL ${found}, còn chương trình này kèm PostgreSQL ${binaries.major}; dữ liệu chưa bị thay đổi. Hãy dùng bản chương trình cũ để “nhipcau export”, rồi “nhipcau restore” vào một DATA_DIR mới bằng bản này.`,
    en: `The data in ${place.cluster} are of PostgreSQL ${found}, while this program brings PostgreSQL ${binaries.major}; nothing was changed. Use the earlier program for “nhipcau export”, then “nhipcau restore” into a new DATA_DIR with this one.`,
  });
}

async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
