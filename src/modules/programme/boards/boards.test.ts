import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, targetOf, taskOf } from '../../../../test/support/planning.ts';
import { system } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { readPeriod } from '../../../kernel/periods.ts';
import { readSheets } from '../../../office/index.ts';
import { layCommunes } from '../communes/commands.ts';
import { programmeRoutes } from '../index.ts';
import { programmeWork } from '../paths.ts';
import { enterActual } from '../targets/actuals.ts';
import { enterFact } from '../tasks/facts.ts';
import { sheet as boardSheet, sheetToTake } from './chart.ts';
import type { BoardFilters } from './filters.ts';
import { boardPaths } from './paths.ts';
import { dueDays, stateCounts, unitRows } from './queries.ts';

let app: TestApp;
let head: Session;
let agency: Session;
const id: Record<string, number> = {};
const plans: number[] = [];
const day = (text: string) => text as LocalDate;
const due = (text: string) => ({ kind: 'date' as const, from: day(text), to: day(text), raw: text });

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const { services } = app;
  for (const [code, name, nameEn] of [
    ['SKHCN', 'Sở Khoa học và Công nghệ', null],
    ['SCT', 'Sở Công Thương', 'Department of Industry and Trade'],
    ['SYT', 'Sở Y tế', null],
  ] as const) {
    await makeOrganisation(services, { code, name, nameEn });
    const row = services.db.selectFrom('organisation').select('id').where('code', '=', code);
    id[code] = (await row.executeTakeFirstOrThrow()).id;
  }
  const both = ['Sở Khoa học và Công nghệ', 'Sở Công Thương'];
  const first = await planInForce(services, {
    tasks: [
      taskOf({ deadline: due('2026-03-31'), name: 'Ban hành quy chế <b>dữ liệu</b>' }),
      taskOf({ tt: '2', leads: both, deadline: due('2026-05-11') }),
      taskOf({ tt: '3', group: 'Hạ tầng', leads: ['Sở Công Thương'] }),
      taskOf({ tt: '4', leads: [], deadline: { kind: 'none', from: null, to: null, raw: '' } }),
    ],
    targets: [targetOf()],
  });
  const second = await planInForce(services, {
    tasks: [taskOf({ leads: ['Sở Công Thương'], deadline: due('2026-04-15') }), taskOf({ tt: '2' })],
  });
  plans.push(first.id, second.id);
  head = await app.signIn('programme_head', { email: 'phu-trach@example.vn' });
  agency = await app.signIn('agency_officer', { email: 'so@example.vn', organisationId: id.SCT ?? 0 });
});
afterAll(() => app.close());

const filters = (more: Partial<BoardFilters> = {}): BoardFilters => ({
  ...{ plan: null, group: null, agency: null, sector: null, period: null, page: 1, open: false },
  ...{ lang: 'vi', ...more },
});
const get = async (path: string, as: Session | null = head) => {
  const answer = await app.fetch(path, as ? { as } : {});
  return { status: answer.status, text: await answer.text() };
};

test('whatever is asked of a board, its counts are those of the tasks themselves', async () => {
  const { db } = app.services;
  const { rows } = await sql<{
    plan: number;
    group: number | null;
    state: string;
    lastDay: string | null;
    leads: number[];
  }>`select plan_id as plan, group_id as group, state, last_day as "lastDay", array(select organisation_id from task_agency
      where task_id = task.id and role = 'lead' and until is null)::int[] as leads from task`.execute(db);
  const groups = [null, ...rows.map(({ group }) => group)];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(null, ...plans),
      fc.constantFrom(...groups),
      fc.constantFrom(null, ...Object.values(id)),
      fc.constantFrom(null, '2026', '2026-Q2', '2026-05', '2026-H1', '2025'),
      async (plan, group, unit, key) => {
        const period = key === null ? null : readPeriod(key);
        const asked = filters({ plan, group: plan === null ? null : group, agency: unit, period });
        const expected: Record<string, number> = {};
        for (const task of rows)
          if (
            (plan === null || task.plan === plan) &&
            (asked.group === null || task.group === asked.group) &&
            (unit === null || task.leads.includes(unit)) &&
            (period === null ||
              (task.lastDay !== null && task.lastDay >= period.from && task.lastDay <= period.to))
          )
            expected[task.state] = (expected[task.state] ?? 0) + 1;
        expect(await stateCounts(db, asked)).toEqual(expected);
        if (unit === null) return;
        const { rows: units } = await unitRows(db, asked);
        expect(units.reduce((sum, { total }) => sum + total, 0)).toBe(
          Object.values(expected).reduce((sum, count) => sum + count, 0),
        );
      },
    ),
    { numRuns: 40 },
  );
  const [may] = [readPeriod('2026-05')];
  if (may) expect(await dueDays(db, filters(), may)).toEqual([{ day: '2026-05-11', tasks: 1, late: 0 }]);
});

