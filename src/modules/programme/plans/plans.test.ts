import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { draftPlan, planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import type { Services } from '../../../platform/services.ts';
import { findActor, saveOrganisation } from '../../directory/index.ts';
import { programmeRoutes, taskDesk } from '../index.ts';
import { programmeWork } from '../paths.ts';
import { countTasks } from '../tasks/count.ts';
import { putPlanInForce } from './commands.ts';

let app: TestApp;
const by = {} as Record<'officer' | 'head' | 'agency' | 'stranger' | 'inspector', Session>;
let agency: number;
const work = '/ban-lam-viec/ke-hoach';

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const { services } = app;
  await saveOrganisation(services, system, {
    ...{ code: 'SKHCN', kind: 'department', name: 'Sở Khoa học và Công nghệ', shortName: 'Sở KH&CN' },
  });
  const own = await saveOrganisation(services, system, {
    code: 'STP',
    kind: 'department',
    name: 'Sở Tư pháp',
  });
  agency = own.id;
  by.officer = await app.signIn('programme_officer');
  by.head = await app.signIn('programme_head');
  by.agency = await app.signIn('agency_officer', { organisationId: agency });
  by.stranger = await app.signIn('agency_officer', { email: 'khac@example.vn' });
  by.inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

async function get(path: string, as: Session = by.officer) {
  const answer = await app.fetch(path, { as });
  return { status: answer.status, text: await answer.text() };
}

async function post(path: string, form: Record<string, string>, as: Session = by.officer) {
  const answer = await app.fetch(path, { as, form });
  return {
    ...{ status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() },
  };
}

async function row(id: number) {
  return app.services.db.selectFrom('plan').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}
const versionOf = async (id: number) => String((await row(id)).version);

const typed = {
  ...{ level: 'province', title: 'Kế hoạch phát triển dữ liệu số', number: '21/KH-UBND', issued: '5/2/2026' },
  ...{
    titleEn: '',
    issuer: 'UBND tỉnh',
    organisation: '',
    monitor: '',
    from: '',
    to: '31/12/2026',
    mark: '',
  },
  ...{ source: '', replaces: '', amends: '', derives: '' },
};
const task = {
  ...{ tt: '', annex: '', group: '', name: 'Xây dựng kho dữ liệu', nameEn: '', product: '', cadence: '' },
  ...{ leads: 'Sở KH&CN\nSở không có thật', partners: '', deadline: 'Quý II/2026', sector: '', shown: '1' },
};

describe('a plan entered by hand', () => {
  test('has groups, tasks and targets added, changed and removed while it is a draft', async () => {
    const made = await post(`${work}/moi/nhap-tay`, { ...typed, khoa: 'a' });
    expect(made.status, made.text).toBe(303);
    const again = await post(`${work}/moi/nhap-tay`, { ...typed, khoa: 'a' });
    expect(again.to, 'the same form twice makes one').toBe(made.to);
    const id = Number(made.to.split('/').at(-1));
    expect((await row(id)).code).toBe('KH-21-2026');
    const path = `${work}/${id}`;
    const group = { of: 'tasks', which: 'tasks', do: 'luu', 'label-tasks': 'I', 'name-tasks': 'Dữ liệu' };
    expect((await post(`${path}/nhom`, group)).status).toBe(303);
    expect((await post(`${path}/nhom`, { ...group, 'name-tasks': '' })).status).toBe(422);
    const { db } = app.services;
    const groups = await db.selectFrom('plan_group').selectAll().where('plan_id', '=', id).execute();
    const added = { ...task, group: String(groups[0]?.id), khoa: 'b' };
    expect((await post(`${path}/nhiem-vu/moi`, added)).status).toBe(303);
    expect((await post(`${path}/nhiem-vu/moi`, added)).status).toBe(303);
    const tasks = await db.selectFrom('task').selectAll().where('plan_id', '=', id).execute();
    expect(tasks.map(({ code, deadline_to }) => [code, deadline_to])).toEqual([
      ['NV-21-2026-001', '2026-06-30'],
    ]);
    const target = { ...task, name: 'Tỷ lệ dữ liệu mở', values: '≥ 55', unit: '%', until: '', agencies: '' };
    const more = { direction: '', frequency: 'year', parent: '', khoa: 'c' };
    expect((await post(`${path}/chi-tieu/moi`, { ...target, ...more })).status).toBe(303);
    const child = { ...target, ...more, khoa: 'd', parent: '99' };
    expect((await post(`${path}/chi-tieu/moi`, child)).text).toContain('Không có chỉ tiêu số 99');
    const shown = await get(path);
    expect(shown.text).toContain('Sở Khoa học và Công nghệ');
    expect(shown.text).toContain('chưa có trong danh bạ');
    const taskPath = `${path}/nhiem-vu/${tasks[0]?.id}`;
    expect((await get(taskPath)).text).toContain('Sở không có thật');
    const changed = { ...task, name: '', version: '1', do: 'luu' };
    const refused = await post(taskPath, changed);
    expect([refused.status, refused.text.includes('Hãy ghi tên nhiệm vụ')]).toEqual([422, true]);
    const stale = await post(taskPath, { ...changed, name: 'Kho dữ liệu dùng chung', version: '9' });
    expect([stale.status, stale.text.includes('Kho dữ liệu dùng chung')], 'what was typed is kept').toEqual([
      409,
      true,
    ]);
    expect((await post(taskPath, { ...changed, name: 'Kho dữ liệu dùng chung' })).status).toBe(303);
    expect((await post(taskPath, { version: '2', do: 'xoa' })).status).toBe(303);
    expect((await get(taskPath)).status).toBe(404);
  });

  test('says all that is wrong at once, and keeps what was typed', async () => {
    const wrong = { ...typed, title: '', issued: '31/2/2026', to: '1/1/2020', from: '1/1/2026', khoa: 'w' };
    const { status, text } = await post(`${work}/moi/nhap-tay`, wrong);
    expect(status).toBe(422);
    for (const message of ['Hãy ghi tên kế hoạch', 'một ngày có thật', 'đứng trước ngày bắt đầu'])
      expect(text).toContain(message);
    expect(text).toContain('31/2/2026');
    const foreign = await post(`${work}/moi/nhap-tay`, { ...typed, khoa: 'f' }, by.agency);
    expect([foreign.status, foreign.text.includes('kế hoạch của đơn vị mình')]).toEqual([422, true]);
    const huge = { ...typed, title: 'K'.repeat(1_001), khoa: 'h' };
    expect((await post(`${work}/moi/nhap-tay`, huge)).status).toBe(422);
  });

  test('of a unit is the business of its own officers, who also decide about it', async () => {
    const own = { ...typed, level: 'unit', organisation: String(agency), number: '3/KH-STP', khoa: 'u' };
    const made = await post(`${work}/moi/nhap-tay`, own, by.agency);
    const path = made.to;
    const id = Number(path.split('/').at(-1));
    expect((await get(path, by.stranger)).status).toBe(404);
    expect((await post(`${path}/nhiem-vu/moi`, { ...task, khoa: 'ut' }, by.stranger)).status).toBe(404);
    expect((await post(`${path}/nhiem-vu/moi`, { ...task, khoa: 'ut' }, by.agency)).status).toBe(303);
    const step = { do: 'dua-vao', version: await versionOf(id) };
    expect((await post(`${path}/buoc`, step, by.agency)).status).toBe(303);
    expect((await row(id)).state).toBe('in_force');
    expect((await get(path, by.stranger)).status, 'in force it is public').toBe(200);
  });
});

/** Until another connection waits for a lock. */
async function waitsForLock({ db }: Services): Promise<void> {
  const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting.execute(db)).rows.length === 0) await setImmediate();
}

