import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { citing, readingOf } from '../../../../test/support/documents.ts';
import { keepPdf, picturePdf, signedHead, signedPdf } from '../../../../test/support/signed.ts';
import { type AccountActor, type Role, system } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { pdfFile } from '../../../office/fixtures/pdf-file.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { browseItems } from '../../../platform/search/index.ts';
import { publishDocument, registerDocument } from '../../documents/index.ts';
import { findDocument, loadCitations } from '../../documents/store.ts';
import {
  forwardEdition,
  publishEdition,
  releaseEdition,
  returnEdition,
  submitEdition,
  withdrawEdition,
} from '../approval/commands.ts';
import { findEdition } from '../edition-store.ts';
import type { EntryRecord } from '../entry-store.ts';
import { editionHistory } from '../history.ts';
import { recordSignedCopy, type SignedCopyInput } from './commands.ts';
import { differencesIn } from './compare.ts';
import { earlierCopies, latestCopy } from './copies.ts';

const start = new Date('2026-03-02T02:00:00Z');
let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  app = await openCatalogueApp();
  app.setNow(start);
  officer = await personWith('programme_officer');
  head = await personWith('programme_head');
  leader = await personWith('leader');
});
afterAll(() => app.close());

async function personWith(role: Role): Promise<AccountActor> {
  const { accountId } = await app.signIn(role);
  return {
    ...{ kind: 'account', id: accountId, name: role, email: `${role}@example.vn`, organisationId: null },
    grants: [{ role, scope: null }],
    sessionId: null,
  };
}

let years = 2000;
const titles = ['Điều phối xe chờ ở bãi tập kết', 'Đo mặn nước ngầm', 'Cảnh báo sương muối cho vùng hồi'];

/** An edition of three entries with everything an annex prints, approved in its three steps. */
async function approved(options: { documentId?: number; scheduled?: boolean } = {}): Promise<number> {
  years += 1;
  const { services } = app;
  const { documentId } = options;
  const { id } = await draftEdition(services, years, documentId === undefined ? {} : { documentId });
  for (const title of titles)
    await draftEntry(services, id, title, {
      lead: 'SKHCN',
      context: 'Xe chờ nhiều giờ vào mùa quả.',
      bases: [{ kind: 'resolution', raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025', number: '71/NQ-CP' }],
      results: [{ text: 'Giảm 30% thời gian chờ' }, { text: 'Kết nối 05 cửa khẩu' }],
      time: { from: null, to: `${years}-12`, raw: `Quý IV/${years}` },
    });
  await submitEdition(services, officer, id);
  await forwardEdition(services, head, id);
  await publishEdition(
    services,
    leader,
    id,
    options.scheduled ? { day: '2026-06-01', time: '08:00' } : undefined,
  );
  return id;
}

let numbers = 100;
function nextNumber(): string {
  numbers += 1;
  return `${numbers}/TB-UBND`;
}

async function record(
  id: number,
  bytes: Uint8Array,
  more: Partial<SignedCopyInput> = {},
  actor: AccountActor = officer,
) {
  const file = more.file ?? (await keepPdf(app.services, bytes));
  return recordSignedCopy(app.services, actor, id, { ...signedHead, number: nextNumber(), ...more, file });
}

/** The fields refused, with their messages. */
async function refusedFields(attempt: Promise<unknown>): Promise<Record<string, string>> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInput)) throw new Error(`not refused as wrong input: ${String(error)}`);
  return Object.fromEntries(Object.entries(error.fields).map(([field, text]) => [field, text?.vi ?? '']));
}

