import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry } from '../../../../test/support/catalogue.ts';
import { registerDraft } from '../../../../test/support/documents.ts';
import { notice, openOutgoing, rows } from '../../../../test/support/outgoing.ts';
import { system } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readCatalogue } from '../../../office/index.ts';
import { readOfficialBytes } from '../../../office/reading.ts';
import { documentWork } from '../../documents/index.ts';
import { findEdition } from '../edition-store.ts';
import { editionHistory } from '../history.ts';
import { publishIssuedElsewhere } from '../index.ts';
import { work } from '../paths.ts';
import { composed } from './composed.ts';
import { brokenField } from './fields.ts';
import { type OutgoingKind, outgoingFields, outgoingKinds, outgoingOf, outgoingSlugs } from './outgoing.ts';
import { previewOf } from './preview.ts';
import { previewStatus } from './preview-view.tsx';
import { templateOf } from './templates.ts';

let app: TestApp;
let mai: Session;
let edition: { id: number; code: string };
beforeAll(async () => {
  ({ app, mai, edition } = await openOutgoing());
});
afterAll(() => app.close());

const address = (outgoing: OutgoingKind, file?: string) =>
  file === undefined
    ? work.outgoing(edition.id, outgoingSlugs[outgoing])
    : work.outgoingFile(edition.id, outgoingSlugs[outgoing], file);

