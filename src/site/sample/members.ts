import { system } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import {
  appointMember,
  createAccount,
  emptyRegistration,
  findActor,
  latestRegistrationOf,
  organisationsOf,
  registerOrganisation,
} from '../../modules/directory/index.ts';
import type { Services } from '../../platform/services.ts';
import type { sampleFiles } from './shapes.ts';

type Memberships = Awaited<ReturnType<typeof sampleFiles.memberships>>;

/** Lets the sample's people belong to its organisations; who belongs already stays. */
export async function loadMembers(services: Services, members: Memberships['members']): Promise<void> {
  for (const { email, organisationCode: code, role } of members) {
    const { id } = await findActor(services, email);
    const known = await organisationsOf(services.db, id, localDateOf(services.clock()));
    if (known.some((one) => one.code === code)) continue;
    await appointMember(services, system, { code, email, role, reason: 'Dữ liệu minh họa' });
  }
}

/** Registrations that wait for an officer, each of a person of its own. */
export async function loadRegistrations(
  services: Services,
  registrations: Memberships['registrations'],
  password: string,
): Promise<void> {
  for (const { email, name, title, kind, ...given } of registrations) {
    const account = await services.db
      .selectFrom('account')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    if (!account)
      await createAccount(services, system, { email, name, title, roles: [], password, illustrative: true });
    const person = await findActor(services, email);
    if (await latestRegistrationOf(services.db, person.id)) continue;
    const typed = { ...emptyRegistration, ...given, consent: '1' };
    await registerOrganisation(services, person, { kind, typed, illustrative: true });
  }
}
