import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAmending, reason, whole } from '../../../../test/support/amending.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry, eventNames } from '../../../../test/support/catalogue.ts';
import { personWith } from '../../../../test/support/people.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { InvalidInput, type Refusal } from '../../../kernel/refusal.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import {
  forwardEdition,
  publishEdition,
  publishIssuedElsewhere,
  submitEdition,
  withdrawEdition,
} from '../approval/commands.ts';
import { giveUpEdition, resumeEdition } from '../approval/ends.ts';
import { attachFile } from '../attachment-commands.ts';
import { changeEdition } from '../edition-commands.ts';
import { findEdition } from '../edition-store.ts';
import { addEntry, removeEntry } from '../entry-commands.ts';
import { findEntry } from '../entry-store.ts';
import { likeEntries } from '../likeness.ts';
import { findCanonicalCode } from '../public-code.ts';
import { listPublicEditions } from '../public-editions.ts';
import { findPublicEntry } from '../public-entry.ts';
import { beginAmendment, chooseEntry } from './commands.ts';
import { amendmentsOf, changesOf, entriesToChoose } from './queries.ts';

let scene: Awaited<ReturnType<typeof openAmending>>;
let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  scene = await openAmending();
  ({ app, officer, head, leader } = scene);
});
afterAll(() => app.close());

async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  return attempt.then(
    () => {
      throw new Error('not refused');
    },
    (error: Refusal) => error,
  );
}

test('until it is approved the public sees nothing of an amendment; then entries are changed, added and taken out', async () => {
  const { services } = app;
  const { id, code, first, second, amendment } = await scene.amending();
  expect(amendment).toMatchObject({
    code: `${code}-DC1`,
    state: 'draft',
    amends: { editionId: id, no: 1, reason },
  });
  const changed = await chooseEntry(services, officer, amendment.id, first, { takesOut: false });
  await scene.retitle(amendment.id, changed.id, 'Điều phối xe chờ ở bãi tập kết');
  await chooseEntry(services, officer, amendment.id, second, { takesOut: true });
  await addEntry(services, officer, amendment.id, { title: 'Sấy hồi bằng nhiệt thừa', ...whole });
  const summary = await changesOf(services.db, system, amendment.id);
  expect(summary.map(({ purpose, fields }) => [purpose, fields])).toEqual([
    ['change', ['title']],
    ['takeOut', []],
    ['add', []],
  ]);
  expect(await scene.publicTitle(`${code}-01`)).toBe('Điều phối xe chờ ở bãi');
  expect(await scene.publicTitle(`${code}-04`)).toBeUndefined();
  expect(await findCanonicalCode(services.db, 'problems', changed.code)).toBeNull();

  app.setNow(new Date('2026-06-01T03:00:00Z'));
  await scene.publish(amendment.id);
  expect(await scene.publicTitle(`${code}-01`)).toBe('Điều phối xe chờ ở bãi tập kết');
  expect(await scene.publicTitle(`${code}-02`)).toBeUndefined();
  expect(await scene.publicTitle(`${code}-04`)).toBe('Sấy hồi bằng nhiệt thừa');
  const listed = await listPublicEditions(services.db, {
    kind: 'problems',
    year: scene.years.last,
    limit: 10,
    offset: 0,
  });
  expect(listed.items.map((edition) => [edition.code, edition.entries])).toEqual([[code, 3]]);
  expect(await findCanonicalCode(services.db, 'problems', `${code}-02`)).toBeNull();
  expect(await eventNames(services, 'entry', first)).toEqual(['entry.added', 'entry.amended']);
  expect(await eventNames(services, 'entry', second)).toEqual(['entry.added', 'entry.taken_out']);
  expect((await eventNames(services, 'edition', id)).at(-1)).toBe('edition.amended');
  const versions = await services.db
    .selectFrom('entry_version')
    .select(['number', 'title', 'amendment_id'])
    .where('entry_id', '=', first)
    .orderBy('number')
    .execute();
  expect(versions).toEqual([
    { number: 1, title: 'Điều phối xe chờ ở bãi', amendment_id: null },
    { number: 2, title: 'Điều phối xe chờ ở bãi tập kết', amendment_id: amendment.id },
  ]);
  const later = await beginAmendment(services, officer, id, { reason: 'Lần hai' });
  expect(later.code).toBe(`${code}-DC2`);
  expect((await verifyEvents(services.db)).broken).toBeNull();
});

