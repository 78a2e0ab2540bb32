import type { Route } from '../../platform/http/route.ts';
import type { LetterSample } from '../../platform/mail/letter.ts';
import { accountRoutes } from './accounts/pages.tsx';
import { delegationRoutes } from './delegations/pages.tsx';
import { factorLetterSamples } from './factors/letters.ts';
import { factorRoutes } from './factors/pages.tsx';
import { secondStepRoutes } from './factors/second-step-pages.tsx';
import { organisationRoutes } from './organisations/pages.tsx';
import { resetLetterSamples } from './resets/letters.ts';
import { resetRoutes } from './resets/pages.tsx';
import { sessionRoutes } from './sessions/pages.tsx';
import { signInLetterSamples } from './sign-ins/letters.ts';
import { signInRoutes } from './sign-ins/pages.tsx';

export { createAccount } from './accounts/commands.ts';
export { agencyOfficers, holdersOf, type Reachable, reachableOf } from './accounts/holders.ts';
export { type NewAccountInput, readEmail } from './accounts/inputs.ts';
export { delegate } from './delegations/commands.ts';
export type { Delegation } from './delegations/delegation.ts';
export { actsFor } from './delegations/queries.ts';
export { resetFactorsOf } from './factors/commands.ts';
export { askProof } from './factors/confirm-page.tsx';
export { keepTotp, sampleCode } from './factors/store.ts';
export { base32 } from './factors/totp.ts';
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
export { directorySentence } from './sentences.ts';
export { countAsked } from './sessions/attempts.ts';
export { authenticate, findActor, newToken, tokenHash } from './sessions/authenticate.ts';
export { hashesComputed } from './sessions/password.ts';
export { personOf } from './sessions/person-of.ts';

/** Letters about somebody's own account. */
export const accountLetterSamples: readonly LetterSample[] = [
  ...resetLetterSamples,
  ...signInLetterSamples,
  ...factorLetterSamples,
];

/** Sign-in, one's own account, administration. */
export const directoryRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...secondStepRoutes,
  ...factorRoutes,
  ...signInRoutes,
  ...resetRoutes,
  ...delegationRoutes,
  ...accountRoutes,
  ...organisationRoutes,
];
