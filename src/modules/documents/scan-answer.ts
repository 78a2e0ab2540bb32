import { notFound, Refusal } from '../../kernel/refusal.ts';
import { drawPage, drawsPages, UnreadableFile } from '../../office/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import type { KeptScan } from './recognition.ts';
import { scanTexts } from './scan-texts.ts';

/** Which of the recognised pages is asked for, from 1. Throws `not_found` where there is no such page. */
export function scanPlace(call: Call, { recognition }: KeptScan): number {
  const place = readPageNumber(call.query('trang'));
  if (place > recognition.pages.length) throw notFound();
  return place;
}

/** The address of a page's picture; null where none can be drawn here. */
export function pictureAt(path: string, place: number): string | null {
  return drawsPages() ? `${path}?trang=${place}` : null;
}

/** The picture of a page, for this person alone. Throws `not_found`, and `unreadable` where it cannot be drawn. */
export async function scanPicture(call: Call, scan: KeptScan): Promise<Response> {
  const page = scan.recognition.pages[scanPlace(call, scan) - 1];
  if (!page) throw notFound();
  const etag = `"${scan.file.sha256}-${page.number}"`;
  const headers = new Headers({
    'content-type': 'image/jpeg',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    etag,
    'cache-control': 'private, no-cache',
  });
  if (call.request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  try {
    const picture = await drawPage(call.services.files.pathOf(scan.file.sha256), page);
    return new Response(picture, { headers });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Refusal('unreadable', { vi: scanTexts('vi').noPicturesOf, en: scanTexts('en').noPicturesOf });
  }
}
