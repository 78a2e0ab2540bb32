// npm start: on a fresh clone it installs and builds first, then serves. Node 20 can run it.
import { join } from 'node:path';
import { root, runUnderNode24 } from './node24.mjs';
import { ensureReady, main } from './prepare.mjs';

await main(async () => {
  await ensureReady();
  return runUnderNode24([
    '--enable-source-maps',
    join(root, 'dist/main.js'),
    'start',
    ...process.argv.slice(2),
  ]);
});
