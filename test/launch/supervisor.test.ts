import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ask,
  directoryFor,
  isRoot,
  nobody,
  openStage,
  postmasterOf,
  processesUnder,
  rights,
  type Stage,
  served,
  start,
  until,
} from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const accounts = isRoot
  ? [
      { who: 'root', account: undefined },
      { who: 'an ordinary account', account: nobody },
    ]
  : [{ who: 'the present account', account: undefined }];

describe.each(accounts)('run by $who', ({ who, account }) => {
  /** Tests that do not need fresh data share the directory `life`. */
  const place = (name: string) => ({
    checkout: stage.checkout,
    dataDir: join(directoryFor(stage, `${who.split(' ').at(-1)}-${name}`, account), 'data'),
    ...(account ? { account } : {}),
  });

  test('a first start makes a database that keeps what it acknowledges, reached by its socket alone', async () => {
    const at = place('first');
    const program = start(at);
    const { connection, adopted, version } = await served(program);
    expect(adopted).toBe(false);
    expect(version).toMatch(/^18\./);
    const settings = await ask(
      connection,
      `select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'jit', 'max_connections', 'TimeZone', 'server_encoding')`,
    );
    expect(Object.fromEntries((settings ?? []).map((row) => [row.name, row.setting]))).toEqual({
      listen_addresses: '',
      fsync: 'on',
      jit: 'off',
      max_connections: '50',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
    });
    const role = await ask(connection, 'select rolsuper, rolname from pg_roles where rolname = current_user');
    expect(role).toEqual([{ rolsuper: false, rolname: 'nhipcau' }]);
    expect(await ask({ ...connection, password: 'sai' }, 'select 1')).toBeNull();
    expect(rights(join(at.dataDir, 'postgres/password'))).toBe(`${account?.uid ?? process.getuid?.()} 600`);
    await program.leave();
    expect(await ask(connection, 'select 1')).toBeNull();
    expect(existsSync(join(at.dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);
  });

  test('a second supervisor of the same data is refused, naming the first and what to do', async () => {
    const at = place('life');
    const first = start(at);
    const { connection } = await served(first);
    const second = start(at);
    const told = await second.next();
    expect(told.refused).toBe('already-supervised');
    expect(told.vi).toContain(`tiến trình ${first.pid}`);
    expect(told.vi).toContain('DATA_DIR');
    expect(told.en).toContain(`process ${first.pid}`);
    expect(await second.ended()).toBe(3);
    expect(await ask(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.leave();
  });

  test('a server left running by a killed supervisor is adopted with its data', async () => {
    const at = place('life');
    const first = start(at);
    const { connection } = await served(first);
    await ask(connection, 'create table kept_orphan as select 7 as seven');
    const postmaster = postmasterOf(at.dataDir);
    await first.kill();
    const second = start(at);
    const told = await served(second);
    expect(told.adopted).toBe(true);
    expect(postmasterOf(at.dataDir)).toBe(postmaster);
    expect(await ask(told.connection, 'select seven from kept_orphan')).toEqual([{ seven: 7 }]);
    await second.leave();
    expect(await ask(connection, 'select 1')).toBeNull();
  });

  test('supervisor and server killed together start again with all that was acknowledged', async () => {
    const at = place('life');
    const first = start(at);
    const { connection } = await served(first);
    await ask(connection, 'create table kept_killed as select 7 as seven');
    const postmaster = postmasterOf(at.dataDir);
    await first.kill();
    process.kill(postmaster, 'SIGKILL');
    const second = start(at);
    const told = await served(second);
    expect(told.adopted).toBe(false);
    expect(await ask(told.connection, 'select seven from kept_killed')).toEqual([{ seven: 7 }]);
    await second.leave();
  });

  test('a first start killed in the middle is made good by the next', async () => {
    const at = place('half');
    const first = start(at);
    const home = join(at.dataDir, 'postgres');
    const half = () => (existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('init-')) : []);
    await until('initdb under way', () =>
      half().some((name) => existsSync(join(home, name, 'cluster/PG_VERSION'))),
    );
    process.kill(-first.pid, 'SIGKILL');
    await first.ended();
    expect(half()).toHaveLength(1);
    expect(existsSync(join(home, 'cluster'))).toBe(false);
    const second = start(at);
    const { connection } = await served(second);
    expect(await ask(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(half()).toEqual([]);
    await second.leave();
  });

  test('the command line starts a server for its own duration, and joins one that runs', async () => {
    const at = place('life');
    const alone = start({ ...at, role: 'join' });
    const first = await served(alone);
    expect(first.adopted).toBe(false);
    await ask(first.connection, 'create table kept_alone as select 7 as seven');
    await alone.leave();
    expect(await ask(first.connection, 'select 1')).toBeNull();

    const supervisor = start(at);
    await served(supervisor);
    const joined = start({ ...at, role: 'join' });
    const second = await served(joined);
    expect(second.adopted).toBe(true);
    expect(await ask(second.connection, 'select seven from kept_alone')).toEqual([{ seven: 7 }]);
    await joined.leave();
    expect(await ask(second.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await supervisor.leave();
  });
});

describe('one server, many processes', () => {
  const place = (name: string) => ({
    checkout: stage.checkout,
    dataDir: join(directoryFor(stage, `many-${name}`), 'data'),
  });

  test('a supervisor may come and go while the command line works; the last one out ends the server', async () => {
    const at = place('life');
    const command = start({ ...at, role: 'join' });
    const { connection } = await served(command);
    const supervisor = start(at);
    expect((await served(supervisor)).adopted).toBe(true);
    const later = start({ ...at, role: 'join' });
    await served(later);
    await command.leave();
    expect(await ask(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await supervisor.leave();
    expect(await ask(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await later.leave();
    expect(await ask(connection, 'select 1')).toBeNull();
  });

  test('many that start at once on fresh data agree on one server', async () => {
    const at = place('crowd');
    const crowd = [start(at), ...[1, 2, 3].map(() => start({ ...at, role: 'join' }))];
    const told = await Promise.all(crowd.map(served));
    expect(told.filter(({ adopted }) => !adopted)).toHaveLength(1);
    const starts = new Set<unknown>();
    for (const { connection } of told) {
      const rows = await ask(connection, 'select pg_postmaster_start_time()::text as at');
      starts.add(rows?.[0]?.at);
    }
    expect(starts.size).toBe(1);
    await Promise.all(crowd.map((program) => program.leave()));
    expect(processesUnder(at.dataDir)).toEqual([]);
  });

  test('of two supervisors starting at once exactly one serves', async () => {
    const at = place('race');
    const both = [start(at), start(at)];
    const told = await Promise.all(both.map((program) => program.next()));
    expect(told.map(({ refused }) => refused ?? 'serves').sort()).toEqual(['already-supervised', 'serves']);
    await Promise.all(both.map((program) => program.leave()));
  });

  test('a server that dies is started again with its data, and those who asked are told', async () => {
    const at = place('life');
    const program = start(at);
    const { connection } = await served(program);
    await ask(connection, 'create table kept_dies as select 7 as seven');
    const dead = postmasterOf(at.dataDir);
    process.kill(dead, 'SIGKILL');
    expect((await program.next()).exit).toEqual({ pid: dead, restartIn: 200 });
    await until('the server answers again', async () => (await ask(connection, 'select 1')) !== null);
    expect(postmasterOf(at.dataDir)).not.toBe(dead);
    expect(await ask(connection, 'select seven from kept_dies')).toEqual([{ seven: 7 }]);
    await program.leave();
  });

  test('a server whose socket was swept away is started anew', async () => {
    const at = place('life');
    const program = start(at);
    const { connection } = await served(program);
    const unreachable = postmasterOf(at.dataDir);
    rmSync(join(connection.host, `.s.PGSQL.${connection.port}`));
    await until('the server answers again', async () => (await ask(connection, 'select 1')) !== null);
    expect(postmasterOf(at.dataDir)).not.toBe(unreachable);
    await program.leave();
  });

  test.each([
    ['names a living stranger', () => `${process.pid}\n/nowhere\n1\n5432\n/nowhere\n\n  0 0\nready   \n`],
    ['names a dead process', () => '4194303\n/nowhere\n1\n5432\n/nowhere\n\n  0 0\nready   \n'],
    ['is empty', () => ''],
  ])('a left-over postmaster.pid that %s does not stand in the way', async (_, content) => {
    const at = place('life');
    const first = start(at);
    await served(first);
    await first.leave();
    writeFileSync(join(at.dataDir, 'postgres/cluster/postmaster.pid'), content());
    const second = start(at);
    const told = await served(second);
    expect(told.adopted).toBe(false);
    expect(await ask(told.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.leave();
  });

  test('data of another PostgreSQL version are refused and left alone', async () => {
    const at = place('life');
    const first = start(at);
    await served(first);
    await first.leave();
    const path = join(at.dataDir, 'postgres/cluster/PG_VERSION');
    writeFileSync(path, '17\n');
    const told = await start(at).next();
    expect(told.refused).toBe('other-version');
    expect(told.vi).toContain('PostgreSQL 17');
    expect(told.en).toContain('PostgreSQL 18');
    expect(readFileSync(path, 'utf8')).toBe('17\n');
    writeFileSync(path, '18\n');
  });

  test('a data directory with a long name, spaces and Vietnamese letters works', async () => {
    const at = place(`dữ liệu tỉnh Lạng Sơn, “bản chính” ${'rất dài '.repeat(12)}`);
    const program = start(at);
    const { connection } = await served(program);
    expect(Buffer.byteLength(`${connection.host}/.s.PGSQL.${connection.port}`)).toBeLessThanOrEqual(107);
    expect(statSync(connection.host).mode & 0o777).toBe(0o700);
    expect(await ask(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await program.leave();
    expect(existsSync(connection.host)).toBe(false);
  });
});
