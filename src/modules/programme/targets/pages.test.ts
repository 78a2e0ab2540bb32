import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { planInForce, targetOf } from '../../../../test/support/planning.ts';
import { programmeWork } from '../paths.ts';
import { targetRoutes } from './pages.tsx';

let app: TestApp;
let owner: Session;
let officer: Session;
let head: Session;
let ids: readonly number[];

beforeAll(async () => {
  app = await openTestApp(targetRoutes);
  const { services } = app;
  await makeOrganisation(services, { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ' });
  const row = services.db.selectFrom('organisation').select('id').where('code', '=', 'SKHCN');
  const { id: organisationId } = await row.executeTakeFirstOrThrow();
  owner = await app.signIn('agency_officer', { email: 'mot@example.vn', organisationId });
  officer = await app.signIn('programme_officer');
  head = await app.signIn('programme_head');
  const { targets } = await planInForce(services, {
    tasks: [],
    targets: [
      targetOf(),
      targetOf({
        tt: '2',
        name: 'Số doanh nghiệp công nghệ số',
        agencies: [],
        unit: 'doanh nghiệp',
        block: 'Đến năm 2025',
        untilOn: null,
      }),
      targetOf({
        tt: '3',
        name: 'Xếp hạng chuyển đổi số',
        unit: null,
        direction: 'lower',
        values: [
          { scope: 'Đông Nam Á', operator: '≤', min: null, max: 3, raw: '≤ 3 Đông Nam Á' },
          { scope: 'Thế giới', operator: '≤', min: null, max: 50, raw: '≤ 50 Thế giới' },
        ],
      }),
    ],
  });
  ids = targets;
});
afterAll(() => app.close());

const at = (index: number) => ids[index] ?? 0;
async function read(path: string, as: Session = owner): Promise<string> {
  const answer = await app.fetch(path, { as });
  expect(answer.status, path).toBe(200);
  return answer.text();
}

const send = (path: string, as: Session, fields: Readonly<Record<string, string>>, file?: File) =>
  app.fetch(path, { as, method: 'POST', upload: { fields, files: file ? { file } : {} } });
const figure = { period: '2025', value: '62,5', asOf: '31/12/2025', source: 'Báo cáo năm', key: 'mot' };
const hidden = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

test('the list shows an agency its own and others all, filtered by the address, with what is owed first', async () => {
  const own = await read(programmeWork.targets);
  expect(own).toContain('Tỷ lệ dịch vụ công trực tuyến toàn trình');
  expect(own).not.toContain('Số doanh nghiệp công nghệ số');
  const all = await read(programmeWork.targets, officer);
  expect(all.indexOf('Số doanh nghiệp công nghệ số')).toBeLessThan(all.indexOf('Xếp hạng chuyển đổi số'));
  expect(await read(`${programmeWork.targets}?q=doanh+nghiep`, officer)).not.toContain('Xếp hạng');
  expect(await read(`${programmeWork.targets}?no=1`, officer)).not.toContain('Xếp hạng');
  expect(await read(`${programmeWork.targets}?danh-gia=met`, officer)).toContain(
    'Không có chỉ tiêu nào phù hợp',
  );
  expect(await read(`/en${programmeWork.targets}`, officer)).toContain('No information');
});

test('a target says which number is owed by whom and since when', async () => {
  expect(await read(programmeWork.target(at(0)))).toContain(
    'Chưa có thông tin 109 ngày: Sở Khoa học và Công nghệ phải cung cấp từ 15/01/2026.',
  );
  expect((await app.fetch(programmeWork.target(at(1)), { as: owner })).status).toBe(404);
  expect(await read(programmeWork.target(at(1)), officer)).toContain('Đã quá hạn 64 ngày (01/03/2026)');
});

test('a figure that looks wrong comes back as typed with its file kept, and is taken once it is confirmed', async () => {
  const path = programmeWork.targetFigure(at(1));
  const file = new File(['Số liệu'], 'so-lieu.txt');
  const typed = { ...figure, value: '62500', words: 'Kể cả hộ' };
  const asked = await send(path, officer, typed, file);
  expect(asked.status).toBe(422);
  const page = await asked.text();
  expect(page).toContain('Gấp khoảng 1.000 lần');
  expect(page).toContain('value="62500"');
  expect(page).toContain('Đã giữ tệp so-lieu.txt');
  const confirmed = { ...typed, confirmed: hidden(page, 'confirmed'), kept: hidden(page, 'kept') };
  expect((await send(path, officer, { ...confirmed, reason: '' })).status).toBe(422);
  expect((await send(path, officer, { ...confirmed, reason: 'Đếm cả hộ' })).status).toBe(303);
  const kept = app.services.db.selectFrom('target_actual').selectAll().where('target_id', '=', at(1));
  expect(await kept.executeTakeFirstOrThrow()).toMatchObject({ value: '62500', file_name: 'so-lieu.txt' });
  const { id } = await kept.executeTakeFirstOrThrow();
  const sent = await app.fetch(programmeWork.targetFile(at(1), id), { as: officer });
  expect(await sent.text()).toBe('Số liệu');
  expect((await app.fetch(programmeWork.targetFile(at(1), id), { as: owner })).status).toBe(404);
  expect((await app.fetch(programmeWork.targetFile(at(0), id), { as: officer })).status).toBe(404);
  const forged = {
    ...figure,
    period: '2024',
    asOf: '31/12/2024',
    value: '70',
    kept: `${hidden(page, 'kept')}x`,
    key: 'hai',
  };
  await send(path, officer, forged);
  const rows = await kept.orderBy('id', 'desc').execute();
  expect(rows[0]).toMatchObject({ value: '70', file_sha256: null });
});

test('a figure sent again after going back is the one that stands there; with another value it is asked about', async () => {
  const { targets } = await planInForce(app.services, { tasks: [], targets: [targetOf()] });
  const [own = 0] = targets;
  const path = programmeWork.targetFigure(own);
  const opened = async () => {
    const page = await read(path);
    return { key: hidden(page, 'key'), version: hidden(page, 'version') };
  };
  const typed = { ...figure, period: '2022', asOf: '31/12/2022', value: '60' };
  const first = await opened();
  expect((await send(path, owner, { ...typed, ...first })).status).toBe(303);
  for (const form of [first, await opened(), { ...(await opened()), version: first.version }]) {
    const again = await send(path, owner, { ...typed, ...form });
    expect(again.status).toBe(303);
    expect(decodeURIComponent(again.headers.get('set-cookie') ?? '')).toContain('đã được lưu từ trước');
  }
  const other = await send(path, owner, {
    ...typed,
    ...first,
    period: '2023',
    asOf: '31/12/2023',
    value: '61',
  });
  expect(other.status).toBe(409);
  const asked = await other.text();
  expect(asked).toContain('Mẫu này đã được lưu một lần');
  expect(asked).toContain('value="61"');
  const stale = {
    ...typed,
    period: '2023',
    asOf: '31/12/2023',
    value: '61',
    key: 'khac',
    version: first.version,
  };
  expect((await send(path, owner, stale)).status).toBe(409);
  const next = { key: hidden(asked, 'key'), version: hidden(asked, 'version') };
  expect((await send(path, owner, { ...stale, ...next })).status).toBe(303);
  const kept = app.services.db.selectFrom('target_actual').select('value').where('target_id', '=', own);
  expect((await kept.orderBy('id').execute()).map(({ value }) => value)).toEqual(['60', '61']);
});

test('figures are drawn against the way, corrected in place, and each value of several has its own', async () => {
  const way = {
    ...{
      direction: 'higher',
      frequency: 'year',
      until: '31/12/2030',
      baseline: '40',
      baselineOn: '31/12/2023',
    },
    ...{ baselineSource: 'Niên giám', 'level-2026': '60', owners: 'Sở Khoa học và Công nghệ', version: '1' },
  };
  const set = (form: Readonly<Record<string, string>>) =>
    app.fetch(programmeWork.targetWay(at(0)), { as: officer, method: 'POST', form });
  const wrong = await set({ ...way, 'level-2026': 'sáu mươi' });
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('value="sáu mươi"')]);
  expect((await set(way)).status).toBe(303);
  const late = await set(way);
  expect([late.status, hidden(await late.text(), 'version')]).toEqual([409, '2']);
  expect((await send(programmeWork.targetFigure(at(0)), owner, { ...figure, key: 'nam' })).status).toBe(303);
  const shown = await read(programmeWork.target(at(0)));
  expect(shown).toContain('<svg class="plot"');
  expect(shown).toContain('62,5%');
  const correction = /href="([^"]*so-lieu\/\d+)"/.exec(shown)?.[1] ?? '';
  expect(await read(correction)).toContain('value="62,5"');
  const corrected = await send(correction, owner, { ...figure, value: '63', reason: 'Gõ nhầm', key: 'ba' });
  expect(corrected.status).toBe(303);
  expect(await read(programmeWork.target(at(0)))).toContain('đã đính chính');
  const ranks = { ...figure, value: '4', scope: 'Đông Nam Á', key: 'bon' };
  expect((await send(programmeWork.targetFigure(at(2)), owner, { ...ranks, scope: 'Châu Á' })).status).toBe(
    422,
  );
  expect((await send(programmeWork.targetFigure(at(2)), owner, ranks)).status).toBe(303);
  expect(await read(programmeWork.target(at(2)))).toContain('4 Đông Nam Á');
});

