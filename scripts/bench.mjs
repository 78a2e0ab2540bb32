// npm run bench -- NAME [--json]: builds, then runs bench/NAME.ts under Node 24. Without a name: what there is.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFlags, root, runUnderNode24 } from './node24.mjs';
import { ensureReady, main, Stop } from './prepare.mjs';

/** A benchmark says so in its first comment: `npm run bench -- NAME: what it measures`. */
function listed() {
  return readdirSync(join(root, 'bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [
      file.slice(0, -3),
      /npm run bench -- \S+: *(.+?)(?: *\*\/)?$/m.exec(readFileSync(join(root, 'bench', file), 'utf8')),
    ])
    .filter(([, found]) => found)
    .map(([name, found]) => `  ${name}: ${found[1]}`);
}

await main(async () => {
  const [name, ...rest] = process.argv.slice(2);
  if (!name || name.startsWith('-')) {
    process.stdout.write(`npm run bench -- TÊN [--json]\n${listed().join('\n')}\n`);
    return 0;
  }
  const source = join(root, 'bench', `${name}.ts`);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(source)) {
    throw new Stop(
      `Không có phép đo “${name}”. / There is no benchmark “${name}”.\n${listed().join('\n')}`,
      2,
    );
  }
  await ensureReady({ development: true });
  const { build } = await import('esbuild');
  const { nodeOptions } = await import('./build.mjs');
  const outfile = join(root, 'dist/bench', `${name}.js`);
  mkdirSync(join(root, 'dist/bench'), { recursive: true });
  // bundled, since what it measures has components that Node cannot read as they stand
  await build({ ...nodeOptions, outdir: undefined, outfile, write: true, entryPoints: [source] });
  // threads are looked for beside the bundle: these are the product's
  for (const thread of ['office-worker.js', 'compose-worker.js'])
    writeFileSync(join(root, 'dist/bench', thread), `import '../${thread}';\n`);
  // the channel carries nothing: it closes when this process dies, so that no measurement runs on
  return runUnderNode24([...nodeFlags, outfile, ...rest], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
});
