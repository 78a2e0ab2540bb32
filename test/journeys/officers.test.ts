import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookOver, openSite, type Person, type Site, sitDown } from '../support/journey.ts';
import { annexFile, annexTitles } from './annex.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A word of the whole site: told by the page after a step. */
async function told({ page }: Person, words: string | RegExp): Promise<void> {
  await page.getByRole('main').getByText(words).first().waitFor();
}

async function sendAnnex({ page, go }: Person, year: number): Promise<void> {
  await go('/ban-lam-viec/nhap');
  await page.getByRole('radio', { name: 'Bài toán lớn' }).check();
  await page.getByLabel('Năm hoặc giai đoạn').fill(String(year));
  await page
    .getByLabel('Tệp văn bản có phụ lục')
    .setInputFiles({ name: `Thông báo 78 năm ${year}.docx`, mimeType: docx, buffer: await annexFile(year) });
  await page.getByRole('button', { name: 'Đọc tệp' }).click();
}

async function storedEntry(title: string) {
  return site.services.db
    .selectFrom('entry')
    .select(['id', 'code', 'edition_id as editionId', 'summary', 'title', 'detail', 'version'])
    .where('title', '=', title)
    .executeTakeFirstOrThrow();
}

describe.each([
  { script: true, year: 2027 },
  { script: false, year: 2028 },
])('a programme officer and a programme head (script: $script)', ({ script, year }) => {
  const [title = '', ...others] = annexTitles(year);
  let officer: Person;
  let second: Person;
  let visitor: Person;
  let address = '';

  beforeAll(async () => {
    [officer, second, visitor] = await Promise.all([
      sitDown(site, { javaScriptEnabled: script }),
      sitDown(site, { javaScriptEnabled: script }),
      sitDown(site, { javaScriptEnabled: script }),
    ]);
    await visitor.go(`/bai-toan?nam=${year}`);
  });
  afterAll(() => Promise.all([officer.leave(), second.leave(), visitor.leave()]));
  const look = (person: Person) => (script ? lookOver(person) : Promise.resolve());

  test('the officer signs in, imports the annex of a notice, corrects a column and confirms', async () => {
    const { page } = officer;
    await officer.signIn(await site.emailOf('programme_officer'));
    expect(new URL(page.url()).pathname).toBe('/ban-lam-viec');
    await look(officer);
    await sendAnnex(officer, year);
    await page.waitForURL(/\/ban-lam-viec\/nhap\/\d+/);
    await page.getByRole('heading', { name: 'Rà soát trước khi nhập' }).waitFor();
    await told(officer, title);
    await look(officer);
    const column = page.getByLabel('Cột “Lời kể” là');
    expect(await column.inputValue()).toBe('other');
    await column.selectOption({ label: 'Bối cảnh, hiện trạng' });
    await page.getByRole('button', { name: 'Đọc lại theo các cột đã chọn' }).click();
    await told(officer, 'Đã lưu.');
    expect(await column.inputValue()).toBe('context');
    await page.getByRole('link', { name: 'Xem trước kết quả nhập' }).click();
    await page.getByRole('button', { name: 'Xác nhận nhập' }).waitFor();
    await look(officer);
    await page.getByRole('button', { name: 'Xác nhận nhập' }).click();
    await told(officer, 'Đã nhập: thêm 3 mục, cập nhật 0, giữ nguyên 0.');
    for (const one of [title, ...others]) await told(officer, one);
    await look(officer);
    const { detail } = await storedEntry(title);
    expect(JSON.stringify(detail)).toContain('Mỗi mùa mưa có hàng chục điểm sạt.');
  });

  test('the same file sent again makes no doubles', async () => {
    const { page } = officer;
    await sendAnnex(officer, year);
    await page.waitForURL(/\/ban-lam-viec\/nhap\/\d+/);
    await page.getByRole('link', { name: 'Xem trước kết quả nhập' }).click();
    await page.getByRole('button', { name: 'Xác nhận nhập' }).click();
    await told(officer, /Đã nhập: thêm 0 mục/);
    const { editionId } = await storedEntry(title);
    const entries = await site.services.db
      .selectFrom('entry')
      .select('id')
      .where('edition_id', '=', editionId)
      .execute();
    expect(entries).toHaveLength(3);
  });

  test('the officer sees the pages of a document as they are typed, the latest words last', async () => {
    const { page } = officer;
    const { editionId } = await storedEntry(title);
    await officer.go(`/ban-lam-viec/danh-muc/${editionId}/van-ban-di/to-trinh`);
    const abstract = page.getByLabel('Trích yếu');
    const sent: (string | null)[] = [];
    let atOnce = 0;
    let most = 0;
    await page.route('**/xem-truoc', async (route) => {
      sent.push(new URLSearchParams(route.request().postData() ?? '').get('abstract'));
      atOnce += 1;
      most = Math.max(most, atOnce);
      // while the first words are drawn, others are typed
      if (script && sent.length === 1) await abstract.fill('Về việc gõ sau cùng');
      const response = await route.fetch();
      atOnce -= 1;
      await route.fulfill({ response });
    });
    await abstract.fill('Về việc gõ lần đầu');
    if (!script) await page.getByRole('button', { name: 'Xem trước', exact: true }).click();
    const wanted = script ? ['Về việc gõ lần đầu', 'Về việc gõ sau cùng'] : ['Về việc gõ lần đầu'];
    await expect.poll(() => sent).toEqual(wanted);
    await page.getByRole('status').getByText('Đã cập nhật bản xem trước').waitFor();
    await page.getByRole('img', { name: 'Trang 1 trên' }).waitFor();
    expect([most, await abstract.inputValue()]).toEqual([1, wanted.at(-1)]);
    await look(officer);
    await page.unroute('**/xem-truoc');
    await page.getByRole('button', { name: 'Lưu và xem trước' }).click();
    await told(officer, 'Đã lưu.');
  });

  test('what the officer types is there again after reloading', async () => {
    const { page } = officer;
    const { id, editionId } = await storedEntry(title);
    address = `/ban-lam-viec/danh-muc/${editionId}/muc/${id}`;
    await officer.go(`/ban-lam-viec/danh-muc/${editionId}`);
    await page.getByRole('main').getByRole('link', { name: title }).first().click();
    await page.waitForURL(new RegExp(`${address}$`));
    await look(officer);
    await page.getByLabel('Tóm tắt', { exact: false }).first().fill(`Bản của người thứ nhất, năm ${year}`);
    if (script) {
      const status = page.locator('[data-autosave-status]');
      await expect.poll(() => status.textContent()).toMatch(/^Đã tự giữ bản gõ dở lúc \d\d:\d\d$/);
    } else {
      // without script a further row is asked of the server, which keeps the rest with it
      await page.getByRole('button', { name: /^Thêm/ }).first().click();
    }
    await officer.go(address);
    expect(await page.getByLabel('Tóm tắt', { exact: false }).first().inputValue()).toBe(
      `Bản của người thứ nhất, năm ${year}`,
    );
    expect((await storedEntry(title)).summary).toBeNull();
  });

  test('two officers in one entry lose nothing: the second to save chooses field by field', async () => {
    await second.signIn(await site.emailOf('programme_officer', 1));
    await second.go(address);
    await told(second, /đang sửa mục này/);
    await second.page.getByLabel('Tóm tắt', { exact: false }).first().fill('Bản của người thứ hai');
    await second.page.getByLabel('Mục tiêu', { exact: false }).first().fill('Không còn ai bị bất ngờ');
    await second.page.getByRole('button', { name: 'Lưu', exact: true }).first().click();
    await told(second, 'Đã lưu.');
    expect((await storedEntry(title)).summary).toBe('Bản của người thứ hai');

    const { page } = officer;
    await page.getByRole('button', { name: 'Lưu', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Hai người cùng sửa mục này' }).waitFor();
    await told(officer, 'Bản của người thứ hai');
    await told(officer, 'Không còn ai bị bất ngờ');
    await look(officer);
    await page.locator('input[name="choose-summary"][value="mine"]').check();
    await page.getByRole('button', { name: 'Lưu theo lựa chọn' }).click();
    await told(officer, 'Đã lưu.');
    const saved = await storedEntry(title);
    expect(saved.summary).toBe(`Bản của người thứ nhất, năm ${year}`);
    expect(JSON.stringify(saved.detail)).toContain('Không còn ai bị bất ngờ');
  });

  test('signing out leaves nothing of what was typed and not sent on the device, and asks before', async () => {
    const { page } = second;
    const kept = () =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('nhipcau-draft:')));
    const signOut = async () => {
      const banner = page.getByRole('banner');
      const button = banner.getByRole('button', { name: 'Đăng xuất' }).first();
      if (!(await button.isVisible())) await banner.getByLabel(/^Tài khoản của/).click();
      await button.click();
    };
    await second.go(address);
    const words = page.getByLabel('Tóm tắt', { exact: false }).first();
    const asked: string[] = [];
    let answer = false;
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (answer ? dialog.accept() : dialog.dismiss());
    });
    if (script) {
      await page.route('**/*', (route) =>
        route.request().headers()['x-autosave'] ? route.abort() : route.continue(),
      );
      await words.fill('Chữ không tới được máy chủ');
      await expect.poll(kept).toHaveLength(1);
      // a text of somebody else who works at this device stays
      await page.evaluate(() => localStorage.setItem('nhipcau-draft:999999 https://x.example/', '{}'));
      await signOut();
      await expect.poll(() => asked.length).toBe(1);
      expect(asked[0]).toContain('còn giữ 1 bản gõ dở');
      expect(await kept()).toHaveLength(2);
      answer = true;
    }
    await signOut();
    await page.getByText('Đã đăng xuất').first().waitFor();
    expect(await kept()).toEqual(script ? ['nhipcau-draft:999999 https://x.example/'] : []);
    expect(asked).toHaveLength(script ? 2 : 0);
  });

  /** From the desk, where the edition waits, to the page of the next step. */
  async function fromDesk(person: Person, editionId: number): Promise<void> {
    await person.go('/ban-lam-viec');
    await person.page.locator(`a[href="/ban-lam-viec/danh-muc/${editionId}/trinh-duyet"]`).first().click();
    await person.page.waitForURL(/trinh-duyet/);
  }

  test('the officer hands it up, the head submits it, the leader publishes, and visitors see it at once', async () => {
    const { editionId, code } = await storedEntry(title);
    await visitor.go(`/bai-toan/${code}`);
    expect(await visitor.page.getByRole('heading', { level: 1 }).textContent()).toBe('Không tìm thấy trang');
    await visitor.go(`/bai-toan?nam=${year}`);
    expect(await visitor.page.getByRole('main').textContent()).not.toContain(title);
    await officer.go(`/ban-lam-viec/danh-muc/${editionId}`);
    await officer.page.getByRole('link', { name: 'Kiểm tra và trình duyệt' }).first().click();
    await look(officer);
    expect(await officer.page.getByRole('button', { name: 'Duyệt và công bố' }).count()).toBe(0);
    await officer.page.getByLabel('Ý kiến kèm theo').fill('Đã rà soát từng mục.');
    await officer.page.getByRole('button', { name: 'Trình phụ trách' }).click();
    await told(officer, 'Đã trình phụ trách chương trình.');
    const head = await sitDown(site, { javaScriptEnabled: script });
    await head.signIn(await site.emailOf('programme_head'));
    await look(head);
    await fromDesk(head, editionId);
    expect(await head.page.getByRole('main').textContent()).toContain('Đã rà soát từng mục.');
    await head.page.getByRole('button', { name: 'Trình lãnh đạo' }).click();
    await told(head, 'Đã trình lãnh đạo.');
    await head.leave();
    const leader = await sitDown(site, { javaScriptEnabled: script });
    await leader.signIn(await site.emailOf('leader'));
    await look(leader);
    await fromDesk(leader, editionId);
    await look(leader);
    await leader.page.getByRole('button', { name: 'Duyệt và công bố' }).click();
    await told(leader, 'Đã công bố danh mục.');
    await leader.leave();
    await visitor.go(`/bai-toan?nam=${year}`);
    await visitor.page.getByRole('main').getByRole('link', { name: title }).first().click();
    await visitor.page.waitForURL(new RegExp(`/bai-toan/${code}`));
    expect(await visitor.page.getByRole('main').textContent()).toContain(
      `Bản của người thứ nhất, năm ${year}`,
    );
    await look(visitor);
  });
});
