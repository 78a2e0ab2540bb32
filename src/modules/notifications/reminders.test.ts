import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../test/support/planning.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { findActor, reportAbsence } from '../directory/index.ts';
import { turnTasks } from '../programme/tasks/turn.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
  const make = async (code: string, name: string) =>
    (await makeOrganisation(app.services, { code, name })).id;
  const first = await make('SKHCN', 'Sở Khoa học và Công nghệ');
  const second = await make('SCT', 'Sở Công Thương');
  await app.signIn('agency_officer', { email: 'mot@example.vn', organisationId: first });
  await app.signIn('agency_officer', { email: 'vang@example.vn', organisationId: first });
  await app.signIn('agency_officer', { email: 'hai@example.vn', organisationId: second });
  const off = await app.signIn('agency_officer', { email: 'thoi@example.vn', organisationId: first });
  await app.services.db
    .insertInto('notification_wish')
    .values({ account_id: off.accountId, topic: 'task', manner: 'never', updated_at: app.services.clock() })
    .execute();
  await app.signIn('programme_head', { email: 'phu-trach@example.vn' });
  await followEvents(app.services);
});
afterAll(() => app.close());

let seen = 0;
/** “to: subject” of letters since the last time, after two workers did the same at once at nine on a day. */
async function morning(day: string): Promise<string[]> {
  app.setNow(new Date(`${day}T02:00:00Z`));
  await turnTasks(app.services);
  await Promise.all([followEvents(app.services), followEvents(app.services)]);
  await Promise.all([writeDigests(app.services), writeDigests(app.services)]);
  await writeDigests(app.services);
  const rows = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['mail.id', 'mail.address', 'letter.subject', 'letter.body_text as text'])
    .where('mail.id', '>', seen)
    .orderBy('mail.id')
    .execute();
  seen = rows.at(-1)?.id ?? seen;
  texts = rows.map(({ text }) => text ?? '');
  return rows.map(({ address, subject }) => `${address.replace('@example.vn', '')}: ${subject}`).sort();
}
let texts: string[] = [];

test('40 tasks are one letter a day at most with what stands on the desk, and one a week of what waits for long', async () => {
  const { services } = app;
  const due = (day: string) =>
    ({ kind: 'date', from: day as LocalDate, to: day as LocalDate, raw: day }) as const;
  await planInForce(services, {
    tasks: Array.from({ length: 40 }, (_, index) =>
      taskOf({ tt: String(index + 1), deadline: due(index < 15 ? '2026-05-15' : '2026-12-15') }),
    ),
  });
  const away = await findActor(services, 'vang@example.vn');
  await reportAbsence(services, away, { accountId: away.id, validFrom: '2026-05-04', validTo: '2026-05-31' });
  // Monday, 4 May: the news of the day, with the desk below it
  expect(await morning('2026-05-04')).toEqual(['mot: 1 việc mới, ngày 04/05/2026']);
  expect(texts[0]).toMatch(
    /40 nhiệm vụ được giao[\s\S]*Đang chờ trên bàn làm việc của bạn[\s\S]*Nhiệm vụ chờ tiếp nhận\n {2}\d+ việc/,
  );
  for (const day of ['2026-05-05', '2026-05-08', '2026-05-09'])
    expect([day, await morning(day)]).toEqual([day, []]);
  // the next Monday they have waited for seven days, not for more
  expect(await morning('2026-05-11')).toEqual([]);
  // nothing ran from Friday to Tuesday: the week is told of on Wednesday, once
  const [reminder, ...more] = await morning('2026-05-20');
  expect(more).toEqual([]);
  expect(reminder).toBe('mot: 40 việc đang chờ bạn, ngày 20/05/2026');
  expect(texts[0]).toContain('Nhiệm vụ quá hạn\n  15 việc\n  ');
  expect(texts[0]).toContain('/ban-lam-viec/nhiem-vu?trang-thai=overdue');
  // neither on other days of the week, nor when the clock goes back
  for (const day of ['2026-05-21', '2026-05-22', '2026-05-18', '2026-05-13', '2026-05-20'])
    expect([day, await morning(day)]).toEqual([day, []]);
  expect(await morning('2026-05-25')).toHaveLength(1);
  // back from leave, the colleague is reminded too
  expect((await morning('2026-06-01')).map((one) => one.split(':')[0])).toEqual(['mot', 'vang']);
});
