import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { citing, keepFile, readingOf, registerPublished } from '../../../test/support/documents.ts';
import { openRegister, type Register, work } from '../../../test/support/register.ts';
import { system } from '../../kernel/actor.ts';
import { publishDocument } from './commands.ts';
import { findPublicDocument } from './public-shapes.ts';
import { registerDocument } from './register.ts';

let app: Register['app'];
let officer: Register['officer'];
let head: Register['head'];
beforeAll(async () => {
  ({ app, officer, head } = await openRegister());
});
afterAll(() => app.close());

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

  it('says of a text recognised from a scan that it may be misread and the file counts', async () => {
    const statements = [{ section: null, text: 'Thời gian < 30 phút' }];
    const recognition = { pages: [], uncertain: [], unread: [] };
    const scanned = await registerPublished(app.services, { number: '31/KH-UBND', statements, recognition });
    const typed = await registerPublished(app.services, { number: '32/KH-UBND', statements });
    const html = async (path: string) => (await app.fetch(path)).text();
    expect(await html(`/van-ban/${scanned}`)).toContain('máy nhận dạng từ bản quét');
    expect(await html(`/en/van-ban/${scanned}`)).toContain('recognised by machine from the scan');
    expect(await html(`/van-ban/${typed}`)).not.toContain('máy nhận dạng từ bản quét');
    const recognised = async (id: number) => (await findPublicDocument(app.services.db, id))?.recognised;
    expect([await recognised(scanned), await recognised(typed)]).toEqual([true, false]);
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
