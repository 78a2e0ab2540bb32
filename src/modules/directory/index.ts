import type { Route } from '../../platform/http/route.ts';
import { accountRoutes } from './accounts/pages.tsx';
import { delegationRoutes } from './delegations/pages.tsx';
import { organisationRoutes } from './organisations/pages.tsx';
import { resetRoutes } from './resets/pages.tsx';
import { sessionRoutes } from './sessions/pages.tsx';

export { createAccount } from './accounts/commands.ts';
export { holdersOf, type Reachable, reachableOf } from './accounts/holders.ts';
export type { NewAccountInput } from './accounts/inputs.ts';
export { delegate } from './delegations/commands.ts';
export type { Delegation } from './delegations/delegation.ts';
export { actsFor } from './delegations/queries.ts';
export { type FormFailure, formFailure } from './form-failure.ts';
export { directoryJobs } from './jobs.ts';
export { saveOrganisation } from './organisations/commands.ts';
export type { OrganisationInput } from './organisations/inputs.ts';
export { matchOrganisations, organisationMatcher } from './organisations/matching.ts';
export {
  communes,
  findPublicOrganisation,
  listOrganisations,
  type OrganisationRow,
  organisationChoices,
} from './organisations/queries.ts';
export { organisationSearchItems } from './organisations/search-items.ts';
export { directoryPaths } from './paths.ts';
export { readId } from './read-id.ts';
export { accountLetterSamples } from './resets/letters.ts';
export { directorySentence } from './sentences.ts';
export { authenticate, findActor } from './sessions/authenticate.ts';
export { personOf } from './sessions/person-of.ts';

/** Sign-in, one's own account, administration. */
export const directoryRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...resetRoutes,
  ...delegationRoutes,
  ...accountRoutes,
  ...organisationRoutes,
];
