import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../test/support/catalogue.ts';
import { roles } from '../../kernel/actor.ts';
import { findEdition } from './edition-store.ts';
import { publishIssuedElsewhere } from './index.ts';
import { work } from './paths.ts';
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
    memberships: [],
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
  await publishIssuedElsewhere(services, id);
  expect(await html('/ban-lam-viec', contact)).toContain('Mục đang gõ dở');
});