describe('a plan in force', () => {
  test('is decided on by the head, once, as the page showed it', async () => {
    const { id } = await draftPlan(app.services);
    const step = { do: 'dua-vao', version: '1' };
    expect((await post(`${work}/${id}/buoc`, step)).status, 'no officer').toBe(403);
    expect((await post(`${work}/${id}/buoc`, { ...step, version: '7' }, by.head)).status).toBe(409);
    expect((await post(`${work}/${id}/buoc`, step, by.head)).status).toBe(303);
    expect((await post(`${work}/${id}/buoc`, step, by.head)).status, 'asked twice').toBe(303);
    const empty = await draftPlan(app.services, { tasks: [], targets: [] });
    expect((await post(`${work}/${empty.id}/buoc`, step, by.head)).text).toContain('chưa có nhiệm vụ');
    expect((await get(`${work}/${id}/nhiem-vu/moi`)).status, 'no longer a draft').toBe(409);
  });

  test('is replaced by the act that puts its successor into force; its tasks leave the counts', async () => {
    const { services } = app;
    const old = await planInForce(services, {}, { number: '56/KH-UBND', issued: '2025-02-21' });
    const { id } = await draftPlan(
      services,
      {},
      {
        relations: [{ kind: 'replaces', citation: 'Kế hoạch số 56/KH-UBND ngày 21/02/2025 của UBND tỉnh' }],
      },
    );
    expect((await get(`${work}/${id}`, by.head)).text).toContain('sẽ được thay thế cùng lúc');
    await post(`${work}/${id}/buoc`, { do: 'dua-vao', version: '1' }, by.head);
    expect((await row(old.id)).state).toBe('replaced');
    const counts = services.db.selectFrom('task_count').select((e) => e.fn.sum<number>('tasks').as('n'));
    const counted = await counts.where('plan_id', '=', old.id).executeTakeFirst();
    expect(Number(counted?.n ?? 0)).toBe(0);
    expect((await get(`${work}/${old.id}`)).text).toContain('Được thay thế bằng');
  });

  test('is put into force while somebody works on a task of the one it replaces: both go through', async () => {
    const { services } = app;
    const old = await planInForce(services, {}, { number: '57/KH-UBND', issued: '2025-02-21' });
    const citation = 'Kế hoạch số 57/KH-UBND ngày 21/02/2025';
    const { id } = await draftPlan(services, {}, { relations: [{ kind: 'replaces', citation }] });
    const { put } = await services.db.transaction().execute(async (tx) => {
      // as every command on a task: the plan is held, then the task, then the counts
      await sql`select id from plan where id = ${old.id} for share`.execute(tx);
      await sql`select id from task where plan_id = ${old.id} for update`.execute(tx);
      const started = putPlanInForce(services, system, id, 1);
      started.catch(() => undefined);
      await waitsForLock(services);
      await countTasks(tx, old.tasks);
      return { put: started };
    });
    await put;
    expect((await row(old.id)).state).toBe('replaced');
  });

  test('ends and is withdrawn with a reason; what is withdrawn is read by nobody else', async () => {
    const plan = await planInForce(app.services);
    const path = `${work}/${plan.id}/buoc`;
    const bare = await post(path, { do: 'rut', version: '2', 'reason-rut': ' ' }, by.head);
    expect([bare.status, bare.text.includes('Hãy ghi lý do rút')]).toEqual([422, true]);
    const said = { do: 'rut', version: '2', 'reason-rut': 'Đưa nhầm bản dự thảo' };
    expect((await post(path, said, by.head)).status).toBe(303);
    expect((await get(`${work}/${plan.id}`, by.agency)).status).toBe(404);
    expect((await get(`${work}/${plan.id}`, by.inspector)).text).toContain('Đưa nhầm bản dự thảo');
    expect((await post(path, { ...said, do: 'ket-thuc', version: '3' }, by.head)).status).toBe(409);
    expect((await post(path, { do: 'constructor', version: '3' }, by.head)).status).toBe(404);
  });

  test('is amended in what it says of itself by a named document', async () => {
    const plan = await planInForce(app.services);
    const form = { ...typed, title: 'Tên đã sửa đổi', version: '2', document: '' };
    const path = `${work}/${plan.id}/sua`;
    expect((await post(path, form)).text).toContain('văn bản sửa đổi');
    expect((await post(path, { ...form, document: '99/QĐ-UBND ngày 1/4/2026' })).status).toBe(303);
    const { title, number, level } = await row(plan.id);
    expect([title, level, number === typed.number], 'number and level stay').toEqual([
      'Tên đã sửa đổi',
      'province',
      false,
    ]);
    expect((await get(`${work}/${plan.id}`)).text).toContain('99/QĐ-UBND');
  });
});

