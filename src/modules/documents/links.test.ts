import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { citing, registerDraft, registerPublished } from '../../../test/support/documents.ts';
import { verifyEvents } from '../../platform/events/verify.ts';
import { resolveCitations } from './citing.ts';
import {
  type DocumentItems,
  type DocumentPlace,
  findPublicDocument,
  listDocuments,
} from './public-shapes.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
});
afterAll(() => app.close());

describe('links between documents', () => {
  it('go both ways by number, and by name for laws cited without number', async () => {
    const { services } = app;
    const law = await registerPublished(services, {
      kind: 'law',
      number: '94/2025/QH15',
      date: '2025-06-27',
      title: 'Luật Năng lượng nguyên tử',
    });
    const citingId = await registerPublished(services, {
      number: '600/KH-UBND',
      date: '2026-01-02',
      citations: [
        citing({ kind: 'law', title: 'Luật năng lượng nguyên tử', date: '2025-06-27' }),
        citing({ kind: 'decree', number: '999/2030/NĐ-CP' }),
      ],
    });
    const found = await findPublicDocument(services.db, citingId);
    expect(found?.citations.map(({ document }) => document)).toEqual([law, null]);
    expect((await findPublicDocument(services.db, law))?.citedBy.map(({ id }) => id)).toEqual([citingId]);
  });

  it('never between a citation and a document of another date, in either direction', async () => {
    const { services } = app;
    const target = await registerPublished(services, { number: '601/KH-UBND', date: '2025-03-01' });
    const other = await registerPublished(services, {
      number: '602/KH-UBND',
      citations: [citing({ kind: 'plan', number: '601/KH-UBND', date: '2024-03-01' })],
    });
    expect((await findPublicDocument(services.db, other))?.citations[0]?.document).toBeNull();
    expect((await findPublicDocument(services.db, target))?.citedByTotal).toBe(0);
  });

  it('an undated citation of a number used in two years points at neither, in either direction', async () => {
    const { services } = app;
    const first = await registerPublished(services, { number: '603/KH-UBND', date: '2024-03-01' });
    const citingId = await registerPublished(services, {
      number: '604/KH-UBND',
      citations: [citing({ kind: 'plan', number: '603/KH-UBND' })],
    });
    expect((await findPublicDocument(services.db, citingId))?.citations[0]?.document).toBe(first);
    expect((await findPublicDocument(services.db, first))?.citedByTotal).toBe(1);
    await registerPublished(services, { number: '603/KH-UBND', date: '2025-03-01' });
    expect((await findPublicDocument(services.db, citingId))?.citations[0]?.document).toBeNull();
    expect((await findPublicDocument(services.db, first))?.citedByTotal).toBe(0);
  });

  it('leave drafts out on both ends', async () => {
    const { services } = app;
    await registerDraft(services, { number: '605/KH-UBND' });
    const open = await registerPublished(services, {
      number: '606/KH-UBND',
      citations: [citing({ kind: 'plan', number: '605/KH-UBND' })],
    });
    await registerDraft(services, { citations: [citing({ kind: 'plan', number: '606/KH-UBND' })] });
    const found = await findPublicDocument(services.db, open);
    expect(found?.citations[0]?.document).toBeNull();
    expect(found?.citedByTotal).toBe(0);
  });

  it('a document that replaces another is told on both, and filters the list', async () => {
    const { services } = app;
    const old = await registerPublished(services, {
      kind: 'minutes',
      number: '610/BB-UBND',
      date: '2025-02-21',
    });
    const young = await registerPublished(services, {
      kind: 'minutes',
      number: '611/BB-UBND',
      replaces: [citing({ kind: 'minutes', number: '610/BB-UBND', date: '2025-02-21', role: 'replaces' })],
    });
    expect(await findPublicDocument(services.db, old)).toMatchObject({
      status: 'replaced',
      replacedBy: [{ id: young }],
    });
    const replaced = await listDocuments(services.db, { kind: 'minutes', status: 'replaced' });
    expect(replaced.items.map(({ id }) => id)).toEqual([old]);
    const valid = await listDocuments(services.db, { kind: 'minutes', status: 'published' });
    expect(valid.items.map(({ id }) => id)).toEqual([young]);
  });

  it('many citations are resolved by one statement', async () => {
    await registerPublished(app.services, { number: '500/KH-UBND', date: '2025-05-28' });
    const rows = Array.from({ length: 500 }, (_, index) => ({
      citation_key: `${index + 1}/KH-UBND`,
      issued: null,
    }));
    app.forgetStatements();
    const found = await resolveCitations(app.services.db, rows);
    expect(app.statements).toHaveLength(1);
    expect(found.get('500/KH-UBND')?.number).toBe('500/KH-UBND');
  });
});

describe('the list for programs', () => {
  it('pages through everything once, in order, from where the last page ended', async () => {
    const { services } = app;
    for (let index = 0; index < 7; index += 1) {
      await registerPublished(services, {
        kind: 'contract',
        number: `${index + 1}/HĐ-SKHCN`,
        date: index === 0 ? null : `2026-0${index}`,
      });
    }
    const seen: (string | null)[] = [];
    let after: DocumentPlace | null = null;
    do {
      const page: DocumentItems = await listDocuments(services.db, { kind: 'contract', limit: 3, after });
      seen.push(...page.items.map(({ number }) => number));
      expect(page.total).toBe(7);
      after = page.next;
    } while (after);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((number) => `${number}/HĐ-SKHCN`));
  });

  it('finds by number and by words without diacritics, and nothing for signs alone', async () => {
    const { services } = app;
    const id = await registerPublished(services, {
      number: '777/KH-UBND',
      title: 'Phát triển logistics cửa khẩu Hữu Nghị',
    });
    const ids = async (q: string) => (await listDocuments(services.db, { q })).items.map((item) => item.id);
    expect(await ids('777/kh-ubnd')).toEqual([id]);
    expect(await ids('logistics cua khau huu ngh')).toEqual([id]);
    expect(await ids('%%%')).toEqual([]);
    expect(await ids("' & | ! :* <script>")).toEqual([]);
  });
});

it('after all of this the event chain is whole', async () => {
  expect(await verifyEvents(app.services.db)).toMatchObject({ broken: null });
});
