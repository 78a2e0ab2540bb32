import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TestApp } from '../../../../test/support/app.ts';
import {
  draftEdition,
  draftEntry,
  eventNames,
  hiddenField,
  openCatalogueApp,
} from '../../../../test/support/catalogue.ts';
import { readingOf } from '../../../../test/support/documents.ts';
import { system } from '../../../kernel/actor.ts';
import { registerDocument } from '../../documents/index.ts';
import { findEdition } from '../edition-store.ts';
import { changeEdition, moveEntry, publishIssuedElsewhere, removeEntry, saveEntry } from '../index.ts';
import { work } from '../paths.ts';
import { checkMark, readiness } from '../readiness.ts';
import { forwardEdition, submitEdition } from './commands.ts';

let app: TestApp;
let officer: Session;
let head: Session;
let leader: Session;
beforeAll(async () => {
  app = await openCatalogueApp();
  officer = await app.signIn('programme_officer');
  head = await app.signIn('programme_head');
  leader = await app.signIn('leader');
});
afterAll(() => app.close());

async function html(path: string, as = officer): Promise<string> {
  return (await app.fetch(path, { as })).text();
}

function post(path: string, as: Session, form: Readonly<Record<string, string>> = {}): Promise<Response> {
  return app.fetch(path, { as, form });
}

/** Presses a button of the page, having seen it. */
async function press(path: string, id: number, as: Session, form: Readonly<Record<string, string>> = {}) {
  const checked = hiddenField(await html(work.approval(id), as), 'checked');
  return post(path, as, { checked, ...form });
}

test('the page says what is missing, and offers each person their own step alone', async () => {
  const { id } = await draftEdition(app.services, 2054);
  const path = work.approval(id);
  expect(await html(path)).toContain('Danh mục chưa có mục nào');
  const { db } = app.services;
  const seen = checkMark(await findEdition(db, id), await readiness(db, system, id));
  const empty = await post(work.submitEdition(id), officer, { checked: seen });
  expect(empty.status).toBe(422);
  expect(await empty.text()).toContain('Hãy thêm hoặc nhập ít nhất một mục');
  const entry = await draftEntry(app.services, id, 'Một');
  const check = await html(path);
  expect(check).toContain('thiếu căn cứ');
  expect(check).toContain('Trình phụ trách');
  expect(check).not.toContain('Duyệt và công bố');
  expect(await html(path, leader)).toContain('Hiện không có việc nào chờ bạn');
  expect((await press(work.submitEdition(id), id, officer, { remark: 'Đã đủ' })).status).toBe(303);
  expect(await html(path)).toContain('Lấy lại để sửa');
  // who may not decide is not told to
  expect(await html(work.edition(id))).not.toContain('Xem xét, cho ý kiến');
  expect(await html(work.edition(id))).toContain('Xem quá trình trình duyệt');
  expect(await html(work.edition(id), head)).toContain('Xem xét, cho ý kiến');
  expect(await html('/ban-lam-viec', head)).toContain('Chờ bạn xử lý');
  const toHead = await html(path, head);
  for (const words of ['Đã đủ', 'Trình lãnh đạo', 'Trả lại cho chuyên viên']) expect(toHead).toContain(words);
  expect((await press(work.forwardEdition(id), id, head)).status).toBe(303);
  expect(await html('/ban-lam-viec', leader)).toContain('Chờ bạn xử lý');
  expect((await post(work.publishEdition(id), officer)).status).toBe(403);
  expect((await post(work.publishEdition(id), head)).status).toBe(403);
  const toLeader = await html(path, leader);
  expect(toLeader).toContain('mã và thứ tự giữ nguyên mãi.');
  expect(toLeader).not.toContain('Văn bản ban hành cũng được công bố');
  const checked = hiddenField(toLeader, 'checked');
  const clicks = await Promise.all([1, 2].map(() => post(work.publishEdition(id), leader, { checked })));
  expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
  const names = await eventNames(app.services, 'edition', id);
  expect(names.filter((name) => name === 'edition.published')).toHaveLength(1);
  const after = await html(work.edition(id));
  expect(after).toContain('văn bản điều chỉnh');
  expect(after).toContain('Công bố danh mục với 1 mục');
  expect((await app.fetch(work.changeEdition(id), { as: officer })).status).toBe(409);
  expect(await html(work.entry(id, entry.id))).toContain('không sửa trực tiếp được');
});

