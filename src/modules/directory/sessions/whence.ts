import type { Call } from '../../../platform/http/call.ts';
import { readCookies } from '../../../platform/http/cookies.ts';
import { deviceCookieName } from '../../../platform/http/session-cookie.ts';
import type { Whence } from './open-session.ts';

/** Where a call comes from, as far as the history of sign-ins holds it. */
export function whenceOf({ address, request, services }: Call): Required<Whence> {
  const device = readCookies(request.headers.get('cookie')).get(deviceCookieName(services.config)) ?? '';
  return { address, agent: request.headers.get('user-agent') ?? '', device };
}
