import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { makeOrganisation } from '../../../test/support/directory.ts';
import { planInForce, targetOf, taskOf } from '../../../test/support/planning.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { programmeRoutes, programmeWork } from '../../modules/programme/index.ts';
import { rehearsalRoutes } from './index.tsx';

let app: TestApp;
let head: Session;
let inspector: Session;
let agency: Session;
const id: Record<string, number> = {};
let planId = 0;
const due = (text: string, leads: readonly string[], name: string) =>
  taskOf({
    ...{ leads: [...leads], name },
    deadline: { kind: 'date', from: text as LocalDate, to: text as LocalDate, raw: text },
  });

beforeAll(async () => {
  app = await openTestApp([...programmeRoutes, ...rehearsalRoutes]);
  const { services } = app;
  for (const [code, name] of [
    ['SKHCN', 'Sở Khoa học và Công nghệ'],
    ['SCT', 'Sở Công Thương'],
  ] as const)
    id[code] = (await makeOrganisation(services, { code, name })).id;
  const [first, second] = [['Sở Khoa học và Công nghệ'], ['Sở Công Thương']];
  planId = (
    await planInForce(services, {
      tasks: [
        due('2026-05-12', first, 'Ban hành quy chế <b>dữ liệu</b>'),
        due('2026-05-20', second, 'Mở cổng thanh toán'),
        due('2026-04-20', second, 'Báo cáo chợ số'),
      ],
      targets: [targetOf()],
    })
  ).id;
  await planInForce(services, { tasks: [due('2026-05-13', first, 'Việc của kế hoạch khác')] });
  await sql`insert into consultation (title, agency, audience, from_on, to_on, state, form_key, created_at, announced_at)
    values ('Quy chế chia sẻ dữ liệu', 'Sở Khoa học và Công nghệ', 'public', '2026-05-06', '2026-05-26', 'announced', 'c1',
      '2026-05-01', '2026-05-01')`.execute(services.db);
  head = await app.signIn('programme_head', { email: 'phu-trach@example.vn' });
  inspector = await app.signIn('inspector', { email: 'giam-sat@example.vn' });
  agency = await app.signIn('agency_officer', { email: 'so@example.vn', organisationId: id.SCT ?? 0 });
});
afterAll(() => app.close());

