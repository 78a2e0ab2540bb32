import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry } from '../../../../test/support/catalogue.ts';
import { notice, openOutgoing, rows } from '../../../../test/support/outgoing.ts';
import { visitor } from '../../../kernel/actor.ts';
import {
  type Annex,
  composeDocument,
  normaliseText,
  type OfficialText,
  readCatalogue,
} from '../../../office/index.ts';
import { readOfficialBytes } from '../../../office/reading.ts';
import { findEdition } from '../edition-store.ts';
import { allEntries, type EntryRecord } from '../entry-store.ts';
import { work } from '../paths.ts';
import { annexOf, columnsToChoose, keptChoice } from './annex.ts';
import { annexBytes, annexFiles } from './annex-files.ts';
import { composed } from './composed.ts';
import { type OutgoingKind, outgoingSlugs } from './outgoing.ts';

let app: TestApp;
let mai: Session;
let edition: { id: number; code: string };
beforeAll(async () => {
  ({ app, mai, edition } = await openOutgoing());
});
afterAll(() => app.close());

/** Of the notice: how its columns stand. */
const order = ['TT', 'Tên bài toán', 'Căn cứ đề xuất', 'Hiện trạng', 'Kết quả cần đạt được'];
order.push('Cơ quan chủ trì', 'Cơ quan phối hợp', 'Thời gian hoàn thành');

async function writtenAs(text: OfficialText, annex: Annex, form: string): Promise<Uint8Array> {
  if (form === 'van-ban.docx') return composeDocument(text, 'docx');
  if (form === 'van-ban.pdf') return composeDocument(text, 'pdf');
  const wanted = annexFiles.find((name) => name === form);
  if (!wanted) throw new Error(form);
  return annexBytes(annex, wanted);
}

describe('the columns of an annex', () => {
  const forms = ['van-ban.docx', 'van-ban.pdf', 'phu-luc.xlsx', 'phu-luc.csv', 'phu-luc.html'] as const;
  const choosable = columnsToChoose('notice', 'problems').map(({ key }) => key);
  /** Entries that say something in every column. */
  const full = async (): Promise<EntryRecord[]> =>
    (await allEntries(app.services.db, visitor, edition.id)).map((entry) => {
      const organisations = entry.organisations.flatMap((one) => [one, { ...one, role: 'partner' as const }]);
      if (entry.kind !== 'problems') return entry;
      return { ...entry, organisations, detail: { ...entry.detail, context: 'Xe chờ ba ngày' } };
    });

  test('the printed number counts through where an entry is not for the public; other numbering stays', async () => {
    const entries = await full();
    const [first] = entries;
    if (!first) throw new Error('no entry');
    const numbers = (outgoing: OutgoingKind, printed: readonly (string | null)[]) =>
      annexOf(
        outgoing,
        'problems',
        printed.map((number, at) => ({ ...first, tt: number, ordinal: at * 2 + 2 })),
      ).rows.map(([number]) => number);
    expect(numbers('notice', [null, null, null])).toEqual(['1', '2', '3']);
    expect(numbers('notice', ['1', '3', '12'])).toEqual(['1', '2', '3']);
    expect(numbers('notice', ['01', '03', '12'])).toEqual(['01', '02', '03']);
    expect(numbers('notice', ['I.1', 'I.3'])).toEqual(['I.1', 'I.3']);
    expect(numbers('notice', ['1', '2', '1'])).toEqual(['1', '2', '1']);
    expect(numbers('adjustment', ['3', '7'])).toEqual(['3', '7']);
    expect(numbers('adjustment', [null, null])).toEqual(['1', '2']);
    // the first of three is confidential in an edition of its own; codes stay as they are
    const { id } = await draftEdition(app.services, 2087);
    await draftEntry(app.services, id, 'Mục kín', { lead: 'SKHCN', confidential: true });
    for (const { title, lead } of rows) await draftEntry(app.services, id, title, { lead });
    const html = async (slug: string) =>
      (await app.fetch(work.outgoingFile(id, slug, 'phu-luc.html'), { as: mai })).text();
    const cells = (page: string) =>
      [...page.matchAll(/<tr><td>(\d+)<\/td><td>(BTL-2087-\d+)?/gu)].map(([, number, code]) => [
        number,
        code,
      ]);
    expect(cells(await html(outgoingSlugs.notice)).map(([number]) => number)).toEqual(['1', '2']);
    expect(cells(await html(outgoingSlugs.report))).toEqual([
      ['1', 'BTL-2087-02'],
      ['2', 'BTL-2087-03'],
    ]);
  });

  test('chosen at random are those of every file, in their order, and read back to the same rows', async () => {
    const entries = await full();
    const source = { outgoing: 'notice', edition: await findEdition(app.services.db, edition.id) } as const;
    await fc.assert(
      fc.asyncProperty(fc.subarray(choosable), fc.constantFrom(...forms), async (keys, form) => {
        const columns = keptChoice('notice', 'problems', ['title', ...keys]);
        const text = composed({
          ...source,
          texts: { ...notice(), columns },
          entries,
          installation: app.services.installation,
        });
        const [annex] = text.annexes;
        if (!annex) throw new Error('no annex');
        const left = columnsToChoose('notice', 'problems').filter(({ key }) => !keys.includes(key));
        const wanted = order.filter((header) => !left.some((column) => column.header === header));
        expect(annex.columns.map(({ header }) => header)).toEqual(wanted);
        const read = await readOfficialBytes(await writtenAs(text, annex, form), form);
        expect(read.tables.map((table) => table.columns)).toEqual([wanted]);
        expect(read.tables[0]?.rows).toEqual(annex.rows.map((row) => row.map(normaliseText)));
        const { entries: again } = readCatalogue(read, { kind: 'problems', year: 2086 });
        expect(again.map((entry) => entry.title)).toEqual(entries.map((entry) => entry.title));
      }),
      { numRuns: 25 },
    );
  });

  test('are all of them until somebody chooses, and those ticked after; number and title always stay', async () => {
    expect(keptChoice('notice', 'problems', [])).toBe('');
    expect(keptChoice('notice', 'problems', ['title', ...choosable])).toBe('');
    expect(keptChoice('notice', 'problems', ['title'])).toBe('title');
    expect(keptChoice('notice', 'problems', ['leads title nonsense', 'bases'])).toBe('title bases leads');
    const { id } = await draftEdition(app.services, 2092);
    await draftEntry(app.services, id, 'Đo mưa ở bản', { lead: 'SKHCN' });
    const path = work.outgoing(id, outgoingSlugs.notice);
    const csv = async () => (await app.fetch(`${path}/phu-luc.csv`, { as: mai })).text();
    expect(await csv()).toMatch(/^\ufeff?"TT","Tên bài toán","Kết quả cần đạt được","Cơ quan chủ trì"\r\n/u);
    const form = { ...notice(), version: '0', columns: ['title', 'leads'] };
    const drawn = await app.fetch(`${path}/xem-truoc`, { as: mai, form });
    expect(drawn.status).toBe(200);
    expect((await app.fetch(path, { as: mai, form })).status).toBe(303);
    expect(await csv()).toMatch(/^\ufeff?"TT","Tên bài toán","Cơ quan chủ trì"\r\n/u);
    const html = await (await app.fetch(path, { as: mai })).text();
    const ticked = [...html.matchAll(/name="columns" value="(\w+)" checked/gu)].map(([, key]) => key);
    expect([ticked, html.match(/type="checkbox" name="columns"/gu)?.length]).toEqual([['leads'], 6]);
  });
});
