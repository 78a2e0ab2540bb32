import { createServer, type IncomingMessage, type Server } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { AccountActor } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import { renewInstallation } from '../installation.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Services } from '../services.ts';
import { spentNoticeCookie } from './answer.ts';
import type { Assets } from './assets.ts';
import { type Call, refuseBeforeFactor } from './call.ts';
import type { ContentVersion } from './content-version.ts';
import { readCookies } from './cookies.ts';
import { refuseForeignPost } from './foreign-posts.ts';
import { formPageOf } from './form-page.ts';
import { type Gate, isPlainlyMetered, type Pass } from './gate.ts';
import { openCall } from './open-call.ts';
import { chooseEncoding, isPersonal, openPageCache } from './page-cache.ts';
import { openPublicReads } from './public-reads.ts';
import { type Failure, failureOf } from './refusals.ts';
import type { Route } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { csrfTokenOf, sessionCookieName } from './session-cookie.ts';
import { type Search, type UseCounter, useOf } from './uses.ts';

export interface WebOptions {
  readonly services: Services;
  readonly routes: readonly Route[];
  /** The person behind a session token, or null when the session has ended. */
  readonly authenticate: (token: string) => Promise<AccountActor | null>;
  /** `formPage`: of a post, the page its form stood on; null when it is not known. */
  readonly renderFailure: (call: Call, failure: Failure, formPage: string | null) => Response;
  /** Before a post that cannot be undone: the page that asks who it is, or null where that is known. */
  readonly confirm: (call: Call) => Promise<Response | null>;
  readonly assets: Assets;
  readonly contentVersion: ContentVersion;
  readonly metrics: Metrics;
  /** Counts what visitors use; without it nothing is counted. */
  readonly uses?: UseCounter;
  /** Counts who uses the metered routes; without it nobody is counted. */
  readonly gate?: Gate;
  /** Off only to measure what they bring. */
  readonly pageCache?: boolean;
  readonly compression?: boolean;
}

export interface Web {
  /** Answers in process, as the listening server would without its page cache. */
  fetch(request: Request): Promise<Response>;
  listen(port: number, host: string): Promise<{ port: number }>;
  /** Takes no new request, lets the running ones finish (10 s at most). */
  close(): Promise<void>;
}

interface Environment {
  Bindings: HttpBindings;
}

const compressGzip = promisify(gzip);
const nothingFound = {
  path: '*',
  name: 'nothing',
  style: 'page',
  access: { kind: 'anyone' },
  method: 'GET',
} as const;

/** An address with a slash at its end means the page without it; with two at its beginning it would be another site's. */
const slashed: Route = {
  name: 'page.slashed',
  method: 'GET',
  path: '*',
  access: { kind: 'anyone' },
  style: 'plain',
  handle: ({ url }) =>
    new Response(null, {
      status: 301,
      headers: { location: `${url.pathname.replace(/\/+$/, '')}${url.search}` },
    }),
};

function isSlashed({ method, url }: Request): boolean {
  return method === 'GET' && /^\/[^/\\].*\/$/.test(new URL(url).pathname);
}