describe('the boards', () => {
  test('name who is late, who is silent, and lead to what they count', async () => {
    app.forgetStatements();
    const { status, text } = await get(boardPaths.all);
    expect(status).toBe(200);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    expect(text).toContain(`co-quan=${id.SCT}&amp;trang-thai=overdue`);
    expect(text).toContain(`co-quan=${id.SCT}&amp;tu=2026-04-01&amp;den=2026-04-30`);
    expect(text).toContain('109 ngày chưa có thông tin');
    expect(text).toContain('Tỷ lệ dịch vụ công trực tuyến toàn trình');
    expect(text).not.toContain('<b>dữ liệu');
    expect(text).not.toContain('Sở Y tế');
  });

  test('a leader sees what is late, what will be, whose it is and what waits for a decision', async () => {
    const { db } = app.services;
    await sql`insert into task_extension (task_id, organisation_id, former, asked, reason, asked_at)
      select task_id, organisation_id, '2026-04-15', '2026-06-30', 'Chờ góp ý', '2026-05-04' from task_agency
      where organisation_id = ${id.SCT} order by task_id desc limit 1`.execute(db);
    app.forgetStatements();
    const { status, text } = await get(boardPaths.leader);
    expect(status).toBe(200);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    const figure = (count: number, label: string) => `${count}</span> <span class="figure-label">${label}`;
    expect(text).toContain(figure(2, 'việc quá hạn'));
    expect(text).toContain(figure(1, 'đến hạn trong 7 ngày'));
    expect(text).toContain('1 quá hạn trên 3 việc chưa xong (33%)');
    expect(text).toContain('từ 15/04/2026 đến 30/06/2026');
    expect((await get(boardPaths.leader, agency)).status).toBe(403);
    const wall = await app.fetch(boardPaths.wall, { as: head });
    expect(wall.headers.get('refresh')).toBe('120');
    const shown = await wall.text();
    expect(shown).toContain('Số liệu lúc');
    expect(shown).not.toMatch(/<header|<footer|<nav/);
    expect(shown).toContain(`href="${boardPaths.leader}"`);
    const still = await app.fetch(`${boardPaths.wall}?lam-moi=khong`, { as: head });
    expect(still.headers.get('refresh')).toBeNull();
  });

  test('name agencies in English on English pages where they have an English name, in the order of what is shown', async () => {
    for (const path of [
      boardPaths.leader,
      boardPaths.all,
      boardPaths.wall,
      `${boardPaths.all}?xem=thoi-gian`,
    ]) {
      const { text } = await get(`/en${path}`);
      expect(text, path).toContain('Department of Industry and Trade');
      expect(text, path).not.toContain('Sở Công Thương');
    }
    const { text } = await get(`/en${boardPaths.unit}`);
    const names = [...text.matchAll(/co-quan=\d+">(?:<span lang="vi">)?([^<]+)/g)].map(([, name]) => name);
    expect(names).toEqual(['Department of Industry and Trade', 'Sở Khoa học và Công nghệ']);
    expect((await get(`/en${boardPaths.unit}?co-quan=${id.SCT}`)).text).toContain(
      '<h1>Department of Industry and Trade</h1>',
    );
    for (const path of [programmeWork.tasks, programmeWork.targets, programmeWork.plan(plans[0] ?? 0)])
      expect((await get(`/en${path}`)).text, path).not.toContain('Sở Công Thương');
    expect((await get(`/en${programmeWork.tasks}`)).text).toContain('Department of Industry and Trade');
  });

  test('a wall says how many more are late than it names', async () => {
    const more = await planInForce(app.services, {
      tasks: Array.from({ length: 6 }, (_, at) =>
        taskOf({ tt: String(at + 1), deadline: due('2026-04-01') }),
      ),
    });
    expect((await get(`${boardPaths.wall}?ke-hoach=${more.id}`)).text).toMatch(/và 1 việc khác/);
    await sql`update plan set state = 'ended' where id = ${more.id}`.execute(app.services.db);
  });

  test('carry what is chosen to other boards and to the list; nonsense in the address chooses nothing', async () => {
    const { text } = await get(`${boardPaths.all}?ke-hoach=${plans[1]}&ky=2026-Q2`);
    expect(text).toContain(`${boardPaths.unit}?ke-hoach=${plans[1]}&amp;ky=2026-Q2`);
    expect(text).toContain(
      `ke-hoach=${plans[1]}&amp;trang-thai=overdue&amp;tu=2026-04-01&amp;den=2026-06-30`,
    );
    const odd = '?ke-hoach=1e9&nhom=%27&co-quan=-1&linh-vuc=%00&ky=2026-13&trang=99999999999';
    expect((await get(`${boardPaths.all}${odd}`)).status).toBe(200);
    expect((await get(`${boardPaths.all}?ke-hoach=999999999999999`)).text).toContain('Chưa có nhiệm vụ nào');
  });

  test('a unit sees its own board alone; its timeline and calendar lead to its tasks', async () => {
    app.forgetStatements();
    const { status, text } = await get(boardPaths.unit, agency);
    expect(status).toBe(200);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    expect(text).toContain('<h1><span>Sở Công Thương</span></h1>'.replaceAll(/<\/?span>/g, ''));
    expect(text).toContain(`co-quan=${id.SCT}&amp;tu=2026-05-11&amp;den=2026-05-11`);
    expect((await get(`${boardPaths.unit}?co-quan=${id.SKHCN}`, agency)).text).not.toContain(
      'Ban hành quy chế',
    );
    expect((await get(`${boardPaths.picture}?co-quan=${id.SKHCN}`, agency)).text).toContain(
      'Chưa có nhiệm vụ',
    );
    expect((await get(boardPaths.all, agency)).status).toBe(403);
    expect((await get(`${boardPaths.unit}?co-quan=${id.SKHCN}`)).text).toContain('Sở Khoa học và Công nghệ');
    expect((await get(`${boardPaths.unit}?co-quan=99999`)).text).toContain('Chọn đơn vị để xem');
    expect((await get(boardPaths.unit)).text).toContain(`co-quan=${id.SCT}`);
  });

  test('can be taken along as picture and sheet with the same figures, title and source', async () => {
    for (const key of ['tinh-trang', 'thang', 'han', 'lich', 'ban-do']) {
      const { status, text } = await get(`${boardPaths.picture}?bieu-do=${key}&co-quan=${id.SCT}`);
      expect(status).toBe(200);
      expect(text).toMatch(/^<\?xml/);
      expect(text).toContain('Sở Công Thương');
      expect(text).toContain('04/05/2026');
    }
    expect((await get(`${boardPaths.picture}?bieu-do=don-vi`)).status).toBe(404);
    expect((await get(`${boardPaths.sheet}?bieu-do=constructor`)).status).toBe(404);
    const answer = await app.fetch(`${boardPaths.sheet}?bieu-do=don-vi`, { as: head });
    expect(answer.headers.get('content-disposition')).toContain('don-vi-2026-05-04.xlsx');
    const path = join(app.services.config.dataDir, 'bang.xlsx');
    await writeFile(path, new Uint8Array(await answer.arrayBuffer()));
    const [sheet] = await readSheets({ path, name: 'bang.xlsx' });
    expect(sheet?.rows.at(-1)?.[0]).toMatch(/, ngày 04\/05\/2026$/);
    const cut = sheetToTake('vi', { annex: boardSheet('T', [['A', 9]], [['1']]), of: 1_200 }, 'T', 'Nguồn');
    expect(cut.rows).toEqual([['1'], [''], ['Tệp có 1 dòng đầu trên tổng số 1.200 dòng.'], ['Nguồn']]);
  });
});

test('communes stand as tiles once somebody laid them out, by what is overdue or untold; a tile leads to its board', async () => {
  const { services } = app;
  expect((await get(boardPaths.all)).text).toContain('Chưa xếp sơ đồ ô xã, phường');
  const { id: commune } = await makeOrganisation(services, {
    code: '20-1',
    name: 'Xã Bắc Sơn',
    kind: 'commune',
  });
  await makeOrganisation(services, { code: '20-2', name: 'Xã Na Sầm', kind: 'commune' });
  const places = new Map([['20-1', { column: '3', row: '2' }]]);
  await layCommunes(services, system, { places, source: 'Xếp tay để thử' }, 0);
  const late = { leads: ['Xã Bắc Sơn'], deadline: due('2026-03-31') };
  const tasks = [taskOf(late), taskOf({ tt: '2', leads: ['Xã Bắc Sơn'] })];
  const { id: plan, tasks: given } = await planInForce(services, { tasks });
  app.forgetStatements();
  const { text } = await get(`${boardPaths.all}?ke-hoach=${plan}`);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  expect(text).toContain('1 quá hạn trên 2 việc chưa xong');
  expect(text).toContain('tile tile-late tc-3 tr-2');
  expect(text).toContain('tile tile-none tc-1 tr-3');
  expect(text).toContain(`${boardPaths.unit}?ke-hoach=${plan}&amp;co-quan=${commune}`);
  expect(text).toContain('không thay cho bản đồ địa giới');
  await enterFact(services, system, given[0] ?? 0, {
    ...{ kind: 'started', on: '04/05/2026', percent: '', words: 'Đã bắt đầu', reason: '', period: '' },
    ...{ documentNumber: '', documentDate: '', organisationId: commune, version: 1, key: 'tile', files: [] },
  });
  const untold = await get(`${boardPaths.all}?ke-hoach=${plan}&chi-so=chua-co-thong-tin`);
  expect(untold.text).toContain('1 chưa có thông tin trên 2 việc chưa xong');
  await sql`update plan set state = 'ended' where id = ${plan}`.execute(services.db);
});

test('targets stand against their trajectory, those in danger first, a page at a time; what cannot be judged says so', async () => {
  const { services } = app;
  const many = Array.from({ length: 13 }, (_, at) =>
    targetOf({ tt: String(at + 1), name: `Tỷ lệ thứ ${at + 1}`, agencies: ['Sở Công Thương'] }),
  );
  const plan = await planInForce(services, { targets: many });
  const [first = 0, , third = 0] = plan.targets;
  for (const [period, value] of [
    ['2024', '20'],
    ['2025', '30'],
  ] as const)
    await enterActual(services, system, first, {
      ...{
        period,
        value,
        words: '',
        fulfilled: '',
        asOf: `31/12/${period}`,
        estimate: '',
        scope: '',
        reason: '',
      },
      ...{ source: 'Báo cáo', confirmed: '', file: null, key: `${period} ${value}` },
    });
  await sql`update target set outlook = 'unlikely' where id = ${third}`.execute(services.db);
  const path = `${boardPaths.all}?xem=chi-tieu&ke-hoach=${plan.id}`;
  app.forgetStatements();
  const { text } = await get(path);
  expect(app.statements.length).toBeLessThanOrEqual(10);
  const codes = [...text.matchAll(/(CT-[0-9A-Z-]+) · Tỷ lệ thứ (\d+)/g)].map(([, , at]) => at);
  expect(codes[0]).toBe('3');
  expect(text.match(/<li><figure class="chart"/g)).toHaveLength(12);
  expect(text).toContain('Chưa có thông tin');
  const second = (await get(`${path}&trang=2`)).text;
  expect(second.match(/<li><figure class="chart"/g)).toHaveLength(1);
  expect(second).toContain('Chưa thể đánh giá');
  expect((await get(`${boardPaths.unit}?xem=chi-tieu&ke-hoach=${plan.id}`, agency)).text).toContain(
    'Tỷ lệ thứ 3',
  );
  const own = boardPaths.planTargets(String(plan.id));
  expect((await get(own)).text).toContain(`${boardPaths.sheet}?ke-hoach=${plan.id}&amp;bieu-do=chi-tieu`);
  const read = await get(own, agency);
  expect([read.status, read.text.includes(boardPaths.sheet)]).toEqual([200, false]);
  expect((await get(boardPaths.planTargets('999999'))).status).toBe(404);
  const code = (await sql<{ code: string }>`select code from target where id = ${first}`.execute(services.db))
    .rows[0]?.code;
  const picture = await get(`${boardPaths.picture}?bieu-do=mot-chi-tieu&ct=${code}`);
  expect(picture.text).toMatch(/^<\?xml/);
  expect((await get(`${boardPaths.picture}?bieu-do=mot-chi-tieu&ct=CT-0-00`)).status).toBe(404);
  expect((await get(`${boardPaths.sheet}?bieu-do=chi-tieu`)).status).toBe(200);
  const times = await get(`${boardPaths.all}?xem=thoi-gian&thang=2026-05`);
  expect(times.text).toContain('tu=2026-05-11&amp;den=2026-05-11');
});

test('figures that hold those of a made-up plan say so, on the page and in the file', async () => {
  const mark = 'dữ liệu minh họa';
  expect((await get(boardPaths.leader)).text).not.toContain(mark);
  const made = await planInForce(app.services, {}, { illustrative: true });
  for (const path of [boardPaths.leader, boardPaths.all, boardPaths.wall, '/ban-lam-viec/nhiem-vu'])
    expect((await get(path)).text, path).toContain(mark);
  expect((await get(`${boardPaths.all}?ke-hoach=${plans[0]}`)).text).not.toContain(mark);
  expect((await get(`${boardPaths.all}?ke-hoach=${made.id}`)).text).toContain(mark);
  expect((await get(`${boardPaths.picture}?bieu-do=tinh-trang`)).text).toContain(mark);
});
