import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry } from '../../../../test/support/catalogue.ts';
import { openPortal, type Portal } from '../../../../test/support/portal.ts';
import { deskRoutes } from '../../../site/desk/index.ts';
import { catalogueRoutes, publishIssuedElsewhere } from '../index.ts';
import { work } from '../paths.ts';

let portal: Portal;
let app: TestApp;
let officer: Session;
beforeAll(async () => {
  portal = await openPortal([...deskRoutes, ...catalogueRoutes]);
  app = portal.app;
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());

const html = async (path: string) => (await app.fetch(path, { as: officer })).text();
const boxOf = (page: string, code: string) =>
  new RegExp(`value="(\\d+\\.\\d+)"[^>]*>(?:(?!value=).)*?${code}<`, 's').exec(page)?.[1] ?? '';

test('an officer settles the entries of an edition one by one or together, after a preview, and visitors read it', async () => {
  const { services } = app;
  const former = await draftEdition(services, 2031);
  const titles = ['Điều phối xe chờ ở bãi', 'Đo mặn nước ngầm', 'Cảnh báo sương muối'];
  for (const title of titles) await draftEntry(services, former.id, title, { lead: ['SKHCN'] });
  await publishIssuedElsewhere(services, former.id);
  const path = work.outcomes(former.id);
  expect(await html(work.edition(former.id))).toContain(`href="${path}"`);
  expect(await html(path)).toContain('Chưa có danh mục nào của năm sau đang soạn');
  const next = await draftEdition(services, 2032);
  expect(await html(work.edition(next.id))).toContain(`href="${work.former(next.id)}"`);
  expect(await html(work.former(next.id))).toContain('3 trên 3 mục chưa có kết quả');
  expect(await html(work.approval(next.id))).toContain(`Danh mục ${former.code} còn 3 mục chưa có kết quả`);

  const list = await html(`${path}?sang=${next.id}`);
  expect(list).toMatch(/value="carried_over"[^>]*checked/);
  const [first, second, third] = [1, 2, 3].map((place) => boxOf(list, `${former.code}-0${place}`));
  expect([first, second, third].every((mark) => /^\d+\.0$/.test(mark ?? ''))).toBe(true);

  // what is refused stays as typed
  const kept = { outcome: 'not_taken_up', note: '', reference: 'Thông báo 12/TB-UBND', into: '' };
  const bare = await app.fetch(path, { as: officer, form: { ...kept, muc: [first ?? ''] } });
  expect(bare.status).toBe(422);
  const shown = await bare.text();
  expect(shown).toContain('Hãy ghi lý do không đưa tiếp');
  expect(shown).toContain('value="Thông báo 12/TB-UBND"');
  expect(shown).toMatch(new RegExp(`value="${first?.replace('.', '\\.')}" checked`));

  const carry = { outcome: 'carried_over', note: '', into: String(next.id) };
  const preview = await app.fetch(path, {
    as: officer,
    form: { ...carry, muc: [first ?? '', second ?? ''] },
  });
  const asked = await preview.text();
  expect(asked).toContain('Sẽ ghi kết quả cho 2 mục');
  expect(asked).toContain(`value="${first},${second}"`);
  // the way back keeps what was ticked and typed
  const fields = [...asked.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const sent = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
  const back = await app.fetch(path, { as: officer, form: { ...sent, note: 'Ghi <dở>', back: '1' } });
  const again = await back.text();
  expect([back.status, again.includes('Ghi &lt;dở>')]).toEqual([200, true]);
  for (const mark of [first, second, third])
    expect(new RegExp(`value="${mark?.replace('.', '\\.')}" checked`).test(again)).toBe(mark !== third);
  expect(again).toMatch(/value="carried_over"[^>]*checked/);
  // all that a filter finds are chosen at once
  expect(again).toContain('Chọn cả 3 mục khớp bộ lọc');
  const narrowed = { ...carry, 'tat-ca': '1', q: 'dieu phoi' };
  const whole = await (await app.fetch(path, { as: officer, form: narrowed })).text();
  expect(whole).toContain('Sẽ ghi kết quả cho 1 mục');
  expect(whole).toContain(`name="entries" value="${first}"`);
  expect(whole).toContain('name="tat-ca" value="1"');
  expect(await html(work.former(next.id))).toContain('3 trên 3');
  const write = { ...carry, entries: `${first},${second}`, write: '1' };
  for (const told of ['Đã ghi kết quả cho 2 mục', 'Đã có sẵn'])
    expect(await flash(path, write)).toContain(told);
  expect(await html(`${path}?ket-qua=carried_over&q=man`)).toContain(`${next.code}-02`);
  expect(await html(`${path}?ket-qua=open`)).not.toContain(`${former.code}-01`);

  const [entryId = ''] = (third ?? '').split('.');
  const own = work.outcome(former.id, Number(entryId));
  expect(await html(own)).toContain('Cảnh báo sương muối');
  const wrong = await app.fetch(own, { as: officer, form: { outcome: 'in_work', noteEn: 'DoH' } });
  expect([wrong.status, (await wrong.text()).includes('>DoH<')]).toEqual([422, true]);
  const said = {
    outcome: 'in_work',
    note: 'Sở Y tế <đang làm>',
    noteEn: 'Health',
    reference: 'https://example.vn/x',
  };
  expect((await app.fetch(own, { as: officer, form: { ...said, muc: third ?? '' } })).status).toBe(303);
  const late = await app.fetch(own, { as: officer, form: { ...said, note: 'Khác', muc: third ?? '' } });
  expect([late.status, (await late.text()).includes('vừa ghi kết quả khác')]).toEqual([409, true]);
  expect((await app.fetch(`/danh-muc/${former.code}`)).status).toBe(200);
  expect(await portal.html(`/danh-muc/${former.code}`)).toContain('Chưa có kết quả nào được công bố');

  await publishIssuedElsewhere(services, next.id);
  const page = await portal.html(`/bai-toan/${former.code}-03`);
  expect(page).toContain('Kết quả: đang thực hiện');
  expect(page).toContain('Sở Y tế &lt;đang làm>');
  // public now, it is the head's word: to others no form is shown, and what was typed stays all the same
  const head = await app.signIn('programme_head');
  const toHead = await (await app.fetch(path, { as: head })).text();
  const mark = boxOf(toHead, `${former.code}-03`);
  for (const page of [path, own]) {
    expect(await html(page)).toContain('Chỉ phụ trách chương trình ghi hoặc sửa được kết quả ở đây');
    expect(await html(page)).not.toContain('name="outcome"');
  }
  expect([toHead.includes('name="outcome"'), toHead.includes('Chỉ phụ trách')]).toEqual([true, false]);
  // what is needed at times, or always, is not called optional
  for (const page of [toHead, await (await app.fetch(own, { as: head })).text()])
    for (const label of ['Nội dung kết quả', 'Đưa tiếp sang', 'Lý do sửa điều đã công khai'])
      expect(page).not.toContain(`${label}<span class="optional">`);
  expect(toHead).toContain('Cần ghi khi sửa kết quả đã công khai');
  const form = { ...said, note: 'Sở khác', reason: 'Ghi nhầm', muc: mark };
  const barred = await app.fetch(own, { as: officer, form });
  expect([barred.status, (await barred.text()).includes('Sở khác')]).toEqual([403, true]);
  // an edition that comes later still takes what nothing public is said of
  await draftEdition(services, 2033);
  const carries = await html(path);
  expect(carries).toMatch(/name="outcome"[^>]*value="carried_over"/);
  expect(carries).not.toMatch(/name="outcome"[^>]*value="resolved"/);
  expect(await html(own)).not.toContain('name="outcome"');
  expect(await portal.html(`/en/bai-toan/${former.code}-03`)).toContain('>Health<');
  expect(await portal.html(`/bai-toan/${former.code}-01`)).toContain(`Đưa tiếp thành ${next.code}-01`);
  expect(await portal.html(`/bai-toan/${next.code}-01`)).toContain(
    `Đưa tiếp từ ${former.code}-01 (danh mục 2031)`,
  );
  expect(await portal.html('/bai-toan?nam=2031')).toContain(`href="/danh-muc/${former.code}"`);
  const outcomes = await portal.html(`/danh-muc/${former.code}?ket-qua=in_work&q=suong`);
  expect(outcomes).toContain(`${former.code}-03`);
  expect(outcomes).not.toContain(`${former.code}-02<`);
  expect(await portal.json(`/api/v1/problems/${former.code}-03`)).toMatchObject({
    outcome: { outcome: 'in_work', noteEn: 'Health', reference: 'https://example.vn/x' },
    continuedAs: null,
  });
  expect(await portal.json(`/api/v1/problems/${former.code}-01`)).toMatchObject({
    continuedAs: { code: `${next.code}-01`, edition: next.code },
  });
  const { items } = (await portal.json('/api/v1/changes?limit=100')) as {
    items: { code: string; event: string }[];
  };
  expect(items).toContainEqual(expect.objectContaining({ code: `${former.code}-03`, event: 'changed' }));
  for (const unknown of ['/danh-muc/BTL-1999', `/danh-muc/${former.code}-DC1`, work.outcomes(9_999)])
    expect((await app.fetch(unknown, { as: officer })).status).toBe(404);
  expect((await app.fetch(work.outcomes(next.id), { as: officer })).status).toBe(200);
});

test('an entry that goes on as a confidential one names it to nobody who may not see it, and is public to none', async () => {
  const { services } = app;
  const former = await draftEdition(services, 2041);
  const entry = await draftEntry(services, former.id, 'Giám sát hồ chứa', { lead: ['SKHCN'] });
  await publishIssuedElsewhere(services, former.id);
  const next = await draftEdition(services, 2042);
  await draftEntry(services, next.id, 'Mục công khai', { lead: ['SKHCN'] });
  const path = work.outcomes(former.id);
  const carry = { outcome: 'carried_over', note: '', into: String(next.id) };
  await flash(path, { ...carry, entries: boxOf(await html(path), entry.code), write: '1' });
  const copied = services.db.selectFrom('entry').select('id').where('edition_id', '=', next.id);
  const copy = await copied.where('title', '=', 'Giám sát hồ chứa').executeTakeFirstOrThrow();
  const head = await app.signIn('programme_head');
  const address = work.entry(next.id, copy.id);
  await services.db.updateTable('entry').set({ confidential: true }).where('id', '=', copy.id).execute();
  await publishIssuedElsewhere(services, next.id);
  const seen = await (await app.fetch(path, { as: head })).text();
  expect([seen.includes(`href="${address}"`), seen.includes('chưa công khai')]).toEqual([true, true]);
  for (const role of ['programme_officer', 'inspector'] as const) {
    const as = await app.signIn(role);
    const pages = [path, `${work.edition(former.id)}?lich-su=het`, work.entry(former.id, entry.id)];
    for (const page of [...pages, work.edition(former.id)]) {
      const shown = await (await app.fetch(page, { as })).text();
      expect([page, shown.includes(`href="${address}"`), shown.includes(next.code)]).toEqual([
        page,
        false,
        false,
      ]);
    }
    expect(await (await app.fetch(path, { as })).text()).toContain('có kết quả không công khai');
    expect(await (await app.fetch(work.entry(former.id, entry.id), { as })).text()).toContain(
      'Có thay đổi ở một mục không công khai',
    );
  }
  const { items } = (await portal.json('/api/v1/changes?limit=100')) as { items: { code: string }[] };
  expect(items.map(({ code }) => code)).toContain(next.code);
  expect(items.map(({ code }) => code)).not.toContain(entry.code);
});

/** What the page after a post says. */
async function flash(path: string, form: Readonly<Record<string, string>>): Promise<string> {
  const answer = await app.fetch(path, { as: officer, form });
  expect(answer.status).toBe(303);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const after = await app.fetch(answer.headers.get('location') ?? '', {
    as: { ...officer, cookie: `${officer.cookie}; ${cookie}` },
  });
  return after.text();
}
