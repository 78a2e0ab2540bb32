import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { planInForce, targetOf } from '../../../../test/support/planning.ts';
import type { AccountActor, Role } from '../../../kernel/actor.ts';
import { findActor } from '../../directory/index.ts';
import { Doubted } from './actual-inputs.ts';
import { correctActual, enterActual, type NewActual } from './actuals.ts';
import { closeTarget, reopenTarget } from './closing.ts';
import { changeRules } from './rules-commands.ts';
import { turnTargets } from './settle.ts';
import { setTargetWay } from './way.ts';
import type { TypedWay } from './way-inputs.ts';

let app: TestApp;
let by: Readonly<Record<'owner' | 'stranger' | 'officer' | 'head' | 'leader', AccountActor>>;

beforeAll(async () => {
  app = await openTestApp([]);
  const { services } = app;
  const organisation = async (code: string, name: string) => {
    await makeOrganisation(services, { code, name });
    const row = services.db.selectFrom('organisation').select('id').where('code', '=', code);
    return (await row.executeTakeFirstOrThrow()).id;
  };
  const person = async (email: string, role: Role, organisationId?: number) => {
    await app.signIn(role, { email, ...(organisationId ? { organisationId } : {}) });
    return findActor(services, email);
  };
  by = {
    owner: await person(
      'mot@example.vn',
      'agency_officer',
      await organisation('SKHCN', 'Sở Khoa học và Công nghệ'),
    ),
    stranger: await person('hai@example.vn', 'agency_officer', await organisation('SCT', 'Sở Công Thương')),
    officer: await person('can-bo@example.vn', 'programme_officer'),
    head: await person('phu-trach@example.vn', 'programme_head'),
    leader: await person('lanh-dao@example.vn', 'leader'),
  };
});
afterAll(() => app.close());

async function given(...targets: Parameters<typeof targetOf>[0][]): Promise<readonly number[]> {
  const made = targets.length === 0 ? [{}] : targets;
  return (await planInForce(app.services, { tasks: [], targets: made.map((one) => targetOf(one)) })).targets;
}
const one = async (more: Parameters<typeof targetOf>[0] = {}) => (await given(more))[0] ?? 0;

async function read(id: number) {
  const row = app.services.db.selectFrom('target').selectAll().where('id', '=', id);
  return row.executeTakeFirstOrThrow();
}

let keys = 0;
function typed(more: Partial<NewActual> = {}): NewActual {
  keys += 1;
  return {
    ...{
      period: '2025',
      scope: '',
      value: '62,5',
      words: '',
      fulfilled: '',
      asOf: '31/12/2025',
      estimate: '',
    },
    ...{ source: 'Báo cáo số 12/BC-SKHCN ngày 15/01/2026', reason: '', confirmed: '', file: null },
    ...{ key: `actual-${keys}`, ...more },
  };
}

function way(more: Partial<TypedWay> = {}): TypedWay {
  return {
    ...{ direction: 'higher', frequency: 'year', until: '31/12/2030', baseline: '', baselineOn: '' },
    ...{
      baselineSource: '',
      levels: {},
      least: '',
      most: '',
      owners: 'Sở Khoa học và Công nghệ',
      document: '',
    },
    ...more,
  };
}

