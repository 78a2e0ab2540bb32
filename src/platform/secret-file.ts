import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The random text of `bytes` bytes kept in a file that only its owner reads; made where it is missing, its directory too. */
export function readOrMakeSecret(path: string, bytes: number): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    // made whole beside its place: a start killed here, or a full disk, must not leave an empty one behind
    const draft = `${path}.${process.pid}`;
    try {
      writeFileSync(draft, randomBytes(bytes).toString('base64url'), { mode: 0o600, flush: true });
      linkSync(draft, path);
    } catch (error) {
      // another program of the same data directory was first: its text is the one to use
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(path)) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(path, 'utf8').trim();
}
