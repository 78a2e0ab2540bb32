import { afterAll, describe, expect, test } from 'vitest';
import { comment, openConsulting, typed, work } from '../../../../test/support/consulting.ts';

const { app, by, get, post, organisationOf, announced, commented, on } = await openConsulting();
afterAll(() => app.close());

describe('commenting', () => {
  test('100.000 characters are refused with their number, and nothing of them is lost', async () => {
    const id = await announced();
    const body = `${'Góp ý dài. '.repeat(9_091)}hết`;
    const refused = await post(`/lay-y-kien/${id}/gop-y`, by.person, { ...comment, body, khoa: 'dài' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('100.004 ký tự; hãy viết gọn trong 10.000 ký tự');
    expect(refused.text).toContain('Góp ý dài. hết</textarea>');
    const english = await post(`/en/lay-y-kien/${id}/gop-y`, by.person, {
      ...comment,
      body,
      kind: '',
      khoa: 'd',
    });
    expect(english.text).toContain('This has 100,004 characters; keep it within 10,000');
    expect(english.text).toContain('Choose what kind of comment it is.');
    const exact = await commented(id, by.person, 'ă'.repeat(10_000));
    expect(exact).toBeGreaterThan(0);
  });

  test('is for people with an account, begins where one reads, and is kept while it is typed', async () => {
    const id = await announced();
    expect((await get(`/lay-y-kien/${id}/gop-y`)).status).toBe(303);
    expect((await get(`/lay-y-kien/${id}`)).text).toContain('Cần đăng nhập để góp ý');
    const path = `/lay-y-kien/${id}/gop-y`;
    const kept = await post(path, by.person, { ...comment, body: 'Đang viết dở' }, { 'x-autosave': '1' });
    expect(kept.status).toBe(200);
    expect((await get(path, by.person)).text).toContain('Đang viết dở</textarea>');
    const much = { ...comment, body: 'x'.repeat(30_001) };
    expect((await post(path, by.person, much, { 'x-autosave': '1' })).status).toBe(413);
    await commented(id, by.person, 'Đã viết xong');
    expect((await get(path, by.person)).text).not.toContain('Đang viết dở');
  });

  test('the same form sent twice is one comment; parts that are not there and foreign organisations are refused', async () => {
    const id = await announced();
    const one = { ...comment, khoa: 'hai lần' };
    const path = `/lay-y-kien/${id}/gop-y`;
    for (const { status } of await Promise.all([post(path, by.person, one), post(path, by.person, one)]))
      expect(status).toBe(303);
    const mine = (await get(`/lay-y-kien/${id}/y-kien-cua-toi`, by.person)).text;
    expect(mine.match(/Nên nêu rõ số liệu/g)).toHaveLength(1);
    expect((await post(path, by.person, { ...comment, part: '2', khoa: 'p' })).text).toContain(
      'Không có phần này',
    );
    const foreign = { ...comment, as: String(await organisationOf('SCT')), khoa: 'f' };
    expect((await post(path, by.person, foreign)).status).toBe(422);
    expect((await post(path, by.agency, { ...foreign, khoa: 'g' })).status).toBe(303);
    // a key of somebody else finds nothing of theirs
    expect((await post(path, by.stranger, one)).status).toBe(404);
  });

  test('the form sent again with other words says that the first were sent, and offers to change them or to send both', async () => {
    const id = await announced();
    const path = `/lay-y-kien/${id}/gop-y?phan=1`;
    const one = { ...comment, body: 'Bản gửi đầu', khoa: `lại ${id}` };
    expect((await post(path, by.person, one)).status).toBe(303);
    const again = await post(path, by.person, { ...one, body: 'Bản gõ sau' });
    expect(again.status).toBe(409);
    for (const said of ['chưa gửi, vẫn còn trong ô', 'Bản gõ sau</textarea>', 'Bản gửi đầu'])
      expect(again.text, said).toContain(said);
    const [, action = ''] = /formaction="([^"]+)"/.exec(again.text) ?? [];
    const [, version = ''] = /name="version" value="(\d+)"/.exec(again.text) ?? [];
    const [, key = ''] = /name="khoa" value="([^"]+)"/.exec(again.text) ?? [];
    expect(key).not.toBe(one.khoa);
    // what is typed there, or chosen as another one, is sent as said
    const changed = await post(action, by.person, {
      ...one,
      body: 'Bản gõ sau',
      khoa: key,
      version,
      do: 'luu',
    });
    expect(changed.status).toBe(303);
    expect((await post(path, by.person, { ...one, body: 'Ý khác', khoa: key })).status).toBe(303);
    const mine = (await get(`/lay-y-kien/${id}/y-kien-cua-toi`, by.person)).text;
    for (const [words, times] of [
      ['Bản gửi đầu', 0],
      ['Bản gõ sau', 1],
      ['Ý khác', 1],
    ] as const)
      expect(mine.split(words).length - 1, words).toBe(times);
    // withdrawn, it is not taken for sent
    await post(action, by.person, { do: 'rut' });
    const withdrawn = await post(path, by.person, { ...one, body: 'Bản gõ sau' });
    expect(withdrawn.text).toContain('đã được rút');
    expect(withdrawn.text).not.toContain('formaction=');
  });

  test('the same words on the same part are not sent twice; for an organisation, or on another part, they are', async () => {
    const id = await announced();
    const path = `/lay-y-kien/${id}/gop-y`;
    const words = { ...comment, body: 'Y hệt nhau' };
    const first = await commented(id, by.agency, words.body);
    const again = await post(path, by.agency, { ...words, khoa: `nữa ${id}` });
    expect(again.status).toBe(409);
    expect(again.text).toContain(`href="/lay-y-kien/${id}/y-kien-cua-toi/${first}"`);
    expect(again.text).toContain('không gửi nữa');
    const as = String(await organisationOf('SCT'));
    expect((await post(path, by.agency, { ...words, as, khoa: `thay ${id}` })).status).toBe(303);
    expect((await post(path, by.agency, { ...words, part: '0', khoa: `khác ${id}` })).status).toBe(303);
    expect((await post(path, by.person, { ...words, khoa: `người khác ${id}` })).status).toBe(303);
    const kind = await post(path, by.agency, { ...words, kind: 'agree', khoa: `loại ${id}` });
    expect(kind.text).toContain(`formaction="/lay-y-kien/${id}/y-kien-cua-toi/${first}"`);
  });

  test('what is typed for one part waits there, and stands at no other', async () => {
    const id = await announced();
    const path = `/lay-y-kien/${id}/gop-y`;
    const typing = (part: string, body: string) =>
      post(`${path}?phan=${part}`, by.person, { ...comment, part, body }, { 'x-autosave': '1' });
    for (const { status } of [await typing('1', 'Gõ cho phần một'), await typing('0', 'Gõ cho toàn bộ')])
      expect(status).toBe(200);
    const one = (await get(`${path}?phan=1`, by.person)).text;
    expect(one).toContain('Gõ cho phần một</textarea>');
    expect(one).not.toContain('Gõ cho toàn bộ');
    expect(one).toContain(`href="/lay-y-kien/${id}/gop-y?phan=0"`);
    expect((await get(path, by.person)).text).toContain('Gõ cho toàn bộ</textarea>');
    expect((await typing('7', 'Phần không có')).status).toBe(404);
    await commented(id, by.person, 'Xong phần một');
    expect((await get(`${path}?phan=1`, by.person)).text).not.toContain('Gõ cho phần một');
    expect((await get(`${path}?phan=0`, by.person)).text).toContain('Gõ cho toàn bộ</textarea>');
  });

  test('the words of the part stand beside what is written of it', async () => {
    const id = await announced();
    const form = (await get(`/lay-y-kien/${id}/gop-y?phan=1`, by.person)).text;
    expect(form).toContain('Hiện trạng chưa tốt.');
    expect(form).toContain('name="part" value="1"');
    expect(form).not.toContain('<select id="part"');
    expect((await get(`/lay-y-kien/${id}/gop-y?phan=9`, by.person)).text).toContain('name="part"');
  });

  test('characters that nobody sees are no comment; after the window an empty form says that it is over', async () => {
    const id = await announced({ to: '08/05/2026' });
    const path = `/lay-y-kien/${id}/gop-y`;
    for (const [at, body] of ['\u200b', '\u200b \u2060\ufeff', '\u3164', '\u00ad\u2800'].entries()) {
      const refused = await post(path, by.person, { ...comment, body, khoa: `trống ${id} ${at}` });
      expect([refused.status, refused.text.includes('Hãy viết nội dung góp ý')]).toEqual([422, true]);
    }
    await on('2026-05-08T17:00:00Z');
    const late = await post(path, by.person, { ...comment, kind: '', body: '', khoa: `muộn ${id}` });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Thời gian góp ý đã hết');
    expect(late.text).not.toContain('Hãy viết nội dung');
    await on('2026-05-04T03:00:00Z');
  });

  test('who writes for one organisation is asked first for whom, and that organisation is chosen', async () => {
    const id = await announced();
    const form = (await get(`/lay-y-kien/${id}/gop-y?phan=1`, by.agency)).text;
    const agency = String(await organisationOf('SCT'));
    expect(form).toMatch(new RegExp(`<option value="${agency}" selected[^>]*>Sở Công Thương`));
    expect(form.indexOf('name="as"')).toBeLessThan(form.indexOf('name="kind"'));
    expect(form).toContain('Ý kiến gửi thay mặt Sở Công Thương');
    expect((await get(`/lay-y-kien/${id}/gop-y?phan=1`, by.person)).text).not.toContain('name="as"');
  });

  test('one’s own comment is changed and withdrawn until the end of the window; changed words are checked again', async () => {
    const id = await announced({ to: '08/05/2026' });
    const own = await commented(id, by.person, 'Bản đầu');
    const path = `/lay-y-kien/${id}/y-kien-cua-toi/${own}`;
    await post(`${work}/${id}/y-kien/${own}`, by.officer, { do: 'hien', version: '1' });
    expect((await get(`/lay-y-kien/${id}/phan/1`)).text).toContain('Bản đầu');
    expect((await get(path, by.agency)).status).toBe(404);
    const change = { ...comment, do: 'luu', body: 'Bản sau' };
    expect((await post(path, by.person, { ...change, version: '1' })).status).toBe(409);
    expect((await post(path, by.person, { ...change, version: '2' })).status).toBe(303);
    const page = (await get(`/lay-y-kien/${id}/phan/1`)).text;
    expect(page).not.toContain('Bản đầu');
    expect(page).not.toContain('Bản sau');
    const other = await commented(id, by.person, 'Sẽ rút');
    const withdrawn = `/lay-y-kien/${id}/y-kien-cua-toi/${other}`;
    for (let times = 0; times < 2; times += 1)
      expect((await post(withdrawn, by.person, { do: 'rut' })).status).toBe(303);
    await on('2026-05-08T17:00:00Z');
    expect((await post(path, by.person, { ...change, body: 'Muộn', version: '3' })).status).toBe(409);
    expect((await post(path, by.person, { do: 'rut' })).status).toBe(409);
    const late = await post(`/lay-y-kien/${id}/gop-y`, by.person, {
      ...comment,
      body: 'Muộn rồi',
      khoa: 'muộn',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Thời gian góp ý đã hết');
    expect(late.text).toContain('Muộn rồi</textarea>');
    await on('2026-05-04T03:00:00Z');
  });

  test('others read a comment of a public consultation once it was checked, with names only where that was said', async () => {
    const id = await announced();
    const named = await announced({ namesShown: '1' });
    for (const one of [id, named]) {
      const sent = await commented(one, by.person, 'Đề nghị lùi thời hạn.');
      expect((await get(`/lay-y-kien/${one}/phan/1`)).text).not.toContain('lùi thời hạn');
      await post(`${work}/${one}/y-kien/${sent}`, by.officer, { do: 'hien', version: '1' });
      const page = (await get(`/lay-y-kien/${one}/phan/1`)).text;
      expect(page).toContain('Đề nghị lùi thời hạn.');
      expect(page.includes('Người thử applicant')).toBe(one === named);
      expect((await get(`/lay-y-kien/${one}`)).text).toContain('1 ý kiến');
      const hide = { do: 'an', note: '', version: '2' };
      expect((await post(`${work}/${one}/y-kien/${sent}`, by.officer, hide)).status).toBe(422);
      const hidden = { ...hide, note: 'Có thông tin cá nhân' };
      expect((await post(`${work}/${one}/y-kien/${sent}`, by.officer, hidden)).status).toBe(303);
      expect((await get(`/lay-y-kien/${one}/phan/1`)).text).not.toContain('lùi thời hạn');
      const mine = await get(`/lay-y-kien/${one}/y-kien-cua-toi`, by.person);
      expect(mine.text).toContain('Có thông tin cá nhân');
    }
  });

  test('an entry that becomes confidential takes its part and comments out of sight, also for officers who may not see it', async () => {
    const id = await announced();
    const sent = await commented(id, by.person, 'Về phần này');
    await post(`${work}/${id}/y-kien/${sent}`, by.officer, { do: 'hien', version: '1' });
    expect((await get(`/lay-y-kien/${id}/phan/1`)).text).toContain('Về phần này');
    expect((await get(`/lay-y-kien/${id}`)).text).toContain('Bài toán mở');
    const { db } = app.services;
    const part = await db
      .selectFrom('consultation_part')
      .select('entry_id')
      .where('consultation_id', '=', id)
      .executeTakeFirstOrThrow();
    await db.updateTable('entry').set({ confidential: true }).where('id', '=', part.entry_id).execute();
    // visitors are shown no page that was kept
    for (const as of [undefined, by.person]) {
      expect((await get(`/lay-y-kien/${id}/phan/1`, as)).status).toBe(404);
      expect((await get(`/lay-y-kien/${id}`, as)).text).not.toContain('Bài toán mở');
    }
    expect((await get(`${work}/${id}/y-kien?trang-thai=all`, by.officer)).text).not.toContain('Về phần này');
    expect((await get(`${work}/${id}/y-kien/${sent}`, by.officer)).status).toBe(404);
    expect((await get(`${work}/${id}/y-kien/${sent}`, by.head)).text).toContain('Về phần này');
  });
});