test('a return wants remarks; they are shown where the work goes on', async () => {
  const { id } = await draftEdition(app.services, 2055);
  const entry = await draftEntry(app.services, id, 'Một');
  await press(work.submitEdition(id), id, officer);
  expect(await html(work.entry(id, entry.id))).toContain('đang được trình duyệt');
  expect((await app.fetch(work.newEntry(id), { as: officer })).status).toBe(409);
  const bare = await press(work.returnEdition(id), id, head);
  expect(bare.status).toBe(422);
  expect(await bare.text()).toContain('href="#f-remark"');
  const remark = 'Thiếu căn cứ ở mục 1\n<script>alert(1)</script>';
  expect((await press(work.returnEdition(id), id, head, { remark })).status).toBe(303);
  const page = await html(work.edition(id));
  expect(page).toContain('Thiếu căn cứ ở mục 1');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('Người thử programme_head trả lại lúc');
  expect(await html('/ban-lam-viec')).toContain('Chờ bạn xử lý');
});

test('an hour is typed as people write it, and one that has passed comes back as typed', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2056);
  await draftEntry(services, id, 'Một');
  await submitEdition(services, system, id);
  await forwardEdition(services, system, id);
  const late = await press(work.publishEdition(id), id, leader, {
    day: '01/05/2026',
    time: '08:00',
    remark: 'Đồng ý',
  });
  expect(late.status).toBe(422);
  const page = await late.text();
  expect(page).toContain('Giờ công bố đã qua');
  expect(page).toContain('value="01/05/2026"');
  expect(page).toContain('Đồng ý');
  const set = await press(work.publishEdition(id), id, leader, { day: '6/5/2026', time: '08:00' });
  expect(set.status).toBe(303);
  expect(await html(work.edition(id))).toContain('hệ thống tự công bố lúc');
  expect(await html(work.approval(id))).toMatch(/Duyệt và hẹn giờ công bố: [^<]*08:00/);
  expect((await press(work.returnEdition(id), id, leader, { remark: 'Chờ văn bản' })).status).toBe(303);
  await submitEdition(services, system, id);
  await forwardEdition(services, system, id);
  await press(work.publishEdition(id), id, leader, { day: '6/5/2026', time: '08:30' });
  // each step keeps the hour it set
  for (const hour of ['08:00', '08:30'])
    expect(await html(work.approval(id))).toMatch(new RegExp(`hẹn giờ công bố: [^<]*${hour}`));
  app.setNow(new Date('2026-05-06T02:00:00Z'));
  const overdue = await html(work.approval(id), await app.signIn('leader'));
  app.setNow(new Date('2026-05-04T02:00:00Z'));
  expect(overdue).toContain('Đã quá giờ hẹn');
});

test('a mistaken edition is withdrawn on a page of its own, with a reason', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2061);
  await draftEntry(services, id, 'Một');
  await publishIssuedElsewhere(services, id);
  // nobody took these steps, and no clock: only a publication at a set hour is the clock's
  const steps = await html(work.approval(id), leader);
  expect(steps).toContain('hệ thống');
  expect(steps).not.toContain('đúng giờ hẹn');
  expect(await html(work.edition(id), leader)).toContain(work.withdrawEdition(id));
  expect(await html(work.edition(id))).not.toContain(work.withdrawEdition(id));
  expect((await app.fetch(work.withdrawEdition(id), { as: officer })).status).toBe(403);
  const bare = await post(work.withdrawEdition(id), leader, { note: '', noteEn: 'Wrong file' });
  expect(bare.status).toBe(422);
  expect(await bare.text()).toContain('Wrong file');
  expect((await post(work.withdrawEdition(id), leader, { note: 'Nhầm bản' })).status).toBe(303);
  expect(await html(work.edition(id))).toContain('Nhầm bản');
  expect(await html(work.edition(id))).not.toContain(work.reopenEdition(id));
  expect(await html(work.edition(id), leader)).toContain(work.reopenEdition(id));
  expect((await app.fetch(work.reopenEdition(id), { as: officer })).status).toBe(403);
  expect(await html(work.reopenEdition(id), leader)).toContain('Lý do công bố lại (công khai)');
  const empty = await post(work.reopenEdition(id), leader, { note: ' ', noteEn: 'Not wrong' });
  expect([empty.status, (await empty.text()).includes('Not wrong')]).toEqual([422, true]);
  expect((await post(work.reopenEdition(id), leader, { note: 'Thu hồi nhầm' })).status).toBe(303);
  const again = await html(work.edition(id));
  for (const words of ['Đã công bố lại ngày', 'Thu hồi nhầm', 'Công bố lại danh mục đã thu hồi, 1 mục'])
    expect(again).toContain(words);
  expect((await app.fetch(work.reopenEdition(id), { as: leader })).status).toBe(303);
});

test('the page costs at most ten statements, whoever reads it', async () => {
  const { services } = app;
  const former = await draftEdition(services, 2018);
  await draftEntry(services, former.id, 'Mục của danh mục trước');
  await publishIssuedElsewhere(services, former.id);
  const { id } = await draftEdition(services, 2063);
  await services.db.updateTable('edition').set({ replaces_id: former.id }).where('id', '=', id).execute();
  for (let number = 1; number <= 30; number += 1) await draftEntry(services, id, `Bài toán ${number}`);
  await submitEdition(services, system, id);
  await forwardEdition(services, system, id);
  for (const as of [officer, head, leader, await app.signIn('inspector')]) {
    app.forgetStatements();
    await html(work.approval(id), as);
    expect(app.statements.length).toBeLessThanOrEqual(10);
  }
});

