import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../test/support/catalogue.ts';
import { system } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { attachedNow, mostAttachmentBytes, mostAttachments, nameFor } from './attachment.ts';
import { attachFile, removeAttachment } from './attachment-commands.ts';
import { findEntry } from './entry-store.ts';
import { publishIssuedElsewhere, removeEntry } from './index.ts';
import { work } from './paths.ts';

let app: TestApp;
let mai: Session;
let lan: Session;
let inspector: Session;
let year = 2030;

beforeAll(async () => {
  app = await openCatalogueApp();
  mai = await app.signIn('programme_officer', { email: 'mai@example.vn' });
  lan = await app.signIn('programme_officer', { email: 'lan@example.vn' });
  inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

const csv = (text: string, name = 'số liệu.csv') => new File([`Năm;Độ mặn\n2025;${text}`], name);

async function openDesk() {
  year += 1;
  const { id } = await draftEdition(app.services, year);
  const { id: entryId } = await draftEntry(app.services, id, 'Tên gốc', { context: 'Bối cảnh gốc' });
  const path = work.entry(id, entryId);
  const html = async (as: Session, language = '') => (await app.fetch(`${language}${path}`, { as })).text();
  const entry = () => findEntry(app.services.db, system, id, entryId);
  return {
    id,
    entryId,
    path,
    html,
    entry,
    files: async () => attachedNow(await entry()),
    send: (as: Session, file: File, fields: Record<string, string> = {}) =>
      app.fetch(work.files(id, entryId), { as, upload: { fields, files: { file } } }),
    save: (as: Session, page: string, context: string, more: Record<string, string> = {}, autosave = false) =>
      app.fetch(path, {
        as,
        headers: autosave ? { 'x-autosave': '1' } : {},
        form: {
          ...{ title: 'Tên gốc', status: 'open', do: 'save', context },
          version: hiddenField(page, 'version'),
          base: hiddenField(page, 'base'),
          ...more,
        },
      }),
  };
}

async function stored(content: Buffer | string, name: string) {
  return { ...(await app.services.files.put(Readable.from([Buffer.from(content)]))), name };
}

test('a file is attached, offered for download as it came, and taken off after a question', async () => {
  const desk = await openDesk();
  const sent = await desk.send(mai, csv('4,2'), {
    fileTitle: '  Số liệu   quan trắc ',
    fileTitleEn: 'Figures',
  });
  expect(sent.status).toBe(303);
  expect(sent.headers.get('location')).toBe(`${desk.path}#tep-kem-theo`);
  const [file] = await desk.files();
  expect(file).toMatchObject({
    name: 'số liệu.csv',
    title: 'Số liệu quan trắc',
    titleEn: 'Figures',
    mediaType: 'text/csv',
    sha256: createHash('sha256').update('Năm;Độ mặn\n2025;4,2').digest('hex'),
    addedBy: mai.accountId,
  });
  const page = await desk.html(mai);
  expect(page).toContain('Số liệu quan trắc');
  expect(page).toContain('Thêm tệp “số liệu.csv” vào mục');
  expect(await desk.html(mai, '/en')).toContain('Figures');
  const fileId = file?.id ?? 0;
  const got = await app.fetch(work.file(desk.id, desk.entryId, fileId), { as: lan });
  expect(await got.text()).toBe('Năm;Độ mặn\n2025;4,2');
  expect(got.headers.get('content-disposition')).toBe(
    'attachment; filename="so lieu.csv"; filename*=UTF-8\'\'s%E1%BB%91%20li%E1%BB%87u.csv',
  );
  expect(got.headers.get('cache-control')).toBe('private, no-store');
  expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  expect(got.headers.get('content-security-policy')).toContain('sandbox');
  const question = await app.fetch(work.removeFile(desk.id, desk.entryId, fileId), { as: mai });
  expect(await question.text()).toContain('Bỏ tệp kèm theo');
  const take = () => app.fetch(work.removeFile(desk.id, desk.entryId, fileId), { as: mai, form: {} });
  expect((await take()).status).toBe(303);
  // the same click again does nothing more
  expect((await take()).status).toBe(303);
  expect(await desk.files()).toEqual([]);
  expect(await desk.html(mai)).toContain('Bỏ tệp “số liệu.csv” khỏi mục');
  expect((await app.fetch(work.file(desk.id, desk.entryId, fileId), { as: mai })).status).toBe(404);
  expect(await eventNames(app.services, 'entry', desk.entryId)).toEqual([
    'entry.added',
    'entry.file_attached',
    'entry.file_removed',
  ]);
  expect((await desk.entry()).version).toBe(3);
});

test('the same file twice on one entry is one, two clicks at once included; taken off, it may come again', async () => {
  const desk = await openDesk();
  const both = await Promise.all([desk.send(mai, csv('1')), desk.send(lan, csv('1', 'ten-khac.csv'))]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  const files = await desk.files();
  expect(files).toHaveLength(1);
  expect((await desk.entry()).version).toBe(2);
  await removeAttachment(app.services, system, desk.entryId, files[0]?.id ?? 0);
  await desk.send(mai, csv('1'));
  expect(await desk.files()).toHaveLength(1);
});

test('what is typed in the entry and not saved survives sending a file, with and without scripts', async () => {
  const desk = await openDesk();
  const page = await desk.html(mai);
  const kept = await desk.save(mai, page, 'Đang gõ dở', { do: 'files' });
  expect(kept.headers.get('location')).toBe(`${desk.path}#tep-kem-theo`);
  await desk.send(mai, csv('2'));
  const back = await desk.html(mai);
  expect(back).toContain('Đang gõ dở');
  expect(back).not.toContain('người khác đã lưu');
  // a form opened before the file came goes on saving itself, and is saved at last
  expect((await desk.save(mai, page, 'Gõ tiếp', {}, true)).status).toBe(200);
  expect((await desk.save(mai, page, 'Xong')).headers.get('location')).toBe(desk.path);
  expect((await desk.entry()).detail).toMatchObject({ context: 'Xong' });
  const refused = await desk.save(mai, await desk.html(mai), 'Lại gõ', { do: 'files' });
  expect(refused.status).toBe(303);
  const wrong = await desk.send(mai, new File(['<svg/>'], 'hinh.svg'), { fileTitle: 'Tên đã gõ' });
  const again = await wrong.text();
  expect(again).toContain('Lại gõ');
  expect(again).toContain('Tên đã gõ');
});

test('who was writing while somebody else attached a file is told, and loses nothing', async () => {
  const desk = await openDesk();
  const page = await desk.html(mai);
  await desk.send(lan, csv('3', 'ban-do.csv'));
  expect((await desk.save(mai, page, 'Chữ của Mai', {}, true)).status).toBe(409);
  const late = await desk.save(mai, page, 'Chữ của Mai');
  expect(late.headers.get('location')).toBe(work.mergeEntry(desk.id, desk.entryId));
  const compare = await (await app.fetch(work.mergeEntry(desk.id, desk.entryId), { as: mai })).text();
  expect(compare).toContain('Chữ của Mai');
  expect(compare).toContain('thêm tệp “ban-do.csv”');
  expect(await desk.html(mai)).toContain('thêm tệp “ban-do.csv”');
  const merged = await app.fetch(work.mergeEntry(desk.id, desk.entryId), {
    as: mai,
    form: { version: hiddenField(compare, 'version'), 'choose-context': 'mine' },
  });
  expect(merged.headers.get('location')).toBe(desk.path);
  expect((await desk.entry()).detail).toMatchObject({ context: 'Chữ của Mai' });
  expect(await desk.files()).toHaveLength(1);
});

describe('a file of a kind not taken is refused with what to do', () => {
  test.each([
    ['bao-cao.pdf', 'MZ\u0090\u0000', 'chương trình máy tính'],
    ['chay.txt', '#!/bin/sh\nrm -rf /', 'chương trình máy tính'],
    ['trang.txt', '\uFEFF  <!DOCTYPE html><p>x', 'trang web'],
    ['hinh.png', '<?xml version="1.0"?><svg onload="x()"/>', 'trang web'],
    ['so-lieu.csv', 'a;b\n<script>alert(1)</script>', 'trang web'],
    ['lenh.bat', 'del *.*', 'Loại tệp này'],
    ['cu.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'kiểu cũ'],
    ['goi.zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'Tệp nén'],
    ['hong.docx', Buffer.from('504b030414000000', 'hex'), 'bị hỏng'],
    ['la.bin', Buffer.from([0, 1, 2, 3, 0, 0, 0, 9, 5]), 'Loại tệp này'],
  ])('%s', async (name, content, told) => {
    const desk = await openDesk();
    const answer = await desk.send(mai, new File([content], name));
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(told);
    expect(html).toContain('href="#f-file"');
    expect(await desk.files()).toEqual([]);
    expect((await desk.entry()).version).toBe(1);
  });
});

test('an empty file, one over 25 MB and a transfer broken off leave nothing attached and say why', async () => {
  const desk = await openDesk();
  const empty = await desk.send(mai, new File([], 'rong.txt'));
  expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('Hãy chọn một tệp')]);
  const large = await desk.send(mai, new File([new Uint8Array(mostAttachmentBytes + 1)], 'lon.pdf'));
  expect([large.status, await large.text()]).toEqual([413, expect.stringContaining('25')]);
  const broken = await app.web.fetch(
    new Request(`http://localhost:8080${work.files(desk.id, desk.entryId)}`, {
      method: 'POST',
      headers: {
        cookie: mai.cookie,
        'sec-fetch-site': 'same-origin',
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${mai.csrfToken}\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na;b`,
    }),
  );
  expect(broken.status).toBe(400);
  const plain = await app.fetch(work.files(desk.id, desk.entryId), { as: mai, form: { file: 'x' } });
  expect(plain.status).toBe(400);
  const long = await desk.send(mai, csv('5'), { fileTitle: 'x'.repeat(201) });
  expect([long.status, await long.text()]).toEqual([422, expect.stringContaining('dài quá 200 ký tự')]);
  const forged = await app.fetch(work.files(desk.id, desk.entryId), {
    as: { ...mai, csrfToken: 'khong-phai' },
    upload: { files: { file: csv('6') } },
  });
  expect(forged.status).toBe(403);
  expect(await desk.files()).toEqual([]);
});

test('an entry has at most twenty files', async () => {
  const desk = await openDesk();
  for (let count = 1; count <= mostAttachments; count += 1)
    await attachFile(app.services, system, desk.entryId, {
      file: await stored(`a;${count}`, `${count}.csv`),
    });
  const one = await stored('a;thêm', 'them.csv');
  await expect(attachFile(app.services, system, desk.entryId, { file: one })).rejects.toThrow(InvalidInput);
  expect(await desk.html(mai)).toContain('đã có đủ 20 tệp');
  app.forgetStatements();
  await desk.html(mai);
  expect(app.statements.length).toBeLessThanOrEqual(10);
});

test('a published edition and a removed entry take no files and give none up', async () => {
  const desk = await openDesk();
  await desk.send(mai, csv('7'));
  const [file] = await desk.files();
  const fileId = file?.id ?? 0;
  await removeEntry(app.services, system, desk.entryId);
  for (const attempt of [
    () => removeAttachment(app.services, system, desk.entryId, fileId),
    async () => attachFile(app.services, system, desk.entryId, { file: await stored('a;removed', 'a.csv') }),
  ])
    await expect(attempt()).rejects.toThrow(Refusal);
  const other = await openDesk();
  await other.send(mai, csv('8'));
  const [kept] = await other.files();
  await publishIssuedElsewhere(app.services, other.id);
  expect((await other.send(mai, csv('9'))).status).toBe(409);
  const removal = work.removeFile(other.id, other.entryId, kept?.id ?? 0);
  expect((await app.fetch(removal, { as: mai, form: {} })).status).toBe(409);
  expect((await app.fetch(removal, { as: mai })).status).toBe(409);
  expect(await other.files()).toHaveLength(1);
  expect(await other.html(mai)).not.toContain('name="fileTitle"');
});

test('files of drafts are for those who read drafts; an inspector downloads, each time recorded, and changes nothing', async () => {
  const desk = await openDesk();
  const elsewhere = await openDesk();
  await desk.send(mai, csv('10'));
  const [file] = await desk.files();
  const fileId = file?.id ?? 0;
  const address = work.file(desk.id, desk.entryId, fileId);
  expect((await app.fetch(address)).headers.get('location')).toContain('/dang-nhap');
  const applicant = await app.signIn('applicant');
  expect((await app.fetch(address, { as: applicant })).status).toBe(403);
  expect((await app.fetch(address, { as: inspector })).status).toBe(200);
  expect(await eventNames(app.services, 'entry', desk.entryId)).toContain('entry.viewed');
  expect((await desk.send(inspector, csv('11'))).status).toBe(403);
  const take = work.removeFile(desk.id, desk.entryId, fileId);
  expect((await app.fetch(take, { as: inspector, form: {} })).status).toBe(403);
  const page = await desk.html(inspector);
  expect(page).toContain('số liệu.csv');
  expect(page).not.toContain('name="fileTitle"');
  // the number of a file opens nothing on another entry
  expect((await app.fetch(work.file(elsewhere.id, elsewhere.entryId, fileId), { as: mai })).status).toBe(404);
  const forged = work.removeFile(elsewhere.id, elsewhere.entryId, fileId);
  expect((await app.fetch(forged, { as: mai, form: {} })).status).toBe(404);
  await expect(removeAttachment(app.services, system, elsewhere.entryId, fileId)).rejects.toThrow(Refusal);
  expect(await desk.files()).toHaveLength(1);
});

test('names end in what the content is and carry nothing that misleads', () => {
  expect(nameFor('Báo cáo.pdf', 'pdf')).toBe('Báo cáo.pdf');
  expect(nameFor('ảnh.JPEG', 'jpg')).toBe('ảnh.JPEG');
  expect(nameFor('bao-cao.exe', 'pdf')).toBe('bao-cao.exe.pdf');
  expect(nameFor('fdp\u202Eexe.txt', 'txt')).toBe('fdp exe.txt');
  expect(nameFor('..\\.\u0000', 'csv')).toMatch(/^[^.].*\.csv$/);
  expect(nameFor('', 'png')).toBe('tep.png');
});
