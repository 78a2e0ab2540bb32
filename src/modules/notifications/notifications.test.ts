import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { openCatalogueApp } from '../../../test/support/catalogue.ts';
import { openMailServer } from '../../../test/support/mail-server.ts';
import { inManner } from '../../../test/support/wishes.ts';
import { type Actor, system } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { sendMail } from '../../platform/mail/send.ts';
import { stopToken } from '../../platform/mail/stop-address.ts';
import type { Services } from '../../platform/services.ts';
import {
  forwardEdition,
  publishEdition,
  recallEdition,
  returnEdition,
  submitEdition,
  withdrawEdition,
} from '../catalogue/approval/commands.ts';
import { addEntry, createEdition } from '../catalogue/index.ts';
import { delegate, findActor } from '../directory/index.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';
import { notificationRoutes } from './pages.tsx';
import { notificationPaths } from './paths.ts';
import { choicesOf } from './wishes.ts';

let app: TestApp;
let officer: Session;
let head: Session;
let leader: Session;
const morning = new Date('2026-05-04T02:00:00Z');

beforeAll(async () => {
  app = await openCatalogueApp([...notificationRoutes]);
  officer = await app.signIn('programme_officer', { email: 'chuyen-vien@example.vn' });
  head = await app.signIn('programme_head', { email: 'truong-phong@example.vn' });
  leader = await app.signIn('leader', { email: 'lanh-dao@example.vn' });
});
afterAll(() => app.close());

/** A draft that may be handed up, written by somebody else. */
let year = 2040;
async function draft(): Promise<number> {
  year += 1;
  const { id } = await createEdition(app.services, system, {
    ...{ kind: 'problems', span: String(year), title: `Danh mục bài toán lớn năm ${year}` },
    contact: { organisation: 'Phòng Quản lý khoa học', phone: '0205 3870 000', email: 'qlkh@example.vn' },
  });
  await addEntry(app.services, system, id, {
    ...{ title: 'Đo mặn nước ngầm', context: 'Nước giếng ven sông nhiễm mặn', lead: ['SKHCN'] },
    results: [{ text: 'Bản đồ mặn của 20 xã', indicator: null, unit: null, value: null, due: null }],
  });
  return id;
}

type Step = (services: Services, actor: Actor, id: number, input: { remark: string }) => Promise<unknown>;

async function step(take: Step, email: string, id: number, remark = ''): Promise<void> {
  await take(app.services, await findActor(app.services, `${email}@example.vn`), id, { remark });
}

/** Waiting for an account: title and whether it was mailed or holds no longer. */
async function waiting(session: Session): Promise<string[]> {
  const rows = await app.services.db
    .selectFrom('notification')
    .select(['title', 'mailed_at', 'void_at'])
    .where('account_id', '=', session.accountId)
    .orderBy('id')
    .execute();
  return rows.map(
    ({ title, mailed_at, void_at }) => `${title}${mailed_at ? ' [đã gửi]' : ''}${void_at ? ' [bỏ]' : ''}`,
  );
}

async function lettersTo(address: string) {
  return app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select([
      'letter.kind',
      'letter.subject',
      'letter.body_text as text',
      'letter.body_html as html',
      'mail.topic',
    ])
    .where('mail.address', '=', address)
    .orderBy('mail.id')
    .execute();
}

