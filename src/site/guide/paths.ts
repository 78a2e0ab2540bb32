import type { Role } from '../../kernel/actor.ts';
import { PATHS } from '../../ui/site-links.ts';
import type { GuideName } from './guide.ts';

/** Addresses of the user guide, without the language prefix. */
export const guidePaths = {
  all: PATHS.guide,
  one: (name: GuideName) => `${PATHS.guide}/${name}`,
} as const;

const written: Readonly<Partial<Record<Role, GuideName>>> = {
  agency_officer: 'dau-moi',
  programme_officer: 'chuyen-vien',
  programme_head: 'phu-trach',
  leader: 'lanh-dao',
};

/** The guide of somebody with these roles; the choice of guides where none is written for them, or several are. */
export function guideFor(held: readonly Role[]): string {
  const names = held.flatMap((role) => written[role] ?? []);
  const [first] = names;
  return first && names.length === 1 ? guidePaths.one(first) : guidePaths.all;
}
