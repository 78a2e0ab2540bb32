import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { type ApprovalDesk, openApprovalDesk } from '../../../../test/support/approval.ts';
import { eventNames } from '../../../../test/support/catalogue.ts';
import { type AccountActor, type Actor, system } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { lawfulCalendar } from '../../../kernel/working-days.ts';
import { catalogueComing } from '../coming-up.ts';
import { findEdition } from '../edition-store.ts';
import { publishEdition, releaseDue, releaseEdition, returnEdition } from './commands.ts';

let desk: ApprovalDesk;
let app: TestApp;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  desk = await openApprovalDesk();
  ({ app, head, leader } = desk);
});
afterAll(() => app.close());

describe('an hour set', () => {
  test('is kept: nothing is public before it, everything once after it, however many workers look', async () => {
    const { services } = app;
    const id = await desk.withLeader();
    const scheduled = await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
    expect(scheduled.state).toBe('scheduled');
    expect(scheduled.publishAt?.toISOString()).toBe('2026-05-06T01:00:00.000Z');
    const days = { from: '2026-05-05' as LocalDate, to: '2026-05-06' as LocalDate, calendar: lawfulCalendar };
    const foreseen = (actor: Actor) => catalogueComing(services.db, { ...days, actor });
    const hour = { day: '2026-05-06', kind: 'opening', what: { vi: 'Công bố danh mục lúc 08:00' } };
    expect(await foreseen(head)).toMatchObject([hour]);
    // whose looks at drafts are noted one by one
    const inspector = { ...head, grants: [{ role: 'inspector', scope: null }] } satisfies AccountActor;
    expect(await foreseen(inspector)).toEqual([]);
    await desk.at('2026-05-06T00:59:59Z', async () => {
      await releaseDue(services);
      expect(await desk.stateOf(id)).toBe('scheduled');
      await expect(releaseEdition(services, system, id)).rejects.toMatchObject({ kind: 'wrong_state' });
    });
    await desk.at('2026-05-06T01:00:00Z', () => Promise.all([1, 2, 3].map(() => releaseDue(services))));
    const published = await findEdition(services.db, id);
    expect(published).toMatchObject({ state: 'published', publishAt: scheduled.publishAt });
    const names = await eventNames(services, 'edition', id);
    expect(names.filter((name) => name === 'edition.published')).toHaveLength(1);
  });

  test('a clock that is put back takes nothing back and publishes nothing again', async () => {
    const { services } = app;
    const id = await desk.withLeader();
    await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
    await desk.at('2026-05-07T00:00:00Z', () => releaseDue(services));
    await desk.at('2026-05-01T00:00:00Z', () => releaseDue(services));
    await desk.at('2026-05-08T00:00:00Z', () => releaseDue(services));
    expect(await desk.stateOf(id)).toBe('published');
    const names = await eventNames(services, 'edition', id);
    expect(names.filter((name) => name === 'edition.published')).toHaveLength(1);
  });

  test('until it comes the leader may return the edition; afterwards not', async () => {
    const { services } = app;
    const id = await desk.withLeader();
    await publishEdition(services, leader, id, { day: '2026-05-06', time: '08:00' });
    await expect(returnEdition(services, head, id, { remark: 'Chờ đã' })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await returnEdition(services, leader, id, { remark: 'Chờ văn bản của Bộ' });
    expect(await findEdition(services.db, id)).toMatchObject({ state: 'returned', publishAt: null });
    await desk.at('2026-05-09T00:00:00Z', () => releaseDue(services));
    expect(await desk.stateOf(id)).toBe('returned');
    const published = await desk.withLeader();
    await publishEdition(services, leader, published);
    await expect(returnEdition(services, leader, published, { remark: 'Muộn' })).rejects.toMatchObject({
      kind: 'wrong_state',
    });
  });

  test.each([
    ['30/02/2026', '08:00', 'day'],
    ['2026-05-06', '', 'time'],
    ['', '08:00', 'day'],
    ['2026-05-06', '25:00', 'time'],
    ['2026-05-06', '8 giờ', 'time'],
    ['2026-05-04', '09:00', 'time'],
    ['2030-01-01', '08:00', 'day'],
  ])('day %j, time %j is refused at the field %s', async (day, time, field) => {
    const id = await desk.withLeader();
    await expect(publishEdition(app.services, leader, id, { day, time })).rejects.toMatchObject({
      fields: { [field]: { vi: expect.any(String) } },
    });
    expect(await desk.stateOf(id)).toBe('with_leader');
  });
});