async function file(outgoing: OutgoingKind, name: string, as = mai): Promise<Uint8Array> {
  const answer = await app.fetch(address(outgoing, name), { as });
  expect(answer.status, name).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

const post = (texts: Record<string, string>, version: number, as = mai) =>
  app.fetch(address('notice'), { as, method: 'POST', form: { ...texts, version: String(version) } });

describe('the documents of an edition', () => {
  test('problems have a notice, needs a decision; both a submission and a report', () => {
    expect(outgoingOf({ kind: 'problems', amends: null })).toEqual(['notice', 'submission', 'report']);
    expect(outgoingOf({ kind: 'needs', amends: null })).toEqual(['decision', 'submission', 'report']);
  });

  test('every template is whole: no broken field, and it fills with the edition', async () => {
    for (const kind of ['problems', 'needs'] as const)
      for (const outgoing of outgoingKinds) {
        const texts = templateOf(outgoing, kind);
        expect(outgoingFields.map((field) => brokenField(texts[field]))).toEqual(
          outgoingFields.map(() => null),
        );
      }
    const read = await readOfficialBytes(await file('notice', 'van-ban.docx'), 'vb.docx');
    expect(read).toMatchObject({ kind: 'notice', number: null, symbol: 'TB-UBND' });
    expect(read.title).toBe('Công bố Danh mục bài toán lớn năm 2086');
    expect(JSON.stringify(read.statements)).toContain('02 bài toán');
    expect(JSON.stringify(read)).not.toContain('Mục kín');
    expect(JSON.stringify(read.statements)).not.toContain('{{');
  });

  test.each(['van-ban.docx', 'van-ban.pdf', 'phu-luc.xlsx', 'phu-luc.csv', 'phu-luc.html'])(
    'imported again, %s gives the same entries',
    async (name) => {
      const read = await readOfficialBytes(await file('notice', name), name);
      const { entries } = readCatalogue(read, { kind: 'problems', year: 2086 });
      expect(entries.map((entry) => entry.title)).toEqual(rows.map(({ title }) => title));
      expect(entries.map((entry) => entry.leads)).toEqual([['Sở Khoa học và Công nghệ'], ['Sở Công Thương']]);
      for (const entry of entries) {
        expect(entry.results).toEqual([
          {
            text: 'Giảm 30% thời gian chờ (thời hạn: 06/2087)',
            indicator: null,
            value: '30',
            unit: '%',
          },
          { text: 'Kết nối 05 cửa khẩu', indicator: 'Tỷ lệ tờ khai (bình quân)', value: '≥ 85', unit: '%' },
        ]);
        expect(entry.bases.map(({ number, date }) => [number, date])).toEqual([['71/NQ-CP', '2025-04-01']]);
        expect(entry.deadline).toBe('Quý IV/2087');
      }
    },
  );

  test('entries of the sample say in every file that they are illustrative', async () => {
    const { id } = await draftEdition(app.services, 2091);
    await draftEntry(app.services, id, 'Mục thật', { lead: 'SKHCN' });
    await draftEntry(app.services, id, 'Mục minh họa', { lead: 'SKHCN', illustrative: true });
    for (const name of ['van-ban.docx', 'van-ban.pdf', 'phu-luc.xlsx', 'phu-luc.csv', 'phu-luc.html']) {
      const path = work.outgoingFile(id, outgoingSlugs.notice, name);
      const bytes = new Uint8Array(await (await app.fetch(path, { as: mai })).arrayBuffer());
      const { entries } = readCatalogue(await readOfficialBytes(bytes, name), {
        kind: 'problems',
        year: 2091,
      });
      const notes = entries.map(({ fields }) => fields['Ghi chú']);
      expect([name, notes]).toEqual([name, ['', 'Dữ liệu minh họa']]);
    }
  });

  test('pages are drawn for the preview, under a policy that runs nothing', async () => {
    const answer = await app.fetch(address('report', 'xem-truoc.svg'), { as: mai });
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(await answer.text()).toMatch(/^<svg /u);
  });

  test('a published edition has its documents too; a document of the other catalogue is not found', async () => {
    const other = await draftEdition(app.services, 2085);
    await draftEntry(app.services, other.id, 'Cảnh báo sương muối', { lead: 'SKHCN' });
    await publishIssuedElsewhere(app.services, other.id);
    const path = (slug: string) => work.outgoingFile(other.id, slug, 'phu-luc.csv');
    expect((await app.fetch(path('thong-bao'), { as: mai })).status).toBe(200);
    expect((await app.fetch(path('quyet-dinh'), { as: mai })).status).toBe(404);
  });
});

describe('the pages of what is typed', () => {
  const before = async () => ({
    texts: await app.services.db.selectFrom('edition_text').selectAll().execute(),
    events: await app.services.db.selectFrom('event_head').selectAll().execute(),
  });
  const typed = (texts: Record<string, string>, as = mai, accept = 'application/json') =>
    app.fetch(address('notice', 'xem-truoc'), {
      as,
      method: 'POST',
      form: { ...notice(), version: '0', ...texts },
      headers: { accept },
    });
  const drawings = (html: string) =>
    [...html.matchAll(/<img class="sheet" src="data:image\/svg\+xml,([^"]+)" alt="([^"]+)"/gu)].map(
      ([, picture = '', alt]) => ({ svg: decodeURIComponent(picture), alt }),
    );

  test('are drawn each apart with its number, whole, and nothing is written', async () => {
    const stood = await before();
    const answer = await typed({ abstract: 'Chỉ đang gõ thôi' });
    expect(answer.status).toBe(200);
    const { told, pages, wrong } = await answer.json();
    expect([told, wrong]).toEqual(['Đã cập nhật bản xem trước: 3 trang.', '<ul class="preview-wrong"></ul>']);
    const sheets = drawings(pages);
    expect(sheets.map(({ alt }) => alt)).toEqual(['Trang 1 trên 3', 'Trang 2 trên 3', 'Trang 3 trên 3']);
    for (const { svg } of sheets) {
      const used = new Set([...svg.matchAll(/href='#([^']+)'/gu)].map(([, name]) => name));
      const drawn = new Set([...svg.matchAll(/<symbol id='([^']+)'/gu)].map(([, name]) => name));
      expect(drawn).toEqual(used);
      expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=/u);
    }
    const plain = await typed({ abstract: 'Chỉ đang gõ thôi' }, mai, 'text/html');
    const html = await plain.text();
    expect(drawings(html)).toHaveLength(3);
    expect(html).toContain('>Chỉ đang gõ thôi</textarea>');
    expect(html).toMatch(/<p role="status"[^>]*>Đã cập nhật bản xem trước: 3 trang\.<\/p>/u);
    expect(await before()).toEqual(stood);
  });

  test('a text of many pages is drawn to its twelfth, and the whole number is told', async () => {
    const body = Array.from({ length: 450 }, (_, at) => `Đoạn thứ ${at} của phần nội dung rất dài này.`).join(
      '\n',
    );
    const { told, pages } = await (await typed({ body })).json();
    expect(told).toMatch(/^Đã cập nhật bản xem trước: \d\d trang, hiện 12 trang đầu\.$/u);
    expect(drawings(pages)).toHaveLength(12);
  });

  test.each([
    ['a field nobody knows', 'body', 'Gồm {{nam}} mục', 'Không có trường “{{nam}}”'],
    ['a field left open', 'recipients', 'Sở {{tỉnh', 'thiếu dấu mở “{{” hoặc dấu đóng “}}”'],
    ['code of a web page', 'bases', 'Căn cứ <script>alert(1)</script>', 'Có mã của trang web gần “Căn cứ'],
    ['a megabyte', 'body', 'dai '.repeat(250_000), 'Dài 1000000 ký tự, tối đa 60000'],
    ['a control character', 'abstract', 'Công bố\u0007 danh mục', 'ký tự điều khiển không in được (U+0007)'],
    ['nothing where something must stand', 'issuer', ' ', 'Không được để trống'],
  ])('%s gets one message that names its part, the same as saving gives', async (_, part, text, message) => {
    const stood = await before();
    const drawn = await typed({ [part]: text });
    expect(drawn.status).toBe(422);
    const { told, pages, wrong } = await drawn.json();
    expect([told, pages]).toEqual([expect.stringContaining('1 phần cần sửa'), null]);
    expect(wrong.match(/<li>/gu)).toHaveLength(1);
    expect(wrong).toContain(`<a href="#f-${part}">`);
    expect(wrong.replaceAll('&lt;', '<').replaceAll('&quot;', '"')).toContain(message);
    for (const answer of [
      await typed({ [part]: text }, mai, 'text/html'),
      await post({ ...notice(), [part]: text }, 0),
    ]) {
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html.match(/class="field-error"/gu)).toHaveLength(1);
      expect(html).toContain(text.trim().slice(0, 1000).replaceAll('<', '&lt;'));
    }
    expect(await before()).toEqual(stood);
  });

  test('a form too large to be read is refused as such', async () => {
    const answer = await typed({ body: 'dài '.repeat(250_000) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('quá lớn') });
  });

  test('one at a time for a person, whoever else looks at theirs', async () => {
    const other = await app.signIn('programme_head');
    const { db, installation } = app.services;
    const text = composed({
      outgoing: 'notice',
      edition: await findEdition(db, edition.id),
      texts: { ...notice(), body: 'Đoạn dài.\n'.repeat(3_000) },
      entries: [],
      installation,
    });
    const drawn = previewOf(text, mai.accountId);
    const busy = await typed({});
    expect(busy.status).toBe(429);
    expect(await busy.json()).toMatchObject({ pages: null, told: expect.stringContaining('đang được dựng') });
    expect((await typed({}, other)).status).toBe(200);
    expect((await drawn).pages).toBeGreaterThan(50);
    expect((await typed({})).status).toBe(200);
    // asked again by itself, what cannot be drawn would be drawn without end
    const refused = new Refusal('too_large', { vi: 'Quá dài.', en: 'Too long.' });
    expect(previewStatus({ drawn: null, wrong: {}, refused })).toBe(413);
  });
});

describe('number, symbol and date', () => {
  test('are those of the registered document once there is one, whatever is typed, and the page says so', async () => {
    const documentId = await registerDraft(app.services, { number: '145/TB-STTTT', date: '2087-03-09' });
    const { id } = await draftEdition(app.services, 2093);
    await draftEntry(app.services, id, 'Đếm xe qua cửa khẩu', { lead: 'SKHCN' });
    const path = work.outgoing(id, outgoingSlugs.notice);
    const head = async () => {
      const bytes = await (await app.fetch(`${path}/van-ban.docx`, { as: mai })).arrayBuffer();
      const { number, symbol, date } = await readOfficialBytes(new Uint8Array(bytes), 'vb.docx');
      return { number, symbol, date };
    };
    expect(await head()).toEqual({ number: null, symbol: 'TB-UBND', date: null });
    const { db } = app.services;
    await db.updateTable('edition').set({ document_id: documentId }).where('id', '=', id).execute();
    const given = { number: '145/TB-STTTT', symbol: 'TB-STTTT', date: '2087-03-09' };
    expect(await head()).toEqual(given);
    const html = await (await app.fetch(path, { as: mai })).text();
    expect(html).toContain('Số, ký hiệu và ngày lấy từ văn bản đã đăng ký');
    expect(html).toContain(`href="${documentWork.document(documentId)}"`);
    expect(html).not.toContain(' id="f-number"');
    const form = { ...notice(), number: '999', date: '01/01/2000', version: '0' };
    expect((await app.fetch(path, { as: mai, form })).status).toBe(303);
    expect(await head()).toEqual(given);
    const submission = work.outgoing(id, outgoingSlugs.submission);
    expect(await (await app.fetch(submission, { as: mai })).text()).toContain(' id="f-number"');
  });
});

describe('texts of a document', () => {
  test('are kept for the edition, shown in its pages and told in its history', async () => {
    const texts = { ...notice(), number: '7', date: '05/02/2087', signer: 'Nguyễn Thị Hoa' };
    const answer = await post(texts, 0);
    expect(answer.status).toBe(303);
    const read = await readOfficialBytes(await file('notice', 'van-ban.pdf'), 'vb.pdf');
    expect(read).toMatchObject({ number: '07/TB-UBND', date: '2087-02-05', place: 'Lạng Sơn' });
    expect(read.signer.name).toBe('Nguyễn Thị Hoa');
    const [latest] = await editionHistory(app.services.db, system, edition.id);
    expect(latest?.sentence.vi).toBe('Sửa nội dung văn bản đi: thông báo công bố danh mục bài toán lớn');
  });

  test('a broken field is refused with one message that names it, and nothing typed is lost', async () => {
    const texts = { ...notice(), body: 'Danh mục gồm {{số bài}} mục do tôi vừa gõ.' };
    const answer = await post(texts, 1);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Không có trường “{{số bài}}”');
    expect(html.match(/class="field-error"/gu)).toHaveLength(1);
    expect(html).toContain('mục do tôi vừa gõ.');
  });

  test('who saves over what somebody else saved meanwhile is told and keeps the text', async () => {
    const answer = await post({ ...notice(), abstract: 'Trích yếu của tôi' }, 0);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Có người vừa lưu thay đổi khác');
    expect(html).toContain('Trích yếu của tôi');
    expect(html).toContain('name="version" value="1"');
  });

  test('an inspector reads and downloads, and saves nothing', async () => {
    const inspector = await app.signIn('inspector');
    expect(await (await app.fetch(address('notice'), { as: inspector })).text()).toContain(
      'Bạn chỉ được xem',
    );
    expect((await post(notice(), 1, inspector)).status).toBe(403);
    const drawn = await app.fetch(address('notice', 'xem-truoc'), { as: inspector, form: notice() });
    expect(drawn.status).toBe(403);
    await file('notice', 'phu-luc.csv', inspector);
  });
});
