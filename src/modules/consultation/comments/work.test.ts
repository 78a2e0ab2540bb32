import { afterAll, describe, expect, test } from 'vitest';
import { comment, openConsulting, work } from '../../../../test/support/consulting.ts';

const { app, by, get, post, organisationOf, versionOf, announced, commented, on } = await openConsulting();
const { db } = app.services;
afterAll(() => app.close());

const desk = (id: number, own: number) => `${work}/${id}/y-kien/${own}`;
const answer = { outcome: 'accepted', reply: 'Sẽ sửa.', version: '0', comment: '1' };
const kept = (own: number) =>
  db
    .selectFrom('consultation_comment')
    .select(['moderation', 'hidden_reason', 'reply_id', 'version'])
    .where('id', '=', own)
    .executeTakeFirstOrThrow();

describe('what is typed in a reply', () => {
  test('stays when another button is pressed, and is saved afterwards as it stands', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Đề nghị bổ sung thời hạn');
    const other = await commented(id, by.agency, 'Đề nghị bổ sung thời hạn nhé');
    const pressed = { ...answer, outcome: 'partly', reply: 'Bổ sung một phần.' };
    for (const [how, more] of [
      ['gop', { chung: `${other}-1` }],
      ['hien', { version: '1' }],
      ['an', { version: '1', comment: '2', note: 'Có số điện thoại' }],
    ] as const) {
      const page = await post(desk(id, own), by.officer, { ...pressed, do: how, ...more });
      expect(page.status).toBe(200);
      expect(page.text).toContain('chưa được lưu');
      expect(page.text).toContain('Bổ sung một phần.</textarea>');
      expect(page.text).toContain('value="partly" checked');
    }
    expect(await kept(own)).toMatchObject({ moderation: 'hidden', version: 3 });
    const saved = { ...pressed, do: 'tra-loi', version: '1', comment: '3' };
    expect((await post(desk(id, own), by.officer, saved)).status).toBe(303);
    const again = { ...saved, do: 'hien', version: '2' };
    expect((await post(desk(id, own), by.officer, again)).status).toBe(303);
  });

  test('is saved and the comment shown by one button, once', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Nêu số liệu');
    const both = { ...answer, do: 'tra-loi-hien' };
    expect((await get(desk(id, own), by.officer)).text).toContain('Lưu trả lời và cho hiện');
    expect((await post(desk(id, own), by.officer, { ...both, outcome: '' })).status).toBe(422);
    expect((await kept(own)).moderation).toBe('waiting');
    expect((await post(desk(id, own), by.officer, { ...both, version: '1' })).status).toBe(409);
    expect((await kept(own)).moderation).toBe('waiting');
    for (const _twice of [1, 2]) expect((await post(desk(id, own), by.officer, both)).status).toBe(303);
    expect(await kept(own)).toMatchObject({ moderation: 'shown', version: 2 });
    expect((await get(desk(id, own), by.officer)).text).not.toContain('Lưu trả lời và cho hiện');
  });
});

