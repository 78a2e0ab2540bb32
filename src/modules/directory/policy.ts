import { type Actor, holds } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';

/** What can be done in the directory to organisations and to the accounts of others. */
export type DirectoryAction = 'read_directory' | 'change_organisation' | 'change_account';

/** Administrators change, inspectors read; the product itself (sample, command line without a person) may do all. */
export function can(actor: Actor, action: DirectoryAction): boolean {
  if (actor.kind === 'system' || holds(actor, 'administrator')) return true;
  return action === 'read_directory' && holds(actor, 'inspector');
}

export function refuseUnlessCan(actor: Actor, action: DirectoryAction): void {
  if (can(actor, action)) return;
  throw new Refusal('forbidden', {
    vi: 'Chỉ quản trị viên được làm việc này.',
    en: 'Only an administrator may do this.',
  });
}
