import { afterAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../../test/support/app.ts';
import { comment, openConsulting, work } from '../../../../test/support/consulting.ts';
import { system } from '../../../kernel/actor.ts';
import { forgetCommenter } from '../held-data.ts';
import { summaryCounts } from '../summary/queries.ts';
import { commentCounts } from './queries.ts';

const { app, by, get, post, versionOf, announced, commented, signed, on } = await openConsulting();
const { db, clock } = app.services;
afterAll(() => app.close());

const mine = (id: number, own: number) => `/lay-y-kien/${id}/y-kien-cua-toi/${own}`;
const desk = (id: number, own: number) => `${work}/${id}/y-kien/${own}`;
const show = (id: number, own: number, version = '1') =>
  post(desk(id, own), by.officer, { do: 'hien', version });
const reply = { do: 'tra-loi', outcome: 'accepted', reply: 'Sẽ sửa.', version: '0', comment: '1' };
const kept = (own: number) =>
  db
    .selectFrom('consultation_comment')
    .select(['body', 'proposed', 'state', 'moderation', 'hidden_reason', 'reply_id'])
    .where('id', '=', own)
    .executeTakeFirstOrThrow();
const erase = ({ accountId }: Session) =>
  db.transaction().execute((tx) => forgetCommenter(tx, app.services, { accountId, address: '' }));

async function published(id: number): Promise<void> {
  await on('2026-05-09T03:00:00Z');
  await signed(id);
  const answer = await post(`${work}/${id}/tong-hop/cong-bo`, by.head, { version: await versionOf(id) });
  expect(answer.status).toBe(303);
}

describe('a reply', () => {
  test('is given to no words but those the officer read, who sees the new ones and keeps what was typed', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Tăng kinh phí');
    const change = { ...comment, do: 'luu', body: 'Bỏ hẳn bài toán này', version: '1' };
    expect((await post(mine(id, own), by.person, change)).status).toBe(303);
    const refused = await post(desk(id, own), by.officer, reply);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Ý kiến này vừa thay đổi');
    expect(refused.text).toContain('Bỏ hẳn bài toán này');
    expect(refused.text).toContain('Sẽ sửa.</textarea>');
    expect((await post(desk(id, own), by.officer, { ...reply, comment: '2' })).status).toBe(303);
  });

  test('stands under no comment that was put to it meanwhile, nor under one whose words changed', async () => {
    const id = await announced();
    const first = await commented(id, by.person, 'Đề nghị tăng kinh phí');
    const second = await commented(id, by.person, 'Đề nghị tăng kinh phí nhé');
    const third = await commented(id, by.agency, 'Đề nghị tăng kinh phí lên');
    const together = (chung: string) => post(desk(id, first), by.officer, { do: 'gop', chung });
    expect((await together(`${second}-1`)).status).toBe(303);
    expect((await together(`${third}-1`)).status).toBe(303);
    expect((await post(desk(id, first), by.officer, { ...reply, version: '1' })).status).toBe(409);
    expect((await post(desk(id, first), by.officer, { ...reply, version: '2' })).status).toBe(303);
    const late = await commented(id, by.stranger, 'Đề nghị tăng kinh phí đi');
    await post(mine(id, late), by.stranger, {
      ...comment,
      do: 'luu',
      body: 'Đề nghị tăng kinh phí đi, gấp ba',
      version: '1',
    });
    const refused = await together(`${late}-1`);
    expect(refused.status).toBe(409);
    // with its new words it is still chosen
    expect(refused.text).toMatch(new RegExp(`value="${late}-2" checked`));
    expect((await kept(late)).reply_id).toBe(null);
  });

  test('for several asks which ones, and nothing is written where none was chosen or none is free', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Một');
    const none = await post(desk(id, own), by.officer, { do: 'gop' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Hãy chọn ít nhất một ý kiến.');
    const other = await commented(id, by.person, 'Hai');
    await post(desk(id, other), by.officer, reply);
    expect((await post(desk(id, own), by.officer, { do: 'gop', chung: `${other}-1` })).status).toBe(303);
    expect((await kept(own)).reply_id).toBe(null);
  });

  test('is owed to whoever proposes other words, though they agree', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Nhất trí', {
      kind: 'agree',
      proposed: 'Đổi thành 24 tháng.',
    });
    await commented(id, by.person, 'Nhất trí hoàn toàn', { kind: 'agree' });
    await show(id, own);
    expect((await summaryCounts(db, id)).unanswered).toBe(1);
    const open = (await get(`${work}/${id}/y-kien`, by.officer)).text;
    expect(open).toContain(`>#${own}<`);
    expect(open).not.toContain('Nhất trí hoàn toàn');
    expect(open).toContain('chưa trả lời</span>');
    expect((await commentCounts(db, system, id)).open).toBe(1);
  });

  test('to a comment on a part that became confidential is not its author’s to read, nor is the name of the part', async () => {
    const id = await announced({ to: '08/05/2026' });
    const own = await commented(id, by.person, 'Về phần này');
    await show(id, own);
    const secret = { ...reply, outcome: 'declined', reply: 'Điều mật của bài toán.', comment: '2' };
    expect((await post(desk(id, own), by.officer, secret)).status).toBe(303);
    await published(id);
    const page = async () => (await get(`/lay-y-kien/${id}/y-kien-cua-toi`, by.person)).text;
    expect(await page()).toContain('Điều mật của bài toán.');
    const part = db.selectFrom('consultation_part').select('entry_id').where('consultation_id', '=', id);
    const { entry_id } = await part.executeTakeFirstOrThrow();
    await db.updateTable('entry').set({ confidential: true }).where('id', '=', entry_id).execute();
    const later = await page();
    expect(later).toContain('Về phần này');
    expect(later).toContain('Một phần không còn hiện');
    expect(later).not.toContain('Điều mật của bài toán.');
    expect(later).not.toMatch(/BTL-\d+-01/);
    await on('2026-05-04T03:00:00Z');
  });
});

