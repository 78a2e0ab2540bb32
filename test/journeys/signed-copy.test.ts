import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system } from '../../src/kernel/actor.ts';
import { addEntry, createEdition, publishIssuedElsewhere } from '../../src/modules/catalogue/index.ts';
import { lookOver, openSite, type Person, type Site, sitDown } from '../support/journey.ts';
import { signedPdf } from '../support/signed.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

async function publishedEdition(year: number, titles: readonly string[]): Promise<number> {
  const { services } = site;
  const { id } = await createEdition(services, system, {
    ...{ kind: 'problems', span: String(year), title: `Danh mục bài toán lớn năm ${year}` },
  });
  for (const title of titles) await addEntry(services, system, id, { title, lead: ['SKHCN'] });
  await publishIssuedElsewhere(services, id);
  return id;
}

describe.each([
  { script: true, year: 2051 },
  { script: false, year: 2053 },
])('an officer with a signed scan (script: $script)', ({ script, year }) => {
  let officer: Person;
  beforeAll(async () => {
    officer = await sitDown(site, { javaScriptEnabled: script });
    await officer.signIn(await site.emailOf('programme_officer'));
  });
  afterAll(() => officer.leave());
  const look = () => (script ? lookOver(officer) : Promise.resolve());

  test('is warned of the scan of another document, sends the right one, and sees to the word what differs', async () => {
    const { page } = officer;
    const told = (words: string | RegExp) => page.getByRole('main').getByText(words).first().waitFor();
    const id = await publishedEdition(year, ['Điều phối xe chờ ở bãi tập kết', 'Đo mặn nước ngầm']);
    const other = await publishedEdition(year + 1, ['Phân loại rác thải sinh hoạt']);
    const send = async (bytes: Uint8Array) => {
      await page.getByLabel('Bản quét đã ký').setInputFiles({
        ...{ name: 'Bản ký.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) },
      });
      await page.getByRole('button', { name: 'Ghi bản ký' }).click();
    };
    await officer.go(`/ban-lam-viec/danh-muc/${id}`);
    await page.getByRole('link', { name: 'Bản ký', exact: true }).click();
    await page.getByLabel('Số, ký hiệu').fill(`${year}`);
    await page.getByLabel('Ngày ký').fill('05/02/2026');
    await page.getByLabel('Người ký').fill('Nguyễn Thị Hoa');
    await send(await signedPdf(site.services, other, { texts: { abstract: 'Thu gom rác thải' } }));
    await told('Tôi đã mở tệp và xác nhận đây đúng là bản ký của danh mục này, công khai được như đã in');
    await told(/Thông báo 12\/TB-UBND “Thu gom rác thải”/);
    await look();
    expect(await page.getByLabel('Người ký').inputValue()).toBe('Nguyễn Thị Hoa');
    await send(
      await signedPdf(site.services, id, {
        texts: { number: String(year) },
        entries: (entries) =>
          entries.map((entry, place) =>
            place === 0 ? { ...entry, title: 'Điều phối xe chờ ở cửa khẩu' } : entry,
          ),
      }),
    );
    await told('Đã ghi bản ký. Có 1 chỗ khác với danh mục đã duyệt, xem bên dưới.');
    expect(await page.locator('del').allTextContents()).toEqual(['bãi tập kết']);
    expect(await page.locator('ins').allTextContents()).toEqual(['cửa khẩu']);
    await look();
    await page.getByRole('link', { name: `Thông báo ${year}/TB-UBND` }).click();
    await told('Bản ký.pdf');
  });
});
