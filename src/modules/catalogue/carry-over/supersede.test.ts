import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { draftEdition, draftEntry, eventNames } from '../../../../test/support/catalogue.ts';
import { keepFile } from '../../../../test/support/documents.ts';
import { personWith } from '../../../../test/support/people.ts';
import { openPortal, type Portal } from '../../../../test/support/portal.ts';
import type { AccountActor, Role } from '../../../kernel/actor.ts';
import { system } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { rebuildSearch } from '../../../site/rebuild-search.ts';
import { beginAmendment } from '../amendment/commands.ts';
import { forwardEdition, publishEdition, releaseEdition, submitEdition } from '../approval/commands.ts';
import { giveUpEdition, reopenEdition } from '../approval/ends.ts';
import { attachFile } from '../attachment-commands.ts';
import { changeEdition } from '../edition-commands.ts';
import { findEdition } from '../edition-store.ts';
import {
  addEntry,
  catalogueRoutes,
  type EntryInput,
  publishIssuedElsewhere,
  withdrawEdition,
} from '../index.ts';
import { annexPath, publicFile, work } from '../paths.ts';
import { settleOutcomes } from './commands.ts';
import { chooseReplaced } from './supersede.ts';

let portal: Portal;
let app: TestApp;
let officer: AccountActor;
let year = 2029;
beforeAll(async () => {
  portal = await openPortal(catalogueRoutes);
  app = portal.app;
  officer = await personWith(app, 'programme_officer');
});
afterAll(() => app.close());

/** A published edition of one entry with a file and of others, and the draft of the next year with an entry of its own. */
async function twoYears(others: readonly EntryInput[] = []) {
  const { services } = app;
  year += 2;
  const former = await draftEdition(services, year - 1);
  const entry = await draftEntry(services, former.id, `Đo mặn nước ngầm ${year}`, { lead: ['SKHCN'] });
  const file = await keepFile(services, `Nam;Do man\n${year};3`, 'do-man.csv');
  const attached = await attachFile(services, officer, entry.id, { file });
  const more: string[] = [];
  for (const other of others) more.push((await addEntry(services, system, former.id, other)).code);
  await publishIssuedElsewhere(services, former.id);
  const next = await draftEdition(services, year);
  await draftEntry(services, next.id, `Sấy hồi ${year}`, { lead: ['SKHCN'] });
  return { former, entry, file: publicFile('problems', entry.code, attached.id), next, more };
}

async function replace(draft: number, replaces: number | null): Promise<string> {
  const { version } = await findEdition(app.services.db, draft);
  return refused(chooseReplaced(app.services, officer, draft, { replaces, version }));
}

async function refused(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => '',
    (error: Error) => error.message,
  );
}

const status = async (path: string) => (await app.fetch(path)).status;
const stateOf = async (id: number) => (await findEdition(app.services.db, id)).state;
const codes = async (path: string) =>
  ((await portal.json(path)) as { items: { code: string }[] }).items.map(({ code }) => code);

