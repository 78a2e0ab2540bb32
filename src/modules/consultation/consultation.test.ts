import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../test/support/app.ts';
import { draftEdition, draftEntry, eventNames, hiddenField } from '../../../test/support/catalogue.ts';
import { openPortal, type Portal } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { composeDocument, passagesOf } from '../../office/index.ts';
import { catalogueRoutes, saveEntry } from '../catalogue/index.ts';
import { followEvents } from '../notifications/follow.ts';
import { followWindows } from './clock.ts';
import { consultationRoutes } from './index.ts';
import { findConsultation } from './queries.ts';
import { composedSummary } from './summary/composed.ts';
import { headOf } from './summary/head.ts';
import { summaryCounts, summedComments } from './summary/queries.ts';

let portal: Portal;
let officer: Session;
let head: Session;
let person: Session;
let agency: Session;
let stranger: Session;
let inspector: Session;
const work = '/ban-lam-viec/lay-y-kien';

beforeAll(async () => {
  portal = await openPortal([...catalogueRoutes, ...consultationRoutes]);
  const { app } = portal;
  officer = await app.signIn('programme_officer');
  head = await app.signIn('programme_head');
  person = await app.signIn('applicant', { email: 'nguoi-gop-y@example.vn' });
  agency = await app.signIn('agency_officer', { organisationId: await organisationOf('SCT') });
  stranger = await app.signIn('agency_officer', { organisationId: await organisationOf('SKHCN') });
  inspector = await app.signIn('inspector');
});
afterAll(() => portal.app.close());

async function organisationOf(code: string): Promise<number> {
  const row = portal.app.services.db.selectFrom('organisation').select('id').where('code', '=', code);
  return (await row.executeTakeFirstOrThrow()).id;
}

async function get(path: string, as?: Session) {
  const answer = await portal.app.fetch(path, as ? { as } : {});
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}

async function post(path: string, as: Session, fields: Record<string, string>, headers = {}) {
  const answer = await portal.app.fetch(path, { as, form: fields, headers });
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}

/** The clock of these tests stands at 04/05/2026. */
const typed = {
  ...{ titleEn: '', introduction: 'Cần góp ý nhất về thời hạn.', contact: '', people: '' },
  ...{ agency: 'Sở Khoa học và Công nghệ', audience: 'public', from: '01/05/2026', to: '30/05/2026' },
};

let made = 0;

/** A draft edition of two entries, one of them confidential, and a consultation on it. */
async function prepared(more: Record<string, string> = {}): Promise<{ id: number; edition: number }> {
  made += 1;
  const { services } = portal.app;
  const edition = await draftEdition(services, 2040 + made);
  const title = `Bài toán mở ${made}`;
  await draftEntry(services, edition.id, title, { context: 'Hiện trạng chưa tốt.' });
  const hidden = await draftEntry(services, edition.id, `Bài toán mật ${made}`);
  await services.db.updateTable('entry').set({ confidential: true }).where('id', '=', hidden.id).execute();
  const { to } = await post(`${work}/moi`, officer, {
    ...{
      ...typed,
      title: `Dự thảo danh mục ${made}`,
      edition: String(edition.id),
      khoa: `k${made}`,
      ...more,
    },
  });
  return { id: Number(to.split('/').at(-1)), edition: edition.id };
}

async function versionOf(id: number): Promise<string> {
  const row = portal.app.services.db.selectFrom('consultation').select('version').where('id', '=', id);
  return String((await row.executeTakeFirstOrThrow()).version);
}

async function announced(more: Record<string, string> = {}): Promise<number> {
  const { id } = await prepared(more);
  const { status } = await post(`${work}/${id}/thong-bao`, head, {
    ...{ do: 'thong-bao', version: await versionOf(id) },
  });
  expect(status).toBe(303);
  return id;
}

const comment = { part: '1', kind: 'suggest', body: 'Nên nêu rõ số liệu.', proposed: '', as: '' };

async function commented(id: number, as: Session, body: string, more: Record<string, string> = {}) {
  const key = `${id} ${as.accountId} ${body.slice(0, 30)} ${made}`;
  const sent = await post(`/lay-y-kien/${id}/gop-y`, as, { ...comment, body, khoa: key, ...more });
  expect(sent.status).toBe(303);
  const row = portal.app.services.db
    .selectFrom('consultation_comment')
    .select('id')
    .where('form_key', '=', key);
  return (await row.executeTakeFirstOrThrow()).id;
}

