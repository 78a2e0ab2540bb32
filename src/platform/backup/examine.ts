import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Text } from '../../kernel/text.ts';
import type { Facts } from '../events/chain.ts';
import type { Verification } from '../events/verify.ts';
import { type ChainWalk, type Flaw, walkChain } from '../events/walk.ts';
import { BrokenExport } from './broken.ts';
import { filePath, type Part, partPath, within } from './format.ts';
import { readLines } from './lines.ts';
import { notUtf8, type OpenExport, readManifest } from './open-export.ts';

type Line = Readonly<Record<string, unknown>>;

/**
 * Reads an export through and compares it with its manifest: each line, each file, the event chain. Throws BrokenExport
 * saying what is wrong and where.
 */
export async function examineExport(opened: OpenExport): Promise<void> {
  const { manifest, files } = opened;
  const registered = new Map<string, number>();
  for (const part of manifest.tables) {
    await examineTable(opened, part, (line) => {
      if (part.name === 'stored_file') registered.set(String(line.sha256), Number(line.size));
    });
  }
  const missing = new Set(manifest.files.missing);
  for (const hash of registered.keys())
    if (!files.has(hash) && !missing.has(hash))
      throw new BrokenExport(filePath(hash), { vi: 'thiếu tệp này.', en: 'the file is missing.' });
  let bytes = 0;
  for (const hash of files) bytes += await examineFile(opened.directory, hash, registered.get(hash));
  if (files.size !== manifest.files.count || bytes !== manifest.files.bytes) {
    throw new BrokenExport('files', {
      vi: `có ${files.size} tệp, ${bytes} byte; bản kê ghi ${manifest.files.count} tệp, ${manifest.files.bytes} byte.`,
      en: `${files.size} files of ${bytes} bytes; the manifest says ${manifest.files.count} files of ${manifest.files.bytes} bytes.`,
    });
  }
}

/** Verifies the event chain of an export against the head its manifest holds; other tables are not looked at. */
export async function verifyExportedEvents(directory: string): Promise<Verification> {
  const { lastEvent, tables } = await readManifest(directory);
  const walk = walkChain();
  const found = (broken: Flaw | null) => ({ events: walk.events, head: walk.head, broken });
  if (!tables.some(({ name }) => name === 'event')) return found({ seq: 1, reason: 'missing' });
  try {
    for await (const lines of readLines(directory, partPath('event'), () => undefined)) {
      for (const line of lines) {
        const flaw = flawOf(walk, isUtf8(line) ? parsed(line) : null);
        if (flaw) return found(flaw);
      }
    }
  } catch (error) {
    if (error instanceof BrokenExport) return found({ seq: walk.events + 1, reason: 'changed' });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return found({ seq: 1, reason: 'missing' });
    throw error;
  }
  const whole = walk.events === lastEvent.seq && walk.head === lastEvent.hash;
  return found(whole ? null : { seq: walk.events + 1, reason: 'head' });
}

async function examineTable(
  { directory, manifest }: OpenExport,
  part: Part,
  seen: (line: Line) => void,
): Promise<void> {
  const path = partPath(part.name);
  const hash = createHash('sha256');
  const walk = part.name === 'event' ? walkChain() : null;
  let number = 0;
  let before: Line | null = null;
  const refuse = (what: Text, line?: number) => {
    throw new BrokenExport(path, what, line);
  };
  for await (const lines of readLines(directory, path, (bytes) => hash.update(bytes))) {
    for (const bytes of lines) {
      number += 1;
      const line = lineOf(bytes, part, (what) => refuse(what, number));
      if (before && compareKeys(part.key, before, line) >= 0) refuse(outOfOrder, number);
      const flaw = walk && flawOf(walk, line);
      if (flaw) refuse(flawText(flaw), number);
      before = line;
      seen(line);
    }
  }
  if (number !== part.rows) {
    refuse({
      vi: `có ${number} dòng, bản kê ghi ${part.rows}.`,
      en: `${number} lines; the manifest says ${part.rows}.`,
    });
  }
  if (hash.digest('hex') !== part.sha256) refuse(changed);
  const { seq, hash: head } = manifest.lastEvent;
  if (walk && (walk.events !== seq || walk.head !== head)) refuse(flawText({ seq, reason: 'head' }));
}

