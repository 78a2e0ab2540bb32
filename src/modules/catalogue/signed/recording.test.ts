import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, eventNames } from '../../../../test/support/catalogue.ts';
import { keepPdf, picturePdf } from '../../../../test/support/signed.ts';
import {
  openSignedDesk,
  refusedFields,
  type SignedDesk,
  start,
} from '../../../../test/support/signed-desk.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { pdfFile } from '../../../office/fixtures/pdf-file.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { findDocument } from '../../documents/store.ts';
import { returnEdition, withdrawEdition } from '../approval/commands.ts';
import { editionHistory } from '../history.ts';
import { earlierCopies, latestCopy } from './copies.ts';

let desk: SignedDesk;
let app: TestApp;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  desk = await openSignedDesk();
  ({ app, head, leader } = desk);
});
afterAll(() => app.close());

describe('recording', () => {
  test('is for an approved edition and those who write it', async () => {
    const { id } = await draftEdition(app.services, 2098);
    await expect(desk.record(id, picturePdf(2))).rejects.toMatchObject({ kind: 'wrong_state' });
    const public_ = await desk.approved();
    await expect(desk.record(public_, picturePdf(2), {}, leader)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await withdrawEdition(app.services, leader, public_, { note: 'Công bố nhầm' });
    await expect(desk.record(public_, picturePdf(2))).rejects.toMatchObject({ kind: 'wrong_state' });
  });

  test('twice by one click is once', async () => {
    const id = await desk.approved();
    const input = { number: desk.nextNumber(), file: await keepPdf(app.services, picturePdf(3)), seen: 0 };
    const both = await Promise.all([1, 2].map(() => desk.record(id, picturePdf(3), input)));
    expect(both[0]?.copyId).toBe(both[1]?.copyId);
    const names = await eventNames(app.services, 'edition', id);
    expect(names.filter((name) => name === 'edition.signed_copy_recorded')).toHaveLength(1);
  });

  test('by two people at once takes one and tells the other', async () => {
    const id = await desk.approved();
    const both = await Promise.allSettled([
      desk.record(id, picturePdf(4), { seen: 0 }),
      desk.record(id, picturePdf(5), { seen: 0 }, head),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ kind: 'conflict' });
    expect(await earlierCopies(app.services.db, id)).toEqual([]);
  });

  test('again replaces what was recorded; the file before stays and is told of', async () => {
    const id = await desk.approved({ scheduled: true });
    const first = await desk.record(id, picturePdf(6));
    const seen = first.copyId;
    await desk.record(id, picturePdf(7), { seen, signer: 'Trần Văn Bình' });
    const document = await findDocument(app.services.db, first.documentId);
    expect(document).toMatchObject({ number: `${desk.numbers}/TB-UBND`, signer: { name: 'Trần Văn Bình' } });
    const earlier = await earlierCopies(app.services.db, id);
    expect(earlier.map((copy) => copy.id)).toEqual([first.copyId]);
    expect(earlier[0]?.file.sha256).not.toBe(document?.file?.sha256);
    const [latest] = await editionHistory(app.services.db, system, id);
    expect(latest?.sentence.vi).toMatch(/^Ghi lại bản ký/u);
  });

  test('of two editions with one number in the same instant: the second is told who has it', async () => {
    const [one, other] = [await desk.approved(), await desk.approved()];
    const number = desk.nextNumber();
    const outcomes = await Promise.allSettled([
      desk.record(one, picturePdf(81), { number }),
      desk.record(other, picturePdf(82), { number }),
    ]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toMatchObject([{ fields: { documentId: { vi: expect.stringContaining(number) } } }]);
  });

  test('is out of date once the edition was returned for correction', async () => {
    const id = await desk.approved({ scheduled: true });
    await desk.record(id, picturePdf(8));
    app.setNow(new Date('2026-03-03T02:00:00Z'));
    await returnEdition(app.services, leader, id, { remark: 'Sửa mục 2' });
    expect((await latestCopy(app.services.db, id))?.outdated).toBe(true);
    app.setNow(start);
    await expect(desk.record(id, picturePdf(9))).rejects.toMatchObject({ kind: 'wrong_state' });
  });

  let whole: Promise<number> | null = null;
  /** One edition for all that is refused. */
  const once = () => {
    whole ??= desk.approved();
    return whole;
  };

  test.each([
    ['number', '', 'Hãy ghi số'],
    ['number', 'TB-UBND', 'Hãy ghi số'],
    ['number', '12/<script>', 'Hãy ghi số'],
    ['date', '30/02/2026', 'không có trong lịch'],
    ['date', '03/03/2026', 'sau hôm nay'],
    ['date', '01/01/0026', 'quá xa'],
    ['signer', ' ', 'họ tên người ký'],
    ['signer', 'x'.repeat(201), 'họ tên người ký'],
  ])('says what is wrong with its %s: “%s”', async (field, value, message) => {
    const wrong = await refusedFields(desk.record(await once(), picturePdf(10), { [field]: value }));
    expect(Object.keys(wrong)).toEqual([field]);
    expect(wrong[field]).toContain(message);
  });

  test('the day of today can be the day of signature, in Vietnam', async () => {
    const id = await desk.approved();
    app.setNow(new Date('2026-03-02T18:00:00Z'));
    await desk.record(id, picturePdf(11), { date: '03/03/2026' });
    app.setNow(start);
  });

  const locked = () => pdfFile([{ texts: [{ x: 20, y: 20, text: 'Chữ' }] }], true);
  const cutShort = () => {
    const whole = pdfFile([
      { texts: [{ x: 20, y: 20, text: 'Một dòng chữ dài hơn bốn mươi chữ cái để đọc được.' }] },
    ]);
    return whole.subarray(0, whole.length / 2);
  };
  test.each([
    [
      'a Word file that calls itself PDF',
      () => Buffer.from('PK\u0003\u0004 word/document.xml'),
      'không phải PDF|hỏng',
    ],
    ['a page of the web', () => Buffer.from('<script>alert(1)</script>'), 'không phải PDF'],
    ['a program', () => Buffer.from('MZ\u0090\u0000'), 'không phải PDF'],
    ['nothing at all', () => Buffer.alloc(0), 'trống'],
    ['a file with a password', locked, 'mật khẩu'],
    ['a file cut short', cutShort, 'hỏng'],
  ])('takes no %s', async (_name, bytes, message) => {
    const wrong = await refusedFields(desk.record(await once(), bytes()));
    expect(Object.keys(wrong)).toEqual(['file']);
    expect(wrong.file).toMatch(new RegExp(message, 'u'));
  });

  test('keeps the chain of events whole', async () => {
    expect(await verifyEvents(app.services.db)).toMatchObject({ broken: null });
  });
});