describe('a comment on the desk', () => {
  test('stands with the words of its part, leads to the next one, and says who answered what before', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Một');
    const next = await commented(id, by.person, 'Hai', { kind: 'disagree' });
    const agrees = await commented(id, by.person, 'Ba', { kind: 'agree' });
    const page = (await get(desk(id, own), by.officer)).text;
    expect(page).toContain('Hiện trạng chưa tốt.');
    expect(page).toContain(`href="${work}/${id}/phan/1"`);
    expect(page).toContain(`Ý kiến tiếp theo: số ${next}`);
    expect((await get(desk(id, next), by.officer)).text).toContain(`Ý kiến tiếp theo: số ${own}`);
    const all = (await get(`${desk(id, next)}?trang-thai=all&phan=1`, by.officer)).text;
    expect(all).toContain(`${desk(id, agrees)}?trang-thai=all&amp;phan=1`);
    const filtered = `${desk(id, own)}?trang-thai=moderate`;
    expect((await post(filtered, by.officer, { ...answer, do: 'tra-loi' })).to).toContain(filtered);
    await post(desk(id, own), by.head, { ...answer, do: 'tra-loi', outcome: 'declined', version: '1' });
    const later = (await get(desk(id, own), by.inspector)).text;
    expect(later).toContain(`Trả lời ý kiến góp ý số ${own}: Tiếp thu`);
    expect(later).toContain(`Sửa câu trả lời ý kiến góp ý số ${own} từ “Tiếp thu” thành “Không tiếp thu”`);
    app.forgetStatements();
    await get(desk(id, own), by.officer);
    expect(app.statements.length).toBeLessThanOrEqual(10);
  });

  test('tells why it was hidden in the history, while that holds', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Gọi 0912');
    await post(desk(id, own), by.officer, { do: 'an', note: 'Có số của người khác', version: '1' });
    const history = async () =>
      (await get(`${work}/${id}`, by.inspector)).text.split('id="lich-su"')[1] ?? '';
    expect(await history()).toContain('Có số của người khác');
    await post(desk(id, own), by.officer, { do: 'hien', version: '2' });
    expect(await history()).toContain(`Không cho hiện ý kiến góp ý số ${own}`);
    expect(await history()).not.toContain('Có số của người khác');
  });

  test('of an internal consultation can be hidden with a reason; it is counted and not read', async () => {
    const agencies = String(await organisationOf('SCT'));
    const id = await announced({ audience: 'internal', agencies });
    const own = await commented(id, by.agency, 'Lời xúc phạm', { as: agencies });
    expect((await get(desk(id, own), by.officer)).text).toContain('value="an"');
    const hide = (note: string) => post(desk(id, own), by.officer, { do: 'an', note, comment: '1' });
    expect((await hide('')).status).toBe(422);
    expect((await hide('Xúc phạm người khác')).status).toBe(303);
    expect((await get(`/lay-y-kien/${id}/phan/1`, by.agency)).text).not.toContain('Lời xúc phạm');
    expect((await get(`${work}/${id}/tong-hop`, by.officer)).text).toContain('Không in trong bản tổng hợp');
  });
});

describe('comments that wait', () => {
  test('are shown together as they were read; one that changed meanwhile is left out', async () => {
    const id = await announced();
    const ids = [await commented(id, by.person, 'Ý một'), await commented(id, by.person, 'Ý hai')];
    const changed = await commented(id, by.person, 'Ý ba');
    const list = `${work}/${id}/y-kien`;
    const page = (await get(`${list}?trang-thai=moderate`, by.officer)).text;
    expect(page).toContain(`name="chon" value="${ids[0]}-1"`);
    expect((await get(`${list}?trang-thai=moderate`, by.inspector)).text).not.toContain('name="chon"');
    const change = { ...comment, do: 'luu', body: 'Ý khác hẳn', version: '1' };
    await post(`/lay-y-kien/${id}/y-kien-cua-toi/${changed}`, by.person, change);
    const elsewhere = await commented(await announced(), by.person, 'Nơi khác');
    expect((await post(list, by.officer, {})).text).toContain('Hãy chọn ít nhất một ý kiến.');
    const chosen = [...ids, changed, elsewhere].map((one) => `${one}-1`);
    const answered = await app.fetch(list, { as: by.officer, form: { chon: chosen } });
    expect(answered.status).toBe(303);
    expect(decodeURIComponent(answered.headers.get('set-cookie') ?? '')).toContain(
      'Đã cho hiện 2 ý kiến. 2 ý kiến vừa',
    );
    for (const one of ids) expect((await kept(one)).moderation).toBe('shown');
    for (const one of [changed, elsewhere]) expect((await kept(one)).moderation).toBe('waiting');
    const events = db
      .selectFrom('event')
      .select('seq')
      .where('name', '=', 'consultation.comment_shown')
      .where('subject_id', '=', String(id));
    expect(await events.execute()).toHaveLength(2);
    expect((await post(list, by.person, { chon: `${changed}-2` })).status).toBe(403);
  });

  test('are counted on the tabs and in the list of consultations, and found by parts and their codes', async () => {
    const id = await announced({ title: 'Đề án có ý kiến chờ' });
    await commented(id, by.person, 'Về phần một');
    await commented(id, by.person, 'Về toàn bộ', { part: '0' });
    await commented(id, by.person, 'Đồng ý', { kind: 'agree', part: '0' });
    const list = async (query: string) => (await get(`${work}/${id}/y-kien?${query}`, by.officer)).text;
    expect(await list('')).toMatch(/Chờ kiểm tra<span class="tab-count">3</);
    expect(await list('')).toMatch(/Chưa trả lời<span class="tab-count">2</);
    expect(await list('')).toContain('04/05/2026');
    const both = await list('phan=0&phan=1');
    expect(both).toContain('Về phần một');
    expect(both).toContain('Về toàn bộ');
    expect(await list('phan=1')).not.toContain('Về toàn bộ');
    const { label } = await db
      .selectFrom('consultation_part')
      .select('label')
      .where('consultation_id', '=', id)
      .executeTakeFirstOrThrow();
    const found = await list(`q=${label}`);
    expect(found).toContain('Về phần một');
    expect(found).not.toContain('Về toàn bộ');
    const all = (await get(`${work}?q=cho+y+kien+de+an`, by.officer)).text;
    expect(all).toContain('3 chờ kiểm tra');
    expect(all).toContain('2 chưa trả lời');
  });
});

