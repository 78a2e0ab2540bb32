// After every `npm install`: puts back into package-lock.json the optional packages of other platforms. npm drops those
// its registry could not give it, and a later `npm ci` then refuses the whole lock file ("Missing: … from lock file").
//   node scripts/complete-lock.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';

const path = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const packages = lock.packages;

/** Optional packages named by an installed one and not locked anywhere it would look. */
function* missing() {
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      let above = place;
      while (above && !packages[`${above}/node_modules/${name}`]) {
        above = above.includes('/node_modules/') ? above.slice(0, above.lastIndexOf('/node_modules/')) : '';
      }
      if (!above && !packages[`node_modules/${name}`]) yield { name, version, dev: entry.dev === true };
    }
  }
}

const PLATFORM =
  /(?:^|-)(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|wasm32)-([a-z0-9_]+)/;

/** "…/cli-linux-x64-musl", "…/compiler-linux-arm-gnueabihf": the platform stands in the name of such packages. */
function entryOf({ name, version, dev }) {
  const [, os, cpu] = PLATFORM.exec(name.replace(/^.*\//, '')) ?? [];
  if (os === undefined || cpu === undefined) throw new Error(`${name}: no platform in its name`);
  const libc = name.includes('musl') ? ['musl'] : os === 'linux' && name.includes('gnu') ? ['glibc'] : null;
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(libc ? { libc } : {}),
    optional: true,
    os: [os],
  };
}

const found = [...missing()];
if (found.length > 0 && process.argv.includes('--check')) {
  console.error(
    `package-lock.json thiếu ${found.length} gói tùy chọn; hãy chạy: node scripts/complete-lock.mjs`,
  );
  console.error(
    `package-lock.json lacks ${found.length} optional packages; run: node scripts/complete-lock.mjs`,
  );
  process.exitCode = 1;
} else if (found.length > 0) {
  for (const one of found) packages[`node_modules/${one.name}`] = entryOf(one);
  const sorted = Object.entries(packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.error(`${found.length} optional packages put back`);
}