test('an edition that another one replaces leaves lists and search with it; its pages stay and name that one', async () => {
  const { services } = app;
  const { former, entry, file, next } = await twoYears();
  const before = '2026-05-04';
  expect(await replace(next.id, former.id)).toBe('');
  expect(await stateOf(former.id)).toBe('published');
  expect(await codes('/api/v1/problems?limit=100')).toContain(entry.code);

  const ends = `Khi công bố, danh mục ${former.code} (1 mục) thôi hiệu lực`;
  const told = async (path: string, role: Role) =>
    (await app.fetch(path, { as: await app.signIn(role) })).text();
  for (const role of ['programme_officer', 'programme_head', 'leader'] as const)
    expect(await told(work.approval(next.id), role)).toContain(ends);
  expect(await told(work.approval(former.id), 'leader')).not.toContain('thôi hiệu lực');

  app.setNow(new Date('2026-06-10T02:00:00Z'));
  await publishIssuedElsewhere(services, next.id);
  expect(await stateOf(former.id)).toBe('superseded');
  expect(await told(work.withdrawEdition(next.id), 'leader')).toContain(
    `Danh mục ${former.code} (1 mục), đã được danh mục này thay thế, trở lại hiệu lực`,
  );
  expect(await eventNames(services, 'edition', former.id)).toContain('edition.superseded');
  const listed = async () => {
    for (const path of ['/', '/bai-toan', '/bai-toan?q=man+nuoc+ngam', '/sitemap.xml'])
      expect([path, (await portal.html(path)).includes(entry.code)]).toEqual([path, false]);
    expect(await codes('/api/v1/problems?limit=100')).not.toContain(entry.code);
  };
  await listed();
  await rebuildSearch(services);
  await listed();
  const banner = `Danh mục ${former.code} đã được danh mục ${next.code} thay thế ngày 10/06/2026`;
  for (const path of [`/bai-toan/${entry.code}`, `/bai-toan?nam=${year - 1}`, `/danh-muc/${former.code}`])
    expect([path, (await portal.html(path)).includes(banner)]).toEqual([path, true]);
  expect(await portal.html(`/en/bai-toan/${entry.code}`)).toContain(`was replaced by ${next.code}`);
  expect(await portal.html(`/danh-muc/${former.code}`)).toContain(entry.code);
  const ofYear = await portal.html(`/bai-toan?nam=${year - 1}`);
  expect(ofYear).toContain('1 mục, như khi danh mục được thay thế');
  expect(ofYear).toContain(`href="/bai-toan/${entry.code}">Đo mặn nước ngầm ${year}</a>`);
  expect(ofYear).not.toContain('Không có bài toán nào khớp');
  const choice = new RegExp(`value="${year - 1}" checked.*?</label>`, 's').exec(ofYear)?.[0] ?? '';
  expect(choice.replaceAll(/<[^>]*>/g, '')).toMatch(new RegExp(`>${year - 1}\\D*1$`));
  // called by its code it is found, and what became of it is said
  for (const path of ['/tim-kiem', '/bai-toan'])
    for (const typed of [entry.code, entry.code.toLowerCase().replaceAll('-', ' ')]) {
      const found = await portal.html(`${path}?${new URLSearchParams({ q: typed })}`);
      expect(found).toContain(`href="/bai-toan/${entry.code}">`);
      expect(found).toContain(`Danh mục ${former.code} đã được danh mục ${next.code} thay thế.`);
    }
  expect([await status(file), await status(annexPath(former.code, 'phu-luc.csv'))]).toEqual([200, 200]);
  const superseded = { on: '2026-06-10', by: next.code, url: `/bai-toan?nam=${year}` };
  expect(await portal.json(`/api/v1/problems/${entry.code}`)).toMatchObject({ superseded });
  expect(await portal.json(`/api/v1/editions/${former.code}`)).toMatchObject({ superseded, entries: 1 });
  const { items } = (await portal.json('/api/v1/changes?limit=100')) as {
    items: { code: string; event: string }[];
  };
  expect(items).toContainEqual(expect.objectContaining({ code: former.code, event: 'superseded' }));

  // the past is told as it was
  expect(await codes(`/api/v1/problems?date=${before}&limit=100`)).toContain(entry.code);
  expect(await codes('/api/v1/problems?date=2026-06-10&limit=100')).not.toContain(entry.code);
  expect(await portal.json(`/api/v1/editions/${former.code}?date=${before}`)).toMatchObject({
    superseded: null,
  });
  const then = await portal.html(`/bai-toan/${entry.code}?ngay=${before}`);
  expect(then).not.toContain(banner);
  expect(then).toContain(`đã được danh mục ${next.code} thay thế ngày 10/06/2026`);

  // from that day on it was open by its address, under the banner, in no list
  app.setNow(new Date('2026-06-16T02:00:00Z'));
  const since = await portal.html(`/bai-toan/${entry.code}?ngay=2026-06-15`);
  expect([since.includes(banner), since.includes('không công bố')]).toEqual([true, false]);
  expect(await portal.json(`/api/v1/problems/${entry.code}?date=2026-06-15`)).toMatchObject({ superseded });
  const listedThen = (day: string) => portal.html(`/bai-toan?nam=${year - 1}&ngay=${day}`);
  expect(await listedThen('2026-06-15')).toContain(`href="/bai-toan/${entry.code}?ngay=2026-06-15"`);
  expect(await listedThen('2026-06-15')).toContain('1 mục, như khi danh mục được thay thế');
  expect(await listedThen(before)).not.toContain('như khi danh mục được thay thế');
  const counted = await portal.json(`/api/v1/editions/${former.code}?date=2026-06-15`);
  expect(counted).toMatchObject({ superseded, entries: 1 });

  // in work it says so as well; it is amended no more, but its entries may still be answered for
  const desk = await app.fetch(work.edition(former.id), { as: await app.signIn('programme_officer') });
  expect(await desk.text()).toContain(`Danh mục ${next.code} đã thay thế danh mục này`);
  expect(await refused(beginAmendment(services, officer, former.id, { reason: 'Sửa' }))).toContain(
    '“đã được thay thế” nên không điều chỉnh, bổ sung được',
  );
  expect(await replace(former.id, next.id)).toContain('đã được danh mục khác thay thế nên không sửa');
  const said = { outcome: 'in_work', note: 'Sở Y tế', noteEn: '', reference: '', reason: '', into: null };
  await settleOutcomes(services, system, former.id, { ...said, entries: [{ id: entry.id, seen: 0 }] });
  expect(await portal.html(`/bai-toan/${entry.code}`)).toContain('Kết quả: đang thực hiện');

  // a mistaken successor never should have replaced it
  app.setNow(new Date('2026-06-20T02:00:00Z'));
  await withdrawEdition(services, system, next.id, { note: 'Công bố nhầm' });
  expect(await stateOf(former.id)).toBe('published');
  expect(await codes('/api/v1/problems?limit=100')).toContain(entry.code);
  expect(await codes('/api/v1/problems?date=2026-06-20&limit=100')).toContain(entry.code);
  expect(await portal.html(`/bai-toan/${entry.code}`)).not.toContain(banner);
  expect(await eventNames(services, 'edition', former.id)).toContain('edition.reinstated');
  expect(await told(work.reopenEdition(next.id), 'leader')).toContain(ends);
  await reopenEdition(services, system, next.id, { note: 'Thu hồi nhầm' });
  expect(await stateOf(former.id)).toBe('superseded');
  expect(await codes('/api/v1/problems?limit=100')).not.toContain(entry.code);
});

