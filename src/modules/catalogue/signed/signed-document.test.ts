import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventNames } from '../../../../test/support/catalogue.ts';
import { citing, readingOf } from '../../../../test/support/documents.ts';
import { keepPdf, picturePdf, signedPdf } from '../../../../test/support/signed.ts';
import {
  openSignedDesk,
  refusedFields,
  type SignedDesk,
  start,
} from '../../../../test/support/signed-desk.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { browseItems } from '../../../platform/search/index.ts';
import { publishDocument, registerDocument } from '../../documents/index.ts';
import { findDocument, loadCitations } from '../../documents/store.ts';
import { releaseEdition } from '../approval/commands.ts';
import { findEdition } from '../edition-store.ts';
import { latestCopy } from './copies.ts';

let desk: SignedDesk;
let app: TestApp;
let head: AccountActor;
beforeAll(async () => {
  desk = await openSignedDesk();
  ({ app, head } = desk);
});
afterAll(() => app.close());

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
    const id = await desk.approved({ documentId, scheduled: true });
    const done = await desk.record(id, await signedPdf(app.services, id));
    expect(done.documentId).toBe(documentId);
    expect(await findDocument(app.services.db, documentId)).toMatchObject({
      ...{ state: 'draft', number: `${desk.numbers}/TB-UBND`, issued: '2026-02-05' },
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
    const id = await desk.approved({ documentId });
    await desk.record(id, await signedPdf(app.services, id), { date: '7/2/2026' });
    const { items } = await browseItems(app.services.db, 'problem', 'newest', 0, 100);
    const own = items.filter(({ code }) => code?.startsWith(`BTL-${desk.years}-`));
    // lists keep the day within the desk.years of the edition
    expect(own.map(({ dated }) => dated)).toEqual(Array(3).fill(`${desk.years}-12-31`));
    expect((await findDocument(app.services.db, documentId))?.issued).toBe('2026-02-07');
  });

  test('that was recognised from a scan of its draft points to no page of the signed one, and still says it may be misread', async () => {
    const recognition = {
      ...{ pages: [{ number: 1, width: 595, height: 842, turned: 0 as const }], unread: [2] },
      uncertain: [],
    };
    const statements = [{ section: null, text: 'đối mới' }];
    const documentId = await draftNotice({ number: '77/TB-UBND', recognition, statements });
    const id = await desk.approved({ documentId });
    await desk.record(id, picturePdf(77), { number: '77' });
    expect((await findDocument(app.services.db, documentId))?.content).toMatchObject({
      ...{ statements, head: null, recognition: { pages: [], uncertain: [], unread: [] } },
    });
  });

  test('orders the entries of an edition that had none', async () => {
    desk.years = 2025;
    const id = await desk.approved();
    const day = async () => {
      const { items } = await browseItems(app.services.db, 'problem', 'newest', 0, 100);
      return new Set(items.filter(({ code }) => code?.startsWith('BTL-2026-')).map(({ dated }) => dated));
    };
    expect(await day()).toEqual(new Set(['2026-03-02']));
    await desk.record(id, await signedPdf(app.services, id), { date: '05/02/2026' });
    expect(await day()).toEqual(new Set(['2026-02-05']));
    desk.years = 2040;
  });

  test('that is public keeps what stands in it, but for a head who corrects it', async () => {
    const documentId = await draftNotice({ number: '300/TB-UBND', date: '2026-01-15' });
    const id = await desk.approved({ documentId });
    const bytes = picturePdf(20);
    const wrong = { number: '301/TB-UBND', date: '15/01/2026' };
    await expect(desk.record(id, bytes, wrong)).rejects.toMatchObject({ kind: 'forbidden' });
    await desk.record(id, bytes, { number: '300', date: '15/01/2026' });
    expect((await findDocument(app.services.db, documentId))?.version).toBe(3);
    await desk.record(id, bytes, wrong, head);
    expect((await findDocument(app.services.db, documentId))?.number).toBe('301/TB-UBND');
  });

  test('that is public with the draft that went to be signed gets the signed file by an officer', async () => {
    const draft = { ...(await keepPdf(app.services, Buffer.from('Bản thảo'), 'du-thao.docx')) };
    const { id: documentId } = await registerDocument(app.services, system, {
      reading: readingOf({ kind: 'notice', symbol: 'TB-UBND', title: 'Công bố danh mục' }),
      file: draft,
    });
    const id = await desk.approved({ documentId });
    await desk.record(id, picturePdf(30));
    const document = await findDocument(app.services.db, documentId);
    expect(document?.file?.name).toBe('ban-ky.pdf');
    const kept = app.services.db.selectFrom('signed_copy').select(['earlier_sha256', 'earlier_name']);
    expect(await kept.where('edition_id', '=', id).executeTakeFirst()).toEqual({
      earlier_sha256: draft.sha256,
      earlier_name: 'du-thao.docx',
    });
  });

  test('whose number another one has is told, and that one can be taken for it', async () => {
    const number = desk.nextNumber();
    const known = await draftNotice({ number, date: '2026-02-05', title: 'Thông báo đã vào sổ' });
    await publishDocument(app.services, system, known);
    const id = await desk.approved();
    const bytes = await signedPdf(app.services, id);
    const attempt = await refusedFields(desk.record(id, bytes, { number: number.toLowerCase() }));
    expect(attempt).toEqual({ documentId: expect.stringContaining('“Thông báo đã vào sổ”') });
    const another = await refusedFields(desk.record(id, bytes, { number, documentId: 1 }));
    expect(Object.keys(another)).toEqual(['documentId']);
    const done = await desk.record(id, bytes, { number, documentId: known });
    expect(done.documentId).toBe(known);
    expect((await findEdition(app.services.db, id)).documentId).toBe(known);
    expect((await findDocument(app.services.db, known))?.file?.name).toBe('ban-ky.pdf');
  });

  test('of another year, or of another office, may have the same number', async () => {
    const number = desk.nextNumber();
    await draftNotice({ number, date: '2025-02-05' });
    await draftNotice({ number, date: '2026-02-05', issuer: 'UBND xã Đồng Đăng' });
    const id = await desk.approved();
    expect((await desk.record(id, picturePdf(21), { number })).documentId).toBeGreaterThan(0);
  });

  test('gets no file that belongs to another one', async () => {
    const id = await desk.approved();
    await desk.record(id, picturePdf(22));
    const other = await desk.approved();
    expect(Object.keys(await refusedFields(desk.record(other, picturePdf(22))))).toEqual(['file']);
    const completed = await desk.approved({ documentId: await draftNotice() });
    expect((await refusedFields(desk.record(completed, picturePdf(22)))).file).toContain('văn bản khác');
    expect(await latestCopy(app.services.db, completed)).toBeNull();
  });
});
