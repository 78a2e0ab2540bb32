import { isUtf8 } from 'node:buffer';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { InvalidInput } from '../../kernel/refusal.ts';
import { BrokenExport } from './broken.ts';
import {
  filePath,
  filesFolder,
  formatName,
  formatVersion,
  type Manifest,
  manifestFile,
  parseManifest,
  partPath,
  tablesFolder,
  within,
} from './format.ts';

/** An export whose manifest could be read and that holds the files it should, by name. */
export interface OpenExport {
  readonly directory: string;
  readonly manifest: Manifest;
  /** Hashes by which the kept files are named. */
  readonly files: ReadonlySet<string>;
}

/** Bytes of a manifest at most; a hundred tables and thousands of missing files are far less. */
const longestManifest = 16 * 1024 * 1024;

/** Reads the manifest of an export. Throws InvalidInput where there is no such directory, BrokenExport otherwise. */
export async function readManifest(directory: string): Promise<Manifest> {
  const there = await stat(directory).catch(() => null);
  if (!there?.isDirectory()) {
    throw new InvalidInput({
      DIR: {
        vi: `không có thư mục ${directory}. Hãy nêu thư mục mà lệnh “export” đã tạo.`,
        en: `there is no directory ${directory}. Name the one that “export” made.`,
      },
    });
  }
  const path = within(directory, manifestFile);
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile()) {
    throw broken(manifestFile, {
      vi: `không có tệp này trong ${directory}: đây không phải bản xuất, hoặc việc xuất chưa xong.`,
      en: `${directory} has no such file: it is no export, or the export was not completed.`,
    });
  }
  if (found.size > longestManifest) throw broken(manifestFile, { vi: 'quá dài.', en: 'too long.' });
  const bytes = await readFile(path);
  if (!isUtf8(bytes)) throw broken(manifestFile, notUtf8);
  return manifestOf(jsonOf(bytes.toString('utf8')));
}

/** Opens an export. Throws as `readManifest`, and where a file is missing from it or does not belong to it. */
export async function openExport(directory: string): Promise<OpenExport> {
  const manifest = await readManifest(directory);
  const parts = new Set(manifest.tables.map(({ name }) => partPath(name)));
  const files = new Set<string>();
  for (const path of await pathsIn(directory)) {
    const hash = path.split('/').at(-1) ?? '';
    if (path === manifestFile || parts.delete(path)) continue;
    if (/^[0-9a-f]{64}$/.test(hash) && path === filePath(hash)) files.add(hash);
    else
      throw broken(shown(path), {
        vi: 'tệp lạ, không có trong bản kê.',
        en: 'a file that the manifest does not name.',
      });
  }
  const [missing] = parts;
  if (missing !== undefined) throw broken(missing, { vi: 'thiếu tệp này.', en: 'the file is missing.' });
  return { directory, manifest, files };
}

export const notUtf8 = { vi: 'không phải chữ mã hóa UTF-8.', en: 'not text in UTF-8.' };

const broken = (place: string, what: { readonly vi: string; readonly en: string }) =>
  new BrokenExport(place, what);

/** A name as it can be printed on one line, whatever it holds. */
const shown = (path: string): string => path.replace(/\p{Cc}/gu, '?').slice(0, 200);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw broken(manifestFile, { vi: 'không phải JSON.', en: 'not JSON.' });
  }
}

function manifestOf(value: unknown): Manifest {
  const { format, formatVersion: version } = (value ?? {}) as Record<string, unknown>;
  if (format !== formatName) {
    throw broken(manifestFile, {
      vi: 'không phải bản kê của một bản xuất Nhịp Cầu.',
      en: 'not the manifest of an export of Nhịp Cầu.',
    });
  }
  if (typeof version === 'number' && version > formatVersion) {
    throw broken(manifestFile, {
      vi: `định dạng ${version} mới hơn định dạng ${formatVersion} mà chương trình này đọc được; cần cập nhật chương trình.`,
      en: `format ${version} is newer than format ${formatVersion}, which this program reads; update the program.`,
    });
  }
  const read = parseManifest(value);
  if (!read.success) {
    const at = read.error.issues[0]?.path.join('.') ?? '';
    throw broken(manifestFile, { vi: `mục “${at}” sai.`, en: `“${at}” is wrong.` });
  }
  const names = read.data.tables.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw broken(manifestFile, { vi: `bảng “${twice}” ghi hai lần.`, en: `table “${twice}” stands twice.` });
  return read.data;
}

/** Every path below the directory but the folders that belong there. Throws where one is no ordinary file. */
async function pathsIn(directory: string, folder = ''): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(within(directory, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isFolder = path === tablesFolder || path === filesFolder || /^files\/[0-9a-f]{2}$/.test(path);
    if (entry.isDirectory() && isFolder) paths.push(...(await pathsIn(directory, path)));
    else if (entry.isFile()) paths.push(path);
    else
      throw broken(shown(path), {
        vi: 'không phải một tệp thường của bản xuất.',
        en: 'not an ordinary file of the export.',
      });
  }
  return paths;
}
