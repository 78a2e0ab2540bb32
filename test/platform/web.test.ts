import { Readable } from 'node:stream';
import { h } from 'preact';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../src/kernel/refusal.ts';
import { json, seeOther } from '../../src/platform/http/answer.ts';
import { action, anyone, api, onlyFor, page as pageRoute, signedIn } from '../../src/platform/http/route.ts';
import { displayRoutes } from '../../src/ui/display-route.ts';
import { page } from '../../src/ui/page.tsx';
import { openTestApp, type TestApp } from '../support/app.ts';

const broken = (code: string) => Object.assign(new Error(`trouble ${code}`), { code });

const doors = [
  pageRoute('try.page', '/thu', anyone, (call) =>
    page(call, { title: call.query('ten') }, h('h1', {}, call.query('ten'))),
  ),
  pageRoute('try.signed', '/thu/rieng', signedIn, (call) =>
    page(call, { title: 'Riêng' }, h('h1', {}, 'Riêng')),
  ),
  pageRoute('try.administrator', '/thu/quan-tri', onlyFor('administrator'), () => json({ ok: true })),
  pageRoute('try.fault', '/thu/loi', anyone, () => {
    throw new Error('a secret detail of the program');
  }),
  pageRoute('try.away', '/thu/mat-ket-noi', anyone, () => {
    throw broken('ECONNREFUSED');
  }),
  pageRoute('try.full', '/thu/day', anyone, () => {
    throw broken('ENOSPC');
  }),
  pageRoute('try.many', '/thu/nhieu', anyone, () => {
    throw new Refusal('too_many', { vi: 'Thử lại sau.', en: 'Try later.' }, 90);
  }),
  action('try.post', '/thu/gui', anyone, async (call) => {
    const form = await call.form();
    return seeOther(call, form.get('ve') || '/thu', `Đã nhận ${form.get('ten')}`);
  }),
  action('try.upload', '/thu/tep', anyone, async (call) => json(await call.upload({ fileSize: 100_000 }))),
  ...displayRoutes,
  api('try.api', '/api/v1/thu', () => {
    throw new Refusal('unreadable', { vi: 'Sai.', en: 'Wrong.' });
  }),
];

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(doors);
});
afterAll(() => app.close());