test('more files than one are refused, and what was typed stays', async () => {
  const files = { file: new File(['a'], 'a.txt'), other: new File(['b'], 'b.txt') };
  const path = programmeWork.targetFigure(at(0));
  const answer = await app.fetch(path, {
    ...{ as: owner, method: 'POST' },
    upload: { fields: { ...figure, source: 'Báo cáo gõ dở', key: 'nhieu' }, files },
  });
  expect([answer.status, (await answer.text()).includes('Báo cáo gõ dở')]).toEqual([413, true]);
});

test('ending, opening again and the rules are the head’s', async () => {
  const end = (as: Session, form: Readonly<Record<string, string>>) =>
    app.fetch(programmeWork.targetEnd(at(2)), { as, method: 'POST', form });
  const closing = { do: 'ket-thuc', on: '01/05/2026', document: '30/QĐ-UBND', words: 'Bỏ', version: '2' };
  expect((await end(officer, closing)).status).toBe(403);
  expect((await end(head, { ...closing, document: '' })).status).toBe(422);
  expect((await end(head, closing)).status).toBe(303);
  expect(await read(programmeWork.target(at(2)), head)).toContain('Không thực hiện từ ngày 01/05/2026');
  expect(await read(programmeWork.targetEnd(at(2)), head)).toContain('Lý do mở lại');
  expect((await end(head, { do: 'mo-lai', words: 'Thu hồi', version: '3' })).status).toBe(303);
  const rules = await read(programmeWork.targetRules, head);
  expect(rules).toContain('Đang dùng quy tắc mặc định');
  const answer = await app.fetch(programmeWork.targetRules, {
    as: head,
    method: 'POST',
    form: { version: '0' },
  });
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Hãy ghi căn cứ')]);
});
