import type pg from 'pg';

/** Bytes gathered before they are handed on; a socket is read in pieces of a quarter of this. */
const blockSize = 256 * 1024;
/** Bytes that may wait to be taken while the server is still read, so that neither side stands idle for the other. */
const bytesAhead = 4 * blockSize;
const lineFeed = 0x0a;

/** Takes rows as bytes, each row ending in a line feed; the block is written over once it has resolved. */
export type TakeBytes = (block: Buffer) => Promise<void>;

/**
 * Streams what a select of one JSON column answers, a line for each row, through COPY: the server is read only as
 * fast as `take` takes, so that memory stays bounded. Returns the number of rows.
 */
export function copyOut(client: pg.ClientBase, select: string, take: TakeBytes): Promise<number> {
  // in binary the server hands on JSON as it is; as text it would look at every character once more
  const statement = `copy (${select}) to stdout with (format binary)`;
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statement, take, resolve, reject));
  });
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');

/** The only value of the row a message of a binary COPY holds; null where it holds none: the head, the end. */
function valueIn(message: Buffer): Buffer | null {
  let at = 0;
  if (message.subarray(0, signature.length).equals(signature)) {
    const flags = signature.length;
    at = flags + 8 + message.readInt32BE(flags + 4);
  }
  if (at === message.length || message.readInt16BE(at) === -1) return null;
  const from = at + 6;
  if (message.readInt16BE(at) !== 1 || message.readInt32BE(at + 2) !== message.length - from)
    throw new Error('COPY sent something else than a row of one value');
  return message.subarray(from);
}

/** What pg calls while a COPY runs. */
class CopyOut implements pg.Submittable {
  private readonly statement: string;
  private readonly take: TakeBytes;
  private readonly done: (rows: number) => void;
  private readonly failed: (error: unknown) => void;
  private readonly idle: Buffer[] = [];
  /** What is being filled; most tables of a new installation never need one. */
  private block: Buffer | null = null;
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
    try {
      const row = valueIn(chunk);
      if (row) this.add(row, connection);
    } catch (error) {
      this.failure ??= error;
    }
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

  private add(row: Buffer, connection: pg.Connection): void {
    const size = row.length + 1;
    if (this.block && this.filled + size > this.block.length) this.pass(connection);
    this.block ??= this.emptyBlock(size);
    // the parser uses its own memory again: what it shows is copied at once
    row.copy(this.block, this.filled);
    this.block[this.filled + row.length] = lineFeed;
    this.filled += size;
  }

  private emptyBlock(size: number): Buffer {
    if (size > blockSize) return Buffer.allocUnsafe(size);
    return this.idle.pop() ?? Buffer.allocUnsafe(blockSize);
  }

  /** Hands the block on; stops reading while enough of them wait. */
  private pass(connection: pg.Connection): void {
    const block = this.block;
    if (!block) return;
    const rows = block.subarray(0, this.filled);
    this.block = null;
    this.filled = 0;
    this.waiting += rows.length;
    if (this.waiting >= bytesAhead) connection.stream.pause();
    this.taken = this.taken
      .then(() => (this.failure === undefined ? this.take(rows) : undefined))
      .catch((error: unknown) => {
        this.failure = error;
        // nothing more is wanted: what the server still sends is passed over
      })
      .then(() => {
        this.waiting -= rows.length;
        if (block.length === blockSize) this.idle.push(block);
        if (this.waiting < bytesAhead) connection.stream.resume();
      });
  }
}
