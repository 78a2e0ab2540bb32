import { attempt } from '../../../platform/database/attempt.ts';
import type { Transaction } from '../../../platform/database/open.ts';

/** News are read and laid out in these parts: what fails in one holds up none of the others. */
export const newsParts = ['catalogue', 'programme'] as const;
export type NewsPart = (typeof newsParts)[number];

export type Failures = ReadonlyMap<NewsPart, Error>;

/** Does the work of each part by itself; what a part that failed wrote is undone. Returns what failed. */
export async function eachPart(
  tx: Transaction,
  parts: readonly NewsPart[],
  work: Readonly<Record<NewsPart, () => Promise<void>>>,
): Promise<Failures> {
  const failures = new Map<NewsPart, Error>();
  for (const part of parts) {
    const failure = await attempt(tx, work[part]);
    if (failure) failures.set(part, failure);
  }
  return failures;
}
