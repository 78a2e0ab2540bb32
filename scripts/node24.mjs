// The product runs on Node 24; a machine may have an older one. Plain JavaScript that Node 20 can read.
//   node scripts/node24.mjs FILE [ARGS…]   runs FILE under Node 24
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(import.meta.url), '../..');

/**
 * How Node runs the product. Errors name the lines of the sources; not by `--enable-source-maps`: with it the log, which
 * asks who opened it, reads the map of the whole product at each start, a tenth of a second and thirty megabytes. What
 * lives shortly has half of the usual memory: a large import then takes 300 MB instead of 360, and no more time.
 */
export const nodeFlags = [
  '--max-semi-space-size=16',
  ...['--import', 'data:text/javascript,process.setSourceMapsEnabled(true)'],
];

/** Path of a Node 24 or newer: this one, else the one npm installed for this platform; null before the install. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const path = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : null;
}

/**
 * Runs a program to its end in the foreground and returns its exit code (128 + signal number when a signal ended it).
 * Signals sent to this process reach it. Ctrl-C is not passed on: the terminal already sends it to both.
 */
export function runToEnd(file, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { stdio: 'inherit', cwd: process.cwd(), ...options });
    const fromTerminal = Boolean(process.stdin.isTTY || process.stdout.isTTY);
    const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
      const pass = () => {
        if (signal !== 'SIGINT' || !fromTerminal) child.kill(signal);
      };
      process.on(signal, pass);
      return [signal, pass];
    });
    const forget = () => {
      for (const [signal, pass] of forwarded) process.off(signal, pass);
    };
    child.once('error', (error) => {
      forget();
      failed(error);
    });
    child.once('exit', (code, signal) => {
      forget();
      done(signal ? 128 + (constants.signals[signal] ?? 0) : code);
    });
  });
}

/** As runToEnd, of a JavaScript or TypeScript file under Node 24. */
export function runUnderNode24(args, options = {}) {
  const node = findNode24();
  if (!node) {
    console.error(
      'Không tìm thấy Node 24. Hãy chạy “npm ci --ignore-scripts” rồi thử lại.\nNode 24 was not found. Run “npm ci --ignore-scripts” and try again.',
    );
    return Promise.resolve(1);
  }
  return runToEnd(node, args, options);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await runUnderNode24(process.argv.slice(2));
}
