import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { readingOf } from '../../../../test/support/documents.ts';
import { keepPdf, picturePdf, signedHead, signedPdf } from '../../../../test/support/signed.ts';
import { system } from '../../../kernel/actor.ts';
import { composeDocument } from '../../../office/index.ts';
import { registerDocument } from '../../documents/index.ts';
import { withdrawEdition } from '../approval/commands.ts';
import { publishIssuedElsewhere, work } from '../index.ts';
import { recordSignedCopy } from './commands.ts';
import { latestCopy } from './copies.ts';
import { scanLimit } from './scan.ts';

let app: TestApp;
let mai: Session;
let lan: Session;
let inspector: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  app.setNow(new Date('2026-03-02T02:00:00Z'));
  mai = await app.signIn('programme_officer');
  lan = await app.signIn('programme_head');
  inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

let years = 2030;
async function published(title = 'Điều phối xe chờ ở bãi tập kết'): Promise<number> {
  years += 1;
  const { id } = await draftEdition(app.services, years);
  await draftEntry(app.services, id, title, { lead: 'SKHCN', results: [{ text: 'Giảm 30% thời gian chờ' }] });
  await draftEntry(app.services, id, 'Đo mặn nước ngầm', { lead: 'SCT' });
  await publishIssuedElsewhere(app.services, id);
  return id;
}

const pdf = (bytes: Uint8Array<ArrayBuffer>, name = 'Bản ký (đã đóng dấu).pdf') =>
  new File([bytes], name, { type: 'application/pdf' });

let numbers = 200;
function fields(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  numbers += 1;
  return { ...signedHead, number: `${numbers}/TB-UBND`, ...more };
}

function send(id: number, sent: Record<string, string>, file: File | null, as = mai): Promise<Response> {
  return app.fetch(work.signedCopy(id), {
    as,
    method: 'POST',
    upload: { fields: sent, files: file ? { file } : {} },
  });
}

const html = async (path: string, as = mai) => (await app.fetch(path, { as })).text();

describe('the page of the signed copy', () => {
  test('is one click from the edition, and offers its form to those who write it', async () => {
    const id = await published();
    expect(await html(work.edition(id))).toContain(`href="${work.signedCopy(id)}"`);
    expect(await html(work.approval(id))).toContain(`href="${work.signedCopy(id)}"`);
    const page = await html(work.signedCopy(id));
    expect(page).toContain('Ghi bản ký');
    expect(page).toContain('TB-UBND');
    const read = await html(work.signedCopy(id), inspector);
    expect(read).toContain('Chưa ghi bản ký');
    expect(read).not.toContain('name="number"');
    expect((await send(id, fields(), pdf(picturePdf()), inspector)).status).toBe(403);
    expect(await eventNames(app.services, 'edition', id)).toContain('edition.viewed');
  });

  test('says of a draft that it comes later, and takes nothing', async () => {
    const { id } = await draftEdition(app.services, 2029);
    expect(await html(work.signedCopy(id))).toContain('sau khi lãnh đạo duyệt');
    expect((await send(id, fields(), pdf(picturePdf()))).status).toBe(409);
  });

  test('shows what was recorded, by whom, and that nothing differs; the file goes out as it came', async () => {
    const id = await published();
    const bytes = await signedPdf(app.services, id);
    const answer = await send(id, fields({ number: '12' }), pdf(bytes));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(work.signedCopy(id));
    const page = await html(work.signedCopy(id), inspector);
    for (const words of ['12/TB-UBND', '05/02/2026', 'Nguyễn Thị Hoa', 'Không thấy chỗ nào khác'])
      expect(page).toContain(words);
    const copy = await latestCopy(app.services.db, id);
    const file = await app.fetch(work.signedFile(id, copy?.id ?? 0), { as: inspector });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    const other = await published();
    expect((await app.fetch(work.signedFile(other, copy?.id ?? 0), { as: mai })).status).toBe(404);
    expect(await html(`/ban-lam-viec/danh-muc/${id}/ban-ky/1e9`)).toContain('Không tìm thấy');
  });

  test('marks the words that differ, not by colour alone; script in a scan stays text', async () => {
    const id = await published();
    const bytes = await signedPdf(app.services, id, {
      entries: (entries) => [
        ...entries.map((entry) =>
          entry.ordinal === 1 ? { ...entry, title: 'Điều phối xe chờ ở cửa khẩu tập kết' } : entry,
        ),
        ...entries
          .slice(0, 1)
          .map((entry) => ({ ...entry, tt: '3', title: 'Thêm <script>alert(1)</script>' })),
      ],
    });
    expect((await send(id, fields(), pdf(bytes))).status).toBe(303);
    const page = await html(work.signedCopy(id));
    expect(page).toContain('<del>bãi</del>');
    expect(page).toContain('<ins>cửa khẩu</ins>');
    expect(page).toContain('Chữ gạch ngang chỉ có ở bản đã duyệt');
    expect(page).toContain('Mục trong bản ký mà danh mục đã duyệt không có (1)');
    expect(page).toContain('Thêm &lt;script>alert(1)&lt;/script>');
    expect(page).not.toContain('<script>alert');
    expect(await html(work.edition(id))).toContain('khác bản đã duyệt 3 chỗ');
  });

  test('tells of a picture that it has to be checked by eye', async () => {
    const id = await published();
    await send(id, fields(), pdf(picturePdf(31)));
    expect(await html(work.signedCopy(id))).toContain('đối chiếu bằng mắt');
  });

  test('changes nothing any more once the edition is withdrawn', async () => {
    const id = await published();
    const sent = fields();
    await send(id, sent, pdf(picturePdf(32)));
    await withdrawEdition(app.services, system, id, { note: 'Công bố nhầm' });
    const page = await html(work.signedCopy(id));
    expect(page).toContain(sent.number);
    expect(page).not.toContain('name="number"');
  });
});

