import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { limitedTo, type Transaction } from '../database/open.ts';
import { knownSockets } from '../database/sockets.ts';
import type { Logger } from '../log.ts';

/** Tells how often anything public has changed; every web process hears of a change made by any other. */
export interface ContentVersion {
  /** null while unknown (the database is away): nothing may be served from a cache then. */
  current(): number | null;
  close(): Promise<void>;
}

/** Marks that something public changed; the database announces it when the transaction commits. */
export async function bumpContentVersion(tx: Transaction): Promise<void> {
  await tx
    .updateTable('content_version')
    .set((row) => ({ version: row('version', '+', 1) }))
    .execute();
}

/** Milliseconds for each of its few small statements. */
const patience = 10_000;

/** Listens for changes on a connection of its own and returns once the present version is known. */
export async function followContentVersion(
  connection: pg.ClientConfig,
  log: Logger,
): Promise<ContentVersion> {
  let version: number | null = null;
  let client: pg.Client | undefined;
  const closing = new AbortController();
  const sockets = knownSockets();

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      ...connection,
      ...limitedTo(patience),
      stream: sockets.make,
      keepAlive: true,
    });
    next.on('error', (error) => log.warn({ err: error }, 'content version: connection lost'));
    next.on('notification', ({ payload }) => {
      version = Number(payload);
    });
    try {
      await next.connect();
      await next.query('listen content_version');
      // read after listening: a change between the two would otherwise be missed
      const answer = await next.query<{ version: number }>('select version from content_version');
      version = answer.rows[0]?.version ?? null;
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    // only a connection that stood is made again by its end: a failed try is tried again by the loop below
    next.once('end', () => {
      version = null;
      void reconnect();
    });
  };
  const reconnect = async (): Promise<void> => {
    for (let wait = 200; !closing.signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      await pause(wait, undefined, { signal: closing.signal }).catch(() => undefined);
      if (closing.signal.aborted) return;
      try {
        await connect();
        if (closing.signal.aborted) await client?.end();
        return;
      } catch (error) {
        log.warn({ err: error }, 'content version: still no connection');
      }
    }
  };

  await connect();
  return {
    current: () => version,
    async close() {
      closing.abort();
      await sockets.closeAfter(async () => client?.end(), 1_000);
    },
  };
}