test('files of a changed entry become those of the amendment, and only those', async () => {
  const { services } = app;
  scene.years.last += 1;
  const { id } = await draftEdition(services, scene.years.last);
  const entry = await draftEntry(services, id, 'Có tệp', whole);
  const keep = async (text: string) => ({
    ...(await services.files.put(Readable.from([Buffer.from(text)]))),
    name: 'so-lieu.csv',
  });
  await attachFile(services, officer, entry.id, { file: await keep('a;1'), title: 'Cũ' });
  await publishIssuedElsewhere(services, id);
  const amendment = await beginAmendment(services, officer, id, { reason });
  const chosen = await chooseEntry(services, officer, amendment.id, entry.id, { takesOut: false });
  await attachFile(services, officer, chosen.id, { file: await keep('b;2'), title: 'Mới' });
  expect((await changesOf(services.db, system, amendment.id))[0]?.fields).toEqual(['files']);
  await scene.publish(amendment.id);
  const { code } = await findEntry(services.db, system, id, entry.id);
  expect((await findPublicEntry(services.db, code))?.files.map(({ title }) => title)).toEqual(['Cũ', 'Mới']);
});

describe('an amendment', () => {
  test('is begun once by two clicks, needs a reason, and has no other beside it', async () => {
    const { services } = app;
    const { id, amendment } = await scene.amending();
    const again = await beginAmendment(services, officer, id, { reason: ` ${reason} ` });
    expect(again.id).toBe(amendment.id);
    const other = await refusalOf(beginAmendment(services, head, id, { reason: 'Việc khác' }));
    expect(other).toMatchObject({ kind: 'conflict', text: { vi: expect.stringContaining(amendment.code) } });
    for (const wrong of ['', '   ', 'dài '.repeat(600)]) {
      const error = await refusalOf(beginAmendment(services, officer, id, { reason: wrong }));
      expect(error).toBeInstanceOf(InvalidInput);
    }
  });

  test('begun by two people in the same instant is one', async () => {
    const { services } = app;
    scene.years.last += 1;
    const { id } = await draftEdition(services, scene.years.last);
    await draftEntry(services, id, 'Một', whole);
    await publishIssuedElsewhere(services, id);
    const outcomes = await Promise.allSettled([
      beginAmendment(services, officer, id, { reason: 'Của người thứ nhất' }),
      beginAmendment(services, head, id, { reason: 'Của người thứ hai' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('is of a published edition alone: not of a draft, a withdrawn one, or another amendment', async () => {
    const { services } = app;
    const { id, amendment, first } = await scene.amending();
    await chooseEntry(services, officer, amendment.id, first, { takesOut: true });
    expect(await refusalOf(beginAmendment(services, officer, amendment.id, { reason }))).toMatchObject({
      kind: 'wrong_state',
    });
    scene.years.last += 1;
    const draft = await draftEdition(services, scene.years.last);
    expect(await refusalOf(beginAmendment(services, officer, draft.id, { reason }))).toMatchObject({
      kind: 'wrong_state',
    });
    await submitEdition(services, officer, amendment.id);
    await forwardEdition(services, head, amendment.id);
    await withdrawEdition(services, leader, id, { note: 'Nhầm danh mục' });
    const refused = await refusalOf(publishEdition(services, leader, amendment.id));
    expect(refused).toMatchObject({
      kind: 'wrong_state',
      text: { vi: expect.stringContaining('đã thu hồi') },
    });
    expect((await findEdition(services.db, amendment.id)).state).toBe('with_leader');
    expect(await refusalOf(beginAmendment(services, officer, id, { reason }))).toMatchObject({
      kind: 'wrong_state',
    });
  });

  test('that is given up says why, frees its edition for the next one, and is not gone on with', async () => {
    const { services } = app;
    const { id, code, amendment, first } = await scene.amending();
    await chooseEntry(services, officer, amendment.id, first, { takesOut: true });
    expect(await refusalOf(giveUpEdition(services, officer, amendment.id, { remark: ' ' }))).toMatchObject({
      fields: { remark: { vi: expect.stringContaining('lý do bỏ') } },
    });
    expect(await refusalOf(giveUpEdition(services, leader, amendment.id, { remark: 'x' }))).toMatchObject({
      kind: 'forbidden',
    });
    const twice = [1, 2].map(() => giveUpEdition(services, officer, amendment.id, { remark: 'Trùng việc' }));
    expect((await Promise.all(twice)).map(({ state }) => state)).toEqual(['given_up', 'given_up']);
    const events = await eventNames(services, 'edition', amendment.id);
    expect(events.filter((name) => name === 'edition.given_up')).toHaveLength(1);
    const closed = [
      () => chooseEntry(services, officer, amendment.id, first, { takesOut: false }),
      () => submitEdition(services, officer, amendment.id),
      () => resumeEdition(services, officer, amendment.id),
      () => beginAmendment(services, officer, amendment.id, { reason }),
    ];
    for (const attempt of closed) expect(await refusalOf(attempt())).toMatchObject({ kind: 'wrong_state' });
    const next = await beginAmendment(services, officer, id, { reason });
    expect([next.code, next.state]).toEqual([`${code}-DC2`, 'draft']);
    expect((await amendmentsOf(services.db, officer, id)).map(({ amendment: { state } }) => state)).toEqual([
      'draft',
      'given_up',
    ]);
    await submitEdition(services, officer, next.id).catch(() => undefined);
    await giveUpEdition(services, head, next.id, { remark: 'Thôi' });
    expect(await scene.publicTitle(`${code}-01`)).toBe('Điều phối xe chờ ở bãi');
  });

  test('of an edition withdrawn meanwhile can be given up', async () => {
    const { services } = app;
    const { id, amendment } = await scene.amending();
    await withdrawEdition(services, leader, id, { note: 'Nhầm danh mục' });
    const given = await giveUpEdition(services, officer, amendment.id, { remark: 'Danh mục đã thu hồi' });
    expect(given.state).toBe('given_up');
  });

  test('has its reason corrected while it is a draft, and never an empty one', async () => {
    const { services } = app;
    const { amendment } = await scene.amending();
    const content = {
      ...{ kind: 'problems' as const, span: String(scene.years.last), title: amendment.title },
      version: amendment.version,
    };
    const kept = await changeEdition(services, officer, amendment.id, content);
    expect(kept.amends?.reason).toBe(reason);
    const changed = await changeEdition(services, officer, amendment.id, {
      ...content,
      version: kept.version,
      reason: ' Theo kết luận mới ',
    });
    expect(changed.amends?.reason).toBe('Theo kết luận mới');
    const wrong = { ...content, version: changed.version, reason: ' ' };
    expect(await refusalOf(changeEdition(services, officer, amendment.id, wrong))).toMatchObject({
      fields: { reason: { vi: expect.stringContaining('lý do') } },
    });
    await giveUpEdition(services, officer, amendment.id, { remark: 'Thôi' });
    expect(await refusalOf(changeEdition(services, officer, amendment.id, wrong))).toBeInstanceOf(
      InvalidInput,
    );
    const late = { ...content, version: changed.version + 1, reason: 'Muộn' };
    expect(await refusalOf(changeEdition(services, officer, amendment.id, late))).toMatchObject({
      kind: 'wrong_state',
    });
  });

  test('in force is not withdrawn by itself, keeps its code, and is closed to changes', async () => {
    const { services } = app;
    const { amendment, first } = await scene.amending();
    const { code, kind, span, title, version } = await changeEdition(services, officer, amendment.id, {
      kind: 'problems',
      span: String(scene.years.last),
      title: 'Điều chỉnh danh mục',
      version: amendment.version,
    });
    expect(code).toBe(amendment.code);
    const moved = changeEdition(services, officer, amendment.id, { kind, span: '2099', title, version });
    expect(await refusalOf(moved)).toBeInstanceOf(InvalidInput);
    expect(span).toEqual({ year: scene.years.last });
    await chooseEntry(services, officer, amendment.id, first, { takesOut: true });
    await scene.publish(amendment.id);
    const refused = await refusalOf(withdrawEdition(services, leader, amendment.id, { note: 'Nhầm' }));
    expect(refused).toMatchObject({
      kind: 'wrong_state',
      text: { vi: expect.stringContaining('đã có hiệu lực') },
    });
    expect(
      await refusalOf(chooseEntry(services, officer, amendment.id, first, { takesOut: false })),
    ).toMatchObject({ kind: 'wrong_state' });
  });

  test('is not approved by who wrote any of it', async () => {
    const { services } = app;
    const { amendment, first } = await scene.amending();
    const both = await personWith(app, 'programme_officer', 'leader');
    await chooseEntry(services, both, amendment.id, first, { takesOut: true });
    await submitEdition(services, officer, amendment.id);
    await forwardEdition(services, head, amendment.id);
    expect(await refusalOf(publishEdition(services, both, amendment.id))).toMatchObject({
      kind: 'forbidden',
    });
  });
});

describe('choosing an entry', () => {
  test('twice gives the one already there, with the purpose asked for last; its draft likeness is no advice', async () => {
    const { services } = app;
    const { amendment, first } = await scene.amending();
    const one = await chooseEntry(services, officer, amendment.id, first, { takesOut: false });
    const two = await chooseEntry(services, officer, amendment.id, first, { takesOut: false });
    const three = await chooseEntry(services, officer, amendment.id, first, { takesOut: true });
    expect([two.id, three.id]).toEqual([one.id, one.id]);
    expect((await changesOf(services.db, system, amendment.id)).map(({ purpose }) => purpose)).toEqual([
      'takeOut',
    ]);
    const alike = await likeEntries(services.db, officer, [one.id]);
    expect(alike.get(one.id)?.map(({ id }) => id) ?? []).not.toContain(first);
  });

  test('that was removed from the amendment is told where to restore it', async () => {
    const { services } = app;
    const { amendment, first } = await scene.amending();
    const one = await chooseEntry(services, officer, amendment.id, first, { takesOut: false });
    await removeEntry(services, officer, one.id);
    const refused = await refusalOf(chooseEntry(services, officer, amendment.id, first, { takesOut: false }));
    expect(refused).toMatchObject({ kind: 'conflict', text: { vi: expect.stringContaining('khôi phục') } });
  });

  test('of another edition, or one that is not public, finds nothing', async () => {
    const { services } = app;
    const { amendment } = await scene.amending();
    const elsewhere = await scene.amending();
    for (const id of [elsewhere.first, 0, Number.NaN])
      expect(
        await refusalOf(chooseEntry(services, officer, amendment.id, id, { takesOut: false })),
      ).toMatchObject({ kind: 'not_found' });
    expect(
      await refusalOf(chooseEntry(services, officer, elsewhere.id, elsewhere.first, { takesOut: false })),
    ).toMatchObject({ kind: 'wrong_state' });
  });

  test('offers what is public of the edition, found without diacritics, with what was chosen', async () => {
    const { services } = app;
    const { id, amendment, second } = await scene.amending();
    await chooseEntry(services, officer, amendment.id, second, { takesOut: true });
    const found = await entriesToChoose(services.db, system, amendment.id, id, { text: 'do man', page: 1 });
    expect(found).toMatchObject({ total: 1, rows: [{ id: second, chosen: { purpose: 'takeOut' } }] });
    const all = await entriesToChoose(services.db, system, amendment.id, id, { text: '', page: 1 });
    expect(all.rows.map(({ chosen }) => chosen?.purpose ?? null)).toEqual([null, 'takeOut', null]);
  });
});
