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

/** Longer keys belong to invented queries, which would only push out the others. */
const longestKey = 200;

/** `generation` tells the state of what is public; null while it is not known. */
export function openPublicReads(generation: () => string | null): PublicReads {
  const kept = new Map<string, Promise<unknown>>();
  let keptGeneration: string | null = null;
  return {
    remember<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer> {
      const now = generation();
      if (now !== keptGeneration) {
        kept.clear();
        keptGeneration = now;
      }
      if (now === null || key.length > longestKey) return read();
      // one key is always read by one function
      const known = kept.get(key) as Promise<Answer> | undefined;
      const answer = known ?? read();
      kept.delete(key);
      kept.set(key, answer);
      // what could not be read is asked for again
      if (!known)
        answer.catch(() => {
          if (kept.get(key) === answer) kept.delete(key);
        });
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return answer;
    },
  };
}
