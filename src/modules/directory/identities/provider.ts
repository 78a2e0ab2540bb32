import * as oidc from 'openid-client';
import { singleSpaced } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import type { Logger } from '../../../platform/log.ts';
import { normalEmail } from '../accounts/inputs.ts';
import { lifetimeSeconds } from '../sessions/authenticate.ts';
import type { ProofLevel } from '../sessions/open-session.ts';

/** What one way to a provider and back is recognised by. */
export interface SignOnKeys {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
}

/** Who came back from a provider. */
export interface Arrival {
  readonly issuer: string;
  readonly subject: string;
  /** An address that is the person's own, as the provider vouches; null where it gives none or does not vouch. */
  readonly email: string | null;
  readonly name: string | null;
  readonly level: ProofLevel;
  /** When the person signed in there; null where the provider does not say. */
  readonly provenAt: Date | null;
}

/** Why nobody came back: a matter of the provider or of the person there, never of an account here. */
export class SignOnFailure extends Error {
  readonly reason: 'away' | 'cancelled' | 'not_signed_in_there' | 'wrong_answer';
  constructor(reason: SignOnFailure['reason']) {
    super(reason);
    this.name = 'SignOnFailure';
    this.reason = reason;
  }
}

/** Seconds a provider may take for one answer while somebody waits for the page. */
const patience = 8;
/** Milliseconds after which a provider is asked anew where its doors are. */
const knownFor = 3_600_000;

interface Known {
  readonly metadata: oidc.ServerMetadata;
  readonly until: number;
}

const known = new WeakMap<IdentityProvider, Promise<Known>>();

/**
 * The address at the provider to send the person to. `anew`: who is signed in there already is asked again. Throws
 * SignOnFailure.
 */
export async function addressAtProvider(
  log: Logger,
  provider: IdentityProvider,
  asked: { keys: SignOnKeys; redirectUri: string; language: string; anew: boolean },
): Promise<URL> {
  const { keys, redirectUri, language, anew } = asked;
  return orFailure(log, provider, async () =>
    oidc.buildAuthorizationUrl(await open(provider), {
      redirect_uri: redirectUri,
      scope: provider.scopes,
      state: keys.state,
      nonce: keys.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(keys.verifier),
      code_challenge_method: 'S256',
      ui_locales: language,
      // only who is asked for it must say when the person signed in: no sign-in here rests on an older one than it may last
      max_age: String(anew ? 0 : lifetimeSeconds),
      ...(anew && { prompt: 'login' }),
    }),
  );
}

/** Who stands behind the provider's answer, the address it sent the person back to. Throws SignOnFailure. */
export async function whoCame(
  log: Logger,
  provider: IdentityProvider,
  answer: URL,
  { keys, at }: { readonly keys: SignOnKeys; readonly at: Date },
): Promise<Arrival> {
  const { state, nonce, verifier } = keys;
  return orFailure(log, provider, async () => {
    const configuration = await open(provider);
    const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
      ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
    });
    const signed = tokens.claims();
    if (!signed) throw new SignOnFailure('wrong_answer');
    const asks = configuration.serverMetadata().userinfo_endpoint && lacks(provider, signed);
    const told = asks ? await oidc.fetchUserInfo(configuration, tokens.access_token, signed.sub) : {};
    return arrivalOf(provider, { ...told, ...signed }, signed, at);
  });
}

function lacks({ claims }: IdentityProvider, signed: Claims): boolean {
  return [claims.sub, claims.email, claims.name].some((claim) => claim !== null && !(claim in signed));
}

/**
 * What is known of a provider lasts an hour, its keys for one answer: keys it changes hold at once. The signature of a
 * token is checked although it came from the provider itself, in case something between reads along.
 */
async function open(provider: IdentityProvider): Promise<oidc.Configuration> {
  const { metadata } = await knownOf(provider);
  const configuration = new oidc.Configuration(
    metadata,
    provider.clientId,
    provider.clientSecret,
    authentication(metadata, provider),
  );
  configuration.timeout = patience;
  oidc.enableNonRepudiationChecks(configuration);
  if (provider.issuer.protocol === 'http:') oidc.allowInsecureRequests(configuration);
  return configuration;
}

async function knownOf(provider: IdentityProvider): Promise<Known> {
  const before = await known.get(provider)?.catch(() => undefined);
  if (before && before.until > Date.now()) return before;
  const asking = discover(provider);
  known.set(provider, asking);
  // one that is down is asked again by the next person
  asking.catch(() => known.delete(provider));
  return asking;
}

async function discover(provider: IdentityProvider): Promise<Known> {
  const { issuer, clientId, clientSecret } = provider;
  const found = await oidc.discovery(issuer, clientId, clientSecret, undefined, {
    timeout: patience,
    execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
  });
  return { metadata: { ...found.serverMetadata() }, until: Date.now() + knownFor };
}

