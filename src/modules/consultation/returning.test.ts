import { afterAll, expect, test } from 'vitest';
import { openConsulting, typed, work } from '../../../test/support/consulting.ts';
import { followEvents } from '../notifications/follow.ts';

const { app, by, get, post, versionOf, prepared, announced, commented } = await openConsulting();
const { services } = app;
const { db } = services;
afterAll(() => app.close());

const historyOf = async (id: number, path = `${work}/${id}`) =>
  (await get(path, by.officer)).text.split('id="lich-su"')[1] ?? '';

test('the head returns what waits with a remark; who prepared it hears why, and hands it up again', async () => {
  await followEvents(services);
  const { id } = await prepared({ title: 'Đề án trả lại' });
  const step = async (as: typeof by.head, more: Record<string, string>) =>
    post(`${work}/${id}`, as, { version: await versionOf(id), ...more });
  const give = { do: 'tra-lai', remark: 'Thời gian quá ngắn' };
  expect((await step(by.head, give)).status).toBe(409);
  await step(by.officer, { do: 'trinh' });
  expect((await get(`${work}/${id}`, by.head)).text).toContain('value="tra-lai"');
  expect((await get(`${work}/${id}`, by.officer)).text).not.toContain('value="tra-lai"');
  expect((await step(by.officer, give)).status).toBe(403);
  const bare = await step(by.head, { ...give, remark: ' ' });
  expect(bare.status).toBe(422);
  expect(bare.text).toContain('Hãy ghi lý do trả lại');
  const version = await versionOf(id);
  for (const _twice of [1, 2]) expect((await step(by.head, { ...give, version })).status).toBe(303);
  const page = (await get(`${work}/${id}`, by.officer)).text;
  expect(page).toContain('trả lại lúc');
  expect(page.split('Thời gian quá ngắn')).toHaveLength(3);
  const events = db.selectFrom('event').select('facts').where('name', '=', 'consultation.returned');
  expect((await events.execute()).map(({ facts }) => facts)).toEqual([{}]);
  await followEvents(services);
  const told = db
    .selectFrom('notification')
    .select('detail')
    .where('account_id', '=', by.officer.accountId)
    .where('title', 'like', 'Phụ trách trả lại%Đề án trả lại');
  expect(await told.execute()).toEqual([{ detail: 'Lý do: Thời gian quá ngắn' }]);
  await step(by.officer, { do: 'trinh' });
  expect((await get(`${work}/${id}`, by.officer)).text).not.toContain('trả lại lúc');
});

test('while it waits the page says who takes the changed text of the edition anew', async () => {
  const { id, edition } = await prepared();
  await post(`${work}/${id}`, by.officer, { do: 'trinh', version: await versionOf(id) });
  await db.updateTable('entry').set({ title: 'Tên khác hẳn' }).where('edition_id', '=', edition).execute();
  for (const as of [by.officer, by.head])
    expect((await get(`${work}/${id}`, as)).text).toContain('Lấy lại để sửa”, hoặc phụ trách trả lại');
});

test('what changed after the page was opened is told with who changed it, and no field is to be mended', async () => {
  const { id } = await prepared({ title: 'Đề án đổi tên' });
  const opened = await versionOf(id);
  const change = { ...typed, title: 'Đề án đã đổi', to: '29/05/2026', version: opened };
  expect((await post(`${work}/${id}/sua`, by.officer, change)).status).toBe(303);
  expect(await historyOf(id)).toContain('Sửa cuộc lấy ý kiến: tên, thời gian<');
  const refused = await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: opened });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('đã thay đổi sau khi bạn mở trang: Sửa cuộc lấy ý kiến: tên, thời gian');
  expect(refused.text).toContain('Người thử programme_officer');
  expect(refused.text).not.toContain('chỗ cần sửa');
  expect(refused.text).not.toContain('vẫn còn trong ô');
});

test('a new one left empty is told all that is missing at once', async () => {
  const empty = await post(`${work}/moi`, by.officer, { khoa: 'trống' });
  expect(empty.status).toBe(422);
  for (const missing of ['Hãy chọn lấy ý kiến về gì.', 'Hãy ghi tên dự thảo', 'Hãy chọn lấy ý kiến của ai'])
    expect(empty.text).toContain(missing);
});

test('a commenter reads which comment is hidden, why, and until when it can be changed', async () => {
  await followEvents(services);
  const id = await announced({ title: 'Đề án có thư' });
  const own = await commented(id, by.person, `Gọi 0912 ${'rất dài '.repeat(40)}`);
  const note = 'Có số điện thoại';
  await post(`${work}/${id}/y-kien/${own}`, by.officer, { do: 'an', note, version: '1' });
  await followEvents(services);
  const { detail, path } = await db
    .selectFrom('notification')
    .select(['detail', 'path'])
    .where('account_id', '=', by.person.accountId)
    .where('subject_kind', '=', 'consultation_comment')
    .executeTakeFirstOrThrow();
  expect(detail).toMatch(/^Phần: BTL-\d+-01\. Bạn viết: “Gọi 0912 rất dài .{1,120}…”\. /);
  expect(detail).toMatch(/đến hết ngày 30\/05\/2026\. Lý do: Có số điện thoại$/);
  expect(path).toBe(`/lay-y-kien/${id}/y-kien-cua-toi/${own}`);
});
