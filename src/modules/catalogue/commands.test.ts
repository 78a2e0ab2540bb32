import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { draftEdition, draftEntry, eventNames, openCatalogueApp } from '../../../test/support/catalogue.ts';
import { system, visitor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { findEdition } from './edition-store.ts';
import { allEntries, findEntry } from './entry-store.ts';
import {
  changeEdition,
  createEdition,
  forwardEdition,
  moveEntry,
  publishEdition,
  publishIssuedElsewhere,
  removeEntry,
  restoreEntry,
  saveEntry,
  submitEdition,
} from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openCatalogueApp();
});
afterAll(() => app.close());

async function codes(editionId: number): Promise<string[]> {
  const entries = await allEntries(app.services.db, system, editionId);
  return entries.map(({ code, title }) => `${code} ${title}`);
}

test('there is one edition for a kind and year; the second is refused with its code', async () => {
  const { services } = app;
  const first = await draftEdition(services, 2031);
  expect(first.code).toBe('BTL-2031');
  const again = createEdition(services, system, { kind: 'problems', span: '2031', title: 'Lần hai' });
  await expect(again).rejects.toThrow(InvalidInput);
  await expect(again).rejects.toThrow('BTL-2031');
});

test('two editions of the same year created at once end as one', async () => {
  const { services } = app;
  const both = await Promise.allSettled([draftEdition(services, 2032), draftEdition(services, 2032)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an edition without title or with a strange year is refused field by field', async () => {
  const wrong = createEdition(app.services, system, { kind: 'problems', span: '20x6', title: '  ' });
  await expect(wrong).rejects.toMatchObject({
    fields: { span: expect.anything(), title: expect.anything() },
  });
  const long = createEdition(app.services, system, { kind: 'needs', span: '2026', title: 'a'.repeat(501) });
  await expect(long).rejects.toThrow(InvalidInput);
});

test('a visitor creates nothing', async () => {
  await expect(
    createEdition(app.services, visitor, { kind: 'problems', span: '2033', title: 'X' }),
  ).rejects.toMatchObject({ kind: 'not_found' });
});

test('a change made from an old version is refused, and nothing is written', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2034);
  const input = { kind: 'problems', span: '2034', title: 'Tên mới' } as const;
  await changeEdition(services, system, id, { ...input, version: 1 });
  await expect(
    changeEdition(services, system, id, { ...input, title: 'Khác', version: 1 }),
  ).rejects.toMatchObject({ kind: 'conflict' });
  expect((await findEdition(services.db, id)).title).toBe('Tên mới');
  expect(await eventNames(services, 'edition', id)).toEqual(['edition.created', 'edition.changed']);
});

test('the year changes only while there are no entries', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2035);
  const moved = await changeEdition(services, system, id, {
    kind: 'problems',
    span: '2036-2040',
    title: 'Giai đoạn',
    version: 1,
  });
  expect(moved.code).toBe('BTL-2036-2040');
  await draftEntry(services, id, 'Một');
  const again = changeEdition(services, system, id, {
    kind: 'problems',
    span: '2037',
    title: 'Giai đoạn',
    version: 2,
  });
  await expect(again).rejects.toMatchObject({ fields: { span: expect.anything() } });
});

test('codes follow the printed order while the edition is a draft', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2041);
  const [a, b, c] = [
    await draftEntry(services, id, 'A'),
    await draftEntry(services, id, 'B'),
    await draftEntry(services, id, 'C'),
  ];
  await moveEntry(services, system, c.id, 1);
  expect(await codes(id)).toEqual(['BTL-2041-01 C', 'BTL-2041-02 A', 'BTL-2041-03 B']);
  await moveEntry(services, system, c.id, 3);
  expect(await codes(id)).toEqual(['BTL-2041-01 A', 'BTL-2041-02 B', 'BTL-2041-03 C']);
  await removeEntry(services, system, a.id);
  expect(await codes(id)).toEqual(['BTL-2041-01 B', 'BTL-2041-02 C']);
  await removeEntry(services, system, a.id);
  const restored = await restoreEntry(services, system, a.id);
  expect(restored.code).toBe('BTL-2041-03');
  expect(await eventNames(services, 'entry', a.id)).toEqual([
    'entry.added',
    'entry.removed',
    'entry.restored',
  ]);
  await expect(moveEntry(services, system, b.id, 9)).rejects.toThrow(InvalidInput);
});

test('entries added at once get places of their own', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2042);
  await Promise.all(Array.from({ length: 8 }, (_, index) => draftEntry(services, id, `Mục ${index}`)));
  const entries = await allEntries(services.db, system, id);
  expect(entries.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('every field of a problem comes back as it was given', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2043);
  const basis = {
    kind: 'resolution',
    number: '71/NQ-CP',
    symbol: 'NQ-CP',
    date: '2025-04-01',
    issuer: 'Chính phủ',
    title: 'về x',
    raw: 'Nghị quyết số 71/NQ-CP',
    annex: 'Phụ lục II',
    item: 'nhiệm vụ số 130',
    role: 'basis',
  };
  const entry = await draftEntry(services, id, 'Bài toán', {
    tt: '1',
    sectors: ['logistics'],
    context: 'Dòng một\n\nDòng hai',
    painPoints: ['Chậm', 'Tốn'],
    questions: ['Vì sao?'],
    bases: [basis],
    results: [{ text: 'Nhanh hơn', indicator: 'Thời gian', unit: 'phút', value: '≤ 5', due: '2026-12' }],
    places: ['20-06184'],
    lead: 'SKHCN',
    partners: ['Sở KH&CN', 'Viện Chưa Có Tên'],
    forms: ['thu_nghiem'],
    money: [{ source: 'su_nghiep', year: 2026, amount: 4_200_000_000 }],
    time: { from: '2026-07-01', to: '2027', raw: 'Quý III/2026' },
    openFrom: '2026-05-01',
    openTo: '2026-06-30',
    source: { text: 'Báo', url: 'https://example.vn/a' },
    confidential: false,
  });
  const saved = await findEntry(services.db, system, id, entry.id);
  expect(saved).toMatchObject({
    code: 'BTL-2043-01',
    sectors: ['logistics'],
    openTo: '2026-06-30',
    source: 'Báo (https://example.vn/a)',
    places: [{ code: '20-06184', name: 'Xã Đồng Đăng' }],
    detail: {
      context: 'Dòng một\n\nDòng hai',
      painPoints: ['Chậm', 'Tốn'],
      money: [{ amount: 4_200_000_000 }],
    },
  });
  expect(saved.bases).toEqual([basis]);
  expect(saved.organisations.map(({ role, code, name }) => [role, code, name])).toEqual([
    ['lead', 'SKHCN', 'Sở Khoa học và Công nghệ'],
    ['partner', 'SKHCN', 'Sở Khoa học và Công nghệ'],
    ['partner', null, 'Viện Chưa Có Tên'],
  ]);
});

