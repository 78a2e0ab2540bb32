import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../../test/support/planning.ts';
import type { Role } from '../../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import { findActor } from '../../directory/index.ts';
import { programmeJobs } from '../day.ts';
import { programmeRoutes, taskDesk } from '../index.ts';

let app: TestApp;
let agencies: Readonly<Record<'first' | 'second', number>>;
let task: number;
beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const { services } = app;
  const first = (await makeOrganisation(services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' })).id;
  const second = (await makeOrganisation(services, { code: 'SCT', name: 'Sở Công Thương' })).id;
  agencies = { first, second };
  const due = (text: string, name: string, leads: readonly string[]) =>
    taskOf({
      ...{ name, leads: [...leads] },
      deadline: { kind: 'date', from: text as LocalDate, to: text as LocalDate, raw: text },
    });
  const { tasks } = await planInForce(services, {
    tasks: [
      due('2026-05-04', 'Nền tảng dữ liệu', ['Sở Khoa học và Công nghệ', 'Sở Công Thương']),
      due('2026-05-14', 'Đường biên giới số', ['Sở Công Thương']),
      due('2026-12-31', 'Việc còn xa', ['Sở Công Thương']),
    ],
  });
  task = tasks[0] ?? 0;
  const job = programmeJobs.find(({ name }) => name === 'programme.urge');
  for (const day of ['2026-05-05', '2026-05-08']) {
    app.setNow(new Date(`${day}T02:00:00Z`));
    await job?.run(services, {}, { connectionString: '' });
  }
});
afterAll(() => app.close());

const sessions = new Map<string, Promise<Session>>();
const as = (role: Role, organisationId?: number) => {
  const name = organisationId ? `${organisationId === agencies.first ? 'first' : 'second'}` : role;
  const open =
    sessions.get(name) ??
    app.signIn(role, { email: `${name}@example.vn`, ...(organisationId ? { organisationId } : {}) });
  sessions.set(name, open);
  return open;
};
const read = async (path: string, who: Session) => (await app.fetch(path, { as: who })).text();
const post = (path: string, form: Record<string, string>, who: Session) => app.fetch(path, { as: who, form });
const explain = (path: string, fields: Record<string, string>, who: Session) =>
  app.fetch(path, { as: who, upload: { fields, files: {} } });
const waits = async (email: string) => {
  const { services } = app;
  const work = await taskDesk(services.db, await findActor(services, email), localDateOf(services.clock()));
  return work.map(({ wait }) => wait);
};

const officerOf = (agency: 'first' | 'second') => as('agency_officer', agencies[agency]);

test('the list tells who is late and how far up it went; an agency sees its own; the file has the same rows', async () => {
  const officer = await as('programme_officer');
  const all = await read('/ban-lam-viec/don-doc', officer);
  expect(all).toContain('Nền tảng dữ liệu');
  expect(all.match(/class="row-title"/g)).toHaveLength(2);
  expect(all).not.toContain('Đường biên giới số');
  expect(all).toContain('Thủ trưởng đơn vị');
  expect(await read('/ban-lam-viec/don-doc?xem=near', officer)).toContain('Đường biên giới số');
  const own = await read('/ban-lam-viec/don-doc', await officerOf('second'));
  expect(own.match(/class="row-title"/g)).toHaveLength(1);
  for (const [query, found] of [
    ['q=nen+tang', true],
    ['q=%25%27%3Cscript%3E', false],
    ['cap=leader', false],
    [`co-quan=${agencies.first}&co-quan=abc`, true],
    ['ke-hoach=KH-KHONG-CO', false],
    ['xem=la&trang=99999', false],
    ['xem=overdue', true],
  ] as const)
    expect([query, (await read(`/ban-lam-viec/don-doc?${query}`, officer)).includes('row-title')]).toEqual([
      query,
      found,
    ]);
  const sheet = await app.fetch('/ban-lam-viec/don-doc/danh-sach.xlsx', { as: officer });
  expect(sheet.headers.get('content-type')).toContain('spreadsheetml');
});

test('an agency explains on a page of its own, keeps what it typed where it was refused, and reads it on the page of the task', async () => {
  const officer = await officerOf('first');
  const path = `/ban-lam-viec/nhiem-vu/${task}/giai-trinh`;
  expect(await read(`/ban-lam-viec/nhiem-vu/${task}`, officer)).toContain(path);
  expect(await waits('first@example.vn')).toContain('explain');
  const form = { khoa: 'mot', organisation: String(agencies.first), doneBy: '' };
  const refused = await explain(path, { ...form, words: 'Chờ Bộ', doneBy: '1/1/2020' }, officer);
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('Chờ Bộ');
  const foreign = { ...form, words: 'Chờ Bộ', organisation: String(agencies.second) };
  expect((await explain(path, foreign, officer)).status).toBe(403);
  expect((await explain(path, { ...form, words: 'Chờ Bộ trả lời' }, officer)).status).toBe(303);
  const shown = await read(`/ban-lam-viec/nhiem-vu/${task}`, officer);
  expect(shown).toContain('Chờ Bộ trả lời');
  expect(await waits('first@example.vn')).not.toContain('explain');
  expect(await read(path, officer)).toContain('không còn yêu cầu giải trình');
  // who leads the same task sees that it was explained, not the words
  const other = await read(`/ban-lam-viec/nhiem-vu/${task}`, await officerOf('second'));
  expect(other).toContain('Đã giải trình ngày 08/05/2026');
  expect(other).not.toContain('Chờ Bộ trả lời');
  const list = await read('/ban-lam-viec/don-doc?xem=explained', await as('inspector'));
  expect(list).toContain('Đã giải trình 08/05/2026, trễ');
});

