import type { Call } from '../../../platform/http/call.ts';
import { readCookies } from '../../../platform/http/cookies.ts';
import { sessionCookie, sessionCookieName } from '../../../platform/http/session-cookie.ts';
import { newToken, tokenHash } from './authenticate.ts';
import { personOf } from './person-of.ts';

/** Seconds for which the token before opens what was on its way when another took its place: other windows, a second click. */
const graceSeconds = 30;

/**
 * Gives the session of whoever has just proven who they are another token, so that a copy of the one before opens nothing any
 * longer. Forms of other windows are the session's, so they go on.
 */
export async function renewToken(call: Call): Promise<void> {
  const { services, request } = call;
  const { config, clock, db } = services;
  const present = readCookies(request.headers.get('cookie')).get(sessionCookieName(config)) ?? '';
  const token = newToken();
  const session = await db
    .updateTable('session')
    .set((row) => ({
      ...{ token_hash: tokenHash(token), former_token_hash: row.ref('token_hash') },
      former_until: new Date(clock().getTime() + graceSeconds * 1000),
    }))
    .where('id', '=', personOf(call).sessionId)
    .where((e) =>
      e.or([
        e('token_hash', '=', tokenHash(present)),
        // sent twice by a hasty click: the answer that is shown carries a token of its own
        e.and([e('former_token_hash', '=', tokenHash(present)), e('former_until', '>', clock())]),
      ]),
    )
    .where('ended_at', 'is', null)
    .returning('expires_at')
    .executeTakeFirst();
  if (!session) return;
  const left = Math.floor((session.expires_at.getTime() - clock().getTime()) / 1000);
  call.setCookie(sessionCookie(config, token, left));
}
