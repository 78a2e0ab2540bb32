import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import { openCatalogueApp } from '../../../../test/support/catalogue.ts';
import { system } from '../../../kernel/actor.ts';
import { mailPaths, mailRoutes } from '../../../site/mail/index.ts';
import { untoldRoutes } from '../../../site/untold/index.ts';
import { recallEdition, submitEdition } from '../../catalogue/approval/commands.ts';
import { addEntry, createEdition } from '../../catalogue/index.ts';
import { findActor } from '../../directory/index.ts';
import { followEvents } from '../follow.ts';

let app: TestApp;
let head: Session;
let administrator: Session;
const start = new Date('2026-05-04T02:00:00Z');

beforeAll(async () => {
  app = await openCatalogueApp([...mailRoutes, ...untoldRoutes]);
  await app.signIn('programme_officer', { email: 'chuyen-vien@example.vn' });
  head = await app.signIn('programme_head', { email: 'truong-phong@example.vn' });
  administrator = await app.signIn('administrator', { email: 'quan-tri@example.vn' });
  await followEvents(app.services);
});
afterAll(() => app.close());

async function submitted(year: number): Promise<number> {
  const { id } = await createEdition(app.services, system, {
    ...{ kind: 'problems', span: String(year), title: `Danh mục bài toán lớn năm ${year}` },
    contact: { organisation: 'Phòng Quản lý khoa học', phone: '0205 3870 000', email: 'qlkh@example.vn' },
  });
  await addEntry(app.services, system, id, {
    ...{ title: 'Đo mặn nước ngầm', context: 'Nước giếng ven sông nhiễm mặn', lead: ['SKHCN'] },
    results: [{ text: 'Bản đồ mặn của 20 xã', indicator: null, unit: null, value: null, due: null }],
  });
  await step(submitEdition, id);
  return id;
}

async function step(take: typeof submitEdition, id: number): Promise<void> {
  await take(app.services, await findActor(app.services, 'chuyen-vien@example.vn'), id, { remark: '' });
}

/** Nobody can be told of the edition of this year. */
async function breakYear(year: number): Promise<void> {
  await sql`alter table notification add constraint trial check (title not like ${sql.lit(`%BTL-${year}%`)})`.execute(
    app.services.db,
  );
}
const mend = () => sql`alter table notification drop constraint trial`.execute(app.services.db);

/** Years the head was told of, in order; those that hold no longer in brackets. */
async function told(): Promise<string[]> {
  const rows = await app.services.db
    .selectFrom('notification')
    .select(['title', 'void_at'])
    .where('account_id', '=', head.accountId)
    .orderBy('id')
    .execute();
  return rows.map(({ title, void_at }) => {
    const year = /BTL-(\d+)/.exec(title)?.[1] ?? '';
    return void_at ? `(${year})` : year;
  });
}

async function tryFor(minutes: number): Promise<void> {
  for (let minute = 0; minute <= minutes; minute += 2) {
    app.setNow(new Date(app.services.clock().getTime() + 2 * 60_000));
    await followEvents(app.services).catch(() => undefined);
  }
}

async function untold() {
  return app.services.db
    .selectFrom('untold_event')
    .select(['event_seq', 'tries', 'failure', 'set_aside_at'])
    .orderBy('event_seq')
    .execute();
}

async function list(): Promise<string> {
  const answer = await app.fetch(mailPaths.untold, { as: administrator });
  expect(answer.status).toBe(200);
  return answer.text();
}

const press = (path: string) => app.fetch(path, { as: administrator, form: {} });

let broken = 0;

test('an event that cannot be told holds back those after it while it is tried', async () => {
  app.setNow(start);
  await submitted(2050);
  await breakYear(2051);
  broken = await submitted(2051);
  await submitted(2052);
  await expect(followEvents(app.services)).rejects.toThrow('trial');
  expect(await told()).toEqual(['2050']);
  expect(await untold()).toMatchObject([{ tries: 1, set_aside_at: null }]);
  expect(await list()).toContain('Hệ thống đang tự thử lại');
  const [row] = await untold();
  expect((await press(mailPaths.tellAgain(row?.event_seq ?? 0))).status).toBe(404);
});

