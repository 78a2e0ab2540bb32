import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFilledPortal, type Portal } from '../../../test/support/portal.ts';
import { datasets } from './datasets.ts';
import { formatNames } from './formats.ts';
import { prepareFiles } from './prepared.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal();
  await prepareFiles(portal.app.services);
});
afterAll(() => portal.app.close());

type Node = { readonly [name: string]: unknown };

/** All nodes of a document, however deep. */
function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesIn)];
}

const list = (value: unknown): Node[] => [value].flat() as Node[];
/** The properties DCAT-AP 3 asks of each class, mandatory and recommended. */
const asked: Readonly<Record<string, readonly string[]>> = {
  'dcat:Catalog': [
    ...['dct:title', 'dct:description', 'dct:publisher', 'dct:license', 'dct:language', 'dct:spatial'],
    ...['dct:modified', 'dcat:dataset', 'dcat:service', 'foaf:homepage', 'dcat:themeTaxonomy'],
  ],
  'dcat:Dataset': [
    ...[
      'dct:title',
      'dct:description',
      'dcat:contactPoint',
      'dcat:distribution',
      'dcat:keyword',
      'dct:publisher',
    ],
    ...[
      'dct:spatial',
      'dct:temporal',
      'dcat:theme',
      'dct:accrualPeriodicity',
      'dct:conformsTo',
      'dct:identifier',
    ],
  ],
  'dcat:Distribution': [
    'dcat:accessURL',
    'dcat:downloadURL',
    'dct:format',
    'dct:license',
    'dcatap:availability',
  ],
  'dcat:DataService': ['dct:title', 'dcat:endpointURL', 'dcat:endpointDescription', 'dcat:servesDataset'],
  'foaf:Agent': ['foaf:name', 'dct:type'],
};

test('the catalogue has what DCAT-AP 3 asks of every class, in words its own context knows', async () => {
  const answer = await portal.app.fetch('/du-lieu-mo/danh-muc.jsonld');
  expect(answer.headers.get('content-type')).toContain('application/ld+json');
  const { '@context': context, ...catalogue } = (await answer.json()) as Node;
  const prefixes = Object.keys(context as object);
  const nodes = nodesIn(catalogue);
  for (const node of nodes) {
    for (const name of Object.keys(node))
      expect(name.startsWith('@') || prefixes.includes(name.split(':')[0] ?? ''), name).toBe(true);
    for (const type of list(node['@type']).map(String))
      for (const name of asked[type] ?? []) expect(node, `${type} ${name}`).toHaveProperty([name]);
    const id = node['@id'];
    if (typeof id === 'string')
      expect(URL.canParse(id) || prefixes.includes(id.split(':')[0] ?? ''), id).toBe(true);
    if ('@value' in node) expect(node['@language'] ?? node['@type']).toBeTruthy();
  }
  const sets = list(catalogue['dcat:dataset']);
  expect(sets.map((set) => set['dct:identifier'])).toEqual(
    datasets.map(({ slug }) => `http://localhost:8080/du-lieu-mo/${slug}`),
  );
  const ids = nodes.flatMap((node) =>
    '@type' in node && typeof node['@id'] === 'string' ? [node['@id']] : [],
  );
  for (const { '@id': served } of list(list(catalogue['dcat:service'])[0]?.['dcat:servesDataset']))
    expect(ids).toContain(served);
});

test('every file it names is there, with the size and the hash it tells', async () => {
  const catalogue = (await portal.json('/du-lieu-mo/danh-muc.jsonld')) as Node;
  const files = list(catalogue['dcat:dataset']).flatMap((set) => list(set['dcat:distribution']));
  expect(files).toHaveLength(datasets.length * formatNames.length);
  for (const file of files) {
    const { '@id': address } = file['dcat:downloadURL'] as { '@id': string };
    const answer = await portal.app.fetch(new URL(address).pathname);
    expect(answer.status, address).toBe(200);
    const size = (file['dcat:byteSize'] as Node | undefined)?.['@value'];
    if (size !== undefined) expect(String((await answer.arrayBuffer()).byteLength)).toBe(size);
    expect(size === undefined, address).toBe(address.endsWith('.jsonl'));
  }
});

test('an entry says what it is in the words of schema.org, and cannot end its own block', async () => {
  const block = async (path: string) => {
    const html = await portal.html(path);
    return /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  };
  const hostile = await block('/bai-toan/BTL-2026-02');
  expect(hostile).not.toMatch(/[<>&]/);
  expect(JSON.parse(hostile)).toMatchObject({
    '@type': 'CreativeWork',
    identifier: 'BTL-2026-02',
    name: 'Số hóa <script>alert(1)</script> di sản',
  });
  expect(JSON.parse(await block('/en/nhu-cau/NCCN-2026-001'))).toMatchObject({
    '@type': 'Demand',
    '@reverse': { seeks: [{ name: 'Department of Science and Technology' }] },
    url: 'http://localhost:8080/en/nhu-cau/NCCN-2026-001',
  });
  expect(await block('/bai-toan')).toBe('');
});