describe('who is told of an approval', () => {
  let id = 0;
  let own = 0;
  beforeAll(async () => {
    id = await draft();
    own = year;
    await followEvents(app.services);
  });

  test('the head when it is handed up, once however often the log is followed', async () => {
    await step(submitEdition, 'chuyen-vien', id);
    await Promise.all([followEvents(app.services), followEvents(app.services)]);
    await followEvents(app.services);
    expect(await waiting(head)).toEqual([
      `“Danh mục bài toán lớn năm ${year}” (BTL-${year}) chờ phụ trách xem xét`,
    ]);
    expect(await waiting(leader)).toEqual([]);
    expect(await waiting(officer)).toEqual([]);
  });

  test('nobody any longer once it was taken back, and nothing of it is mailed', async () => {
    await step(recallEdition, 'chuyen-vien', id);
    await followEvents(app.services);
    expect((await waiting(head)).at(-1)).toMatch(/\[bỏ\]$/);
    await writeDigests(app.services);
    expect(await lettersTo('truong-phong@example.vn')).toEqual([]);
  });

  test('a head whose role is that of a department, and not one whose role was taken back', async () => {
    const { db } = app.services;
    const { id: department } = await db
      .selectFrom('organisation')
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const scoped = await app.signIn('programme_head', { email: 'phu-trach-so@example.vn' });
    const former = await app.signIn('programme_head', { email: 'thoi-phu-trach@example.vn' });
    const grants = (one: Session) => db.updateTable('role_grant').where('account_id', '=', one.accountId);
    await grants(scoped).set({ scope_kind: 'organisation', scope_id: department }).execute();
    await grants(former).set({ revoked_at: morning }).execute();
    const other = await draft();
    await step(submitEdition, 'chuyen-vien', other);
    await followEvents(app.services);
    expect(await waiting(scoped)).toHaveLength(1);
    expect(await waiting(former)).toEqual([]);
    // taken back from the leader it waits for the others once more, in words of its own
    await step(forwardEdition, 'truong-phong', other);
    await followEvents(app.services);
    await step(recallEdition, 'truong-phong', other);
    await followEvents(app.services);
    expect((await waiting(scoped)).at(-1)).toContain('được rút khỏi lãnh đạo');
    // whose role is taken back is not written to about it
    await grants(scoped).set({ revoked_at: morning }).execute();
    await writeDigests(app.services);
    expect(await lettersTo('phu-trach-so@example.vn')).toEqual([]);
    await step(returnEdition, 'truong-phong', other, 'Thôi.');
    await followEvents(app.services);
    await db.deleteFrom('notification_digest').execute();
    await db.deleteFrom('mail').execute();
    await db.updateTable('notification').set({ void_at: morning, mailed_at: null }).execute();
  });

  test('the writer when it is returned; when it is forwarded the deputy of the day in the place of the leader', async () => {
    const deputy = await app.signIn('agency_officer', { email: 'pho@example.vn' });
    const today = localDateOf(morning);
    await delegate(app.services, system, {
      ...{ principal: leader.accountId, deputy: deputy.accountId, role: 'leader' },
      ...{ validFrom: today, validTo: today },
    });
    const before = await waiting(leader);
    await step(submitEdition, 'chuyen-vien', id);
    await step(returnEdition, 'truong-phong', id, 'Bổ sung số liệu.');
    await followEvents(app.services);
    expect((await waiting(officer)).at(-1)).toContain('được trả lại để sửa');
    await step(submitEdition, 'chuyen-vien', id);
    await step(forwardEdition, 'truong-phong', id);
    await followEvents(app.services);
    expect((await waiting(deputy)).at(-1)).toContain('chờ lãnh đạo duyệt');
    expect(await waiting(leader)).toEqual(before);
  });

  test('what passed while no worker ran is told once, as it stands', async () => {
    const before = (await waiting(officer)).length;
    await step(publishEdition, 'lanh-dao', id);
    await followEvents(app.services);
    expect((await waiting(officer)).slice(before)).toEqual([
      `“Danh mục bài toán lớn năm ${own}” (BTL-${own}) đã công bố`,
    ]);
    expect((await waiting(leader)).filter((one) => !/\[(bỏ|đã gửi)\]/.test(one))).toEqual([]);
  });
});

describe('what holds no longer', () => {
  test('that something was published is not told once it is withdrawn', async () => {
    const id = await draft();
    await step(submitEdition, 'chuyen-vien', id);
    await step(forwardEdition, 'truong-phong', id);
    await step(publishEdition, 'lanh-dao', id);
    await followEvents(app.services);
    expect((await waiting(officer)).at(-1)).toContain('đã công bố');
    await withdrawEdition(app.services, await findActor(app.services, 'lanh-dao@example.vn'), id, {
      note: 'Công bố nhầm.',
    });
    await followEvents(app.services);
    expect((await waiting(officer)).at(-1)).toMatch(/\[bỏ\]$/);
  });

  test('of steps that followed each other before anybody looked only the last is told', async () => {
    const id = await draft();
    await step(submitEdition, 'chuyen-vien', id);
    await step(returnEdition, 'truong-phong', id, 'Bổ sung.');
    await step(submitEdition, 'chuyen-vien', id);
    const before = (await waiting(head)).length;
    await followEvents(app.services);
    expect((await waiting(head)).slice(before)).toHaveLength(1);
    await step(recallEdition, 'chuyen-vien', id);
    await followEvents(app.services);
  });
});