test('what changed after the check is told before anything is handed up, and the next press counts', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2057);
  const first = await draftEntry(services, id, 'Mục một');
  await draftEntry(services, id, 'Mục hai');
  const path = work.approval(id);
  let checked = hiddenField(await html(path), 'checked');
  const again = () => post(work.submitEdition(id), officer, { checked });
  const changes: [change: () => Promise<unknown>, told: string][] = [
    [
      () => saveEntry(services, system, first.id, { version: 1, entry: { title: 'Mục một, sửa vội' } }),
      'Sửa mục BTL-2057-01: tên',
    ],
    [() => moveEntry(services, system, first.id, 2), 'Chuyển mục từ vị trí 1 sang 2'],
    [() => removeEntry(services, system, first.id), 'Bỏ mục BTL-2057-02'],
    [() => draftEntry(services, id, 'Mục thêm sau'), 'Thêm mục BTL-2057-02'],
    [
      () =>
        changeEdition(services, system, id, {
          ...{ kind: 'problems', span: '2057', title: 'Tên mới của danh mục', version: 1 },
        }),
      'Sửa thông tin danh mục',
    ],
  ];
  for (const [change, told] of changes) {
    await change();
    const late = await again();
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(page).toContain('Danh mục đã thay đổi sau khi bạn mở trang này');
    expect(page).toContain(told);
    expect((await findEdition(services.db, id)).state).toBe('draft');
    checked = hiddenField(page, 'checked');
  }
  expect(await html(path)).not.toContain('Danh mục đã thay đổi');
  expect((await again()).status).toBe(303);
  expect((await findEdition(services.db, id)).state).toBe('with_head');
});

test('a correction of the issuing document that is being saved while the button is pressed is not published unseen', async () => {
  const { services } = app;
  const { id: documentId } = await registerDocument(services, system, {
    reading: readingOf({ kind: 'decision', number: '2062/QĐ-UBND', title: 'Danh mục năm 2062' }),
    file: null,
  });
  const { id } = await draftEdition(services, 2062, { documentId });
  await draftEntry(services, id, 'Một');
  await submitEdition(services, system, id);
  await forwardEdition(services, system, id);
  const checked = hiddenField(await html(work.approval(id), leader), 'checked');
  const waiting = sql<{ count: number }>`select count(*) from pg_locks where not granted`;
  const during = await services.db.transaction().execute(async (tx) => {
    const correction = { title: 'Danh mục đã sửa', version: sql<number>`version + 1` };
    await tx.updateTable('document').set(correction).where('id', '=', documentId).execute();
    const pressed = post(work.publishEdition(id), leader, { checked });
    await expect.poll(async () => (await waiting.execute(services.db)).rows[0]?.count).toBe(1);
    return { pressed };
  });
  expect((await during.pressed).status).toBe(409);
  expect((await findEdition(services.db, id)).state).toBe('with_leader');
});

test('a press with no check, or one of another edition, hands up nothing', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2058);
  await draftEntry(services, id, 'Một');
  const other = await draftEdition(services, 2059);
  await draftEntry(services, other.id, 'Một');
  const foreign = hiddenField(await html(work.approval(other.id)), 'checked');
  for (const checked of ['', '1', '1.9223372036854775807.x', foreign, "'; drop table entry; --"])
    expect([checked, (await post(work.submitEdition(id), officer, { checked })).status]).toEqual([
      checked,
      409,
    ]);
  expect((await findEdition(services.db, id)).state).toBe('draft');
});

test('the check names whose unsaved text would be left behind, in which entry and since when', async () => {
  const { services } = app;
  const { id } = await draftEdition(services, 2060);
  const entry = await draftEntry(services, id, 'Đang gõ dở');
  const form = { title: 'Đang gõ dở, thêm', version: '1', base: '{}', do: 'save' };
  await app.fetch(work.entry(id, entry.id), { as: officer, form, headers: { 'x-autosave': '1' } });
  const check = await html(work.approval(id), head);
  const at = check.indexOf('1 bản gõ dở chưa lưu');
  expect(at).toBeGreaterThan(0);
  const told = check.slice(at, at + 600);
  expect(told).toContain('Người thử programme_officer');
  expect(told).toContain(`<a href="${work.entry(id, entry.id)}">BTL-2060-01</a>`);
  expect(told).toContain('09:00');
  expect(await html(`/en${work.approval(id)}`, head)).toContain('1 unsaved working copy');
});
