import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Refusal } from '../../../kernel/refusal.ts';
import {
  composeDocument,
  drawSheets,
  type OfficialText,
  type Sheets,
  ThreadFailure,
} from '../../../office/index.ts';
import type { Call } from '../../../platform/http/call.ts';

/** Rows of the annex that the preview shows: its picture of thousands would be megabytes. */
export const previewRows = 8;
/** Pages drawn: what comes after is seen in the file. */
const previewPages = 12;
/** Characters of all drawings of one answer together; a full page has some 150,000. */
const drawnCharacters = 3_000_000;

/** Accounts for which something is being drawn: whoever types in two windows has one drawing at a time. */
const atWork = new Set<number>();

/**
 * The pages as they would be printed. Throws Refusal `too_many` while another preview of the same account is drawn,
 * `too_large` for a text that takes too long to draw.
 */
export async function previewOf(text: OfficialText, accountId: number): Promise<Sheets> {
  if (atWork.has(accountId))
    throw new Refusal(
      'too_many',
      {
        vi: 'Một bản xem trước khác của bạn đang được dựng. Đợi vài giây rồi bấm “Xem trước” lần nữa.',
        en: 'Another preview of yours is being drawn. Wait some seconds and press “Preview” again.',
      },
      2,
    );
  atWork.add(accountId);
  try {
    const { pages, sheets } = await drawSheets(withFirstRows(text), previewPages);
    return { pages, sheets: asManyAsFit(sheets) };
  } catch (error) {
    if (!(error instanceof ThreadFailure) || error.reason === 'fault') throw error;
    throw new Refusal('too_large', {
      vi: 'Văn bản quá dài để xem trước. Hãy lưu rồi tải tệp PDF để xem.',
      en: 'The document is too long for a preview. Save it and download the PDF to see it.',
    });
  } finally {
    atWork.delete(accountId);
  }
}

/** The pages as a picture within a page; opened alone it can do nothing. */
export async function drawingAnswer(call: Call, text: OfficialText): Promise<Response> {
  const svg = await composeDocument(withFirstRows(text), 'pages');
  const packed = /\bgzip\b/.test(call.request.headers.get('accept-encoding') ?? '');
  const headers = new Headers({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
    vary: 'accept-encoding',
    ...(packed && { 'content-encoding': 'gzip' }),
  });
  return new Response(new Uint8Array(packed ? await promisify(gzip)(svg) : svg), { headers });
}

/** The document with the first rows of its annex alone. */
export function withFirstRows(text: OfficialText): OfficialText {
  return {
    ...text,
    annexes: text.annexes.map((annex) => ({ ...annex, rows: annex.rows.slice(0, previewRows) })),
  };
}

function asManyAsFit(sheets: readonly string[]): string[] {
  let room = drawnCharacters;
  return sheets.filter((sheet, at) => {
    room -= sheet.length;
    return at === 0 || room >= 0;
  });
}

/** A drawing as an address of its own, which a page may show under its policy and which can run nothing. */
export function pictureAddress(svg: string): string {
  const escapes: Record<string, string> = { '%': '%25', '#': '%23', '<': '%3C', '>': '%3E', '"': "'" };
  return `data:image/svg+xml,${svg.replace(/[%#<>"]/gu, (sign) => escapes[sign] ?? sign)}`;
}
