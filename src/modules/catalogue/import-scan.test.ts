import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { eventNames, hiddenField } from '../../../test/support/catalogue.ts';
import { readingOf, registerDraft } from '../../../test/support/documents.ts';
import { readRows } from '../../../test/support/imports.ts';
import { keptScan } from '../../../test/support/scans.ts';
import { system } from '../../kernel/actor.ts';
import { drawsPages, namesUncertain } from '../../office/index.ts';
import { documentRoutes, documentWork } from '../documents/index.ts';
import { discardImport, readPaste, startImport } from './import-commands.ts';
import { reviseImport } from './import-revise.ts';
import { work } from './paths.ts';
import { catalogueRoutes } from './routes.ts';

let app: TestApp;
let officer: Session;
let inspector: Session;
beforeAll(async () => {
  app = await openTestApp([...catalogueRoutes, ...documentRoutes]);
  officer = await app.signIn('programme_officer');
  inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

const noticeOf = (answer: Response) =>
  decodeURIComponent(/nhipcau_notice=([^;]*)/u.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '');
const page = async (path: string, as = officer) => (await app.fetch(path, { as })).text();

describe('an import read from a scan', () => {
  let id = 0;
  let first = 0;
  const second = () => `${work.importScan(id)}?trang=2`;
  /** Sends the page's own form with what was typed and ticked in it. */
  const send = async (boxes: Record<string, string>) => {
    const html = await page(second());
    const shown = ['version', 'was'].map((name) => [name, hiddenField(html, name)] as const);
    return app.fetch(second(), { as: officer, form: { ...Object.fromEntries(shown), ...boxes } });
  };
  const put = (word: number, position: number, field: string, right: string) =>
    send({ [`right-${word}-${position}-${field}`]: right });
  const heading = async () => /<h2 id="chu-chua-chac">([^<]*)/u.exec(await page(second()))?.[1];
  const rows = async () =>
    (await readRows(app.services.db, id)).map(({ corrections, warnings }) => ({
      corrections,
      open: warnings.length,
    }));
  beforeAll(async () => {
    id = first = await keptScan(app.services, 'import', 11);
  });

  test('says so in its review, marks uncertain words in their cells and names pages that stayed unread', async () => {
    const html = await page(work.import(id));
    expect(html).toContain('Đọc từ bản quét bằng nhận dạng chữ: 3 chữ chưa chắc');
    expect(html).toContain('Không đọc được trang 3');
    expect(html).toMatch(
      /Cảnh báo sớm lũ <mark class="uncertain" title="[^"]*Trang 2[^"]*">quet<span class="sr"> \(chữ chưa chắc\)/u,
    );
    expect(html).toContain('“quet” (trang 2)');
    expect(html).toContain(`${work.importScan(id)}?trang=2`);
    expect((await rows()).every(({ open }) => open > 0)).toBe(true);
  });

  test('shows each word beside the picture of its page, and takes the right one into its row', async () => {
    const html = await page(second());
    if (drawsPages()) {
      expect(html).toContain(`<image href="${work.importPicture(id)}?trang=2"`);
      expect(html).toContain('translate(842 0) rotate(90)');
      expect(html).toContain('Mở riêng ảnh trang (nằm như khi quét)');
    }
    expect(html).toContain('name="right-1-1-title"');
    expect(html).toContain('name="right-2-2-results"');
    expect(await page(work.importScan(id))).toContain('Không đứng trong dòng nào của bảng');

    expect(await page(`/en${work.importScan(id)}`)).toContain('1 uncertain word on this page');

    expect((await put(1, 1, 'title', ' ')).status).toBe(422);
    expect((await put(1, 999_999, 'title', 'quét')).status).toBe(409);
    const same = await put(1, 1, 'title', 'quet');
    expect([same.status, noticeOf(same)]).toEqual([303, expect.stringContaining('không có gì thay đổi')]);
    const doubts = async () =>
      (await readRows(app.services.db, id)).map(({ warnings }) => warnings.filter(namesUncertain).length);
    const [was, longer] = ['Cảnh báo sớm lũ quet', 'Cảnh báo sớm trận lũ quet'];
    const retitle = async (from: string, to: string) => {
      const version = Number(hiddenField(await page(second()), 'version'));
      const row = { position: 1, changes: { title: { from, to } } };
      await reviseImport(app.services, system, id, { version, row });
    };
    await retitle(was, longer);
    expect(await doubts()).toEqual([1, 1]);
    await retitle(longer, was);

    // of two words sent together one is refused: it stays as typed, the other one is saved
    const half = await send({ 'right-1-1-title': 'quét, sạt lở', 'right-2-2-results': ' ' });
    expect(half.status).toBe(422);
    const left = await half.text();
    expect(left).toContain('Đã lưu 1 chữ; 1 chữ chưa lưu được');
    expect(left).toMatch(/name="right-2-2-results"[^>]*value=" "/u);
    expect(left).not.toContain('name="right-1-1-title"');
    expect(await heading()).toBe('Còn 1 trong 2 chữ chưa chắc của trang này');
    const both = await send({ 'right-2-2-results': '≤', 'ok-2': '1' });
    expect([both.status, await both.text()]).toEqual([422, expect.stringContaining('value="≤"')]);
    expect((await put(2, 2, 'results', '≤')).status).toBe(303);
    expect(await rows()).toMatchObject([
      { corrections: { title: 'Cảnh báo sớm lũ quét, sạt lở' } },
      { corrections: { results: 'Thời gian ≤ 30 phút/xe' } },
    ]);
    expect(await doubts()).toEqual([0, 0]);
    expect(await heading()).toBe('Đã xem hết 2 chữ chưa chắc của trang này');
    const again = await put(1, 1, 'title', 'quét lần nữa');
    expect(again.status).toBe(409);
    expect(await again.text()).toMatch(
      /value="quét lần nữa"[\s\S]*không còn ở dòng đó|không còn ở dòng đó[\s\S]*value="quét lần nữa"/u,
    );
    expect((await put(9, 1, 'title', 'x')).status).toBe(409);
  });

  test('an uncertain word that was compared and is right is marked no more, until its tick is taken back', async () => {
    id = await keptScan(app.services, 'import', 13);
    const flagged = async () => (await readRows(app.services.db, id)).map(({ warnings }) => warnings.length);
    const before = await flagged();
    const ticked = await send({ 'ok-1': '1' });
    expect([ticked.status, noticeOf(ticked)]).toEqual([303, expect.stringContaining('Đã lưu 1 chữ')]);
    expect(await heading()).toBe('Còn 1 trong 2 chữ chưa chắc của trang này');
    expect(await page(work.import(id))).not.toMatch(/<mark class="uncertain"[^>]*>quet/u);
    expect(await flagged()).toEqual([(before[0] ?? 0) - 1, before[1]]);
    expect(await page(work.import(id))).toContain('1 chữ chưa chắc đọc đúng');
    expect(await page(second())).toMatch(/name="ok-1"[^>]* checked/u);
    const version = async () => Number(hiddenField(await page(work.import(id)), 'version'));
    await reviseImport(app.services, system, id, { version: await version(), columns: { 2: 'context' } });
    expect((await flagged())[0]).toBe((before[0] ?? 0) - 1);

    expect(noticeOf(await send({ 'ok-1': '1' }))).toContain('không có gì thay đổi');
    expect((await send({})).status).toBe(303);
    expect(await heading()).toBe('2 chữ chưa chắc trên trang này');
    expect((await flagged())[0]).toBe(before[0]);
    await discardImport(app.services, system, id);
    const late = await app.fetch(second(), {
      as: officer,
      form: { version: '1', was: '', 'right-1-1-title': 'quét muộn', 'ok-2': '1' },
    });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('value="quét muộn"');
  });

  test('shows its pictures to those who may read it, leaves a trace of an inspector, and offers them no boxes', async () => {
    id = first;
    const picture = await app.fetch(`${work.importPicture(id)}?trang=2`, { as: officer });
    if (drawsPages()) {
      expect(picture.headers.get('content-type')).toBe('image/jpeg');
      expect(
        Buffer.from(await picture.arrayBuffer())
          .subarray(0, 2)
          .toString('hex'),
      ).toBe('ffd8');
      const etag = picture.headers.get('etag') ?? '';
      const known = await app.fetch(`${work.importPicture(id)}?trang=2`, {
        as: officer,
        headers: { 'if-none-match': etag },
      });
      expect(known.status).toBe(304);
    } else expect(picture.status).toBe(400);
    const looks = async () =>
      (await eventNames(app.services, 'import', id)).filter((name) => name === 'import.viewed').length;
    const before = await looks();
    await app.fetch(`${work.importPicture(id)}?trang=2`, { as: inspector });
    expect((await looks()) - before).toBe(drawsPages() ? 1 : 0);
    expect(await page(second(), inspector)).not.toContain('name="right-');
    expect(await eventNames(app.services, 'import', id)).toContain('import.viewed');
    expect((await app.fetch(`${work.importScan(id)}?trang=3`, { as: officer })).status).toBe(404);
    const pasted = {
      kind: 'needs',
      span: { year: 2094 },
      reading: readPaste('TT\tTên\n1\tSấy hồi'),
      file: null,
    } as const;
    const other = await startImport(app.services, system, pasted);
    for (const path of [work.importScan(other), work.importPicture(other)])
      expect((await app.fetch(path, { as: officer })).status).toBe(404);
  });

  test('keeps its marks when the table is read anew', async () => {
    const version = Number(hiddenField(await page(work.import(id)), 'version'));
    await reviseImport(app.services, system, id, { version, columns: { 2: 'context' } });
    expect((await rows()).map(({ open }) => open > 0)).toEqual([true, true]);
  });
});

describe('a document of the register read from a scan', () => {
  test('names uncertain words beside the fields they stand in, and on the page of its pictures', async () => {
    const id = await keptScan(app.services, 'document', 12);
    const review = await page(documentWork.document(id));
    expect(review).toContain('(Chữ chưa chắc: “đối”; hãy so với bản quét.)');
    expect(review).toContain(`${documentWork.scan(id)}?trang=1`);
    const html = await page(documentWork.scan(id));
    expect(html).toContain('Đứng ở: Trích yếu hoặc tên văn bản');
    const picture = await app.fetch(documentWork.scanPicture(id), { as: inspector });
    expect(picture.status).toBe(drawsPages() ? 200 : 400);
    const looks = await eventNames(app.services, 'document', id);
    expect(looks.filter((name) => name === 'document.inspected')).toHaveLength(drawsPages() ? 1 : 0);
    await page(documentWork.scan(id), inspector);
    expect(await eventNames(app.services, 'document', id)).toContain('document.inspected');
    const plain = await registerDraft(app.services, readingOf({ title: 'Không phải bản quét' }));
    expect((await app.fetch(documentWork.scan(plain), { as: officer })).status).toBe(404);
  });
});
