import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { createSampleDatabase } from '../../../test/support/world.ts';
import { system } from '../../kernel/actor.ts';
import { createEdition } from '../../modules/catalogue/index.ts';
import { checkChainIfAsked } from './check.ts';
import { auditRoutes } from './pages.tsx';

let app: TestApp;
let inspector: Session;

beforeAll(async () => {
  app = await openTestApp(auditRoutes, await createSampleDatabase());
  inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

async function ask() {
  const html = await (await app.fetch('/kiem-tra', { as: inspector })).text();
  return { html, text: plain(html) };
}

const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

const lastEvents = (count: number) =>
  app.services.db.selectFrom('event').selectAll().orderBy('seq', 'desc').limit(count).execute();

test('the chain is checked when an inspector asks, once, and what was found stands on the page', async () => {
  expect((await ask()).text).toContain('Chưa kiểm tra lần nào');
  const press = () => app.fetch('/kiem-tra/kiem-chuoi', { as: inspector, form: {} });
  expect((await press()).status).toBe(303);
  await press();
  expect((await ask()).text).toContain('Đang kiểm tra');
  const asked = (await lastEvents(10)).filter(({ name }) => name === 'chain.check_requested');
  expect(asked).toHaveLength(1);
  await checkChainIfAsked(app.services);
  const [found] = await lastEvents(1);
  expect(found).toMatchObject({ name: 'chain.verified', actor_kind: 'system' });
  const before = found?.seq;
  await checkChainIfAsked(app.services);
  expect((await lastEvents(1))[0]?.seq).toBe(before);
  const { text } = await ask();
  expect(text).toContain('Lần kiểm tra gần nhất');
  expect(text).toContain('nguyên vẹn');
});

test('a changed event is found: by the check of the chain, and on its own page', async () => {
  const { db } = app.services;
  const edition = await createEdition(app.services, system, {
    ...{ kind: 'problems', span: '2038', title: 'Danh mục bị sửa lén' },
  });
  const [created] = await lastEvents(1);
  await sql`alter table event disable trigger event_append_only`.execute(db);
  await sql`update event set facts = '{"code": "BTL-2039"}' where seq = ${created?.seq}`.execute(db);
  await app.fetch('/kiem-tra/kiem-chuoi', { as: inspector, form: {} });
  await checkChainIfAsked(app.services);
  const { html, text } = await ask();
  expect(text).toContain('Chuỗi không khớp từ sự kiện số');
  expect(html).toContain(`href="/kiem-tra/${created?.seq}"`);
  const page = plain(await (await app.fetch(`/kiem-tra/${created?.seq}`, { as: inspector })).text());
  expect(page).toContain('Nội dung hoặc thứ tự đã bị thay đổi');
  await db
    .updateTable('event')
    .set({ facts: JSON.stringify({ code: edition.code }) })
    .where('seq', '=', created?.seq ?? 0)
    .execute();
  await sql`alter table event enable trigger event_append_only`.execute(db);
});
