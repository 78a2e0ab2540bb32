import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry } from '../../../../test/support/catalogue.ts';
import { recogniserOnce, recogniserTaken } from '../../../../test/support/scans.ts';
import { keepPdf, picturePdf, signedHead, signedPdf } from '../../../../test/support/signed.ts';
import {
  openSignedDesk,
  refusedFields,
  type SignedDesk,
  titles,
} from '../../../../test/support/signed-desk.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { scanFile, sheetsOf } from '../../../office/fixtures/scan-file.ts';
import { findDocument } from '../../documents/store.ts';
import { beginAmendment, chooseEntry } from '../amendment/commands.ts';
import { forwardEdition, publishEdition, submitEdition } from '../approval/commands.ts';
import { findEdition } from '../edition-store.ts';
import { saveEntry } from '../entry-commands.ts';
import { allEntries, type EntryRecord } from '../entry-store.ts';
import { editionHistory } from '../history.ts';
import { findTexts, saveTexts } from '../outgoing/commands.ts';
import { issuedHead } from '../outgoing/issued.ts';
import { splitEntry } from '../succession/splitting.ts';
import { versionsOf } from '../versions/entry.ts';
import { recordSignedCopy } from './commands.ts';
import { differencesIn } from './compare.ts';
import { latestCopy } from './copies.ts';

const expectedResult = { indicator: null, unit: null, value: null, due: null };

const recogniser = await recogniserOnce();

let desk: SignedDesk;
let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  desk = await openSignedDesk();
  ({ app, officer, head, leader } = desk);
});
afterAll(() => app.close());

