// npm start: on a fresh clone it installs and builds first, then serves. Node 20 can run it.
import { join } from 'node:path';
import { nodeFlags, root, runUnderNode24 } from './node24.mjs';
import { ensureReady, main } from './prepare.mjs';

await main(async () => {
  await ensureReady();
  const args = [...nodeFlags, join(root, 'dist/main.js'), 'start', ...process.argv.slice(2)];
  // the channel carries nothing: it closes when this process dies, so that the server is not left behind
  return runUnderNode24(args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
});
