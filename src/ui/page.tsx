import type { ComponentChildren } from 'preact';
import type { Language } from '../kernel/text.ts';
import { html } from '../platform/http/answer.ts';
import type { Call } from '../platform/http/call.ts';
import { cookieName, readCookies } from '../platform/http/cookies.ts';
import { DISPLAY_COOKIE, type Display, readDisplay } from './display.ts';
import type { FollowTarget } from './follow-links.tsx';
import { Layout } from './layout.tsx';
import { renderPageBytes } from './render.ts';
import { localPath, type NavKey } from './site-links.ts';
import type { StructuredData } from './structured-data.tsx';

export interface PageFrame {
  readonly title: string;
  /** Where the title is content in another language than the page. */
  readonly titleLang?: Language;
  readonly description?: string;
  readonly active?: NavKey;
  /** True when what the page shows is illustrative; other things it merely points to carry their own mark. */
  readonly illustrative?: boolean;
  /** 422 for a form sent back with errors: the document title then begins with “Lỗi:”. */
  readonly status?: number;
  readonly wide?: boolean;
  /** Hangs on a wall: without header and footer. */
  readonly screen?: boolean;
  /** Draws charts, calendars or maps of tiles. */
  readonly charts?: boolean;
  /** What feed readers find on the page: its own feed, or that of all news. */
  readonly feed?: FollowTarget | 'all';
  /** `text`: to be read, so it can be listened to and kept on the reader's device; `list`: of what is kept there. */
  readonly reader?: 'text' | 'list';
  /** Search engines leave it alone; every page of a signed-in person is. */
  readonly unlisted?: boolean;
  /** What the page shows in the words of schema.org, for programs that read pages. */
  readonly structured?: StructuredData;
}

/** A whole page of the site around `children`, for the person and in the language of the call. */
export function page(call: Call, frame: PageFrame, children: ComponentChildren): Response {
  const { actor, services, language, path } = call;
  const person = actor.kind === 'account';
  const { status = 200, ...shown } = frame;
  const document = renderPageBytes(
    <Layout
      {...shown}
      active={frame.active ?? null}
      unlisted={frame.unlisted ?? person}
      lang={language}
      path={localPath(language, path)}
      alternatePath={localPath(language === 'vi' ? 'en' : 'vi', path)}
      offline={services.config.offlineReading}
      origin={services.config.baseUrl.origin}
      installation={services.installation}
      viewer={
        person
          ? { id: actor.id, name: actor.name, roles: [...new Set(actor.grants.map(({ role }) => role))] }
          : null
      }
      csrfToken={call.csrfToken || null}
      display={person ? displayOf(call) : undefined}
      flash={call.notice === null ? null : { kind: 'success', message: call.notice }}
      failed={status === 422}
      assets={services.assets}
    >
      {children}
    </Layout>,
  );
  return html(document, status);
}

function displayOf({ request, services }: Call): Display {
  const cookies = readCookies(request.headers.get('cookie'));
  return readDisplay(cookies.get(cookieName(services.config, DISPLAY_COOKIE)));
}
