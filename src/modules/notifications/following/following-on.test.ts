import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { openOutcomes } from '../../../../test/support/outcomes.ts';
import { personWith } from '../../../../test/support/people.ts';
import { openSuccessions } from '../../../../test/support/successions.ts';
import type { AccountActor } from '../../../kernel/actor.ts';
import { beginAmendment } from '../../catalogue/amendment/commands.ts';
import {
  forwardEdition,
  publishEdition,
  publishIssuedElsewhere,
  submitEdition,
} from '../../catalogue/approval/commands.ts';
import { mergeEntries } from '../../catalogue/succession/merging.ts';
import { followAs } from './commands.ts';
import { tellAtOnce } from './jobs.ts';

let successions: Awaited<ReturnType<typeof openSuccessions>>;
let outcomes: Awaited<ReturnType<typeof openOutcomes>>;

beforeAll(async () => {
  [successions, outcomes] = await Promise.all([openSuccessions(), openOutcomes()]);
});
afterAll(() => Promise.all([successions.app.close(), outcomes.app.close()]));
beforeEach(async () => {
  for (const { app } of [successions, outcomes]) await tellAtOnce(app.services);
});

/** Somebody who follows an entry and is told at once. */
async function followerOf(app: TestApp, code: string): Promise<AccountActor> {
  const person = await personWith(app, 'agency_officer');
  await app.services.db
    .insertInto('notification_wish')
    .values({ account_id: person.id, topic: 'following', manner: 'at_once', updated_at: new Date() })
    .execute();
  await followAs(app.services, person, { kind: 'entry', key: code });
  return person;
}

async function toldTo(app: TestApp, person: AccountActor): Promise<readonly (string | null)[]> {
  await tellAtOnce(app.services);
  const rows = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('letter.body_text as text')
    .where('mail.account_id', '=', person.id)
    .orderBy('mail.id')
    .execute();
  return rows.map(({ text }) => text);
}

test('an entry merged into another is followed there', async () => {
  const { app, officer } = successions;
  const { services } = app;
  const { id, code, one, two } = await successions.draft(true);
  const person = await followerOf(app, `${code}-02`);
  const amend = async (change: (amendment: number) => Promise<unknown>) => {
    const amendment = await beginAmendment(services, officer, id, { reason: 'Kết luận 12/TB-UBND' });
    await change(amendment.id);
    await submitEdition(services, officer, amendment.id);
    await forwardEdition(services, await personWith(app, 'programme_head'), amendment.id);
    await publishEdition(services, await personWith(app, 'leader'), amendment.id);
  };
  await amend(async (amendment) =>
    mergeEntries(services, officer, amendment, {
      entries: await successions.shown(one, two),
      into: one,
      chosen: {},
    }),
  );
  const [first, ...others] = await toldTo(app, person);
  expect(others).toEqual([]);
  expect(first).toContain(`${code}-02 Giám sát độ mặn của giếng`);
  expect(first).toContain(`Không còn là mục riêng; nội dung nay ở ${code}-01.`);
  expect(first).toContain(`${code}-01 Đo mặn nước ngầm\n  Nội dung đã được điều chỉnh, bổ sung.`);
});

test('an entry carried over is followed in the next edition, and its outcome is told', async () => {
  const { app } = outcomes;
  const { former, next, first, second } = await outcomes.twoYears();
  const carried = await followerOf(app, `${former.code}-01`);
  const resolved = await followerOf(app, `${former.code}-02`);
  const other = await followerOf(app, `${former.code}-03`);
  await outcomes.settle(former.id, [first], { outcome: 'carried_over', into: next.id });
  await outcomes.settle(former.id, [second], { outcome: 'resolved', note: 'Đã đo.' });
  // nothing of it is told before the next edition is public
  expect(await toldTo(app, carried)).toEqual([]);
  await publishIssuedElsewhere(app.services, next.id);
  const [letter, ...more] = await toldTo(app, carried);
  expect(more).toEqual([]);
  expect(letter).toContain(`${next.code}-01 Điều phối xe chờ ở bãi\n  Mục mới trong danh mục ${next.code}.`);
  expect(letter).not.toContain('Kết quả');
  expect((await toldTo(app, resolved))[0]).toContain(
    `${former.code}-02 Đo mặn nước ngầm\n  Kết quả: đã giải quyết.`,
  );
  expect(await toldTo(app, other)).toEqual([]);
});
