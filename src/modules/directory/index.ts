import type { Route } from '../../platform/http/route.ts';
import { accountRoutes } from './accounts/pages.tsx';
import { organisationRoutes } from './organisations/pages.tsx';
import { sessionRoutes } from './sessions/pages.tsx';

export { createAccount, grantRole } from './accounts/commands.ts';
export type { GrantInput, NewAccountInput } from './accounts/inputs.ts';
export { directoryJobs } from './jobs.ts';
export { endOrganisation, saveOrganisation } from './organisations/commands.ts';
export type { OrganisationInput } from './organisations/inputs.ts';
export { matchOrganisations } from './organisations/matching.ts';
export {
  type NamedOrganisation,
  type OrganisationKind,
  organisationKinds,
} from './organisations/organisation.ts';
export {
  type Commune,
  communes,
  findPublicOrganisation,
  listOrganisations,
  type OrganisationRow,
  organisationChoices,
  organisationNames,
} from './organisations/queries.ts';
export { organisationSearchItems } from './organisations/search-items.ts';
export { authenticate, findActor } from './sessions/authenticate.ts';
export { signIn } from './sessions/commands.ts';

/** Sign-in, one's own account, administration. */
export const directoryRoutes: readonly Route[] = [...sessionRoutes, ...accountRoutes, ...organisationRoutes];
