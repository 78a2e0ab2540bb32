import type { Refusal } from '../../kernel/refusal.ts';

/** Who knocks at a metered door. */
export interface Knock {
  /** Network address; empty where it is not known. */
  readonly address: string;
  readonly authorization: string | null;
}

/** Whether somebody may come in, and what is told with the answer either way. */
export interface Pass {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly refusal: Refusal | null;
}

/** Stands before the doors that programs use, and before what costs much: counts who comes in and knows their keys. */
export interface Gate {
  enter(knock: Knock): Promise<Pass>;
  /** Counts a visitor who asks for a costly answer that is not at hand; the refusal where their network has had enough. */
  admit(address: string): Promise<Refusal | null>;
  /** Writes down what was counted and not yet written. */
  close(): Promise<void>;
}

/**
 * Whether an address as it is requested is metered beyond doubt. Answers of metered routes are kept under no other
 * spelling, so that none is given out uncounted.
 */
export function isPlainlyMetered(address: string): boolean {
  return address.startsWith('/api/v1/');
}
