import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Role, roles } from '../../src/kernel/actor.ts';
import type { Route } from '../../src/platform/http/route.ts';
import type { IdentityProvider } from '../../src/platform/identity-providers.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { routes } from '../../src/routes.ts';
import { loadSampleOnce } from '../../src/site/sample/load.ts';
import { openTestApp, type Session, type TestApp } from './app.ts';
import { type Maker, makerOf } from './maker.ts';
import { createTestDatabase, type TestDatabase } from './servers.ts';

/** The password of all sample accounts in tests. */
export const samplePassword = 'mười hai nhịp cầu qua sông';

let sampleThere: Promise<void> | undefined;

/** A database with the Lạng Sơn sample, loaded once in a run by whoever asks first and copied for the others. */
export async function createSampleDatabase(): Promise<TestDatabase> {
  sampleThere ??= ensureSample();
  await sampleThere;
  return createTestDatabase('sample');
}

async function ensureSample(): Promise<void> {
  const template = inject('template');
  const name = `${template.database}_sample`;
  const admin = new pg.Client({ ...template, database: 'postgres' });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(hashtext($1))', [name]);
    const known = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) {
      const made = await loadedDatabase();
      await admin.query(`alter database ${made} rename to ${name}`);
    }
  } finally {
    await admin.end();
  }
}

async function loadedDatabase(): Promise<string> {
  const database = await createTestDatabase();
  const app = await openTestApp([], { ...database, drop: async () => undefined });
  const { config } = app.services;
  await writeFile(join(config.dataDir, 'sample-password'), samplePassword);
  await loadSampleOnce({ ...app.services, config: { ...config, sample: 'langson' } });
  await app.close();
  return database.connection.database;
}

/** The whole product in process, with the sample and some work in progress. */
export interface World {
  readonly app: TestApp;
  readonly routes: readonly Route[];
  /** One session for each role, kept. */
  as(role: Role): Promise<Session>;
  /**
   * A path of the route that leads to something real. `fresh`: to something made for this one request, which may
   * change or remove it. Throws when nobody has said here what stands behind the route's pattern.
   */
  pathOf(route: Route, options?: PathOptions): Promise<string>;
  /** Fields without which a post of the route finds nothing to do. */
  formOf(route: Route): Promise<Params>;
  close(): Promise<void>;
}

export interface PathOptions {
  readonly fresh?: boolean;
  /** Who will ask: some things are found by their own person alone. */
  readonly as?: Session | null;
}

type Params = Readonly<Record<string, string>>;

