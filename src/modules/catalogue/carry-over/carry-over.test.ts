import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry, eventNames } from '../../../../test/support/catalogue.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { content, openOutcomes, refused, titles } from '../../../../test/support/outcomes.ts';
import { personWith } from '../../../../test/support/people.ts';
import { type AccountActor, visitor } from '../../../kernel/actor.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { problemForApi } from '../api.ts';
import { publishIssuedElsewhere, withdrawEdition } from '../approval/commands.ts';
import { reopenEdition } from '../approval/ends.ts';
import { attachedNow } from '../attachment.ts';
import { attachFile } from '../attachment-commands.ts';
import { findEdition } from '../edition-store.ts';
import { removeEntry, restoreEntry } from '../entry-commands.ts';
import { allEntries, contentOf, findEntry } from '../entry-store.ts';
import { likeEntries } from '../likeness.ts';
import { findTexts } from '../outgoing/commands.ts';
import { composed } from '../outgoing/composed.ts';
import { listPublicEditions } from '../public-editions.ts';
import { findPublicEntry } from '../public-entry.ts';
import { findPublicEntryOn } from '../versions/entry.ts';
import { listTold } from './public-list.ts';
import { editionsBefore, outcomeCounts } from './queries.ts';

let scene: Awaited<ReturnType<typeof openOutcomes>>;
let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
beforeAll(async () => {
  scene = await openOutcomes();
  ({ app, officer, head } = scene);
});
afterAll(() => app.close());

test('an entry carried over is copied whole, once however often and by however many it is asked', async () => {
  const { services } = app;
  const { former, next, first, second } = await scene.twoYears();
  await attachFile(services, officer, (await draftEntry(services, next.id, 'Mục mới của năm sau')).id, {
    file: await keepFile(services, 'khác', 'khac.csv'),
  });
  const [one, two] = await Promise.all([
    scene.settle(former.id, [first, second], { outcome: 'carried_over', into: next.id }),
    scene.settle(former.id, [second, first], { outcome: 'carried_over', into: next.id }, head),
  ]);
  expect([one.settled.length, two.settled.length].sort()).toEqual([0, 2]);
  expect([...one.there, ...two.there].map(({ id }) => id).sort()).toEqual([first, second].sort());
  const [own, ...copies] = await allEntries(services.db, officer, next.id);
  expect(own?.title).toBe('Mục mới của năm sau');
  expect(copies.map(({ code, title }) => [code, title])).toEqual([
    [`${next.code}-02`, titles[0]],
    [`${next.code}-03`, titles[1]],
  ]);
  const source = await findEntry(services.db, officer, former.id, first);
  const [copy] = copies;
  if (!copy) throw new Error('nothing was copied');
  expect(contentOf(copy)).toEqual({
    ...contentOf(source),
    detail: { ...source.detail, carriedFrom: source.code },
  });
  expect(await eventNames(services, 'entry', first)).toContain('entry.outcome_settled');
  expect(await eventNames(services, 'entry', copy.id)).toEqual(['entry.carried_over']);
  // what it was made of is no likeness worth a warning, not even two years on
  const alike = await likeEntries(services.db, officer, [copy.id]);
  expect((alike.get(copy.id) ?? []).map(({ id }) => id)).not.toContain(first);
  await publishIssuedElsewhere(services, next.id);
  scene.years.last += 1;
  const third = await draftEdition(services, scene.years.last);
  await scene.settle(next.id, [copy.id], { outcome: 'carried_over', into: third.id });
  const [grandchild] = await allEntries(services.db, officer, third.id);
  const likeGrandchild = await likeEntries(services.db, officer, [grandchild?.id ?? 0]);
  const warned = (likeGrandchild.get(grandchild?.id ?? 0) ?? []).map(({ id }) => id);
  expect(warned).not.toContain(first);
  expect(warned).not.toContain(copy.id);
});

