import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { system } from '../../../kernel/actor.ts';
import { findEntry } from '../entry-store.ts';
import { publishIssuedElsewhere, saveEntry } from '../index.ts';
import { work } from '../paths.ts';
import { bulkFields, type Change, findBulkField, modesOf } from './change.ts';
import { changeTogether, undoTogether } from './commands.ts';

let app: TestApp;
let officer: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());

let years = 2030;
async function draftWith(...titles: string[]) {
  years += 1;
  const { id } = await draftEdition(app.services, years);
  const entries = [];
  for (const title of titles)
    entries.push(await draftEntry(app.services, id, title, { sectors: ['du-lich'] }));
  return { id, entries };
}

function changeOf(name: string, mode: Change['mode'], ...typed: string[]): Change {
  const field = findBulkField('problems', name);
  if (!field) throw new Error(name);
  return { field, mode, typed };
}

const seen = (entries: readonly { id: number; version: number }[]) =>
  entries.map(({ id, version }) => ({ id, version }));

let keys = 0;
async function change(id: number, entries: readonly { id: number; version: number }[], wanted: Change) {
  keys += 1;
  const done = await changeTogether(app.services, system, id, {
    change: wanted,
    entries: seen(entries),
    key: `test ${keys}`,
  });
  return {
    made: done?.id ?? null,
    entries: await Promise.all(entries.map((entry) => findEntry(app.services.db, system, id, entry.id))),
  };
}

