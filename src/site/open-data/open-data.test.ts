import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { editionWith, openFilledPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { withdrawEdition } from '../../modules/catalogue/index.ts';
import { readXlsx } from '../../office/xlsx.ts';
import { type Dataset, type DatasetName, datasets } from './datasets.ts';
import { dictionaryOf } from './dictionary.ts';
import { formatNames, sourceOf, written } from './formats.ts';
import { prepareFiles } from './prepared.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal();
});
afterAll(() => portal.app.close());

const get = (path: string, headers: Record<string, string> = {}) => portal.app.fetch(path, { headers });
const rowsOf = async (path: string) =>
  z.array(z.record(z.string(), z.unknown())).parse(await (await get(path)).json());
const codesOf = async (path: string) => (await rowsOf(path)).map(({ code }) => code);

function datasetCalled(name: DatasetName): Dataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (!found) throw new Error(name);
  return found;
}
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe('a file of open data', () => {
  test.each(datasets.map((dataset) => ({ name: dataset.name, dataset })))(
    'of $name holds rows of the shape its dictionary tells, the same in every format',
    async ({ dataset }) => {
      const base = `/du-lieu-mo/${dataset.slug}/du-lieu`;
      const rows = z.array(dataset.row.strict()).parse(await (await get(`${base}.json`)).json());
      expect(rows.length > 0).toBe(!['outcomes', 'tasks', 'targets'].includes(dataset.name));
      expect(Object.keys(dataset.fields).sort()).toEqual(Object.keys(dataset.row.shape).sort());
      const keys = rows.map((row) => String(row[dataset.key]));
      expect(new Set(keys).size).toBe(keys.length);
      const lines = (await (await get(`${base}.jsonl`)).text()).split('\n').filter(Boolean);
      expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
      const csv = Buffer.from(await (await get(`${base}.csv`)).arrayBuffer()).toString();
      expect(csv.startsWith('\uFEFF')).toBe(true);
      const table = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
      expect(table.map((row) => row[dataset.key])).toEqual(keys);
      const xlsx = await get(`${base}.xlsx`);
      expect(xlsx.status).toBe(200);
      expect(
        Buffer.from(await xlsx.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
    },
  );

  test('says of each entry what the API says of it', async () => {
    for (const name of ['problems', 'needs'] as const) {
      const { row, api, slug } = datasetCalled(name);
      const rows = await rowsOf(`/du-lieu-mo/${slug}/du-lieu.json`);
      for (const one of rows) expect(row.parse(await portal.json(`${api}/${one.code}`))).toEqual(one);
    }
    expect(await (await get('/du-lieu-mo/nhu-cau/du-lieu.json')).text()).not.toContain('chimkhongcong');
  });

  test('holds what the list with the same filter shows', async () => {
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?linh-vuc=logistics')).toEqual(['BTL-2026-01']);
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?nam=2025')).toEqual(['BTL-2025-01']);
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?co-quan=SCT&trang-thai=in_progress')).toEqual([
      'BTL-2026-03',
    ]);
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?dia-ban=20-06184&trang=9')).toEqual([
      'BTL-2026-01',
    ]);
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?q=canh+bao+sat+lo')).toEqual(['BTL-2026-01']);
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?q=khongcogi')).toEqual([]);
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?q=%22')).toEqual([]);
    expect(await rowsOf('/du-lieu-mo/van-ban/du-lieu.json?loai=resolution&nam=2025')).toMatchObject([
      { id: portal.resolutionId, number: '71/NQ-CP', status: 'published', citations: [] },
    ]);
    expect(await rowsOf('/du-lieu-mo/van-ban/du-lieu.json?loai=letter')).toEqual([]);
    expect(await codesOf('/du-lieu-mo/co-quan/du-lieu.json?q=cong+thuong')).toEqual(['SCT']);
    expect(await codesOf('/du-lieu-mo/ket-qua/du-lieu.json?danh-muc=BTL-2025')).toEqual([]);
  });

  test('as of a day holds what stood then, and nothing of a day that has not come', async () => {
    const then = '/du-lieu-mo/bai-toan/du-lieu.json?ngay=2026-05-04';
    expect(await codesOf(then)).toHaveLength(4);
    expect((await rowsOf(then))[0]).toMatchObject({ url: '/bai-toan/BTL-2025-01?ngay=2026-05-04' });
    expect(await codesOf(`${then}&q=cua+khau`)).toEqual(['BTL-2026-03']);
    expect(await codesOf('/du-lieu-mo/bai-toan/du-lieu.json?ngay=2020-01-01')).toEqual([]);
    for (const day of ['2031-01-01', 'homnay', '2026-02-30'])
      expect((await get(`/du-lieu-mo/bai-toan/du-lieu.csv?ngay=${day}`)).status, day).toBe(422);
  });

  test('holds the same cells whether its rows come taken apart or as lines', async () => {
    const { services } = portal.app;
    for (const name of ['problems', 'needs'] as const) {
      const dataset = datasetCalled(name);
      const selection = dataset.select(new URLSearchParams(), '2026-05-04' as LocalDate);
      expect(selection.records).toBeDefined();
      const csvOf = async (source: Parameters<typeof written>[2]) =>
        (await written('csv', dataset, source).toArray()).join('');
      expect(await csvOf(sourceOf(selection, services.db, (pieces) => pieces))).toBe(
        await csvOf({ lines: () => selection.rows(services.db) }),
      );
    }
  });

  test('is no formula in a spreadsheet, whatever an entry is called', async () => {
    await editionWith(portal.app.services, {
      year: 2029,
      entries: [{ title: '=HYPERLINK("http://x.example";"x")', summary: 'Hai dòng\nvà "ngoặc"' }],
    });
    const csv = (await bytesOf(await get('/du-lieu-mo/bai-toan/du-lieu.csv?nam=2029'))).toString();
    const [row] = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(row?.title).toBe(`'=HYPERLINK("http://x.example";"x")`);
    expect(row?.summary).toContain('"ngoặc"');
    const sheets = await readXlsx(await bytesOf(await get('/du-lieu-mo/bai-toan/du-lieu.xlsx?nam=2029')));
    const text = JSON.stringify(sheets);
    expect(text).toContain('HYPERLINK');
    expect(text).toContain('Từ điển dữ liệu');
  });

  test('is not found where there is no such set or format', async () => {
    for (const path of [
      '/du-lieu-mo/khong-co',
      '/du-lieu-mo/khong-co/du-lieu.csv',
      '/du-lieu-mo/bai-toan/du-lieu.exe',
      '/du-lieu-mo/bai-toan/..%2Fdu-lieu.csv',
      '/du-lieu-mo/khong-co/luoc-do.json',
    ])
      expect((await get(path)).status, path).toBe(404);
  });

  test('comes packed to those who take that, and not again to those who have it', async () => {
    const path = '/du-lieu-mo/nhu-cau/du-lieu.json';
    const plain = await get(path);
    const packed = await get(path, { 'accept-encoding': 'br, gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await bytesOf(packed))).toEqual(await bytesOf(plain));
    const etag = plain.headers.get('etag') ?? '';
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(`${path}?nam=2026`, { 'if-none-match': etag })).status).toBe(200);
    expect(plain.headers.get('access-control-allow-origin')).toBe('*');
    await editionWith(portal.app.services, { year: 2024, entries: [{ title: 'Việc thêm' }] });
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test('ends the reading when its reader goes away', async () => {
    const answer = await get('/du-lieu-mo/bai-toan/du-lieu.csv');
    await answer.body?.cancel();
    expect((await get('/du-lieu-mo/bai-toan/du-lieu.csv')).status).toBe(200);
  });
});

