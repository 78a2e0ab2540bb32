import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { hiddenField } from '../../../../test/support/catalogue.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, taskOf } from '../../../../test/support/planning.ts';
import type { AccountActor, Role } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { findActor } from '../../directory/index.ts';
import { programmeRoutes, taskDesk } from '../index.ts';

let app: TestApp;
let by: Readonly<Record<'agency' | 'stranger' | 'officer' | 'head' | 'leader' | 'inspector', Session>>;

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const { services } = app;
  const organisation = async (code: string, name: string) => {
    await makeOrganisation(services, { code, name });
    const row = services.db.selectFrom('organisation').select('id').where('code', '=', code);
    return (await row.executeTakeFirstOrThrow()).id;
  };
  const enter = (email: string, role: Role, organisationId?: number) =>
    app.signIn(role, { email, ...(organisationId ? { organisationId } : {}) });
  by = {
    agency: await enter(
      'mot@example.vn',
      'agency_officer',
      await organisation('SKHCN', 'Sở Khoa học và Công nghệ'),
    ),
    stranger: await enter('hai@example.vn', 'agency_officer', await organisation('SCT', 'Sở Công Thương')),
    officer: await enter('can-bo@example.vn', 'programme_officer'),
    head: await enter('phu-trach@example.vn', 'programme_head'),
    leader: await enter('lanh-dao@example.vn', 'leader'),
    inspector: await enter('thanh-tra@example.vn', 'inspector'),
  };
});
afterAll(() => app.close());

const list = '/ban-lam-viec/nhiem-vu';
const day = (text: string) => text as LocalDate;
const get = async (path: string, as: Session) => {
  const answer = await app.fetch(path, { as });
  return { status: answer.status, text: await answer.text() };
};
const post = async (path: string, as: Session, form: Record<string, string>) => {
  const answer = await app.fetch(path, { as, form });
  return { status: answer.status, text: await answer.text() };
};
async function given(more: Parameters<typeof taskOf>[0] = {}) {
  const plan = await planInForce(app.services, { tasks: [taskOf(more)] });
  return { plan: plan.id, task: plan.tasks[0] ?? 0, path: `${list}/${plan.tasks[0]}` };
}

describe('the page of a task', () => {
  test('says why it stands so, is of those it concerns, and costs ten statements at most', async () => {
    const { path } = await given();
    app.forgetStatements();
    const page = await get(path, by.agency);
    expect(page.status).toBe(200);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    expect(page.text).toContain('Chưa có thông tin bắt đầu, hạn 30/09/2026');
    expect(page.text).toContain('chưa có thông tin nào sau 109 ngày; chờ Sở Khoa học và Công nghệ');
    expect(page.text).toContain('Tiếp nhận nhiệm vụ');
    expect((await get(path, by.stranger)).status).toBe(404);
    expect((await get(`${path}/ghi`, by.stranger)).status).toBe(404);
    for (const reader of [by.officer, by.leader, by.inspector])
      expect((await get(path, reader)).status).toBe(200);
    expect((await get(path, by.inspector)).text).not.toContain('<form class="form"');
    expect((await get(`${list}/99999999`, by.head)).status).toBe(404);
  });

  test('keeps what was typed where it is refused, each in its own form', async () => {
    const { path } = await given();
    const typed = { do: 'de-nghi', version: '1', extendDay: '30/09/2026', extendReason: 'Chờ bộ hướng dẫn' };
    const refused = await post(path, by.agency, typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Chờ bộ hướng dẫn</textarea>');
    expect(refused.text).toContain('Hạn mới phải sau hạn hiện nay (30/09/2026).');
    expect(refused.text).toContain('href="#f-extendDay"');
    expect((await post(path, by.agency, { ...typed, extendDay: '30/11/2026' })).status).toBe(303);
    expect((await get(path, by.leader)).text).toContain('Quyết định gia hạn');
    expect((await post(path, by.leader, { do: 'tiep-nhan', version: '2' })).status).toBe(403);
    expect((await post(path, by.agency, { do: 'gia-han', version: '2' })).status).toBe(404);
    const decision = {
      ...{ do: 'gia-han', version: '2', verdict: 'granted', grantedDay: '30/11/2026' },
      ...{ decisionNumber: '77/UBND', decisionDate: '02/05/2026', decisionWords: '' },
    };
    expect((await post(`${path}/quyet-dinh`, by.agency, decision)).status).toBe(403);
    expect((await post(`${path}/quyet-dinh`, by.leader, decision)).status).toBe(303);
    const page = (await get(path, by.agency)).text;
    expect(page).toContain('Hạn ban đầu ghi: “Quý III/2026”.');
    expect(page).toContain('Gia hạn nhiệm vụ từ 30/09/2026 đến 30/11/2026');
  });

  test('takes a fact with its file, shows it in the history and hands the file to those it concerns', async () => {
    const { path } = await given();
    const form = await get(`${path}/ghi?loai=done`, by.agency);
    const fields = {
      ...{ kind: 'done', version: '1', on: '20/04/2026', percent: '', words: 'Đã ban hành', reason: '' },
      ...{ period: '', documentNumber: '', documentDate: '', khoa: hiddenField(form.text, 'khoa') },
    };
    const empty = await app.fetch(`${path}/ghi`, { as: by.agency, upload: { fields, files: {} } });
    expect(empty.status).toBe(422);
    expect(await empty.text()).toContain('Hoàn thành cần văn bản, sản phẩm');
    const file = new File(['Quy chế ban hành kèm theo.'], 'quy-che.txt', { type: 'text/plain' });
    const send = () => app.fetch(`${path}/ghi`, { as: by.agency, upload: { fields, files: { file } } });
    for (const _twice of [1, 2]) expect((await send()).status).toBe(303);
    const page = (await get(path, by.head)).text;
    expect(page.match(/quy-che\.txt<\/span>/g)).toHaveLength(1);
    expect(page).toContain('Báo cáo hoàn thành ngày 20/04/2026; chờ xác nhận');
    const address = /href="([^"]*\/tep\/\d+)"/.exec(page)?.[1] ?? '';
    expect((await get(address, by.agency)).text).toBe('Quy chế ban hành kèm theo.');
    expect((await get(address, by.stranger)).status).toBe(404);
    expect(
      (await post(`${path}/quyet-dinh`, by.head, { do: 'xac-nhan', version: '2', confirmOn: '' })).status,
    ).toBe(303);
    expect((await get(path, by.agency)).text).toContain('Hoàn thành đúng hạn');
    const late = await app.fetch(`${path}/ghi`, {
      as: by.agency,
      upload: {
        fields: { ...fields, kind: 'progress', percent: '10', khoa: 'khac', version: '3' },
        files: {},
      },
    });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Đã ban hành</textarea>');
  });
});

