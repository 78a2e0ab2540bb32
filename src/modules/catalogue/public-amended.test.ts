import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftEdition, draftEntry } from '../../../test/support/catalogue.ts';
import { openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { beginAmendment, chooseEntry } from './amendment/commands.ts';
import { publishIssuedElsewhere } from './approval/commands.ts';
import { addEntry } from './entry-commands.ts';
import { entriesOf } from './entry-store.ts';
import { mergeEntries } from './succession/merging.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.app.close());

test('the list of a year tells that its edition was amended and when; each amendment names its entries, and a merged one is found by its code', async () => {
  const { services } = portal.app;
  const reason = 'Theo kết luận của UBND tỉnh';
  portal.app.setNow(new Date('2027-03-01T02:00:00Z'));
  const { id } = await draftEdition(services, 2027);
  const content = { lead: ['SKHCN'], results: [{ text: 'Giảm 30% thời gian chờ' }] };
  const ids: number[] = [];
  for (const title of ['Đo mặn nước ngầm', 'Giám sát giếng', 'Cảnh báo sương muối'])
    ids.push((await draftEntry(services, id, title, content)).id);
  const [one = 0, two = 0, three = 0] = ids;
  await publishIssuedElsewhere(services, id);
  expect(await portal.html('/bai-toan?nam=2027')).not.toContain('Điều chỉnh, bổ sung');
  portal.app.setNow(new Date('2027-06-10T02:00:00Z'));
  const amendment = await beginAmendment(services, system, id, { reason });
  await mergeEntries(services, system, amendment.id, {
    entries: (await entriesOf(services.db, system, [one, two])).map((entry) => ({
      id: entry.id,
      version: entry.version,
    })),
    into: two,
    chosen: {},
  });
  await chooseEntry(services, system, amendment.id, three, { takesOut: true });
  await addEntry(services, system, amendment.id, { title: 'Sấy hồi bằng nhiệt thừa', ...content });
  expect(await portal.html('/bai-toan?nam=2027')).not.toContain('Điều chỉnh, bổ sung');
  await publishIssuedElsewhere(services, amendment.id);

  const told =
    '<a href="/danh-muc/BTL-2027/phien-ban#dieu-chinh-1">Điều chỉnh, bổ sung lần 1 ngày 10/06/2027</a>';
  expect(await portal.html('/bai-toan?nam=2027')).toContain(told);
  expect(await portal.html('/bai-toan?nam=2027&ngay=2027-06-09')).not.toContain('Điều chỉnh, bổ sung lần');
  const versions = (await portal.html('/danh-muc/BTL-2027/phien-ban')).replaceAll(/<[^>]*>/g, '');
  expect(versions).toContain(reason);
  for (const words of [
    'Mục sửa đổi: BTL-2027-02',
    'Mục bổ sung: BTL-2027-04',
    'Mục không còn trong danh mục: BTL-2027-01, BTL-2027-03',
  ])
    expect(versions).toContain(words);
  expect(await portal.html('/en/bai-toan?nam=2027')).toContain('Adjustment 1 on');

  for (const path of ['/bai-toan', '/tim-kiem'])
    for (const typed of ['BTL-2027-01', 'btl 2027 1']) {
      const html = await portal.html(`${path}?${new URLSearchParams({ q: typed })}`);
      const rows = [...html.matchAll(/class="row-title" href="([^"]*)"/g)].map(([, href]) => href);
      expect([path, typed, rows.slice(0, 2)]).toEqual([
        path,
        typed,
        ['/bai-toan/BTL-2027-01', '/bai-toan/BTL-2027-02'],
      ]);
      expect(html).toContain('đã gộp vào mục khác');
      expect(html.replaceAll(/<[^>]*>/g, '')).toContain('Nay đọc ở mục: BTL-2027-02');
    }
});