describe('a reply for several', () => {
  test('takes in any comment by its number, once it was read', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Đề nghị tăng kinh phí');
    const other = await commented(id, by.agency, 'Chuyện hoàn toàn khác hẳn', { part: '0' });
    const elsewhere = await commented(await announced(), by.person, 'Nơi khác');
    const find = (so: string) => post(desk(id, own), by.officer, { ...answer, do: 'tim', so });
    for (const so of ['', 'abc', String(elsewhere), '1, 2x']) {
      const wrong = await find(so);
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('Sẽ sửa.</textarea>');
    }
    const found = await find(`#${other}`);
    expect(found.text).toMatch(new RegExp(`value="${other}-1" checked`));
    expect(found.text).toContain('Sẽ sửa.</textarea>');
    expect((await post(desk(id, own), by.officer, { do: 'gop', chung: `${other}-1` })).status).toBe(303);
    expect((await kept(other)).reply_id).toBe((await kept(own)).reply_id);
  });

  test('given already is used for a comment alike from its own page', async () => {
    const id = await announced();
    const first = await commented(id, by.person, 'Đề nghị kéo dài thời gian');
    await post(desk(id, first), by.officer, { ...answer, do: 'tra-loi' });
    const own = await commented(id, by.agency, 'Đề nghị kéo dài thời gian');
    const { reply_id } = await kept(first);
    const page = (await get(desk(id, own), by.officer)).text;
    expect(page).toContain('Sẽ sửa.');
    expect(page).toContain(`value="theo-${reply_id}-1"`);
    const use = (reply: string, read = '1') =>
      post(desk(id, own), by.officer, { do: `theo-${reply}`, version: '0', comment: read });
    expect((await use(`${reply_id}-2`)).status).toBe(409);
    expect((await use(`${reply_id}-1`, '9')).status).toBe(409);
    expect((await use('999999-1')).status).toBe(404);
    for (const _twice of [1, 2]) expect((await use(`${reply_id}-1`)).status).toBe(303);
    expect((await kept(own)).reply_id).toBe(reply_id);
    const third = await commented(id, by.person, 'Đề nghị kéo dài thời gian nữa');
    await post(desk(id, third), by.officer, { ...answer, do: 'tra-loi', reply: 'Khác.' });
    const joined = { do: `theo-${reply_id}-2`, version: '1', comment: '1' };
    expect((await post(desk(id, third), by.officer, joined)).status).toBe(409);
  });
});

test('after announcing officers read every part of the draft, with the comments on each', async () => {
  const id = await announced();
  const link = `href="${work}/${id}/phan/1"`;
  expect((await get(`${work}/${id}`, by.officer)).text).toContain(link);
  await commented(id, by.person, 'Một ý');
  const page = (await get(`${work}/${id}`, by.officer)).text;
  expect(page).toContain(link);
  expect(page).toContain(`y-kien?trang-thai=all&amp;phan=1"`);
  const stop = { do: 'dung', reason: 'Soạn lại', version: await versionOf(id) };
  await post(`${work}/${id}/thong-bao`, by.head, stop);
  expect((await get(`${work}/${id}`, by.officer)).text).toContain(link);
  await on('2026-05-04T03:00:00Z');
});
