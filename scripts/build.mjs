// Bundles the server and the public files into dist/. Node 20 can run it.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { root } from './node24.mjs';

const dist = join(root, 'dist');
const stamp = join(dist, '.stamp');
const text = new Set(['.css', '.js', '.svg', '.txt', '.json', '.webmanifest']);

/** True where dist/ was built from exactly these sources. */
export function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputsHash();
}

/** Builds everything aside, then puts it in place of dist/ in one move. */
export async function build() {
  const inputs = inputsHash();
  const aside = join(root, 'node_modules/.cache', `build-${process.pid}`);
  rmSync(aside, { recursive: true, force: true });
  const files = new Map([
    ...(await serverFiles()),
    ...(await publicFiles()),
    ['.stamp', Buffer.from(inputs)],
  ]);
  for (const [path, content] of files) {
    const target = join(aside, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  const old = `${aside}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(aside, dist);
  rmSync(old, { recursive: true, force: true });
}

/** SHA-256 over all that the result depends on. */
function inputsHash() {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash
        .update(`${relative(root, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
    }
  };
  for (const path of ['src', 'public', 'scripts/build.mjs', 'tsconfig.json', 'package-lock.json'])
    visit(join(root, path));
  return hash.digest('hex');
}

/** Options shared by all that runs under Node. */
export const nodeOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  // places in failures need names and lines; the texts themselves cost each process some 40 MB
  sourcesContent: false,
  outdir: dist,
  write: false,
  logLevel: 'warning',
};

/** The server: its packages are in the bundle, since reading them file by file is most of what a command's start costs. */
const serverOptions = {
  ...nodeOptions,
  packages: 'bundle',
  // native parts, or looked for at run time
  external: ['@myriaddreamin/*', 'esbuild', 'pg-native'],
  // what one command alone needs is loaded by that command alone
  splitting: true,
  // packages written as CommonJS ask for Node's own modules by a `require`
  banner: {
    js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
  },
};

async function serverFiles() {
  const { build: esbuild } = await import('esbuild');
  const entries = {
    main: 'src/main.ts',
    'office-worker': 'src/office/worker.ts',
    'compose-worker': 'src/office/compose/worker.ts',
  };
  const entryPoints = Object.entries(entries).map(([out, path]) => ({ in: join(root, path), out }));
  const { outputFiles } = await esbuild({ ...serverOptions, entryPoints });
  return outputFiles.map((file) => [relative(dist, file.path), Buffer.from(file.contents)]);
}

/** Styles, browser scripts, pictures and fonts under names with their content's hash, and the manifest of names. */
async function publicFiles() {
  const named = [...(await bundled()), ...pictures()];
  const files = [];
  const manifest = {};
  for (const { logical, file, content } of named) {
    if (logical) manifest[logical] = file;
    files.push([`public/${file}`, content]);
    if (text.has(extname(file)) && content.length > 256)
      files.push(...(await compressed(`public/${file}`, content)));
  }
  files.push(['public/manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
  return files;
}

async function bundled() {
  const { build: esbuild } = await import('esbuild');
  const entryPoints = [
    ...listed('src/browser', /^(?!.*\.(test|d)\.ts$).+\.ts$/),
    ...listed('public', /\.css$/),
  ];
  const outdir = join(dist, 'public');
  const { outputFiles, metafile } = await esbuild({
    entryPoints: entryPoints.map((path) => join(root, path)),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
    outdir,
    entryNames: '[name].[hash]',
    assetNames: '[name].[hash]',
    loader: { '.woff2': 'file', '.svg': 'file', '.png': 'file' },
    plugins: [fonts],
    metafile: true,
    write: false,
    absWorkingDir: root,
    logLevel: 'warning',
  });
  const logicalNames = new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint, inputs }]) => [
      resolve(root, path),
      logicalName(entryPoint ?? Object.keys(inputs)[0] ?? path),
    ]),
  );
  return outputFiles.map((file) => ({
    logical: logicalNames.get(file.path),
    file: relative(outdir, file.path),
    content: Buffer.from(file.contents),
  }));
}

function logicalName(source) {
  const name = source.split('/').at(-1) ?? source;
  return name.replace(/\.ts$/, '.js').replace(/-normal\.woff2$/, '.woff2');
}

/** Wherever a style names a subset of the typeface, the file comes from its npm package. */
const fonts = {
  name: 'fonts',
  setup(build) {
    build.onResolve({ filter: /be-vietnam-pro-[a-z-]+-\d+(-normal)?\.woff2$/ }, ({ path }) => {
      const [, subset, weight] = /be-vietnam-pro-([a-z-]+?)-(\d+)(?:-normal)?\.woff2$/.exec(path) ?? [];
      const file = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
      return { path: join(root, 'node_modules/@fontsource/be-vietnam-pro/files', file) };
    });
  },
};

function pictures() {
  const files = [
    ...listed('public', /\.(svg|png|ico|txt|webmanifest)$/),
    ...listed('public/guide', /\.webp$/),
  ];
  return files.map((path) => {
    const content = readFileSync(join(root, path));
    const name = path.split('/').at(-1) ?? path;
    const extension = extname(name);
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
    return { logical: name, file: `${name.slice(0, -extension.length)}.${hash}${extension}`, content };
  });
}

function listed(directory, pattern) {
  const path = join(root, directory);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => `${directory}/${entry.name}`)
    .sort();
}

async function compressed(path, content) {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return [
    [`${path}.br`, await promisify(brotliCompress)(content, quality)],
    [`${path}.gz`, await promisify(gzip)(content, { level: 9 })],
  ];
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  const { main } = await import('./prepare.mjs');
  await main(build);
  if (!process.exitCode)
    process.stderr.write(`Đã dựng xong trong ${((Date.now() - started) / 1000).toFixed(1)} giây.\n`);
}
