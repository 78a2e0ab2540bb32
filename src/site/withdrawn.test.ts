import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openFilledPortal, type Portal } from '../../test/support/portal.ts';
import { system } from '../kernel/actor.ts';
import { reopenEdition } from '../modules/catalogue/approval/ends.ts';
import {
  addEntry,
  apiEdition,
  apiProblem,
  createEdition,
  publishIssuedElsewhere,
  withdrawEdition,
} from '../modules/catalogue/index.ts';

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
  portal.app.setNow(new Date('2026-05-06T02:00:00Z'));
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
  const withdrawn = { on: '2026-05-06', note, noteEn: 'Published by mistake' };
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

test('published again it is as it was, says so, and was not there on the days between', async () => {
  const { app } = portal;
  const { services } = app;
  const { id } = await services.db
    .selectFrom('edition')
    .select('id')
    .where('code', '=', 'BTL-2026')
    .executeTakeFirstOrThrow();
  app.setNow(new Date('2026-05-10T02:00:00Z'));
  await expect(reopenEdition(services, system, id, { note: ' ' })).rejects.toMatchObject({
    fields: { note: { vi: expect.stringContaining('lý do công bố lại') } },
  });
  const clicks = [1, 2].map(() =>
    reopenEdition(services, system, id, {
      note: 'Thu hồi nhầm <i>danh mục</i>',
      noteEn: 'Withdrawn by mistake',
    }),
  );
  const states = (await Promise.all(clicks)).map(({ state, withdrawal }) => [state, withdrawal]);
  expect(states).toEqual([
    ['published', null],
    ['published', null],
  ]);

  const codes = async (path: string) => listed.parse(await portal.json(path)).items.map(({ code }) => code);
  for (const path of [
    '/api/v1/problems',
    '/api/v1/problems?date=2026-05-10',
    '/api/v1/problems?date=2026-05-05',
  ])
    expect([path, (await codes(path)).includes('BTL-2026-01')]).toEqual([path, true]);
  for (const path of ['/api/v1/problems?date=2026-05-06', '/api/v1/editions?date=2026-05-09'])
    expect([path, (await codes(path)).some((code) => code.startsWith('BTL-2026'))]).toEqual([path, false]);
  expect(await portal.html('/tim-kiem?q=BTL-2026-01')).toContain('/bai-toan/BTL-2026-01');
  const list = await portal.html('/bai-toan?nam=2026');
  expect(list).toContain('đã thu hồi rồi được công bố lại ngày 10/05/2026');
  expect(list).toContain('Thu hồi nhầm &lt;i>danh mục');
  const page = await portal.html('/bai-toan/BTL-2026-01');
  expect(page).not.toContain('đã được thu hồi');
  const between = await app.fetch('/bai-toan/BTL-2026-01?ngay=2026-05-08');
  expect([between.status, (await between.text()).includes('thôi công bố ngày 06/05/2026')]).toEqual([
    200,
    true,
  ]);

  const reopened = { on: '2026-05-10', note: 'Thu hồi nhầm <i>danh mục</i>', noteEn: 'Withdrawn by mistake' };
  const edition = apiEdition.strict().parse(await portal.json('/api/v1/editions/BTL-2026'));
  expect(edition).toMatchObject({ withdrawn: null, reopened });
  expect(edition.publishedOn).toBe('2026-05-04');
  expect(await portal.json('/api/v1/editions/BTL-2026?date=2026-05-05')).toMatchObject({ reopened: null });
  expect((await app.fetch('/api/v1/editions/BTL-2026?date=2026-05-08')).status).toBe(404);
  if (!edition.document) throw new Error('the edition has a document');
  expect(await portal.html(edition.document.url)).toContain('được công bố lại ngày 10/05/2026');
  const told = z
    .object({ items: z.array(z.object({ code: z.string(), event: z.string() })) })
    .parse(await portal.json(`/api/v1/changes?since=${feedBefore}`));
  expect(told.items).toMatchObject([{ code: 'BTL-2026', event: 'published' }]);
  expect(list).toContain('href="/danh-muc/BTL-2026/phien-ban"');
  const past = await portal.html('/danh-muc/BTL-2026/phien-ban');
  for (const words of [
    'Công bố lại',
    'Công bố lần đầu',
    'thôi công bố ngày 06/05/2026',
    'Thu hồi nhầm &lt;i>',
  ])
    expect(past).toContain(words);
  for (const code of ['BTL-2099', 'btl', 'BTL-2026-01'])
    expect([code, (await app.fetch(`/danh-muc/${code}/phien-ban`)).status]).toEqual([code, 404]);
  const { rows } = await sql<{ number: number; stands: boolean }>`
    select number, to_at is null as stands from edition_version where edition_id = ${id} order by number`.execute(
    services.db,
  );
  expect(rows).toEqual([
    { number: 1, stands: false },
    { number: 2, stands: true },
  ]);
});

test('what is given up or withdrawn keeps its code; an edition whose document issues another one stays withdrawn', async () => {
  const { services } = portal.app;
  const { id, document_id } = await services.db
    .selectFrom('edition')
    .select(['id', 'document_id'])
    .where('code', '=', 'BTL-2026')
    .executeTakeFirstOrThrow();
  await withdrawEdition(services, system, id, { note: 'Lại nhầm' });
  const again = { kind: 'problems' as const, span: '2026', title: 'Danh mục khác' };
  await expect(createEdition(services, system, again)).rejects.toMatchObject({
    fields: { span: { vi: expect.stringContaining('công bố lại') } },
  });
  const other = await createEdition(services, system, {
    ...again,
    span: '2026-2027',
    documentId: document_id,
  });
  await addEntry(services, system, other.id, { title: 'Đo mặn nước ngầm', lead: ['SKHCN'] });
  await publishIssuedElsewhere(services, other.id);
  await expect(reopenEdition(services, system, id, { note: 'Công bố lại' })).rejects.toMatchObject({
    kind: 'wrong_state',
    text: { vi: expect.stringContaining('BTL-2026-2027') },
  });
  await withdrawEdition(services, system, other.id, { note: 'Nhường chỗ' });
  expect((await reopenEdition(services, system, id, { note: 'Công bố lại' })).state).toBe('published');
});