/** What stands behind the patterns with parts, by the beginning of the pattern; the longest wins. */
const made: Readonly<Record<string, (maker: Maker, as: Session | null) => Promise<Params>>> = {
  '/bai-toan/:code': async ({ publicCode }) => ({ code: await publicCode('problems') }),
  '/nhu-cau/:code': async ({ publicCode }) => ({ code: await publicCode('needs') }),
  '/bai-toan/:code/tep/:file': async ({ publicFile }) => publicFile('problems'),
  '/nhu-cau/:code/tep/:file': async ({ publicFile }) => publicFile('needs'),
  '/bai-toan/:code/hoi-dap/:question': async (maker) => maker.answeredQuestion('problems'),
  '/nhu-cau/:code/hoi-dap/:question': async (maker) => maker.answeredQuestion('needs'),
  '/ban-lam-viec/hoi-dap/:id': async (maker) => ({ id: String((await maker.question(null)).id) }),
  '/tai-khoan/cau-hoi/:id': async (maker, as) => ({ id: String((await maker.question(as)).id) }),
  '/lay-y-kien/:id': async ({ openConsultation }) => openConsultationPart(await openConsultation(null)),
  '/lay-y-kien/:id/y-kien-cua-toi/:comment': async ({ openConsultation }, as) => openConsultation(as),
  '/lay-y-kien/:id/tong-hop/:file': async (maker) => maker.summedConsultation(),
  '/ban-lam-viec/lay-y-kien/:id/tong-hop': async ({ openConsultation }) => openConsultation(null),
  '/ban-lam-viec/lay-y-kien/:id/tong-hop/cong-bo': async ({ consultation }) => ({
    id: String(await consultation('announced')),
  }),
  '/ban-lam-viec/lay-y-kien/:id/tong-hop/trinh': async ({ openConsultation }) => openConsultation(null),
  '/ban-lam-viec/lay-y-kien/:id/tong-hop/:file': async (maker) => maker.summedConsultation(),
  '/en/ke-hoach/:code/lich.ics': async ({ openItems }) => openItems('plan'),
  '/ke-hoach/:code': async ({ openItems }) => openItems('plan'),
  '/ke-hoach/co-quan/:code': async ({ openItems }) => openItems('agency'),
  '/nhiem-vu/:code': async ({ openItems }) => openItems('task'),
  '/nhiem-vu/:code/:period': async ({ openItems }) => openItems('period'),
  '/chi-tieu/:code/so-lieu.csv': async ({ openItems }) => openItems('target'),
  '/chi-tieu/:code/so-lieu.xlsx': async ({ openItems }) => openItems('target'),
  '/chi-tieu/:code': async ({ openItems }) => openItems('target'),
  '/ban-lam-viec/chi-tieu/:id': async ({ target }, as) => target(as),
  '/ban-lam-viec/ke-hoach/:id': async ({ plan }, as) => ({ id: String((await plan(as)).id) }),
  '/ban-lam-viec/ke-hoach/:id/nhiem-vu/:item': async (maker, as) => {
    const { id, task } = await maker.plan(as);
    return { id: String(id), item: String(task) };
  },
  '/ban-lam-viec/ke-hoach/:id/chi-tieu/:item': async (maker, as) => {
    const { id, target } = await maker.plan(as);
    return { id: String(id), item: String(target) };
  },
  '/ban-lam-viec/bang-tinh-nhiem-vu/:id': async (maker, as) => ({ id: String(await maker.workbook(as)) }),
  '/ban-lam-viec/bang-tinh-nhiem-vu/:id/dong/:row': async (maker, as) => ({
    ...{ id: String(await maker.workbook(as)), row: '1' },
  }),
  '/ban-lam-viec/nhap-ke-hoach/:id': async (maker, as) => ({ id: String(await maker.planImport(as)) }),
  '/ban-lam-viec/nhap-ke-hoach/:id/nhiem-vu/:row': async (maker, as) => ({
    ...{ id: String(await maker.planImport(as)), row: '1' },
  }),
  '/ban-lam-viec/nhap-ke-hoach/:id/chi-tieu/:row': async (maker, as) => ({
    ...{ id: String(await maker.planImport(as)), row: '1' },
  }),
  '/ban-lam-viec/lay-y-kien/:id': async ({ consultation }) => ({ id: String(await consultation('draft')) }),
  '/ban-lam-viec/lay-y-kien/:id/phan/:part': async ({ consultation }) => ({
    ...{ id: String(await consultation('draft')), part: '1' },
  }),
  '/ban-lam-viec/lay-y-kien/:id/y-kien/:comment': async ({ openConsultation }) => openConsultation(null),
  '/ban-lam-viec/nhiem-vu/:id': async (maker, as) => maker.task(as),
  '/ban-lam-viec/nhiem-vu/:id/giai-trinh': async (maker, as) => maker.urgedTask(as),
  '/ban-lam-viec/nhiem-vu/:id/giai-trinh-van-ban': async (maker, as) => maker.urgedTask(as),
  '/ban-lam-viec/don-doc/thu-truong/:id': async (maker) => maker.agency(),
  '/ke-hoach/:code/thay-doi': async ({ givenPlan }) => ({ code: (await givenPlan(null)).code }),
  '/ban-lam-viec/ke-hoach/:id/lo-trinh': async ({ givenPlan }, as) => givenPlan(as),
  '/ban-lam-viec/ke-hoach/:id/giao-viec': async ({ givenPlan }, as) => givenPlan(as),
  '/ban-lam-viec/ke-hoach/:id/giao-chi-tieu': async ({ givenPlan }, as) => {
    const { targetAssignment: assignment, ...made } = await givenPlan(as);
    return { ...made, assignment };
  },
  '/ban-lam-viec/ke-hoach/:id/sua-doi': async ({ givenPlan }, as) => givenPlan(as),
  '/ban-lam-viec/nhiem-vu/:id/tach': async ({ givenPlan }, as) => ({ id: (await givenPlan(as)).task }),
  '/ban-lam-viec/ke-hoach/:id/sua-doi/them-chi-tieu': async ({ givenPlan }, as) => givenPlan(as),
  '/ban-lam-viec/nhiem-vu/:id/sua-doi': async ({ givenPlan }, as) => ({ id: (await givenPlan(as)).task }),
  '/ban-lam-viec/muc/:code/ke-hoach': async ({ publicCode }) => ({ code: await publicCode('problems') }),
  '/ban-lam-viec/nhiem-vu/:id/lien-ket': async ({ givenPlan }, as) => ({ id: (await givenPlan(as)).task }),
  '/ban-lam-viec/chi-tieu/:id/sua-doi': async ({ givenPlan }, as) => ({ id: (await givenPlan(as)).target }),
  '/ban-lam-viec/chi-tieu/:id/lien-ket': async ({ givenPlan }, as) => ({ id: (await givenPlan(as)).target }),
  '/ban-lam-viec/kho-khan/:id': async ({ difficulty }, as) => difficulty(as),
  '/ban-lam-viec/kho-khan/:id/tep/:file': async ({ difficulty }, as) => difficulty(as),
  '/ban-lam-viec/cong-van-don-doc/:id': async (maker, as) => ({
    id: String(await maker.urgingLetter(as)),
    file: 'van-ban.docx',
  }),
  '/ban-lam-viec/chi-dao/:id': async ({ directive }, as) => directive(as),
  '/ban-lam-viec/chi-dao/:id/tep/:file': async ({ directive }, as) => directive(as),
  '/ke-hoach/kho-khan/:code': async (maker) => ({ code: await maker.publicDifficulty() }),
  '/bai-toan/:code/lich.ics': async ({ dated }) => ({ code: await dated('problems') }),
  '/en/bai-toan/:code/lich.ics': async ({ dated }) => ({ code: await dated('problems') }),
  '/nhu-cau/:code/lich.ics': async ({ dated }) => ({ code: await dated('needs') }),
  '/en/nhu-cau/:code/lich.ics': async ({ dated }) => ({ code: await dated('needs') }),
  '/huong-dan/:role': async () => ({ role: 'chuyen-vien' }),
  '/van-ban/:id': async ({ document }) => ({ id: String(await document(true)) }),
  '/ban-lam-viec/van-ban/:id': async ({ document }) => ({ id: String(await document(false)) }),
  '/ban-lam-viec/danh-muc/:id': async ({ edition }) => ({ id: String((await edition()).id) }),
  '/ban-lam-viec/danh-muc/:id/chon-muc': async ({ amendment }) => ({ id: String((await amendment()).id) }),
  '/ban-lam-viec/danh-muc/:id/ket-qua': async ({ settled }) => settled(),
  '/ban-lam-viec/danh-muc/:id/van-ban-di/:document': async ({ edition }) => ({
    id: String((await edition()).id),
    document: 'to-trinh',
  }),
  '/ban-lam-viec/danh-muc/:id/van-ban-di/:document/:file': async ({ edition }) => ({
    id: String((await edition()).id),
    document: 'to-trinh',
    file: 'phu-luc.csv',
  }),
  '/ban-lam-viec/danh-muc/:id/ban-ky': async ({ signedCopy }) => signedCopy(),
  '/ban-lam-viec/danh-muc/:id/muc/:entryId': async ({ edition }) => {
    const { id, entryId } = await edition();
    return { id: String(id), entryId: String(entryId) };
  },
  '/ban-lam-viec/danh-muc/:id/muc/:entryId/tep/:file': async ({ edition }) => {
    const { id, entryId, file } = await edition();
    return { id: String(id), entryId: String(entryId), file: String(file) };
  },
  '/ban-lam-viec/danh-muc/:id/muc/:entryId/so-sanh/:other': async ({ edition }) => {
    const { id, entryId, other } = await edition();
    return { id: String(id), entryId: String(entryId), other: String(other) };
  },
  '/ban-lam-viec/danh-muc/:id/ghi-chu/:note': async ({ edition, note }) => note(await edition()),
  '/ban-lam-viec/danh-muc/:id/gop/:entries': async ({ edition }) => {
    const { id, entryId, other } = await edition();
    return { id: String(id), entries: `${entryId}-${other}` };
  },
  '/ban-lam-viec/danh-muc/:id/sua-nhieu/:change': async ({ edition, bulkChange }) =>
    bulkChange(await edition()),
  '/danh-muc/:code/phien-ban': async ({ editionCode }) => ({ code: await editionCode() }),
  '/danh-muc/:code': async ({ editionCode }) => ({ code: await editionCode() }),
  '/danh-muc/:code/:file': async ({ editionCode }) => ({ code: await editionCode(), file: 'phu-luc.csv' }),
  '/api/v1/editions/:code': async ({ editionCode }) => ({ code: await editionCode() }),
  '/api/v1/problems/:code': async ({ publicCode }) => ({ code: await publicCode('problems') }),
  '/api/v1/needs/:code': async ({ publicCode }) => ({ code: await publicCode('needs') }),
  '/api/v1/plans/:code': async ({ openItems }) => openItems('plan'),
  '/api/v1/tasks/:code': async ({ openItems }) => openItems('task'),
  '/api/v1/targets/:code': async ({ openItems }) => openItems('target'),
  '/api/v1/documents/:id': async ({ document }) => ({ id: String(await document(true)) }),
  '/api/v1/organisations/:code': async () => ({ code: 'SKHCN' }),
  '/du-lieu-mo/:dataset': async () => ({ dataset: 'bai-toan' }),
  '/du-lieu-mo/:dataset/:file': async () => ({ dataset: 'van-ban', file: 'du-lieu.csv' }),
  '/sitemap/:part': async () => ({ part: '0.xml' }),
  '/quan-tri/co-quan/:code': async ({ organisation }) => ({ code: await organisation() }),
  '/quan-tri/tai-khoan/:id': async ({ account }) => ({ id: String((await account()).id) }),
  '/quan-tri/tai-khoan/:id/vai-tro/:grantId': async ({ account }) => {
    const { id, grantId } = await account();
    return { id: String(id), grantId: String(grantId) };
  },
  '/quan-tri/tai-khoan/:id/phien/:sessionId': async ({ account }) => {
    const { id, sessionId } = await account();
    return { id: String(id), sessionId: String(sessionId) };
  },
  '/quan-tri/tai-khoan/:id/lien-ket/:identityId': async ({ account, identity }) => {
    const { id } = await account();
    return { id: String(id), identityId: String(await identity({ accountId: id })) };
  },
  '/quan-tri/tai-khoan/:id/uy-quyen/:delegationId': async ({ delegation }) => {
    const { id, principal } = await delegation(null);
    return { id: String(principal), delegationId: String(id) };
  },
  '/quan-tri/tai-khoan/:id/vang-mat/:absenceId': async ({ absence }) => {
    const { id, accountId } = await absence(null);
    return { id: String(accountId), absenceId: String(id) };
  },
  '/tai-khoan/vang-mat/:id': async ({ absence }, as) => ({ id: String((await absence(as)).id) }),
  '/tai-khoan/xac-thuc-hai-buoc/khoa/:id': async ({ passkeyOf }, as) => ({ id: String(await passkeyOf(as)) }),
  '/tai-khoan/uy-quyen/:id': async ({ delegation }, as) => ({ id: String((await delegation(as)).id) }),
  '/tai-khoan/thu/:id': async ({ letter }, as) => ({ id: String(await letter(as)) }),
  '/dang-ky/:kind': async () => ({ kind: 'doanh-nghiep' }),
  '/dang-ky/xac-nhan/:token': async ({ registrationRequest }) => ({ token: await registrationRequest() }),
  '/ban-lam-viec/dang-ky/cho-xac-nhan/:id': async ({ unconfirmedRegistration }) => ({
    id: String(await unconfirmedRegistration()),
  }),
  '/ban-lam-viec/dang-ky/:id': async ({ registration }) => ({ id: String(await registration()) }),
  '/to-chuc/:code': async ({ ownOrganisation }, as) => ownOrganisation(as),
  '/loi-moi/:token': async ({ invitation }) => ({ token: await invitation() }),
  '/doi-e-mail/:token': async ({ emailChange }) => ({ token: await emailChange() }),
  '/dat-lai-mat-khau/:token': async ({ reset }) => ({ token: await reset() }),
  '/theo-doi/xac-nhan/:token': async ({ followRequest }) => ({ token: await followRequest() }),
  '/theo-doi/dia-chi/:token': async ({ follower }) => ({ token: await follower() }),
  '/thu/ngung/:token': async ({ stop }) => ({ token: await stop() }),
  '/tai-khoan/du-lieu-ca-nhan/yeu-cau-moi/:kind': async () => ({ kind: 'sua' }),
  '/tai-khoan/du-lieu-ca-nhan/yeu-cau/:id': async ({ dataRequest }, as) => ({
    id: String(await dataRequest(as)),
  }),
  '/quyen-rieng-tu/yeu-cau/:token': async ({ dataLetter }) => ({ token: await dataLetter() }),
  '/quan-tri/du-lieu-ca-nhan/:id': async ({ dataRequest }) => ({ id: String(await dataRequest(null)) }),
  '/quan-tri/lich-lam-viec/ngay/:day': async ({ calendarDay }) => ({ day: await calendarDay() }),
  '/quan-tri/thu/:id': async ({ letter }) => ({ id: String(await letter(null)) }),
  '/tai-khoan/khoa-api/:id': async ({ apiKey }, as) => ({ id: String(await apiKey(as)) }),
  '/quan-tri/khoa-api/:id': async ({ apiKey }) => ({ id: String(await apiKey(null)) }),
  '/tai-khoan/webhook/:id': async ({ webhook }, as) => webhook(as),
  '/tai-khoan/webhook/:id/lan-gui/:delivery': async ({ webhook }, as) => webhook(as),
  '/quan-tri/webhook/:id': async ({ webhook }) => webhook(null),
  '/quan-tri/su-kien-chua-bao/:seq': async ({ untoldEvent }) => ({ seq: String(await untoldEvent()) }),
  '/quan-tri/mau-thu/:kind': async () => ({ kind: 'news.of_the_day' }),
  '/dang-nhap/qua/:provider': async () => ({ provider: trialProvider.name }),
  '/tai-khoan/dang-nhap-mot-lan/:provider': async () => ({ provider: trialProvider.name }),
  '/tai-khoan/dang-nhap-mot-lan/:id/bo-lien-ket': async ({ identity }, as) => ({
    id: String(await identity(as)),
  }),
  '/tai-khoan/phien/:id': async ({ sessionOf }, as) => ({ id: String(await sessionOf(as)) }),
  '/kiem-tra/:seq': async ({ event }) => ({ seq: String(await event()) }),
  '/ban-lam-viec/nhap/nhieu-tep/:batch': async ({ batch }) => batch(),
  '/ban-lam-viec/nhap/:id/ban-quet': async ({ scan }) => ({ id: String(await scan('import')) }),
  '/ban-lam-viec/nhap/:id/anh-quet': async ({ scan }) => ({ id: String(await scan('import')) }),
  '/ban-lam-viec/van-ban/:id/ban-quet': async ({ scan }) => ({ id: String(await scan('document')) }),
  '/ban-lam-viec/van-ban/:id/anh-quet': async ({ scan }) => ({ id: String(await scan('document')) }),
  '/ban-lam-viec/nhap/:id': async ({ review }) => ({ id: String(await review()) }),
};

