import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Transaction } from '../database/open.ts';
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

/** Listens for changes on a connection of its own and returns once the present version is known. */
export async function followContentVersion(
  connection: pg.ClientConfig,
  log: Logger,
): Promise<ContentVersion> {
  let version: number | null = null;
  let closed = false;
  let client: pg.Client | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ ...connection, keepAlive: true });
    next.on('error', (error) => log.warn({ err: error }, 'content version: connection lost'));
    next.on('end', () => {
      version = null;
      if (!closed) void reconnect();
    });
    next.on('notification', ({ payload }) => {
      version = Number(payload);
    });
    await next.connect();
    await next.query('listen content_version');
    // read after listening: a change between the two would otherwise be missed
    const answer = await next.query<{ version: number }>('select version from content_version');
    version = answer.rows[0]?.version ?? null;
    client = next;
  };
  const reconnect = async (): Promise<void> => {
    for (let wait = 200; !closed; wait = Math.min(wait * 2, 5_000)) {
      await pause(wait);
      try {
        return await connect();
      } catch (error) {
        log.warn({ err: error }, 'content version: still no connection');
      }
    }
  };

  await connect();
  return {
    current: () => version,
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
