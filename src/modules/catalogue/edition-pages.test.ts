import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../test/support/catalogue.ts';
import { readingOf } from '../../../test/support/documents.ts';
import { roles, system } from '../../kernel/actor.ts';
import { registerDocument } from '../documents/index.ts';
import { findEdition } from './edition-store.ts';
import { changeEdition, moveEntry, publishEdition, removeEntry, saveEntry } from './index.ts';
import { work } from './paths.ts';
import { checkMark, readiness } from './publish.ts';
import { keepWorkingCopy } from './working-copy.ts';

let app: TestApp;
let officer: Session;
let head: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await app.signIn('programme_officer');
  head = await app.signIn('programme_head');
});
afterAll(() => app.close());

async function html(path: string, as = officer): Promise<string> {
  return (await app.fetch(path, { as })).text();
}

test('an edition is made from its form, with its own contact', async () => {
  const form = {
    kind: 'needs',
    span: '2026-2030',
    title: 'Danh mục nhu cầu',
    name: 'Sở KH&CN',
    phone: '0205.3871.906',
  };
  const made = await app.fetch(work.newEdition, { as: officer, form });
  expect(made.status).toBe(303);
  const page = await html(made.headers.get('location') ?? '');
  expect(page).toContain('Danh mục nhu cầu');
  expect(page).toContain('2026-2030');
  expect(page).toContain('0205.3871.906');
  const again = await app.fetch(work.newEdition, { as: officer, form });
  expect(again.status).toBe(422);
  expect(await again.text()).toContain('Đã có danh mục NCCN-2026-2030');
});

test('wrong fields of an edition come back as typed, each with its message', async () => {
  const title = 'x'.repeat(5000);
  const refused = await app.fetch(work.newEdition, {
    as: officer,
    form: { kind: '', span: '2030-2026', title, documentId: '999' },
  });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain(title);
  expect(page).toContain('2030-2026');
  for (const field of ['kind', 'span', 'title']) expect(page).toContain(`href="#f-${field}"`);
  const document = await app.fetch(work.newEdition, {
    as: officer,
    form: { kind: 'problems', span: '2029', title: 'A', documentId: '999' },
  });
  expect(await document.text()).toContain('Không tìm thấy văn bản đã chọn');
});

test('two people on one edition: the second keeps what they typed and sees what is stored', async () => {
  const { id } = await draftEdition(app.services, 2051);
  const path = work.changeEdition(id);
  const version = hiddenField(await html(path), 'version');
  const form = { kind: 'problems', span: '2051', version };
  expect((await app.fetch(path, { as: head, form: { ...form, title: 'Tên của phụ trách' } })).status).toBe(
    303,
  );
  const late = await app.fetch(path, { as: officer, form: { ...form, title: 'Tên của chuyên viên' } });
  expect(late.status).toBe(422);
  const page = await late.text();
  expect(page).toContain('Tên của phụ trách');
  expect(page).toContain('Tên của chuyên viên');
  const retry = { ...form, version: hiddenField(page, 'version'), title: 'Tên của chuyên viên' };
  expect((await app.fetch(path, { as: officer, form: retry })).status).toBe(303);
  expect((await findEdition(app.services.db, id)).title).toBe('Tên của chuyên viên');
});

test('the list finds editions without diacritics, narrows by state, and counts what lacks something', async () => {
  const { id } = await draftEdition(app.services, 2052, { title: 'Danh mục thử tìm kiếm đặc biệt' });
  await draftEntry(app.services, id, 'Một');
  expect(await html(`${work.editions}?q=dac+biet`)).toContain('Danh mục thử tìm kiếm đặc biệt');
  expect(await html(`${work.editions}?trang-thai=published`)).not.toContain('đặc biệt');
  expect(await html(`${work.editions}?q=%25`)).not.toContain('đặc biệt');
});

test('entries are found, marked with what they lack, and paged', async () => {
  const { id } = await draftEdition(app.services, 2053);
  for (let number = 1; number <= 52; number += 1)
    await draftEntry(app.services, id, `Bài toán ${number}`, number === 7 ? { sectors: ['logistics'] } : {});
  const first = await html(work.edition(id));
  expect(first).toContain('thiếu lĩnh vực');
  expect(first).not.toContain('Bài toán 51<');
  expect(await html(`${work.edition(id)}?trang=2`)).toContain('Bài toán 51<');
  expect(await html(`${work.edition(id)}?q=bai+toan+51`)).toContain('Bài toán 51<');
  expect(await html(`${work.edition(id)}?thieu=sector`)).not.toContain('Bài toán 7<');
  app.forgetStatements();
  await html(work.edition(id));
  expect(app.statements.length).toBeLessThanOrEqual(10);
});

