import { afterAll, beforeAll, expect, test } from 'vitest';
import { decision } from '../../../../test/cli/decision.ts';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import { hiddenField, openCatalogueApp } from '../../../../test/support/catalogue.ts';
import { planText } from '../../../../test/support/documents.ts';
import { recogniserOnce, recogniserTaken } from '../../../../test/support/scans.ts';
import { scanFile } from '../../../office/fixtures/scan-file.ts';
import { removeDraft } from '../../documents/index.ts';
import { batchLimits } from './batch.ts';
import { batchWork } from './paths.ts';
import { workOnBatches } from './work.ts';

const recogniser = await recogniserOnce();

let app: TestApp;
let mai: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  mai = await app.signIn('programme_officer', { email: 'mai@example.vn' });
});
afterAll(() => app.close());

type Sent = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

/** Sends files by name; leads to the page of the batch. */
async function send(
  files: Sent,
  fields: Readonly<Record<string, string>> = { target: 'documents', span: '' },
  as = mai,
): Promise<Response> {
  const list = Object.entries(files).map(([name, content]) => new File([content], name));
  return app.fetch(batchWork.list, {
    as,
    upload: { fields, files: Object.fromEntries(list.map((file, at) => [`file${at}`, file])) },
  });
}

async function batchOf(answer: Response): Promise<number> {
  const location = answer.headers.get('location') ?? (await answer.text());
  expect(location).toMatch(/^\/ban-lam-viec\/nhap\/nhieu-tep\/\d+$/);
  return Number(location.split('/').at(-1));
}

const page = async (path: string) => (await app.fetch(path, { as: mai })).text();
const filesOf = (batch: number) =>
  app.services.db
    .selectFrom('batch_file')
    .select(['id', 'file_name as name', 'state', 'document_id', 'import_id', 'tries'])
    .where('batch_id', '=', batch)
    .orderBy('position')
    .execute();
const statesOf = async (batch: number) =>
  Object.fromEntries((await filesOf(batch)).map(({ name, state }) => [name, state]));
const eventsOf = (batch: number) =>
  app.services.db
    .selectFrom('event')
    .select(['name', 'facts', 'actor_kind'])
    .where('subject_kind', '=', 'batch')
    .where('subject_id', '=', String(batch))
    .orderBy('seq')
    .execute();

test('files sent together are kept first, then read one after another, each with its own outcome', async () => {
  const html = await page(batchWork.list);
  expect(html).toContain('Tối đa 60 tệp một lượt, tất cả không quá 200 MB. Tệp nén (.zip) không được mở ra.');
  const sent: Sent = {
    'qd 99.html': decision,
    'bản sao.html': decision,
    'qd 99 lưu.html': decision.replace('</body>', '<p>Bản lưu</p></body>'),
    'kh.txt': planText('12/KH-UBND'),
    'nén.zip': `PK\u0005\u0006${'\0'.repeat(18)}`,
    'trống.txt': '',
  };
  const fields = { target: 'documents', span: '', formKey: hiddenField(html, 'formKey') };
  const batch = await batchOf(await send(sent, fields));
  // the same form again, as after a lost answer
  expect(await batchOf(await send(sent, fields))).toBe(batch);
  const waiting = await page(batchWork.batch(batch));
  expect(waiting).toContain('1/6 tệp đã đọc');
  expect(waiting).toContain('data-current="under-way"');
  expect(waiting).toContain('Cập nhật tiến độ');

  await workOnBatches(app.services);
  expect(await statesOf(batch)).toEqual({
    ...{ 'qd 99.html': 'done', 'bản sao.html': 'known', 'qd 99 lưu.html': 'known', 'kh.txt': 'done' },
    ...{ 'nén.zip': 'refused', 'trống.txt': 'refused' },
  });
  const ended = await page(batchWork.batch(batch));
  expect(ended).not.toContain('data-current="under-way"');
  for (const words of [
    ...['6/6 tệp đã đọc', 'Quyết định 99/QĐ-UBND, 03/04/2026, 2 dòng', 'Cùng nội dung với tệp đã có.'],
    ...['Cùng số, ngày và cơ quan ban hành', 'Tệp là tệp nén.', 'Tệp trống, không có nội dung.'],
    ...['Đọc xong 6 tệp: 2 tệp mới, 2 đã có, 2 không nhận', 'Gửi 6 tệp để nhập một lượt'],
  ])
    expect(ended).toContain(words);
  const documents = app.services.db
    .selectFrom('document')
    .select(['number', 'state', 'file_name', 'created_by']);
  expect(await documents.orderBy('id').execute()).toEqual([
    { number: '99/QĐ-UBND', state: 'draft', file_name: 'qd 99.html', created_by: mai.accountId },
    { number: '12/KH-UBND', state: 'draft', file_name: 'kh.txt', created_by: mai.accountId },
  ]);
  expect((await eventsOf(batch)).map(({ name, actor_kind }) => [name, actor_kind])).toEqual([
    ['batch.started', 'account'],
    ['batch.ended', 'system'],
  ]);
});

