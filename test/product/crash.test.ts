import { expect, test } from 'vitest';
import { crash } from '../../bench/crash.ts';

test('killed with all its processes amid writes, the product starts again by itself and has lost no answered one', {
  timeout: 300_000,
}, async () => {
  const report = await crash({ rounds: 2, writers: 6, between: [300, 1200] });
  expect(report).toMatchObject({ rounds: 2, lost: 0, torn: 0, verified: 2 });
  expect(report.acknowledged).toBeGreaterThan(10);
});