describe('a file made ahead', () => {
  const path = '/du-lieu-mo/bai-toan/du-lieu.json';

  test('is what would be written, whole or in parts, until anything public changes', async () => {
    const { services } = portal.app;
    const written = await get(path);
    expect(written.headers.get('last-modified')).toBeNull();
    const content = await bytesOf(written);
    await prepareFiles(services);
    const ready = await get(path);
    expect(ready.headers.get('last-modified')).toBeTruthy();
    expect(ready.headers.get('x-changes-since')).toBe(written.headers.get('x-changes-since'));
    expect(await bytesOf(ready)).toEqual(content);
    const part = await get(path, { range: 'bytes=1-4' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1-4/${content.length}`]);
    expect(await bytesOf(part)).toEqual(content.subarray(1, 5));
    expect(await bytesOf(await get(path, { range: 'bytes=-3' }))).toEqual(content.subarray(-3));
    expect((await get(path, { range: `bytes=${content.length}-` })).status).toBe(416);
    expect((await get(path, { range: 'bytes=1-4', 'if-range': '"another"' })).status).toBe(200);
    const head = await portal.app.web.fetch(new Request(`http://localhost:8080${path}`, { method: 'HEAD' }));
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      ...[200, String(content.length), ''],
    ]);
    const packed = await get(path, { 'accept-encoding': 'gzip' });
    expect(gunzipSync(await bytesOf(packed))).toEqual(content);
    const made = await services.db.selectFrom('open_data_file').selectAll().execute();
    expect(made).toHaveLength(datasets.length * 3);
    await prepareFiles(services);
    expect(await services.db.selectFrom('open_data_file').selectAll().execute()).toEqual(made);
  });

  test('never holds what was withdrawn since', async () => {
    const { services } = portal.app;
    const id = await editionWith(services, { year: 2023, entries: [{ title: 'Việc bịthuhồi' }] });
    await prepareFiles(services);
    expect(await (await get(path)).text()).toContain('bịthuhồi');
    await withdrawEdition(services, system, id, { note: 'Công bố nhầm danh mục của năm khác.' });
    for (const format of formatNames) {
      const answer = await get(`/du-lieu-mo/bai-toan/du-lieu.${format}`);
      expect(answer.headers.get('last-modified')).toBeNull();
      expect((await bytesOf(answer)).toString()).not.toContain('bịthuhồi');
    }
    expect(await codesOf('/du-lieu-mo/danh-muc/du-lieu.json')).toContain('BTL-2023');
  });
});

