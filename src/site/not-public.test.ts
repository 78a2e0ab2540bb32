import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftDocument, editionWith, openFilledPortal, type Portal } from '../../test/support/portal.ts';
import { system } from '../kernel/actor.ts';
import { writeNote } from '../modules/catalogue/notes/commands.ts';
import { rebuildSearch } from './rebuild-search.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal();
});
afterAll(() => portal.app.close());

describe('what is not public', () => {
  const secrets = ['bimatnhap', 'bimatbo', 'bimatkin', 'bimatvanban', 'bimatghichu'];

  test('appears in no list, count, search, answer, sitemap or change', async () => {
    const { app } = portal;
    const { services } = app;
    const before = (await portal.json('/api/v1/problems')) as { total: number };
    await editionWith(services, {
      year: 2031,
      published: false,
      entries: [{ title: 'Bài toán bimatnhap', sectors: ['logistics'], openTo: '2027-01-01' }],
    });
    const documentId = await draftDocument(services, 'Văn bản bimatvanban', '99/NQ-CP');
    const editionId = await editionWith(services, {
      year: 2027,
      entries: [{ title: 'Bài toán công khai' }, { title: 'Bài toán bimatkin', confidential: true }],
      removed: [{ title: 'Bài toán bimatbo', sectors: ['logistics'] }],
    });
    // of the public entry, of the confidential one, and of the edition as a whole
    const entries = services.db.selectFrom('entry').select('id').where('edition_id', '=', editionId);
    for (const [at, entryId] of [...(await entries.execute()).map(({ id }) => id), null].entries())
      await writeNote(services, system, {
        ...{ editionId, entryId, field: '', key: `bimat ${at}` },
        text: 'Ghi chú bimatghichu',
      });
    await rebuildSearch(services);
    const drafts = await services.db
      .selectFrom('entry')
      .select(['code', 'published_at'])
      .where('title', 'like', '%bimat%')
      .execute();
    expect(drafts.length).toBe(3);
    const after = (await portal.json('/api/v1/problems')) as { total: number };
    expect(after.total).toBe(before.total + 1);
    const paths = [
      '/',
      '/en',
      '/bai-toan',
      '/bai-toan?nam=2031',
      '/bai-toan?nam=2027',
      '/bai-toan?linh-vuc=logistics',
      '/nhu-cau',
      '/van-ban',
      `/van-ban/${portal.resolutionId}`,
      '/bai-toan/BTL-2027-01',
      '/danh-muc/BTL-2027/phu-luc.csv',
      '/danh-muc/BTL-2027/phu-luc.html',
      '/sitemap.xml',
      '/api/v1/changes?limit=100',
      '/api/v1/editions',
      '/api/v1/problems?limit=100',
      '/api/v1/documents?limit=100',
      '/api/v1/organisations',
      '/du-lieu-mo',
      '/du-lieu-mo/danh-muc.jsonld',
      ...['danh-muc', 'bai-toan', 'nhu-cau', 'ket-qua', 'van-ban', 'co-quan'].flatMap((set) => [
        `/du-lieu-mo/${set}`,
        ...['csv', 'json', 'jsonl'].map((format) => `/du-lieu-mo/${set}/du-lieu.${format}`),
      ]),
      '/du-lieu-mo/bai-toan/du-lieu.csv?nam=2027',
      '/du-lieu-mo/bai-toan/du-lieu.json?ngay=2026-05-04',
      '/du-lieu-mo/bai-toan/du-lieu.json?q=bimat',
    ];
    for (const path of paths) {
      const text = await portal.html(path);
      for (const secret of secrets) expect(text, `${path} ${secret}`).not.toContain(secret);
      expect(text, path).not.toContain('BTL-2031');
    }
    for (const secret of secrets) {
      for (const typed of [secret, `${secret.slice(0, -1)}x`, secret.slice(0, 5)]) {
        const pages = [`/tim-kiem?q=${typed}`, `/bai-toan?q=${typed}`, `/api/v1/problems?q=${typed}`];
        for (const path of pages) {
          const text = await portal.html(path);
          for (const code of ['BTL-2031-01', 'BTL-2027-02', 'BTL-2027-03', '99/NQ-CP'])
            expect(text, `${path} ${code}`).not.toContain(code);
          // the page repeats what was typed, and nothing else of a secret
          if (typed !== secret) expect(text, path).not.toContain(secret);
        }
      }
    }
    for (const path of [
      '/bai-toan/BTL-2031-01',
      '/bai-toan/btl-2031-1',
      '/bai-toan/BTL-2027-02',
      '/bai-toan/BTL-2027-03',
      '/api/v1/problems/BTL-2031-01',
      '/api/v1/problems/BTL-2027-02',
      '/api/v1/editions/BTL-2031',
      `/van-ban/${documentId}`,
      `/api/v1/documents/${documentId}`,
    ])
      expect((await app.fetch(path)).status, path).toBe(404);
  });

  test('is what a removed entry becomes', async () => {
    const { services } = portal.app;
    await editionWith(services, { year: 2028, entries: [{ title: 'Bài toán dexoasau' }] });
    const html = await portal.html('/tim-kiem?q=dexoasau');
    expect(html).toContain('BTL-2028-01');
    await services.db
      .updateTable('entry')
      .set({ removed_at: new Date() })
      .where('code', '=', 'BTL-2028-01')
      .execute();
    await rebuildSearch(services);
    // its address says when it was public, and nothing of what it said
    const gone = await portal.app.fetch('/bai-toan/BTL-2028-01');
    expect(gone.status).toBe(410);
    expect(await gone.text()).not.toContain('dexoasau');
    expect((await portal.app.fetch('/api/v1/problems/BTL-2028-01')).status).toBe(404);
    // a version of it was left standing here, and is in no file all the same
    expect(await portal.html('/du-lieu-mo/bai-toan/du-lieu.csv')).not.toContain('dexoasau');
    expect(await portal.html('/tim-kiem?q=dexoasau')).not.toContain('BTL-2028-01');
  });
});
