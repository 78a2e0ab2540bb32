import type { Route } from '../../platform/http/route.ts';
import type { LetterSample } from '../../platform/mail/letter.ts';
import { absenceRoutes } from './absences/pages.tsx';
import { accountRoutes } from './accounts/pages.tsx';
import { consentRoutes } from './consents/pages.tsx';
import { delegationRoutes } from './delegations/pages.tsx';
import { emailLetterSamples } from './email-change/letters.ts';
import { emailChangeRoutes } from './email-change/pages.tsx';
import { factorLetterSamples } from './factors/letters.ts';
import { factorRoutes } from './factors/pages.tsx';
import { secondStepRoutes } from './factors/second-step-pages.tsx';
import { identityLetterSamples } from './identities/letters.ts';
import { identityRoutes } from './identities/pages.tsx';
import { lookRoutes } from './looks/pages.tsx';
import { invitationRoutes } from './memberships/invitation-pages.tsx';
import { memberLetterSamples } from './memberships/letters.ts';
import { membershipRoutes } from './memberships/pages.tsx';
import { organisationRoutes } from './organisations/pages.tsx';
import { correctionRoutes } from './registrations/correct-pages.tsx';
import { registrationLetterSamples } from './registrations/letters.ts';
import { registrationRoutes } from './registrations/pages.tsx';
import { unconfirmedRoutes } from './registrations/unconfirmed-pages.tsx';
import { registrationWorkRoutes } from './registrations/work-pages.tsx';
import { resetLetterSamples } from './resets/letters.ts';
import { resetRoutes } from './resets/pages.tsx';
import { sessionRoutes } from './sessions/pages.tsx';
import { signInLetterSamples } from './sign-ins/letters.ts';
import { signInRoutes } from './sign-ins/pages.tsx';

export { type LeaveComing, leaveColumn } from './absences/coming.ts';
export { reportAbsence } from './absences/commands.ts';
export { absenceToTell } from './absences/queries.ts';
export { directoryLetter } from './account-letter.ts';
export { createAccount } from './accounts/commands.ts';
export {
  agencyOfficers,
  holdersOf,
  isAway,
  officersOf,
  officersToldOf,
  type Reachable,
  reachableOf,
} from './accounts/holders.ts';
export { type NewAccountInput, readEmail } from './accounts/inputs.ts';
export { roleName } from './accounts/sentences.ts';
export { lockAccount } from './accounts/store.ts';
export { type Consent, consentsOf, noteWithdrawal } from './consents/commands.ts';
export { delegate } from './delegations/commands.ts';
export { actsFor, type StandIn } from './delegations/queries.ts';
export {
  anonymise,
  endAccount,
  erasedMailbox,
  forgetAddress,
  lockForEnd,
  noTies,
  refuseInOffice,
  servedInOffice,
  type Ties,
  tiesOf,
} from './erase.ts';
export { resetFactorsOf } from './factors/commands.ts';
export { askProof } from './factors/confirm-page.tsx';
export { keepTotp, sampleCode } from './factors/store.ts';
export { base32 } from './factors/totp.ts';
export { type FormFailure, formFailure, statedFailure } from './form-failure.ts';
export { directoryData } from './held-data.ts';
export { directoryJobs, unconfirmedDays } from './jobs.ts';
export { lookAtAccounts, recordLooks } from './looks/looks.ts';
export { appointMember } from './memberships/commands.ts';
export { OwnOrganisations } from './memberships/home-view.tsx';
export { type OwnOrganisation, organisationsOf } from './memberships/queries.ts';
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
export { directoryPaths, withQuery } from './paths.ts';
export { readId } from './read-id.ts';
export { registerOrganisation } from './registrations/commands.ts';
export { emptyRegistration } from './registrations/inputs.ts';
export { RegistrationBadge } from './registrations/own-view.tsx';
export {
  findRegistration,
  latestRegistrationOf,
  type Registration,
  type WaitingRegistration,
  waitingRegistrations,
} from './registrations/queries.ts';
export { checkers, consentVersion, mayCheckRegistrations } from './registrations/registration.ts';
export { registrationTexts } from './registrations/texts.ts';
export { directoryKeepings } from './retention.ts';
export { directorySentence } from './sentences.ts';
export { countAsked, countFile } from './sessions/attempts.ts';
export { authenticate, findActor, newToken, tokenHash } from './sessions/authenticate.ts';
export { hashesComputed } from './sessions/password.ts';
export { personOf } from './sessions/person-of.ts';

/** Letters about accounts, registrations and organisations. */
export const directoryLetterSamples: readonly LetterSample[] = [
  ...resetLetterSamples,
  ...signInLetterSamples,
  ...factorLetterSamples,
  ...identityLetterSamples,
  ...registrationLetterSamples,
  ...memberLetterSamples,
  ...emailLetterSamples,
];

/** Sign-in, registration, one's own account and organisations, administration. */
export const directoryRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...secondStepRoutes,
  ...factorRoutes,
  ...signInRoutes,
  ...identityRoutes,
  ...consentRoutes,
  ...lookRoutes,
  ...resetRoutes,
  ...delegationRoutes,
  ...absenceRoutes,
  ...accountRoutes,
  ...organisationRoutes,
  ...registrationRoutes,
  ...correctionRoutes,
  ...unconfirmedRoutes,
  ...registrationWorkRoutes,
  ...membershipRoutes,
  ...invitationRoutes,
  ...emailChangeRoutes,
];