/** The web application: one screen tells what every request goes through, in order. */
export function createWeb(options: WebOptions): Web {
  const { services, metrics, contentVersion, uses } = options;
  const fixedHeaders = securityHeaders(services.config);
  /** The state in which it was last read who runs this site; until then nothing of another state is kept. */
  let installationOf: number | null = null;
  const renewed = async (): Promise<void> => {
    const version = contentVersion.current();
    if (version === null || version === installationOf) return;
    await renewInstallation(services);
    installationOf = version;
  };
  const generation = (): string | null => {
    const version = contentVersion.current();
    return version === null || version !== installationOf
      ? null
      : `${version}|${localDateOf(services.clock())}`;
  };
  const reads = openPublicReads(generation);
  const cache = openPageCache(
    () => (options.pageCache === false ? null : generation()),
    ({ use, searches }, { method, headers }) => {
      metrics.cachedPages.inc();
      if (method !== 'GET') return;
      const purpose = headers['sec-purpose'];
      uses?.count({ agent: headers['user-agent'], purpose: purpose?.toString() }, use, searches);
    },
  );

  const app = new Hono<Environment>({ strict: true });
  /** Those who came in before it was known whether a kept answer serves them. */
  const passes = new WeakMap<object, Promise<Pass>>();
  const answer = async (
    route: Route | null,
    request: Request,
    params: Record<string, string>,
    bindings: HttpBindings | undefined,
  ): Promise<Response> => {
    const started = performance.now();
    const shown = route ?? nothingFound;
    const address = addressOf(options, request, bindings);
    const searches: Search[] = [];
    const cookies: string[] = [];
    let call = openCall(services, request, params, { address, reads, searches, cookies });
    let response: Response;
    let pass: Pass | undefined;
    try {
      if (route?.metered) {
        const knock = { address, authorization: request.headers.get('authorization') };
        pass = await (passes.get(bindings?.incoming ?? request) ?? options.gate?.enter(knock));
        if (pass?.refusal) throw pass.refusal;
      }
      const posted = request.method !== 'GET' && request.method !== 'HEAD';
      if (posted && !route?.carriesProof) refuseForeignPost(request, services.config);
      call = await identify(options, call);
      if (!route) throw notFound();
      if (route.style === 'page' || route.cached) await renewed();
      refuseEntry(route, call);
      if (isCostly(route, call)) {
        const refusal = await options.gate?.admit(address);
        if (refusal) throw refusal;
      }
      const shownState = generation();
      response = (route.confirms ? await options.confirm(call) : null) ?? (await route.handle(call));
      const counted = { use: useOf(route, params), searches };
      if (call.actor.kind === 'visitor' && request.method === 'GET' && response.status === 200) {
        const { headers } = request;
        const asking = { agent: headers.get('user-agent'), purpose: headers.get('sec-purpose') };
        uses?.count(asking, counted.use, searches);
      }
      if (
        route.cached &&
        call.actor.kind === 'visitor' &&
        response.status === 200 &&
        !isPersonal(request.headers.get('cookie')) &&
        options.pageCache !== false &&
        (!route.metered || isPlainlyMetered(call.url.pathname))
      ) {
        for (const [name, value] of fixedHeaders) response.headers.set(name, value);
        response = await cache.keep(
          `${call.url.pathname}${call.url.search}`,
          shownState,
          response,
          request.headers.get('accept-encoding'),
          counted,
        );
        metrics.cacheBytes.set(cache.size());
      }
    } catch (error) {
      response = failed(options, call, error, shown.name);
    }
    for (const [name, value] of pass?.headers ?? []) response.headers.set(name, value);
    for (const cookie of cookies) response.headers.append('set-cookie', cookie);
    response = await finish(options, call, response, fixedHeaders);
    const seconds = (performance.now() - started) / 1000;
    metrics.requestSeconds.observe({ route: shown.name, status: String(response.status) }, seconds);
    services.log.info(
      {
        requestId: call.requestId,
        method: request.method,
        route: shown.name,
        // what may be a key in an address is nobody's business, also where the address is nearly right
        path: call.url.pathname.replace(/[\w.-]{40,}/g, ':key'),
        status: response.status,
        ms: Math.round(seconds * 10_000) / 10,
        account: call.actor.kind === 'account' ? call.actor.id : undefined,
      },
      'request',
    );
    return response;
  };

  app.get(
    '/assets/:name',
    (c) => options.assets.respond(c.req.param('name'), c.req.raw) ?? answer(null, c.req.raw, {}, c.env),
  );
  for (const route of options.routes) {
    const paths =
      route.style === 'page' ? [route.path, route.path === '/' ? '/en' : `/en${route.path}`] : [route.path];
    for (const path of paths) {
      app.on(route.method, path, (c) =>
        answer(route, c.req.raw, c.req.param() as Record<string, string>, c.env),
      );
    }
  }
  app.all('*', (c) => answer(isSlashed(c.req.raw) ? slashed : null, c.req.raw, {}, c.env));

  const listener = getRequestListener((request, env) => app.fetch(request, env as HttpBindings));
  let server: Server | undefined;
  return {
    fetch: async (request) => app.fetch(request),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server = createServer((request, response) => {
          const pass = enterBefore(options, request);
          if (!pass) {
            if (!cache.serve(request, response)) void listener(request, response);
            return;
          }
          passes.set(request, pass);
          const go = (entered: Pass | null) => {
            const open = entered !== null && entered.refusal === null;
            if (!open || !cache.serve(request, response, entered.headers)) void listener(request, response);
          };
          // what failed is told where failures are answered
          pass.then(go, () => go(null));
        });
        server.requestTimeout = 300_000;
        server.on('error', reject);
        server.listen(port, host, () => {
          const bound = server?.address();
          resolve({ port: bound && typeof bound === 'object' ? bound.port : port });
        });
      }),
    async close() {
      await closeServer(server, options.services.log);
      await options.gate?.close();
    },
  };
}