const outOfOrder: Text = {
  vi: 'dòng này lặp lại hoặc đứng sai thứ tự.',
  en: 'the line stands twice or in the wrong place.',
};
const changed: Text = {
  vi: 'nội dung đã bị sửa (SHA-256 khác bản kê).',
  en: 'the content was changed (its SHA-256 is not that of the manifest).',
};

function lineOf(bytes: Buffer, { columns }: Part, refuse: (what: Text) => never | undefined): Line {
  if (!isUtf8(bytes)) refuse(notUtf8);
  const line = parsed(bytes);
  if (line === null) {
    refuse({ vi: 'không phải một đối tượng JSON.', en: 'not a JSON object.' });
    return {};
  }
  const names = Object.keys(line);
  const strange = names.find((name) => !columns.includes(name));
  if (strange !== undefined) {
    const name = strange.replace(/\p{Cc}/gu, '?').slice(0, 60);
    refuse({ vi: `cột lạ “${name}”.`, en: `an unknown column “${name}”.` });
  }
  const lacking = columns.find((name) => !names.includes(name));
  if (lacking !== undefined) refuse({ vi: `thiếu cột “${lacking}”.`, en: `column “${lacking}” is missing.` });
  return line;
}

function parsed(bytes: Buffer): Line | null {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as unknown;
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Line) : null;
  } catch {
    return null;
  }
}

/** Lines stand in the order of the database: numbers by value, texts by their bytes. */
function compareKeys(key: readonly string[], one: Line, other: Line): number {
  for (const column of key) {
    const order = compareValues(one[column], other[column]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

function flawOf(walk: ChainWalk, line: Line | null): Flaw | null {
  const unreadable: Flaw = { seq: walk.events + 1, reason: 'changed' };
  if (line === null) return unreadable;
  try {
    return walk.next({
      seq: Number(line.seq),
      at: new Date(String(line.at)),
      name: line.name as string,
      actor_kind: line.actor_kind as string,
      actor_account: line.actor_account as number | null,
      subject_kind: line.subject_kind as string,
      subject_id: line.subject_id as string,
      facts: line.facts as Facts,
      request_id: line.request_id as string | null,
      previous_hash: bytea(line.previous_hash),
      hash: bytea(line.hash),
    });
  } catch {
    // a day that does not exist, facts nested without end: no event the product wrote
    return unreadable;
  }
}

const bytea = (text: unknown): Buffer => Buffer.from(String(text).replace(/^\\x/, ''), 'hex');

/** The first flaw of a chain in words. */
export function flawText({ seq, reason }: Flaw): Text {
  const { vi, en } = {
    missing: { vi: 'bị thiếu', en: 'is missing' },
    changed: { vi: 'đã bị sửa', en: 'was changed' },
    relinked: { vi: 'không nối với sự kiện trước', en: 'does not follow the one before' },
    head: { vi: 'không khớp với đầu chuỗi đã ghi', en: 'does not match the recorded head' },
  }[reason];
  return {
    vi: `Chuỗi nhật ký hỏng: sự kiện ${seq} ${vi}.`,
    en: `The event chain is broken: event ${seq} ${en}.`,
  };
}

async function examineFile(directory: string, hash: string, registered: number | undefined): Promise<number> {
  const path = filePath(hash);
  if (registered === undefined) {
    throw new BrokenExport(path, {
      vi: 'tệp lạ, không có trong bảng stored_file.',
      en: 'a file that the table stored_file does not name.',
    });
  }
  const found = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(within(directory, path))) {
    found.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  if (found.digest('hex') !== hash || size !== registered) throw new BrokenExport(path, changed);
  return size;
}
