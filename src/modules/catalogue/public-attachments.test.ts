import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editionWith, openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { apiNeed, apiProblem } from './api.ts';
import { publishIssuedElsewhere } from './approval/commands.ts';
import { attachFile, removeAttachment } from './attachment-commands.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.app.close());

/** An edition of one entry with a file kept and a file taken off again. */
async function editionWithFiles(kind: 'problems' | 'needs', year: number) {
  const { services } = portal.app;
  const id = await editionWith(services, { kind, year, entries: [{ title: 'Đo độ mặn' }], published: false });
  const entry = await services.db
    .selectFrom('entry')
    .select(['id', 'code'])
    .where('edition_id', '=', id)
    .executeTakeFirstOrThrow();
  const put = async (content: string) => services.files.put(Readable.from([Buffer.from(content)]));
  const kept = await attachFile(services, system, entry.id, {
    file: { ...(await put(`%PDF-1.7 ${year}`)), name: 'Số liệu độ mặn.pdf' },
    title: 'Số liệu quan trắc',
  });
  const gone = await attachFile(services, system, entry.id, {
    file: { ...(await put(`a;${year}`)), name: 'bo.csv' },
  });
  await removeAttachment(services, system, entry.id, gone.id);
  return { id, code: entry.code, kept: kept.id, gone: gone.id };
}

test.each([
  ['problems', 'bai-toan', 2031],
  ['needs', 'nhu-cau', 2032],
] as const)('files of %s open with publication, not before', async (kind, path, year) => {
  const { app } = portal;
  const edition = await editionWithFiles(kind, year);
  const address = `/${path}/${edition.code}/tep/${edition.kept}`;
  expect((await app.fetch(address)).status).toBe(404);
  await publishIssuedElsewhere(app.services, edition.id);
  const got = await app.fetch(address);
  expect([got.status, await got.text()]).toEqual([200, `%PDF-1.7 ${year}`]);
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition':
      'attachment; filename="So lieu do man.pdf"; filename*=UTF-8\'\'S%E1%BB%91%20li%E1%BB%87u%20%C4%91%E1%BB%99%20m%E1%BA%B7n.pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-length': '13',
  });
  const again = await app.fetch(address, { headers: { 'if-none-match': got.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  const other = path === 'bai-toan' ? 'nhu-cau' : 'bai-toan';
  for (const forged of [
    `/${path}/${edition.code}/tep/${edition.gone}`,
    `/${path}/${edition.code}/tep/0${edition.kept}`,
    `/${path}/${edition.code}/tep/999999`,
    `/${other}/${edition.code}/tep/${edition.kept}`,
  ])
    expect([forged, (await app.fetch(forged)).status]).toEqual([forged, 404]);
});

test('the page and the interface for programs tell name, kind, size and address of each file', async () => {
  const { app } = portal;
  const { id, code, kept } = await editionWithFiles('problems', 2033);
  await publishIssuedElsewhere(app.services, id);
  app.forgetStatements();
  const html = await portal.html(`/bai-toan/${code}`);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  expect(html).toContain('Tệp kèm theo');
  expect(html).toContain(`href="/bai-toan/${code}/tep/${kept}"`);
  expect(html).toContain('Số liệu độ mặn.pdf · PDF · 1 KB');
  expect(html).not.toContain('bo.csv');
  expect(await portal.html(`/en/bai-toan/${code}`)).toContain('<span lang="vi">Số liệu quan trắc</span>');
  const { attachments } = apiProblem.parse(await portal.json(`/api/v1/problems/${code}`));
  expect(attachments).toEqual([
    {
      name: 'Số liệu độ mặn.pdf',
      title: 'Số liệu quan trắc',
      titleEn: null,
      size: 13,
      mediaType: 'application/pdf',
      url: `/bai-toan/${code}/tep/${kept}`,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
  const need = await editionWithFiles('needs', 2034);
  await publishIssuedElsewhere(app.services, need.id);
  const answer = apiNeed.parse(await portal.json(`/api/v1/needs/${need.code}`));
  expect(answer.attachments).toHaveLength(1);
  expect(JSON.stringify(await portal.json('/api/v1/openapi.json'))).toContain('"attachments"');
});

test('an entry is found by the title of its file', async () => {
  expect(await portal.html('/bai-toan?q=so+lieu+quan+trac')).toContain('BTL-2033');
});
