/** Pieces read from the database at once by a process, however many people download: pages need its connections too. */
const atOnce = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** The same rows, each piece read when it is its turn. */
export async function* piecesInTurn<Piece>(rows: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  const reading = rows[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await inTurn(() => reading.next());
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    await reading.return?.();
  }
}

async function inTurn<Answer>(read: () => Promise<Answer>): Promise<Answer> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await read();
  } finally {
    const next = waiting.shift();
    // who waited takes over the place as it is
    if (next) next();
    else running -= 1;
  }
}