describe('an internal consultation', () => {
  test('is read and commented on by those asked alone, who read each other', async () => {
    const agencies = String(await organisationOf('SCT'));
    const id = await announced({ audience: 'internal', agencies });
    for (const as of [undefined, by.person, by.stranger]) {
      expect((await get(`/lay-y-kien/${id}`, as)).status).toBe(404);
      expect((await get('/lay-y-kien', as)).text).not.toContain(`/lay-y-kien/${id}"`);
    }
    expect((await post(`/lay-y-kien/${id}/gop-y`, by.stranger, { ...comment, khoa: 's' })).status).toBe(404);
    expect((await get('/lay-y-kien', by.agency)).text).toContain(`/lay-y-kien/${id}"`);
    const desk = async () => (await get('/ban-lam-viec', by.agency)).text;
    expect(await desk()).toContain(`/lay-y-kien/${id}"`);
    const form = (await get(`/lay-y-kien/${id}/gop-y`, by.agency)).text;
    expect(form).toMatch(new RegExp(`<option value="${agencies}" selected[^>]*>Sở Công Thương`));
    await commented(id, by.agency, 'Sở nhất trí.', { as: agencies });
    app.forgetStatements();
    expect(await desk()).not.toContain(`/lay-y-kien/${id}"`);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    const other = await app.signIn('agency_officer', { organisationId: Number(agencies) });
    const page = (await get(`/lay-y-kien/${id}/phan/1`, other)).text;
    expect(page).toContain('Sở nhất trí.');
    expect(page).toContain('Sở Công Thương, Người thử agency_officer');
    expect((await get(`${work}/${id}`, by.officer)).text).toContain('1 trong 1 đã góp ý');
  });

  test('people are asked by the e-mail of their account', async () => {
    const people = 'nguoi-gop-y@example.vn\nkhong-co@example.vn';
    const wrong = await post(`${work}/moi`, by.officer, {
      ...{ ...typed, title: 'Hỏi riêng', edition: 'van-ban', audience: 'internal', people, khoa: 'riêng' },
    });
    expect(wrong.text).toContain('khong-co@example.vn');
    expect(wrong.status).toBe(422);
    const crowd = Array.from({ length: 301 }, (_, at) => `nguoi-${at}@example.vn`).join('\n');
    const many = { ...typed, title: 'Hỏi nhiều', edition: 'van-ban', audience: 'internal', people: crowd };
    const refused = await post(`${work}/moi`, by.officer, { ...many, khoa: 'nhiều' });
    expect(refused.text).toContain('Hỏi nhiều nhất 300');
    const id = await announced({ audience: 'internal', people: 'nguoi-gop-y@example.vn' });
    expect((await get(`/lay-y-kien/${id}`, by.person)).status).toBe(200);
  });
});

