import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { item, openSearch, type SearchScene } from '../../../test/support/search.ts';
import { wordsOf } from './words.ts';

let scene: SearchScene;
beforeAll(async () => {
  scene = await openSearch();
});
afterAll(() => scene.close());

const vocabulary = ['cửa', 'khẩu', 'của', 'nước', 'sạch', 'số', 'bò', 'bộ', 'lở', 'lỡ', 'y', 'tế'];
const phrase = (most: number) => fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: most });

test('a search finds exactly what reading everything finds, and facets count it', async () => {
  const things = fc.array(
    fc.record({
      title: phrase(4),
      body: phrase(6),
      year: fc.constantFrom(2025, 2026),
      sector: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('open', 'resolved'),
    }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(
      things,
      phrase(3),
      fc.subarray(['2025', '2026']),
      fc.subarray(['a', 'b', 'c']),
      async (given, words, years, sectors) => {
        await scene.empty();
        const rows = given.map((thing, n) => ({ ...thing, id: n + 1 }));
        await scene.index(
          ...rows.map(({ id, title, body, year, sector, status }) =>
            item(title.join(' '), {
              id,
              body: body.join(' '),
              facets: { years: [year], sectors: [sector], status },
            }),
          ),
        );
        const typed = words.join(' ');
        const folded = wordsOf(typed);
        const matching = rows.filter(({ title, body }) => {
          const all = new Set(wordsOf([...title, ...body].join(' ')));
          return folded.every((word) => all.has(word));
        });
        const passes = (row: (typeof rows)[number], except?: string) =>
          (except === 'year' || years.length === 0 || years.includes(String(row.year))) &&
          (except === 'sector' || sectors.length === 0 || sectors.includes(row.sector));
        const found = await scene.find(typed, { filters: { year: years, sector: sectors } });
        if (matching.length === 0) return; // corrections and beginnings are tried then
        const expected = matching.filter((row) => passes(row));
        expect(found.items.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
        expect([found.total, found.totalIsExact]).toEqual([expected.length, true]);
        for (const year of ['2025', '2026'])
          expect(found.facets.year?.[year] ?? 0).toBe(
            matching.filter((row) => passes(row, 'year') && String(row.year) === year).length,
          );
        for (const status of ['open', 'resolved'])
          expect(found.facets.status?.[status] ?? 0).toBe(
            matching.filter((row) => passes(row) && row.status === status).length,
          );
        // a title with the words as typed comes before whatever has them elsewhere; one that differs in its signs may not
        const inTitle = (id: number) => {
          const title = rows.find((row) => row.id === id)?.title ?? [];
          if (words.every((word) => title.includes(word))) return 'as typed';
          const known = new Set(wordsOf(title.join(' ')));
          return folded.every((word) => known.has(word)) ? 'folded' : 'elsewhere';
        };
        const ranks = found.items.map(({ id }) => inTitle(id));
        expect(ranks.lastIndexOf('as typed')).toBeLessThan(
          ranks.includes('elsewhere') ? ranks.indexOf('elsewhere') : ranks.length,
        );
      },
    ),
    { numRuns: 40 },
  );
});
