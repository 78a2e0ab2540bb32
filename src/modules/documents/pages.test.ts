import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import {
  citing,
  keepFile,
  planText,
  readingOf,
  registerDraft,
  registerPublished,
} from '../../../test/support/documents.ts';
import { system } from '../../kernel/actor.ts';
import { publicPage } from '../../platform/http/route.ts';
import { publishDocument } from './commands.ts';
import { documentPage } from './document-page.tsx';
import { registerDocument } from './register.ts';
import { documentRoutes } from './routes.ts';
import { findDocument, loadCitations } from './store.ts';

let app: TestApp;
let officer: Session;
let head: Session;
let inspector: Session;

beforeAll(async () => {
  app = await openTestApp([
    ...documentRoutes,
    publicPage('document.read', '/van-ban/:id', (call) => documentPage(call)),
  ]);
  officer = await app.signIn('programme_officer');
  head = await app.signIn('programme_head');
  inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

const work = '/ban-lam-viec/van-ban';

const textFile = (content: string, name = 'ke-hoach.txt') =>
  new File([content], name, { type: 'text/plain' });

async function uploaded(content: string, name?: string): Promise<Response> {
  return app.fetch(`${work}/them`, { as: officer, upload: { files: { file: textFile(content, name) } } });
}

const idOf = (response: Response) =>
  Number(/\/van-ban\/(\d+)$/.exec(response.headers.get('location') ?? '')?.[1]);

/** A draft with its file, as an upload leaves it, without the seconds reading takes. */
async function draftWithFile(number: string): Promise<number> {
  const { services } = app;
  const { id } = await registerDocument(services, system, {
    reading: readingOf({ number, date: '2025-05-28', citations: [citing({ number: '57-NQ/TW' })] }),
    file: await keepFile(services, number),
  });
  return id;
}

/** The fields of the first form with a version or form key, as a browser would send them. */
function formFields(html: string): Record<string, string> {
  const form = html.split('<form').find((part) => /name="(version|formKey)"/.test(part)) ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    const box = /type="checkbox"/.test(tag);
    if (name && name !== '_csrf' && (!box || / checked/.test(tag)))
      fields[name] = decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name, value] of form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)) {
    if (name) fields[name] = decoded(value ?? '');
  }
  for (const [, name, options] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs)) {
    if (name) fields[name] = /<option(?=[^>]* selected)[^>]*value="([^"]*)"/.exec(options ?? '')?.[1] ?? '';
  }
  return fields;
}

const decoded = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

async function reviewOf(id: number, as = officer) {
  const response = await app.fetch(`${work}/${id}`, { as });
  return { response, html: await response.text() };
}