async function get(query: Record<string, string> | string = '', as: Session | null = head) {
  const asked = typeof query === 'string' ? query : `?${new URLSearchParams(query).toString()}`;
  const answer = await app.fetch(`${programmeWork.rehearsal}${asked}`, as ? { as } : {});
  const html = await answer.text();
  return { status: answer.status, html, text: html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
}

/** Everything an installation keeps but sessions in use. */
async function kept(): Promise<string> {
  const { rows } = await sql<{
    all: string;
  }>`select md5(concat((select max(seq) from event), (select string_agg(task::text, '|' order by id) from task),
    (select count(*) from urge), (select string_agg(value::text, '|' order by key) from setting),
    (select string_agg(what || day, '|' order by what) from programme_clock), (select count(*) from letter),
    (select string_agg(xmin::text, '|' order by id) from target))) as all`.execute(app.services.db);
  return rows[0]?.all ?? '';
}

describe('a rehearsal', () => {
  test('says by week, agency and day who is reminded, what goes up and what closes, and writes nothing', async () => {
    const before = await kept();
    app.forgetStatements();
    const { status, html, text } = await get();
    expect(status).toBe(200);
    const brackets = /^(commit|start transaction .*read only)$/;
    expect(app.statements.filter((one) => !brackets.test(one)).length).toBeLessThanOrEqual(10);
    expect(app.statements.filter((one) => brackets.test(one))).toHaveLength(2);
    expect(await kept()).toBe(before);
    expect(text).toContain('Từ 05/05/2026 đến 04/06/2026');
    expect(text).toContain('Nhắc trước hạn 7 ngày (hạn 12/05/2026)');
    expect(text).toContain('Sở Công Thương (1 người nhận)');
    expect(text).toContain('Sở Khoa học và Công nghệ (chưa có cán bộ đầu mối');
    expect(text).toContain('Chủ nhật, 24/05/2026');
    expect(text).toContain('nghỉ cuối tuần');
    expect(text).toContain('Hết hạn góp ý');
    expect(text).not.toContain('Sở Công Thương (0');
    expect(html).toContain('Ban hành quy chế &lt;b>dữ liệu');
    // the leaders hear of what is late since April, each level its working days after the one before
    const later = (await get({ loai: 'escalation' })).text;
    expect(later).toContain('lãnh đạo UBND tỉnh');
    expect(later).not.toContain('Nhắc trước hạn 7 ngày');
  });

  test('is narrowed to a plan, an agency and kinds; other days are chosen, also by chance twice the same', async () => {
    const plan = await get({ 'ke-hoach': String(planId) });
    expect(plan.text).toContain('Ban hành quy chế');
    expect(plan.text).not.toContain('Việc của kế hoạch khác');
    expect(plan.text).not.toContain('Hết hạn góp ý');
    const own = await get({ 'co-quan': String(id.SCT) });
    expect(own.text).toContain('Mở cổng thanh toán');
    expect(own.text).not.toContain('Việc của kế hoạch khác');
    const week = await get({ tu: '11/05/2026', 'so-ngay': '7' });
    expect(week.text).toContain('Từ 11/05/2026 đến 17/05/2026');
    expect(week.text).toContain('Quá hạn (hạn 12/05/2026)');
    // what was to be said on days before is said by then
    expect(week.text).not.toContain('Nhắc trước hạn 7 ngày (hạn 12/05/2026)');
    expect((await get({ tu: '11/05/2026', 'so-ngay': '7' })).html).toBe(week.html);
    expect((await get({ tu: '04/05/2026', 'so-ngay': '1' })).text).toContain('hôm nay');
    const far = await get({ tu: '01/03/2027', 'so-ngay': '92' });
    expect(far.status).toBe(200);
    expect(far.text).toContain('Nợ số liệu');
  });

  test('tries other rules of urging against the kept ones, which stay; its address holds what is tried', async () => {
    const none = { thu: 'co', truoc: '3', 'dung-ngay': '', sau: '', moi: '' };
    const { text, html } = await get(none);
    expect(text).toContain('Đang xem theo quy tắc thử');
    expect(text).toContain('Nhắc trước hạn 3 ngày (hạn 12/05/2026)');
    expect(text).not.toContain('giải trình chậm nhất');
    const row = (name: string) => new RegExp(`${name} (\\d+) (\\d+) ([+−]?\\d+) `).exec(text)?.slice(1);
    const [kept = '', tried = '', difference = ''] = row('Nhắc việc') ?? [];
    expect(Number(tried)).toBeLessThan(Number(kept));
    expect(difference).toBe(`−${Number(kept) - Number(tried)}`);
    expect(row('Chuyển cấp trên')?.[1]).toBe('0');
    expect(html).toContain('truoc=3');
    expect((await get()).text).not.toContain('Nhắc trước hạn 3 ngày');
  });

  test('keeps what is typed wrong and says so, and takes nonsense in the address for nothing', async () => {
    const wrong = await get({
      tu: '31/02/2026',
      'so-ngay': '93',
      thu: 'co',
      truoc: '1, 7',
      sau: '5',
      moi: '',
    });
    expect(wrong.status).toBe(200);
    expect(wrong.html).toContain('value="31/02/2026"');
    expect(wrong.html).toContain('value="93"');
    expect(wrong.html).toContain('value="1, 7"');
    expect(wrong.text).toContain('Hãy ghi số ngày từ 1 đến 92.');
    expect(wrong.text).toContain('Quy tắc thử chưa đúng');
    for (const day of ['03/05/2026', '06/05/2027', '0001-01-01', 'hôm qua'])
      expect((await get(`?tu=${day}`)).text).toContain('Hãy ghi một ngày từ hôm nay');
    const odd = `?ke-hoach=1e9&co-quan=-1&loai=constructor&trang=99999&thu=co&truoc=${'9'.repeat(5_000)}`;
    const answer = await get(odd);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Về trang đầu');
    expect((await get('?ke-hoach=999999999999999')).text).toContain('Không có gì trong những ngày này');
  });

  test('is for those who look at all agencies, in both languages, and can be taken along', async () => {
    expect((await get('', agency)).status).toBe(403);
    expect((await get('', inspector)).status).toBe(200);
    const english = await (await app.fetch(`/en${programmeWork.rehearsal}`, { as: head })).text();
    expect(english).toContain('Reminder 7 days before 12 May 2026');
    const sheet = await app.fetch(`${programmeWork.rehearsalSheet}?so-ngay=7`, { as: head });
    expect(sheet.headers.get('content-disposition')).toContain('dien-tap-2026-05-05.xlsx');
    expect((await sheet.arrayBuffer()).byteLength).toBeGreaterThan(2_000);
    expect((await app.fetch(programmeWork.rehearsalSheet, { as: agency })).status).toBe(403);
  });
});
