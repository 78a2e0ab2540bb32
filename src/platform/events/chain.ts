import { createHash } from 'node:crypto';

export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact };
export type Facts = { readonly [key: string]: Fact };

/** The part of an event that its hash seals. */
export interface SealedEvent {
  readonly seq: number;
  readonly at: Date;
  readonly name: string;
  readonly actor_kind: string;
  readonly actor_account: number | null;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly facts: Facts;
  readonly request_id: string | null;
  readonly previous_hash: Buffer;
}

/** The hash before the first event: 32 zero bytes. */
export const origin: Buffer = Buffer.alloc(32);

/**
 * SHA-256 over the previous hash and the event as canonical JSON (keys in code-unit order), so that the same event
 * gives the same hash wherever it is stored: jsonb reorders keys, an export does not.
 */
export function eventHash(event: SealedEvent): Buffer {
  const { previous_hash, at, ...rest } = event;
  return createHash('sha256')
    .update(previous_hash)
    .update(canonical({ ...rest, at: at.toISOString() }))
    .digest();
}

function canonical(value: Fact): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as Facts).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
