import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEntry } from '../../../../test/support/catalogue.ts';
import { content, openOutcomes } from '../../../../test/support/outcomes.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { beginAmendment, chooseEntry } from '../amendment/commands.ts';
import { problemForApi } from '../api.ts';
import { publishIssuedElsewhere } from '../approval/commands.ts';
import { aboutWithheld } from '../confidential/withheld.ts';
import { removeEntry, restoreEntry } from '../entry-commands.ts';
import { allEntries, entriesOf } from '../entry-store.ts';
import { listPublicEditions } from '../public-editions.ts';
import { findPublicEntry } from '../public-entry.ts';
import { stationsOf } from '../public-stations.ts';
import { mergeEntries } from '../succession/merging.ts';
import { splitEntry } from '../succession/splitting.ts';
import { findPublicEntryOn } from '../versions/entry.ts';
import { listTold } from './public-list.ts';
import { outcomeCounts } from './queries.ts';

let scene: Awaited<ReturnType<typeof openOutcomes>>;
let app: TestApp;
let officer: AccountActor;
beforeAll(async () => {
  scene = await openOutcomes();
  ({ app, officer } = scene);
});
afterAll(() => app.close());

const carried = (next: { readonly id: number }) => ({ outcome: 'carried_over', into: next.id });

/** Merges entries of a draft or an amendment into the first of them. */
async function merge(edition: number, ...ids: number[]) {
  const shown = (await entriesOf(app.services.db, system, ids)).map(({ id, version }) => ({ id, version }));
  return mergeEntries(app.services, system, edition, { entries: shown, into: ids[0] ?? 0, chosen: {} });
}

async function amend(edition: number, change: (amendment: number) => Promise<unknown>): Promise<void> {
  const { id } = await beginAmendment(app.services, system, edition, { reason: 'Kết luận 12/TB-UBND' });
  await change(id);
  await publishIssuedElsewhere(app.services, id);
}

const idOf = async (edition: number, title: string) =>
  (await allEntries(app.services.db, system, edition)).find((entry) => entry.title === title)?.id ?? 0;

/** What the page and the API say of an entry's way, in codes. */
async function way(code: string) {
  const entry = await findPublicEntry(app.services.db, code);
  if (entry?.kind !== 'problems') throw new Error(`${code} is no public problem`);
  const { continuedAs, continues } = problemForApi(entry);
  const stations = stationsOf('vi', '2026-11-23' as never, entry);
  return {
    on: continuedAs && [continuedAs.code, ...continuedAs.formerly],
    also: (entry.told.outcome?.alsoAs ?? []).map((part) => part.code),
    from: continues.map((former) => former.code),
    stations: stations.flatMap(({ key, detail }) => (key === 'carried' ? [detail] : [])),
  };
}

test('an entry carried over and merged into a new one of the draft goes on in that one', async () => {
  const { services } = app;
  const { former, next, first, second } = await scene.twoYears();
  const own = await draftEntry(services, next.id, 'Mục mới của năm sau', content);
  await scene.settle(former.id, [first, second], carried(next));
  const [, copy, other] = await allEntries(services.db, officer, next.id);
  if (!copy || !other) throw new Error('nothing was copied');
  const goesOnAs = async (entry: number) => (await scene.seenOf(former.id, entry)).row?.settled?.continuedAs;
  const open = async () => (await outcomeCounts(services.db, officer, former.id)).open;

  await merge(next.id, own.id, copy.id);
  expect(await goesOnAs(first)).toMatchObject({ id: own.id, gone: null });
  expect(await open()).toBe(2);
  // asked again it is there; said otherwise it is said of the one that stands
  const { mark } = await scene.seenOf(former.id, first);
  expect((await scene.settle(former.id, [mark], carried(next))).there).toHaveLength(1);
  await scene.settle(former.id, [mark], { ...carried(next), note: 'Gộp với mục mới' });
  expect(await goesOnAs(first)).toMatchObject({ id: own.id });

  await restoreEntry(services, officer, copy.id);
  expect(await goesOnAs(first)).toMatchObject({ id: copy.id });
  // through two steps, of which the later is undone
  await merge(next.id, other.id, copy.id);
  await merge(next.id, own.id, other.id);
  expect([(await goesOnAs(first))?.id, (await goesOnAs(second))?.id]).toEqual([own.id, own.id]);
  await restoreEntry(services, officer, other.id);
  expect([(await goesOnAs(first))?.id, (await goesOnAs(second))?.id]).toEqual([other.id, other.id]);
  await merge(next.id, own.id, other.id);

  // removed together with what took it over it is open; what is said meanwhile gives way to what stands in the end
  await removeEntry(services, officer, own.id);
  expect(await open()).toBe(4);
  const removed = (await scene.seenOf(former.id, first)).mark;
  const again = await scene.settle(former.id, [removed], carried(next));
  expect(again.refused[0]?.why.vi).toContain('“Mục đã bỏ”');
  await scene.settle(former.id, [removed], { outcome: 'resolved', note: 'Đã có phần mềm' });
  await restoreEntry(services, officer, own.id);
  await publishIssuedElsewhere(services, next.id);
  const codes = [`${former.code}-01`, `${former.code}-02`];
  for (const code of codes) expect(await way(code)).toMatchObject({ on: [`${next.code}-01`], also: [] });
  expect(await way(`${next.code}-01`)).toMatchObject({ on: null, from: codes, stations: [codes[0]] });
});

