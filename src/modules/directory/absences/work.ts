import type { Account } from '../accounts/account.ts';
import { deputyRoles } from '../delegations/delegation.ts';

/** Whether work comes to the account, so that it matters when its holder is away. */
export function hasWork({ state, grants }: Pick<Account, 'state' | 'grants'>): boolean {
  return state === 'active' && grants.some(({ role }) => deputyRoles.some((one) => one === role));
}