describe('the lists', () => {
  test('find plans and items without diacritics, by filters in the address, with at most ten statements', async () => {
    const tasks = Array.from({ length: 60 }, (_, at) =>
      taskOf({ tt: String(at + 1), name: `Việc số ${at}` }),
    );
    const plan = await planInForce(
      app.services,
      { tasks, targets: [targetOf()] },
      { title: 'Chuyển đổi số ngành Tư pháp', number: '77/KH-UBND' },
    );
    const found = await get(`${work}?q=chuyen+doi+nganh+tu+phap&trang-thai=in_force&nam=2026&cap=province`);
    expect(found.text).toContain(plan.code);
    expect((await get(`${work}?q=khong+co+ke+hoach+nay`)).text).toContain('Không thấy kế hoạch nào');
    expect((await get(`${work}?q=%25&trang-thai=x&nam=abcd&trang=99999999999`)).status).toBe(200);
    app.forgetStatements();
    const page = await get(`${work}/${plan.id}?trang=2`);
    expect(page.text).toContain('Việc số 59');
    expect(app.statements.length).toBeLessThanOrEqual(10);
    expect((await get(`${work}/${plan.id}?q=viec+so+17`)).text).toContain('NV-77-2026-018');
    expect((await get(`${work}/${plan.id}?xem=chi-tieu`)).text).toContain('≥ 80');
    expect((await get(`${work}/${plan.id}?nhom=0&trang-thai=overdue`)).text).toContain(
      'Không có mục nào khớp',
    );
    expect((await get(`${work}/999999`)).status).toBe(404);
    expect((await get(`${work}/x`)).status).toBe(404);
  });
});

