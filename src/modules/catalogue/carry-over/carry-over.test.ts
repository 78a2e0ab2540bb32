import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { personWith } from '../../../../test/support/people.ts';
import { type AccountActor, visitor } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { beginAmendment, chooseEntry } from '../amendment/commands.ts';
import { problemForApi } from '../api.ts';
import { publishIssuedElsewhere, submitEdition, withdrawEdition } from '../approval/commands.ts';
import { reopenEdition } from '../approval/ends.ts';
import { attachedNow } from '../attachment.ts';
import { attachFile } from '../attachment-commands.ts';
import { findEdition } from '../edition-store.ts';
import { removeEntry, restoreEntry, saveEntry } from '../entry-commands.ts';
import { allEntries, contentOf, findEntry } from '../entry-store.ts';
import { likeEntries } from '../likeness.ts';
import { findTexts } from '../outgoing/commands.ts';
import { composed } from '../outgoing/composed.ts';
import { listPublicEditions } from '../public-editions.ts';
import { findPublicEntry } from '../public-entry.ts';
import { findPublicEntryOn } from '../versions/entry.ts';
import { type SettleInput, settleOutcomes } from './commands.ts';
import type { OutcomeInput } from './outcome.ts';
import { listTold } from './public-list.ts';
import { editionsBefore, listOutcomes, outcomeCounts } from './queries.ts';

let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
let year = 2025;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await personWith(app, 'programme_officer');
  head = await personWith(app, 'programme_head');
});
afterAll(() => app.close());

const content = { lead: ['SKHCN'], places: ['20-06184'], results: [{ text: 'Giảm 30% thời gian chờ' }] };
const titles = [
  'Điều phối xe chờ ở bãi',
  'Đo mặn nước ngầm',
  'Cảnh báo sương muối',
  'Sấy hồi bằng nhiệt thừa',
];

/** A published edition of four entries, and the draft of the next year. */
async function twoYears() {
  const { services } = app;
  year += 2;
  const former = await draftEdition(services, year - 1);
  const entries: number[] = [];
  for (const title of titles) entries.push((await draftEntry(services, former.id, title, content)).id);
  await publishIssuedElsewhere(services, former.id);
  const next = await draftEdition(services, year);
  const [first = 0, second = 0, third = 0, fourth = 0] = entries;
  return { former, next, entries, first, second, third, fourth };
}

const nothing: OutcomeInput = { outcome: '', note: '', noteEn: '', reference: '', into: null, reason: '' };

/** Says of entries what became of them, as if nothing had been said before. */
function settle(
  editionId: number,
  entries: readonly (number | SettleInput['entries'][number])[],
  said: Partial<OutcomeInput>,
  actor = officer,
) {
  return settleOutcomes(app.services, actor, editionId, {
    ...nothing,
    ...said,
    entries: entries.map((entry) => (typeof entry === 'number' ? { id: entry, seen: 0 } : entry)),
  });
}

async function refused(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'not refused',
    (error: unknown) => {
      if (error instanceof Refusal) return error.text.vi;
      if (error instanceof InvalidInput)
        return Object.entries<{ vi: string } | undefined>(error.fields)
          .map(([field, text]) => `${field}: ${text?.vi}`)
          .join('; ');
      throw error;
    },
  );
}

async function seenOf(editionId: number, entryId: number) {
  const filters = { text: '', outcome: null, page: 1 };
  const { rows } = await listOutcomes(app.services.db, officer, editionId, filters);
  const row = rows.find(({ id }) => id === entryId);
  return { row, mark: { id: entryId, seen: row?.settled?.id ?? 0 } };
}

