import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/kernel/actor.ts';
import { lawfulCalendar } from '../../src/kernel/working-days.ts';
import { askProof, authenticate } from '../../src/modules/directory/index.ts';
import type { Config } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { openLocalBlobStore } from '../../src/platform/files.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { csrfTokenOf, sessionCookieName } from '../../src/platform/http/session-cookie.ts';
import { dayByTheMinute, openUseCounter, type UseCounter } from '../../src/platform/http/uses.ts';
import { createWeb, type Web } from '../../src/platform/http/web.ts';
import { openLog } from '../../src/platform/log.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { usualRetention } from '../../src/platform/retention.ts';
import type { Services } from '../../src/platform/services.ts';
import { openGate } from '../../src/site/rates/index.ts';
import { renderFailure } from '../../src/ui/failure-page.tsx';
import { createTestDatabase, type TestConnection, type TestDatabase } from './servers.ts';

/** A signed-in person of a test: the cookie and form token their browser would send. */
export interface Session {
  readonly accountId: number;
  /** As a browser's, it follows what answers set. */
  cookie: string;
  readonly csrfToken: string;
}

export interface Sending {
  readonly as?: Session;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Posted as an urlencoded form with the person's token; arrays repeat the field. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** Posted as multipart/form-data with the person's token. */
  readonly upload?: {
    readonly fields?: Readonly<Record<string, string>>;
    readonly files: Readonly<Record<string, File>>;
  };
  readonly headers?: Readonly<Record<string, string>>;
}

/** The product on a database of its own, answering in process. */
export interface TestApp {
  readonly services: Services;
  readonly connection: TestConnection;
  readonly web: Web;
  /** What visitors used; nothing writes it but the test. */
  readonly uses: UseCounter;
  /** Texts of the SQL statements since the last call of `forgetStatements`. */
  readonly statements: readonly string[];
  forgetStatements(): void;
  /** The product's clock stands still here until set. */
  setNow(instant: Date): void;
  /** An account with these roles in the whole installation, and a session of it. */
  signIn(
    role: Role | readonly Role[],
    options?: { email?: string; organisationId?: number },
  ): Promise<Session>;
  fetch(path: string, sending?: Sending): Promise<Response>;
  close(): Promise<void>;
}

/** What seals the secrets of the sample in every database of the tests. */
export const testSecretKey = 'a key for tests only, longer than 32';

const origin = 'http://localhost:8080';

/**
 * `given`: a database other than an empty one of its own; it is dropped at the end all the same. `settings`: what
 * differs from those of all tests.
 */
