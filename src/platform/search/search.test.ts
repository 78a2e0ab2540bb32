import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { everything, item, openSearch, type SearchScene } from '../../../test/support/search.ts';
import { openDatabase } from '../database/open.ts';
import { openLog } from '../log.ts';
import {
  browseItems,
  clearSearch,
  type Found,
  findItems,
  removeItem,
  type SearchItem,
  type Selection,
  similarItems,
  walkItems,
} from './index.ts';
import { vnNorm } from './words.ts';

let scene: SearchScene;
beforeAll(async () => {
  scene = await openSearch();
});
afterEach(() => scene.empty());
afterAll(() => scene.close());

const index = (...items: readonly SearchItem[]) => scene.index(...items);
const find = (q: string, more?: Partial<Selection>) => scene.find(q, more);
const titles = ({ items }: Found) => items.map(({ title }) => title);

describe('what a search forgives', () => {
  test('diacritics, case, tone-mark style, NFD and word order', async () => {
    await index(item('Cảnh báo sớm sạt lở cho xã Hoà Bình'), item('Việc khác'));
    for (const q of [
      'sạt lở',
      'SAT LO',
      'lo sat',
      'hòa bình',
      'hoà bình',
      'sạt lở'.normalize('NFD'),
      'bình sớm cảnh',
    ])
      expect(titles(await find(q)), q).toEqual(['Cảnh báo sớm sạt lở cho xã Hoà Bình']);
  });

  test('a slip of the hand, two letters exchanged, words run together, Telex left as typed', async () => {
    await index(item('Trung tâm giám sát, điều hành thông minh'), item('Cửa khẩu số'));
    for (const q of ['giam sta', 'trung tam giam sat dieu hanh thong mnih', 'thogn minh']) {
      const found = await find(q);
      expect(titles(found), q).toEqual(['Trung tâm giám sát, điều hành thông minh']);
      expect(found.corrected, q).not.toBeNull();
    }
    for (const q of ['cuakhau', 'cuwra khaaur', 'cua khua so'])
      expect(titles(await find(q)), q).toEqual(['Cửa khẩu số']);
  });

  test('a wrong letter in a word of two; one that means nothing is left out, which is told', async () => {
    await index(item('Điều tiết xe ở bãi chờ'), item('Điều tiết lũ hồ chứa'), item('Xã biên giới'));
    for (const q of ['dieu tiet xr', 'dieu tiet ex', 'điều tiết re']) {
      const found = await find(q);
      expect(titles(found), q).toEqual(['Điều tiết xe ở bãi chờ']);
      expect(found.corrected, q).toEqual(['dieu', 'tiet', 'xe']);
    }
    const without = await find('dieu tiet 7q');
    expect(titles(without).toSorted()).toEqual(['Điều tiết lũ hồ chứa', 'Điều tiết xe ở bãi chờ']);
    expect(without.corrected).toEqual(['dieu', 'tiet']);
    // what is a word stays one, though others are more frequent
    await index(item('Điều tiết xa'), item('Điều tiết xa bờ'));
    expect(titles(await find('dieu tiet xe', { preferClose: true }))).toEqual(['Điều tiết xe ở bãi chờ']);
    expect((await find('qz 7q')).items).toEqual([]);
  });

  test('the last word not typed to its end', async () => {
    await index(item('Logistics xuyên biên giới'), item('Nông nghiệp'));
    expect(titles(await find('logis'))).toEqual(['Logistics xuyên biên giới']);
    expect(titles(await find('nong ngh'))).toEqual(['Nông nghiệp']);
  });

  test('the English title is found as the Vietnamese one', async () => {
    await index(item('Cảnh báo sạt lở', { titleEn: 'Early warning of landslides' }));
    expect(titles(await find('landslides early'))).toEqual(['Cảnh báo sạt lở']);
  });

  test('a typing slip is not corrected when what was typed is found', async () => {
    await index(item('Cửa khẩu'), item('Cửa khua'));
    const found = await find('cua khua');
    expect(found.corrected).toBeNull();
    expect(titles(found)).toEqual(['Cửa khua']);
  });
});

