import { afterAll, beforeAll, expect, test } from 'vitest';
import { citing, readingOf } from '../../../test/support/documents.ts';
import { editionWith, openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { publishDocument, registerDocument } from '../documents/index.ts';
import { changeEdition, publishIssuedElsewhere } from './index.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.app.close());

/** A published edition whose entry names no basis of its own; its issuing document names `bases`. */
async function editionIssuedBy(
  year: number,
  bases: readonly string[],
  date: string | null = null,
): Promise<number> {
  const { services } = portal.app;
  const title = `Danh mục năm ${year}`;
  const id = await editionWith(services, {
    year,
    entries: [{ title: 'Đo độ mặn', bases: [] }],
    published: false,
  });
  const { id: documentId } = await registerDocument(services, system, {
    reading: readingOf({
      ...{ kind: 'plan', number: `${year}/KH-UBND`, symbol: 'KH-UBND', title, date },
      citations: bases.map((number) => citing({ number, symbol: 'NQ-CP' })),
    }),
    file: null,
  });
  await publishDocument(services, system, documentId);
  await changeEdition(services, system, id, {
    ...{ kind: 'problems', span: String(year), title, documentId, version: 1 },
  });
  await publishIssuedElsewhere(services, id);
  return documentId;
}

/** The first station of the line, from its `li` to the next. */
async function basisStation(path: string): Promise<string> {
  const page = await portal.html(path);
  return /<li class="station .*?<\/li>/s.exec(page)?.[0] ?? '';
}

test('the legal basis named by the issuing document is reached, and leads there', async () => {
  const documentId = await editionIssuedBy(2061, ['71/NQ-CP', '57/NQ-TW']);
  const station = await basisStation('/bai-toan/BTL-2061-01');
  expect(station).toContain('station-done');
  expect(station).toContain(`href="/van-ban/${documentId}"`);
  expect(station).toContain('Kế hoạch 2061/KH-UBND');
  const english = await basisStation('/en/bai-toan/BTL-2061-01');
  expect(english).toContain(`href="/en/van-ban/${documentId}"`);
});

test('a printed entry names its code and the address it came from', async () => {
  await editionIssuedBy(2071, []);
  const head = async (path: string) =>
    /<p class="print-only">(.*?)<\/p>/s.exec(await portal.html(path))?.[1]?.replace(/<[^>]+>/g, '');
  expect(await head('/bai-toan/BTL-2071-01')).toBe(
    'BTL-2071-01 · http://localhost:8080/bai-toan/BTL-2071-01',
  );
  expect(await head('/en/bai-toan/BTL-2071-01')).toContain('/en/bai-toan/BTL-2071-01');
});

test('of two days the line tells the earlier: what all can read does not come later than that', async () => {
  const line = async (code: string) =>
    (await portal.html(`/bai-toan/${code}`)).match(/<li class="station .*?<\/li>/gs)?.join('') ?? '';
  await editionIssuedBy(2091, [], '2026-05-20');
  await editionIssuedBy(2092, [], '2026-04-20');
  await editionIssuedBy(2093, [], '2026-05');
  expect(await line('BTL-2091-01')).toContain('04/05/2026');
  expect(await line('BTL-2091-01')).not.toContain('20/05/2026');
  expect(await line('BTL-2092-01')).toContain('20/04/2026');
  expect(await line('BTL-2093-01')).toContain('5/2026');
});

test('where neither the entry nor the issuing document names a basis, none is claimed', async () => {
  await editionIssuedBy(2062, []);
  expect(await basisStation('/bai-toan/BTL-2062-01')).toContain('station-todo');
});

test('an entry with bases of its own leads to them, whatever the issuing document names', async () => {
  await editionWith(portal.app.services, { year: 2063, entries: [{ title: 'Có căn cứ' }] });
  const station = await basisStation('/bai-toan/BTL-2063-01');
  expect(station).toContain('station-done');
  expect(station).toContain(`href="/van-ban/${portal.resolutionId}"`);
});

test('a real entry beside illustrative ones is not called illustrative; they are', async () => {
  await editionWith(portal.app.services, {
    year: 2064,
    entries: [
      { title: 'Cảnh báo sạt lở ven sông', illustrative: true },
      { title: 'Cảnh báo sạt lở ven đường' },
      { title: 'Cảnh báo sạt lở ven đồi', illustrative: true },
    ],
  });
  const real = await portal.html('/bai-toan/BTL-2064-02');
  expect(real).not.toContain('class="ribbon"');
  // both neighbours in the edition and both similar entries carry their own label
  expect(real.match(/dữ liệu minh họa/g)).toHaveLength(4);
  expect(await portal.html('/bai-toan/BTL-2064-01')).toContain('class="ribbon"');
});

test('the time says the words of the annex, and the start and end typed later', async () => {
  const { services } = portal.app;
  const time = (raw: string | null, from: string | null, to: string | null) => ({ raw, from, to });
  await editionWith(services, {
    year: 2067,
    entries: [
      { title: 'Có ghi thêm', time: time('Quý II', '2067-04', '2068-12') },
      { title: 'Ghi đủ trong phụ lục', time: time('2067-2068', '2067', '2068') },
    ],
  });
  const row = async (path: string) => /Thời gian<\/dt>.*?<\/dd>/s.exec(await portal.html(path))?.[0] ?? '';
  const added = await row('/bai-toan/BTL-2067-01');
  expect(added).toContain('Quý II');
  expect(added).toContain('12/2068');
  expect(await row('/bai-toan/BTL-2067-02')).toMatch(/>2067-2068</);
});

test('an entry always says whom to ask: the contact of its edition, or who runs the portal', async () => {
  const { services } = portal.app;
  const asked = async (year: number, contact: Record<string, string>) => {
    const id = await editionWith(services, { year, entries: [{ title: 'Đo độ mặn' }], published: false });
    const title = `Danh mục năm ${year}`;
    await changeEdition(services, system, id, {
      ...{ kind: 'problems', span: String(year), title, contact, version: 1 },
    });
    await publishIssuedElsewhere(services, id);
    const page = await portal.html(`/bai-toan/BTL-${year}-01`);
    return /Liên hệ<\/h2>.*?<\/section>/s.exec(page)?.[0];
  };
  expect(await asked(2068, { name: 'Phòng Quản lý khoa học' })).toContain('Phòng Quản lý khoa học');
  expect(await asked(2069, {})).toContain('Sở Khoa học và Công nghệ tỉnh Lạng Sơn');
});