async function identify(options: WebOptions, call: Call): Promise<Call> {
  const { config } = options.services;
  const token = readCookies(call.request.headers.get('cookie')).get(sessionCookieName(config));
  if (!token) return call;
  const actor = await options.authenticate(token);
  if (!actor) return call;
  return Object.assign(call, { actor, csrfToken: csrfTokenOf(config, actor.sessionId ?? 0) });
}

/** People who signed in are known; whoever does not is counted before anything is asked of the database. */
function isCostly({ costly }: Route, { actor, url }: Call): boolean {
  return actor.kind === 'visitor' && (costly === 'always' || (costly === 'asked' && url.search !== ''));
}

function refuseEntry(route: Route, call: Call): void {
  const { access } = route;
  if (access.kind === 'anyone') return;
  if (call.actor.kind !== 'account') {
    throw new Refusal('sign_in_first', {
      vi: 'Bạn cần đăng nhập để xem trang này.',
      en: 'Please sign in to see this page.',
    });
  }
  if (!route.beforeFactor) refuseBeforeFactor(call.actor);
  if (access.kind === 'roles' && !call.actor.grants.some((grant) => access.roles.includes(grant.role))) {
    throw new Refusal('forbidden', {
      vi: 'Tài khoản của bạn chưa được giao quyền làm việc này. Nếu cần, hãy đề nghị quản trị viên cấp quyền.',
      en: 'Your account has not been given the right to do this. Ask the administrator if you need it.',
    });
  }
}

function failed(options: WebOptions, call: Call, error: unknown, route: string): Response {
  const failure = failureOf(error);
  const { log } = options.services;
  if (failure.fault) log.error({ err: error, requestId: call.requestId, route }, 'fault');
  else if (failure.status >= 500) log.warn({ err: error, requestId: call.requestId, route }, 'unavailable');
  const response = options.renderFailure(call, failure, formPageOf(call, options.routes));
  if (failure.retryAfter) response.headers.set('retry-after', String(failure.retryAfter));
  return response;
}

async function finish(
  options: WebOptions,
  call: Call,
  response: Response,
  fixedHeaders: readonly (readonly [string, string])[],
): Promise<Response> {
  // an uploaded file goes out under a stricter policy of its own
  for (const [name, value] of fixedHeaders) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  response.headers.set('x-request-id', call.requestId);
  if (call.notice !== null && response.status === 200)
    response.headers.append('set-cookie', spentNoticeCookie(options.services.config));
  if (!response.headers.has('cache-control')) {
    response.headers.set('cache-control', call.actor.kind === 'account' ? 'private, no-store' : 'no-cache');
    response.headers.append('vary', 'cookie');
  }
  const type = response.headers.get('content-type') ?? '';
  const worthwhile =
    /^(text\/html|application\/(json|problem\+json))/.test(type) && !response.headers.has('content-encoding');
  if (options.compression === false || !worthwhile || response.body === null) return response;
  if (chooseEncoding(call.request.headers.get('accept-encoding')) === 'identity') return response;
  const body = await compressGzip(Buffer.from(await response.arrayBuffer()));
  const headers = new Headers(response.headers);
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'accept-encoding');
  return new Response(new Uint8Array(body), { status: response.status, headers });
}

function addressOf(options: WebOptions, request: Request, bindings: HttpBindings | undefined): string {
  const forwarded = request.headers.get('x-forwarded-for');
  return addressBehind(options, forwarded, bindings?.incoming?.socket.remoteAddress);
}

function addressBehind(
  { services }: WebOptions,
  forwarded: string | null | undefined,
  peer: string | undefined,
): string {
  // the last entry is the one our own proxy wrote; earlier ones are whatever the sender claimed
  const told = services.config.trustProxy ? forwarded?.split(',').at(-1)?.trim() : undefined;
  return told || (peer ?? '');
}

/** Lets in whoever may be served from the cache; null where nobody counts. */
function enterBefore(options: WebOptions, request: IncomingMessage): Promise<Pass> | null {
  if (!options.gate || !isPlainlyMetered(request.url ?? '')) return null;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '');
  const address = addressBehind(options, forwarded, request.socket.remoteAddress);
  return options.gate.enter({ address, authorization: request.headers.authorization ?? null });
}

async function closeServer(server: Server | undefined, log: Logger): Promise<void> {
  if (!server) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => {
      log.warn('connections still open were cut');
      server.closeAllConnections();
    }, 10_000);
    // a connection answered meanwhile is kept alive for seconds that nobody needs
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(late);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