/** As the provider says it takes it; the standard's usual manner where it says nothing. */
function authentication(
  { token_endpoint_auth_methods_supported: taken }: oidc.ServerMetadata,
  { clientSecret }: IdentityProvider,
): oidc.ClientAuth {
  return taken?.includes('client_secret_post') && !taken.includes('client_secret_basic')
    ? oidc.ClientSecretPost(clientSecret)
    : oidc.ClientSecretBasic(clientSecret);
}

type Claims = Readonly<Record<string, unknown>>;

/** `signed`: the claims of the token alone, which tell how the person signed in there. */
function arrivalOf(provider: IdentityProvider, told: Claims, signed: Claims, at: Date): Arrival {
  const { claims, secondFactor, trustsEmail } = provider;
  const subject = textOf(told[claims.sub]);
  const issuer = textOf(told.iss);
  if (!subject || subject.length > 255 || !issuer) throw new SignOnFailure('wrong_answer');
  const email = claims.email && normalEmail(textOf(told[claims.email]) ?? '');
  const vouched = trustsEmail || [true, 'true'].includes(told[claims.emailVerified] as boolean | string);
  const shown = [signed.acr, ...(Array.isArray(signed.amr) ? signed.amr : [])];
  return {
    issuer,
    subject,
    email: email && vouched && isAddress(email) ? email : null,
    name: claims.name && (singleSpaced(textOf(told[claims.name]) ?? '').slice(0, 200) || null),
    level: shown.some((value) => secondFactor.includes(value)) ? 'two_factors' : 'one_factor',
    provenAt: provenAt(signed.auth_time, at),
  };
}

/** By how long ago it was: clocks that differ a little make nobody come from the future. */
function provenAt(instant: unknown, at: Date): Date | null {
  if (typeof instant !== 'number' || !Number.isFinite(instant) || instant < 0) return null;
  return new Date(at.getTime() - Math.max(0, Date.now() - instant * 1000));
}

/** A text without characters nobody types; null for anything else. Some providers number their people. */
function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? value.replace(/\p{Cc}/gu, '').normalize('NFC') : null;
}

function isAddress(email: string): boolean {
  return email.length <= 254 && /^[^\s@,;<>()"\\]+@[^\s@,;<>()"\\.]+(\.[^\s@,;<>()"\\.]+)+$/u.test(email);
}

async function orFailure<Value>(
  log: Logger,
  provider: IdentityProvider,
  asking: () => Promise<Value>,
): Promise<Value> {
  try {
    return await asking();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    // of the error only its codes: the rest may hold tokens, or what was said of a person
    if (reason === 'away' || reason === 'wrong_answer')
      log.warn(
        { provider: provider.name, reason, ...codesOf(error) },
        'single sign-on failed at the provider',
      );
    // it may have moved meanwhile
    if (reason === 'wrong_answer') known.delete(provider);
    throw new SignOnFailure(reason);
  }
}

/** Null for a fault of ours. */
function reasonOf(error: unknown): SignOnFailure['reason'] | null {
  if (error instanceof SignOnFailure) return error.reason;
  if (error instanceof oidc.AuthorizationResponseError)
    return errorAnswers.get(error.error) ?? 'wrong_answer';
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500 ? 'away' : 'wrong_answer';
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'wrong_answer';
  if (error instanceof oidc.ClientError) {
    const { code, cause } = error;
    if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return 'away';
    // not by its class: the web server puts another one in the place of the global `Response`
    const { status = 0 } = (cause ?? {}) as { readonly status?: number };
    return status >= 500 ? 'away' : 'wrong_answer';
  }
  // how `fetch` says that there was no connection, or none until the end
  return error instanceof TypeError && error.cause !== undefined ? 'away' : null;
}

/** Source: OpenID Connect Core 1.0, 3.1.2.6; RFC 6749, 4.1.2.1. */
const errorAnswers: ReadonlyMap<string, SignOnFailure['reason']> = new Map([
  ['access_denied', 'cancelled'],
  ['login_required', 'not_signed_in_there'],
  ['interaction_required', 'not_signed_in_there'],
  ['consent_required', 'not_signed_in_there'],
  ['account_selection_required', 'not_signed_in_there'],
  ['temporarily_unavailable', 'away'],
  ['server_error', 'away'],
]);

function codesOf(error: unknown): Record<string, string> {
  const { code, error: answer } = error as { code?: unknown; error?: unknown };
  return Object.fromEntries(
    Object.entries({ code, answer }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && /^[\w.]{1,60}$/.test(entry[1]),
    ),
  );
}
