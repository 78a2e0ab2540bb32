import { open } from 'node:fs/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { decodeText } from './bytes.ts';
import { ZIP_ENTRIES } from './limits.ts';
import { endingOf, isProgram, looksBinary, startsWith } from './sniff.ts';

/** Kinds of files that may be attached and handed on; the first ending is the usual one. */
export const fileFormats = {
  pdf: { endings: ['pdf'], mediaType: 'application/pdf' },
  docx: {
    endings: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: {
    endings: ['xlsx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  pptx: {
    endings: ['pptx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  odt: { endings: ['odt'], mediaType: 'application/vnd.oasis.opendocument.text' },
  ods: { endings: ['ods'], mediaType: 'application/vnd.oasis.opendocument.spreadsheet' },
  png: { endings: ['png'], mediaType: 'image/png' },
  jpg: { endings: ['jpg', 'jpeg'], mediaType: 'image/jpeg' },
  txt: { endings: ['txt'], mediaType: 'text/plain' },
  csv: { endings: ['csv'], mediaType: 'text/csv' },
} as const;
export type FileFormat = keyof typeof fileFormats;

/** Why a file is none of them. */
export type ForeignFile = 'program' | 'web_page' | 'macros' | 'old_office' | 'archive' | 'broken' | 'other';

export type FoundFormat = { readonly format: FileFormat } | { readonly foreign: ForeignFile };

/** Bytes by which a file is recognised; packed ones are asked for the names of their parts besides. */
const headBytes = 65_536;

/**
 * What the file at `path` is by its content; the name only tells CSV from other plain text. A file that pretends to be
 * two kinds counts as the dangerous one. Nothing is unpacked.
 */
export async function readFileFormat(path: string, name: string): Promise<FoundFormat> {
  const head = await readHead(path);
  if (head.length === 0) return { foreign: 'broken' };
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return packedFormat(path, head);
  if (isProgram(head) || startsWith(head, 0xca, 0xfe, 0xba, 0xbe) || startsWith(head, 0xcf, 0xfa, 0xed, 0xfe))
    return { foreign: 'program' };
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return { foreign: 'old_office' };
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46, 0x2d)) return { format: 'pdf' };
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { format: 'png' };
  if (startsWith(head, 0xff, 0xd8, 0xff)) return { format: 'jpg' };
  if (isArchive(head)) return { foreign: 'archive' };
  return textFormat(head, name);
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function isArchive(head: Uint8Array): boolean {
  return (
    startsWith(head, 0x52, 0x61, 0x72, 0x21) ||
    startsWith(head, 0x37, 0x7a, 0xbc, 0xaf) ||
    startsWith(head, 0x1f, 0x8b) ||
    startsWith(head, 0x50, 0x4b, 0x05, 0x06)
  );
}

const webPage =
  /^\s*<(?:!doctype|!--|\?xml|[a-z])|<(?:html|head|body|script|svg|iframe|object|embed)[\s/>]/iu;

function textFormat(head: Uint8Array, name: string): FoundFormat {
  if (looksBinary(head)) return { foreign: 'other' };
  const { text } = decodeText(head);
  if (webPage.test(text.replace(/^\uFEFF/u, ''))) return { foreign: 'web_page' };
  if (text.startsWith('#!')) return { foreign: 'program' };
  const ending = endingOf(name);
  if (ending === 'csv') return { format: 'csv' };
  // a script is plain text too: only what calls itself text is taken for it
  return ending === 'txt' || ending === '' ? { format: 'txt' } : { foreign: 'other' };
}

/** Office files are archives of parts; they are told by the parts' names. */
async function packedFormat(path: string, head: Uint8Array): Promise<FoundFormat> {
  const parts = await partNames(path);
  if (parts === null) return { foreign: 'broken' };
  if ([...parts].some((part) => /(?:^|\/)vbaproject\.bin$|^basic\/|^xl\/macrosheets\//u.test(part)))
    return { foreign: 'macros' };
  const format = officeFormat(parts) ?? openDocumentFormat(head);
  return format ? { format } : { foreign: 'archive' };
}

function officeFormat(parts: ReadonlySet<string>): FileFormat | null {
  if (!parts.has('[content_types].xml')) return null;
  if (parts.has('word/document.xml')) return 'docx';
  if (parts.has('xl/workbook.xml')) return 'xlsx';
  return parts.has('ppt/presentation.xml') ? 'pptx' : null;
}

/** An OpenDocument file begins with an unpacked part that names its kind. */
function openDocumentFormat(head: Uint8Array): FileFormat | null {
  const text = Buffer.from(head.subarray(30, 120)).toString('latin1');
  if (!text.startsWith('mimetypeapplication/vnd.oasis.opendocument.')) return null;
  const kind = text.slice('mimetypeapplication/vnd.oasis.opendocument.'.length);
  if (/^text(?![a-z-])/u.test(kind)) return 'odt';
  return /^spreadsheet(?![a-z-])/u.test(kind) ? 'ods' : null;
}

/** Names of the parts in lower case; null when the directory cannot be read or is beyond bounds. */
function partNames(path: string): Promise<Set<string> | null> {
  return new Promise((resolve) => {
    yauzl.open(path, { lazyEntries: true }, (error, zip?: ZipFile) => {
      if (error !== null || zip === undefined) return resolve(null);
      const names = new Set<string>();
      const end = (found: Set<string> | null) => {
        zip.close();
        resolve(found);
      };
      if (zip.entryCount > ZIP_ENTRIES) return end(null);
      zip.on('error', () => end(null));
      zip.on('end', () => end(names));
      zip.on('entry', (entry: Entry) => {
        names.add(entry.fileName.replace(/^\/+/u, '').toLowerCase());
        zip.readEntry();
      });
      zip.readEntry();
    });
  });
}