describe('the letter of the day', () => {
  test('is not written before seven, and also where no worker ran at seven', async () => {
    app.setNow(new Date('2026-05-03T23:59:00Z'));
    await writeDigests(app.services);
    expect(await lettersTo('chuyen-vien@example.vn')).toEqual([]);
    app.setNow(morning);
  });

  test('names all that waits, once, with the way there and the way to stop', async () => {
    await writeDigests(app.services);
    await writeDigests(app.services);
    const letters = await lettersTo('chuyen-vien@example.vn');
    expect(letters).toHaveLength(1);
    const [letter] = letters;
    expect(letter?.kind).toBe('news.of_the_day');
    expect(letter?.subject).toBe('1 việc mới, ngày 04/05/2026');
    expect(letter?.text).toContain('đã công bố');
    expect(letter?.text).toContain('http://localhost:8080/ban-lam-viec/danh-muc/');
    expect(letter?.html).toContain('href="http://localhost:8080/tai-khoan/thu"');
    expect(letter?.topic).toBe('daily');
    expect((await waiting(officer)).filter((one) => /\[đã gửi\]$/.test(one))).toHaveLength(1);
  });

  test('goes to nobody whose account is closed', async () => {
    const gone = await app.signIn('programme_head', { email: 'nghi-viec@example.vn' });
    const id = await draft();
    await step(submitEdition, 'chuyen-vien', id);
    await followEvents(app.services);
    expect(await waiting(gone)).toHaveLength(1);
    await app.services.db
      .updateTable('account')
      .set({ state: 'closed' })
      .where('id', '=', gone.accountId)
      .execute();
    await writeDigests(app.services);
    expect(await lettersTo('nghi-viec@example.vn')).toEqual([]);
    expect((await waiting(gone)).at(-1)).toMatch(/\[bỏ\]$/);
  });
});

