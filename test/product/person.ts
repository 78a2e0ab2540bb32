import { codeOf, stepOf } from '../../src/modules/directory/factors/totp.ts';
import { fromBase32 } from '../support/base32.ts';
import { expectedStatus, type Installation, run } from './product.ts';

/** Somebody at a browser without scripts: keeps the session's cookie and sends the form token of its pages. */
export interface Person {
  readonly cookie: string;
  get(path: string): Promise<Response>;
  /** Posts a form of the site's own page. */
  post(path: string, fields?: Readonly<Record<string, string>>, token?: string): Promise<Response>;
  /** Posts a form with one file. */
  send(path: string, file: File): Promise<Response>;
}

/** What a person of the tests types; long enough for the rule. */
export const password = 'một câu dài dễ nhớ';

/** An account made on the command line. */
export async function createAccount(installation: Installation, email: string, role: string): Promise<void> {
  const words = ['account', 'create', '--email', email, '--role', role];
  const { code, complaint } = await run(installation, words, { input: password });
  if (code !== 0) throw new Error(`account create: ${complaint}`);
}

/** The answer to a try to sign in, whatever it is. */
export function trySignIn(
  address: string,
  email: string,
  typed: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${address}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address, ...headers },
    body: new URLSearchParams({ email, password: typed }),
  });
}

/** Signs in and reads the form token from the person's own page; the secret is that of an account with a second step. */
export async function signIn(
  address: string,
  email: string,
  typed = password,
  secret?: string,
): Promise<Person> {
  const first = await trySignIn(address, email, typed);
  const answer = secret === undefined ? first : await passSecondStep(address, first, secret);
  await expectedStatus(answer, 303);
  const cookie = cookiesOf(answer).find((pair) => pair.includes('nhipcau_session='));
  if (!cookie) throw new Error('no session was opened');
  const get = (path: string) => fetch(`${address}${path}`, { redirect: 'manual', headers: { cookie } });
  const page = await expectedStatus(await get('/tai-khoan/phien'), 200);
  const own = /name="_csrf" value="([^"]+)"/.exec(page)?.[1];
  if (!own) throw new Error('the page has no form token');
  const headers = { cookie, origin: address };
  return {
    cookie,
    get,
    post: (path, fields = {}, token = own) =>
      fetch(`${address}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: new URLSearchParams({ _csrf: token, ...fields }),
      }),
    send(path, file) {
      const body = new FormData();
      body.append('_csrf', own);
      body.append('file', file);
      return fetch(`${address}${path}`, { method: 'POST', redirect: 'manual', headers, body });
    },
  };
}

async function passSecondStep(address: string, first: Response, secret: string): Promise<Response> {
  await expectedStatus(first, 303);
  return fetch(`${address}/dang-nhap/buoc-hai`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address, cookie: cookiesOf(first).join('; ') },
    body: new URLSearchParams({ code: codeOf(fromBase32(secret), stepOf(new Date())) }),
  });
}

function cookiesOf(answer: Response): string[] {
  return answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
}

/** A draft edition made through its form; its path. */
export async function createEdition(
  person: Person,
  kind: 'problems' | 'needs',
  span: string,
): Promise<string> {
  const answer = await person.post('/ban-lam-viec/danh-muc/moi', { kind, span, title: `Danh mục ${span}` });
  await expectedStatus(answer, 303);
  return answer.headers.get('location') ?? '';
}
