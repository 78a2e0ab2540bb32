import { sessionCookieName } from '../../src/platform/http/session-cookie.ts';
import { formTokenOf, type TestApp } from './app.ts';
import type { TestProvider } from './oidc-provider.ts';

/** Somebody's browser without a screen: it keeps the product's cookies and sends them. */
export interface CookieBrowser {
  readonly cookies: Map<string, string>;
  open(path: string): Promise<Response>;
  post(path: string, form?: Readonly<Record<string, string>>): Promise<Response>;
  /** Presses the button at `from`; returns the address of the provider's page, as the browser is sent there. */
  setOut(from: string, form?: Readonly<Record<string, string>>): Promise<string>;
  /** All the way to a provider and back: what the product answers in the end. */
  signOn(provider: TestProvider, form?: Readonly<Record<string, string>>): Promise<Response>;
  /** As `signOn`, to link it with the account signed in here. */
  link(provider: TestProvider): Promise<Response>;
}

export function openCookieBrowser(app: TestApp): CookieBrowser {
  const cookies = new Map<string, string>();
  const send = async (path: string, form?: Readonly<Record<string, string>>) => {
    const { config } = app.services;
    const session = cookies.get(sessionCookieName(config));
    const answer = await app.fetch(path, {
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { form: { ...(session && { _csrf: await formTokenOf(app.services, session) }), ...form } }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const setOut = async (from: string, form: Readonly<Record<string, string>> = {}) => {
    const answer = await send(from, form);
    const to = /^0; url=(.+)$/.exec(answer.headers.get('refresh') ?? '')?.[1];
    if (!to)
      throw new Error(`${from} leads to no provider: ${answer.status} ${answer.headers.get('location')}`);
    return to;
  };
  const goThrough = async (provider: TestProvider, to: string) => {
    const back = await provider.walk(to);
    return send(`${back.pathname}${back.search}`);
  };
  return {
    cookies,
    open: (path) => send(path),
    post: (path, form = {}) => send(path, form),
    setOut,
    signOn: async (provider, form) =>
      goThrough(provider, await setOut(`/dang-nhap/qua/${provider.settings.name}`, form)),
    link: async (provider) =>
      goThrough(provider, await setOut(`/tai-khoan/dang-nhap-mot-lan/${provider.settings.name}`)),
  };
}