test('a need keeps its requirements, amounts and the organisation in need', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2026, { kind: 'needs' });
  const entry = await draftEntry(services, id, 'Nhận dạng biển số', {
    organisation: 'SCT',
    requirements: [{ parameter: 'Tỷ lệ đúng', unit: '%', value: '≥ 97' }],
    money: { min: 6_000_000_000, max: 9_500_000_000 },
    trl: 8,
    priority: 'cao',
    deadline: 'Quý II/2027',
    privateContact: '0205 000',
  });
  expect(entry.code).toBe('NCCN-2026-001');
  const saved = await findEntry(services.db, system, id, entry.id);
  expect(saved.organisations).toMatchObject([{ role: 'in_need', code: 'SCT' }]);
  expect(saved.detail).toMatchObject({ trl: 8, privateContact: '0205 000', money: { min: 6_000_000_000 } });
});

test.each([
  ['title', { title: '' }],
  ['title', { title: 'x'.repeat(501) }],
  ['sectors', { title: 'A', sectors: ['khong-co'] }],
  ['places', { title: 'A', places: ['20-99999'] }],
  ['openTo', { title: 'A', openFrom: '2026-05-02', openTo: '2026-05-01' }],
  ['results-0-due', { title: 'A', results: [{ text: 'x', due: '2026-02-30' }] }],
  ['timeFrom', { title: 'A', time: { from: 'mai', to: null, raw: null } }],
  ['money-0-source', { title: 'A', money: [{ source: 'trên trời', year: 2026, amount: 1 }] }],
])('a wrong %s is refused by name', async (field, input) => {
  const { services } = app;
  const known = await services.db
    .selectFrom('edition')
    .select('id')
    .where('code', '=', 'BTL-2043')
    .executeTakeFirstOrThrow();
  await expect(draftEntry(services, known.id, '', input)).rejects.toMatchObject({
    fields: { [field]: expect.anything() },
  });
});

test('saving without a change is no event; saving from an old version is a conflict', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2044);
  const entry = await draftEntry(services, id, 'Tên', { context: 'Cũ' });
  const same = await saveEntry(services, system, entry.id, {
    version: 1,
    entry: { title: 'Tên', context: 'Cũ' },
  });
  expect(same.version).toBe(1);
  const next = await saveEntry(services, system, entry.id, {
    version: 1,
    entry: { title: 'Tên', context: 'Mới' },
  });
  expect(next.version).toBe(2);
  const late = saveEntry(services, system, entry.id, {
    version: 1,
    entry: { title: 'Tên', context: 'Muộn' },
  });
  await expect(late).rejects.toMatchObject({ kind: 'conflict' });
  expect(await eventNames(services, 'entry', entry.id)).toEqual(['entry.added', 'entry.changed']);
});

test('an edition without entries or with an overlong title is not published', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2045);
  await expect(publishIssuedElsewhere(services, id)).rejects.toMatchObject({
    fields: { entries: expect.anything() },
  });
  expect((await findEdition(services.db, id)).state).toBe('draft');
});

test('publishing twice at once publishes once, and then nothing can be edited', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2046);
  const open = await draftEntry(services, id, 'Công khai', { lead: 'SCT' });
  const hidden = await draftEntry(services, id, 'Kín', { confidential: true });
  await submitEdition(services, system, id);
  await forwardEdition(services, system, id);
  await Promise.all([publishEdition(services, system, id), publishEdition(services, system, id)]);
  expect((await eventNames(services, 'edition', id)).filter((name) => name === 'edition.published')).toEqual([
    'edition.published',
  ]);
  expect((await findEntry(services.db, system, id, open.id)).publishedAt).not.toBeNull();
  expect((await findEntry(services.db, system, id, hidden.id)).publishedAt).toBeNull();
  const found = await services.db
    .selectFrom('search_item')
    .select('ref')
    .where('kind', '=', 'problem')
    .execute();
  expect(found.map(({ ref }) => ref)).toContain(open.id);
  expect(found.map(({ ref }) => ref)).not.toContain(hidden.id);
  const refused = { kind: 'wrong_state' };
  await expect(
    saveEntry(services, system, open.id, { version: 1, entry: { title: 'Sửa' } }),
  ).rejects.toMatchObject(refused);
  await expect(removeEntry(services, system, open.id)).rejects.toMatchObject(refused);
  await expect(moveEntry(services, system, open.id, 2)).rejects.toMatchObject(refused);
  await expect(draftEntry(services, id, 'Thêm')).rejects.toThrow(Refusal);
});