describe('a signed copy', () => {
  test('that is as approved differs in nothing, and its document is registered, complete and public', async () => {
    const id = await approved();
    const done = await recordSignedCopy(app.services, officer, id, {
      ...signedHead,
      number: '12',
      file: await keepPdf(app.services, await signedPdf(app.services, id)),
    });
    expect(done.comparison).toMatchObject({
      read: 'text',
      other: null,
      otherSpan: null,
      rows: { approved: 3, scanned: 3, equal: 3, changedCount: 0, missingCount: 0, addedCount: 0 },
    });
    expect(done.comparison.head.map(({ scanned, differs }) => [scanned, differs])).toEqual([
      ['12/TB-UBND', false],
      ['2026-02-05', false],
      ['Nguyễn Thị Hoa', false],
    ]);
    expect((await findEdition(app.services.db, id)).documentId).toBe(done.documentId);
    const document = await findDocument(app.services.db, done.documentId);
    expect(document).toMatchObject({
      ...{
        kind: 'notice',
        state: 'published',
        number: '12/TB-UBND',
        symbol: 'TB-UBND',
        issued: '2026-02-05',
      },
      signer: { name: 'Nguyễn Thị Hoa' },
      file: { name: 'ban-ky.pdf' },
    });
    expect(document?.title).toContain('Công bố Danh mục bài toán lớn');
    expect(document?.content.tables[0]?.rows).toHaveLength(3);
    expect((await latestCopy(app.services.db, id))?.comparison).toEqual(done.comparison);
  });

  test('of needs is a decision', async () => {
    const { services } = app;
    const { id } = await draftEdition(services, 2099, { kind: 'needs', title: 'Danh mục nhu cầu năm 2099' });
    await draftEntry(services, id, 'Sấy hồi', { organisation: 'SKHCN' });
    await submitEdition(services, officer, id);
    await forwardEdition(services, head, id);
    await publishEdition(services, leader, id);
    const bytes = await signedPdf(services, id);
    const { documentId, comparison } = await record(id, bytes, { number: '12/QĐ-UBND' });
    expect(await findDocument(services.db, documentId)).toMatchObject({
      kind: 'decision',
      number: '12/QĐ-UBND',
    });
    expect(differencesIn(comparison)).toBe(0);
  });

  test('shows what is changed, left out and added on paper, to the word', async () => {
    const id = await approved();
    const bytes = await signedPdf(app.services, id, {
      entries: (entries) => {
        const [first, second, third] = entries;
        if (!first || !second || !third) throw new Error('three entries');
        const detail = { ...second.detail, results: [{ ...expectedResult, text: 'Giảm 20% thời gian chờ' }] };
        return [
          first,
          { ...second, detail } as EntryRecord,
          { ...third, tt: '4', title: 'Phân loại rác tại nguồn ở phường Đông Kinh' },
        ];
      },
    });
    const { comparison } = await record(id, bytes);
    const code = (place: number) => `BTL-${years}-0${place}`;
    expect(comparison.rows).toMatchObject({
      equal: 1,
      changed: [
        {
          code: code(2),
          title: titles[1],
          fields: [
            {
              field: 'results',
              approved: 'Giảm 30% thời gian chờ; Kết nối 05 cửa khẩu',
              scanned: 'Giảm 20% thời gian chờ',
            },
          ],
        },
      ],
      missing: [{ code: code(3), title: titles[2] }],
      added: [{ tt: '4', title: 'Phân loại rác tại nguồn ở phường Đông Kinh' }],
    });
    // and the number typed is not the one on the paper
    expect(comparison.head.find(({ field }) => field === 'number')).toMatchObject({
      scanned: '12/TB-UBND',
      differs: true,
    });
    expect(differencesIn(comparison)).toBe(4);
    const [latest] = await editionHistory(app.services.db, id);
    expect(latest?.sentence.vi).toBe(
      `Ghi bản ký số ${numbers}/TB-UBND ngày 05/02/2026; khác bản đã duyệt 4 chỗ`,
    );
  });

  test('without a column that was approved says so once, and lets everything else be compared', async () => {
    const id = await approved();
    const bytes = await signedPdf(app.services, id, {
      text: (text) => ({
        ...text,
        annexes: text.annexes.map((annex) => ({
          ...annex,
          columns: annex.columns.filter(({ header }) => header !== 'Thời gian hoàn thành'),
          rows: annex.rows.map((cells) => cells.slice(0, -1)),
        })),
      }),
    });
    const { comparison } = await record(id, bytes);
    expect(comparison.rows).toMatchObject({ equal: 3, changedCount: 0, missingColumns: ['deadline'] });
  });

  test('is not compared with confidential entries, which are in no document', async () => {
    const id = await approved();
    const bytes = await signedPdf(app.services, id);
    await app.services.db
      .updateTable('entry')
      .set({ confidential: true })
      .where('edition_id', '=', id)
      .where('ordinal', '=', 2)
      .execute();
    const { comparison } = await record(id, bytes);
    expect(comparison.rows).toMatchObject({ approved: 2, scanned: 3, addedCount: 1 });
  });

  test('without text is kept, and says that nothing could be compared', async () => {
    const id = await approved();
    const { comparison, documentId } = await record(id, picturePdf(1));
    expect(comparison).toMatchObject({ read: 'picture', rows: null, head: [], other: null });
    expect((await findDocument(app.services.db, documentId))?.file).not.toBeNull();
    const [latest] = await editionHistory(app.services.db, id);
    expect(latest?.sentence.vi).toContain('bản quét không có chữ để so');
  });

  test('of another document is refused by its name until somebody confirms it', async () => {
    const id = await approved();
    const other = await approved();
    await app.services.db
      .updateTable('entry')
      .set({ title: 'Phân loại rác thải', detail: '{}', code: `X-${other}` })
      .where('edition_id', '=', other)
      .where('ordinal', '=', 1)
      .execute();
    const bytes = await signedPdf(app.services, other, {
      texts: { number: '77', abstract: 'Kế hoạch thu gom rác thải' },
      entries: (entries) => entries.slice(0, 1),
    });
    const attempt = await refusedFields(record(id, bytes));
    expect(Object.keys(attempt)).toEqual(['confirmed']);
    expect(attempt.confirmed).toContain('Thông báo 77/TB-UBND “Kế hoạch thu gom rác thải”');
    expect(await latestCopy(app.services.db, id)).toBeNull();
    const { comparison } = await record(id, bytes, { confirmed: true });
    expect(comparison.other).toMatchObject({ number: '77/TB-UBND' });
  });

  test('of another year says so', async () => {
    const id = await approved();
    const bytes = await signedPdf(app.services, id, {
      texts: { annexTitle: 'Danh mục bài toán lớn năm 2019' },
    });
    expect((await record(id, bytes)).comparison.otherSpan).toBe('2019');
  });
});

