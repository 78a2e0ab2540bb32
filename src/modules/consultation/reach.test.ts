import { afterAll, expect, test } from 'vitest';
import { openConsulting, work } from '../../../test/support/consulting.ts';
import { rebuildSearch } from '../../site/rebuild-search.ts';

const { app, by, get, post, organisationOf, versionOf, prepared, announced, commented, on } =
  await openConsulting();
afterAll(() => app.close());

test('a public consultation is found once it is announced, with its window and no word of its parts, until it is ended', async () => {
  const draft = await prepared({ title: 'Quy chế quản lý rừng hồi' });
  const find = async (words: string) => (await get(`/tim-kiem?${new URLSearchParams({ q: words })}`)).text;
  const page = `href="/lay-y-kien/${draft.id}"`;
  expect(await find('rừng hồi')).not.toContain(page);
  const version = await versionOf(draft.id);
  await post(`${work}/${draft.id}/thong-bao`, by.head, { do: 'thong-bao', version });
  const found = await find('quy che rung hoi');
  expect(found).toContain(page);
  expect(found).toContain('nhận góp ý từ 04/05/2026 đến hết 30/05/2026');
  expect(found).toContain('Đang lấy ý kiến');
  expect((await get('/en/tim-kiem?q=rung+hoi')).text).toContain('Open for comments');
  const { body } = await app.services.db
    .selectFrom('search_item')
    .select('body')
    .where('kind', '=', 'consultation')
    .executeTakeFirstOrThrow();
  expect(body).not.toContain('Hiện trạng');
  const index = () =>
    app.services.db
      .selectFrom('search_item')
      .select(['ref', 'title', 'shown'])
      .where('kind', '=', 'consultation')
      .execute();
  const before = await index();
  await rebuildSearch(app.services);
  expect(await index()).toEqual(before);
  await post(`${work}/${draft.id}/thong-bao`, by.head, {
    ...{ do: 'gia-han', to: '15/06/2026', version: await versionOf(draft.id) },
  });
  expect(await find('rừng hồi')).toContain('đến hết 15/06/2026');
  await post(`${work}/${draft.id}/thong-bao`, by.head, {
    ...{ do: 'dung', reason: 'Dự thảo được thay.', version: await versionOf(draft.id) },
  });
  expect((await index()).map(({ ref }) => ref)).not.toContain(draft.id);
});

test('one for chosen agencies is found by nobody', async () => {
  const id = await announced({
    ...{
      title: 'Dự thảo nội bộ về cửa khẩu',
      audience: 'internal',
      agencies: String(await organisationOf('SCT')),
    },
  });
  expect((await get('/tim-kiem?q=noi+bo+cua+khau')).text).not.toContain(`/lay-y-kien/${id}`);
  expect((await get('/tim-kiem?q=noi+bo+cua+khau', by.agency)).text).not.toContain(`/lay-y-kien/${id}`);
});

test('the page of an edition leads those who may see it to its consultation', async () => {
  const { id, edition } = await prepared({ title: 'Dự thảo danh mục lấy ý kiến' });
  const path = `/ban-lam-viec/danh-muc/${edition}`;
  for (const one of [by.officer, by.head, by.inspector]) {
    app.forgetStatements();
    const { text } = await get(path, one);
    if (one !== by.inspector) expect(app.statements.length).toBeLessThanOrEqual(8);
    expect(text).toContain(`href="${work}/${id}"`);
  }
  expect((await get(path, by.person)).status).toBe(403);
  const other = await prepared();
  expect((await get(`/ban-lam-viec/danh-muc/${other.edition}`, by.officer)).text).not.toContain(
    `href="${work}/${id}"`,
  );
});

test('those who work on one find it on their desk with what it waits for, from handing it up until the summary is out', async () => {
  const { id } = await prepared({ title: 'Dự thảo đã hết hạn', from: '01/05/2026', to: '25/05/2026' });
  const desk = async (one: 'officer' | 'head' | 'inspector' | 'person') =>
    (await get('/ban-lam-viec', by[one])).text;
  expect(await desk('head')).not.toContain('Dự thảo đã hết hạn');
  await post(`${work}/${id}`, by.officer, { do: 'trinh', version: await versionOf(id) });
  expect(await desk('head')).toContain('chờ phụ trách thông báo');
  await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: await versionOf(id) });
  expect(await desk('head')).not.toContain('Dự thảo đã hết hạn');
  await commented(id, by.person, 'Cần thêm số liệu.');
  const open = await desk('officer');
  expect(open).toContain(`href="${work}/${id}/y-kien?trang-thai=moderate"`);
  expect(open).toContain('góp ý đến hết 25/05/2026 · 1 ý kiến chờ kiểm tra');
  await on('2026-05-26T02:00:00Z');
  for (const one of ['officer', 'head'] as const) {
    app.forgetStatements();
    const text = await desk(one);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    expect(text).toContain(`href="${work}/${id}/y-kien"`);
    expect(text).toContain('hết hạn góp ý ngày 25/05/2026 · 1 ý kiến chờ kiểm tra');
  }
  for (const one of ['inspector', 'person'] as const)
    expect(await desk(one)).not.toContain('Dự thảo đã hết hạn');
  await app.services.db
    .updateTable('consultation_comment')
    .set({ moderation: 'shown' })
    .where('consultation_id', '=', id)
    .execute();
  expect(await desk('head')).toContain('1 ý kiến chờ trả lời');
  await app.services.db
    .updateTable('consultation_comment')
    .set({ state: 'withdrawn' })
    .where('consultation_id', '=', id)
    .execute();
  const text = await desk('head');
  expect(text).toContain(`href="${work}/${id}/tong-hop"`);
  expect(text).toContain('chờ công bố bản tổng hợp');
  await app.services.db
    .updateTable('consultation')
    .set({ state: 'published', published_at: app.services.clock() })
    .where('id', '=', id)
    .execute();
  expect(await desk('head')).not.toContain('Dự thảo đã hết hạn');
});
