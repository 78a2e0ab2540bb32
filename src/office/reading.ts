import { type Block, blockText, type ReadBlocks } from './blocks.ts';
import { decodeText } from './bytes.ts';
import { readCsv, readCsvSheet } from './csv.ts';
import type { OfficialDocument } from './document.ts';
import { readDocx } from './docx.ts';
import { parseOfficial } from './extract.ts';
import { linesOf } from './flow.ts';
import { readHtml } from './html.ts';
import { TEXT_CHARACTERS } from './limits.ts';
import type { RecognisedPage } from './ocr-page.ts';
import type { PicturePage } from './ocr-shapes.ts';
import { readPdf } from './pdf.ts';
import { readPlainText } from './plain-text.ts';
import type { RawSheet } from './sheets.ts';
import { sniff } from './sniff.ts';
import { normaliseText } from './text.ts';
import { unreadable } from './unreadable.ts';
import { readXlsx, readXlsxSheets } from './xlsx.ts';

/** A whole file in memory as an official document; throws `UnreadableFile`. */
export async function readOfficialBytes(bytes: Uint8Array, name: string): Promise<OfficialDocument> {
  return (await readPrinted(bytes, name, [])).document;
}

/**
 * As `readOfficialBytes`, with pages recognised before, and with those that are still nothing but pictures. Runs inside
 * the worker.
 */
export async function readPrinted(
  bytes: Uint8Array,
  name: string,
  recognised: readonly RecognisedPage[],
  withLines = false,
): Promise<{ document: OfficialDocument; pictures: readonly PicturePage[] }> {
  const { kind, mismatch } = sniff(bytes, name);
  const read = await readBlocks(bytes, kind, recognised);
  const document = parseOfficial(read);
  if (read.recognition !== undefined) document.recognition = read.recognition;
  if (withLines) document.lines = linesOf(read.blocks);
  if (read.warnings.length === 0 && read.blocks.every(isSilent)) {
    throw unreadable('empty', {
      vi: 'Không đọc được chữ nào trong tệp (tệp có thể chỉ chứa ảnh).',
      en: 'No text can be read in it (it may hold pictures only).',
    });
  }
  if (mismatch !== null) document.warnings.unshift({ place: '', message: mismatch });
  return { document, pictures: read.pictures ?? [] };
}

/** The cells of a spreadsheet or of separated rows. Throws `UnreadableFile`. Runs inside the worker. */
export async function readCells(bytes: Uint8Array, name: string): Promise<RawSheet[]> {
  const { kind } = sniff(bytes, name);
  if (kind === 'xlsx') return readXlsxSheets(bytes);
  if (kind !== 'csv') throw unreadable('wrong-kind');
  const { text } = decodeText(bytes);
  if (text.length > TEXT_CHARACTERS) throw unreadable('too-complex');
  return [{ ...readCsvSheet(text), problems: [] }];
}

async function readBlocks(
  bytes: Uint8Array,
  kind: ReturnType<typeof sniff>['kind'],
  recognised: readonly RecognisedPage[],
): Promise<ReadBlocks> {
  if (kind === 'docx') return readDocx(bytes);
  if (kind === 'xlsx') return readXlsx(bytes);
  if (kind === 'pdf') return readPdf(bytes, recognised);
  const decoded = decodeText(bytes, kind === 'html' ? declaredCharset(bytes) : null);
  if (decoded.text.length > TEXT_CHARACTERS) throw unreadable('too-complex');
  if (decoded.text.trim() === '') throw unreadable('empty');
  const read =
    kind === 'html'
      ? readHtml(decoded.text)
      : kind === 'csv'
        ? readCsv(decoded.text)
        : readPlainText(decoded.text);
  if (decoded.converted !== null) {
    const message = `Văn bản dùng bảng mã ${decoded.converted}, đã chuyển sang Unicode. Hãy soát lại dấu tiếng Việt.`;
    read.warnings.unshift({ place: '', message });
  }
  return read;
}

function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  return /charset\s*=\s*["']?([\w-]+)/iu.exec(head)?.[1]?.toLowerCase() ?? null;
}

/** Nothing a person would read: no words, on paper or in cells. */
function isSilent(block: Block): boolean {
  if (block.type === 'paragraph' || block.type === 'note') return normaliseText(block.text) === '';
  return block.type !== 'table' || normaliseText(blockText([block])) === '';
}