const expectedResult = { indicator: null, unit: null, value: null, due: null };

async function draftNotice(more: Parameters<typeof readingOf>[0] = {}): Promise<number> {
  const { id } = await registerDocument(app.services, system, {
    reading: readingOf({ kind: 'notice', symbol: 'TB-UBND', title: 'Công bố danh mục', ...more }),
    file: null,
  });
  return id;
}

describe('the document in the register', () => {
  test('that was a draft is completed, stays a draft until its edition is public, and then is public', async () => {
    const documentId = await draftNotice({
      date: '2026-02',
      citations: [citing({ number: '57-NQ/TW', date: '2024-12-22' })],
    });
    const id = await approved({ documentId, scheduled: true });
    const done = await record(id, await signedPdf(app.services, id));
    expect(done.documentId).toBe(documentId);
    expect(await findDocument(app.services.db, documentId)).toMatchObject({
      ...{ state: 'draft', number: `${numbers}/TB-UBND`, issued: '2026-02-05' },
      signer: { name: 'Nguyễn Thị Hoa' },
    });
    const cited = await loadCitations(app.services.db, documentId);
    expect(cited.filter(({ number }) => number === '57-NQ/TW')).toHaveLength(1);
    expect(cited.map(({ number }) => number)).toContain('71/NQ-CP');
    expect(await eventNames(app.services, 'document', documentId)).toEqual([
      'document.registered',
      'document.completed',
    ]);
    app.setNow(new Date('2026-06-01T02:00:00Z'));
    await releaseEdition(app.services, system, id);
    app.setNow(start);
    expect((await findDocument(app.services.db, documentId))?.state).toBe('published');
  });

  test('that is public with a blank number and day is completed by an officer, and lists follow its day', async () => {
    const documentId = await draftNotice();
    const id = await approved({ documentId });
    await record(id, await signedPdf(app.services, id), { date: '7/2/2026' });
    const { items } = await browseItems(app.services.db, 'problem', 'newest', 0, 100);
    const own = items.filter(({ code }) => code?.startsWith(`BTL-${years}-`));
    // lists keep the day within the years of the edition
    expect(own.map(({ dated }) => dated)).toEqual(Array(3).fill(`${years}-12-31`));
    expect((await findDocument(app.services.db, documentId))?.issued).toBe('2026-02-07');
  });

  test('orders the entries of an edition that had none', async () => {
    years = 2025;
    const id = await approved();
    const day = async () => {
      const { items } = await browseItems(app.services.db, 'problem', 'newest', 0, 100);
      return new Set(items.filter(({ code }) => code?.startsWith('BTL-2026-')).map(({ dated }) => dated));
    };
    expect(await day()).toEqual(new Set(['2026-03-02']));
    await record(id, await signedPdf(app.services, id), { date: '05/02/2026' });
    expect(await day()).toEqual(new Set(['2026-02-05']));
    years = 2040;
  });

  test('that is public keeps what stands in it, but for a head who corrects it', async () => {
    const documentId = await draftNotice({ number: '300/TB-UBND', date: '2026-01-15' });
    const id = await approved({ documentId });
    const bytes = picturePdf(20);
    const wrong = { number: '301/TB-UBND', date: '15/01/2026' };
    await expect(record(id, bytes, wrong)).rejects.toMatchObject({ kind: 'forbidden' });
    await record(id, bytes, { number: '300', date: '15/01/2026' });
    expect((await findDocument(app.services.db, documentId))?.version).toBe(3);
    await record(id, bytes, wrong, head);
    expect((await findDocument(app.services.db, documentId))?.number).toBe('301/TB-UBND');
  });

  test('that is public with the draft that went to be signed gets the signed file by an officer', async () => {
    const draft = { ...(await keepPdf(app.services, Buffer.from('Bản thảo'), 'du-thao.docx')) };
    const { id: documentId } = await registerDocument(app.services, system, {
      reading: readingOf({ kind: 'notice', symbol: 'TB-UBND', title: 'Công bố danh mục' }),
      file: draft,
    });
    const id = await approved({ documentId });
    await record(id, picturePdf(30));
    const document = await findDocument(app.services.db, documentId);
    expect(document?.file?.name).toBe('ban-ky.pdf');
    const kept = app.services.db.selectFrom('signed_copy').select(['earlier_sha256', 'earlier_name']);
    expect(await kept.where('edition_id', '=', id).executeTakeFirst()).toEqual({
      earlier_sha256: draft.sha256,
      earlier_name: 'du-thao.docx',
    });
  });

  test('whose number another one has is told, and that one can be taken for it', async () => {
    const number = nextNumber();
    const known = await draftNotice({ number, date: '2026-02-05', title: 'Thông báo đã vào sổ' });
    await publishDocument(app.services, system, known);
    const id = await approved();
    const bytes = await signedPdf(app.services, id);
    const attempt = await refusedFields(record(id, bytes, { number: number.toLowerCase() }));
    expect(attempt).toEqual({ documentId: expect.stringContaining('“Thông báo đã vào sổ”') });
    const another = await refusedFields(record(id, bytes, { number, documentId: 1 }));
    expect(Object.keys(another)).toEqual(['documentId']);
    const done = await record(id, bytes, { number, documentId: known });
    expect(done.documentId).toBe(known);
    expect((await findEdition(app.services.db, id)).documentId).toBe(known);
    expect((await findDocument(app.services.db, known))?.file?.name).toBe('ban-ky.pdf');
  });

  test('of another year, or of another office, may have the same number', async () => {
    const number = nextNumber();
    await draftNotice({ number, date: '2025-02-05' });
    await draftNotice({ number, date: '2026-02-05', issuer: 'UBND xã Đồng Đăng' });
    const id = await approved();
    expect((await record(id, picturePdf(21), { number })).documentId).toBeGreaterThan(0);
  });

  test('gets no file that belongs to another one', async () => {
    const id = await approved();
    await record(id, picturePdf(22));
    const other = await approved();
    expect(Object.keys(await refusedFields(record(other, picturePdf(22))))).toEqual(['file']);
    const completed = await approved({ documentId: await draftNotice() });
    expect((await refusedFields(record(completed, picturePdf(22)))).file).toContain('văn bản khác');
    expect(await latestCopy(app.services.db, completed)).toBeNull();
  });
});