test('the check says what is missing; a head publishes with one confirmation, an officer cannot', async () => {
  const { id } = await draftEdition(app.services, 2054);
  const path = work.publishEdition(id);
  expect(await html(path)).toContain('Danh mục chưa có mục nào');
  const { db } = app.services;
  const seen = checkMark(await findEdition(db, id), await readiness(db, id));
  const empty = await app.fetch(path, { as: head, form: { checked: seen } });
  expect(empty.status).toBe(422);
  expect(await empty.text()).toContain('Hãy thêm hoặc nhập ít nhất một mục');
  const entry = await draftEntry(app.services, id, 'Một');
  const check = await html(path);
  expect(check).toContain('thiếu căn cứ');
  expect(check).toContain('Phụ trách chương trình là người bấm công bố');
  expect((await app.fetch(path, { as: officer, form: { checked: '' } })).status).toBe(403);
  const checked = hiddenField(await html(path, head), 'checked');
  const clicks = await Promise.all([1, 2].map(() => app.fetch(path, { as: head, form: { checked } })));
  expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
  expect(await eventNames(app.services, 'edition', id)).toEqual(['edition.created', 'edition.published']);
  const after = await html(work.edition(id));
  expect(after).toContain('văn bản điều chỉnh');
  expect(after).toContain('Công bố danh mục với 1 mục');
  expect((await app.fetch(work.changeEdition(id), { as: officer })).status).toBe(409);
  expect(await html(work.entry(id, entry.id))).toContain('không sửa trực tiếp được');
});

test('what changed after the check is told before anything is published, and the next press counts', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2057);
  const first = await draftEntry(services, id, 'Mục một');
  await draftEntry(services, id, 'Mục hai');
  const path = work.publishEdition(id);
  let checked = hiddenField(await html(path, head), 'checked');
  const press = () => app.fetch(path, { as: head, form: { checked } });
  const changes: [change: () => Promise<unknown>, told: string][] = [
    [
      () => saveEntry(services, system, first.id, { version: 1, entry: { title: 'Mục một, sửa vội' } }),
      'Sửa mục BTL-2057-01: tên',
    ],
    [() => moveEntry(services, system, first.id, 2), 'Chuyển mục từ vị trí 1 sang 2'],
    [() => removeEntry(services, system, first.id), 'Bỏ mục BTL-2057-02'],
    [() => draftEntry(services, id, 'Mục thêm sau'), 'Thêm mục BTL-2057-02'],
    [
      () =>
        changeEdition(services, system, id, {
          ...{ kind: 'problems', span: '2057', title: 'Tên mới của danh mục', version: 1 },
        }),
      'Sửa thông tin danh mục',
    ],
  ];
  for (const [change, told] of changes) {
    await change();
    const late = await press();
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(page).toContain('Danh mục đã thay đổi sau khi bạn mở trang này');
    expect(page).toContain(told);
    expect((await findEdition(services.db, id)).state).toBe('draft');
    checked = hiddenField(page, 'checked');
  }
  expect(await html(path, head)).not.toContain('Danh mục đã thay đổi');
  expect((await press()).status).toBe(303);
  expect((await findEdition(services.db, id)).state).toBe('published');
  expect((await eventNames(services, 'edition', id)).filter((name) => name === 'edition.published')).toEqual([
    'edition.published',
  ]);
});

test('a correction of the issuing document that is being saved while the button is pressed is not published unseen', async () => {
  const { services } = app;
  const { id: documentId } = await registerDocument(services, system, {
    reading: readingOf({ kind: 'decision', number: '2062/QĐ-UBND', title: 'Danh mục năm 2062' }),
    file: null,
  });
  const { id } = await draftEdition(services, 2062, { documentId });
  await draftEntry(services, id, 'Một');
  const path = work.publishEdition(id);
  const checked = hiddenField(await html(path, head), 'checked');
  const waiting = sql<{ count: number }>`select count(*) from pg_locks where not granted`;
  const press = await services.db.transaction().execute(async (tx) => {
    const correction = { title: 'Danh mục đã sửa', version: sql<number>`version + 1` };
    await tx.updateTable('document').set(correction).where('id', '=', documentId).execute();
    const pressed = app.fetch(path, { as: head, form: { checked } });
    await expect.poll(async () => (await waiting.execute(services.db)).rows[0]?.count).toBe(1);
    return { pressed };
  });
  expect((await press.pressed).status).toBe(409);
  expect((await findEdition(services.db, id)).state).toBe('draft');
});