test('a fact sent again after going back is the one that stands there; with other words in it it is asked about, and then new', async () => {
  const { path, task } = await given();
  const opened = async () => {
    const { text } = await get(`${path}/ghi?loai=progress`, by.agency);
    return { khoa: hiddenField(text, 'khoa'), version: hiddenField(text, 'version') };
  };
  const typed = { on: '20/04/2026', percent: '40', words: 'Đã lấy ý kiến', reason: '', period: '' };
  const send = async (fields: Record<string, string>) => {
    const upload = { fields: { ...typed, kind: 'progress', ...fields }, files: {} };
    const answer = await app.fetch(`${path}/ghi`, { as: by.agency, upload });
    const notice = decodeURIComponent(answer.headers.get('set-cookie') ?? '');
    return { status: answer.status, notice, text: await answer.text() };
  };
  const first = await opened();
  expect(await send(first)).toMatchObject({ status: 303, notice: expect.stringContaining('Đã ghi.') });
  // from the browser's memory, and as the browser asks for the form anew
  for (const form of [first, await opened(), { ...(await opened()), version: '1' }])
    expect(await send(form)).toMatchObject({
      status: 303,
      notice: expect.stringContaining('đã được lưu từ trước'),
    });
  const other = await send({ ...first, words: 'Đã lấy ý kiến lần hai' });
  expect([other.status, other.text.includes('Mẫu này đã được lưu một lần')]).toEqual([409, true]);
  expect(other.text).toContain('Đã lấy ý kiến lần hai</textarea>');
  const next = { khoa: hiddenField(other.text, 'khoa'), version: hiddenField(other.text, 'version') };
  expect((await send({ ...next, words: 'Đã lấy ý kiến lần hai' })).status).toBe(303);
  const facts = app.services.db.selectFrom('task_fact').select('words').where('task_id', '=', task);
  expect((await facts.orderBy('id').execute()).map(({ words }) => words)).toEqual([
    'Đã lấy ý kiến',
    'Đã lấy ý kiến lần hai',
  ]);
});

test('whoever enters for one of several leads says for which', async () => {
  const { path } = await given({ leads: ['Sở Khoa học và Công nghệ', 'Sở Công Thương'] });
  const form = await get(`${path}/ghi?loai=started`, by.officer);
  const fields = {
    ...{ kind: 'started', version: '1', on: '20/04/2026', words: '', reason: '', lead: '' },
    khoa: hiddenField(form.text, 'khoa'),
  };
  const send = async (more: Record<string, string>) =>
    app.fetch(`${path}/ghi`, { as: by.officer, upload: { fields: { ...fields, ...more }, files: {} } });
  const refused = await send({});
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('href="#f-lead"');
  const chosen = /<option value="(\d+)"[^>]*>Sở Công Thương/.exec(form.text)?.[1] ?? '';
  expect((await send({ lead: chosen })).status).toBe(303);
  expect((await get(path, by.stranger)).text).toContain('Bắt đầu');
});

