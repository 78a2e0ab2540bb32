// Rewrites db/schema.sql and the generated table types from the migrations.
import { join } from 'node:path';
import { root, runUnderNode24 } from './node24.mjs';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
process.exitCode = await runUnderNode24([vitest, 'run', 'test/architecture/schema.test.ts', '--update'], {
  cwd: root,
});