test('files go with the copy; removed from the draft it leaves the outcome open, restored it stands again', async () => {
  const { services } = app;
  scene.years.last += 2;
  const former = await draftEdition(services, scene.years.last - 1);
  const entry = await draftEntry(services, former.id, 'Đo mặn nước ngầm', content);
  const file = await keepFile(services, 'Nam;Do man\n2025;3', 'do-man.csv');
  await attachFile(services, officer, entry.id, { file, title: 'Số liệu' });
  await publishIssuedElsewhere(services, former.id);
  const next = await draftEdition(services, scene.years.last);
  await scene.settle(former.id, [entry.id], { outcome: 'carried_over', into: next.id });
  const [copy] = await allEntries(services.db, officer, next.id);
  if (!copy) throw new Error('nothing was copied');
  expect(attachedNow(copy).map(({ title, sha256 }) => [title, sha256])).toEqual([['Số liệu', file.sha256]]);

  const open = async () => (await outcomeCounts(services.db, officer, former.id)).open;
  expect(await open()).toBe(0);
  const { mark } = await scene.seenOf(former.id, entry.id);
  const other = await scene.settle(former.id, [mark], { outcome: 'resolved', note: 'Đã có hệ thống' });
  expect(other.refused[0]?.why.vi).toContain(`đang có trong bản nháp ${next.code} (mục ${copy.code})`);
  await removeEntry(services, officer, copy.id);
  expect(await open()).toBe(1);
  expect((await scene.seenOf(former.id, entry.id)).row?.settled?.continuedAs?.gone).toBe('removed');
  const again = await scene.settle(former.id, [mark], { outcome: 'carried_over', into: next.id });
  expect(again.refused[0]?.why.vi).toContain('Hãy khôi phục');
  await scene.settle(former.id, [mark], { outcome: 'resolved', note: 'Đã có hệ thống' });
  await restoreEntry(services, officer, copy.id);
  // what stands in the edition in the end is carried over, whatever was said meanwhile
  await publishIssuedElsewhere(services, next.id);
  const told = (await findPublicEntry(services.db, entry.code))?.told;
  expect(told?.outcome).toMatchObject({ outcome: 'carried_over', continuedAs: { code: `${next.code}-01` } });
});

test('outcomes are seen in work alone until the next edition is published, then on every page, in the API and the past', async () => {
  const { services } = app;
  const { former, next, entries, first, second, third, fourth } = await scene.twoYears();
  const made = { outcome: 'resolved', note: 'Đã dùng phần mềm', reference: 'https://example.vn/btl' };
  await scene.settle(former.id, [first], made);
  await scene.settle(former.id, [second], {
    outcome: 'in_work',
    note: 'Sở Y tế',
    noteEn: 'Department of Health',
  });
  await scene.settle(former.id, [third], { outcome: 'carried_over', into: next.id });
  const code = (place: number) => `${former.code}-0${place}`;
  const told = async (place: number) => (await findPublicEntry(services.db, code(place)))?.told.outcome;
  expect(await told(1)).toBeNull();
  // changed at will until then
  const { mark } = await scene.seenOf(former.id, second);
  await scene.settle(former.id, [mark], { outcome: 'not_taken_up', note: 'Hết kinh phí' });
  expect(await outcomeCounts(services.db, officer, former.id)).toEqual({
    ...{ open: 1, resolved: 1, in_work: 0, not_taken_up: 1, carried_over: 1 },
  });
  const { texts } = await findTexts(services.db, await findEdition(services.db, former.id), 'report');
  const report = composed({
    ...{ outgoing: 'report', edition: await findEdition(services.db, former.id), texts, entries: [] },
    installation: services.installation,
    outcomes: await outcomeCounts(services.db, visitor, former.id),
  });
  expect(JSON.stringify(report.body)).toContain(
    '01 mục đã giải quyết, 01 mục không đưa tiếp, 01 mục đưa tiếp sang danh mục sau, 01 mục chưa có kết quả',
  );
  const before = await editionsBefore(services.db, officer, await findEdition(services.db, next.id));
  expect(before[0]).toMatchObject({ code: former.code, entries: 4, open: 1 });

  app.setNow(new Date('2026-06-10T02:00:00Z'));
  await publishIssuedElsewhere(services, next.id);
  expect(await told(1)).toMatchObject({ ...made, note: { vi: made.note }, on: '2026-06-10' });
  expect(await told(4)).toBeNull();
  const continued = await findPublicEntry(services.db, code(3));
  expect(continued?.told.outcome?.continuedAs).toEqual({
    ...{
      kind: 'problems',
      code: `${next.code}-01`,
      edition: next.code,
      span: String(scene.years.last),
      formerly: [],
    },
  });
  const copy = await findPublicEntry(services.db, `${next.code}-01`);
  expect(copy?.told.from.map((origin) => origin.code)).toEqual([code(3)]);
  if (continued?.kind !== 'problems' || copy?.kind !== 'problems') throw new Error('no problems');
  expect(problemForApi(continued)).toMatchObject({
    outcome: { outcome: 'carried_over', on: '2026-06-10' },
    continuedAs: { code: `${next.code}-01`, url: `/bai-toan/${next.code}-01`, edition: next.code },
  });
  expect(problemForApi(copy)).toMatchObject({ outcome: null, continuedAs: null, carriedFrom: code(3) });
  const list = await listTold(services.db, former.code, { text: '', outcome: 'not_taken_up', page: 1 });
  expect(list?.items).toMatchObject([{ code: code(2), note: 'Hết kinh phí' }]);
  expect(list?.counts).toEqual({ open: 1, resolved: 1, in_work: 0, not_taken_up: 1, carried_over: 1 });
  const listed = await listPublicEditions(services.db, { code: former.code, limit: 1, offset: 0 });
  expect(listed.items[0]?.outcomes).toBe(3);
  expect(await eventNames(services, 'entry', first)).toContain('entry.outcome_published');

  // from now on it is the head's word, with a reason where something is corrected
  app.setNow(new Date('2026-07-01T02:00:00Z'));
  const seen = (await scene.seenOf(former.id, first)).mark;
  expect(await refused(scene.settle(former.id, [fourth], made))).toContain('chỉ phụ trách chương trình');
  expect(await refused(scene.settle(former.id, [seen], { ...made, note: 'Khác' }, head))).toContain(
    'reason: ',
  );
  await scene.settle(former.id, [seen], { ...made, note: 'Phần mềm của tỉnh', reason: 'Ghi nhầm tên' }, head);
  await scene.settle(former.id, [fourth], { outcome: 'in_work', note: 'Sở Công Thương' }, head);
  expect((await told(1))?.note.vi).toBe('Phần mềm của tỉnh');
  expect((await told(4))?.outcome).toBe('in_work');
  const onDay = async (day: string) =>
    (await findPublicEntryOn(services.db, 'problems', code(1), day as never))?.entry.told.outcome?.note.vi;
  expect([await onDay('2026-06-09'), await onDay('2026-06-10'), await onDay('2026-07-01')]).toEqual([
    undefined,
    made.note,
    'Phần mềm của tỉnh',
  ]);
  scene.years.last += 1;
  const late = await draftEdition(services, scene.years.last);
  const carried = { outcome: 'carried_over', into: late.id };
  const publicNow = (await scene.seenOf(former.id, fourth)).mark;
  expect((await scene.settle(former.id, [publicNow], carried, head)).refused[0]?.why.vi).toContain(
    'đã công khai',
  );
  const goneOn = (await scene.seenOf(former.id, third)).mark;
  const other = await scene.settle(former.id, [goneOn], { ...made, reason: 'x' }, head);
  expect(other.refused[0]?.why.vi).toContain(`thành ${next.code}-01`);

  // withdrawn, the next edition takes what went on in it along: the entry is open again
  await withdrawEdition(services, await personWith(app, 'leader'), next.id, { note: 'Công bố nhầm' });
  expect(await told(3)).toBeNull();
  expect((await told(1))?.outcome).toBe('resolved');
  await scene.settle(former.id, [(await scene.seenOf(former.id, third)).mark], carried);
  expect((await outcomeCounts(services.db, officer, former.id)).open).toBe(0);
  expect(entries).toHaveLength(4);
  expect((await verifyEvents(services.db)).broken).toBeNull();
});