test('an entry carried over is copied whole, once however often and by however many it is asked', async () => {
  const { services } = app;
  const { former, next, first, second } = await twoYears();
  await attachFile(services, officer, (await draftEntry(services, next.id, 'Mục mới của năm sau')).id, {
    file: await keepFile(services, 'khác', 'khac.csv'),
  });
  const [one, two] = await Promise.all([
    settle(former.id, [first, second], { outcome: 'carried_over', into: next.id }),
    settle(former.id, [second, first], { outcome: 'carried_over', into: next.id }, head),
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
  year += 1;
  const third = await draftEdition(services, year);
  await settle(next.id, [copy.id], { outcome: 'carried_over', into: third.id });
  const [grandchild] = await allEntries(services.db, officer, third.id);
  const likeGrandchild = await likeEntries(services.db, officer, [grandchild?.id ?? 0]);
  const warned = (likeGrandchild.get(grandchild?.id ?? 0) ?? []).map(({ id }) => id);
  expect(warned).not.toContain(first);
  expect(warned).not.toContain(copy.id);
});

test('files go with the copy; removed from the draft it leaves the outcome open, restored it stands again', async () => {
  const { services } = app;
  year += 2;
  const former = await draftEdition(services, year - 1);
  const entry = await draftEntry(services, former.id, 'Đo mặn nước ngầm', content);
  const file = await keepFile(services, 'Nam;Do man\n2025;3', 'do-man.csv');
  await attachFile(services, officer, entry.id, { file, title: 'Số liệu' });
  await publishIssuedElsewhere(services, former.id);
  const next = await draftEdition(services, year);
  await settle(former.id, [entry.id], { outcome: 'carried_over', into: next.id });
  const [copy] = await allEntries(services.db, officer, next.id);
  if (!copy) throw new Error('nothing was copied');
  expect(attachedNow(copy).map(({ title, sha256 }) => [title, sha256])).toEqual([['Số liệu', file.sha256]]);

  const open = async () => (await outcomeCounts(services.db, officer, former.id)).open;
  expect(await open()).toBe(0);
  const { mark } = await seenOf(former.id, entry.id);
  const other = await settle(former.id, [mark], { outcome: 'resolved', note: 'Đã có hệ thống' });
  expect(other.refused[0]?.why.vi).toContain(`đang có trong bản nháp ${next.code} (mục ${copy.code})`);
  await removeEntry(services, officer, copy.id);
  expect(await open()).toBe(1);
  expect((await seenOf(former.id, entry.id)).row?.settled?.continuedAs?.gone).toBe('removed');
  const again = await settle(former.id, [mark], { outcome: 'carried_over', into: next.id });
  expect(again.refused[0]?.why.vi).toContain('Hãy khôi phục');
  await settle(former.id, [mark], { outcome: 'resolved', note: 'Đã có hệ thống' });
  await restoreEntry(services, officer, copy.id);
  // what stands in the edition in the end is carried over, whatever was said meanwhile
  await publishIssuedElsewhere(services, next.id);
  const told = (await findPublicEntry(services.db, entry.code))?.told;
  expect(told?.outcome).toMatchObject({ outcome: 'carried_over', continuedAs: { code: `${next.code}-01` } });
});

test('outcomes are seen in work alone until the next edition is published, then on every page, in the API and the past', async () => {
  const { services } = app;
  const { former, next, entries, first, second, third, fourth } = await twoYears();
  const made = { outcome: 'resolved', note: 'Đã dùng phần mềm', reference: 'https://example.vn/btl' };
  await settle(former.id, [first], made);
  await settle(former.id, [second], { outcome: 'in_work', note: 'Sở Y tế', noteEn: 'Department of Health' });
  await settle(former.id, [third], { outcome: 'carried_over', into: next.id });
  const code = (place: number) => `${former.code}-0${place}`;
  const told = async (place: number) => (await findPublicEntry(services.db, code(place)))?.told.outcome;
  expect(await told(1)).toBeNull();
  // changed at will until then
  const { mark } = await seenOf(former.id, second);
  await settle(former.id, [mark], { outcome: 'not_taken_up', note: 'Hết kinh phí' });
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
    ...{ kind: 'problems', code: `${next.code}-01`, edition: next.code, span: String(year) },
  });
  const copy = await findPublicEntry(services.db, `${next.code}-01`);
  expect(copy?.told.carriedFrom?.code).toBe(code(3));
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
  const seen = (await seenOf(former.id, first)).mark;
  expect(await refused(settle(former.id, [fourth], made))).toContain('chỉ phụ trách chương trình');
  expect(await refused(settle(former.id, [seen], { ...made, note: 'Khác' }, head))).toContain('reason: ');
  await settle(former.id, [seen], { ...made, note: 'Phần mềm của tỉnh', reason: 'Ghi nhầm tên' }, head);
  await settle(former.id, [fourth], { outcome: 'in_work', note: 'Sở Công Thương' }, head);
  expect((await told(1))?.note.vi).toBe('Phần mềm của tỉnh');
  expect((await told(4))?.outcome).toBe('in_work');
  const onDay = async (day: string) =>
    (await findPublicEntryOn(services.db, 'problems', code(1), day as never))?.entry.told.outcome?.note.vi;
  expect([await onDay('2026-06-09'), await onDay('2026-06-10'), await onDay('2026-07-01')]).toEqual([
    undefined,
    made.note,
    'Phần mềm của tỉnh',
  ]);
  year += 1;
  const late = await draftEdition(services, year);
  const carried = { outcome: 'carried_over', into: late.id };
  const publicNow = (await seenOf(former.id, fourth)).mark;
  expect((await settle(former.id, [publicNow], carried, head)).refused[0]?.why.vi).toContain('đã công khai');
  const goneOn = (await seenOf(former.id, third)).mark;
  const other = await settle(former.id, [goneOn], { ...made, reason: 'x' }, head);
  expect(other.refused[0]?.why.vi).toContain(`thành ${next.code}-01`);

  // withdrawn, the next edition takes what went on in it along: the entry is open again
  await withdrawEdition(services, await personWith(app, 'leader'), next.id, { note: 'Công bố nhầm' });
  expect(await told(3)).toBeNull();
  expect((await told(1))?.outcome).toBe('resolved');
  await settle(former.id, [(await seenOf(former.id, third)).mark], carried);
  expect((await outcomeCounts(services.db, officer, former.id)).open).toBe(0);
  expect(entries).toHaveLength(4);
  expect((await verifyEvents(services.db)).broken).toBeNull();
});

