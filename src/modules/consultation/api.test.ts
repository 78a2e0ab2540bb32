import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openConsulting } from '../../../test/support/consulting.ts';
import { apiConsultation } from './api.ts';

const { app, by, organisationOf, announced, prepared, on } = await openConsulting();
afterAll(() => app.close());

const page = z.object({
  items: z.array(apiConsultation.strict()),
  total: z.number(),
  totalIsExact: z.boolean(),
  next: z.string().nullable(),
});
const ask = async (query: string, as = by.agency) => {
  const answer = await app.fetch(`/api/v1/consultations${query}`, { as });
  expect(answer.status).toBe(200);
  return page.parse(await answer.json());
};

test('programs get public consultations once each, piece by piece; never drafts or internal ones, whoever asks', async () => {
  const open = [await announced(), await announced(), await announced()];
  const coming = await announced({ from: '10/05/2026' });
  const ended = await announced({ to: '05/05/2026' });
  await prepared();
  await announced({ audience: 'internal', agencies: String(await organisationOf('SCT')) });
  await on('2026-05-06T03:00:00Z');
  const met: number[] = [];
  let next: string | null = '';
  while (next !== null) {
    const found: z.infer<typeof page> = await ask(`?limit=2${next && `&cursor=${next}`}`);
    expect(found.total).toBe(5);
    expect(found.items.length).toBeLessThanOrEqual(2);
    met.push(...found.items.map(({ id }) => id));
    next = found.next;
  }
  expect(met).toHaveLength(5);
  expect(new Set(met)).toEqual(new Set([...open, coming, ended]));
  const ofStatus = async (status: string) => (await ask(`?status=${status}`)).items.map(({ id }) => id);
  expect(new Set(await ofStatus('open'))).toEqual(new Set(open));
  expect(await ofStatus('coming')).toEqual([coming]);
  expect(await ofStatus('ended')).toEqual([ended]);
  expect((await app.fetch('/api/v1/consultations?status=draft')).status).toBe(400);
  await on('2026-05-04T03:00:00Z');
});
