import { afterAll, describe, expect, test } from 'vitest';
import { eventNames, hiddenField } from '../../../test/support/catalogue.ts';
import { comment, openConsulting, typed, work } from '../../../test/support/consulting.ts';
import { system } from '../../kernel/actor.ts';
import { composeDocument, passagesOf } from '../../office/index.ts';
import { saveEntry } from '../catalogue/index.ts';
import { followWindows } from './clock.ts';
import { findConsultation } from './queries.ts';
import { composedSummary } from './summary/composed.ts';
import { headOf } from './summary/head.ts';
import { summaryContent } from './summary/queries.ts';

const { app, by, get, post, organisationOf, versionOf, prepared, announced, on } = await openConsulting();
afterAll(() => app.close());

/** A page without words. */
const emptyPdf = new TextEncoder().encode(
  [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n'),
);

describe('preparing', () => {
  test('a consultation keeps the entries as they stand; confidential ones are never in it', async () => {
    const { id, edition } = await prepared();
    const page = await get(`${work}/${id}`, by.officer);
    expect(page.text).toContain('Bài toán mở');
    expect(page.text).not.toContain('Bài toán mật');
    const { services } = app;
    const entry = await services.db
      .selectFrom('entry')
      .select(['id', 'version'])
      .where('edition_id', '=', edition)
      .where('confidential', '=', false)
      .executeTakeFirstOrThrow();
    await saveEntry(services, system, entry.id, {
      ...{ version: entry.version, entry: { title: 'Tên đã sửa' } },
    });
    const later = await get(`${work}/${id}`, by.officer);
    expect(later.text).toContain('Danh mục đã được sửa sau khi lấy nội dung');
    expect(later.text).not.toContain('Tên đã sửa');
    const version = await versionOf(id);
    expect((await post(`${work}/${id}`, by.officer, { do: 'lay-lai', version })).status).toBe(303);
    expect((await get(`${work}/${id}`, by.officer)).text).toContain('Tên đã sửa');
  });

  test('tells of everything wrong at once and keeps what was typed; a short window is warned of, not refused', async () => {
    const { text, status } = await post(`${work}/moi`, by.officer, {
      ...{ ...typed, title: '', edition: 'van-ban', from: '32/01/2026', audience: 'internal', khoa: 'x' },
    });
    expect(status).toBe(422);
    expect(text).toContain('Hãy ghi tên dự thảo lấy ý kiến.');
    expect(text).toContain('Hãy ghi một ngày có thật');
    expect(text).toContain('Hãy chọn ít nhất một cơ quan');
    expect(text).toContain('Cần góp ý nhất về thời hạn.</textarea>');
    const long = await post(`${work}/moi`, by.officer, {
      ...{ ...typed, title: 'x', edition: 'van-ban', introduction: 'a'.repeat(100_000), khoa: 'y' },
    });
    expect(long.status).toBe(422);
    expect(long.text).toContain('100.000 ký tự');
    const { id } = await prepared({ to: '10/05/2026' });
    expect((await get(`${work}/${id}`, by.officer)).text).toContain('ngắn hơn 20 ngày');
  });

  test('the same form sent twice makes one, and who saved meanwhile is not overwritten', async () => {
    const again = { ...typed, title: 'Một lần', edition: 'van-ban', khoa: 'một lần' };
    const [one, other] = await Promise.all([
      post(`${work}/moi`, by.officer, again),
      post(`${work}/moi`, by.officer, again),
    ]);
    expect(one.to).toBe(other.to);
    const { id } = await prepared();
    const stale = await post(`${work}/${id}/sua`, by.officer, { ...typed, title: 'Tên khác', version: '9' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Tên khác"');
    const saved = await post(`${work}/${id}/sua`, by.officer, { ...typed, title: 'Tên khác', version: '1' });
    expect(saved.status).toBe(303);
  });

  test('a document is consulted on by the parts somebody types', async () => {
    const { to } = await post(`${work}/moi`, by.officer, {
      ...{ ...typed, title: 'Quy chế', edition: 'van-ban', khoa: 'quy chế' },
    });
    const id = Number(/lay-y-kien\/(\d+)\/noi-dung/.exec(to)?.[1]);
    const early = await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: '1' });
    expect(early.status).toBe(409);
    expect(early.text).toContain('Chưa có nội dung dự thảo');
    const parts = '# Điều 1. Phạm vi\nQuy chế này quy định.\n\n# Điều 2. Đối tượng\nCơ quan, tổ chức.';
    expect((await post(`${work}/${id}/noi-dung`, by.officer, { parts: '#\nx', version: '1' })).status).toBe(
      422,
    );
    expect((await post(`${work}/${id}/noi-dung`, by.officer, { parts, version: '1' })).status).toBe(303);
    expect((await get(`${work}/${id}/noi-dung`, by.officer)).text).toContain('# Điều 2. Đối tượng');
    expect((await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: '2' })).status).toBe(
      303,
    );
    const part = await get(`/lay-y-kien/${id}/phan/2`);
    expect(part.text).toContain('Điều 2. Đối tượng');
    expect((await get(`/lay-y-kien/${id}/phan/3`)).status).toBe(404);
    expect((await post(`${work}/${id}/noi-dung`, by.officer, { parts, version: '3' })).status).toBe(409);
  });

  test('a Word file is read into its articles; what is no draft is refused, and what cannot be read is typed', async () => {
    const { to } = await post(`${work}/moi`, by.officer, {
      ...{ ...typed, title: 'Quy chế có tệp', edition: 'van-ban', khoa: 'tệp' },
    });
    const id = Number(/lay-y-kien\/(\d+)\/noi-dung/.exec(to)?.[1]);
    const path = `${work}/${id}/noi-dung`;
    const token = hiddenField((await get(path, by.officer)).text, '_csrf');
    const send = async (name: string, bytes: Uint8Array, version: string) => {
      const body = new FormData();
      body.append('_csrf', token);
      body.append('version', version);
      body.append('file', new File([new Uint8Array(bytes)], name));
      const headers = { 'sec-fetch-site': 'same-origin', cookie: by.officer.cookie };
      const request = new Request(`http://localhost:8080${path}/tep`, { method: 'POST', headers, body });
      const answer = await app.web.fetch(request);
      return { status: answer.status, text: await answer.text() };
    };
    const words = 'Điều 1. Phạm vi của quy chế này.\nĐiều 2. Cơ quan đầu mối trả lời trong 15 ngày.';
    const file = await composeDocument(
      {
        ...{ superior: null, issuer: ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'], number: null, symbol: 'QĐ-SKHCN' },
        ...{ place: 'Lạng Sơn', date: null, kind: 'QUYẾT ĐỊNH', abstract: 'Ban hành Quy chế' },
        ...{ addressees: [], bases: [], enacting: null, body: passagesOf(words), mark: null },
        ...{ signer: { roles: ['GIÁM ĐỐC'], name: null }, recipients: ['Lưu: VT'], annexes: [] },
      },
      'docx',
    );
    const program = await send('du-thao.exe', new TextEncoder().encode('MZ'), '1');
    expect(program.status).toBe(422);
    expect(program.text).toContain('Hãy chọn tệp .docx hoặc .pdf.');
    expect((await send('hong.docx', new TextEncoder().encode('không phải Word'), '1')).status).toBe(422);
    expect((await send('du-thao.docx', file, '7')).status).toBe(409);
    expect((await send('du-thao.docx', file, '1')).status).toBe(303);
    const read = (await get(path, by.officer)).text;
    expect(read).toContain('# Điều 2');
    expect(read).toContain('trả lời trong 15 ngày');
    expect((await get(`${work}/${id}/phan/3`, by.head)).text).toContain('trả lời trong 15 ngày');
    // what cannot be read leaves the parts, which somebody has to look at before they are announced
    expect((await send('du-thao-2.pdf', emptyPdf, '2')).status).toBe(303);
    const page = (await get(path, by.officer)).text;
    expect(page).toContain('trả lời trong 15 ngày');
    const early = await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: '3' });
    expect(early.status).toBe(409);
    expect(early.text).toContain('Tệp mới chưa được tách');
    const parts = '# Điều 1. Phạm vi\nQuy chế này quy định.';
    expect((await post(path, by.officer, { parts, version: '3' })).status).toBe(303);
    expect((await send('du-thao.docx', file, '4')).status).toBe(303);
    await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: '5' });
    const sent = await app.fetch(`/lay-y-kien/${id}/tep`);
    expect(sent.status).toBe(200);
    expect(sent.headers.get('content-disposition')).toContain('du-thao.docx');
    expect((await send('du-thao.docx', file, '6')).status).toBe(409);
  });

  test('only the head announces a public one; agencies, members and visitors do not even see it', async () => {
    const { id } = await prepared();
    const version = await versionOf(id);
    expect((await get(`/lay-y-kien/${id}`)).status).toBe(404);
    const tried = await post(`${work}/${id}/thong-bao`, by.officer, { do: 'thong-bao', version });
    expect(tried.status).toBe(403);
    expect((await get(`${work}/${id}`, by.agency)).status).toBe(403);
    expect((await get(`${work}/${id}`, by.inspector)).status).toBe(200);
    expect(await eventNames(app.services, 'consultation', id)).toContain('consultation.viewed');
    expect((await post(`${work}/${id}`, by.officer, { do: 'trinh', version: '9' })).status).toBe(409);
    for (const _click of [1, 2])
      expect((await post(`${work}/${id}`, by.officer, { do: 'trinh', version })).status).toBe(303);
    const twice = [1, 2].map(() =>
      post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: '2' }),
    );
    for (const { status } of await Promise.all(twice)) expect(status).toBe(303);
    const names = await eventNames(app.services, 'consultation', id);
    expect(names.filter((name) => name === 'consultation.announced')).toHaveLength(1);
    expect((await get(`/lay-y-kien/${id}`)).status).toBe(200);
  });
});