describe('one change for many entries', () => {
  test('adds, takes away, replaces and clears the items of a list', async () => {
    const { id, entries } = await draftWith('Một', 'Hai');
    const added = await change(id, entries, changeOf('sectors', 'add', 'logistics', 'du-lich'));
    expect(added.entries.map(({ sectors }) => sectors)).toEqual([
      ['du-lich', 'logistics'],
      ['du-lich', 'logistics'],
    ]);
    const taken = await change(id, added.entries, changeOf('sectors', 'remove', 'du-lich'));
    expect(taken.entries.map(({ sectors }) => sectors)).toEqual([['logistics'], ['logistics']]);
    const keywords = await change(id, taken.entries, changeOf('keywords', 'replace', 'hồi', 'na'));
    expect(keywords.entries[0]?.keywords).toEqual(['hồi', 'na']);
    const cleared = await change(id, keywords.entries, changeOf('keywords', 'clear'));
    expect(cleared.entries.map(({ keywords: left }) => left)).toEqual([[], []]);
  });

  test('knows an organisation by its code and its name, and a citation by its number', async () => {
    const { id, entries } = await draftWith('Một');
    const led = await change(id, entries, changeOf('lead', 'add', 'SCT'));
    expect(led.entries[0]?.organisations).toMatchObject([
      { role: 'lead', code: 'SCT', name: 'Sở Công Thương' },
    ]);
    const again = await change(id, led.entries, changeOf('lead', 'add', 'Sở Công Thương'));
    expect(again.made).toBeNull();
    const based = await change(
      id,
      led.entries,
      changeOf('bases', 'add', 'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ'),
    );
    expect(based.entries[0]?.bases).toMatchObject([{ number: '71/NQ-CP', date: '2025-04-01' }]);
    const gone = await change(id, based.entries, changeOf('bases', 'remove', 'Nghị quyết 71/NQ-CP'));
    expect(gone.entries[0]?.bases).toEqual([]);
  });

  test('fills only what is empty, and leaves alone what says it already', async () => {
    const { id, entries } = await draftWith('Một', 'Hai');
    const [first] = entries;
    if (!first) throw new Error('two entries');
    const one = await change(id, [first], changeOf('openTo', 'fill', '30/6/2031'));
    const second = entries[1];
    if (!second || !one.entries[0]) throw new Error('two entries');
    const both = await change(id, [one.entries[0], second], changeOf('openTo', 'fill', '31/12/2031'));
    expect(both.entries.map(({ openTo }) => openTo)).toEqual(['2031-06-30', '2031-12-31']);
    expect(both.entries.map(({ version }) => version)).toEqual([2, 2]);
    const ticked = await change(id, both.entries, changeOf('confidential', 'replace', '1'));
    expect(ticked.entries.every(({ confidential }) => confidential)).toBe(true);
  });

  test.each(bulkFields('problems').map(({ name }) => name))(
    'the field %s of other entries is never touched',
    async (name) => {
      const { id, entries } = await draftWith('Một', 'Hai');
      const [first, second] = entries;
      if (!first || !second) throw new Error('two entries');
      const before = await findEntry(app.services.db, system, id, second.id);
      const field = findBulkField('problems', name);
      if (!field) throw new Error(name);
      await change(id, [first], {
        field,
        mode: modesOf(field).includes('clear') ? 'clear' : 'replace',
        typed: ['open'],
      });
      expect(await findEntry(app.services.db, system, id, second.id)).toEqual(before);
    },
  );

  test('is all or nothing: whoever saved an entry in between is not overwritten', async () => {
    const { id, entries } = await draftWith('Một', 'Hai');
    const [first] = entries;
    if (!first) throw new Error('two entries');
    await saveEntry(app.services, system, first.id, { version: 1, entry: { title: 'Một, người khác sửa' } });
    await expect(change(id, entries, changeOf('sectors', 'replace', 'logistics'))).rejects.toMatchObject({
      kind: 'conflict',
      text: { vi: expect.stringContaining(first.code) },
    });
    expect((await findEntry(app.services.db, system, id, entries[1]?.id ?? 0)).sectors).toEqual(['du-lich']);
  });

  test('sent twice it is made once; an edition on its way is not changed', async () => {
    const { id, entries } = await draftWith('Một');
    const input = {
      change: changeOf('sectors', 'add', 'logistics'),
      entries: seen(entries),
      key: 'same key',
    };
    const [one, other] = await Promise.all([1, 2].map(() => changeTogether(app.services, system, id, input)));
    expect(one).not.toBeNull();
    expect(other).toEqual(one);
    const names = await eventNames(app.services, 'edition', id);
    expect(names.filter((name) => name === 'edition.bulk_changed')).toHaveLength(1);
    await publishIssuedElsewhere(app.services, id);
    await expect(change(id, entries, changeOf('sectors', 'clear'))).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await expect(undoTogether(app.services, system, id, one?.id ?? 0)).rejects.toMatchObject({
      kind: 'wrong_state',
    });
  });

  test('nothing typed is refused, but for clearing', async () => {
    const { id, entries } = await draftWith('Một');
    await expect(change(id, entries, changeOf('sectors', 'replace'))).rejects.toMatchObject({
      fields: { sectors: { vi: expect.stringContaining('ít nhất một') } },
    });
    await expect(change(id, entries, changeOf('source', 'replace', ' '))).rejects.toMatchObject({
      fields: { source: expect.anything() },
    });
  });
});