test('every answer forbids inline script, foreign content and framing, and carries its request id', async () => {
  for (const path of ['/thu', '/khong-co', '/thu/loi', '/api/v1/thu']) {
    const answer = await app.fetch(path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('an address with a slash at its end means the page without it, on this site alone', async () => {
  const to = async (path: string, method: 'GET' | 'POST' = 'GET') => {
    const answer = await app.fetch(path, { method });
    return [answer.status, answer.headers.get('location')];
  };
  expect(await to('/thu/?ten=a%2Fb')).toEqual([301, '/thu?ten=a%2Fb']);
  expect(await to('/en/thu///')).toEqual([301, '/en/thu']);
  for (const path of ['//example.org/', '/\\example.org/', '/khong-co'])
    expect((await to(path))[0]).toBe(404);
  expect((await to('/thu/', 'POST'))[0]).not.toBe(301);
});

test('script in a text stays a text', async () => {
  const text = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
  const body = await (await app.fetch(`/thu?ten=${encodeURIComponent(text)}`)).text();
  expect(body).not.toContain('<script>alert');
  expect(body).not.toContain('<img src=x');
  expect(body).toContain('&lt;script>alert(1)&lt;/script>');
});

test('a post caused by another site is refused and changes nothing', async () => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of foreign) {
    const answer = await app.fetch('/thu/gui', { form: { ten: 'x' }, headers });
    expect(answer.status, JSON.stringify(headers)).toBe(403);
  }
  expect(
    (await app.fetch('/thu/gui', { form: { ten: 'x' }, headers: { origin: 'http://localhost:8080' } }))
      .status,
  ).toBe(303);
});

test('a form of a signed-in person needs that session’s own token', async () => {
  const officer = await app.signIn('programme_officer');
  const other = await app.signIn('programme_officer');
  expect((await app.fetch('/thu/gui', { as: officer, form: { ten: 'x' } })).status).toBe(303);
  for (const token of ['', 'wrong', other.csrfToken]) {
    expect((await app.fetch('/thu/gui', { as: officer, form: { ten: 'x', _csrf: token } })).status).toBe(403);
  }
});

test('after a post nobody is led to another site', async () => {
  const away = ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'];
  // browsers leave tabs and line ends out of addresses
  for (const path of [
    ...away,
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/\t\\evil.example',
  ]) {
    const answer = await app.fetch('/thu/gui', { form: { ten: 'x', ve: path } });
    expect(answer.headers.get('location')).toBe('/');
  }
});

test('a reader who chooses a background is never led to another site', async () => {
  const choose = (path: string) => app.fetch(`/hien-thi?nen=dark&ve=${encodeURIComponent(path)}`);
  expect((await choose('/\t/evil.example')).headers.get('location')).toBe('/');
  expect((await choose('/tim-kiem?q=đất')).headers.get('location')).toBe('/tim-kiem?q=%C4%91%E1%BA%A5t');
  expect((await choose('/bai-toan#ket-qua')).headers.get('location')).toBe('/bai-toan#ket-qua');
});

test('whoever reads in English is led back to the English page, also to the first one', async () => {
  for (const path of ['/en', '/en?x=1', '/en/thu', '/thu']) {
    const answer = await app.fetch(`/en/hien-thi?nen=dark&ve=${encodeURIComponent(path)}`);
    expect(answer.headers.get('location')).toBe(path === '/thu' ? '/en/thu' : path);
  }
});

test('a program may ask for the head of a page alone', async () => {
  const answer = await app.web.fetch(new Request('http://localhost:8080/thu', { method: 'HEAD' }));
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('');
});

test('a notice is shown once, to the person it is for', async () => {
  const posted = await app.fetch('/thu/gui', { form: { ten: 'hồ sơ <b>' } });
  const cookie = (posted.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const shown = await app.fetch('/thu', { headers: { cookie } });
  expect(await shown.text()).toContain('Đã nhận hồ sơ &lt;b>');
  expect(shown.headers.get('set-cookie')).toContain('Max-Age=0');
});

test('a visitor is led to sign in and back; a person without the role is told so', async () => {
  const visitor = await app.fetch('/en/thu/rieng?x=1');
  expect(visitor.status).toBe(303);
  expect(visitor.headers.get('location')).toBe('/en/dang-nhap?ve=%2Fen%2Fthu%2Frieng%3Fx%3D1');
  const officer = await app.signIn('programme_officer');
  expect((await app.fetch('/thu/rieng', { as: officer })).status).toBe(200);
  expect((await app.fetch('/thu/quan-tri', { as: officer })).status).toBe(403);
  expect((await app.fetch('/thu/quan-tri', { as: await app.signIn('administrator') })).status).toBe(200);
});

test('a fault shows its request id and nothing of the program', async () => {
  const answer = await app.fetch('/thu/loi');
  const body = await answer.text();
  expect(answer.status).toBe(500);
  expect(body).not.toContain('secret detail');
  expect(body).toContain(answer.headers.get('x-request-id'));
});

test.each([
  ['/thu/mat-ket-noi', 503, /kết nối/],
  ['/thu/day', 507, /đầy/],
  ['/thu/nhieu', 429, /Thử lại sau/],
])('%s answers %i in words a clerk understands', async (path, status, words) => {
  const answer = await app.fetch(path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(await answer.text()).toMatch(words);
});

test('programs get problem details', async () => {
  const answer = await app.fetch('/api/v1/thu');
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(await answer.json()).toMatchObject({
    status: 400,
    title: 'Sai.',
    type: expect.stringMatching(/\/loi\/unreadable$/),
  });
  expect((await app.fetch('/api/v1/khong-co')).headers.get('content-type')).toContain('problem+json');
});

test('an oversized, mistyped or broken form gets one clear message', async () => {
  const send = (body: BodyInit, type: string) =>
    app.web.fetch(
      new Request('http://localhost:8080/thu/gui', {
        method: 'POST',
        body,
        headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
      }),
    );
  expect((await send(`ten=${'x'.repeat(2_100_000)}`, 'application/x-www-form-urlencoded')).status).toBe(413);
  expect((await send('{"ten":1}', 'application/json')).status).toBe(400);
  expect(
    (await send(new Uint8Array([0x74, 0x3d, 0xff, 0xfe]), 'application/x-www-form-urlencoded')).status,
  ).toBe(400);
});

test('a file is kept as it came under the hash of its content, its name without any path', async () => {
  const file = new File(['Căn cứ'], '../../etc/Thông báo.txt', { type: 'text/plain' });
  const answer = await app.fetch('/thu/tep', { upload: { fields: { ten: 'x' }, files: { tep: file } } });
  const { files } = (await answer.json()) as { files: { name: string; sha256: string; size: number }[] };
  expect(files).toMatchObject([{ name: 'Thông báo.txt', size: 9 }]);
  const kept = await app.services.files.open(files[0]?.sha256 ?? '');
  expect(await Readable.from(kept).map(String).toArray()).toEqual(['Căn cứ']);
});

test('a file above the limit is refused and not kept', async () => {
  const file = new File([new Uint8Array(100_001)], 'lon.bin');
  const answer = await app.fetch('/thu/tep', { upload: { files: { tep: file } } });
  expect(answer.status).toBe(413);
});

test('an upload that breaks off is refused', async () => {
  const whole = '--ranh\r\ncontent-disposition: form-data; name="tep"; filename="a.txt"\r\n\r\nnửa';
  const answer = await app.web.fetch(
    new Request('http://localhost:8080/thu/tep', {
      method: 'POST',
      body: whole,
      headers: { 'content-type': 'multipart/form-data; boundary=ranh', 'sec-fetch-site': 'same-origin' },
    }),
  );
  expect(answer.status).toBe(400);
});
