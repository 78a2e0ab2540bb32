import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { comment, openConsulting, work } from '../../../test/support/consulting.ts';
import { draftPageMost } from './draft-text.ts';

const { app, by, get, post, organisationOf, versionOf, announced, commented, on } = await openConsulting();
afterAll(() => app.close());

/** Gives the consultation parts of so many characters each. */
async function withParts(id: number, count: number, characters: number): Promise<void> {
  const { db } = app.services;
  await db.deleteFrom('consultation_part').where('consultation_id', '=', id).execute();
  // words of many kinds, since those that repeat would be compressed away
  const words = (seed: number) =>
    Array.from({ length: characters / 8 }, (_, at) =>
      ((seed * 7_919 + at * 104_729) % 46_656_000).toString(36),
    );
  const parts = Array.from({ length: count }, (_, at) => ({
    ...{ consultation_id: id, position: at + 1, label: `Điều ${at + 1}`, title: `Nội dung thứ ${at + 1}` },
    body: words(at + 1)
      .join(' ')
      .padEnd(characters, ' chữ')
      .slice(0, characters),
  }));
  await db.insertInto('consultation_part').values(parts).execute();
}

test('the whole draft stands on one page to be read and printed; a long one in pages that stay small', async () => {
  const id = await announced();
  const path = `/lay-y-kien/${id}/phan/toan-bo`;
  const short = (await get(path)).text;
  expect(short).toContain('Hiện trạng chưa tốt.');
  expect(short).not.toContain('Bài toán mật');
  expect(short).toContain(`href="/lay-y-kien/${id}/gop-y?phan=1"`);
  await withParts(id, 30, 4_000);
  app.forgetStatements();
  const first = (await get(path)).text;
  expect(app.statements.length).toBeLessThanOrEqual(10);
  expect(gzipSync(first).length).toBeLessThan(30_000);
  expect(first).toContain('id="phan-10"');
  expect(first).not.toContain('id="phan-11"');
  expect(first).toContain('chia thành 3 trang');
  expect((await get(`${path}?doan=3`)).text).toContain('id="phan-30"');
  const gone = (await get(`${path}?doan=9`)).text;
  expect(gone).toContain('Về trang đầu');
  expect(gone).toContain(`href="${path}"`);
  await withParts(id, 1, draftPageMost + 800);
  expect((await get(path)).text).toContain('Đọc tiếp phần này');
});

test('the way to comment stands beside the title as long as the window is open, and not after', async () => {
  const id = await announced({ to: '08/05/2026' });
  const pages = [`/lay-y-kien/${id}`, `/lay-y-kien/${id}/phan/1`, `/lay-y-kien/${id}/phan/toan-bo`];
  const headOf = (text: string) =>
    /<div class="page-head">.*?<\/h1>.*?(?=<div class="marks)/s.exec(text)?.[0] ?? '';
  for (const path of pages) expect(headOf((await get(path)).text), path).toContain('/gop-y');
  expect((await get(pages[0] ?? '')).text).toContain('Cần đăng nhập để góp ý');
  await on('2026-05-08T17:00:00Z');
  for (const path of pages) {
    const { text } = await get(path);
    expect(headOf(text), path).not.toContain('/gop-y');
    for (const stale of ['Cần đăng nhập', 'sau khi cán bộ kiểm tra']) expect(text).not.toContain(stale);
  }
  await on('2026-05-04T03:00:00Z');
});

test('that a consultation was prolonged stands on its page, from its first end', async () => {
  const id = await announced({ to: '08/05/2026' });
  expect((await get(`/lay-y-kien/${id}`)).text).not.toContain('gia hạn');
  for (const to of ['15/05/2026', '25/05/2026']) {
    const prolong = { do: 'gia-han', to, version: await versionOf(id) };
    expect((await post(`${work}/${id}/thong-bao`, by.head, prolong)).status).toBe(303);
  }
  expect((await get(`/lay-y-kien/${id}`)).text).toContain('Đã gia hạn từ 08/05/2026 đến 25/05/2026.');
  expect((await get(`/en/lay-y-kien/${id}`)).text).toContain('Prolonged from');
});

test('a consultation is found by the name of a part that may be shown; internal ones are marked as such', async () => {
  const id = await announced();
  await withParts(id, 3, 400);
  const found = async (q: string, as = by.person) =>
    (await get(`/lay-y-kien?q=${encodeURIComponent(q)}`, as)).text.includes(`/lay-y-kien/${id}"`);
  expect(await found('noi dung thu 2')).toBe(true);
  expect(await found('điều 3')).toBe(true);
  expect(await found('noi dung thu 7')).toBe(false);
  const { db } = app.services;
  const entry = await db
    .selectFrom('entry')
    .select('id')
    .where('confidential', '=', true)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('consultation_part')
    .set({ entry_id: entry.id })
    .where('consultation_id', '=', id)
    .where('position', '=', 2)
    .execute();
  expect(await found('noi dung thu 2')).toBe(false);
  const agencies = String(await organisationOf('SCT'));
  const internal = await announced({ audience: 'internal', agencies, title: 'Hỏi riêng các sở' });
  const list = (await get('/lay-y-kien?q=hoi+rieng', by.agency)).text;
  expect(list).toContain(`/lay-y-kien/${internal}"`);
  expect(list).toContain('nội bộ');
  expect((await get('/en/lay-y-kien?q=hoi+rieng', by.agency)).text).toMatch(/1 draft\b/);
});

test('a page of comments that is not there leads back to the first', async () => {
  const id = await announced();
  const { text } = await get(`/lay-y-kien/${id}/phan/1?trang=9`);
  expect(text).not.toContain('Chưa có ý kiến nào');
  expect(text).toContain(`href="/lay-y-kien/${id}/phan/1"`);
  const sent = await commented(id, by.person, 'Một ý kiến');
  await post(`${work}/${id}/y-kien/${sent}`, by.officer, { do: 'hien', version: '1' });
  expect((await get(`/en/lay-y-kien/${id}`)).text).toMatch(/1 comment\b/);
});

test('what one commented on is listed under one’s account, by whoever may still read it', async () => {
  const id = await announced();
  const agencies = String(await organisationOf('SKHCN'));
  const internal = await announced({ audience: 'internal', agencies });
  const path = '/tai-khoan/y-kien';
  expect((await get(path)).status).toBe(303);
  expect((await get(path, by.stranger)).text).toContain('Bạn chưa góp ý dự thảo nào');
  await post(`/lay-y-kien/${id}/gop-y`, by.stranger, { ...comment, khoa: `danh sách ${id}` });
  await post(`/lay-y-kien/${internal}/gop-y`, by.stranger, { ...comment, khoa: `danh sách ${internal}` });
  const mine = (await get(path, by.stranger)).text;
  for (const one of [id, internal]) expect(mine).toContain(`href="/lay-y-kien/${one}/y-kien-cua-toi"`);
  expect((await get(path, by.inspector)).text).not.toContain(`/lay-y-kien/${id}/`);
  expect((await get(`${path}?trang=7`, by.stranger)).text).toContain('Về trang đầu');
  expect((await get('/ban-lam-viec', by.stranger)).text).toContain(`href="${path}"`);
  await app.services.db.deleteFrom('consultation_asked').where('consultation_id', '=', internal).execute();
  expect((await get(path, by.stranger)).text).not.toContain(`/lay-y-kien/${internal}/`);
});
