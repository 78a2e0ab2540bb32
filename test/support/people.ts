import type { AccountActor, Role } from '../../src/kernel/actor.ts';
import type { TestApp } from './app.ts';

/** Somebody with these roles in the whole installation, as commands take them. */
export async function personWith(app: Pick<TestApp, 'signIn'>, ...roles: Role[]): Promise<AccountActor> {
  const email = `${roles.join('-')}-${performance.now()}@example.vn`;
  const { accountId } = await app.signIn(roles, { email });
  return {
    kind: 'account',
    id: accountId,
    name: roles.join(),
    email,
    organisationId: null,
    grants: roles.map((role) => ({ role, scope: null })),
    memberships: [],
    sessionId: null,
  };
}
