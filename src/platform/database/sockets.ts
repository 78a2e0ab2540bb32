import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** The sockets of a group of connections, so that none of them outlives its pool. */
export interface Sockets {
  /** For the `stream` option of pg. */
  readonly make: () => Socket;
  /**
   * Runs what closes the connections in order and then cuts those still open after `patience` milliseconds: a server
   * that answers nothing also never says goodbye, and its open sockets would keep this process alive.
   */
  closeAfter(farewell: () => Promise<unknown>, patience: number): Promise<void>;
}

export function knownSockets(): Sockets {
  const open = new Set<Socket>();
  return {
    make() {
      const socket = new Socket();
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    },
    async closeAfter(farewell, patience) {
      const said = farewell().then(
        () => null,
        (error: unknown) => ({ error }),
      );
      const late = new AbortController();
      const wait = delay(patience, null, { signal: late.signal }).catch(() => null);
      const trouble = await Promise.race([said, wait]);
      late.abort();
      // those told goodbye are closed by the server within moments
      for (let waited = 0; open.size > 0 && waited < 500; waited += 20) await delay(20);
      for (const socket of open) socket.destroy();
      if (trouble) throw trouble.error;
    },
  };
}