describe('undoing', () => {
  test.each([
    ['openTo', 'replace', '1/7/2031'],
    ['timeTo', 'replace', '6/2031'],
    ['source', 'replace', 'Báo cáo  của   Sở '],
    ['keywords', 'add', 'hồi'],
    ['lead', 'replace', 'SCT'],
    ['bases', 'add', 'Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ'],
    ['confidential', 'replace', '1'],
  ] as const)('puts back %s however it was typed', async (name, mode, typed) => {
    const { id, entries } = await draftWith('Một');
    const before = await findEntry(app.services.db, system, id, entries[0]?.id ?? 0);
    const { made } = await change(id, entries, changeOf(name, mode, typed));
    expect(await undoTogether(app.services, system, id, made ?? 0)).toEqual({ restored: 1, left: 0 });
    const after = await findEntry(app.services.db, system, id, entries[0]?.id ?? 0);
    expect({ ...after, version: 0, updatedAt: null }).toEqual({ ...before, version: 0, updatedAt: null });
  });

  test('puts back citations with all that was known of them', async () => {
    const { id, entries } = await draftWith('Một');
    const [first] = entries;
    if (!first) throw new Error('an entry');
    const basis = {
      kind: 'resolution',
      number: '71/NQ-CP',
      symbol: 'NQ-CP',
      date: '2025-04-01',
      issuer: 'Chính phủ',
      title: 'Về đột phá',
      raw: 'Nghị quyết 71/NQ-CP',
      annex: 'Phụ lục II',
      item: 'nhiệm vụ số 130',
      role: 'basis',
    } as const;
    await saveEntry(app.services, system, first.id, { version: 1, entry: { title: 'Một', bases: [basis] } });
    const before = await findEntry(app.services.db, system, id, first.id);
    const { made } = await change(id, [before], changeOf('bases', 'clear'));
    await undoTogether(app.services, system, id, made ?? 0);
    expect((await findEntry(app.services.db, system, id, first.id)).bases).toEqual(before.bases);
  });

  test('what cannot be put back may be tried again', async () => {
    const { id, entries } = await draftWith('Một');
    const [first] = entries;
    if (!first) throw new Error('an entry');
    const { made } = await change(id, entries, changeOf('sectors', 'replace', 'logistics'));
    await saveEntry(app.services, system, first.id, { version: 2, entry: { title: 'Một', sectors: [] } });
    expect(await undoTogether(app.services, system, id, made ?? 0)).toEqual({ restored: 0, left: 1 });
    await saveEntry(app.services, system, first.id, {
      version: 3,
      entry: { title: 'Một', sectors: ['logistics'] },
    });
    expect(await undoTogether(app.services, system, id, made ?? 0)).toEqual({ restored: 1, left: 0 });
  });

  test('puts back what the field said, also where other fields were written since', async () => {
    const { id, entries } = await draftWith('Một', 'Hai', 'Ba');
    const { made, entries: changed } = await change(id, entries, changeOf('sectors', 'replace', 'logistics'));
    const [first, second] = changed;
    if (!first || !second || made === null) throw new Error('three entries');
    await saveEntry(app.services, system, first.id, {
      version: 2,
      entry: { title: 'Một, viết tiếp', sectors: ['logistics'] },
    });
    await saveEntry(app.services, system, second.id, { version: 2, entry: { title: 'Hai', sectors: [] } });
    expect(await undoTogether(app.services, system, id, made)).toEqual({ restored: 2, left: 1 });
    const now = await Promise.all(entries.map((entry) => findEntry(app.services.db, system, id, entry.id)));
    expect(now.map(({ title, sectors }) => [title, sectors])).toEqual([
      ['Một, viết tiếp', ['du-lich']],
      ['Hai', []],
      ['Ba', ['du-lich']],
    ]);
    expect(await undoTogether(app.services, system, id, made)).toEqual({ restored: 2, left: 1 });
    const names = await eventNames(app.services, 'edition', id);
    expect(names.filter((name) => name === 'edition.bulk_undone')).toHaveLength(1);
  });
});

