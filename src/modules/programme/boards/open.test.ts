import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { draftPlan, planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { layCommunes } from '../communes/commands.ts';
import { programmeRoutes } from '../index.ts';
import { putPlanInForce } from '../plans/commands.ts';
import { openBoardPaths } from './paths.ts';

let app: TestApp;
let plan: { id: number; code: string };
const day = (text: string) => text as LocalDate;
const due = (text: string) => ({ kind: 'date' as const, from: day(text), to: day(text), raw: text });

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const { services } = app;
  await makeOrganisation(services, { code: 'SCT', name: 'Sở Công Thương' });
  await makeOrganisation(services, { code: '20-1', name: 'Xã Bắc Sơn', kind: 'commune' });
  const places = new Map([['20-1', { column: '3', row: '2' }]]);
  await layCommunes(services, system, { places, source: 'Xếp tay để thử' }, 0);
  const leads = ['Sở Công Thương'];
  plan = await draftPlan(services, {
    tasks: [
      taskOf({ leads, deadline: due('2026-03-31'), name: 'Việc quá hạn' }),
      taskOf({ tt: '2', leads, deadline: due('2026-05-11'), group: 'Hạ tầng', name: 'Việc sắp đến hạn' }),
      taskOf({ tt: '3', leads: ['Xã Bắc Sơn'], deadline: due('2026-03-31'), name: 'Việc của xã' }),
      taskOf({ tt: '4', leads, deadline: due('2026-03-31'), name: 'Việc kín' }),
    ],
    targets: [targetOf(), targetOf({ tt: '2', name: 'Chỉ tiêu kín' })],
  });
  await sql`update task set shown = false where name = 'Việc kín'`.execute(services.db);
  await sql`update target set shown = false where name = 'Chỉ tiêu kín'`.execute(services.db);
  await putPlanInForce(services, system, plan.id, 1);
  await draftPlan(services, { tasks: [taskOf({ leads, name: 'Nháp kín' })] }, { title: 'Kế hoạch nháp kín' });
});
afterAll(() => app.close());

const get = async (path: string) => {
  app.forgetStatements();
  const answer = await app.fetch(path);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  return { status: answer.status, text: await answer.text() };
};

test('everybody reads how public tasks stand; what is not public is neither counted nor named', async () => {
  const { status, text } = await get(openBoardPaths.board);
  expect(status).toBe(200);
  for (const kept of ['kín', 'ban-lam-viec'])
    expect(text.replaceAll(/robots|href="\/dang-nhap[^"]*"/g, '')).not.toContain(kept);
  expect(text).toContain(`${openBoardPaths.tasks}?trang-thai=overdue`);
  expect(text).toMatch(/co-quan=SCT&amp;trang-thai=overdue"[^>]*>1</);
  expect(text).toContain('1 quá hạn trên 1 việc chưa xong');
  expect(text).toContain(`${openBoardPaths.board}?co-quan=20-1`);
  expect(text).toContain('rel="license"');
  expect(text).toContain(`${openBoardPaths.board}?ke-hoach=${plan.code}`);
  const english = await get(`/en${openBoardPaths.board}`);
  expect(english.text).toContain('Plans by the state of their tasks');
});

test('a figure leads to the tasks it counts, by plan, group, agency, period and day; nonsense counts nothing', async () => {
  const one = await get(`${openBoardPaths.tasks}?co-quan=SCT&trang-thai=overdue`);
  expect(one.text).toContain('Việc quá hạn');
  for (const other of ['Việc sắp đến hạn', 'Việc của xã', 'Việc kín', 'Nháp kín'])
    expect(one.text).not.toContain(other);
  const days = await get(`${openBoardPaths.tasks}?tu=2026-05-11&den=2026-05-11`);
  expect(days.text).toContain('Việc sắp đến hạn');
  expect(days.text).not.toContain('Việc quá hạn');
  expect((await get(`${openBoardPaths.tasks}?ky=2026-Q1`)).text).not.toContain('Việc sắp đến hạn');
  expect((await get(`${openBoardPaths.tasks}?trang=99`)).status).toBe(200);
  const groups = await get(`${openBoardPaths.board}?ke-hoach=${plan.code}&nhom=2&ky=2026-Q2`);
  expect(groups.text).toContain('Hạ tầng');
  expect(groups.text).toContain(`ke-hoach=${plan.code}&amp;nhom=2`);
  expect(groups.text).toMatch(/nhom=2&amp;trang-thai=due_soon&amp;ky=2026-Q2/);
  await makeOrganisation(app.services, { code: 'CN-01', name: 'Lý Thị Riêng Tư', kind: 'individual' });
  for (const path of [openBoardPaths.board, openBoardPaths.tasks])
    expect((await get(`${path}?co-quan=CN-01`)).text).not.toContain('Riêng Tư');
  for (const odd of ['?ke-hoach=KH-0-2025', '?co-quan=KHONG-CO', '?linh-vuc=khong-co'])
    expect((await get(`${openBoardPaths.board}${odd}`)).text, odd).not.toContain('Việc');
  expect((await get(`${openBoardPaths.board}?ke-hoach=%27&nhom=1e9&ky=2026-99&trang=x&xem=%00`)).status).toBe(
    200,
  );
});

test('public targets and deadlines are drawn, and taken along with source and licence', async () => {
  const targets = await get(`${openBoardPaths.board}?xem=chi-tieu`);
  expect(targets.text).toContain('Tỷ lệ dịch vụ công trực tuyến toàn trình');
  expect(targets.text).toContain('Chưa thể đánh giá');
  expect(targets.text).not.toContain('Chỉ tiêu kín');
  const times = await get(`${openBoardPaths.board}?xem=thoi-gian&thang=2026-05`);
  expect(times.text).toContain('Việc quá hạn');
  expect(times.text).not.toContain('Việc kín');
  expect(times.text).toContain(`${openBoardPaths.tasks}?tu=2026-05-11&amp;den=2026-05-11`);
  for (const key of ['tinh-trang', 'thang', 'han', 'lich', 'ban-do']) {
    const { status, text } = await get(`${openBoardPaths.picture}?bieu-do=${key}`);
    expect([key, status]).toEqual([key, 200]);
    expect(text).toContain('creativecommons.org/licenses/by/4.0');
    expect(text).not.toContain('kín');
  }
  for (const key of ['phan', 'don-vi', 'chi-tieu', 'ban-do'])
    expect((await get(`${openBoardPaths.sheet}?bieu-do=${key}`)).status, key).toBe(200);
  const hidden = await sql<{ code: string }>`select code from target where not shown`.execute(
    app.services.db,
  );
  const secret = `${openBoardPaths.picture}?bieu-do=mot-chi-tieu&ct=${hidden.rows[0]?.code}`;
  expect((await get(secret)).status).toBe(404);
  expect((await get(`${openBoardPaths.sheet}?bieu-do=__proto__`)).status).toBe(404);
});

test('where figures of a made-up plan are among them, board, list and files say so', async () => {
  const mark = 'dữ liệu minh họa';
  expect((await get(openBoardPaths.board)).text).not.toContain(mark);
  await planInForce(app.services, {}, { illustrative: true });
  for (const path of [openBoardPaths.board, openBoardPaths.tasks, `${openBoardPaths.picture}?bieu-do=thang`])
    expect((await get(path)).text, path).toContain(mark);
});