describe('bringing a file in', () => {
  it('reads it and leads to a review with what was read beside each field', async () => {
    const response = await uploaded(planText('145/KH-UBND'));
    expect(response.status).toBe(303);
    const { html } = await reviewOf(idOf(response));
    expect(html).toContain('value="145/KH-UBND"');
    expect(html).toContain('Trong tệp: 145/KH-UBND');
    expect(html).toContain('value="28/05/2025"');
    expect(html).toContain('57-NQ/TW');
    expect(html).toContain('Bộ Khoa học và Công nghệ (b/c)');
  });

  it('the same file again, and the same click twice, lead to the document there is', async () => {
    const first = idOf(await uploaded(planText('146/KH-UBND')));
    const [second, third] = await Promise.all([
      uploaded(planText('146/KH-UBND'), 'ten-khac.txt'),
      uploaded(planText('146/KH-UBND')),
    ]);
    expect([idOf(second), idOf(third)]).toEqual([first, first]);
  });

  it('a file that cannot be read is kept, and its facts can be typed; typed twice is once', async () => {
    const response = await uploaded('', 'rong.txt');
    expect(response.status).toBe(422);
    const unreadable = await app.fetch(`${work}/them`, {
      as: officer,
      upload: { files: { file: new File(['PK\u0003\u0004 broken'], 'hong.docx') } },
    });
    expect(unreadable.status).toBe(422);
    const html = await unreadable.text();
    expect(html).toContain('Tệp “hong.docx” đã được giữ lại');
    const fields = {
      ...formFields(html),
      kind: 'decision',
      title: 'Quyết định gõ tay',
      number: '12/QĐ-UBND',
    };
    const [one, two] = await Promise.all([
      app.fetch(`${work}/nhap-tay`, { as: officer, form: fields }),
      app.fetch(`${work}/nhap-tay`, { as: officer, form: fields }),
    ]);
    expect(one.status).toBe(303);
    expect(idOf(one)).toBe(idOf(two));
    const document = await findDocument(app.services.db, idOf(one));
    expect(document).toMatchObject({ title: 'Quyết định gõ tay', file: { name: 'hong.docx' } });
  });

  it('nobody gets hold of a file by naming its hash', async () => {
    const forged = `${Buffer.from(JSON.stringify({ sha256: 'a'.repeat(64), size: 1, mediaType: 'x', name: 'x', account: officer.accountId })).toString('base64url')}.forged`;
    const html = await (await app.fetch(`${work}/nhap-tay`, { as: officer })).text();
    const fields = { ...formFields(html), kind: 'plan', title: 'Một văn bản', file: forged };
    const response = await app.fetch(`${work}/nhap-tay`, { as: officer, form: fields });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('tải tệp lên lại');
  });

  it('a form sent without a file says so', async () => {
    const response = await app.fetch(`${work}/them`, { as: officer, upload: { files: {} } });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Hãy chọn tệp');
  });

  it('a file above the limit is refused in words and leaves nothing', async () => {
    const before = await count();
    const response = await app.fetch(`${work}/them`, {
      as: officer,
      upload: { files: { file: new File([new Uint8Array(25_000_001)], 'lon.pdf') } },
    });
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('tối đa 25 MB');
    expect(await count()).toBe(before);
  });

  it('an upload that breaks off leaves nothing', async () => {
    const before = await count();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode(
            `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${officer.csrfToken}\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nSố: 1/KH`,
          ),
        );
        setTimeout(() => controller.error(new Error('gone')), 20);
      },
    });
    const response = await app.web.fetch(
      new Request(`http://localhost:8080${work}/them`, {
        method: 'POST',
        headers: {
          cookie: officer.cookie,
          'sec-fetch-site': 'same-origin',
          'content-type': 'multipart/form-data; boundary=x',
        },
        body,
        duplex: 'half',
      } as RequestInit),
    );
    expect(response.status).toBe(400);
    expect(await count()).toBe(before);
  });

  it('is closed to everybody else, and to forged forms', async () => {
    const sending = { upload: { files: { file: textFile(planText('1/KH-UBND')) } } };
    expect((await app.fetch(`${work}/them`, { ...sending, as: inspector })).status).toBe(403);
    expect((await app.fetch(`${work}/them`, sending)).status).toBe(401);
    const forged = await app.fetch(`${work}/them`, { ...sending, as: { ...officer, csrfToken: 'x' } });
    expect(forged.status).toBe(403);
  });

  const count = async () =>
    (
      await app.services.db
        .selectFrom('document')
        .select((q) => q.fn.countAll<number>().as('all'))
        .executeTakeFirstOrThrow()
    ).all;
});

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
    const id = idOf(await uploaded(planText('160/KH-UBND')));
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