describe('recording', () => {
  test('is for an approved edition and those who write it', async () => {
    const { id } = await draftEdition(app.services, 2098);
    await expect(record(id, picturePdf(2))).rejects.toMatchObject({ kind: 'wrong_state' });
    const public_ = await approved();
    await expect(record(public_, picturePdf(2), {}, leader)).rejects.toMatchObject({ kind: 'forbidden' });
    await withdrawEdition(app.services, leader, public_, { note: 'Công bố nhầm' });
    await expect(record(public_, picturePdf(2))).rejects.toMatchObject({ kind: 'wrong_state' });
  });

  test('twice by one click is once', async () => {
    const id = await approved();
    const input = { number: nextNumber(), file: await keepPdf(app.services, picturePdf(3)), seen: 0 };
    const both = await Promise.all([1, 2].map(() => record(id, picturePdf(3), input)));
    expect(both[0]?.copyId).toBe(both[1]?.copyId);
    const names = await eventNames(app.services, 'edition', id);
    expect(names.filter((name) => name === 'edition.signed_copy_recorded')).toHaveLength(1);
  });

  test('by two people at once takes one and tells the other', async () => {
    const id = await approved();
    const both = await Promise.allSettled([
      record(id, picturePdf(4), { seen: 0 }),
      record(id, picturePdf(5), { seen: 0 }, head),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ kind: 'conflict' });
    expect(await earlierCopies(app.services.db, id)).toEqual([]);
  });

  test('again replaces what was recorded; the file before stays and is told of', async () => {
    const id = await approved({ scheduled: true });
    const first = await record(id, picturePdf(6));
    const seen = first.copyId;
    await record(id, picturePdf(7), { seen, signer: 'Trần Văn Bình' });
    const document = await findDocument(app.services.db, first.documentId);
    expect(document).toMatchObject({ number: `${numbers}/TB-UBND`, signer: { name: 'Trần Văn Bình' } });
    const earlier = await earlierCopies(app.services.db, id);
    expect(earlier.map((copy) => copy.id)).toEqual([first.copyId]);
    expect(earlier[0]?.file.sha256).not.toBe(document?.file?.sha256);
    const [latest] = await editionHistory(app.services.db, id);
    expect(latest?.sentence.vi).toMatch(/^Ghi lại bản ký/u);
  });

  test('is out of date once the edition was returned for correction', async () => {
    const id = await approved({ scheduled: true });
    await record(id, picturePdf(8));
    app.setNow(new Date('2026-03-03T02:00:00Z'));
    await returnEdition(app.services, leader, id, { remark: 'Sửa mục 2' });
    expect((await latestCopy(app.services.db, id))?.outdated).toBe(true);
    app.setNow(start);
    await expect(record(id, picturePdf(9))).rejects.toMatchObject({ kind: 'wrong_state' });
  });

  let whole: Promise<number> | null = null;
  /** One edition for all that is refused. */
  const once = () => {
    whole ??= approved();
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
    const wrong = await refusedFields(record(await once(), picturePdf(10), { [field]: value }));
    expect(Object.keys(wrong)).toEqual([field]);
    expect(wrong[field]).toContain(message);
  });

  test('the day of today can be the day of signature, in Vietnam', async () => {
    const id = await approved();
    app.setNow(new Date('2026-03-02T18:00:00Z'));
    await record(id, picturePdf(11), { date: '03/03/2026' });
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
    const wrong = await refusedFields(record(await once(), bytes()));
    expect(Object.keys(wrong)).toEqual(['file']);
    expect(wrong.file).toMatch(new RegExp(message, 'u'));
  });

  test('keeps the chain of events whole', async () => {
    expect(await verifyEvents(app.services.db)).toMatchObject({ broken: null });
  });
});
