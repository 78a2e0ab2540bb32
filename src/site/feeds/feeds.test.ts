import { parseDocument } from 'htmlparser2';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planInForce } from '../../../test/support/planning.ts';
import { editionWith, openPortal, type Portal, publishedDocument } from '../../../test/support/portal.ts';
import { system } from '../../kernel/actor.ts';
import { addDays, type LocalDate } from '../../kernel/dates.ts';
import { withdrawEdition } from '../../modules/catalogue/index.ts';
import { calendarPath, type FollowTarget, feedPath } from '../../ui/follow-links.tsx';
import { feedRoutes } from './index.ts';

let portal: Portal;
let withdrawn = 0;

beforeAll(async () => {
  portal = await openPortal(feedRoutes);
  const { services } = portal.app;
  await editionWith(services, {
    year: 2026,
    entries: [
      {
        title: 'Cảnh báo sớm sạt lở; lũ quét, "sương muối" & <b>mưa đá</b>',
        titleEn: 'Early warning of landslides',
        openFrom: '2026-04-01',
        openTo: '2026-05-22',
        time: { from: null, to: '2027-06', raw: 'Quý II/2027' },
        illustrative: true,
      },
      { title: 'Việc thường xuyên', time: { from: '2026-01-01', to: null, raw: 'Thường xuyên' } },
      { title: 'Việc của logistics', sectors: ['logistics'] },
    ],
  });
  await editionWith(services, {
    kind: 'needs',
    year: 2026,
    entries: [{ title: 'Máy sấy hồi', deadline: 'Tháng 12/2026' }],
  });
  withdrawn = await editionWith(services, { year: 2025, entries: [{ title: 'Công bố nhầm' }] });
  await withdrawEdition(services, system, withdrawn, { note: 'Công bố nhầm.' });
  await editionWith(services, { year: 2030, entries: [{ title: 'Bản nháp kín' }], published: false });
});
afterAll(() => portal.app.close());

interface Node {
  readonly name?: string;
  readonly data?: string;
  readonly children?: readonly Node[];
  readonly attribs?: Readonly<Record<string, string>>;
}

function textOf(node: Node | undefined): string {
  return node?.data ?? (node?.children ?? []).map(textOf).join('');
}

const under = (node: Node | undefined, name: string) =>
  (node?.children ?? []).filter((child) => child.name === name);

