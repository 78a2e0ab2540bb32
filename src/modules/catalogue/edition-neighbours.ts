import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';

/** Something of a module above that hangs on an edition. */
export interface EditionNeighbour {
  /** Its page, without the language prefix. */
  readonly path: string;
  readonly label: Text;
}

/** How a module above finds what the person may see of it, within a statement of the edition's page. */
interface Finder {
  /** A JSON array. */
  readonly select: (actor: Actor, editionId: number) => RawBuilder<unknown>;
  readonly read: (found: unknown) => readonly EditionNeighbour[];
}

const finders: Finder[] = [];

/** For modules above: what officers find on the page of an edition. Called once as they are loaded. */
export function showBesideEditions(finder: Finder): void {
  finders.push(finder);
}

/** One column: what each module above finds, in its order. */
export function neighboursColumn(actor: Actor, editionId: number): RawBuilder<readonly unknown[]> {
  const found = finders.map(({ select }) => select(actor, editionId));
  return found.length === 0 ? sql`'[]'::json` : sql`json_build_array(${sql.join(found)})`;
}

export function readNeighbours(found: readonly unknown[]): readonly EditionNeighbour[] {
  return finders.flatMap(({ read }, at) => read(found[at]));
}
