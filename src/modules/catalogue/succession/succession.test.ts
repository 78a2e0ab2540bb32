import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { personWith } from '../../../../test/support/people.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import { verifyEvents } from '../../../platform/events/verify.ts';
import { beginAmendment, chooseEntry } from '../amendment/commands.ts';
import {
  forwardEdition,
  publishEdition,
  publishIssuedElsewhere,
  submitEdition,
} from '../approval/commands.ts';
import { attachFile } from '../attachment-commands.ts';
import { addEntry, removeEntry, restoreEntry, saveEntry } from '../entry-commands.ts';
import { allEntries, entriesOf, findEntry } from '../entry-store.ts';
import { adjustingWords, purposeWords } from '../outgoing/annex.ts';
import { figuresOf } from '../outgoing/figures.ts';
import { joined } from './joining.ts';
import { mergeEntries } from './merging.ts';
import { splitEntry } from './splitting.ts';

let app: TestApp;
let officer: AccountActor;
let year = 2040;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await personWith(app, 'programme_officer');
});
afterAll(() => app.close());

const first = {
  lead: 'SKHCN',
  sectors: ['logistics'],
  keywords: ['nước ngầm'],
  places: ['20-06184'],
  summary: 'Người dân biết nước mặn.',
  context: 'Giếng nhiễm mặn.',
  results: [{ text: 'Bản đồ độ mặn' }, { text: 'Trạm đo tự động' }],
  questions: ['Mặn từ đâu?', 'Ai đo?'],
  bases: [{ kind: 'resolution' as const, number: '71/NQ-CP', raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025' }],
  extra: { 'Ghi chú của tỉnh': 'Ưu tiên' },
};
const second = {
  lead: ['Sở Công Thương', 'SKHCN'],
  sectors: ['du-lich', 'logistics'],
  keywords: ['Nước ngầm', 'độ mặn'],
  summary: 'Đo độ mặn ở mọi giếng.',
  context: 'Chưa có số liệu.',
  results: [{ text: 'bản đồ độ mặn' }, { text: 'Cảnh báo qua điện thoại' }],
  bases: [
    { kind: 'resolution' as const, number: '71/NQ-CP', raw: 'NQ 71/NQ-CP' },
    { kind: 'plan' as const, number: '145/KH-UBND', raw: 'Kế hoạch số 145/KH-UBND' },
  ],
  extra: { 'Nguồn đề xuất': 'Xã Đồng Đăng' },
};

/** A draft with three entries, the first two about one thing. */
async function draft(published = false) {
  year += 1;
  const { services } = app;
  const { id, code } = await draftEdition(services, year);
  const one = await draftEntry(services, id, 'Đo mặn nước ngầm', first);
  const two = await draftEntry(services, id, 'Giám sát độ mặn của giếng', second);
  const three = await draftEntry(services, id, 'Cảnh báo sương muối', { lead: 'SCT' });
  const put = await services.files.put(Readable.from([Buffer.from(`giếng;mặn\n${year}`)]));
  await attachFile(services, system, two.id, { file: { ...put, name: 'gieng.csv' }, title: 'Số liệu giếng' });
  if (published) await publishIssuedElsewhere(services, id);
  return { id, code, one: one.id, two: two.id, three: three.id };
}

const shown = async (...ids: number[]) =>
  (await entriesOf(app.services.db, system, ids)).map(({ id, version }) => ({ id, version }));

async function refusalOf(attempt: Promise<unknown>): Promise<Refusal | InvalidInput> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Refusal || error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('not refused');
}
const titles = async (id: number) =>
  (await allEntries(app.services.db, system, id)).map(({ code, title }) => [code.slice(-2), title]);

describe('merging in a draft', () => {
  test('joins lists without doubles, takes chosen texts, keeps the files; the others leave and name the one that stays', async () => {
    const { services } = app;
    const { id, code, one, two } = await draft();
    const merging = {
      entries: await shown(one, two),
      into: one,
      chosen: { summary: String(two), context: joined },
    };
    const merged = await mergeEntries(services, officer, id, merging);
    expect(merged.id).toBe(one);
    const entry = await findEntry(services.db, officer, id, one);
    expect(entry).toMatchObject({
      title: 'Đo mặn nước ngầm',
      summary: 'Đo độ mặn ở mọi giếng.',
      sectors: expect.arrayContaining(['logistics', 'du-lich']),
      keywords: ['nước ngầm', 'độ mặn'],
      places: [{ code: '20-06184' }],
      extra: { 'Ghi chú của tỉnh': 'Ưu tiên', 'Nguồn đề xuất': 'Xã Đồng Đăng' },
      detail: { context: 'Giếng nhiễm mặn.\n\nChưa có số liệu.', questions: ['Mặn từ đâu?', 'Ai đo?'] },
      attachments: [{ title: 'Số liệu giếng' }],
    });
    expect(entry.detail.results.map(({ text }) => text)).toEqual([
      'Bản đồ độ mặn',
      'Trạm đo tự động',
      'Cảnh báo qua điện thoại',
    ]);
    expect(entry.bases.map(({ number }) => number)).toEqual(['71/NQ-CP', '145/KH-UBND']);
    expect(entry.organisations.map(({ name }) => name)).toEqual([
      'Sở Khoa học và Công nghệ',
      'Sở Công Thương',
    ]);
    expect(await titles(id)).toEqual([
      ['01', 'Đo mặn nước ngầm'],
      ['02', 'Cảnh báo sương muối'],
    ]);
    expect((await findEntry(services.db, officer, id, two)).succession).toMatchObject([
      { deed: 'merged_into', id: one, code: `${code}-01` },
    ]);
    expect((await eventNames(services, 'entry', two)).at(-1)).toBe('entry.merged');
    // the same click again, also when both arrive at once
    const again = await Promise.all([
      mergeEntries(services, officer, id, merging),
      mergeEntries(services, officer, id, merging),
    ]);
    expect(again.map(({ version }) => version)).toEqual([merged.version, merged.version]);

    await restoreEntry(services, officer, two);
    expect((await findEntry(services.db, officer, id, two)).succession).toEqual([]);
    expect((await findEntry(services.db, officer, id, one)).succession).toEqual([]);
  });

  test('an entry may go into what was split from it; asked for again, it is done once', async () => {
    const { services } = app;
    const { id, three } = await draft();
    const parts = [
      { title: 'Sương muối vùng cao', rows: [] },
      { title: 'Sương muối vùng thấp', rows: [] },
    ];
    await splitEntry(services, officer, id, three, { version: 1, stays: true, parts });
    const part = (await allEntries(services.db, system, id)).find(({ title }) => title === parts[1]?.title);
    const merging = { entries: await shown(three, part?.id ?? 0), into: part?.id ?? 0, chosen: {} };
    for (let click = 1; click <= 2; click += 1)
      expect((await mergeEntries(services, officer, id, merging)).id).toBe(part?.id);
    expect((await findEntry(services.db, officer, id, three)).succession).toMatchObject([
      { deed: 'merged_into', id: part?.id },
    ]);
  });

  test('is refused in words for an entry with itself, foreign, gone, secret or changed ones, and in a closed edition', async () => {
    const { services } = app;
    const { id, one, two, three } = await draft();
    const elsewhere = await draft();
    year += 1;
    const needs = await draftEdition(services, year, { kind: 'needs' });
    const need = await draftEntry(services, needs.id, 'Máy sấy hồi', { organisation: 'SCT' });
    const secret = await draftEntry(services, id, 'Việc kín', { confidential: true, lead: 'SCT' });
    const merge = async (ids: readonly number[], into = ids[0] ?? 0, edition = id) =>
      refusalOf(mergeEntries(services, system, edition, { entries: await shown(...ids), into, chosen: {} }));
    const itself = await refusalOf(
      mergeEntries(services, officer, id, {
        entries: [...(await shown(one)), ...(await shown(one))],
        into: one,
        chosen: {},
      }),
    );
    expect(itself.message).toContain('không gộp vào chính nó');
    expect((await merge([one])).message).toContain('từ hai mục khác nhau');
    for (const stranger of [elsewhere.one, need.id])
      expect((await merge([one, stranger])).message).toContain('không thuộc danh mục này');
    expect((await merge([one, two], three)).message).toContain('mục được giữ lại');
    expect((await merge([one, secret.id])).message).toContain('không công khai');
    const own = [];
    for (const title of ['Việc kín khác', 'Việc kín nữa'])
      own.push((await addEntry(services, officer, id, { title, confidential: true, lead: 'SCT' })).id);
    expect((await merge([secret.id, ...own])).message).toContain('người được xem');
    const joint = { entries: await shown(...own), into: own[0] ?? 0, chosen: {} };
    expect((await mergeEntries(services, officer, id, joint)).id).toBe(own[0]);
    const told = await services.db
      .selectFrom('event')
      .select('facts')
      .where('name', '=', 'entry.merged')
      .where('subject_id', 'in', own.map(String))
      .orderBy('seq')
      .execute();
    // should one be opened, its history tells no code of the others
    expect(told.map(({ facts }) => facts)).toMatchObject([{ mergedFrom: [] }, { into: '' }]);
    await removeEntry(services, officer, three);
    expect((await merge([one, three])).message).toContain('đã được bỏ khỏi danh mục');
    await mergeEntries(services, officer, id, { entries: await shown(one, two), into: one, chosen: {} });
    await restoreEntry(services, officer, three);
    expect((await merge([two, three])).message).toContain('đã được gộp vào');

    const stale = await shown(one, three);
    const entry = await findEntry(services.db, officer, id, three);
    await saveEntry(services, system, three, {
      version: entry.version,
      entry: { title: 'Sương giá', lead: 'SCT' },
    });
    const changed = await refusalOf(
      mergeEntries(services, officer, id, { entries: stale, into: one, chosen: {} }),
    );
    expect(changed).toMatchObject({ kind: 'conflict', text: { vi: expect.stringContaining('vừa sửa') } });
    await submitEdition(services, officer, id);
    expect(await merge([one, three])).toMatchObject({ kind: 'wrong_state' });
    const reader = await personWith(app, 'leader');
    const entries = await shown(one, three);
    expect(
      await refusalOf(mergeEntries(services, reader, id, { entries, into: one, chosen: {} })),
    ).toMatchObject({ kind: 'forbidden' });
  });

  test('by two people at once happens once: the second is told', async () => {
    const { services } = app;
    const { id, one, two, three } = await draft();
    const entries = await shown(one, two, three);
    const outcomes = await Promise.allSettled([
      mergeEntries(services, officer, id, { entries: entries.slice(0, 2), into: one, chosen: {} }),
      mergeEntries(services, system, id, { entries: entries.slice(1), into: three, chosen: {} }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await titles(id)).toHaveLength(2);
  });
});

describe('splitting in a draft', () => {
  const parts = [
    { title: 'Bản đồ độ mặn', rows: ['results-0', 'questions-0', 'questions-1'] },
    { title: 'Trạm đo mặn', rows: ['results-1', 'questions-1'] },
  ];

  test('gives each part a copy with its own title and rows; the entry stays as the first part, once', async () => {
    const { services } = app;
    const { id, one, code } = await draft();
    const splitting = { version: 1, stays: true, parts };
    const kept = await splitEntry(services, officer, id, one, splitting);
    const again = await splitEntry(services, officer, id, one, splitting);
    expect([kept.id, again.id, again.version]).toEqual([one, one, kept.version]);
    const entries = await allEntries(services.db, officer, id);
    expect(entries.map(({ title }) => title)).toEqual([
      'Bản đồ độ mặn',
      'Giám sát độ mặn của giếng',
      'Cảnh báo sương muối',
      'Trạm đo mặn',
    ]);
    const [origin, , , part] = entries;
    expect(origin?.detail).toMatchObject({
      results: [{ text: 'Bản đồ độ mặn' }],
      questions: ['Mặn từ đâu?', 'Ai đo?'],
    });
    expect(part?.detail).toMatchObject({ results: [{ text: 'Trạm đo tự động' }], questions: ['Ai đo?'] });
    expect(part).toMatchObject({ summary: first.summary, places: [{ code: '20-06184' }] });
    expect(part?.succession).toMatchObject([{ deed: 'split_from', code: `${code}-01` }]);
    expect(await eventNames(services, 'entry', part?.id ?? 0)).toEqual(['entry.split']);
    // a part that is removed is no part
    await removeEntry(services, officer, part?.id ?? 0);
    expect((await findEntry(services.db, officer, id, one)).succession).toEqual([]);
  });

  test('asks for titles, a place for every row, and the version that was read', async () => {
    const { services } = app;
    const { id, one, two } = await draft();
    const split = (more: object) =>
      refusalOf(splitEntry(services, officer, id, one, { version: 1, stays: true, parts, ...more }));
    const wrong = await split({
      parts: [
        { title: ' ', rows: ['results-0', 'questions-0', 'questions-1'] },
        { title: 'x'.repeat(501), rows: [] },
        { title: 'x'.repeat(501), rows: [] },
      ],
    });
    expect(Object.keys((wrong as InvalidInput).fields)).toEqual(['ten-0', 'ten-1', 'ten-2', 'results-1']);
    expect((await split({ parts: parts.slice(0, 1) })).message).toContain('Số phần phải từ 2');
    expect((await split({ stays: false })).message).toContain('chưa công bố lần nào');
    expect(await split({ version: 7 })).toMatchObject({ kind: 'conflict' });
    await mergeEntries(services, officer, id, { entries: await shown(one, two), into: two, chosen: {} });
    expect((await split({})).message).toContain('đã được gộp vào');
    expect(
      await refusalOf(splitEntry(services, officer, id, 0, { version: 1, stays: true, parts })),
    ).toMatchObject({ kind: 'not_found' });
  });
});

describe('in an amendment', () => {
  async function amending() {
    const edition = await draft(true);
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
      entries: await shown(one, two),
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
          mergeEntries(services, officer, id, { entries: await shown(one, three), into: one, chosen: {} }),
        )
      ).message,
    ).toContain('công bố');
  });

  test('one that is chosen to stay after all is merged into none; one that takes others over is not removed', async () => {
    const { services } = app;
    const { one, two, amendment } = await amending();
    const entries = await shown(one, two);
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
      entries: await shown(two, fresh.id),
      into: fresh.id,
      chosen: {},
    });
    const middle = await shown(fresh.id, three);
    const last = await mergeEntries(services, officer, amendment, {
      entries: middle,
      into: three,
      chosen: {},
    });
    await mergeEntries(services, officer, amendment, {
      entries: await shown(last.id, one),
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
