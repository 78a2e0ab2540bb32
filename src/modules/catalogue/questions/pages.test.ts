import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Session } from '../../../../test/support/app.ts';
import { hiddenField } from '../../../../test/support/catalogue.ts';
import { editionWith, openPortal, type Portal } from '../../../../test/support/portal.ts';
import { forgetOld } from '../../../../test/support/retention.ts';
import { deskRoutes } from '../../../site/desk/index.ts';
import { catalogueRoutes } from '../routes.ts';
import { apiQuestion } from './api.ts';
import { draftMost } from './ask.ts';
import { questionKeepings } from './held-data.ts';

let portal: Portal;
let asker: Session;
let agency: Session;
let officer: Session;
let inspector: Session;
const form = '/bai-toan/BTL-2031-01/hoi-dap/dat-cau-hoi';
const list = '/ban-lam-viec/hoi-dap';

beforeAll(async () => {
  portal = await openPortal([...catalogueRoutes, ...deskRoutes]);
  const { app } = portal;
  await editionWith(app.services, { year: 2031, entries: [{ title: 'Cửa khẩu số', lead: 'SCT' }] });
  asker = await app.signIn('applicant');
  agency = await app.signIn('agency_officer', { organisationId: await organisationOf('SCT') });
  officer = await app.signIn('programme_officer');
  inspector = await app.signIn('inspector');
});
afterAll(() => portal.app.close());

async function organisationOf(code: string): Promise<number> {
  const row = portal.app.services.db.selectFrom('organisation').select('id').where('code', '=', code);
  return (await row.executeTakeFirstOrThrow()).id;
}

async function get(path: string, as?: Session) {
  const answer = await portal.app.fetch(path, as ? { as } : {});
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}

async function post(path: string, as: Session, fields: Record<string, string>, headers = {}) {
  const answer = await portal.app.fetch(path, { as, form: fields, headers });
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}

const typed = {
  title: 'Ai được tham gia?',
  body: 'Doanh nghiệp ngoài tỉnh thì sao?',
  language: 'vi',
  khoa: 'k',
};
const idIn = (path: string) => Number(path.split('/').at(-1));

/** By somebody new each time: a person asks so many questions a day and no more. */
async function asked(title: string): Promise<number> {
  const { to } = await post(form, await portal.app.signIn('applicant'), {
    ...typed,
    title,
    khoa: title,
    'da-xem': '1',
  });
  return idIn(to);
}

async function answered(title: string, answer = 'Mọi doanh nghiệp đều được.'): Promise<number> {
  const id = await asked(title);
  const { status } = await post(`${list}/${id}`, agency, {
    ...{ do: 'tra-loi', title, body: typed.body, answer, language: 'vi', version: '1' },
  });
  expect(status).toBe(303);
  return id;
}

const apiPage = z.strictObject({
  items: z.array(z.strictObject(apiQuestion.shape)),
  total: z.number(),
  totalIsExact: z.boolean(),
  next: z.string().nullable(),
});

