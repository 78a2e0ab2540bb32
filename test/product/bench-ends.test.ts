import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/platform/project-root.ts';
import { ensureBuilt, until } from './product.ts';

const directory = mkdtempSync(join(tmpdir(), 'nhipcau-ends-'));
chmodSync(directory, 0o711);
afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));

function remaining(): { node: number; postgres: number } {
  const found = { node: 0, postgres: 0 };
  for (const pid of readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(directory)) found.postgres += 1;
      else if (readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${directory}`)) found.node += 1;
    } catch {
      // ended meanwhile
    }
  }
  return found;
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a measurement ended by %s leaves no server behind',
  async (signal) => {
    await ensureBuilt();
    const bench = spawn(process.execPath, ['scripts/bench.mjs', 'portal'], {
      cwd: projectRoot,
      env: { ...process.env, TMPDIR: directory },
      stdio: 'ignore',
    });
    // the launcher, the measurement, its database and its pages
    await until('everything runs', () => remaining().node >= 4 && remaining().postgres > 3, 60);
    bench.kill(signal);
    await until('nothing of it runs', () => remaining().node === 0 && remaining().postgres === 0, 30);
    expect(remaining()).toEqual({ node: 0, postgres: 0 });
  },
  100_000,
);
