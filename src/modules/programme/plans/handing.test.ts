import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { draftPlan, taskOf } from '../../../../test/support/planning.ts';
import type { AccountActor } from '../../../kernel/actor.ts';
import { findActor } from '../../directory/index.ts';
import { handUpPlan, returnPlan, takeBackPlan } from './handing.ts';

let app: TestApp;
const by = {} as Record<'officer' | 'head', AccountActor>;

beforeAll(async () => {
  app = await openTestApp([]);
  for (const [who, role] of [
    ['officer', 'programme_officer'] as const,
    ['head', 'programme_head'] as const,
  ]) {
    await app.signIn(role, { email: `${who}@example.vn` });
    by[who] = await findActor(app.services, `${who}@example.vn`);
  }
});
afterAll(() => app.close());

async function handedUp(): Promise<number> {
  const { id } = await draftPlan(app.services, { tasks: [taskOf()] });
  await handUpPlan(app.services, by.officer, id, { version: 1 });
  return id;
}
const wordsOf = async (id: number) =>
  (
    await app.services.db
      .selectFrom('plan')
      .select('returned_words')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).returned_words;

test('a plan taken back a moment before it is returned is not returned in silence, nor with other words', async () => {
  const { services } = app;
  const taken = await handedUp();
  await takeBackPlan(services, by.officer, taken, { version: 2 });
  await takeBackPlan(services, by.officer, taken, { version: 2 });
  await expect(
    returnPlan(services, by.head, taken, { reason: 'Thiếu thời hạn', version: 2 }),
  ).rejects.toMatchObject({ kind: 'wrong_state' });
  expect(await wordsOf(taken)).toBeNull();
  const returned = await handedUp();
  for (const _twice of [1, 2])
    await returnPlan(services, by.head, returned, { reason: 'Thiếu thời hạn', version: 2 });
  await expect(
    returnPlan(services, by.head, returned, { reason: 'Thiếu cơ quan chủ trì', version: 2 }),
  ).rejects.toMatchObject({ kind: 'wrong_state' });
  await expect(takeBackPlan(services, by.officer, returned, { version: 2 })).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  expect(await wordsOf(returned)).toBe('Thiếu thời hạn');
});
