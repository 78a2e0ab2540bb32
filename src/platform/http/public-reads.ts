/** Answers of public queries, read once for each state of what is public. */
export interface PublicReads {
  /**
   * What `read` answered under this key since anything public last changed; reads when nobody asked before, or while
   * the present state is unknown. For answers that are the same for everybody and that nobody changes in place.
   */
  remember<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer>;
}

/** Answers kept at most; the least recently used goes first. A page of a list takes some 100 KB. */
const mostKept = 200;

/** Bytes of files kept at most: a printout of a long list takes some megabytes. */
const mostKeptBytes = 48 * 1024 * 1024;

interface Kept {
  readonly answer: Promise<unknown>;
  /** Of a file, once it is there. */
  bytes: number;
}

/** Longer keys belong to invented queries, which would only push out the others. */
const longestKey = 200;

/** Where the files are too many bytes together, the least recently used go; other answers stay. */
function forgetFiles(kept: Map<string, Kept>, mostBytes: number): void {
  let total = 0;
  for (const { bytes } of kept.values()) total += bytes;
  for (const [key, { bytes }] of kept) {
    if (total <= mostBytes) return;
    if (bytes === 0) continue;
    kept.delete(key);
    total -= bytes;
  }
}

/** `generation` tells the state of what is public; null while it is not known. */
export function openPublicReads(generation: () => string | null, mostBytes = mostKeptBytes): PublicReads {
  const kept = new Map<string, Kept>();
  let keptGeneration: string | null = null;
  function keep(key: string, answer: Promise<unknown>): Kept {
    const one: Kept = { answer, bytes: 0 };
    answer.then(
      (found) => {
        if (!(found instanceof Uint8Array) || kept.get(key) !== one) return;
        one.bytes = found.byteLength;
        forgetFiles(kept, mostBytes);
      },
      // what could not be read is asked for again
      () => {
        if (kept.get(key) === one) kept.delete(key);
      },
    );
    return one;
  }
  return {
    remember<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer> {
      const now = generation();
      if (now !== keptGeneration) {
        kept.clear();
        keptGeneration = now;
      }
      if (now === null || key.length > longestKey) return read();
      // one key is always read by one function
      const one = kept.get(key) ?? keep(key, read());
      kept.delete(key);
      kept.set(key, one);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return one.answer as Promise<Answer>;
    },
  };
}
