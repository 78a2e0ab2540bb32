import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  citing,
  keepFile,
  planText,
  readingOf,
  registerDraft,
  registerPublished,
} from '../../../test/support/documents.ts';
import { formFields, idOf, openRegister, type Register, work } from '../../../test/support/register.ts';
import { system } from '../../kernel/actor.ts';
import { publishDocument } from './commands.ts';
import { registerDocument } from './register.ts';
import { findDocument, loadCitations } from './store.ts';

let app: Register['app'];
let officer: Register['officer'];
let head: Register['head'];
let inspector: Register['inspector'];
let upload: Register['upload'];
let draftWithFile: Register['draftWithFile'];
let reviewOf: Register['reviewOf'];
beforeAll(async () => {
  ({ app, officer, head, inspector, upload, draftWithFile, reviewOf } = await openRegister());
});
afterAll(() => app.close());

describe('the review', () => {
  it('saves what was corrected, adds pasted citations and drops those left out', async () => {
    const id = await draftWithFile('150/KH-UBND');
    const fields = formFields((await reviewOf(id)).html);
    const [cited] = await loadCitations(app.services.db, id);
    const response = await app.fetch(`${work}/${id}`, {
      as: officer,
      form: {
        ...fields,
        title: 'Tên đã sửa',
        issued: '5/2025',
        confirmed: '1',
        [`citation-${cited?.id}-out`]: '1',
        added: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ\nLuật Đầu tư công',
      },
    });
    expect(response.status).toBe(303);
    const document = await findDocument(app.services.db, id);
    expect(document).toMatchObject({
      title: 'Tên đã sửa',
      issued: '2025-05',
      confirmed: true,
      number: '150/KH-UBND',
    });
    const citations = await loadCitations(app.services.db, id);
    expect(citations.map(({ number, title }) => number ?? title)).toEqual(['71/NQ-CP', 'Luật Đầu tư công']);
  });

  it('an unchanged form changes nothing', async () => {
    const id = await draftWithFile('151/KH-UBND');
    const before = await findDocument(app.services.db, id);
    const response = await app.fetch(`${work}/${id}`, {
      as: officer,
      form: formFields((await reviewOf(id)).html),
    });
    expect(response.status).toBe(303);
    expect(await findDocument(app.services.db, id)).toEqual(before);
  });

  it('says every mistake at once and keeps what was typed', async () => {
    const id = await registerDraft(app.services, { citations: [citing({ number: '1/NQ-CP' })] });
    const [cited] = await loadCitations(app.services.db, id);
    const fields = formFields((await reviewOf(id)).html);
    const long = 'Tên dài '.repeat(625);
    const response = await app.fetch(`${work}/${id}`, {
      as: officer,
      form: {
        ...fields,
        title: long,
        issued: '30/2/2026',
        sourceUrl: 'javascript:alert(1)',
        [`citation-${cited?.id}-date`]: '31/6/2025',
        added: 'không có văn bản nào ở đây',
      },
    });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('Có 5 chỗ cần sửa');
    expect(html).toContain('tối đa 1.000 ký tự');
    expect(html).toContain('30/2/2026');
    expect(html).toContain('javascript:alert(1)');
    expect(html).toContain('không có văn bản nào ở đây');
    expect(html).toContain(long.trim().slice(0, 4000));
    expect((await findDocument(app.services.db, id))?.version).toBe(1);
  });

  it('of two people the second is told, sees both texts, and may then save', async () => {
    const id = await registerDraft(app.services, { title: 'Bản đầu' });
    const fields = formFields((await reviewOf(id)).html);
    await app.fetch(`${work}/${id}`, { as: head, form: { ...fields, title: 'Bản của phụ trách' } });
    const late = await app.fetch(`${work}/${id}`, {
      as: officer,
      form: { ...fields, title: 'Bản của chuyên viên' },
    });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('Người khác vừa lưu');
    expect(html).toContain('Bản người khác vừa lưu: Bản của phụ trách');
    expect(html).toContain('Bản của chuyên viên');
    const again = await app.fetch(`${work}/${id}`, { as: officer, form: formFields(html) });
    expect(again.status).toBe(303);
    expect((await findDocument(app.services.db, id))?.title).toBe('Bản của chuyên viên');
  });

  it('shows warnings with their place', async () => {
    const { services } = app;
    const { id } = await registerDocument(services, system, {
      reading: readingOf({
        warnings: [{ place: 'Bảng 1, dòng 3', message: 'Ngày 30/2 không có trong lịch.' }],
      }),
      file: await keepFile(services, 'warned'),
    });
    const { html } = await reviewOf(id);
    expect(html).toContain('Bảng 1, dòng 3: Ngày 30/2 không có trong lịch.');
  });

  it('offers to give the file to a document known before without one', async () => {
    const known = await registerPublished(app.services, { number: '160/KH-UBND', date: '2025-05-28' });
    const id = idOf(await upload(planText('160/KH-UBND')));
    expect((await reviewOf(id)).html).toContain('phụ trách chương trình gắn tệp này vào');
    expect((await reviewOf(id, head)).html).toContain('Gắn tệp này vào văn bản đó');
    const response = await app.fetch(`${work}/${id}/gop`, { as: head, form: { known: String(known) } });
    expect(response.headers.get('location')).toBe(`${work}/${known}`);
    expect((await findDocument(app.services.db, known))?.file?.name).toBe('ke-hoach.txt');
    const forged = await app.fetch(`${work}/${known}/gop`, { as: head, form: { known: '1 or 1=1' } });
    expect(forged.status).toBe(404);
  });
});