test('the list of batches and the files of one are found by words, and by outcome', async () => {
  const batch = await batchOf(
    await send({
      'Biên bản họp.txt': planText('1/KH-SKHCN'),
      'x.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1]),
    }),
  );
  await workOnBatches(app.services);
  const found = await page(`${batchWork.list}?q=bien+ban`);
  expect(found).toContain(`Lượt nhập số ${batch}`);
  expect(await page(`${batchWork.list}?q=khong+co`)).toContain('Không có lượt nào khớp.');
  const refused = await page(`${batchWork.batch(batch)}?ket-qua=refused`);
  expect(refused).toContain('x.png');
  expect(refused).not.toContain('Biên bản họp.txt</th>');
  expect(await page(`${batchWork.batch(batch)}?q=khong+co`)).toContain('Không có tệp nào khớp.');
});

test('catalogues start reviews, for the year each document names or for the one chosen', async () => {
  const files = { 'dm.html': decision.replace('99/QĐ', '98/QĐ'), 'kh.txt': planText('13/KH-UBND') };
  const own = await batchOf(await send(files, { target: 'problems', span: '' }));
  const chosen = await batchOf(await send(files, { target: 'problems', span: '2027' }));
  await workOnBatches(app.services);
  expect(await statesOf(own)).toEqual({ 'dm.html': 'done', 'kh.txt': 'refused' });
  const imports = app.services.db.selectFrom('catalogue_import').select(['year', 'state', 'created_by']);
  expect(await imports.orderBy('id').execute()).toEqual([
    { year: 2026, state: 'reviewing', created_by: mai.accountId },
    { year: 2027, state: 'reviewing', created_by: mai.accountId },
  ]);
  const [file] = await filesOf(chosen);
  expect(await page(batchWork.batch(chosen))).toContain(`/ban-lam-viec/nhap/${file?.import_id}"`);
  const again = await batchOf(await send(files, { target: 'problems', span: '' }));
  await workOnBatches(app.services);
  expect(await statesOf(again)).toEqual({ 'dm.html': 'known', 'kh.txt': 'refused' });
  expect((await imports.execute()).length).toBe(2);
});

test('a file that was refused is read again when asked; one that was taken is not', async () => {
  const batch = await batchOf(
    await send({ 'sai.docx': 'không phải Word', 'kh.txt': planText('14/KH-UBND') }),
  );
  await workOnBatches(app.services);
  const [wrong, taken] = await filesOf(batch);
  const retry = (file: number) => app.fetch(batchWork.retry(batch, file), { as: mai, form: {} });
  expect((await retry(taken?.id ?? 0)).status).toBe(409);
  expect((await retry(wrong?.id ?? 0)).status).toBe(303);
  expect((await retry(wrong?.id ?? 0)).status).toBe(303);
  expect(await statesOf(batch)).toEqual({ 'sai.docx': 'waiting', 'kh.txt': 'done' });
  expect(await page(batchWork.batch(batch))).toContain('1/2 tệp đã đọc');
  await workOnBatches(app.services);
  expect(await statesOf(batch)).toEqual({ 'sai.docx': 'refused', 'kh.txt': 'done' });
  expect((await eventsOf(batch)).map(({ name }) => name)).toEqual([
    ...['batch.started', 'batch.ended', 'batch.file_retried', 'batch.ended'],
  ]);
});

