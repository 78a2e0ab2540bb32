import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../../test/support/app.ts';
import { hiddenField } from '../../../../../test/support/catalogue.ts';
import { makeOrganisation } from '../../../../../test/support/directory.ts';
import { planInForce, targetOf } from '../../../../../test/support/planning.ts';
import { system, visitor } from '../../../../kernel/actor.ts';
import { programmeRoutes, programmeWork } from '../../index.ts';
import { assignOwners, planOwners, undoOwners } from './commands.ts';
import type { OwnerChoice } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  await makeOrganisation(app.services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  await makeOrganisation(app.services, { code: 'SCT', name: 'Sở Công Thương' });
  await makeOrganisation(app.services, { code: 'STP', name: 'Sở Tư pháp' });
  await makeOrganisation(app.services, { code: 'CU', name: 'Sở Cũ', validTo: '2025-02-28' });
});
afterAll(() => app.close());

const everyTarget: OwnerChoice = { group: null, text: '', ownerless: false, ids: null };

const plan = () =>
  planInForce(app.services, {
    tasks: [],
    targets: [
      targetOf({ tt: '1', name: 'Kinh tế số', agencies: [] }),
      targetOf({ tt: '2', name: 'Hạ tầng số', agencies: [] }),
      targetOf({ tt: '3', name: 'Nhân lực số', agencies: ['Sở Công Thương'] }),
    ],
  });

let keys = 0;
async function give(planId: number, choice: Partial<OwnerChoice>, owners: string, more = {}) {
  keys += 1;
  const typed = { choice: { ...everyTarget, ...choice }, owners, overwrite: false, document: null, ...more };
  const { stand } = await planOwners(app.services, planId, typed);
  return assignOwners(app.services, system, planId, { ...typed, stand, key: `test ${keys}`, ...more });
}

async function ownersOf(planId: number) {
  const { rows } = await sql<{ owners: string[] }>`select array(select name from target_agency a
    where a.target_id = target.id and until is null order by position) as owners
    from target where plan_id = ${planId} order by position`.execute(app.services.db);
  return rows.map(({ owners }) => owners.join('; '));
}

describe('giving targets to owners', () => {
  test('gives those nobody answers for; whoever does stays unless they are to be replaced', async () => {
    const { id, targets } = await plan();
    expect((await give(id, { text: 'ha tang' }, 'STP'))?.targets).toBe(1);
    expect(await ownersOf(id)).toEqual(['', 'Sở Tư pháp', 'Sở Công Thương']);
    expect((await give(id, {}, 'Sở KH&CN; Hội Nông dân'))?.targets).toBe(1);
    expect((await ownersOf(id))[0]).toBe('Sở Khoa học và Công nghệ; Hội Nông dân');
    expect(await give(id, { ownerless: true }, 'STP')).toBeNull();
    expect((await give(id, { ids: [targets[2] ?? 0] }, 'STP', { overwrite: true }))?.targets).toBe(1);
    const { rows } = await sql<{
      why: string;
      document: string | null;
    }>`select why, document from target_version
      where target_id = ${targets[2]} order by from_on desc`.execute(app.services.db);
    expect(rows.map(({ why }) => why)).toEqual(['assigned', 'issued']);
  });

  test('happens once for one key, and not where a target changed since the preview', async () => {
    const { id } = await plan();
    const typed = { choice: everyTarget, owners: 'STP', overwrite: false, document: null };
    const { stand } = await planOwners(app.services, id, typed);
    const input = { ...typed, stand, key: 'once' };
    const both = await Promise.all([1, 2].map(() => assignOwners(app.services, system, id, input)));
    expect(both[0]).toEqual(both[1]);
    await expect(assignOwners(app.services, system, id, { ...input, key: 'late' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(assignOwners(app.services, visitor, id, input)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(give(id, {}, 'Sở Cũ', { overwrite: true })).rejects.toMatchObject({
      fields: { leads: expect.anything() },
    });
  });

  test('is undone whole until a figure was entered or a target changed', async () => {
    const { id, targets } = await plan();
    const before = await ownersOf(id);
    const made = await give(id, {}, 'STP', { overwrite: true });
    await undoOwners(app.services, system, id, made?.id ?? 0);
    await undoOwners(app.services, system, id, made?.id ?? 0);
    expect(await ownersOf(id)).toEqual(before);
    const again = await give(id, {}, 'STP', { overwrite: true });
    await sql`insert into target_actual (target_id, period, last_day, value, as_of, source, entered_at)
      values (${targets[1]}, '2026', '2026-12-31', 5, '2026-05-04', 'Báo cáo', ${app.services.clock()})`.execute(
      app.services.db,
    );
    await expect(undoOwners(app.services, system, id, again?.id ?? 0)).rejects.toMatchObject({
      kind: 'wrong_state',
    });
    await expect(undoOwners(app.services, system, id, 999_999)).rejects.toMatchObject({ kind: 'not_found' });
  });
});

test('the pages lead from filter and choice through the preview to the assignment, and back', async () => {
  const officer = await app.signIn('programme_officer');
  const { id } = await plan();
  const html = async (path: string) => (await app.fetch(path, { as: officer })).text();
  const address = programmeWork.assignTargets(id);
  app.forgetStatements();
  const list = await html(`${address}?q=ha+tang`);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  expect([list.includes('Hạ tầng số'), list.includes('Kinh tế số')]).toEqual([true, false]);
  const empty = await app.fetch(address, { as: officer, form: { 'van-ban': 'QĐ 1' } });
  expect([empty.status, (await empty.text()).includes('QĐ 1')]).toEqual([422, true]);
  const typed = { q: 'ha tang', 'tat-ca': '1', 'chu-tri': 'STP; Hội Nông dân' };
  const preview = await (await app.fetch(address, { as: officer, form: typed })).text();
  expect(preview).toContain('Giao 1 chỉ tiêu');
  const sent = { ...typed, khoa: hiddenField(preview, 'khoa'), moc: hiddenField(preview, 'moc') };
  const now = programmeWork.doAssignTargets(id);
  expect((await app.fetch(now, { as: officer, form: { ...sent, moc: 'cu' } })).status).toBe(409);
  const done = await app.fetch(now, { as: officer, form: sent });
  expect(done.status).toBe(303);
  const result = done.headers.get('location') ?? '';
  expect(await html(result)).toContain('Hoàn tác lần giao này');
  expect((await app.fetch(`${result}/hoan-tac`, { as: officer, form: {} })).status).toBe(303);
  expect(await html(result)).not.toContain('Hoàn tác lần giao này');
});
