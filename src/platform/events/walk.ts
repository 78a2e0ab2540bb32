import { eventHash, origin, type SealedEvent } from './chain.ts';

/** The first event that does not fit into the chain, with the reason. */
export interface Flaw {
  readonly seq: number;
  readonly reason: 'missing' | 'changed' | 'relinked' | 'head';
}

/** A walk along a chain, wherever its events are kept. */
export interface ChainWalk {
  /** Takes the next event; the flaw where it does not follow, after which the walk is over. */
  next(event: SealedEvent & { readonly hash: Buffer }): Flaw | null;
  /** Events that fitted so far. */
  readonly events: number;
  /** Hash of the last of them, hexadecimal. */
  readonly head: string;
}

export function walkChain(): ChainWalk {
  let previous = origin;
  let events = 0;
  return {
    get events() {
      return events;
    },
    get head() {
      return previous.toString('hex');
    },
    next({ hash, ...sealed }) {
      const expected = events + 1;
      if (sealed.seq !== expected) return { seq: expected, reason: 'missing' };
      if (!sealed.previous_hash.equals(previous)) return { seq: expected, reason: 'relinked' };
      if (!eventHash(sealed).equals(hash)) return { seq: expected, reason: 'changed' };
      previous = hash;
      events = expected;
      return null;
    },
  };
}