test('a window whose first day is past when it is announced begins on that day', async () => {
  const { id } = await prepared({ from: '01/05/2026', to: '20/05/2026' });
  const page = (await get(`${work}/${id}`, by.head)).text;
  // of the 20 days typed, 17 are left
  expect(page).toContain('17 ngày');
  await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: await versionOf(id) });
  expect((await get(`/lay-y-kien/${id}`)).text).toContain('04/05/2026');
  const written = composedSummary({
    consultation: await findConsultation(app.services.db, system, id),
    ...(await summaryContent(app.services.db, id)),
    head: headOf({}, { agency: '' }, app.services.installation),
  });
  expect(written.body.map(({ text }) => text).join(' ')).toContain('từ ngày 04/05/2026');
});

test('of a public one those chosen are invited at once, and somebody unknown is told', async () => {
  const agencies = String(await organisationOf('SCT'));
  const form = { ...typed, title: 'Quy chế có mời', edition: 'van-ban', agencies, from: '04/05/2026' };
  const unknown = await post(`${work}/moi`, by.officer, {
    ...form,
    people: 'khong-co@example.vn',
    khoa: 'mời',
  });
  expect(unknown.status).toBe(422);
  expect(unknown.text).toContain('khong-co@example.vn');
  const { to } = await post(`${work}/moi`, by.officer, { ...form, khoa: 'mời lại' });
  const id = Number(/lay-y-kien\/(\d+)\/noi-dung/.exec(to)?.[1]);
  await post(`${work}/${id}/noi-dung`, by.officer, { parts: '# Điều 1\nPhạm vi.', version: '1' });
  app.forgetStatements();
  await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: '2' });
  // those invited need not wait for the next full hour
  expect(app.statements.some((statement) => statement.includes('pgboss.queue'))).toBe(true);
  expect((await get(`${work}/${id}`, by.officer)).text).toContain('Sở Công Thương');
  expect((await summaryContent(app.services.db, id)).counts.asked).toBe(1);
});

