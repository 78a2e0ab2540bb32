import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openFilledPortal, type Portal } from '../../test/support/portal.ts';
import { system } from '../kernel/actor.ts';
import { apiEdition, apiProblem, withdrawEdition } from '../modules/catalogue/index.ts';

const note = 'Công bố nhầm bản chưa duyệt <b>lần 2</b>';
const listed = z.object({ items: z.array(z.object({ code: z.string() })) });

let portal: Portal;
let feedBefore: string | null;
beforeAll(async () => {
  portal = await openFilledPortal();
  const changes = z.object({ items: z.array(z.object({ cursor: z.string() })) });
  feedBefore = changes.parse(await portal.json('/api/v1/changes?limit=100')).items.at(-1)?.cursor ?? null;
  const { services } = portal.app;
  const { id } = await services.db
    .selectFrom('edition')
    .select('id')
    .where('code', '=', 'BTL-2026')
    .executeTakeFirstOrThrow();
  // one that has its issuing document
  const issued = { document_id: portal.resolutionId };
  await services.db.updateTable('edition').set(issued).where('id', '=', id).execute();
  await withdrawEdition(services, system, id, { note, noteEn: 'Published by mistake' });
});
afterAll(() => portal.app.close());

test('the entries of a withdrawn edition leave lists, search and counts', async () => {
  const codes = async (path: string) => listed.parse(await portal.json(path)).items.map(({ code }) => code);
  expect(await codes('/api/v1/problems')).not.toContain('BTL-2026-01');
  expect(await codes('/api/v1/problems?year=2025')).toContain('BTL-2025-01');
  for (const path of ['/', '/bai-toan', '/bai-toan?nam=2026', '/tim-kiem?q=sat+lo', '/sitemap.xml'])
    expect([path, (await portal.html(path)).includes('BTL-2026-01')]).toEqual([path, false]);
});

test('its addresses still open and say when and why, in the language of the reader', async () => {
  const page = await portal.html('/bai-toan/BTL-2026-01');
  expect(page).toContain('Danh mục BTL-2026 đã được thu hồi ngày');
  expect(page).toContain('Công bố nhầm bản chưa duyệt &lt;b');
  expect(page).not.toContain('<b>lần 2');
  expect(page).not.toContain('nhận đề xuất đến');
  expect(await portal.html('/en/bai-toan/BTL-2026-01')).toContain('Published by mistake');
  expect(await portal.html('/bai-toan?nam=2026')).toContain('đã được thu hồi');
});

test('a mistyped address finds its page, files are not offered, and the issuing document says so too', async () => {
  const mistyped = await portal.app.fetch('/bai-toan/btl-2026-1');
  expect([mistyped.status, mistyped.headers.get('location')]).toEqual([301, '/bai-toan/BTL-2026-01']);
  const entry = apiProblem.parse(await portal.json('/api/v1/problems/BTL-2026-01'));
  expect(entry.attachments).toEqual([]);
  const edition = apiEdition.parse(await portal.json('/api/v1/editions/BTL-2026'));
  if (!edition.document) throw new Error('the edition has a document');
  expect(await portal.html(edition.document.url)).toContain('Danh mục BTL-2026 đã được thu hồi ngày');
});

test('programs are told: in the edition, in each entry, and in the feed of changes', async () => {
  const withdrawn = { on: '2026-05-04', note, noteEn: 'Published by mistake' };
  const edition = apiEdition.strict().parse(await portal.json('/api/v1/editions/BTL-2026'));
  expect(edition).toMatchObject({ withdrawn, entries: 0 });
  const entry = apiProblem.strict().parse(await portal.json('/api/v1/problems/BTL-2026-01'));
  expect(entry.withdrawn).toEqual(withdrawn);
  const other = apiEdition.parse(await portal.json('/api/v1/editions/BTL-2025'));
  expect(other.withdrawn).toBeNull();
  const after = z
    .object({ items: z.array(z.object({ code: z.string(), event: z.string() })) })
    .parse(await portal.json(`/api/v1/changes?since=${feedBefore}`));
  expect(after.items).toMatchObject([{ code: 'BTL-2026', event: 'withdrawn' }]);
});
