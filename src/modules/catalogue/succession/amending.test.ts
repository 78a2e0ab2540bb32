import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventNames } from '../../../../test/support/catalogue.ts';
import { personWith } from '../../../../test/support/people.ts';
import { first, openSuccessions, refusalOf } from '../../../../test/support/successions.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { beginAmendment, chooseEntry } from '../amendment/commands.ts';
import { forwardEdition, publishEdition, submitEdition } from '../approval/commands.ts';
import { addEntry, removeEntry, saveEntry } from '../entry-commands.ts';
import { allEntries, entriesOf, findEntry } from '../entry-store.ts';
import { adjustingWords, purposeWords } from '../outgoing/annex.ts';
import { figuresOf } from '../outgoing/figures.ts';
import { mergeEntries } from './merging.ts';
import { splitEntry } from './splitting.ts';

let scene: Awaited<ReturnType<typeof openSuccessions>>;
let app: TestApp;
let officer: AccountActor;
beforeAll(async () => {
  scene = await openSuccessions();
  ({ app, officer } = scene);
});
afterAll(() => app.close());

describe('in an amendment', () => {
  async function amending() {
    const edition = await scene.draft(true);
    const amendment = await beginAmendment(app.services, officer, edition.id, {
      reason: 'Kết luận 12/TB-UBND',
    });
    return { ...edition, amendment: amendment.id };
  }
  const publish = async (id: number) => {
    const [head, leader] = [await personWith(app, 'programme_head'), await personWith(app, 'leader')];
    await submitEdition(app.services, officer, id);
    await forwardEdition(app.services, head, id);
    return publishEdition(app.services, leader, id);
  };
  const purposes = async (id: number) => {
    const entries = await allEntries(app.services.db, system, id);
    return { words: entries.map(purposeWords), decision: adjustingWords(figuresOf(entries)) };
  };
  const held = async (id: number) => {
    const { rows } = await sql<{ from: string; to: string; kind: string; stays: boolean }>`
      select f.code as "from", t.code as "to", s.kind, s.stays from entry_succession s join entry f on f.id = s.from_entry_id
        join entry t on t.id = s.to_entry_id where s.edition_id = ${id} and s.public_at is not null order by 1, 2`.execute(
      app.services.db,
    );
    return rows.map(({ from, to, kind, stays }) => [from.slice(-2), to.slice(-2), kind, stays]);
  };

  test('public entries are merged and split at its publication, with an event and a version each; until then nothing holds', async () => {
    const { services } = app;
    const { id, code, one, two, three, amendment } = await amending();
    await mergeEntries(services, officer, amendment, {
      entries: await scene.shown(one, two),
      into: one,
      chosen: {},
    });
    const kept = await splitEntry(services, officer, amendment, three, {
      version: 1,
      stays: true,
      parts: [
        { title: 'Sương muối vùng cao', rows: [] },
        { title: 'Sương muối vùng thấp', rows: [] },
      ],
    });
    await saveEntry(services, officer, kept.id, {
      version: kept.version,
      entry: { title: 'Sương muối vùng cao', lead: 'SCT', results: [{ text: 'Báo trước' }] },
    });
    const entries = await allEntries(services.db, officer, amendment);
    for (const part of entries.filter(({ title }) => title.endsWith('thấp')))
      await saveEntry(services, officer, part.id, {
        version: part.version,
        entry: { title: part.title, lead: 'SCT', results: [{ text: 'Báo trước' }] },
      });
    expect(await purposes(amendment)).toEqual({
      words: [
        `Sửa đổi; gộp từ ${code}-02`,
        `Gộp vào ${code}-01`,
        'Sửa đổi; tách một phần sang 1 mục mới',
        `Bổ sung; tách từ ${code}-03`,
      ],
      decision: 'sửa đổi, bổ sung, gộp, tách hoặc đưa ra khỏi Danh mục',
    });
    expect(await held(amendment)).toEqual([]);
    expect((await entriesOf(services.db, system, [two]))[0]?.removedAt).toBeNull();

    await publish(amendment);
    expect(await held(amendment)).toEqual([
      ['02', '01', 'merged', false],
      ['03', '04', 'split', true],
    ]);
    const [target] = await entriesOf(services.db, system, [one]);
    expect(target).toMatchObject({
      formerCodes: [`${code}-02`],
      attachments: [{ title: 'Số liệu giếng' }],
    });
    expect((await eventNames(services, 'entry', one)).slice(-2)).toEqual(['entry.amended', 'entry.merged']);
    expect((await eventNames(services, 'entry', two)).slice(-2)).toEqual(['entry.taken_out', 'entry.merged']);
    expect((await eventNames(services, 'entry', three)).slice(-2)).toEqual(['entry.amended', 'entry.split']);
    const versions = await services.db
      .selectFrom('entry_version')
      .select(['code', 'number', 'to_at'])
      .where('edition_id', '=', id)
      .orderBy('code')
      .orderBy('number')
      .execute();
    expect(
      versions.map((version) => [version.code.slice(-2), version.number, version.to_at === null]),
    ).toEqual([
      ['01', 1, false],
      ['01', 2, true],
      ['02', 1, false],
      ['03', 1, false],
      ['03', 2, true],
      ['04', 1, true],
    ]);
    expect((await verifyEvents(services.db)).broken).toBeNull();
    expect(
      (
        await refusalOf(
          mergeEntries(services, officer, id, {
            entries: await scene.shown(one, three),
            into: one,
            chosen: {},
          }),
        )
      ).message,
    ).toContain('công bố');
  });

  test('one that is chosen to stay after all is merged into none; one that takes others over is not removed', async () => {
    const { services } = app;
    const { one, two, amendment } = await amending();
    const entries = await scene.shown(one, two);
    const merged = await mergeEntries(services, officer, amendment, { entries, into: one, chosen: {} });
    const again = await mergeEntries(services, officer, amendment, { entries, into: one, chosen: {} });
    expect(again.id).toBe(merged.id);
    for (const attempt of [
      () => removeEntry(services, officer, merged.id),
      () => chooseEntry(services, officer, amendment, one, { takesOut: true }),
    ])
      expect((await refusalOf(attempt())).message).toContain('đang nhận gộp từ');
    const back = await chooseEntry(services, officer, amendment, two, { takesOut: false });
    expect((await findEntry(services.db, officer, amendment, back.id)).succession).toEqual([]);
    await removeEntry(services, officer, merged.id);
    await publish(amendment);
    expect(await held(amendment)).toEqual([]);
  });

  test('a chain of mergings ends in the last one, also by way of a new entry, and never in a circle', async () => {
    const { services } = app;
    const { one, two, three, amendment } = await amending();
    const fresh = await addEntry(services, officer, amendment, { title: 'Mạng đo nước', ...first });
    await mergeEntries(services, officer, amendment, {
      entries: await scene.shown(two, fresh.id),
      into: fresh.id,
      chosen: {},
    });
    const middle = await scene.shown(fresh.id, three);
    const last = await mergeEntries(services, officer, amendment, {
      entries: middle,
      into: three,
      chosen: {},
    });
    await mergeEntries(services, officer, amendment, {
      entries: await scene.shown(last.id, one),
      into: one,
      chosen: {},
    });
    await publish(amendment);
    expect(await held(amendment)).toEqual([
      ['02', '03', 'merged', false],
      ['03', '01', 'merged', false],
    ]);
    const back = (from: number, to: number) =>
      sql`insert into entry_succession (from_entry_id, to_entry_id, kind, edition_id, decided_at, public_at)
        values (${from}, ${to}, 'merged', ${amendment}, now(), now())`.execute(services.db);
    await expect(back(one, two)).rejects.toThrow('merged into itself');
    await expect(back(one, one)).rejects.toThrow('merged into itself');
    const [entry] = await entriesOf(services.db, system, [one]);
    expect(entry?.formerCodes.map((code) => code.slice(-2))).toEqual(['02', '03']);
  });

  test('a split entry may leave: its parts are new, and its code is given to none', async () => {
    const { services } = app;
    const { one, code, amendment } = await amending();
    await splitEntry(services, officer, amendment, one, {
      version: 1,
      stays: false,
      parts: [
        { title: 'Bản đồ độ mặn', rows: ['results-0', 'questions-0', 'questions-1'] },
        { title: 'Trạm đo mặn', rows: ['results-1'] },
      ],
    });
    expect((await purposes(amendment)).words).toEqual([
      'Đưa ra khỏi danh mục; tách thành 2 mục mới',
      `Bổ sung; tách từ ${code}-01`,
      `Bổ sung; tách từ ${code}-01`,
    ]);
    await publish(amendment);
    expect(await held(amendment)).toEqual([
      ['01', '04', 'split', false],
      ['01', '05', 'split', false],
    ]);
  });
});
