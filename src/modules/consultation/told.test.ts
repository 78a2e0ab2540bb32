import { afterAll, expect, test } from 'vitest';
import { openConsulting, work } from '../../../test/support/consulting.ts';
import { system } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { lawfulCalendar } from '../../kernel/working-days.ts';
import { writeDigests } from '../notifications/digest.ts';
import { followEvents } from '../notifications/follow.ts';
import { followWindows } from './clock.ts';
import { consultationsComing } from './coming-up.ts';

const { app, by, get, post, organisationOf, versionOf, prepared, announced, commented, signed, on } =
  await openConsulting();
const { services } = app;
const { db } = services;
afterAll(() => app.close());

/** What somebody was told of a consultation, the latest last. */
async function toldOf(accountId: number, words: string) {
  await followEvents(services);
  const rows = await db
    .selectFrom('notification')
    .select(['title', 'void_at', 'mailed_at'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  return rows.filter(({ title }) => title.includes(words));
}

const daily = (accountId: number) =>
  db
    .insertInto('notification_wish')
    .values({ account_id: accountId, topic: 'consultation', manner: 'daily', updated_at: services.clock() })
    .execute();

test('those asked are told when it opens and ends soon unless they commented, and commenters of the summary', async () => {
  await followEvents(services);
  await on('2026-05-04T03:00:00Z');
  const agencies = String(await organisationOf('SCT'));
  const email = 'dau-moi@example.vn';
  const asked = { audience: 'internal', agencies, people: 'nguoi-gop-y@example.vn' };
  const id = await announced({ ...asked, from: '05/05/2026', to: '10/05/2026' });
  const told = async (topic: RegExp) => {
    await followWindows(services);
    await followEvents(services);
    const rows = await services.db
      .selectFrom('notification')
      .innerJoin('account', 'account.id', 'account_id')
      .select(['account.email', 'notification.title'])
      .where('subject_kind', '=', 'consultation')
      .where('subject_id', '=', String(id))
      .execute();
    return [...new Set(rows.filter(({ title }) => topic.test(title)).map((row) => row.email))]
      .filter((one) => [email, 'nguoi-gop-y@example.vn', 'soan@example.vn'].includes(one))
      .sort();
  };
  expect(await told(/Đề nghị góp ý/)).toEqual([]);
  const days = { from: '2026-05-04' as LocalDate, to: '2026-05-11' as LocalDate, calendar: lawfulCalendar };
  const coming = await consultationsComing(db, { ...days, actor: system });
  const own = coming.filter(({ about }) => about.path === `/ban-lam-viec/lay-y-kien/${id}`);
  expect(own.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
    ...['2026-05-05 opening', '2026-05-08 reminder', '2026-05-11 closing'],
  ]);
  await on('2026-05-05T03:00:00Z');
  expect(await told(/Đề nghị góp ý/)).toEqual([email, 'nguoi-gop-y@example.vn']);
  const comment = await commented(id, by.agency, 'Sở đề nghị sửa', { as: agencies });
  await on('2026-05-08T03:00:00Z');
  expect(await told(/Sắp hết hạn/)).toEqual(['nguoi-gop-y@example.vn']);
  await on('2026-05-11T03:00:00Z');
  expect(await told(/Đã hết hạn góp ý/)).toEqual(['soan@example.vn']);
  const reply = { do: 'tra-loi', outcome: 'accepted', reply: '', version: '0', comment: '1' };
  expect((await post(`${work}/${id}/y-kien/${comment}`, by.officer, reply)).status).toBe(303);
  // of an internal one the officer publishes the summary too
  await signed(id);
  const version = await versionOf(id);
  expect((await post(`${work}/${id}/tong-hop/cong-bo`, by.officer, { version })).status).toBe(303);
  expect(await told(/bản tổng hợp/)).toEqual([email, 'nguoi-gop-y@example.vn']);
  expect((await get(`/lay-y-kien/${id}/tong-hop/tong-hop.pdf`)).status).toBe(404);
});

test('why a comment is not shown waits for the letter of the day, whatever else happens meanwhile', async () => {
  await on('2026-05-04T03:00:00Z');
  await followEvents(services);
  await daily(by.person.accountId);
  const id = await announced({ title: 'Đề án có ý kiến ẩn', to: '10/05/2026' });
  const own = await commented(id, by.person, 'Gọi 0912');
  await post(`${work}/${id}/y-kien/${own}`, by.officer, { do: 'an', note: 'Có số', version: '1' });
  await on('2026-05-08T03:00:00Z');
  await followWindows(services);
  const told = await toldOf(by.person.accountId, 'Ý kiến của bạn về Đề án có ý kiến ẩn');
  expect(told).toEqual([expect.objectContaining({ void_at: null, mailed_at: null })]);
  await on('2026-05-09T03:00:00Z');
  await writeDigests(services);
  expect(await toldOf(by.person.accountId, 'Ý kiến của bạn về Đề án có ý kiến ẩn')).toEqual([
    expect.objectContaining({ void_at: null, mailed_at: expect.any(Date) }),
  ]);
  await on('2026-05-04T03:00:00Z');
});

test('what waited for the head is told no more once it was taken back', async () => {
  await daily(by.head.accountId);
  const { id } = await prepared({ title: 'Đề án rút về' });
  await post(`${work}/${id}`, by.officer, { do: 'trinh', version: await versionOf(id) });
  expect(await toldOf(by.head.accountId, 'Đề án rút về')).toEqual([
    expect.objectContaining({ void_at: null }),
  ]);
  await post(`${work}/${id}`, by.officer, { do: 'rut-ve', version: await versionOf(id) });
  expect(await toldOf(by.head.accountId, 'Đề án rút về')).toEqual([
    expect.objectContaining({ void_at: expect.any(Date) }),
  ]);
});

test('who reads comments with the names of their authors, or who is asked, is noted', async () => {
  const head = await app.signIn('programme_head', { email: 'truong-khac@example.vn' });
  const id = await announced({ title: 'Đề án có người xem' });
  const own = await commented(id, by.person, 'Một ý kiến');
  for (const path of [`${work}/${id}/y-kien?trang-thai=all`, `${work}/${id}/y-kien/${own}`])
    expect((await get(path, head)).status).toBe(200);
  const looks = await db
    .selectFrom('personal_look')
    .select(['subject_id', 'page'])
    .where('reader_id', '=', head.accountId)
    .execute();
  expect(looks).toEqual([{ subject_id: by.person.accountId, page: 'consultation' }]);
});

test('of an internal one nobody hears who is asked no longer; its officers hear of the end where its preparer is gone', async () => {
  const agencies = String(await organisationOf('SCT'));
  const id = await announced({ title: 'Đề án nội bộ', audience: 'internal', agencies, to: '08/05/2026' });
  const { accountId } = by.agency;
  await commented(id, by.agency, 'Sở góp ý', { as: agencies });
  const officer = await app.signIn('programme_officer', { email: 'soan-khac@example.vn' });
  for (const gone of [accountId, by.officer.accountId])
    await db
      .updateTable('role_grant')
      .set({ revoked_at: services.clock() })
      .where('account_id', '=', gone)
      .execute();
  const reason = 'Soạn lại nội bộ';
  const version = await versionOf(id);
  app.setNow(new Date('2026-05-09T03:00:00Z'));
  await followWindows(services);
  expect(await toldOf(officer.accountId, 'Đã hết hạn góp ý: Đề án nội bộ')).toHaveLength(1);
  expect(await toldOf(by.officer.accountId, 'Đã hết hạn góp ý: Đề án nội bộ')).toHaveLength(0);
  app.setNow(new Date('2026-05-04T03:00:00Z'));
  expect((await post(`${work}/${id}/thong-bao`, by.head, { do: 'dung', reason, version })).status).toBe(303);
  expect(await toldOf(accountId, 'Dừng lấy ý kiến: Đề án nội bộ')).toHaveLength(0);
});
