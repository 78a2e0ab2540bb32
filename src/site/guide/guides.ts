import { agencyGuide } from './content/agency.ts';
import { headGuide } from './content/head.ts';
import { leaderGuide } from './content/leader.ts';
import { officerGuide } from './content/officer.ts';
import { visitorGuide } from './content/visitor.ts';
import type { Guide } from './guide.ts';

export const guides: readonly Guide[] = [visitorGuide, agencyGuide, officerGuide, headGuide, leaderGuide];

/** The guide with this name; null when there is none. */
export function findGuide(name: string): Guide | null {
  return guides.find((guide) => guide.name === name) ?? null;
}