describe('preparing', () => {
  test('a consultation keeps the entries as they stand; confidential ones are never in it', async () => {
    const { id, edition } = await prepared();
    const page = await get(`${work}/${id}`, officer);
    expect(page.text).toContain('Bài toán mở');
    expect(page.text).not.toContain('Bài toán mật');
    const { services } = portal.app;
    const entry = await services.db
      .selectFrom('entry')
      .select(['id', 'version'])
      .where('edition_id', '=', edition)
      .where('confidential', '=', false)
      .executeTakeFirstOrThrow();
    await saveEntry(services, system, entry.id, {
      ...{ version: entry.version, entry: { title: 'Tên đã sửa' } },
    });
    const later = await get(`${work}/${id}`, officer);
    expect(later.text).toContain('Danh mục đã được sửa sau khi lấy nội dung');
    expect(later.text).not.toContain('Tên đã sửa');
    const version = await versionOf(id);
    expect((await post(`${work}/${id}`, officer, { do: 'lay-lai', version })).status).toBe(303);
    expect((await get(`${work}/${id}`, officer)).text).toContain('Tên đã sửa');
  });

  test('tells of everything wrong at once and keeps what was typed; a short window is warned of, not refused', async () => {
    const { text, status } = await post(`${work}/moi`, officer, {
      ...{ ...typed, title: '', edition: 'van-ban', from: '32/01/2026', audience: 'internal', khoa: 'x' },
    });
    expect(status).toBe(422);
    expect(text).toContain('Hãy ghi tên dự thảo lấy ý kiến.');
    expect(text).toContain('Hãy ghi một ngày có thật');
    expect(text).toContain('Hãy chọn ít nhất một cơ quan');
    expect(text).toContain('Cần góp ý nhất về thời hạn.</textarea>');
    const long = await post(`${work}/moi`, officer, {
      ...{ ...typed, title: 'x', edition: 'van-ban', introduction: 'a'.repeat(100_000), khoa: 'y' },
    });
    expect(long.status).toBe(422);
    expect(long.text).toContain('100.000 ký tự');
    const { id } = await prepared({ to: '10/05/2026' });
    expect((await get(`${work}/${id}`, officer)).text).toContain('ngắn hơn 20 ngày');
  });

  test('the same form sent twice makes one, and who saved meanwhile is not overwritten', async () => {
    const again = { ...typed, title: 'Một lần', edition: 'van-ban', khoa: 'một lần' };
    const [one, other] = await Promise.all([
      post(`${work}/moi`, officer, again),
      post(`${work}/moi`, officer, again),
    ]);
    expect(one.to).toBe(other.to);
    const { id } = await prepared();
    const stale = await post(`${work}/${id}/sua`, officer, { ...typed, title: 'Tên khác', version: '9' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Tên khác"');
    const saved = await post(`${work}/${id}/sua`, officer, { ...typed, title: 'Tên khác', version: '1' });
    expect(saved.status).toBe(303);
  });

  test('a document is consulted on by the parts somebody types', async () => {
    const { to } = await post(`${work}/moi`, officer, {
      ...{ ...typed, title: 'Quy chế', edition: 'van-ban', khoa: 'quy chế' },
    });
    const id = Number(/lay-y-kien\/(\d+)\/noi-dung/.exec(to)?.[1]);
    const early = await post(`${work}/${id}/thong-bao`, head, { do: 'thong-bao', version: '1' });
    expect(early.status).toBe(409);
    expect(early.text).toContain('Chưa có nội dung dự thảo');
    const parts = '# Điều 1. Phạm vi\nQuy chế này quy định.\n\n# Điều 2. Đối tượng\nCơ quan, tổ chức.';
    expect((await post(`${work}/${id}/noi-dung`, officer, { parts: '#\nx', version: '1' })).status).toBe(422);
    expect((await post(`${work}/${id}/noi-dung`, officer, { parts, version: '1' })).status).toBe(303);
    expect((await get(`${work}/${id}/noi-dung`, officer)).text).toContain('# Điều 2. Đối tượng');
    expect((await post(`${work}/${id}/thong-bao`, head, { do: 'thong-bao', version: '2' })).status).toBe(303);
    const part = await get(`/lay-y-kien/${id}/phan/2`);
    expect(part.text).toContain('Điều 2. Đối tượng');
    expect((await get(`/lay-y-kien/${id}/phan/3`)).status).toBe(404);
    expect((await post(`${work}/${id}/noi-dung`, officer, { parts, version: '3' })).status).toBe(409);
  });

  test('a Word file is read into its articles; what is no draft is refused, and what cannot be read is typed', async () => {
    const { to } = await post(`${work}/moi`, officer, {
      ...{ ...typed, title: 'Quy chế có tệp', edition: 'van-ban', khoa: 'tệp' },
    });
    const id = Number(/lay-y-kien\/(\d+)\/noi-dung/.exec(to)?.[1]);
    const path = `${work}/${id}/noi-dung`;
    const token = hiddenField((await get(path, officer)).text, '_csrf');
    const send = async (name: string, bytes: Uint8Array, version: string) => {
      const body = new FormData();
      body.append('_csrf', token);
      body.append('version', version);
      body.append('file', new File([new Uint8Array(bytes)], name));
      const headers = { 'sec-fetch-site': 'same-origin', cookie: officer.cookie };
      const request = new Request(`http://localhost:8080${path}/tep`, { method: 'POST', headers, body });
      const answer = await portal.app.web.fetch(request);
      return { status: answer.status, text: await answer.text() };
    };
    const words = 'Điều 1. Phạm vi của quy chế này.\nĐiều 2. Cơ quan đầu mối trả lời trong 15 ngày.';
    const file = await composeDocument(
      {
        ...{ superior: null, issuer: ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'], number: null, symbol: 'QĐ-SKHCN' },
        ...{ place: 'Lạng Sơn', date: null, kind: 'QUYẾT ĐỊNH', abstract: 'Ban hành Quy chế' },
        ...{ addressees: [], bases: [], enacting: null, body: passagesOf(words), mark: null },
        ...{ signer: { roles: ['GIÁM ĐỐC'], name: null }, recipients: ['Lưu: VT'], annexes: [] },
      },
      'docx',
    );
    const program = await send('du-thao.exe', new TextEncoder().encode('MZ'), '1');
    expect(program.status).toBe(422);
    expect(program.text).toContain('Hãy chọn tệp .docx hoặc .pdf.');
    expect((await send('hong.docx', new TextEncoder().encode('không phải Word'), '1')).status).toBe(422);
    expect((await send('du-thao.docx', file, '7')).status).toBe(409);
    expect((await send('du-thao.docx', file, '1')).status).toBe(303);
    const read = (await get(path, officer)).text;
    expect(read).toContain('# Điều 2');
    expect(read).toContain('trả lời trong 15 ngày');
    expect((await get(`${work}/${id}/phan/2`, head)).text).toContain('trả lời trong 15 ngày');
    await post(`${work}/${id}/thong-bao`, head, { do: 'thong-bao', version: '2' });
    const sent = await portal.app.fetch(`/lay-y-kien/${id}/tep`);
    expect(sent.status).toBe(200);
    expect(sent.headers.get('content-disposition')).toContain('du-thao.docx');
    expect((await send('du-thao.docx', file, '3')).status).toBe(409);
  });

  test('only the head announces a public one; agencies, members and visitors do not even see it', async () => {
    const { id } = await prepared();
    const version = await versionOf(id);
    expect((await get(`/lay-y-kien/${id}`)).status).toBe(404);
    const tried = await post(`${work}/${id}/thong-bao`, officer, { do: 'thong-bao', version });
    expect(tried.status).toBe(403);
    expect((await get(`${work}/${id}`, agency)).status).toBe(403);
    expect((await get(`${work}/${id}`, inspector)).status).toBe(200);
    expect(await eventNames(portal.app.services, 'consultation', id)).toContain('consultation.viewed');
    expect((await post(`${work}/${id}`, officer, { do: 'trinh' })).status).toBe(303);
    expect((await post(`${work}/${id}`, officer, { do: 'trinh' })).status).toBe(303);
    const twice = [1, 2].map(() => post(`${work}/${id}/thong-bao`, head, { do: 'thong-bao', version: '2' }));
    for (const { status } of await Promise.all(twice)) expect(status).toBe(303);
    const names = await eventNames(portal.app.services, 'consultation', id);
    expect(names.filter((name) => name === 'consultation.announced')).toHaveLength(1);
    expect((await get(`/lay-y-kien/${id}`)).status).toBe(200);
  });
});

describe('commenting', () => {
  test('100.000 characters are refused with their number, and nothing of them is lost', async () => {
    const id = await announced();
    const body = `${'Góp ý dài. '.repeat(9_091)}hết`;
    const refused = await post(`/lay-y-kien/${id}/gop-y`, person, { ...comment, body, khoa: 'dài' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('100.004 ký tự; hãy viết gọn trong 10.000 ký tự');
    expect(refused.text).toContain('Góp ý dài. hết</textarea>');
    const english = await post(`/en/lay-y-kien/${id}/gop-y`, person, {
      ...comment,
      body,
      kind: '',
      khoa: 'd',
    });
    expect(english.text).toContain('This has 100,004 characters; keep it within 10,000');
    expect(english.text).toContain('Choose what kind of comment it is.');
    const exact = await commented(id, person, 'ă'.repeat(10_000));
    expect(exact).toBeGreaterThan(0);
  });

  test('is for people with an account, begins where one reads, and is kept while it is typed', async () => {
    const id = await announced();
    expect((await get(`/lay-y-kien/${id}/gop-y`)).status).toBe(303);
    expect((await get(`/lay-y-kien/${id}`)).text).toContain('Cần đăng nhập để góp ý');
    const path = `/lay-y-kien/${id}/gop-y`;
    const kept = await post(path, person, { ...comment, body: 'Đang viết dở' }, { 'x-autosave': '1' });
    expect(kept.status).toBe(200);
    expect((await get(path, person)).text).toContain('Đang viết dở</textarea>');
    const much = { ...comment, body: 'x'.repeat(30_001) };
    expect((await post(path, person, much, { 'x-autosave': '1' })).status).toBe(413);
    await commented(id, person, 'Đã viết xong');
    expect((await get(path, person)).text).not.toContain('Đang viết dở');
  });

  test('the same form sent twice is one comment; parts that are not there and foreign organisations are refused', async () => {
    const id = await announced();
    const one = { ...comment, khoa: 'hai lần' };
    const path = `/lay-y-kien/${id}/gop-y`;
    for (const { status } of await Promise.all([post(path, person, one), post(path, person, one)]))
      expect(status).toBe(303);
    const mine = (await get(`/lay-y-kien/${id}/y-kien-cua-toi`, person)).text;
    expect(mine.match(/Nên nêu rõ số liệu/g)).toHaveLength(1);
    expect((await post(path, person, { ...comment, part: '2', khoa: 'p' })).text).toContain(
      'Không có phần này',
    );
    const foreign = { ...comment, as: String(await organisationOf('SCT')), khoa: 'f' };
    expect((await post(path, person, foreign)).status).toBe(422);
    expect((await post(path, agency, { ...foreign, khoa: 'g' })).status).toBe(303);
    // a key of somebody else finds nothing of theirs
    expect((await post(path, stranger, one)).status).toBe(404);
  });

  test('one’s own comment is changed and withdrawn until the end of the window; changed words are checked again', async () => {
    const id = await announced({ to: '08/05/2026' });
    const own = await commented(id, person, 'Bản đầu');
    const path = `/lay-y-kien/${id}/y-kien-cua-toi/${own}`;
    await post(`${work}/${id}/y-kien/${own}`, officer, { do: 'hien', version: '1' });
    expect((await get(`/lay-y-kien/${id}/phan/1`)).text).toContain('Bản đầu');
    expect((await get(path, agency)).status).toBe(404);
    const change = { ...comment, do: 'luu', body: 'Bản sau' };
    expect((await post(path, person, { ...change, version: '1' })).status).toBe(409);
    expect((await post(path, person, { ...change, version: '2' })).status).toBe(303);
    const page = (await get(`/lay-y-kien/${id}/phan/1`)).text;
    expect(page).not.toContain('Bản đầu');
    expect(page).not.toContain('Bản sau');
    const other = await commented(id, person, 'Sẽ rút');
    const withdrawn = `/lay-y-kien/${id}/y-kien-cua-toi/${other}`;
    for (let times = 0; times < 2; times += 1)
      expect((await post(withdrawn, person, { do: 'rut' })).status).toBe(303);
    portal.app.setNow(new Date('2026-05-08T17:00:00Z'));
    person = await portal.app.signIn('applicant', { email: 'nguoi-gop-y@example.vn' });
    expect((await post(path, person, { ...change, body: 'Muộn', version: '3' })).status).toBe(409);
    expect((await post(path, person, { do: 'rut' })).status).toBe(409);
    const late = await post(`/lay-y-kien/${id}/gop-y`, person, {
      ...comment,
      body: 'Muộn rồi',
      khoa: 'muộn',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Thời gian góp ý đã hết');
    expect(late.text).toContain('Muộn rồi</textarea>');
    portal.app.setNow(new Date('2026-05-04T03:00:00Z'));
  });

  test('others read a comment of a public consultation once it was checked, with names only where that was said', async () => {
    const id = await announced();
    const named = await announced({ namesShown: '1' });
    for (const one of [id, named]) {
      const sent = await commented(one, person, 'Đề nghị lùi thời hạn.');
      expect((await get(`/lay-y-kien/${one}/phan/1`)).text).not.toContain('lùi thời hạn');
      await post(`${work}/${one}/y-kien/${sent}`, officer, { do: 'hien', version: '1' });
      const page = (await get(`/lay-y-kien/${one}/phan/1`)).text;
      expect(page).toContain('Đề nghị lùi thời hạn.');
      expect(page.includes('Người thử applicant')).toBe(one === named);
      expect((await get(`/lay-y-kien/${one}`)).text).toContain('1 ý kiến');
      const hide = { do: 'an', note: '', version: '2' };
      expect((await post(`${work}/${one}/y-kien/${sent}`, officer, hide)).status).toBe(422);
      const hidden = { ...hide, note: 'Có thông tin cá nhân' };
      expect((await post(`${work}/${one}/y-kien/${sent}`, officer, hidden)).status).toBe(303);
      expect((await get(`/lay-y-kien/${one}/phan/1`)).text).not.toContain('lùi thời hạn');
      const mine = await get(`/lay-y-kien/${one}/y-kien-cua-toi`, person);
      expect(mine.text).toContain('Có thông tin cá nhân');
    }
  });

  test('an entry that becomes confidential takes its part and comments out of sight, also for officers who may not see it', async () => {
    const id = await announced();
    const sent = await commented(id, person, 'Về phần này');
    await post(`${work}/${id}/y-kien/${sent}`, officer, { do: 'hien', version: '1' });
    expect((await get(`/lay-y-kien/${id}/phan/1`)).text).toContain('Về phần này');
    expect((await get(`/lay-y-kien/${id}`)).text).toContain('Bài toán mở');
    const { db } = portal.app.services;
    const part = await db
      .selectFrom('consultation_part')
      .select('entry_id')
      .where('consultation_id', '=', id)
      .executeTakeFirstOrThrow();
    await db.updateTable('entry').set({ confidential: true }).where('id', '=', part.entry_id).execute();
    // visitors are shown no page that was kept
    for (const as of [undefined, person]) {
      expect((await get(`/lay-y-kien/${id}/phan/1`, as)).status).toBe(404);
      expect((await get(`/lay-y-kien/${id}`, as)).text).not.toContain('Bài toán mở');
    }
    expect((await get(`${work}/${id}/y-kien?trang-thai=all`, officer)).text).not.toContain('Về phần này');
    expect((await get(`${work}/${id}/y-kien/${sent}`, officer)).status).toBe(404);
    expect((await get(`${work}/${id}/y-kien/${sent}`, head)).text).toContain('Về phần này');
  });
});

describe('an internal consultation', () => {
  test('is read and commented on by those asked alone, who read each other', async () => {
    const agencies = String(await organisationOf('SCT'));
    const id = await announced({ audience: 'internal', agencies });
    for (const as of [undefined, person, stranger]) {
      expect((await get(`/lay-y-kien/${id}`, as)).status).toBe(404);
      expect((await get('/lay-y-kien', as)).text).not.toContain(`/lay-y-kien/${id}"`);
    }
    expect((await post(`/lay-y-kien/${id}/gop-y`, stranger, { ...comment, khoa: 's' })).status).toBe(404);
    expect((await get('/lay-y-kien', agency)).text).toContain(`/lay-y-kien/${id}"`);
    await commented(id, agency, 'Sở nhất trí.', { as: agencies });
    const other = await portal.app.signIn('agency_officer', { organisationId: Number(agencies) });
    const page = (await get(`/lay-y-kien/${id}/phan/1`, other)).text;
    expect(page).toContain('Sở nhất trí.');
    expect(page).toContain('Sở Công Thương, Người thử agency_officer');
    expect((await get(`${work}/${id}`, officer)).text).toContain('1 trong 1 đã góp ý');
  });

  test('people are asked by the e-mail of their account', async () => {
    const people = 'nguoi-gop-y@example.vn\nkhong-co@example.vn';
    const wrong = await post(`${work}/moi`, officer, {
      ...{ ...typed, title: 'Hỏi riêng', edition: 'van-ban', audience: 'internal', people, khoa: 'riêng' },
    });
    expect(wrong.text).toContain('khong-co@example.vn');
    expect(wrong.status).toBe(422);
    const id = await announced({ audience: 'internal', people: 'nguoi-gop-y@example.vn' });
    expect((await get(`/lay-y-kien/${id}`, person)).status).toBe(200);
  });
});

describe('officers', () => {
  test('find comments by part, kind and words without diacritics', async () => {
    const id = await announced();
    await commented(id, person, 'Bổ sung kinh phí đối ứng');
    await commented(id, person, 'Nhất trí hoàn toàn', { kind: 'agree', part: '0' });
    const list = async (query: string) => (await get(`${work}/${id}/y-kien${query}`, officer)).text;
    expect(await list('?q=bo+sung+kinh+phi')).toContain('Bổ sung kinh phí');
    expect(await list('?q=bo+sung+kinh+phi')).not.toContain('Nhất trí');
    expect(await list('?q=%25')).toContain('Không có ý kiến nào phù hợp');
    expect(await list('?loai=agree&trang-thai=all')).not.toContain('Bổ sung kinh phí');
    expect(await list('?phan=0&trang-thai=all')).toContain('Nhất trí hoàn toàn');
    expect(await list('?trang-thai=answered')).not.toContain('Nhất trí');
    portal.app.forgetStatements();
    await list('');
    expect(portal.app.statements.length).toBeLessThanOrEqual(10);
  });

  test('answer comments alike once; what is not accepted has its reason; a changed comment leaves the reply', async () => {
    const id = await announced();
    const first = await commented(id, person, 'Đề nghị tăng kinh phí cho bài toán này lên gấp đôi');
    const second = await commented(id, agency, 'Đề nghị tăng kinh phí bài toán này lên gấp đôi nhé');
    const third = await commented(id, stranger, 'Chuyện khác hẳn, về thời gian');
    const path = `${work}/${id}/y-kien/${first}`;
    const page = (await get(path, officer)).text;
    expect(page).toContain(`value="${second}"`);
    expect(page).not.toContain(`value="${third}"`);
    expect((await post(path, officer, { do: 'gop', chung: String(second) })).status).toBe(303);
    const reply = { do: 'tra-loi', outcome: 'declined', reply: '', version: '1' };
    expect((await post(path, officer, reply)).text).toContain('Hãy giải trình');
    const reason = { ...reply, reply: 'Ngân sách chưa cân đối được.' };
    expect((await post(path, officer, reason)).status).toBe(303);
    const beside = `${work}/${id}/y-kien/${second}`;
    expect((await get(beside, officer)).text).toContain('Ngân sách chưa cân đối được.');
    const stale = { ...reason, reply: 'Bản khác', version: '1' };
    const refused = await post(beside, officer, stale);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Bản khác</textarea>');
    expect((await get(`/lay-y-kien/${id}/y-kien-cua-toi`, person)).text).not.toContain('Ngân sách');
    const own = `/lay-y-kien/${id}/y-kien-cua-toi/${second}`;
    await post(own, agency, { ...comment, do: 'luu', body: 'Ý khác rồi', version: '1' });
    expect((await get(beside, officer)).text).not.toContain('Ngân sách chưa cân đối được.');
    expect((await get(path, officer)).text).toContain('Ngân sách chưa cân đối được.');
    expect((await post(path, inspector, reason)).status).toBe(403);
    expect((await post(`${work}/${id}/y-kien/${third}`, officer, { do: 'khác' })).status).toBe(404);
    // of another consultation there is no such comment
    const elsewhere = await announced();
    expect((await get(`${work}/${elsewhere}/y-kien/${first}`, officer)).status).toBe(404);
  });
});

test('windows open and close by the clock, each told once; a prolonged one ends later', async () => {
  const { app } = portal;
  const id = await announced({ from: '10/05/2026', to: '20/05/2026' });
  const names = async () =>
    (await eventNames(app.services, 'consultation', id)).filter((name) =>
      /opened|due_soon|closed|prolonged/.test(name),
    );
  const on = async (day: string) => {
    app.setNow(new Date(`2026-05-${day}T03:00:00Z`));
    await followWindows(app.services);
    await followWindows(app.services);
  };
  expect((await get(`/lay-y-kien/${id}`)).text).toContain('sắp lấy ý kiến');
  expect((await post(`/lay-y-kien/${id}/gop-y`, person, { ...comment, khoa: 'sớm' })).status).toBe(409);
  await on('09');
  expect(await names()).toEqual([]);
  await on('10');
  await on('18');
  expect(await names()).toEqual(['consultation.opened', 'consultation.due_soon']);
  head = await app.signIn('programme_head');
  officer = await app.signIn('programme_officer');
  const prolong = { do: 'gia-han', to: '15/05/2026', version: await versionOf(id) };
  expect((await post(`${work}/${id}`, head, prolong)).status).toBe(422);
  expect((await post(`${work}/${id}`, officer, { ...prolong, to: '25/05/2026' })).status).toBe(403);
  expect((await post(`${work}/${id}`, head, { ...prolong, to: '25/05/2026' })).status).toBe(303);
  await on('21');
  expect((await names()).at(-1)).toBe('consultation.prolonged');
  await on('26');
  expect((await names()).at(-1)).toBe('consultation.closed');
  expect((await get(`/lay-y-kien/${id}`)).text).toContain('Thời gian góp ý đã hết.');
  app.setNow(new Date('2026-05-04T03:00:00Z'));
});

test('a consultation that ends early says why, and takes no more comments', async () => {
  const id = await announced();
  const version = await versionOf(id);
  const path = `${work}/${id}/thong-bao`;
  expect((await post(path, head, { do: 'dung', reason: ' ', version })).status).toBe(422);
  const reason = 'Dự thảo được soạn lại.';
  expect((await post(path, officer, { do: 'dung', reason, version })).status).toBe(403);
  expect((await post(path, head, { do: 'dung', reason, version })).status).toBe(303);
  expect((await get(`/lay-y-kien/${id}`)).text).toContain(reason);
  expect((await post(`/lay-y-kien/${id}/gop-y`, person, { ...comment, khoa: 'dừng' })).status).toBe(409);
});

test('the public list finds drafts without diacritics, by how they stand, in few statements', async () => {
  const id = await announced({ title: 'Đề án chuyển đổi số', titleEn: 'Digital transformation scheme' });
  expect((await get('/lay-y-kien?q=de+an+chuyen+doi')).text).toContain(`/lay-y-kien/${id}"`);
  expect((await get('/lay-y-kien?q=de+an&trang-thai=ended')).text).not.toContain(`/lay-y-kien/${id}"`);
  expect((await get('/en/lay-y-kien?q=scheme')).text).toContain('Digital transformation scheme');
  expect((await get('/lay-y-kien?trang=99')).text).toContain('Về trang đầu');
  expect((await get('/lay-y-kien/999999')).status).toBe(404);
  expect((await get('/lay-y-kien/x')).status).toBe(404);
  portal.app.forgetStatements();
  await get(`/lay-y-kien/${id}`, person);
  expect(portal.app.statements.length).toBeLessThanOrEqual(10);
  const form = (await get(`/lay-y-kien/${id}/gop-y?phan=1`, person)).text;
  expect(hiddenField(form, 'khoa')).not.toBe('');
  expect(form).toContain('<option value="1" selected');
});

describe('the summary', () => {
  /** One whose window has just ended, with comments answered together, one that agrees, one hidden, one withdrawn. */
  async function summed(more: Record<string, string> = {}) {
    portal.app.setNow(new Date('2026-05-04T03:00:00Z'));
    officer = await portal.app.signIn('programme_officer');
    head = await portal.app.signIn('programme_head');
    person = await portal.app.signIn('applicant', { email: 'nguoi-gop-y@example.vn' });
    agency = await portal.app.signIn('agency_officer', { organisationId: await organisationOf('SCT') });
    const id = await announced({ to: '08/05/2026', ...more });
    const first = await commented(id, person, 'Đề nghị tăng kinh phí', { proposed: 'Gấp đôi.' });
    const second = await commented(id, agency, 'Cần tăng kinh phí', {
      as: String(await organisationOf('SCT')),
    });
    await commented(id, agency, 'Sở nhất trí', { kind: 'agree', part: '0' });
    const personal = await commented(id, person, 'Gọi tôi số 0912');
    return { id, first, second, personal };
  }

  async function answered({ id, first, second, personal }: Awaited<ReturnType<typeof summed>>) {
    const one = (comment: number) => `${work}/${id}/y-kien/${comment}`;
    await post(one(first), officer, { do: 'gop', chung: String(second) });
    await post(one(first), officer, { do: 'tra-loi', outcome: 'partly', reply: 'Tăng 30%.', version: '1' });
    const { db } = portal.app.services;
    const all = await db
      .selectFrom('consultation_comment')
      .select(['id', 'version'])
      .where('consultation_id', '=', id)
      .execute();
    for (const { id: comment, version } of all)
      await post(one(comment), officer, {
        ...{ do: comment === personal ? 'an' : 'hien', note: 'Có số điện thoại', version: String(version) },
      });
    portal.app.setNow(new Date('2026-05-09T03:00:00Z'));
    head = await portal.app.signIn('programme_head');
    officer = await portal.app.signIn('programme_officer');
  }

  const publish = async (id: number, as: Session) =>
    post(`${work}/${id}/tong-hop/cong-bo`, as, { version: await versionOf(id) });

  test('is published by the head after the last day, once all is checked and answered; then nothing changes', async () => {
    const made = await summed();
    const { id, first } = made;
    expect((await publish(id, head)).text).toContain('Thời gian góp ý chưa hết');
    portal.app.setNow(new Date('2026-05-09T03:00:00Z'));
    head = await portal.app.signIn('programme_head');
    const early = await publish(id, head);
    expect(early.status).toBe(409);
    expect(early.text).toContain('4 ý kiến chờ kiểm tra');
    portal.app.setNow(new Date('2026-05-04T03:00:00Z'));
    await answered(made);
    expect((await get(`/lay-y-kien/${id}/tong-hop/tong-hop.docx`)).status).toBe(404);
    expect((await publish(id, officer)).status).toBe(403);
    expect((await publish(id, head)).status).toBe(303);
    expect((await get(`/lay-y-kien/${id}`)).text).toContain('Tải bản Word');
    const part = (await get(`/lay-y-kien/${id}/phan/1`)).text;
    expect(part).toContain('Tiếp thu một phần');
    expect(part).toContain('Tăng 30%.');
    const again = { do: 'tra-loi', outcome: 'accepted', reply: '', version: '2' };
    expect((await post(`${work}/${id}/y-kien/${first}`, officer, again)).status).toBe(409);
    for (const form of ['docx', 'pdf']) {
      const file = await portal.app.fetch(`/lay-y-kien/${id}/tong-hop/tong-hop.${form}`);
      expect(file.status).toBe(200);
      expect(Number(file.headers.get('content-length'))).toBeGreaterThan(5_000);
    }
    expect((await get(`/lay-y-kien/${id}/tong-hop/khac.docx`)).status).toBe(404);
  });

  test('prints comments answered together in a row, names where they are shown, and nothing hidden or confidential', async () => {
    for (const names of ['1', '']) {
      const made = await summed({ namesShown: names });
      await answered(made);
      const { db, installation } = portal.app.services;
      const text = async () => {
        const consultation = await findConsultation(db, system, made.id);
        return composedSummary({
          ...{ consultation, head: headOf({}, consultation, installation) },
          counts: await summaryCounts(db, made.id),
          comments: await summedComments(db, made.id),
        });
      };
      const written = await text();
      const rows = written.annexes[0]?.rows ?? [];
      expect(rows).toHaveLength(2);
      expect(rows[0]?.[4]).toBe('Ghi nhận ý kiến đồng ý.');
      const [, part, by, said, reply] = rows[1] ?? [];
      expect(part).toMatch(/^BTL-\d+-01\. Bài toán mở/);
      expect(by).toBe(names === '1' ? 'Người thử applicant\nSở Công Thương' : 'Tổ chức\nCá nhân');
      expect(said).toContain('Đề nghị sửa thành: Gấp đôi.');
      expect(reply).toBe('Tiếp thu một phần.\nTăng 30%.');
      expect(JSON.stringify(written)).not.toContain('0912');
      const body = written.body.map((passage) => passage.text).join(' ');
      expect(body).toContain('Tổng số ý kiến nhận được: 04, của 01 cơ quan, tổ chức và 02 cá nhân');
      expect(body).toContain('Có 01 ý kiến không in');
      await db.updateTable('entry').set({ confidential: true }).execute();
      expect((await text()).annexes[0]?.rows).toHaveLength(1);
    }
  });

  test('has the head an officer saved; wrong fields are told and kept', async () => {
    const { id } = await summed();
    const path = `${work}/${id}/tong-hop`;
    const typedHead = {
      ...{ issuer: 'Sở Khoa học và Công nghệ', symbol: 'BTH-SKHCN', place: 'Lạng Sơn', date: '31/02/2026' },
      ...{ number: '12', signer: 'Nguyễn Văn Mẫu', version: await versionOf(id) },
    };
    const wrong = await post(path, officer, typedHead);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="31/02/2026"');
    expect((await post(path, officer, { ...typedHead, date: '9/5/2026' })).status).toBe(303);
    expect((await get(path, officer)).text).toContain('value="09/05/2026"');
    expect((await post(path, officer, { ...typedHead, date: '9/5/2026' })).status).toBe(409);
  });
});

test('those asked are told when it opens and ends soon unless they commented, and commenters of the summary', async () => {
  const { app } = portal;
  const { services } = app;
  await followEvents(services);
  app.setNow(new Date('2026-05-04T03:00:00Z'));
  officer = await app.signIn('programme_officer', { email: 'soan@example.vn' });
  head = await app.signIn('programme_head', { email: 'truong@example.vn' });
  const agencies = String(await organisationOf('SCT'));
  const email = 'dau-moi@example.vn';
  agency = await app.signIn('agency_officer', { organisationId: Number(agencies), email });
  const asked = { audience: 'internal', agencies, people: 'nguoi-gop-y@example.vn' };
  const id = await announced({ ...asked, from: '05/05/2026', to: '10/05/2026' });
  const told = async (topic: RegExp) => {
    await followWindows(services);
    await followEvents(services);
    const rows = await services.db
      .selectFrom('notification')
      .innerJoin('account', 'account.id', 'account_id')
      .select(['account.email', 'notification.title'])
      .where('subject_kind', '=', 'consultation')
      .where('subject_id', '=', String(id))
      .execute();
    return [...new Set(rows.filter(({ title }) => topic.test(title)).map((row) => row.email))]
      .filter((one) => [email, 'nguoi-gop-y@example.vn', 'soan@example.vn'].includes(one))
      .sort();
  };
  expect(await told(/Đề nghị góp ý/)).toEqual([]);
  app.setNow(new Date('2026-05-05T03:00:00Z'));
  expect(await told(/Đề nghị góp ý/)).toEqual([email, 'nguoi-gop-y@example.vn']);
  agency = await app.signIn('agency_officer', { organisationId: Number(agencies), email });
  const comment = await commented(id, agency, 'Sở đề nghị sửa', { as: agencies });
  app.setNow(new Date('2026-05-08T03:00:00Z'));
  expect(await told(/Sắp hết hạn/)).toEqual(['nguoi-gop-y@example.vn']);
  app.setNow(new Date('2026-05-11T03:00:00Z'));
  expect(await told(/Đã hết hạn góp ý/)).toEqual(['soan@example.vn']);
  officer = await app.signIn('programme_officer', { email: 'soan@example.vn' });
  const reply = { do: 'tra-loi', outcome: 'accepted', reply: '', version: '0' };
  expect((await post(`${work}/${id}/y-kien/${comment}`, officer, reply)).status).toBe(303);
  // of an internal one the officer publishes the summary too
  const version = await versionOf(id);
  expect((await post(`${work}/${id}/tong-hop/cong-bo`, officer, { version })).status).toBe(303);
  expect(await told(/bản tổng hợp/)).toEqual([email, 'nguoi-gop-y@example.vn']);
  expect((await get(`/lay-y-kien/${id}/tong-hop/tong-hop.pdf`)).status).toBe(404);
});