describe('the public register', () => {
  it('shows what is published, finds without diacritics, filters and pages in the address', async () => {
    for (let index = 1; index <= 25; index += 1) {
      await registerPublished(app.services, {
        kind: 'report',
        number: `${index}/BC-SKHCN`,
        date: index <= 21 ? '2024-06-01' : '2023',
        issuer: 'Sở Khoa học và Công nghệ',
        title: `Báo cáo kết quả ứng dụng quýt Bắc Sơn lần ${index}`,
      });
    }
    const list = async (query: string) => (await app.fetch(`/van-ban?${query}`)).text();
    const found = await list('q=quyt+bac+son&loai=report&nam=2024');
    expect(found).toContain('1–20 trong 21 văn bản');
    expect(found).toContain('trang=2');
    const second = await list('q=quyt+bac+son&loai=report&nam=2024&trang=2');
    expect(second.match(/class="row"/g)).toHaveLength(1);
    expect(await list('loai=report&nam=2024&trang=900')).toContain('21–21 trong 21');
    expect(await list('loai=report&nam=2023')).toContain('năm 2023');
    const issuers = await list(
      `loai=report&co-quan=${encodeURIComponent('Sở Khoa học và Công nghệ')}&nam=2023`,
    );
    expect(issuers.match(/class="row"/g)).toHaveLength(4);
    expect(await list('q=khongcogidau')).toContain('Chưa tìm thấy văn bản nào');
    expect(await list('nam=%27&loai=x&co-quan=%00&sap-xep=?&trang=-1')).toContain('Chưa tìm thấy');
  });

  it('in English under /en', async () => {
    const html = await (await app.fetch('/en/van-ban?loai=report')).text();
    expect(html).toContain('Kind');
    expect(html).toContain('href="/en/van-ban/');
  });

  it('draws the document as on paper, with its links both ways', async () => {
    const { services } = app;
    const basis = await registerPublished(services, {
      kind: 'resolution',
      number: '171/NQ-CP',
      date: '2025-04-01',
      issuer: 'Chính phủ',
      title: 'về chương trình hành động',
    });
    const old = await registerPublished(services, { number: '56/KH-UBND', date: '2025-02-21' });
    const id = await registerPublished(services, {
      number: '245/KH-UBND',
      date: '2025-05-28',
      place: 'Lạng Sơn',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      title: 'triển khai nhiệm vụ',
      signer: { name: 'Đoàn Thanh Sơn', roles: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'] },
      recipients: ['Lưu: VT'],
      citations: [
        citing({
          number: '171/NQ-CP',
          date: '2025-04-01',
          issuer: 'Chính phủ',
          item: 'nhiệm vụ số 130',
          annex: 'Phụ lục II',
        }),
      ],
      replaces: [citing({ kind: 'plan', number: '56/KH-UBND', date: '2025-02-21', role: 'replaces' })],
      articles: [{ number: '1', text: 'Ban hành kèm theo.' }],
      tables: [{ title: 'Phụ lục I', columns: ['TT', 'Nhiệm vụ'], rows: [['1', 'Số hóa hồ sơ']] }],
      statements: [{ section: 'I. MỤC TIÊU', text: 'Phổ cập kỹ năng số' }],
      extra: { source: 'Cổng thông tin', sourceUrl: 'https://langson.gov.vn/x' },
    });
    const html = await (await app.fetch(`/van-ban/${id}`)).text();
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN',
      'Số: 245/KH-UBND',
      'Lạng Sơn, ngày 28 tháng 5 năm 2025',
      'Đoàn Thanh Sơn',
      'KT. CHỦ TỊCH',
      'Nhiệm vụ số 130, Phụ lục II, ',
      `href="/van-ban/${basis}"`,
      `href="/van-ban/${old}"`,
      '<strong>Điều 1.</strong> Ban hành kèm theo.',
      'Số hóa hồ sơ',
      'Phổ cập kỹ năng số',
      'href="https://langson.gov.vn/x"',
    ]) {
      expect(html).toContain(words);
    }
    const cited = await (await app.fetch(`/van-ban/${basis}`)).text();
    expect(cited).toContain(`href="/van-ban/${id}"`);
    expect(cited).toContain('làm căn cứ, tại nhiệm vụ số 130, Phụ lục II');
    expect(await (await app.fetch(`/van-ban/${old}`)).text()).toContain('đã có văn bản thay thế');
  });

  it('script in any text stays text', async () => {
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
    const id = await registerPublished(app.services, {
      title: evil,
      issuer: evil,
      number: '1/X"><script>',
      recipients: [evil],
      signer: { name: evil, roles: [evil] },
      articles: [{ number: evil, text: evil }],
      tables: [{ title: evil, columns: [evil], rows: [[evil]] }],
      statements: [{ section: evil, text: evil }],
      citations: [citing({ number: evil, issuer: evil, title: evil, annex: evil, item: evil, raw: evil })],
      warnings: [{ place: evil, message: evil }],
      extra: { source: evil, abstract: evil, titleEn: evil },
    });
    for (const [path, as] of [
      [`/van-ban/${id}`, undefined],
      [`/en/van-ban/${id}`, undefined],
      ['/van-ban?q=%3Cscript%3Ealert(1)%3C/script%3E', undefined],
      [`${work}/${id}`, head],
      [`${work}/${id}/lich-su`, head],
    ] as const) {
      const html = await (await app.fetch(path, as ? { as } : {})).text();
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img src=x');
    }
  });

  it('forged and foreign ids are not found', async () => {
    for (const id of ['0', '-1', '1e3', 'abc', '999999999', '99999999999999999999', '1%00', "1'--"]) {
      expect((await app.fetch(`/van-ban/${id}`)).status).toBe(404);
      expect((await app.fetch(`/van-ban/${id}/tep`)).status).toBe(404);
      expect((await app.fetch(`${work}/${id}`, { as: head })).status).toBe(404);
    }
  });

  it('hands out the file as it came, to save and not to open, and not again when it is the same', async () => {
    const { services } = app;
    const file = await keepFile(services, '<script>alert(1)</script>', 'Kế hoạch số 1.html');
    const { id } = await registerDocument(services, system, { reading: readingOf(), file });
    expect((await app.fetch(`/van-ban/${id}/tep`, { as: officer })).status).toBe(200);
    await publishDocument(services, system, id);
    const response = await app.fetch(`/van-ban/${id}/tep`);
    expect(await response.text()).toBe('<script>alert(1)</script>');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;.*filename\*=UTF-8''K%E1%BA%BF/);
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const etag = response.headers.get('etag') ?? '';
    expect((await app.fetch(`/van-ban/${id}/tep`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('pages through many citing documents', async () => {
    const { services } = app;
    const id = await registerPublished(services, {
      kind: 'law',
      title: 'Luật Được Dẫn Nhiều',
      date: '2020-01-01',
    });
    for (let index = 0; index < 23; index += 1) {
      await registerPublished(services, {
        number: `${index + 900}/KH-UBND`,
        citations: [citing({ kind: 'law', title: 'Luật được dẫn nhiều' })],
      });
    }
    const html = await (await app.fetch(`/van-ban/${id}?dan-chieu=2`)).text();
    expect(html).toContain('23 lần được dẫn chiếu');
    expect(html).toContain('21–23 trong 23');
  });
});

describe('what a page costs', () => {
  let id: number;
  beforeAll(async () => {
    id = await registerPublished(app.services, {
      number: '990/KH-UBND',
      citations: Array.from({ length: 80 }, (_, index) =>
        citing({ kind: 'plan', number: `${index + 900}/KH-UBND` }),
      ),
    });
  });
  beforeEach(() => app.forgetStatements());

  it.each([
    ['the public list', () => '/van-ban?q=ke+hoach', false],
    ['a document with 80 citations', () => `/van-ban/${id}`, false],
    ['the work list', () => work, true],
    ['the review', () => `${work}/${id}`, true],
    ['the history', () => `${work}/${id}/lich-su`, true],
  ])('%s: at most 10 statements whatever the number of rows', async (_name, path, signedIn) => {
    const response = await app.fetch(path(), signedIn ? { as: head } : {});
    expect(response.status).toBe(200);
    expect(app.statements.length).toBeLessThanOrEqual(10);
  });
});
