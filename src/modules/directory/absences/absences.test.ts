import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { system } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { closeAccount } from '../accounts/commands.ts';
import { agencyOfficers, holdersOf } from '../accounts/holders.ts';
import { delegate } from '../delegations/commands.ts';
import { directoryRoutes } from '../index.ts';
import { findActor } from '../sessions/authenticate.ts';
import { endAbsence, reportAbsence } from './commands.ts';
import { absencesOf, absenceToTell } from './queries.ts';

const start = new Date('2026-05-04T02:00:00Z');
const day = (text: string) => text as LocalDate;

let app: TestApp;
let administrator: Session;
let made = 0;
let agency = 0;
let away: Session;
let other: Session;
beforeAll(async () => {
  app = await openTestApp(directoryRoutes);
  administrator = await app.signIn('administrator');
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(start);
  made += 1;
  agency = (await makeOrganisation(app.services, { code: `VM${made}`, name: `Sở thử ${made}` })).id;
  away = await named('Hoàng Thị Vắng', 'agency_officer');
  other = await named('Lý Văn Ở Lại', 'agency_officer');
});

async function named(name: string, ...roles: readonly ('agency_officer' | 'programme_head' | 'leader')[]) {
  const session = await app.signIn(roles, { organisationId: agency });
  await app.services.db.updateTable('account').set({ name }).where('id', '=', session.accountId).execute();
  return session;
}

const days = (validFrom = '2026-05-04', validTo = '2026-05-10') => ({ validFrom, validTo });
const actorOf = async ({ accountId }: Session) => {
  const { email } = await app.services.db
    .selectFrom('account')
    .select('email')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return findActor(app.services, email);
};
const reportFor = async (who: Session, period = days()) =>
  reportAbsence(app.services, await actorOf(who), { accountId: who.accountId, ...period });
const told = async (on = '2026-05-04') =>
  (await agencyOfficers(app.services.db, agency, day(on))).map(({ id }) => id);

test('letters go to the officers who are there, and where none is to those who are away', async () => {
  const id = await reportFor(away);
  expect(await told()).toEqual([other.accountId]);
  expect(await told('2026-05-11')).toEqual([away.accountId, other.accountId]);
  expect(await absenceToTell(app.services.db, id, day('2026-05-04'))).toMatchObject({ unattended: [] });
  const second = await reportFor(other, days('2026-05-06', '2026-05-20'));
  expect(await told('2026-05-06')).toEqual([away.accountId, other.accountId]);
  expect(await told('2026-05-12')).toEqual([away.accountId]);
  expect(await absenceToTell(app.services.db, second, day('2026-05-04'))).toMatchObject({
    unattended: [{ id: agency, day: '2026-05-06' }],
  });
  await endAbsence(app.services, await actorOf(away), id);
  expect(await told('2026-05-06')).toEqual([away.accountId]);
});

test('a deputy is written to in the place of whoever lent the role; who is away too is not', async () => {
  const deputy = await app.signIn([], { organisationId: agency });
  await delegate(app.services, await actorOf(away), {
    ...{ principal: away.accountId, deputy: deputy.accountId, role: 'agency_officer' },
    ...days(),
  });
  expect(await told()).toEqual([other.accountId, deputy.accountId]);
  // taken ill after all: administrators say so for somebody without a role of their own
  await app.services.db
    .insertInto('absence')
    .values({
      account_id: deputy.accountId,
      valid_from: '2026-05-04',
      valid_to: '2026-05-05',
      created_at: start,
    })
    .execute();
  expect(await told()).toEqual([other.accountId]);
  await closeAccount(app.services, system, { id: deputy.accountId, version: 1 });
  expect(await told()).toEqual([away.accountId, other.accountId]);
});

test('a head who lent the role is not written to, the deputy is; of two heads the one who is there', async () => {
  const [head, second] = [
    await named('Trần Văn Trưởng', 'programme_head'),
    await named('Vi Văn Hai', 'programme_head'),
  ];
  const heads = async () =>
    (await holdersOf(app.services.db, 'programme_head', 0, day('2026-05-04'))).map(({ id }) => id);
  await reportFor(second);
  expect(await heads()).toEqual([head.accountId]);
  await delegate(app.services, system, {
    ...{ principal: head.accountId, deputy: other.accountId, role: 'programme_head', ...days() },
  });
  expect(await heads()).toEqual([other.accountId]);
});

