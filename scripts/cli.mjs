#!/usr/bin/env node
// nhipcau …: the command line, installed and built when needed; standard output is the command's alone.
import { join } from 'node:path';
import { nodeFlags, root, runUnderNode24 } from './node24.mjs';
import { ensureReady, main } from './prepare.mjs';

await main(async () => {
  await ensureReady();
  return runUnderNode24([...nodeFlags, join(root, 'dist/main.js'), ...process.argv.slice(2)]);
});
