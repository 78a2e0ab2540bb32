import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import type { IdentityProvider } from '../../src/platform/identity-providers.ts';

/** A person as the provider knows them: claims by name, `sub` among them. */
export type ProviderPerson = Readonly<Record<string, unknown>> & { readonly sub: string };

/** A real provider of OpenID Connect on this machine, whose people need not type anything. */
export interface TestProvider {
  readonly issuer: string;
  /** Settings of the product for it. */
  readonly settings: IdentityProvider;
  /** Who is in front of its screen; null: somebody who presses “Cancel”. */
  person: ProviderPerson | null;
  /** What is laid over its answers before they leave: by path, the JSON it says. */
  forge: ((path: string, said: Record<string, unknown>) => Record<string, unknown>) | null;
  /** Seconds since the person signed in there; it does not ask who has. */
  signedInFor: number;
  /** From now on it signs with another key, as if it had always done so. */
  changeKeys(): void;
  /** Away: connections are refused with 503. */
  away: boolean;
  /** Goes the person's way through the provider from its first address to the one it sends the browser back to. */
  walk(to: string): Promise<URL>;
  close(): Promise<void>;
}

const client = { id: 'nhipcau', secret: 'a secret of the tests, not of the world' };

/**
 * `more`: what differs in the product's settings for it. `inUserInfo`: it tells of people where it is asked for it, as the
 * standard has it; else in the token itself. `base`: where the product is.
 */
export async function openTestProvider(
  name: string,
  more: Partial<IdentityProvider> = {},
  { inUserInfo = true, base = 'http://localhost:8080' } = {},
): Promise<TestProvider> {
  const returns = [`${base}/dang-nhap/qua/${name}/ve`];
  const people = new Map<string, ProviderPerson>();
  let provider: Provider;
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => {
    if (own.away) response.writeHead(503).end();
    else if (request.url?.startsWith('/interaction/')) void interact(request, response);
    else if (own.forge) forging(own.forge, request, response, handle);
    else handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  const own: TestProvider = {
    issuer,
    settings: {
      ...{ name, issuer: new URL(issuer), clientId: client.id, clientSecret: client.secret },
      ...{ label: { vi: 'Dịch vụ thử', en: 'Trial service' }, scopes: 'openid email profile' },
      claims: { sub: 'sub', email: 'email', emailVerified: 'email_verified', name: 'name' },
      ...{ audience: 'citizens', secondFactor: ['mfa'], registers: true, trustsEmail: false },
      ...more,
    },
    person: null,
    forge: null,
    signedInFor: 0,
    away: false,
    changeKeys: begin,
    walk,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function begin(): void {
    provider = new Provider(issuer, configuration(returns, people, inUserInfo));
    handle = provider.callback();
  }

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    const { person } = own;
    if (!person) {
      const answer = { error: 'access_denied', error_description: 'the person pressed “Cancel”' };
      return provider.interactionFinished(request, response, answer);
    }
    people.set(person.sub, person);
    if (prompt.name === 'login') {
      const ts = Math.floor(Date.now() / 1000) - own.signedInFor;
      const login = { accountId: person.sub, amr: person.amr, remember: false, ts };
      return provider.interactionFinished(request, response, { login });
    }
    const accountId = session?.accountId ?? person.sub;
    const grant = new provider.Grant({ accountId, clientId: client.id });
    grant.addOIDCScope(params.scope ?? 'openid');
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  }

  begin();
  return own;
}

function configuration(
  returns: readonly string[],
  people: ReadonlyMap<string, ProviderPerson>,
  conformIdTokenClaims: boolean,
) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        ...{ client_id: client.id, client_secret: client.secret, redirect_uris: returns },
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
      },
    ],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }],
    },
    cookies: { keys: [randomUUID()] },
    claims: {
      openid: ['sub', 'so_dinh_danh', 'amr'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    conformIdTokenClaims,
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => people.get(sub) ?? { sub },
    }),
  };
}

/** What the provider says in JSON leaves changed. */
function forging(
  forge: NonNullable<TestProvider['forge']>,
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  const end = response.end.bind(response);
  response.end = ((said?: unknown) => {
    const type = String(response.getHeader('content-type') ?? '');
    if (!type.includes('json') || said === undefined) return end(said as string);
    const path = request.url?.split('?')[0] ?? '';
    const changed = JSON.stringify(forge(path, JSON.parse(String(said))));
    response.removeHeader('content-length');
    return end(changed);
  }) as typeof response.end;
  handle(request, response);
}

/** As a browser would follow the provider's own redirects, with its cookies, until it leads elsewhere. */
async function walk(to: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(to);
  let at = new URL(to);
  for (let steps = 0; steps < 12; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`the provider leads nowhere: ${answer.status} ${await answer.text()}`);
    at = new URL(location, at);
    if (at.origin !== origin) return at;
  }
  throw new Error('the provider leads in a circle');
}
