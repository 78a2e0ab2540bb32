import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openFilledPortal, type Portal, publishedDocument } from '../../test/support/portal.ts';
import { apiListedEntry, apiProblem } from '../modules/catalogue/index.ts';
import { writeCursor } from './api/paging.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal();
});
afterAll(() => portal.app.close());

describe('the API', () => {
  const page = z.object({
    items: z.array(apiListedEntry),
    total: z.number(),
    totalIsExact: z.boolean(),
    next: z.string().nullable(),
  });

  test('answers in the shapes its document declares', async () => {
    const list = page.parse(await portal.json('/api/v1/problems?limit=2'));
    expect(list.items).toHaveLength(2);
    expect(list.totalIsExact).toBe(true);
    const one = apiProblem.strict().parse(await portal.json('/api/v1/problems/BTL-2026-01'));
    expect(one.bases[0]).toMatchObject({
      number: '71/NQ-CP',
      item: 'nhiệm vụ số 130',
      annex: 'Phụ lục II',
      document: portal.resolutionId,
    });
    expect(one.money).toEqual([{ source: 'su_nghiep', year: 2027, amount: 4_200_000_000 }]);
    const problem = await portal.json('/api/v1/problems/btl-2026-1');
    expect(problem).toMatchObject({ code: 'BTL-2026-01' });
  });

  test('walks through a list by its cursors, each thing once, and through a search as well', async () => {
    for (const start of ['/api/v1/problems?limit=2', '/api/v1/problems?limit=1&q=cua&year=2026']) {
      const met: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const list: z.output<typeof page> = page.parse(
          await portal.json(`${start}${next ? `&cursor=${next}` : ''}`),
        );
        met.push(...list.items.map(({ code }) => code));
        next = list.next;
        expect(met.length).toBeLessThan(50);
      }
      const { total } = page.parse(await portal.json(start));
      expect(new Set(met).size, start).toBe(total);
      expect(met, start).toHaveLength(total);
    }
  });

  test('filters by year, sector and status', async () => {
    const codes = async (path: string) => page.parse(await portal.json(path)).items.map(({ code }) => code);
    expect(await codes('/api/v1/problems?sector=logistics')).toEqual(['BTL-2026-01']);
    expect(await codes('/api/v1/problems?year=2025')).toEqual(['BTL-2025-01']);
    expect(await codes('/api/v1/problems?year=2026&status=resolved')).toEqual(['BTL-2026-02']);
    expect(await codes('/api/v1/problems?q=sat+lo&sector=logistics')).toEqual(['BTL-2026-01']);
  });

  test.each([
    ['/api/v1/problems?limit=0', 'limit'],
    ['/api/v1/problems?limit=101', 'limit'],
    ['/api/v1/problems?limit=abc', 'limit'],
    ['/api/v1/problems?limit=', 'limit'],
    ['/api/v1/problems?limit=1&limit=2', 'limit'],
    ['/api/v1/problems?cursor=not-a-cursor', 'cursor'],
    ['/api/v1/problems?cursor=eyJ4IjoxfQ', 'cursor'],
    ['/api/v1/problems?q=so&cursor=eyJmcm9tIjo5OTk5OX0', 'cursor'],
    ['/api/v1/problems?year=20x6', 'year'],
    ['/api/v1/needs?status=closed', 'status'],
    [`/api/v1/problems?cursor=${writeCursor({ order: '\u0000', item: 1 })}`, 'cursor'],
    [`/api/v1/organisations?cursor=${writeCursor({ code: '\u0000' })}`, 'cursor'],
    ['/api/v1/documents?cursor=%25', 'cursor'],
    [`/api/v1/documents?cursor=${writeCursor({ day: '2026-02-30', id: 1 })}`, 'cursor'],
    [`/api/v1/documents?cursor=${writeCursor({ day: "2026-01-01'", id: 1 })}`, 'cursor'],
    [`/api/v1/documents?cursor=${writeCursor({ day: '2026-01-01', id: 1e30 })}`, 'cursor'],
    ['/api/v1/organisations?cursor=%F0%9F%99%82', 'cursor'],
    ['/api/v1/editions?limit=-1', 'limit'],
    ['/api/v1/changes?since=x', 'since'],
  ])('says which parameter is wrong: %s', async (path, parameter) => {
    const answer = await portal.app.fetch(path);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({ status: 400, parameter });
  });

  test('answers what does not exist with a problem document', async () => {
    for (const path of [
      '/api/v1/problems/none',
      '/api/v1/problems/%00',
      '/api/v1/editions/%00',
      '/api/v1/organisations/%00',
      '/api/v1/organisations/none',
      '/api/v1/documents/abc',
      '/api/v1/technologies',
    ]) {
      const answer = await portal.app.fetch(path);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get('content-type'), path).toContain('application/problem+json');
    }
  });

  test('tells changes in their order and goes on where one left off', async () => {
    const { services } = portal.app;
    const changes = z.object({
      items: z.array(z.object({ cursor: z.string(), kind: z.string(), code: z.string(), event: z.string() })),
      next: z.string().nullable(),
    });
    const known = changes.parse(await portal.json('/api/v1/changes?limit=100'));
    const last = known.items.at(-1)?.cursor ?? '';
    expect(known.items.map(({ code }) => code)).toContain('BTL-2026');
    expect(changes.parse(await portal.json(`/api/v1/changes?since=${last}`)).items).toEqual([]);
    const id = await publishedDocument(services, 'Kế hoạch mới', '12/KH-UBND');
    const fresh = changes.parse(await portal.json(`/api/v1/changes?since=${last}`));
    expect(fresh.items).toMatchObject([{ kind: 'document', code: String(id), event: 'published' }]);
  });

  test('describes every address it has, and lets anybody’s page read it', async () => {
    const described = z
      .object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()), components: z.unknown() })
      .parse(await portal.json('/api/v1/openapi.json'));
    expect(Object.keys(described.paths).sort()).toEqual(
      [
        '/api/v1/changes',
        ...['editions', 'problems', 'needs', 'organisations', 'plans', 'tasks', 'targets'].flatMap((noun) => [
          `/api/v1/${noun}`,
          `/api/v1/${noun}/{code}`,
        ]),
        '/api/v1/problems/{code}/questions',
        '/api/v1/needs/{code}/questions',
        '/api/v1/consultations',
        '/api/v1/working-days',
        '/api/v1/documents',
        '/api/v1/documents/{id}',
      ].sort(),
    );
    const text = JSON.stringify(described);
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(described.components, name).toHaveProperty(['schemas', name ?? '']);
    const answer = await portal.app.fetch('/api/v1/openapi.json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    for (const path of ['/api', '/en/api']) expect((await portal.app.fetch(path)).status).toBe(200);
  });
});
