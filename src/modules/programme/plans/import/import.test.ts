import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../../test/support/app.ts';
import { planInForce } from '../../../../../test/support/planning.ts';
import { system } from '../../../../kernel/actor.ts';
import { PLAN_WITHOUT_HEADINGS } from '../../../../office/fixtures/plans.ts';
import { readOfficialFile } from '../../../../office/index.ts';
import { saveOrganisation } from '../../../directory/index.ts';
import { importPlan, programmeRoutes } from '../../index.ts';

let app: TestApp;
const by = {} as Record<'officer' | 'head' | 'agency' | 'stranger' | 'inspector', Session>;
const start = '/ban-lam-viec/ke-hoach/moi';

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  const { services } = app;
  const agencies = [
    { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ', shortName: 'Sở KH&CN' },
    { code: 'STP', name: 'Sở Tư pháp', shortName: null },
    { code: 'STTTT', name: 'Sở Thông tin và Truyền thông', shortName: null, validTo: '2025-02-28' },
  ];
  const ids = new Map<string, number>();
  for (const agency of agencies)
    ids.set(agency.code, (await saveOrganisation(services, system, { ...agency, kind: 'department' })).id);
  by.officer = await app.signIn('programme_officer');
  by.head = await app.signIn('programme_head');
  by.agency = await app.signIn('agency_officer', { organisationId: ids.get('STP') ?? 0 });
  by.stranger = await app.signIn('agency_officer', { organisationId: ids.get('SKHCN') ?? 0 });
  by.inspector = await app.signIn('inspector');
});
afterAll(() => app.close());

/** The annexes of a plan as they come: merged cells, a header over two lines, a footnote, a row without number, one number twice. */
const annexes = `<html><body>
<p>ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN</p><p>Số: 88/KH-UBND</p><p>Lạng Sơn, ngày 12 tháng 3 năm 2026</p>
<p>KẾ HOẠCH</p><p>Phát triển dữ liệu số năm 2026</p>
<p>Kế hoạch này thay thế Kế hoạch số 56/KH-UBND ngày 21/02/2025 của UBND tỉnh Lạng Sơn.</p>
<p>PHỤ LỤC I. CHỈ TIÊU</p>
<table><tr><th>TT</th><th>Chỉ tiêu</th><th>Đơn vị</th><th>Kết quả</th><th>Cơ quan chủ trì theo dõi, đánh giá</th></tr>
<tr><td colspan="5">Đến năm 2030</td></tr>
<tr><td>1</td><td>Tỷ lệ dữ liệu mở</td><td>%</td><td>≥ 55</td><td>Sở KH&CN</td></tr>
<tr><td>1.1</td><td>Trong đó cấp xã</td><td>%</td><td>16 - 18</td><td>Sở KH&CN</td></tr></table>
<p>PHỤ LỤC II. NHIỆM VỤ</p>
<table><tr><th rowspan="2">TT</th><th rowspan="2">Tên nhiệm vụ</th><th colspan="2">Phân công</th><th rowspan="2">Kết quả</th><th rowspan="2">Thời gian hoàn thành</th></tr>
<tr><th>Cơ quan chủ trì</th><th>Cơ quan phối hợp</th></tr>
<tr><td colspan="6">I. Hoàn thiện thể chế</td></tr>
<tr><td>1</td><td>Ban hành quy chế dữ liệu</td><td>Sở KHCN</td><td>Sở Tư pháp</td><td>Quyết định</td><td>6/2026</td></tr>
<tr><td>1</td><td>Rà soát danh mục dữ liệu</td><td>Sở Thông tin và Truyền thông</td><td></td><td>Báo cáo</td><td>31/6/2026</td></tr>
<tr><td></td><td>Kết nối nền tảng</td><td>Sở Số hóa tỉnh</td><td>Các sở, ban, ngành</td><td></td><td>Thường xuyên</td></tr>
<tr><td colspan="6">Ghi chú: (*) theo Nghị quyết 71/NQ-CP</td></tr></table></body></html>`;

const page = (text = annexes, name = 'ke-hoach.html') => new File([text], name, { type: 'text/html' });

