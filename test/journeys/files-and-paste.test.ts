import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addEntry, createEdition } from '../../src/modules/catalogue/index.ts';
import { findActor } from '../../src/modules/directory/index.ts';
import { lookOver, openSite, type Person, type Site, sitDown } from '../support/journey.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A word of the whole site: told by the page after a step. */
async function told({ page }: Person, words: string | RegExp): Promise<void> {
  await page.getByRole('main').getByText(words).first().waitFor();
}

describe.each([
  { script: true, year: 2041 },
  { script: false, year: 2042 },
])('an officer with a file or a spreadsheet at hand (script: $script)', ({ script, year }) => {
  let officer: Person;
  beforeAll(async () => {
    officer = await sitDown(site, { javaScriptEnabled: script });
    await officer.signIn(await site.emailOf('programme_officer'));
  });
  afterAll(() => officer.leave());
  const look = () => (script ? lookOver(officer) : Promise.resolve());

  test('attaches a file to an entry without losing what is half typed, opens it, and takes it off again', async () => {
    const { services } = site;
    const { page } = officer;
    const actor = await findActor(services, await site.emailOf('programme_officer'));
    const edition = await createEdition(services, actor, {
      ...{ kind: 'problems', span: String(year), title: `Danh mục có tệp năm ${year}` },
    });
    const entry = await addEntry(services, actor, edition.id, { title: 'Đo độ mặn nước sông' });
    await officer.go(`/ban-lam-viec/danh-muc/${edition.id}/muc/${entry.id}`);
    await page.getByLabel('Tóm tắt', { exact: false }).first().fill('Đang viết dở phần này');
    await page.getByRole('button', { name: 'Giữ phần đang gõ và tới tệp kèm theo' }).click();
    await page.waitForURL(/#tep-kem-theo$/);
    await page.getByLabel('Chọn tệp', { exact: false }).setInputFiles({
      ...{ name: 'Số liệu quan trắc.csv', mimeType: 'text/csv' },
      buffer: Buffer.from('Trạm;Độ mặn\nKỳ Cùng;0,2\n'),
    });
    await page.getByLabel('Tên hiển thị (tiếng Việt)', { exact: false }).fill('Số liệu của ba trạm');
    await page.getByRole('button', { name: 'Thêm tệp', exact: true }).click();
    await told(officer, 'Đã thêm tệp “Số liệu quan trắc.csv”.');
    await told(officer, 'Số liệu của ba trạm');
    expect(await page.getByLabel('Tóm tắt', { exact: false }).first().inputValue()).toBe(
      'Đang viết dở phần này',
    );
    await look();
    const link = page.getByRole('link', { name: /Số liệu của ba trạm/ }).first();
    const got = await page.request.get(`${site.origin}${await link.getAttribute('href')}`);
    expect([got.status(), await got.text()]).toEqual([200, 'Trạm;Độ mặn\nKỳ Cùng;0,2\n']);
    await page.getByRole('link', { name: /^Bỏ tệp/ }).click();
    await look();
    await page.getByRole('button', { name: 'Bỏ tệp' }).click();
    await told(officer, 'Đã bỏ tệp “Số liệu quan trắc.csv”.');
    await told(officer, 'Chưa có tệp nào.');
  });

  test('pastes rows of a spreadsheet, reviews them, and finds them in a draft edition', async () => {
    const { page } = officer;
    const rows = [
      ['STT', 'Tên bài toán', 'Bối cảnh', 'Cơ quan chủ trì'],
      ['1', `Theo dõi rầy hại hồi ${year}`, '"Rầy lan nhanh,\nkhó thấy từ mặt đất"', 'Sở Công Thương'],
      ['2', `Bãi đỗ xe thông minh ${year}`, 'Ùn tắc mùa lễ hội', 'Sở Xây dựng'],
    ];
    await officer.go('/ban-lam-viec/nhap');
    await page.getByRole('link', { name: 'Dán từ bảng tính thay vì gửi tệp' }).click();
    await page.waitForURL(/\/nhap\/dan/);
    await look();
    await page.getByRole('radio', { name: 'Bài toán lớn' }).check();
    await page.getByLabel('Năm hoặc giai đoạn').fill(String(year + 10));
    await page
      .getByRole('textbox', { name: 'Các dòng', exact: false })
      .fill(rows.map((row) => row.join('\t')).join('\n'));
    await page.getByRole('button', { name: 'Đọc các dòng' }).click();
    await page.waitForURL(/\/ban-lam-viec\/nhap\/\d+/);
    await told(officer, `Theo dõi rầy hại hồi ${year}`);
    await look();
    await page.getByRole('link', { name: 'Xem trước kết quả nhập' }).click();
    await page.getByRole('button', { name: 'Xác nhận nhập' }).click();
    await told(officer, 'Đã nhập: thêm 2 mục, cập nhật 0, giữ nguyên 0.');
    const stored = await site.services.db
      .selectFrom('entry')
      .select(['code', 'title', 'detail'])
      .where('title', 'like', `%${year}`)
      .where('code', 'like', `BTL-${year + 10}-%`)
      .orderBy('code')
      .execute();
    expect(stored.map(({ code, title }) => [code, title])).toEqual([
      [`BTL-${year + 10}-01`, `Theo dõi rầy hại hồi ${year}`],
      [`BTL-${year + 10}-02`, `Bãi đỗ xe thông minh ${year}`],
    ]);
    // a line break inside a quoted cell stays inside its cell
    expect(stored[0]?.detail).toMatchObject({ context: expect.stringMatching(/^Rầy lan nhanh,\s+khó thấy/) });
  });
});