describe('publishing and removing', () => {
  it('the head publishes; the officer is refused; the page is then public', async () => {
    const id = await draftWithFile('170/KH-UBND');
    expect((await app.fetch(`/van-ban/${id}`)).status).toBe(404);
    expect((await app.fetch(`/van-ban/${id}/tep`)).status).toBe(404);
    expect((await app.fetch(`${work}/${id}/cong-bo`, { as: officer, form: {} })).status).toBe(403);
    expect((await app.fetch(`${work}/${id}/cong-bo`, { as: head, form: {} })).status).toBe(303);
    expect((await app.fetch(`/van-ban/${id}`)).status).toBe(200);
    expect((await reviewOf(id)).html).toContain('chỉ phụ trách chương trình được đính chính');
  });

  it('a draft is removed after asking once more', async () => {
    const id = await registerDraft(app.services);
    const asked = await app.fetch(`${work}/${id}/bo`, { as: officer });
    expect(await asked.text()).toContain('Bỏ bản nháp này?');
    const removed = await app.fetch(`${work}/${id}/bo`, { as: officer, form: {} });
    expect(removed.headers.get('location')).toBe(work);
    expect((await app.fetch(`${work}/${id}`, { as: officer })).status).toBe(404);
    expect((await app.fetch(`${work}/${id}/bo`, { as: officer, form: {} })).status).toBe(404);
  });

  it('the history tells what happened in sentences', async () => {
    const id = await draftWithFile('171/KH-UBND');
    const fields = formFields((await reviewOf(id)).html);
    await app.fetch(`${work}/${id}`, {
      as: officer,
      form: { ...fields, title: 'Khác', added: 'Luật Đầu tư công' },
    });
    const html = await (await app.fetch(`${work}/${id}/lich-su`, { as: inspector })).text();
    expect(html).toContain('đưa văn bản vào sổ, kèm tệp gốc.');
    expect(html).toContain('sửa trích yếu hoặc tên văn bản, danh sách trích dẫn.');
  });

  it('an inspector who takes the file of a draft leaves a trace; of what is public, none', async () => {
    const id = await draftWithFile('161/KH-UBND');
    const looks = async () =>
      (
        await app.services.db
          .selectFrom('event')
          .select('actor_account')
          .where('name', '=', 'document.inspected')
          .where('subject_id', '=', String(id))
          .execute()
      ).map((look) => look.actor_account);
    const take = () => app.fetch(`/van-ban/${id}/tep`, { as: inspector });
    expect((await take()).status).toBe(200);
    expect(await looks()).toEqual([inspector.accountId]);
    await publishDocument(app.services, system, id);
    expect((await take()).status).toBe(200);
    expect(await looks()).toEqual([inspector.accountId]);
  });

  it('an inspector reads drafts, changes nothing, and every look is recorded', async () => {
    const id = await registerDraft(app.services, { title: 'Bản nháp cho kiểm tra' });
    const response = await app.fetch(`${work}/${id}`, { as: inspector });
    const html = await response.text();
    expect(html).toContain('Bản nháp cho kiểm tra');
    expect(html).not.toContain('name="version"');
    expect((await app.fetch(`${work}/${id}/xem`, { as: officer })).status).toBe(200);
    const looks = await app.services.db
      .selectFrom('event')
      .select('actor_account')
      .where('name', '=', 'document.inspected')
      .where('subject_id', '=', String(id))
      .execute();
    expect(looks).toEqual([{ actor_account: inspector.accountId }]);
    expect((await app.fetch(work, { as: inspector })).status).toBe(200);
    expect((await app.fetch(`${work}/${id}`, { as: inspector, form: {} })).status).toBe(403);
  });
});