test('what nobody may read any more is not announced', async () => {
  const { id, edition } = await prepared();
  await app.services.db
    .updateTable('entry')
    .set({ confidential: true })
    .where('edition_id', '=', edition)
    .execute();
  const version = await versionOf(id);
  const tried = await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version });
  expect(tried.status).toBe(409);
  expect(tried.text).toContain('Chưa có nội dung dự thảo để mọi người đọc');
});

test('windows open and close by the clock, each told once; a prolonged one ends later', async () => {
  const id = await announced({ from: '10/05/2026', to: '20/05/2026' });
  const names = async () =>
    (await eventNames(app.services, 'consultation', id)).filter((name) =>
      /opened|due_soon|closed|prolonged/.test(name),
    );
  const at = async (day: string) => {
    await on(`2026-05-${day}T03:00:00Z`);
    await followWindows(app.services);
    await followWindows(app.services);
  };
  expect((await get(`/lay-y-kien/${id}`)).text).toContain('sắp lấy ý kiến');
  expect((await post(`/lay-y-kien/${id}/gop-y`, by.person, { ...comment, khoa: 'sớm' })).status).toBe(409);
  await at('09');
  expect(await names()).toEqual([]);
  await at('10');
  await at('18');
  expect(await names()).toEqual(['consultation.opened', 'consultation.due_soon']);
  const prolong = { do: 'gia-han', to: '15/05/2026', version: await versionOf(id) };
  const path = `${work}/${id}/thong-bao`;
  expect((await post(path, by.head, prolong)).status).toBe(422);
  expect((await post(path, by.officer, { ...prolong, to: '25/05/2026' })).status).toBe(403);
  expect((await post(`${work}/${id}`, by.head, { ...prolong, to: '25/05/2026' })).status).toBe(404);
  expect((await post(path, by.head, { ...prolong, to: '25/05/2026' })).status).toBe(303);
  await at('21');
  expect((await names()).at(-1)).toBe('consultation.prolonged');
  await at('26');
  expect((await names()).at(-1)).toBe('consultation.closed');
  expect((await get(`/lay-y-kien/${id}`)).text).toContain('Thời gian góp ý đã hết.');
  await on('2026-05-04T03:00:00Z');
});