test('merged by an amendment, what it was carried over as leads on to the entry in force, there and back', async () => {
  const { services } = app;
  const { former, next, first, third } = await scene.twoYears();
  const own = await draftEntry(services, next.id, 'Mục mới của năm sau', content);
  await scene.settle(former.id, [first, third], carried(next));
  app.setNow(new Date('2026-06-10T02:00:00Z'));
  await publishIssuedElsewhere(services, next.id);
  const copy = await idOf(next.id, 'Điều phối xe chờ ở bãi');
  const code = (place: number) => `${next.code}-0${place}`;
  app.setNow(new Date('2026-07-10T02:00:00Z'));
  await amend(next.id, (amendment) => merge(amendment, own.id, copy));

  expect(await way(`${former.code}-01`)).toMatchObject({ on: [code(1), code(2)] });
  expect(await way(code(1))).toMatchObject({
    from: [`${former.code}-01`],
    stations: [`${former.code}-01`],
  });
  const told = await listTold(services.db, former.code, { text: '', outcome: 'carried_over', page: 1 });
  expect(told?.items[0]?.continuedAs).toMatchObject([{ code: code(1), formerly: [code(2)] }]);
  // in work it has its outcome still, and no other one is said of it
  expect(await outcomeCounts(services.db, officer, former.id)).toMatchObject({ open: 2, carried_over: 2 });
  const seen = await scene.seenOf(former.id, first);
  expect(seen.row?.settled?.continuedAs).toMatchObject({ id: own.id, code: code(1), gone: null });
  const said = { outcome: 'resolved', note: 'x', reason: 'x' };
  const other = await scene.settle(former.id, [seen.mark], said, scene.head);
  expect(other.refused[0]?.why.vi).toContain(`thành ${code(1)}`);
  // a day before tells what it was then
  const onDay = async (day: string) => {
    const found = await findPublicEntryOn(services.db, 'problems', `${former.code}-01`, day as never);
    return found?.entry.told.outcome?.continuedAs?.code;
  };
  expect([await onDay('2026-07-09'), await onDay('2026-07-10')]).toEqual([code(2), code(1)]);

  // one that is split and leaves goes on in its parts
  app.setNow(new Date('2026-08-10T02:00:00Z'));
  await amend(next.id, async (amendment) => {
    const [parting] = await entriesOf(services.db, system, [await idOf(next.id, 'Cảnh báo sương muối')]);
    await splitEntry(services, system, amendment, parting?.id ?? 0, {
      ...{ version: parting?.version ?? 0, stays: false },
      parts: ['Vùng cao', 'Vùng thấp'].map((title) => ({ title, rows: ['results-0'] })),
    });
  });
  expect(await way(`${former.code}-03`)).toMatchObject({ on: [code(4), code(3)], also: [code(5)] });
  expect(await way(code(5))).toMatchObject({ from: [`${former.code}-03`] });
  // taken out for good it leaves the outcome open again
  app.setNow(new Date('2026-09-10T02:00:00Z'));
  const takeOut = (amendment: number) => chooseEntry(services, system, amendment, own.id, { takesOut: true });
  await amend(next.id, takeOut);
  expect(await way(`${former.code}-01`)).toMatchObject({ on: null });
  expect((await outcomeCounts(services.db, officer, former.id)).open).toBe(3);
  const { items } = await listPublicEditions(services.db, { code: former.code, limit: 1, offset: 0 });
  expect(items[0]?.outcomes).toBe(1);
});

test('an entry that goes on in one that is confidential now tells it to nobody who may not see that', async () => {
  const { services } = app;
  const { former, next, first } = await scene.twoYears();
  const own = await draftEntry(services, next.id, 'Mục mới của năm sau', content);
  await scene.settle(former.id, [first], carried(next));
  const [, copy] = await allEntries(services.db, officer, next.id);
  await merge(next.id, own.id, copy?.id ?? 0);
  await draftEntry(services, next.id, 'Mục công khai', content);
  const hide = services.db.updateTable('entry').set({ confidential: true });
  await hide.where('id', '=', own.id).execute();
  await publishIssuedElsewhere(services, next.id);
  expect((await scene.seenOf(former.id, first)).row?.settled?.continuedAs?.code).toBeNull();
  expect(await way(`${former.code}-01`)).toMatchObject({ on: null });
  const told = await services.db
    .selectFrom('event')
    .select('name')
    .where(aboutWithheld(officer))
    .where('subject_id', '=', String(first))
    .execute();
  expect(told.map(({ name }) => name)).toContain('entry.outcome_settled');
});