describe('the form', () => {
  test('names every wrong field at once and keeps what was typed and sent', async () => {
    const id = await published();
    const wrong = fields({ number: 'số mới', date: '31/02/2026', signer: '' });
    const none = await send(id, wrong, null);
    expect(none.status).toBe(422);
    const page = await none.text();
    expect(page.match(/class="field-error"/gu)).toHaveLength(4);
    expect(page).toContain('số mới');
    const sent = await send(id, wrong, pdf(picturePdf(33)));
    expect(sent.status).toBe(422);
    const again = await sent.text();
    expect(again).toContain('Đã nhận tệp “Bản ký (đã đóng dấu).pdf”');
    const kept = hiddenField(again, 'kept');
    expect((await send(id, fields({ kept }), null)).status).toBe(303);
    expect((await latestCopy(app.services.db, id))?.file.name).toBe('Bản ký (đã đóng dấu).pdf');
  });

  test('takes a kept file from nobody but who sent it', async () => {
    const id = await published();
    const kept = hiddenField(
      await (await send(id, fields({ date: '' }), pdf(picturePdf(34)))).text(),
      'kept',
    );
    for (const [sealed, as] of [
      [kept, lan],
      [`${kept.split('.')[0]}.xxxx`, mai],
      ['không có gì', mai],
    ] as const) {
      const answer = await send(id, fields({ kept: sealed }), null, as);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('Hãy chọn lại tệp');
    }
  });

  test('warns of another document by name, and records it once that is confirmed', async () => {
    const id = await published();
    const other = await published('Phân loại rác thải sinh hoạt tại nguồn');
    const bytes = await signedPdf(app.services, other, {
      texts: { number: '77', abstract: 'Thu gom rác thải năm 2019' },
      entries: (entries) => entries.slice(0, 1),
    });
    const sent = fields();
    const warned = await send(id, sent, pdf(bytes));
    expect(warned.status).toBe(422);
    const page = await warned.text();
    expect(page).toContain('Thông báo 77/TB-UBND “Thu gom rác thải năm 2019”');
    expect(page).toContain('name="xac-nhan"');
    expect(page).toContain(`value="${sent.number}"`);
    const kept = hiddenField(page, 'kept');
    expect((await send(id, { ...sent, kept }, null)).status).toBe(422);
    expect((await send(id, { ...sent, kept, 'xac-nhan': '1' }, null)).status).toBe(303);
    expect(await html(work.signedCopy(id))).toContain('Tệp này có vẻ là văn bản khác');
  });

  test('leads to the document that has the number, which can be chosen', async () => {
    const { id: known } = await registerDocument(app.services, system, {
      reading: readingOf({ kind: 'notice', number: '500/TB-UBND', date: '2026-02-05', title: 'Đã vào sổ' }),
      file: null,
    });
    const id = await published();
    const sent = fields({ number: '500' });
    const told = await send(id, sent, pdf(picturePdf(35)));
    expect(told.status).toBe(422);
    const page = await told.text();
    expect(page).toContain(`href="/ban-lam-viec/van-ban/${known}"`);
    const kept = hiddenField(page, 'kept');
    expect((await send(id, { ...sent, kept, 'van-ban': '0' }, null)).status).toBe(422);
    expect((await send(id, { ...sent, kept, 'van-ban': String(known) }, null)).status).toBe(303);
    expect((await latestCopy(app.services.db, id))?.documentId).toBe(known);
  });

  test('asks both at once where the file is doubtful and the number taken, and keeps each answer', async () => {
    const { id: known } = await registerDocument(app.services, system, {
      reading: readingOf({ kind: 'notice', number: '501/TB-UBND', date: '2026-02-05', title: 'Đã vào sổ' }),
      file: null,
    });
    const id = await published();
    const other = await published('Phân loại rác thải sinh hoạt');
    const bytes = await signedPdf(app.services, other, {
      texts: { number: '78', abstract: 'Thu gom rác thải' },
      entries: (entries) => entries.slice(0, 1),
    });
    const sent = fields({ number: '501' });
    const page = await (await send(id, sent, pdf(bytes))).text();
    for (const name of ['xac-nhan', 'van-ban']) expect(page).toContain(`name="${name}"`);
    const kept = hiddenField(page, 'kept');
    const half = await (await send(id, { ...sent, kept, 'van-ban': String(known) }, null)).text();
    expect(half).toMatch(new RegExp(`value="${known}"[^>]*checked`, 'u'));
    const otherHalf = await (await send(id, { ...sent, kept, 'xac-nhan': '1' }, null)).text();
    expect(otherHalf).toMatch(/name="xac-nhan"[^>]*checked/u);
    const whole = { ...sent, kept, 'xac-nhan': '1', 'van-ban': String(known) };
    expect((await send(id, whole, null)).status).toBe(303);
  });

  test('tells who was slower that somebody recorded meanwhile, and keeps their file', async () => {
    const id = await published();
    const seen = hiddenField(await html(work.signedCopy(id)), 'seen');
    expect((await send(id, fields({ seen }), pdf(picturePdf(36)), lan)).status).toBe(303);
    const late = await send(id, fields({ seen }), pdf(picturePdf(37)));
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(page).toContain('người khác vừa ghi bản ký');
    const again = fields({ seen: hiddenField(page, 'seen'), kept: hiddenField(page, 'kept') });
    // what stands in public already is for the head to correct
    const officers = await send(id, again, null);
    expect(officers.status).toBe(403);
    expect(await officers.text()).toContain('chỉ phụ trách chương trình được đính chính');
    const seenNow = hiddenField(await html(work.signedCopy(id), lan), 'seen');
    expect((await send(id, fields({ seen: seenNow }), pdf(picturePdf(38)), lan)).status).toBe(303);
    const after = await html(work.signedCopy(id));
    expect(after).toContain('Các lần ghi trước');
  });

  test('is not sent as anything but files, nor with one too large', async () => {
    const id = await published();
    expect((await app.fetch(work.signedCopy(id), { as: mai, form: fields() })).status).toBe(400);
    const large = new Uint8Array(scanLimit + 1);
    large.set(picturePdf());
    const answer = await send(id, fields(), pdf(large));
    expect(answer.status).toBe(413);
    expect((await answer.text()).match(/class="field-error"/gu)).toHaveLength(1);
  });

  test('takes no Word file under the name of a PDF, and no empty one', async () => {
    const id = await published();
    const word = await composeDocument(
      {
        ...{
          superior: null,
          issuer: ['UBND'],
          number: null,
          symbol: 'TB-UBND',
          place: 'Lạng Sơn',
          date: null,
        },
        ...{ kind: 'THÔNG BÁO', abstract: 'Một', addressees: [], bases: [], enacting: null, body: [] },
        ...{ signer: { roles: ['CHỦ TỊCH'], name: null }, recipients: [], annexes: [], mark: null },
      },
      'docx',
    );
    const renamed = await send(id, fields(), pdf(new Uint8Array(word), 'ban-ky.pdf'));
    expect(renamed.status).toBe(422);
    const page = await renamed.text();
    expect(page).toContain('không phải PDF');
    expect(hiddenField(page, 'kept')).toBe('');
    const empty = await send(id, fields(), pdf(new Uint8Array()));
    expect(await empty.text()).toContain('Tệp trống');
  });

  test('offers what is known: recorded before, or of the document in the register', async () => {
    const { services } = app;
    const { id: documentId } = await registerDocument(services, system, {
      reading: readingOf({
        ...{ kind: 'notice', number: '600/TB-UBND', date: '2026-02', title: 'Công bố' },
        signer: { name: 'Trần Văn Bình', roles: [] },
      }),
      file: null,
    });
    const { id } = await draftEdition(services, 2099, { documentId });
    await draftEntry(services, id, 'Một', { lead: 'SKHCN' });
    await publishIssuedElsewhere(services, id);
    const page = await html(work.signedCopy(id));
    for (const value of ['600/TB-UBND', 'Trần Văn Bình']) expect(page).toContain(`value="${value}"`);
    const file = await keepPdf(services, picturePdf(39));
    const typed = { number: '600/TB-UBND', date: '09/02/2026', signer: 'Trần Văn Bình' };
    await recordSignedCopy(services, system, id, { ...typed, file });
    expect(await html(work.signedCopy(id))).toContain('value="09/02/2026"');
  });
});