describe('a signed copy', () => {
  test('that is as approved differs in nothing, and its document is registered, complete and public', async () => {
    const id = await desk.approved();
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
    const { documentId, comparison } = await desk.record(id, bytes, { number: '12/QĐ-UBND' });
    expect(await findDocument(services.db, documentId)).toMatchObject({
      kind: 'decision',
      number: '12/QĐ-UBND',
    });
    expect(differencesIn(comparison)).toBe(0);
  });

  test('of an amendment is the decision that adjusts: its number, day and scan, compared with what the annex says becomes of each entry', async () => {
    const { services } = app;
    const id = await desk.approved();
    const amended = await findEdition(services.db, id);
    const [first, second] = await allEntries(services.db, system, id);
    const amendment = await beginAmendment(services, officer, id, {
      reason: 'Theo kết luận ngày 05/02/2026.',
    });
    const copy = await chooseEntry(services, officer, amendment.id, first?.id ?? 0, { takesOut: false });
    await saveEntry(services, officer, copy.id, {
      version: copy.version,
      entry: {
        title: 'Điều phối xe chờ ở mọi bãi',
        lead: ['SKHCN'],
        bases: [],
        results: [{ text: 'Giảm 40%' }],
      },
    });
    await chooseEntry(services, officer, amendment.id, second?.id ?? 0, { takesOut: true });
    await draftEntry(services, amendment.id, 'Sấy hồi bằng nhiệt thừa', {
      lead: 'SKHCN',
      results: [{ text: 'Giảm 20% nhiên liệu' }],
    });
    await expect(
      desk.record(amendment.id, await signedPdf(services, amendment.id), { number: '31/QĐ-UBND' }),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
    await submitEdition(services, officer, amendment.id);
    await forwardEdition(services, head, amendment.id);
    await publishEdition(services, leader, amendment.id);

    const paper = await signedPdf(services, amendment.id, { texts: { number: '31' } });
    const { documentId, comparison } = await desk.record(amendment.id, paper, { number: '31' });
    expect(comparison).toMatchObject({
      ...{ other: null, otherSpan: null },
      rows: { approved: 3, equal: 3, changedCount: 0, missingCount: 0, addedCount: 0, missingColumns: [] },
    });
    expect(comparison.head.map(({ typed, differs }) => [typed, differs])).toEqual([
      ['31/QĐ-UBND', false],
      ['2026-02-05', false],
      ['Nguyễn Thị Hoa', false],
    ]);
    expect(await findDocument(services.db, documentId)).toMatchObject({
      ...{ kind: 'decision', state: 'published', number: '31/QĐ-UBND', issued: '2026-02-05' },
    });
    expect((await findEdition(services.db, amendment.id)).documentId).toBe(documentId);
    expect((await findEdition(services.db, id)).documentId).toBe(amended.documentId);
    const versions = await versionsOf(services.db, 'problems', first?.code ?? '');
    expect(versions.map(({ amendment: by }) => by?.document?.number ?? null)).toEqual([null, '31/QĐ-UBND']);
    const decided = await issuedHead(services.db, await findEdition(services.db, amendment.id), 'adjustment');
    expect(decided).toMatchObject({ number: '31', symbol: 'QĐ-UBND', date: '05/02/2026' });

    // what the paper takes out is what was to be changed
    const otherwise = await signedPdf(services, amendment.id, {
      texts: { number: '31' },
      entries: (entries) =>
        entries.map((entry) =>
          entry.id === copy.id && entry.amends
            ? { ...entry, amends: { ...entry.amends, takesOut: true } }
            : entry,
        ),
    });
    const again = await desk.record(amendment.id, otherwise, { number: '31/QĐ-UBND' }, head);
    expect(again.documentId).toBe(documentId);
    expect(again.comparison.rows?.changed).toMatchObject([
      { fields: [{ field: 'purpose', approved: 'Sửa đổi', scanned: 'Đưa ra khỏi danh mục' }] },
    ]);
    const notice = await signedPdf(services, id);
    const { comparison: mistaken } = await desk.record(amendment.id, notice, { number: '31/QĐ-UBND' }, head);
    expect(mistaken.rows?.missingColumns).toContain('purpose');
  });

  test('with the columns that were chosen lacks none, and gives the document its number and day', async () => {
    const { services } = app;
    const { id } = await draftEdition(services, 2098);
    await draftEntry(services, id, 'Sấy na', { lead: 'SKHCN', results: [{ text: 'Giảm hao hụt 20%' }] });
    const edition = await findEdition(services.db, id);
    const { texts, version } = await findTexts(services.db, edition, 'notice');
    const columns = { columns: 'title leads' };
    await saveTexts(services, officer, id, { outgoing: 'notice', texts: { ...texts, ...columns }, version });
    await submitEdition(services, officer, id);
    await forwardEdition(services, head, id);
    await publishEdition(services, leader, id);
    const bytes = await signedPdf(services, id, { texts: columns });
    const { comparison } = await desk.record(id, bytes, { number: '98/TB-UBND' });
    expect(comparison.rows).toMatchObject({ equal: 1, missingColumns: [] });
    const issued = await issuedHead(services.db, await findEdition(services.db, id), 'notice');
    expect(issued).toMatchObject({ number: '98', symbol: 'TB-UBND', date: '05/02/2026' });
  });

  test('shows what is changed, left out and added on paper, to the word', async () => {
    const id = await desk.approved();
    const bytes = await signedPdf(app.services, id, {
      entries: (entries) => {
        const [first, second, third] = entries;
        if (!first || !second || !third) throw new Error('three entries');
        const detail = { ...second.detail, results: [{ ...expectedResult, text: 'Giảm 20% thời gian chờ' }] };
        return [
          first,
          { ...second, detail } as EntryRecord,
          { ...third, title: 'Phân loại rác tại nguồn ở phường Đông Kinh' },
        ];
      },
    });
    const { comparison } = await desk.record(id, bytes);
    const code = (place: number) => `BTL-${desk.years}-0${place}`;
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
      added: [{ tt: '3', title: 'Phân loại rác tại nguồn ở phường Đông Kinh' }],
    });
    // and the number typed is not the one on the paper
    expect(comparison.head.find(({ field }) => field === 'number')).toMatchObject({
      scanned: '12/TB-UBND',
      differs: true,
    });
    expect(differencesIn(comparison)).toBe(4);
    const [latest] = await editionHistory(app.services.db, system, id);
    expect(latest?.sentence.vi).toBe(
      `Ghi bản ký số ${desk.numbers}/TB-UBND ngày 05/02/2026; khác bản đã duyệt 4 chỗ`,
    );
  });

  test('without a column that was approved says so once, and lets everything else be compared', async () => {
    const id = await desk.approved();
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
    const { comparison } = await desk.record(id, bytes);
    expect(comparison.rows).toMatchObject({ equal: 3, changedCount: 0, missingColumns: ['deadline'] });
  });

  test('that prints a confidential entry is taken only when that is confirmed, and not compared with it', async () => {
    const id = await desk.approved();
    const bytes = await signedPdf(app.services, id);
    await app.services.db
      .updateTable('entry')
      .set({ confidential: true })
      .where('edition_id', '=', id)
      .where('ordinal', '=', 2)
      .execute();
    // nor is one that cannot be read, or cannot be told from other words
    const picture = await refusedFields(desk.record(id, picturePdf(21)));
    expect(picture).toEqual({
      confirmed: expect.stringContaining('1 mục không công khai mà phần mềm không'),
    });
    const attempt = await refusedFields(desk.record(id, bytes));
    expect(Object.keys(attempt)).toEqual(['confirmed']);
    const entry = (await allEntries(app.services.db, system, id)).find(({ confidential }) => confidential);
    // the officer, who is none of its readers, is not told which one it is
    expect(attempt.confirmed).toContain('1 mục mà tài khoản này không được xem');
    expect(attempt.confirmed).not.toContain(entry?.title);
    expect(await latestCopy(app.services.db, id)).toBeNull();
    const { comparison } = await desk.record(id, bytes, { confirmed: true });
    expect(comparison.rows).toMatchObject({ approved: 2, scanned: 2, addedCount: 0 });
    expect(JSON.stringify(comparison)).not.toContain(entry?.title);
    const titled = (title: string) =>
      app.services.db
        .updateTable('entry')
        .set({ title })
        .where('id', '=', entry?.id ?? 0)
        .execute();
    await titled('Tên khác hẳn');
    expect((await desk.record(id, await signedPdf(app.services, id), {}, head)).comparison.other).toBeNull();
    await titled('Việc mật');
    const short = await refusedFields(desk.record(id, await signedPdf(app.services, id), {}, head));
    expect(short).toEqual({ confirmed: expect.stringContaining('tên mục quá ngắn') });
  });

  test('of an amendment is held against the decision as printed: a confidential part is in neither', async () => {
    const { services } = app;
    const id = await desk.approved();
    const [first] = await allEntries(services.db, system, id);
    const amendment = await beginAmendment(services, officer, id, { reason: 'Theo kết luận 06/02/2026.' });
    const copy = await chooseEntry(services, officer, amendment.id, first?.id ?? 0, { takesOut: false });
    await splitEntry(services, officer, amendment.id, copy.id, {
      version: copy.version,
      stays: true,
      parts: [
        { title: 'Điều phối xe chờ ban ngày', rows: ['results-0'] },
        { title: 'Điều phối xe chờ ban đêm', rows: ['results-1'] },
      ],
    });
    await services.db
      .updateTable('entry')
      .set({ confidential: true })
      .where('edition_id', '=', amendment.id)
      .where('title', '=', 'Điều phối xe chờ ban đêm')
      .execute();
    await submitEdition(services, officer, amendment.id);
    await forwardEdition(services, head, amendment.id);
    await publishEdition(services, leader, amendment.id);
    const paper = await signedPdf(services, amendment.id, { texts: { number: '32' } });
    const { comparison } = await desk.record(amendment.id, paper, { number: '32' });
    expect(comparison.rows).toMatchObject({ approved: 1, equal: 1, changed: [] });
  });

  test('without text is kept, and says that nothing could be compared', async () => {
    const id = await desk.approved();
    const { comparison, documentId } = await desk.record(id, picturePdf(1));
    expect(comparison).toMatchObject({ read: 'picture', rows: null, head: [], other: null });
    expect((await findDocument(app.services.db, documentId))?.file).not.toBeNull();
    const [latest] = await editionHistory(app.services.db, system, id);
    expect(latest?.sentence.vi).toContain('bản quét không có chữ để so');
  });

  test.skipIf(recogniser === null)(
    'that is a scan is recognised and compared, says that it may be misread, and leaves no text in the register',
    async () => {
      const id = await desk.approved();
      if (!recogniser) return;
      const sheets = await sheetsOf(await signedPdf(app.services, id), recogniser.draw);
      const scan = new Uint8Array(scanFile(sheets));
      const letGo = await recogniserTaken(app.services, recogniser);
      await expect(desk.record(id, scan)).rejects.toMatchObject({
        ...{ kind: 'conflict', text: { vi: expect.stringContaining('thử lại sau một phút') } },
      });
      await letGo();
      const { comparison, documentId } = await desk.record(id, scan, { confirmed: true });
      expect(comparison).toMatchObject({
        read: 'text',
        recognised: true,
        other: null,
        rows: { approved: 3, scanned: 3 },
      });
      expect((await findDocument(app.services.db, documentId))?.content).toMatchObject({
        tables: [],
        recognition: null,
      });
      const latest = await latestCopy(app.services.db, id);
      expect(latest?.comparison.recognised).toBe(true);
    },
  );

  test('of another document is refused by its name until somebody confirms it', async () => {
    const id = await desk.approved();
    const other = await desk.approved();
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
    const attempt = await refusedFields(desk.record(id, bytes));
    expect(Object.keys(attempt)).toEqual(['confirmed']);
    expect(attempt.confirmed).toContain('Thông báo 77/TB-UBND “Kế hoạch thu gom rác thải”');
    expect(await latestCopy(app.services.db, id)).toBeNull();
    const { comparison } = await desk.record(id, bytes, { confirmed: true });
    expect(comparison.other).toMatchObject({ number: '77/TB-UBND' });
  });

  test('of another year says so', async () => {
    const id = await desk.approved();
    const bytes = await signedPdf(app.services, id, {
      texts: { annexTitle: 'Danh mục bài toán lớn năm 2019' },
    });
    expect((await desk.record(id, bytes)).comparison.otherSpan).toBe('2019');
  });
});
