import { afterAll, beforeAll, expect, test } from 'vitest';
import { readingOf } from '../../../test/support/documents.ts';
import { editionWith, openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { rebuildSearch } from '../../site/rebuild-search.ts';
import { registerDocument } from '../documents/index.ts';
import { findEdition } from './edition-store.ts';
import { changeEdition, publishIssuedElsewhere } from './index.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.app.close());

async function listed(): Promise<{ code: string; publishedOn: string }[]> {
  const answer = await portal.app.fetch('/bai-toan?sap-xep=moi');
  const codes = [...(await answer.text()).matchAll(/href="\/bai-toan\/(BTL-[\d-]+)"/g)].map(
    ([, code]) => code,
  );
  const { items } = (await portal.json('/api/v1/problems')) as {
    items: { code: string; publishedOn: string }[];
  };
  return [...new Set(codes)].map((code) => ({
    code: code ?? '',
    publishedOn: items.find((item) => item.code === code)?.publishedOn ?? '',
  }));
}

/** Publishes a draft edition as issued by a document of this date. */
async function issue(editionId: number, date: string, number: string): Promise<void> {
  const { services } = portal.app;
  const { id } = await registerDocument(services, system, {
    reading: readingOf({ kind: 'decision', number, date, title: `Công bố danh mục ${number}` }),
    file: null,
  });
  const { kind, span, title, version } = await findEdition(services.db, editionId);
  const years = 'year' in span ? String(span.year) : `${span.from}-${span.to}`;
  await changeEdition(services, system, editionId, { kind, span: years, title, documentId: id, version });
  await publishIssuedElsewhere(services, editionId);
}

test('the newest edition comes first though all were entered on one day, and the day of publication stays told', async () => {
  const { services } = portal.app;
  const draft = (year: number, title: string) =>
    editionWith(services, { year, entries: [{ title }], published: false });
  // the older edition is published last; that of 2026 was issued on the last days of the year before
  const older = await draft(2025, 'Bài toán năm 2025');
  const newer = await draft(2026, 'Bài toán năm 2026');
  const newest = await draft(2027, 'Bài toán năm 2027');
  await publishIssuedElsewhere(services, newest);
  await issue(newer, '2025-12-20', '12/QĐ-UBND');
  await publishIssuedElsewhere(services, older);
  const order = [
    { code: 'BTL-2027-01', publishedOn: '2026-05-04' },
    { code: 'BTL-2026-01', publishedOn: '2026-05-04' },
    { code: 'BTL-2025-01', publishedOn: '2026-05-04' },
  ];
  expect(await listed()).toEqual(order);
  await rebuildSearch(services);
  expect(await listed()).toEqual(order);
});

test('an entry tells when its edition was issued and when it came onto the portal', async () => {
  const html = await portal.html('/bai-toan/BTL-2026-01');
  expect(html).toMatch(/<dt>Ban hành<\/dt><dd>.*?20\/12\/2025/);
  expect(html).toMatch(/<dt>Công bố trên cổng<\/dt><dd>.*?04\/05\/2026/);
  expect(await portal.html('/bai-toan/BTL-2025-01')).not.toContain('<dt>Ban hành</dt>');
});
