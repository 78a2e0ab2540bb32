import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { hiddenField } from '../../../test/support/catalogue.ts';
import { system } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { calendarRoutes, readCalendar, readDeadlineRules } from './index.ts';
import { readPastedList } from './pasted-list.ts';
import { calendarPaths, calendarWork } from './paths.ts';
import { keptDays } from './queries.ts';
import { saveRules } from './rules.ts';
import { calendarSentence } from './sentences.ts';

let app: TestApp;
let officer: Session;
let administrator: Session;
const day = (text: string) => text as LocalDate;

beforeAll(async () => {
  const calendar = { off: new Set([day('2026-07-15')]), worked: new Set([day('2026-07-18')]) };
  app = await openTestApp(calendarRoutes, undefined, { calendar });
  officer = await app.signIn('programme_officer');
  administrator = await app.signIn('administrator');
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(new Date('2026-05-04T02:00:00Z'));
  await app.services.db.deleteFrom('calendar_day').execute();
  await app.services.db.deleteFrom('calendar_year').execute();
});

const notice = 'Thông báo số 12/TB-VP ngày 03/01/2026';
const swap = {
  ...{ kind: 'swap', day: '31/08/2026', other: '22/8/2026' },
  ...{ name: 'Hoán đổi dịp Quốc khánh', source: notice },
};
const add = (form: Record<string, string>, as = officer) => app.fetch(calendarWork.add, { as, form });
const kept = async () => (await keptDays(app.services.db)).map((one) => `${one.day} ${one.kind}`);
const events = async () =>
  (
    await app.services.db
      .selectFrom('event')
      .select(['name', 'facts'])
      .where('subject_kind', '=', 'calendar')
      .orderBy('seq')
      .execute()
  ).map(({ name, facts }) => calendarSentence(name, facts)?.vi);
const after = async (from: string, days: number) => {
  const { db, config } = app.services;
  return addWorkingDays(day(from), days, await readCalendar(db, config));
};
const read = async (path: string, as?: Session) => (await app.fetch(path, as && { as })).text();

test('a swap is kept as two days that come and go together, and terms follow it', async () => {
  expect(await after('2026-08-28', 1)).toBe('2026-08-31');
  const before = (await events()).length;
  const answer = await add(swap);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, calendarWork.show(2026)]);
  expect(await kept()).toEqual(['2026-08-22 worked', '2026-08-31 off']);
  expect([await after('2026-08-28', 1), await after('2026-08-21', 1)]).toEqual(['2026-09-03', '2026-08-22']);
  // the same click again, and a double click: nothing new
  expect(await Promise.all([add(swap), add(swap)]).then((all) => all.map(({ status }) => status))).toEqual([
    ...[303, 303],
  ]);
  expect((await events()).slice(before)).toEqual([
    'Thêm vào lịch ngày 31/08/2026: nghỉ theo quyết định, hoán đổi với 22/08/2026',
    'Thêm vào lịch ngày 22/08/2026: làm việc bù, hoán đổi với 31/08/2026',
  ]);
  const page = await read(calendarWork.show(2026), officer);
  expect(page).toContain('hoán đổi với 22/08/2026');
  expect(page).toContain('Thêm vào lịch ngày 31/08/2026');

  const asked = await read(calendarWork.remove(day('2026-08-22')), officer);
  expect(asked).toContain('Ngày 31/08/2026 được hoán đổi');
  expect(await kept()).toHaveLength(2);
  const removed = await app.fetch(calendarWork.remove(day('2026-08-22')), { as: officer, form: {} });
  expect([removed.status, await kept()]).toEqual([303, []]);
  expect((await events()).slice(before)).toHaveLength(4);
  expect((await app.fetch(calendarWork.remove(day('2026-08-22')), { as: officer, form: {} })).status).toBe(
    404,
  );
  expect((await app.fetch(calendarWork.remove(day('nope')), { as: officer, form: {} })).status).toBe(404);
});

test('a day is changed with its swap; what it said before stays in the history', async () => {
  await add(swap);
  const address = calendarWork.change(day('2026-08-22'));
  const form = await read(address, officer);
  for (const words of ['value="31/08/2026"', 'value="22/08/2026"', 'Sửa ngày 22/08/2026'])
    expect(form).toContain(words);
  const shown = hiddenField(form, 'shown').replaceAll('&quot;', '"');
  const typed = { ...swap, name: 'Nghỉ bù Quốc khánh', other: '29/08/2026', shown };
  const post = (more: Record<string, string>) =>
    app.fetch(address, { as: officer, form: { ...typed, ...more } });
  expect((await post({ other: '30/02/2026' })).status).toBe(422);
  expect((await post({ shown: 'khác' })).status).toBe(409);
  const before = (await events()).length;
  expect([(await post({})).status, (await post({})).status]).toEqual([303, 303]);
  expect(await kept()).toEqual(['2026-08-29 worked', '2026-08-31 off']);
  expect((await events()).slice(before)).toEqual([
    'Sửa trong lịch ngày 31/08/2026: nghỉ theo quyết định, hoán đổi với 29/08/2026',
    'Sửa trong lịch ngày 29/08/2026: làm việc bù, hoán đổi với 31/08/2026, trước là ngày 22/08/2026',
  ]);
  expect(await read(calendarWork.show(2026), officer)).toContain(`Trước đó ghi: ${swap.name}`);
  expect((await post({ name: 'Khác nữa' })).status).toBe(404);
  await app.fetch(calendarWork.remove(day('2026-08-31')), { as: officer, form: {} });
});