test('heads are chosen among officers, the rules are changed by the head, and the desk of a leader tells what came up', async () => {
  const officer = await as('programme_officer');
  const path = `/ban-lam-viec/don-doc/thu-truong/${agencies.first}`;
  const page = await read(path, officer);
  const [, id = ''] = /name="heads" value="(\d+)"/.exec(page) ?? [];
  expect((await post(path, { heads: '999999' }, officer)).status).toBe(422);
  expect((await post(path, { heads: id }, officer)).status).toBe(303);
  expect(await read('/ban-lam-viec/don-doc/thu-truong?q=khoa+hoc', officer)).toContain('1 thủ trưởng');
  const head = await as('programme_head');
  const rules = '/ban-lam-viec/don-doc/thiet-lap';
  expect((await app.fetch(rules, { as: officer })).status).toBe(403);
  const typed = {
    ...{
      version: '0',
      before: '7, 15',
      onTheDay: '1',
      afterFirst: '1',
      afterEvery: '7',
      source: 'Quyết định 1',
    },
    ...{
      officerAfter: '1',
      officerAnswer: '2',
      unit_headAfter: '2',
      unit_headAnswer: '2',
      departmentAfter: '1',
    },
    ...{ departmentAnswer: '2', leaderAfter: '1', leaderAnswer: '400' },
  };
  const refused = await post(rules, typed, head);
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('value="400"');
  expect((await post(rules, { ...typed, before: '15', leaderAnswer: '4' }, head)).status).toBe(303);
  expect(await read(rules, head)).toContain('Căn cứ: Quyết định 1');
  const job = programmeJobs.find(({ name }) => name === 'programme.urge');
  for (const day of ['2026-05-11', '2026-05-12']) {
    app.setNow(new Date(`${day}T02:00:00Z`));
    await job?.run(app.services, {}, { connectionString: '' });
  }
  await as('leader');
  expect(await waits('leader@example.vn')).toEqual(['raised']);
});

test('what an agency explained on paper is noted by the department with its number and day, and told as that', async () => {
  const path = `/ban-lam-viec/nhiem-vu/${task}/giai-trinh-van-ban`;
  const officer = await as('programme_officer');
  app.setNow(new Date('2026-05-08T02:00:00Z'));
  for (const [who, status] of [
    [await officerOf('second'), 403],
    [await as('inspector'), 403],
    [officer, 200],
  ] as const)
    expect((await app.fetch(path, { as: who })).status).toBe(status);
  expect(await read(`/ban-lam-viec/nhiem-vu/${task}`, officer)).toContain(path);
  const form = { khoa: 'giay', organisation: String(agencies.second), doneBy: '', words: 'Đang chờ vốn' };
  const wrong = await explain(path, { ...form, paperNumber: ' ', paperDate: '9/5/2026' }, officer);
  expect(wrong.status).toBe(422);
  const again = await wrong.text();
  for (const words of [
    'Hãy ghi số, ký hiệu của văn bản',
    'không ở tương lai',
    'Đang chờ vốn',
    'value="9/5/2026"',
  ])
    expect(again).toContain(words);
  const typed = { ...form, paperNumber: '125/SCT-VP', paperDate: '7/5/2026' };
  const foreign = { ...typed, organisation: '999999' };
  expect((await explain(path, foreign, officer)).status).toBe(403);
  expect((await explain(path, typed, officer)).status).toBe(303);
  expect((await explain(path, typed, officer)).status).toBe(303);
  // on the way back of a browser: the form that was kept, with the paper of another agency
  const other = { ...typed, organisation: String(agencies.first), words: 'Chờ Bộ trả lời' };
  const back = await explain(path, other, officer);
  expect([back.status, (await back.text()).includes('Mẫu này đã được lưu một lần')]).toEqual([409, true]);
  for (const who of [officer, await officerOf('second')]) {
    const shown = await read(`/ban-lam-viec/nhiem-vu/${task}`, who);
    expect(shown).toContain('Giải trình bằng văn bản số 125/SCT-VP ngày 07/05/2026:');
    expect(shown).toContain('Đang chờ vốn');
    expect(shown).toContain('ghi lại ngày 08/05/2026.');
    expect(shown).toContain('Ghi giải trình bằng văn bản về việc quá hạn');
  }
  const stranger = await read(`/ban-lam-viec/nhiem-vu/${task}`, await officerOf('first'));
  expect(stranger).toContain('Đã giải trình bằng văn bản ngày 07/05/2026.');
  expect(stranger).not.toMatch(/125\/SCT-VP|Đang chờ vốn/);
  expect(await read(path, officer)).not.toContain('Sở Công Thương');
  const kept = app.services.db
    .selectFrom('explanation')
    .select('id')
    .where('paper_number', '=', '125/SCT-VP');
  expect(await kept.execute()).toHaveLength(1);
});