describe('asking', () => {
  test('begins on the page of the entry, after signing in, and comes back there', async () => {
    const page = await get('/bai-toan/BTL-2031-01');
    expect(page.text).toContain(`href="${form}"`);
    expect(page.text).toContain('trong 10 ngày làm việc');
    expect(await get(form)).toMatchObject({ status: 303, to: `/dang-nhap?ve=${encodeURIComponent(form)}` });
    expect((await get('/en/bai-toan/BTL-2031-01')).text).toContain('Ask a question');
  });

  test('what is typed is kept while it is written, and comes back', async () => {
    const headers = { 'x-autosave': '1' };
    const kept = await post(form, asker, { ...typed, title: 'Đang viết dở', named: '1' }, headers);
    expect(kept.status).toBe(200);
    expect((await get(form, asker)).text).toMatch(/value="Đang viết dở"/);
    const long = await post(form, asker, { ...typed, body: 'x'.repeat(draftMost + 1) }, headers);
    expect(long.status).toBe(413);
    expect(JSON.parse(long.text).message).toContain('quá dài');
    expect((await get(form, officer)).text).not.toContain('Đang viết dở');
  });

  test('100.000 characters are refused with their number, and nothing of them is lost', async () => {
    const body = `${'Nội dung. '.repeat(10_000)}hết`;
    const refused = await post(form, asker, { ...typed, body });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('100.003 ký tự');
    expect(refused.text).toContain('4.000 ký tự');
    expect(refused.text).toContain('Nội dung. hết</textarea>');
    expect(refused.text).toContain(`value="${typed.title}"`);
    const english = await post(`/en${form}`, asker, { ...typed, title: '', body });
    expect(english.text).toContain('This has 100,003 characters');
    expect(english.text).toContain('Write the question in short.');
  });

  test('sends once, ends the draft, and is followed on one’s own pages until it is answered', async () => {
    const sent = await post(form, asker, { ...typed, khoa: 'once' });
    expect(sent).toMatchObject({ status: 303, to: expect.stringMatching(/^\/tai-khoan\/cau-hoi\/\d+$/) });
    expect((await post(form, asker, { ...typed, khoa: 'once' })).to).toBe(sent.to);
    expect((await get(form, asker)).text).not.toContain('Đang viết dở');
    const mine = await get(sent.to, asker);
    expect(mine.text).toContain('chờ trả lời');
    expect(mine.text).toContain('Sở Công Thương');
    expect(mine.text).toContain('18/05/2026, còn 14 ngày');
    expect((await get('/tai-khoan/cau-hoi', asker)).text).toContain(typed.title);
    for (const other of [officer, agency]) expect((await get(sent.to, other)).status).toBe(404);
    expect((await get('/bai-toan/BTL-2031-01')).text).not.toContain(typed.title);
    expect((await get(`/bai-toan/BTL-2031-01/hoi-dap/${idIn(sent.to)}`)).status).toBe(404);
    expect((await post(`${sent.to}/rut`, officer, {})).status).toBe(404);
    expect((await post(`${sent.to}/rut`, asker, {})).status).toBe(303);
    expect((await get(sent.to, asker)).text).toContain('người hỏi đã rút');
  });

  test('what was typed and not sent is forgotten after thirty days, and not before', async () => {
    const { services } = portal.app;
    const typist = await portal.app.signIn('applicant');
    await post(form, typist, { ...typed, title: 'Bỏ dở' }, { 'x-autosave': '1' });
    const in30Days = (hours: number) => new Date(services.clock().getTime() + (30 * 24 + hours) * 3_600_000);
    const left = () =>
      services.db
        .selectFrom('question_draft')
        .select('title')
        .where('account_id', '=', typist.accountId)
        .execute();
    await forgetOld({ ...services, clock: () => in30Days(-1) }, questionKeepings);
    expect(await left()).toHaveLength(1);
    await forgetOld({ ...services, clock: () => in30Days(1) }, questionKeepings);
    expect(await left()).toEqual([]);
  });

  test('a code written otherwise leads to the form, an entry of nothing public to nowhere', async () => {
    expect(await get('/bai-toan/btl 2031 1/hoi-dap/dat-cau-hoi', asker)).toMatchObject({
      ...{ status: 301, to: form },
    });
    expect((await get('/bai-toan/BTL-1999-01/hoi-dap/dat-cau-hoi', asker)).status).toBe(404);
  });
});

test('an answered question is everybody’s: on the entry, in its list, at its own address, without the asker', async () => {
  const id = await answered('Có được liên danh không?', 'Được liên danh.\n\nXem mục 3.');
  const path = `/bai-toan/BTL-2031-01/hoi-dap/${id}`;
  const entry = await get('/bai-toan/BTL-2031-01');
  expect(entry.text).toContain(`href="${path}"`);
  expect(entry.text).toContain('Sở Công Thương');
  const one = await get(path);
  expect(one.text).toContain('<p class="kept-lines">Được liên danh.</p>');
  expect(one.text).toContain('Hỏi ngày 04/05/2026');
  for (const page of [entry.text, one.text, (await get('/bai-toan/BTL-2031-01/hoi-dap')).text]) {
    expect(page).not.toContain('Người thử');
    expect(page).not.toContain('@example.vn');
  }
  const english = (await get(`/en${path}`)).text;
  expect(english).toContain('<div lang="vi"><div class="page-head">');
  expect(english).toContain('Department of Industry and Trade');
  expect((await get('/bai-toan/BTL-2031-01/hoi-dap?trang=9')).text).toContain('Về trang đầu');
  expect((await get(`/nhu-cau/BTL-2031-01/hoi-dap/${id}`)).status).toBe(404);
  const api = '/api/v1/problems/BTL-2031-01/questions';
  const told = apiPage.parse(JSON.parse((await get(`${api}?limit=1`)).text));
  expect(told.items).toMatchObject([
    { id, url: path, asker: null, askedOn: '2026-05-04', agency: { name: 'Sở Công Thương' } },
  ]);
  expect((await get('/api/v1/problems/BTL-1999-01/questions')).status).toBe(404);
});

