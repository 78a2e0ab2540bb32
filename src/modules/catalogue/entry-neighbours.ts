import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';

/** Something public of a module above that is about an entry. */
export interface EntryNeighbour {
  /** Its page, without the language prefix. */
  readonly path: string;
  readonly code: string;
  readonly title: string;
  readonly illustrative: boolean;
}

const neighbours = z.array(
  z.object({ path: z.string(), code: z.string(), title: z.string(), illustrative: z.boolean() }),
);

/** Each gives, within a statement that reads an entry for visitors, a JSON array of neighbours. */
const finders: ((entryId: RawBuilder<unknown>) => RawBuilder<unknown>)[] = [];

/** For modules above: what visitors find beside an entry. Called once as they are loaded. */
export function showBesideEntries(find: (entryId: RawBuilder<unknown>) => RawBuilder<unknown>): void {
  finders.push(find);
}

/** One column: what the modules above find, in their order. */
export function entryNeighbours(entryId: RawBuilder<unknown>): RawBuilder<unknown> {
  const found = finders.map((find) => find(entryId));
  return found.length === 0 ? sql`'[]'::json` : sql`json_build_array(${sql.join(found)})`;
}

export function readEntryNeighbours(found: unknown): readonly EntryNeighbour[] {
  return z.array(neighbours).parse(found).flat();
}

/** What a module above offers to do with a public entry. */
export interface EntryWay {
  /** Its page, without the language prefix. */
  readonly path: string;
  readonly label: Text;
}

const ways: ((actor: Actor, code: string) => EntryWay | null)[] = [];

/** For modules above: what is offered beside a public entry in work; null to whom it is not. Called once as they are loaded. */
export function offerBesideEntries(offer: (actor: Actor, code: string) => EntryWay | null): void {
  ways.push(offer);
}

/** None for what visitors do not read. */
export function entryWays(
  actor: Actor,
  entry: {
    readonly code: string;
    readonly publishedAt: Date | null;
    readonly removedAt: Date | null;
    readonly confidential: boolean;
  },
  edition: { readonly state: string },
): readonly EntryWay[] {
  const open = entry.publishedAt !== null && entry.removedAt === null && !entry.confidential;
  return open && edition.state === 'published' ? ways.flatMap((offer) => offer(actor, entry.code) ?? []) : [];
}
