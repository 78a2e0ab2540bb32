import { expect, test } from 'vitest';
import { openPublicReads } from './public-reads.ts';

function counted() {
  let reads = 0;
  return { read: async () => (reads += 1), count: () => reads };
}

test('an answer is read once until anything public changes', async () => {
  let generation: string | null = '1';
  const reads = openPublicReads(() => generation);
  const { read } = counted();
  expect([await reads.remember('list', read), await reads.remember('list', read)]).toEqual([1, 1]);
  generation = '2';
  expect(await reads.remember('list', read)).toBe(2);
});

test('while the state is unknown every answer is read', async () => {
  const reads = openPublicReads(() => null);
  const { read } = counted();
  expect([await reads.remember('list', read), await reads.remember('list', read)]).toEqual([1, 2]);
});

test('an answer begun before a change is not kept for after it', async () => {
  let generation = '1';
  const reads = openPublicReads(() => generation);
  let finish: (value: string) => void = () => undefined;
  const slow = reads.remember('list', () => new Promise<string>((resolve) => (finish = resolve)));
  generation = '2';
  expect(await reads.remember('list', async () => 'new')).toBe('new');
  finish('old');
  expect(await slow).toBe('old');
  expect(await reads.remember('list', async () => 'newer')).toBe('new');
});

test('a failure is not remembered, and invented keys do not fill the memory', async () => {
  const reads = openPublicReads(() => '1');
  await expect(reads.remember('list', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await reads.remember('list', async () => 'back')).toBe('back');
  const { read, count } = counted();
  for (let n = 0; n < 300; n += 1) await reads.remember(`list ${n}`, read);
  await reads.remember('list 0', read);
  await reads.remember('x'.repeat(500), read);
  await reads.remember('x'.repeat(500), read);
  expect(count()).toBe(303);
});

test('files are kept up to a number of bytes, the least recently used go first; other answers stay', async () => {
  const reads = openPublicReads(() => '1', 1_000);
  const made: string[] = [];
  const file = (name: string, bytes: number) =>
    reads.remember(name, async () => {
      made.push(name);
      return new Uint8Array(bytes);
    });
  const { read, count } = counted();
  await reads.remember('list', read);
  await file('one', 400);
  await file('two', 400);
  await file('one', 400);
  await file('three', 400);
  for (const name of ['one', 'three', 'two']) await file(name, 400);
  expect(made).toEqual(['one', 'two', 'three', 'two']);
  // one alone is too large to be kept
  await file('whole', 2_000);
  await file('whole', 2_000);
  expect(made.filter((name) => name === 'whole')).toHaveLength(2);
  await reads.remember('list', read);
  expect(count()).toBe(1);
});
