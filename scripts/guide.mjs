// npm run guide: takes the pictures of the user guide anew (public/guide), from the product with its sample.
import { join } from 'node:path';
import { root, runUnderNode24 } from './node24.mjs';
import { ensureReady, main } from './prepare.mjs';

await main(async () => {
  await ensureReady({ development: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  return runUnderNode24([vitest, 'run', 'test/architecture/guide.test.ts'], {
    cwd: root,
    env: { ...process.env, GUIDE: 'take' },
  });
});