/** An Atom feed, read as XML. */
async function feed(target: FollowTarget | null, language = '') {
  const answer = await portal.app.fetch(`${language}${feedPath(target)}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const [root] = under(parseDocument(await answer.text(), { xmlMode: true }) as Node, 'feed');
  const one = (name: string) => textOf(under(root, name)[0]);
  return {
    id: one('id'),
    title: one('title'),
    updated: one('updated'),
    links: Object.fromEntries(under(root, 'link').map(({ attribs }) => [attribs?.rel, attribs?.href])),
    entries: under(root, 'entry').map((entry) => ({
      id: textOf(under(entry, 'id')[0]),
      title: textOf(under(entry, 'title')[0]),
      summary: textOf(under(entry, 'summary')[0]),
      updated: textOf(under(entry, 'updated')[0]),
      href: under(entry, 'link')[0]?.attribs?.href,
    })),
  };
}

describe('an Atom feed', () => {
  test('of all that is new tells of what is public, the newest first, by names that stay', async () => {
    const all = await feed(null);
    expect(all.title).toBe('Mọi tin mới · Nhịp Cầu Lạng Sơn');
    expect(all.links).toEqual({
      self: 'http://localhost:8080/tin.atom',
      alternate: 'http://localhost:8080/',
    });
    expect(all.entries[0]).toMatchObject({
      title: 'Danh mục năm 2025 (BTL-2025)',
      summary: 'Danh mục đã được thu hồi.',
    });
    expect(JSON.stringify(all)).not.toContain('Công bố nhầm');
    expect(JSON.stringify(all)).not.toContain('nháp kín');
    expect(new Set(all.entries.map(({ id }) => id)).size).toBe(all.entries.length);
    for (const { id, updated } of all.entries) {
      expect(id).toMatch(/^tag:localhost,2026:event\/\d+$/);
      expect(updated).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
    expect((await feed(null)).entries.map(({ id }) => id)).toEqual(all.entries.map(({ id }) => id));
  });

  test('without news is as old as what it is of, never of 1970', async () => {
    const { db } = portal.app.services;
    const published = await db
      .selectFrom('entry')
      .select('published_at')
      .where('code', '=', 'BTL-2026-02')
      .executeTakeFirstOrThrow();
    const entry = await feed({ kind: 'entry', key: 'BTL-2026-02' });
    expect(entry.entries).toEqual([]);
    expect(entry.updated).toBe(published.published_at?.toISOString());
    const empty = await feed({ kind: 'search', key: 'bai-toan?q=khongcogi' });
    expect(empty.entries).toEqual([]);
    const newest = await db
      .selectFrom('edition')
      .select((one) => one.fn.max('published_at').as('at'))
      .where('state', '=', 'published')
      .executeTakeFirstOrThrow();
    expect(empty.updated).toBe(newest.at?.toISOString());
  });

  test('of a sector and of a search names the entries in them, whatever stands in their titles', async () => {
    const sector = await feed({ kind: 'sector', key: 'du-lich' });
    expect(sector.entries.map(({ title }) => title)).toContain(
      'BTL-2026-01 Cảnh báo sớm sạt lở; lũ quét, "sương muối" & <b>mưa đá</b>',
    );
    expect(sector.entries.map(({ title }) => title).join()).not.toContain('logistics');
    const search = await feed({ kind: 'search', key: 'bai-toan?q=s%E1%BA%A1t+l%E1%BB%9F' }, '/en');
    expect(search.entries).toEqual([
      {
        id: 'tag:localhost,2026:entry/BTL-2026-01',
        title: 'BTL-2026-01 Early warning of landslides',
        summary: 'A new entry of BTL-2026. (Illustrative data.)',
        updated: expect.any(String),
        href: 'http://localhost:8080/en/bai-toan/BTL-2026-01',
      },
    ]);
    expect(search.links.alternate).toMatch(/^http:\/\/localhost:8080\/en\/bai-toan\?q=/);
  });

  test('of an edition, a series and a document tells of that alone', async () => {
    const edition = await feed({ kind: 'edition', key: 'BTL-2026' });
    expect(edition.entries.map(({ summary }) => summary)).toEqual(['Danh mục đã được công bố.']);
    const needs = await feed({ kind: 'series', key: 'needs' });
    expect(needs.entries.map(({ title }) => title)).toEqual(['Danh mục năm 2026 (NCCN-2026)']);
    const id = await publishedDocument(portal.app.services, 'Về việc khác', '99/QĐ-UBND');
    const document = await feed({ kind: 'document', key: String(id) });
    expect(document.entries.map(({ summary }) => summary)).toEqual(['Văn bản đã được công bố trên cổng.']);
  });

  test('is not sent to whoever has it already, and there is none of what is not public', async () => {
    const { app } = portal;
    const body = await (await app.fetch(feedPath(null))).text();
    const { createHash } = await import('node:crypto');
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const again = await app.fetch(feedPath(null), { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    for (const target of [
      { kind: 'entry', key: 'BTL-2030-01' },
      { kind: 'edition', key: 'BTL-2030' },
      { kind: 'sector', key: "'; drop" },
    ] as const)
      expect((await app.fetch(feedPath(target))).status, target.key).toBe(404);
    app.forgetStatements();
    await app.fetch(feedPath({ kind: 'entry', key: 'BTL-2026-01' }));
    expect(app.statements.length).toBeLessThanOrEqual(4);
  });

  test('is found by feed readers on the page it goes with', async () => {
    const found = async (path: string) =>
      /<link rel="alternate" type="application\/atom\+xml"[^>]*href="([^"]+)"/.exec(
        await portal.html(path),
      )?.[1];
    expect(await found('/')).toBe('/tin.atom');
    expect(await found('/bai-toan/BTL-2026-01')).toBe('/tin.atom?loai=muc&amp;ma=BTL-2026-01');
    expect(await found('/en/bai-toan?linh-vuc=logistics')).toBe(
      '/en/tin.atom?loai=tim-kiem&amp;ma=bai-toan%3Flinh-vuc%3Dlogistics',
    );
  });
});

describe('a calendar', () => {
  const calendar = async (path: string) => {
    const answer = await portal.app.fetch(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await answer.text();
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    return text.replaceAll('\r\n ', '').split('\r\n');
  };
  const days = (lines: readonly string[]) =>
    lines.filter((line) => /^(UID|DTSTART;VALUE)/.test(line)).map((line) => line.replace(/^[^:]+:/, ''));

  test('has the days on which something ends, and none for what goes on or has no date', async () => {
    const lines = await calendar(calendarPath(null));
    expect(days(lines)).toEqual([
      ...['BTL-2026-01-closing@localhost', '20260522'],
      ...['NCCN-2026-001-deadline@localhost', '20261231'],
      ...['BTL-2026-01-deadline@localhost', '20270630'],
    ]);
  });

  test('says what the day is, in the words of the edition, with nothing of it breaking the format', async () => {
    const lines = await calendar('/bai-toan/BTL-2026-01/lich.ics');
    expect(lines).toContain(
      'SUMMARY;LANGUAGE=vi:Thời hạn Quý II/2027: BTL-2026-01 Cảnh báo sớm sạt lở\\; lũ quét\\, "sương muối" & <b>mưa đá</b>',
    );
    expect(lines).toContain('DTEND;VALUE=DATE:20260523');
    expect(lines.filter((line) => line.startsWith('SEQUENCE:'))).toHaveLength(2);
    expect(lines.filter((line) => /^DTSTAMP:\d{8}T\d{6}Z$/.test(line))).toHaveLength(2);
    expect(lines.join()).toContain('Dữ liệu minh họa.\\nhttp://localhost:8080/bai-toan/BTL-2026-01');
    expect((await calendar('/en/bai-toan/BTL-2026-01/lich.ics')).join()).toContain(
      'Proposals close: BTL-2026-01 Early warning of landslides',
    );
  });

  test('is narrowed to a sector, a search, an edition, a kind; of an entry without a date there is none', async () => {
    expect(days(await calendar(calendarPath({ kind: 'sector', key: 'logistics' })))).toEqual([]);
    expect(days(await calendar(calendarPath({ kind: 'series', key: 'needs' })))).toHaveLength(2);
    expect(days(await calendar(calendarPath({ kind: 'edition', key: 'BTL-2026' })))).toHaveLength(4);
    expect(
      days(await calendar(calendarPath({ kind: 'search', key: 'bai-toan?q=%22l%C5%A9+qu%C3%A9t%22' }))),
    ).toHaveLength(4);
    for (const path of [
      '/bai-toan/BTL-2026-02/lich.ics',
      '/nhu-cau/BTL-2026-01/lich.ics',
      '/bai-toan/BTL-2030-01/lich.ics',
    ])
      expect((await portal.app.fetch(path)).status, path).toBe(404);
  });

  test('of more than it holds has those soonest to come, published whenever, and says from which day on there are more', async () => {
    const { db } = portal.app.services;
    // published before all others, due after most of them in the order of publication, and before them in time
    await db
      .updateTable('entry')
      .set({ published_at: '2020-01-01', open_to: '2026-05-05', detail: '{}' })
      .where('code', '=', 'BTL-2026-02')
      .execute();
    await sql`insert into entry (edition_id, kind, ordinal, code, title, open_to, published_at, detail)
      select edition_id, kind, 1000 + n, 'BTL-2026-' || (1000 + n), 'Mục ' || n, date '2026-05-06' + n, now(), '{}'
      from entry cross join generate_series(1, 2100) n where code = 'BTL-2026-02'`.execute(db);
    await sql`insert into entry (edition_id, kind, ordinal, code, title, open_to, published_at, detail)
      select edition_id, kind, 5000 + n, 'BTL-2026-' || (5000 + n), 'Đã qua', date '2026-05-03', now(), '{}'
      from entry cross join generate_series(1, 10) n where code = 'BTL-2026-02'`.execute(db);
    portal.app.forgetStatements();
    const lines = await calendar(calendarPath(null));
    expect(portal.app.statements.length).toBeLessThanOrEqual(4);
    const found = days(lines);
    expect(found.length).toBe(2 * 2_001);
    expect(found.slice(0, 4)).toEqual([
      ...['BTL-2026-02-closing@localhost', '20260505'],
      ...['BTL-2026-1001-closing@localhost', '20260507'],
    ]);
    // four others are to come before the 1,997th of these
    const from = addDays('2026-05-06' as LocalDate, 1_997).replaceAll('-', '');
    expect(found.slice(-2)).toEqual(['cut@localhost', from]);
    expect(lines.join()).toContain('Lịch dừng ở đây');
    expect(await calendar(calendarPath({ kind: 'series', key: 'needs' }))).not.toContain('cut@localhost');
    const plan = await planInForce(portal.app.services);
    const ofPlan = () => calendar(calendarPath({ kind: 'plan', key: plan.code }));
    expect((await ofPlan()).join()).not.toContain('cut@localhost');
    await sql`insert into task (code, plan_id, position, name, deadline_kind, last_day, state, created_at)
      select code || '.' || n, plan_id, 100 + n, name, 'date', date '2026-10-01' + n, state, created_at
      from task cross join generate_series(1, 2000) n where plan_id = ${plan.id}`.execute(db);
    const tasks = await ofPlan();
    expect(days(tasks).length).toBe(2 * 2_001);
    expect(days(tasks).slice(-2)).toEqual(['cut@localhost', '20320323']);
    expect(tasks.join('').replaceAll('\r', '')).toContain('Lịch dừng ở đây');
  });
});