describe('a figure', () => {
  test('is entered by who answers for it, turns the target to measured, and is entered once', async () => {
    const { services } = app;
    const id = await one();
    expect(await read(id)).toMatchObject({
      ...{ information: 'missing', outlook: 'cannot_tell', since_on: '2026-01-15', due_on: '2027-03-01' },
    });
    const first = typed({ value: '62,5 %' });
    const entered = await enterActual(services, by.owner, id, first);
    expect(await enterActual(services, by.owner, id, first)).toBe(entered);
    expect(await read(id)).toMatchObject({
      information: 'measured',
      value: '62.5',
      since_on: '2025-12-31',
      version: 2,
    });
    const events = await sql<{ name: string }>`select name from event where subject_kind = 'target'
      and subject_id = ${String(id)}`.execute(services.db);
    expect(events.rows).toEqual([{ name: 'target.measured' }]);
  });

  test('is nothing to an agency that does not answer for the target, and is not entered by a leader', async () => {
    const { services } = app;
    const id = await one();
    await expect(enterActual(services, by.stranger, id, typed())).rejects.toMatchObject({
      kind: 'not_found',
    });
    await expect(enterActual(services, by.leader, id, typed())).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(enterActual(services, by.owner, 999_999, typed())).rejects.toMatchObject({
      kind: 'not_found',
    });
    await enterActual(services, by.officer, id, typed());
    const row = services.db.selectFrom('target_actual').select('organisation_id').where('target_id', '=', id);
    expect((await row.executeTakeFirst())?.organisation_id).toBe(by.owner.organisationId);
  });

  test('says by field what cannot be', async () => {
    const id = await one();
    const wrong = { period: '2025-Q1', value: '≥ 60', asOf: '31/12/2027', source: ' ' };
    await expect(enterActual(app.services, by.owner, id, typed(wrong))).rejects.toMatchObject({
      fields: { period: expect.anything(), value: expect.anything(), source: expect.anything() },
    });
    for (const asOf of ['01/01/2027', '31/12/2024'])
      await expect(enterActual(app.services, by.owner, id, typed({ asOf }))).rejects.toMatchObject({
        fields: { asOf: expect.anything() },
      });
    await expect(enterActual(app.services, by.owner, id, typed({ value: '' }))).rejects.toMatchObject({
      fields: { value: expect.anything() },
    });
  });

  test('that looks wrong is kept when what was asked is confirmed with a reason, and asked anew when it was changed', async () => {
    const { services } = app;
    const id = await one({
      unit: 'doanh nghiệp',
      values: [{ scope: null, operator: '≥', min: 80, max: null, raw: '80' }],
    });
    const far = typed({ value: '62500' });
    const refused = await enterActual(services, by.owner, id, far).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Doubted);
    if (!(refused instanceof Doubted)) return;
    expect(refused.doubts.map(({ code }) => code)).toEqual(['out_of_scale']);
    expect(refused.fields.reason?.vi).toContain('Gấp khoảng 1.000 lần');
    const confirmed = { ...far, confirmed: refused.asked };
    await expect(enterActual(services, by.owner, id, confirmed)).rejects.toBeInstanceOf(Doubted);
    await expect(
      enterActual(services, by.owner, id, { ...confirmed, value: '6250000', reason: 'Đếm cả hộ' }),
    ).rejects.toBeInstanceOf(Doubted);
    await enterActual(services, by.owner, id, { ...confirmed, reason: 'Đếm cả hộ kinh doanh' });
    expect((await read(id)).value).toBe('62500');
  });

  test('of an agency that ended is corrected by its successor in its own name', async () => {
    const { services } = app;
    const id = await one();
    const first = await enterActual(services, by.owner, id, typed({ value: '26,5' }));
    const right = typed({ value: '62,5', reason: 'Cộng nhầm' });
    await expect(correctActual(services, by.stranger, id, first, right)).rejects.toMatchObject({
      kind: 'not_found',
    });
    await sql`with taker as (insert into target_agency (target_id, position, organisation_id, name, since)
        values (${id}, 1, ${by.stranger.organisationId}, 'Sở Công Thương', '2026-05-01') returning id)
      update target_agency set until = '2026-04-30', handed_to = (select id from taker)
      where target_id = ${id} and organisation_id = ${by.owner.organisationId}`.execute(services.db);
    await correctActual(services, by.stranger, id, first, right);
    const rows = services.db.selectFrom('target_actual').select(['organisation_id', 'value']);
    expect(await rows.where('target_id', '=', id).orderBy('id').execute()).toEqual([
      { organisation_id: by.owner.organisationId, value: '26.5' },
      { organisation_id: by.stranger.organisationId, value: '62.5' },
    ]);
  });

  test('of two people for one period is asked about the second time', async () => {
    const { services } = app;
    const id = await one();
    const both = await Promise.allSettled([
      enterActual(services, by.owner, id, typed({ value: '60' })),
      enterActual(services, by.officer, id, typed({ value: '61' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const failed = both.find((outcome) => outcome.status === 'rejected');
    expect(failed?.reason).toMatchObject({ doubts: [{ code: 'period_has_one' }] });
  });

  test('is corrected once, with a reason; the former stays in the history and its file with the new one', async () => {
    const { services } = app;
    const id = await one();
    const file = { ...(await keepFile(services, 'Số liệu')), name: 'so-lieu.txt' };
    const first = await enterActual(services, by.owner, id, typed({ value: '26,5', file }));
    const right = typed({ value: '62,5' });
    await expect(correctActual(services, by.owner, id, first, right)).rejects.toMatchObject({
      fields: { reason: expect.anything() },
    });
    await expect(correctActual(services, by.owner, await one(), first, right)).rejects.toMatchObject({
      kind: 'not_found',
    });
    const second = await correctActual(services, by.owner, id, first, { ...right, reason: 'Gõ đảo số' });
    await expect(
      correctActual(services, by.owner, id, first, typed({ reason: 'Lần nữa' })),
    ).rejects.toMatchObject({ kind: 'wrong_state' });
    expect(await read(id)).toMatchObject({ value: '62.5' });
    const rows = await services.db
      .selectFrom('target_actual')
      .select(['id', 'corrects_id', 'file_name'])
      .where('target_id', '=', id)
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { id: first, corrects_id: null, file_name: 'so-lieu.txt' },
      { id: second, corrects_id: first, file_name: 'so-lieu.txt' },
    ]);
  });

  test('of a target in words says whether it is met', async () => {
    const id = await one({
      unit: null,
      values: [{ scope: null, operator: 'qualitative', min: null, max: null, raw: 'Hoàn thành' }],
      direction: 'none',
    });
    await enterActual(
      app.services,
      by.owner,
      id,
      typed({ value: '', words: 'Đã ban hành', fulfilled: 'yes' }),
    );
    expect(await read(id)).toMatchObject({
      information: 'measured',
      outlook: 'expected',
      value_words: 'Đã ban hành',
    });
  });
});

describe('the way to a target', () => {
  test('is set by whoever follows the plan: baseline, levels, owners; what does not fit is said by field', async () => {
    const { services } = app;
    const id = await one();
    await expect(setTargetWay(services, by.owner, id, way(), 1)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      setTargetWay(
        services,
        by.officer,
        id,
        way({ direction: 'lower', baseline: '40', levels: { 2026: 'x', 2030: '80' } }),
        1,
      ),
    ).rejects.toMatchObject({
      fields: {
        ...{ direction: expect.anything(), baselineOn: expect.anything(), baselineSource: expect.anything() },
        ...{ 'level-2026': expect.anything(), 'level-2030': expect.anything() },
      },
    });
    const set = way({
      ...{ baseline: '40', baselineOn: '31/12/2024', baselineSource: 'Niên giám thống kê', most: '100' },
      ...{ levels: { 2026: '60 %', 2028: '70' }, owners: 'Sở Công Thương\nBan Quản lý dự án' },
    });
    await setTargetWay(services, by.officer, id, set, 1);
    await expect(setTargetWay(services, by.officer, id, set, 1)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await read(id)).toMatchObject({
      baseline: '40',
      aims_at: 2026,
      since_on: '2026-05-04',
      version: 2,
    });
    const owners = services.db
      .selectFrom('target_agency')
      .select(['name', 'until'])
      .where('target_id', '=', id);
    expect(await owners.orderBy('id').execute()).toEqual([
      { name: 'Sở Khoa học và Công nghệ', until: '2026-05-04' },
      { name: 'Sở Công Thương', until: null },
      { name: 'Ban Quản lý dự án', until: null },
    ]);
    await enterActual(services, by.stranger, id, typed({ value: '45' }));
    await expect(
      setTargetWay(services, by.officer, id, { ...set, frequency: 'quarter' }, 3),
    ).rejects.toMatchObject({ fields: { frequency: expect.anything() } });
  });

  test('ends by a document that says it is not carried out, and may go on', async () => {
    const { services } = app;
    const id = await one();
    const closing = { on: '01/05/2026', document: '30/QĐ-UBND ngày 28/4/2026', words: '', version: 1 };
    await expect(closeTarget(services, by.officer, id, closing)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      closeTarget(services, by.head, id, { ...closing, on: '01/05/2027', document: '' }),
    ).rejects.toMatchObject({ fields: { on: expect.anything(), document: expect.anything() } });
    await closeTarget(services, by.head, id, closing);
    await closeTarget(services, by.head, id, closing);
    expect(await read(id)).toMatchObject({
      result: 'not_carried_out',
      outlook: null,
      due_on: null,
      version: 2,
    });
    await expect(enterActual(services, by.owner, id, typed())).rejects.toMatchObject({ kind: 'wrong_state' });
    await expect(reopenTarget(services, by.head, id, { words: '', version: 2 })).rejects.toMatchObject({
      fields: { words: expect.anything() },
    });
    await reopenTarget(services, by.head, id, { words: 'Quyết định bị thu hồi', version: 2 });
    expect(await read(id)).toMatchObject({ result: null, closed: null, version: 3 });
  });
});

test('a heading is as good as the worst of its parts, and asks for no figure itself', async () => {
  const { services } = app;
  const [above = 0, first = 0, second = 0] = await given(
    { tt: '11', values: [], unit: null, direction: 'none' },
    { tt: '11.1', parent: '11' },
    { tt: '11.2', parent: '11' },
  );
  await expect(enterActual(services, by.owner, above, typed())).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  await enterActual(services, by.owner, first, typed());
  expect(await read(above)).toMatchObject({ information: 'missing', due_on: null });
  await enterActual(services, by.owner, second, typed());
  expect(await read(above)).toMatchObject({ information: 'measured' });
  const closing = { on: '01/05/2026', document: '30/QĐ-UBND ngày 28/4/2026', words: '' };
  for (const id of [second, above])
    await closeTarget(services, by.head, id, { ...closing, version: (await read(id)).version });
  const again = { words: 'Nhầm', version: (await read(second)).version };
  await expect(reopenTarget(services, by.head, second, again)).rejects.toMatchObject({ kind: 'wrong_state' });
});

test('the clock turns each target once on the day on which something changes, and rules that change judge all anew', async () => {
  const { services } = app;
  const ids = await given({ frequency: 'month' }, { frequency: 'year' });
  const [monthly = 0, yearly = 0] = ids;
  await enterActual(services, by.owner, monthly, typed({ period: '2026-03', asOf: '31/03/2026' }));
  expect(await read(monthly)).toMatchObject({ information: 'measured', turns_on: '2026-05-11' });
  const late = { ...services, clock: () => new Date('2026-05-14T03:00:00Z') };
  await turnTargets(late);
  await turnTargets(late);
  expect(await read(monthly)).toMatchObject({ information: 'stale', version: 2 });
  expect(await read(yearly)).toMatchObject({ information: 'missing' });
  const rules = {
    ...{ fewestPoints: '3', lookAhead: '3', farBehind: '20', graceMonth: '30', graceQuarter: '20' },
    ...{ graceHalfYear: '30', graceYear: '60', source: 'Quyết định 12/QĐ-SKHCN' },
  };
  await expect(changeRules(late, by.officer, rules, '0')).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(
    changeRules(late, by.head, { ...rules, graceYear: '900', source: '' }, '0'),
  ).rejects.toMatchObject({
    fields: { graceYear: expect.anything(), source: expect.anything() },
  });
  await changeRules(late, by.head, rules, '0');
  await expect(changeRules(late, by.head, rules, '0')).rejects.toMatchObject({ kind: 'conflict' });
  expect(await read(monthly)).toMatchObject({ information: 'measured', due_on: '2026-05-30' });
});
