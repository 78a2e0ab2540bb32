import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../test/support/catalogue.ts';
import { system } from '../../kernel/actor.ts';
import { findEntry } from './entry-store.ts';
import { publishIssuedElsewhere, removeEntry, saveEntry } from './index.ts';
import { work } from './paths.ts';

let app: TestApp;
let mai: Session;
let lan: Session;
let head: Session;
let year = 2030;

beforeAll(async () => {
  app = await openCatalogueApp();
  mai = await app.signIn('programme_officer', { email: 'mai@example.vn' });
  lan = await app.signIn('programme_officer', { email: 'lan@example.vn' });
  head = await app.signIn('programme_head');
});
afterAll(() => app.close());

interface Desk {
  readonly editionId: number;
  readonly entryId: number;
  readonly path: string;
  html(as: Session): Promise<string>;
  /** The form as this person's page carries it, with some fields typed over. */
  post(
    as: Session,
    typed: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  saved(): ReturnType<typeof findEntry>;
}

async function openDesk(more: Record<string, unknown> = {}): Promise<Desk> {
  year += 1;
  const { id } = await draftEdition(app.services, year);
  const entry = await draftEntry(app.services, id, 'Tên gốc', { context: 'Bối cảnh gốc', ...more });
  const path = work.entry(id, entry.id);
  const pages = new Map<Session, string>();
  const html = async (as: Session) => {
    const response = await app.fetch(path, { as });
    const text = await response.text();
    pages.set(as, text);
    return text;
  };
  return {
    editionId: id,
    entryId: entry.id,
    path,
    html,
    async post(as, typed, headers = {}) {
      const page = pages.get(as) ?? (await html(as));
      const form = {
        ...{ title: 'Tên gốc', context: 'Bối cảnh gốc', status: 'open', do: 'save' },
        version: hiddenField(page, 'version'),
        base: hiddenField(page, 'base'),
        ...typed,
      };
      return app.fetch(path, { as, form, headers });
    },
    saved: () => findEntry(app.services.db, system, id, entry.id),
  };
}

test('what is typed is saved with its rows, and the history tells it in a sentence', async () => {
  const desk = await openDesk();
  const response = await desk.post(mai, {
    context: 'Bối cảnh mới',
    'results-0-text': 'Kết quả một',
    'results-0-value': '≥ 85',
    'results-0-due': '12/2026',
    'results-2-text': 'Kết quả hai',
    'lead-0-name': 'Sở KH&CN',
    'bases-0-text': 'nhiệm vụ số 130, Phụ lục II, Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ',
    'money-0-source': 'su_nghiep',
    'money-0-year': '2026',
    'money-0-amount': '6,2 tỷ',
    places: ['20-06184'],
    openTo: '30/6/2026',
  });
  expect(response.status).toBe(303);
  const saved = await desk.saved();
  expect(saved.openTo).toBe('2026-06-30');
  expect(saved.detail.results.map(({ text, value, due }) => [text, value, due])).toEqual([
    ['Kết quả một', '≥ 85', '2026-12'],
    ['Kết quả hai', null, null],
  ]);
  expect(saved.bases).toMatchObject([{ number: '71/NQ-CP', annex: 'Phụ lục II', item: 'nhiệm vụ số 130' }]);
  expect(saved.organisations).toMatchObject([{ role: 'lead', code: 'SKHCN' }]);
  const page = await desk.html(mai);
  expect(page).toContain('Sửa mục');
  expect(page).toContain('kết quả cần đạt');
  expect(page).toContain('6.200.000.000');
  expect(page).not.toContain('cam kết sử dụng kết quả,');
});

test('wrong fields come back with everything typed, and the next save counts', async () => {
  const desk = await openDesk();
  const response = await desk.post(mai, {
    title: 'x'.repeat(5000),
    'money-0-amount': 'nhiều tiền',
    'money-0-source': 'su_nghiep',
    openFrom: '31/02/2026',
    level: 'trời',
    context: '<script>alert(1)</script>',
  });
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain('x'.repeat(5000));
  expect(page).toContain('nhiều tiền');
  expect(page).toContain('31/02/2026');
  expect(page).toContain('&lt;script>');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('href="#f-openFrom"');
  expect((await desk.saved()).version).toBe(1);
});

test('rows are added and taken away without scripts, and nothing typed is lost on the way', async () => {
  const desk = await openDesk();
  const added = await desk.post(mai, { do: 'add:results', context: 'Đang viết dở', 'results-0-text': 'Một' });
  expect(added.headers.get('location')).toBe(`${desk.path}#f-results-1-text`);
  const page = await desk.html(mai);
  expect(page).toContain('Đang viết dở');
  expect(page).toContain('name="results-1-text"');
  await desk.post(mai, { do: 'remove:results:0', 'results-0-text': 'Một', 'results-1-text': 'Hai' });
  const after = await desk.html(mai);
  expect(after).toContain('Hai');
  expect(after).not.toContain('name="results-1-text"');
  expect((await desk.saved()).detail.results).toEqual([]);
});

test('text is kept while it is typed, comes back on return, and can be discarded', async () => {
  const desk = await openDesk();
  const kept = await desk.post(mai, { context: 'Chưa xong' }, { 'x-autosave': '1' });
  expect(kept.status).toBe(200);
  expect(await kept.json()).toEqual({ savedAt: expect.any(String) });
  const back = await desk.html(mai);
  expect(back).toContain('Chưa xong');
  expect(back).toContain('Đây là bản bạn gõ dở');
  expect((await desk.saved()).detail).toMatchObject({ context: 'Bối cảnh gốc' });
  const other = await desk.html(lan);
  expect(other).toContain('đang sửa mục này (tự lưu lúc');
  expect(other).not.toContain('Chưa xong');
  await app.fetch(work.discardCopy(desk.editionId, desk.entryId), { as: mai, form: {} });
  expect(await desk.html(mai)).not.toContain('Chưa xong');
  expect(await eventNames(app.services, 'entry', desk.entryId)).toEqual(['entry.added']);
});

test('two people on one entry: the second is shown each difference, chooses, and nothing is lost', async () => {
  const desk = await openDesk({ summary: 'Tóm tắt gốc' });
  await desk.html(mai);
  await desk.html(lan);
  const shared = { summary: 'Tóm tắt gốc' };
  expect((await desk.post(lan, { ...shared, context: 'Bối cảnh của Lan', scale: 'Cả tỉnh' })).status).toBe(
    303,
  );
  const late = await desk.post(mai, {
    ...shared,
    context: 'Bối cảnh của Mai',
    objective: 'Mục tiêu của Mai',
  });
  expect(late.headers.get('location')).toBe(work.mergeEntry(desk.editionId, desk.entryId));
  // a message carried along would be shown with the tick of success
  expect(late.headers.get('set-cookie') ?? '').not.toContain('nhipcau_notice');
  const conflict = await (await app.fetch(work.mergeEntry(desk.editionId, desk.entryId), { as: mai })).text();
  for (const words of [
    'Bối cảnh của Lan',
    'Bối cảnh của Mai',
    'Bối cảnh gốc',
    'Mục tiêu của Mai',
    'Cả tỉnh',
    'Cả hai cùng sửa',
  ])
    expect(conflict).toContain(words);
  expect(conflict).not.toContain('choose-summary');
  expect(/<main.*?notice notice-(\w+)/s.exec(conflict)?.[1]).toBe('warning');
  const merged = await app.fetch(work.mergeEntry(desk.editionId, desk.entryId), {
    as: mai,
    form: { version: hiddenField(conflict, 'version'), 'choose-context': 'mine' },
  });
  expect(merged.headers.get('location')).toBe(desk.path);
  expect((await desk.saved()).detail).toMatchObject({
    context: 'Bối cảnh của Mai',
    objective: 'Mục tiêu của Mai',
    scale: 'Cả tỉnh',
  });
  expect(await desk.html(mai)).not.toContain('Đây là bản bạn gõ dở');
});

test('choices made against a text that changed again are asked once more', async () => {
  const desk = await openDesk();
  await desk.html(mai);
  await desk.post(lan, { context: 'Lan một' });
  await desk.post(mai, { context: 'Mai' });
  await saveEntry(app.services, system, desk.entryId, {
    version: 2,
    entry: { title: 'Tên gốc', context: 'Lan hai' },
  });
  const answer = await app.fetch(work.mergeEntry(desk.editionId, desk.entryId), {
    as: mai,
    form: { version: '2', 'choose-context': 'mine' },
  });
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain('Lan hai');
  expect((await desk.saved()).detail).toMatchObject({ context: 'Lan hai' });
});

test('autosave onto an entry somebody saved keeps the text and tells so', async () => {
  const desk = await openDesk();
  await desk.html(mai);
  await desk.post(lan, { context: 'Lan' });
  const told = await desk.post(mai, { context: 'Mai chưa lưu' }, { 'x-autosave': '1' });
  expect(told.status).toBe(409);
  expect(await told.json()).toMatchObject({ message: expect.stringContaining('người khác đã lưu') });
  expect(await desk.html(mai)).toContain('Mai chưa lưu');
});

test.each(['removed', 'published'])(
  'text typed into an entry that was %s meanwhile stays readable',
  async (what) => {
    const desk = await openDesk();
    await desk.html(mai);
    if (what === 'removed') await removeEntry(app.services, system, desk.entryId);
    else await publishIssuedElsewhere(app.services, desk.editionId);
    const refused = await desk.post(mai, { context: 'Chữ không được mất' });
    expect(refused.headers.get('location')).toBe(desk.path);
    expect(refused.headers.get('set-cookie') ?? '').not.toContain('nhipcau_notice');
    const page = await desk.html(mai);
    expect(/<main.*?notice notice-(\w+)/s.exec(page)?.[1]).toBe('warning');
    expect(page).toContain('Chữ không được mất');
    expect(page).not.toContain('data-autosave=');
    expect((await desk.saved()).detail).toMatchObject({ context: 'Bối cảnh gốc' });
  },
);

test('an entry is added, moved, removed and restored from its pages', async () => {
  const desk = await openDesk();
  const added = await app.fetch(work.newEntry(desk.editionId), { as: mai, form: { title: 'Mục hai' } });
  expect(added.headers.get('location')).toMatch(/\/muc\/\d+$/);
  const empty = await app.fetch(work.newEntry(desk.editionId), { as: mai, form: { title: '  ' } });
  expect(empty.status).toBe(422);
  await app.fetch(work.moveEntry(desk.editionId, desk.entryId), { as: mai, form: { place: '2' } });
  expect((await desk.saved()).ordinal).toBe(2);
  const wrong = await app.fetch(work.moveEntry(desk.editionId, desk.entryId), {
    as: mai,
    form: { place: 'cuối' },
  });
  expect(wrong.status).toBe(422);
  const sure = await app.fetch(work.removeEntry(desk.editionId, desk.entryId), { as: mai });
  expect(await sure.text()).toContain('Bỏ mục khỏi danh mục');
  await app.fetch(work.removeEntry(desk.editionId, desk.entryId), { as: mai, form: {} });
  expect((await desk.saved()).removedAt).not.toBeNull();
  expect(await (await app.fetch(work.removedEntries(desk.editionId), { as: mai })).text()).toContain(
    'Tên gốc',
  );
  await app.fetch(work.restoreEntry(desk.editionId, desk.entryId), { as: mai, form: {} });
  expect((await desk.saved()).removedAt).toBeNull();
});

test('a draft is closed to visitors and other roles, and an entry of another edition is not found', async () => {
  const desk = await openDesk();
  const elsewhere = await openDesk();
  expect((await app.fetch(desk.path)).headers.get('location')).toContain('/dang-nhap');
  for (const role of ['applicant', 'agency_officer', 'council_member', 'administrator'] as const) {
    const person = await app.signIn(role);
    expect([role, (await app.fetch(desk.path, { as: person })).status]).toEqual([role, 403]);
  }
  expect((await app.fetch(work.entry(desk.editionId, elsewhere.entryId), { as: mai })).status).toBe(404);
  for (const forged of ['0', '-1', '1e3', '99999999999999999999', 'abc', '1;drop'])
    expect(
      (await app.fetch(`/ban-lam-viec/danh-muc/${encodeURIComponent(forged)}`, { as: mai })).status,
    ).toBe(404);
});

test('an inspector reads without changing, and each look is recorded', async () => {
  const desk = await openDesk();
  const inspector = await app.signIn('inspector');
  const page = await desk.html(inspector);
  expect(page).toContain('Bối cảnh gốc');
  expect(page).not.toContain('<textarea');
  expect((await desk.post(inspector, { context: 'x' })).status).toBe(403);
  expect(await eventNames(app.services, 'entry', desk.entryId)).toContain('entry.viewed');
});

test('a foreign or stale form changes nothing', async () => {
  const desk = await openDesk();
  const stale = await desk.post(mai, { _csrf: 'khong-phai', context: 'Giả' });
  expect(stale.status).toBe(403);
  expect((await desk.saved()).detail).toMatchObject({ context: 'Bối cảnh gốc' });
});

test('the entry page and its form take at most ten statements, and read in English', async () => {
  const desk = await openDesk();
  await desk.html(head);
  app.forgetStatements();
  await desk.html(head);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  const english = await (await app.fetch(`/en${desk.path}`, { as: head })).text();
  expect(english).toContain('Expected results');
});