test('officers read that an edition was given up or published while people are consulted on it', async () => {
  const { id, edition } = await prepared();
  await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: await versionOf(id) });
  const words = 'Danh mục này không còn là bản thảo';
  expect((await get(`${work}/${id}`, by.officer)).text).not.toContain(words);
  await app.services.db.updateTable('edition').set({ state: 'given_up' }).where('id', '=', edition).execute();
  expect((await get(`${work}/${id}`, by.officer)).text).toContain(words);
});

test('a consultation that ends early says why, and takes no more comments', async () => {
  const id = await announced();
  const version = await versionOf(id);
  const path = `${work}/${id}/thong-bao`;
  expect((await post(path, by.head, { do: 'dung', reason: ' ', version })).status).toBe(422);
  const reason = 'Dự thảo được soạn lại.';
  expect((await post(path, by.officer, { do: 'dung', reason, version })).status).toBe(403);
  expect((await post(path, by.head, { do: 'dung', reason, version })).status).toBe(303);
  expect((await get(`/lay-y-kien/${id}`)).text).toContain(reason);
  expect((await post(`/lay-y-kien/${id}/gop-y`, by.person, { ...comment, khoa: 'dừng' })).status).toBe(409);
});

test('the public list finds drafts without diacritics, by how they stand, in few statements', async () => {
  const id = await announced({ title: 'Đề án chuyển đổi số', titleEn: 'Digital transformation scheme' });
  expect((await get('/lay-y-kien?q=de+an+chuyen+doi')).text).toContain(`/lay-y-kien/${id}"`);
  expect((await get('/lay-y-kien?q=de+an&trang-thai=ended')).text).not.toContain(`/lay-y-kien/${id}"`);
  expect((await get('/en/lay-y-kien?q=scheme')).text).toContain('Digital transformation scheme');
  expect((await get('/lay-y-kien?trang=99')).text).toContain('Về trang đầu');
  expect((await get('/lay-y-kien/999999')).status).toBe(404);
  expect((await get('/lay-y-kien/x')).status).toBe(404);
  app.forgetStatements();
  await get(`/lay-y-kien/${id}`, by.person);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  const form = (await get(`/lay-y-kien/${id}/gop-y?phan=1`, by.person)).text;
  expect(hiddenField(form, 'khoa')).not.toBe('');
  expect(form).toContain('name="part" value="1"');
});