describe('the pages', () => {
  const html = async (path: string) => (await app.fetch(path, { as: officer })).text();

  test('lead from field and entries through the preview to the change, and back', async () => {
    const { id, entries } = await draftWith('Đo mưa', 'Đo gió');
    expect(await html(work.edition(id))).toContain(work.bulk(id));
    expect(await html(work.bulk(id))).toContain('Chọn thông tin');
    const choose = await html(`${work.bulk(id)}?truong=sectors&q=do+gio`);
    expect(choose).toContain('Đo gió');
    expect(choose).not.toContain('Đo mưa');
    const bare = await app.fetch(work.bulk(id), { as: officer, form: { truong: 'sectors' } });
    expect(bare.status).toBe(422);
    for (const field of ['kieu', 'muc']) expect(await bare.clone().text()).toContain(`href="#f-${field}"`);
    const preview = await app.fetch(work.bulk(id), {
      as: officer,
      form: { truong: 'sectors', kieu: 'add', sectors: ['logistics'], 'tat-ca': '1' },
    });
    const shown = await preview.text();
    expect(shown).toContain('Sửa 2 mục');
    expect(shown).toContain('Du lịch, văn hóa\nLogistics');
    expect((await findEntry(app.services.db, system, id, entries[0]?.id ?? 0)).sectors).toEqual(['du-lich']);
    const form = {
      ...{ truong: 'sectors', kieu: 'add', 'gia-tri': 'logistics' },
      ...{ muc: hiddenField(shown, 'muc'), khoa: hiddenField(shown, 'khoa') },
    };
    const done = await app.fetch(work.bulkApply(id), { as: officer, form });
    expect(done.status).toBe(303);
    const address = done.headers.get('location') ?? '';
    expect(await html(address)).toContain('Hoàn tác lần sửa này');
    expect(await html(work.edition(id))).toContain('Sửa 2 mục một lúc: lĩnh vực');
    const undone = await app.fetch(`${address}/hoan-tac`, { as: officer, form: {} });
    expect(undone.status).toBe(303);
    expect(await html(address)).toContain('đã hoàn tác lúc');
    expect(await html(work.bulk(id))).toContain('Các lần sửa gần đây');
  });

  test('a change somebody overtook is shown anew with what is there now', async () => {
    const { id, entries } = await draftWith('Đo mưa');
    const preview = await app.fetch(work.bulk(id), {
      as: officer,
      form: { truong: 'keywords', kieu: 'add', keywords: 'mưa\n<script>alert(1)</script>', 'tat-ca': '1' },
    });
    const shown = await preview.text();
    expect(shown).not.toContain('<script>alert');
    await saveEntry(app.services, system, entries[0]?.id ?? 0, {
      version: 1,
      entry: { title: 'Đo mưa lũ', keywords: ['lũ'] },
    });
    const form = {
      ...{ truong: 'keywords', kieu: 'add', 'gia-tri': 'mưa' },
      ...{ muc: hiddenField(shown, 'muc'), khoa: hiddenField(shown, 'khoa') },
    };
    const late = await app.fetch(work.bulkApply(id), { as: officer, form });
    expect(late.status).toBe(409);
    const anew = await late.text();
    expect(anew).toContain('Chưa sửa mục nào');
    expect(anew).toContain('lũ, mưa');
    const next = await app.fetch(work.bulkApply(id), {
      as: officer,
      form: { ...form, muc: hiddenField(anew, 'muc'), khoa: hiddenField(anew, 'khoa') },
    });
    expect(next.status).toBe(303);
  });

  test.each([
    { truong: 'title', kieu: 'replace', title: 'Một tên cho tất cả', 'tat-ca': '1' },
    { truong: 'khong-co', kieu: 'add', 'tat-ca': '1' },
    { truong: 'sectors', kieu: 'fill', sectors: 'logistics', 'tat-ca': '1' },
    { truong: 'openTo', kieu: 'replace', openTo: '', 'tat-ca': '1' },
    { truong: 'sectors', kieu: 'add', sectors: 'logistics', muc: 'abc' },
  ])('what makes no sense is refused: %j', async (form) => {
    const { id } = await draftWith('Một');
    expect((await app.fetch(work.bulk(id), { as: officer, form })).status).toBe(422);
  });

  test('a date that does not exist is told for each entry, and nothing is changed', async () => {
    const { id } = await draftWith('Một');
    const form = { truong: 'openTo', kieu: 'replace', openTo: '31/02/2031', 'tat-ca': '1' };
    const page = await (await app.fetch(work.bulk(id), { as: officer, form })).text();
    expect(page).toContain('mục không sửa được');
    expect(page).not.toContain('Sửa 1 mục');
  });
});
