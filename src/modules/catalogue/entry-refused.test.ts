import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { draftEdition, draftEntry, hiddenField, openCatalogueApp } from '../../../test/support/catalogue.ts';
import { work } from './paths.ts';

let app: TestApp;
let mai: Session;
let path: string;
let moving: string;

beforeAll(async () => {
  app = await openCatalogueApp();
  mai = await app.signIn('programme_officer', { email: 'mai@example.vn' });
  const { id } = await draftEdition(app.services, 2031);
  const entry = await draftEntry(app.services, id, 'Tên gốc', {});
  path = work.entry(id, entry.id);
  moving = work.moveEntry(id, entry.id);
});
afterAll(() => app.close());

const typed = { title: 'Tên mới', status: 'open', do: 'save' };

async function form(more: Record<string, string>): Promise<Record<string, string>> {
  const page = await (await app.fetch(path, { as: mai })).text();
  return { ...typed, version: hiddenField(page, 'version'), base: hiddenField(page, 'base'), ...more };
}

const signIn = (back: string) => `href="/dang-nhap?ve=${encodeURIComponent(back)}"`;

test('a post after the session ended says that nothing was saved, and leads through sign-in back to the form', async () => {
  const response = await app.fetch(path, { form: typed });
  expect(response.status).toBe(401);
  const page = await response.text();
  expect(page).toContain('Chưa có gì được lưu');
  expect(page).toContain(signIn(path));
  expect(page).toContain('bấm nút quay lại của trình duyệt');
  const english = await (await app.fetch(`/en${path}`, { form: typed })).text();
  expect(english).toContain('Nothing was saved');
  expect(english).toContain(`href="/en/dang-nhap?ve=${encodeURIComponent(`/en${path}`)}"`);
});

test('the way back is the page the form stood on, and never leads to another site or to an address without page', async () => {
  const asked = async (referer: string, language = '') =>
    (await app.fetch(`${language}${moving}`, { form: { place: '1' }, headers: { referer } })).text();
  expect(await asked(`http://localhost:8080${path}?a=1`)).toContain(signIn(`${path}?a=1`));
  expect(await asked(`http://localhost:8080/en${path}`)).toContain(signIn(`/en${path}`));
  for (const elsewhere of [
    `http://xau.example${path}`,
    'http://localhost:8080//xau.example/',
    `http://localhost:8080${moving}`,
    'javascript:alert(1)',
    'không phải địa chỉ',
  ]) {
    const page = await asked(encodeURI(elsewhere));
    expect(page).toContain('href="/dang-nhap"');
    expect(page).not.toContain('xau.example');
    expect(page).not.toContain('dang-nhap?ve');
  }
});

test('a form that outlived its session leads back to its page, without asking a signed-in person to sign in', async () => {
  const response = await app.fetch(path, { as: mai, form: { ...typed, _csrf: 'cu' } });
  expect(response.status).toBe(403);
  const page = await response.text();
  expect(page).toContain('Chưa có gì được lưu');
  expect(page).toMatch(new RegExp(`<main.*<a[^>]* href="${path}"`, 's'));
  expect(page).not.toContain('/dang-nhap');
});

test('a program, and the script that saves while one types, are told in JSON that signing in is needed', async () => {
  const response = await app.fetch(path, { form: typed, headers: { 'x-autosave': '1' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    401,
    'application/problem+json; charset=utf-8',
  ]);
});

test('the browser lets go of its copy only when the server has the text, and keeps copies of people apart', async () => {
  const taken = (response: Response) =>
    /nhipcau_taken=([^;]*)/.exec(response.headers.get('set-cookie') ?? '');
  expect(await (await app.fetch(path, { as: mai })).text()).toMatch(/data-autosave-owner="\d+"/);
  expect(taken(await app.fetch(path, { form: typed }))).toBeNull();
  const wrong = await app.fetch(path, { as: mai, form: await form({ openTo: '31/02/2026' }) });
  expect([wrong.status, taken(wrong)]).toEqual([422, null]);
  const row = await app.fetch(path, { as: mai, form: await form({ do: 'add:results' }) });
  expect(decodeURIComponent(taken(row)?.[1] ?? '')).toBe(path);
  const saved = await app.fetch(path, { as: mai, form: await form({}) });
  expect(decodeURIComponent(taken(saved)?.[1] ?? '')).toBe(path);
});

test('each line of the summary begins with the name of its field, and all that is wrong is told at once', async () => {
  const response = await app.fetch(path, {
    as: mai,
    form: await form({
      title: '',
      openTo: '31/02/2026',
      'results-0-text': 'Một',
      'results-0-due': '45/2026',
      'results-1-text': 'Hai',
      'results-1-due': 'hôm nào đó',
    }),
  });
  const page = await response.text();
  const summary = /class="error-summary".*?<\/ul>/s.exec(page)?.[0] ?? '';
  const lines = [...summary.matchAll(/<a href="#([^"]*)">(.*?)<\/a>/g)].map(([, at, words]) => [at, words]);
  expect(lines).toEqual([
    ['f-title', 'Tên: Hãy viết tên của mục.'],
    ['f-results-0-due', expect.stringMatching(/^Kết quả cần đạt, Hạn 1: Ngày chưa đúng/)],
    ['f-results-1-due', expect.stringMatching(/^Kết quả cần đạt, Hạn 2: Ngày chưa đúng/)],
    ['f-openTo', expect.stringMatching(/^Nhận đề xuất đến hết ngày: Ngày chưa đúng/)],
  ]);
});
