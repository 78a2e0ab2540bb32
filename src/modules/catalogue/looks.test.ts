import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from '../../../test/support/catalogue.ts';
import { publishIssuedElsewhere } from './index.ts';
import { work } from './paths.ts';

let app: TestApp;
let inspector: Session;
let draft: number;
let other: number;
let published: number;
beforeAll(async () => {
  app = await openCatalogueApp();
  inspector = await app.signIn('inspector');
  draft = (await draftEdition(app.services, 2081, { title: 'Danh mục đang soạn' })).id;
  other = (await draftEdition(app.services, 2082, { title: 'Danh mục khác' })).id;
  published = (await draftEdition(app.services, 2083)).id;
  await draftEntry(app.services, published, 'Một');
  await publishIssuedElsewhere(app.services, published);
});
afterAll(() => app.close());

/** The looks of `who` that opening `path` adds: which edition, and on which page. */
async function looksOf(path: string, who = inspector): Promise<readonly [edition: number, page: unknown][]> {
  const { db } = app.services;
  const seen = await db
    .selectFrom('event')
    .select((row) => row.fn.max('seq').as('seq'))
    .executeTakeFirst();
  expect((await app.fetch(path, { as: who })).status).toBe(200);
  const events = await db
    .selectFrom('event')
    .select(['subject_id', 'facts'])
    .where('name', '=', 'edition.viewed')
    .where('actor_account', '=', who.accountId)
    .where('seq', '>', seen?.seq ?? 0)
    .orderBy('subject_id')
    .execute();
  return events.map(({ subject_id, facts }) => [Number(subject_id), (facts as { page?: string }).page]);
}

test('an inspector who looks over the list or the desk leaves a trace on each draft shown, not on what is public', async () => {
  expect(await looksOf(work.editions)).toEqual([
    [draft, 'list'],
    [other, 'list'],
  ]);
  expect(await looksOf(`${work.editions}?q=dang+soan`)).toEqual([[draft, 'list']]);
  expect(await looksOf(`${work.editions}?trang-thai=published`)).toEqual([]);
  expect(await looksOf('/ban-lam-viec')).toEqual([
    [draft, 'desk'],
    [other, 'desk'],
  ]);
});

test('advice that shows an inspector entries of other drafts leaves a trace on those drafts too', async () => {
  const title = 'Giám sát sạt lở các tuyến đường biên giới';
  const own = await draftEntry(app.services, draft, title);
  await draftEntry(app.services, other, `${title} (giai đoạn 2)`);
  await draftEntry(app.services, other, `${title} (giai đoạn 3)`);
  expect(await looksOf(work.coach(draft))).toEqual([
    [draft, undefined],
    [other, undefined],
  ]);
  // the page of an entry advises those who can write in it
  expect(await looksOf(work.entry(draft, own.id))).toEqual([]);
});

test('an inspector who looks at what was removed, or at outcomes that are not public yet, leaves a trace', async () => {
  expect(await looksOf(work.outcomes(published))).toEqual([[published, undefined]]);
  expect(await looksOf(work.removedEntries(draft))).toEqual([[draft, 'removed']]);
});

test('officers, also those who are inspectors besides, leave none', async () => {
  for (const who of [
    await app.signIn('programme_officer'),
    await app.signIn(['inspector', 'programme_head']),
  ])
    for (const path of [work.editions, '/ban-lam-viec', work.removedEntries(draft), work.coach(draft)])
      expect(await looksOf(path, who)).toEqual([]);
});

test('a list with many drafts costs an inspector no more statements than a short one', async () => {
  for (let year = 2084; year < 2094; year += 1) await draftEdition(app.services, year);
  for (const path of [work.editions, '/ban-lam-viec']) {
    app.forgetStatements();
    expect((await looksOf(path)).length).toBe(12);
    expect(app.statements.length).toBeLessThanOrEqual(12);
  }
});
