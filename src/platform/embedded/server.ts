import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageDirectory, prepareBinaries } from './binaries.ts';
import { type Claim, claimWithin, countClaims, holderOf, tryClaim } from './claims.ts';
import { ensureCluster, readPassword } from './cluster.ts';
import { type EmbeddedConnection, prepareDatabase } from './connection.ts';
import { bringCluster, findPlace, type Place, removeSocketDirectory, socketDirectory } from './place.ts';
import {
  findRunning,
  isAlive,
  type Postmaster,
  processesIn,
  readPostmasterFile,
  rotateLog,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts';
import { alreadySupervised, busy, explained } from './refusal.ts';

/** The product's logger, as far as it is needed here. */
export interface EmbeddedLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  /** Where a database goes whose dataDir PostgreSQL's account cannot reach; /var/lib/nhipcau unless told. */
  readonly away?: string;
  /** The npm package with the programs; the installed one unless told. */
  readonly programs?: string;
}

/** The server ended without being told to. */
export interface EmbeddedExit {
  readonly pid: number;
  /** Milliseconds until it is started again; null where nobody here does so (the command line). */
  readonly restartIn: number | null;
}

export interface EmbeddedServer {
  readonly connection: EmbeddedConnection;
  /** True where a running server was found and joined, not started. */
  readonly adopted: boolean;
  /** "18.4" */
  readonly version: string;
  /** Leaves the server; the last one to leave ends it. Close the connections first: they would be cut. */
  stop(): Promise<void>;
  /** Tells of each unexpected end; returns how to stop being told. */
  onExit(listener: (exit: EmbeddedExit) => void): () => void;
}

type Role = 'supervisor' | 'user';

interface Running {
  readonly postmaster: Postmaster;
  readonly connection: EmbeddedConnection;
  readonly version: string;
  readonly adopted: boolean;
}

/** Starting after a crash replays the log, and stopping may take most of a minute: others wait longer than that. */
const gatePatience = 180_000;
const watchEvery = 250;
const longestBackOff = 30_000;

/**
 * Serves the data directory: one supervisor at a time, which starts the server (or adopts one left running by a
 * killed process) and starts it again should it die.
 *
 * Throws EmbeddedRefusal, `already-supervised` for the second one.
 */
export function superviseEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return openServer('supervisor', options);
}

/**
 * Joins the running server without being its supervisor, or starts one. Whoever of all supervisors and joiners
 * leaves last ends the server, so a supervisor may start or stop meanwhile.
 *
 * Throws EmbeddedRefusal.
 */
export function joinEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return openServer('user', options);
}

async function openServer(role: Role, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const claims: Claim[] = [];
  try {
    const place = await findPlace(options.dataDir, options.away);
    if (role === 'supervisor') {
      const name = `${place.lock}/supervisor`;
      // one that is just stopping is given the time to finish
      const claim = await claimWithin(name, 2000);
      if (!claim) throw alreadySupervised(place.dataDir, await holderOf(name));
      claims.push(claim);
    }
    const running = await gated(place, async () => {
      const user = await tryClaim(`${place.lock}/user/${process.pid}-${randomBytes(4).toString('hex')}`);
      if (user) claims.push(user);
      return ensureRunning(place, options);
    });
    return attend(role, place, running, claims, options);
  } catch (error) {
    await releaseAll(claims);
    throw explained(error, options.dataDir);
  }
}

/** Runs alone among all processes of this database: only here is the server looked for, made, started or ended. */
async function gated<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
  const name = `${place.lock}/gate`;
  const gate = await claimWithin(name, gatePatience);
  if (!gate) throw busy(place.dataDir, await holderOf(name));
  try {
    return await work();
  } finally {
    await gate.release();
  }
}