test('tried for ten minutes it is set aside, and everything else is told once', async () => {
  await tryFor(12);
  await followEvents(app.services);
  expect(await told()).toEqual(['2050', '2052']);
  expect(await untold()).toMatchObject([{ tries: 6 }]);
  const outbox = await app.fetch(mailPaths.outbox, { as: administrator });
  const html = await outbox.text();
  expect(html).toContain('Có 1 việc chưa báo được');
  expect(html).toContain(mailPaths.untold);
  const page = await list();
  expect(page).toContain('violates check constraint');
  expect(page).toContain('09:00');
  expect(page).not.toContain('Hệ thống đang tự thử lại');
});

test('what happens to the same thing afterwards waits behind it, in order', async () => {
  await step(recallEdition, broken);
  await step(submitEdition, broken);
  await followEvents(app.services);
  expect(await told()).toEqual(['2050', '2052']);
  expect(await list()).toContain('2 việc sau đó của cùng hồ sơ đang chờ việc này');
  const rows = await untold();
  expect(rows.map(({ failure }) => failure === null)).toEqual([false, true, true]);
  expect((await press(mailPaths.tellAgain(rows[1]?.event_seq ?? 0))).status).toBe(409);
});

test('tried again, what holds no longer is passed and the first that fails stays; with success each is told once', async () => {
  const [first, , last] = await untold();
  expect((await press(mailPaths.tellAgain(first?.event_seq ?? 0))).status).toBe(303);
  // handed up and taken back tell nobody anything by now
  expect(await untold()).toMatchObject([{ event_seq: last?.event_seq, tries: 1 }]);
  const again = mailPaths.tellAgain(last?.event_seq ?? 0);
  expect((await press(again)).status).toBe(303);
  expect(await untold()).toMatchObject([{ event_seq: last?.event_seq, tries: 2 }]);
  await mend();
  const answers = await Promise.all([press(again), press(again)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  expect(await untold()).toEqual([]);
  expect(await told()).toEqual(['2050', '2052', '2051']);
  await followEvents(app.services);
  expect(await told()).toHaveLength(3);
  const events = await app.services.db
    .selectFrom('event')
    .select('facts')
    .where('name', '=', 'mail.telling_tried')
    .orderBy('seq')
    .execute();
  expect(events.map(({ facts }) => facts)).toEqual([
    { event: first?.event_seq, outcome: 'told' },
    { event: last?.event_seq, outcome: 'failed' },
    { event: last?.event_seq, outcome: 'told' },
  ]);
  expect(await list()).toContain('Mọi việc đã được báo');
});

test('passed over, nobody is told of it, and what waited behind it is told', async () => {
  await breakYear(2053);
  const id = await submitted(2053);
  await tryFor(12);
  await step(recallEdition, id);
  await mend();
  await step(submitEdition, id);
  await followEvents(app.services);
  const [first] = await untold();
  expect(await untold()).toHaveLength(3);
  expect((await press(mailPaths.passOver(first?.event_seq ?? 0))).status).toBe(303);
  expect(await untold()).toEqual([]);
  expect((await told()).filter((year) => year.includes('2053'))).toEqual(['2053']);
  expect((await press(mailPaths.passOver(first?.event_seq ?? 0))).status).toBe(404);
  expect((await press(`${mailPaths.untold}/x/bo-qua`)).status).toBe(404);
});

test('a fault of an hour ago that is gone leaves nothing behind', async () => {
  await breakYear(2054);
  await submitted(2054);
  await expect(followEvents(app.services)).rejects.toThrow();
  expect(await untold()).toHaveLength(1);
  await mend();
  await followEvents(app.services);
  expect(await untold()).toEqual([]);
  expect((await told()).filter((year) => year === '2054')).toHaveLength(1);
});
