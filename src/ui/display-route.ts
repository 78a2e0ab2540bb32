import { seeOther } from '../platform/http/answer.ts';
import { setCookie } from '../platform/http/cookies.ts';
import { anyone, page, type Route } from '../platform/http/route.ts';
import { chooseDisplay, DISPLAY_COOKIE, DISPLAY_PATH, writeDisplay } from './display.ts';

const YEAR_IN_SECONDS = 31_536_000;

/**
 * Remembers background and text size for readers without script, then goes back to the page. By GET, because the
 * form stands on pages of the shared cache, which carry no token, and nothing but this reader's own view changes.
 */
export const displayRoutes: readonly Route[] = [
  page('display.choose', DISPLAY_PATH, anyone, (call) => {
    const chosen = chooseDisplay(call.query('nen'), call.query('co-chu'));
    const response = seeOther(call, call.query('ve'));
    response.headers.append(
      'set-cookie',
      setCookie(call.services.config, {
        name: DISPLAY_COOKIE,
        value: writeDisplay(chosen),
        maxAge: YEAR_IN_SECONDS,
        forScript: true,
      }),
    );
    return response;
  }),
];