describe('the list of tasks', () => {
  test('is found by words, state, plan, agency and deadline; its counts are those of what is found', async () => {
    const plan = await planInForce(app.services, {
      tasks: [
        taskOf({ name: 'Khảo sát nhu cầu công nghệ cửa khẩu' }),
        taskOf({ tt: '2', leads: ['Sở Công Thương'], name: 'Sàn giao dịch nông sản' }),
        taskOf({ tt: '3', leads: [], name: 'Phổ cập kỹ năng số' }),
      ],
    });
    const asked = async (query: string, as = by.officer) =>
      (await get(`${list}?ke-hoach=${plan.id}${query}`, as)).text;
    const found = (text: string) => (text.match(/class="row-title"/g) ?? []).length;
    app.forgetStatements();
    expect(found(await asked(''))).toBe(3);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    expect(found(await asked('&q=khao+sat+cua+khau'))).toBe(1);
    expect(found(await asked('&trang-thai=unassigned'))).toBe(1);
    expect(found(await asked('&trang-thai=not_started&trang-thai=unassigned'))).toBe(3);
    expect(found(await asked('&tu=01/10/2026'))).toBe(0);
    expect(found(await asked('&den=30/09/2026&im-lang=90'))).toBe(2);
    expect(await asked('&tu=31/02/2026')).toContain('Ngày không có thật');
    const organisation = await app.services.db
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', 'SCT')
      .executeTakeFirstOrThrow();
    expect(found(await asked(`&co-quan=${organisation.id}`))).toBe(1);
    const own = await asked('', by.stranger);
    expect(own).toContain('Sàn giao dịch nông sản');
    expect(found(own)).toBe(1);
    expect(found(await asked('&vai-tro=phoi-hop', by.stranger))).toBe(0);
    expect(await asked('&trang=9')).toContain('Về trang đầu');
    // as they are kept, and as counted for what no place of the kept counts holds
    for (const query of ['', '&tu=01/01/2020&den=01/01/2030'])
      expect(await asked(query)).toContain('Chưa bắt đầu</span><span class="facet-count">2<');
  });
});

test('a desk names what waits: to take on and overdue for the agency, to confirm and to decide for the head', async () => {
  const { services } = app;
  const own = await given({ name: 'Việc mới giao' });
  const late = await given({
    name: 'Việc quá hạn',
    deadline: { kind: 'date', from: day('2026-04-01'), to: day('2026-04-01'), raw: '01/4/2026' },
  });
  const officer = await findActor(services, 'mot@example.vn');
  const today = day('2026-05-04');
  const waits = async (actor: AccountActor, task: number) =>
    (await taskDesk(services.db, actor, today))
      .filter(({ tasks }) => tasks.some(({ id }) => id === task))
      .map(({ wait }) => wait);
  expect(await waits(officer, own.task)).toEqual(['acknowledge']);
  expect(await waits(officer, late.task)).toEqual(['overdue']);
  const ask = { do: 'de-nghi', version: '1', extendDay: '30/06/2026', extendReason: 'Chờ bộ' };
  expect((await post(late.path, by.agency, ask)).status).toBe(303);
  expect(await waits(await findActor(services, 'phu-trach@example.vn'), late.task)).toEqual(['extension']);
  expect(await waits(await findActor(services, 'lanh-dao@example.vn'), late.task)).toEqual(['extension']);
  const done = {
    kind: 'done',
    version: '1',
    on: '20/04/2026',
    words: '',
    reason: '',
    khoa: 'xong',
    period: '',
  };
  const document = { documentNumber: '12/QĐ-UBND', documentDate: '19/04/2026' };
  const report = { as: by.agency, upload: { fields: { ...done, ...document }, files: {} } };
  expect((await app.fetch(`${own.path}/ghi`, report)).status).toBe(303);
  expect(await waits(await findActor(services, 'phu-trach@example.vn'), own.task)).toEqual(['confirm']);
  // who may not confirm is not asked to
  expect(await waits(await findActor(services, 'can-bo@example.vn'), own.task)).toEqual([]);
  expect(await taskDesk(services.db, await findActor(services, 'thanh-tra@example.vn'), today)).toEqual([]);
  expect(
    (await taskDesk(services.db, await findActor(services, 'hai@example.vn'), today)).some(({ tasks }) =>
      tasks.some(({ id }) => id === late.task),
    ),
  ).toBe(false);
});