export async function openTestApp(
  routes: readonly Route[],
  given?: TestDatabase,
  settings: Partial<Config> = {},
): Promise<TestApp> {
  const database = given ?? (await createTestDatabase());
  const directory = await mkdtemp(join(tmpdir(), 'nhipcau-app-'));
  const log = openLog('silent');
  const statements: string[] = [];
  const opened = openDatabase({
    connection: database.connection,
    log,
    max: 8,
    onStatement: (text) => statements.push(text),
  });
  let now = new Date('2026-05-04T02:00:00Z');
  const config: Config = {
    port: 8080,
    host: '127.0.0.1',
    baseUrl: new URL(origin),
    dataDir: directory,
    databaseUrl: database.url,
    databaseTimeout: 15,
    backup: { directory: join(directory, 'exports'), hour: 2, keep: 3, rehearseDays: null },
    apiRates: { addressMinute: 120, keyMinute: 1_200, keyDay: 100_000 },
    offlineReading: true,
    sample: 'none',
    secretKey: testSecretKey,
    secondFactor: 'offered',
    smtpUrl: undefined,
    identityProviders: [],
    mailFrom: 'nhipcau@example.vn',
    mailReturn: undefined,
    scannerUrl: undefined,
    openDataLicence: 'https://creativecommons.org/licenses/by/4.0/',
    trustProxy: false,
    questionDays: 10,
    dataRequestDays: 2,
    firstPasswordDays: 7,
    pageRate: null,
    dataExtensionDays: { withdrawal: 15, restriction: 15, correction: 10, erasure: 20 },
    retention: usualRetention,
    consultationDays: 20,
    calendar: lawfulCalendar,
    logLevel: 'silent',
    production: false,
    ...settings,
  };
  const services: Services = {
    config,
    log,
    db: opened.db,
    files: openLocalBlobStore(join(directory, 'files')),
    clock: () => now,
    installation: { place: 'Lạng Sơn', operator: 'Sở Khoa học và Công nghệ tỉnh Lạng Sơn' },
    assets: {},
  };
  const uses = openUseCounter(dayByTheMinute(() => now));
  const web = createWeb({
    uses,
    services,
    routes,
    authenticate: authenticate(services),
    confirm: askProof,
    renderFailure,
    assets: { urls: {}, respond: () => null },
    contentVersion: { current: () => null, close: async () => undefined },
    metrics: openMetrics(),
    gate: openGate(services),
    compression: false,
  });
  return {
    services,
    connection: database.connection,
    web,
    uses,
    statements,
    forgetStatements: () => statements.splice(0),
    setNow: (instant) => {
      now = instant;
    },
    signIn: (role, options = {}) => openSession(services, typeof role === 'string' ? [role] : role, options),
    async fetch(path, sending = {}) {
      const answer = await web.fetch(requestOf(path, sending));
      if (sending.as) keepSessionCookie(sending.as, answer, config);
      return answer;
    },
    async close() {
      await web.close();
      await opened.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** An account with these roles and a session of it, as `TestApp.signIn`. */
export async function openSession(
  services: Services,
  held: readonly Role[],
  options: { email?: string; organisationId?: number },
): Promise<Session> {
  const { db, clock, config } = services;
  const email = options.email ?? `${held[0] ?? 'nobody'}-${randomBytes(4).toString('hex')}@example.vn`;
  const known = await db.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst();
  const account =
    known ??
    (await db
      .insertInto('account')
      .values({
        email,
        name: `Người thử ${held.join(', ')}`.trim(),
        organisation_id: options.organisationId ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow());
  if (!known && held.length > 0) {
    await db
      .insertInto('role_grant')
      .values(held.map((role) => ({ account_id: account.id, role })))
      .execute();
  }
  // the session is written directly: a hash for every test would cost more than the tests
  const token = randomBytes(32).toString('base64url');
  const session = await db
    .insertInto('session')
    .values({
      token_hash: createHash('sha256').update(token).digest(),
      account_id: account.id,
      created_at: clock(),
      last_seen_at: clock(),
      expires_at: new Date(clock().getTime() + 7 * 86_400_000),
      strong: true,
      // asked again who they are only where a test is about that
      confirmed_at: new Date('2100-01-01'),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    accountId: account.id,
    cookie: `${sessionCookieName(config)}=${token}`,
    csrfToken: csrfTokenOf(config, session.id),
  };
}

/** Another token of the session that the answer gives; that it ended leaves the cookie as it is, to be tried again. */
function keepSessionCookie(session: Session, answer: Response, config: Config): void {
  const name = sessionCookieName(config);
  for (const line of answer.headers.getSetCookie()) {
    const token = new RegExp(`^${name}=([^;]+)`).exec(line)?.[1];
    if (token) session.cookie = session.cookie.replace(new RegExp(`${name}=[\\w-]+`), `${name}=${token}`);
  }
}

/** What the forms of a session carry, by the token in its cookie; of no session nothing. */
export async function formTokenOf({ db, config }: Services, token: string): Promise<string> {
  const session = await db
    .selectFrom('session')
    .select('id')
    .where('token_hash', '=', createHash('sha256').update(token).digest())
    .executeTakeFirst();
  return session ? csrfTokenOf(config, session.id) : '';
}

function requestOf(path: string, sending: Sending): Request {
  const headers = new Headers(sending.headers);
  if (sending.as) headers.set('cookie', sending.as.cookie);
  const posts = sending.form !== undefined || sending.upload !== undefined;
  const method = sending.method ?? (posts ? 'POST' : 'GET');
  if (method !== 'GET' && !headers.has('origin') && !headers.has('sec-fetch-site'))
    headers.set('sec-fetch-site', 'same-origin');
  let body: BodyInit | null = null;
  if (sending.form) {
    const fields = new URLSearchParams();
    if (sending.as && !('_csrf' in sending.form)) fields.append('_csrf', sending.as.csrfToken);
    for (const [name, values] of Object.entries(sending.form)) {
      for (const value of typeof values === 'string' ? [values] : values) fields.append(name, value);
    }
    body = fields;
  }
  if (sending.upload) {
    const parts = new FormData();
    if (sending.as) parts.append('_csrf', sending.as.csrfToken);
    for (const [name, value] of Object.entries(sending.upload.fields ?? {})) parts.append(name, value);
    for (const [name, file] of Object.entries(sending.upload.files)) parts.append(name, file);
    body = parts;
  }
  return new Request(new URL(path, origin), { method, headers, body });
}