describe('one wrong letter among several words', () => {
  const meant = 'Sản phẩm đặc hữu: hồng Bảo Lâm';
  const scattered = (last: string) =>
    item(`Việc khác ${last}`, { body: `Quả hồng ở xã. Bảo quản lạnh. Giống hoa ${last} quý.` });

  test('comes to the near title, not to texts that have some of the words by chance', async () => {
    await index(item(meant), scattered('lạng'), scattered('lành'), item('Bảo quản quả hồng'));
    const found = await find('hong bao lan');
    expect(titles(found)).toEqual([meant]);
    expect(found.corrected).toEqual(['hong', 'bao', 'lam']);
    expect(found.typedIsFound).toBe(false);
  });

  test('also where the words typed stand scattered in some text, if asked for; those remain to be had', async () => {
    await index(item(meant), scattered('lan'));
    const found = await find('hong bao lan', { preferClose: true });
    expect(titles(found)).toEqual([meant]);
    expect([found.corrected, found.typedIsFound]).toEqual([['hong', 'bao', 'lam'], true]);
    expect(titles(await find('hong bao lan'))).toEqual(['Việc khác lan']);
  });

  test('changes nothing where the words typed stand side by side, or where no correction is closer', async () => {
    await index(item('Kho lạnh', { body: 'giống hồng bảo lan quý' }), item(meant), item('Bảo tồn lan'));
    expect(titles(await find('hong bao lan', { preferClose: true }))).toEqual(['Kho lạnh']);
    await index(item('Sổ tay', { body: 'lan rừng và quả hồng' }));
    expect(titles(await find('hong lan', { preferClose: true }))).toContain('Sổ tay');
  });

  test('costs a bounded number of statements', async () => {
    await index(item(meant), scattered('lan'), scattered('lạng'));
    const texts: string[] = [];
    const log = openLog('silent');
    const counted = openDatabase({
      connection: scene.database.connection,
      log,
      onStatement: (text) => texts.push(text),
    });
    for (const q of [
      'hong bao lan',
      'hong bao lax',
      'hongg baox lan khac nua',
      'qwert hong bao',
      'hong bao xq',
      'hong bao 7q',
    ]) {
      texts.length = 0;
      await findItems(counted.db, q, { ...everything, preferClose: true });
      expect(texts.length, q).toBeLessThanOrEqual(7);
    }
    await counted.close();
  });
});

describe('what comes first', () => {
  test('titles before texts, the spelling typed before others', async () => {
    await index(item('Máy sấy', { body: 'sạt lở' }), item('Chống sạt lở'), item('Bộ máy'), item('Nuôi bò'));
    expect(titles(await find('sat lo'))).toEqual(['Chống sạt lở', 'Máy sấy']);
    expect(titles(await find('bò'))[0]).toBe('Nuôi bò');
    expect(titles(await find('bộ'))[0]).toBe('Bộ máy');
  });

  test('a code or a document’s number, however written', async () => {
    await index(
      item('Năm 2026 có 5 việc', { body: 'BTL 2026' }),
      item('Bài toán năm', { code: 'BTL-2026-05' }),
      item('Nghị quyết về đột phá', { kind: 'document', code: '71/NQ-CP' }),
      item('Kế hoạch', { kind: 'document', code: '145/KH-UBND' }),
      item('Sở Khoa học', { kind: 'organisation', code: 'SKHCN', otherCodes: ['4900247193'] }),
    );
    for (const q of ['BTL-2026-05', 'btl 2026 5', 'btl_2026_05', 'bai toan btl 2026 05'])
      expect(titles(await find(q))[0], q).toBe('Bài toán năm');
    for (const q of ['71/NQ-CP', '71/nq-cp', '71 NQ CP', 'nghị quyết 71', 'theo nghị quyết số 71/NQ-CP'])
      expect(titles(await find(q))[0], q).toBe('Nghị quyết về đột phá');
    expect(titles(await find('145'))[0]).toBe('Kế hoạch');
    expect(titles(await find('skhcn'))[0]).toBe('Sở Khoa học');
    expect(titles(await find('4900247193'))[0]).toBe('Sở Khoa học');
  });

  test('words in quotation marks stand side by side', async () => {
    await index(item('Số cửa khẩu'), item('Cửa khẩu số'), item('Kho', { body: 'ở cửa khẩu số hai' }));
    expect(titles(await find('“cửa khẩu số”')).sort()).toEqual(['Cửa khẩu số', 'Kho']);
    const scattered = await find('"khẩu cửa"');
    expect(scattered.total).toBe(0);
    expect(scattered.near.length).toBeGreaterThan(0);
  });
});

describe('when nothing is found', () => {
  test('near things are offered, those with the rarer words first', async () => {
    await index(item('Sạt lở ở vùng núi'), item('Cảnh báo của tỉnh'), item('Nước của tỉnh'));
    const found = await find('nước sạt lở mênh mông');
    expect(found.total).toBe(0);
    expect(found.near.map(({ title }) => title)).toContain('Sạt lở ở vùng núi');
  });

  test.each([
    "'a' & b:* | !c <-> (d",
    '%',
    '_',
    '\u0000',
    '\\',
    "'; drop table entry; --",
    '🙂🙂',
    'مرحبا بالعالم',
    '&&& ||| !!! :*',
    `"${'cửa '.repeat(200)}"`,
    'x'.repeat(10_000),
    'cửa khẩu '.repeat(2_000),
    `${'1/'.repeat(500)}NQ-CP`,
    '\u202e\u202dcửa',
    'a\ud800b',
  ])('a hostile query is answered like any other: %j', async (q) => {
    await index(item('Cửa khẩu'));
    const found = await find(q, { passages: true });
    expect(found.total).toBeLessThanOrEqual(1);
    expect(found.near.length).toBeLessThanOrEqual(1);
  });
});