test('a public outcome stays public and the head’s word while the edition that followed is withdrawn; the rest comes with it again', async () => {
  const { services } = app;
  const { former, next, first, second, third, fourth } = await scene.twoYears();
  const leader = await personWith(app, 'leader');
  const made = { outcome: 'resolved', note: 'Đã dùng phần mềm' };
  await scene.settle(former.id, [first], made);
  await scene.settle(former.id, [third], { outcome: 'carried_over', into: next.id });
  app.setNow(new Date('2026-08-01T02:00:00Z'));
  await publishIssuedElsewhere(services, next.id);
  app.setNow(new Date('2026-08-05T02:00:00Z'));
  await withdrawEdition(services, leader, next.id, { note: 'Công bố nhầm' });
  const told = async (place: number) =>
    (await findPublicEntry(services.db, `${former.code}-0${place}`))?.told.outcome?.note.vi;
  const other = { ...made, note: 'Phần mềm khác', reason: 'Ghi nhầm' };
  const { mark } = await scene.seenOf(former.id, first);
  expect(await refused(scene.settle(former.id, [mark], other))).toContain('chỉ phụ trách chương trình');
  const version = () => services.db.selectFrom('content_version').select('version').executeTakeFirstOrThrow();
  const before = await version();
  await scene.settle(former.id, [mark], other, head);
  expect(await told(1)).toBe(other.note);
  expect((await version()).version).toBeGreaterThan(before.version);
  await scene.settle(former.id, [second], { outcome: 'in_work', note: 'Sở Y tế' });
  expect(await told(2)).toBeUndefined();
  app.setNow(new Date('2026-08-10T02:00:00Z'));
  // what is said in the same instant is public too, whichever came first
  await Promise.all([
    reopenEdition(services, leader, next.id, { note: 'Thu hồi nhầm' }),
    scene.settle(former.id, [fourth], { outcome: 'in_work', note: 'Sở Công Thương' }, head),
  ]);
  expect([await told(1), await told(2), await told(4)]).toEqual([other.note, 'Sở Y tế', 'Sở Công Thương']);
  expect(await eventNames(services, 'entry', second)).toEqual(
    expect.arrayContaining(['entry.outcome_published']),
  );
  // of a day within the withdrawal nothing is told that went on in what was withdrawn
  const onDay = async (day: string) =>
    (await findPublicEntryOn(services.db, 'problems', `${former.code}-03`, day as never))?.entry.told.outcome
      ?.continuedAs?.code;
  expect([await onDay('2026-08-03'), await onDay('2026-08-07'), await onDay('2026-08-10')]).toEqual([
    `${next.code}-01`,
    undefined,
    `${next.code}-01`,
  ]);
});
