import type pg from 'pg';

/** Bytes gathered before they are handed on; a socket is read in pieces of a quarter of this. */
const blockSize = 256 * 1024;

/** Takes rows as bytes, each row ending in a line feed; the next are asked for when it has resolved. */
export type TakeBytes = (block: Buffer) => Promise<void>;

/**
 * Streams what a select of one JSON column answers, a line for each row, through COPY: the server is read only as
 * fast as `take` takes, so that memory stays bounded. Returns the number of rows.
 */
export function copyOut(client: pg.ClientBase, select: string, take: TakeBytes): Promise<number> {
  // quoted as CSV by characters that JSON never holds raw, a line comes out as the JSON it is
  const statement = `copy (${select}) to stdout with (format csv, delimiter e'\\x02', quote e'\\x01')`;
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statement, take, resolve, reject));
  });
}

/** What pg calls while a COPY runs. */
class CopyOut implements pg.Submittable {
  private readonly statement: string;
  private readonly take: TakeBytes;
  private readonly done: (rows: number) => void;
  private readonly failed: (error: unknown) => void;
  private block = Buffer.allocUnsafe(blockSize);
  private filled = 0;
  private waiting = 0;
  private taken: Promise<void> = Promise.resolve();
  private failure: unknown;
  private rows = 0;

  constructor(
    statement: string,
    take: TakeBytes,
    done: (rows: number) => void,
    failed: (error: unknown) => void,
  ) {
    this.statement = statement;
    this.take = take;
    this.done = done;
    this.failed = failed;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.statement);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }, connection: pg.Connection): void {
    if (this.filled + chunk.length > this.block.length) this.pass(connection);
    if (chunk.length > this.block.length) this.block = Buffer.allocUnsafe(chunk.length);
    // the parser uses its own memory again: what it shows is copied at once
    chunk.copy(this.block, this.filled);
    this.filled += chunk.length;
  }

  handleCommandComplete({ text }: { readonly text: string }, connection: pg.Connection): void {
    this.rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN);
    this.pass(connection);
  }

  handleReadyForQuery(): void {
    this.taken.then(() => (this.failure === undefined ? this.done(this.rows) : this.failed(this.failure)));
  }

  handleError(error: Error): void {
    this.taken.then(() => this.failed(this.failure ?? error));
  }

  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  /** Hands the block on and stops reading until it is taken. */
  private pass(connection: pg.Connection): void {
    if (this.filled === 0) return;
    const block = this.block.subarray(0, this.filled);
    this.block = Buffer.allocUnsafe(blockSize);
    this.filled = 0;
    this.waiting += 1;
    connection.stream.pause();
    this.taken = this.taken
      .then(() => (this.failure === undefined ? this.take(block) : undefined))
      .catch((error: unknown) => {
        this.failure = error;
        // nothing more is wanted: what the server still sends is passed over
      })
      .then(() => {
        this.waiting -= 1;
        if (this.waiting === 0) connection.stream.resume();
      });
  }
}