describe('a comment that must not be read', () => {
  test('is hidden after a consultation was ended early or concluded; then it is not shown again', async () => {
    const note = 'Có số điện thoại';
    for (const ended of ['dung', 'cong-bo']) {
      const id = await announced({ to: '08/05/2026' });
      const own = await commented(id, by.person, 'Số của tôi 0912', { kind: 'agree' });
      await show(id, own);
      if (ended === 'cong-bo') await published(id);
      else {
        const stop = { do: 'dung', reason: 'Soạn lại', version: await versionOf(id) };
        expect((await post(`${work}/${id}/thong-bao`, by.head, stop)).status).toBe(303);
      }
      expect((await get(`/lay-y-kien/${id}/phan/1`)).text).toContain('0912');
      const concluded = ended === 'cong-bo';
      const hide = (as: Session) => post(desk(id, own), as, { do: 'an', note, version: '2' });
      expect((await get(desk(id, own), by.officer)).text.includes('value="an"')).toBe(!concluded);
      // what a published summary printed is the head's
      if (concluded) {
        const refused = await hide(by.officer);
        expect(refused.status).toBe(403);
        expect(refused.text).toContain('chỉ phụ trách chương trình được thôi cho hiện');
        expect((await get(desk(id, own), by.officer)).text).toContain('chỉ phụ trách chương trình được thôi');
      }
      expect((await get(desk(id, own), by.head)).text).toContain('value="an"');
      expect((await hide(concluded ? by.head : by.officer)).status).toBe(303);
      expect((await get(`/lay-y-kien/${id}/phan/1`)).text).not.toContain('0912');
      expect((await get(desk(id, own), by.officer)).text.includes('value="hien"')).toBe(!concluded);
      expect((await show(id, own, '3')).status).toBe(concluded ? 409 : 303);
      await on('2026-05-04T03:00:00Z');
    }
  });

  test('makes no kept page anew, since none shows comments', async () => {
    const id = await announced();
    const version = async () =>
      (await db.selectFrom('content_version').selectAll().executeTakeFirstOrThrow()).version;
    const before = await version();
    const own = await commented(id, by.person, 'Một');
    await show(id, own);
    await post(desk(id, own), by.officer, { do: 'an', note: 'Nhầm', version: '2' });
    await show(id, own, '3');
    await post(mine(id, own), by.person, { ...comment, do: 'luu', body: 'Hai', version: '4' });
    await post(mine(id, own), by.person, { do: 'rut' });
    expect(await version()).toBe(before);
  });
});

