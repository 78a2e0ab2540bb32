import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry } from '../../../../test/support/catalogue.ts';
import { content, openOutcomes, refused, titles } from '../../../../test/support/outcomes.ts';
import { personWith } from '../../../../test/support/people.ts';
import type { AccountActor } from '../../../kernel/actor.ts';
import { beginAmendment, chooseEntry } from '../amendment/commands.ts';
import { publishIssuedElsewhere, submitEdition, withdrawEdition } from '../approval/commands.ts';
import { saveEntry } from '../entry-commands.ts';
import { allEntries } from '../entry-store.ts';
import { findPublicEntry } from '../public-entry.ts';
import { listTold } from './public-list.ts';

let scene: Awaited<ReturnType<typeof openOutcomes>>;
let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
beforeAll(async () => {
  scene = await openOutcomes();
  ({ app, officer, head } = scene);
});
afterAll(() => app.close());

test('what an outcome lacks, and what cannot be carried over where, is said in words and nothing is written', async () => {
  const { services } = app;
  const { former, next, first, second, third } = await scene.twoYears();
  const carry = (editionId: number, into: number) =>
    refused(scene.settle(editionId, [first], { outcome: 'carried_over', into }));
  expect(await refused(scene.settle(former.id, [first], { outcome: 'done' }))).toContain('outcome: Hãy chọn');
  expect(await refused(scene.settle(former.id, [first], { outcome: 'resolved' }))).toContain('note: ');
  expect(await refused(scene.settle(former.id, [first], { outcome: 'in_work' }))).toContain(
    'đơn vị đang thực hiện',
  );
  expect(await refused(scene.settle(former.id, [first], { outcome: 'not_taken_up', note: ' ' }))).toContain(
    'lý do',
  );
  expect(await refused(scene.settle(former.id, [first], { outcome: 'carried_over' }))).toContain('into: ');
  const script = { outcome: 'resolved', reference: 'javascript:alert(1)' };
  expect(await refused(scene.settle(former.id, [first], script))).toContain('reference: ');
  const long = { outcome: 'in_work', note: 'a'.repeat(2_001) };
  expect(await refused(scene.settle(former.id, [first], long))).toContain('2.000 ký tự');
  expect(await refused(scene.settle(former.id, [], { outcome: 'in_work', note: 'x' }))).toContain('muc: ');

  const needs = await draftEdition(services, scene.years.last, { kind: 'needs', title: 'Nhu cầu' });
  const earlier = await draftEdition(services, 2019 - (scene.years.last % 10));
  const amendment = await beginAmendment(services, officer, former.id, { reason: 'Bổ sung' });
  expect(await carry(former.id, needs.id)).toContain('không nhận mục');
  expect(await carry(former.id, former.id)).toContain('chính danh mục này');
  expect(await carry(former.id, earlier.id)).toContain(`không sau ${former.code}`);
  expect(await carry(former.id, amendment.id)).toContain('là bản điều chỉnh');
  expect(await carry(former.id, 999_999)).toContain('Không tìm thấy');
  expect(await carry(next.id, former.id)).toContain('chỉ làm với danh mục đã công bố');
  expect(await carry(amendment.id, next.id)).toContain('chính danh mục được điều chỉnh');
  const outsider = await personWith(app, 'agency_officer');
  expect(
    await refused(scene.settle(former.id, [first], { outcome: 'in_work', note: 'x' }, outsider)),
  ).toContain('Không tìm thấy');

  const taken = await chooseEntry(services, officer, amendment.id, second, { takesOut: true });
  await publishIssuedElsewhere(services, amendment.id);
  expect(await refused(scene.settle(former.id, [second], { outcome: 'in_work', note: 'x' }))).toContain(
    'Không tìm thấy',
  );
  expect(
    await refused(scene.settle(former.id, [first, second], { outcome: 'in_work', note: 'x' })),
  ).toContain('đã được đưa ra khỏi danh mục');
  expect(taken.id).toBeGreaterThan(0);

  // two people at once: the second is told
  await scene.settle(former.id, [third], { outcome: 'in_work', note: 'Sở Y tế' });
  const late = await scene.settle(former.id, [third], { outcome: 'resolved', note: 'Xong' }, head);
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
  scene.years.last += 2;
  const former = await draftEdition(services, scene.years.last - 1);
  const open = await draftEntry(services, former.id, titles[0] ?? '', content);
  const hidden = await draftEntry(services, former.id, 'Mục mật', { ...content, confidential: true });
  await publishIssuedElsewhere(services, former.id);
  const next = await draftEdition(services, scene.years.last);
  const none = await refused(
    scene.settle(former.id, [hidden.id], { outcome: 'carried_over', into: next.id }),
  );
  expect(none).toContain('Không tìm thấy');
  await scene.settle(former.id, [hidden.id], { outcome: 'carried_over', into: next.id }, head);
  const [copy] = await allEntries(services.db, head, next.id);
  expect(copy).toMatchObject({ title: 'Mục mật', confidential: true, detail: { carriedFrom: null } });
  expect(await allEntries(services.db, officer, next.id)).toEqual([]);
  // nor is the copy of a public one that is confidential named to who may not see it
  await scene.settle(former.id, [open.id], { outcome: 'carried_over', into: next.id });
  const withheld = services.db.updateTable('entry').where('edition_id', '=', next.id);
  await withheld
    .set({ confidential: true })
    .where('title', '=', titles[0] ?? '')
    .execute();
  const told = await scene.seenOf(former.id, open.id);
  expect(told.row?.settled).toMatchObject({ outcome: 'carried_over', continuedAs: { code: null } });
  const other = await scene.settle(former.id, [told.mark], { outcome: 'resolved', note: 'Đã xong' });
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
  expect((await findPublicEntry(services.db, copy.code))?.told.from).toEqual([]);
  const list = await listTold(services.db, former.code, { text: '', outcome: null, page: 1 });
  expect(list?.items).toHaveLength(1);
  const said = services.db.selectFrom('entry_outcome').select('public_at').where('entry_id', '=', hidden.id);
  expect((await said.executeTakeFirstOrThrow()).public_at).toBeNull();
});
