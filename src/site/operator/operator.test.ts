import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../test/support/app.ts';
import { hiddenField } from '../../../test/support/catalogue.ts';
import { authenticate } from '../../modules/directory/index.ts';
import { publicPage, type Route } from '../../platform/http/route.ts';
import { createWeb } from '../../platform/http/web.ts';
import { readInstallation } from '../../platform/installation.ts';
import { type JobRunner, runJobs } from '../../platform/jobs/jobs.ts';
import { openMetrics } from '../../platform/metrics.ts';
import { renderFailure } from '../../ui/failure-page.tsx';
import { page } from '../../ui/page.tsx';
import { PATHS } from '../../ui/site-links.ts';
import { operatorRoutes } from './index.ts';

let app: TestApp;
let administrator: Session;
const running: JobRunner[] = [];
const shown = publicPage('test.shown', '/bai-toan', (call) => page(call, { title: 'Trang' }, null));
const routes: readonly Route[] = [...operatorRoutes, shown];

beforeAll(async () => {
  app = await openTestApp(routes);
  administrator = await app.signIn('administrator');
});
afterAll(async () => {
  for (const runner of running) await runner.stop();
  await app.close();
});

const agency = {
  ...{ place: 'Lạng Sơn', operator: 'Sở Khoa học và Công nghệ tỉnh Lạng Sơn' },
  ...{ address: '', phone: '', email: '' },
};
const read = async (path: string, as?: Session) => (await app.fetch(path, as && { as })).text();
const version = async () => hiddenField(await read(PATHS.operator, administrator), 'version');
const save = async (form: Record<string, string>, as = administrator) =>
  app.fetch(PATHS.operator, { as, form: { ...agency, version: await version(), ...form } });
const changes = () =>
  app.services.db
    .selectFrom('event')
    .select(['facts'])
    .where('name', '=', 'installation.changed')
    .orderBy('seq')
    .execute();

test('what an administrator saves stands on the next page of everybody, and once in the log', async () => {
  expect(await version()).toBe('0');
  const answer = await save({ phone: '0205.3871.906', email: ' LienHe@langson.gov.vn ' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, PATHS.operator]);
  const visitors = await read('/bai-toan');
  expect(visitors).toContain('href="tel:02053871906"');
  expect(visitors).toMatch(/mailto:lienhe@langson\.gov\.vn/iu);
  // the same click again: version 0 once more, and nothing new
  const again = { ...agency, phone: '0205.3871.906', email: 'LienHe@langson.gov.vn', version: '0' };
  expect((await app.fetch(PATHS.operator, { as: administrator, form: again })).status).toBe(303);
  const [one, ...more] = await changes();
  expect([one?.facts, more]).toEqual([{ fields: ['place', 'operator', 'phone', 'email'] }, []]);
});

test('the history tells what stood there before; the log holds no telephone and no mailbox', async () => {
  await save({ phone: '0205 3 999 999', email: 'LienHe@langson.gov.vn' });
  const shownToThem = await read(PATHS.operator, administrator);
  expect(shownToThem).toContain('Sửa thông tin đơn vị vận hành: điện thoại');
  expect(shownToThem).toContain('0205.3871.906');
  expect(JSON.stringify(await changes())).not.toMatch(/0205|langson/u);
});

test('of two at once the second reads that somebody was faster, and keeps what was typed', async () => {
  const seen = await version();
  const both = await Promise.all(
    ['Sở A', 'Sở B'].map((operator) =>
      app.fetch(PATHS.operator, { as: administrator, form: { ...agency, operator, version: seen } }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  const late = both.find(({ status }) => status === 409);
  expect(await late?.text()).toMatch(/vừa được người khác đổi[\s\S]*value="Sở [AB]"/u);
});

test('what is wrong is said beside its field, and nothing is saved', async () => {
  const before = await readInstallation(app.services.db);
  const wrong = await save({
    place: ' ',
    operator: 'Nhịp Cầu',
    phone: 'gọi sau',
    email: 'a@@b',
    address: 'x'.repeat(301),
  });
  expect(wrong.status).toBe(422);
  const text = await wrong.text();
  for (const said of [
    'tên tỉnh hoặc thành phố',
    'tên cơ quan, đơn vị',
    'Số điện thoại chưa đúng',
    'e-mail chưa đúng',
    '300 ký tự',
  ])
    expect(text).toContain(said);
  expect(text).toContain('value="gọi sau"');
  expect(await readInstallation(app.services.db)).toEqual(before);
});

test('hostile text is shown as text, signs that nobody sees are left out', async () => {
  await save({ operator: 'Sở <script>alert(1)</script>\u202e\u0000 Lạng\u00ad Sơn' });
  const visitors = await read('/bai-toan');
  expect(visitors).toContain('Sở &lt;script>alert(1)&lt;/script> Lạng Sơn');
  expect(visitors).not.toContain('<script>alert');
});

test('only administrators find the page', async () => {
  for (const role of ['programme_head', 'inspector', 'leader'] as const) {
    const as = await app.signIn(role);
    expect((await app.fetch(PATHS.operator, { as })).status).toBe(403);
    expect((await app.fetch(PATHS.operator, { as, form: { ...agency, version: '0' } })).status).toBe(403);
  }
  expect((await app.fetch(PATHS.operator)).status).not.toBe(200);
});

test('other processes take it over: one that serves with the next change of content, one that works with its next job', async () => {
  const services = { ...app.services };
  let content = 1;
  const web = createWeb({
    ...{ services, routes, authenticate: authenticate(services), confirm: async () => null, renderFailure },
    ...{ assets: { urls: {}, respond: () => null }, metrics: openMetrics() },
    contentVersion: { current: () => content, close: async () => undefined },
  });
  const asked = async () => (await web.fetch(new Request('http://localhost:8080/bai-toan'))).text();
  await asked();
  const own = services.installation;
  content += 1;
  await asked();
  // the same words stay the same object: what is kept of the footer stays kept
  expect(services.installation).toBe(own);
  const worker = { ...app.services };
  await save({ operator: 'Sở C' });
  content += 1;
  expect(await asked()).toContain('Sở C');
  await web.close();

  const told = await new Promise<string>((resolve, reject) => {
    const job = {
      ...{ name: 'test.tell', every: null, atStart: true as const },
      run: async ({ installation }: typeof worker) => resolve(installation.operator),
    };
    runJobs(worker, app.connection, [job], openMetrics()).then((runner) => running.push(runner), reject);
  });
  expect(told).toBe('Sở C');
});
