import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Person, type Site, sitDown } from '../support/journey.ts';

/** Inner width of a sheet in CSS pixels: A4 upright with margins of 15 and 5 mm, A4 lying, A3 lying. */
const sheets = [680, 756, 1009, 1474];

let site: Site;
let person: Person;
beforeAll(async () => {
  site = await openSite();
  person = await sitDown(site);
});
afterAll(async () => {
  await person.leave();
  await site.close();
});

/** The published problem with the most places, of which a screen shows the first few. */
async function farFlungProblem(): Promise<string> {
  const { code } = await site.services.db
    .selectFrom('entry_place as place')
    .innerJoin('entry', 'entry.id', 'place.entry_id')
    .select('entry.code')
    .where('entry.published_at', 'is not', null)
    .where('entry.kind', '=', 'problems')
    .groupBy('entry.code')
    .orderBy((row) => row.fn.countAll(), 'desc')
    .executeTakeFirstOrThrow();
  return code;
}

test('a printed problem keeps all its places and its last station, and leaves out what only a screen can do', async () => {
  const { page } = person;
  await person.go(`/bai-toan/${await farFlungProblem()}`);
  const main = page.getByRole('main');
  const folded = main.locator('.facts details a').last();
  const download = main.getByRole('heading', { name: 'Tải về, chia sẻ' });
  expect([await folded.isVisible(), await download.isVisible()]).toEqual([false, true]);
  await page.emulateMedia({ media: 'print' });
  expect([await folded.isVisible(), await download.isVisible()]).toEqual([true, false]);
  expect(await main.getByText('nơi khác').isVisible()).toBe(false);
  for (const width of sheets) {
    await page.setViewportSize({ width, height: 1000 });
    const last = await main.locator('.station-words').last().boundingBox();
    expect([width, last !== null && last.x + last.width <= width]).toEqual([width, true]);
    const first = await main.locator('.station-words').first().boundingBox();
    // side by side: one below the other they would take a third of the sheet
    expect([width, first?.y]).toEqual([width, last?.y]);
    const labels = await main.locator('.station-label').all();
    const boxes = await Promise.all(labels.map((label) => label.boundingBox()));
    boxes.forEach((box, index) => {
      const next = boxes[index + 1];
      if (box && next) expect([width, index, box.x + box.width <= next.x]).toEqual([width, index, true]);
    });
  }
  await page.emulateMedia({ media: null });
});

test('a browser that cannot show a closed element opens it for the paper and closes it after', async () => {
  const { page } = person;
  await person.go(`/bai-toan/${await farFlungProblem()}`);
  const fold = page.getByRole('main').locator('.facts details');
  const open = () => fold.evaluate((element) => (element as HTMLDetailsElement).open);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await open()).toBe(true);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await open()).toBe(false);
  await fold.locator('summary').click();
  await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    dispatchEvent(new Event('afterprint'));
  });
  expect(await open()).toBe(true);
});