async function send(file: File, as: Session = by.officer) {
  const answer = await app.fetch(start, { as, upload: { files: { file } } });
  return {
    ...{ status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() },
  };
}
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
const rowOf = (id: number, part: string, position: number) =>
  app.services.db
    .selectFrom('plan_import_row')
    .selectAll()
    .where('import_id', '=', id)
    .where('part', '=', part)
    .where('position', '=', position)
    .executeTakeFirstOrThrow();

const head = {
  ...{ level: 'province', title: 'Phát triển dữ liệu số năm 2026', titleEn: '', number: '88/KH-UBND' },
  ...{ issued: '12/3/2026', issuer: 'UBND tỉnh', organisation: '', monitor: '', from: '', to: '', mark: '' },
  ...{ source: '', replaces: 'Kế hoạch số 56/KH-UBND ngày 21/02/2025', amends: '', derives: '' },
};

describe('a plan in a file', () => {
  test('is reviewed row by row and saved as a draft with its document; nothing of it is lost', async () => {
    const { services } = app;
    const former = await planInForce(services, {}, { number: '56/KH-UBND', issued: '2025-02-21' });
    const started = await send(page());
    expect(started.status, started.text.slice(0, 400)).toBe(303);
    const path = started.to;
    const id = Number(path.split('/').at(-1));
    app.forgetStatements();
    const review = await get(path);
    expect(app.statements.length).toBeLessThanOrEqual(10);
    for (const shown of ['Ban hành quy chế dữ liệu', 'Sở Số hóa tỉnh', '31/6/2026', 'Hoàn thiện thể chế'])
      expect(review.text).toContain(shown);
    expect(review.text, 'an agency that is gone').toContain('đã kết thúc, sáp nhập');
    expect((await get(`${path}?xem=chi-tieu`)).text).toContain('16 - 18');
    expect((await get(`${path}?loc=doubtful`)).text).toContain('Rà soát danh mục dữ liệu');
    expect((await get(path, by.stranger)).status).toBe(404);

    const wrong = { do: 'co-quan', names: '["Sở Số hóa tỉnh"]', 'agency-0': 'Sở Không Có' };
    const refused = await post(path, wrong);
    expect([refused.status, refused.text.includes('Danh bạ không có')]).toEqual([422, true]);
    expect((await post(path, { ...wrong, 'agency-0': 'Sở Tư pháp' })).status).toBe(303);

    const { item, version } = await rowOf(id, 'tasks', 2);
    const shown = JSON.stringify({ deadline: (item as { deadline: { raw: string } }).deadline.raw });
    const row = { version: String(version), shown, ...{ name: 'Rà soát danh mục dữ liệu', group: '' } };
    const texts = { ...row, tt: '2', leads: 'Sở Tư pháp', partners: '', product: '', deadline: '30/6/2026' };
    expect((await post(`${path}/nhiem-vu/2`, { ...texts, version: '9' })).status).toBe(409);
    expect((await post(`${path}/nhiem-vu/2`, texts)).status).toBe(303);
    expect(
      (await post(`${path}/nhiem-vu/2`, { ...texts, version: '2', name: 'K'.repeat(5_001) })).status,
    ).toBe(422);
    await post(path, { do: 'bo-qua', part: 'targets', shown: '1,2', 'skip-2': '1' });

    const bad = await post(`${path}/luu`, { ...head, title: '' });
    expect([bad.status, bad.text.includes('88/KH-UBND')]).toEqual([422, true]);
    const saved = await post(`${path}/luu`, head);
    expect(saved.status, saved.text.slice(0, 300)).toBe(303);
    expect((await post(`${path}/luu`, head)).to, 'twice is once').toBe(saved.to);
    const planId = Number(saved.to.split('/').at(-1));
    const tasks = await services.db
      .selectFrom('task')
      .leftJoin('task_agency', (join) =>
        join.onRef('task_agency.task_id', '=', 'task.id').on('role', '=', 'lead'),
      )
      .leftJoin('organisation', 'organisation.id', 'organisation_id')
      .select([
        'task.code',
        'task.tt',
        'deadline_kind',
        'deadline_to',
        'task_agency.name',
        'organisation.code as of',
      ])
      .where('plan_id', '=', planId)
      .orderBy('task.position')
      .execute();
    expect(tasks.map(({ tt, deadline_to: to, name, of }) => [tt, to, name, of])).toEqual([
      ['1', '2026-06-30', 'Sở KHCN', 'SKHCN'],
      ['2', '2026-06-30', 'Sở Tư pháp', 'STP'],
      [null, null, 'Sở Số hóa tỉnh', 'STP'],
    ]);
    const plan = await services.db
      .selectFrom('plan')
      .innerJoin('document', 'document.id', 'document_id')
      .select(['plan.code', 'document.number', 'document.file_sha256', 'source_file'])
      .where('plan.id', '=', planId)
      .executeTakeFirstOrThrow();
    expect(plan).toMatchObject({ code: 'KH-88-2026', number: '88/KH-UBND', file_sha256: plan.source_file });
    const relation = await services.db
      .selectFrom('plan_relation')
      .select(['kind', 'other_id'])
      .where('plan_id', '=', planId)
      .execute();
    expect(relation).toEqual([{ kind: 'replaces', other_id: former.id }]);
    const targets = await services.db
      .selectFrom('target')
      .select(['tt', 'until_on'])
      .where('plan_id', '=', planId);
    expect(await targets.execute()).toEqual([{ tt: '1', until_on: '2030-12-31' }]);
    expect((await get(`${path}?xem=chi-tieu&loc=left_out`)).text, 'what was left out stays').toContain(
      'Trong đó cấp xã',
    );
    const again = await send(page());
    expect(again.to, 'the same file twice is told').toBe(saved.to);
    expect((await post(`${path}/nhiem-vu/1`, { ...texts, version: '1' })).status).toBe(409);
  });

  test('is read anew where a column was misunderstood, and can be discarded', async () => {
    const table =
      '<table><tr><th>TT</th><th>Tên nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Cột lạ</th></tr><tr><td>1</td><td>Việc một</td><td>Sở Tư pháp</td><td>Quý II/2026</td></tr></table>';
    const { to: path } = await send(page(`<html><body>${table}</body></html>`, 'la.html'));
    const { to: same } = await send(page(`<html><body>${table}</body></html>`, 'la.html'));
    expect(same, 'under review already').toBe(path);
    const columns = { do: 'doc-lai', table: '0', 'as-0': 'tasks', 'column-0-3': 'deadline', version: '1' };
    expect((await post(path, { ...columns, version: '8' })).status).toBe(409);
    expect((await post(path, { ...columns, 'as-0': 'none' })).status, 'nothing would be left').toBe(422);
    expect((await post(path, columns)).status).toBe(303);
    const { item } = await rowOf(Number(path.split('/').at(-1)), 'tasks', 1);
    expect(item).toMatchObject({ deadline: { kind: 'quarter', to: '2026-06-30' } });
    expect((await post(`${path}/bo`, {}, by.inspector)).status).toBe(403);
    expect((await post(`${path}/bo`, {})).status).toBe(303);
    expect((await post(`${path}/luu`, head)).status).toBe(409);
  });

  test('of another kind, too large, cut off or empty of tasks is refused with what was looked for', async () => {
    const nothing = await send(page('<html><body><p>Chào</p></body></html>', 'x.html'));
    expect([nothing.status, nothing.text.includes('Không tìm thấy chỉ tiêu, nhiệm vụ nào')]).toEqual([
      422,
      true,
    ]);
    expect((await send(new File(['PK\u0003\u0004cut'], 'hong.docx'))).status).toBe(422);
    expect((await send(new File([], 'rong.docx'))).status).toBe(422);
    const many = Array.from({ length: 5_001 }, (_, at) => `${at + 1}\tViệc ${at}\tSở Tư pháp\t2026`).join(
      '\n',
    );
    const pasted = await post(`${start}/dan`, { rows: `TT\tTên nhiệm vụ\tChủ trì\tThời hạn\n${many}` });
    expect([pasted.status, pasted.text.includes('hãy tách tệp')]).toEqual([422, true]);
    expect((await post(`${start}/dan`, { rows: '' })).status).toBe(422);
    expect((await post(`${start}/dan`, { rows: 'x' }, by.inspector)).status).toBe(403);
  });

  test('is saved at once from the command line, under its number or under a mark of its own', async () => {
    const { services } = app;
    const save = async (text: string) => {
      const stored = await services.files.put(Readable.from([Buffer.from(text)]));
      const name = 'ke-hoach.html';
      const reading = await readOfficialFile({ path: services.files.pathOf(stored.sha256), name });
      return importPlan(services, system, { reading, file: { ...stored, name } });
    };
    const whole = await save(annexes.replaceAll('88/KH-UBND', '89/KH-UBND'));
    expect(whole).toMatchObject({ code: 'KH-89-2026', tasks: 3, targets: 2, leftOut: 0 });
    expect(whole.url).toContain(`/ban-lam-viec/ke-hoach/${whole.planId}`);
    const bare = annexes.slice(annexes.indexOf('<p>PHỤ LỤC II'));
    expect((await save(`<html><body>${bare}`)).code).toMatch(/^KH-NHAP-\d+$/);
  });

  test('gives what its sentences ask of each agency as tasks; a name that is too long is told with its length', async () => {
    const started = await send(page(PLAN_WITHOUT_HEADINGS, 'ke-hoach.txt'));
    expect(started.status, started.text.slice(0, 300)).toBe(303);
    const id = Number(started.to.split('/').at(-1));
    const doubtful = (await get(`${started.to}?loc=doubtful`)).text;
    for (const words of [
      'Báo cáo hằng tháng: “',
      'Hằng quý, trước ngày 9 tháng cuối quý',
      'Các sở, ban, ngành',
    ])
      expect(doubtful).toContain(words);
    const { version } = await rowOf(id, 'tasks', 1);
    const address = `${started.to.replace(/\?.*$/, '')}/nhiem-vu/1`;
    const long = { version: String(version), shown: '{}', name: 'x'.repeat(2_001) };
    expect((await post(address, long)).status).toBe(303);
    expect((await get(`${started.to}?loc=doubtful`)).text).toContain('Tên dài 2.001 ký tự');
    expect((await get(address)).text).toContain('Tên dài 2.001 ký tự');
    const saved = await post(`${started.to}/luu`, { ...head, number: '345/KH-UBND', replaces: '' });
    expect(saved.status).toBe(303);
    const rows = await app.services.db
      .selectFrom('task')
      .innerJoin('plan_import', 'plan_import.plan_id', 'task.plan_id')
      .leftJoin('plan_group', 'plan_group.id', 'task.group_id')
      .select(['deadline_kind', 'cadence', 'plan_group.name as group'])
      .where('plan_import.id', '=', id)
      .orderBy('task.position')
      .execute();
    const group = 'Nhiệm vụ quy định trong kế hoạch';
    expect(rows.filter((row) => row.group === group)).toEqual([
      { deadline_kind: 'date', cadence: null, group },
      { deadline_kind: 'continuous', cadence: 'month', group },
      { deadline_kind: 'continuous', cadence: 'quarter', group },
      { deadline_kind: 'yearly', cadence: null, group },
      { deadline_kind: 'yearly', cadence: null, group },
    ]);
    expect(rows).toHaveLength(2 + 5);
  });

  test('of a unit is pasted and saved by its own officer, for that unit alone', async () => {
    const rows =
      'TT\tTên nhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành\n1\tSoạn hướng dẫn\tSở Tư pháp\t__proto__\n';
    const { to: path, status } = await post(`${start}/dan`, { rows }, by.agency);
    expect(status).toBe(303);
    expect((await get(path, by.stranger)).status).toBe(404);
    expect((await get(`${path}/luu`, by.agency)).status).toBe(200);
    const foreign = await post(`${path}/luu`, { ...head, number: '1/KH-STP' }, by.agency);
    expect([foreign.status, foreign.text.includes('kế hoạch của đơn vị mình')]).toEqual([422, true]);
    const { organisation_id: own } = await app.services.db
      .selectFrom('plan_import')
      .select('organisation_id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const unit = { ...head, level: 'unit', organisation: String(own), number: '1/KH-STP', replaces: '' };
    expect((await post(`${path}/luu`, unit, by.agency)).status).toBe(303);
  });
});
