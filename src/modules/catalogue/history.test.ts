import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../test/support/app.ts';
import { draftEdition, draftEntry, openCatalogueApp } from '../../../test/support/catalogue.ts';
import { system } from '../../kernel/actor.ts';
import { toldAtFirst } from './history.ts';
import { moveEntry } from './index.ts';
import { work } from './paths.ts';

let app: TestApp;
let officer: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await app.signIn('programme_officer');
});
afterAll(() => app.close());

const timeline = async (path: string) => {
  const html = await (await app.fetch(path, { as: officer })).text();
  const list = /<ol class="timeline">(.*?)<\/ol>/s.exec(html)?.[1] ?? '';
  return { html, told: list.split('<li>').length - 1 };
};

test('a page tells the newest of what was done, and all of it when asked', async () => {
  const edition = await draftEdition(app.services, 2041);
  const entry = await draftEntry(app.services, edition.id, 'Đo mặn nước ngầm');
  await draftEntry(app.services, edition.id, 'Cảnh báo sương muối');
  const page = work.entry(edition.id, entry.id);
  expect((await timeline(page)).html).not.toContain('lich-su=het');
  for (let times = 0; times < 34; times += 1)
    await moveEntry(app.services, system, entry.id, times % 2 === 0 ? 2 : 1);
  for (const path of [page, work.edition(edition.id)]) {
    const first = await timeline(path);
    expect(first.told).toBe(toldAtFirst);
    expect(first.html).toContain(`href="${path}?lich-su=het#lich-su"`);
    const whole = await timeline(`${path}?lich-su=het`);
    expect(whole.told).toBeGreaterThanOrEqual(35);
    expect(whole.html).not.toContain('lich-su=het#');
  }
});