test('a day that makes no sense is refused beside its field, and what was typed stays', async () => {
  const off = { kind: 'off', day: '', other: '', name: 'Nghỉ thêm', source: notice };
  const wrong = async (typed: Record<string, string>) => {
    const answer = await add(typed);
    expect(answer.status).toBe(422);
    return answer.text();
  };
  expect(await wrong({ ...off, day: '31/02/2026' })).toContain('Hãy gõ một ngày có thật');
  expect(await wrong({ ...off, day: '02/09/2026' })).toContain('Ngày 02/09/2026 vốn là Quốc khánh.');
  expect(await wrong({ ...off, day: '05/09/2026' })).toContain('vốn là ngày nghỉ hằng tuần');
  // the server’s settings count too
  expect(await wrong({ ...off, day: '15/07/2026' })).toContain('vốn là nghỉ theo quyết định');
  expect(await wrong({ ...off, kind: 'worked', day: '07/09/2026' })).toContain('vốn là ngày làm việc');
  expect(await wrong({ ...off, day: '07/09/2062' })).toContain('Năm phải trong khoảng 2016 đến 2028');
  expect(await wrong({ ...swap, other: '31/08/2026' })).toContain('phải khác ngày được nghỉ');
  expect(await wrong({ ...swap, other: '' })).toContain('Hãy gõ một ngày có thật');
  const typed = await wrong({ ...off, day: '07/09/2026', name: ' ', source: 'x'.repeat(301) });
  expect(typed).toContain('Hãy ghi tên ngày');
  expect(typed).toContain('x'.repeat(301));
  expect(await wrong({ ...off, kind: 'drop table', day: '07/09/2026' })).toContain('Hãy chọn một loại');
  expect(await kept()).toEqual([]);
  // somebody else kept another word about the day meanwhile
  await add({ ...off, day: '07/09/2026' });
  expect(await wrong({ ...off, day: '07/09/2026', name: 'Khác' })).toContain('đã có trong lịch');
  expect(await kept()).toEqual(['2026-09-07 off']);
});

test('officers, heads and administrators keep the days; others of the office read, visitors read the public page', async () => {
  const leader = await app.signIn('leader');
  expect((await app.fetch(calendarWork.show(), { as: leader })).status).toBe(200);
  expect(await read(calendarWork.show(), leader)).not.toContain(calendarWork.add);
  expect((await add(swap, leader)).status).toBe(403);
  expect((await app.fetch(calendarWork.rules, { as: officer, form: {} })).status).toBe(403);
  expect(await kept()).toEqual([]);
  await add({ ...swap, name: '<b>Quốc khánh</b>' }, administrator);
  const shown = await read(calendarPaths.show(2026));
  expect(shown).toContain('&lt;b>Quốc khánh&lt;/b>');
  expect(shown).toContain('Thiết lập DAYS_OFF của máy chủ');
  expect(shown).not.toContain(calendarWork.remove(day('2026-08-31')));
  expect(shown).not.toContain(calendarWork.show());
  expect(await read(calendarPaths.show(2026), leader)).toContain(calendarWork.show(2026));
  expect(await read(calendarPaths.show(1066))).toContain('Lịch làm việc năm 2026');
  const csv = await read(calendarPaths.file('csv', 'vi', 2026));
  expect(csv).toContain(`"31/08/2026","Thứ Hai","nghỉ theo quyết định","<b>Quốc khánh</b>","${notice}"`);
  expect(csv).toContain('"27/04/2026","Thứ Hai","nghỉ bù"');
  const file = await app.fetch(calendarPaths.file('xlsx', 'en', 2026));
  expect(file.headers.get('content-disposition')).toContain('lich-lam-viec-2026.xlsx');
});

