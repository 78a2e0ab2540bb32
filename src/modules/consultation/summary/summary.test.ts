import { afterAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../../test/support/app.ts';
import { openConsulting, work } from '../../../../test/support/consulting.ts';
import { system } from '../../../kernel/actor.ts';
import { followEvents } from '../../notifications/follow.ts';
import { findConsultation } from '../queries.ts';
import { composedSummary } from './composed.ts';
import { headOf } from './head.ts';
import { summaryContent } from './queries.ts';

const { app, by, get, post, organisationOf, versionOf, announced, commented, signed, on } =
  await openConsulting();
afterAll(() => app.close());

describe('the summary', () => {
  /** One whose window has just ended, with comments answered together, one that agrees, one hidden, one withdrawn. */
  async function summed(more: Record<string, string> = {}) {
    await on('2026-05-04T03:00:00Z');
    const id = await announced({ to: '08/05/2026', ...more });
    const first = await commented(id, by.person, 'Đề nghị tăng kinh phí', { proposed: 'Gấp đôi.' });
    const second = await commented(id, by.agency, 'Cần tăng kinh phí', {
      as: String(await organisationOf('SCT')),
    });
    await commented(id, by.agency, 'Sở nhất trí', { kind: 'agree', part: '0' });
    const personal = await commented(id, by.person, 'Gọi tôi số 0912');
    return { id, first, second, personal };
  }

  async function answered({ id, first, second, personal }: Awaited<ReturnType<typeof summed>>) {
    const one = (comment: number) => `${work}/${id}/y-kien/${comment}`;
    await post(one(first), by.officer, { do: 'gop', chung: `${second}-1` });
    await post(one(first), by.officer, {
      do: 'tra-loi',
      outcome: 'partly',
      reply: 'Tăng 30%.',
      version: '1',
      comment: '1',
    });
    const { db } = app.services;
    const all = await db
      .selectFrom('consultation_comment')
      .select(['id', 'version'])
      .where('consultation_id', '=', id)
      .execute();
    for (const { id: comment, version } of all)
      await post(one(comment), by.officer, {
        ...{ do: comment === personal ? 'an' : 'hien', note: 'Có số điện thoại', version: String(version) },
      });
    await on('2026-05-09T03:00:00Z');
  }

  const publish = async (id: number, as: Session) =>
    post(`${work}/${id}/tong-hop/cong-bo`, as, { version: await versionOf(id) });

  test('is published by the head after the last day, once all is checked and answered; then nothing changes', async () => {
    const made = await summed();
    const { id, first } = made;
    expect((await publish(id, by.head)).text).toContain('Thời gian góp ý chưa hết');
    await on('2026-05-09T03:00:00Z');
    const early = await publish(id, by.head);
    expect(early.status).toBe(409);
    expect(early.text).toContain('4 ý kiến chờ kiểm tra');
    await on('2026-05-04T03:00:00Z');
    await answered(made);
    expect((await get(`/lay-y-kien/${id}/tong-hop/tong-hop.docx`)).status).toBe(404);
    expect((await publish(id, by.officer)).status).toBe(403);
    const unsigned = await publish(id, by.head);
    expect(unsigned.status).toBe(422);
    for (const missing of ['Hãy ghi số', 'Hãy ghi ngày ký', 'Hãy ghi họ tên người ký'])
      expect(unsigned.text).toContain(missing);
    await signed(id);
    expect((await publish(id, by.head)).status).toBe(303);
    expect((await get(`/lay-y-kien/${id}`)).text).toContain('Tải bản Word');
    const part = (await get(`/lay-y-kien/${id}/phan/1`)).text;
    expect(part).toContain('Tiếp thu một phần');
    expect(part).toContain('Tăng 30%.');
    const again = { do: 'tra-loi', outcome: 'accepted', reply: '', version: '2', comment: '2' };
    expect((await post(`${work}/${id}/y-kien/${first}`, by.officer, again)).status).toBe(409);
    for (const form of ['docx', 'pdf']) {
      const file = await app.fetch(`/lay-y-kien/${id}/tong-hop/tong-hop.${form}`);
      expect(file.status).toBe(200);
      expect(Number(file.headers.get('content-length'))).toBeGreaterThan(5_000);
    }
    expect((await get(`/lay-y-kien/${id}/tong-hop/khac.docx`)).status).toBe(404);
  });

  test('is handed up to the head once it is signed, who hears of it; what changes it takes the hand-up back', async () => {
    await followEvents(app.services);
    const made = await summed({ title: 'Đề án trình công bố' });
    const { id } = made;
    const path = `${work}/${id}/tong-hop`;
    const submit = async (as: Session, version?: string) =>
      post(`${path}/trinh`, as, { version: version ?? (await versionOf(id)) });
    expect((await submit(by.officer)).text).toContain('Thời gian góp ý chưa hết');
    await answered(made);
    const { db } = app.services;
    const submitted = () =>
      db
        .selectFrom('event')
        .select('seq')
        .where('name', '=', 'consultation.summary_submitted')
        .where('subject_id', '=', String(id))
        .execute();
    const unsigned = await submit(by.officer);
    expect(unsigned.status).toBe(422);
    expect(unsigned.text).toContain('Hãy ghi số');
    await signed(id);
    expect((await get(path, by.officer)).text).toContain('Trình phụ trách công bố');
    expect((await get(path, by.inspector)).text).toContain('do phụ trách chương trình công bố');
    expect((await submit(by.inspector)).status).toBe(403);
    expect((await submit(by.person)).status).toBe(403);
    expect((await submit(by.officer, '1')).status).toBe(409);
    for (const _twice of [1, 2]) expect((await submit(by.officer)).status).toBe(303);
    expect(await submitted()).toHaveLength(1);
    await followEvents(app.services);
    const told = db
      .selectFrom('notification')
      .select(['title', 'path'])
      .where('account_id', '=', by.head.accountId);
    expect(await told.where('title', 'like', '%Đề án trình công bố%').execute()).toContainEqual({
      ...{ title: 'Chờ công bố bản tổng hợp ý kiến: Đề án trình công bố', path },
    });
    for (const page of [path, `${work}/${id}`])
      for (const as of [by.officer, by.head, by.inspector])
        expect((await get(page, as)).text).toContain('chờ phụ trách chương trình công bố');
    expect((await get(path, by.officer)).text).not.toContain('id="trinh"');
    await signed(id);
    expect((await get(path, by.officer)).text).toContain('id="trinh"');
    expect((await submit(by.officer)).status).toBe(303);
    expect((await publish(id, by.head)).status).toBe(303);
    expect((await submit(by.officer)).status).toBe(409);
  });

  test('prints comments answered together in a row, names where they are shown, and nothing hidden or confidential', async () => {
    for (const names of ['1', '']) {
      const made = await summed({ namesShown: names });
      await answered(made);
      const { db, installation } = app.services;
      const text = async () => {
        const consultation = await findConsultation(db, system, made.id);
        const head = headOf({}, consultation, installation);
        return composedSummary({ consultation, ...(await summaryContent(db, made.id)), head });
      };
      const written = await text();
      const rows = written.annexes[0]?.rows ?? [];
      expect(rows).toHaveLength(2);
      expect(rows[0]?.[4]).toBe('Ghi nhận ý kiến đồng ý.');
      const [, part, by, said, reply] = rows[1] ?? [];
      expect(part).toMatch(/^BTL-\d+-01\. Bài toán mở/);
      expect(by).toBe(names === '1' ? 'Người thử applicant\nSở Công Thương' : 'Tổ chức\nCá nhân');
      expect(said).toContain('Đề nghị sửa thành: Gấp đôi.');
      expect(said?.includes('Sở Công Thương. Đề nghị sửa')).toBe(names === '1');
      expect(reply).toBe('Tiếp thu một phần.\nTăng 30%.');
      expect(JSON.stringify(written)).not.toContain('0912');
      const body = written.body.map((passage) => passage.text).join(' ');
      expect(body).toContain('Tổng số ý kiến nhận được: 04, của 01 cơ quan, tổ chức và 02 cá nhân');
      expect(body).toContain('Có 01 ý kiến không in');
      await db.updateTable('entry').set({ confidential: true }).execute();
      expect((await text()).annexes[0]?.rows).toHaveLength(1);
    }
  });

  test('keeps its figures and its rows once it is published, whatever becomes of comments', async () => {
    const made = await summed();
    await answered(made);
    await signed(made.id);
    expect((await publish(made.id, by.head)).status).toBe(303);
    const { db } = app.services;
    const before = await summaryContent(db, made.id);
    await db
      .updateTable('consultation_comment')
      .set({ moderation: 'shown', hidden_reason: null })
      .where('id', '=', made.personal)
      .execute();
    expect(await summaryContent(db, made.id)).toEqual(before);
    await db
      .updateTable('consultation_comment')
      .set({ state: 'withdrawn' })
      .where('id', 'in', [made.first, made.personal])
      .execute();
    const after = await summaryContent(db, made.id);
    expect(after.counts).toEqual(before.counts);
    expect(after.comments).toEqual(before.comments.filter(({ id }) => id !== made.first));
    const consultation = await findConsultation(db, system, made.id);
    const { body } = composedSummary({
      ...{ consultation, ...after, head: headOf({}, consultation, app.services.installation) },
    });
    expect(body.map(({ text }) => text).join(' ')).toContain('Sau khi công bố, 01 ý kiến không còn in');
  });

  test('has the head an officer saved; wrong fields are told and kept', async () => {
    const { id } = await summed();
    const path = `${work}/${id}/tong-hop`;
    const typedHead = {
      ...{ issuer: 'Sở Khoa học và Công nghệ', symbol: 'BTH-SKHCN', place: 'Lạng Sơn', date: '31/02/2026' },
      ...{ number: '12', signer: 'Nguyễn Văn Mẫu', version: await versionOf(id) },
      bases: 'Luật Ban hành văn bản;',
    };
    const wrong = await post(path, by.officer, typedHead);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="31/02/2026"');
    expect((await post(path, by.officer, { ...typedHead, date: '9/5/2026' })).status).toBe(303);
    const kept = (await get(path, by.officer)).text;
    expect(kept).toContain('value="09/05/2026"');
    expect(kept).toContain('Căn cứ Luật Ban hành văn bản;');
    expect((await post(path, by.officer, { ...typedHead, date: '9/5/2026' })).status).toBe(409);
  });
});