test('a superseded edition can be withdrawn, and each that was withdrawn is public again whatever became of the others', async () => {
  const { services } = app;
  const { former, entry, file, next } = await twoYears();
  await replace(next.id, former.id);
  app.setNow(new Date('2026-06-10T02:00:00Z'));
  await publishIssuedElsewhere(services, next.id);
  const path = `/api/v1/editions/${former.code}`;
  app.setNow(new Date('2026-06-12T02:00:00Z'));
  await withdrawEdition(services, system, former.id, { note: 'Lộ dữ liệu cá nhân' });
  expect([await stateOf(former.id), await status(file)]).toEqual(['withdrawn', 404]);
  expect(await portal.html(`/bai-toan/${entry.code}`)).toContain('Lộ dữ liệu cá nhân');
  const withdrawn = await app.fetch(work.reopenEdition(former.id), { as: await app.signIn('leader') });
  expect(await withdrawn.text()).toContain(`Danh mục ${next.code} vẫn thay thế danh mục này`);
  // it comes back as what it was: superseded on the day it was
  app.setNow(new Date('2026-06-14T02:00:00Z'));
  await reopenEdition(services, system, former.id, { note: 'Đã bỏ tệp' });
  expect([await stateOf(former.id), await status(file)]).toEqual(['superseded', 200]);
  expect(await portal.json(path)).toMatchObject({ superseded: { on: '2026-06-10', by: next.code } });
  expect(await codes('/api/v1/problems?limit=100')).not.toContain(entry.code);

  // the successor is withdrawn and so is what was in force again, or another edition takes its place
  await withdrawEdition(services, system, next.id, { note: 'Nhầm' });
  await withdrawEdition(services, system, former.id, { note: 'Nhầm' });
  await reopenEdition(services, system, next.id, { note: 'Thu hồi nhầm' });
  expect(await stateOf(next.id)).toBe('published');
  await reopenEdition(services, system, former.id, { note: 'Thu hồi nhầm' });
  expect(await stateOf(former.id)).toBe('superseded');
  await withdrawEdition(services, system, next.id, { note: 'Nhầm' });
  const rival = await draftEdition(services, year + 60);
  await draftEntry(services, rival.id, `Mục của danh mục khác ${year}`, { lead: ['SKHCN'] });
  expect(await replace(rival.id, former.id)).toBe('');
  await publishIssuedElsewhere(services, rival.id);
  await reopenEdition(services, system, next.id, { note: 'Thu hồi nhầm' });
  expect(await portal.json(path)).toMatchObject({ superseded: { by: rival.code } });
  await withdrawEdition(services, system, next.id, { note: 'Nhầm' });
  expect(await stateOf(former.id)).toBe('superseded');
});

