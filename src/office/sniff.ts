import { decodeText } from './bytes.ts';
import { unreadable } from './unreadable.ts';

export type FileKind = 'docx' | 'xlsx' | 'pdf' | 'html' | 'csv' | 'text';

export const startsWith = (bytes: Uint8Array, ...magic: number[]) =>
  magic.every((byte, at) => bytes[at] === byte);

/** The ending of a file's name, without the dot, in lower case. */
export function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
}

export interface SniffedFile {
  kind: FileKind;
  /** Set when the content is readable but not what the name promises. */
  mismatch: string | null;
}

const ENDINGS: Record<string, FileKind[]> = {
  docx: ['docx'],
  docm: ['docx'],
  xlsx: ['xlsx'],
  xlsm: ['xlsx'],
  pdf: ['pdf'],
  html: ['html'],
  htm: ['html'],
  csv: ['csv'],
  tsv: ['csv'],
  md: ['text'],
  txt: ['text'],
};

/** Endings of files worth opening, the older kinds that LibreOffice reads among them; what is inside decides. */
export const readableEndings: ReadonlySet<string> = new Set([
  ...Object.keys(ENDINGS),
  ...['doc', 'xls', 'rtf', 'odt', 'ods'],
]);

const KIND_NAMES: Record<FileKind, string> = {
  docx: 'văn bản Word (.docx)',
  xlsx: 'bảng tính Excel (.xlsx)',
  pdf: 'tệp PDF',
  html: 'trang web (.html)',
  csv: 'bảng .csv',
  text: 'văn bản thuần (.txt)',
};

/**
 * What a file is by its content; the name only tells plain text from CSV. Throws `UnreadableFile` for what cannot
 * be read: old Office, password, picture, archive, program.
 */
export function sniff(bytes: Uint8Array, name: string): SniffedFile {
  if (bytes.length === 0) throw unreadable('empty');
  const ending = endingOf(name);
  const kind = kindOf(bytes, ending);
  const expected = ENDINGS[ending];
  // Names of plain text are loose (a page saved as .txt, Markdown named .txt); names of packed formats are not.
  if (expected === undefined || expected.includes(kind)) return { kind, mismatch: null };
  if ((kind === 'text' || kind === 'csv') && !/^(?:docx|docm|xlsx|xlsm|pdf)$/u.test(ending))
    return { kind, mismatch: null };
  if (kind === 'text' || kind === 'csv') {
    throw unreadable(ending === 'pdf' ? 'truncated' : 'wrong-kind', {
      vi: `Tên tệp là .${ending} nhưng nội dung không phải.`,
      en: `The name ends in .${ending} but the content is something else.`,
    });
  }
  return {
    kind,
    mismatch: `Tên tệp là .${ending} nhưng nội dung là ${KIND_NAMES[kind]}; đã đọc theo nội dung.`,
  };
}

function kindOf(bytes: Uint8Array, ending: string): FileKind {
  if (startsWith(bytes, 0x50, 0x4b)) return packedKind(bytes, ending);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw unreadable(isEncryptedOffice(bytes) ? 'encrypted' : 'legacy-office');
  if (startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66)) {
    throw unreadable('unsupported', { vi: 'Tệp là .rtf.', en: 'The file is .rtf.' });
  }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (/%PDF-\d/u.test(head)) return 'pdf';
  if (isPicture(bytes)) throw unreadable('picture');
  if (isProgram(bytes)) throw unreadable('unsupported');
  if (looksBinary(bytes)) throw unreadable(ENDINGS[ending] === undefined ? 'unsupported' : 'truncated');
  const text = decodeText(bytes.subarray(0, 8192)).text;
  if (
    /^\s*(?:<!--[\s\S]*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|div|table|p|meta|article|section)[\s>]/iu.test(
      text,
    )
  )
    return 'html';
  if (/html?$/u.test(ending) && /<(?:p|div|table|br|span|h\d)[\s>/]/iu.test(text)) return 'html';
  return ending === 'csv' || ending === 'tsv' ? 'csv' : 'text';
}

/** A packed file is Word or Excel by the parts its directory names; the names stand uncompressed in the file. */
function packedKind(bytes: Uint8Array, ending: string): FileKind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (part: string) => buffer.includes(part, 0, 'latin1');
  if (has('word/document')) return 'docx';
  if (has('xl/workbook')) return 'xlsx';
  if (!buffer.includes('PK\u0005\u0006', Math.max(0, buffer.length - 70_000), 'latin1'))
    throw unreadable('truncated');
  const known = ENDINGS[ending]?.[0];
  if (known === 'docx' || known === 'xlsx') throw unreadable('wrong-kind');
  throw unreadable('unsupported', { vi: 'Tệp là tệp nén.', en: 'The file is an archive.' });
}

export function isEncryptedOffice(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes('EncryptedPackage', 0, 'utf16le') || buffer.includes('EncryptionInfo', 0, 'utf16le');
}

function isPicture(bytes: Uint8Array): boolean {
  return (
    startsWith(bytes, 0xff, 0xd8, 0xff) ||
    startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    startsWith(bytes, 0x47, 0x49, 0x46, 0x38) ||
    startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) ||
    startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a)
  );
}

export function isProgram(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0x4d, 0x5a) || startsWith(bytes, 0x7f, 0x45, 0x4c, 0x46);
}

/** Zero bytes that are not the half of UTF-16 letters, or many control bytes. */
export function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  if (decodeIsWide(sample)) return false;
  const control = sample.filter(
    (byte) => byte === 0 || (byte < 9 && byte > 0) || (byte > 13 && byte < 27),
  ).length;
  return control > sample.length / 50;
}

function decodeIsWide(sample: Uint8Array): boolean {
  const text = decodeText(sample).text;
  const zeros = text.match(/\0/gu)?.length ?? 0;
  return sample.some((byte) => byte === 0) && zeros === 0;
}
