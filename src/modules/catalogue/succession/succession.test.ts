import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry, eventNames } from '../../../../test/support/catalogue.ts';
import { personWith } from '../../../../test/support/people.ts';
import { first, openSuccessions, refusalOf } from '../../../../test/support/successions.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import type { InvalidInput } from '../../../kernel/refusal.ts';
import { submitEdition } from '../approval/commands.ts';
import { addEntry, removeEntry, restoreEntry, saveEntry } from '../entry-commands.ts';
import { allEntries, entriesOf, findEntry } from '../entry-store.ts';
import { joined, mergedForm } from './joining.ts';
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

const titles = async (id: number) =>
  (await allEntries(app.services.db, system, id)).map(({ code, title }) => [code.slice(-2), title]);

describe('merging in a draft', () => {
  test('joins lists without doubles, takes chosen texts, keeps the files; the others leave and name the one that stays', async () => {
    const { services } = app;
    const { id, code, one, two } = await scene.draft();
    const merging = {
      entries: await scene.shown(one, two),
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

  test('title and English title, summary and English summary, are taken from one entry', async () => {
    const { services } = app;
    const { id } = await scene.draft();
    const make = async (title: string, more: Record<string, unknown>) =>
      (await draftEntry(services, id, title, { lead: 'SCT', ...more })).id;
    const plain = await make('Bản đồ sạt lở', { summary: 'Biết nơi sạt lở.' });
    const english = { titleEn: 'Slope watch', summary: 'Theo dõi sườn dốc.', summaryEn: 'Watches slopes.' };
    const other = await make('Theo dõi sườn dốc', english);
    const empty = await make('Cảnh báo lũ quét', {});
    const same = await make('Bản đồ sạt lở', { titleEn: 'Landslide map', summary: 'Biết nơi sạt lở.' });
    const proposed = async (...ids: number[]) => {
      const entries = await entriesOf(services.db, system, ids);
      const into = entries.find((entry) => entry.id === ids[0]);
      if (!into) throw new Error('no entry');
      return (chosen: Record<string, number> = {}) => {
        const { input } = mergedForm(entries, into, (field) => String(chosen[field] ?? ''));
        return [input.title, input.titleEn, input.summary, input.summaryEn].map((text) => text || null);
      };
    };
    const two = await proposed(plain, other);
    expect(two()).toEqual(['Bản đồ sạt lở', null, 'Biết nơi sạt lở.', null]);
    // the English goes with the Vietnamese that is chosen, unless it is chosen itself
    expect(two({ title: other })).toEqual(['Theo dõi sườn dốc', 'Slope watch', 'Biết nơi sạt lở.', null]);
    expect(two({ title: other, titleEn: plain })[1]).toBeNull();
    expect((await proposed(empty, other))()).toEqual([
      ...['Cảnh báo lũ quét', null, 'Theo dõi sườn dốc.', 'Watches slopes.'],
    ]);
    // a translation of the same words is one of this entry too
    expect((await proposed(plain, other, same))()[1]).toBe('Landslide map');
  });

  test('an entry may go into what was split from it; asked for again, it is done once', async () => {
    const { services } = app;
    const { id, three } = await scene.draft();
    const parts = [
      { title: 'Sương muối vùng cao', rows: [] },
      { title: 'Sương muối vùng thấp', rows: [] },
    ];
    await splitEntry(services, officer, id, three, { version: 1, stays: true, parts });
    const part = (await allEntries(services.db, system, id)).find(({ title }) => title === parts[1]?.title);
    const merging = { entries: await scene.shown(three, part?.id ?? 0), into: part?.id ?? 0, chosen: {} };
    for (let click = 1; click <= 2; click += 1)
      expect((await mergeEntries(services, officer, id, merging)).id).toBe(part?.id);
    expect((await findEntry(services.db, officer, id, three)).succession).toMatchObject([
      { deed: 'merged_into', id: part?.id },
    ]);
  });

  test('is refused in words for an entry with itself, foreign, gone, secret or changed ones, and in a closed edition', async () => {
    const { services } = app;
    const { id, one, two, three } = await scene.draft();
    const elsewhere = await scene.draft();
    const needs = await draftEdition(services, 2039, { kind: 'needs' });
    const need = await draftEntry(services, needs.id, 'Máy sấy hồi', { organisation: 'SCT' });
    const secret = await draftEntry(services, id, 'Việc kín', { confidential: true, lead: 'SCT' });
    const merge = async (ids: readonly number[], into = ids[0] ?? 0, edition = id) =>
      refusalOf(
        mergeEntries(services, system, edition, { entries: await scene.shown(...ids), into, chosen: {} }),
      );
    const itself = await refusalOf(
      mergeEntries(services, officer, id, {
        entries: [...(await scene.shown(one)), ...(await scene.shown(one))],
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
    const joint = { entries: await scene.shown(...own), into: own[0] ?? 0, chosen: {} };
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
    await mergeEntries(services, officer, id, {
      entries: await scene.shown(one, two),
      into: one,
      chosen: {},
    });
    await restoreEntry(services, officer, three);
    expect((await merge([two, three])).message).toContain('đã được gộp vào');

    const stale = await scene.shown(one, three);
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
    const entries = await scene.shown(one, three);
    expect(
      await refusalOf(mergeEntries(services, reader, id, { entries, into: one, chosen: {} })),
    ).toMatchObject({ kind: 'forbidden' });
  });

  test('by two people at once happens once: the second is told', async () => {
    const { services } = app;
    const { id, one, two, three } = await scene.draft();
    const entries = await scene.shown(one, two, three);
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
    const { id, one, code } = await scene.draft();
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
    const { id, one, two } = await scene.draft();
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
    await mergeEntries(services, officer, id, {
      entries: await scene.shown(one, two),
      into: two,
      chosen: {},
    });
    expect((await split({})).message).toContain('đã được gộp vào');
    expect(
      await refusalOf(splitEntry(services, officer, id, 0, { version: 1, stays: true, parts })),
    ).toMatchObject({ kind: 'not_found' });
  });
});
