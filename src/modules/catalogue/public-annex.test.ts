import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftEdition, draftEntry } from '../../../test/support/catalogue.ts';
import { openPortal, type Portal } from '../../../test/support/portal.ts';
import { system, visitor } from '../../kernel/actor.ts';
import { readCatalogue } from '../../office/index.ts';
import { readOfficialBytes } from '../../office/reading.ts';
import { beginAmendment } from './amendment/commands.ts';
import { findEdition } from './edition-store.ts';
import { allEntries } from './entry-store.ts';
import { addEntry, createEdition, publishIssuedElsewhere } from './index.ts';
import { composed } from './outgoing/composed.ts';
import { excerptOf } from './outgoing/figures.ts';
import { outgoingOf } from './outgoing/outgoing.ts';
import { previewRows, withFirstRows } from './outgoing/preview.ts';
import { templateOf } from './outgoing/templates.ts';
import { mergeEntries } from './succession/merging.ts';
import { splitEntry } from './succession/splitting.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.app.close());

async function published(year: number) {
  const { services } = portal.app;
  const edition = await createEdition(services, system, {
    kind: 'problems',
    span: String(year),
    title: `Danh mục bài toán lớn năm ${year}`,
  });
  await addEntry(services, system, edition.id, { title: 'Đo mặn nước ngầm', lead: ['SKHCN'] });
  await addEntry(services, system, edition.id, { title: '=HYPERLINK("x")', lead: ['SKHCN'] });
  await addEntry(services, system, edition.id, { title: 'Mục kín', lead: ['SKHCN'], confidential: true });
  return edition;
}

test('the table of a published edition is there for everybody as a file, with what is public of it', async () => {
  const edition = await published(2026);
  const address = (file: string) => `/danh-muc/${edition.code}/${file}`;
  expect((await portal.app.fetch(address('phu-luc.csv'))).status).toBe(404);
  await publishIssuedElsewhere(portal.app.services, edition.id);
  expect(await portal.html('/bai-toan?nam=2026')).toContain(`href="${address('phu-luc.xlsx')}"`);
  for (const file of ['phu-luc.xlsx', 'phu-luc.csv', 'phu-luc.html']) {
    const answer = await portal.app.fetch(address(file));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain(`filename="${edition.code}-${file}"`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const { entries } = readCatalogue(await readOfficialBytes(bytes, file), { kind: 'problems', year: 2026 });
    expect(entries.map(({ title }) => title?.replace(/^'/u, ''))).toEqual([
      'Đo mặn nước ngầm',
      '=HYPERLINK("x")',
    ]);
  }
});

test('what is no edition, no file of it, or not public is not there', async () => {
  for (const path of [
    '/danh-muc/BTL-2099/phu-luc.csv',
    '/danh-muc/BTL-2026/khac.csv',
    '/danh-muc/..%2F/phu-luc.csv',
    `/danh-muc/${'B'.repeat(500)}/phu-luc.csv`,
  ])
    expect((await portal.app.fetch(path)).status, path).toBe(404);
});

test('a preview shows the first rows in the columns, and with the figures, of all entries that are no secret', async () => {
  const { services } = portal.app;
  const bases = [{ kind: 'resolution' as const, raw: 'Nghị quyết số 71/NQ-CP', number: '71/NQ-CP' }];
  const lately = {
    problems: { lead: 'SKHCN', context: 'Kẹt xe.', time: { from: null, to: '2071-06', raw: null } },
    needs: { organisation: 'SKHCN', currentTechnology: 'Lò than.', deadline: 'Quý I' },
  };
  const alike = async (id: number) => {
    const edition = await findEdition(services.db, id);
    const entries = await allEntries(services.db, visitor, id);
    const excerpt = await excerptOf(services.db, id);
    expect(excerpt.entries.length).toBeLessThanOrEqual(previewRows + 5);
    for (const outgoing of outgoingOf(edition)) {
      const texts = { ...templateOf(outgoing, edition.kind), issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ' };
      const source = { outgoing, edition, texts, installation: services.installation };
      expect(withFirstRows(composed({ ...source, ...excerpt }))).toEqual(
        withFirstRows(composed({ ...source, entries })),
      );
    }
  };
  for (const kind of ['problems', 'needs'] as const) {
    const { id } = await draftEdition(services, 2071, { kind });
    await alike(id);
    for (let row = 1; row <= previewRows + 1; row += 1)
      await draftEntry(services, id, `Việc ${row}`, { ...(row > 2 && { status: 'in_progress' as const }) });
    await alike(id);
    await draftEntry(services, id, 'Việc sau', { ...lately[kind], status: 'resolved' });
    await alike(id);
    await draftEntry(services, id, 'Việc có căn cứ', { bases, partners: ['SCT'] });
    await draftEntry(services, id, 'Việc mẫu', { illustrative: true });
    await draftEntry(services, id, 'Việc kín', { confidential: true, bases });
    await alike(id);
  }
  const amended = await published(2072);
  await publishIssuedElsewhere(services, amended.id);
  const [one, two] = await allEntries(services.db, system, amended.id);
  const { id } = await beginAmendment(services, system, amended.id, { reason: 'Kết luận 12/TB-UBND' });
  await alike(id);
  const parts = [
    { title: 'Đo mặn ở giếng', rows: [] },
    { title: 'Đo mặn ở suối', rows: [] },
  ];
  await splitEntry(services, system, id, one?.id ?? 0, { version: 1, stays: true, parts });
  await alike(id);
  const [first] = await allEntries(services.db, system, id);
  const merged = [first, two].flatMap((entry) => (entry ? [{ id: entry.id, version: entry.version }] : []));
  await mergeEntries(services, system, id, { entries: merged, into: first?.id ?? 0, chosen: {} });
  await alike(id);
});