test('what cannot be replaced, or not yet, is said before anything is published', async () => {
  const { services } = app;
  const { former, next } = await twoYears();
  const needs = await draftEdition(services, year, { kind: 'needs', title: 'Nhu cầu' });
  const rival = await draftEdition(services, year + 40);
  expect(await replace(next.id, next.id)).toContain('chính danh mục này');
  expect(await replace(needs.id, former.id)).toContain('không nhận mục');
  expect(await replace(next.id, needs.id)).toContain('không nhận mục');
  expect(await replace(next.id, rival.id)).toContain('không sau');
  expect(await replace(rival.id, next.id)).toContain('“bản nháp”');
  const stale = chooseReplaced(services, officer, next.id, { replaces: former.id, version: 99 });
  await expect(stale).rejects.toThrow(Refusal);
  expect(await replace(next.id, former.id)).toBe('');
  expect(await replace(rival.id, former.id)).toContain(`Danh mục ${next.code} đã được chọn để thay thế`);

  const amendment = await beginAmendment(services, officer, former.id, { reason: 'Bổ sung' });
  const underWay = `Bản điều chỉnh ${amendment.code} của ${former.code} đang được làm`;
  expect(await refused(submitEdition(services, officer, next.id))).toContain(underWay);
  expect(await refused(publishIssuedElsewhere(services, next.id))).toContain(underWay);
  expect(await stateOf(next.id)).toBe('draft');
  await giveUpEdition(services, officer, amendment.id, { remark: 'Có danh mục mới' });

  // given up, the first leaves the place to the other; one that is withdrawn is replaced by nobody
  await giveUpEdition(services, officer, next.id, { remark: 'Gộp vào danh mục sau' });
  expect(await replace(rival.id, former.id)).toBe('');
  expect(await replace(rival.id, null)).toBe('');
  await withdrawEdition(services, system, former.id, { note: 'Nhầm' });
  expect(await replace(rival.id, former.id)).toContain('đã thu hồi');
  const amends = await replace(amendment.id, former.id);
  expect(amends).not.toBe('');
});

test('what would keep an edition from its hour is refused or told before, and named when the hour has passed', async () => {
  const { services } = app;
  const { former, next } = await twoYears();
  await replace(next.id, former.id);
  await submitEdition(services, system, next.id);
  await forwardEdition(services, system, next.id);
  await publishEdition(services, system, next.id, { day: '2026-07-01', time: '08:00' });
  expect(await refused(beginAmendment(services, officer, former.id, { reason: 'Sửa' }))).toContain(
    `${next.code} đã được duyệt, đến giờ hẹn sẽ thay thế ${former.code}`,
  );
  const leader = await app.signIn('leader');
  const html = async (path: string, as = leader) => (await app.fetch(path, { as })).text();
  const stopped = `Thu hồi ${former.code} thì ${next.code} không tự công bố được`;
  expect(await html(work.withdrawEdition(former.id))).toContain(stopped);
  await withdrawEdition(services, system, former.id, { note: 'Nhầm' });
  // what another leader typed meanwhile is not lost
  const form = { note: 'Có sai sót', noteEn: '' };
  const late = await app.fetch(work.withdrawEdition(former.id), { as: leader, form });
  expect([late.status, (await late.text()).includes('Có sai sót')]).toEqual([409, true]);
  app.setNow(new Date('2026-07-01T02:00:00Z'));
  expect(await refused(releaseEdition(services, system, next.id))).toContain('không thay thế được');
  const dayAfter = await app.signIn('leader');
  expect(await html(work.approval(next.id), dayAfter)).toContain(`nên ${next.code} không thay thế được`);

  // the year of a draft without entries changes after it was chosen what it replaces
  const kept = await draftEdition(services, year + 50);
  const moved = await draftEdition(services, year + 51);
  await draftEntry(services, kept.id, `Mục giữ ${year}`, { lead: ['SKHCN'] });
  await publishIssuedElsewhere(services, kept.id);
  await replace(moved.id, kept.id);
  const { kind, title, version } = await findEdition(services.db, moved.id);
  await changeEdition(services, officer, moved.id, { kind, title, span: String(year - 9), version });
  await draftEntry(services, moved.id, `Mục chuyển ${year}`, { lead: ['SKHCN'] });
  expect(await refused(submitEdition(services, officer, moved.id))).toContain(`không sau ${kept.code}`);
});

