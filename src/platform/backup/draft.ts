import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';

/** Ends the name of a directory in which an export is being made; nothing of such a name is ever complete. */
export const draftMark = '.incomplete-';

/** An export being written beside the place it will have. */
export interface Draft {
  /** Where its files are written. */
  readonly directory: string;
  /** Puts it, complete and on disk, in its place. */
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Opens a draft of `target`, an absolute path or one relative to the working directory. Throws Refusal `conflict`
 * where something is there already, InvalidInput where nothing can be written there.
 */
export async function openDraft(target: string): Promise<Draft> {
  const place = resolve(target);
  const parent = dirname(place);
  await refuseTaken(place);
  const directory = join(parent, `${basename(place)}${draftMark}${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(parent, { recursive: true });
    // passwords (hashed) and personal data: for the account that made it alone
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    throw unwritable(place, error);
  }
  return {
    directory,
    async finish() {
      await syncTree(directory);
      await refuseTaken(place);
      try {
        await rename(directory, place);
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'ENOTEMPTY' ? taken(place) : unwritable(place, error);
      }
      await syncDirectory(parent);
    },
    discard: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Writes a small file whole and on disk. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flag: 'wx', flush: true });
}

async function refuseTaken(place: string): Promise<void> {
  const there = await stat(place).catch(() => null);
  if (!there) return;
  if (!there.isDirectory()) throw taken(place);
  const names = await readdir(place).catch((error: unknown) => {
    throw unwritable(place, error);
  });
  if (names.length > 0) throw taken(place);
  // a disk mounted there cannot be replaced by a directory
  if ((await stat(dirname(place))).dev !== there.dev) {
    throw invalid({
      vi: `${place} là chỗ gắn một ổ đĩa. Hãy nêu tên một thư mục mới bên trong, ví dụ ${join(place, 'sao-luu')}.`,
      en: `${place} is where a disk is mounted. Name a new directory inside it, such as ${join(place, 'backup')}.`,
    });
  }
}

function taken(place: string): Refusal {
  return new Refusal('conflict', {
    vi: `${place} đã có nội dung nên không xuất vào đó. Hãy nêu tên một thư mục chưa có hoặc còn trống.`,
    en: `${place} is not empty, so nothing is exported into it. Name a directory that does not exist or is empty.`,
  });
}

const roomless = new Set(['ENOSPC', 'EDQUOT']);

function unwritable(place: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!code || roomless.has(code)) return error;
  return invalid({
    vi: `không ghi được vào ${place} (${code}). Hãy chọn nơi tài khoản đang chạy có quyền ghi.`,
    en: `${place} cannot be written (${code}). Choose a place the running account may write to.`,
  });
}

const invalid = (text: Text) => new InvalidInput({ DIR: text });

/** Names of files are on disk only when their directories are. */
async function syncTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true }))
    if (entry.isDirectory()) await syncTree(join(directory, entry.name));
  await syncDirectory(directory);
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
