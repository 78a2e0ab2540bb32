import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { system } from '../../kernel/actor.ts';
import { escalateLate } from '../programme/difficulties/escalate.ts';
import { answerDifficulty, returnDifficulty } from '../programme/difficulties/handling.ts';
import { doAsSender, raiseDifficulty } from '../programme/difficulties/raising.ts';
import { followEvents } from './follow.ts';

let app: TestApp;
let agencies: { sender: number; holder: number; silent: number };
beforeAll(async () => {
  app = await openTestApp([]);
  const make = async (code: string) => (await makeOrganisation(app.services, { code })).id;
  agencies = { sender: await make('NEU'), holder: await make('HOI'), silent: await make('VANG') };
  await app.signIn('agency_officer', { email: 'neu@example.vn', organisationId: agencies.sender });
  await app.signIn('agency_officer', { email: 'hoi@example.vn', organisationId: agencies.holder });
  for (const role of ['programme_officer', 'programme_head', 'leader'] as const)
    await app.signIn(role, { email: `${role}@example.vn` });
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

let made = 0;
function raise(holder: number): Promise<number> {
  made += 1;
  return raiseDifficulty(app.services, system, {
    ...{ kind: 'obstacle', title: 'Thiếu định mức', body: 'Chưa có.', proposal: '', about: '' },
    ...{ to: String(holder), how: 'send', files: [], organisationId: agencies.sender, key: `n${made}` },
  });
}

test('the agency asked hears what came, the sender what became of it, and those above what is late', async () => {
  const { services } = app;
  const id = await raise(agencies.holder);
  expect(await letters()).toEqual(['hoi@example.vn: Kiến nghị mới gửi đến KN-2026-0001: Thiếu định mức']);
  await returnDifficulty(services, system, id, { words: 'Nêu rõ', version: 1 });
  expect(await letters()).toEqual(['neu@example.vn: Đề nghị bổ sung kiến nghị KN-2026-0001: Thiếu định mức']);
  await doAsSender(services, system, id, 'supplement', { words: 'Ba', files: [], version: 2 });
  expect(await letters()).toEqual([
    'hoi@example.vn: Đã có bổ sung cho kiến nghị KN-2026-0001: Thiếu định mức',
  ]);
  app.setNow(new Date('2026-07-20T02:00:00Z'));
  await escalateLate(services);
  const late = await letters();
  // to the department and to the leader, both steps once
  expect(late.filter((one) => one.startsWith('leader@'))).toHaveLength(1);
  expect(late.filter((one) => one.startsWith('programme_head@'))).toHaveLength(2);
  expect(await letters()).toEqual([]);
  await answerDifficulty(services, system, id, { words: 'Sẽ ban hành', files: [], version: 3 });
  expect(await letters()).toEqual([
    'neu@example.vn: Đã có trả lời cho kiến nghị KN-2026-0001: Thiếu định mức',
  ]);
});

test('of an agency without officers the department hears at once; what has moved on meanwhile is told of no more', async () => {
  const { services } = app;
  const id = await raise(agencies.silent);
  expect(await letters()).toEqual([
    'programme_officer@example.vn: Kiến nghị mới gửi đến KN-2026-0002: Thiếu định mức',
  ]);
  await answerDifficulty(services, system, id, { words: 'Đã rõ', files: [], version: 1 });
  await doAsSender(services, system, id, 'close', { words: '', files: [], version: 2 });
  expect(await letters()).toEqual([]);
});
