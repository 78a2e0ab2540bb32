import type { Grant } from '../../../kernel/actor.ts';
import type { Config } from '../../../platform/config.ts';

/** Whoever works for the administration needs a second factor, also as a deputy; who only proposes may have one. */
export function needsFactor(
  { secondFactor }: Pick<Config, 'secondFactor'>,
  grants: readonly Pick<Grant, 'role'>[],
): boolean {
  return secondFactor === 'required' && grants.some(({ role }) => role !== 'applicant');
}
