import { open } from 'node:fs/promises';
import type { Converted, Filter } from './convert.ts';
import { isEncryptedOffice, startsWith } from './sniff.ts';
import type { UnreadableCode } from './unreadable.ts';

/** A file that LibreOffice has to write anew before it can be read. */
export interface OlderKind {
  readonly from: Filter;
  readonly to: Converted;
  /** Said where LibreOffice is not installed. */
  readonly refusal: UnreadableCode;
  /** Said with the result. */
  readonly warning: string;
}

/** Names of parts stand anywhere in an old file: its directory may lie at the end. */
const searched = 4 * 1024 * 1024;

const older = (from: Filter, to: Converted, refusal: UnreadableCode, ending: string): OlderKind => ({
  from,
  to,
  refusal,
  warning: `Tệp ${ending} đã được chuyển sang .${to} để đọc. Hãy soát lại bảng, ghi chú và dấu tiếng Việt.`,
});

/** By content: an old Word or Excel file without a password, RTF or OpenDocument; null for any other. */
export async function olderKind(path: string): Promise<OlderKind | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(searched), 0, searched, 0);
    const { size } = await file.stat();
    const head = buffer.subarray(0, bytesRead);
    if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
      const tail = size > bytesRead ? await readTail(file, size) : Buffer.alloc(0);
      return oldOffice([head, tail]);
    }
    if (head.subarray(0, 5).toString('latin1') === '{\\rtf')
      return older('Rich Text Format', 'docx', 'unsupported', '.rtf');
    return openDocument(head);
  } finally {
    await file.close();
  }
}

async function readTail(file: Awaited<ReturnType<typeof open>>, size: number): Promise<Buffer> {
  const length = Math.min(searched, size);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.subarray(0, bytesRead);
}

function oldOffice(parts: readonly Buffer[]): OlderKind | null {
  const has = (name: string) => parts.some((part) => part.includes(name, 0, 'utf16le'));
  if (parts.some(isEncryptedOffice)) return null;
  if (has('WordDocument')) return older('MS Word 97', 'docx', 'legacy-office', '.doc');
  if (has('Workbook') || has('Book')) return older('MS Excel 97', 'xlsx', 'legacy-office', '.xls');
  return null;
}

/** An OpenDocument file begins with an unpacked part that names its kind. */
function openDocument(head: Buffer): OlderKind | null {
  const start = head.subarray(30, 120).toString('latin1');
  if (!start.startsWith('mimetypeapplication/vnd.oasis.opendocument.')) return null;
  if (start.includes('opendocument.text')) return older('writer8', 'docx', 'unsupported', '.odt');
  if (start.includes('opendocument.spreadsheet')) return older('calc8', 'xlsx', 'unsupported', '.ods');
  return null;
}