describe('officers', () => {
  test('find comments by part, kind and words without diacritics', async () => {
    const id = await announced();
    await commented(id, by.person, 'Bổ sung kinh phí đối ứng');
    await commented(id, by.person, 'Nhất trí hoàn toàn', { kind: 'agree', part: '0' });
    const list = async (query: string) => (await get(`${work}/${id}/y-kien${query}`, by.officer)).text;
    expect(await list('?q=bo+sung+kinh+phi')).toContain('Bổ sung kinh phí');
    expect(await list('?q=bo+sung+kinh+phi')).not.toContain('Nhất trí');
    expect(await list('?q=%25')).toContain('Không có ý kiến nào phù hợp');
    expect(await list('?loai=agree&trang-thai=all')).not.toContain('Bổ sung kinh phí');
    expect(await list('?phan=0&trang-thai=all')).toContain('Nhất trí hoàn toàn');
    expect(await list('?trang-thai=answered')).not.toContain('Nhất trí');
    app.forgetStatements();
    await list('');
    expect(app.statements.length).toBeLessThanOrEqual(10);
  });

  test('answer comments alike once; what is not accepted has its reason; a changed comment leaves the reply', async () => {
    const id = await announced();
    const first = await commented(id, by.person, 'Đề nghị tăng kinh phí cho bài toán này lên gấp đôi');
    const second = await commented(id, by.agency, 'Đề nghị tăng kinh phí bài toán này lên gấp đôi nhé');
    const third = await commented(id, by.stranger, 'Chuyện khác hẳn, về thời gian');
    const path = `${work}/${id}/y-kien/${first}`;
    const page = (await get(path, by.officer)).text;
    expect(page).toContain(`value="${second}-1"`);
    expect(page).not.toContain(`value="${third}-`);
    expect((await post(path, by.officer, { do: 'gop', chung: `${second}-1` })).status).toBe(303);
    const reply = { do: 'tra-loi', outcome: 'declined', reply: '', version: '1', comment: '1' };
    expect((await post(path, by.officer, reply)).text).toContain('Hãy giải trình');
    const reason = { ...reply, reply: 'Ngân sách chưa cân đối được.' };
    expect((await post(path, by.officer, reason)).status).toBe(303);
    const beside = `${work}/${id}/y-kien/${second}`;
    expect((await get(beside, by.officer)).text).toContain('Ngân sách chưa cân đối được.');
    const stale = { ...reason, reply: 'Bản khác', version: '1' };
    const refused = await post(beside, by.officer, stale);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Bản khác</textarea>');
    expect((await get(`/lay-y-kien/${id}/y-kien-cua-toi`, by.person)).text).not.toContain('Ngân sách');
    const own = `/lay-y-kien/${id}/y-kien-cua-toi/${second}`;
    await post(own, by.agency, { ...comment, do: 'luu', body: 'Ý khác rồi', version: '1' });
    expect((await get(beside, by.officer)).text).not.toContain('Ngân sách chưa cân đối được.');
    expect((await get(path, by.officer)).text).toContain('Ngân sách chưa cân đối được.');
    expect((await post(path, by.inspector, reason)).status).toBe(403);
    expect((await post(`${work}/${id}/y-kien/${third}`, by.officer, { do: 'khác' })).status).toBe(404);
    // of another consultation there is no such comment
    const elsewhere = await announced();
    expect((await get(`${work}/${elsewhere}/y-kien/${first}`, by.officer)).status).toBe(404);
  });
});