test('what a killed worker left is taken up by the next; a file that ends its reader is given up', async () => {
  const batch = await batchOf(
    await send({ 'a.txt': planText('15/KH-UBND'), 'b.txt': planText('16/KH-UBND') }),
  );
  await app.services.db
    .updateTable('batch_file')
    .set({ state: 'reading' })
    .where('batch_id', '=', batch)
    .execute();
  await app.services.db
    .updateTable('batch_file')
    .set({ tries: 3 })
    .where('file_name', '=', 'b.txt')
    .execute();
  // two workers at once: one reads, the other leaves it alone
  await Promise.all([workOnBatches(app.services), workOnBatches(app.services)]);
  expect((await filesOf(batch)).map(({ state, tries }) => [state, tries])).toEqual([
    ['done', 1],
    ['refused', 4],
  ]);
});

test('a draft removed since is told of, and who may import no more imports nothing', async () => {
  const lan = await app.signIn('programme_officer', { email: 'lan@example.vn' });
  const fields = { target: 'documents', span: '' };
  const batch = await batchOf(await send({ 'a.txt': planText('17/KH-UBND') }, fields, lan));
  await workOnBatches(app.services);
  const [file] = await filesOf(batch);
  await removeDraft(app.services, { kind: 'system' }, file?.document_id ?? 0);
  expect(await page(batchWork.batch(batch))).toContain('đã bị bỏ sau đó');
  const next = await batchOf(await send({ 'b.txt': planText('18/KH-UBND') }, fields, lan));
  await app.services.db
    .updateTable('role_grant')
    .set({ revoked_at: app.services.clock() })
    .where('account_id', '=', lan.accountId)
    .execute();
  await workOnBatches(app.services);
  expect(await page(batchWork.batch(next))).toContain('Người gửi không còn tài khoản');
});

test.skipIf(recogniser === null)(
  'a scan that came while several were being recognised waits for its turn',
  async () => {
    if (!recogniser) return;
    const letGo = await recogniserTaken(app.services, recogniser);
    const scan = await send({
      'quét.pdf': new Uint8Array(scanFile([{ pgm: Buffer.from('P5\n1 1\n255\n\xff', 'latin1'), dots: 1 }])),
    });
    const batch = await batchOf(scan);
    await workOnBatches(app.services);
    expect(await filesOf(batch)).toMatchObject([{ state: 'waiting', tries: 0 }]);
    await letGo();
    await workOnBatches(app.services);
    expect(await filesOf(batch)).toMatchObject([{ state: 'refused', tries: 1 }]);
  },
);

test('a form that is wrong comes back with every reason, and what goes beyond the limits is named', async () => {
  const before = await app.services.db.selectFrom('batch').select('id').execute();
  const wrong = await send({ 'a.txt': 'x' }, { target: 'needs', span: 'năm nào' });
  expect(wrong.status).toBe(422);
  const html = await wrong.text();
  expect(html).toContain('Hãy viết một năm (2026)');
  expect(html).toContain('Hãy chọn lại các tệp');
  expect((await send({ 'a.txt': 'x' }, { target: '', span: '' })).status).toBe(422);
  expect(await (await send({})).text()).toContain('Hãy chọn ít nhất một tệp.');
  const many = Object.fromEntries(
    Array.from({ length: batchLimits.files + 1 }, (_, at) => [`${at}.txt`, 'x']),
  );
  const refused = await send(many);
  expect(refused.status).toBe(413);
  expect(await refused.text()).toContain('Mỗi lần chỉ gửi được 60 tệp. Hãy chia làm nhiều lần gửi.');
  expect(await app.services.db.selectFrom('batch').select('id').execute()).toEqual(before);
  // one that is too large is left out and named, the others are taken
  const large = new Uint8Array(batchLimits.fileBytes + 1).fill(32);
  const batch = await batchOf(await send({ 'lớn.txt': large, 'kh.txt': planText('19/KH-UBND') }));
  await workOnBatches(app.services);
  expect(await statesOf(batch)).toEqual({ 'kh.txt': 'done', 'lớn.txt': 'refused' });
  const shown = await page(batchWork.batch(batch));
  expect(shown).toContain('Tệp lớn hơn 25 MB nên không được giữ.');
  expect(shown).not.toContain('Đọc lại tệp lớn.txt');
});
