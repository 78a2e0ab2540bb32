import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFilledPortal, type Portal, publishedDocument } from '../../../test/support/portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal();
});
afterAll(() => portal.app.close());

async function printed(path: string): Promise<{ text: string; bytes: Buffer; title: string; pages: number }> {
  const answer = await portal.app.fetch(path);
  expect(answer.status, path).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const bytes = Buffer.from(await answer.arrayBuffer());
  const proxy = await getDocumentProxy(new Uint8Array(bytes));
  const { text, totalPages } = await extractText(proxy, { mergePages: true });
  const { info } = await proxy.getMetadata();
  const { Title: title } = info as { Title: string };
  return { text: text.normalize('NFC').replace(/\s+/g, ' '), bytes, title, pages: totalPages };
}

test('a printout says what the page says, whence and when, and that data are illustrative; readers can follow its structure', async () => {
  const { text, bytes, title } = await printed('/bai-toan/BTL-2026-01/ban-in.pdf');
  expect(title).toBe('Cảnh báo sớm sạt lở, lũ quét');
  for (const said of [
    'Đoạn thứ nhất.',
    'Sóng yếu ở vùng cao',
    'Sở Khoa học và Công nghệ',
    'Dữ liệu minh họa',
    'http://localhost:8080/bai-toan/BTL-2026-01',
    'In ngày 04/05/2026',
    '1/1',
  ])
    expect(text).toContain(said);
  for (const notSaid of ['Chép đường dẫn', 'Bản in (PDF)', 'Mục sau', 'Vị trí trang'])
    expect(text).not.toContain(notSaid);
  expect(bytes.includes('/StructTreeRoot')).toBe(true);
  const plain = await printed('/bai-toan/BTL-2026-02/ban-in.pdf');
  expect(plain.text).toContain('Số hóa <script>alert(1)</script> di sản');
  expect(plain.text).not.toContain('Dữ liệu minh họa');
});

test('in English it is the English page', async () => {
  const { text, title } = await printed('/bai-toan/BTL-2026-01/ban-in.pdf?ngon-ngu=en');
  expect(title).toBe('Early warning of landslides');
  expect(text).toContain('Printed on 4 May 2026');
  expect(text).toContain('http://localhost:8080/en/bai-toan/BTL-2026-01');
  expect(await portal.html('/en/bai-toan/BTL-2026-01')).toContain(
    'href="/bai-toan/BTL-2026-01/ban-in.pdf?ngon-ngu=en"',
  );
});

test('a list is printed as it is filtered, from its beginning; so are needs, and documents with their text', async () => {
  const all = await printed('/bai-toan/ban-in.pdf');
  for (const title of ['Cảnh báo sớm', 'Cửa khẩu số', 'Việc của năm trước'])
    expect(all.text).toContain(title);
  // whoever reads it reads it later than today
  expect(all.text).toContain('nhận đến 22/05/2026');
  expect(all.text).not.toMatch(/còn \d+ ngày/);
  const onScreen = await portal.html('/bai-toan');
  expect(onScreen).toMatch(/<span class="screen-only">còn 18 ngày, <\/span>nhận đến 22\/05\/2026/);
  const some = await printed('/bai-toan/ban-in.pdf?nam=2025&trang=7');
  expect(some.text).toContain('Việc của năm trước');
  expect(some.text).not.toContain('Cửa khẩu số');
  expect(some.text).toContain('?nam=2025');
  expect(await portal.html('/bai-toan?nam=2025')).toContain('href="/bai-toan/ban-in.pdf?nam=2025"');
  expect((await printed('/nhu-cau/ban-in.pdf')).text).toContain('Máy sấy hồi');
  const need = await printed('/nhu-cau/NCCN-2026-001/ban-in.pdf');
  expect(need.text).toContain('Nhiệt độ');
  expect(need.text).not.toContain('chimkhongcong');
  expect((await printed('/van-ban/ban-in.pdf')).text).toContain('71/NQ-CP');
  expect((await printed(`/van-ban/${portal.resolutionId}/ban-in.pdf`)).text).toContain('71/NQ-CP');
});

test('what is on no public page is on no sheet; a code spelled otherwise leads to the page', async () => {
  const { services } = portal.app;
  const officer = await portal.app.signIn('programme_officer');
  for (const path of [
    '/bai-toan/BTL-1999-01/ban-in.pdf',
    '/van-ban/999999/ban-in.pdf',
    '/bai-toan/ban-in.pdf?ngay=x',
  ])
    expect((await portal.app.fetch(path, { as: officer })).status, path).toBe(404);
  const other = await portal.app.fetch('/bai-toan/btl-2026-1/ban-in.pdf');
  expect(other.headers.get('location')).toBe('/bai-toan/BTL-2026-01');
  const draft = await publishedDocument(services, 'Sẽ thu lại', '5/NQ-CP');
  await services.db.updateTable('document').set({ state: 'draft' }).where('id', '=', draft).execute();
  expect((await portal.app.fetch(`/van-ban/${draft}/ban-in.pdf`, { as: officer })).status).toBe(404);
});

test('of many who ask at once some are asked to come back, and the others are served', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, at) => portal.app.fetch(`/bai-toan/ban-in.pdf?q=canh&sap-xep=${at}`)),
  );
  const statuses = answers.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('30');
});