async function ensureRunning(place: Place, { log, programs }: EmbeddedOptions): Promise<Running> {
  await endBeforeMoving(place);
  await bringCluster(place);
  const found = existsSync(place.cluster) ? await findRunning(place, () => readPassword(place)) : null;
  if (found) {
    log.info({ pid: found.pid }, 'embedded PostgreSQL: joined the running server');
    const prepared = await prepareDatabase({ ...found, password: readPassword(place) });
    return { postmaster: found, adopted: true, ...prepared };
  }
  const binaries = await prepareBinaries(programs ?? packageDirectory(), place.home, place.account);
  const password = await ensureCluster(place, binaries);
  const postmaster = await startPostmaster(place, binaries, await socketDirectory(place), password);
  try {
    const prepared = await prepareDatabase({ ...postmaster, password });
    log.info({ pid: postmaster.pid, version: prepared.version }, 'embedded PostgreSQL: started');
    return { postmaster, adopted: false, ...prepared };
  } catch (error) {
    await stopPostmaster(place, postmaster.pid);
    throw error;
  }
}

async function endBeforeMoving(place: Place): Promise<void> {
  if (place.moveFrom === null) return;
  const old = { ...place, cluster: join(place.moveFrom, 'cluster') };
  const pid = readPostmasterFile(old.cluster)?.pid;
  if (pid !== undefined && processesIn(old.cluster).includes(pid)) await stopPostmaster(old, pid);
}

function attend(
  role: Role,
  place: Place,
  first: Running,
  claims: readonly Claim[],
  options: EmbeddedOptions,
): EmbeddedServer {
  const { log } = options;
  const listeners = new Set<(exit: EmbeddedExit) => void>();
  const leaving = new AbortController();
  const socketFile = join(first.connection.host, `.s.PGSQL.${first.connection.port}`);
  const watching = watch();
  let left: Promise<void> | undefined;

  async function watch(): Promise<void> {
    let pid = first.postmaster.pid;
    let failures = 0;
    for (let ticks = 1; await pause(watchEvery); ticks++) {
      if (role === 'supervisor' && ticks % 240 === 0) rotateLog(place.log);
      if (isAlive(pid)) {
        if (ticks % 240 === 0) failures = 0;
        if (role === 'supervisor' && ticks % 8 === 0 && !existsSync(socketFile)) await endUnreachable(pid);
        continue;
      }
      const restartIn = role === 'supervisor' ? Math.min(200 * 2 ** failures, longestBackOff) : null;
      log.error({ pid, restartIn }, 'embedded PostgreSQL ended unexpectedly');
      for (const listener of listeners) listener({ pid, restartIn });
      if (restartIn === null) return;
      const restarted = await restart(restartIn);
      failures += 1;
      pid = restarted ?? pid;
    }
  }

  /** Sweepers of temporary directories remove old sockets: such a server lives on and nobody can reach it. */
  async function endUnreachable(pid: number): Promise<void> {
    log.error({ pid, socketFile }, 'embedded PostgreSQL: its socket was removed, so it is started anew');
    await gated(place, () => stopPostmaster(place, pid));
  }

  async function restart(wait: number): Promise<number | null> {
    if (!(await pause(wait))) return null;
    try {
      return (await gated(place, () => ensureRunning(place, options))).postmaster.pid;
    } catch (error) {
      log.error({ err: explained(error, place.dataDir) }, 'embedded PostgreSQL could not be started again');
      return null;
    }
  }

  /** False once this one is leaving. */
  async function pause(milliseconds: number): Promise<boolean> {
    await delay(milliseconds, undefined, { signal: leaving.signal, ref: false }).catch(() => undefined);
    return !leaving.signal.aborted;
  }

  async function leave(): Promise<void> {
    leaving.abort();
    await watching;
    try {
      await gated(place, async () => {
        await releaseAll(claims);
        const others = countClaims(`${place.lock}/user/`);
        if (others > 0) {
          log.info({ others }, 'embedded PostgreSQL: left running for others');
          return;
        }
        const pid = readPostmasterFile(place.cluster)?.pid;
        if (pid !== undefined && processesIn(place.cluster).includes(pid)) await stopPostmaster(place, pid);
        await removeSocketDirectory(place, first.connection.host);
        log.info({}, 'embedded PostgreSQL: stopped');
      });
    } finally {
      await releaseAll(claims);
    }
  }

  return {
    connection: first.connection,
    adopted: first.adopted,
    version: first.version,
    stop() {
      left ??= leave();
      return left;
    },
    onExit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function releaseAll(claims: readonly Claim[]): Promise<void> {
  await Promise.all(claims.map((claim) => claim.release()));
}
