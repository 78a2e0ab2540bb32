import { type Topic, topics } from '../../src/modules/notifications/wishes.ts';

/** Letters about everything in one manner: of topics that come later too. */
export function inManner<Manner extends string>(manner: Manner): Record<Topic, Manner> {
  return Object.fromEntries(topics.map((topic) => [topic, manner])) as Record<Topic, Manner>;
}
