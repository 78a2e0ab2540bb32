import { inflateRawSync } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ARCHIVE_BYTES, PART_BYTES, PART_RATIO, PART_RATIO_FROM, ZIP_ENTRIES } from './limits.ts';
import { unreadable } from './unreadable.ts';

/** The parts of an office file that were asked for, unpacked within bounds; names are in lower case. */
export type Parts = Map<string, Uint8Array>;

/**
 * Unpacks the parts `wanted` says yes to. Sizes are counted while unpacking, never believed.
 * Throws `UnreadableFile`: truncated, encrypted or too-complex.
 */
export async function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Parts> {
  const zip = await open(bytes);
  try {
    return await readParts(zip, bytes, wanted);
  } finally {
    zip.close();
  }
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error !== null || zip === undefined) reject(unreadable('truncated'));
      else resolve(zip);
    });
  });
}

function readParts(zip: ZipFile, bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Parts> {
  const parts: Parts = new Map();
  let declared = 0;
  let unpacked = 0;
  if (zip.entryCount > ZIP_ENTRIES) return Promise.reject(unreadable('too-complex'));
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(readableError(error));
    zip.on('error', fail);
    zip.on('end', () => resolve(parts));
    zip.on('entry', (entry: Entry) => {
      declared += entry.uncompressedSize;
      if (declared > ARCHIVE_BYTES) return fail(unreadable('too-complex'));
      if ((entry.generalPurposeBitFlag & 1) === 1) return fail(unreadable('encrypted'));
      const name = entry.fileName.replace(/^\/+/u, '').toLowerCase();
      if (!wanted(name)) return zip.readEntry();
      readEntry(zip, bytes, entry).then((part) => {
        unpacked += part.length;
        if (unpacked > PART_BYTES * 2) return fail(unreadable('too-complex'));
        parts.set(name, part);
        zip.readEntry();
      }, fail);
    });
    zip.readEntry();
  });
}

/** In one go: the file is in memory already, and pieces handed from stream to stream cost several times as much. */
function readEntry(zip: ZipFile, bytes: Uint8Array, entry: Entry): Promise<Uint8Array> {
  const most = Math.min(PART_BYTES, Math.max(PART_RATIO_FROM, entry.compressedSize * PART_RATIO));
  if (entry.uncompressedSize > most) return Promise.reject(unreadable('too-complex'));
  return new Promise((resolve, reject) => {
    zip.readLocalFileHeader(entry, { minimal: true }, (error, header) => {
      if (error !== null || header === undefined) return reject(readableError(error));
      const packed = bytes.subarray(header.fileDataStart, header.fileDataStart + entry.compressedSize);
      try {
        resolve(unpacked(packed, entry, most));
      } catch (problem) {
        reject(readableError(problem));
      }
    });
  });
}

const STORED = 0;
const DEFLATED = 8;

function unpacked(packed: Uint8Array, entry: Entry, most: number): Uint8Array {
  if (entry.compressionMethod === STORED) return packed;
  if (entry.compressionMethod !== DEFLATED) throw unreadable('truncated');
  // memory for what the archive declares at most, wherever it lies
  const chunkSize = Math.min(1_048_576, Math.max(1_024, entry.uncompressedSize + 1));
  const part = inflateWithin(packed, { chunkSize, maxOutputLength: most });
  if (part.length !== entry.uncompressedSize) throw unreadable('truncated');
  return part;
}

function inflateWithin(
  packed: Uint8Array,
  limits: { chunkSize: number; maxOutputLength: number },
): Uint8Array {
  try {
    return inflateRawSync(packed, limits);
  } catch (error) {
    const tooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? unreadable('too-complex') : error;
  }
}

function readableError(error: unknown): Error {
  return error instanceof Error && error.name === 'UnreadableFile' ? error : unreadable('truncated');
}
