import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { readCatalogue } from '../../office/index.ts';
import { readOfficialBytes } from '../../office/reading.ts';
import { addEntry, createEdition, publishIssuedElsewhere } from './index.ts';

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