test('a draft is handed up, returned with a remark, taken back and put into force; it waits on the desk of whoever is next', async () => {
  const { services } = app;
  const plan = await draftPlan(services, { tasks: [taskOf()] });
  const path = programmeWork.plan(plan.id);
  const hand = async (deed: string, as: Session, more: Record<string, string> = {}) =>
    post(`${path}/trinh`, { do: deed, version: await versionOf(plan.id), ...more }, as);
  const desk = async (session: Session) => {
    const account = services.db.selectFrom('account').select('email').where('id', '=', session.accountId);
    const actor = await findActor(services, (await account.executeTakeFirstOrThrow()).email);
    const work = await taskDesk(services.db, actor, localDateOf(services.clock()));
    return work.flatMap(({ wait, plans = [] }) => plans.filter(({ id }) => id === plan.id).map(() => wait));
  };
  expect((await get(path)).text).toContain('Trình phụ trách chương trình');
  expect((await get(path, by.head)).text).not.toContain('Trình phụ trách chương trình');
  const empty = await draftPlan(services, { tasks: [] });
  const nothing = await post(`${programmeWork.plan(empty.id)}/trinh`, { do: 'trinh', version: '1' });
  expect([nothing.status, nothing.text.includes('chưa có nhiệm vụ hay chỉ tiêu')]).toEqual([422, true]);
  const stale = await post(`${path}/trinh`, { do: 'trinh', version: '9' });
  expect(stale.status).toBe(409);
  expect((await hand('tra-lai', by.officer, { reason: 'Không' })).status).toBe(403);
  for (const _twice of [1, 2])
    expect((await post(`${path}/trinh`, { do: 'trinh', version: '1' })).status).toBe(303);
  expect([await desk(by.head), await desk(by.officer)]).toEqual([['plan'], []]);
  const waiting = (await get(path)).text;
  expect(waiting).toContain('chờ phụ trách chương trình');
  expect(waiting).not.toContain(`${path}/sua"`);
  expect((await post(`${path}/nhiem-vu/moi`, { ...task, khoa: 'trong-luc-cho' })).status).toBe(409);
  expect((await hand('tra-lai', by.head, { reason: ' ' })).text).toContain(
    'Hãy ghi cần sửa, bổ sung điều gì.',
  );
  expect((await hand('tra-lai', by.head, { reason: 'Thiếu thời hạn của nhiệm vụ 1' })).status).toBe(303);
  expect([await desk(by.head), await desk(by.officer)]).toEqual([[], ['plan_returned']]);
  expect((await get(path)).text).toContain('Thiếu thời hạn của nhiệm vụ 1');
  expect((await hand('trinh', by.officer)).status).toBe(303);
  expect(await desk(by.officer)).toEqual([]);
  expect((await hand('lay-lai', by.officer)).status).toBe(303);
  expect((await row(plan.id)).state).toBe('draft');
  expect((await hand('trinh', by.officer)).status).toBe(303);
  const step = { do: 'dua-vao', version: await versionOf(plan.id) };
  expect((await post(programmeWork.decidePlan(plan.id), step, by.head)).status).toBe(303);
  expect(await row(plan.id)).toMatchObject({ state: 'in_force', returned_words: null });
});

test('what is kept from the public is seen by who looks after plans and by whom it was given to, and by no other agency', async () => {
  const { services } = app;
  const [own, other] = await Promise.all(
    ['KIN-1', 'KIN-2'].map((code) => makeOrganisation(services, { code, name: `Cơ quan ${code}` })),
  );
  const plan = await planInForce(services, {
    tasks: [taskOf({ name: 'Việc kín', leads: ['Cơ quan KIN-1'] })],
    targets: [targetOf({ name: 'Chỉ tiêu kín', agencies: ['Cơ quan KIN-1'] })],
  });
  for (const table of ['task', 'target'] as const)
    await services.db.updateTable(table).set({ shown: false }).where('plan_id', '=', plan.id).execute();
  const leads = await app.signIn('agency_officer', { organisationId: own?.id ?? 0 });
  const stranger = await app.signIn('agency_officer', { organisationId: other?.id ?? 0 });
  const officer = await app.signIn('programme_officer');
  const paths = [
    [programmeWork.plan(plan.id), 'Việc kín'],
    [`${programmeWork.plan(plan.id)}?xem=chi-tieu`, 'Chỉ tiêu kín'],
    [programmeWork.linkTask(plan.tasks[0] ?? 0), 'Việc kín'],
    [programmeWork.linkTarget(plan.targets[0] ?? 0), 'Chỉ tiêu kín'],
  ] as const;
  for (const [path, name] of paths) {
    for (const as of [leads, officer]) expect(await (await app.fetch(path, { as })).text()).toContain(name);
    expect(await (await app.fetch(path, { as: stranger })).text()).not.toContain(name);
  }
});
