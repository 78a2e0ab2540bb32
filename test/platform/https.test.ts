import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeOther, spentNoticeCookie, takenCookie } from '../../src/platform/http/answer.ts';
import type { Call } from '../../src/platform/http/call.ts';
import { securityHeaders } from '../../src/platform/http/security-headers.ts';
import {
  endedSessionCookie,
  sessionCookie,
  sessionCookieName,
} from '../../src/platform/http/session-cookie.ts';
import { displayRoutes } from '../../src/ui/display-route.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(displayRoutes);
});
afterAll(() => app.close());

const overTls = () => ({ ...app.services.config, baseUrl: new URL('https://nhipcau.example.vn') });

/** Every cookie the product sets, under these settings. */
async function cookies(config: ReturnType<typeof overTls>): Promise<readonly string[]> {
  const call = { language: 'vi', services: { ...app.services, config }, query: () => '' } as unknown as Call;
  const display = await displayRoutes[0]?.handle(call);
  return [
    sessionCookie(config, 'token', 60),
    endedSessionCookie(config),
    seeOther(call, '/', 'Đã lưu.').headers.get('set-cookie') ?? '',
    spentNoticeCookie(config),
    takenCookie(config, '/muc/5/luu'),
    display?.headers.get('set-cookie') ?? '',
  ];
}

test('over TLS every cookie is bound to this host, and never sent without TLS or by posts of other sites', async () => {
  for (const cookie of await cookies(overTls()))
    expect(cookie).toMatch(
      /^__Host-nhipcau_\w+=[^;]*; Path=\/; Max-Age=\d+(; HttpOnly)?; SameSite=Lax; Secure$/,
    );
  expect(sessionCookieName(overTls())).toBe('__Host-nhipcau_session');
});

test('on a local network without TLS cookies have their plain names, which browsers take there', async () => {
  for (const cookie of await cookies(app.services.config))
    expect(cookie).toMatch(/^nhipcau_\w+=[^;]*; Path=\/; Max-Age=\d+(; HttpOnly)?; SameSite=Lax$/);
});

test('over TLS browsers are told to come over TLS for a year, to its subdomains as well', () => {
  expect(new Map(securityHeaders(overTls())).get('strict-transport-security')).toBe(
    'max-age=31536000; includeSubDomains',
  );
  expect(new Map(securityHeaders(app.services.config)).has('strict-transport-security')).toBe(false);
});
