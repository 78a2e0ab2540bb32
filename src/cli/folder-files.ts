import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '../kernel/text.ts';
import { endingOf, readableEndings } from '../office/index.ts';
import { WrongUsage } from './outcome.ts';

/** Why something below the folder is not read. */
export type PassedOverReason = 'hidden' | 'temporary' | 'link' | 'kind' | 'closed';

export interface PassedOver {
  /** Below the folder asked for, parts joined by `/`. */
  readonly path: string;
  readonly reason: PassedOverReason;
}

export interface FolderFiles {
  /** Paths below the folder, sorted. */
  readonly files: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

export const passedOverReasons: Readonly<Record<PassedOverReason, Text>> = {
  hidden: { vi: 'tệp hoặc thư mục ẩn', en: 'hidden' },
  temporary: { vi: 'tệp tạm của Word, Excel hoặc LibreOffice', en: 'a temporary file of an office program' },
  link: { vi: 'liên kết tới nơi khác', en: 'a link to somewhere else' },
  kind: { vi: 'không phải loại tệp văn bản đọc được', en: 'not a kind of file that is read' },
  closed: { vi: 'không mở được thư mục này', en: 'the directory cannot be opened' },
};

/** Everything below a folder, each thing once: to be read, or passed over and why. Throws WrongUsage for no folder. */
export async function filesBelow(folder: string): Promise<FolderFiles> {
  const files: string[] = [];
  const passedOver: PassedOver[] = [];
  const walk = async (below: string, entries: readonly Dirent[]): Promise<void> => {
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const reason = reasonAgainst(entry);
      if (reason) passedOver.push({ path, reason });
      else if (!entry.isDirectory()) files.push(path);
      else {
        const inside = await entriesOf(join(folder, path)).catch(() => null);
        if (inside) await walk(path, inside);
        else passedOver.push({ path, reason: 'closed' });
      }
    }
  };
  const top = await entriesOf(folder).catch(() => {
    throw new WrongUsage({
      vi: `Không mở được thư mục “${folder}”. Hãy kiểm tra lại đường dẫn và quyền đọc.`,
      en: `The directory “${folder}” cannot be opened. Check its path and that it may be read.`,
    });
  });
  await walk('', top);
  return { files, passedOver };
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  // in one order on every machine, so that two runs say the same
  return entries.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

function reasonAgainst(entry: Dirent): PassedOverReason | null {
  // LibreOffice's lock begins with a dot, Word's with a tilde
  if (/^(~\$|\.~lock\.)|\.tmp$|~$/iu.test(entry.name)) return 'temporary';
  if (entry.name.startsWith('.')) return 'hidden';
  // followed, one could lead round in circles, or out of the folder
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return null;
  return entry.isFile() && readableEndings.has(endingOf(entry.name)) ? null : 'kind';
}
