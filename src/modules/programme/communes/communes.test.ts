import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { makeOrganisation } from '../../../../test/support/directory.ts';
import { programmeRoutes } from '../index.ts';
import { communePaths } from './paths.ts';
import { laidCommunes } from './queries.ts';

let app: TestApp;
let head: Session;

beforeAll(async () => {
  app = await openTestApp(programmeRoutes);
  for (const [code, name] of [
    ['X-1', 'Xã Bắc Sơn'],
    ['X-2', 'Xã Na Sầm'],
    ['X-3', 'Phường Tam Thanh'],
  ] as const)
    await makeOrganisation(app.services, { code, name, kind: 'commune' });
  await makeOrganisation(app.services, {
    code: 'X-0',
    name: 'Xã cũ',
    kind: 'commune',
    validTo: '2025-06-30',
  });
  head = await app.signIn('programme_head', { email: 'phu-trach@example.vn' });
});
afterAll(() => app.close());

const version = async () =>
  (
    await sql<{ id: number }>`select coalesce(max(id), 0)::int as id from commune_layout`.execute(
      app.services.db,
    )
  ).rows[0]?.id ?? 0;
const typed = (places: Record<string, readonly [string, string]>, more: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    Object.entries(places).flatMap(([code, [column, row]]) => [
      [`cot-${code}`, column],
      [`hang-${code}`, row],
    ]),
  ),
  ...{ source: 'Xếp tay', version: '0' },
  ...more,
});
const lay = async (form: Record<string, string>, as: Session = head) => {
  const answer = await app.fetch(communePaths.layout, { as, form });
  return { status: answer.status, text: await answer.text() };
};
const places = async () =>
  Object.fromEntries(
    (await laidCommunes(app.services.db)).map(({ code, column, row }) => [code, `${column}·${row}`]),
  );

test('communes of today are laid out once by head or administrator, each change kept and brought back', async () => {
  const form = await app.fetch(`${communePaths.layout}?dien-san=1`, { as: head });
  const shown = await form.text();
  expect(shown).toContain('Chưa xếp sơ đồ nào');
  expect(shown).not.toContain('Xã cũ');
  expect(shown).toMatch(/name="cot-X-3"[^>]*value="1"|value="1"[^>]*name="cot-X-3"/);
  const first = typed({ 'X-1': ['1', '1'], 'X-2': ['2', '1'], 'X-0': ['9', '9'], 'KHONG-CO': ['3', '3'] });
  expect((await lay(first)).status).toBe(303);
  expect(await places()).toEqual({ 'X-1': '1·1', 'X-2': '2·1', 'X-3': 'null·null' });
  // the same click twice
  expect((await lay(first)).status).toBe(303);
  const begun = await version();
  // two people at once: the second reads so, and what they typed stays
  const second = typed({ 'X-1': ['4', '2'], 'X-2': ['2', '1'] }, { version: String(begun) });
  expect((await lay(second)).status).toBe(303);
  const late = await lay(typed({ 'X-1': ['7', '7'], 'X-2': ['2', '1'] }, { version: String(begun) }));
  expect(late.status).toBe(409);
  expect(late.text).toContain('value="7"');
  const restore = (id: string, at: number) =>
    app.fetch(communePaths.restore, { as: head, form: { id, version: String(at) } });
  expect((await restore(String(begun), begun)).status).toBe(409);
  expect((await restore(String(begun), await version())).status).toBe(303);
  expect((await places())['X-1']).toBe('1·1');
  expect((await restore('99999', await version())).status).toBe(404);
  expect((await restore('1 or 1', await version())).status).toBe(404);
});

test('a place outside the grid, taken, or half typed is said beside its field; others may lay out nothing', async () => {
  const wrong = await lay(
    typed({ 'X-1': ['1', '1'], 'X-2': ['1', '1'], 'X-3': ['17', ''] }, { source: ' ', version: '1' }),
  );
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Ô này đã có');
  expect(wrong.text).toContain('Cột phải là số nguyên từ 1 đến 16');
  expect(wrong.text).toContain('Hãy ghi cả cột và hàng');
  expect(wrong.text).toContain('Hãy ghi ai xếp sơ đồ này');
  for (const column of ['-1', '1e3', '²', '1.5', '<b>'])
    expect((await lay(typed({ 'X-1': [column, '1'] }, { version: String(await version()) }))).status).toBe(
      422,
    );
  const officer = await app.signIn('programme_officer', { email: 'chuyen-vien@example.vn' });
  expect((await lay(typed({ 'X-1': ['1', '1'] }), officer)).status).toBe(403);
  const administrator = await app.signIn('administrator', { email: 'quan-tri@example.vn' });
  const whole = { 'X-1': ['3', '3'], 'X-2': ['2', '2'], 'X-3': ['16', '18'] } as const;
  expect((await lay(typed(whole, { version: String(await version()) }), administrator)).status).toBe(303);
  expect((await places())['X-3']).toBe('16·18');
});