describe('what its author took back', () => {
  test('is kept no longer, and officers read only that there was one', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Tôi bị bệnh nặng', { proposed: 'Chữa cho tôi' });
    await show(id, own);
    await post(desk(id, own), by.officer, { ...reply, comment: '2' });
    expect((await post(mine(id, own), by.person, { do: 'rut' })).status).toBe(303);
    expect(await kept(own)).toEqual({
      ...{ body: '…', proposed: null, state: 'withdrawn', moderation: 'shown', hidden_reason: null },
      reply_id: null,
    });
    for (const path of [`${work}/${id}/y-kien?trang-thai=withdrawn`, desk(id, own)]) {
      const { text } = await get(path, by.officer);
      expect(text).toContain('đã rút');
      expect(text).not.toContain('bệnh nặng');
      expect(text).not.toContain('Người thử applicant');
    }
    const byName = await get(`${work}/${id}/y-kien?trang-thai=all&q=nguoi+thu`, by.officer);
    expect(byName.text).not.toContain(`>#${own}<`);
    expect((await get(`/lay-y-kien/${id}/y-kien-cua-toi`, by.person)).text).toContain('không còn được giữ');
    expect((await get(mine(id, own), by.person)).text).not.toContain('name="body"');
  });

  test('or nobody was shown goes when they are erased, with the reason; a published summary counts what it counted', async () => {
    const id = await announced({ to: '08/05/2026' });
    const gone = await app.signIn('applicant', { email: 'xoa-ten@example.vn' });
    const own = await commented(id, gone, 'Nhất trí', { kind: 'agree' });
    const hidden = await commented(id, gone, 'Số 0912');
    const waiting = await commented(id, gone, 'Chưa ai xem');
    await show(id, own);
    await post(desk(id, hidden), by.officer, { do: 'an', note: 'Có số 0912 của chị A', version: '1' });
    await post(mine(id, waiting), gone, { do: 'rut' });
    await published(id);
    const before = await summaryCounts(db, id);
    expect(before.hidden).toBe(1);
    await erase(gone);
    expect(await summaryCounts(db, id)).toEqual(before);
    expect(await kept(own)).toMatchObject({ body: 'Nhất trí', state: 'sent' });
    expect(await kept(hidden)).toMatchObject({
      ...{ body: '…', proposed: null, state: 'sent', moderation: 'hidden', hidden_reason: '…' },
    });
    await on('2026-05-04T03:00:00Z');
  });

  test('and what waited leaves its reply when they are erased', async () => {
    const id = await announced();
    const gone = await app.signIn('applicant', { email: 'xoa-ten-2@example.vn' });
    const waiting = await commented(id, gone, 'Tôi ở 12 phố Kỳ Lừa');
    await post(desk(id, waiting), by.officer, { ...reply, reply: 'Chào bà ở Kỳ Lừa.' });
    await erase(gone);
    expect(await kept(waiting)).toMatchObject({ body: '…', state: 'withdrawn', reply_id: null });
    const left = db.selectFrom('consultation_reply').select('id').where('consultation_id', '=', id);
    expect(await left.execute()).toEqual([]);
  });
});

describe('many comments', () => {
  test('of one’s own and beside a part come in pages; beyond the last one leads back', async () => {
    const id = await announced();
    const first = await commented(id, by.person, 'Ý kiến đầu tiên');
    await show(id, first);
    await insertMany(id, 24, 'Ý kiến thứ');
    const list = async (page: string) =>
      (await get(`/lay-y-kien/${id}/y-kien-cua-toi${page}`, by.person)).text;
    expect(await list('')).toContain('1–20');
    expect(await list('')).not.toContain('Ý kiến đầu tiên');
    expect(await list('?trang=2')).toContain('Ý kiến đầu tiên');
    for (const text of [await list('?trang=9'), (await get(`/lay-y-kien/${id}/phan/1?trang=9`)).text]) {
      expect(text).toContain('Về trang đầu');
      expect(text).not.toContain('Chưa có ý kiến nào');
      expect(text).not.toContain('Bạn chưa góp ý');
    }
  });

  test('do not slow down one that is looked at: none is normalised for it', async () => {
    const id = await announced();
    const own = await commented(id, by.person, 'Đề nghị tăng kinh phí, rút ngắn thời gian, bổ sung cơ quan.');
    const words = 'Đề nghị tăng kinh phí, rút ngắn thời gian, bổ sung cơ quan phối hợp. '.repeat(40);
    await insertMany(id, 200, words);
    app.forgetStatements();
    const page = await get(desk(id, own), by.officer);
    expect(page.text).toContain('Ý kiến giống nhau');
    expect(app.statements.filter((text) => text.includes('similarity(')).join()).not.toContain('vn_norm');
    expect(app.statements.length).toBeLessThanOrEqual(10);
  });
});

async function insertMany(id: number, count: number, words: string): Promise<void> {
  await db
    .insertInto('consultation_comment')
    .values(
      Array.from({ length: count }, (_, at) => ({
        ...{ consultation_id: id, part: 1, kind: 'suggest', body: `${words} ${at}`, moderation: 'shown' },
        ...{ author_id: by.person.accountId, author_name: 'Nông Thị Góp', form_key: `nhiều ${id} ${at}` },
        sent_at: clock(),
      })),
    )
    .execute();
}
