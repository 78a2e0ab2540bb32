import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { system } from '../../kernel/actor.ts';
import {
  acceptAnswer,
  answerDirective,
  askAnswerAgain,
  giveDirective,
  takeBackFrom,
  withdrawDirective,
} from '../programme/directives/commands.ts';
import { remindOfDirectives } from '../programme/directives/remind.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';

let app: TestApp;
let agencies: { asked: number; silent: number };
let leader: number;
beforeAll(async () => {
  app = await openTestApp([]);
  const make = async (code: string) => (await makeOrganisation(app.services, { code })).id;
  agencies = { asked: await make('HOI'), silent: await make('VANG') };
  const officer = await app.signIn('agency_officer', {
    ...{ email: 'hoi@example.vn', organisationId: agencies.asked },
  });
  leader = (await app.signIn('leader', { email: 'leader@example.vn' })).accountId;
  const department = await app.signIn('programme_officer', { email: 'officer@example.vn' });
  // at once, but for the leader, who has what waits in the letter of the day
  for (const { accountId } of [officer, department])
    await app.services.db
      .insertInto('notification_wish')
      .values({ account_id: accountId, topic: 'task', manner: 'at_once', updated_at: new Date() })
      .execute();
  await followEvents(app.services);
});
afterAll(() => app.close());

let seen = 0;
async function letters(): Promise<string[]> {
  await followEvents(app.services);
  const rows = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['mail.id', 'mail.address', 'letter.subject'])
    .where('mail.id', '>', seen)
    .orderBy('mail.id')
    .execute();
  seen = rows.at(-1)?.id ?? seen;
  return rows.map(({ address, subject }) => `${address}: ${subject}`).sort();
}

test('each agency hears what it owes, near and late once, the leader what was answered; what holds no longer is told of no more', async () => {
  const { services } = app;
  const id = await giveDirective(services, system, {
    ...{ body: 'Báo cáo tiến độ.', about: '', dueOn: '11/5/2026', documentNumber: '', documentDate: '' },
    agencies: [String(agencies.asked), String(agencies.silent)],
    ...{ leader: String(leader), files: [], key: 'n1' },
  });
  // of an agency without officers the department hears
  expect(await letters()).toEqual([
    'hoi@example.vn: Chỉ đạo mới CD-2026-0001',
    'officer@example.vn: Chỉ đạo mới CD-2026-0001',
  ]);
  const row = (organisationId: number) =>
    services.db
      .selectFrom('directive_agency')
      .select('id')
      .where('organisation_id', '=', organisationId)
      .executeTakeFirstOrThrow();
  const asked = (await row(agencies.asked)).id;
  app.setNow(new Date('2026-05-08T02:00:00Z'));
  await remindOfDirectives(services);
  expect(await letters()).toHaveLength(2);
  await answerDirective(services, system, id, asked, { words: 'Đang làm', files: [], version: 1 });
  expect(await letters()).toEqual([]);
  await writeDigests(services);
  expect((await letters()).filter((one) => one.startsWith('leader@'))).toHaveLength(1);
  await askAnswerAgain(services, system, id, asked, { words: 'Rõ hơn', newDay: '2026-05-11', version: 2 });
  expect(await letters()).toEqual(['hoi@example.vn: Yêu cầu báo cáo lại về chỉ đạo CD-2026-0001']);
  // three days down: what is late is not told of as near as well
  app.setNow(new Date('2026-05-14T02:00:00Z'));
  await remindOfDirectives(services);
  expect(await letters()).toEqual([
    'hoi@example.vn: Quá hạn báo cáo chỉ đạo CD-2026-0001',
    'officer@example.vn: Quá hạn báo cáo chỉ đạo CD-2026-0001',
  ]);
  await answerDirective(services, system, id, asked, { words: 'Xong', files: [], version: 3 });
  await acceptAnswer(services, system, id, asked, { words: '', version: 4 });
  expect(await letters()).toEqual([]);
  await writeDigests(services);
  // it is judged already
  expect(await letters()).toEqual([]);
  await withdrawDirective(services, system, id, { words: 'Giao nhầm', version: 6 });
  expect(await letters()).toEqual(['officer@example.vn: Đã thu hồi chỉ đạo CD-2026-0001']);
});

test('an agency from which a directive was taken back hears of it once, also when it is taken back from the others later', async () => {
  const { services } = app;
  await letters();
  const id = await giveDirective(services, system, {
    ...{ body: 'Rà soát.', about: '', dueOn: '18/6/2026', documentNumber: '', documentDate: '' },
    agencies: [String(agencies.asked), String(agencies.silent)],
    ...{ leader: String(leader), files: [], key: 'n2' },
  });
  await letters();
  const row = services.db
    .selectFrom('directive_agency')
    .select('id')
    .where('directive_id', '=', id)
    .where('organisation_id', '=', agencies.asked);
  const owed = (await row.executeTakeFirstOrThrow()).id;
  await takeBackFrom(services, system, id, owed, { words: 'Không thuộc Sở', version: 1 });
  expect(await letters()).toEqual(['hoi@example.vn: Đã thu hồi chỉ đạo CD-2026-0002']);
  await withdrawDirective(services, system, id, { words: 'Giao nhầm', version: 3 });
  expect(await letters()).toEqual(['officer@example.vn: Đã thu hồi chỉ đạo CD-2026-0002']);
});
