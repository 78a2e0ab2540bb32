import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { system } from '../../../kernel/actor.ts';
import { raiseDifficulty } from './raising.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp([]);
});
afterAll(() => app.close());

test('a form kept for one agency and sent again for another is asked about, and is no fault', async () => {
  const { services } = app;
  const [first, second] = await Promise.all(
    ['SCT', 'STC'].map(async (code) => (await makeOrganisation(services, { code })).id),
  );
  const raise = (organisationId: number | undefined, byHand: boolean) =>
    raiseDifficulty(services, system, {
      ...{ kind: 'obstacle', title: 'Thiếu định mức', body: 'Chưa có.', proposal: '', about: '', to: '' },
      ...{ files: [], how: 'draft', key: 'một mẫu', organisationId: organisationId ?? 0, byHand },
    });
  const id = await raise(first, true);
  expect(await raise(first, true)).toBe(id);
  for (const byHand of [true, false])
    await expect(raise(second, byHand)).rejects.toMatchObject({ kind: 'conflict' });
});