test('a press with no check, or one of another edition, publishes nothing', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2058);
  await draftEntry(services, id, 'Một');
  const other = await draftEdition(services, 2059);
  await draftEntry(services, other.id, 'Một');
  const foreign = hiddenField(await html(work.publishEdition(other.id), head), 'checked');
  for (const checked of ['', '1', '1.9223372036854775807.x', foreign, "'; drop table entry; --"])
    expect([
      checked,
      (await app.fetch(work.publishEdition(id), { as: head, form: { checked } })).status,
    ]).toEqual([checked, 409]);
  expect((await findEdition(services.db, id)).state).toBe('draft');
});

test('the check names whose unsaved text would be left behind, in which entry and since when', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2060);
  const entry = await draftEntry(services, id, 'Đang gõ dở');
  const form = { title: 'Đang gõ dở, thêm', version: '1', base: '{}', do: 'save' };
  await app.fetch(work.entry(id, entry.id), { as: officer, form, headers: { 'x-autosave': '1' } });
  const check = await html(work.publishEdition(id), head);
  const at = check.indexOf('1 bản gõ dở chưa lưu');
  expect(at).toBeGreaterThan(0);
  const told = check.slice(at, at + 600);
  expect(told).toContain('Người thử programme_officer');
  expect(told).toContain(`<a href="${work.entry(id, entry.id)}">BTL-2060-01</a>`);
  expect(told).toContain('09:00');
  expect(await html(`/en${work.publishEdition(id)}`, head)).toContain('1 unsaved working copy');
});

test('an inspector opens a draft without any way to change it, and the look is recorded', async () => {
  const { id } = await draftEdition(app.services, 2055);
  const inspector = await app.signIn('inspector');
  const page = await html(work.edition(id), inspector);
  expect(page).not.toContain('Thêm mục');
  expect(await eventNames(app.services, 'edition', id)).toContain('edition.viewed');
  expect((await app.fetch(work.newEdition, { as: inspector })).status).toBe(403);
});

test('the desk shows each role what it can do today, in both languages', async () => {
  for (const role of roles) {
    const person = await app.signIn(role);
    app.forgetStatements();
    const response = await app.fetch('/ban-lam-viec', { as: person });
    expect([role, response.status, app.statements.length <= 10]).toEqual([role, 200, true]);
    expect((await app.fetch('/en/ban-lam-viec', { as: person })).status).toBe(200);
  }
  expect((await app.fetch('/ban-lam-viec')).headers.get('location')).toContain('/dang-nhap');
});

test('the desk lists drafts and unsaved texts of the person, and an agency the published entries that name it', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2056, { title: 'Bản nháp trên bàn' });
  const entry = await draftEntry(services, id, 'Mục đang gõ dở', { lead: 'SCT' });
  const account = {
    kind: 'account',
    id: officer.accountId,
    name: '',
    email: '',
    organisationId: null,
    sessionId: null,
    grants: [{ role: 'programme_officer', scope: null }],
  } as const;
  await keepWorkingCopy(services, account, entry.id, { baseVersion: 1, values: {}, base: {} });
  const mine = await html('/ban-lam-viec');
  expect(mine).toContain('Bản nháp trên bàn');
  expect(mine).toContain('Mục đang gõ dở');
  expect(await html('/ban-lam-viec', head)).not.toContain('Mục đang gõ dở');
  const agency = await services.db
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', 'SCT')
    .executeTakeFirstOrThrow();
  const contact = await app.signIn('agency_officer', { organisationId: agency.id });
  expect(await html('/ban-lam-viec', contact)).not.toContain('Mục đang gõ dở');
  await publishEdition(services, system, id);
  expect(await html('/ban-lam-viec', contact)).toContain('Mục đang gõ dở');
});