test('the edition to be replaced is chosen on a page that keeps what was refused', async () => {
  const { former, next } = await twoYears();
  const session = await app.signIn('programme_officer');
  const html = async (path: string) => (await app.fetch(path, { as: session })).text();
  const page = await html(work.former(next.id));
  expect(page).toContain(`value="${former.id}"`);
  const { version } = await findEdition(app.services.db, next.id);
  const post = (replaces: number, seen = version) =>
    app.fetch(work.replaced(next.id), {
      as: session,
      form: { replaces: String(replaces), version: String(seen) },
    });
  const wrong = await post(next.id);
  expect([wrong.status, (await wrong.text()).includes('chính danh mục này')]).toEqual([422, true]);
  const stale = await post(former.id, version + 7);
  expect([stale.status, (await stale.text()).includes('vừa lưu thay đổi khác')]).toEqual([409, true]);
  expect((await post(former.id)).status).toBe(303);
  expect(await html(work.former(next.id))).toMatch(new RegExp(`value="${former.id}"[^>]*selected`));
  await publishIssuedElsewhere(app.services, next.id);
  expect(await html(work.former(next.id))).toContain(`đã thay thế toàn bộ danh mục ${former.code}`);
});

test('what had happened when an edition was replaced stays done on the line of stations, which stands at no step any more', async () => {
  const { services } = app;
  app.setNow(new Date('2026-06-08T02:00:00Z'));
  const { former, entry, next, more } = await twoYears([
    { title: 'Việc đã kêu gọi', lead: ['SKHCN'], openFrom: '2026-05-01', openTo: '2026-12-30' },
    { title: 'Việc chưa kêu gọi', lead: ['SKHCN'], openFrom: '2026-08-01', openTo: '2026-12-30' },
  ]);
  const [opened = '', never = ''] = more;
  const stations = async (code: string) => {
    const html = await portal.html(`/bai-toan/${code}`);
    const states = [...html.matchAll(/<li class="station station-(\w+)">.*?<\/li>/gs)].map(
      ([item, state]) => `${/station-label">(?:<a[^>]*>)?([^<]*)/.exec(item)?.[1]}: ${state}`,
    );
    return { html, states: states.slice(1, 3) };
  };
  app.setNow(new Date('2026-06-09T02:00:00Z'));
  expect((await stations(opened)).states).toEqual(['Bài toán: done', 'Kêu gọi: now']);
  expect((await stations(entry.code)).states).toEqual(['Bài toán: now', 'Kêu gọi: todo']);
  await replace(next.id, former.id);
  app.setNow(new Date('2026-06-10T02:00:00Z'));
  await publishIssuedElsewhere(services, next.id);
  for (const day of ['2026-06-10', '2027-02-01']) {
    app.setNow(new Date(`${day}T02:00:00Z`));
    expect((await stations(opened)).states).toEqual(['Bài toán: done', 'Kêu gọi: done']);
    for (const code of [never, entry.code]) {
      const { html, states } = await stations(code);
      expect(states).toEqual(['Bài toán: done', 'Kêu gọi: todo']);
      expect(html).not.toContain('Đang ở bước');
      expect(html).toContain('chưa diễn ra khi danh mục được thay thế');
    }
  }
  const before = await portal.html(`/bai-toan/${opened}?ngay=2026-06-09`);
  expect(before).toContain('Đang ở bước Kêu gọi');
});