describe('what is in the index', () => {
  test('a removed thing leaves no row, no word, no count behind', async () => {
    await index(
      item('Cửa khẩu số', { id: 900, code: 'BTL-2026-01', facets: { years: [2026], sectors: ['y-te'] } }),
    );
    await scene.opened.db.transaction().execute((tx) => removeItem(tx, 'problem', 900));
    for (const table of ['search_item', 'search_word', 'search_slip', 'search_code', 'search_count'] as const)
      expect(await scene.opened.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  });

  test('a thing written again is found by its new words and no longer by the old', async () => {
    await index(item('Cửa khẩu số', { id: 901 }));
    await index(item('Nuôi ong', { id: 901 }));
    expect((await find('cửa khẩu')).total).toBe(0);
    expect(titles(await find('nuôi ong'))).toEqual(['Nuôi ong']);
    expect((await browseItems(scene.opened.db, 'problem', 'newest', 0, 10)).total).toBe(1);
  });

  test('two commands that write at once wait for each other and both stay', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => index(item(`Cửa khẩu ${n}`), item(`Nước sạch ${n}`))),
    );
    const word = await scene.opened.db
      .selectFrom('search_word')
      .select('items')
      .where('word', '=', 'cua')
      .executeTakeFirstOrThrow();
    expect(word.items).toBe(6);
  });

  test('no total goes beyond 1,000 and says so', async () => {
    await index(...Array.from({ length: 1_100 }, (_, n) => item(`Nước sạch số ${n}`)));
    const found = await find('nước', { limit: 5 });
    expect([found.total, found.totalIsExact, found.items.length]).toEqual([1000, false, 5]);
    expect((await browseItems(scene.opened.db, 'problem', 'newest', 0, 5)).total).toBe(1100);
  });

  test('walking through everything meets each thing once', async () => {
    const all = Array.from({ length: 57 }, (_, n) =>
      item(`Việc ${n}`, { code: `BTL-2026-${n + 1}`, facets: { status: n % 2 ? 'open' : 'resolved' } }),
    );
    await index(...all);
    for (const [filters, wanted] of [
      [{}, 57],
      [{ status: ['open'] }, 28],
    ] as const) {
      const met: string[] = [];
      for (let after = null as Parameters<typeof walkItems>[3]; ; ) {
        const page = await walkItems(scene.opened.db, 'problem', filters, after, 10, 1000);
        expect([page.total, page.totalIsExact]).toEqual([wanted, true]);
        met.push(...page.items.map(({ code }) => code ?? ''));
        after = page.next;
        if (!after) break;
      }
      expect(new Set(met).size).toBe(wanted);
      expect(met).toHaveLength(wanted);
    }
  });

  test('one shared pair of words makes things similar only within a sector', async () => {
    await index(
      item('Bãi đỗ thông minh', { id: 910, facets: { sectors: ['do-thi'] } }),
      item('Thu phí bãi đỗ', { facets: { sectors: ['do-thi'] } }),
      item('Trung tâm thông minh', { facets: { sectors: ['hanh-chinh'] } }),
    );
    const similar = await similarItems(scene.opened.db, 'problem', 910, 5);
    expect(similar.map(({ title }) => title)).toEqual(['Thu phí bãi đỗ']);
  });

  test('words shared with things of another kind do not crowd out what is similar', async () => {
    const title = 'Số hóa lưu trữ hồ sơ cán bộ, công chức cấp xã vùng biên';
    await index(
      item(title, { id: 920, facets: { sectors: ['do-thi'] } }),
      item('Hồ sơ sức khỏe', { facets: { sectors: ['do-thi'] } }),
      item('Hồ sơ đất đai', { facets: { sectors: ['do-thi'] } }),
      item(title, { kind: 'task', facets: { sectors: ['do-thi'] } }),
    );
    const similar = await similarItems(scene.opened.db, 'problem', 920, 5);
    expect(similar.map(({ title: found }) => found).sort()).toEqual(['Hồ sơ sức khỏe', 'Hồ sơ đất đai']);
  });
});

test('folding is the same as the database’s for Vietnamese', async () => {
  const words = ['Hoà Bình', 'ĐƯỜNG', 'nghĩa', 'Thuỵ Hùng', 'ừỳỵỷỹ', 'Ở đâu Đó'];
  const { rows } = await scene.opened.pool.query<{ folded: string }>(
    'select vn_norm(w) as folded from unnest($1::text[]) with ordinality t (w, n) order by n',
    [words],
  );
  expect(rows.map(({ folded }) => folded)).toEqual(words.map(vnNorm));
});

test('while the index is written anew, visitors find what was there before', async () => {
  await index(item('Cảnh báo sạt lở'));
  await scene.opened.db.transaction().execute(async (tx) => {
    await clearSearch(tx);
    const found = await scene.opened.db.transaction().execute(async (visitor) => {
      await sql`set local statement_timeout = '3s'`.execute(visitor);
      return findItems(visitor, 'sat lo', { ...everything, kinds: ['problem'] });
    });
    expect(titles(found)).toEqual(['Cảnh báo sạt lở']);
  });
  expect((await find('sat lo')).items).toEqual([]);
});
