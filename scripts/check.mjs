// npm run check: format and lint, types, module boundaries, nothing unused. One line each; a failure shows the tool's words.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode24, root } from './node24.mjs';
import { ensureInstalled, main, say } from './prepare.mjs';

// several checkers of one project would each read all types anew, and the other processor has work
const tools = [
  { title: 'package-lock.json đầy đủ', path: 'scripts/complete-lock.mjs', args: ['--check'] },
  {
    title: 'định dạng và lỗi thường gặp (biome)',
    file: '@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings'],
  },
  { title: 'kiểu (tsc)', file: 'tsc7/bin/tsc', args: ['--noEmit', '--checkers', '1'] },
  {
    title: 'kiểu của mã trình duyệt (tsc)',
    file: 'tsc7/bin/tsc',
    args: ['--noEmit', '--checkers', '1', '-p', 'src/browser'],
  },
  {
    title: 'ranh giới giữa các phần (dependency-cruiser)',
    file: 'dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['src', 'test', 'bench', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    judge: boundaries,
  },
  {
    title: 'không có gì thừa (knip)',
    file: 'knip/bin/knip.js',
    args: ['--no-progress', '--treat-config-hints-as-errors'],
  },
];

/** With a TypeScript it does not know, dependency-cruiser looks at nothing and is content: so it must have seen our files. */
function boundaries({ code, output }) {
  let read;
  try {
    read = JSON.parse(output);
  } catch {
    return { code: code || 1, output };
  }
  const seen = read.modules.filter(({ source }) => source.startsWith('src/')).length;
  if (seen <= 50) return { code: 1, output: `only ${seen} modules of src/ were cruised; the check is blind` };
  const wrong = read.summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`,
  );
  return { code: wrong.length > 0 ? 1 : 0, output: wrong.join('\n') };
}

/**
 * Runs all checks, two at a time; true when all are content.
 *
 * @param {AbortSignal} [signal] ends them early
 */
export async function check(signal) {
  const waiting = [...tools];
  let good = true;
  const worker = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift()) {
      const started = Date.now();
      const outcome = await run(tool, signal);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      say(`${outcome.code === 0 ? '✓' : '✗'} ${tool.title} ${seconds} s`);
      if (outcome.code === 0) continue;
      good = false;
      say(outcome.output);
    }
  };
  await Promise.all([worker(), worker()]);
  return good;
}

async function run({ file, path = join('node_modules', file), args, judge }, signal) {
  const outcome = await new Promise((done) => {
    const child = spawn(findNode24(), [join(root, path), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    let complaint = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    // an interrupted check is told by its exit
    child.once('error', () => undefined);
    child.once('close', (code) => done({ code: code ?? 1, output, complaint }));
  });
  if (judge && outcome.output) return judge(outcome);
  return { code: outcome.code, output: `${outcome.output}${outcome.complaint}`.trim() };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await ensureInstalled(true);
    return (await check()) ? 0 : 1;
  });
}