test('the lines of an answer are kept on the page of the entry and at its own address', async () => {
  const id = await answered('Nộp thế nào?', 'Gồm hai bước:\r\n1. Gửi hồ sơ.\r\n2. Chờ xét.');
  for (const path of ['/bai-toan/BTL-2031-01', `/bai-toan/BTL-2031-01/hoi-dap/${id}`]) {
    const { text } = await get(path);
    expect(text).toMatch(/class="kept-lines"[^>]*>Gồm hai bước:\n1\. Gửi hồ sơ\.\n2\. Chờ xét\./);
  }
});

test('whoever hands a question over comes back to where they may be, also by a double click', async () => {
  const id = await asked('Ai cấp phép?');
  const give = (as: Session, version: string) =>
    post(`${list}/${id}`, as, { do: 'chuyen', to: 'dau-moi', handover: 'Không thuộc sở', version });
  const twice = await Promise.all([give(agency, '1'), give(agency, '1')]);
  for (const { status, to } of [...twice, await give(agency, '1')]) expect([status, to]).toEqual([303, list]);
  expect((await get(list, agency)).status).toBe(200);
  expect((await get(`${list}/${id}`, agency)).status).toBe(404);
  // nobody else learns that there is such a question
  const stranger = await portal.app.signIn('agency_officer', {
    organisationId: await organisationOf('SKHCN'),
  });
  expect((await give(stranger, '1')).status).toBe(404);
  expect((await give(agency, '2')).status).toBe(404);
  const page = await get(`${list}/${id}`, officer);
  expect(page.text.match(/Không thuộc sở/g)).toHaveLength(1);
  const back = { do: 'chuyen', to: String(await organisationOf('SCT')), handover: 'Thuộc sở', version: '2' };
  expect(await post(`${list}/${id}`, officer, back)).toMatchObject({ status: 303, to: `${list}/${id}` });
});

test('the name that stands with a question is the one its asker agreed to when asking', async () => {
  const sct = await organisationOf('SCT');
  const named = await portal.app.signIn('applicant', { organisationId: sct });
  const title = 'Ai đứng tên?';
  const { to } = await post(form, named, { ...typed, title, khoa: title, 'da-xem': '1', named: '1' });
  const id = idIn(to);
  await portal.app.services.db
    .updateTable('account')
    .set({ name: 'Tên về sau', organisation_id: await organisationOf('SKHCN') })
    .where('id', '=', named.accountId)
    .execute();
  const said = { do: 'tra-loi', title, body: typed.body, answer: 'Bên nộp.', language: 'vi', version: '1' };
  expect((await get(`${list}/${id}`, agency)).text).toContain('Người thử applicant, Sở Công Thương');
  expect((await post(`${list}/${id}`, agency, said)).status).toBe(303);
  for (const path of [`/bai-toan/BTL-2031-01/hoi-dap/${id}`, '/bai-toan/BTL-2031-01/hoi-dap']) {
    const page = (await get(path)).text;
    expect(page).toContain('Người thử applicant, Sở Công Thương');
    expect(page).not.toContain('Tên về sau');
  }
});

test('similar answered questions are offered once before sending', async () => {
  const id = await answered('Kinh phí hỗ trợ tối đa là bao nhiêu?');
  const again = { ...typed, title: 'kinh phi ho tro toi da bao nhieu', khoa: 'alike' };
  const shown = await post(form, asker, again);
  expect(shown.status).toBe(200);
  expect(shown.text).toContain('Có phải câu này?');
  expect(shown.text).toContain(`/hoi-dap/${id}"`);
  expect(hiddenField(shown.text, 'da-xem')).toBe('1');
  expect(hiddenField(shown.text, 'khoa')).toBe('alike');
  const sent = await post(form, asker, { ...again, 'da-xem': '1' });
  expect(sent.status).toBe(303);
});