describe('pages of open data', () => {
  test('tell of every set, its fields and its files, and what they are in the words of programs', async () => {
    for (const prefix of ['', '/en']) {
      const all = await portal.html(`${prefix}/du-lieu-mo`);
      for (const { slug } of datasets) {
        expect(all).toContain(`${prefix}/du-lieu-mo/${slug}"`);
        const html = await portal.html(`${prefix}/du-lieu-mo/${slug}`);
        expect(html).toContain(`/du-lieu-mo/${slug}/du-lieu.jsonl`);
        const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
        expect(JSON.parse(block)).toMatchObject({
          '@type': 'Dataset',
          license: 'https://creativecommons.org/licenses/by/4.0/',
        });
      }
    }
  });

  test('tell the shape of each set as JSON Schema with both languages', async () => {
    const schema = await portal.json('/du-lieu-mo/bai-toan/luoc-do.json');
    expect(schema).toMatchObject({
      type: 'array',
      items: { properties: { code: { title: 'Mã của mục, không đổi' } } },
    });
    for (const dataset of datasets)
      expect(dictionaryOf(dataset).map(({ name }) => name)).toEqual(Object.keys(dataset.row.shape));
    expect(dictionaryOf(datasetCalled('problems')).find(({ name }) => name === 'level')?.type).toEqual({
      ...{ name: 'text', nullable: true, values: ['tinh', 'so_nganh', 'xa'], parts: [] },
    });
  });
});
