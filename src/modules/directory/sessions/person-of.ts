import type { AccountActor } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';

/** The person of the call; routes for signed-in people let nobody else in. */
export function personOf(call: Call): AccountActor {
  if (call.actor.kind === 'account') return call.actor;
  throw new Refusal('sign_in_first', { vi: 'Bạn cần đăng nhập.', en: 'Please sign in.' });
}
