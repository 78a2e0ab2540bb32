import { describe, expect, test } from 'vitest';
import { openThreads, ThreadFailure } from './thread.ts';

/** A thread that counts its jobs, and does with each what it says. */
const counting = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    let jobs = 0;
    let held = [];
    parentPort.on('message', (job) => {
      jobs += 1;
      if (job === 'stay') return;
      if (job === 'break' && jobs > 1) throw new Error('broken');
      if (job === 'last') setTimeout(() => process.exit(), 20);
      if (job === 'always broken') throw new Error('always');
      if (job === 'eat') for (;;) held.push(Array.from({ length: 10_000 }, Math.random));
      parentPort.postMessage(jobs);
    });
  `)}`,
);

const open = () => openThreads<string, number>(counting, { maxOldGenerationSizeMb: 32 });

async function reasonOf(attempt: Promise<number>): Promise<string> {
  const error = await attempt.then(String, (thrown: unknown) => thrown);
  if (!(error instanceof ThreadFailure)) throw new Error(`not a failed thread: ${String(error)}`);
  return `${error.reason}: ${error.message}`;
}

describe('a thread', () => {
  test('that has done its work is there for the next, and two at once have one each', async () => {
    const ask = open();
    expect(await ask('a', 60_000)).toBe(1);
    expect(await ask('b', 60_000)).toBe(2);
    expect((await Promise.all([ask('c', 60_000), ask('d', 60_000)])).sort()).toEqual([1, 3]);
    const remarks: string[] = [];
    const hear = ({ name }: Error) => remarks.push(name);
    process.on('warning', hear);
    for (let job = 0; job < 20; job += 1) await ask('e', 60_000);
    await new Promise(setImmediate);
    process.off('warning', hear);
    expect(remarks).toEqual([]);
  });

  test('over its time, or over its memory, is ended and told as such; the next job has another', async () => {
    const ask = open();
    expect(await reasonOf(ask('stay', 300))).toBe('time: longer than 300 ms');
    expect(await reasonOf(ask('eat', 60_000))).toMatch(/^memory: /);
    expect(await ask('a', 60_000)).toBe(1);
  });

  test('that ended by itself while it waited is not asked again', async () => {
    const ask = open();
    expect(await ask('last', 60_000)).toBe(1);
    await new Promise((done) => setTimeout(done, 500));
    expect(await ask('a', 10_000)).toBe(1);
  });

  test('spoilt by what it did before fails no job; a job that fails in a fresh one has failed', async () => {
    const ask = open();
    expect(await ask('a', 60_000)).toBe(1);
    expect(await ask('break', 60_000)).toBe(1);
    expect(await reasonOf(ask('always broken', 60_000))).toMatch(/^fault: Error: always/);
  });
});
