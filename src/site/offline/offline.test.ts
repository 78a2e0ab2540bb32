import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { offlineRoutes } from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(offlineRoutes);
});
afterAll(() => app.close());

const switchedTo = (offlineReading: boolean) =>
  Object.assign(app.services, { config: { ...app.services.config, offlineReading } });

test('the worker stands at the root, names the one of this build, and is asked for anew each time', async () => {
  const answer = await app.fetch('/sw.js');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  expect(await answer.text()).toBe('importScripts("/assets/offline-worker.js");\n');
  expect(answer.headers.get('content-security-policy')).toContain("worker-src 'self'");
});

test('switched off, the worker is gone for good, and pages say so', async () => {
  switchedTo(false);
  expect((await app.fetch('/sw.js')).status).toBe(410);
  const html = await (await app.fetch('/doc-ngoai-tuyen')).text();
  expect(html).toContain('không bật việc lưu');
  expect(html).not.toContain('data-kept-list');
  switchedTo(true);
  expect(await (await app.fetch('/doc-ngoai-tuyen')).text()).toContain('data-kept-list="/doc-ngoai-tuyen"');
});

test('the site can be installed: a manifest with names, colours and icons', async () => {
  const answer = await app.fetch('/manifest.webmanifest');
  expect(answer.headers.get('content-type')).toBe('application/manifest+json; charset=utf-8');
  expect(await answer.json()).toMatchObject({
    name: 'Nhịp Cầu Lạng Sơn',
    lang: 'vi',
    start_url: '/',
    icons: [{ sizes: '192x192' }, { sizes: '512x512' }, { purpose: 'maskable' }],
    shortcuts: [{ url: '/doc-ngoai-tuyen' }],
  });
});
