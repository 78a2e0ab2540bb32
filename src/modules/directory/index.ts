import type { Route } from '../../platform/http/route.ts';

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
export { authenticate, findActor } from './sessions/authenticate.ts';
export { signIn } from './sessions/commands.ts';

export const directoryRoutes: readonly Route[] = [];