test('the same days twice are one absence, others that overlap are refused; a year is the most', async () => {
  const [one, two] = await Promise.all([reportFor(away), reportFor(away)]);
  expect(two).toBe(one);
  const wrong = async (validFrom: string, validTo: string) => {
    const error = await reportFor(away, days(validFrom, validTo)).catch((reason: unknown) => reason);
    if (!(error instanceof InvalidInput)) throw error;
    return Object.entries(error.fields).map(([name, text]) => `${name}: ${text?.vi}`)[0];
  };
  expect(await wrong('2026-05-10', '2026-05-12')).toContain('từ 04/05/2026 đến hết 10/05/2026');
  expect(await wrong('2026-05-12', '2027-05-13')).toContain('tối đa một năm');
  expect(await wrong('2026-04-01', '2026-05-03')).toContain('đã qua');
  expect(await wrong('31/02/2026', '2026-05-12')).toContain('validFrom');
  await endAbsence(app.services, await actorOf(away), one);
  await endAbsence(app.services, await actorOf(away), one);
  const names = await app.services.db
    .selectFrom('event')
    .select('name')
    .where('subject_id', '=', String(away.accountId))
    .where('name', 'like', 'account.abs%')
    .orderBy('seq')
    .execute();
  expect(names.map(({ name }) => name)).toEqual(['account.absent', 'account.absence_ended']);
});

test('nobody reports or ends the absence of another but an administrator; without work there is none', async () => {
  const id = await reportFor(away);
  await expect(endAbsence(app.services, await actorOf(other), id)).rejects.toMatchObject({
    kind: 'not_found',
  });
  const forAnother = reportAbsence(app.services, await actorOf(other), {
    accountId: away.accountId,
    ...days('2026-06-01', '2026-06-02'),
  });
  await expect(forAnother).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(reportFor(administrator)).rejects.toMatchObject({ kind: 'forbidden' });
  await endAbsence(app.services, await actorOf(administrator), id);
});

test('the form says whom letters go to, keeps what was typed, and the account page ends it', async () => {
  const see = async (path: string, as: Session) => (await app.fetch(path, { as })).text();
  expect(await see('/tai-khoan/vang-mat', away)).toContain('Lý Văn Ở Lại');
  const form = { validFrom: '04/05/2026', validTo: '31/02/2026', reason: 'Nghỉ phép <b>' };
  const back = await app.fetch('/tai-khoan/vang-mat', { as: away, form });
  expect(back.status).toBe(422);
  const kept = await back.text();
  expect(kept).toContain('value="31/02/2026"');
  expect(kept).toContain('Nghỉ phép &lt;b');
  const path = `/quan-tri/tai-khoan/${away.accountId}/vang-mat`;
  const done = await app.fetch(path, { as: administrator, form: { ...form, validTo: '10/05/2026' } });
  expect(done.status).toBe(303);
  const { absences } = await absencesOf(app.services.db, away.accountId, localDateOf(start));
  const [absence] = absences;
  const page = await see(`/quan-tri/tai-khoan/${away.accountId}`, administrator);
  expect(page).toContain(`${path}/${absence?.id}/ket-thuc`);
  expect(page).toContain('Báo vắng mặt từ 04/05/2026 đến hết 10/05/2026');
  const mine = await see('/en/tai-khoan', away);
  expect(mine).toContain('On 4 May 2026 letters go to:');
  const end = await app.fetch(`/tai-khoan/vang-mat/${absence?.id}/ket-thuc`, { as: away, form: {} });
  expect(end.status).toBe(303);
  expect(await see('/tai-khoan', away)).toContain('đã kết thúc');
  expect(await see(`/quan-tri/tai-khoan/${administrator.accountId}/vang-mat`, administrator)).toContain(
    'không cần báo',
  );
});