test('a public outcome stays public and the head’s word while the edition that followed is withdrawn; the rest comes with it again', async () => {
  const { services } = app;
  const { former, next, first, second, third, fourth } = await twoYears();
  const leader = await personWith(app, 'leader');
  const made = { outcome: 'resolved', note: 'Đã dùng phần mềm' };
  await settle(former.id, [first], made);
  await settle(former.id, [third], { outcome: 'carried_over', into: next.id });
  app.setNow(new Date('2026-08-01T02:00:00Z'));
  await publishIssuedElsewhere(services, next.id);
  app.setNow(new Date('2026-08-05T02:00:00Z'));
  await withdrawEdition(services, leader, next.id, { note: 'Công bố nhầm' });
  const told = async (place: number) =>
    (await findPublicEntry(services.db, `${former.code}-0${place}`))?.told.outcome?.note.vi;
  const other = { ...made, note: 'Phần mềm khác', reason: 'Ghi nhầm' };
  const { mark } = await seenOf(former.id, first);
  expect(await refused(settle(former.id, [mark], other))).toContain('chỉ phụ trách chương trình');
  const version = () => services.db.selectFrom('content_version').select('version').executeTakeFirstOrThrow();
  const before = await version();
  await settle(former.id, [mark], other, head);
  expect(await told(1)).toBe(other.note);
  expect((await version()).version).toBeGreaterThan(before.version);
  await settle(former.id, [second], { outcome: 'in_work', note: 'Sở Y tế' });
  expect(await told(2)).toBeUndefined();
  app.setNow(new Date('2026-08-10T02:00:00Z'));
  // what is said in the same instant is public too, whichever came first
  await Promise.all([
    reopenEdition(services, leader, next.id, { note: 'Thu hồi nhầm' }),
    settle(former.id, [fourth], { outcome: 'in_work', note: 'Sở Công Thương' }, head),
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

test('what an outcome lacks, and what cannot be carried over where, is said in words and nothing is written', async () => {
  const { services } = app;
  const { former, next, first, second, third } = await twoYears();
  const carry = (editionId: number, into: number) =>
    refused(settle(editionId, [first], { outcome: 'carried_over', into }));
  expect(await refused(settle(former.id, [first], { outcome: 'done' }))).toContain('outcome: Hãy chọn');
  expect(await refused(settle(former.id, [first], { outcome: 'resolved' }))).toContain('note: ');
  expect(await refused(settle(former.id, [first], { outcome: 'in_work' }))).toContain(
    'đơn vị đang thực hiện',
  );
  expect(await refused(settle(former.id, [first], { outcome: 'not_taken_up', note: ' ' }))).toContain(
    'lý do',
  );
  expect(await refused(settle(former.id, [first], { outcome: 'carried_over' }))).toContain('into: ');
  const script = { outcome: 'resolved', reference: 'javascript:alert(1)' };
  expect(await refused(settle(former.id, [first], script))).toContain('reference: ');
  const long = { outcome: 'in_work', note: 'a'.repeat(2_001) };
  expect(await refused(settle(former.id, [first], long))).toContain('2.000 ký tự');
  expect(await refused(settle(former.id, [], { outcome: 'in_work', note: 'x' }))).toContain('muc: ');

  const needs = await draftEdition(services, year, { kind: 'needs', title: 'Nhu cầu' });
  const earlier = await draftEdition(services, 2019 - (year % 10));
  const amendment = await beginAmendment(services, officer, former.id, { reason: 'Bổ sung' });
  expect(await carry(former.id, needs.id)).toContain('không nhận mục');
  expect(await carry(former.id, former.id)).toContain('chính danh mục này');
  expect(await carry(former.id, earlier.id)).toContain(`không sau ${former.code}`);
  expect(await carry(former.id, amendment.id)).toContain('là bản điều chỉnh');
  expect(await carry(former.id, 999_999)).toContain('Không tìm thấy');
  expect(await carry(next.id, former.id)).toContain('chỉ làm với danh mục đã công bố');
  expect(await carry(amendment.id, next.id)).toContain('chính danh mục được điều chỉnh');
  const outsider = await personWith(app, 'agency_officer');
  expect(await refused(settle(former.id, [first], { outcome: 'in_work', note: 'x' }, outsider))).toContain(
    'Không tìm thấy',
  );

  const taken = await chooseEntry(services, officer, amendment.id, second, { takesOut: true });
  await publishIssuedElsewhere(services, amendment.id);
  expect(await refused(settle(former.id, [second], { outcome: 'in_work', note: 'x' }))).toContain(
    'Không tìm thấy',
  );
  expect(await refused(settle(former.id, [first, second], { outcome: 'in_work', note: 'x' }))).toContain(
    'đã được đưa ra khỏi danh mục',
  );
  expect(taken.id).toBeGreaterThan(0);

  // two people at once: the second is told
  await settle(former.id, [third], { outcome: 'in_work', note: 'Sở Y tế' });
  const late = await settle(former.id, [third], { outcome: 'resolved', note: 'Xong' }, head);
  expect(late.refused[0]?.why.vi).toContain('vừa ghi kết quả khác');

  await draftEntry(services, next.id, 'Mục mới', content);
  await submitEdition(services, officer, next.id);
  expect(await carry(former.id, next.id)).toContain('không nhận thêm mục');
  await withdrawEdition(services, await personWith(app, 'leader'), former.id, { note: 'Nhầm' });
  expect(await carry(former.id, next.id)).toContain('đã thu hồi');
  const rows = await services.db
    .selectFrom('entry_carried')
    .select('entry_id')
    .where('edition_id', '=', next.id);
  expect(await rows.execute()).toEqual([]);
});

test('a confidential entry may be carried over and stays confidential; nobody reads its outcome', async () => {
  const { services } = app;
  year += 2;
  const former = await draftEdition(services, year - 1);
  const open = await draftEntry(services, former.id, titles[0] ?? '', content);
  const hidden = await draftEntry(services, former.id, 'Mục mật', { ...content, confidential: true });
  await publishIssuedElsewhere(services, former.id);
  const next = await draftEdition(services, year);
  const none = await refused(settle(former.id, [hidden.id], { outcome: 'carried_over', into: next.id }));
  expect(none).toContain('Không tìm thấy');
  await settle(former.id, [hidden.id], { outcome: 'carried_over', into: next.id }, head);
  const [copy] = await allEntries(services.db, head, next.id);
  expect(copy).toMatchObject({ title: 'Mục mật', confidential: true, detail: { carriedFrom: null } });
  expect(await allEntries(services.db, officer, next.id)).toEqual([]);
  // nor is the copy of a public one that is confidential named to who may not see it
  await settle(former.id, [open.id], { outcome: 'carried_over', into: next.id });
  const withheld = services.db.updateTable('entry').where('edition_id', '=', next.id);
  await withheld
    .set({ confidential: true })
    .where('title', '=', titles[0] ?? '')
    .execute();
  const told = await seenOf(former.id, open.id);
  expect(told.row?.settled).toMatchObject({ outcome: 'carried_over', continuedAs: { code: null } });
  const other = await settle(former.id, [told.mark], { outcome: 'resolved', note: 'Đã xong' });
  expect(other.refused[0]?.why.vi).toContain('(mục không được xem)');
  // made public there it does not tell of what it was
  if (!copy) throw new Error('nothing was copied');
  const made = await services.db
    .selectFrom('event')
    .select('facts')
    .where('subject_id', '=', String(copy.id))
    .where('name', '=', 'entry.carried_over')
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(made.facts)).not.toContain(hidden.code);
  await saveEntry(services, head, copy.id, {
    version: copy.version,
    entry: { ...content, title: 'Nay đã công khai' },
  });
  await publishIssuedElsewhere(services, next.id);
  expect((await findPublicEntry(services.db, copy.code))?.told.carriedFrom).toBeNull();
  const list = await listTold(services.db, former.code, { text: '', outcome: null, page: 1 });
  expect(list?.items).toHaveLength(1);
  const said = services.db.selectFrom('entry_outcome').select('public_at').where('entry_id', '=', hidden.id);
  expect((await said.executeTakeFirstOrThrow()).public_at).toBeNull();
});
