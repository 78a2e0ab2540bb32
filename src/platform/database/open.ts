import { createHash } from 'node:crypto';
import { Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { knownSockets } from './sockets.ts';
import type { DB } from './tables.ts';

export type Database = Kysely<DB>;
export type Transaction = KyselyTransaction<DB>;
/** What a read needs: the database or a running transaction. */
export type Querying = Kysely<DB>;

export interface DatabaseConnection {
  readonly db: Database;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly connection: pg.PoolConfig;
  readonly log: Logger;
  /** Connections at most; the default suits 2 cores. */
  readonly max?: number;
  /** Milliseconds one statement may take before it is cancelled; `workPatience` unless told. */
  readonly patience?: number;
  /** Called with the text of each statement; tests count with it. */
  readonly onStatement?: (text: string) => void;
}

// Whole numbers beyond 2^53 do not occur (ids, counts, đồng); a date stays the text it is.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Statements kept prepared on each connection; further ones run unprepared, so that memory stays bounded. */
const preparedLimit = 1_000;
/** A statement is prepared when it comes the third time: what runs once at a start or in a job takes no place. */
const preparedFrom = 3;
/** Texts of which it is counted how often they came. */
const countedLimit = 5_000;

/** The names by which the statements of one pool are prepared; undefined where one is not. */
function namesOfStatements(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const counted = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known) return known;
    if (names.size >= preparedLimit) return undefined;
    const times = (counted.get(text) ?? 0) + 1;
    if (times < preparedFrom) {
      if (counted.size >= countedLimit) counted.clear();
      counted.set(text, times);
      return undefined;
    }
    counted.delete(text);
    const name = createHash('sha256').update(text).digest('hex').slice(0, 24);
    names.set(text, name);
    return name;
  };
}

/** Milliseconds a statement of work that nobody waits for in front of a page may take: jobs, imports, the search index. */
export const workPatience = 600_000;
/** Milliseconds such work, and a command, waits for its connection: a machine may stand still for a while. */
export const workConnecting = 60_000;
/** A server that has not even cancelled a statement this much later answers nothing at all. */
const grace = 1_000;
/** Milliseconds a closing pool waits for the statements still running. */
const closingPatience = 5_000;

/**
 * Limits on connecting and on each statement, for pg; `patience` in milliseconds. Who waits long for a statement waits
 * longer for the connection as well: a tenth of it, from ten seconds to a minute.
 */
export function limitedTo(
  patience: number,
): Pick<pg.PoolConfig, 'connectionTimeoutMillis' | 'statement_timeout' | 'query_timeout'> {
  const connectionTimeoutMillis = Math.min(Math.max(patience / 10, 10_000), workConnecting);
  return { connectionTimeoutMillis, statement_timeout: patience, query_timeout: patience + grace };
}

/** Opens a pool in which every parameterised statement is prepared once for each connection. */
export function openDatabase(options: DatabaseOptions): DatabaseConnection {
  const { log, onStatement } = options;
  const sockets = knownSockets();
  const pool = new pg.Pool({
    max: options.max ?? 10,
    ...limitedTo(options.patience ?? workPatience),
    stream: sockets.make,
    idleTimeoutMillis: 30_000,
    application_name: 'nhipcau',
    ...options.connection,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  // the pool listens to idle connections only; one lost amid a transaction would end the process
  pool.on('connect', (client) => client.on('error', () => undefined));
  const nameOf = namesOfStatements();
  const dialect = new PostgresDialect({
    pool: {
      async connect() {
        const client = await pool.connect();
        let silent: Error | undefined;
        return {
          async query(text: string, values: readonly unknown[]) {
            // the unanswered statement still occupies the connection: a rollback would only wait behind it
            if (silent) throw silent;
            onStatement?.(text);
            const name = values.length > 0 ? nameOf(text) : undefined;
            try {
              return await client.query(
                name ? { name, text, values: [...values] } : { text, values: [...values] },
              );
            } catch (error) {
              if (isUnanswered(error)) silent = error;
              throw error;
            }
          },
          release: (error?: Error) => client.release(error ?? silent),
        } as never;
      },
      end: () => pool.end(),
    } as never,
  });
  const db = new Kysely<DB>({ dialect });
  return { db, pool, close: () => sockets.closeAfter(() => db.destroy(), closingPatience) };
}

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  '53300',
]);

/** True where pg gave up waiting for the answer of a statement. */
function isUnanswered(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** True where the database cannot be reached just now: trying again later makes sense. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code && lostConnection.has(code)) return true;
  // a Unix socket whose server is down; a missing file has the same code and is another matter
  if (code === 'ENOENT' && syscall === 'connect') return true;
  return /Connection terminated|timeout expired|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|driver has already been destroyed/.test(
    error.message,
  );
}

/** True where others wrote the same at the same moment and PostgreSQL let them go first: nothing was saved, and trying again succeeds. */
export function isCrossed(error: unknown): boolean {
  // serialization failure, deadlock, lock not available
  return ['40001', '40P01', '55P03'].includes((error as { code?: string } | null)?.code ?? '');
}

/** True where a statement was cancelled, mostly because it took longer than its limit. */
export function isCancelled(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === '57014';
}

/** True where the disk of the database or of the files is full. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code;
  return code === '53100' || code === 'ENOSPC' || code === 'EDQUOT';
}