describe('officers', () => {
  test('find what waits on the desk and in the list, the agency its own, other people nothing', async () => {
    const id = await asked('Hạn nộp đề xuất?');
    expect((await get('/ban-lam-viec', agency)).text).toContain(`href="${list}/${id}"`);
    expect((await get('/ban-lam-viec', officer)).text).not.toContain(`href="${list}/${id}"`);
    for (const one of [agency, officer]) expect((await get(list, one)).text).toContain('Hạn nộp đề xuất?');
    expect((await get(`${list}?q=han+nop`, officer)).text).toContain('Hạn nộp đề xuất?');
    expect((await get(`${list}?q=khong+co`, officer)).text).toContain('Không có câu hỏi nào phù hợp');
    expect((await get(`${list}?trang-thai=late`, officer)).text).not.toContain('Hạn nộp đề xuất?');
    expect((await get(`${list}?co-quan=0&danh-muc=BTL-2031`, officer)).text).not.toContain(
      'Hạn nộp đề xuất?',
    );
    expect((await get(`${list}/${id}`, asker)).status).toBe(403);
    const elsewhere = await portal.app.signIn('agency_officer', {
      organisationId: (
        await portal.app.services.db
          .selectFrom('organisation')
          .select('id')
          .where('code', '=', '20-06184')
          .executeTakeFirstOrThrow()
      ).id,
    });
    expect((await get(`${list}/${id}`, elsewhere)).status).toBe(404);
    expect((await post(`${list}/${id}`, elsewhere, { do: 'tra-loi' })).status).toBe(404);
    expect((await post(`${list}/${id}`, agency, { do: 'khac' })).status).toBe(404);
  });

  test('find the list behind the count on the desk: theirs alone, with the filter in the address', async () => {
    const id = await asked('Chỉ cơ quan này trả lời?');
    const own = `${list}?trang-thai=mine`;
    for (const one of [agency, officer])
      expect((await get('/ban-lam-viec', one)).text).toContain(`href="${own}"`);
    expect((await get(own, agency)).text).toContain(`href="${list}/${id}"`);
    const focal = (await get(own, officer)).text;
    expect(focal).not.toContain(`href="${list}/${id}"`);
    expect(focal).toContain('Không có câu hỏi nào chờ trả lời');
    expect((await get(list, officer)).text).toContain(`href="${list}/${id}"`);
    expect((await get(list, inspector)).text).not.toContain('Chờ bạn trả lời');
  });

  test('see a few of the entries that name their agency, those with something to do first; the others are a link away', async () => {
    await asked('Câu hỏi về mục cũ?');
    await editionWith(portal.app.services, {
      year: 2036,
      entries: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ title: `Bài toán số ${n}`, lead: 'SCT' })),
    });
    const page = (await get('/ban-lam-viec', agency)).text;
    const section = page.slice(page.indexOf('Mục nêu tên cơ quan'));
    const codes = [...section.matchAll(/>(BTL-20\d\d-\d+)</g)].map(([, code]) => code);
    expect(codes).toHaveLength(5);
    expect(codes[0]).toBe('BTL-2031-01');
    expect(codes.slice(1).every((code) => code?.startsWith('BTL-2036'))).toBe(true);
    expect(section).toMatch(/\d câu hỏi chờ cơ quan bạn trả lời/);
    expect(section).toContain('Có 8 mục đã công bố');
    expect(section).toContain('href="/bai-toan?co-quan=SCT"');
    expect(section).toContain('Bài toán cơ quan bạn chủ trì: 8');
    expect((await get('/bai-toan?co-quan=SCT')).text).toContain('BTL-2036-07');
  });

  test('look at a desk of few statements', async () => {
    await asked('Bàn làm việc?');
    for (const one of [agency, officer]) {
      portal.app.forgetStatements();
      await get('/ban-lam-viec', one);
      expect(portal.app.statements.length).toBeLessThanOrEqual(10);
    }
  });

  test('keep a draft, are told what is wrong beside it, and of what somebody else saved meanwhile', async () => {
    const id = await asked('Nháp?');
    const path = `${list}/${id}`;
    const answer = { title: 'Nháp?', body: typed.body, answer: 'Đang viết', language: 'vi', version: '1' };
    const kept = await post(path, agency, answer, { 'x-autosave': '1' });
    expect(JSON.parse(kept.text).fields).toEqual({ version: '2' });
    expect((await get(path, officer)).text).toContain('Đang viết</textarea>');
    const empty = await post(path, agency, { ...answer, do: 'tra-loi', answer: ' ', version: '2' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Hãy viết câu trả lời.');
    const stale = await post(path, officer, { ...answer, do: 'nhap', answer: 'Bản khác' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Bản khác</textarea>');
    expect(stale.text).toContain('Bản người khác vừa lưu');
    const long = await post(path, agency, { ...answer, answer: 'x'.repeat(6_001) }, { 'x-autosave': '1' });
    expect(long.status).toBe(422);
    const refused = await post(path, agency, { do: 'tu-choi', version: '2', note: 'ghi chú giữ lại' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('ghi chú giữ lại</textarea>');
    expect(refused.text).toContain('Đang viết</textarea>');
  });

  test('an inspector reads, leaves a trace, and changes nothing', async () => {
    const id = await asked('Kiểm tra?');
    const page = await get(`${list}/${id}`, inspector);
    expect(page.text).toContain('Kiểm tra?');
    expect(page.text).not.toContain('<textarea');
    const looks = await portal.app.services.db
      .selectFrom('event')
      .select('name')
      .where('name', '=', 'question.viewed')
      .where('subject_id', '=', String(id))
      .execute();
    expect(looks).toHaveLength(1);
    expect((await post(`${list}/${id}`, inspector, { do: 'mo-lai', version: '1' })).status).toBe(403);
  });
});