describe('how one is told', () => {
  test('at once, in the language chosen, is a letter of its own that reaches a mail server', async () => {
    const chosen = await app.fetch(notificationPaths.mine, {
      as: head,
      form: {
        ...inManner('daily'),
        approval: 'at_once',
        language: 'en',
      },
    });
    expect(chosen.status).toBe(303);
    const id = await draft();
    await step(submitEdition, 'chuyen-vien', id);
    await followEvents(app.services);
    const letter = (await lettersTo('truong-phong@example.vn')).at(-1);
    expect(letter).toMatchObject({ kind: 'news.at_once', topic: 'approval' });
    expect(letter?.subject).toContain('waits for the head');
    expect(letter?.text).toContain(`http://localhost:8080/en/ban-lam-viec/danh-muc/${id}`);
    const server = await openMailServer();
    try {
      await sendMail({ ...app.services, config: { ...app.services.config, smtpUrl: server.url } });
      const got = server.mails.find(({ subject }) => subject === letter?.subject);
      expect(got?.text).toContain('/thu/ngung/');
      expect(got?.headers.get('content-language')).toBe('en');
    } finally {
      await server.close();
    }
  });

  test('never, by one click out of a letter that any mail program may send, and only that', async () => {
    const stop = notificationPaths.stop(
      stopToken(app.services.config, { accountId: head.accountId, topic: 'approval' }),
    );
    const asked = await app.fetch(stop);
    expect(asked.status).toBe(200);
    expect(await asked.text()).toContain('Ngừng nhận');
    const wishes = () =>
      app.services.db
        .selectFrom('notification_wish')
        .select(['account_id', 'topic', 'manner'])
        .orderBy('topic')
        .execute();
    const before = await wishes();
    const posted = await app.fetch(stop, {
      form: { 'List-Unsubscribe': 'One-Click' },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(posted.status).toBe(200);
    expect(await posted.text()).toContain('Đã ngừng gửi');
    expect(await wishes()).toEqual(
      before.map((one) =>
        one.account_id === head.accountId && one.topic === 'approval' ? { ...one, manner: 'never' } : one,
      ),
    );
    const events = app.services.db
      .selectFrom('event')
      .select('name')
      .where('name', '=', 'account.letters_chosen');
    const told = (await events.execute()).length;
    await app.fetch(stop, { form: {} });
    expect((await events.execute()).length).toBe(told);
    const forged = await app.fetch(`${stop.slice(0, -3)}abc`, { form: {} });
    expect(forged.status).toBe(404);
    // what waited for the letter of the day waits no longer
    expect((await waiting(head)).filter((one) => !/\[(bỏ|đã gửi)\]$/.test(one))).toEqual([]);
    const count = (await waiting(head)).length;
    await step(submitEdition, 'chuyen-vien', await draft());
    await followEvents(app.services);
    expect((await waiting(head)).length).toBe(count);
  });

  test('a way that does not exist is refused beside its field', async () => {
    const answer = await app.fetch(notificationPaths.mine, {
      as: head,
      form: {
        ...inManner('daily'),
        approval: 'hourly',
        language: 'vi',
      },
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Hãy chọn một trong các cách nhận.');
  });

  test('one is offered what one can be told of as what one is; what one chose before is kept', async () => {
    const offered = async (as: Session) => {
      const html = await (await app.fetch(notificationPaths.mine, { as })).text();
      return [...new Set([...html.matchAll(/name="(\w+)" value="at_once"/g)].map(([, name]) => name))];
    };
    expect(await offered(await app.signIn('applicant'))).toEqual(['question', 'consultation', 'following']);
    expect(await offered(await app.signIn('administrator'))).toContain('data_request');
    expect(await offered(head)).not.toContain('data_request');
    const moving = await app.signIn('leader', { email: 'sap-nghi@example.vn' });
    const choose = (form: Record<string, string>) =>
      app.fetch(notificationPaths.mine, { as: moving, form: { ...form, language: 'vi' } });
    expect((await choose(inManner('never'))).status).toBe(303);
    const { db } = app.services;
    await db.deleteFrom('role_grant').where('account_id', '=', moving.accountId).execute();
    // also what is sent without being offered changes nothing
    expect((await choose(inManner('at_once'))).status).toBe(303);
    const { wishes } = await choicesOf(db, moving.accountId);
    expect(wishes).toMatchObject({ approval: 'never', question: 'at_once', data_request: 'at_once' });
  });

  test('what one stops out of the letter of the day is what comes in it', async () => {
    const token = stopToken(app.services.config, { accountId: officer.accountId, topic: 'daily' });
    expect((await app.fetch(notificationPaths.stop(token), { form: {} })).status).toBe(200);
    const html = await (await app.fetch(notificationPaths.mine, { as: officer })).text();
    expect(html).toMatch(/value="never" checked/);
  });
});

describe('one’s own letters', () => {
  test('are found by words without marks, read again, and are nobody else’s', async () => {
    app.setNow(morning);
    const found = await (await app.fetch(`${notificationPaths.mine}?q=viec+moi`, { as: officer })).text();
    expect(found).toContain('1 việc mới, ngày 04/05/2026');
    const [, path = ''] = /href="(\/tai-khoan\/thu\/\d+)"/.exec(found) ?? [];
    const letter = await app.fetch(path, { as: officer });
    const text = await letter.text();
    expect(text).toContain('đã công bố');
    expect(text).toMatch(/<a href="http:\/\/localhost:8080\/thu\/ngung\/[^"]+">/);
    expect(text).not.toContain('[[');
    expect((await app.fetch(path, { as: head })).status).toBe(404);
    const none = await (await app.fetch(`${notificationPaths.mine}?q=%25`, { as: officer })).text();
    expect(none).toContain('Không thấy thư nào có tiêu đề như vậy');
  });

  test('take few statements, however many there are', async () => {
    await app.services.db.transaction().execute(async (tx) => {
      const letter = await tx.selectFrom('letter').select('id').limit(1).executeTakeFirstOrThrow();
      await tx
        .insertInto('mail')
        .values(
          Array.from({ length: 45 }, () => ({
            ...{ letter_id: letter.id, account_id: leader.accountId, address: 'lanh-dao@example.vn' },
            ...{ state: 'sent', due_at: morning, created_at: morning, ended_at: morning },
          })),
        )
        .execute();
    });
    app.forgetStatements();
    const html = await (await app.fetch(`${notificationPaths.mine}?trang=3`, { as: leader })).text();
    expect(app.statements.length).toBeLessThanOrEqual(5);
    expect(html).toMatch(/41–\d+/);
  });
});