const openConsultationPart = ({ id }: { readonly id: string }): Params => ({ id, part: '1' });

/** Fields by name of route. */
const fields: Readonly<Record<string, (maker: Maker) => Promise<Params>>> = {
  'amendment.choose_entry': async ({ latestAmendment }) => ({ muc: `${latestAmendment()?.publicEntry} sua` }),
  'note.change': async () => ({ do: 'xong' }),
  'task.act': async () => ({ do: 'them-nho' }),
  'task.decide': async () => ({ do: 'gia-han' }),
  'urging_letter.change': async () => ({ do: 'issue', version: '1' }),
  'letter.choose': async () => ({
    approval: 'at_once',
    question: 'daily',
    consultation: 'daily',
    difficulty: 'at_once',
    following: 'daily',
    registration: 'daily',
    data_request: 'at_once',
    language: 'en',
  }),
  'question.change': async () => ({
    ...{ do: 'tra-loi', title: 'Ai được tham gia?', body: 'Có mở rộng không?', answer: 'Mọi doanh nghiệp.' },
    ...{ language: 'vi', version: '1' },
  }),
  'plan_import.revise': async () => ({ do: 'bo-qua', part: 'tasks', shown: '1', 'skip-1': '1' }),
  'commune.restore_layout': async () => ({ id: '1', version: '1' }),
  'plan.decide': async () => ({ do: 'dua-vao', version: '1' }),
  'plan.hand': async () => ({ do: 'trinh', version: '1' }),
  'consultation.change_state': async () => ({ do: 'trinh', version: '2' }),
  'target.set_way': async () => ({ direction: 'higher', frequency: 'year', version: '1' }),
  'consultation.announce': async () => ({ do: 'thong-bao', version: '2' }),
  'consultation.show_comments': async () => ({ chon: '1-1' }),
  'consultation.work_on_comment': async () => ({ do: 'hien', version: '1' }),
  'consultation.save_summary': async () => ({
    ...{ issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ', symbol: 'BTH-SKHCN', place: 'Lạng Sơn', version: '3' },
  }),
  'consultation.change_own': async () => ({ do: 'rut' }),
  'problems.send_question': async () => ({ title: 'Có hỗ trợ gì?', body: 'Mức hỗ trợ.', language: 'vi' }),
  'needs.send_question': async () => ({ title: 'Có hỗ trợ gì?', body: 'Mức hỗ trợ.', language: 'vi' }),
  'follow.ask': async ({ nextAddress }) => ({
    ...{ loai: 'loat', ma: 'problems', email: nextAddress(), manner: 'daily', consent: '1' },
  }),
  'follow.choose_manner': async () => ({ manner: 'at_once' }),
  'calendar.check_year': async () => ({ nam: '2026', source: 'Thông báo nghỉ lễ, tết năm 2026' }),
  'mail.lift_refusal': async ({ refusedAddress }) => ({ address: await refusedAddress() }),
  'api_key.revoke': async () => ({ reason: 'Khóa bị lộ' }),
  'webhook.pause_any': async () => ({ reason: 'Nơi nhận không hợp lệ' }),
  'task.hand_over': async () => ({ ten: 'UBND các huyện, thành phố', 'ke-thua': 'SKHCN' }),
  'task.link': async () => ({ do: 'gan-muc', entry: 'BTL' }),
  'target.link': async () => ({ do: 'gan-muc', entry: 'BTL' }),
  'document.join': async ({ bareDocument }) => ({ known: String(await bareDocument()) }),
};

/** A provider of single sign-on that never answers. */
export const trialProvider: IdentityProvider = {
  ...{ name: 'thu', issuer: new URL('http://127.0.0.1:9'), clientId: 'nhipcau', clientSecret: 'secret' },
  ...{ label: { vi: 'Dịch vụ thử', en: 'Trial service' }, scopes: 'openid email' },
  claims: { sub: 'sub', email: 'email', emailVerified: 'email_verified', name: 'name' },
  ...{ audience: 'citizens', secondFactor: [], registers: true, trustsEmail: false },
};

export async function openWorld(): Promise<World> {
  const app = await openTestApp(routes(openMetrics()), await createSampleDatabase(), {
    identityProviders: [trialProvider],
  });
  return { app, routes: routes(openMetrics()), ...openPaths(app), close: () => app.close() };
}

/** The ways into a product, whoever serves it. */
export function openPaths(
  app: Pick<TestApp, 'services' | 'signIn'>,
): Pick<World, 'as' | 'pathOf' | 'formOf'> {
  const maker = makerOf(app);
  const sessions = new Map<Role, Promise<Session>>();
  const kept = new Map<string, Promise<Params>>();
  const sessionOf = (role: Role) => {
    const session = sessions.get(role) ?? app.signIn(role, { email: `${role}@example.vn` });
    sessions.set(role, session);
    return session;
  };
  return {
    as: sessionOf,
    async pathOf(route, options = {}) {
      if (!route.path.includes(':')) return route.path;
      const begin = Object.keys(made)
        .filter((pattern) => route.path === pattern || route.path.startsWith(`${pattern}/`))
        .sort((one, other) => other.length - one.length)[0];
      const make = begin === undefined ? undefined : made[begin];
      if (begin === undefined || !make)
        throw new Error(`say in test/support/world.ts what stands behind ${route.path}`);
      // what is read under one's own account is one's own: without anybody else, the first role's
      const own = route.method === 'GET' && /^\/(tai-khoan|to-chuc)\/|\/y-kien-cua-toi\//.test(begin);
      // what is a unit's is worked on by an officer of that agency alone
      const unit =
        /^\/ban-lam-viec\/(?:(?:nhap-)?ke-hoach|nhiem-vu|chi-tieu|kho-khan|bang-tinh-nhiem-vu|chi-dao|cong-van-don-doc)\//.test(
          begin,
        );
      const first = own ? roles[0] : unit ? 'agency_officer' : null;
      const as = options.as ?? (first ? await sessionOf(first) : null);
      const key = own || unit ? `${begin} ${as?.accountId}` : begin;
      const params = options.fresh ? make(maker, as) : (kept.get(key) ?? make(maker, as));
      if (!options.fresh) kept.set(key, params);
      return fill(route.path, await params);
    },
    formOf: async (route) => (await fields[route.name]?.(maker)) ?? {},
  };
}

/** The pattern with its parts filled in; parts not named stay. */
function fill(pattern: string, params: Params): string {
  return pattern.replace(/:(\w+)(\{[^}]*\})?/g, (part, name: string) =>
    params[name] === undefined ? part : encodeURIComponent(params[name]),
  );
}