test('a list is kept whole or not at all, and what is wrong is told by line', async () => {
  const paste = (lines: string) => app.fetch(calendarWork.paste, { as: officer, form: { lines } });
  const wrong = await paste(
    [
      `02/01/2026 nghỉ, Hoán đổi Tết Dương lịch, ${notice}`,
      '',
      'mai nghỉ, Tết, Thông báo',
      '31/08/2026 chơi, Quốc khánh, Thông báo',
      '02/01/2026\tnghỉ\tHai lần\tThông báo',
      '22/08/2026 làm bù, Quốc khánh',
      '02/09/2026 nghỉ, Quốc khánh, Thông báo',
    ].join('\n'),
  );
  expect(wrong.status).toBe(422);
  const text = await wrong.text();
  for (const line of ['Dòng 3:', 'Dòng 4:', 'Dòng 5:', 'Dòng 6:', 'Dòng 7:']) expect(text).toContain(line);
  expect(text).toContain('Còn 5 dòng phải sửa');
  const law = await paste('02/09/2026 nghỉ, Quốc khánh, Thông báo\n07/09/2026 nghỉ, Thêm, Thông báo');
  expect(await law.text()).toContain('Ngày 02/09/2026 vốn là Quốc khánh.');
  expect(await kept()).toEqual([]);
  const good = `31/8/2026\tNghỉ\tHoán đổi, Quốc khánh\t${notice}\r\n22-08-2026 làm bù; Quốc khánh; ${notice}, mục 2`;
  const answer = await paste(good.normalize('NFD'));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, calendarWork.show(2026)]);
  expect(await kept()).toEqual(['2026-08-22 worked', '2026-08-31 off']);
  expect(readPastedList(good).days.map(({ source }) => source)).toEqual([...[notice, `${notice}, mục 2`]]);
  expect((await paste('x\n'.repeat(500))).status).toBe(422);
  expect((await paste('')).status).toBe(422);
});

test('the year at hand, and from October on the next one, are asked for until somebody has checked them', async () => {
  const warned = async () =>
    [...(await read(calendarWork.show(), officer)).matchAll(/Lịch năm (\d{4}) chưa được đối chiếu/g)].map(
      ([, year]) => year,
    );
  expect(await warned()).toEqual(['2026']);
  app.setNow(new Date('2026-10-01T02:00:00Z'));
  officer = await app.signIn('programme_officer');
  expect(await warned()).toEqual(['2026', '2027']);
  const check = (nam: string, source: string) =>
    app.fetch(calendarWork.check(), { as: officer, form: { nam, source } });
  const before = (await events()).length;
  expect((await check('2027', notice)).status).toBe(303);
  expect((await check('2027', notice)).status).toBe(303);
  expect((await events()).slice(before)).toEqual(['Đối chiếu lịch làm việc năm 2027']);
  expect(await warned()).toEqual(['2026']);
  expect(await read(calendarPaths.show(2027))).toContain('Đã đối chiếu ngày 01/10/2026');
  expect((await check('2026', ' ')).status).toBe(422);
  for (const year of ['1066', 'abc', '2026.5', '1e9']) expect((await check(year, notice)).status).toBe(404);
});

test('how deadlines are read is an administrator’s word, with its source; who is late with theirs is told', async () => {
  const { db } = app.services;
  const usual = await readDeadlineRules(db);
  expect(usual).toMatchObject({ beforeIsExclusive: true, shift: 'none', version: 0 });
  const form = {
    ...{ before: 'inclusive', shift: 'next_working_day', soonDays: '5', soonIn: 'working_days' },
    ...{ source: 'Công văn 5/UBND-TH', version: '0' },
  };
  const save = (typed: Record<string, string>) =>
    app.fetch(calendarWork.rules, { as: administrator, form: typed });
  for (const bad of [{ before: '' }, { shift: 'x' }, { soonDays: '91' }, { soonDays: '-1' }, { source: ' ' }])
    expect((await save({ ...form, ...bad })).status).toBe(422);
  expect(await readDeadlineRules(db)).toEqual(usual);
  expect((await save(form)).status).toBe(303);
  const rules = await readDeadlineRules(db);
  expect(rules).toEqual({
    ...{ beforeIsExclusive: false, shift: 'next_working_day', soonDays: 5, soonInWorkingDays: true },
    ...{ source: 'Công văn 5/UBND-TH', version: 1 },
  });
  // the same click again changes nothing; another word on the old version is told
  expect((await save(form)).status).toBe(303);
  expect((await save({ ...form, soonDays: '9' })).status).toBe(409);
  expect(await readDeadlineRules(db)).toEqual(rules);
  const typed = { before: 'exclusive', shift: 'none', soonDays: '7', soonIn: 'days', source: 'Như cũ' };
  await saveRules(app.services, system, typed, 1);
  expect(await readDeadlineRules(db)).toEqual({ ...usual, source: 'Như cũ', version: 2 });
  expect(await read(calendarWork.show(), officer)).toContain('trễ từ 0 giờ ngày 20');
});
